"""Request bodies: `{"filter": …, "sorts": …, "limit": …, "offset": …}`, or `filter_view_id` in place of `filter`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

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
from attioql.attio.json_values import has_string_keys, kind_name
from attioql.catalog.target_kinds import KINDS
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.messages.names import no_attribute
from attioql.checker.messages.wording import a_type, filterable
from attioql.checker.messages.workspace import archived
from attioql.diagnostics.model import Applicability
from attioql.diagnostics.phrases import plain, short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import phrase, sentence
from attioql.json_text.paths import JsonPath
from attioql.limits import LIMITS
from attioql.values.exact import decimal_text
from attioql.values.ids import UUID

_MISSPELT = {"filters": "filter", "sort": "sorts", "order": "sorts", "order_by": "sorts", "page_size": "limit"}
_MARKS = frozenset({"filters", *(key for kind in KINDS.values() for key in kind.body_keys)})
_GROUPS = frozenset({"$and", "$or", "$not"})
_MOST_RECORDS = LIMITS.page_records

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

_DIRECTIONS = {"asc": "asc", "ascending": "asc", "desc": "desc", "descending": "desc"}


_WHOLE = re.compile(r"\s*(\d{1,9})(?:\.0+)?\s*", re.ASCII)


def is_body(value: object, target: Target) -> bool:
    """Tell whether a JSON value is a request body rather than a filter: it has a body's key that is no attribute."""
    return isinstance(value, Mapping) and any(key in _MARKS and key not in target.attributes for key in value)


def body_faults(body: Mapping[str, object], target: Target) -> list[Fault]:
    """Return the errors and warnings about a body, apart from those about its filter."""
    if not has_string_keys(body):
        return [key_is_no_string(body, None)]
    keys = KINDS[target.kind].body_keys
    faults = [_unknown_key(key, body, target) for key in body if key not in keys]
    if "filter_view_id" in keys:
        faults += _view(body)
    faults += _page(body)
    if "sorts" in body:
        faults += _sorts(body["sorts"], target)
    return faults


def _view(body: Mapping[str, object]) -> Iterator[Fault]:
    if "filter" in body and "filter_view_id" in body:
        yield in_json(sentence("exclusive-keys"), (None, "filter_view_id"), at_key=True)
    elif "filter_view_id" in body and "filters" not in body:
        yield in_json(sentence("saved-view"), (None, "filter_view_id"), at_key=True)
    view = body.get("filter_view_id")
    if view is not None and not (isinstance(view, str) and UUID.match(view)):
        yield in_json(sentence("invalid-uuid.view"), (None, "filter_view_id"))


def _page(body: Mapping[str, object]) -> Iterator[Fault]:
    for key in ("limit", "offset"):
        number = body.get(key, 0)
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            yield _invalid_page(key, number)
        elif key == "limit" and number > _MOST_RECORDS:
            yield in_json(sentence("large-limit", limit=_MOST_RECORDS), (None, key))


def _invalid_page(key: str, number: object) -> Fault:
    place = (None, key)
    meant = _whole(number)
    shown = kind_name(number)
    if isinstance(number, str):
        shown = f'the string "{short(number)}"'
    elif shown == "a number" and not (isinstance(number, int) and number.bit_length() > 128):
        shown = f"`{short(_text_of(number))}`"
    changes = (writing(meant, place),) if meant is not None else ()
    return in_json(sentence("invalid-page", key=key, given=shown), place, changes)


def _text_of(number: object) -> str:
    return decimal_text(number) if isinstance(number, Decimal) else plain(number)


def _whole(number: object) -> int | None:
    """Return the whole number that a text or a decimal stands for: `"10"`, `10.0`."""
    if not isinstance(number, (str, float, Decimal)):
        return None
    digits = _WHOLE.fullmatch(_text_of(number))
    return int(digits[1]) if digits else None


