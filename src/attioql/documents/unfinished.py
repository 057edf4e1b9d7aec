"""Texts that a file which cannot be read may become, once what is open at a cursor is closed: for completion while it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from attioql.documents.read import suffix_of
from attioql.documents.script_files import SCRIPTS
from attioql.limits import LIMITS
from attioql.text.source import Source

_CLOSING = MappingProxyType({"(": ")", "[": "]", "{": "}"})


class _Lexis(NamedTuple):
    """The strings, comments and brackets of a kind of file, what is written for no value and for any key, and what a file of filters has.

    In some, blanks at the end of a text do not belong to it: `word` stands for what comes behind them.
    """

    token: re.Pattern[str]
    nothing: str
    holds: str
    key: str = '""'
    word: str = ""


def _token(comment: str, long: str, before_quote: str = "") -> re.Pattern[str]:
    """Return the pattern of what opens or closes something: a comment, a whole string, one without an end, or a bracket.

    `long` are the quotes of strings of several lines.
    """
    short = rf"{before_quote}(?P<quote>[\"'])(?:(?!(?P=quote))[^\\\n]|\\.)*(?:(?P=quote)|(?P<short>\Z)|(?=\n))"
    lasting = rf"(?P<mark>{long})(?:(?!(?P=mark))[^\\]|\\.)*(?:(?P=mark)|(?P<long>\Z))"
    return re.compile(rf"{comment}|{lasting}|{short}|(?P<bracket>[()\[\]{{}}])", re.DOTALL | re.MULTILINE)


_SLASHES = r"//[^\n]*|/\*.*?(?:\*/|\Z)"
_NEVER = r"(?!)"

_LEXES: Mapping[str, _Lexis] = MappingProxyType(
    {
        **dict.fromkeys(SCRIPTS, _Lexis(_token(_SLASHES, "`"), "null", "attio", "x")),
        ".py": _Lexis(_token(r"#[^\n]*", r"\"\"\"|'''"), "None", "attio"),
        **dict.fromkeys((".json", ".jsonc"), _Lexis(_token(_SLASHES, _NEVER), "null", "filters")),
        **dict.fromkeys(
            (".yaml", ".yml"),
            _Lexis(_token(r"(?:^|(?<=\s))#[^\n]*", _NEVER, r"(?<=[\s\[{,:])"), "null", "filters", word="x"),
        ),
    }
)


def finished_texts(source: Source, offset: int) -> Iterator[Source]:
    """Yield texts that are the same up to a cursor and that may be read, the one that keeps most first."""
    lexis = _LEXES.get(suffix_of(source))
    text = source.text
    if lexis is None or len(text) > LIMITS.editor_unfinished_characters or lexis.holds not in text:
        return
    before = text[:offset]
    line = before.rfind("\n") + 1
    quote, opened = _open_at(before, lexis)
    if len(opened) > LIMITS.editor_open_brackets:
        return
    after = text.find("\n", offset)
    rest = "" if after < 0 else text[after:]
    closed = "".join(_CLOSING[bracket] for _, bracket in reversed(opened))
    on_line = "".join(_CLOSING[bracket] for at, bracket in reversed(opened) if at >= line)
    is_word = re.search(r"[\w$]\Z", before) is not None
    word = lexis.word if before[-1:] == " " and not text[offset : offset + 1].strip() else ""
    endings = [
        word + quote + text[offset:],
        f"{quote},{rest}",
        f"{quote}: {lexis.nothing}{on_line}{rest}",
        f"{quote}{on_line}{rest}",
        f"{quote}: {lexis.nothing}{closed}",
        f"{quote}{closed}",
    ]
    endings += [] if is_word else [f"{lexis.nothing}{closed}", f"{lexis.key}: {lexis.nothing}{closed}"]
    for ending in dict.fromkeys(endings):
        if ending != text[offset:]:
            yield Source(before + ending, source.name)


def _open_at(before: str, lexis: _Lexis) -> tuple[str, list[tuple[int, str]]]:
    """Return the quote of the string that has no end in a text, and the brackets that are open, each with its offset."""
    opened: list[tuple[int, str]] = []
    for token in lexis.token.finditer(before):
        if token["short"] is not None:
            return token["quote"], opened
        if token["long"] is not None:
            return token["mark"], opened
        bracket = token["bracket"]
        if bracket in _CLOSING:
            opened.append((token.start(), bracket))
        elif bracket is not None and opened and _CLOSING[opened[-1][1]] == bracket:
            opened.pop()
    return "", opened
