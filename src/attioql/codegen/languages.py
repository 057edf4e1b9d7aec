"""The languages that code is generated in, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from attioql.catalog.workspace import Workspace
from attioql.codegen.python import python_module
from attioql.codegen.typescript import typescript_file
from attioql.diagnostics.phrases import shown

CodeLanguage: TypeAlias = Literal["python", "typescript"]
"""The languages of `attioql.generate_types`."""

LANGUAGES: Mapping[CodeLanguage, Callable[[Workspace], str]] = {
    "python": python_module,
    "typescript": typescript_file,
}
"""How a file is made of a workspace, by language."""


def generate_types(workspace: Workspace, language: CodeLanguage) -> str:
    """Return a file of code with the types of a workspace. The same workspace gives the same text in every version of Python.

    `python` has the type of `attioql.fields` for each target, and `typescript` has the type of the filter JSON of each target.

    Raises:
        TypeError: The value is not a `Workspace`.
        ValueError: There is no such language.
    """
    if not isinstance(workspace, Workspace):  # callers are not typed
        message = f"workspace must be a Workspace, not {shown(workspace)}"
        raise TypeError(message)
    write = LANGUAGES.get(language)
    if write is None:
        message = f"code is generated in {' and '.join(LANGUAGES)}, not in {shown(language)}"
        raise ValueError(message)
    return write(workspace)
