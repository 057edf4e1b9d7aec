"""Fixes that hold: each is applied to a copy, which is checked again, and is offered only if its diagnostic goes and no error comes.

A fix that leads to another error is extended by a fix for that one, so a new name and the value it takes are one fix. Query text
(`diagnostics.text_offers`) and filter JSON (`attio.offers`) say what a copy is, how it is checked and which fixes come next.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from attioql.diagnostics.phrases import no_help


class Reported(Protocol):
    """A diagnostic, or a fault that becomes one."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def message(self) -> str:
        """Its headline."""

    @property
    def suggestion(self) -> str:
        """The end of its headline that names what was probably meant."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Its notes."""


_Copy = TypeVar("_Copy")
_Problem = TypeVar("_Problem", bound=Reported)
_Fix = TypeVar("_Fix")


class CopyBudget:
    """How much of copies may still be checked."""

    def __init__(self, left: int) -> None:
        """Start with so many characters or values."""
        self.left = left


@dataclass(frozen=True, slots=True)
class FixOutcome(Generic[_Copy, _Problem, _Fix]):
    """The fixes that hold together and the copy with them; none where no fix holds.

    `errors` are those after the first fix alone, and `last` is the first error of the copy with the most fixes.
    """

    copy: _Copy
    fixes: tuple[_Fix, ...]
    errors: Sequence[_Problem]
    last: _Problem | None = None


class FixSearch(Generic[_Copy, _Problem, _Fix]):
    """Searches for fixes of one diagnostic that hold, while the budget lasts."""

    def __init__(self, start: _Copy, budget: CopyBudget, most_tries: int, most_steps: int) -> None:
        """Keep the original, and how many copies and how many fixes for one are tried."""
        self._start = start
        self._budget = budget
        self._most_tries = most_tries
        self._most_steps = most_steps

    def outcome(self, firsts: Iterable[_Fix]) -> FixOutcome[_Copy, _Problem, _Fix]:
        """Return the fewest fixes that hold, which begin with one of these."""
        waiting: deque[tuple[_Copy, _Fix, tuple[_Fix, ...]]] = deque((self._start, fix, ()) for fix in firsts)
        after_first: Sequence[_Problem] | None = None
        last: _Problem | None = None
        tries = 0
        while waiting and tries < self._most_tries and self._budget.left > 0:
            copy, fix, made = waiting.popleft()
            changed = self.applied(copy, fix)
            if changed is None:
                continue
            tries += 1
            self._budget.left -= self.cost(changed)
            made = (*made, fix)
            errors = self.new_errors(changed)
            after_first, last = errors if after_first is None else after_first, next(iter(errors), None)
            if not errors:
                return FixOutcome(changed, made, after_first)
            if len(made) < self._most_steps:
                waiting += [(changed, each, made) for each in self.following(changed, errors[0], made[0])]
        return FixOutcome(self._start, (), after_first or (), last)

    def applied(self, copy: _Copy, fix: _Fix) -> _Copy | None:
        """Return a copy with a fix applied; `None` where that is impossible."""
        raise NotImplementedError

    def cost(self, copy: _Copy) -> int:
        """Return how much of the budget the check of a copy takes."""
        raise NotImplementedError

    def new_errors(self, copy: _Copy) -> Sequence[_Problem]:
        """Return the errors of a copy that the original does not have, and the diagnostic itself if it is still there."""
        raise NotImplementedError

    def following(self, copy: _Copy, error: _Problem, first: _Fix) -> Iterable[_Fix]:
        """Return the fixes of an error of a copy that may extend a first fix."""
        raise NotImplementedError


def alike(problem: Reported) -> tuple[str, str]:
    """Return what two diagnostics have in common that are about the same mistake."""
    return problem.name, problem.message


def not_among(problems: Iterable[_Problem], others: Iterable[_Problem]) -> list[_Problem]:
    """Return the diagnostics that are not among others, each of which stands for one that is alike."""
    known = Counter(map(alike, others))
    new = []
    for problem in problems:
        if known[alike(problem)] > 0:
            known[alike(problem)] -= 1
        else:
            new.append(problem)
    return new


def without_suggestion(problem: Reported) -> str:
    """Return the headline without the name that was probably meant: a fix that leads to another error is not suggested."""
    return problem.message.removesuffix(problem.suggestion)


def without_fix(problem: Reported, suggested: str, error: Reported | None) -> tuple[str, tuple[str, ...]]:
    """Return the headline and notes of a diagnostic whose suggestion does not hold: no suggestion, and which error it leads to."""
    notes = problem.notes if error is None else (no_help(suggested, error.message), *error.notes, *problem.notes)
    return without_suggestion(problem), tuple(dict.fromkeys(notes))
