"""What stands between, before and around conditions: connectives, brackets, clauses, comments; and paths that break off."""

from __future__ import annotations

import re
from collections.abc import Callable

from attioql.diagnostics.suggest import nearest
from attioql.limits import LIMITS
from attioql.syntax.actions import end_of, start_of, text_of
from attioql.syntax.machine import JUNK, NAME
from attioql.syntax.nodes import Path
from attioql.syntax.slips import sentences, structure
from attioql.syntax.slips.place import LITERALS, OPERATORS, Ahead, Place, Repair, is_token, silent, span_of
from attioql.syntax.slips.words import is_clause, values_from
from attioql.text.source import Span

_LEADING = frozenset({"where", "filter", "having", "when", "if", "find", "show"})
_SELECT = re.compile(r"(?:select|delete|find|show)\b[^\n]{1,300}?\bwhere\b", re.IGNORECASE)
_COMMENT = re.compile(r"--[^\n]*|//[^\n]*|/\*.*?\*/", re.DOTALL)
_JSON = re.compile(r"\s*[{\[]\s*[\"{\[]")
_PLAIN_AND = {"but": "and", "also": "and", "plus": "and", "with": "and", "nor": "and", "else": "or"}
_TESTS_OF_EMPTINESS = {
    "exists": "is not empty",
    "has": "is not empty",
    "hasvalue": "is not empty",
    "notnull": "is not empty",
    "isnotnull": "is not empty",
    "isset": "is not empty",
    "notempty": "is not empty",
    "isnotempty": "is not empty",
    "isnull": "is empty",
    "isempty": "is empty",
    "isblank": "is empty",
    "missing": "is empty",
    "empty": "is empty",
}
_WORDS_FOR_SOME = dict.fromkeys(("has", "have", "any", "some", "exists", "exist", "with", "set"), "is not empty")
_WORDS_FOR_NONE = dict.fromkeys(("no", "missing", "without", "lacks", "lacking", "hasnt", "unset"), "is empty")
_PREFIXES = _WORDS_FOR_SOME | _WORDS_FOR_NONE
_BEGINS = frozenset({"LPAR", "NOT", "BANG", "QUOTED_NAME"})
_FOLLOWS_PATH = OPERATORS | {"NOT", "STARTS", "ENDS"}
_ENDS = frozenset({"AND", "OR", "AMPERSANDS", "PIPES", "RPAR", "RBRACE"})
_LONGEST = LIMITS.recovery_select_characters
_LONGEST_PATH = LIMITS.recovery_path_tokens


def _json(place: Place) -> Repair | None:
    """Recognise filter JSON in the place of query text."""
    if place.word not in {"{", "["} or place.text[: place.start].strip() or not _JSON.match(place.text, place.start):
        return None
    return Repair(structure.json_for_text(place.source, place.span))


def _comment(place: Place) -> Repair | None:
    """Recognise a comment of another language."""
    found = _COMMENT.match(place.text, place.start)
    if found is None or not (place.expects_condition or place.after_condition):
        return None
    return Repair(structure.foreign_comment(place.source, Span(place.start, place.start + 2), found[0]), found.end())


def _leading_clause(place: Place) -> Repair | None:
    """Recognise `WHERE name = "x"` and `SELECT … WHERE name = "x"`."""
    word = place.name_before()
    if word is None or not place.expects_operator:
        return None
    start = start_of(word)
    found = _SELECT.match(place.text, start, start + _LONGEST)
    if found and found.end() >= place.end:
        return Repair(
            structure.leading_clause(place.source, Span(start, found.end()), whole=False), found.end(), forget=1
        )
    if text_of(word).lower() not in _LEADING or place.terminal not in {NAME, "LPAR", "QUOTED_NAME", "NOT", "BANG"}:
        return None
    if place.terminal in {"NOT", "BANG"}:
        return None
    return Repair(structure.leading_clause(place.source, span_of(word), whole=True), place.start, forget=1)


def _test_before_path(place: Place) -> Repair | None:
    """Recognise `has job_title` and `missing company.name`: a test for a value that stands before the path."""
    word = place.name_before()
    if word is None or not place.expects_operator or place.terminal not in {NAME, "QUOTED_NAME"}:
        return None
    test = _PREFIXES.get(text_of(word).lower())
    if test is None:
        return None
    end, ahead = place.end, place.ahead(_LONGEST_PATH)
    while len(ahead) > 1 and ahead[0].terminal == "DOT" and ahead[1].terminal in {NAME, "QUOTED_NAME"}:
        end, ahead = ahead[1].end, ahead[2:]
    if ahead and ahead[0].terminal not in _ENDS:
        return None
    span, path = Span(start_of(word), end), place.text[place.start : end]
    return Repair(structure.test_before_path(place.source, span, text_of(word), f"{path} {test}"))


