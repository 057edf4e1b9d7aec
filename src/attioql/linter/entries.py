"""Lints every filter of a document, and reports what is found in terms of its file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple, TypeAlias, cast

from attioql.catalog.workspace import Target, Workspace
from attioql.checker.clocks import clock_of
from attioql.checker.diagnostic_list import MOST_DIAGNOSTICS
from attioql.checker.parameter_values import ParameterValue
from attioql.checker.parameters import Parameters
from attioql.diagnostics.faces import Face, worded_for
from attioql.diagnostics.model import Diagnostic, text_order
from attioql.documents import messages
from attioql.documents.model import Document, Entry, Unchecked, Word
from attioql.documents.notebooks import notebook_lines
from attioql.documents.read import suffix_of
from attioql.json_text.holes import MARK, holes_in
from attioql.limits import LIMITS
from attioql.linter.lint import NOTHING, Parsed, Prepared, check_parsed, parse_text, prepare_json, report_of
from attioql.linter.selection import Selection, default_selection
from attioql.linter.suppressions import LineOf, Linted, Suppression, line_in_text, lines_of, read_suppressions, suppress
from attioql.text.source import Source
from attioql.values.clock import Clock

FILTERS_AT_A_TIME = 128
"""How many filters go through each step of the work before the next one begins."""

_ELSEWHERE = Source("")
_ADVICE_FOR_TEXT = "name it in a comment before the filter, such as `# target: companies`, with `--target companies`, or in the configuration"
_ADVICE_FOR_SET = 'name it next to the filter, such as `"target": "companies"`, or for the whole set'
_ADVICE_FOR_JSON = "name it with `--target companies`, or under `[lint.targets]` in `attioql.toml`"


@dataclass(frozen=True, slots=True)
class Settings:
    """What filters are linted with: the workspace, what they are about where their file does not say, the rules, the clock.

    Without `tries_fixes`, more errors of query text are reported, with fixes that need not hold.
    """

    workspace: Workspace
    target: str | None = None
    selection: Selection = field(default_factory=default_selection)
    now: datetime | None = None
    tz: str = "UTC"
    tries_fixes: bool = True
    clock: Clock | Diagnostic = field(init=False)

    def __post_init__(self) -> None:
        """Make the clock once for all filters. An error in the zone is reported for each filter that uses it."""
        object.__setattr__(self, "clock", clock_of(self.now, self.tz, _ELSEWHERE))


def lint_document(document: Document, settings: Settings) -> Linted:
    """Return the errors, warnings and findings of a file, in the order of its text."""
    return lint_documents([(document, settings)])[0]


def lint_documents(documents: Sequence[tuple[Document, Settings]]) -> list[Linted]:
    """Return the errors, warnings and findings of each of several files."""
    reports = _lint_entries([(entry, *each) for each in documents for entry in each[0].entries])
    return [_of_document(*each, list(islice(reports, len(each[0].entries)))) for each in documents]


def unchecked_in(document: Document, settings: Settings) -> tuple[Unchecked, ...]:
    """Return the filters of a file of code that are not checked: those that are not read, and those whose target is not known."""
    if not document.is_code:
        return ()
    targets = [_target(entry, document, settings) for entry in document.entries if entry.is_filter and not entry.again]
    return tuple(sorted([*document.unread, *[each for each in targets if isinstance(each, Unchecked)]]))


def partly_checked_in(document: Document, settings: Settings) -> tuple[Unchecked, ...]:
    """Return the first hole of each filter of a file that is checked but for its holes."""
    return tuple(
        [
            entry.holes[0]
            for entry in document.entries
            if entry.holes and not isinstance(_target(entry, document, settings), Unchecked)
        ]
    )


_Given: TypeAlias = tuple[Entry, Document, Settings]


class _OfEntry(NamedTuple):
    """The report of a filter in terms of its own text."""

    report: Linted


def _lint_entries(entries: Sequence[_Given]) -> Iterator[Linted]:
    """Yield the reports of filters. Those of code that are written alike are linted once: one constant may be sent from many calls."""
    known: dict[object, _OfEntry] = {}
    for start in range(0, len(entries), FILTERS_AT_A_TIME):
        some = entries[start : start + FILTERS_AT_A_TIME]
        keys = [_sameness(*each) for each in some]
        firsts = {key: number for number, key in reversed([*enumerate(keys)]) if key is not None and key not in known}
        new = [number for number, key in enumerate(keys) if key is None or firsts.get(key) == number]
        reports = dict(zip(new, _linted([some[number] for number in new]), strict=True))
        known.update({key: found for key, at in firsts.items() if isinstance(found := reports[at], _OfEntry)})
        for number, (each, key) in enumerate(zip(some, keys, strict=True)):
            report = reports.get(number) or known.get(key) or next(_linted([each]))
            yield _placed(report.report, *each) if isinstance(report, _OfEntry) else report


def _sameness(entry: Entry, document: Document, settings: Settings) -> object:
    """Return what two filters have in common that have the same report; `None` for one that is like no other.

    The text has a mark for each hole, and messages show what is written there.
    """
    if not document.is_code or entry.form != "json":
        return None
    holes = tuple([each.text for each in holes_in(entry.value)]) if MARK in entry.source.text else ()
    tz = None if entry.tz is None else entry.tz.text
    about = entry.about(settings.workspace, settings.target)
    return id(document), entry.source.text, holes, about, tz, entry.is_body


def _linted(some: Sequence[_Given]) -> Iterator[Linted | _OfEntry]:
    """Parse some filters, then check them, then have the rules look at them.

    Batching the steps keeps the CPU caches warm: one filter after another from end to end takes a sixth longer.
    """
    parsed = [_parsed(*each) for each in some]
    prepared = [
        _prepared(each, settings) if isinstance(each, Parsed) else each
        for each, (_, _, settings) in zip(parsed, some, strict=True)
    ]
    for each, ready in zip(some, prepared, strict=True):
        yield ready if isinstance(ready, Linted) else _OfEntry(_reported(ready, *each))


def _prepared(parsed: Parsed, settings: Settings) -> Prepared:
    return (
        check_parsed(parsed)
        if settings.tries_fixes
        else check_parsed(parsed, LIMITS.fix_together_errors, tries_fixes=False)
    )


def _of_document(document: Document, settings: Settings, of_entries: Sequence[Linted]) -> Linted:
    """Put together the reports of the filters in a file, and of the file itself."""
    if len(of_entries) == 1 and not document.problems and not document.remarks:
        return of_entries[0]
    problems = list(document.problems)
    suppressed: list[Diagnostic] = []
    for report in of_entries:
        problems += report.problems
        suppressed += report.suppressed
    if not all(entry.name for entry in document.entries):
        problems = _missing_once(problems)
    if document.is_code:
        problems = list({(each.name, each.message, each.span): each for each in reversed(problems)}.values())
    if document.remarks:
        report = _suppressed(problems, document, settings)
        problems = list(report.problems)
        suppressed += report.suppressed
    problems.sort(key=text_order)
    return Linted(tuple(problems), tuple(suppressed))


def _suppressed(problems: Sequence[Diagnostic], document: Document, settings: Settings) -> Linted:
    """Apply the suppressions among the comments beside the filters, and report those that are malformed or ignore nothing."""
    comments = [remark.comment for remark in document.remarks]
    line_of = _line_of(document)
    lines = [lines_of(document.source, remark.covers, line_of) for remark in document.remarks]
    selection = settings.selection
    slugs = settings.workspace if document.is_code else ()
    suppressions, malformed = read_suppressions(document.source, comments, lines, slugs)
    return suppress(
        [*problems, *selection.reported(malformed)],
        suppressions,
        selection,
        of_one_filter=False,
        in_file=True,
        line_of=line_of,
    )


def _line_of(document: Document) -> LineOf:
    """Return the function that numbers lines: in a notebook those of its cells, which may all stand on one line of the file."""
    if suffix_of(document.source) != ".ipynb":
        return line_in_text
    starts = [line.start for line in notebook_lines(document.source.text)]
    return lambda _, at: bisect_right(starts, at)


def _missing_once(problems: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Say once for a file of filters without names that nothing says what they are about."""
    missing = [problem for problem in problems if problem.name == "missing-target"]
    return [problem for problem in problems if problem.name != "missing-target" or problem is missing[0]]


