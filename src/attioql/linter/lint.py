"""Query text or filter JSON to its errors, warnings and findings: the checker first, then the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Literal, NamedTuple, cast

from attioql.attio.body import is_known
from attioql.attio.load import read_text, read_value, reads_body
from attioql.attio.unknowns import Shown
from attioql.catalog.workspace import Target
from attioql.checker.checker import check_text, examine
from attioql.checker.diagnostic_list import MOST_DIAGNOSTICS
from attioql.checker.parameters import Parameters
from attioql.checker.whole_query import check_query_text
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.text_offers import with_offers
from attioql.json_text.document_order import DocumentOrder
from attioql.json_text.holes import has_holes
from attioql.json_text.own_types import in_own_types
from attioql.json_text.paths import JsonPath, pointer
from attioql.json_text.strict_json import is_json_text
from attioql.linter.json_edits import json_diagnostics, where_of
from attioql.linter.json_tree import json_tree, plain_tree
from attioql.linter.runner import RuleFinding, looks_of, run
from attioql.linter.selection import Selection, is_error
from attioql.linter.suppressions import Linted, Suppression, may_suppress, read_suppressions, suppress
from attioql.linter.text_edits import text_diagnostics
from attioql.linter.tree import Part, Subject, text_tree
from attioql.linter.value_edits import value_diagnostics
from attioql.syntax.condition_spans import condition_spans
from attioql.syntax.endings import Ending
from attioql.syntax.nodes import Empty
from attioql.syntax.parser import SyntaxTree, parse
from attioql.syntax.query_parts import split_query
from attioql.text.source import Source
from attioql.values.clock import Clock

_KEY = "filter"

NOTHING = Linted((), ())
"""The report of most filters."""


class Parsed(NamedTuple):
    """Query text that has been parsed: its tree, what it is checked against, and the whole query if it is the filter of one."""

    tree: SyntaxTree
    target: Target
    parameters: Parameters
    clock: Clock
    query: Source | None = None


class Prepared(NamedTuple):
    """A filter that rules have not looked at yet: what there is to look at, if there is no error, and the diagnostics of the checker.

    `tree` is that of query text; it is `None` for JSON, whose `value` is the parsed filter or request body. `partly` are subjects in
    which conditions with holes are shown, for the rules that need no more than what is known of these.
    """

    subject: Subject | None
    problems: list[Diagnostic]
    source: Source | None
    tree: SyntaxTree | None = None
    value: object = None
    partly: tuple[tuple[Shown, Subject], ...] = ()


def lint_text(
    source: Source,
    target: Target,
    selection: Selection,
    parameters: Parameters,
    clock: Clock,
    shown: int = MOST_DIAGNOSTICS,
    query: Source | None = None,
) -> Linted:
    """Return the errors, warnings and findings in query text, in the order of the text. Rules look at text without errors only.

    Reading stops when there are more errors than are `shown`. `query` is the whole query if the text is the filter of one.
    """
    return report_of(check_parsed(parse_text(source, target, parameters, clock, shown, query), shown), selection)


def lint_json(
    value: object,
    source: Source | None,
    target: Target,
    selection: Selection,
    clock: Clock,
    shown: int = MOST_DIAGNOSTICS,
) -> Linted:
    """Return the errors, warnings and findings in filter JSON or a request body. `source` is the text it was read from.

    Reading stops when there are more errors than are `shown`.
    """
    return report_of(prepare_json(value, source, target, clock, shown), selection)


def parse_text(
    source: Source,
    target: Target,
    parameters: Parameters,
    clock: Clock,
    shown: int = MOST_DIAGNOSTICS,
    query: Source | None = None,
) -> Parsed:
    """Parse query text, which may be the filter of a query, until there are more mistakes than are `shown`."""
    return Parsed(parse(source, _looked_for(shown)), target, parameters, clock, query)


def check_parsed(parsed: Parsed, shown: int = MOST_DIAGNOSTICS, *, tries_fixes: bool = True) -> Prepared:
    """Check query text that has been parsed, until there are more errors than are `shown`.

    Without `tries_fixes`, the fixes of errors need not hold.
    """
    tree, target, parameters, clock, query = parsed
    source = tree.source
    after = _NO_ENDING if query is None else _checked_ending(parsed, query)
    written, problems = examine(
        [tree.root], source, target, parameters, clock, readable=not tree.problems, most=_looked_for(shown)
    )
    found = [*tree.problems, *problems]
    if any(map(is_error, found)):
        offered = _offered(found, parsed, shown) if tries_fixes else found
        return Prepared(None, [*offered, *after.problems], source, tree)
    root = text_tree(tree.root, written)
    subject = Subject(target, root, "text", {}, query or source, after.body, clock, parameters, after.ending)
    return Prepared(subject, [*found, *after.problems], source, tree)


class _CheckedEnding(NamedTuple):
    """What is wrong with the ending of a query; without an error, what the query says as a request body, and the ending."""

    problems: Sequence[Diagnostic] = ()
    body: Mapping[str, object] | None = None
    ending: Ending | None = None


_NO_ENDING = _CheckedEnding()


def _checked_ending(parsed: Parsed, query: Source) -> _CheckedEnding:
    checked = check_query_text(query, parsed.target, parsed.parameters, parsed.clock)
    behind = len(parsed.tree.source.text)
    problems = [each for each in checked.problems if each.span is not None and each.span.start >= behind]
    said = {
        "filter": None if isinstance(parsed.tree.root, Empty) else parsed.tree.root,
        "sorts": checked.sorts or None,
        "limit": checked.limit,
        "offset": checked.offset,
    }
    body = {key: value for key, value in said.items() if value is not None}
    return _CheckedEnding(problems, {} if any(map(is_error, problems)) else body, split_query(query).ending)


def _offered(found: Sequence[Diagnostic], parsed: Parsed, shown: int) -> tuple[Diagnostic, ...]:
    """Return what is wrong in query text, with the fixes that hold."""

    def check(text: str) -> Sequence[Diagnostic]:
        if is_json_text(text):
            return read_text(Source(text), parsed.target, most).problems
        return check_text(Source(text), parsed.target, parsed.parameters, parsed.clock, most).problems

    most = _looked_for(shown)
    source = parsed.tree.source
    spans = partial(condition_spans, source, most)
    return with_offers(found, source.text, check, spans, None if shown == MOST_DIAGNOSTICS else shown)


def _looked_for(shown: int) -> int:
    """Return how many mistakes are looked for: one more than is shown, to know that there are more."""
    return shown if shown == MOST_DIAGNOSTICS else shown + 1


def prepare_json(
    value: object,
    source: Source | None,
    target: Target,
    clock: Clock,
    shown: int = MOST_DIAGNOSTICS,
    *,
    as_body: bool = False,
) -> Prepared:
    """Read and check filter JSON or a request body, or what is known to be a body.

    `source` is the text it was read from. `shown` is that of `lint_json`.
    """
    tree, body = None if as_body else plain_tree(value, target), None
    partly: tuple[tuple[Shown, Subject], ...] = ()
    found: list[Diagnostic] = []
    if tree is None:
        value = in_own_types(value)
        wanted: Literal["check", "body"] = "body" if as_body else "check"
        found += read_value(value, target, source, _looked_for(shown), wanted).problems
        if any(map(is_error, found)):
            return Prepared(None, found, source)
        body = cast("Mapping[str, Any]", value) if reads_body(value, target, wanted) else None
        if body is not None and _KEY not in body and not is_known(body):
            return Prepared(None, found, source)
        inner: Any = value if body is None else body.get(_KEY, {})
        json_path: JsonPath = None if body is None else (None, _KEY)
        tree = json_tree(inner, json_path, target)
        body = body if body is None or is_known(body) else None
        if has_holes(inner):
            trees: list[tuple[Shown, Part]] = [(each, json_tree(inner, json_path, target, each)) for each in _PARTLY]
            partly = tuple([(each, Subject(target, shown, "json", {}, source, None, clock)) for each, shown in trees])
    return Prepared(Subject(target, tree, "json", {}, source, body, clock), found, source, None, value, partly)


def report_of(
    prepared: Prepared, selection: Selection, ignored: Sequence[Suppression] = (), *, in_file: bool = False
) -> Linted:
    """Have the rules look at a filter, and return its report, in the order of the text or of the parsed value.

    `ignored` are suppressions that do not stand in the text. Those of a filter `in_file` may ignore errors as well.
    """
    subject, found, source, tree, value, partly = prepared
    if subject is not None:
        findings = run(subject, selection.looks, selection.most)
        findings += _of_conditions_with_holes(partly, findings, selection)
        if findings:
            if tree is not None:
                found += text_diagnostics(findings, tree, subject)
            elif source is not None:
                found += json_diagnostics(findings, source)
            else:
                found += value_diagnostics(findings, value)
    comments = tree.comments if tree is not None and may_suppress(tree.source.text) else ()
    if not found and not ignored and not comments:
        return NOTHING
    problems = selection.reported(found)
    suppressions = list(ignored)
    if comments and tree is not None:
        more, malformed = read_suppressions(tree.source, comments)
        suppressions += more
        problems += selection.reported(malformed)
    left, suppressed = suppress(problems, suppressions, selection, in_file=in_file)
    if subject is not None and source is None and tree is None:
        order = DocumentOrder(value)
        return Linted(tuple(sorted(left, key=lambda each: order.key(each.pointer))), suppressed)
    return Linted(tuple(sorted(left, key=_start)), suppressed)


_PARTLY: tuple[Shown, ...] = ("tests", "paths")


def _of_conditions_with_holes(
    partly: Sequence[tuple[Shown, Subject]], found: Sequence[RuleFinding], selection: Selection
) -> list[RuleFinding]:
    """Return what rules find that need no values, or no operators. No fix is offered, as it would take in a hole."""
    known = {(each.rule.name, pointer(where_of(each.finding))) for each in found}
    more: list[RuleFinding] = []
    for shown, subject in partly:
        looks = looks_of(rule for rule in selection.looks.chosen if rule.needs == shown)
        for each in run(subject, looks, selection.most):
            key = (each.rule.name, pointer(where_of(each.finding)))
            if key not in known:
                known.add(key)
                more.append(each._replace(finding=each.finding._replace(fixes=())))
    return more


def _start(problem: Diagnostic) -> int:
    return problem.span.start if problem.span is not None else -1
