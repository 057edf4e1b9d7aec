"""Text without quotes, with the wrong quotes, or with quotes in it; and lists where they cannot stand."""

from __future__ import annotations

import re
from collections.abc import Callable

from attioql.limits import LIMITS
from attioql.syntax import messages
from attioql.syntax.actions import end_of, start_of, text_of
from attioql.syntax.machine import JUNK, NAME
from attioql.syntax.slips import sentences, structure
from attioql.syntax.slips.place import LITERALS, OPERATORS, Place, Repair, is_token, silent, span_of
from attioql.text.source import Span

_TYPOGRAPHIC = {
    "“": "”“",
    "”": "”“",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‘": "’‘",
    "’": "’‘",
    "‚": "‘’",
    "‹": "›",
    "›": "‹",
}
_PLACEHOLDER = re.compile(
    r"[$#]\{\s*(?P<braces>\w*)\s*\}|\$(?P<dollar>\w+)|\{\{?\s*(?P<mustache>\w*)\s*\}?\}|%\((?P<python>\w+)\)[sd]"
    r"|%[sdr](?!\w)|\?\d*|@(?P<at>\w+)(?!\S)|<(?P<angle>[A-Za-z_]\w*)>|\[(?P<square>[A-Za-z_]\w*)\](?!\S)"
)
_POSITION = re.compile(r"\$(\d{1,2})(?![\w.,'])")
_LONE_COLON = re.compile(r":+(?:[ \t]*(?!(?:and|or)\b)(\w+))?", re.IGNORECASE)
_PATTERN = re.compile(r"/[^/\n]+/[a-z]*")
_CLAUSE = re.compile(r"(?:(?:order|sort|group)\s+by|(?:limit|offset|top|skip)\s+\d+|having|where)\b", re.IGNORECASE)
_CONNECTIVES = frozenset({"and", "or", "&&", "||"})
_OPERATOR_WORDS = frozenset({"contains", "in", "is", "between", "during", "like", "starts_with", "ends_with", "not"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_TEXT = LIMITS.recovery_string_characters
_MOST_VALUES = LIMITS.recovery_values


def is_clause(place: Place) -> bool:
    """Tell whether a clause of another query language begins at the token."""
    return _CLAUSE.match(place.text, place.start) is not None


def _typographic_quotes(place: Place) -> Repair | None:
    """Recognise a string in quotes that a word processor has made; what it says is read."""
    if place.terminal != JUNK or "STRING" not in place.row or place.word[0] not in _TYPOGRAPHIC:
        return None
    line_end = _line_end(place.text, place.start)
    closing = [
        at
        for at in range(place.start + 1, line_end)
        if place.text[at] in _TYPOGRAPHIC[place.word[0]] + "\"'" and not place.text[at + 1 : at + 2].isalnum()
    ]
    if not closing:
        return None
    end = closing[0] + 1
    resume = end if place.text[closing[0]] in _TYPOGRAPHIC else None
    plain = quoted(place.text[place.start + 1 : end - 1])
    problem = sentences.typographic_quotes(place.source, Span(place.start, end), plain)
    return Repair(problem, resume, ("STRING", plain))


def _quote_in_string(place: Place) -> Repair | None:
    """Recognise `'it's'` and `'O''Brien'`: a quotation mark in a string that ends it too early."""
    last = place.before
    if not is_token(last) or text_of(last)[:1] not in {'"', "'"} or end_of(last) != place.start:
        return None
    operand = place.operand
    quote = text_of(last)[0]
    if operand is None or operand.tokens != 1:
        return None
    typographic = next((at for at in range(start_of(last), place.start) if place.text[at] in _TYPOGRAPHIC), None)
    if typographic is not None:
        return Repair(sentences.typographic_quotes(place.source, Span(typographic, typographic + 1), quote))
    if place.word == quote:
        return Repair(sentences.stray_quote(place.source, place.span), place.end)
    whole = re.compile(rf"{quote}(?:[^{quote}\n]|{quote}(?=[\w{quote}])(?<!={quote}))*{quote}").match(
        place.text, start_of(last)
    )
    if whole is None or whole.end() <= place.start:
        return None
    inside = whole[0][1:-1].replace(quote * 2, quote)
    problem = sentences.quote_in_string(place.source, Span(start_of(last), whole.end()), quote, quoted(inside))
    return silent(problem, operand, whole.end())


def _placeholder(place: Place) -> Repair | None:
    """Recognise `?`, `$1`, `{{name}}`, a `:` without a name and the like where a value or a list should stand."""
    operand = place.operand
    if "PARAMETER" not in place.row or (operand is not None and operand.tokens):
        return None
    position = _POSITION.match(place.text, place.start)
    colon = _LONE_COLON.match(place.text, place.start)
    found = position or colon or _PLACEHOLDER.match(place.text, place.start)
    if found is None or (operand is None and found[0].startswith("[")):
        return None
    span = Span(place.start, found.end())
    if position is not None:
        problem = sentences.positional_parameter(place.source, span, position[1], as_amount=operand is not None)
    elif colon is not None:
        problem = sentences.parameter_without_name(place.source, span, colon[1] or "")
    else:
        name = next((name for name in found.groups() if name), "")
        problem = sentences.placeholder(place.source, span, name if name[:1].isalpha() else "")
    return Repair(problem) if operand is None else silent(problem, operand, found.end())


def _pattern(place: Place) -> Repair | None:
    """Recognise a regular expression."""
    operand = place.operand
    found = _PATTERN.match(place.text, place.start)
    if operand is None or operand.tokens or not found:
        return None
    return silent(sentences.regular_expression(place.source, Span(*found.span())), operand, found.end())


def _name_for_text(place: Place) -> Repair | None:
    """Recognise text in backticks."""
    operand = place.operand
    if operand is None or operand.tokens or place.terminal != "QUOTED_NAME":
        return None
    plain = quoted(place.text[place.start + 1 : place.end - 1])
    return silent(sentences.backticks_for_text(place.source, place.span, plain), operand, place.end)


def _negated_value(place: Place) -> Repair | None:
    """Recognise `= not "x"`."""
    operand = place.operand
    if place.word not in {"not", "!"} or operand is None or operand.tokens or operand.operator is None:
        return None
    if text_of(operand.operator) not in {"=", "=="}:
        return None
    return Repair(sentences.negated_value(place.source, Span(start_of(operand.operator), place.end)))


def _list_for_value(place: Place) -> Repair | None:
    """Recognise `= ("a", "b")` and `contains ("a", "b")`."""
    operand = place.operand
    if operand is None or operand.tokens or operand.operator is None or place.word not in {"(", "["}:
        return None
    values = _values(place, place.end)
    closing = place.closing_of(place.start)
    operator = span_of(operand.operator)
    if text_of(operand.operator) in {"=", "==", "!=", "<>"}:
        problem = sentences.list_needs_in(
            place.source, operator, place.span, empty=not place.text[place.end : closing].strip()
        )
    elif text_of(operand.operator).lower() == "between":
        problem = sentences.between_in_brackets(place.source, place.span, closing, values)
    else:
        problem = sentences.list_for_one_value(place.source, operator, place.span, closing, values, _path_span(place))
    return Repair(problem)


def _path_span(place: Place) -> Span | None:
    """Return where the path of the condition under way stands, if the operator is one word."""
    path = place.read(2)
    return Span(path.start, path.end) if path is not None and not is_token(path) and hasattr(path, "text") else None


def _values(place: Place, at: int) -> list[str]:
    """Return the literals of a list of values from an offset on; none unless they are nothing else."""
    found: list[str] = []
    for index, token in enumerate(place.ahead(2 * _MOST_VALUES, at)):
        if index % 2 and token.text in ")]":
            return found
        if token.terminal not in LITERALS if index % 2 == 0 else token.text != ",":
            return []
        if index % 2 == 0:
            found.append(token.text)
    return []


def _value_for_list(place: Place) -> Repair | None:
    """Recognise `in "a"`, `in "a", "b"` and `in 2024`."""
    if not {"LPAR", "LSQB", "PARAMETER"} <= place.row.keys() or "STRING" in place.row:
        return None
    if place.terminal == "MONTH" or (place.terminal == "NUMBER" and _YEAR.fullmatch(place.word)):
        return Repair(sentences.in_for_during(place.source, span_of(place.before), place.span))
    if place.terminal not in LITERALS and place.terminal != NAME:
        return None
    end, values = values_from(place, place.start)
    if place.terminal == NAME and len(values) == 1:
        end = text_end(place, place.start, in_list=True) or place.end
        values = [quoted(place.text[place.start : end])]
    return Repair(sentences.list_without_brackets(place.source, Span(place.start, end), values))


def values_from(place: Place, start: int) -> tuple[int, list[str]]:
    """Return where values with commas between them end, and each of them as text or literal of the language."""
    end, found = start, []
    tokens = place.ahead(2 * _MOST_VALUES, start)
    for index, token in enumerate(tokens):
        if index % 2 and token.text != ",":
            break
        if index % 2 == 0:
            if token.terminal not in LITERALS | {NAME}:
                break
            end = token.end
            found.append(quoted(token.text) if token.terminal == NAME else token.text)
    return end, found


def _connective_in_list(place: Place) -> Repair | None:
    """Recognise `("a" or "b")`."""
    if place.terminal not in {"AND", "OR"} or not place.accepts("COMMA") or place.accepts("AND"):
        return None
    ahead = place.ahead(2)
    if len(ahead) < 2 or ahead[0].terminal not in LITERALS | {NAME} or ahead[1].terminal in OPERATORS:
        return None
    return Repair(sentences.connective_in_list(place.source, place.span), place.end, ("COMMA", ","))


def _empty_place_in_list(place: Place) -> Repair | None:
    """Recognise `(1,, 2)` and `(, 1)`."""
    operand = place.operand
    if operand is None or not operand.in_list or operand.tokens or place.terminal != "COMMA":
        return None
    return Repair(sentences.superfluous(place.source, place.span, "there is no value before this comma"), place.end)


def _unquoted_text(place: Place) -> Repair | None:
    """Recognise text of several words, or with signs or letters that a plain word cannot have."""
    operand = place.operand
    if operand is None or operand.kind != "value" or operand.tokens > 1 or place.word in _CONNECTIVES | {";"}:
        return None
    if operand.tokens and place.start > operand.start and is_clause(place):
        return None
    start = operand.start
    if not (place.text[start].isalnum() or place.text[start] in "_+@/#&~"):
        return None
    if place.text[start].isdigit() and not operand.takes_text and not _has_words(place, start):
        return None
    if place.text[start].isidentifier() and operand.tokens and place.name_before() is None:
        return None
    if (
        place.text[start].isidentifier()
        and not operand.tokens
        and place.terminal != JUNK
        and not _is_reserved_text(place)
    ):
        return None
    end = text_end(place, start, in_list=operand.in_list)
    if end is None or end < place.end:
        return None
    if operand.in_list and place.text[start:end].lower().startswith("select "):
        return silent(structure.subquery(place.source, Span(start, start + len("select"))), operand, end)
    return silent(sentences.unquoted_text(place.source, start, end, sure=not operand.is_ordered), operand, end)


def _has_words(place: Place, start: int) -> bool:
    """Tell whether a text that begins with a digit goes on with a word: `37 signs`, `3M Company`."""
    return re.match(r"\d\S*\s+[^\W\d_]{2,}", place.text[start : start + _LONGEST_TEXT]) is not None


def _is_reserved_text(place: Place) -> bool:
    """Tell whether a reserved word is the first word of a text, as in `In Progress`."""
    ahead = place.ahead(1)
    return place.terminal in {"IN", "IS", "CONTAINS", "BETWEEN", "DURING"} and bool(ahead) and ahead[0].terminal == NAME


def text_end(place: Place, start: int, *, in_list: bool) -> int | None:
    """Return where a text without quotes seems to end: before a connective, a bracket, or the path of what follows."""
    text = place.text
    limit = min(_line_end(text, start), start + _LONGEST_TEXT)
    stop = start
    while (
        stop < limit
        and text[stop] not in '()[]{}"=<>;' + ("," if in_list else "")
        and not text.startswith((" #", " '"), stop)
    ):
        stop += 1
    words = list(re.finditer(r"\S+", text[start:stop]))
    kept = words
    for index, word in enumerate(words):
        lowered = word[0].lower().strip(",")
        if index and (lowered in _CONNECTIVES or _CLAUSE.match(text, start + word.start())):
            kept = words[:index]
            break
        if index and lowered in _OPERATOR_WORDS:
            kept = words[: index - 1]
            break
    else:
        if text[stop : stop + 1] in {"=", "<", ">", "{"} and words:
            kept = words[:-1]
    while kept and not kept[-1][0].strip(","):
        kept = kept[:-1]
    return start + kept[-1].start() + len(kept[-1][0].rstrip(",")) if kept else None


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at, at + 4 * _LONGEST_TEXT)
    return end if end != -1 else min(len(text), at + 4 * _LONGEST_TEXT)


def quoted(text: str) -> str:
    """Write text as a string, in the quotes that need no escapes if there are such."""
    mark = "'" if '"' in text and "'" not in text else '"'
    return mark + text.replace("\\", "\\\\").replace(mark, f"\\{mark}") + mark


def _malformed(place: Place) -> Repair | None:
    """Recognise what begins with a digit and is none of the literals that do."""
    operand = place.operand
    if operand is None or operand.tokens or place.terminal != JUNK or not place.word[0].isdigit():
        return None
    return silent(messages.malformed_number(place.source, place.span), operand, place.end)


SLIPS: tuple[Callable[[Place], Repair | None], ...] = (
    _typographic_quotes,
    _quote_in_string,
    _placeholder,
    _pattern,
    _name_for_text,
    _negated_value,
    _list_for_value,
    _value_for_list,
    _connective_in_list,
    _empty_place_in_list,
    _unquoted_text,
    _malformed,
)
"""What goes wrong with words and quotes, in the order it is looked for."""
