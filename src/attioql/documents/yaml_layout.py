"""Writes a piece of JSON as YAML in place of what a file has: keys without needless quotes, and blocks for blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from attioql.json_text.json_layout import layout_of
from attioql.text.source import Span

_WORD = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)
_NO_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
"""Words that some version of YAML takes for something else than text."""

_KEY = re.compile(r'("(?:[^"\\]|\\.)*")(?=\s*:|\Z)', re.DOTALL)


class _Number(str):
    """A number as it was written."""

    __slots__ = ()


def as_yaml(text: str, span: Span, piece: str, *, is_block: bool) -> str:
    """Return what to write for a piece of JSON, a value, a key or both, in place of a span of the file.

    With `is_block`, a block or an entry of one begins there.
    """
    replaced = text[span.start : span.end]
    written = _with_plain_key(piece, replaced)
    layout = layout_of(text, span)
    if layout is None or not is_block:
        return written
    is_entry = written is not piece or _KEY.match(piece) is not None
    column = span.start - (text.rfind("\n", 0, span.start) + 1)
    try:
        value = json.loads(f"{{{piece}}}" if is_entry else piece, parse_int=_Number, parse_float=_Number)
        if not value or not isinstance(value, list if replaced.startswith("-") else dict):
            return written
        return f"{layout.line_end}{' ' * column}".join(_block(value))
    except (RecursionError, ValueError):
        return written


def _with_plain_key(piece: str, replaced: str) -> str:
    """Take the quotes off the key that a piece begins with, or that it is, if what it replaces begins without any."""
    found = _KEY.match(piece)
    if found is None or replaced.startswith(('"', "'")):
        return piece
    return _plain(str(json.loads(found[1]))) + piece[found.end() :]


def _plain(word: str) -> str:
    """Write a text without quotes if that is the same text in every version of YAML."""
    is_plain = _WORD.fullmatch(word) is not None and word.lower() not in _NO_TEXT
    return word if is_plain else json.dumps(word, ensure_ascii=False)


def _block(value: object) -> Iterator[str]:
    """Yield the lines of a collection that is not empty, as a block; of another value, its line."""
    match value:
        case dict() if value:
            yield from _block_mapping(value)
        case list() if value:
            yield from _block_sequence(value)
        case _Number():
            yield str(value)
        case _:
            yield json.dumps(value, ensure_ascii=False)


def _block_mapping(value: Mapping[str, object]) -> Iterator[str]:
    for key, member in value.items():
        lines = list(_block(member))
        if isinstance(member, (dict, list)) and member:
            yield f"{_plain(key)}:"
            yield from (f"  {line}" for line in lines)
        else:
            yield f"{_plain(key)}: {lines[0]}"


def _block_sequence(value: Sequence[object]) -> Iterator[str]:
    for member in value:
        for number, line in enumerate(_block(member)):
            yield f"{'  ' if number else '- '}{line}"
