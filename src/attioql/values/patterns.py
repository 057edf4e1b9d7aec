"""Patterns as JSON Schema has them (ECMA-262): one for each shape of text, and none that means more in another dialect."""

from __future__ import annotations

from attioql.diagnostics.model import JsonValue

END = "$(?!\\n)"
_HEX = "[0-9A-Fa-f]"
UUID = f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"
DATE = "(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
TIME = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?"


def whole(pattern: str) -> dict[str, JsonValue]:
    """Return the schema of a string that a pattern matches from its first character to its last."""
    return {"type": "string", "pattern": f"^{pattern}{END}"}
