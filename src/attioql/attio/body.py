"""Request bodies: `{"filter": …, "sorts": …, "limit": …, "offset": …}`, or `filter_view_id` in place of `filter`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

from attioql.attio.body_sorts import read_sorts
from attioql.attio.faults import Change, Fault, in_json, renaming, writing
from attioql.attio.json_messages import key_is_no_string
from attioql.attio.json_values import has_string_keys
from attioql.catalog.target_kinds import KINDS
from attioql.catalog.workspace import Target
from attioql.checker.messages.requests import invalid_page, large_limit, page_too_large
from attioql.diagnostics.phrases import plain, short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import sentence
from attioql.filters.sorts import Sort
from attioql.json_text.holes import is_hole, without_holes
from attioql.json_text.kind_words import kind_name
from attioql.limits import LIMITS
from attioql.values.exact import decimal_text
from attioql.values.ids import UUID

_MISSPELT = {"filters": "filter", "sort": "sorts", "order": "sorts", "order_by": "sorts", "page_size": "limit"}
_OTHER_FILTERS = frozenset({"where", "query", "conditions"})
"""What other tools call the filter of a request, where it is an object or a list."""

_MARKS = frozenset({"filters", *(key for kind in KINDS.values() for key in kind.body_keys)})
_GROUPS = frozenset({"$and", "$or", "$not"})
_PAGE_KEYS = ("limit", "offset")
_REST_KEYS = frozenset({"sorts", *_PAGE_KEYS})
_MOST_RECORDS = LIMITS.page_records

_WHOLE = re.compile(r"\s*(\d{1,9})(?:\.0+)?\s*", re.ASCII)


class BodyRest(NamedTuple):
    """What a request has beside its filter. `limit` and `offset` are `None` where they are left out."""

    sorts: tuple[Sort, ...] = ()
    limit: int | None = None
    offset: int | None = None


def rest_of(body: Mapping[str, object], target: Target) -> BodyRest:
    """Return what a body without errors has beside its filter."""
    pages = [_page_number(body[key]) if key in body else None for key in _PAGE_KEYS]
    return BodyRest(read_sorts(body.get("sorts", ()), target).sorts, *pages)


def left_out(body: Mapping[str, object]) -> Iterator[Fault]:
    """Yield the note about what is not part of the filter of a body: its sorts and page."""
    keys = tuple([key for key in body if key in _REST_KEYS])
    if keys:
        yield in_json(sentence("filter-alone", keys=keys), (None, keys[0]), at_key=True)


def is_request(value: object, target: Target) -> bool:
    """Tell whether a JSON value is a request body where one is expected: it has nothing but keys of one, or seems to."""
    if not isinstance(value, Mapping) or is_body(value, target):
        return isinstance(value, Mapping)
    keys = KINDS[target.kind].body_keys
    names = [key for key in value if isinstance(key, str) and not key.startswith("$") and target.find(key) is None]
    return all(key in keys for key in value) or any(nearest(key, (*target.attributes, *keys)) in keys for key in names)


def is_known(body: Mapping[str, object]) -> bool:
    """Tell whether all keys of a body are known."""
    return not any(map(is_hole, body))


def is_body(value: object, target: Target) -> bool:
    """Tell whether a JSON value is a request body rather than a filter: it has a body's key that is no attribute."""
    return isinstance(value, Mapping) and any(key in _MARKS and key not in target.attributes for key in value)


def body_faults(body: Mapping[str, object], target: Target) -> list[Fault]:
    """Return the errors and warnings about a body, apart from those about its filter and about holes."""
    if not is_known(body):
        body = without_holes(body)
    if not has_string_keys(body):
        return [key_is_no_string(body, None)]
    keys = KINDS[target.kind].body_keys
    faults = [_unknown_key(key, body, target) for key in body if key not in keys]
    if "filter_view_id" in keys:
        faults += _view(body)
    faults += _page(body)
    if "sorts" in body:
        faults += read_sorts(body["sorts"], target).faults
    return faults


def _view(body: Mapping[str, object]) -> Iterator[Fault]:
    if "filter" in body and "filter_view_id" in body:
        yield in_json(sentence("exclusive-keys"), (None, "filter_view_id"), at_key=True)
    elif "filter_view_id" in body and "filters" not in body:
        yield in_json(sentence("saved-view"), (None, "filter_view_id"), at_key=True)
    view = body.get("filter_view_id")
    if view is not None and not is_hole(view) and not (isinstance(view, str) and UUID.match(view)):
        yield in_json(sentence("invalid-uuid.view"), (None, "filter_view_id"))


def _page(body: Mapping[str, object]) -> Iterator[Fault]:
    for key in _PAGE_KEYS:
        given = body.get(key, 0)
        if is_hole(given):
            continue
        number = _page_number(given)
        if number is None or number < 0:
            yield _invalid_page(key, given)
        elif number > LIMITS.page_number:
            yield in_json(page_too_large(key), (None, key))
        elif key == "limit" and number > _MOST_RECORDS:
            yield in_json(large_limit(), (None, key))


def _page_number(given: object) -> int | None:
    """Return a whole number, also one with decimals that are zero: Attio reads JSON with JavaScript, where `2.0` is 2."""
    match given:
        case bool():
            return None
        case int():
            return given
        case float() if isfinite(given):
            return _if_whole(given)
        case Decimal() if given.is_finite():
            return _if_whole(given)
    return None


def _if_whole(number: float | Decimal) -> int | None:
    return int(number) if 0 <= number <= LIMITS.page_number and number == int(number) else None


def _invalid_page(key: str, number: object) -> Fault:
    place = (None, key)
    meant = _whole(number)
    shown = kind_name(number)
    if isinstance(number, str):
        shown = f'the string "{short(number)}"'
    elif shown == "a number" and not (isinstance(number, int) and number.bit_length() > 128):
        shown = f"`{short(_text_of(number))}`"
    changes = (writing(meant, place),) if meant is not None else ()
    return in_json(invalid_page(key, shown), place, changes)


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
    if key in _OTHER_FILTERS and "filter" in keys and isinstance(body[key], (Mapping, list)):
        meant = "filter"
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
