"""Reads workspace files and checks their data.

Their shape is `schemas/workspace.schema.json`. jsonschema is loaded only to explain what a quick check rejects.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias, cast

from attioql.catalog.pointer_diagnostics import PointerDiagnostic, as_diagnostics
from attioql.catalog.shapes import Accepts, compile_shape
from attioql.catalog.target_kinds import SECTIONS
from attioql.catalog.types import load_types
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import listed, short
from attioql.diagnostics.suggest import nearest
from attioql.json_text.nesting import TooDeepJsonError, require_shallow
from attioql.json_text.places import Place, pointer
from attioql.json_text.source import read_json
from attioql.limits import LIMITS
from attioql.resources import from_resources, read_resource
from attioql.text.source import Source

LONGEST_FILE = LIMITS.workspace_bytes

_MOST_LEVELS = LIMITS.workspace_levels

_LEVELS_OF_SHAPE = 12
"""More levels than the schema describes: anything deeper is inside a value that is wrong itself."""

CheckedData: TypeAlias = "tuple[Mapping[str, Any], tuple[Diagnostic, ...]]"

_KINDS = {"object": "an object", "array": "an array", "string": "a string", "boolean": "true or false"}
_KINDS_OF = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "true or false",
    type(None): "null",
}


def load_workspace(path: str | PathLike[str]) -> CheckedData:
    """Return the data of a workspace file and its diagnostics. Raises `OSError`."""
    source = read_text(Path(path))
    return ({}, (source,)) if isinstance(source, Diagnostic) else parse_workspace(source)


def parse_workspace(source: Source) -> CheckedData:
    """Return the data of a workspace file's text and its diagnostics; with an error the data is empty."""
    value = read_json(source)
    if isinstance(value, Diagnostic):
        return {}, (value,)
    return _checked(value, source)


def copy_workspace(value: object) -> CheckedData:
    """Return a copy of parsed data and its diagnostics; with an error the copy is empty."""
    try:
        text = json.dumps(value)
        require_shallow(text, _MOST_LEVELS)
        copied = json.loads(text)
    except (TooDeepJsonError, RecursionError):
        message = f"the workspace is nested more than {_MOST_LEVELS} levels deep"
        return {}, (Diagnostic("nesting-too-deep", message, pointer=""),)
    except (TypeError, ValueError) as error:
        return {}, (Diagnostic("invalid-workspace", f"this is no JSON value: {error}", pointer=""),)
    return _checked(copied, None)