def _unknown_key(key: str, body: Mapping[str, object], target: Target) -> Fault:
    place = (None, key)
    keys = KINDS[target.kind].body_keys
    if key in _MARKS and key not in _MISSPELT:
        return in_json(sentence("unknown-body-key.kind", kind=target.kind, key=key, known=keys), place, at_key=True)
    if target.find(key) is not None or key in _GROUPS:
        return _outside_filter(key, body, keys)
    meant = _MISSPELT.get(key) or nearest(key, keys)
    if meant is None or meant in body:
        said = sentence("unknown-body-key", key=key, meant=None, known=keys, unfiltered=False)
        return in_json(said, place, at_key=True)
    said = sentence("unknown-body-key", key=key, meant=meant, known=None, unfiltered=meant == "filter")
    return in_json(said, place, [renaming(meant, place)], at_key=True)


def _outside_filter(key: str, body: Mapping[str, object], keys: Sequence[str]) -> Fault:
    """Return the fault of a condition beside the keys of a body, and the change that moves all of them under `filter`."""
    said = sentence("unknown-body-key.condition", key=key)
    conditions = {each: value for each, value in body.items() if each not in keys}
    kept = {each: value for each, value in body.items() if each in keys}
    changes: tuple[Change, ...] = ()
    if "filter" not in body and "filter_view_id" not in body:
        changes = (Change(said.title, None, {"filter": conditions, **kept}),)
    return in_json(said, (None, key), changes, at_key=True)


def _sorts(sorts: object, target: Target) -> list[Fault]:
    place: JsonPath = (None, "sorts")
    if not isinstance(sorts, (list, tuple)):
        change = (Change(phrase("into-array"), place, [sorts]),) if isinstance(sorts, Mapping) else ()
        return [in_json(sentence("invalid-sort.array", given=kind_name(sorts)), place, change)]
    return [fault for index, sort in enumerate(sorts) for fault in _sort(sort, (place, index), target)]


def _sort(sort: object, place: JsonPath, target: Target) -> list[Fault]:
    if not isinstance(sort, Mapping):
        return [_no_sort(sort, place, target)]
    if not has_string_keys(sort):
        return [key_is_no_string(sort, place)]
    misspelt = {key: meant for key in sort if key not in _SORT_KEYS and (meant := _meant_key(key, sort)) is not None}
    faults = [_unknown_sort_key(key, (place, key), misspelt.get(key)) for key in sort if key not in _SORT_KEYS]
    if "direction" not in misspelt.values():
        faults += _direction(sort, place)
    if "attribute" in sort and "path" in sort:
        return [*faults, in_json(sentence("invalid-sort.both"), (place, "path"), at_key=True)]
    if "attribute" not in sort and "path" not in sort:
        if "attribute" not in misspelt.values():
            faults.append(_nothing_to_sort_by(sort, place, target))
        return faults
    attribute = _sorted_path(sort["path"], (place, "path"), target, faults) if "path" in sort else None
    if "attribute" in sort:
        attribute = _sorted_attribute(sort["attribute"], (place, "attribute"), target, faults)
    if attribute is not None and "field" in sort:
        faults += _field(sort["field"], (place, "field"), attribute)
    return faults


def _no_sort(sort: object, place: JsonPath, target: Target) -> Fault:
    changes: tuple[Change, ...] = ()
    if isinstance(sort, str) and target.find(sort) is not None:
        meant = {"attribute": sort, "direction": "asc"}
        changes = (Change(phrase("sort-by", attribute=sort), place, meant, Applicability.DISPLAY),)
    return in_json(sentence("invalid-sort", given=kind_name(sort)), place, changes)


def _meant_key(key: str, sort: Mapping[str, object]) -> str | None:
    meant = _SORT_KEYS_OF_OTHERS.get(key) or nearest(key, _SORT_KEYS)
    return None if meant in sort else meant


def _unknown_sort_key(key: str, place: JsonPath, meant: str | None) -> Fault:
    said = sentence("invalid-sort.key", key=key, meant=meant, known=None if meant else _SORT_KEYS)
    changes = [renaming(meant, place)] if meant else ()
    return in_json(said, place, changes, at_key=True)


