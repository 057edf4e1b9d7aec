"""The attribute types as a guide shows them: the paths of a type that take the same operators and values, together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from attioql.catalog.types import AttributeType, Property
from attioql.catalog.workspace import Attribute, Workspace
from attioql.operators import load_operators, whole_spellings
from attioql.values.model import Precision


class Accepted(NamedTuple):
    """What may follow a path: operators of query text, signs first, and values in words."""

    operators: tuple[str, ...]
    value: str


class TypeParts(NamedTuple):
    """What the attributes of a type accept: by themselves, `None` for nothing, and by their properties."""

    itself: Accepted | None
    properties: tuple[tuple[Accepted, tuple[str, ...]], ...]


def parts_of(kind: AttributeType, attributes: Iterable[Attribute], workspace: Workspace) -> TypeParts:
    """Return the parts of a type that these attributes have. Properties of what is compared as a whole are left out."""
    if kind.compared_as != "value":
        return TypeParts(Accepted(plain(whole_spellings()), _WHOLE[kind.compared_as](attributes, workspace)), ())
    implicit = kind.properties.get(kind.implicit or "")
    gathered: dict[Accepted, tuple[str, ...]] = {}
    for prop in kind.properties.values():
        if prop.operators and prop is not implicit:
            accepted = _accepted(prop)
            gathered[accepted] = (*gathered.get(accepted, ()), prop.name)
    return TypeParts(None if implicit is None else _accepted(implicit), tuple(gathered.items()))


def plain(spellings: Iterable[str]) -> tuple[str, ...]:
    """Return operators, signs first, without those that are another one behind `not`, and the shorter one of two without a value."""
    table = load_operators().spellings
    found = [text for text in spellings if text != f"not {table[text].negates}"]
    bare = sorted([text for text in found if table[text].takes == "nothing"], key=len)
    return tuple(sorted([text for text in found if text not in bare[1:]], key=lambda text: text[0].isalpha()))


def listed(operators: Sequence[str]) -> str:
    """List operators: signs, then words with commas between them."""
    signs = " ".join([text for text in operators if not text[0].isalpha()])
    words = ", ".join([text for text in operators if text[0].isalpha()])
    return f"{signs} {words}".strip()


def _accepted(prop: Property) -> Accepted:
    return Accepted(plain(prop.spellings), _value(prop))


def _value(prop: Property) -> str:
    """Return the values of a property in words, without an article."""
    rule, kind = prop.value, prop.kind
    if rule.choices:
        return "|".join(rule.choices)
    if rule.maximum is not None:
        return f"{rule.minimum} to {rule.maximum}"
    return _TIMES[kind.precision] or _ARTICLE.sub("", kind.words)


def _actor(_attributes: Iterable[Attribute], workspace: Workspace) -> str:
    """Return how a member is written: by name or address too, where the workspace lists its members; and what models write."""
    member = 'member("UUID")' if workspace.members is None else 'member("name, email or UUID")'
    return f"{member}, not me"


def _record(attributes: Iterable[Attribute], _workspace: Workspace) -> str:
    """Return how a record is written: with its object, where one of the attributes leads to several."""
    return 'record(object, "UUID")' if any(len(each.objects) > 1 for each in attributes) else "record's UUID"


_ARTICLE = re.compile("(an?|the) ")
_TIMES: Mapping[Precision, str] = {"": "", "day": "date", "instant": "date or time"}
_WHOLE = {"actor": _actor, "record": _record}
