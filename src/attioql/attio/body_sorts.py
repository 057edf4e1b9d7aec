"""The `sorts` of a request body: each by an attribute, or by a path to one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from attioql.attio.conditions import MOST_STEPS, next_on_path
from attioql.attio.faults import Change, Fault, in_json, renaming, writing
from attioql.attio.json_messages import (
    dotted_as_pairs,
    key_is_no_string,
    malformed_path,
    object_not_on_path,
    pairs_of,
    path_starts_elsewhere,
    path_too_long,
)
from attioql.attio.json_values import has_string_keys
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.messages.names import no_attribute
from attioql.checker.messages.requests import no_sort_field, sort_needs_field
from attioql.checker.messages.workspace import archived
from attioql.checker.names import walked_path
from attioql.diagnostics.model import Applicability
from attioql.diagnostics.phrases import short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import phrase, sentence
from attioql.filters.sorts import Sort, SortDirection
from attioql.json_text.holes import has_holes, is_hole
from attioql.json_text.kind_words import kind_name
from attioql.json_text.paths import JsonPath
from attioql.limits import LIMITS

_SORT_KEYS = ("attribute", "path", "field", "direction")
_SORT_KEYS_OF_OTHERS = {
    "slug": "attribute",
    "attribute_slug": "attribute",
    "api_slug": "attribute",
    "column": "attribute",
    "key": "attribute",
    "by": "attribute",
    "sort_by": "attribute",
    "order": "direction",
    "dir": "direction",
    "sort": "direction",
    "property": "field",
}
"""What other tools call the keys of a sort."""

_DIRECTIONS: Mapping[str, SortDirection] = {"asc": "asc", "ascending": "asc", "desc": "desc", "descending": "desc"}

_Walk = Sequence[tuple[Target, Attribute]]


class SortsReading(NamedTuple):
    """The sorts of a body that can be read, and the faults of all."""

    sorts: tuple[Sort, ...]
    faults: list[Fault]


def read_sorts(sorts: object, target: Target) -> SortsReading:
    """Return the sorts of a request body for a target, and their errors and warnings."""
    json_path: JsonPath = (None, "sorts")
    if is_hole(sorts):
        return SortsReading((), [])
    if not isinstance(sorts, (list, tuple)):
        change = (Change(phrase("into-array"), json_path, [sorts]),) if isinstance(sorts, Mapping) else ()
        return SortsReading((), [in_json(sentence("invalid-sort.array", given=kind_name(sorts)), json_path, change)])
    if len(sorts) > LIMITS.sorts:
        return SortsReading((), [in_json(sentence("invalid-sort.many", limit=LIMITS.sorts), (json_path, LIMITS.sorts))])
    faults: list[Fault] = []
    found = [_sort(sort, (json_path, index), target, faults) for index, sort in enumerate(sorts)]
    return SortsReading(tuple([sort for sort in found if sort is not None]), faults)


def _sort(sort: object, json_path: JsonPath, target: Target, found: list[Fault]) -> Sort | None:
    """Read one sort; add its errors and warnings to `found`. Of one with a hole, only the direction may be it."""
    if isinstance(sort, Mapping) and is_hole(sort.get("direction")):
        sort = {**sort, "direction": "asc"}
    if has_holes(sort):
        return None
    if not isinstance(sort, Mapping):
        found.append(_no_sort(sort, json_path, target))
        return None
    if not has_string_keys(sort):
        found.append(key_is_no_string(sort, json_path))
        return None
    misspelt = {key: meant for key in sort if key not in _SORT_KEYS and (meant := _meant_key(key, sort)) is not None}
    faults = [_unknown_sort_key(key, (json_path, key), misspelt.get(key)) for key in sort if key not in _SORT_KEYS]
    if "direction" not in misspelt.values():
        faults += _direction(sort, json_path)
    walked = _walked(sort, misspelt.values(), json_path, target, faults)
    if walked and "field" not in misspelt.values():
        faults += _field(sort, json_path, walked[-1][1])
    found += faults
    if not walked or any(fault.is_error for fault in faults):
        return None
    return Sort.of(walked_path(target, walked), sort.get("field"), sort["direction"])


def _walked(
    sort: Mapping[str, object], meant: Collection[str], json_path: JsonPath, target: Target, faults: list[Fault]
) -> _Walk:
    """Return the attributes from that of the target to the one that is sorted by; none where that is not known."""
    if "attribute" in sort and "path" in sort:
        faults.append(in_json(sentence("invalid-sort.both"), (json_path, "path"), at_key=True))
        return ()
    if "path" in sort:
        return _sorted_path(sort["path"], (json_path, "path"), target, faults)
    if "attribute" in sort:
        attribute = _sorted_attribute(sort["attribute"], (json_path, "attribute"), target, faults)
        return () if attribute is None else [(target, attribute)]
    if "attribute" not in meant:
        faults.append(_nothing_to_sort_by(sort, json_path, target))
    return ()


def _no_sort(sort: object, json_path: JsonPath, target: Target) -> Fault:
    changes: tuple[Change, ...] = ()
    if isinstance(sort, str) and target.find(sort) is not None:
        meant = {"attribute": sort, "direction": "asc"}
        changes = (Change(phrase("sort-by", attribute=sort), json_path, meant, Applicability.DISPLAY),)
    return in_json(sentence("invalid-sort", given=kind_name(sort)), json_path, changes)


def _meant_key(key: str, sort: Mapping[str, object]) -> str | None:
    meant = _SORT_KEYS_OF_OTHERS.get(key) or nearest(key, _SORT_KEYS)
    return None if meant in sort else meant


def _unknown_sort_key(key: str, json_path: JsonPath, meant: str | None) -> Fault:
    said = sentence("invalid-sort.key", key=key, meant=meant, known=None if meant else _SORT_KEYS)
    changes = [renaming(meant, json_path)] if meant else ()
    return in_json(said, json_path, changes, at_key=True)


def _nothing_to_sort_by(sort: Mapping[str, object], json_path: JsonPath, target: Target) -> Fault:
    """Return the error for a sort without an attribute; `field` may hold one by mistake."""
    field = sort.get("field")
    if isinstance(field, str) and target.find(field) is not None:
        here = (json_path, "field")
        change = renaming("attribute", here)
        return in_json(sentence("invalid-sort.misplaced", attribute=field), here, [change], at_key=True)
    return in_json(sentence("invalid-sort.neither"), json_path)


def _direction(sort: Mapping[str, object], json_path: JsonPath) -> list[Fault]:
    direction = sort.get("direction")
    if isinstance(direction, str) and direction in {"asc", "desc"}:
        return []
    if "direction" not in sort:
        return [in_json(sentence("invalid-sort.no-direction"), json_path)]
    here = (json_path, "direction")
    meant = _DIRECTIONS.get(direction.strip().lower()) if isinstance(direction, str) else None
    changes = (writing(meant, here),) if meant else ()
    shown = f"`{short(direction)}`" if isinstance(direction, str) else kind_name(direction)
    return [in_json(sentence("invalid-sort.direction", given=shown), here, changes)]


def _sorted_attribute(slug: object, json_path: JsonPath, target: Target, faults: list[Fault]) -> Attribute | None:
    found = target.find(slug) if isinstance(slug, str) else None
    if found is not None:
        if found.archived:
            faults.append(in_json(archived(found), json_path))
        return found
    if not isinstance(slug, str):
        faults.append(in_json(sentence("invalid-sort.attribute", given=kind_name(slug)), json_path))
        return None
    if (dotted := _dotted(slug, json_path, target)) is not None:
        faults.append(dotted)
        return None
    said, meant = no_attribute(slug, target, None)
    changes = [writing(meant, json_path)] if meant in target.attributes else ()
    faults.append(in_json(said, json_path, changes))
    return None


def _dotted(slug: str, json_path: JsonPath, target: Target) -> Fault | None:
    """Return the error for a property or another record's attribute behind a dot; `None` if the slug has none."""
    first, dot, rest = slug.partition(".")
    attribute = target.attributes.get(first)
    if not dot or attribute is None:
        return None
    by_property = f'{{"attribute": "{first}", "field": "{rest}", …}}' if rest in attribute.type.properties else None
    pairs = None if by_property else dotted_as_pairs(slug, target)
    by_path = f'{{"path": {pairs}, …}}' if pairs else None
    return in_json(sentence("dotted-key.sort", name=slug, property=by_property, path=by_path), json_path)


