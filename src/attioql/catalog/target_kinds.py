"""The kinds of target, and what differs between them: the sections of a workspace, IDs, and the keys of a request body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of target. `section` names it in workspace files, in listings and in names such as `lists/people`.

    `id_key` is what the API calls the ID of one, and `body_keys` are the keys that a query of one takes.
    """

    name: str
    section: str
    id_key: str
    body_keys: tuple[str, ...]


_BODY_KEYS = ("filter", "filter_view_id", "sorts", "limit", "offset")

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("object", "objects", "object_id", _BODY_KEYS),
        Kind("list", "lists", "list_id", _BODY_KEYS),
        Kind("activity", "activities", "activity_id", ("filter", "sorts", "limit", "offset")),
    )
}
"""The kinds by name. A slug of two of them means the first; the other goes by its section and the slug."""

SECTIONS: Mapping[str, Kind] = {kind.section: kind for kind in KINDS.values()}
