"""The reference of the Python API: every public name, from its signature and docstring."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import attioql

_HEAD = """# Python, by name

Every public name of `attioql`, from its signature and its docstring. [Python, by task](python-api.md) explains how they work
together.
"""
_QUOTED = re.compile(r"(?<=: |> )'([^']*)'")


def _by_kind() -> Iterator[tuple[str, list[str]]]:
    """Yield each heading with its names."""
    kinds: dict[str, list[str]] = {"Functions": [], "Classes": [], "Types": []}
    for name in sorted(attioql.__all__, key=str.lower):
        if not name.startswith("__"):
            kinds[_kind(getattr(attioql, name))].append(name)
    yield from kinds.items()


def _kind(value: object) -> str:
    if inspect.isfunction(value):
        return "Functions"
    return "Classes" if inspect.isclass(value) else "Types"


def page() -> str:
    """Return the page for mkdocstrings, which reads the docstrings when the site is built."""
    lines = [_HEAD]
    for heading, names in _by_kind():
        lines += [f"## {heading}", *(f"::: attioql.{name}" for name in names)]
    return "\n\n".join(lines) + "\n"


def markdown() -> str:
    """Return the same as plain Markdown, for the copy of the page beside its HTML."""
    lines = [_HEAD]
    for heading, names in _by_kind():
        lines.append(f"## {heading}")
        for name in names:
            lines += _described(name)
    return "\n\n".join(lines) + "\n"


def _described(name: str) -> list[str]:
    value = getattr(attioql, name)
    if not inspect.isfunction(value) and not inspect.isclass(value):
        return [f"### {name}", f"```python\n{name} = {value}\n```"]
    lines = [f"### {name}", f"```python\n{name}{_signature(value)}\n```", inspect.getdoc(value) or ""]
    if inspect.isclass(value):
        for method, member in vars(value).items():
            text = inspect.getdoc(member)
            if not method.startswith("_") and text and (inspect.isroutine(member) or isinstance(member, property)):
                lines += [f"#### {name}.{method}", f"```python\n{method}{_signature(member)}\n```", text]
    return lines


def _signature(value: object) -> str:
    """Return the signature of a function, without the quotes around its annotations; nothing for a property."""
    function = value.__func__ if isinstance(value, classmethod | staticmethod) else value
    try:
        return _QUOTED.sub(r"\1", str(inspect.signature(function))) if callable(function) else ""
    except (TypeError, ValueError):
        return ""
