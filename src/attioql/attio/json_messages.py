"""The sentences about filter JSON, and the fixes. What people get wrong is recognised by name here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from attioql.attio.faults import Change, Fault
from attioql.attio.json_values import is_pattern, kind_name
from attioql.catalog.attributes import system_attributes, without_counterpart
from attioql.catalog.types import load_types
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.messages.wording import a_type, filterable
from attioql.diagnostics.model import Applicability
from attioql.diagnostics.phrases import did_you_mean, listed, short
from attioql.diagnostics.suggest import nearest
from attioql.json_text.places import Place

MISPLACED_KEYS = frozenset({"filter", "filters", "filter_view_id", "sorts", "limit", "offset"})
"""Keys that, where they are no attributes, belong in the request body."""


# The structure


def not_a_filter(value: object, place: Place) -> Fault:
    """Say that a filter is an object."""
    notes = ("several filters are joined with `$and` or `$or`",) if isinstance(value, (list, tuple)) else ()
    message = f"a filter is a JSON object, not {kind_name(value)}"
    return Fault("not-a-filter", message, place, notes, _joined(value, place))


def _joined(value: object, place: Place) -> tuple[Change, ...]:
    """Join the filters of an array, which most tools take to mean `and`."""
    if not isinstance(value, (list, tuple)) or not value or not all(isinstance(each, Mapping) for each in value):
        return ()
    if len(value) == 1:
        return (Change("take the object out of the array", place, value[0]),)
    return (Change("join them with `$and`", place, {"$and": list(value)}),)


def too_deep(place: Place, limit: int) -> Fault:
    """Say that the filter is nested too deeply."""
    return Fault("nesting-too-deep", f"the filter is nested more than {limit:,} levels deep", place)


def key_is_no_string(value: Mapping[Any, object], place: Place) -> Fault:
    """Say that the keys of JSON objects are strings; a filter that was built in Python may have others."""
    key = next(key for key in value if not isinstance(key, str))
    return Fault("not-a-filter", f"the keys of a filter are strings, not {kind_name(key)}", place)


def group_is_no_array(value: object, place: Place) -> Fault:
    """Say that `$and` and `$or` take arrays."""
    name = "" if place is None else place[1]
    changes = (Change(f'write {{"{name}": [ … ]}}', place, [value]),) if isinstance(value, Mapping) else ()
    return Fault("not-a-filter", f"`{name}` takes an array of filters, not {kind_name(value)}", place, changes=changes)


def empty_group(place: Place) -> Fault:
    """Say that a group needs a member."""
    name = "" if place is None else place[1]
    return Fault("empty-object", f"`{name}` has no members", place)


def negated_everything(place: Place) -> Fault:
    """Return the error for the negation of an empty filter."""
    return Fault("empty-object", "`$not` of an empty filter matches no record at all", place, at_key=True)


def misplaced_operator(key: str, value: object, place: Place) -> Fault:
    """Say that an operator belongs inside an attribute."""
    if key in load_types().mistaken_groups:
        return _invented_group(key, value, place)
    near = nearest(key, ("$and", "$or", "$not"))
    if near is not None:
        change = Change(f"write `{near}`", place, near, renames=True)
        return Fault("invented-operator", did_you_mean(f"there is no `{key}`", near), place, (), (change,), at_key=True)
    note = "the top level of a filter takes attributes, `$and`, `$or`, `$not` and `path`"
    return Fault("misplaced-operator", f"`{key}` needs an attribute around it", place, (note,), at_key=True)


def _invented_group(key: str, value: object, place: Place) -> Fault:
    meant, negated = load_types().mistaken_groups[key]
    written = {"$not": {meant: value}} if negated else {meant: value}
    shown = f'{{"$not": {{"{meant}": […]}}}}' if negated else f'{{"{meant}": […]}}'
    message = f"there is no `{key}`; Attio writes {shown}"
    change = Change(f"write {shown}", place, written, is_entry=True)
    return Fault("invented-operator", message, place, (), (change,), at_key=True)


def body_key(value: Mapping[str, object], place: Place, target: Target) -> Fault | None:
    """Recognise a key of the request body that stands in a filter."""
    key = next((key for key in value if key in MISPLACED_KEYS and key not in target.attributes), None)
    return None if key is None else _body_key(key, (place, key))


def _body_key(key: str, place: Place) -> Fault:
    message = f"`{key}` belongs in the request body, beside `filter`, not inside it"
    if key == "filter":
        message = "a filter stands inside a filter"
    notes = ("a saved view is given instead of a filter, not in one",) if key == "filter_view_id" else ()
    return Fault("misplaced-key", message, place, notes, at_key=True)


# Paths


def pairs_of(path: object) -> list[tuple[str, str]] | None:
    """Return the pairs of a path; `None` where it has another shape."""
    if not isinstance(path, (list, tuple)):
        return None
    pairs = []
    for step in path:
        if not isinstance(step, (list, tuple)) or len(step) != 2 or not all(isinstance(part, str) for part in step):
            return None
        pairs.append((str(step[0]), str(step[1])))
    return pairs


def malformed_path(path: object, place: Place, target: Target) -> Fault:
    """Return the error for a path that is no array of pairs, with a fix for a flat or dotted one that can be followed."""
    example = f'[["{target.slug}", attribute], [object, attribute]]'
    message = f"a path is an array of pairs, such as {example}"
    names: list[str] = []
    if isinstance(path, str):
        names = path.split(".")
    elif isinstance(path, (list, tuple)) and all(isinstance(part, str) for part in path):
        names = [str(part) for part in path]
    followed = _followed(names, target)
    changes = (Change("write it as pairs", place, followed),) if followed else ()
    return Fault("malformed-path", message, place if names else _malformed_step(path, place), changes=changes)


def _malformed_step(path: object, place: Place) -> Place:
    """Return the first step that is no pair, or the whole path if it is no array of steps."""
    steps = path if isinstance(path, (list, tuple)) else ()
    return next(((place, index) for index, step in enumerate(steps) if pairs_of([step]) is None), place)


def _followed(names: Sequence[str], target: Target) -> list[list[str]] | None:
    """Follow names of attributes through references that lead to one object each."""
    current: Target | None = target
    pairs = []
    for name in names:
        attribute = current.attributes.get(name) if current else None
        if current is None or attribute is None:
            return None
        pairs.append([current.slug, name])
        current = target.workspace.get(attribute.objects[0]) if len(attribute.objects) == 1 else None
    return pairs or None


def dotted_as_pairs(slug: str, target: Target) -> str | None:
    """Return the path that a dotted name stands for, as JSON."""
    followed = _followed(slug.split("."), target)
    return f"{followed}".replace("'", '"') if followed else None


def incomplete_path(value: Mapping[str, object], place: Place, extra: Sequence[str]) -> Fault:
    """Say that `path` and `constraints` stand together, alone."""
    if extra:
        note = "join it with other conditions by `$and`"
        message = f"`{extra[0]}` cannot stand beside `path` and `constraints`"
        return Fault("malformed-path", message, (place, extra[0]), (note,), at_key=True)
    there = "path" if "path" in value else "constraints"
    other = "constraints" if there == "path" else "path"
    return Fault("malformed-path", f"`{there}` needs `{other}` beside it", (place, there), at_key=True)


def constraints_are_no_object(value: object, place: Place, attribute: Attribute) -> Fault:
    """Say what constraints look like."""
    changes: tuple[Change, ...] = ()
    if isinstance(value, (list, tuple)) and len(value) == 1 and isinstance(value[0], Mapping):
        changes = (Change("take the object out of the array", place, value[0]),)
    elif attribute.type.implicit is not None and not isinstance(value, (list, tuple)):
        changes = (Change(f"compare `{attribute.type.implicit}`", place, {attribute.type.implicit: value}),)
    names = listed(filterable(attribute.type), limit=None)
    message = f"`constraints` is an object with properties of `{attribute.slug}`, not {kind_name(value)}"
    return Fault("malformed-path", message, place, (f"its properties: {names}",), changes)


def path_too_long(place: Place, limit: int) -> Fault:
    """Return the error at the first step past the limit."""
    return Fault("path-too-long", f"a path may have at most {limit} steps", (place, limit))


def object_not_on_path(owner: str, place: Place, allowed: Sequence[str]) -> Fault:
    """Say which object must stand there."""
    near = allowed[0] if len(allowed) == 1 else nearest(owner, allowed)
    changes = (Change(f'write "{near}"', place, near),) if near else ()
    message = f"where the step before leads is not known, so `{short(owner)}` cannot be checked"
    if allowed:
        message = f"the step before leads to {listed(allowed)}, not to `{short(owner)}`"
    return Fault("unknown-object", message, place, changes=changes)


def path_starts_elsewhere(pairs: Sequence[tuple[str, str]], path: Place, target: Target) -> Fault:
    """Say that a path starts with the target; one that starts at a reference of it, or where that leads, lacks a step."""
    [owner, slug], *rest = pairs
    step = _step_to(owner, target)
    place = ((path, 0), 0)
    changes: tuple[Change, ...] = ()
    if step is not None:
        written = [[target.slug, step.slug], [step.objects[0], slug], *map(list, rest)]
        changes = (Change(f"begin with `{step.slug}`", path, written),)
    elif owner not in target.workspace and target.find(owner) is None:
        changes = (Change(f'write "{target.slug}"', place, target.slug),)
    message = f"a path starts with the target of the query, `{target.slug}`, not `{short(owner)}`"
    return Fault("unknown-object", message, place, changes=changes)


def _step_to(owner: str, target: Target) -> Attribute | None:
    """Return the reference that a name means: its own, or that of the object that it alone leads to."""
    named = target.find(owner)
    if named is not None:
        return named if len(named.objects) == 1 else None
    leading = [attribute for attribute in target.attributes.values() if attribute.objects == (owner,)]
    return leading[0] if len(leading) == 1 else None


def path_leads_nowhere(attribute: Attribute, place: Place) -> Fault:
    """Say that only references lead on."""
    message = f"the path leads on from `{attribute.slug}`, which is {a_type(attribute.type)} and refers to no record"
    return Fault("not-a-reference", message, place)


# Names


def unknown_attribute(slug: str, place: Place, target: Target, *, at_key: bool = True) -> Fault:
    """Say that there is no such attribute; recognise dotted keys and operators without `$`."""
    first, _, rest = slug.partition(".")
    if rest and (first in target.attributes or first in target.misnamed):
        return _dotted_key(slug, place, target)
    answers = (f"Attio answers 400: Unknown attribute slug: {slug}.",) if slug and slug.isprintable() else ()
    if slug in system_attributes():
        answers = (f"every record has `{slug}`, and this workspace does not list it",)
    message = f"{target.slug} has no attribute `{short(slug)}`"
    meant = target.misnamed.get(slug)
    if meant is not None and "." not in meant:
        change = Change(f"write `{meant}`", place, meant, renames=at_key)
        return Fault("unknown-attribute", f"{message}; it is called `{meant}`", place, answers, (change,), at_key)
    if meant is not None:
        attribute, _, prop = meant.partition(".")
        note = f'it is a property: {{"{attribute}": {{"{prop}": …}}}}'
        return Fault(
            "unknown-attribute", f"{message}; it is `{prop}` of `{attribute}`", place, (note, *answers), (), at_key
        )
    why = without_counterpart(slug, target.attributes)
    if why is not None:
        return Fault("unknown-attribute", message, place, (why, *answers), (), at_key)
    parent = target.parent_with(slug)
    if parent is not None:
        path = f'[["{target.slug}", "parent_record"], ["{parent}", "{slug}"]]'
        note = f'the record it is an entry for has one, by a path: {{"path": {path}, "constraints": …}}'
        return Fault("unknown-attribute", message, place, (note, *answers), (), at_key)
    near = None if slug in system_attributes() else nearest(slug, target.attributes)
    if near is not None:
        change = Change(f"write `{near}`", place, near, renames=at_key)
        return Fault("unknown-attribute", did_you_mean(message, near), place, answers, (change,), at_key)
    connective = f"${slug.lower()}"
    if at_key and connective in {"$and", "$or", "$not"}:
        change = Change(f"write `{connective}`", place, connective, renames=True)
        return Fault("operator-without-dollar", f"`{slug}` needs a `$`: `{connective}`", place, (), (change,), at_key)
    notes = (f"it has: {listed(target.attributes)}", *answers)
    return Fault("unknown-attribute", message, place, notes, (), at_key)


def _dotted_key(slug: str, place: Place, target: Target) -> Fault:
    first, _, rest = slug.partition(".")
    attribute = target.attributes.get(first)
    message = f"`{slug}` is no attribute: keys are not joined with dots"
    if attribute is None or place is None:
        return Fault("dotted-key", message, place, at_key=True)
    if rest in attribute.type.properties:
        note = f'a property stands inside: {{"{first}": {{"{rest}": …}}}}'
        return Fault("dotted-key", message, place, (note,), at_key=True)
    followed = dotted_as_pairs(slug, target)
    if followed:
        note = f"a record that is referred to is reached by a path: {followed}"
        return Fault("dotted-key", message, place, (note,), at_key=True)
    return Fault("dotted-key", message, place, at_key=True)


def attribute_not_filterable(attribute: Attribute, place: Place) -> Fault:
    """Say that an attribute's type is not known here."""
    message = f"`{attribute.slug}` has the type `{attribute.type.slug}`, which this version of attioql does not know"
    return Fault("attribute-not-filterable", message, place, at_key=True)


