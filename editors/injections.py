"""The TextMate grammars of query text inside Python, YAML and Markdown.

A string that ends on its line is read as one piece, so that nothing in it can run past its quotes. Of a string in triple quotes
each line is read by itself.
"""

from __future__ import annotations

import inspect
import json

from textmate import SCOPE, Json, TextMateRule

import attioql
from attioql.resources import read_resource

FENCE = "attioql"
FIRST_PARAMETERS = ("text", "source")
"""The names of first parameters that take query text."""

ARGUMENT = "meta.query-argument.attioql"
_QUERY_KEY = r"(query)\s*(:)"
FILTERS = "meta.filter-set.attioql"
_EMBEDDED = "meta.embedded.block.attioql"
_QUERY: Json = {"name": _EMBEDDED, "patterns": [{"include": SCOPE}]}
_DOUBLE, _SINGLE = r'"(?:[^"\\\r\n]|\\.)*"', r"'(?:[^'\\\r\n]|\\.)*'"

_LOADED: TextMateRule = {"begin": "(?!)", "end": "(?!)", "patterns": [{"include": SCOPE}]}
"""Never matches. Editors load the grammars that patterns include, but not those that only captures do."""


def injections() -> dict[str, TextMateRule]:
    """Return the grammars by the names of their files."""
    return {
        "attioql.markdown": _markdown(),
        "attioql.python": _python(),
        "attioql.filter-set": _filter_set(),
        "attioql.filter-set-query": _filter_set_query(),
    }


def reading_functions() -> list[str]:
    """Return the functions of the package that take query text and a target."""
    functions = {name: getattr(attioql, name) for name in attioql.__all__}
    return sorted(
        name
        for name, each in functions.items()
        if inspect.isfunction(each)
        and [*inspect.signature(each).parameters][:2] in [[first, "target"] for first in FIRST_PARAMETERS]
    )


def _injection(name: str, selector: str, *rules: TextMateRule) -> TextMateRule:
    return {"scopeName": f"{name}.injection.attioql", "injectionSelector": selector, "patterns": [*rules]}


def _markdown() -> TextMateRule:
    """Return the grammar of a fenced code block, with anything after its name."""
    return _injection(
        "markdown",
        "L:text.html.markdown",
        {
            "begin": rf"(^|\G)(\s*)(`{{3,}}|~{{3,}})\s*(?i:({FENCE})((?:\s+|[,:{{])[^`~]*)?)$",
            "beginCaptures": {
                "3": {"name": "punctuation.definition.markdown"},
                "4": {"name": "fenced_code.block.language.markdown"},
                "5": {"name": "fenced_code.block.language.attributes.markdown"},
            },
            "end": r"(^|\G)(\2|\s{0,3})(\3)\s*$",
            "endCaptures": {"3": {"name": "punctuation.definition.markdown"}},
            "name": "markup.fenced_code.block.markdown",
            "patterns": [
                {
                    "begin": r"(^|\G)(\s*)(.*)",
                    "while": r"(^|\G)(?!\s*([`~]{3,})\s*$)",
                    "contentName": _EMBEDDED,
                    "patterns": [{"include": SCOPE}],
                }
            ],
        },
    )


def _python() -> TextMateRule:
    """Return the grammar of the first argument of a function that takes query text, if it is a string literal or begins on the next line."""
    called = "|".join([rf"\battioql\.{name}\(" for name in reading_functions()])
    return _injection(
        "python",
        f"L:source.python -comment -string -{ARGUMENT}",
        {
            "begin": rf"(?<={called})(?=\s*(?:$|#|[rRuU]?[\"']))",
            "end": "(?=[,)])",
            "name": ARGUMENT,
            "patterns": [
                *[_triple(quote) for quote in ('"', "'")],
                *[_single(f"([rRuU]?)({body[0]})({body[1:-1]})({body[-1]})") for body in (_DOUBLE, _SINGLE)],
                {"include": "source.python#expression"},
            ],
        },
        _LOADED,
    )


def _single(pattern: str) -> TextMateRule:
    """Return the rule of a string on one line: a prefix, a quote, the text and the other quote."""
    return {
        "match": pattern,
        "captures": {
            "1": {"name": "storage.type.string.python"},
            "2": {"name": "string.quoted.python punctuation.definition.string.begin.python"},
            "3": _QUERY,
            "4": {"name": "string.quoted.python punctuation.definition.string.end.python"},
        },
    }


def _triple(quote: str) -> TextMateRule:
    quotes = quote * 3
    return {
        "begin": f"([rRuU]?)({quotes})",
        "beginCaptures": {
            "1": {"name": "storage.type.string.python"},
            "2": {"name": "string.quoted.python punctuation.definition.string.begin.python"},
        },
        "end": quotes,
        "endCaptures": {"0": {"name": "string.quoted.python punctuation.definition.string.end.python"}},
        "patterns": [{"match": rf"(?:(?!{quotes})[^\r\n])+", "captures": {"0": _QUERY}}],
    }


def _filter_set() -> TextMateRule:
    """Return the grammar that marks the filters of a filter set in YAML, so that `query` means nothing in other files."""
    [filters] = json.loads(read_resource("schemas", "filter-set.schema.json"))["required"]
    return _injection(
        "yaml",
        f"L:source.yaml -{FILTERS}",
        {
            "begin": rf"^(?={filters}\s*:\s*(?:#|$))",
            "end": rf"^(?![\s#]|{filters}\s*:)",
            "name": FILTERS,
            "patterns": [{"include": "source.yaml"}],
        },
    )


def _filter_set_query() -> TextMateRule:
    """Return the grammar of query text in the filters of a filter set: in a block scalar, in quotes, and plain."""
    key: dict[str, Json] = {
        "1": {"name": "entity.name.tag.yaml"},
        "2": {"name": "punctuation.separator.key-value.mapping.yaml"},
    }
    block: TextMateRule = {
        "begin": rf"^(\s+){_QUERY_KEY}\s*([|>][-+0-9]*)\s*(#.*)?$",
        "beginCaptures": {
            "2": key["1"],
            "3": key["2"],
            "4": {"name": "keyword.control.flow.block-scalar.yaml"},
            "5": {"name": "comment.line.number-sign.yaml"},
        },
        "while": r"^(?:\1\s+|\s*$)",
        "contentName": _EMBEDDED,
        "patterns": [{"include": SCOPE}],
    }
    plain: TextMateRule = {
        "match": rf"^\s+{_QUERY_KEY}\s+([^\s\"'|>&*!\[{{#].*?)(?=\s+#|\s*$)",
        "captures": {**key, "3": _QUERY},
    }
    return _injection(
        "yaml-query",
        f"L:{FILTERS} -comment -string",
        block,
        _quoted_query(_DOUBLE, key),
        _quoted_query(r"'(?:[^'\r\n]|'')*'", key),
        plain,
    )


def _quoted_query(string: str, key: dict[str, Json]) -> TextMateRule:
    """Return the rule of a query in quotes, which stand at both ends of the pattern of the string."""
    return {
        "match": rf"(?<=[\s{{,]){_QUERY_KEY}\s+({string[0]})({string[1:-1]})({string[-1]})",
        "captures": {
            **key,
            "3": {"name": "string.quoted.yaml punctuation.definition.string.begin.yaml"},
            "4": _QUERY,
            "5": {"name": "string.quoted.yaml punctuation.definition.string.end.yaml"},
        },
    }
