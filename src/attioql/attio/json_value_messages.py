"""What is said about operators and values in filter JSON; what is said about its structure is in `json_messages`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attioql.attio.faults import Change, Fault, in_json, renaming, writing
from attioql.attio.json_messages import no_operator, said_instead
from attioql.attio.json_values import Refusal, is_pattern
from attioql.catalog.types import Property, load_types
from attioql.catalog.workspace import Attribute
from attioql.checker.messages.names import no_part
from attioql.checker.messages.operators import equality_for, trust_in_whole, whole_of
from attioql.diagnostics.phrases import short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import phrase, sentence
from attioql.json_text.kind_words import kind_name
from attioql.json_text.paths import JsonPath
from attioql.limits import LIMITS
from attioql.operators import operator_of, row_of
from attioql.values.model import Rejection


def too_large(json_path: JsonPath) -> Fault:
    """Say that the filter has too many parts."""
    return in_json(sentence("filter-too-large", limit=f"{LIMITS.filter_parts:,}"), json_path)


def part_of_property(
    attribute: Attribute, prop: Property, value: Mapping[str, object], json_path: JsonPath
) -> Fault | None:
    """Return the error for a property that holds names and no operators, as if it had properties of its own."""
    types = load_types()
    first = next(iter(value))
    if any(key.startswith("$") or f"${key}" in types.operators or f"${key}" in types.mistaken for key in value):
        return None
    return in_json(no_part(prop, attribute), (json_path, first), at_key=True)


def operator_not_supported(
    attribute: Attribute, prop: Property, name: object, operand: object, json_path: JsonPath
) -> Fault:
    """Return the error for an operator that a property lacks; recognise invented operators, and `$in` where `$or` is meant."""
    if not isinstance(name, str) or not name.startswith("$"):
        said = sentence("mixed-keys.operator", name=short(str(name)), supported=tuple(prop.operators))
        return in_json(said, json_path, at_key=True)
    if name in {"$and", "$or", "$not"}:
        return in_json(sentence("misplaced-operator.inside", name=name), json_path, at_key=True)
    if name not in load_types().operators:
        return _invented(name, operand, json_path, prop)
    changes: Sequence[Change] = ()
    equality = equality_for([name], prop)
    if equality is not None:
        title = phrase("whole-value", operator=equality, whole=whole_of(prop))
        changes = [Change(title, json_path, equality, trust_in_whole(prop), renames=True)]
    instead = said_instead(name, prop.operators, negated=False) if row_of(name).lists else None
    return _unsupported(attribute, prop, name, instead, json_path, changes)


def _unsupported(
    attribute: Attribute,
    prop: Property,
    name: str,
    instead: str | None,
    json_path: JsonPath,
    changes: Sequence[Change] = (),
) -> Fault:
    said = sentence(
        "operator-not-supported",
        path=attribute.slug,
        operator=name,
        property=None if prop.name == attribute.type.implicit else prop.name,
        instead=instead,
        supported=tuple(prop.operators),
        presence=(),
        verb=None,
        takes=None,
        answer=prop.refusal.format(operator=name) if prop.refusal else None,
    )
    return in_json(said, json_path, changes, at_key=True)


def cannot_ask_for_value(attribute: Attribute, prop: Property, name: str, json_path: JsonPath) -> Fault:
    """Return the error for an operator that asks for a value, where that is not supported or the operator is none."""
    if name in load_types().operators:
        return _unsupported(attribute, prop, name, None, json_path)
    return no_operator(name, prop.operators, json_path)


def _invented(name: str, operand: object, json_path: JsonPath, prop: Property) -> Fault:
    types = load_types()
    if is_pattern(name, operand):
        return no_operator(name, (), json_path, hint=phrase("no-patterns"))
    meant, negated = types.mistaken.get(name, (nearest(name, prop.operators), False))
    if meant is None:
        return no_operator(name, prop.operators, json_path)
    if negated or meant not in prop.operators:
        instead = said_instead(meant, prop.operators, negated=negated)
        changes = () if negated else [renaming(meant, json_path)]
        return no_operator(name, prop.operators, json_path, instead=instead, changes=changes)
    changes = [renaming(meant, json_path)]
    return no_operator(name, prop.operators, json_path, suggested=phrase("here", operator=meant), changes=changes)


def in_takes_array(operand: object, json_path: JsonPath) -> Fault:
    """Return the error for another operand of `$in` than an array with values."""
    if isinstance(operand, (list, tuple)):
        return in_json(sentence("empty-list", operator=operator_of("equal", lists=True)), json_path)
    said = sentence(
        Rejection.OTHER_TYPE.value, taker="`$in`", takes=phrase("an-array"), given=kind_name(operand), epoch=None
    )
    return in_json(said, json_path, [Change(phrase("into-array"), json_path, [operand])] if _is_scalar(operand) else ())


def array_value(attribute: Attribute, prop: Property, operand: Sequence[object], json_path: JsonPath) -> Fault:
    """Return the error for an array where one value belongs: arrays are how values are written to a record."""
    scalars = all(map(_is_scalar, operand))
    operator = str(json_path[1]) if json_path is not None and str(json_path[1]).startswith("$") else None
    any_of = None
    changes: Sequence[Change] = ()
    if len(operand) == 1 and scalars:
        changes = [Change(phrase("unpack-value"), json_path, operand[0])]
    elif operand and scalars and prop.membership is not None and operator is None:
        changes = [Change(phrase("any-of"), json_path, {prop.membership.name: list(operand)})]
    elif operand:
        any_of = phrase("any-of-by-or", operator=operator or operator_of("equal"))
    return in_json(sentence("array-value", attribute=attribute.slug, any_of=any_of), json_path, changes)


def _is_scalar(value: object) -> bool:
    return value is not None and not isinstance(value, (list, tuple, Mapping))


def refused_value(refusal: Refusal, json_path: JsonPath) -> Fault:
    """Return the error for a value that is not taken."""
    changes: tuple[Change, ...] = ()
    if refusal.instead is not None:
        changes = (writing(refusal.instead, json_path),)
    return in_json(refusal.said, json_path, changes)