def _trailing_clause(place: Place) -> Repair | None:
    """Recognise `order by`, `limit 10` and their like after the filter."""
    if not place.after_condition or not is_clause(place):
        return None
    end = place.text.find(")", place.start)
    stop = len(place.text) if end == -1 else end
    problem = structure.trailing_clause(place.source, place.span, Span(place.start, stop))
    return Repair(problem, stop if stop == len(place.text) else None)


def _connective(place: Place) -> Repair | None:
    """Recognise `and and`, and an `and` with nothing before it."""
    if not place.expects_condition or place.terminal not in {"AND", "OR", "AMPERSANDS", "PIPES"}:
        return None
    before = place.before
    if before is None or (is_token(before) and text_of(before) in {"(", "{", "["}):
        return Repair(
            sentences.superfluous(place.source, place.span, f"there is no condition before this `{place.word}`"),
            place.end,
        )
    if is_token(before) and text_of(before).lower() == place.word:
        return Repair(sentences.superfluous(place.source, place.span, f"`{place.word}` is repeated"), place.end)
    return Repair(sentences.two_connectives(place.source, place.span), place.end)


def _value_for_condition(place: Place) -> Repair | None:
    """Recognise `5 < value`, `"name" = "x"`, and a value where a whole condition should follow `and` or `or`."""
    if not place.expects_condition or place.terminal not in LITERALS - {"PARAMETER"}:
        return None
    ahead = place.ahead(3)
    if ahead and ahead[0].terminal in OPERATORS:
        return _turned_around(place)
    connective, comparison = place.before, place.comparison_before()
    if comparison is None or not is_token(connective) or text_of(connective).lower() not in {"and", "or", "&&", "||"}:
        return None
    if comparison.operator == "during":
        return Repair(structure.two_periods(place.source, place.span, comparison.operator_span))
    left = place.text[comparison.start : comparison.operator_end]
    return Repair(structure.value_for_condition(place.source, place.span, left, text_of(connective).lower()))


def _turned_around(place: Place) -> Repair:
    operator, *rest = place.ahead(3)
    shown = place.text[place.start + 1 : place.end - 1]
    other = rest[0] if rest else None
    if place.terminal == "STRING" and shown.isidentifier() and (other is None or other.terminal != NAME):
        return Repair(structure.quoted_path(place.source, place.span, shown))
    span = Span(place.start, other.end if other else operator.end)
    plain = other is not None and other.terminal == NAME and operator.terminal == "COMPARISON" and len(rest) == 1
    value = place.text[place.start : place.end]
    return Repair(
        structure.turned_around(place.source, span, value, operator.text, other.text if plain and other else None)
    )


def _operator_for_condition(place: Place) -> Repair | None:
    """Recognise `> 1 and < 5`, `>1 <5` and an operator with nothing before it."""
    if place.terminal not in OPERATORS or not (place.expects_condition or place.after_condition):
        return None
    path = place.path_before()
    if place.after_condition and place.terminal != "COMPARISON":
        return None
    return Repair(
        structure.operator_without_path(
            place.source, place.span, path and place.text[path.start : path.end], join=not place.expects_condition
        )
    )


def _single_mark(place: Place) -> Repair | None:
    """Recognise `&`, `|`, `;` and `,` between conditions."""
    if not place.after_condition or place.word not in {"&", "|", ";", ","}:
        return None
    ahead = place.ahead(2)
    if place.word == ";" and not ahead:
        return Repair(
            sentences.superfluous(place.source, place.span, "a filter has no end mark", "invalid-character"),
            place.end,
        )
    begins = bool(ahead) and (ahead[0].terminal in _BEGINS or (len(ahead) > 1 and ahead[1].terminal in _FOLLOWS_PATH))
    if place.word in {"&", "|"} and (begins or place.name_before() is None):
        word = {"&": "and", "|": "or"}[place.word]
        return Repair(
            structure.single_mark(place.source, place.span, word, _left_of_value(place, ahead)),
            place.end,
            (word.upper(), word),
        )
    if place.word in {";", ","} and begins:
        return Repair(structure.mark_for_and(place.source, place.span), place.end, ("AND", "and"))
    return _values_after(place) if place.word == "," else None


def _left_of_value(place: Place, ahead: list[Ahead]) -> str:
    """Return the path and operator of the condition before, if a value alone follows."""
    path, operand = place.path_before(), place.operand
    if not ahead or ahead[0].terminal not in LITERALS or path is None or operand is None:
        return ""
    return place.text[path.start : operand.start]


