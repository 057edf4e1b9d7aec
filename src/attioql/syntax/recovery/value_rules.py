"""Text without quotes, with the wrong quotes, or with quotes in it; and lists where they cannot stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from attioql.limits import LIMITS
from attioql.syntax import messages
from attioql.syntax.machine import JUNK, NAME
from attioql.syntax.recovery.state import (
    ANY,
    FaultyOperand,
    ParserState,
    RecoveryRule,
    Repair,
    Where,
    by_pattern,
    is_token,
    span_of,
)
from attioql.syntax.recovery.vocabulary import (
    BETWEEN,
    CLOSING,
    CONNECTIVES,
    EQUAL_SIGNS,
    EQUALITIES,
    LITERALS,
    OPERAND_END,
    OPERATOR_WORDS,
    OPERATORS,
    RESERVED_OPERATORS,
    SIGN_STARTS,
    quoted,
)
from attioql.syntax.tokens import end_of, start_of, text_of
from attioql.text.source import Span

_TYPOGRAPHIC = {marks[0]: marks[1:] for marks in ["“”“", "””“", "„“”", "«»", "»«", "‘’‘", "’’‘", "‚‘’", "‹›", "›‹"]}
"""Quotation marks of word processors that open a string, with those that close it."""

_NAMED_PLACEHOLDERS = (
    r"[$#]\{\s*NAME\s*\}",
    r"\$NAME",
    r"\{\{?\s*NAME\s*\}?\}",
    r"%\(NAME\)[sd]",
    r"@NAME(?!\S)",
    r"<NAME>",
    r"\[NAME\](?!\S)",
)
_OTHER_PLACEHOLDERS = r"[$#]\{\s*\w*\s*\}|\$\w+|\{\{?\s*\w*\s*\}?\}|%\(\w+\)[sd]|%[sdr](?!\w)|\?\d*|@\w+(?!\S)"
_POSITION = r"\$(?P<number>\d{1,2})(?![\w.,'])"
_PARAMETER = Where.VALUE | Where.LIST
_LONE_COLON = r":+[ \t]*(?!(?:and|or)\b)"
_CLAUSE = re.compile(r"(?:(?:order|sort|group)\s+by|(?:limit|offset|top|skip)\s+\d+|having|where)\b", re.IGNORECASE)
_OPERATOR_WORDS = (OPERATOR_WORDS - {"starts", "ends"}) | {"like"}
_OPERAND_END = re.compile(OPERAND_END, re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"\S+")
_UNQUOTED = re.compile(r"""(?:(?! [#'])[^()\[\]{}"=<>;\r\n])+""")
_UNQUOTED_ITEM = re.compile(r"""(?:(?! [#'])[^()\[\]{}"=<>;\r\n,])+""")


class ValueList(NamedTuple):
    """Literals of a list, and where it ends."""

    values: Sequence[str]
    end: int


def is_clause(at: ParserState) -> bool:
    """Tell whether a clause of another query language begins at the token."""
    return _CLAUSE.match(at.text, at.start) is not None


def repeated(
    at: ParserState, path: Span, operator: Span | str, values: Sequence[str], joined_by: str | None = None
) -> str:
    """Return a condition for each value; all must hold where the operator excludes."""
    written = operator if isinstance(operator, str) else at.text[operator.start : operator.end]
    left, joined_by = (
        f"{at.text[path.start : path.end]} {written}",
        joined_by or ("and" if written.lower().startswith("not") else "or"),
    )
    conditions = f" {joined_by} ".join(f"{left} {value}" for value in values)
    return f"({conditions})" if len(values) > 1 else conditions


def values_from(at: ParserState, start: int) -> ValueList:
    """Return values with commas between them, as literals, up to what is neither."""
    end, found = start, []
    for index, token in enumerate(at.ahead(2 * LIMITS.recovery_values, start)):
        if token.text != "," if index % 2 else token.terminal not in LITERALS | {NAME}:
            break
        if index % 2 == 0:
            end = token.end
            found.append(quoted(token.text) if token.terminal == NAME else token.text)
    return ValueList(found, end)


def values_in_brackets(at: ParserState, opening: int) -> ValueList | None:
    """Return the values of the list that begins with the bracket at `opening`; `None` if it is empty or holds anything else."""
    closing = CLOSING.get(at.text[opening])
    values, end = values_from(at, opening + 1)
    following = at.ahead(1, end)
    if not values or not following or following[0].text != closing:
        return None
    return ValueList(values, following[0].end)


def _typographic_quotes(at: ParserState) -> Repair | None:
    """Recognise a string in quotes that a word processor has made; what it says is read."""
    ends = _TYPOGRAPHIC.get(at.word[0])
    if "STRING" not in at.row or ends is None:
        return None
    limit = at.end + LIMITS.recovery_string_characters
    closing = re.compile(rf"[\r\n]|[{ends}\"'](?!\w)").search(at.text, at.end, limit)
    if closing is None or closing[0] in "\r\n":
        return None
    here = quoted(at.text[at.end : closing.start()])
    problem = at.say("typographic-quotes", Span(at.start, at.start + 1), here=here, whole=Span(at.start, closing.end()))
    return Repair(problem, closing.end() if closing[0] in _TYPOGRAPHIC else None, ("STRING", here))


def _quote_in_string(at: ParserState) -> Repair | None:
    """Recognise `'it's'` and `'O''Brien'`: a quotation mark in a string that ends it too early."""
    operand, last = at.operand, at.before
    if operand is None or operand.tokens != 1 or not is_token(last) or end_of(last) != at.start:
        return None
    start, quote = start_of(last), text_of(last)[0]
    if quote not in "\"'":
        return None
    typographic = re.compile(f"[{''.join(_TYPOGRAPHIC)}]").search(at.text, start, at.start)
    if typographic is not None:
        span = Span(*typographic.span())
        return Repair(at.say("typographic-quotes", span, here=quote, whole=span))
    if at.word == quote:
        return Repair(at.say("stray-quote"), at.end)
    end = _quoted_end(at.text, start, quote, at.start) or _string_end(at.text, start, quote)
    if end is None or end <= at.start:
        return None
    here = quoted(at.text[start + 1 : end - 1].replace(quote * 2, quote))
    return at.silenced(at.say("quote-in-string", Span(start, end), quote=quote, here=here), end)


def _string_end(text: str, start: int, quote: str) -> int | None:
    """Return where a string ends in which quotation marks stand before letters."""
    string = re.compile(rf"{quote}(?:[^{quote}\r\n]|{quote}(?=[\w{quote}])(?<!={quote}))*{quote}").match(text, start)
    return string.end() if string else None


def _quoted_end(text: str, start: int, quote: str, after: int) -> int | None:
    """Return the end of a string with quoted words, as in `'a('x')'`: an operand may end there, and all brackets in it are closed."""
    line = re.compile(r"[^\r\n]*").match(text, start, start + LIMITS.recovery_string_characters)
    if line is None:
        return None
    depth = 0
    for mark in re.finditer(rf"[(){quote}]", line[0][1:]):
        at = start + 1 + mark.start()
        depth += (mark[0] == "(") - (mark[0] == ")")
        if depth < 0:
            return None
        if mark[0] == quote and depth == 0 and at >= after and _OPERAND_END.match(text, at + 1):
            return at + 1
    return None


def _backticks_for_text(at: ParserState) -> Repair:
    """Recognise text in backticks."""
    return at.silenced(at.say("backticks-for-text", here=quoted(at.text[at.start + 1 : at.end - 1])), at.end)


def _negated_value(at: ParserState) -> Repair | None:
    """Recognise `= not "x"`."""
    operand = at.operand
    if operand is None or operand.operator is None or operand.sign not in EQUAL_SIGNS:
        return None
    return Repair(at.say("negated-value", Span(start_of(operand.operator), at.end)))


def _list_for_value(at: ParserState) -> Repair | None:
    """Recognise `= ("a", "b")` and `contains ("a", "b")`."""
    operand, operator, listed = at.operand, at.operator_before(), values_in_brackets(at, at.start)
    if operand is None or operator is None:
        return None
    whole = here = None
    if operand.sign in EQUALITIES:
        closing = at.closing_of(at.start)
        filled = at.text[at.end : closing.start if closing else None].strip()
        return Repair(at.say("list-needs-in", operator, here=EQUALITIES[operand.sign], opening=at.span, filled=filled))
    if operand.sign == BETWEEN:
        if listed is not None and len(listed.values) == 2:
            here, whole = " and ".join(listed.values), Span(at.start, listed.end)
        return Repair(at.say("between-in-brackets", here=here, whole=whole))
    path = at.path_before()
    if path is not None and listed is not None:
        here, whole = repeated(at, path, operator, listed.values), Span(path.start, listed.end)
    return Repair(at.say("list-for-one-value", operator, opening=at.span, here=here, whole=whole))


def _value_for_list(at: ParserState) -> Repair | None:
    """Recognise `in "a"`, `in "a", "b"` and `in 2024`."""
    if at.terminal == "MONTH" or (at.terminal == "NUMBER" and _YEAR.fullmatch(at.word)):
        value = at.text[at.start : at.end]
        return Repair(at.say("in-for-during", span_of(at.before), period=at.span, value=value))
    values, end = values_from(at, at.start)
    if at.terminal == NAME and len(values) == 1:
        end = text_end(at, at.start, in_list=True) or at.end
        values = [quoted(at.text[at.start : end])]
    return Repair(at.say("list-without-brackets", Span(at.start, end), list=", ".join(values)))


def _connective_in_list(at: ParserState) -> Repair | None:
    """Recognise `("a" or "b")`."""
    ahead = at.ahead(2)
    if at.accepts("AND") or not at.accepts("COMMA") or len(ahead) < 2:
        return None
    if ahead[0].terminal not in LITERALS | {NAME} or ahead[1].terminal in OPERATORS:
        return None
    return Repair(at.say("connective-in-list"), at.end, ("COMMA", ","))


def _empty_place_in_list(at: ParserState) -> Repair | None:
    """Recognise `(1,, 2)` and `(, 1)`."""
    if at.operand is None or not at.operand.in_list:
        return None
    return at.skipped("empty-item")


def _unquoted_text(at: ParserState) -> Repair | None:
    """Recognise text of several words, or with signs or letters that a plain word cannot have."""
    operand = at.operand
    if operand is None or operand.kind != "value" or operand.tokens > 1 or at.word in CONNECTIVES | {";"}:
        return None
    start = operand.start
    if not _may_be_text(at, operand):
        return None
    end = text_end(at, start, in_list=operand.in_list)
    if end is None or end < at.end:
        return None
    text = at.text[start:end]
    if operand.in_list and text.lower().startswith("select "):
        return at.silenced(at.say("subquery", Span(start, start + len("select"))), end)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    trust, has_wildcard = "display" if operand.is_ordered else "unsafe", "*" in text or "%" in text
    problem = at.say("unquoted-text", Span(start, end), escaped=escaped, trust=trust, has_wildcard=has_wildcard)
    return at.silenced(problem, end)


def _may_be_text(at: ParserState, operand: FaultyOperand) -> bool:
    """Tell whether an operand begins as a text does, and the token at fault goes on with it."""
    first = at.text[operand.start]
    if operand.tokens and is_clause(at):
        return False
    if first.isdigit():
        return operand.takes_text or _has_words(at, operand.start)
    if not first.isidentifier():
        return first.isalnum() or first in "+@/#&~"
    if operand.tokens:
        return at.name_before() is not None
    return at.terminal == JUNK or is_reserved_text(at)


def _has_words(at: ParserState, start: int) -> bool:
    """Tell whether a text that begins with a digit goes on with a word: `37 signs`, `3M Company`."""
    return re.match(r"\d\S*\s+[^\W\d_]{2,}", at.text[start : start + LIMITS.recovery_string_characters]) is not None


def is_reserved_text(at: ParserState) -> bool:
    """Tell whether a reserved word is the first word of a text, as in `In Progress`."""
    return at.terminal in RESERVED_OPERATORS and [token.terminal for token in at.ahead(1)] == [NAME]


def text_end(at: ParserState, start: int, *, in_list: bool) -> int | None:
    """Return where a text without quotes seems to end: before a connective, a bracket, or the path of what follows."""
    pattern = _UNQUOTED_ITEM if in_list else _UNQUOTED
    text = pattern.match(at.text, start, start + LIMITS.recovery_string_characters)
    if text is None:
        return None
    words = list(_WORD.finditer(at.text, start, text.end()))
    kept = words[: _words_of_text(at.text, words, text.end())]
    ends = [word.start() + len(word[0].rstrip(",")) for word in kept if word[0].strip(",")]
    return ends[-1] if ends else None


def _words_of_text(text: str, words: Sequence[re.Match[str]], end: int) -> int:
    """Return how many words belong to a text: those before a connective or clause, or before the path of an operator."""
    for index, word in enumerate(words[1:], 1):
        lowered = word[0].lower().strip(",")
        if lowered in CONNECTIVES or _CLAUSE.match(text, word.start()):
            return index
        if lowered in _OPERATOR_WORDS:
            return index - 1
    return len(words) - (text[end : end + 1] in SIGN_STARTS | {"{"})


def _malformed(at: ParserState) -> Repair | None:
    """Recognise what begins with a digit and is none of the literals that do."""
    return at.silenced(messages.malformed_number(at.source, at.span), at.end) if at.word[0].isdigit() else None


RULES = (
    RecoveryRule(Where.ANYWHERE, frozenset({JUNK}), _typographic_quotes),
    RecoveryRule(Where.OPERAND, ANY, _quote_in_string),
    RecoveryRule(Where.VALUE, ANY, by_pattern("positional-parameter", _POSITION, is_value=True)),
    RecoveryRule(Where.LIST, ANY, by_pattern("positional-parameter", _POSITION, is_value=False)),
    RecoveryRule(_PARAMETER, ANY, by_pattern("parameter-with-digit", rf"{_LONE_COLON}(?P<name>\d\w*)")),
    RecoveryRule(_PARAMETER, ANY, by_pattern("parameter-with-blank", rf"{_LONE_COLON}(?P<name>\w+)")),
    RecoveryRule(_PARAMETER, ANY, by_pattern("parameter-missing-name", r":+")),
    *(
        RecoveryRule(
            _PARAMETER, ANY, by_pattern("placeholder", shape.replace("NAME", r"(?P<name>[^\W\d]\w*)"), is_named=True)
        )
        for shape in _NAMED_PLACEHOLDERS
    ),
    RecoveryRule(_PARAMETER, ANY, by_pattern("placeholder", _OTHER_PLACEHOLDERS, is_named=False, name="name")),
    RecoveryRule(Where.VALUE, ANY, by_pattern("regular-expression", r"/[^/\r\n]+/[a-z]*")),
    RecoveryRule(Where.VALUE, frozenset({"QUOTED_NAME"}), _backticks_for_text),
    RecoveryRule(Where.VALUE, frozenset({"not", "!"}), _negated_value),
    RecoveryRule(Where.VALUE, frozenset({"(", "["}), _list_for_value),
    RecoveryRule(Where.LIST, LITERALS | {NAME}, _value_for_list),
    RecoveryRule(Where.ANYWHERE, frozenset({"AND", "OR"}), _connective_in_list),
    RecoveryRule(Where.VALUE, frozenset({","}), _empty_place_in_list),
    RecoveryRule(Where.OPERAND, ANY, _unquoted_text),
    RecoveryRule(Where.VALUE, frozenset({JUNK}), _malformed),
)
"""What goes wrong with words and quotes."""
