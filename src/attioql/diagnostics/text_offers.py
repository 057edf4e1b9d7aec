"""Fixes of query text that hold (`diagnostics.fix_search`). What is wrong in one condition is tried there alone, where that can be checked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.codes import row_of
from attioql.diagnostics.fix_search import CopyBudget, FixSearch, alike, not_among, without_fix, without_suggestion
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix, Severity
from attioql.diagnostics.phrases import short
from attioql.limits import LIMITS
from attioql.text.source import Span

Check: TypeAlias = Callable[[str], Sequence[Diagnostic]]
"""Checks a text, and returns its diagnostics with fixes that need not hold."""


def with_offers(
    problems: Sequence[Diagnostic],
    text: str,
    check: Check,
    find_conditions: Callable[[], Sequence[Span]],
    shown: int | None = None,
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a text, each with those of its fixes that hold.

    `find_conditions` returns spans, in order, that can be checked by themselves: what is wrong inside one is tried there alone.
    Only those that are `shown` have fixes, by default all. The fewer are shown, the fewer copies are checked.
    """
    most = LIMITS.diagnostics if shown is None else min(shown, LIMITS.diagnostics)
    tried, others = (problems, ()) if shown is None else (problems[:shown], problems[shown:])
    if not any(_is_tried(fix) for problem in tried for fix in problem.fixes):
        return (*tried, *map(_without_offers, others))
    budget = CopyBudget(max(LIMITS.text_fix_characters * most // LIMITS.diagnostics, 2 * len(text)))
    whole = _FaultyText(text, problems, check, budget, most)
    conditions = _CheckedConditions(text, check, find_conditions(), budget, most)
    offered = [conditions.with_offers(problem) or whole.with_offers(problem) for problem in tried]
    return (*offered, *map(_without_offers, others))


class _CheckedConditions:
    """The conditions of a text, which are checked by themselves: each once, when it is first needed."""

    def __init__(self, text: str, check: Check, spans: Sequence[Span], budget: CopyBudget, most: int) -> None:
        self._text = text
        self._check = check
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._texts: dict[int, _FaultyText] = {}
        self._budget = budget
        self._most = most

    def with_offers(self, problem: Diagnostic) -> Diagnostic | None:
        """Return a diagnostic with the fixes that hold in its condition; `None` where it is not about one condition alone."""
        if problem.span is None or not any(map(_is_tried, problem.fixes)):
            return None
        index = bisect_right(self._starts, problem.span.start) - 1
        spans = [problem.span, *(edit.span for fix in problem.fixes for edit in fix.edits)]
        if index < 0 or not all(_is_inside(span, self._spans[index]) for span in spans):
            return None
        start = self._spans[index].start
        condition = self._condition(index)
        wanted = _moved(problem.span, -start)
        again = next(
            (each for each in condition.problems if each.span == wanted and alike(each) == alike(problem)), None
        )
        if again is None or [_moved_fix(fix, start) for fix in again.fixes] != [*problem.fixes]:
            return None
        offered = condition.with_offers(again)
        fixes = tuple([_moved_fix(fix, start) for fix in offered.fixes])
        return replace(problem, message=offered.message, notes=offered.notes, fixes=fixes)

    def _condition(self, index: int) -> _FaultyText:
        if index not in self._texts:
            start, end = self._spans[index]
            text = self._text[start:end]
            self._texts[index] = _FaultyText(text, self._check(text), self._check, self._budget, self._most)
        return self._texts[index]


def _is_inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _moved_fix(fix: Fix, by: int) -> Fix:
    return fix._replace(edits=tuple([Edit(_moved(edit.span, by), edit.replacement) for edit in fix.edits]))


def _without_offers(problem: Diagnostic) -> Diagnostic:
    return replace(problem, fixes=())


def _is_tried(fix: Fix) -> bool:
    return bool(fix.edits)


class _Held(NamedTuple):
    """A fix that holds; or, where none does, the error that the first step leads to."""

    fix: Fix | None
    error: Diagnostic | None = None


def _is_likely(fix: Fix) -> bool:
    """Tell whether a fix may extend another or be extended: one that is only shown is one possibility of several."""
    return fix.applicability > Applicability.DISPLAY


class _FaultyText(NamedTuple):
    """A text whose fixes are tried, with its diagnostics; there may be others where as many were looked up as `most`."""

    text: str
    problems: Sequence[Diagnostic]
    check: Check
    budget: CopyBudget
    most: int

    def with_offers(self, problem: Diagnostic) -> Diagnostic:
        """Return a diagnostic with those of its fixes that hold. Where its suggestion does not, a note says why.

        None holds in a text that was not read to its end: nothing was looked up in it.
        """
        if not any(map(_is_tried, problem.fixes)):
            return problem
        if self.problems[-1].name == _NOT_READ:
            return replace(problem, fixes=(), message=without_suggestion(problem))
        found = [_held(self, problem, fix) if _is_tried(fix) else _Held(fix) for fix in problem.fixes]
        fixes = tuple([each.fix for each in found if each.fix is not None])
        if found[0].fix is not None:
            return replace(problem, fixes=fixes, notes=tuple(dict.fromkeys(problem.notes)))
        suggested = problem.fixes[0].edits[0].replacement
        message, notes = without_fix(problem, suggested, found[0].error)
        return replace(problem, fixes=fixes, message=message, notes=notes)


def _held(text: _FaultyText, problem: Diagnostic, first: Fix) -> _Held:
    """Return a fix that begins with this one and holds.

    Where more steps do not help, an error that the mistake had hidden is no reason against a fix.
    """
    found = _TextSearch(text, problem).outcome([first])
    if found.fixes:
        return _Held(first if len(found.fixes) == 1 else _joined(text.text, found.copy, found.fixes))
    regions = _edited_regions(first.edits)
    error = next((each for each in found.errors if not _is_revealed(each, problem, regions)), None)
    if error is None and found.last is not None and _is_related(found.last, regions):
        error = found.last
    return _Held(first if found.errors and error is None else None, error)


class _TextSearch(FixSearch[str, Diagnostic, Fix]):
    """Searches for fixes of one diagnostic of a text."""

    def __init__(self, text: _FaultyText, problem: Diagnostic) -> None:
        super().__init__(text.text, text.budget, LIMITS.text_fix_tries, LIMITS.text_fix_steps)
        self._text = text
        self._problem = problem
        self._others = [each for each in text.problems if each is not problem and each.severity is Severity.ERROR]

    def applied(self, copy: str, fix: Fix) -> str:
        return apply_edits(copy, fix.edits)

    def cost(self, copy: str) -> int:
        count = len(self._text.problems)  # the copy has about as many; recovery from each grows with the text
        return (len(copy) + 1) * (1 + count // 10) + LIMITS.text_fix_mistake * count

    def following(self, _: str, error: Diagnostic, first: Fix) -> Sequence[Fix]:
        return [each for each in error.fixes if each.edits and _is_likely(each)] if _is_likely(first) else []

    def new_errors(self, copy: str) -> list[Diagnostic]:
        end = _looked_up_to(self._text)
        known = [each for each in self._text.check(copy) if end is None or _stands_before(each, end + len(copy))]
        places = {(each.name, each.span.start) for each in self._others if each.span is not None}
        return [
            each
            for each in not_among(known, self._others)
            if row_of(each.name).effect != "asks"
            and places.isdisjoint(_former_places(each, self._text.text, copy))
            and (each.severity is Severity.ERROR or alike(each) == alike(self._problem))
        ]


def _looked_up_to(text: _FaultyText) -> int | None:
    """Return where looking things up ended, after the most errors, counted from the end of the text; `None` where it did not."""
    found = [each.span.start for each in text.problems if each.span is not None and not each.code.startswith(_SYNTAX)]
    return max(found) - len(text.text) if len(found) >= text.most else None


def _stands_before(error: Diagnostic, end: int) -> bool:
    return error.code.startswith(_SYNTAX) or error.span is None or error.span.start <= end


def _former_places(error: Diagnostic, old: str, new: str) -> Iterator[tuple[str, int]]:
    """Yield where an error stood before a change of the text, if it stands before or behind all that was changed."""
    if error.span is None:
        return
    start, end = error.span
    if old.startswith(new[:end]):
        yield error.name, start
    if old.endswith(new[start:]):
        yield error.name, start - len(new) + len(old)


def _edited_regions(edits: Sequence[Edit]) -> list[Span]:
    """Return where the replacements of edits stand in the changed text."""
    regions = []
    shift = 0
    for (start, end), replacement in sorted(edits):
        regions.append(Span(start + shift, start + shift + len(replacement)))
        shift += len(replacement) - (end - start)
    return regions


def _is_revealed(error: Diagnostic, fixed: Diagnostic, regions: Sequence[Span]) -> bool:
    """Tell whether an error was there before a fix, hidden by the mistake that is fixed.

    So is one about text that the fix does not touch, if the mistake was one of syntax, or if the error is about a name: what a
    name means depends on the names before it alone.
    """
    if not (fixed.code.startswith(_SYNTAX) or error.code.startswith(_NAMES)) or error.code.startswith(_SYNTAX):
        return False
    if error.span is None or error.pointer is not None or alike(error) == alike(fixed) or _is_related(error, regions):
        return False
    return not _touches(error.span, regions)


def _is_related(error: Diagnostic, regions: Sequence[Span]) -> bool:
    """Tell whether an error is about a part of an edited condition, which a label of it names."""
    return error.code.startswith(_NAMES) and any(_touches(label.span, regions) for label in error.labels)


def _touches(span: Span, regions: Sequence[Span]) -> bool:
    return any(region.start <= span.end and span.start <= region.end for region in regions)


_SYNTAX = "AQ1"
_NOT_READ = "too-many-problems"
_NAMES = "AQ2"


def _joined(old: str, new: str, fixes: Sequence[Fix]) -> Fix:
    """Return the one edit, of whole words, that makes one text of another, as these fixes do one after another."""
    shorter = min(len(old), len(new))
    start = next((index for index in range(shorter) if old[index] != new[index]), shorter)
    while start and _is_in_word(old[start - 1]):
        start -= 1
    most = shorter - start
    behind = next((index for index in range(most) if old[-1 - index] != new[-1 - index]), most)
    while behind and _is_in_word(old[len(old) - behind]):
        behind -= 1
    written = new[start : len(new) - behind]
    edit = Edit(Span(start, len(old) - behind), written)
    message = ", then ".join(dict.fromkeys(fix.message for fix in fixes))
    return Fix(short(message, 90), Applicability.UNSAFE, (edit,))


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character in "_.\"'`"
