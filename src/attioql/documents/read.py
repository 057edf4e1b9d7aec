"""Reads the filters of a file by its suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from attioql.diagnostics.build import decoded
from attioql.diagnostics.model import Diagnostic
from attioql.documents.json_files import commented_document, json_document, read_commented_set, read_json_set
from attioql.documents.model import Document
from attioql.documents.notebooks import notebook_document
from attioql.documents.python_files import python_document
from attioql.documents.query_text import query_document
from attioql.documents.script_files import SCRIPTS, script_document
from attioql.documents.yaml_files import read_yaml_set, yaml_document
from attioql.json_text.strict_json import is_json_text
from attioql.text.source import Source

_READERS: Mapping[str, Callable[[Source], Document]] = MappingProxyType(
    {
        ".attioql": query_document,
        ".json": json_document,
        ".jsonc": commented_document,
        ".yaml": yaml_document,
        ".yml": yaml_document,
        ".py": python_document,
        ".ipynb": notebook_document,
        **dict.fromkeys(SCRIPTS, script_document),
    }
)
_SETS: Mapping[str, Callable[[Source], object]] = MappingProxyType(
    {".json": read_json_set, ".jsonc": read_commented_set, ".yaml": read_yaml_set, ".yml": read_yaml_set}
)

SUFFIXES = tuple(_READERS)
"""The suffixes of the files that are read in folders. One of code counts if it holds filters."""


_BY_CONTENT = ("", ".txt")
"""The suffixes of files that are read by their first character: standard input, for one, has no name."""


def decode(raw: bytes, name: str) -> Source | Diagnostic:
    """Decode a file: UTF-8, and a byte order mark before it means nothing."""
    return decoded(raw, name, "unreadable-file.encoding", None)


def read_document(source: Source) -> Document:
    """Return the document of a file, by its suffix; for other suffixes, by its first character."""
    reader = _READERS.get(suffix_of(source))
    if reader is None:
        reader = json_document if is_json_text(source.text) else query_document
    return reader(source)


def is_read(source: Source) -> bool:
    """Tell whether files of a kind are read."""
    return suffix_of(source) in _READERS or suffix_of(source) in _BY_CONTENT


def read_suffixes() -> tuple[str, ...]:
    """Return the suffixes of all files that are read."""
    return tuple(_READERS)


def is_code(name: str) -> bool:
    """Tell whether a file is one of code in which filters are searched for, by its name."""
    return name.lower().endswith((*SCRIPTS, ".py", ".ipynb"))


def needs_grammars(name: str) -> bool:
    """Tell whether a file is read with the packages of the extra `code`."""
    return name.lower().endswith(SCRIPTS)


def holds_set(source: Source) -> bool:
    """Tell whether a file is a filter set."""
    reader = _SETS.get(suffix_of(source))
    return reader is not None and reader(source) is not None


def suffix_of(source: Source) -> str:
    """Return the suffix of a file, in lower case."""
    name = source.name.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""
