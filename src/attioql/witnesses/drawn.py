"""Witnesses and differences as text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from attioql.text.width import printable_line

_HIDDEN = frozenset({"attribute_type", "active_until"})
_SENTENCES: Mapping[tuple[bool | None, bool | None], str] = {
    (True, True): "Both filters match the same records.",
    (True, False): "The first filter implies the second, which matches more records.",
    (False, True): "The second filter implies the first, which matches more records.",
    (False, False): "Neither filter implies the other.",
    (True, None): "The first filter implies the second; whether the second implies the first is not known.",
    (None, True): "The second filter implies the first; whether the first implies the second is not known.",
    (False, None): "The first filter does not imply the second; whether the second implies the first is not known.",
    (None, False): "The second filter does not imply the first; whether the first implies the second is not known.",
    (None, None): "Whether one filter implies the other is not known.",
}


def difference_text(implies: bool | None, implied: bool | None, only_first: object, only_second: object) -> str:
    """Return a sentence, and each record under a line that says which filter matches it."""
    lines = [_SENTENCES[implies, implied]]
    for name, witness in (("first", only_first), ("second", only_second)):
        if witness is not None:
            lines += ["", f"Only the {name} filter matches:", *[f"  {line}" for line in str(witness).split("\n")]]
    return "\n".join(lines)


def record_text(record: Mapping[str, object], related: Mapping[tuple[str, str], Mapping[str, object]]) -> str:
    """Return a line for each attribute of a record, and below the records that it refers to."""
    lines = [f"id: {_identity(record)}", *_attributes(record)]
    for (slug, identity), other in related.items():
        lines += [f"{slug} {identity}", *[f"  {line}" for line in _attributes(other)]]
    return "\n".join(map(printable_line, lines))


def _identity(record: Mapping[str, object]) -> str:
    match record:
        case {"id": {"record_id": str(identity)}} | {"id": {"entry_id": str(identity)}}:
            return identity
    return "no ID"


def _attributes(record: Mapping[str, object]) -> Iterator[str]:
    match record:
        case {"parent_object": str(owner), "parent_record_id": str(identity)}:
            yield f"parent_record: {owner} {identity}"
    values = record.get("values", record.get("entry_values"))
    for slug, listed in values.items() if isinstance(values, dict) else ():
        shown = [_value(value) for value in listed if isinstance(value, dict)] if isinstance(listed, list) else []
        yield f"{slug}: {', '.join(shown) or 'no value'}"


def _value(value: Mapping[str, object]) -> str:
    match value:
        case {"target_object": str(owner), "target_record_id": str(identity)}:
            return f"{owner} {identity}"
        case {"referenced_actor_type": kind, "referenced_actor_id": identity}:
            return f"{kind} {identity}" if identity else str(kind)
    parts = {key: _part(part) for key, part in value.items() if key not in _HIDDEN}
    if len(parts) == 1:
        return next(iter(parts.values()))
    return "{ " + ", ".join(f"{key}: {part}" for key, part in parts.items()) + " }"


def _part(part: object) -> str:
    match part:
        case {"title": str(title)}:
            return json.dumps(title, ensure_ascii=False)
        case {"type": str(kind), "id": identity}:
            return f"{kind} {identity}"
        case None:
            return "null"
        case str() | bool():
            return json.dumps(part, ensure_ascii=False)
    return str(part)
