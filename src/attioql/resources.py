"""Finds the files of `grammar/` and `schemas/`, in an installed wheel or in a checkout.

The wheel carries both folders inside the package; an editable installation reads them from the checkout.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def resource_path(folder: str, name: str) -> Path:
    """Return the path of a file in `grammar` or `schemas`.

    Raises `FileNotFoundError`, with both places looked at, when the installation is damaged.
    """
    candidates = (_PACKAGE / folder / name, _CHECKOUT / folder / name)
    for path in candidates:
        if path.is_file():
            return path
    looked_at = " and ".join(str(path) for path in candidates)
    message = f"{folder}/{name} is missing from this installation of attioql (looked at {looked_at})"
    raise FileNotFoundError(message)


def read_resource(folder: str, name: str) -> str:
    """Return the text of a file in `grammar` or `schemas`."""
    return resource_path(folder, name).read_text(encoding="utf-8")


def generated_path(name: str) -> Path:
    """Return the path of a generated file that stands inside the package (it may not exist yet)."""
    return _PACKAGE / name
