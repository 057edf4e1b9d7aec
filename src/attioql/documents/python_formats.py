"""Texts that Python fills in: `"/objects/%s" % slug` and `"/objects/{}".format(slug)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from attioql.documents.code_literals import UNKNOWN_TEXT

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

    return _PERCENT.sub(fill, text)


def braces_filled(text: str, values: Sequence[str | None], named: Mapping[str, str | None]) -> str:
    """Return a text filled in by `format`, with `UNKNOWN_TEXT` for values that are not known or are written in a format of their own."""
    left = iter(values)

    def fill(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None:
            return found[0][0]
        if name.isdecimal():
            value = values[int(name)] if int(name) < len(values) else None
        else:
            value = named.get(name) if name else next(left, None)
        return UNKNOWN_TEXT if value is None or found["how"] else value

    return _BRACES.sub(fill, text)
