"""The effect of a change of the workspace on each filter of a file.

A filter is compiled in the earlier and in the later workspace. Both results are written in the names of the earlier workspace, and
compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias, cast

from attioql.attio.body import rest_of
from attioql.attio.load import read_value, reads_body
from attioql.catalog.comparison import TargetPair, WorkspaceComparison
from attioql.catalog.workspace import Target
from attioql.checker.checker import check_text
from attioql.checker.clocks import clock_of
from attioql.checker.parameter_values import ParameterValue
from attioql.checker.parameters import Parameters
from attioql.checker.whole_query import check_query_text
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.documents import messages
from attioql.documents.model import Document, Entry
from attioql.filters.canonical import canonical
from attioql.filters.model import EVERYTHING, Node
from attioql.filters.sorts import Sort
from attioql.impact.pairs import MatchedNames
from attioql.impact.reasons import Reasons
from attioql.impact.senses import Senses
from attioql.text.source import Span

EffectVerdict: TypeAlias = Literal["breaks", "changes meaning", "doubtful", "faulty", "not compared", "same"]
UNAFFECTED: frozenset[EffectVerdict] = frozenset({"same", "not compared"})
"""The verdicts that say nothing against a change."""

_Problems: TypeAlias = tuple[Diagnostic, ...]


class Effect(NamedTuple):
    """The effect of the change on one filter: the verdict, the reasons, and the diagnostics in the later workspace.

    A filter *breaks* if it has errors there and had none, is *doubtful* if it has new warnings or notes, and *faulty* if it had
    errors before, so that it cannot be compared. One in code that only the running program knows is *not compared*.
    """

    name: str
    verdict: EffectVerdict
    reasons: tuple[str, ...] = ()
    problems: _Problems = ()


class _ComparedQuery(NamedTuple):
    """What a workspace reads in a filter or a query, and its diagnostics."""

    root: Node
    sorts: tuple[Sort, ...]
    problems: _Problems


class Impact:
    """The effects of a change of the workspace. `now` and `tz` are those of a compile."""

    def __init__(self, comparison: WorkspaceComparison, now: datetime | None, tz: str = "UTC") -> None:
        """Match the attributes of the two."""
        self._now, self._tz = now, tz
        self._comparison = comparison
        self._names = MatchedNames(comparison)
        self._reasons = Reasons(comparison, self._names)
        self._earlier, self._later = Senses(self._names, "old"), Senses(self._names, "new")

    def of_document(self, document: Document, target: str | None) -> Iterator[Effect]:
        """Yield the effects on the filters of a file; `target` is for filters that do not name one."""
        if document.problems:
            yield Effect("", "faulty", (), document.problems)
        for unread in document.unread:
            yield Effect(_line_of(unread.span, document), "not compared", (unread.why,))
        for entry in document.entries:
            effect = self._of_entry(entry, document, target)
            if effect.verdict in UNAFFECTED and (entry.again or not entry.is_filter):
                continue  # it counts once, as the filter that is read or as the one that is not
            problems = tuple(_in_file(problem, entry, document) for problem in effect.problems)
            yield effect._replace(name=_name(entry, document), problems=problems)

    def _of_entry(self, entry: Entry, document: Document, target: str | None) -> Effect:
        slug = entry.about(self._comparison.old, target)
        if slug is None and entry.no_target:
            return Effect("", "not compared", (entry.no_target,))
        if slug is None:
            pointer = entry.pointer or None
            advice = "say so in a comment before it, such as `# target: companies`, or with `--target`"
            missing = messages.missing_target(entry.name, document.source, entry.place, pointer, advice)
            return Effect("", "faulty", (), (missing,))
        old = self._comparison.old.get(slug)
        if old is None:
            return Effect("", "faulty", (f"the earlier workspace has no object, list or activity `{slug}`",))
        reading = self._read(entry, document, old)
        if _errors(reading.problems):
            return Effect("", "faulty", (), reading.problems)
        pair = self._names.targets.get(old.name)
        if pair is None:
            return Effect("", "breaks", (f"the {old.kind} `{old.name}` is gone",))
        later = self._read(entry, document, pair.new)
        fresh = _fresh(later.problems, reading.problems)
        reasons = tuple(dict.fromkeys(self._reasons.of(reading.root, reading.sorts, pair)))
        if pair.old.slug != pair.new.slug or _errors(fresh):
            return Effect("", "breaks", reasons, _errors(fresh))
        if not self._mean_the_same(reading, later, pair):
            return Effect("", "changes meaning", reasons or ("the same text compiles to another filter",), fresh)
        return Effect("", "doubtful", reasons, fresh) if fresh else Effect("", "same")

    def _mean_the_same(self, reading: _ComparedQuery, later: _ComparedQuery, pair: TargetPair) -> bool:
        filters = self._earlier.of(reading.root, pair.old), self._later.of(later.root, pair.new)
        sorts = self._earlier.of_sorts(reading.sorts, pair.old), self._later.of_sorts(later.sorts, pair.new)
        return filters[0] == filters[1] and sorts[0] == sorts[1]

    def _read(self, entry: Entry, document: Document, target: Target) -> _ComparedQuery:
        """Read a filter, or the whole query if the file has one. In code, a text is a query only where the call says so."""
        if entry.form == "json":
            return _read_json(entry, target)
        clock = clock_of(self._now, self._tz if entry.tz is None else entry.tz.text, entry.source)
        if isinstance(clock, Diagnostic):
            return _ComparedQuery(EVERYTHING, (), (clock,))
        parameters = Parameters(cast("Mapping[str, ParameterValue]", entry.params))
        if entry.query is None and document.is_code:
            root, problems = check_text(entry.source, target, parameters, clock)
            return _ComparedQuery(root, (), problems)
        checked = check_query_text(entry.query or entry.source, target, parameters, clock)
        return _ComparedQuery(checked.root, checked.sorts, checked.problems)


def _read_json(entry: Entry, target: Target) -> _ComparedQuery:
    wanted: Literal["check", "body"] = "body" if entry.is_body else "check"
    root, problems, is_canonical, _ = read_value(entry.value, target, entry.source, wanted=wanted)
    root = root if is_canonical else canonical(root)
    if _errors(problems) or not reads_body(entry.value, target, wanted):
        return _ComparedQuery(root, (), problems)
    return _ComparedQuery(root, rest_of(cast("Mapping[str, object]", entry.value), target).sorts, problems)


def _errors(problems: _Problems) -> _Problems:
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def _fresh(later: _Problems, earlier: _Problems) -> _Problems:
    """Return the diagnostics that the earlier workspace did not give."""
    known = {(problem.name, problem.message) for problem in earlier}
    return tuple(problem for problem in later if (problem.name, problem.message) not in known)


def _name(entry: Entry, document: Document) -> str:
    """Return the name of a filter; the line of one without a name that has others beside it."""
    if entry.name or len(document.entries) == 1:
        return entry.name
    return _line_of(entry.place, document)


def _line_of(span: Span, document: Document) -> str:
    return f"line {document.source.position(span.start).line}"


def _in_file(problem: Diagnostic, entry: Entry, document: Document) -> Diagnostic:
    if entry.where is None or problem.source is None or problem.source is document.source:
        return problem
    return messages.moved(problem, entry.where, document.source, entry.pointer)
