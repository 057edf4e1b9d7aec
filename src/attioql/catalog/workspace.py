"""Workspaces: the objects and lists there are, and their attributes. Each one is a target that filters are about.

A workspace is made of data in the shape of `schemas/workspace.schema.json`, an object or list at a time, when it is first
asked for. What is known of the standard objects in every workspace (names that people mistake, which attributes Attio fills
in by itself) is added where it applies. Reading files and the API's answers is the business of `workspace_file` and
`listing_files`, which are loaded when they are needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from os import PathLike
from typing import Any, NamedTuple, TypeAlias, cast

from attioql.catalog import listing_files, workspace_file
from attioql.catalog.members import Member, Members, folded
from attioql.catalog.types import UUID, AttributeType, load_types, unknown_type
from attioql.diagnostics.model import Diagnostic, Severity, WorkspaceError
from attioql.diagnostics.phrases import shown
from attioql.diagnostics.suggest import nearest
from attioql.resources import read_resource


class Option(NamedTuple):
    """An option of a select, or a status. `id` is empty where it is not known."""

    title: str
    id: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Attribute:
    """An attribute of an object or a list.

    `many` says that a record can have several values of it at once. `objects` are the slugs of the objects that a
    record reference may point to. `options` are the options of a select or the statuses, `None` where
    they are not known. `text_format` is `uuid` for a text that always is one. Attio fills in what is
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
    archived: bool = False
    options: tuple[Option, ...] | None = None
    named_options: Mapping[str, Option] = field(default_factory=dict, repr=False, compare=False)
    """The options by title and by ID: a title before an ID, and one that is not archived before one that is."""

    def option(self, name: str) -> Option | None:
        """Return the option or status with this title or ID; `None` when there is none, or none are known."""
        return self.named_options.get(name)

    @property
    def knows_all_options(self) -> bool:
        """Whether the options are known, and the ID of each."""
        return self.options is not None and all(option.id for option in self.options)

    def lacks_option(self, name: str) -> bool:
        """Tell whether it is certain that no option or status has this title or ID."""
        if self.options is None or name in self.named_options:
            return False
        return not UUID.match(name) or self.knows_all_options

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
    id: str = ""
    name: str = ""
    """What the target goes by in its workspace: its slug, but for a list with the slug of an object."""

    def __repr__(self) -> str:
        """Name the object or list."""
        return f"<Target {self.slug}>"

    def find(self, name: str) -> Attribute | None:
        """Return the attribute with this slug, or this ID."""
        return self.attributes.get(name) or self.ids.get(name)

    def parent_with(self, name: str) -> str | None:
        """Return the object, of those that a list has entries of, that has an attribute of this name."""
        reference = self.attributes.get("parent_record") if self.kind == "list" else None
        owners = reference.objects if reference is not None else ()
        return next((o for o in owners if o in self.workspace and name in self.workspace[o].attributes), None)


