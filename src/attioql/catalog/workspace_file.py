"""Reads workspace files and checks their data.

Their shape is `schemas/workspace.schema.json`. jsonschema is loaded only to explain what a quick check rejects.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias, cast

from attioql.catalog.pointer_diagnostics import PointerDiagnostic, as_diagnostics
from attioql.catalog.shapes import Accepts, compile_shape
from attioql.catalog.slugs import is_slug, no_slug
from attioql.catalog.target_kinds import SECTIONS
from attioql.catalog.types import load_types
from attioql.diagnostics.build import decoded, in_text
from attioql.diagnostics.codes import row_of
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import Sentence, sentence
from attioql.json_text.kind_words import TYPE_WORDS, kind_name
from attioql.json_text.nesting import TooDeepJsonError, require_shallow
from attioql.json_text.paths import JsonPath, pointer
from attioql.json_text.strict_json import read_json
from attioql.limits import LIMITS
from attioql.resources import from_resources, read_resource
from attioql.text.source import Source

LONGEST_FILE = LIMITS.workspace_bytes

_MOST_LEVELS = LIMITS.workspace_levels

_LEVELS_OF_SHAPE = 12
"""More levels than the schema describes: anything deeper is inside a value that is wrong itself."""

CheckedData: TypeAlias = "tuple[Mapping[str, Any], tuple[Diagnostic, ...]]"


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
        return {}, (in_text(sentence("nesting-too-deep.workspace", limit=_MOST_LEVELS), None, None, pointer=""),)
    except (TypeError, ValueError) as error:
        said = sentence("invalid-workspace.no-json", reason=str(error))
        return {}, (in_text(said, None, None, pointer=""),)
    return _checked(copied, None)


def read_text(path: Path) -> Source | Diagnostic:
    """Return the text of a file, or a diagnostic if it is too long or not UTF-8. Raises `OSError`."""
    with _opened(path) as file:
        raw = file.read(LONGEST_FILE + 1)
    if len(raw) > LONGEST_FILE:
        return in_text(sentence("text-too-long.bytes", limit=LONGEST_FILE), Source("", str(path)), None, pointer="")
    return decoded(raw, str(path))


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except ValueError:  # of a NUL character, or half of a surrogate pair
        raise OSError(errno.EINVAL, "no file can have this name") from None


def _checked(value: object, source: Source | None) -> CheckedData:
    if not _shape()(value):
        return {}, as_diagnostics(_in(source, islice(_explained(value), LIMITS.diagnostics)))
    data = cast("Mapping[str, Any]", value)
    problems = list(_semantic_problems(data))
    wrong = any(row_of(problem.said.name).severity == "error" for problem in problems)
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
        yield PointerDiagnostic(sentence("invalid-workspace.answer"))
        return
    validator = import_module("jsonschema").Draft202012Validator(_schema())
    seen: set[tuple[str, str]] = set()
    for error in validator.iter_errors(_cut(value, _LEVELS_OF_SHAPE)):
        for found in _of_shape(error):
            key = (pointer(found.json_path), found.said.message)
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
    json_path = _place(error.absolute_path)
    match error.validator:
        case "required":
            for missing in [name for name in error.validator_value if name not in error.instance]:
                yield PointerDiagnostic(sentence("invalid-workspace.missing", key=missing), json_path)
        case "additionalProperties":
            known = error.schema["properties"]
            for extra in [name for name in error.instance if name not in known]:
                near = nearest(extra, known)
                said = sentence(
                    "invalid-workspace.key", key=short(extra), near=near, known=None if near else tuple(known)
                )
                yield PointerDiagnostic(said, (json_path, extra), at_key=True)
        case "minLength":
            yield PointerDiagnostic(sentence("invalid-workspace.empty"), json_path)
        case _:
            wanted = TYPE_WORDS[error.validator_value]
            given = kind_name(error.instance)
            yield PointerDiagnostic(sentence("invalid-workspace.kind", takes=wanted, given=given), json_path)


def _place(tokens: Iterable[str | int]) -> JsonPath:
    json_path: JsonPath = None
    for token in tokens:
        json_path = (json_path, token)
    return json_path


def _semantic_problems(data: Mapping[str, Any]) -> Iterator[PointerDiagnostic]:
    """Yield errors in data of the right shape: IDs that are used twice, unknown objects, unknown types."""
    objects, known_types = data["objects"], load_types().types
    for section in SECTIONS:
        targets = data.get(section, {})
        yield from _repeated_ids(targets.items(), (None, section))
        for slug, target in targets.items():
            json_path: JsonPath = ((None, section), slug)
            yield from _wrong_slugs((slug,), (None, section))
            yield from _wrong_slugs(target["attributes"], (json_path, "attributes"))
            yield from _unknown_objects(target.get("parents", ()), (json_path, "parents"), objects)
            yield from _repeated_ids(target["attributes"].items(), (json_path, "attributes"))
            for name, attribute in target["attributes"].items():
                here: JsonPath = ((json_path, "attributes"), name)
                if attribute["type"] not in known_types:
                    yield PointerDiagnostic(type_unknown(attribute["type"]), (here, "type"))
                yield from _unknown_objects(attribute.get("objects", ()), (here, "objects"), objects)
                yield from _repeated_ids(enumerate(attribute.get("options", ())), (here, "options"))
    yield from _repeated_ids(enumerate(data.get("members", ())), (None, "members"))


def _wrong_slugs(slugs: Iterable[str], json_path: JsonPath) -> Iterator[PointerDiagnostic]:
    for slug in slugs:
        if not is_slug(slug):
            yield PointerDiagnostic(no_slug(slug), (json_path, slug), at_key=True)


def type_unknown(slug: str) -> Sentence:
    """Describe an attribute type that this version does not know."""
    return sentence("unknown-attribute-type", type=short(slug))


def _unknown_objects(
    slugs: Iterable[str], json_path: JsonPath, objects: Mapping[str, Any]
) -> Iterator[PointerDiagnostic]:
    for index, slug in enumerate(slugs):
        if slug not in objects:
            yield PointerDiagnostic(sentence("unknown-reference", object=slug), (json_path, index))


def _repeated_ids(
    rows: Iterable[tuple[str | int, Mapping[str, Any]]], json_path: JsonPath
) -> Iterator[PointerDiagnostic]:
    seen: set[str] = set()
    for key, row in rows:
        identity = row.get("id")
        if identity is None:
            continue
        if identity in seen:
            yield PointerDiagnostic(sentence("invalid-workspace.twice", id=str(identity)), ((json_path, key), "id"))
        seen.add(identity)