def read_text(path: Path) -> Source | Diagnostic:
    """Return the text of a file, or a diagnostic if it is too long or not UTF-8. Raises `OSError`."""
    with path.open("rb") as file:
        raw = file.read(LONGEST_FILE + 1)
    if len(raw) > LONGEST_FILE:
        message = f"the file has more than {LONGEST_FILE:,} bytes, the most that are read"
        return Diagnostic("text-too-long", message, pointer="", source=Source("", str(path)))
    try:
        return Source(raw.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        message = f"this is not UTF-8: the byte at offset {error.start} belongs to no character"
        return Diagnostic("not-json", message, pointer="", source=Source("", str(path)))


def _checked(value: object, source: Source | None) -> CheckedData:
    if not _shape()(value):
        return {}, as_diagnostics(_in(source, islice(_explained(value), LIMITS.diagnostics)))
    data = cast("Mapping[str, Any]", value)
    problems = list(_semantic_problems(data))
    wrong = any(problem.name == "invalid-workspace" for problem in problems)
    return {} if wrong else data, as_diagnostics(_in(source, problems))


def _in(source: Source | None, problems: Iterable[PointerDiagnostic]) -> list[PointerDiagnostic]:
    return [problem._replace(source=source) for problem in problems]


@from_resources
def _schema() -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", json.loads(read_resource("schemas", "workspace.schema.json")))


@from_resources
def _shape() -> Accepts:
    return compile_shape(_schema())


def _explained(value: object) -> Iterator[PointerDiagnostic]:
    if isinstance(value, dict) and "data" in value and "objects" not in value:
        message = "this is an answer of the API; `attioql workspace build` makes a workspace file of a folder of them"
        yield PointerDiagnostic("invalid-workspace", message)
        return
    validator = import_module("jsonschema").Draft202012Validator(_schema())
    seen: set[tuple[str, str]] = set()
    for error in validator.iter_errors(_cut(value, _LEVELS_OF_SHAPE)):
        for found in _of_shape(error):
            key = (pointer(found.place), found.message)
            if key not in seen:
                seen.add(key)
                yield found


def _cut(value: object, levels: int) -> object:
    """Return a copy without the levels that are deeper: jsonschema would recurse into them to quote them."""
    match value:
        case dict():
            return {key: _cut(inner, levels - 1) for key, inner in value.items()} if levels else {}
        case list():
            return [_cut(inner, levels - 1) for inner in value] if levels else []
        case _:
            return value


def _of_shape(error: Any) -> Iterator[PointerDiagnostic]:
    """Yield diagnostics for an error of jsonschema, which reports all missing keys, and all unknown ones, as one."""
    place = _place(error.absolute_path)
    match error.validator:
        case "required":
            for missing in [name for name in error.validator_value if name not in error.instance]:
                yield PointerDiagnostic("invalid-workspace", f"`{missing}` is missing here", place)
        case "additionalProperties":
            known = error.schema.get("properties", {})
            for extra in [name for name in error.instance if name not in known]:
                near = nearest(extra, known)
                hint = f"did you mean `{near}`?" if near else f"there are {listed(known)}"
                message = f"there is no key `{short(extra)}` here; {hint}"
                yield PointerDiagnostic("invalid-workspace", message, (place, extra), at_key=True)
        case "minLength":
            yield PointerDiagnostic("invalid-workspace", "this is empty", place)
        case _:
            wanted = _KINDS[error.validator_value]
            yield PointerDiagnostic(
                "invalid-workspace",
                f"{wanted} is wanted here, not {_KINDS_OF.get(type(error.instance), 'a number')}",
                place,
            )


def _place(tokens: Iterable[str | int]) -> Place:
    place: Place = None
    for token in tokens:
        place = (place, token)
    return place


def _semantic_problems(data: Mapping[str, Any]) -> Iterator[PointerDiagnostic]:
    """Yield errors in data of the right shape: IDs that are used twice, unknown objects, unknown types."""
    objects, known_types = data["objects"], load_types().types
    for section in SECTIONS:
        targets = data.get(section, {})
        yield from _repeated_ids(targets.items(), (None, section))
        for slug, target in targets.items():
            place: Place = ((None, section), slug)
            yield from _unknown_objects(target.get("parents", ()), (place, "parents"), objects)
            yield from _repeated_ids(target["attributes"].items(), (place, "attributes"))
            for name, attribute in target["attributes"].items():
                here: Place = ((place, "attributes"), name)
                if attribute["type"] not in known_types:
                    message = unknown_type_message(attribute["type"])
                    yield PointerDiagnostic("unknown-attribute-type", message, (here, "type"))
                yield from _unknown_objects(attribute.get("objects", ()), (here, "objects"), objects)
                yield from _repeated_ids(enumerate(attribute.get("options", ())), (here, "options"))
    yield from _repeated_ids(enumerate(data.get("members", ())), (None, "members"))


def unknown_type_message(slug: str) -> str:
    """Return the message about an unknown attribute type."""
    return f"the attribute type `{short(slug)}` is unknown here: the attribute can be named but not filtered"


def _unknown_objects(slugs: Iterable[str], place: Place, objects: Mapping[str, Any]) -> Iterator[PointerDiagnostic]:
    for index, slug in enumerate(slugs):
        if slug not in objects:
            message = f"the workspace has no object `{slug}`"
            yield PointerDiagnostic("unknown-reference", message, (place, index))


def _repeated_ids(rows: Iterable[tuple[str | int, Mapping[str, Any]]], place: Place) -> Iterator[PointerDiagnostic]:
    seen: set[str] = set()
    for key, row in rows:
        identity = row.get("id")
        if identity is None:
            continue
        if identity in seen:
            message = f"the ID `{identity}` stands here twice"
            yield PointerDiagnostic("invalid-workspace", message, ((place, key), "id"))
        seen.add(identity)
