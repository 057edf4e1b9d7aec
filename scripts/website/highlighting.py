"""Teaches Pygments the query language: a Markdown extension, so that Zensical and MkDocs both load it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markdown import Markdown
from markdown.extensions import Extension
from pygments import token
from pygments.lexer import Lexer
from pygments.lexers import LEXERS

from attioql.syntax.highlighting import TokenKind, tokens_of
from attioql.text.source import Source

__all__ = ["QueryLexer"]  # the lexers that Pygments finds here

_CLASSES: Mapping[TokenKind, token._TokenType] = {
    "attribute": token.Name,
    "operator": token.Operator,
    "connective": token.Keyword,
    "text": token.String,
    "number": token.Number,
    "moment": token.Number,
    "word": token.Keyword.Constant,
    "parameter": token.Name.Variable,
    "function": token.Name.Function,
    "comment": token.Comment,
}


class QueryLexer(Lexer):
    """The tokens of query text, as the language server colours them."""

    name = "AttioQL"
    aliases = ("attioql",)
    filenames = ("*.attioql",)

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, token._TokenType, str]]:
        """Yield the tokens and what is between them: brackets, commas and blanks."""
        at = 0
        for span, kind in tokens_of(Source(text)):
            yield at, token.Punctuation, text[at : span.start]
            yield span.start, _CLASSES[kind], text[slice(*span)]
            at = span.end
        yield at, token.Punctuation, text[at:]


class Highlighting(Extension):
    """Makes the language known; the page itself stays as it is."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: ARG002, N802 - the name that Markdown calls
        """Register the lexer."""
        LEXERS["QueryLexer"] = (__name__, QueryLexer.name, QueryLexer.aliases, QueryLexer.filenames, ())


def makeExtension(**options: object) -> Highlighting:  # noqa: N802 - the name that Markdown calls
    """Return the extension, for Markdown."""
    return Highlighting(**options)
