"""What is wrong with one filter, gathered while it is checked, up to a limit."""

from __future__ import annotations

from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS

MOST_DIAGNOSTICS = LIMITS.diagnostics


class EnoughError(ValueError):
    """As many faults as are reported have been found."""


class DiagnosticList:
    """A list of faults that says when it is full. It refers to nothing else, so that no reference cycle comes of it."""

    __slots__ = ("found", "most")

    def __init__(self, found: list[Diagnostic], most: int) -> None:
        """Gather in a list, up to so many."""
        self.found = found
        self.most = most

    def add(self, problem: Diagnostic) -> None:
        """Keep a fault. Raises `EnoughError` when there are as many as are reported."""
        if len(self.found) >= self.most:
            raise EnoughError
        self.found.append(problem)
