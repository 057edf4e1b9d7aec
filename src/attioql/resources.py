"""Finds the files of `grammar/` and `schemas/`, in an installed wheel or in a checkout.

The wheel carries both folders inside the package; an editable installation reads them from the checkout.
Paths are text here: `pathlib` would cost every first compile more than the files do.
"""

from __future__ import annotations

import os.path

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))

SCHEMA_HOST = "https://attioql.invalid/schemas/"
"""What the `$id` of every schema begins with. The domain cannot exist (RFC 2606): a `$id` is a name, and nothing is fetched."""


def read_resource(folder: str, name: str) -> str:
    """Return the text of a file in `grammar` or `schemas`.

    Raises `FileNotFoundError`, with both places looked at, when the installation is damaged.
    """
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
