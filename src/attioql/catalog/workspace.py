"""Workspaces: the objects and lists there are, and their attributes. Each one is a target that filters are about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from attioql.catalog.types import AttributeType, load_types, unknown_type
from attioql.diagnostics.suggest import nearest
from attioql.resources import read_resource


@dataclass(frozen=True, slots=True, repr=False)
class Attribute:
    """An attribute of an object or a list.

    `many` says that a record can have several values of it at once. `objects` are the slugs of the objects that a
    record reference may point to. `text_format` is `uuid` for a text that always is one. Attio fills in what is
    `enriched`, on some billing plans; `replaced_by` is the slug of what a `deprecated` attribute was given up for.
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

    def __repr__(self) -> str:
        """Name the attribute and its type."""
        return f"<Attribute {self.slug}: {self.type.slug}>"


class Memo(dict[str, object]):
    """What is derived from a target, and can be derived again: a pickle or a copy of it is empty."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type[Memo], tuple[()]]:
        """Leave out what is remembered."""
        return (Memo, ())


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Target:
    """What a filter is about: an object or a list of a workspace.

    `misnamed` maps names that people use to the path that is meant. `parent` is the parent object of a list.
    """

    slug: str
    kind: str
    singular: str
    plural: str
    attributes: Mapping[str, Attribute]
    misnamed: Mapping[str, str]
    source: str
    workspace: Workspace
    parent: str | None = None
    memo: dict[str, object] = field(default_factory=Memo)
    """Facts about this target that other rooms derive once: resolved paths. Never part of its value."""
    ids: Mapping[str, Attribute] = field(default_factory=dict)
    """The attributes by their IDs, where those are known."""

    def __repr__(self) -> str:
        """Name the object or list."""
        return f"<Target {self.slug}>"

    def find(self, name: str) -> Attribute | None:
        """Return the attribute with this slug, or this ID."""
        return self.attributes.get(name) or self.ids.get(name)


class Workspace(Mapping[str, Target]):
    """The objects and lists of one Attio workspace, by slug. Immutable, and safe to share between threads."""

    __slots__ = ("_targets",)

    def __init__(self, data: Mapping[str, object]) -> None:
        """Read a workspace from data in the shape of `schemas/standard-objects.json`."""
        objects = cast("Mapping[str, Mapping[str, Any]]", data["objects"])
        self._targets = {slug: self._target(slug, row) for slug, row in objects.items()}

    @classmethod
    def standard(cls) -> Workspace:
        """Return the workspace of Attio's five standard objects: companies, people, deals, users and workspaces.

        Nothing is known of options, statuses and members, which belong to each workspace. The same object every time.
        """
        return _standard()

    def __getitem__(self, slug: str) -> Target:
        """Return the object or list with this slug. Raises `KeyError`, which names the nearest slug there is."""
        try:
            return self._targets[slug]
        except KeyError:
            near = nearest(slug, self._targets)
            advice = f"did you mean {near!r}?" if near else f"there are {', '.join(sorted(self._targets))}"
            message = f"no object or list {slug!r} in this workspace; {advice}"
            raise KeyError(message) from None

    def __iter__(self) -> Iterator[str]:
        """Iterate over the slugs."""
        return iter(self._targets)

    def __len__(self) -> int:
        """Return how many objects and lists there are."""
        return len(self._targets)

    def __repr__(self) -> str:
        """Name the objects and lists."""
        return f"<Workspace: {', '.join(self._targets)}>"

    def _target(self, slug: str, row: Mapping[str, Any]) -> Target:
        attributes = {name: _attribute(name, fields) for name, fields in row["attributes"].items()}
        return Target(
            slug=slug,
            kind=row.get("kind", "object"),
            singular=row["singular"],
            plural=row["plural"],
            attributes=attributes,
            misnamed=row.get("misnamed", {}),
            source=row.get("source", ""),
            workspace=self,
            parent=row.get("parent"),
            ids={attribute.id: attribute for attribute in attributes.values() if attribute.id},
        )


def _attribute(slug: str, row: Mapping[str, Any]) -> Attribute:
    types = load_types().types
    return Attribute(
        slug=slug,
        title=row["title"],
        type=types[row["type"]] if row["type"] in types else unknown_type(row["type"]),
        many=row.get("many", False),
        writable=row.get("writable", True),
        objects=tuple(row.get("objects", ())),
        text_format=row.get("format", ""),
        enriched=row.get("enriched", False),
        deprecated=row.get("deprecated", False),
        replaced_by=row.get("replaced_by", ""),
        source=row.get("source", ""),
        id=row.get("id", ""),
    )


@lru_cache(maxsize=1)
def _standard() -> Workspace:
    return Workspace(json.loads(read_resource("schemas", "standard-objects.json")))
