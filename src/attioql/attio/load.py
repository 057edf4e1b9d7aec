"""A parsed filter or request body to a canonical model and its diagnostics: the reader, the body, the places in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from attioql.attio.body import body_faults, is_body
from attioql.attio.culprits import Culprit, culprit
from attioql.attio.faults import Change, Fault, as_diagnostics, places_of
from attioql.attio.foreign import Reading
from attioql.attio.foreign_body import is_foreign_filter, misnamed_filter
from attioql.attio.offers import errors_of, with_body_offers, with_offers
from attioql.attio.plain import Objects, read_plain
from attioql.attio.reader import read_filter
from attioql.catalog.target_kinds import KINDS
from attioql.catalog.workspace import Target
from attioql.checker.doubts import Warned, warnings
from attioql.checker.problems import MOST_PROBLEMS
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.filters.canonical import DEEPEST, TooDeepError, canonical
from attioql.filters.model import EVERYTHING, Node
from attioql.json_text.places import Place, Position, pointer, tokens_of
from attioql.json_text.positions import find_positions
from attioql.json_text.source import read_json, read_pairs
from attioql.text.source import Source, Span

_new = tuple.__new__  # makes a named tuple without a call of Python code


class Loaded(NamedTuple):
    """The model of a filter, what is wrong or doubtful in it, and whether the model is in its canonical form yet."""

    root: Node
    problems: tuple[Diagnostic, ...]
    is_canonical: bool


def read_filter_or_body(value: object, target: Target, source: Source | None) -> tuple[Node, tuple[Diagnostic, ...]]:
    """Return the canonical model of a filter, and what is wrong or doubtful. `source` is the text it was read from."""
    plain = _plain(value, target, dict) if type(value) is dict else None
    if plain is None:
        return _careful(value, target, source)
    root, is_canonical = plain
    return (root if is_canonical else canonical(root)), ()


def read_value(value: object, target: Target, source: Source | None = None) -> Loaded:
    """Return the model of a parsed filter or request body, and what is wrong or doubtful."""
    plain = _plain(value, target, dict) if type(value) is dict else None
    if plain is None:
        return Loaded(*_careful(value, target, source), is_canonical=True)
    root, is_canonical = plain
    return _new(Loaded, (root, (), is_canonical))


def read_text(source: Source, target: Target) -> Loaded:
    """Return the same for JSON text: what is right is read once, in the quickest way."""
    pairs = read_pairs(source)
    plain = _plain(pairs, target, tuple) if type(pairs) is tuple else None
    if plain is not None:
        root, is_canonical = plain
        return _new(Loaded, (root, (), is_canonical))
    value = read_json(source)
    if isinstance(value, Diagnostic):
        return Loaded(EVERYTHING, (value,), is_canonical=True)
    return Loaded(*_careful(value, target, source), is_canonical=True)


def _plain(value: object, target: Target, kind: Objects) -> tuple[Node, bool] | None:
    """Read a filter that has nothing wrong in it, and tell whether it is canonical. That can wait, unless it is nested deeply."""
    read = read_plain(value, target, kind)
    if read is None:
        return None
    if read.levels <= DEEPEST:
        return read.root, False
    try:
        return canonical(read.root), True
    except TooDeepError:
        return None


def _careful(value: object, target: Target, source: Source | None) -> tuple[Node, tuple[Diagnostic, ...]]:
    faults: list[Fault] = []
    place: Place = None
    document = value
    body: Mapping[str, object] | None = None
    body_keys = KINDS[target.kind].body_keys
    if isinstance(value, Mapping) and is_body(value, target) and not is_foreign_filter(value, target, body_keys):
        body = value
        faults = _around_filter(body, target)
        place = (None, "filter")
        value = body.get("filter", {})
    root, wrong, places = read_filter(value, target, place)
    faults += wrong
    if not any(fault.is_error for fault in faults):
        try:
            root = canonical(root)
        except TooDeepError:
            message = f"`$and` and `$or` are nested more than {DEEPEST} levels deep"
            faults.append(Fault("nesting-too-deep", message, place))
    if any(fault.is_error for fault in faults):
        return EVERYTHING, _located(_offered(faults, value, body, target), source)
    warned = warnings(root, Source(""), target)
    late = _late_errors(warned, document, places)
    found = _placed([each for each in warned if not _is_error(each)] if late else warned, document, places, source)
    found += _located(_offered(late, value, body, target) if late else [], source)
    found += _located(faults[:MOST_PROBLEMS], source)
    return root, tuple(sorted(found, key=_order) if faults or late else found)


def _is_error(warned: Warned) -> bool:
    return warned.diagnostic.severity is Severity.ERROR


def _late_errors(found: Sequence[Warned], document: object, places: Sequence[Place]) -> list[Fault]:
    """Return the errors that only a filter which can be read has, as faults."""
    errors = []
    for warned in filter(_is_error, found):
        where = _culprit(warned, document, places)
        place, at_key = (None, False) if where is None else (where.place, where.at_key)
        errors.append(
            Fault(warned.diagnostic.name, warned.diagnostic.message, place, warned.diagnostic.notes, (), at_key)
        )
    return errors


def _faults(value: object, target: Target, place: Place = None) -> list[Fault]:
    """Return all faults of a filter, without the search for changes that hold."""
    root, faults, places = read_filter(value, target, place)
    if errors_of(faults):
        return faults
    try:
        root = canonical(root)
    except TooDeepError:
        return faults
    document = value if place is None else {"filter": value}
    return faults + _late_errors(warnings(root, Source(""), target), document, places)


def _offered(faults: Sequence[Fault], value: object, body: Mapping[str, object] | None, target: Target) -> list[Fault]:
    """Return the errors among the faults, with the changes that hold."""
    wrong = errors_of(faults)
    if body is None:
        return with_offers(wrong, value, target, lambda part: _faults(part, target))
    inside = [fault for fault in wrong if tokens_of(fault.place)[:1] == ("filter",)]
    place: Place = (None, "filter")
    offered = with_offers(inside, value, target, lambda part: _faults(part, target), place)
    around = [fault for fault in wrong if fault not in inside]
    return with_body_offers(around, body, target, lambda changed: _body_faults(changed, target)) + offered


def _body_faults(body: object, target: Target) -> list[Fault]:
    if not isinstance(body, Mapping):
        return _faults(body, target)
    if not is_body(body, target):
        message = f"{target.slug} has attributes called like the keys of a body, so this reads as a filter"
        return [*_around_filter(body, target), Fault("not-a-filter", message, None)]
    return _around_filter(body, target) + _faults(body.get("filter", {}), target, (None, "filter"))


def _around_filter(body: Mapping[str, object], target: Target) -> list[Fault]:
    """Return the faults of a body, its filter aside; of a misnamed filter, the one that translates it as well."""

    def read(value: object, place: Place) -> Reading:
        apart = read_filter(value, target, place, translates=False)
        return apart.root, apart.faults

    misnamed = misnamed_filter(body, target, read)
    faults = body_faults(body, target)
    if misnamed is None:
        return faults
    return [misnamed, *(fault for fault in faults if fault.place != misnamed.place)]


def _located(faults: Sequence[Fault], source: Source | None) -> tuple[Diagnostic, ...]:
    positions = find_positions(source, places_of(faults)) if source is not None and faults else {}
    return as_diagnostics(faults, source, positions)


def _order(problem: Diagnostic) -> tuple[bool, Span]:
    """Sort what has no place behind what has one."""
    return problem.span is None, problem.span or Span(0, 0)


def _placed(
    found: Sequence[Warned], document: object, places: Sequence[Place], source: Source | None
) -> list[Diagnostic]:
    """Point warnings about conditions, whose spans number the places of these, at the JSON."""
    culprits = [_culprit(warned, document, places) for warned in found]
    wanted = {pointer(each.place) for each in culprits if each is not None}
    positions = find_positions(source, wanted) if source is not None and wanted else {}
    return [_at(warned, each, source, positions) for warned, each in zip(found, culprits, strict=True)]


def _culprit(warned: Warned, document: object, places: Sequence[Place]) -> Culprit | None:
    span = warned.diagnostic.span
    return None if span is None else culprit(warned, document, places[span.start : span.end + 1])


def _at(warned: Warned, where: Culprit | None, source: Source | None, positions: Mapping[str, Position]) -> Diagnostic:
    found = warned.diagnostic
    if where is None:
        return replace(found, pointer="", source=source)
    changes: tuple[Change, ...] = ()
    if warned.instead is not None and not where.at_key:
        changes = (Change(f"write `{warned.instead}`", where.place, warned.instead),)
    fault = Fault(found.name, found.message, where.place, found.notes, changes, where.at_key)
    return as_diagnostics([fault], source, positions)[0]