def _parsed(entry: Entry, document: Document, settings: Settings) -> Parsed | Prepared | Linted:
    """Parse the text of a filter, or read and check its JSON; or tell why what it is about is not known."""
    target = _target(entry, document, settings)
    if isinstance(target, Unchecked):
        return _almost_standard(entry, document, settings)
    if isinstance(target, Diagnostic):
        return Linted((target,), ())
    clock = settings.clock if entry.tz is None else clock_of(settings.now, entry.tz.text, entry.source)
    if isinstance(clock, Diagnostic):
        return Linted((_about_zone(clock, entry, document),), ())
    if entry.form == "json":
        return prepare_json(entry.value, entry.source, target, clock, as_body=entry.is_body)
    parameters = _parameters(entry)
    shown = MOST_DIAGNOSTICS if settings.tries_fixes else LIMITS.fix_together_errors
    return parse_text(entry.source, target, parameters, clock, shown, entry.query)


def _reported(prepared: Prepared, entry: Entry, document: Document, settings: Settings) -> Linted:
    """Return the report of one filter, in terms of its text."""
    ignored = (Suppression(entry.ignore),) if entry.ignore else ()
    report = report_of(prepared, settings.selection, ignored, in_file=True)
    if report is NOTHING:
        return report
    face: Face = "python" if document.is_code else "file"
    return Linted(tuple([worded_for(face, each) for each in report.problems]), report.suppressed)


