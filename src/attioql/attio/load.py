"""A parsed filter or request body to a canonical model and its diagnostics: the reader, the body, the places in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from attioql.attio.body import body_faults, is_body
from attioql.attio.faults import Fault, as_diagnostics, places_of
from attioql.attio.plain import Objects, read_plain
from attioql.attio.reader import read_filter
from attioql.catalog.workspace import Target
from attioql.check.doubts import doubts
from attioql.diagnostics.model import Diagnostic
from attioql.filters.canonical import DEEPEST, TooDeepError, canonical
from attioql.filters.model import EVERYTHING, Node
from attioql.json_text.places import Place, pointer
from attioql.json_text.source import find_positions, read_json, read_pairs
from attioql.text.source import Source


def read_filter_or_body(value: object, target: Target, source: Source | None) -> tuple[Node, tuple[Diagnostic, ...]]:
    """Return the canonical model of a filter, and what is wrong or doubtful. `source` is the text it was read from."""
    root = _plain(value, target, dict) if type(value) is dict else None
    return _careful(value, target, source) if root is None else (root, ())


def read_filter_text(source: Source, target: Target) -> tuple[Node, tuple[Diagnostic, ...]]:
    """Return the same for JSON text: what is right is read once, in the quickest way."""
    pairs = read_pairs(source)
    root = _plain(pairs, target, tuple) if type(pairs) is tuple else None
    if root is not None:
        return root, ()
    value = read_json(source)
    if isinstance(value, Diagnostic):
        return EVERYTHING, (value,)
    return _careful(value, target, source)


def _plain(value: object, target: Target, kind: Objects) -> Node | None:
    root = read_plain(value, target, kind)
    try:
        return root if root is None else canonical(root)
    except TooDeepError:
        return None


def _careful(value: object, target: Target, source: Source | None) -> tuple[Node, tuple[Diagnostic, ...]]:
    faults: list[Fault] = []
    place: Place = None
    if isinstance(value, Mapping) and is_body(value, target):
        faults = body_faults(value, target)
        place = (None, "filter")
        value = value.get("filter", {})
    root, found, places = read_filter(value, target, place)
    faults += found
    if not faults:
        try:
            root = canonical(root)
        except TooDeepError:
            message = f"`$and` and `$or` are nested more than {DEEPEST} levels deep"
            faults.append(Fault("nesting-too-deep", message, place))
    if faults:
        positions = find_positions(source, places_of(faults)) if source is not None else {}
        return EVERYTHING, as_diagnostics(faults, source, positions)
    return root, tuple(_with_place(doubt, places, source) for doubt in doubts(root, Source(""), target))


def _with_place(doubt: Diagnostic, places: list[Place], source: Source | None) -> Diagnostic:
    """Point a doubt about a condition, whose span is the number of its place, at the JSON."""
    if doubt.span is None:
        return replace(doubt, pointer="", source=source)
    where = pointer(places[doubt.span.start])
    if source is None:
        return replace(doubt, span=None, pointer=where, source=None)
    position = find_positions(source, {where}).get(where)
    return replace(doubt, span=position.value if position else None, pointer=where, source=source)
