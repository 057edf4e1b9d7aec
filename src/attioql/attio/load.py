"""A parsed filter or request body to a model and its diagnostics: the walk, the body, the places in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from attioql.attio.body import BodyRest, body_faults, is_body, is_request, left_out, rest_of
from attioql.attio.culprits import culprit
from attioql.attio.decoders import Objects, TooManyError
from attioql.attio.faults import Change, Fault, as_diagnostics, in_json, places_of
from attioql.attio.foreign import PartReading
from attioql.attio.foreign_body import is_foreign_filter, misnamed_filter
from attioql.attio.json_value_messages import too_large
from attioql.attio.offers import errors_of, with_body_offers, with_offers
from attioql.attio.reader import read_filter, read_quickly
from attioql.attio.unknowns import ANY
from attioql.catalog.target_kinds import KINDS
from attioql.catalog.workspace import Target
from attioql.checker.diagnostic_list import MOST_DIAGNOSTICS
from attioql.checker.model_warnings import Warned, find_warnings, may_have_warnings
from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Diagnostic, Fix
from attioql.diagnostics.templates import phrase, sentence
from attioql.filters.canonical import DEEPEST, TooDeepError, canonical
from attioql.filters.model import EVERYTHING, And, Node
from attioql.json_text.own_types import in_own_types
from attioql.json_text.paths import JsonPath, tokens_of
from attioql.json_text.positions import find_positions
from attioql.json_text.strict_json import read_json, read_pairs
from attioql.text.source import Source, Span

_FILTER: JsonPath = (None, "filter")
_NO_SOURCE = Source("")
_new = tuple.__new__  # makes a named tuple without a call of Python code


Wanted: TypeAlias = Literal["check", "filter", "request", "body"]
"""What a caller wants of a document: its diagnostics, its filter alone, or the whole request that it is."""

_NO_REST = BodyRest()


class Loaded(NamedTuple):
    """The model of a filter, its diagnostics, and whether the model is in its canonical form yet.

    `rest` is what the request has beside the filter, where that is wanted.
    """

    root: Node
    problems: tuple[Diagnostic, ...]
    is_canonical: bool
    rest: BodyRest = _NO_REST


class _Document(NamedTuple):
    """A parsed value, the request body that it is, if it is one, and the filter in it with its place."""

    value: object
    body: Mapping[str, object] | None
    filter: object
    json_path: JsonPath
    wanted: Wanted = "check"


class _Checked(NamedTuple):
    """The canonical model of a filter, and its faults, warnings among them. Diagnostics about no place stand apart."""

    root: Node
    faults: list[Fault]
    placeless: Sequence[Diagnostic] = ()


def read_value(
    value: object,
    target: Target,
    source: Source | None = None,
    most: int = MOST_DIAGNOSTICS,
    wanted: Literal["check", "filter", "body"] = "check",
) -> Loaded:
    """Return the model of a parsed filter or request body, and its diagnostics. `source` is the text it was read from.

    Reading stops after so many errors.
    """
    quick = _quick(value, target, dict, source) if type(value) is dict and wanted != "body" else None
    return quick or _read_with_places(value, target, source, wanted, most)


def read_text(
    source: Source, target: Target, most: int = MOST_DIAGNOSTICS, wanted: Literal["check", "filter"] = "check"
) -> Loaded:
    """Return the same for JSON text, which is parsed into pairs first, as that is quickest."""
    pairs = read_pairs(source)
    quick = _quick(pairs, target, tuple, source) if type(pairs) is tuple else None
    if quick is not None:
        return quick
    return _read_json(source, target, wanted, most)


def read_request(value: object, target: Target, most: int = MOST_DIAGNOSTICS) -> Loaded:
    """Return the model of a parsed request body, or of a filter, and what the request has beside it."""
    return _read_with_places(value, target, None, "request", most)


def read_request_text(source: Source, target: Target, most: int = MOST_DIAGNOSTICS) -> Loaded:
    """Return the same for JSON text."""
    return _read_json(source, target, "request", most)


def _read_json(source: Source, target: Target, wanted: Wanted, most: int) -> Loaded:
    value = read_json(source)
    if isinstance(value, Diagnostic):
        return Loaded(EVERYTHING, (_with_checked_fixes(value, source, target, wanted),), is_canonical=True)
    return _read_with_places(value, target, source, wanted, most)


def _with_checked_fixes(problem: Diagnostic, source: Source, target: Target, wanted: Wanted) -> Diagnostic:
    """Keep the fixes of a text that make JSON without errors of it."""
    return replace(problem, fixes=tuple([fix for fix in problem.fixes if _holds(fix, source, target, wanted)]))


def _holds(fix: Fix, source: Source, target: Target, wanted: Wanted) -> bool:
    value = read_json(Source(apply_edits(source.text, fix.edits)))
    return not isinstance(value, Diagnostic) and not errors_of(
        _faults_of_copy(_document(value, target, wanted), target)
    )


def _quick(value: object, target: Target, kind: Objects, source: Source | None) -> Loaded | None:
    """Read a filter without diagnostics. Its canonical form can wait, unless it is nested deeply."""
    try:
        read = read_quickly(value, target, kind)
        if read is None:
            return None
        if read.levels <= DEEPEST:
            return _new(Loaded, (read.root, (), False, _NO_REST))
        return Loaded(canonical(read.root), (), is_canonical=True)
    except TooManyError:
        return Loaded(EVERYTHING, located([too_large(None)], source), is_canonical=True)
    except TooDeepError:
        return None


def _read_with_places(value: object, target: Target, source: Source | None, wanted: Wanted, most: int) -> Loaded:
    document = _document(in_own_types(value) if source is None else value, target, wanted)
    root, faults, placeless = _checked(document, target, most)
    errors = errors_of(faults)[:most]
    others = [fault for fault in faults if not fault.is_error]
    found = [*located(_offered(errors, document, target, most), source), *located(others[:most], source)]
    found += [replace(each, pointer="", source=source) for each in placeless]
    rest = _NO_REST if document.body is None or errors or wanted != "request" else rest_of(document.body, target)
    return Loaded(root, tuple(sorted(found, key=_order)), is_canonical=True, rest=rest)


def _document(value: Any, target: Target, wanted: Wanted) -> _Document:
    if not reads_body(value, target, wanted):
        return _Document(value, None, value, None, wanted)
    return _Document(value, value, value.get("filter", {}), _FILTER, wanted)


def reads_body(value: Any, target: Target, wanted: Wanted) -> bool:
    """Tell whether a JSON value is read as a request body: by its keys, or because it can be nothing else."""
    match wanted:
        case "body":
            is_one = isinstance(value, Mapping)
        case "request":
            is_one = is_request(value, target)
        case _:
            is_one = is_body(value, target)
    return is_one and not is_foreign_filter(value, target, KINDS[target.kind].body_keys)


def _checked(document: _Document, target: Target, most: int = MOST_DIAGNOSTICS) -> _Checked:
    """Read a filter. Warnings, and errors that only a filter which can be read has, are looked for in one without errors."""
    faults = [] if document.body is None else _around_filter(document.body, target)
    root, wrong, places, partly = read_filter(document.filter, target, document.json_path, most=most)
    faults += wrong
    if errors_of(faults):
        return _Checked(EVERYTHING, errors_of(faults))
    try:
        root = canonical(root)
    except TooDeepError:
        return _Checked(
            EVERYTHING, [in_json(sentence("nesting-too-deep.json-groups", limit=DEEPEST), document.json_path)]
        )
    found = find_warnings(root, _NO_SOURCE, target)
    if partly:
        found += _about_known(find_warnings(And(tuple(partly)), _NO_SOURCE, target))
    faults = [_as_fault(each, document.value, places) for each in found if each.diagnostic.span is not None] + faults
    if document.body is not None and document.wanted == "filter":
        faults += left_out(document.body)
    return _Checked(root, faults, [each.diagnostic for each in found if each.diagnostic.span is None])


def _about_known(found: Sequence[Warned]) -> list[Warned]:
    """Return the warnings about conditions with a value that is not known which hold for any value there."""
    return [each for each in found if each.diagnostic.span is not None and each.value is not ANY]


def _as_fault(warned: Warned, document: object, places: Sequence[JsonPath]) -> Fault:
    """Return a warning about a condition, whose span numbers places, as a fault at the part of the condition it is about."""
    start, end = cast("Span", warned.diagnostic.span)
    json_path, at_key = culprit(warned, document, places[start : end + 1])
    is_value = warned.instead is not None and not at_key
    changes = (Change(phrase("write", written=warned.instead), json_path, warned.instead),) if is_value else ()
    said = warned.diagnostic
    return Fault(said.name, said.message, json_path, said.notes, changes, at_key, said.parameters)


def _offered(errors: Sequence[Fault], document: _Document, target: Target, most: int) -> list[Fault]:
    """Return errors with the changes that hold."""
    _, body, filter_, json_path, wanted = document

    def read(part: object) -> list[Fault]:
        return _faults_of_copy(_Document(part, None, part, None), target)

    if body is None:
        return with_offers(errors, filter_, target, read, most=most)
    inside = [fault for fault in errors if tokens_of(fault.json_path)[:1] == ("filter",)]
    around = [fault for fault in errors if fault not in inside]
    offered = with_body_offers(around, body, target, lambda changed: _body_faults(changed, target, wanted), most)
    return offered + with_offers(inside, filter_, target, read, json_path, most)


def _faults_of_copy(document: _Document, target: Target) -> list[Fault]:
    """Return the faults of a copy. It needs no canonical form unless a condition of it may have a warning."""
    if document.body is None:
        read = read_filter(document.filter, target, document.json_path)
        if read.faults or not may_have_warnings(read.root, _NO_SOURCE, target):
            return read.faults
    return _checked(document, target).faults


def _body_faults(body: object, target: Target, wanted: Wanted) -> list[Fault]:
    if not isinstance(body, Mapping):
        return _faults_of_copy(_Document(body, None, body, None), target)
    faults = _faults_of_copy(_Document(body, body, body.get("filter", {}), _FILTER), target)
    if wanted in {"request", "body"} or is_body(body, target):
        return faults
    return [*faults, in_json(sentence("not-a-filter.attributes", target=target.slug), None)]


def _around_filter(body: Mapping[str, object], target: Target) -> list[Fault]:
    """Return the faults of a body, its filter aside; of a misnamed filter, the one that translates it as well."""

    def read(value: object, json_path: JsonPath) -> PartReading:
        apart = read_filter(value, target, json_path, translates=False)
        return apart.root, apart.faults

    misnamed = misnamed_filter(body, target, read)
    faults = body_faults(body, target)
    if misnamed is None:
        return faults
    return [misnamed, *(fault for fault in faults if fault.json_path != misnamed.json_path)]


def located(faults: Sequence[Fault], source: Source | None) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of faults, with their places in the text if there is one."""
    positions = find_positions(source, places_of(faults)) if source is not None and faults else {}
    return as_diagnostics(faults, source, positions)


def _order(problem: Diagnostic) -> tuple[bool, Span]:
    """Sort what has no place behind what has one."""
    return problem.span is None, problem.span or Span(0, 0)
