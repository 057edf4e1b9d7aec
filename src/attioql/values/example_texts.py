"""What a text looks like, whole: a domain, an email address, a phone number or a UUID; and examples, with a part that is given.

They are for witnesses, which show what people recognise. No filter is judged by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from attioql.values.ids import UUID, example_ids

_NAME = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_DOMAIN = rf"(?:{_NAME}\.)+[a-z]{{2,}}"


class TextShape(NamedTuple):
    """A pattern of whole texts, and what may stand before and behind a part of one, best first."""

    whole: re.Pattern[str]
    frames: tuple[tuple[str, str], ...]


_SHAPES: Mapping[str, TextShape] = {
    "": TextShape(re.compile(".+", re.DOTALL), (("", ""), ("", " 2"), ("The ", ""), ("The ", " 2"))),
    "domain": TextShape(
        re.compile(rf"{_DOMAIN}\Z", re.IGNORECASE),
        (
            ("", ""),
            ("", ".com"),
            ("example", ""),
            ("example.", ""),
            ("", "example.com"),
            ("www.", ""),
            ("www.", ".com"),
        ),
    ),
    "email": TextShape(
        re.compile(rf"[\w.+-]+@{_DOMAIN}\Z", re.IGNORECASE),
        (
            ("", ""),
            ("jane@", ""),
            ("jane", ""),
            ("", "@example.com"),
            ("jane", "example.com"),
            ("jane@example", ""),
            ("jane@", ".com"),
            ("jane.", "@example.com"),
        ),
    ),
    "phone": TextShape(
        re.compile(r"\+[0-9]{7,15}\Z"),
        (("", ""), ("+1202555", ""), ("", "5550123"), ("+1202", ""), ("+1", "5550123"), ("+1", ""), ("+", "")),
    ),
}
_ANY: Mapping[str, tuple[str, ...]] = {
    "": ("Example",),
    "domain": ("example.com", "example.org"),
    "email": ("jane@example.com", "john@example.com"),
    "phone": ("+12025550123", "+12025550124"),
}


def examples(shape: str, part: str) -> Iterator[str]:
    """Yield a few texts of a shape with a part in them; an empty part is in any."""
    if shape == "uuid":
        yield from _ids(part.lower())
        return
    pattern, frames = _SHAPES[shape]
    for whole in (part,) if part else _ANY[shape]:
        for before, behind in frames:
            text = f"{before}{whole}{behind}"
            if pattern.match(text):
                yield text


def _ids(part: str) -> Iterator[str]:
    """Yield UUIDs with a part at each place that takes it."""
    if not part:
        yield from example_ids()
    last = len(next(example_ids())) - len(part)
    for identity in islice(example_ids(), 4):
        for start in (0, last, *range(1, last)):
            text = f"{identity[:start]}{part}{identity[start + len(part) :]}"
            if UUID.match(text):
                yield text
