"""Fixes applied to a text: those that may be trusted so far, one pass after another until nothing is left to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Severity

MOST_PASSES = 100
"""How many passes a text may take. Rules whose fixes go round in circles are a fault of ours."""

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

    Of fixes that overlap the first is applied, and the others in a later pass, if they are still there. A pass that
    would bring in an error is not made. Raises `CircularFixesError`.
    """
    applied = 0
    diagnostics = tuple(lint(text))
    for _ in range(MOST_PASSES):
        edits, count = _edits(diagnostics, applicability)
        if not count:
            return Fixed(text, applied, diagnostics)
        changed = apply_edits(text, edits)
        found = tuple(lint(changed))
        if _errors(found) > _errors(diagnostics):
            return Fixed(text, applied, diagnostics)
        text, diagnostics, applied = changed, found, applied + count
    message = (
        f"after {MOST_PASSES} passes there are still fixes: {', '.join(sorted({each.name for each in diagnostics}))}"
    )
    raise CircularFixesError(message)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits made that do not overlap."""
    pieces: list[str] = []
    end = 0
    for edit in sorted(edits):
        pieces += (text[end : edit.span.start], edit.replacement)
        end = edit.span.end
    return "".join([*pieces, text[end:]])


def _edits(diagnostics: Sequence[Diagnostic], applicability: Applicability) -> tuple[list[Edit], int]:
    """Return the edits of one pass, and of how many fixes they are: the first of each diagnostic, none that overlap."""
    taken: list[Edit] = []
    count = 0
    for diagnostic in diagnostics:
        fix = next((fix for fix in diagnostic.fixes if fix.edits and fix.applicability >= applicability), None)
        if fix is not None and not any(_overlap(edit, other) for edit in fix.edits for other in taken):
            taken += fix.edits
            count += 1
    return taken, count


def _overlap(edit: Edit, other: Edit) -> bool:
    return edit.span.start <= other.span.end and other.span.start <= edit.span.end


def _errors(diagnostics: Sequence[Diagnostic]) -> int:
    return sum(each.severity is Severity.ERROR for each in diagnostics)
