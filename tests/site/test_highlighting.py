"""The colours of query text on the site: those of the language server, also for the ending of a query."""

import pytest

pytest.importorskip("markdown", reason="Markdown is in the extra `site`")

from markdown import Markdown
from pygments import token
from website.highlighting import QueryLexer, makeExtension


def colours(text):
    return [(word, kind) for kind, word in QueryLexer().get_tokens(text) if word.strip()]


def test_a_word_has_the_colour_of_what_it_means():
    assert colours('limit > 5 and stage in (won, "Lead") # all') == [
        ("limit", token.Name),
        (">", token.Operator),
        ("5", token.Number),
        ("and", token.Keyword),
        ("stage", token.Name),
        ("in", token.Operator),
        (" (", token.Punctuation),
        ("won", token.Keyword.Constant),
        (", ", token.Punctuation),
        ('"Lead"', token.String),
        (") ", token.Punctuation),
        ("# all", token.Comment),
    ]


def test_the_ending_of_a_query_has_keywords_and_attributes():
    assert colours("a = :b order by limit desc, c.d limit 10 offset 5")[3:] == [
        ("order", token.Keyword),
        ("by", token.Keyword),
        ("limit", token.Name),
        ("desc", token.Keyword),
        (", ", token.Punctuation),
        ("c.d", token.Name),
        ("limit", token.Keyword),
        ("10", token.Number),
        ("offset", token.Keyword),
        ("5", token.Number),
    ]


def test_text_that_cannot_be_read_is_shown_whole():
    text = 'name = "x\n) and ~ '
    assert "".join(word for _, word in QueryLexer(stripnl=False, ensurenl=False).get_tokens(text)) == text


def test_a_code_block_is_coloured():
    html = Markdown(extensions=["pymdownx.highlight", "pymdownx.superfences", makeExtension()]).convert(
        '```attioql\nname = "x"\n```\n'
    )
    assert '<span class="n">name</span>' in html
    assert '<span class="o">=</span>' in html
