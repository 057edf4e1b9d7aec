"""UUIDs, and workspace members, who go by theirs."""

from __future__ import annotations

from attioql.values.model import Schema, Use, ValueKind
from attioql.values.patterns import UUID, whole


def _schema(_use: Use) -> Schema:
    return whole(UUID)


UUID_KIND = ValueKind(
    name="uuid",
    words="a UUID",
    literal="a UUID",
    json_words="a UUID",
    schema=_schema,
)
MEMBER = ValueKind(
    name="member",
    words="the UUID of a workspace member",
    literal="a workspace member: their UUID, or `member(…)`",
    json_words="a workspace member's UUID",
    schema=_schema,
)
