"""Makes attributes of rows of workspace data.

Standard attributes get what `schemas/standard-objects.json` has about them: names that people mistake for others, and which of
them Attio fills in by itself.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias, cast

from attioql.catalog.types import AttributeType, load_types, unknown_type
from attioql.diagnostics import suggest
from attioql.resources import from_resources, read_resource
from attioql.values.ids import UUID

Rows: TypeAlias = Mapping[str, Mapping[str, Any]]


class Option(NamedTuple):
    """An option of a select, or a status. `id` is empty if it is not known."""

    title: str
    id: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Attribute:
    """An attribute of an object, a list or an activity.

    `many` means that a record can have several values at once. `objects` are the slugs of the objects that a record reference can lead
    to. `options` are the options of a select or the statuses, or `None` if they are not known. `text_format` is `uuid` for a text that
    is always a UUID. Attio fills in an `enriched` attribute, on some billing plans. `replaced_by` is the slug of the successor of a
    `deprecated` attribute.
    """

    slug: str
    title: str
    type: AttributeType
    many: bool = False
    writable: bool = True
    objects: tuple[str, ...] = ()
    text_format: str = ""
    enriched: bool = False
    deprecated: bool = False
    replaced_by: str = ""
    source: str = ""
    id: str = ""
    archived: bool = False
    options: tuple[Option, ...] | None = None
    named_options: Mapping[str, Option] = field(default_factory=dict, repr=False, compare=False)
    """The options by title and by ID: a title before an ID, and one that is not archived before one that is."""

    option_ids: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """The ID of each option that is known, by ID and by title where no other option has it."""

    def option(self, name: str) -> Option | None:
        """Return the option or status with this title or ID; `None` if there is none, or none are known."""
        return self.named_options.get(name)

    @property
    def is_actor(self) -> bool:
        """Whether a value is an actor, such as a workspace member."""
        return self.type.compared_as == "actor"

    @property
    def knows_all_options(self) -> bool:
        """Whether the options are known, and the ID of each."""
        return self.options is not None and all(option.id for option in self.options)

    def lacks_option(self, name: str) -> bool:
        """Tell whether it is certain that no option or status has this title or ID."""
        if self.options is None or name in self.named_options:
            return False
        return not UUID.match(name) or self.knows_all_options

    def may_have_option(self, name: str) -> bool:
        """Tell whether an option or status that is not known may have this ID, or this title if none are known."""
        return name not in self.named_options and not self.lacks_option(name)

    def __repr__(self) -> str:
        """Name the attribute and its type."""
        return f"<Attribute {self.slug}: {self.type.slug}>"


NOTHING_KNOWN: Mapping[str, Any] = {}
_TAKEN_OVER = ("many", "writable", "enriched", "deprecated", "replaced_by", "source", "id", "archived")
"""The keys of a row that are fields of an attribute as they are."""
_MARKS = ("enriched", "deprecated", "replaced_by", "format")


def list_row(slug: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the row of a list with the attribute that every list has: a reference to the parent record."""
    parents = row["parents"]
    parent_record = {"title": "Parent record", "type": "record-reference", "writable": False, "objects": parents}
    name = row.get("name", slug)
    return {
        **row,
        "singular": name,
        "plural": name,
        "parent": parents[0] if parents else None,
        "misnamed": {"record_id": "parent_record", "parent_record_id": "parent_record", "parent": "parent_record"},
        "attributes": {**row["attributes"], "parent_record": parent_record},
    }


def informed(row: Mapping[str, Any], known: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Add to a row the marks of the standard attribute with that name and type."""
    standard = known["attributes"].get(name) if known else None
    if standard is not None and standard["type"] == row["type"]:
        return {**{mark: standard[mark] for mark in _MARKS if mark in standard}, **row}
    if name == "record_id" and row["type"] == "text":
        return {"format": "uuid", **row}
    return row


def attribute_of(slug: str, row: Mapping[str, Any], objects: tuple[str, ...]) -> Attribute:
    """Make an attribute of its row; `objects` are the slugs of all objects, to which a reference may point by default."""
    kind = load_types().types.get(row["type"]) or unknown_type(row["type"])
    options = tuple([Option(**option) for option in row["options"]]) if "options" in row else None
    return Attribute(
        slug=slug,
        title=row.get("title", slug),
        type=kind,
        objects=_allowed(row, objects) if kind.compared_as == "record" else (),
        text_format=row.get("format", ""),
        options=options,
        named_options=_by_name(options) if options else {},
        option_ids=_ids_by_name(options) if options else {},
        **{name: row[name] for name in _TAKEN_OVER if name in row},
    )


def _ids_by_name(options: Sequence[Option]) -> dict[str, str]:
    number = Counter([option.title for option in options])
    known = [(option.title, option.id.lower()) for option in options if option.id]
    titles = {title: identity for title, identity in known if number[title] == 1}
    return titles | {identity: identity for _, identity in known}


def _by_name(options: tuple[Option, ...]) -> Mapping[str, Option]:
    found = {option.id: option for option in options if option.id}
    for option in sorted(options, key=lambda each: not each.archived):
        found[option.title] = option
    return found


def _allowed(row: Mapping[str, Any], objects: tuple[str, ...]) -> tuple[str, ...]:
    """Return the objects that a reference may point to: those in its row, the one of its other side, or all."""
    if "objects" in row:
        return tuple(row["objects"])
    other_side = row.get("relationship", {}).get("object")
    return (other_side,) if other_side in objects else objects


def misnamed_among(attributes: Mapping[str, Attribute], own: Mapping[str, str]) -> dict[str, str]:
    """Return the names that people use on a target with these attributes, and the path that each means; `own` come first.

    A name that is an attribute is not among them, nor one whose path the target does not have.
    """
    paths = {**_standard_data()["misnamed"], **{name: [path] for name, path in own.items()}}
    found = {name: next((each for each in meant if _leads(each, attributes)), None) for name, meant in paths.items()}
    return {name: path for name, path in found.items() if path is not None and name not in attributes}


def _leads(path: str, attributes: Mapping[str, Attribute]) -> bool:
    slug, _, prop = path.partition(".")
    return slug in attributes and (not prop or prop in attributes[slug].type.properties)


def without_counterpart(name: str, attributes: Iterable[str]) -> str | None:
    """Return why a name has no counterpart at Attio, when it names something that Attio does not keep.

    A name of one edit less counts, unless it is as near to one of the attributes.
    """
    reasons: dict[str, str] = {each: row["why"] for row in _standard_data()["no_counterpart"] for each in row["names"]}
    plain = snake_case(name)
    if plain in reasons:
        return reasons[plain]
    if any(suggest.edit_distance(plain, each, 1) <= 1 for each in attributes):
        return None
    return next((why for each, why in reasons.items() if suggest.edit_distance(plain, each, 1) <= 1), None)


def snake_case(name: str) -> str:
    """Write `firstName` as `first_name`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def standard_objects() -> Rows:
    """Return the rows of the standard objects."""
    return cast("Rows", _standard_data()["objects"])


@from_resources
def system_attributes() -> frozenset[str]:
    """Return the slugs of the attributes that every record has."""
    return frozenset.intersection(*(frozenset(row["attributes"]) for row in standard_objects().values())) - {"name"}


@from_resources
def _standard_data() -> Mapping[str, Any]:
    """Return the data about the standard objects, which is read at the first call."""
    return cast("Mapping[str, Any]", json.loads(read_resource("schemas", "standard-objects.json")))
