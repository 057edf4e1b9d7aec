"""Workspaces: the objects, lists and activities that filters are about. Each one is a target.

A workspace holds data in the shape of `schemas/workspace.schema.json`, and makes a target of it at its first use.
`workspace_file` and `listing_files` read files and the API's answers; they are imported when they are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import getitem
from os import PathLike
from typing import Any, Generic, TypeVar, cast

from attioql.catalog import listing_files, overview, workspace_file
from attioql.catalog.attributes import (
    NOTHING_KNOWN,
    Attribute,
    Option,
    Rows,
    attribute_of,
    informed,
    list_row,
    misnamed_among,
    standard_objects,
)
from attioql.catalog.members import Member, Members, folded
from attioql.catalog.target_kinds import KINDS, SECTIONS, TargetKind
from attioql.diagnostics import suggest
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.diagnostics.phrases import shown
from attioql.errors import WorkspaceError
from attioql.resources import from_resources

__all__ = ["Attribute", "Option", "PerTarget", "Target", "Workspace"]

_Derived = TypeVar("_Derived")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Target:
    """The target of a filter: an object, a list or an activity of a workspace.

    `kind` is `object`, `list` or `activity`. Two targets are equal if they have the same kind and slug, in workspaces with the same
    content. A pickle of a target contains the workspace. `misnamed` maps other names that people use to the correct path. `parent` is
    the parent object of a list.
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
    derived: dict[object, object] = field(default_factory=dict)
    """What other rooms derive from this target once, by their `PerTarget`. Never part of its value."""
    ids: Mapping[str, Attribute] = field(default_factory=dict)
    """The attributes by their IDs, where those are known."""
    id: str = ""
    name: str = ""
    """The name of the target in its workspace: its slug, unless an object or a list has the same slug."""

    @property
    def key(self) -> tuple[str, str]:
        """The kind and the slug. Filters whose targets have the same key can be compared."""
        return self.kind, self.slug

    def __eq__(self, other: object) -> bool:
        """Tell whether another target has this kind and slug in a workspace of the same content."""
        if not isinstance(other, Target):
            return NotImplemented
        return self.key == other.key and self.workspace == other.workspace

    def __hash__(self) -> int:
        """Hash the kind and the slug."""
        return hash(self.key)

    def __repr__(self) -> str:
        """Name the target."""
        return f"<Target {self.slug}>"

    def __str__(self) -> str:
        """Return a table of the attributes, the first of many, with their titles, types and options."""
        return self._overview().text()

    def _repr_html_(self) -> str:
        """Return the same table as HTML, for notebooks, with all text escaped."""
        return self._overview().html()

    def _overview(self) -> overview.Overview:
        return overview.of_target(self.name, self.plural, self.kind, self.attributes.values())

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the workspace, and the name of the target in it."""
        return (getitem, (self.workspace, self.name))

    def find(self, name: str) -> Attribute | None:
        """Return the attribute with this slug, or this ID."""
        return self.attributes.get(name) or self.ids.get(name)

    def parent_with(self, name: str) -> str | None:
        """Return the parent object of a list that has an attribute with this name."""
        reference = self.attributes.get("parent_record") if self.kind == "list" else None
        owners = reference.objects if reference is not None else ()
        return next((o for o in owners if o in self.workspace and name in self.workspace[o].attributes), None)


class PerTarget(Generic[_Derived]):
    """What a room derives from a target at its first use: tables, or a cache to begin with."""

    __slots__ = ("_derive",)

    def __init__(self, derive: Callable[[Target], _Derived]) -> None:
        """Keep how it is derived."""
        self._derive = derive

    def of(self, target: Target) -> _Derived:
        """Return what was derived from a target, always the same object."""
        known = target.derived.get(self)
        return cast("_Derived", known if known is not None else target.derived.setdefault(self, self._derive(target)))


class Workspace(Mapping[str, Target]):
    """The objects, lists and activities of one Attio workspace, by slug. Immutable; threads can share it.

    If a list has the slug of an object, its name is `lists/SLUG`. If an activity has the slug of an object or a list, its name is
    `activities/SLUG`. These names, `objects/SLUG` and IDs work for every target. Workspaces with the same content are equal.
    """

    __slots__ = ("_by_id", "_data", "_diagnostics", "_members", "_notes_gaps", "_objects", "_rows", "_targets")

    def __init__(
        self, data: Mapping[str, object], diagnostics: tuple[Diagnostic, ...] = (), *, notes_gaps: bool = False
    ) -> None:
        """Make a workspace of data that is known to be right and is not changed any more.

        For data from outside use `load`, `from_dict` or `from_listings`.
        """
        rows: dict[str, _Row] = {}
        for section, kind in SECTIONS.items():
            of_kind = cast("Rows", data.get(section, {}))
            rows |= {f"{section}/{slug}" if slug in rows else slug: (slug, kind, row) for slug, row in of_kind.items()}
        self._data = data
        self._objects = tuple(cast("Rows", data["objects"]))
        self._rows = rows
        self._targets: dict[str, Target] = {}
        self._by_id = {row["id"]: name for name, (_, _, row) in rows.items() if "id" in row}
        self._members = Members.of(cast("Iterable[Mapping[str, str]] | None", data.get("members")))
        self._diagnostics = diagnostics
        self._notes_gaps = notes_gaps

    @classmethod
    def standard(cls) -> Workspace:
        """Return the standard objects, with the attributes that every workspace has.

        `schemas/standard-objects.json` names the source of each.
        """
        return _standard()

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Workspace:
        """Read a workspace file (`schemas/workspace.schema.json`), such as `attioql workspace build` writes.

        Warnings and notes are in `diagnostics`.

        Raises:
            WorkspaceError: The file is not a workspace. The diagnostics point into the file.
            OSError: The file cannot be read.
        """
        return cls._of(*workspace_file.load_workspace(path))

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Workspace:
        """Make a workspace from data in the format of `schemas/workspace.schema.json`. The data is copied.

        Raises:
            WorkspaceError: The data is not a workspace. The diagnostics have the JSON Pointers of the wrong parts.
        """
        return cls._of(*workspace_file.copy_workspace(data))

    @classmethod
    def from_listings(cls, listings: Mapping[str, object]) -> Workspace:
        """Make a workspace from parsed answers of the API. The keys are the names of the files that `attioql workspace build` reads.

        For example `{"objects": …, "objects/people/attributes": …, "workspace_members": …}`. A value is an answer, or a list of answers if
        a listing has several pages. `docs/workspace.md` has all names.

        Raises:
            WorkspaceError: An answer has errors. The pointers lead into the answer that the source of the diagnostic names.
        """
        return cls._of(*listing_files.workspace_of_answers(listings))

    @classmethod
    def _of(cls, data: Mapping[str, object], problems: tuple[Diagnostic, ...]) -> Workspace:
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise WorkspaceError(problems)
        return cls(data, problems, notes_gaps=True)

    @property
    def members(self) -> tuple[Member, ...] | None:
        """The workspace members, or `None` if they are not known."""
        return None if self._members is None else self._members.everyone

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The warnings and notes about the data of the workspace."""
        return self._diagnostics

    @property
    def notes_gaps(self) -> bool:
        """Whether unknown options get a note. This is so for every workspace except the standard one."""
        return self._notes_gaps

    def find_members(self, name: str) -> tuple[Member, ...]:
        """Return the members with this e-mail address, full name or ID, in any case. Several can have the same name."""
        return () if self._members is None else self._members.by_name.get(folded(name), ())

    def nearest_to(self, slug: str) -> str | None:
        """Return the slug that is most similar to one that does not exist."""
        return suggest.nearest_called(slug, {name: _titles(row) for name, (_, _, row) in self._rows.items()})

    def slug_of(self, name: str) -> str:
        """Return the slug of the target with an ID, or the name itself."""
        return self._by_id.get(name, name)

    def __getitem__(self, slug: str) -> Target:
        """Return the target with this slug or ID. Raises `KeyError`, which names the nearest slug there is."""
        if not isinstance(slug, str):  # callers are not typed
            message = f"targets go by slugs and IDs, which are texts, not {shown(slug)}"
            raise KeyError(message)
        found = self._targets.get(slug)
        if found is not None:
            return found
        name = self._name(slug)
        if name is not None:
            return self._targets.get(name) or self._targets.setdefault(name, self._target(name))
        near = self.nearest_to(slug)
        advice = f"did you mean {near!r}?" if near else f"there are {_some_of(sorted(self._rows))}"
        message = f"no object, list or activity {shown(slug)} in this workspace; {advice}"
        raise KeyError(message)

    def __contains__(self, slug: object) -> bool:
        """Tell whether there is an object, list or activity with this slug."""
        return isinstance(slug, str) and (slug in self._rows or self._name(slug) is not None)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the slugs."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return how many objects, lists and activities there are."""
        return len(self._rows)

    def __repr__(self) -> str:
        """Name the targets, the first of many."""
        return f"<Workspace: {_some_of(list(self._rows))}>"

    def __str__(self) -> str:
        """Return a table of the targets, the first of many, with their titles and kinds."""
        return self._overview().text()

    def _repr_html_(self) -> str:
        """Return the same table as HTML, for notebooks, with all text escaped."""
        return self._overview().html()

    def _overview(self) -> overview.Overview:
        members = None if self.members is None else len(self.members)
        return overview.of_workspace(map(self._target_row, self._rows), len(self), members)

    def _target_row(self, name: str) -> overview.TargetRow:
        slug, kind, row = self._rows[name]
        whole = list_row(slug, row) if kind.has_parents else row
        return overview.TargetRow(name, whole.get("plural", slug), kind.name, len(whole["attributes"]))

    def __eq__(self, other: object) -> bool:
        """Tell whether another workspace has the same content."""
        if not isinstance(other, Workspace):
            return NotImplemented
        return self is other or (self._notes_gaps == other._notes_gaps and self._data == other._data)

    def __hash__(self) -> int:
        """Hash the names of the targets."""
        return hash(frozenset(self._rows))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the data, without the targets made of it; the standard workspace is pickled by its name."""
        if self is _standard():
            return (_standard, ())
        return (_unpickled, (self._data, self._diagnostics, self._notes_gaps))

    def _name(self, given: str) -> str | None:
        """Return the name of a target in this workspace, by its slug or ID."""
        if given in self._rows:
            return given
        section, _, slug = given.partition("/")
        if slug in self._rows and section == self._rows[slug][1].section:
            return slug
        return self._by_id.get(given)

    def _target(self, name: str) -> Target:
        slug, kind, row = self._rows[name]
        whole = list_row(slug, row) if kind.has_parents else row
        known = standard_objects().get(slug, NOTHING_KNOWN) if kind is KINDS["object"] else NOTHING_KNOWN
        attributes = {
            each: attribute_of(each, informed(fields, known, each), self._objects)
            for each, fields in whole["attributes"].items()
        }
        return Target(
            slug=slug,
            kind=kind.name,
            singular=whole.get("singular", slug),
            plural=whole.get("plural", slug),
            attributes=attributes,
            misnamed=misnamed_among(attributes, {**known.get("misnamed", {}), **whole.get("misnamed", {})}),
            source=whole.get("source", ""),
            workspace=self,
            parent=whole.get("parent"),
            ids={attribute.id: attribute for attribute in attributes.values() if attribute.id},
            id=whole.get("id", ""),
            name=name,
        )


def nearest_object(name: str, workspace: Workspace, allowed: Iterable[str]) -> str | None:
    """Return the object, of those that a reference leads to, that a name is nearest to: its slug, or its title in the singular or plural."""
    objects = {slug: workspace[slug] for slug in allowed if slug in workspace}
    return suggest.nearest_called(name, {slug: (each.singular, each.plural) for slug, each in objects.items()})


def _titles(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple([row[key] for key in ("singular", "plural", "name") if key in row])


def _some_of(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_SHOWN:,} more" if len(names) > _MOST_SHOWN else ""
    return f"{', '.join(names[:_MOST_SHOWN])}{more}"


_MOST_SHOWN = 12
_Row = tuple[str, TargetKind, Mapping[str, Any]]


def _unpickled(data: Mapping[str, object], diagnostics: tuple[Diagnostic, ...], notes_gaps: bool) -> Workspace:
    return Workspace(data, diagnostics, notes_gaps=notes_gaps)


@from_resources
def _standard() -> Workspace:
    return Workspace({"objects": standard_objects()})
