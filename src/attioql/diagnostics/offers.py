"""Fixes of a text: each is applied to a copy, and offered only if its diagnostic goes and no error comes.

A fix that leads to another error is extended by a fix for that one, so a new name and the value it takes are one fix.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix, Severity
from attioql.diagnostics.phrases import no_help, short, without_suggestion
from attioql.limits import LIMITS
from attioql.text.source import Span

MOST_STEPS = LIMITS.text_fix_steps

MOST_TRIES = LIMITS.text_fix_tries

MOST_CHARACTERS = LIMITS.text_fix_characters

MOST_PROBLEMS = LIMITS.diagnostics

OF_ARGUMENTS = frozenset({"now-needed", "missing-parameter", "unused-parameter"})
"""Errors that ask for another argument, not for another text."""

Check: TypeAlias = Callable[[str], Sequence[Diagnostic]]
"""Checks a text, and returns its diagnostics with fixes that need not hold."""


class _FixedText(NamedTuple):
    """A text after some fixes, and the diagnostic to be fixed next."""

    text: str
    problem: Diagnostic
    fixes: tuple[Fix, ...]


def with_offers(
    problems: Sequence[Diagnostic], text: str, check: Check, find_conditions: Callable[[], Sequence[Span]]
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a text, each with those of its fixes that hold.

    `find_conditions` returns spans, in order, that can be checked by themselves: what is wrong inside one is tried there alone.
    """
    if not any(_is_tried(fix) for problem in problems for fix in problem.fixes):
        return tuple(problems)
    budget = _CharacterBudget(max(MOST_CHARACTERS, 2 * len(text)))
    whole = _FixSearch(text, problems, check, budget)
    conditions = _CheckedConditions(text, check, find_conditions(), budget)
    return tuple([conditions.with_offers(problem) or whole.with_offers(problem) for problem in problems])


class _CharacterBudget:
    """The characters of copies that may still be checked."""

    def __init__(self, characters: int) -> None:
        self.left = characters


class _CheckedConditions:
    """The conditions of a text, which are checked by themselves: each once, when it is first needed."""

    def __init__(self, text: str, check: Check, spans: Sequence[Span], budget: _CharacterBudget) -> None:
        self._text = text
        self._check = check
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._searches: dict[int, _FixSearch] = {}
        self._budget = budget

    def with_offers(self, problem: Diagnostic) -> Diagnostic | None:
        """Return a diagnostic with the fixes that hold in its condition; `None` where it is not about one condition alone."""
        if problem.span is None or not any(map(_is_tried, problem.fixes)):
            return None
        index = bisect_right(self._starts, problem.span.start) - 1
        spans = [problem.span, *(edit.span for fix in problem.fixes for edit in fix.edits)]
        if index < 0 or not all(_is_inside(span, self._spans[index]) for span in spans):
            return None
        start = self._spans[index].start
        search = self._search(index)
        wanted = _moved(problem.span, -start)
        again = next(
            (each for each in search.problems if each.span == wanted and _alike(each) == _alike(problem)), None
        )
        if again is None:
            return None
        offered = search.with_offers(again)
        fixes = tuple([_moved_fix(fix, start) for fix in offered.fixes])
        return replace(problem, message=offered.message, notes=offered.notes, fixes=fixes)

    def _search(self, index: int) -> _FixSearch:
        if index not in self._searches:
            start, end = self._spans[index]
            text = self._text[start:end]
            self._searches[index] = _FixSearch(text, self._check(text), self._check, self._budget)
        return self._searches[index]


def _is_inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _moved_fix(fix: Fix, by: int) -> Fix:
    return fix._replace(edits=tuple([Edit(_moved(edit.span, by), edit.replacement) for edit in fix.edits]))


def _is_tried(fix: Fix) -> bool:
    return bool(fix.edits)


class _Held(NamedTuple):
    """A fix that holds; or, where none does, the error that the first step leads to."""

    fix: Fix | None
    error: Diagnostic | None = None