def _placed(report: Linted, entry: Entry, document: Document, _: Settings) -> Linted:
    """Return a report in terms of the file."""
    if report is NOTHING or entry.where is None:
        return report
    return Linted(
        tuple([_in_file(each, entry, document) for each in report.problems]),
        tuple([_in_file(each, entry, document) for each in report.suppressed]),
    )


def _parameters(entry: Entry) -> Parameters:
    return Parameters.of(cast("Mapping[str, ParameterValue]", entry.params) if entry.params else None)


def _target(entry: Entry, document: Document, settings: Settings) -> Target | Diagnostic | Unchecked:
    """Return the target of a filter, or why it has none: of one in code, that is no error, as the program may know it."""
    slug = entry.about(settings.workspace, settings.target)
    pointer = entry.pointer or (None if entry.form == "text" else "")
    if slug is None and entry.no_target:
        return Unchecked(entry.place, entry.no_target, is_unknown=entry.guess is not None)
    if slug is None:
        return messages.missing_target(entry.name, document.source, entry.place, pointer, _advice(entry))
    try:
        return settings.workspace[slug]
    except KeyError as error:
        if document.is_code and entry.form == "json" and not settings.workspace.notes_gaps:
            return Unchecked(entry.place, messages.not_in_workspace(slug), is_unknown=True)
        said = entry.target or Word(slug, entry.place, pointer)
        return messages.unknown_target(str(error.args[0]), document.source, said.span, said.pointer)


def _almost_standard(entry: Entry, document: Document, settings: Settings) -> Linted:
    """Return the report of a filter that is not checked: a warning, if its object is almost a standard one."""
    said = entry.target
    near = settings.workspace.nearest_to(said.text) if said is not None and entry.of_object else None
    if said is None or near is None:
        return NOTHING
    problem = messages.unlisted_target(said.text, near, document.source, said.span)
    return Linted(tuple(settings.selection.reported([problem])), ())


def _advice(entry: Entry) -> str:
    if entry.name:
        return _ADVICE_FOR_SET
    return _ADVICE_FOR_JSON if entry.form == "json" else _ADVICE_FOR_TEXT


def _about_zone(clock: Diagnostic, entry: Entry, document: Document) -> Diagnostic:
    """Point at the zone that a file names; one from elsewhere has been held to be right."""
    said = entry.tz or Word("", entry.place, entry.pointer or None)
    return replace(clock, span=said.span, pointer=said.pointer, source=document.source)


def _in_file(problem: Diagnostic, entry: Entry, document: Document) -> Diagnostic:
    """Return a diagnostic about an entry as one about the file; what is said of its `ignore` list is about the file already."""
    if entry.where is None:
        return problem
    if problem.source is None:
        return replace(problem, pointer=entry.pointer.rpartition("/")[0] + "/ignore", source=document.source)
    found = messages.moved(problem, entry.where, document.source, entry.pointer)
    return found if found.span is not None else replace(found, span=entry.place)
