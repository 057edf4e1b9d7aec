"""A parsed filter or request body to a canonical model and its diagnostics: the reader, the body, the places in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from attioql.attio.body import body_faults, is_body
from attioql.attio.faults import Fault, as_diagnostics, places_of
from attioql.attio.plain import Objects, read_plain
from attioql.attio.reader import read_filter
from attioql.catalog.workspace import Target
from attioql.check.doubts import doubts
from attioql.check.problems import MOST_PROBLEMS
from attioql.diagnostics.model import Diagnostic
from attioql.filters.canonical import DEEPEST, TooDeepError, canonical
from attioql.filters.model import EVERYTHING, Node
from attioql.json_text.places import Place, pointer
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
    if isinstance(value, Mapping) and is_body(value, target):
        faults = body_faults(value, target)
        place = (None, "filter")
        value = value.get("filter", {})
    root, wrong, places = read_filter(value, target, place)
    faults += wrong
    if not any(fault.is_error for fault in faults):
        try:
            root = canonical(root)
        except TooDeepError:
            message = f"`$and` and `$or` are nested more than {DEEPEST} levels deep"
            faults.append(Fault("nesting-too-deep", message, place))
    if any(fault.is_error for fault in faults):
        return EVERYTHING, _located([fault for fault in faults if fault.is_error], source)
    found = [_with_place(doubt, places, source) for doubt in doubts(root, Source(""), target)]
    found += _located(faults[:MOST_PROBLEMS], source)
    return root, tuple(sorted(found, key=_order) if faults else found)


def _located(faults: Sequence[Fault], source: Source | None) -> tuple[Diagnostic, ...]:
    positions = find_positions(source, places_of(faults)) if source is not None and faults else {}
    return as_diagnostics(faults, source, positions)


def _order(problem: Diagnostic) -> tuple[bool, Span]:
    """Sort what has no place behind what has one."""
    return problem.span is None, problem.span or Span(0, 0)


def _with_place(doubt: Diagnostic, places: list[Place], source: Source | None) -> Diagnostic:
    """Point a doubt about a condition, whose span is the number of its place, at the JSON."""
    if doubt.span is None:
        return replace(doubt, pointer="", source=source)
    where = pointer(places[doubt.span.start])
    if source is None:
        return replace(doubt, span=None, pointer=where, source=None)
    position = find_positions(source, {where}).get(where)
    return replace(doubt, span=position.value if position else None, pointer=where, source=source)
