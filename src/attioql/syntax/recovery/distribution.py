"""One comparison for several values: what `= "a" or "b"` and `!= Lead or Won` mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attioql.diagnostics.phrases import short
from attioql.limits import LIMITS
from attioql.operators import is_negated, load_operators
from attioql.syntax.machine import NAME
from attioql.syntax.nodes import Comparison, Literal
from attioql.syntax.recovery.state import ParserState, RecoveryRule, Repair, Where, is_token
from attioql.syntax.recovery.value_rules import text_end
from attioql.syntax.recovery.vocabulary import CONNECTIVES, EQUALITIES, quoted
from attioql.syntax.tokens import start_of, text_of
from attioql.text.source import Span

OR = frozenset({"or", "||"})
_NEGATED = re.compile(r"(?:\bnot|!)\s*\Z", re.IGNORECASE)


def distributed(
    text: str, comparison: Comparison, connective: str, first: int, others: Sequence[str], value: str | None = None
) -> str | None:
    """Return a comparison for the values that follow it, from `first` on; for alternatives, also for its own value.

    `value` is how its own value is written. `!= "a" or "b"` excludes both values. Where the comparison is negated, or stands in
    brackets, that is in doubt.
    """
    operand, row = comparison.operand, load_operators().spellings.get(comparison.operator)
    joined = text[comparison.end : first].strip().lower()
    if operand is None or row is None or joined != connective:
        return None
    if row.takes == "list" and connective in OR and text[operand.end - 1] in ")]":
        return f"{text[comparison.start : operand.end - 1].rstrip()}, {', '.join(others)}{text[operand.end - 1]}"
    if row.takes != "value":
        return None
    before = max(comparison.start - LIMITS.recovery_operator_characters, 0)
    is_denied = _NEGATED.search(text, before, comparison.start)
    is_alternative = connective in OR
    own = value or text[operand.start : operand.end]
    values = [own, *others] if is_alternative else others
    if is_denied and (row.negates or not is_alternative):
        return None
    left = text[comparison.start : comparison.operator_end]
    if is_alternative and comparison.operator in EQUALITIES:
        path = text[comparison.path.start : comparison.path.end]
        return f"{path} {EQUALITIES[comparison.operator]} ({', '.join(values)})"
    joined_by = "or" if is_alternative and not row.negates else "and"
    conditions = f" {joined_by} ".join(f"{left} {each}" for each in values)
    return f"({conditions})" if is_alternative else conditions


def _words_for_condition(at: ParserState) -> Repair | None:
    """Recognise `= Lead or Closed Won`: a text of several words where a condition should follow `and` or `or`."""
    first = at.name_before()
    return None if first is None else text_for_condition(at, start_of(first))


def text_for_condition(at: ParserState, start: int) -> Repair | None:
    """Recognise a text of several words that is a value of the condition before it. Behind a mistake there, it follows from that one."""
    found = next(
        (each for each in map(at.read, (1, 2, 3)) if is_token(each) and text_of(each).lower() in CONNECTIVES), None
    )
    end = text_end(at, start, in_list=False)
    following = at.ahead(1, end) if end is not None else ()
    text = at.text[start:end]
    if found is None or end is None or not _may_be_value(text) or (following and following[0].terminal not in _ENDS):
        return None
    if at.is_broken_before():
        return Repair(None, beyond=end)
    comparison, connective = at.comparison_before(), text_of(found).lower()
    if comparison is None:
        return None
    own = comparison.operand
    value = quoted(own.text) if isinstance(own, Literal) and own.kind == "word" else None
    is_ambiguous = connective not in OR and comparison.operator in EQUALITIES and not is_negated(comparison.operator)
    here = None if is_ambiguous else distributed(at.text, comparison, connective, start, [quoted(text)], value)
    whole = Span(comparison.start if connective in OR else start, end)
    problem = at.say(
        "value-for-condition", Span(start, end), connective=connective, value=f"`{short(text)}`", here=here, whole=whole
    )
    return Repair(problem, beyond=end)


def _may_be_value(text: str) -> bool:
    """Tell whether a text can be no condition with an operator that nobody knows: it has two words, or each has a capital letter."""
    words = text.split()
    return len(words) == _WORDS or all(word[0].isupper() for word in words)


_WORDS = 2
_ENDS = frozenset({"AND", "OR", "AMPERSANDS", "PIPES", "RPAR", "RBRACE"})

RULES = (RecoveryRule(Where.OPERATOR, frozenset({NAME}), _words_for_condition),)
"""Texts of several words where a condition should follow."""
