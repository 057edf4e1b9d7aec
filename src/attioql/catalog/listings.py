"""Makes workspace data of answers of Attio's API: objects, lists, activities, attributes, options, statuses and members.

An answer is `{"data": […]}`; a listing may have several pages. Only what filters depend on is kept.
`attioql.catalog.listing_files` finds the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from attioql.catalog.pointer_diagnostics import PointerDiagnostic, as_diagnostics
from attioql.catalog.slugs import is_slug, no_slug
from attioql.catalog.target_kinds import SECTIONS
from attioql.catalog.types import load_types
from attioql.catalog.workspace_file import type_unknown
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import Sentence, sentence
from attioql.json_text.paths import JsonPath
from attioql.text.source import Source


class Answer(NamedTuple):
    """A parsed answer of the API, and its text if it was read from one."""

    value: object
    source: Source | None = None


Answers: TypeAlias = Sequence[Answer]
Listing: TypeAlias = tuple[str, ...]
"""The name of a listing, as its file is called: `("objects",)`, or `("objects", "people", "options", "stage")`."""

_MARKS = (
    ("is_multiselect", True, "many"),
    ("is_writable", False, "writable"),
    ("is_archived", True, "archived"),
)
"""What the API calls a mark of an attribute, the value that is worth keeping, and what a workspace file calls it."""

_OPTION_LISTINGS = (("options", "option_id"), ("statuses", "status_id"))


class _Row(NamedTuple):
    """One member of a listing, and where it stands."""

    value: Mapping[str, Any]
    json_path: JsonPath
    source: Source | None


def workspace_data(answers: Mapping[Listing, Answers]) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    """Return data in the shape of `schemas/workspace.schema.json`, and the diagnostics of the answers."""
    builder = _Builder(answers)
    data = builder.data()
    return data, as_diagnostics(builder.problems)


class _Builder:
    def __init__(self, answers: Mapping[Listing, Answers]) -> None:
        self.problems: list[PointerDiagnostic] = []
        self._answers = answers
        self._slugs: dict[str, str] = {}

    def data(self) -> dict[str, Any]:
        """Return the data of the workspace without the parts that have errors."""
        rows = {
            section: list(self._named(self._rows(self._answers.get((section,), ())), kind.id_key))
            for section, kind in SECTIONS.items()
        }
        self._slugs = {identity: slug for slug, identity, _ in rows["objects"]}
        found: dict[str, Any] = {
            section: {slug: self._target(section, slug, identity, row) for slug, identity, row in rows[section]}
            for section, kind in SECTIONS.items()
            if rows[section] or not kind.is_optional
        }
        if ("workspace_members",) in self._answers:
            members = self._identified(self._rows(self._answers["workspace_members",]), "workspace_member_id")
            found["members"] = [_member(identity, row) for identity, row in members]
        self._strangers(found)
        return found

    def _identified(self, rows: Iterable[_Row], id_key: str) -> Iterator[tuple[str, _Row]]:
        """Yield rows with their IDs, each ID once: pages may overlap."""
        seen: set[str] = set()
        for row in rows:
            identity = self._identity(row, id_key)
            if identity is not None and identity not in seen:
                seen.add(identity)
                yield identity, row

    def _named(self, rows: Iterable[_Row], id_key: str) -> Iterator[tuple[str, str, _Row]]:
        """Yield rows with their slugs and IDs, and report what is no slug, and a slug that is used twice."""
        seen: set[str] = set()
        for identity, row in self._identified(rows, id_key):
            slug = self._text(row, "api_slug")
            if slug is None:
                continue
            if not is_slug(slug):
                self._report(no_slug(slug), row, "api_slug")
                continue
            if slug in seen:
                said = sentence("invalid-listing.twice", slug=short(slug))
                self._report(said, row, "api_slug")
                continue
            seen.add(slug)
            yield slug, identity, row

    def _target(self, section: str, slug: str, identity: str, row: _Row) -> dict[str, Any]:
        """Return the data of a target."""
        kind = SECTIONS[section]
        own: dict[str, Any] = _texts_of(row, kind.name_keys)
        if kind.has_parents:
            own = {"name": slug, **own, "parents": self._parents(row)}
        return {"id": identity, **own, "attributes": self._attributes(section, slug, identity, row)}

    def _parents(self, row: _Row) -> list[str]:
        parents = row.value.get("parent_object")
        parents = [parents] if isinstance(parents, str) else parents
        if not isinstance(parents, list) or not all(isinstance(parent, str) for parent in parents):
            said = sentence("invalid-listing.parents")
            self._report(said, row, "parent_object")
            return []
        for parent in parents:
            if parent not in self._slugs.values():
                said = sentence("unknown-reference.parent", slug=short(parent))
                self._report(said, row, "parent_object")
        return parents

    def _attributes(self, kind: str, slug: str, identity: str, owner: _Row) -> dict[str, Any]:
        answers = self._answers.get((kind, slug, "attributes"))
        if answers is None:
            said = sentence("missing-listing", slug=slug)
            self._report(said, owner)
            return dict(SECTIONS[kind].attributes)
        rows = [row for row in self._rows(answers) if self._belongs(row, kind, slug, identity)]
        found = {
            name: self._attribute(row, attribute_id, (kind, slug, name))
            for name, attribute_id, row in self._named(rows, "attribute_id")
        }
        known = {name: attribute for name, attribute in found.items() if attribute is not None}
        return {**SECTIONS[kind].attributes, **known}

    def _belongs(self, row: _Row, kind: str, slug: str, identity: str) -> bool:
        """Tell whether an attribute belongs to the target that its listing is named after; report it if not."""
        ids = row.value.get("id")
        owner = ids.get("object_id") if isinstance(ids, Mapping) else None
        if owner is None or owner == identity:
            return True
        if not isinstance(owner, str):
            self._report(sentence("invalid-listing.object-id"), row, "id")
            return False
        other = self._slugs.get(owner, owner)
        said = sentence("invalid-listing.owner", owner=other, kind=SECTIONS[kind].name, slug=slug)
        self._report(said, row, "id")
        return False

    def _attribute(self, row: _Row, identity: str, owner: tuple[str, str, str]) -> dict[str, Any] | None:
        kind = self._text(row, "type")
        if kind is None:
            return None
        attribute_type = load_types().types.get(kind)
        if attribute_type is None:
            self._report(type_unknown(kind), row, "type")
        found = {"id": identity, **_texts_of(row, {"title": "title"}), "type": kind}
        found |= {name: value for key, value, name in _MARKS if row.value.get(key) is value}
        if attribute_type is not None and attribute_type.compared_as == "record":
            found.update(self._references(row))
        options = self._options(*owner)
        return found if options is None else {**found, "options": options}

    def _references(self, row: _Row) -> dict[str, Any]:
        """Return the objects that a reference may point to, and its other side, if the answer has them."""
        found: dict[str, Any] = {}
        config = row.value.get("config")
        reference = config.get("record_reference") if isinstance(config, Mapping) else None
        allowed = reference.get("allowed_object_ids") if isinstance(reference, Mapping) else None
        if isinstance(allowed, list) and allowed:
            if not all(isinstance(identity, str) for identity in allowed):
                self._report(sentence("invalid-listing.allowed"), row, "config")
                return found
            known = list(dict.fromkeys(self._slugs.get(identity, identity) for identity in allowed))
            for identity in allowed:
                if identity not in self._slugs:
                    said = sentence("unknown-reference.id", id=identity)
                    self._report(said, row, "config")
            found["objects"] = known
        other_side = row.value.get("relationship")
        if isinstance(other_side, Mapping):
            relationship = _texts_of(other_side, {"object_slug": "object", "api_slug": "attribute"})
            identity = other_side.get("id")
            owner = identity.get("object_id") if isinstance(identity, Mapping) else None
            if "object" not in relationship and isinstance(owner, str) and owner in self._slugs:
                relationship["object"] = self._slugs[owner]
            found["relationship"] = relationship
        return found

    def _options(self, section: str, slug: str, name: str) -> list[dict[str, Any]] | None:
        for listing, id_key in _OPTION_LISTINGS:
            answers = self._answers.get((section, slug, listing, name))
            if answers is not None:
                rows = [row for row in self._rows(answers) if self._text(row, "title") is not None]
                return [_option(identity, row) for identity, row in self._identified(rows, id_key)]
        return None

    def _strangers(self, data: Mapping[str, Any]) -> None:
        """Report listings of targets and attributes that are not listed themselves."""
        for listing, answers in sorted(self._answers.items(), key=lambda each: each[0][2:3]):
            match listing:
                case (section, slug, "attributes") if slug not in data.get(section, {}):
                    said = sentence("unexpected-file.attributes", kind=SECTIONS[section].name, slug=short(slug))
                    self._answer_problem(said, answers)
                case (section, slug, _, name) if name not in data.get(section, {}).get(slug, _NO_TARGET)["attributes"]:
                    said = sentence("unexpected-file.options", attribute=short(name), slug=short(slug))
                    self._answer_problem(said, answers)

    def _rows(self, answers: Answers) -> Iterator[_Row]:
        """Yield the members of a listing, over all its pages."""
        for answer in answers:
            data = answer.value.get("data") if isinstance(answer.value, Mapping) else None
            if not isinstance(data, list):
                said = sentence("invalid-listing")
                self._answer_problem(said, (answer,))
                continue
            for index, value in enumerate(data):
                json_path: JsonPath = ((None, "data"), index)
                if isinstance(value, Mapping):
                    yield _Row(value, json_path, answer.source)
                else:
                    said = sentence("invalid-listing.member")
                    self._report(said, _Row({}, json_path, answer.source))

    def _text(self, row: _Row, key: str) -> str | None:
        value = row.value.get(key)
        if isinstance(value, str) and value:
            return value
        self._report(sentence("invalid-listing.text", key=key), row, key)
        return None

    def _identity(self, row: _Row, key: str) -> str | None:
        ids = row.value.get("id")
        identity = ids.get(key) if isinstance(ids, Mapping) else None
        if isinstance(identity, str) and identity:
            return identity
        self._report(sentence("invalid-listing.id", key=key), row, "id")
        return None

    def _report(self, said: Sentence, row: _Row, key: str | None = None) -> None:
        json_path: JsonPath = (row.json_path, key) if key is not None and key in row.value else row.json_path
        self.problems.append(PointerDiagnostic(said, json_path, row.source))

    def _answer_problem(self, said: Sentence, answers: Answers) -> None:
        for answer in answers[:1]:
            self.problems.append(PointerDiagnostic(said, None, answer.source))


_NO_TARGET: Mapping[str, Any] = {"attributes": {}}


def _texts_of(row: _Row | Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a row that are texts, by the names that a workspace file has for their keys."""
    values = row.value if isinstance(row, _Row) else row
    return {name: values[key] for key, name in names.items() if isinstance(values.get(key), str)}


def _option(identity: str, row: _Row) -> dict[str, Any]:
    archived = {"archived": True} if row.value.get("is_archived") is True else {}
    return {"title": row.value["title"], "id": identity, **archived}


def _member(identity: str, row: _Row) -> dict[str, Any]:
    return {"id": identity, **_texts_of(row, {name: name for name in ("first_name", "last_name", "email_address")})}