class Workspace(Mapping[str, Target]):
    """The objects and lists of one Attio workspace, by slug. Immutable, and safe to share between threads.

    A list with the slug of an object goes by `lists/SLUG`; that spelling, `objects/SLUG` and IDs are always understood.
    """

    __slots__ = ("_by_id", "_data", "_diagnostics", "_members", "_notes_gaps", "_rows", "_targets")

    def __init__(
        self, data: Mapping[str, object], diagnostics: tuple[Diagnostic, ...] = (), *, notes_gaps: bool = False
    ) -> None:
        """Make a workspace of data that is known to be right and is not changed any more.

        For data from outside use `load`, `from_dict` or `from_listings`.
        """
        objects = cast("_Rows", data["objects"])
        lists = cast("_Rows", data.get("lists", {}))
        named_lists = {f"lists/{slug}" if slug in objects else slug: (slug, row) for slug, row in lists.items()}
        rows = {**{slug: (slug, row) for slug, row in objects.items()}, **named_lists}
        self._data = data
        self._rows = rows
        self._targets: dict[str, Target] = {}
        self._by_id = {row["id"]: name for name, (_, row) in rows.items() if "id" in row}
        self._members = Members.of(cast("Iterable[Mapping[str, str]] | None", data.get("members")))
        self._diagnostics = diagnostics
        self._notes_gaps = notes_gaps

    @classmethod
    def standard(cls) -> Workspace:
        """Return the standard objects, as every workspace has them (attributes of its own aside).

        `schemas/standard-objects.json` names the source of each.
        """
        return _standard()

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Workspace:
        """Read a workspace file (`schemas/workspace.schema.json`), such as `attioql workspace build` writes.

        Raises `WorkspaceError`, whose diagnostics point into the file, when it is no workspace; `OSError` when it cannot
        be read. What is only doubtful is in `diagnostics`.
        """
        return cls._of(*workspace_file.load_workspace(path))

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Workspace:
        """Make a workspace of data in the shape of `schemas/workspace.schema.json`, which is copied.

        Raises `WorkspaceError`, whose diagnostics have the JSON Pointers of the culprits.
        """
        return cls._of(*workspace_file.copy_workspace(data))

    @classmethod
    def from_listings(cls, listings: Mapping[str, object]) -> Workspace:
        """Make a workspace of the API's answers: parsed JSON, by the names of the files that `workspace build` reads.

        Such as `{"objects": …, "objects/people/attributes": …, "workspace_members": …}`; the value is an answer, or a list
        of answers for a listing of several pages. `docs/workspace.md` has all names. Raises `WorkspaceError`, whose
        pointers lead into the answer that the diagnostic's source names.
        """
        return cls._of(*listing_files.workspace_of_answers(listings))

    @classmethod
    def _of(cls, data: Mapping[str, object], problems: tuple[Diagnostic, ...]) -> Workspace:
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise WorkspaceError(problems)
        return cls(data, problems, notes_gaps=True)

    @property
    def members(self) -> tuple[Member, ...] | None:
        """The workspace members, `None` where they are not known."""
        return None if self._members is None else self._members.everyone

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is doubtful in the data that the workspace was made of."""
        return self._diagnostics

    @property
    def notes_gaps(self) -> bool:
        """Whether it is worth a note that options are not known: the workspace is somebody's own."""
        return self._notes_gaps

    def find_members(self, name: str) -> tuple[Member, ...]:
        """Return the members with an e-mail address, a full name or an ID, case ignored; several may share a name."""
        return () if self._members is None else self._members.by_name.get(folded(name), ())

    def slug_of(self, name: str) -> str:
        """Return the slug of the object or list with an ID, or the name itself."""
        return self._by_id.get(name, name)

    def __getitem__(self, slug: str) -> Target:
        """Return the object or list with this slug or ID. Raises `KeyError`, which names the nearest slug there is."""
        if not isinstance(slug, str):  # callers are not typed
            message = f"objects and lists go by slugs and IDs, which are texts, not {shown(slug)}"
            raise KeyError(message)
        found = self._targets.get(slug)
        if found is not None:
            return found
        name = self._name(slug)
        if name is not None:
            return self._targets.get(name) or self._targets.setdefault(name, self._target(name))
        near = nearest(slug, self._rows)
        advice = f"did you mean {near!r}?" if near else f"there are {', '.join(sorted(self._rows))}"
        message = f"no object or list {slug!r} in this workspace; {advice}"
        raise KeyError(message)

    def __contains__(self, slug: object) -> bool:
        """Tell whether there is an object or list with this slug."""
        return isinstance(slug, str) and (slug in self._rows or self._name(slug) is not None)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the slugs."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return how many objects and lists there are."""
        return len(self._rows)

    def __repr__(self) -> str:
        """Name the objects and lists, the first of many."""
        names = list(self._rows)
        more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
        return f"<Workspace: {', '.join(names[:_MOST_SHOWN])}{more}>"

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the data; objects and lists are made again when they are asked for."""
        return (_unpickled, (self._data, self._diagnostics, self._notes_gaps))

    def _name(self, given: str) -> str | None:
        """Return the name that an object or list goes by here."""
        if given in self._rows:
            return given
        kind, _, slug = given.partition("/")
        if slug in self._rows and kind == ("lists" if self._is_list(slug) else "objects"):
            return slug
        return self._by_id.get(given)

    def _is_list(self, name: str) -> bool:
        return self._rows[name][1].get("kind") == "list" or "parents" in self._rows[name][1]

    def _target(self, name: str) -> Target:
        slug, row = self._rows[name]
        objects = tuple(cast("_Rows", self._data["objects"]))
        whole = _list_row(slug, row) if "parents" in row else row
        known = _NOTHING if "parents" in row else _standard_rows().get(slug, _NOTHING)
        attributes = {
            each: _attribute(each, _informed(fields, known, each), objects)
            for each, fields in whole["attributes"].items()
        }
        misnamed = {**_MISNAMED, **known.get("misnamed", {}), **whole.get("misnamed", {})}
        return Target(
            slug=slug,
            kind=whole.get("kind", "object"),
            singular=whole.get("singular", slug),
            plural=whole.get("plural", slug),
            attributes=attributes,
            misnamed={each: path for each, path in misnamed.items() if path.partition(".")[0] in attributes},
            source=whole.get("source", ""),
            workspace=self,
            parent=whole.get("parent"),
            ids={attribute.id: attribute for attribute in attributes.values() if attribute.id},
            id=whole.get("id", ""),
            name=name,
        )


_Rows: TypeAlias = Mapping[str, Mapping[str, Any]]
_MOST_SHOWN = 12
_MISNAMED = {"id": "record_id", "created": "created_at", "creator": "created_by"}
_NOTHING: Mapping[str, Any] = {}
_MARKS = ("enriched", "deprecated", "replaced_by", "format")


def _list_row(slug: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the row of a list with what follows from its being one: a reference to the parent record."""
    parents = row["parents"]
    parent_record = {"title": "Parent record", "type": "record-reference", "writable": False, "objects": parents}
    name = row.get("name", slug)
    return {
        **row,
        "kind": "list",
        "singular": name,
        "plural": name,
        "parent": parents[0] if parents else None,
        "misnamed": {"record_id": "parent_record", "parent_record_id": "parent_record", "parent": "parent_record"},
        "attributes": {**row["attributes"], "parent_record": parent_record},
    }