def _values_after(place: Place) -> Repair:
    """Recognise `= "a", "b"`, and a comma that has nothing to do here."""
    operand, path = place.operand, place.path_before()
    if operand is None or operand.operator is None or path is None:
        return Repair(structure.stray_comma(place.source, place.span), place.end)
    end, values = values_from(place, operand.start)
    if len(values) < 2:
        return Repair(structure.stray_comma(place.source, place.span))
    operator = Span(path.end, start_of(operand.operator) + len(text_of(operand.operator)))
    problem = structure.several_values(place.source, path.span, operator, Span(operand.start, end), values)
    return silent(problem, operand, end)


def _unknown_connective(place: Place) -> Repair | None:
    """Recognise `xor`, `adn` and `but` between two conditions."""
    if not place.after_condition or place.terminal != NAME or place.name_before() is not None:
        return None
    ahead = place.ahead(2)
    if len(ahead) < 2 or ahead[0].terminal not in {NAME, "QUOTED_NAME", "LPAR", "NOT"}:
        return None
    if ahead[0].terminal == NAME and ahead[1].terminal not in OPERATORS | {"NOT", "STARTS", "ENDS", "LBRACE"}:
        return None
    here = None if place.word == "xor" else _PLAIN_AND.get(place.word) or nearest(place.word, ("and", "or"))
    insert = ("OR", "or") if here == "or" else ("AND", "and")
    return Repair(structure.unknown_connective(place.source, place.span, here), place.end, insert)


def _between(place: Place) -> Repair | None:
    """Recognise `between 1, 5` and `between 1 to 5`."""
    if not place.accepts("AND") or place.accepts("OR") or place.accepts("COMMA"):
        return None
    if place.terminal != "COMMA" and place.word not in {"to", "or", "-", "&", "until", "through"}:
        return None
    return Repair(structure.between_needs_and(place.source, place.span), place.end, ("AND", "and"))


def _brackets(place: Place) -> Repair | None:
    """Recognise `[…]` and `{…}` around conditions; the closing bracket is then read as it is meant."""
    if not place.expects_condition or place.word not in {"[", "{"}:
        return None
    problem = structure.wrong_group(place.source, place.span, place.closing_of(place.start), "()")
    return Repair(problem, place.end, ("LPAR", place.word))


def _parenthesis_after_path(place: Place) -> Repair | None:
    """Recognise `lower(name)`, and a value block in parentheses."""
    if not place.expects_operator or place.terminal != "LPAR":
        return None
    closing = place.closing_of(place.start)
    inside = [token for token in place.ahead(20) if closing is None or token.start < closing]
    if any(token.terminal in OPERATORS or token.terminal in {"STARTS", "ENDS"} for token in inside):
        problem = structure.wrong_group(place.source, place.span, closing, "{}")
        return Repair(problem, place.end, ("LBRACE", "("))
    before = place.before
    if not (isinstance(before, Path) or place.name_before() is not None):
        return None
    start = before.start if isinstance(before, Path) else start_of(before)
    name = place.text[start : place.start].rstrip()
    if closing is None or (inside and inside[0].terminal in LITERALS):
        return Repair(sentences.no_operator(place.source, place.span, "in"))
    span = Span(start, closing + 1)
    test = _TESTS_OF_EMPTINESS.get(name.lower().replace("_", ""))
    path = place.text[place.end : closing].strip()
    return Repair(
        structure.function_of_attribute(place.source, span, name, f"{path} {test}" if test and path else None)
    )


def _broken_path(place: Place) -> Repair | None:
    """Recognise `.name`, `name..value` and `name. =`."""
    if place.expects_condition and place.terminal == "DOT":
        problem = sentences.superfluous(place.source, place.span, "a path begins with a name, not with a dot")
        return Repair(problem, place.end)
    before = place.before
    if "QUOTED_NAME" not in place.row or not is_token(before) or text_of(before) != ".":
        return None
    if place.terminal == "DOT":
        return Repair(
            sentences.superfluous(place.source, place.span, "a path has one dot between two names"), place.end
        )
    whole = place.terminal in _FOLLOWS_PATH
    return Repair(structure.path_breaks_off(place.source, Span(start_of(before), end_of(before)), whole=whole))


def _letters(place: Place) -> Repair | None:
    """Recognise a name with letters that need backticks."""
    if place.terminal != JUNK or not place.word[0].isalpha() or "QUOTED_NAME" not in place.row:
        return None
    found = re.compile(r"\w+").match(place.text, place.start)
    return Repair(structure.name_needs_backticks(place.source, Span(place.start, found.end() if found else place.end)))


SLIPS: tuple[Callable[[Place], Repair | None], ...] = (
    _json,
    _comment,
    _leading_clause,
    _test_before_path,
    _trailing_clause,
    _connective,
    _value_for_condition,
    _operator_for_condition,
    _single_mark,
    _unknown_connective,
    _between,
    _brackets,
    _parenthesis_after_path,
    _broken_path,
    _letters,
)
"""What goes wrong between conditions, in the order it is looked for."""
