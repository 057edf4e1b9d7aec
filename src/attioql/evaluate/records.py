"""Records as Attio's API returns them: the values of an attribute, and the records that references lead to.

What is not in the shape of the API's answers raises `RecordError`, which says where; nothing is guessed at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias, cast

from attioql.json_text.paths import escaped

Record: TypeAlias = Mapping[str, object]
Related: TypeAlias = (
    "Callable[[str, str], Record | None] | Mapping[tuple[str, str], Record] | Mapping[str, Mapping[str, Record]]"
)
Fetch: TypeAlias = Callable[[str, str], Record]
Predicate: TypeAlias = Callable[[Record], bool]

_VALUES = ("values", "entry_values")


class RecordError(ValueError):
    """A record is not in the format of Attio's API. `pointer` is the RFC 6901 pointer of the wrong part of the record."""

    def __init__(self, problem: str, pointer: str = "") -> None:
        """Keep what is wrong and where."""
        super().__init__(problem, pointer)
        self.problem = problem
        self.pointer = pointer

    def __str__(self) -> str:
        """Say where, and what is wrong."""
        return f"{self.pointer or 'the record'}: {self.problem}"


class RelatedNeededError(ValueError):
    """A filter follows a path to other records, and `related` is not given."""


def values_of(record: object) -> Mapping[str, object]:
    """Return the values of a record, or of a list entry, by attribute slug."""
    if not isinstance(record, Mapping):
        message = f"a record is an object with `values`, not {kind_of(record)}"
        raise RecordError(message)
    for key in _VALUES:
        values = record.get(key)
        if isinstance(values, Mapping):
            return values
        if values is not None:
            message = f"the values of a record are an object, not {kind_of(values)}"
            raise RecordError(message, f"/{key}")
    message = "there are no `values`, nor the `entry_values` of a list entry"
    raise RecordError(message)


def attribute_values(record: Record, slug: str) -> list[object]:
    """Return the values of an attribute, active ones and former ones, as the record lists them."""
    values = values_of(record)
    if slug not in values:
        return _outside_values(record, slug)
    listed = values[slug]
    if not isinstance(listed, (list, tuple)):
        message = f"the values of an attribute are an array, empty when there is none; this is {kind_of(listed)}"
        raise RecordError(message, pointer_of(record, slug))
    return list(listed)


def pointer_of(record: Record, slug: str, *more: str | int) -> str:
    """Return the pointer of an attribute's values in a record, or of something inside them."""
    root = next((key for key in _VALUES if key in record), _VALUES[0])
    tokens = [root, slug, *more]
    return "".join(f"/{escaped(token)}" for token in tokens)


def kind_of(value: object) -> str:
    """Name the JSON kind of a value."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return "a string"
        case Mapping():
            return "an object"
        case list() | tuple():
            return "an array"
    return "a number" if hasattr(value, "__float__") else f"a Python {type(value).__name__}"


def fetch_from(related: Related | None) -> Fetch:
    """Return a function that finds a record by its object's slug and its ID. Without `related` it raises when made."""
    if related is None:
        message = "the filter follows a path to other records; pass related=, which finds them by object and record ID"
        raise RelatedNeededError(message)

    def fetch(object_slug: str, record_id: str) -> Record:
        found = related(object_slug, record_id) if callable(related) else _looked_up(related, object_slug, record_id)
        if found is None:
            message = f"the record {record_id} of {object_slug} is referred to, and `related` does not have it"
            raise RecordError(message)
        return found

    return fetch


def _looked_up(given: object, object_slug: str, record_id: str) -> Record | None:
    related = cast("Mapping[object, object]", given)
    by_both = related.get((object_slug, record_id))
    if by_both is None:
        of_object = related.get(object_slug)
        by_both = of_object.get(record_id) if isinstance(of_object, Mapping) else None
    return cast("Record | None", by_both)


def _outside_values(record: Record, slug: str) -> list[object]:
    """Return what the API tells of a record beside its values: its ID, when it was made, an entry's parent."""
    match slug, record:
        case "record_id", {"id": {"record_id": str() as identity}}:
            return [{"value": identity}]
        case "entry_id", {"id": {"entry_id": str() as identity}}:
            return [{"value": identity}]
        case "created_at", {"created_at": str() as moment}:
            return [{"value": moment}]
        case "parent_record", {"parent_object": str() as owner, "parent_record_id": str() as identity}:
            return [{"target_object": owner, "target_record_id": identity}]
    message = f"`{slug}` is missing: the API lists every attribute, with an empty array where there is no value"
    raise RecordError(message, pointer_of(record, slug))
