"""What stands between, before and around conditions: connectives, brackets, clauses, comments; and paths that break off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from attioql.aliases import alias_at, load_aliases
from attioql.diagnostics.suggest import nearest
from attioql.limits import LIMITS
from attioql.syntax.machine import JUNK, NAME
from attioql.syntax.recovery.distribution import OR, distributed, text_for_condition
from attioql.syntax.recovery.state import (
    ANY,
    Ahead,
    ParserState,
    RecoveryRule,
    Repair,
    Where,
    by_pattern,
    span_from,
    span_of,
)
from attioql.syntax.recovery.value_rules import ValueList, is_clause, is_reserved_text, repeated, values_from
from attioql.syntax.recovery.vocabulary import (
    CONNECTIVES,
    DURING,
    EQUALITIES,
    IS_EMPTY,
    LITERALS,
    MIRRORED,
    NAMES,
    ONE_OF,
    OPERATORS,
)
from attioql.syntax.spelling import VALUE_WORDS, reserved_words
from attioql.syntax.tokens import start_of, text_of
from attioql.text.source import Span

_LEADING = frozenset({"where", "filter", "having", "when", "if", "find", "show"})
_THEN = re.compile(r"\bthen\b", re.IGNORECASE)
_SELECT = re.compile(
    r"(?:(?:select|delete|find|show)\b[^\r\n]{1,300}?|(?:from\s+)?[^\W\d]\w*\s+)\bwhere\b", re.IGNORECASE
)
_COMMENT = re.compile(r"--[^\r\n]*|//[^\r\n]*|/\*.*?\*/", re.DOTALL)
_JSON = re.compile(r"\s*[{\[]\s*(?:[\"{\[]|'[^'\r\n]{1,200}'\s*:|[$\w]{1,200}\s*:)")
_DICT = re.compile(r"[\[{\s]+'")
_BEGINS = frozenset({"LPAR", "NOT", "BANG", "QUOTED_NAME"})
_FOLLOWS_PATH = OPERATORS | {"NOT", "STARTS", "ENDS"}
_ENDS = frozenset({"AND", "OR", "AMPERSANDS", "PIPES", "RPAR", "RBRACE"})


def _json(at: ParserState) -> Repair | None:
    """Recognise filter JSON in the place of query text."""
    if at.text[: at.start].strip() or not _JSON.match(at.text, at.start):
        return None
    return Repair(at.say("json-for-text", is_dict=bool(_DICT.match(at.text, at.start))))


def _comment(at: ParserState) -> Repair | None:
    """Recognise a comment of another language."""
    found = _COMMENT.match(at.text, at.start)
    if found is None:
        return None
    opening = Span(at.start, at.start + 2)
    return Repair(at.say("foreign-comment", opening, is_line=not found[0].startswith("/*")), found.end())


def _leading_clause(at: ParserState) -> Repair | None:
    """Recognise `WHERE name = "x"`, `people WHERE name = "x"` and `SELECT … WHERE name = "x"`."""
    word = at.name_before()
    if word is None:
        return None
    select = _SELECT.match(at.text, start_of(word), start_of(word) + LIMITS.recovery_select_characters)
    if select and select.end() >= at.end:
        clause = select[0] if len(select[0]) < 40 else select[0].split()[0]
        problem = at.say("leading-clause", Span(*select.span()), clause=clause, trust="unsafe")
        return Repair(problem, select.end(), forget=1)
    if text_of(word).lower() not in _LEADING or at.terminal not in NAMES | {"LPAR"}:
        return None
    trust = "safe" if _is_filter_alone(at, text_of(word).lower()) else "display"
    return Repair(at.say("leading-clause", span_of(word), clause=text_of(word), trust=trust), at.start, forget=1)


def _is_filter_alone(at: ParserState, word: str) -> bool:
    """Tell whether a condition follows a leading word, and nothing that the word would need: `show me`, `if … then`."""
    if word in {"if", "when"} and (at.terminal == "LPAR" or _THEN.search(at.text, at.end)):
        return False
    following = _after_path(at).following
    if at.terminal == "LPAR" or following is None or following.terminal in _ENDS:
        return word in {"where", "filter", "having"}
    return following.terminal in _FOLLOWS_PATH | {"LBRACE"} or alias_at(at.text, following.start) is not None


class _Path(NamedTuple):
    """Where a path ends, and the token after it."""

    end: int
    following: Ahead | None


def _after_path(at: ParserState) -> _Path:
    """Look for the end of the path that begins with the token at fault."""
    end, ahead = at.end, at.ahead(LIMITS.recovery_path_tokens)
    while len(ahead) > 1 and ahead[0].terminal == "DOT" and ahead[1].terminal in NAMES:
        end, ahead = ahead[1].end, ahead[2:]
    return _Path(end, ahead[0] if ahead else None)


def _test_before_path(at: ParserState) -> Repair | None:
    """Recognise `has job_title` and `missing company.name`: a test for a value that stands before the path."""
    word = at.name_before()
    test = load_aliases().words["before_path"].get(text_of(word).lower()) if word else None
    if word is None or test is None:
        return None
    end, following = _after_path(at)
    if following is not None and following.terminal not in _ENDS:
        return Repair(at.say("negation-before-path", span_of(word))) if test == IS_EMPTY else None
    here = f"{at.text[at.start : end]} {test}"
    return Repair(at.say("test-before-path", span_from(word, end), word=text_of(word), here=here))


def _trailing_clause(at: ParserState) -> Repair | None:
    """Recognise `order by`, `limit 10` and their like after the filter."""
    if not is_clause(at):
        return None
    closing = at.text.find(")", at.start)
    stop = len(at.text) if closing == -1 else closing
    problem = at.say("trailing-clause", clause=Span(at.start, stop))
    return Repair(problem, stop if closing == -1 else None)


def _connective(at: ParserState) -> Repair | None:
    """Recognise `and and`, and an `and` with nothing before it."""
    if at.before is None or at.word_before in {"(", "{", "["}:
        return at.skipped("connective-without-condition", word=at.word)
    if at.word_before == at.word:
        return at.skipped("repeated-connective", word=at.word)
    return at.skipped("two-connectives")


def _value_for_condition(at: ParserState) -> Repair | None:
    """Recognise `5 < value`, `"name" = "x"`, and a value where a whole condition should follow `and` or `or`."""
    ahead = at.ahead(3)
    if ahead and ahead[0].terminal in OPERATORS:
        return _turned_around(at, *ahead)
    connective, comparison = at.word_before, at.comparison_before()
    if comparison is None or connective not in CONNECTIVES:
        return None
    if comparison.operator == DURING:
        return Repair(at.say("two-periods", operator=comparison.operator_span))
    shown = at.text[at.start : at.end]
    value = shown if at.terminal == "STRING" else f"`{shown}`"
    values, end = _values_joined_by(at, connective)
    problem = at.say(
        "value-for-condition",
        connective=connective,
        value=value,
        here=distributed(at.text, comparison, connective, at.start, values),
        whole=Span(comparison.start if connective in OR else at.start, end),
    )
    return Repair(problem, beyond=end)


def _values_joined_by(at: ParserState, connective: str) -> ValueList:
    """Return the value at fault and those that follow it, joined by the same connective."""
    values, end = [at.text[at.start : at.end]], at.end
    ahead = at.ahead(2 * LIMITS.recovery_values)
    for joined, value, following in zip(ahead[::2], ahead[1::2], [*ahead[2::2], None], strict=False):
        is_compared = following is not None and following.terminal in OPERATORS
        if joined.text.lower() != connective or value.terminal not in LITERALS or is_compared:
            break
        end = value.end
        values.append(value.text)
    return ValueList(values, end)


def _turned_around(at: ParserState, operator: Ahead, other: Ahead | None = None, third: Ahead | None = None) -> Repair:
    value = at.text[at.start : at.end]
    is_path = other is not None and other.terminal == NAME
    if at.terminal == "STRING" and value[1:-1].isidentifier() and not is_path:
        return Repair(at.say("quoted-path", name=value[1:-1]))
    here = None
    if other is not None and is_path and third is None and operator.terminal == "COMPARISON":
        here = f"{other.text} {MIRRORED[operator.text]} {value}"
    return Repair(at.say("turned-around", here=here, whole=Span(at.start, (other or operator).end)))


def _operator_for_condition(at: ParserState) -> Repair | None:
    """Recognise `> 1 and < 5`, `>1 <5` and an operator with nothing before it."""
    if is_reserved_text(at) and (repair := text_for_condition(at, at.start)):
        return repair
    path = at.path_before()
    join = "" if at.where & Where.CONDITION else "and "
    before = f"{join}{at.text[path.start : path.end]} " if path else None
    return Repair(at.say("operator-without-path", before=before))


_LAST_WORD = re.compile(r"([^\W\d_]+)\s*\Z")


def _single_mark(at: ParserState) -> Repair | None:
    """Recognise `&`, `|`, `;` and `,` between conditions, and `;`, `,` and a full stop behind the last one."""
    ahead = at.ahead(2)
    if at.word == ".":
        return None if ahead or _ends_in_bare_word(at) else at.skipped("full-stop")
    if at.word in {";", ","} and not ahead:
        return at.skipped("end-mark")
    begins = bool(ahead) and (ahead[0].terminal in _BEGINS or (len(ahead) > 1 and ahead[1].terminal in _FOLLOWS_PATH))
    if at.word in {"&", "|"} and (begins or at.name_before() is None):
        word = {"&": "and", "|": "or"}[at.word]
        joined = f"{word} {_left_of_value(at, ahead)}".rstrip()
        return Repair(at.say("single-mark", word=word, joined=joined), at.end, (word.upper(), word))
    if at.word in {";", ","} and begins:
        return Repair(at.say("mark-for-and"), at.end, ("AND", "and"))
    return _values_after(at) if at.word == "," and not _is_within_number(at) else None


def _ends_in_bare_word(at: ParserState) -> bool:
    """Tell whether a word without quotes stands before, to which a full stop may belong: `= Acme Ltd.`."""
    word = _LAST_WORD.search(at.text[max(0, at.start - LIMITS.names_compared_characters) : at.start])
    return word is not None and word[1].lower() not in VALUE_WORDS | reserved_words()


def _is_within_number(at: ParserState) -> bool:
    """Tell whether a comma stands between digits of a text, as in `contains 1,000`."""
    is_text = at.operand is not None and at.operand.takes_text
    return is_text and at.text[at.start - 1 : at.start].isdigit() and at.text[at.end : at.end + 1].isdigit()


def _left_of_value(at: ParserState, ahead: Sequence[Ahead]) -> str:
    """Return the path and operator of the condition before, if a value alone follows."""
    path, operand = at.path_before(), at.operand
    if not ahead or ahead[0].terminal not in LITERALS or path is None or operand is None:
        return ""
    return at.text[path.start : operand.start]


def _values_after(at: ParserState) -> Repair:
    """Recognise `= "a", "b"`, and a comma that has nothing to do here."""
    operand, path, operator = at.operand, at.path_before(), at.operator_before()
    if operand is None or operator is None or path is None:
        return Repair(at.say("stray-comma"), at.end)
    values, end = values_from(at, operand.start)
    if len(values) < 2:
        return Repair(at.say("stray-comma"))
    membership = EQUALITIES.get(at.text[operator.start : operator.end])
    problem = at.say(
        "several-values",
        operator,
        count=len(values),
        values=Span(operand.start, end),
        membership=membership,
        list=", ".join(values),
        rest=Span(operator.start, end),
        repeated=None if membership else repeated(at, path, operator, values),
        whole=Span(path.start, end),
    )
    return at.silenced(problem, end)


def _unknown_connective(at: ParserState) -> Repair | None:
    """Recognise `xor`, `adn` and `but` between two conditions."""
    ahead = at.ahead(2)
    if at.name_before() is not None or len(ahead) < 2 or ahead[0].terminal not in NAMES | {"LPAR", "NOT"}:
        return None
    if ahead[0].terminal == NAME and ahead[1].terminal not in _FOLLOWS_PATH | {"LBRACE"}:
        return None
    here = load_aliases().words["connectives"].get(at.word)
    here = nearest(at.word, ("and", "or")) if here is None else here or None
    insert = ("OR", "or") if here == "or" else ("AND", "and")
    return Repair(at.say("unknown-connective", here=here), at.end, insert)


def _between(at: ParserState) -> Repair | None:
    """Recognise `between 1, 5` and `between 1 to 5`."""
    if not at.accepts("AND") or at.accepts("OR") or at.accepts("COMMA"):
        return None
    return Repair(at.say("between-needs-and"), at.end, ("AND", "and"))


def _brackets_of_group(at: ParserState) -> Repair:
    """Recognise `[…]` and `{…}` around conditions; the closing bracket is then read as it is meant."""
    return Repair(at.say("brackets-of-group", end=at.closing_of(at.start)), at.end, ("LPAR", at.word))


def _parenthesis_after_path(at: ParserState) -> Repair | None:
    """Recognise `lower(name)`, and a value block in parentheses."""
    closing = at.closing_of(at.start)
    inside = [token for token in at.ahead(20) if closing is None or token.start < closing.start]
    if any(token.terminal in OPERATORS | {"STARTS", "ENDS"} for token in inside):
        return Repair(at.say("brackets-of-block", end=closing), at.end, ("LBRACE", at.word))
    path = at.path_before()
    if path is None:
        return None
    if closing is None or (inside and inside[0].terminal in LITERALS):
        return Repair(at.say("no-operator", here=ONE_OF if at.text[at.start - 1].isspace() else f" {ONE_OF}"))
    name, argument = at.text[path.start : at.start].rstrip(), at.text[at.end : closing.start].strip()
    test = load_aliases().words["functions"].get(name.lower().replace("_", ""))
    here = f"{argument} {test}" if test and argument else None
    span, whole = Span(path.start, path.start + len(name)), Span(path.start, closing.end)
    return Repair(at.say("function-of-attribute", span, here=here, whole=whole))


def _broken_path(at: ParserState) -> Repair | None:
    """Recognise `.name`, `name..value` and `name. =`."""
    if at.terminal == "DOT":
        return at.skipped("two-dots" if at.word_before == "." else "leading-dot")
    if at.word_before != ".":
        return None
    return Repair(at.say("path-breaks-off", span_of(at.before), is_followed=at.terminal in _FOLLOWS_PATH))


RULES = (
    RecoveryRule(Where.ANYWHERE, frozenset({"{", "["}), _json),
    RecoveryRule(Where.CONDITION | Where.CONNECTIVE, ANY, _comment),
    RecoveryRule(Where.OPERATOR, ANY, _leading_clause),
    RecoveryRule(Where.OPERATOR, NAMES, _test_before_path),
    RecoveryRule(Where.CONNECTIVE, ANY, _trailing_clause),
    RecoveryRule(Where.CONDITION, CONNECTIVES, _connective),
    RecoveryRule(Where.CONDITION, LITERALS - {"PARAMETER"}, _value_for_condition),
    RecoveryRule(Where.CONDITION, OPERATORS, _operator_for_condition),
    RecoveryRule(Where.CONNECTIVE, frozenset({"COMPARISON"}), _operator_for_condition),
    RecoveryRule(Where.CONNECTIVE, frozenset({"&", "|", ";", ",", "."}), _single_mark),
    RecoveryRule(Where.CONNECTIVE, frozenset({NAME}), _unknown_connective),
    RecoveryRule(Where.ANYWHERE, frozenset({",", "to", "or", "-", "&", "until", "through"}), _between),
    RecoveryRule(Where.CONDITION, frozenset({"[", "{"}), _brackets_of_group),
    RecoveryRule(Where.OPERATOR, frozenset({"LPAR"}), _parenthesis_after_path),
    RecoveryRule(Where.NAME, ANY, _broken_path),
    RecoveryRule(Where.NAME, frozenset({JUNK}), by_pattern("name-needs-backticks", r"[^\W\d]\w*")),
)
"""What goes wrong between conditions."""
