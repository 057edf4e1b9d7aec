"""Conditions in the form of calls and references: `OR(a, b)`, `contains(name, "x")`, `name.startsWith("x")`, `[name] = "x"`."""

from __future__ import annotations

from attioql.aliases import load_aliases
from attioql.limits import LIMITS
from attioql.operators import load_operators
from attioql.syntax.machine import NAME
from attioql.syntax.recovery.state import ParserState, RecoveryRule, Repair, Where
from attioql.syntax.recovery.value_rules import values_from
from attioql.syntax.recovery.vocabulary import CLOSING, CONNECTIVES, NAMES, OPERATORS
from attioql.text.source import Span

_JOINERS = {"AND": "and", "OR": "or"}
_COMES_BEFORE_CONDITION = CONNECTIVES | {"(", ",", "not", "!"}
_BEGINS_TEST = OPERATORS | {"NOT", "STARTS", "ENDS", "STARTS_WITH", "ENDS_WITH", NAME}


def _function_of_conditions(at: ParserState) -> Repair | None:
    """Recognise `OR(a, b)` and `AND(a, OR(b, c))`."""
    opening = next(iter(at.ahead(1)), None)
    if opening is None or opening.terminal != "LPAR":
        return None
    name, closing = at.text[at.start : at.end], at.closing_of(opening.start)
    if closing is None and opening.start == at.end:
        return Repair(at.say("function-of-conditions", name=name, joiner=at.word, here=None, whole=None), at.end)
    here = _with_joiners(at, closing.end) if closing is not None else None
    if closing is None or here is None:
        return None
    whole = Span(at.start, closing.end)
    problem = at.say("function-of-conditions", name=name, joiner=at.word, here=here, whole=whole)
    return Repair(problem, beyond=closing.end)


def _with_joiners(at: ParserState, end: int) -> str | None:
    """Return calls with their names between the conditions, in the place of the commas; `None` if the first has no comma."""
    parts, copied, before, called = [], at.start, "(", ""
    open_calls: list[str] = []
    is_joined = False
    for token in at.each_ahead(at.start):
        if token.end > end:
            break
        if token.terminal in _JOINERS and before in _COMES_BEFORE_CONDITION:
            parts.append(at.text[copied : token.start])
            called, copied = _JOINERS[token.terminal], token.end
        elif token.text in CLOSING:
            open_calls.append(called if token.text == "(" else "")
            called = ""
        elif token.text in CLOSING.values():
            open_calls.pop()
        elif token.text == "," and open_calls[-1]:
            is_joined = is_joined or len(open_calls) == 1
            following = "" if at.text[token.end].isspace() else " "
            parts.append(f"{at.text[copied : token.start].rstrip()} {open_calls[-1]}{following}")
            copied = token.end
        before = token.text.lower()
    return "".join([*parts, at.text[copied:end]]) if is_joined else None


def _function(at: ParserState) -> Repair | None:
    """Recognise `contains(name, "x")`."""
    opening = next(iter(at.ahead(1)), None)
    if opening is None or opening.terminal != "LPAR":
        return None
    return _operator_called(at, at.span, opening.start)


def _method(at: ParserState) -> Repair | None:
    """Recognise `name.contains("x")` and `startsWith(name, "x")`."""
    path = at.path_before()
    return _operator_called(at, path, at.start) if path is not None else None


def _operator_called(at: ParserState, callee: Span, opening: int) -> Repair | None:
    path, dot, word = at.text[callee.start : callee.end].rpartition(".")
    operator, closing = load_aliases().words["functions"].get(word.lower().replace("_", "")), at.closing_of(opening)
    if operator is None or closing is None:
        return None
    path, before_values = (path, opening) if dot else _path_in(at, opening + 1)
    here = _condition(at, path, operator, before_values, closing) if path else None
    if not dot and here is None:
        return None
    name, whole = Span(callee.end - len(word), callee.end), Span(callee.start, closing.end)
    return Repair(at.say("operator-called", name, operator=operator, here=here, whole=whole), beyond=closing.end)


def _path_in(at: ParserState, start: int) -> tuple[str, int]:
    """Return the path at an offset, and where the comma after it stands; no path if anything else is there."""
    end = start
    for token in at.ahead(LIMITS.recovery_path_tokens, start):
        if token.text == ",":
            return at.text[start:end].strip(), token.start
        if token.terminal not in {*NAMES, "DOT"}:
            break
        end = token.end
    return "", start


def _condition(at: ParserState, path: str, operator: str, start: int, closing: Span) -> str | None:
    """Return a condition on the values between the mark at `start` and the closing bracket, if the operator takes as many."""
    values, end = values_from(at, start + 1)
    if at.text[end : closing.start].strip():
        return None
    match load_operators().spellings[operator].takes, len(values):
        case "list", count if count:
            return f"{path} {operator} ({', '.join(values)})"
        case "value", 1:
            return f"{path} {operator} {values[0]}"
        case "nothing", 0:
            return f"{path} {operator}"
        case _:
            return None


def _reference_in_brackets(at: ParserState) -> Repair | None:
    """Recognise `[name] = "x"` and `{Job Title} = "x"`: an attribute in the brackets of another language."""
    closing, words = at.closing_of(at.start), []
    if closing is None:
        return None
    for token in at.ahead(LIMITS.recovery_operator_words + 1):
        if token.start == closing.start:
            break
        if token.terminal != NAME:
            return None
        words.append(token.text)
    following = next(iter(at.ahead(1, closing.end)), None)
    if not words or following is None or following.terminal not in _BEGINS_TEST:
        return None
    here, whole = "_".join(words).lower() if len(words) > 1 else words[0], Span(at.start, closing.end)
    return Repair(at.say("reference-in-brackets", whole, here=here), closing.end, (NAME, here))


RULES = (
    RecoveryRule(Where.CONDITION, frozenset({"AND", "OR"}), _function_of_conditions),
    RecoveryRule(Where.CONDITION, OPERATORS, _function),
    RecoveryRule(Where.OPERATOR, frozenset({"LPAR"}), _method),
    RecoveryRule(Where.CONDITION, frozenset({"[", "{"}), _reference_in_brackets),
)
"""What goes wrong with calls and references."""