def _sorted_path(path: object, json_path: JsonPath, target: Target, faults: list[Fault]) -> _Walk:
    pairs = pairs_of(path)
    if not pairs:
        faults.append(malformed_path(path, json_path, target))
        return ()
    if len(pairs) > MOST_STEPS:
        faults.append(path_too_long(json_path, MOST_STEPS))
        return ()
    allowed: Sequence[str] = [target.slug]
    walked: list[tuple[Target, Attribute]] = []
    for index, (owner, slug) in enumerate(pairs):
        here = ((json_path, index), 0)
        reached = next_on_path(owner, allowed, target, first=not index)
        if reached is None:
            fault = object_not_on_path(owner, here, allowed, target)
            faults.append(fault if index else path_starts_elsewhere(pairs, json_path, target))
            return ()
        attribute = _sorted_attribute(slug, ((json_path, index), 1), reached, faults)
        if attribute is None:
            return ()
        walked.append((reached, attribute))
        allowed = attribute.objects
    return walked


def _field(sort: Mapping[str, object], json_path: JsonPath, attribute: Attribute) -> list[Fault]:
    sorting = attribute.type.sort
    if "field" not in sort:
        needed = sorting is not None and sorting.needs_field
        by = (json_path, "path" if "path" in sort else "attribute")
        return [in_json(sort_needs_field(attribute), by)] if needed else []
    field, here = sort["field"], (json_path, "field")
    fields = () if sorting is None else sorting.fields
    if isinstance(field, str) and field in fields:
        return []
    if not isinstance(field, str):
        given = kind_name(field)
        return [in_json(sentence("invalid-sort.field", attribute=attribute.slug, given=given, known=fields), here)]
    said, near = no_sort_field(attribute, field)
    changes = (writing(near, here),) if near else ()
    return [in_json(said, here, changes)]
