"""A text of a fixed form, such as a UUID, that begins with, contains and ends with some texts, and fails other tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from attioql.filters.work import Work
from attioql.values.model import TextForm

_Places: TypeAlias = tuple[str, ...]
"""The character of each place of a text, or nothing where it may have several."""


class Parts(NamedTuple):
    """What texts begin with, contain and end with."""

    starts: Sequence[str]
    inner: Sequence[str]
    ends: Sequence[str]


class FormedText(NamedTuple):
    """A text, or none; without one, `is_known` tells whether there is none."""

    text: str | None
    is_known: bool


def formed_text(
    form: TextForm, parts: Parts, refused: Parts, fits: Callable[[str], bool], most: int, work: Work
) -> FormedText:
    """Return a text of a form with some parts and none of those that are refused, for which `fits` holds.

    For each way to lay out the parts, `most` texts are tried of each pattern. Raises `TooMuchWorkError`.
    """
    length = len(form.places)
    wanted = [(part, range(1)) for part in parts.starts]
    wanted += [(part, range(length - len(part), length - len(part) + 1)) for part in parts.ends]
    wanted += [(part, range(length)) for part in sorted({*parts.inner} - {""}, key=_longest_first)]
    waiting: list[tuple[_Places, int]] = [(tuple([each if len(each) == 1 else "" for each in form.places]), 0)]
    is_known = True
    while waiting:
        places, done = waiting.pop()
        work.spend(length)
        if _has_any(places, refused):
            continue
        if done < len(wanted):
            part, offsets = wanted[done]
            laid = [_laid(form, places, part, at) for at in reversed(offsets)]
            waiting += [(each, done + 1) for each in laid if each is not None]
            continue
        for text in _texts(form, places, most):
            work.spend(1)
            if has_form(form, text) and fits(text):
                return FormedText(text, is_known=True)
        is_known = is_known and all(places)
    return FormedText(None, is_known)


def _longest_first(part: str) -> tuple[int, str]:
    return -len(part), part


def has_form(form: TextForm, text: str) -> bool:
    """Tell whether a text is of a form."""
    return len(text) == len(form.places) and all(
        each in allowed for each, allowed in zip(text, form.places, strict=True)
    )


def _laid(form: TextForm, places: _Places, part: str, at: int) -> _Places | None:
    """Return the places with a part laid from one of them on; `None` where it does not go."""
    beyond = at + len(part)
    if at < 0 or beyond > len(places):
        return None
    for character, known, allowed in zip(part, places[at:beyond], form.places[at:beyond], strict=True):
        if character not in allowed or known not in {"", character}:
            return None
    return (*places[:at], *part, *places[beyond:])


def _has_any(places: _Places, refused: Parts) -> bool:
    """Tell whether every text with these characters has a part that is refused."""
    text = "".join([each or "\0" for each in places])
    return (
        any(map(text.startswith, refused.starts))
        or any(map(text.endswith, refused.ends))
        or any(part in text for part in refused.inner)
    )


def _texts(form: TextForm, places: _Places, most: int) -> Iterator[str]:
    """Yield texts with these characters; of the others as an example has them, then one after another, then all the same."""
    characters = max(form.places, key=len)
    patterns = [form.example, characters * len(places), *[each * len(places) for each in characters]]
    free = [at for at, each in enumerate(places) if not each]
    for pattern in patterns:
        text = [known or other for known, other in zip(places, pattern, strict=False)]
        yield "".join(text)
        for number in range(1, most):
            for at, character in _numbered(form, free, number):
                text[at] = character
            yield "".join(text)


def _numbered(form: TextForm, free: Sequence[int], number: int) -> Iterator[tuple[int, str]]:
    """Yield the characters of the places that count, from the last one on, as far as there are some."""
    for at in reversed(free):
        if not number:
            return
        number, digit = divmod(number, len(form.places[at]))
        yield at, form.places[at][digit]
