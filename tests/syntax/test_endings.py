"""The ending of a query: where it begins, what is read of it, and that its words stay names everywhere else."""

from __future__ import annotations

import re

import pytest
from grammar import texts_of_the_grammar
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark
from lark.exceptions import LarkError

import attioql
from attioql.resources import read_resource
from attioql.syntax.endings import find_ending, read_ending
from attioql.syntax.parser import parse
from attioql.syntax.query_parts import parse_query
from attioql.syntax.spelling import reserved_words
from attioql.text.source import Source

GRAMMAR = read_resource("grammar", "attioql.lark")
# A keyword is a whole word here, and a reserved one never a name.
WHOLE_WORDS = re.sub(r'(?m)^([A-Z_]+): "([a-z_]+)"i$', r"\1.1: /\2(?!\\w)/i", GRAMMAR).replace(
    "NAME: /", f"NAME: /(?!(?i:{'|'.join(sorted(reserved_words()))})(?![\\w.]))"
)
LARK = Lark(WHOLE_WORDS, parser="lalr", lexer="contextual", start="ending")
WORDS = ["order", "by", "limit", "offset", "asc", "desc"]
SIMPLE = {
    "QUOTED_NAME": st.sampled_from(["`a-b`", "`in`", "`order`"]),
    "COMMENT": st.sampled_from(["# order by\n"]),
    "WHITESPACE": st.sampled_from([" ", "\n", "\t "]),
    "NAME": st.sampled_from(["a", "b.c", "last", "in.x", *WORDS]),
    "NUMBER": st.sampled_from(["1", "-2.5", "1_0e3"]),
}
ENDINGS = from_lark(Lark(GRAMMAR, parser="lalr", start="ending"), start="ending", explicit=SIMPLE)
BOATS = attioql.Workspace.from_dict(
    {
        "objects": {
            "boats": {"attributes": {word: {"type": "number"} for word in WORDS} | {"flag": {"type": "checkbox"}}},
        }
    }
)["boats"]


@given(ENDINGS)
def test_the_tables_read_what_lark_reads(text):
    try:
        LARK.parse(text)
    except LarkError:
        accepted = False
    else:
        accepted = True
    assert (read_ending(text, 0) is not None) is accepted


@given(texts_of_the_grammar)
def test_no_filter_has_an_ending(text):
    if not parse(Source(text)).problems:
        assert find_ending(text) is None


@given(texts_of_the_grammar, ENDINGS)
def test_a_query_is_its_filter_and_its_ending(text, ending):
    if parse(Source(text)).problems or read_ending(ending, 0) is None or not find_clause(ending):
        return
    query = parse_query(Source(f"{text}\n{ending}"))
    assert query.problems == ()
    assert repr(query.filter.root) == repr(parse(Source(text)).root)
    alone = read_ending(ending, 0)
    assert alone is not None
    assert [(each.word, len(each.sorts)) for each in query.ending.clauses] == [
        (each.word, len(each.sorts)) for each in alone.clauses
    ]
    assert [each.start - len(text) - 1 for each in query.ending.clauses] == [each.start for each in alone.clauses]


def find_clause(text):
    alone = read_ending(text, 0)
    return alone is not None and alone.clauses


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    "filter_text",
    ["{} = 1", "{} > 1 and not {} < 5", "{} in (1, 2)", "{} between 1 and 2", "flag or {} = 2", "{}.value = 1"],
)
def test_words_of_an_ending_are_names_in_a_filter(word, filter_text):
    text = filter_text.replace("{}", word)
    query = attioql.compile_query(text, BOATS)
    assert (query.filter, query.sorts, query.limit) == (attioql.compile(text, BOATS), (), None)
    assert query.text() == query.filter.text()
    with_ending = attioql.compile_query(f"{text} order by {word} desc, {word} limit 5 offset 1", BOATS)
    assert with_ending.filter == query.filter
    assert [(sort.path, sort.direction) for sort in with_ending.sorts] == [(word, "desc"), (word, "asc")]
    assert (with_ending.limit, with_ending.offset) == (5, 1)
    assert attioql.compile_query(with_ending.text(), BOATS) == with_ending


@pytest.mark.parametrize(
    ("text", "filter_text", "sorts"),
    [
        ("flag limit 5", "flag = true", []),
        ("limit = 5 limit 5", "limit = 5", []),
        ("limit limit 5", None, []),
        ("order by order limit 5", "", ["order"]),
        ("order by limit desc limit 5", "", ["limit desc"]),
        ("order by offset, limit limit 5", "", ["offset", "limit"]),
        ("order by desc desc, by, asc asc limit 5", "", ["desc desc", "by", "asc"]),
        ("`order` = 1 ORDER\nBY `limit` DESC # limit 7\nLIMIT 5", "order = 1", ["limit desc"]),
        ("order > 1 # order by flag\nlimit 5", "order > 1", []),
    ],
)
def test_where_an_ending_begins(text, filter_text, sorts):
    if filter_text is None:
        assert [each.name for each in attioql.check_query(text, BOATS)] == ["not-a-checkbox"]
        return
    query = attioql.compile_query(text, BOATS)
    assert (query.filter.text(), [sort.text() for sort in query.sorts], query.limit) == (filter_text, sorts, 5)


@pytest.mark.parametrize(
    "text", ["order by in", "order by a b", "limit", "limit x", "order", "offset 1 limit 2", "order by a,"]
)
def test_neither_reads_what_is_no_ending(text):
    assert read_ending(text, 0) is None
    with pytest.raises(LarkError):
        LARK.parse(text)
