"""Collects the rules of a grammar: what is said twice becomes one rule, and what grows with the workspace is counted."""

from __future__ import annotations

from collections.abc import Iterable

from attioql.grammars.model import Production, Ref, Sequence
from attioql.limits import LIMITS


class TooLargeError(ValueError):
    """A grammar has more alternatives than the limit."""


class Builder:
    """The rules of one grammar, in the order in which they were added."""

    def __init__(self) -> None:
        """Begin with no rules."""
        self.productions: list[Production] = []
        self._names: dict[tuple[bool, tuple[Sequence, ...]], str] = {}
        self._counts: dict[str, int] = {}
        self._alternatives = 0

    def add(self, kind: str, alternatives: Iterable[Sequence], *, lexeme: bool = False) -> Ref:
        """Add a rule, and return the reference to it, or to an earlier rule that is the same or all that it says.

        It is called by its kind and a number. Raises `TooLargeError`.
        """
        meant = tuple(alternatives)
        self.count(len(meant))
        match meant:
            case ((Ref() as only,),):
                return only
        known = self._names.get((lexeme, meant))
        if known is not None:
            return Ref(known)
        self._counts[kind] = self._counts.get(kind, 0) + 1
        name = f"{kind}-{self._counts[kind]}"
        self._names[lexeme, meant] = name
        self.productions.append(Production(name, meant, lexeme))
        return Ref(name)

    def count(self, alternatives: int) -> None:
        """Count alternatives before they are gathered. Raises `TooLargeError` beyond the limit."""
        self._alternatives += alternatives
        if self._alternatives > LIMITS.grammar_alternatives:
            raise TooLargeError
