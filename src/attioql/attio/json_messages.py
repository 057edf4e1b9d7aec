"""What is said about the structure and the names of filter JSON, with the changes that may fix it.

What query text has in common with it is said in `attioql.checker.messages`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from attioql.attio.faults import Change, Fault, in_json, renaming, writing
from attioql.attio.foreign_shapes import grammar_of, is_operator_and_value
from attioql.attio.json_values import is_pattern
from attioql.attio.string_filters import object_of
from attioql.catalog.types import load_types
from attioql.catalog.workspace import Attribute, Target, nearest_object
from attioql.checker.messages.names import no_attribute, no_property, no_reference, type_unknown
from attioql.checker.messages.wording import a_type, filterable
from attioql.diagnostics.model import Applicability
from attioql.diagnostics.phrases import plain, short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import phrase, sentence
from attioql.json_text.kind_words import kind_name
from attioql.json_text.paths import JsonPath
from attioql.operators import row_of

MISPLACED_KEYS = frozenset({"filter", "filters", "filter_view_id", "sorts", "limit", "offset"})
"""Keys that, where they are no attributes, belong in the request body."""


# The structure


def not_a_filter(value: object, json_path: JsonPath, target: Target) -> Fault:
    """Return the error for a filter that is no object."""
    if isinstance(value, str) and (meant := object_of(value, target)) is not None:
        is_json = value.lstrip().startswith("{")
        said = sentence("not-a-filter.json-string" if is_json else "not-a-filter.query-string")
        return in_json(said, json_path, (Change(said.title, json_path, meant, Applicability.SAFE),))
    hint = phrase("join-several") if isinstance(value, (list, tuple)) else None
    said = sentence("not-a-filter", given=kind_name(value), hint=hint)
    return in_json(said, json_path, _joined(value, json_path))


def _joined(value: object, json_path: JsonPath) -> tuple[Change, ...]:
    """Join the filters of an array, which most tools take to mean `and`; what the negation of several means is open."""
    if not isinstance(value, (list, tuple)) or not value or not all(isinstance(each, Mapping) for each in value):
        return ()
    if len(value) == 1:
        return (Change(phrase("unpack-object"), json_path, value[0]),)
    if json_path is not None and json_path[1] == "$not":
        return ()
    return (Change(phrase("join-with-and"), json_path, {"$and": list(value)}),)


def key_is_no_string(value: Mapping[Any, object], json_path: JsonPath) -> Fault:
    """Return the error for a key that is no string; a filter that was built in Python may have one."""
    key = next(key for key in value if not isinstance(key, str))
    return in_json(sentence("not-a-filter.key", given=kind_name(key)), json_path)


def group_without_members(value: object, json_path: JsonPath) -> Fault:
    """Return the error for `$and` or `$or` with an empty array, or without an array."""
    name = "" if json_path is None else str(json_path[1])
    if isinstance(value, (list, tuple)):
        return in_json(sentence("empty-object.group", name=name), json_path)
    said = sentence("not-a-filter.group", name=name, given=kind_name(value))
    return in_json(
        said, json_path, [Change(said.title, json_path, _members(name, value))] if isinstance(value, Mapping) else ()
    )


def _members(group: str, value: Mapping[str, object]) -> list[object]:
    """Return the members of a group that an object stands for: an object joins its keys by `and`, so `$or` takes one for each."""
    is_path = "path" in value or "constraints" in value
    return [{key: each} for key, each in value.items()] if group == "$or" and not is_path else [value]


def misplaced_operator(key: str, value: object, json_path: JsonPath) -> Fault:
    """Return the error for an operator where an attribute or a group belongs."""
    if key in load_types().mistaken_groups:
        return _invented_group(key, value, json_path)
    near = nearest(key, ("$and", "$or", "$not"))
    if near is not None:
        changes = [renaming(near, json_path)]
        return no_operator(
            key, (), json_path, suggested=phrase("did-you-mean", near=near), changes=changes, answers=False
        )
    return in_json(sentence("misplaced-operator", name=short(key)), json_path, at_key=True)


def _invented_group(key: str, value: object, json_path: JsonPath) -> Fault:
    meant, negated = load_types().mistaken_groups[key]
    written = {"$not": {meant: value}} if negated else {meant: value}
    shown = f'{{"$not": {{"{meant}": […]}}}}' if negated else f'{{"{meant}": […]}}'
    said = sentence("invented-operator.translated", name=key, written=shown)
    return in_json(
        said, json_path, [Change(phrase("write-json", written=shown), json_path, written, is_entry=True)], at_key=True
    )


def body_key(value: Mapping[str, object], json_path: JsonPath, target: Target) -> Fault | None:
    """Recognise a key of the request body that stands in a filter."""
    key = next((key for key in value if key in MISPLACED_KEYS and key not in target.attributes), None)
    if key is None:
        return None
    if key == "filter":
        return in_json(sentence("misplaced-key.filter"), (json_path, key), at_key=True)
    said = sentence("misplaced-key", key=key, view=key if key == "filter_view_id" else None)
    return in_json(said, (json_path, key), at_key=True)


# Paths


def pairs_of(path: object) -> list[tuple[str, str]] | None:
    """Return the pairs of a path; `None` where it has another shape."""
    if not isinstance(path, (list, tuple)):
        return None
    pairs = []
    for step in path:
        if not isinstance(step, (list, tuple)) or len(step) != 2 or not all(isinstance(part, str) for part in step):
            return None
        pairs.append((plain(step[0]), plain(step[1])))
    return pairs


def malformed_path(path: object, json_path: JsonPath, target: Target) -> Fault:
    """Return the error for a path that is no array of pairs, with a fix for a flat or dotted one that can be followed."""
    names: list[str] = []
    if isinstance(path, str):
        names = path.split(".")
    elif isinstance(path, (list, tuple)) and all(isinstance(part, str) for part in path):
        names = [plain(part) for part in path]
    followed = _followed(names, target)
    said = sentence("malformed-path", target=target.slug)
    changes = [Change(said.title, json_path, followed)] if followed else ()
    return in_json(said, json_path if names else _malformed_step(path, json_path), changes)


def _malformed_step(path: object, json_path: JsonPath) -> JsonPath:
    """Return the first step that is no pair, or the whole path if it is no array of steps."""
    steps = path if isinstance(path, (list, tuple)) else ()
    return next(((json_path, index) for index, step in enumerate(steps) if pairs_of([step]) is None), json_path)


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


def incomplete_path(value: Mapping[str, object], json_path: JsonPath, extra: Sequence[str]) -> Fault:
    """Return the error for `path` without `constraints`, the other way round, or with a third key."""
    if extra:
        return in_json(sentence("malformed-path.extra", key=short(extra[0])), (json_path, extra[0]), at_key=True)
    there = "path" if "path" in value else "constraints"
    other = "constraints" if there == "path" else "path"
    return in_json(sentence("malformed-path.incomplete", key=there, other=other), (json_path, there), at_key=True)


def constraints_are_no_object(value: object, json_path: JsonPath, attribute: Attribute) -> Fault:
    """Return the error for constraints that are no object."""
    implicit = attribute.type.implicit
    changes: Sequence[Change] = ()
    if isinstance(value, (list, tuple)) and len(value) == 1 and isinstance(value[0], Mapping):
        changes = [Change(phrase("unpack-object"), json_path, value[0])]
    elif implicit is not None and not isinstance(value, (list, tuple)):
        changes = [Change(phrase("compare-property", property=implicit), json_path, {implicit: value})]
    known = tuple(filterable(attribute.type))
    said = sentence("malformed-path.constraints", attribute=attribute.slug, given=kind_name(value), known=known)
    return in_json(said, json_path, changes)


def path_too_long(json_path: JsonPath, limit: int) -> Fault:
    """Return the error at the first step past the limit."""
    return in_json(sentence("path-too-long", limit=limit), (json_path, limit))


def object_not_on_path(owner: str, json_path: JsonPath, allowed: Sequence[str], target: Target) -> Fault:
    """Return the error for an object that the step before does not lead to."""
    near = allowed[0] if len(allowed) == 1 else nearest_object(owner, target.workspace, allowed)
    key = "unknown-object.step" if allowed else "unknown-object.unchecked"
    said = sentence(key, object=short(owner), known=tuple(allowed))
    return in_json(said, json_path, [writing(near, json_path)] if near else ())


def path_starts_elsewhere(pairs: Sequence[tuple[str, str]], path: JsonPath, target: Target) -> Fault:
    """Return the error for a path that does not start with the target.

    One that starts at a reference of the target, or where that leads, lacks a step, which the change adds.
    """
    [owner, slug], *rest = pairs
    step = _step_to(owner, target)
    json_path = ((path, 0), 0)
    changes: Sequence[Change] = ()
    if step is not None:
        written = [[target.slug, step.slug], [step.objects[0], slug], *map(list, rest)]
        changes = [Change(phrase("begin-with", step=step.slug), path, written)]
    elif owner not in target.workspace and target.find(owner) is None:
        changes = [writing(target.slug, json_path)]
    return in_json(sentence("unknown-object.start", target=target.slug, object=short(owner)), json_path, changes)


def _step_to(owner: str, target: Target) -> Attribute | None:
    """Return the reference that a name means: its own, or that of the object that it alone leads to."""
    named = target.find(owner)
    if named is not None:
        return named if len(named.objects) == 1 else None
    leading = [attribute for attribute in target.attributes.values() if attribute.objects == (owner,)]
    return leading[0] if len(leading) == 1 else None


def path_leads_nowhere(attribute: Attribute, json_path: JsonPath) -> Fault:
    """Return the error for a path that leads on from an attribute that is no reference."""
    return in_json(no_reference(attribute), json_path)


# Names


def unknown_attribute(slug: str, json_path: JsonPath, target: Target, *, at_key: bool = True) -> Fault:
    """Return the error for a name that is no attribute; recognise dotted keys and connectives without `$`."""
    first, _, rest = slug.partition(".")
    if rest and (first in target.attributes or first in target.misnamed):
        return _dotted_key(slug, json_path, target)
    said, meant = no_attribute(slug, target, _on_parent(slug, target), written=True, answers=True)
    connective = f"${slug.lower()}"
    if at_key and meant is None and connective in {"$and", "$or", "$not"}:
        said = sentence("operator-without-dollar", name=slug, meant=connective)
        return in_json(said, json_path, [renaming(connective, json_path)], at_key=True)
    changes = (
        [Change(phrase("write", written=meant), json_path, meant, renames=at_key)] if meant in target.attributes else ()
    )
    return in_json(said, json_path, changes, at_key=at_key)


def _on_parent(slug: str, target: Target) -> str | None:
    """Return the path to an attribute of the record that an entry is for."""
    parent = target.parent_with(slug)
    if parent is None:
        return None
    return f'{{"path": [["{target.slug}", "parent_record"], ["{parent}", "{slug}"]], "constraints": …}}'


def _dotted_key(slug: str, json_path: JsonPath, target: Target) -> Fault:
    first, _, rest = slug.partition(".")
    attribute = target.attributes.get(first)
    written = dotted_as_pairs(slug, target)
    if attribute is not None and rest in filterable(attribute.type):
        written = f'{{"{first}": {{"{rest}": …}}}}'
    elif written is not None:
        written = f'{{"path": {written}, "constraints": …}}'
    return in_json(sentence("dotted-key", name=short(slug), written=written), json_path, at_key=True)


def attribute_not_filterable(attribute: Attribute, json_path: JsonPath) -> Fault:
    """Return the error for an attribute whose type this version does not know."""
    return in_json(type_unknown(attribute), json_path, at_key=True)


def unknown_property(attribute: Attribute, name: str, json_path: JsonPath, target: Target) -> Fault:
    """Return the error for a name that is no property; recognise old names and attributes of the record referred to."""
    if attribute.type.compared_as == "record" and name not in attribute.type.properties:
        owners = [slug for slug in attribute.objects if slug in target.workspace]
        owner = next((slug for slug in owners if name in target.workspace[slug].attributes), None)
        if owner is not None:
            said = sentence("nested-attribute", name=name, object=owner, attribute=attribute.slug)
            return in_json(said, json_path, at_key=True)
    said, use = no_property(attribute, name)
    return in_json(said, json_path, [renaming(use, json_path)] if use else (), at_key=True)


def key_fault(attribute: Attribute, value: Mapping[str, object], json_path: JsonPath) -> Fault | None:
    """Find what is wrong with the keys of an attribute object: operators without `$`, or keys of two kinds."""
    kind = attribute.type
    types = load_types()
    operators = [key for key in value if key.startswith("$")]
    if not any(key in kind.properties for key in value) and is_operator_and_value(value):
        return _other_condition(json_path)
    for key in value:
        dollar = f"${plain(key)}"
        if key in kind.properties or key.startswith("$"):
            continue
        if dollar in types.operators or dollar in types.mistaken:
            properties = [kind.properties[kind.implicit]] if kind.implicit else kind.properties.values()
            supported = dict.fromkeys(operator for prop in properties for operator in prop.operators)
            return without_dollar(key, value[key], (json_path, key), attribute, supported)
    if operators and len(operators) < len(value):
        other = next(key for key in value if key not in operators)
        said = sentence("mixed-keys", operator=short(operators[0]), other=short(other))
        return in_json(said, (json_path, operators[0]), at_key=True)
    return None


def _other_condition(json_path: JsonPath) -> Fault:
    """Return the error for an attribute held against an operator and a value under keys of their own."""
    grammar = grammar_of(None, None)
    return in_json(sentence(grammar.diagnostic, noun=grammar.condition, notes=(grammar.belongs,)), json_path)


def without_dollar(
    key: str, operand: object, json_path: JsonPath, attribute: Attribute, supported: Collection[str]
) -> Fault:
    """Return the error for an operator without its `$`, with the operator that is meant where it is supported."""
    types = load_types()
    meant, negated = f"${key}", False
    if meant not in types.operators:
        meant, negated = types.mistaken[meant]
    if is_pattern(f"${key}", operand):
        return no_operator(key, (), json_path, hint=phrase("no-patterns"))
    if not negated and meant in supported:
        trusted = Applicability.UNSAFE if f"${key}" in types.patterns else Applicability.SAFE
        said = sentence("operator-without-dollar", name=key, meant=meant)
        return in_json(said, json_path, [renaming(meant, json_path, trusted)], at_key=True)
    instead = said_instead(meant, supported, negated=negated)
    if instead is None and not negated:
        said = sentence(
            "operator-without-dollar.unsupported", attribute=attribute.slug, meant=meant, supported=tuple(supported)
        )
        return in_json(said, json_path, at_key=True)
    return no_operator(key, supported, json_path, instead=instead)


def no_operator(
    name: str,
    supported: Collection[str],
    json_path: JsonPath,
    *,
    instead: str | None = None,
    suggested: str | None = None,
    hint: str | None = None,
    changes: Sequence[Change] = (),
    answers: bool = True,
) -> Fault:
    """Return the error for an operator that Attio does not have, with or without a `$`, and Attio's recorded answer to one."""
    is_invented = name.startswith("$")
    said = sentence(
        "invented-operator" if is_invented else "operator-without-dollar.unknown",
        name=short(name),
        instead=instead,
        suggested=suggested,
        hint=hint,
        supported=tuple(supported) or None,
        answer=load_types().invented_answer.format(operator=short(name)) if is_invented and answers else None,
    )
    return in_json(said, json_path, changes, at_key=True)


def said_instead(meant: str, supported: Collection[str], *, negated: bool) -> str | None:
    """Return how the supported operators express an unsupported one, or a negation; `None` if they cannot."""
    if negated and meant in supported:
        return phrase("negate", operator=meant)
    if row_of(meant).lists not in supported:
        return None
    return phrase("negate-each") if negated else phrase("one-for-each")


def property_needed(attribute: Attribute, json_path: JsonPath, *, held_by_operator: bool) -> Fault:
    """Return the error for an attribute without an implicit property that is compared itself."""
    kind = attribute.type
    answer = kind.bare_operator_answer if held_by_operator else ""
    said = sentence(
        "property-needed",
        path=attribute.slug,
        type=a_type(kind),
        known=", ".join(f"`{name}`" for name in filterable(kind)),
        why=kind.named_in or None,
        presence=(),
        answer=answer or None,
    )
    return in_json(said, json_path, at_key=held_by_operator)
