"""The kinds of target, and what differs between them: sections of a workspace, keys of the API, attributes that all have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class TargetKind(NamedTuple):
    """A kind of target. `section` names it in workspace files, in listings and in names such as `lists/people`.

    `id_key` is what the API calls the ID of one, and `body_keys` are the keys that a query of one takes. `name_keys` are the keys of
    its names in the API's answers, with their keys in a workspace file. A target that `has_parents` has entries of other objects.
    `attributes` are those that every target of the kind has, even if they are not listed. The section of a kind that
    `is_optional` is absent if there is no such target.
    """

    name: str
    section: str
    id_key: str
    body_keys: tuple[str, ...]
    name_keys: Mapping[str, str]
    attributes: Mapping[str, Mapping[str, object]]
    has_parents: bool = False
    is_optional: bool = False


_BODY_KEYS = ("filter", "filter_view_id", "sorts", "limit", "offset")
_NOUNS = {"singular_noun": "singular", "plural_noun": "plural"}
_CREATED: Mapping[str, Mapping[str, object]] = {
    "created_at": {"title": "Created at", "type": "timestamp", "writable": False},
    "created_by": {"title": "Created by", "type": "actor-reference", "writable": False},
}
_RECORD_ID = {"title": "Record ID", "type": "text", "writable": False, "format": "uuid"}

KINDS: Mapping[str, TargetKind] = {
    kind.name: kind
    for kind in (
        TargetKind("object", "objects", "object_id", _BODY_KEYS, _NOUNS, {"record_id": _RECORD_ID, **_CREATED}),
        TargetKind("list", "lists", "list_id", _BODY_KEYS, {"name": "name"}, _CREATED, has_parents=True),
        TargetKind(
            "activity",
            "activities",
            "activity_id",
            tuple([key for key in _BODY_KEYS if key != "filter_view_id"]),
            _NOUNS,
            {},
            is_optional=True,
        ),
    )
}
"""The kinds by name. A slug of two of them means the first; the other goes by its section and the slug."""

ALWAYS_THERE = frozenset({"record_id", "entry_id", "parent_record", "created_at", "created_by"})
"""The attributes that Attio itself gives to every record and list entry (docs.attio.com, system attributes)."""

SECTIONS: Mapping[str, TargetKind] = {kind.section: kind for kind in KINDS.values()}
