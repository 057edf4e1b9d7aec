"""Query text or filter JSON to what is wrong or doubtful in it: the checker first, then the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, cast

from attioql.attio.body import is_body
from attioql.attio.load import read_text, read_value
from attioql.catalog.workspace import Target
from attioql.checker.checker import check_text, examine
from attioql.checker.parameters import Parameters
from attioql.checker.plain import noting_reader
from attioql.checker.times import Clock
from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Diagnostic, Edit, Fix, Label
from attioql.diagnostics.offers import OF_ARGUMENTS, with_offers
from attioql.filters.model import Node
from attioql.json_text.places import Place, Position, pointer
from attioql.json_text.positions import find_positions
from attioql.json_text.source import is_json_text
from attioql.linter.edits import Writer
from attioql.linter.json_edits import json_fix, places_of
from attioql.linter.json_tree import json_tree, plain_tree
from attioql.linter.rule import Finding
from attioql.linter.runner import Found, run
from attioql.linter.selection import Selection, is_error
from attioql.linter.suppressions import Suppression, Told, may_suppress, read_suppressions, suppress
from attioql.linter.tree import Numbers, Part, Subject, text_tree
from attioql.syntax.conditions import condition_spans
from attioql.syntax.nodes import Block
from attioql.syntax.parser import SyntaxTree, parse
from attioql.text.source import Source, Span

NOTHING = Told((), ())
"""What is told of most filters."""


class Parsed(NamedTuple):
    """Query text that has been parsed: its tree, what its plain conditions are known to mean, and what it is checked against."""

    tree: SyntaxTree
    known: dict[int, Node]
    target: Target
    parameters: Parameters
    clock: Clock


class Prepared(NamedTuple):
    """A filter that rules have not looked at yet: what there is to look at, if it is right, and what is wrong or doubtful already.

    `tree` is that of query text; it is `None` for JSON.
    """

    subject: Subject | None
    problems: list[Diagnostic]
    source: Source | None
    tree: SyntaxTree | None = None


def lint_text(
    source: Source,
    target: Target,
    selection: Selection,
    parameters: Parameters,
    clock: Clock,
) -> Told:
    """Return what is wrong or doubtful in query text, in the order of the text. Rules look at text without errors only."""
    return told_of(check_parsed(parse_text(source, target, parameters, clock)), selection)


def lint_json(value: object, source: Source | None, target: Target, selection: Selection, clock: Clock) -> Told:
    """Return what is wrong or doubtful in filter JSON or a request body. `source` is the text it was read from."""
    return told_of(prepare_json(value, source, target, clock), selection)


def parse_text(source: Source, target: Target, parameters: Parameters, clock: Clock) -> Parsed:
    """Parse query text."""
    known: dict[int, Node] = {}
    tree = parse(source, noting_reader(target, known))
    if tree.problems:
        known.clear()
    return Parsed(tree, known, target, parameters, clock)


def check_parsed(parsed: Parsed) -> Prepared:
    """Check query text that has been parsed."""
    tree, known, target, parameters, clock = parsed
    source = tree.source
    written, problems = examine([tree.root], source, target, parameters, clock, readable=not tree.problems, known=known)
    found = [*tree.problems, *problems]
    if any(map(is_error, found)):
        return Prepared(None, list(_offered(found, parsed)), source, tree)
    subject = Subject(target, text_tree(tree.root, written), "text", {}, source, None, clock, parameters)
    return Prepared(subject, found, source, tree)


def _offered(found: Sequence[Diagnostic], parsed: Parsed) -> tuple[Diagnostic, ...]:
    """Return what is wrong in query text, with the fixes that hold."""

    def check(text: str) -> Sequence[Diagnostic]:
        if is_json_text(text):
            return read_text(Source(text), parsed.target).problems
        return check_text(Source(text), parsed.target, parsed.parameters, parsed.clock).problems

    source = parsed.tree.source
    return with_offers(found, source.text, check, partial(condition_spans, source))


def prepare_json(value: object, source: Source | None, target: Target, clock: Clock) -> Prepared:
    """Read and check filter JSON or a request body. `source` is the text it was read from."""
    tree, body = plain_tree(value, target), None
    found: list[Diagnostic] = []
    if tree is None:
        found += read_value(value, target, source).problems
        if any(map(is_error, found)):
            return Prepared(None, found, source)
        body = cast("Mapping[str, Any]", value) if is_body(value, target) else None
        inner: Any = value if body is None else body.get("filter", {})
        tree = json_tree(inner, None if body is None else (None, "filter"), target)
    return Prepared(Subject(target, tree, "json", {}, source, body, clock), found, source)


def told_of(prepared: Prepared, selection: Selection, ignored: Sequence[Suppression] = ()) -> Told:
    """Have the rules look at a filter, and return all that is told of it, in the order of the text.

    `ignored` are suppressions that do not stand in the text.
    """
    subject, found, source, tree = prepared
    if subject is not None:
        findings = run(subject, selection.looks, selection.most)
        if findings:
            found += _in_json(findings, source) if tree is None else _in_text(findings, tree, subject)
    comments = tree.comments if tree is not None and may_suppress(tree.source.text) else ()
    if not found and not ignored and not comments:
        return NOTHING
    told = selection.told(found)
    suppressions = list(ignored)
    if comments and tree is not None:
        more, malformed = read_suppressions(tree.source, comments)
        suppressions += more
        told += selection.told(malformed)
    problems, suppressed = suppress(told, suppressions, selection)
    return Told(tuple(sorted(problems, key=_start)), suppressed)


def _in_text(findings: Sequence[Found], tree: SyntaxTree, subject: Subject) -> list[Diagnostic]:
    writer = Writer(tree)
    return [
        Diagnostic(
            rule.name,
            finding.message,
            finding.span or finding.part.span,
            labels=tuple([Label(part.span, message) for part, message in finding.related]),
            notes=finding.notes,
            fixes=tuple([fix for change in finding.changes if _fits(fix := writer.fix(change), finding.part, subject)]),
            source=tree.source,
        )
        for rule, finding in findings
    ]


def _fits(fix: Fix, part: Part, subject: Subject) -> bool:
    """Tell whether a fix has room where it stands: a value block takes each operator of a property once."""
    if not isinstance(part.node, Block) or subject.source is None:
        return True
    start, end = part.node.start, part.node.end
    if not all(start <= edit.span.start and edit.span.end <= end for edit in fix.edits):
        return True
    edits = [Edit(Span(edit.span.start - start, edit.span.end - start), edit.replacement) for edit in fix.edits]
    block = Source(apply_edits(subject.source.text[start:end], edits))
    checked = check_text(block, subject.target, subject.parameters or Parameters.of(None), subject.clock)
    return not any(each.name not in OF_ARGUMENTS for each in checked.problems if is_error(each))


def _in_json(findings: Sequence[Found], source: Source | None) -> list[Diagnostic]:
    numbers = Numbers()
    needed = {where for _, finding in findings for where in _pointers(finding, numbers)}
    positions = find_positions(source, needed) if source is not None else {}
    return [_located(each, source, positions, numbers) for each in findings]


def _located(found: Found, source: Source | None, positions: Mapping[str, Position], numbers: Numbers) -> Diagnostic:
    finding = found.finding
    place = _place(finding)
    where = pointer(place)
    position = positions.get(where)
    at_key = finding.at_key if finding.place is not None else _has_key(place)
    labels = [(positions.get(pointer(part.place)), message) for part, message in finding.related]
    return Diagnostic(
        found.rule.name,
        finding.message,
        None if position is None else position.key if at_key else position.value,
        labels=tuple([Label(at.key, message) for at, message in labels if at is not None]),
        notes=finding.notes,
        fixes=tuple([json_fix(change, positions, source, numbers) for change in finding.changes]),
        pointer=where,
        source=source,
    )


def _pointers(finding: Finding, numbers: Numbers) -> set[str]:
    places = {pointer(_place(finding)), *(pointer(part.place) for part, _ in finding.related)}
    return places.union(*(places_of(change, numbers) for change in finding.changes))


def _place(finding: Finding) -> Place:
    return finding.part.place if finding.place is None else finding.place


def _has_key(place: Place) -> bool:
    return place is not None and isinstance(place[1], str)


def _start(problem: Diagnostic) -> int:
    return problem.span.start if problem.span is not None else -1