def unknown_property(attribute: Attribute, name: str, place: Place, target: Target) -> Fault:
    """Say that a type has no such property; recognise old names and attributes of the record referred to."""
    kind = attribute.type
    if name in kind.properties:
        note = f"these properties can be filtered: {listed(filterable(kind), limit=None)}"
        message = f"`{name}` of {a_type(kind)} cannot be filtered"
        return Fault("property-not-filterable", message, place, (note,), at_key=True)
    if kind.compared_as == "record":
        owners = [slug for slug in attribute.objects if slug in target.workspace]
        reached = next((slug for slug in owners if name in target.workspace[slug].attributes), None)
        if reached is not None:
            return _nested_attribute(attribute, name, place, reached)
    notes = [f"its properties: {listed(filterable(kind), limit=None)}"]
    if kind.unknown_property_answer:
        notes.append(f"Attio answers 400: {kind.unknown_property_answer.format(property=name)}")
    elsewhere = kind.elsewhere.get(name)
    use = elsewhere.use if elsewhere else nearest(name, filterable(kind))
    message = f"`{attribute.slug}` is {a_type(kind)} and has no property `{short(name)}`"
    if elsewhere:
        notes.insert(0, elsewhere.why)
    elif use:
        message = did_you_mean(message, use)
    changes = (Change(f"write `{use}`", place, use, renames=True),) if use else ()
    return Fault("unknown-property", message, place, tuple(notes), changes, at_key=True)


