"""Texts that Python fills in: `"/objects/%s" % slug` and `"/objects/{}".format(slug)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from attioql.documents.code_literals import UNKNOWN_TEXT
from attioql.limits import LIMITS

_PERCENT = re.compile(r"%(?:\((?P<name>[^()]*)\))?(?P<how>[-#0 +]*[0-9*]*(?:\.[0-9*]+)?[a-zA-Z%])")
_BRACES = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}:!.\[]*)(?P<how>[^{}]*)\}")

Fill = Callable[[str, Sequence[str | None], Mapping[str, str | None]], str]


def percent_filled(text: str, values: Sequence[str | None], named: Mapping[str, str | None]) -> str:
    """Return a text filled in by `%`, with `UNKNOWN_TEXT` for values that are not known and for all but `%s`."""
    left = iter(values)

    def fill(found: re.Match[str]) -> str:
        if found["how"] == "%":
            return "%"
        value = next(left, None) if found["name"] is None else named.get(found["name"])
        return UNKNOWN_TEXT if value is None or found["how"] != "s" else value

    return _filled(_PERCENT, text, fill)


def braces_filled(text: str, values: Sequence[str | None], named: Mapping[str, str | None]) -> str:
    """Return a text filled in by `format`, with `UNKNOWN_TEXT` for values that are not known or are written in a format of their own."""
    left = iter(values)
    by_name = {**named, **{str(index): value for index, value in enumerate(values)}}

    def fill(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None:
            return found[0][0]
        value = by_name.get((name.lstrip("0") or "0") if name.isdecimal() else name) if name else next(left, None)
        return UNKNOWN_TEXT if value is None or found["how"] else value

    return _filled(_BRACES, text, fill)


def _filled(fields: re.Pattern[str], text: str, fill: Callable[[re.Match[str]], str]) -> str:
    """Return a text with its fields filled in; all of it is unknown if it is longer than any that matters, as one field may occur often."""
    parts, length, at = [], 0, 0
    for found in fields.finditer(text):
        parts += [text[at : found.start()], fill(found)]
        length, at = length + len(parts[-1]), found.end()
        if length > LIMITS.code_filled_characters:
            return UNKNOWN_TEXT
    return "".join([*parts, text[at:]])
