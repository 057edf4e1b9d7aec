"""A baseline: suppressions with a reason for all that is found in a file, so that only what comes later is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Diagnostic, Edit
from attioql.documents.model import Document
from attioql.documents.read import read_document
from attioql.documents.suppression_places import SuppressionPlace, suppressible
from attioql.limits import LIMITS
from attioql.linter.selection import find_ignorable
from attioql.linter.suppressions import Linted, is_about_suppressions
from attioql.text.source import Source


class Baseline(NamedTuple):
    """A text with its suppressions: how many diagnostics they ignore, and what is still reported."""

    text: str
    ignored: int
    left: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Group:
    """Diagnostics that one suppression is for, and the places for it that are not tried yet."""

    problems: list[Diagnostic]
    places: Sequence[SuppressionPlace]

    def edit(self) -> Edit:
        return self.places[0].edit(sorted({each.name for each in self.problems}))

    def next_place(self) -> bool:
        """Go on to the next place; tell whether there is one."""
        self.places = self.places[1:]
        return bool(self.places)


def add_suppressions(document: Document, lint: Callable[[Document], Linted], reason: str) -> Baseline:
    """Return a file with suppressions for all that is reported of it, as far as it has places for them.

    Nothing else of the file changes: each suppression is a comment, or a name in a list, and what is read of the file besides
    is the same. A suppression that does not hold to that is written elsewhere, or not at all.
    """
    before = lint(document).problems
    writer = _BaselineWriter(document, lint, before)
    edits = writer.edits(_groups(document, before, reason))
    if not edits:
        return Baseline(document.source.text, 0, before)
    text = apply_edits(document.source.text, edits)
    left = lint(read_document(Source(text, document.source.name))).problems
    return Baseline(text, len(before) - len(left), left)


def suppression_of(
    document: Document, lint: Callable[[Document], Linted], problem: Diagnostic, before: Sequence[Diagnostic]
) -> Edit | None:
    """Return the edit that ignores one diagnostic of a file, `before` being all of them; `None` where the file has no place for it."""
    edits = _BaselineWriter(document, lint, before).edits(_groups(document, [problem], ""))
    return edits[0] if edits else None


def _groups(document: Document, problems: Sequence[Diagnostic], reason: str) -> list[_Group]:
    groups: dict[tuple[str, int], _Group] = {}
    for problem in problems:
        if is_about_suppressions(problem) or find_ignorable(problem.name) is None:
            continue
        group, places = suppressible(document, problem, reason)
        if places:
            groups.setdefault(group, _Group([], places)).problems.append(problem)
    return list(groups.values())


class _BaselineWriter:
    """Finds the edits of one file that hold: all at once where they do, or else those of half of the groups, and so on."""

    def __init__(self, document: Document, lint: Callable[[Document], Linted], before: Sequence[Diagnostic]) -> None:
        self._document = document
        self._lint = lint
        self._before = before
        self._filters = list(_filters_of(document))
        self._copies = 0
        self._left = LIMITS.lint_fix_characters

    def edits(self, groups: list[_Group]) -> list[Edit]:
        held: list[Edit] = []
        ignored: list[Diagnostic] = []
        waiting = [groups] if groups else []
        while waiting and not self._is_over():
            some = waiting.pop()
            edits = [*held, *[each.edit() for each in some]]
            problems = [*ignored, *[problem for each in some for problem in each.problems]]
            if self._hold(edits, problems):
                held, ignored = edits, problems
            elif len(some) > 1:
                half = len(some) // 2
                waiting += (some[half:], some[:half])
            elif some[0].next_place():
                waiting.append(some)
        return held

    def _is_over(self) -> bool:
        return self._left <= 0 and self._copies >= LIMITS.lint_fix_copies

    def _hold(self, edits: Sequence[Edit], ignored: Sequence[Diagnostic]) -> bool:
        """Tell whether a file with edits says what it said, and none of what is to be ignored is reported, nor anything new."""
        source = self._document.source
        text = apply_edits(source.text, edits)
        self._copies += 1
        self._left -= len(text)
        changed = read_document(Source(text, source.name))
        if self._document.is_code and len(changed.remarks) != len(self._document.remarks) + len(edits):
            return False
        if list(_filters_of(changed)) != self._filters:
            return False
        expected = Counter(map(_key, self._before)) - Counter(map(_key, ignored))
        return Counter(map(_key, self._lint(changed).problems)) <= expected


def _key(problem: Diagnostic) -> tuple[str, str, str | None]:
    return problem.name, problem.message, problem.pointer


def _filters_of(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each filter; no text where that is the whole file, which the suppressions are in."""
    for entry in document.entries:
        yield entry.name, "" if entry.where is None else entry.source.text
