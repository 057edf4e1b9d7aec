"""Completion of filter JSON and request bodies: the keys and values that may stand at an offset."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import NamedTuple, TypeAlias

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target
from attioql.completion.json_cursor import JsonCursor, json_cursor_at
from attioql.completion.model import Completion, CompletionKind, Completions
from attioql.completion.names import about_attribute, about_property, object_item
from attioql.completion.operators import about_json_operator
from attioql.completion.values import known_values
from attioql.operators import row_of
from attioql.text.source import Span

_GROUPS = {
    "$and": "Every filter of the list matches.",
    "$or": "One filter of the list matches.",
    "$not": "The filter does not match.",
}
_BODY_KEYS = ("filter", "sorts", "limit", "offset")
_SORT_KEYS = ("attribute", "field", "direction")
_DIRECTIONS = ("asc", "desc")


class _Filter(NamedTuple):
    """A filter object on a target."""

    target: Target


class _Body(NamedTuple):
    """The outermost object: a filter, or a request body."""

    target: Target


class _Attribute(NamedTuple):
    """What an attribute is compared with."""

    attribute: Attribute
    target: Target


class _Property(NamedTuple):
    """What a property is compared with."""

    attribute: Attribute
    property: Property
    target: Target


class _Operand(NamedTuple):
    """What an operator takes."""

    attribute: Attribute
    property: Property
    operator: str
    target: Target


class _PathSteps(NamedTuple):
    """The steps of a path, or with `depth` 1 one of them."""

    target: Target
    depth: int


class _Sorts(NamedTuple):
    """The sorts of a request body, or with a `key` the value of one key of a sort."""

    target: Target
    key: str = ""


_Slot: TypeAlias = "_Filter | _Body | _Attribute | _Property | _Operand | _PathSteps | _Sorts | None"


def complete_json_text(text: str, offset: int, target: Target) -> Completions:
    """Return the keys or values that may stand at an offset of filter JSON. What is wrong elsewhere in it does not matter."""
    cursor = json_cursor_at(text, offset)
    if cursor is None:
        return Completions((), Span(offset, offset))
    items = _keys(cursor, target) if cursor.is_key else _values(cursor, target)
    typed = cursor.prefix.casefold()
    return Completions(tuple([each for each in items if each.label.casefold().startswith(typed)]), cursor.span)


def _keys(cursor: JsonCursor, target: Target) -> Iterator[Completion]:
    taken = cursor.containers[-1].starts
    for item in _key_items(_slot(cursor, len(cursor.containers) - 1, target), taken):
        if item.label not in taken:
            colon = "" if cursor.has_colon else ": "
            yield Completion(item.label, json.dumps(item.label) + colon, item.kind, item.documentation)


def _key_items(slot: _Slot, taken: Collection[str]) -> Iterator[Completion]:
    match slot:
        case _Body(target):
            return _body_keys(target, taken)
        case _Filter(target):
            return _filter_keys(target)
        case _Attribute(attribute):
            return _attribute_keys(attribute)
        case _Property(_, prop):
            return _operators(prop)
        case _Sorts():
            return (_key(name, "keyword") for name in _SORT_KEYS)
    return iter(())


def _body_keys(target: Target, taken: Collection[str]) -> Iterator[Completion]:
    """Yield the keys of the outermost object, which is a filter until a key of a request body is in it, and the other way round."""
    if not any(name in _BODY_KEYS for name in taken):
        yield from _filter_keys(target)
    if all(name in _BODY_KEYS for name in taken):
        yield from (_key(name, "keyword") for name in _BODY_KEYS if name not in target.attributes)


def _filter_keys(target: Target) -> Iterator[Completion]:
    for attribute in target.attributes.values():
        if attribute.type.known:
            yield _key(attribute.slug, "attribute", about_attribute(attribute))
    yield from (_key(name, "keyword", about) for name, about in _GROUPS.items())
    yield from (_key(name, "keyword") for name in ("path", "constraints") if name not in target.attributes)


def _attribute_keys(attribute: Attribute) -> Iterator[Completion]:
    implicit = attribute.type.implicit
    if implicit is not None:
        yield from _operators(attribute.type.properties[implicit])
    for each in attribute.type.properties.values():
        if each.operators:
            yield _key(each.name, "property", about_property(each))


def _operators(prop: Property) -> Iterator[Completion]:
    yield from (_key(name, "operator", about_json_operator(name)) for name in prop.operators)


def _values(cursor: JsonCursor, target: Target) -> Iterator[Completion]:
    depth = len(cursor.containers) - 1
    inner = cursor.containers[depth]
    slot = _slot(cursor, depth, target)
    match slot if not inner.is_object else _under(slot, inner.step, cursor, depth):
        case _Attribute(attribute, owner) if attribute.type.implicit is not None:
            yield from _known(attribute.type.properties[attribute.type.implicit], attribute, owner)
        case _Property(attribute, prop, owner):
            yield from _known(prop, attribute, owner)
        case _Operand(attribute, prop, operator, owner):
            if row_of(operator).takes == "nothing":
                yield Completion("true", "true", "value")
            else:
                yield from _known(prop, attribute, owner)
        case _PathSteps(owner, 1):
            yield from _step(cursor, owner)
        case _Sorts(owner, "direction"):
            yield from (_text(name, "keyword") for name in _DIRECTIONS)
        case _Sorts(owner, "attribute"):
            yield from (_text(each.slug, "attribute") for each in owner.attributes.values())


def _known(prop: Property, attribute: Attribute, target: Target) -> Iterator[Completion]:
    for item, value in known_values(prop, attribute, target.workspace):
        yield Completion(item.label, json.dumps(value, ensure_ascii=False), item.kind, item.documentation)


def _step(cursor: JsonCursor, target: Target) -> Iterator[Completion]:
    """Yield the object, or the attribute, of the step of a path that the cursor is in."""
    path = cursor.containers[-2]
    before = _path_before(cursor, path.index)
    owner = _walked(before, target)
    if cursor.containers[-1].index == 0:
        owners = (
            [owner]
            if isinstance(owner, Target)
            else [target.workspace[slug] for slug in owner if slug in target.workspace]
        )
        yield from (_text(each.slug, "object", object_item(each).documentation) for each in owners)
        return
    start = cursor.text.rfind("[", 0, cursor.span.start)
    named = cursor.text[start + 1 : cursor.span.start].strip().rstrip(",").strip().strip('"')
    chosen = target if not path.index else _object(named, target)
    if chosen is not None and cursor.containers[-1].index == 1:
        yield from (
            _text(each.slug, "attribute", about_attribute(each))
            for each in chosen.attributes.values()
            if each.type.known
        )


def _path_before(cursor: JsonCursor, count: int) -> list[object]:
    """Return the steps of a path that stand before the one that the cursor is in."""
    depth = len(cursor.containers) - 3
    start = cursor.containers[depth].starts.get("path")
    if start is None or not count:
        return []
    try:
        steps = json.loads(
            cursor.text[start : cursor.text.rindex("[", 0, cursor.span.start)].rstrip().rstrip(",") + "]"
        )
    except (ValueError, RecursionError):
        return []
    return steps if isinstance(steps, list) else []


def _walked(steps: object, target: Target) -> Target | tuple[str, ...]:
    """Return what the next step of a path is about: the target, or the objects that the last step leads to."""
    if not isinstance(steps, list) or not steps:
        return target
    attribute = _end_of(steps, target)
    return () if attribute is None else attribute.objects


def _end_of(steps: object, target: Target) -> Attribute | None:
    """Return the attribute that a path ends at."""
    if not isinstance(steps, list) or not steps:
        return None
    match steps[-1]:
        case [str(slug), str(name)]:
            owner = target if len(steps) == 1 else _object(slug, target)
            return None if owner is None else owner.find(name)
    return None


def _object(slug: str, target: Target) -> Target | None:
    return target.workspace[slug] if slug in target.workspace else None  # noqa: SIM401 - `get` would look for near misses


def _slot(cursor: JsonCursor, depth: int, target: Target) -> _Slot:
    """Return what the container at a depth is."""
    slot: _Slot = _Body(target)
    for index, step in enumerate(cursor.steps[:depth]):
        slot = _under(slot, step, cursor, index)
    return slot


def _under(slot: _Slot, step: str | int, cursor: JsonCursor, depth: int) -> _Slot:
    """Return what stands under a key, or a number, of a container."""
    match slot, step:
        case _Body(target), "filter" if target.find("filter") is None:
            return _Filter(target)
        case _Body(target), "sorts" if target.find("sorts") is None:
            return _Sorts(target)
        case ((_Body(target) | _Filter(target)), str()):
            return _in_filter(target, step, cursor, depth)
        case _Filter() | _Sorts(key=""), int():
            return slot
        case _Sorts(target, ""), str():
            return _Sorts(target, step)
        case _PathSteps(target, 0), int():
            return _PathSteps(target, 1)
        case _Attribute(attribute, target), str():
            return _in_attribute(attribute, target, step)
        case _Property(attribute, prop, target), str() if step in prop.operators:
            return _Operand(attribute, prop, step, target)
        case _Operand(), int():
            return slot
    return None


def _in_filter(target: Target, key: str, cursor: JsonCursor, depth: int) -> _Slot:
    if key in _GROUPS:
        return _Filter(target)
    if key == "path" and target.find("path") is None:
        return _PathSteps(target, 0)
    if key == "constraints" and target.find("constraints") is None:
        attribute = _end_of(cursor.written(depth, "path"), target)
    else:
        attribute = target.find(key)
    return None if attribute is None or not attribute.type.known else _Attribute(attribute, target)


def _in_attribute(attribute: Attribute, target: Target, key: str) -> _Slot:
    prop = attribute.type.properties.get(key)
    if prop is not None and prop.operators:
        return _Property(attribute, prop, target)
    implicit = attribute.type.implicit
    if implicit is not None and key in attribute.type.properties[implicit].operators:
        return _Operand(attribute, attribute.type.properties[implicit], key, target)
    return None


def _key(name: str, kind: CompletionKind, documentation: str = "") -> Completion:
    return Completion(name, name, kind, documentation)


def _text(text: str, kind: CompletionKind, documentation: str = "") -> Completion:
    return Completion(text, json.dumps(text, ensure_ascii=False), kind, documentation)