def _is_likely(fix: Fix) -> bool:
    """Tell whether a fix may extend another or be extended: one that is only shown is one possibility of several."""
    return fix.applicability > Applicability.DISPLAY


class _FixSearch:
    """Tries the fixes of one text, while there are characters left to check."""

    def __init__(self, text: str, problems: Sequence[Diagnostic], check: Check, budget: _CharacterBudget) -> None:
        self._text = text
        self.problems = problems
        self._check = check
        self._budget = budget
        self._cost = 1 + len(problems) // 10  # what recovery does for each mistake grows with the text

    def with_offers(self, problem: Diagnostic) -> Diagnostic:
        """Return a diagnostic with those of its fixes that hold. Where its suggestion does not, a note says why."""
        if not any(map(_is_tried, problem.fixes)):
            return problem
        others = [each for each in self.problems if each is not problem and each.severity is Severity.ERROR]
        found = [self._held(problem, fix, others) if _is_tried(fix) else _Held(fix) for fix in problem.fixes]
        fixes = tuple([each.fix for each in found if each.fix is not None])
        message = problem.message if found[0].fix is not None else without_suggestion(problem.message)
        notes = problem.notes
        if found[0].fix is None and found[0].error is not None:
            error = found[0].error
            notes = (no_help(problem.fixes[0].edits[0].replacement, error.message), *error.notes, *notes)
        return replace(problem, fixes=fixes, message=message, notes=tuple(dict.fromkeys(notes)))

    def _held(self, problem: Diagnostic, fix: Fix, others: Sequence[Diagnostic]) -> _Held:
        """Return a fix that begins with this one and holds; the fewest steps are tried first.

        Where more steps do not help, an error that the mistake had hidden is no reason against a fix.
        """
        waiting = deque([(_FixedText(self._text, problem, ()), fix)])
        tries = 0
        first = fix
        error: Diagnostic | None = None
        reveals = False
        while waiting and tries < MOST_TRIES and self._budget.left > 0:
            (text, _, made), fix = waiting.popleft()
            changed = apply_edits(text, fix.edits)
            tries += 1
            self._budget.left -= (len(changed) + 1) * self._cost
            made = (*made, fix)
            new = self._new(changed, others, problem)
            if not new:
                return _Held(fix if len(made) == 1 else _joined(self._text, changed, made))
            if len(made) == 1:
                regions = _edited_regions(first.edits)
                error = next((each for each in new if not _is_revealed(each, problem, regions)), None)
                reveals = error is None
            if len(made) < MOST_STEPS and _is_likely(first):
                step = _FixedText(changed, new[0], made)
                waiting += [(step, each) for each in new[0].fixes if each.edits and _is_likely(each)]
        return _Held(first if reveals else None, error)

    def _new(self, changed: str, others: Sequence[Diagnostic], problem: Diagnostic) -> list[Diagnostic]:
        """Return the errors that were not there before, and the diagnostic itself if it is still there."""
        known = Counter(map(_alike, others))
        places = {(each.name, each.span.start) for each in others if each.span is not None}
        is_cut = len(self.problems) >= MOST_PROBLEMS
        new = []
        for each in self._check(changed):
            if known[_alike(each)] > 0:
                known[_alike(each)] -= not is_cut
            elif each.name in OF_ARGUMENTS or not places.isdisjoint(_former_places(each, self._text, changed)):
                continue
            elif each.severity is Severity.ERROR or _alike(each) == _alike(problem):
                new.append(each)
        return new


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
    if error.span is None or error.pointer is not None or _alike(error) == _alike(fixed):
        return False
    start, end = error.span
    return not any(region.start <= end and start <= region.end for region in regions)


_SYNTAX = "AQ1"
_NAMES = "AQ2"


def _alike(problem: Diagnostic) -> tuple[str, str]:
    return problem.name, problem.message


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
