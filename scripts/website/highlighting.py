"""Teaches Pygments the query language: a Markdown extension, so that Zensical and MkDocs both load it."""

from __future__ import annotations

import re
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from pygments import token
from pygments.lexer import RegexLexer
from pygments.lexers import LEXERS

__all__ = ["QueryLexer"]  # the lexers that Pygments finds here

GRAMMAR = Path(__file__).resolve().parents[2] / "grammar" / "attioql.lark"


def _terminals() -> dict[str, str]:
    """Return what stands after the name of each token in the grammar."""
    found = re.findall(r"^([A-Z_]+)(?:\.\d+)?: (.+)$", GRAMMAR.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(found)


def _pattern(name: str) -> str:
    return _terminals()[name].removesuffix("i").strip("/")


def _words() -> str:
    """Return a pattern of all keywords, the longest first."""
    words = [found[1] for text in _terminals().values() if (found := re.fullmatch(r'"(\w+)"i', text))]
    return rf"(?i)(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\w)"


class QueryLexer(RegexLexer):
    """The tokens of query text, from the grammar."""

    name = "AttioQL"
    aliases = ("attioql",)
    filenames = ("*.attioql",)
    tokens = {  # noqa: RUF012 - as Pygments declares it
        "root": [
            (_pattern("COMMENT"), token.Comment),
            (r"\s+", token.Whitespace),
            (_pattern("STRING"), token.String),
            (_pattern("QUOTED_NAME"), token.Name),
            (_pattern("PARAMETER"), token.Name.Variable),
            *((_pattern(name), token.Number) for name in ("UUID", "TIMESTAMP", "DATE", "MONTH")),
            (f"(?i){_pattern('DURATION')}", token.Number),
            (_pattern("NUMBER"), token.Number),
            (r"==|!=|<>|<=|>=|[=<>!]|\|\||&&|[+-]", token.Operator),
            (_words(), token.Keyword),
            (_pattern("NAME"), token.Name),
            (r".", token.Punctuation),
        ]
    }


class Highlighting(Extension):
    """Makes the language known; the page itself stays as it is."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: ARG002, N802 - the name that Markdown calls
        """Register the lexer."""
        LEXERS["QueryLexer"] = (__name__, QueryLexer.name, QueryLexer.aliases, QueryLexer.filenames, ())


def makeExtension(**options: object) -> Highlighting:  # noqa: N802 - the name that Markdown calls
    """Return the extension, for Markdown."""
    return Highlighting(**options)
