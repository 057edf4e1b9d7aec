"""Fixes applied to a text: those that may be trusted so far, one pass after another until nothing is left to do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.codes import row_of
from attioql.diagnostics.model import Applicability, Diagnostic, Fix
from attioql.limits import LIMITS
from attioql.linter.selection import is_error
from attioql.text.source import Span

MOST_PASSES = LIMITS.lint_passes

Linter = Callable[[str], Sequence[Diagnostic]]


class Fixed(NamedTuple):
    """A text after its fixes: how many there were, and what is still found in it."""

    text: str
    applied: int
    left: tuple[Diagnostic, ...]


class CircularFixesError(RuntimeError):
    """Fixes that go round in circles: a fault of this library."""


def fix_text(text: str, lint: Linter, applicability: Applicability) -> Fixed:
    """Apply every fix that is to be trusted at least so far, to a fixpoint.

    Of fixes that overlap the first is applied, and the others in a later pass, if they are still there. Fixes that would
    bring in an error are not made. What is left after `MOST_PASSES` is for another run. Raises `CircularFixesError`.
    """
    applied = 0
    diagnostics = tuple(lint(text))
    seen = {hash(text)}
    for _ in range(MOST_PASSES):
        step = _step(text, diagnostics, lint, applicability)
        if step is None:
            break
        text, count, diagnostics = step
        applied += count
        if hash(text) in seen:
            message = f"fixes go round in circles: {', '.join(sorted({each.name for each in diagnostics}))}"
            raise CircularFixesError(message)
        seen.add(hash(text))
    return Fixed(text, applied, diagnostics)


def _step(text: str, diagnostics: Sequence[Diagnostic], lint: Linter, applicability: Applicability) -> Fixed | None:
    """Make one pass: all the fixes there are, or, where they would bring in an error, the first half of them, and so on."""
    fixes = _fixes(diagnostics, applicability)
    errors = _errors(diagnostics)
    tried = len(fixes)
    while fixes:
        tried = min(tried, len(fixes))
        changed = apply_edits(text, [edit for fix in fixes[:tried] for edit in fix.edits])
        found = tuple(lint(changed))
        if _errors(found).are_no_more_than(errors):
            return Fixed(changed, tried, found)
        if tried == 1:
            del fixes[0]
            tried = len(fixes)
        else:
            tried //= 2
    return None


def _fixes(diagnostics: Sequence[Diagnostic], applicability: Applicability) -> list[Fix]:
    """Return the fixes of one pass: the first of each diagnostic, none that overlap."""
    taken: list[Fix] = []
    starts: list[int] = []
    spans: list[Span] = []
    for diagnostic in diagnostics:
        fix = next((fix for fix in diagnostic.fixes if fix.edits and fix.applicability >= applicability), None)
        if fix is None or any(_is_taken(edit.span, starts, spans) for edit in fix.edits):
            continue
        taken.append(fix)
        for edit in fix.edits:
            index = bisect_left(starts, edit.span.start)
            starts.insert(index, edit.span.start)
            spans.insert(index, edit.span)
    return taken


def _is_taken(span: Span, starts: Sequence[int], spans: Sequence[Span]) -> bool:
    """Tell whether a span overlaps one of those that are taken, which do not overlap one another, or touches it."""
    index = bisect_right(starts, span.end)
    return index > 0 and spans[index - 1].end >= span.start


class _Errors(NamedTuple):
    """How many errors there are, and how many of them hide others, because a file or a text cannot be read."""

    all: int
    of_reading: int

    def are_no_more_than(self, others: _Errors) -> bool:
        return self.all <= others.all and self.of_reading <= others.of_reading


def _errors(diagnostics: Sequence[Diagnostic]) -> _Errors:
    errors = [each for each in diagnostics if is_error(each)]
    return _Errors(len(errors), sum(row_of(each.name).effect == "hides" for each in errors))
