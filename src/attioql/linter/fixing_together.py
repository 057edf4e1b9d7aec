"""The fixes of a text with many mistakes, applied together before any is tried by itself, so that the work is about linear."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from attioql.diagnostics.fix_search import not_among
from attioql.diagnostics.model import Applicability, Diagnostic, Fix
from attioql.limits import LIMITS
from attioql.linter.fixable import TEXT
from attioql.linter.fixing import best_fixes, chosen_fixes
from attioql.linter.selection import is_error

Read = Callable[[str], Sequence[Diagnostic]]
"""Returns the first errors of a text, in its order, with fixes that need not hold."""


class FixedTogether(NamedTuple):
    """A text, and the fixes that led to it, in order."""

    text: str
    applied: tuple[Fix, ...]


def fix_together(text: str, read: Read, applicability: Applicability) -> FixedTogether:
    """Apply the fixes of the errors in a text, but for those that bring others in. What is left is for a search that tries each fix.

    The part of the text up to the last edit has no errors afterwards but those it had.
    """
    applied: list[Fix] = []
    found = read(text)
    for _ in range(LIMITS.lint_passes):
        made = _pass(text, found, read, applicability)
        if made is None:
            break
        text, found = made.text, made.found
        applied += made.applied
    return FixedTogether(text, tuple(applied))


class _Pass(NamedTuple):
    """A text after one pass, what is found in it, and the fixes of the pass."""

    text: str
    found: Sequence[Diagnostic]
    applied: Sequence[Fix]


def _pass(text: str, found: Sequence[Diagnostic], read: Read, applicability: Applicability) -> _Pass | None:
    fixes = chosen_fixes(best_fixes(found, TEXT, applicability), TEXT)
    for _ in range(LIMITS.fix_together_tries):
        if not fixes:
            return None
        changed = TEXT.applied(text, fixes)
        after = read(changed)
        new = _new_errors(text, changed, found, after, fixes)
        if not new:
            return _Pass(changed, after, fixes)
        fixes = _without_blamed(fixes, new)
    return None


def _new_errors(
    text: str, changed: str, before: Sequence[Diagnostic], after: Sequence[Diagnostic], fixes: Sequence[Fix]
) -> Sequence[Diagnostic]:
    """Return the errors up to the last edit that are none of those which have no fix here."""
    end = max(edit.span.end for fix in fixes for edit in fix.edits)
    made = set(fixes)
    unfixed = [each for each in _errors_before(before, end) if made.isdisjoint(each.fixes)]
    return not_among(_errors_before(after, end + len(changed) - len(text)), unfixed)


def _errors_before(problems: Sequence[Diagnostic], end: int) -> list[Diagnostic]:
    return [each for each in problems if is_error(each) and (each.span is None or each.span.start <= end)]


def _without_blamed(fixes: Sequence[Fix], errors: Sequence[Diagnostic]) -> list[Fix]:
    """Return fixes without the last one before each error; without the second half where that blames all, or none."""
    edits = sorted((edit, index) for index, fix in enumerate(fixes) for edit in fix.edits)
    starts = []
    shift = 0
    for (span, replacement), _ in edits:
        starts.append(span.start + shift)
        shift += len(replacement) - (span.end - span.start)
    places = [bisect_right(starts, each.span.end) - 1 for each in errors if each.span is not None]
    blamed = {edits[place][1] for place in places if place >= 0}
    kept = [fix for index, fix in enumerate(fixes) if index not in blamed]
    return kept if 0 < len(kept) < len(fixes) else list(fixes[: len(fixes) // 2])
