"""Finds the files of `grammar/` and `schemas/`, in an installed wheel or in a checkout.

The wheel carries both folders inside the package; an editable installation reads them from the checkout.
Paths are text here: `pathlib` would cost every first compile more than the files do.
"""

from __future__ import annotations

import os.path
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))

SCHEMA_HOST = "https://attioql.invalid/schemas/"
"""What the `$id` of every schema begins with. The domain cannot exist (RFC 2606): a `$id` is a name, and nothing is fetched."""

_Made = TypeVar("_Made")

_MADE: dict[Callable[[], object], Any] = {}
_REPLACED: dict[tuple[str, str], str] = {}


def from_resources(make: Callable[[], _Made]) -> Callable[[], _Made]:
    """Return a function that keeps what `make` returned first; of two threads that ask first at once, both get the same."""

    @wraps(make)
    def get() -> _Made:
        made: _Made | None = _MADE.get(make)
        return made if made is not None else _MADE.setdefault(make, make())

    return get


@contextmanager
def replaced(texts: Mapping[tuple[str, str], str]) -> Iterator[None]:
    """Read other texts for some files, by folder and name, as long as the context lasts: for tests that invent types or operators.

    Workspaces loaded inside keep what they were made of.
    """
    made, before = dict(_MADE), dict(_REPLACED)
    _MADE.clear()
    _REPLACED.update(texts)
    try:
        yield
    finally:
        _MADE.clear()
        _MADE.update(made)
        _REPLACED.clear()
        _REPLACED.update(before)


def read_resource(folder: str, name: str) -> str:
    """Return the text of a file in `grammar` or `schemas`.

    Raises `FileNotFoundError`, with both places looked at, when the installation is damaged.
    """
    if (folder, name) in _REPLACED:
        return _REPLACED[folder, name]
    candidates = [os.path.join(place, folder, name) for place in (_PACKAGE, _CHECKOUT)]
    for path in candidates:
        if os.path.isfile(path):
            return read(path)
    message = f"{folder}/{name} is missing from this installation of attioql (looked at {' and '.join(candidates)})"
    raise FileNotFoundError(message)


def generated_path(name: str) -> str:
    """Return the path of a generated file that stands inside the package (it may not exist yet)."""
    return os.path.join(_PACKAGE, *name.split("/"))


def read(path: str) -> str:
    """Return the text of a file."""
    with open(path, encoding="utf-8") as file:
        return file.read()
