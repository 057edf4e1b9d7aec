"""Lints files and applies fixes, in each worker of `attioql lint`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from functools import partial
from typing import Any, NamedTuple

from attioql.cli.files import STANDARD_INPUT, FileContent, GivenFile, read, write_back
from attioql.diagnostics.model import Applicability, Diagnostic
from attioql.documents import messages
from attioql.documents.model import Document, Unchecked
from attioql.documents.read import is_code, is_read, needs_grammars, read_document, read_suffixes
from attioql.documents.script_syntax import has_grammars
from attioql.limits import LIMITS
from attioql.linter.baseline import add_suppressions
from attioql.linter.entries import (
    FILTERS_AT_A_TIME,
    Settings,
    lint_document,
    lint_documents,
    partly_checked_in,
    unchecked_in,
)
from attioql.linter.fixing import fix_text
from attioql.linter.fixing_together import FixedTogether, fix_together
from attioql.linter.selection import is_error
from attioql.linter.suppressions import Linted
from attioql.project.file_settings import FileSettings, has_filters, may_hold_filters
from attioql.project.internal_errors import Failure, failure_of, run_without_failing
from attioql.text.source import Source
from attioql.text.width import printable_line

MOST_AT_ONCE = LIMITS.lint_fixes

_BYTES_AT_A_TIME = 1 << 18

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NOT_PLAIN = re.compile(r"[^ !$-\[\]-~]")
"""What is escaped between the quotes of a file name in a diff: all but plain ASCII, and `#`, which begins commands of CI runners."""


@dataclass(frozen=True, slots=True)
class Options:
    """What every file is linted with. `fix` is how far fixes are trusted, if they are to be made.

    With a `reason`, suppressions are written for all that is found, with it.
    """

    files: FileSettings
    fix: Applicability | None = None
    diff: bool = False
    reason: str | None = None
    stdin_name: str = "<stdin>"


class Place(NamedTuple):
    """A filter that is checked in part or not at all: its line and column from 1, and the reason.

    `is_unknown` says that the workspace lacks its object or list.
    """

    line: int
    column: int
    why: str
    is_unknown: bool = False


class Outcome(NamedTuple):
    """What came of one file: findings, how many filters it has, how many fixes were made, the text they led to, internal errors.

    `ignored` counts what new suppressions ignore.

    In code, `partly` are the filters that are checked but for their holes, and `unchecked` those that are not; each with the reason.
    `skipped` is the kind of a file in a folder that could not be read for want of a package.
    """

    name: str
    problems: tuple[Diagnostic, ...] = ()
    suppressed: tuple[Diagnostic, ...] = ()
    filters: int = 0
    fixed: int = 0
    diff: tuple[str, ...] = ()
    text: str | None = None
    failures: tuple[Failure, ...] = ()
    partly: tuple[Place, ...] = ()
    unchecked: tuple[Place, ...] = ()
    skipped: bool = False
    ignored: int = 0


class _Opened(NamedTuple):
    """A file with its filters, and what they are linted with."""

    given: GivenFile
    loaded: FileContent
    document: Document
    settings: Settings


def lint_files(given: Iterable[GivenFile], options: Options) -> Iterator[Outcome | None]:
    """Yield what came of each file; `None` where it holds no filters and was not named either.

    Small files are read some at a time, which takes less time than one by one.
    """
    waiting: list[_Opened | Outcome | None] = []
    size = 0
    for each in given:
        opened = _opened(each, options)
        waiting.append(opened)
        size += len(opened.loaded.raw) if isinstance(opened, _Opened) else 0
        if len(waiting) == FILTERS_AT_A_TIME or size >= _BYTES_AT_A_TIME:
            yield from _linted(waiting, options)
            waiting, size = [], 0
    yield from _linted(waiting, options)


def _opened(given: GivenFile, options: Options) -> _Opened | Outcome | None:
    try:
        return _open(given, options)
    except Exception as error:  # noqa: BLE001 - the other files are linted
        return Outcome(given.path, failures=(failure_of(error, given.path),))


def _open(given: GivenFile, options: Options) -> _Opened | Outcome | None:
    name = options.stdin_name if given.path == STANDARD_INPUT else given.path
    loaded = read(given.path, name)
    if isinstance(loaded, Diagnostic):
        return Outcome(name, (loaded,))
    target = options.files.target_of(name)
    if is_code(name):
        return _open_code(given, loaded, target, options)
    if given.named and not is_read(loaded.source):
        return Outcome(name, (messages.not_read(loaded.source, read_suffixes()),))
    if not given.named and not may_hold_filters(loaded.source, target):
        return None
    return _Opened(given, loaded, read_document(loaded.source), options.files.of_file(name, target))


def _open_code(given: GivenFile, loaded: FileContent, target: str | None, options: Options) -> _Opened | Outcome | None:
    """Read a file of code. One in a folder counts if it holds filters; if it may, and cannot be read, that is said at the end."""
    name = loaded.source.name
    if not given.named and not may_hold_filters(loaded.source, target):
        return None
    if needs_grammars(name) and not has_grammars():
        return Outcome(name, (messages.not_installed(loaded.source),)) if given.named else Outcome(name, skipped=True)
    document = read_document(loaded.source)
    if not given.named and not has_filters(document):
        return None
    return _Opened(given, loaded, document, options.files.of_file(name, target))


def _linted(waiting: Sequence[_Opened | Outcome | None], options: Options) -> Iterator[Outcome | None]:
    opened = [each for each in waiting if isinstance(each, _Opened)]
    results: list[tuple[Linted | None, list[Failure]]]
    try:
        results = [(found, []) for found in lint_documents([(each.document, each.settings) for each in opened])]
    except Exception:  # noqa: BLE001 - the documents that raise are found one by one
        results = [
            run_without_failing(each.document, partial(lint_document, settings=each.settings)) for each in opened
        ]
    following = iter(results)
    for each in waiting:
        yield _outcome(each, *next(following), options) if isinstance(each, _Opened) else each


def _outcome(opened: _Opened, found: Linted | None, failures: Sequence[Failure], options: Options) -> Outcome:
    _, loaded, document, settings = opened
    problems, suppressed = found or Linted((), ())
    outcome = Outcome(
        loaded.source.name, problems, suppressed, len(document.entries), failures=tuple(failures)
    )._replace(**_coverage(document, settings))
    if options.fix is None and options.reason is None:
        return outcome
    if failures:
        return outcome._replace(text=loaded.source.text)
    try:
        if options.reason is not None:
            return _suppressed_outcome(opened, outcome, options.reason, options)
        return _fixed_outcome(opened, outcome, options)
    except Exception as error:  # noqa: BLE001 - the other files are fixed
        failure = failure_of(error, loaded.source.name)
        return outcome._replace(text=loaded.source.text, failures=(failure,))


def _coverage(document: Document, settings: Settings) -> dict[str, Any]:
    """Return how many filters are checked, and the places of those that are not, or in part."""
    if not document.is_code:
        return {}
    unchecked = unchecked_in(document, settings)
    without_target = len(unchecked) - len(document.unread)
    filters = sum(entry.is_filter and not entry.again for entry in document.entries) - without_target
    partly = partly_checked_in(document, settings)
    return {
        "filters": filters,
        "partly": tuple([_place(each, document.source) for each in partly]),
        "unchecked": tuple([_place(each, document.source) for each in unchecked]),
    }


def _place(unread: Unchecked, source: Source) -> Place:
    position = source.position(unread.span.start)
    return Place(position.line, position.column, unread.why, unread.is_unknown)


def _fixed_outcome(opened: _Opened, outcome: Outcome, options: Options) -> Outcome:
    """Make the fixes that are trusted, and write the file if there were any. A filter is looked at to its end for that."""
    settings = opened.settings
    outcome = outcome._replace(text=opened.loaded.source.text)
    if not _may_be_fixed(outcome, options):
        return outcome
    thorough = replace(settings, selection=replace(settings.selection, most=MOST_AT_ONCE))
    together = _fixed_together(outcome, replace(thorough, tries_fixes=False), options)
    fixed = fix_text(together.text, partial(_problems, outcome.name, thorough), options.fix or Applicability.SAFE)
    fixed = fixed._replace(applied=fixed.applied + len(together.applied))
    if not fixed.applied:
        return outcome
    left = lint_document(read_document(Source(fixed.text, outcome.name)), settings)
    made = outcome._replace(problems=left.problems, suppressed=left.suppressed, fixed=fixed.applied, text=fixed.text)
    return _written(opened, outcome, made, options)


def _suppressed_outcome(opened: _Opened, outcome: Outcome, reason: str, options: Options) -> Outcome:
    """Write suppressions for all that is reported of a file."""
    settings = opened.settings
    thorough = replace(settings, selection=replace(settings.selection, most=MOST_AT_ONCE))
    added = add_suppressions(opened.document, partial(lint_document, settings=thorough), reason)
    made = outcome._replace(problems=added.left, ignored=added.ignored, text=added.text)
    return _written(opened, outcome, made, options) if added.ignored else made


def _written(opened: _Opened, found: Outcome, made: Outcome, options: Options) -> Outcome:
    """Write the text that was made of a file, or show it as a diff. What was `found` is reported if the file cannot be written, and is still the same."""
    source, text = opened.loaded.source, made.text or ""
    if options.diff:
        return made._replace(diff=tuple(diff_lines(source.text, text, made.name)))
    if opened.given.path == STANDARD_INPUT:
        return made
    unwritten = write_back(opened.given.path, text, opened.loaded)
    if unwritten is None:
        return made
    if unwritten == messages.changed(source):
        return Outcome(made.name, (unwritten,), filters=made.filters)
    return found._replace(problems=(unwritten, *found.problems), text=source.text)


def _fixed_together(outcome: Outcome, settings: Settings, options: Options) -> FixedTogether:
    """Return the text of a file after the fixes of its errors that are applied together, if it has many."""
    text = outcome.text or ""
    if sum(map(is_error, outcome.problems)) < LIMITS.fix_together:
        return FixedTogether(text, ())
    return fix_together(text, partial(_problems, outcome.name, settings), options.fix or Applicability.SAFE)


def _problems(name: str, settings: Settings, text: str) -> tuple[Diagnostic, ...]:
    return lint_document(read_document(Source(text, name)), settings).problems


def _may_be_fixed(outcome: Outcome, options: Options) -> bool:
    """Tell whether there are fixes, or may be some past the findings that are reported."""
    level = options.fix or Applicability.SAFE
    if len(outcome.problems) + len(outcome.suppressed) >= options.files.selection.most:
        return True
    return any(fix.edits and fix.applicability >= level for problem in outcome.problems for fix in problem.fixes)


def diff_lines(before: str, after: str, name: str) -> list[str]:
    """Return the lines of a unified diff."""
    name = _name_in_diff(name)
    lines = unified_diff(_LINE.findall(before), _LINE.findall(after), name, name)
    return [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]


def _name_in_diff(name: str) -> str:
    """Return the name of a file for the head of a diff: in quotes, as git and patch read it, if a terminal or a CI runner may obey it."""
    if printable_line(name) == name:
        return name
    return f'"{_NOT_PLAIN.sub(_octal, name)}"'


def _octal(found: re.Match[str]) -> str:
    is_byte = "\udc80" <= found[0] <= "\udcff"
    written = found[0].encode("utf-8", "surrogateescape" if is_byte else "surrogatepass")
    return "".join(f"\\{byte:03o}" for byte in written)
