"""All kinds of value by name: `schemas/attribute-types.json` names one of them for each property."""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from attioql.values.booleans import BOOLEAN
from attioql.values.dates import DATE, INSTANT, TIMESTAMP
from attioql.values.ids import IDENTITY, MEMBER
from attioql.values.model import ValueKind
from attioql.values.numbers import NUMBER
from attioql.values.texts import CHOICE, COUNTRY, OBJECT, OPTION, TEXT

_ALL = (
    TEXT,
    OPTION,
    NUMBER,
    BOOLEAN,
    DATE,
    TIMESTAMP,
    INSTANT,
    IDENTITY,
    MEMBER,
    COUNTRY,
    CHOICE,
    OBJECT,
)
_BY_NAME = {kind.name: kind for kind in _ALL}

KINDS: Mapping[str, ValueKind] = MappingProxyType(_BY_NAME)
"""Every kind, by name."""


def kind_of(name: str) -> ValueKind:
    """Return the kind of that name. Raises `LookupError` for one that is not known."""
    found = KINDS.get(name)
    if found is None:
        message = f"there is no kind of value {name!r}: attioql.values.kinds knows {', '.join(KINDS)}"
        raise LookupError(message)
    return found


def _by_name(kind: ValueKind) -> tuple[Callable[[str], ValueKind], tuple[str]]:
    return kind_of, (kind.name,)


copyreg.pickle(ValueKind, _by_name)


@contextmanager
def added(kind: ValueKind) -> Iterator[None]:
    """Add a kind for the length of a `with` block. For tests: `attioql.catalog.types.extended` adds a type that has it."""
    if kind.name in KINDS:
        message = f"there is a kind of value {kind.name!r} already"
        raise ValueError(message)
    _BY_NAME[kind.name] = kind
    try:
        yield
    finally:
        del _BY_NAME[kind.name]
