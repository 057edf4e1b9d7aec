"""Writes the values of YAML scalars as JSON. Numbers are those of the core schema of YAML 1.2, or octal numbers of YAML 1.1, and exact."""

from __future__ import annotations

import json
import re

from attioql.values.exact import integer_text

_NO_JSON = frozenset({"binary", "set", "omap", "pairs"})
_NUMBERS = frozenset({"int", "float"})
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on", "y"), "true"),
    **dict.fromkeys(("false", "no", "off", "n"), "false"),
}
"""The booleans of YAML 1.1, in JSON. For YAML 1.2 only `true` and `false` are booleans, the others strings."""

_JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_DECIMAL = re.compile(
    r"(?P<sign>[-+]?)(?=\.?[0-9])0*(?P<whole>(?:[1-9][0-9]*)?)(?P<fraction>\.[0-9]*)?(?P<exponent>[eE][-+]?[0-9]+)?"
)
_WITH_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_OCTAL_OF_1_1 = re.compile(r"[-+]?0[0-7]+")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def scalar_as_json(tag: str, value: str, version: str) -> str:
    """Write a scalar as JSON: a number, `true`, `false` or `null` if its tag says so, else a string."""
    number = _number(value, version) if tag in _NUMBERS else None
    if number is not None:
        return number
    if tag == "bool":
        return _BOOLEANS[value.lower()]
    return "null" if tag == "null" else json.dumps(value, ensure_ascii=False)


def is_boolean(value: str) -> bool:
    """Tell whether a value is a boolean of some version of YAML."""
    return value.lower() in _BOOLEANS


def without_json(tag: str, value: object) -> str | None:
    """Return the tag or the number that JSON does not have; `None` if JSON has such values."""
    if tag in _NO_JSON:
        return f"!!{tag}"
    return value if tag in _NUMBERS and isinstance(value, str) and _NOT_FINITE.fullmatch(value) else None


def _number(text: str, version: str) -> str | None:
    """Write a number as JSON, unchanged if JSON has it; return `None` if the text is no number."""
    if version == "1.1" and _OCTAL_OF_1_1.fullmatch(text):
        return integer_text(int(text, 8))
    if _JSON_NUMBER.fullmatch(text):
        return text
    if _WITH_BASE.fullmatch(text):
        return integer_text(int(text, 0))
    found = _DECIMAL.fullmatch(text)
    if found is None:
        return None
    sign = found["sign"].replace("+", "")
    fraction = f"{found['fraction']}0" if found["fraction"] == "." else found["fraction"] or ""
    return f"{sign}{found['whole'] or '0'}{fraction}{found['exponent'] or ''}"
