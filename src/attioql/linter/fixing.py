"""Fixes applied to a document, one pass after another until nothing is left to do: query text, JSON text, a file, a parsed value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from attioql.diagnostics.codes import row_of
from attioql.diagnostics.model import Applicability, Diagnostic, Fix
from attioql.limits import LIMITS
from attioql.linter.fixable import TEXT, FixableKind
from attioql.linter.selection import is_error

MOST_PASSES = LIMITS.lint_passes

Linter = Callable[[str], Sequence[Diagnostic]]
_Document = TypeVar("_Document")


@dataclass(frozen=True, slots=True)
class FixedDocument(Generic[_Document]):
    """A document after its fixes: the fixes in order, and what is still found in it.

    `circular` names what is found after fixes that lead back to an earlier document; those were not applied.
    """

    document: _Document
    applied: tuple[Fix, ...]
    left: tuple[Diagnostic, ...]
    circular: tuple[str, ...] = ()


class _Checks(Generic[_Document]):
    """Checks copies of a document while the work that is left allows it."""

    def __init__(self, check: Callable[[_Document], Sequence[Diagnostic]], kind: FixableKind[_Document]) -> None:
        self._check = check
        self._kind = kind
        self._copies = 0
        self._left = LIMITS.lint_fix_characters

    @property
    def are_over(self) -> bool:
        return self._left <= 0 and self._copies >= LIMITS.lint_fix_copies

    def diagnostics(self, document: _Document) -> tuple[Diagnostic, ...]:
        self._copies += 1
        self._left -= self._kind.size(document)
        return tuple(self._check(document))


class Fixed(NamedTuple):
    """A text after its fixes: how many there were, and what is still found in it."""

    text: str
    applied: int
    left: tuple[Diagnostic, ...]


class CircularFixesError(RuntimeError):
    """Fixes that go round in circles: a fault of this library."""


def fix_text(text: str, lint: Linter, applicability: Applicability) -> Fixed:
    """Apply every fix of a text that is to be trusted at least so far, as `fix_document` does. Raises `CircularFixesError`."""
    fixed = fix_document(text, TEXT, lint, applicability)
    if fixed.circular:
        message = f"fixes go round in circles: {', '.join(fixed.circular)}"
        raise CircularFixesError(message)
    return Fixed(fixed.document, len(fixed.applied), fixed.left)


def fix_document(
    document: _Document,
    kind: FixableKind[_Document],
    check: Callable[[_Document], Sequence[Diagnostic]],
    applicability: Applicability,
    found: Sequence[Diagnostic] | None = None,
) -> FixedDocument[_Document]:
    """Apply every fix that is to be trusted at least so far, to a fixpoint. `found` is what `check` says of the document, if it is known.

    Of fixes that overlap the first is applied, and the others in a later pass, if they are still there. Fixes that would
    bring in an error are not made, nor those that lead back to what was there before. What is left after `MOST_PASSES`, or when
    so many copies were checked that the work is over, is for another run.
    """
    applied: list[Fix] = []
    diagnostics = tuple(check(document) if found is None else found)
    checks = _Checks(check, kind)
    seen = [kind.mark(document)]
    for _ in range(MOST_PASSES):
        step = _step(document, kind, diagnostics, checks, applicability)
        if step is None:
            break
        mark = kind.mark(step.document)
        if any(kind.is_same(mark, each) for each in seen):
            names = sorted({each.name for each in step.left})
            return FixedDocument(document, tuple(applied), diagnostics, tuple(names))
        seen.append(mark)
        document, diagnostics = step.document, step.left
        applied += step.applied
    return FixedDocument(document, tuple(applied), diagnostics)


def _step(
    document: _Document,
    kind: FixableKind[_Document],
    diagnostics: Sequence[Diagnostic],
    checks: _Checks[_Document],
    applicability: Applicability,
) -> FixedDocument[_Document] | None:
    """Make one pass: all the fixes there are, or, where they would bring in an error, the first half of them, and so on."""
    fixes = chosen_fixes(best_fixes(diagnostics, kind, applicability), kind)
    errors = _errors(diagnostics)
    tried = len(fixes)
    while fixes and not checks.are_over:
        tried = min(tried, len(fixes))
        changed = kind.applied(document, fixes[:tried])
        found = checks.diagnostics(changed)
        if _errors(found).are_no_more_than(errors):
            return FixedDocument(changed, tuple(fixes[:tried]), found)
        if tried == 1:
            del fixes[0]
            tried = len(fixes)
        else:
            tried //= 2
    return None


def best_fixes(
    diagnostics: Iterable[Diagnostic], kind: FixableKind[_Document], applicability: Applicability
) -> list[Fix]:
    """Return the first fix of each diagnostic that has edits of this kind of document and is to be trusted at least so far."""
    found = [
        next((fix for fix in each.fixes if kind.has_edits(fix) and fix.applicability >= applicability), None)
        for each in diagnostics
    ]
    return [fix for fix in found if fix is not None]


def chosen_fixes(fixes: Iterable[Fix], kind: FixableKind[_Document]) -> list[Fix]:
    """Return the fixes that can be applied together: of those that overlap or touch, the first."""
    taken = kind.nothing_taken()
    return [fix for fix in fixes if taken.takes(fix)]


class _Errors(NamedTuple):
    """How many errors there are, and how many of them hide others, because a file or a text cannot be read or is beyond a limit."""

    all: int
    of_reading: int
    of_limits: int

    def are_no_more_than(self, others: _Errors) -> bool:
        return all(mine <= other for mine, other in zip(self, others, strict=True))


def _errors(diagnostics: Sequence[Diagnostic]) -> _Errors:
    errors = [each for each in diagnostics if is_error(each)]
    rows = [row_of(each.name) for each in errors]
    return _Errors(len(rows), sum(row.effect == "hides" for row in rows), sum(row.of_limit for row in rows))
