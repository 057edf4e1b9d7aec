"""Patterns as JSON Schema has them (ECMA-262), none of which means more in another dialect."""

from __future__ import annotations

from attioql.diagnostics.model import JsonValue


def whole(pattern: str) -> dict[str, JsonValue]:
    """Return the schema of a string that a pattern matches from its first character to its last."""
    return {"type": "string", "pattern": f"^{pattern}$(?!\\n)"}