def _nothing_to_sort_by(sort: Mapping[str, object], place: JsonPath, target: Target) -> Fault:
    """Return the error for a sort without an attribute; `field` may hold one by mistake."""
    field = sort.get("field")
    if isinstance(field, str) and target.find(field) is not None:
        here = (place, "field")
        change = renaming("attribute", here)
        return in_json(sentence("invalid-sort.misplaced", attribute=field), here, [change], at_key=True)
    return in_json(sentence("invalid-sort.neither"), place)


def _direction(sort: Mapping[str, object], place: JsonPath) -> list[Fault]:
    direction = sort.get("direction")
    if isinstance(direction, str) and direction in {"asc", "desc"}:
        return []
    if "direction" not in sort:
        return [in_json(sentence("invalid-sort.no-direction"), place)]
    here = (place, "direction")
    meant = _DIRECTIONS.get(direction.strip().lower()) if isinstance(direction, str) else None
    changes = (writing(meant, here),) if meant else ()
    shown = f"`{short(direction)}`" if isinstance(direction, str) else kind_name(direction)
    return [in_json(sentence("invalid-sort.direction", given=shown), here, changes)]


def _sorted_attribute(slug: object, place: JsonPath, target: Target, faults: list[Fault]) -> Attribute | None:
    found = target.find(slug) if isinstance(slug, str) else None
    if found is not None:
        if found.archived:
            faults.append(in_json(archived(found), place))
        return found
    if not isinstance(slug, str):
        faults.append(in_json(sentence("invalid-sort.attribute", given=kind_name(slug)), place))
        return None
    if (dotted := _dotted(slug, place, target)) is not None:
        faults.append(dotted)
        return None
    said, meant = no_attribute(slug, target, None)
    changes = [writing(meant, place)] if meant in target.attributes else ()
    faults.append(in_json(said, place, changes))
    return None


def _dotted(slug: str, place: JsonPath, target: Target) -> Fault | None:
    """Return the error for a property or another record's attribute behind a dot; `None` if the slug has none."""
    first, dot, rest = slug.partition(".")
    attribute = target.attributes.get(first)
    if not dot or attribute is None:
        return None
    by_property = f'{{"attribute": "{first}", "field": "{rest}", …}}' if rest in attribute.type.properties else None
    pairs = None if by_property else dotted_as_pairs(slug, target)
    by_path = f'{{"path": {pairs}, …}}' if pairs else None
    return in_json(sentence("dotted-key.sort", name=slug, property=by_property, path=by_path), place)


def _sorted_path(path: object, place: JsonPath, target: Target, faults: list[Fault]) -> Attribute | None:
    pairs = pairs_of(path)
    if not pairs:
        faults.append(malformed_path(path, place, target))
        return None
    if len(pairs) > MOST_STEPS:
        faults.append(path_too_long(place, MOST_STEPS))
        return None
    allowed: Sequence[str] = [target.slug]
    attribute = None
    for index, (owner, slug) in enumerate(pairs):
        here = ((place, index), 0)
        reached = next_on_path(owner, allowed, target, first=not index)
        if reached is None:
            fault = object_not_on_path(owner, here, allowed, target)
            faults.append(fault if index else path_starts_elsewhere(pairs, place, target))
            return None
        attribute = _sorted_attribute(slug, ((place, index), 1), reached, faults)
        if attribute is None:
            return None
        allowed = attribute.objects
    return attribute


def _field(field: object, place: JsonPath, attribute: Attribute) -> list[Fault]:
    names = tuple(filterable(attribute.type))
    if isinstance(field, str) and field in attribute.type.properties:
        return []
    if not isinstance(field, str):
        given = kind_name(field)
        return [in_json(sentence("invalid-sort.field", attribute=attribute.slug, given=given, known=names), place)]
    near = nearest(field, names)
    changes = (writing(near, place),) if near else ()
    kind = a_type(attribute.type)
    said = sentence("invalid-sort.property", attribute=attribute.slug, type=kind, name=field, near=near, known=names)
    return [in_json(said, place, changes)]