def _nested_attribute(attribute: Attribute, name: str, place: Place, owner: str) -> Fault:
    message = f"`{name}` is an attribute of {owner}, not of the reference `{attribute.slug}`: it is reached by a path"
    return Fault("nested-attribute", message, place, at_key=True)


def key_fault(attribute: Attribute, value: Mapping[str, object], place: Place) -> Fault | None:
    """Find what is wrong with the keys of an attribute object: operators without `$`, or keys of two kinds."""
    kind = attribute.type
    types = load_types()
    operators = [key for key in value if key.startswith("$")]
    for key in value:
        dollar = f"${key}"
        if key in kind.properties or key.startswith("$"):
            continue
        if dollar in types.operators or dollar in types.mistaken:
            properties = [kind.properties[kind.implicit]] if kind.implicit else kind.properties.values()
            supported = dict.fromkeys(operator for prop in properties for operator in prop.operators)
            return without_dollar(key, value[key], (place, key), attribute, supported)
    if operators and len(operators) < len(value):
        other = next(key for key in value if key not in operators)
        message = f"`{operators[0]}` and `{other}` cannot stand side by side"
        note = "inside an attribute stand operators, or properties with operators of their own"
        return Fault("mixed-keys", message, (place, operators[0]), (note,), at_key=True)
    return None