def _informed(row: Mapping[str, Any], known: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Add to a row what is known of a standard attribute of that name and type in every workspace."""
    standard = known["attributes"].get(name) if known else None
    if standard is not None and standard["type"] == row["type"]:
        return {**{mark: standard[mark] for mark in _MARKS if mark in standard}, **row}
    if name == "record_id" and row["type"] == "text":
        return {"format": "uuid", **row}
    return row


def _attribute(slug: str, row: Mapping[str, Any], objects: tuple[str, ...]) -> Attribute:
    kind = load_types().types.get(row["type"]) or unknown_type(row["type"])
    options = tuple([Option(**option) for option in row["options"]]) if "options" in row else None
    return Attribute(
        slug=slug,
        title=row.get("title", slug),
        type=kind,
        many=row.get("many", False),
        writable=row.get("writable", True),
        objects=_allowed(row, objects) if kind.compared_as == "record" else (),
        text_format=row.get("format", ""),
        enriched=row.get("enriched", False),
        deprecated=row.get("deprecated", False),
        replaced_by=row.get("replaced_by", ""),
        source=row.get("source", ""),
        id=row.get("id", ""),
        archived=row.get("archived", False),
        options=options,
        named_options=_by_name(options) if options else {},
    )


def _by_name(options: tuple[Option, ...]) -> Mapping[str, Option]:
    found = {option.id: option for option in options if option.id}
    for option in sorted(options, key=lambda each: not each.archived):
        found[option.title] = option
    return found


def _allowed(row: Mapping[str, Any], objects: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a reference may point to: what is said, what its other side says, or any object."""
    if "objects" in row:
        return tuple(row["objects"])
    other_side = row.get("relationship", {}).get("object")
    return (other_side,) if other_side in objects else objects


def _unpickled(data: Mapping[str, object], diagnostics: tuple[Diagnostic, ...], notes_gaps: bool) -> Workspace:
    return Workspace(data, diagnostics, notes_gaps=notes_gaps)


@lru_cache(maxsize=1)
def _standard_rows() -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", json.loads(read_resource("schemas", "standard-objects.json"))["objects"])


@lru_cache(maxsize=1)
def _standard() -> Workspace:
    return Workspace({"objects": _standard_rows()})
