"""The sentences about operators and values in filter JSON; those about its structure are in `json_messages`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attioql.attio.faults import Change, Fault
from attioql.attio.json_messages import NO_PATTERNS, said_instead
from attioql.attio.json_values import Refusal, is_pattern, kind_name
from attioql.catalog.types import Property, load_types
from attioql.catalog.workspace import Attribute
from attioql.diagnostics.phrases import short
from attioql.diagnostics.suggest import nearest
from attioql.json_text.places import Place
from attioql.limits import LIMITS


def too_large(place: Place) -> Fault:
    """Say that the filter has too many parts."""
    return Fault("filter-too-large", f"the filter has more than {LIMITS.filter_parts:,} conditions and values", place)


def operator_not_supported(attribute: Attribute, prop: Property, name: object, operand: object, place: Place) -> Fault:
    """Say what the property supports; recognise invented operators, and `$in` where `$or` is meant."""
    types = load_types()
    supported = ", ".join(f"`{operator}`" for operator in prop.operators)
    notes = [f"it supports: {supported}"]
    if not isinstance(name, str) or not name.startswith("$"):
        return Fault(
            "mixed-keys", f"`{name}` is no operator, and operators are beside it", place, tuple(notes), at_key=True
        )
    if name in {"$and", "$or", "$not"}:
        note = f'put it around the condition: {{"{name}": …}}'
        return Fault("misplaced-operator", f"`{name}` cannot stand inside an attribute", place, (note,), at_key=True)
    if name not in types.operators:
        return _invented(name, operand, place, prop)
    if prop.refusal:
        notes.append(f"Attio answers 400: {prop.refusal.format(operator=name)}")
    message = f"`{attribute.slug}` does not support `{name}` on `{prop.name}`"
    changes: tuple[Change, ...] = ()
    if name == "$in" and (instead := said_instead(name, prop.operators, negated=False)) is not None:
        notes.insert(0, instead)
    if prop.kind.names == "option" and "$eq" in prop.operators:
        changes = (Change("compare with `$eq`, which takes the whole title", place, "$eq", renames=True),)
    return Fault("operator-not-supported", message, place, tuple(notes), changes, at_key=True)


def cannot_ask_for_value(attribute: Attribute, prop: Property, name: str, place: Place) -> Fault:
    """Say that an operator which asks for a value is not supported, or is none."""
    types = load_types()
    notes = [f"it supports: {', '.join(f'`{operator}`' for operator in prop.operators)}"]
    if name in types.operators:
        if prop.refusal:
            notes.append(f"Attio answers 400: {prop.refusal.format(operator=name)}")
        message = f"`{attribute.slug}` does not support `{name}` on `{prop.name}`"
        return Fault("operator-not-supported", message, place, tuple(notes), at_key=True)
    code = "operator-without-dollar"
    if name.startswith("$"):
        code = "invented-operator"
        notes.append(f"Attio answers 400: {types.invented_answer.format(operator=short(name))}")
    return Fault(code, f"there is no operator `{short(name)}`", place, tuple(notes), at_key=True)


def _invented(name: str, operand: object, place: Place, prop: Property) -> Fault:
    types = load_types()
    meant, negated = types.mistaken.get(name, (nearest(name, prop.operators), False))
    answer = f"Attio answers 400: {types.invented_answer.format(operator=short(name))}"
    if is_pattern(name, operand):
        message = f"there is no operator `{short(name)}`"
        return Fault("invented-operator", message, place, (NO_PATTERNS, answer), at_key=True)
    instead = None if meant is None else said_instead(meant, prop.operators, negated=negated)
    message = f"there is no operator `{short(name)}`"
    if instead is not None:
        message = f"{message}; {instead}"
    notes = (
        f"it supports: {', '.join(f'`{operator}`' for operator in prop.operators)}",
        answer,
    )
    renamed = meant is not None and not negated
    changes = (Change(f"write `{meant}`", place, meant, renames=True),) if renamed else ()
    return Fault("invented-operator", message, place, notes, changes, at_key=True)


def not_empty_false(attribute: Attribute, operand: object, place: Place) -> Fault:
    """Say that `$not_empty` takes true, and how its opposite is written."""
    message = f"`$not_empty` takes true, not {kind_name(operand)}"
    notes = (f'for records without a value: {{"$not": {{"{attribute.slug}": … {{"$not_empty": true}}}}}}',)
    return Fault("not-empty-false", message, place, notes)


def in_takes_array(operand: object, place: Place) -> Fault:
    """Say that `$in` takes an array with something in it."""
    if isinstance(operand, (list, tuple)):
        return Fault("empty-list", "`$in` has no values, and no record could be one of none", place)
    changes = (Change("put it in an array", place, [operand]),) if _is_scalar(operand) else ()
    return Fault("wrong-value-type", f"`$in` takes an array, not {kind_name(operand)}", place, changes=changes)


def array_value(attribute: Attribute, prop: Property, operand: Sequence[object], place: Place) -> Fault:
    """Say that an array is how values are written, not how they are filtered."""
    message = f"`{attribute.slug}` is compared with one value, not with an array"
    notes: tuple[str, ...] = ("arrays are how values are written to a record",)
    changes: tuple[Change, ...] = ()
    scalars = all(map(_is_scalar, operand))
    held_by_operator = place is not None and str(place[1]).startswith("$")
    if len(operand) == 1 and scalars:
        changes = (Change("take the value out of the array", place, operand[0]),)
    elif operand and scalars and "$in" in prop.operators and not held_by_operator:
        changes = (Change("match any of them with `$in`", place, {"$in": list(operand)}),)
    elif operand:
        notes = (*notes, "to match any of them, write `$or` around one `$eq` for each value")
    return Fault("array-value", message, place, notes, changes)


def _is_scalar(value: object) -> bool:
    return value is not None and not isinstance(value, (list, tuple, Mapping))


def refused_value(refusal: Refusal, place: Place) -> Fault:
    """Pass on why a value is not taken."""
    changes: tuple[Change, ...] = ()
    if refusal.instead is not None:
        changes = (Change(f"write {_written(refusal.instead)}", place, refusal.instead),)
    return Fault(refusal.name, refusal.message, place, refusal.notes, changes)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