def without_dollar(key: str, operand: object, place: Place, attribute: Attribute, supported: Collection[str]) -> Fault:
    """Say that an operator lacks its `$`, and what it is written as where these operators are supported."""
    types = load_types()
    meant, negated = f"${key}", False
    if meant not in types.operators:
        meant, negated = types.mistaken[meant]
    if is_pattern(f"${key}", operand):
        return Fault("operator-without-dollar", f"there is no operator `{key}`", place, (NO_PATTERNS,), at_key=True)
    if not negated and meant in supported:
        trusted = Applicability.UNSAFE if f"${key}" in types.patterns else Applicability.SAFE
        change = Change(f"write `{meant}`", place, meant, trusted, renames=True)
        return Fault("operator-without-dollar", f"`{key}` is written `{meant}`", place, (), (change,), at_key=True)
    message = f"there is no operator `{key}`"
    if (instead := said_instead(meant, supported, negated=negated)) is not None:
        message = f"{message}; {instead}"
    elif not negated:
        message = f"operators begin with `$`, and `{attribute.slug}` does not support `{meant}`"
    notes = (f"it supports: {listed(supported, limit=None)}",)
    return Fault("operator-without-dollar", message, place, notes, at_key=True)


NO_PATTERNS = "Attio has no patterns: `$contains`, `$starts_with` and `$ends_with` find a part of a text as it is"


def said_instead(meant: str, supported: Collection[str], *, negated: bool) -> str | None:
    """Say what to write for an operator, or its negation, with the operators that are supported; `None` where it cannot be asked."""
    if meant in supported:
        return f"Attio has no negative operators: put `$not` around `{meant}`" if negated else f"here it is `{meant}`"
    if meant != "$in" or "$eq" not in supported:
        return None
    return f"put `$not` around {_ONE_FOR_EACH}" if negated else f"write {_ONE_FOR_EACH}"


_ONE_FOR_EACH = "an `$or` of one `$eq` for each value"


def property_needed(attribute: Attribute, place: Place, *, held_by_operator: bool) -> Fault:
    """Say that an attribute has no implicit property, and show how it is compared."""
    kind = attribute.type
    names = filterable(kind)
    message = f"`{attribute.slug}` is {a_type(kind)}: it is compared by its properties, not by itself"
    notes = [f"its properties: {listed(names, limit=None)}"]
    if kind.named_in:
        notes.append(kind.named_in)
    if kind.bare_operator_answer and held_by_operator:
        notes.append(f"Attio answers 400: {kind.bare_operator_answer}")
    return Fault("property-needed", message, place, tuple(notes), at_key=held_by_operator)


def empty_object(place: Place, attribute: Attribute) -> Fault:
    """Say that an empty object tests nothing."""
    return Fault("empty-object", f"the object for `{attribute.slug}` is empty and tests nothing", place)
