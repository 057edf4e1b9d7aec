"""Request bodies: `{"filter": …, "sorts": …, "limit": …, "offset": …, "filter_view_id": …}`, checked as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attioql.attio.conditions import MOST_STEPS, next_on_path
from attioql.attio.faults import Change, Fault
from attioql.attio.json_messages import key_is_no_string, pairs_of
from attioql.attio.json_values import has_string_keys, kind_name
from attioql.catalog.types import UUID
from attioql.catalog.workspace import Attribute, Target
from attioql.check.messages.wording import filterable
from attioql.check.messages.workspace import words_of_archived
from attioql.diagnostics.phrases import listed
from attioql.diagnostics.suggest import nearest
from attioql.json_text.places import Place

BODY_KEYS = ("filter", "filter_view_id", "sorts", "limit", "offset")
"""The keys of a request body."""

_MISSPELT = {"filters": "filter", "sort": "sorts", "order": "sorts", "order_by": "sorts", "page_size": "limit"}
_MARKS = frozenset({*BODY_KEYS, "filters"})
_SORT_KEYS = frozenset({"attribute", "field", "path", "direction"})
_DIRECTIONS = ("asc", "desc")


def is_body(value: object, target: Target) -> bool:
    """Tell whether a JSON value is a request body rather than a filter: it has a body's key that is no attribute."""
    return isinstance(value, Mapping) and any(key in _MARKS and key not in target.attributes for key in value)


def body_faults(body: Mapping[str, object], target: Target) -> list[Fault]:
    """Return what is wrong or doubtful in a body, its filter aside."""
    if not has_string_keys(body):
        return [key_is_no_string(body, None)]
    faults = [_unknown_key(key, body) for key in body if key not in BODY_KEYS]
    if "filter" in body and "filter_view_id" in body:
        message = "`filter` and `filter_view_id` exclude each other"
        faults.append(Fault("exclusive-keys", message, (None, "filter_view_id"), at_key=True))
    view = body.get("filter_view_id")
    if view is not None and not (isinstance(view, str) and UUID.match(view)):
        faults.append(
            Fault("invalid-uuid", "`filter_view_id` takes the UUID of a saved view", (None, "filter_view_id"))
        )
    for key in ("limit", "offset"):
        number = body.get(key, 0)
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            message = f"`{key}` takes a whole number from 0, not {kind_name(number)}"
            faults.append(Fault("invalid-page", message, (None, key)))
    if "sorts" in body:
        faults += _sorts(body["sorts"], target)
    return faults


def _unknown_key(key: str, body: Mapping[str, object]) -> Fault:
    place = (None, key)
    meant = _MISSPELT.get(key) or nearest(key, BODY_KEYS)
    if meant is None or meant in body:
        note = f"its keys: {listed(BODY_KEYS)}"
        return Fault("unknown-body-key", f"a request body has no key `{key}`", place, (note,), at_key=True)
    message = f"a request body has no key `{key}`; it is called `{meant}`"
    notes = ("without `filter` nothing is filtered, and every record matches",) if meant == "filter" else ()
    change = Change(f"write `{meant}`", place, meant, renames=True)
    return Fault("unknown-body-key", message, place, notes, (change,), at_key=True)


def _sorts(sorts: object, target: Target) -> list[Fault]:
    place: Place = (None, "sorts")
    if not isinstance(sorts, (list, tuple)):
        change = (Change("put it in an array", place, [sorts]),) if isinstance(sorts, Mapping) else ()
        return [Fault("invalid-sort", f"`sorts` takes an array, not {kind_name(sorts)}", place, changes=change)]
    return [fault for index, sort in enumerate(sorts) for fault in _sort(sort, (place, index), target)]


def _sort(sort: object, place: Place, target: Target) -> list[Fault]:
    if not isinstance(sort, Mapping):
        return [Fault("invalid-sort", f"a sort is an object, not {kind_name(sort)}", place)]
    if not has_string_keys(sort):
        return [key_is_no_string(sort, place)]
    faults = [
        Fault(
            "invalid-sort",
            f"a sort has no key `{key}`",
            (place, key),
            (f"its keys: {listed(sorted(_SORT_KEYS))}",),
            at_key=True,
        )
        for key in sort
        if key not in _SORT_KEYS
    ]
    faults += _direction(sort, place)
    if ("attribute" in sort) == ("path" in sort):
        faults.append(Fault("invalid-sort", "a sort names either an `attribute` or a `path`", place))
        return faults
    attribute = _sorted_path(sort["path"], (place, "path"), target, faults) if "path" in sort else None
    if "attribute" in sort:
        attribute = _sorted_attribute(sort["attribute"], (place, "attribute"), target, faults)
    if attribute is not None and "field" in sort:
        faults += _field(sort["field"], (place, "field"), attribute)
    return faults


def _direction(sort: Mapping[str, object], place: Place) -> list[Fault]:
    direction = sort.get("direction")
    if direction in _DIRECTIONS:
        return []
    if "direction" not in sort:
        return [Fault("invalid-sort", "a sort needs a `direction`: `asc` or `desc`", place)]
    here = (place, "direction")
    meant = next(
        (name for name in _DIRECTIONS if isinstance(direction, str) and direction.lower().startswith(name)), None
    )
    changes = (Change(f'write "{meant}"', here, meant),) if meant else ()
    return [Fault("invalid-sort", "`direction` is `asc` or `desc`", here, changes=changes)]


def _sorted_attribute(slug: object, place: Place, target: Target, faults: list[Fault]) -> Attribute | None:
    found = target.find(slug) if isinstance(slug, str) else None
    if found is not None:
        if found.archived:
            message, notes = words_of_archived(found)
            faults.append(Fault("archived-attribute", message, place, notes))
        return found
    if not isinstance(slug, str):
        faults.append(Fault("invalid-sort", f"`attribute` takes a slug, not {kind_name(slug)}", place))
        return None
    meant = target.misnamed.get(slug) or nearest(slug, target.attributes)
    message = f"{target.slug} has no attribute `{slug}`"
    if meant and "." not in meant:
        changes = (Change(f'write "{meant}"', place, meant),)
        faults.append(Fault("unknown-attribute", f"{message}; did you mean `{meant}`?", place, changes=changes))
    else:
        faults.append(Fault("unknown-attribute", message, place))
    return None


def _sorted_path(path: object, place: Place, target: Target, faults: list[Fault]) -> Attribute | None:
    pairs = pairs_of(path)
    if not pairs or len(pairs) > MOST_STEPS:
        faults.append(Fault("malformed-path", "a path is an array of pairs of an object and an attribute", place))
        return None
    allowed: Sequence[str] = [target.slug]
    attribute = None
    for index, (owner, slug) in enumerate(pairs):
        here = ((place, index), 0)
        reached = next_on_path(owner, allowed, target, first=not index)
        if reached is None:
            faults.append(Fault("unknown-object", f"the path cannot lead to `{owner}` here", here))
            return None
        attribute = _sorted_attribute(slug, ((place, index), 1), reached, faults)
        if attribute is None:
            return None
        allowed = attribute.objects
    return attribute


def _field(field: object, place: Place, attribute: Attribute) -> list[Fault]:
    names = filterable(attribute.type)
    if isinstance(field, str) and field in attribute.type.properties:
        return []
    note = f"its properties: {listed(names, limit=None)}"
    near = nearest(field, names) if isinstance(field, str) else None
    changes = (Change(f'write "{near}"', place, near),) if near else ()
    return [Fault("invalid-sort", f"`field` is a property of `{attribute.slug}`", place, (note,), changes)]
