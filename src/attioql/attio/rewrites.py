"""What somebody probably meant: a faulty condition written the way Attio takes it, where there is one plain reading.

A rewrite is offered only for a condition of one test that stands alone in its filter object, and only if it reads
without a fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from attioql.attio.json_values import has_string_keys
from attioql.catalog.types import load_types
from attioql.catalog.workspace import Attribute, Target


class _Simple(NamedTuple):
    """A condition of one test: the property if one is named, the operator if there is one, and the operand."""

    property: str | None
    operator: str | None
    operand: object


def rewritten(fault_name: str, slug: str, value: object, target: Target) -> dict[str, object] | None:
    """Return another filter object for `{slug: value}`, which has a fault of this name; `None` where none is plain."""
    if fault_name == "dotted-key":
        return _undotted(slug, value, target)
    attribute = target.find(slug)
    simple = _simple(value)
    if attribute is None or simple is None:
        return None
    match fault_name:
        case "nested-attribute":
            return _by_path(attribute, simple, value, target)
        case "operator-not-supported" | "array-value":
            return _any_of(slug, simple)
        case "not-empty-false":
            return _negated(slug, simple._replace(operand=True)) if simple.operand is False else None
        case "invented-operator" | "operator-without-dollar":
            return _meant(slug, simple)
    return None


def _simple(value: object) -> _Simple | None:
    if not isinstance(value, Mapping):
        return _Simple(None, None, value)
    if len(value) != 1 or not has_string_keys(value):
        return None
    name, inner = next(iter(value.items()))
    types = load_types()
    dollar = name if name.startswith("$") else f"${name}"
    if dollar in types.operators or dollar in types.mistaken:
        return _Simple(None, dollar, inner)
    if not isinstance(inner, Mapping):
        return _Simple(name, None, inner)
    if len(inner) != 1 or not has_string_keys(inner):
        return None
    operator, operand = next(iter(inner.items()))
    return _Simple(name, operator if operator.startswith("$") else f"${operator}", operand)


def _condition(slug: str, simple: _Simple) -> dict[str, object]:
    test: object = simple.operand if simple.operator is None else {simple.operator: simple.operand}
    return {slug: test if simple.property is None else {simple.property: test}}


def _negated(slug: str, simple: _Simple) -> dict[str, object]:
    return {"$not": _condition(slug, simple)}


def _any_of(slug: str, simple: _Simple) -> dict[str, object] | None:
    """`$or` around one equality for each value, where a list was given to something that takes none."""
    values = simple.operand
    if simple.operator not in {None, "$in", "$eq"} or isinstance(values, str) or not isinstance(values, Sequence):
        return None
    members = [_condition(slug, simple._replace(operator="$eq", operand=item)) for item in values]
    return {"$or": members} if members else None


def _meant(slug: str, simple: _Simple) -> dict[str, object] | None:
    """The negation that an invented operator means, or the alternatives; others are mended in place."""
    meant, negated = load_types().mistaken.get(simple.operator or "", (None, False))
    if meant is None or not negated:
        return _any_of(slug, simple._replace(operator=meant)) if meant == "$in" else None
    if meant == "$not_empty":
        positive = simple.operand is False
        wanted = simple._replace(operator=meant, operand=True)
        return _condition(slug, wanted) if positive else _negated(slug, wanted)
    if meant == "$in" and isinstance(simple.operand, Sequence) and not isinstance(simple.operand, str):
        return _negated(slug, simple._replace(operator="$in"))
    return _negated(slug, simple._replace(operator=meant))


def _undotted(slug: str, value: object, target: Target) -> dict[str, object] | None:
    first, _, rest = slug.partition(".")
    attribute = target.attributes.get(first)
    if attribute is None or "." in rest:
        return None
    simple = _Simple(rest, None, value)
    return {first: {rest: value}} if rest in attribute.type.properties else _by_path(attribute, simple, value, target)


def _by_path(attribute: Attribute, simple: _Simple, value: object, target: Target) -> dict[str, object] | None:
    """A path to an attribute of the record that a reference leads to."""
    owners = [owner for owner in attribute.objects if owner in target.workspace]
    found = [owner for owner in owners if simple.property in target.workspace[owner].attributes]
    if len(found) != 1 or simple.property is None:
        return None
    reached = target.workspace[found[0]].attributes[simple.property]
    inner = value[simple.property] if isinstance(value, Mapping) and simple.property in value else value
    if not isinstance(inner, Mapping) or (has_string_keys(inner) and next(iter(inner), "").startswith("$")):
        if reached.type.implicit is None:
            return None
        inner = {reached.type.implicit: inner}
    return {"path": [[target.slug, attribute.slug], [found[0], reached.slug]], "constraints": inner}
