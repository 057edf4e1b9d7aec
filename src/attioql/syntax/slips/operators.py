"""Operators of other languages and of plain English, where an operator should stand."""

from __future__ import annotations

import re
from collections.abc import Callable

from attioql.diagnostics.suggest import nearest
from attioql.limits import LIMITS
from attioql.syntax.actions import end_of, start_of, text_of
from attioql.syntax.machine import NAME
from attioql.syntax.nodes import Path
from attioql.syntax.slips import sentences
from attioql.syntax.slips.operands import duration_after
from attioql.syntax.slips.phrases import PHRASES
from attioql.syntax.slips.place import LITERALS, OPERATORS, Place, Repair, is_token
from attioql.text.source import Span

_HERE = {phrase: here for here, phrases in PHRASES.items() for phrase in phrases}
_CHOICES = "|".join(
    re.escape(phrase).replace("\\ ", r"\s+").replace("'", "['’]")
    + (r"(?!\w)" if phrase[-1].isalpha() else r"(?![=~:])")
    for phrase in sorted(_HERE, key=len, reverse=True)
)
_PHRASE = re.compile(_CHOICES, re.IGNORECASE)
_LONGEST = LIMITS.recovery_operator_characters
_OPERATOR_WORDS = ("contains", "starts", "ends", "in", "between", "during", "is", "not")
_WHOLE = {"starts": "starts with", "ends": "ends with", "is": "is not empty"}
_LIKE = re.compile(r"""\s*(["'])(%?)([^"'%_*^$|\\\n]+)(%?)\1""")
_LIKE_OPERATORS = {
    (True, True): "contains",
    (False, True): "starts with",
    (True, False): "ends with",
}
"""What a text with `%` before it, behind it or both is matched with."""

_PATTERN = re.compile(r"""\s*(?:/|(["'])[^"'\n]*[%*^$|\\][^"'\n]*\1)""")
_MOST_WORDS = LIMITS.recovery_operator_words


def operator_start(place: Place) -> int | None:
    """Return where the operator begins that is under way: right after the path, which is all that stands before it."""
    start = place.start
    for back in (1, 2, 3):
        before = place.read(back)
        if isinstance(before, Path) or (back == 1 and place.expects_operator):
            return start
        if not is_token(before) or text_of(before) in {"(", "[", "{", ",", "."}:
            return None
        start = start_of(before)
    return None


def _phrase(place: Place) -> Repair | None:
    """Recognise an operator of another language or of plain English, of one word or several."""
    if not (
        place.expects_operator or "BETWEEN" in place.row or "EMPTY" in place.row or place.operand or _after_in(place)
    ):
        return None
    start = operator_start(place)
    found = _PHRASE.match(place.text, start, start + _LONGEST) if start is not None else None
    if start is None or found is None or found.end() < place.end:
        return None
    shown = re.sub(r"\s+", " ", found[0].lower().replace("’", "'"))
    here = _HERE[shown]
    if here in {"during last", "during next", "during this"} and not _is_period(place, found.end()):
        return None
    if shown == "on" and not re.match(
        r"\s*(\d{4}|today|yesterday|tomorrow)", place.text[found.end() : found.end() + 12]
    ):
        return None
    end = found.end()
    if here in {"during last", "during next"} and (length := duration_after(place, end)):
        end, here = length[0], f"{here} {length[1]}"
    elif shown in {"older than", "newer than"} and (length := duration_after(place, end)):
        end, here = length[0], f"{here} now - {length[1]}"
    if (like := _like(place.text, end, shown, here)) is not None:
        end, here = like
    pattern = _PATTERN.match(place.text, end, end + _LONGEST) is not None and '"' not in here
    return Repair(sentences.unknown_operator(place.source, Span(start, end), shown, here, pattern=pattern))


def _like(text: str, at: int, shown: str, here: str) -> tuple[int, str] | None:
    """Return where a text with `%` at its ends ends, and the operator and text without `%` that mean the same."""
    if here.removeprefix("not ") != "contains" or "contain" in shown:
        return None
    written = _LIKE.match(text, at, at + LIMITS.recovery_string_characters)
    if written is None or not (written[2] or written[4]):
        return None
    operator = _LIKE_OPERATORS[bool(written[2]), bool(written[4])]
    return written.end(), f'{here.removesuffix("contains")}{operator} "{written[3]}"'


def _is_period(place: Place, end: int) -> bool:
    return re.match(r"\s*(\d|day|week|month|quarter|year)", place.text[end : end + 12], re.IGNORECASE) is not None


def _after_in(place: Place) -> bool:
    return is_token(place.before) and text_of(place.before).lower() == "in"


def _colon(place: Place) -> Repair | None:
    """Recognise `name:acme`."""
    if not place.expects_operator or place.terminal != "PARAMETER":
        return None
    return Repair(sentences.colon_for_equality(place.source, place.span))


def _is(place: Place) -> Repair | None:
    """Recognise `is "x"`, `is not "x"` and `is emtpy`."""
    if "EMPTY" not in place.row:
        return None
    start = operator_start(place)
    if start is None:
        return None
    if nearest(place.word, ("empty",)):
        return Repair(sentences.misspelt(place.source, place.span, "empty", "unknown-operator"))
    negated = text_of(place.before).lower() == "not"
    return Repair(
        sentences.is_for_comparison(place.source, Span(start, end_of(place.before)), "!=" if negated else "=")
    )


def _name_of_several_words(place: Place) -> Repair | None:
    """Recognise `Employee Range =` and `employee-range =`: a title, or a name with a hyphen, where a slug should stand."""
    first = place.name_before()
    if not place.expects_operator or first is None or place.terminal not in {NAME, "MINUS"}:
        return None
    end, words = place.start, [text_of(first)]
    for token in place.ahead(2 * _MOST_WORDS, place.start):
        if token.terminal in OPERATORS and len(words) > 1:
            name = "_".join(words).lower()
            return Repair(sentences.name_of_several_words(place.source, Span(start_of(first), end), name))
        if token.terminal == NAME:
            words.append(token.text)
        elif token.terminal != "MINUS":
            return None
        end = token.end
    return None


def _misspelt(place: Place) -> Repair | None:
    if not place.expects_operator or place.terminal != NAME:
        return None
    near = nearest(place.word, _OPERATOR_WORDS)
    if near is None:
        return None
    return Repair(sentences.misspelt(place.source, place.span, _WHOLE.get(near, near), "unknown-operator"))


def _incomplete(place: Place) -> Repair | None:
    """Recognise `starts "A"`."""
    if "WITH" not in place.row or place.terminal not in LITERALS | {NAME, "IN"}:
        return None
    word = text_of(place.before).lower()
    end = place.end if place.terminal == "IN" else end_of(place.before)
    return Repair(sentences.unknown_operator(place.source, Span(start_of(place.before), end), word, f"{word} with"))


def _no_operator(place: Place) -> Repair | None:
    """Recognise `name "x"`."""
    if not place.expects_operator or place.terminal not in LITERALS:
        return None
    return Repair(sentences.no_operator(place.source, place.span))


SLIPS: tuple[Callable[[Place], Repair | None], ...] = (
    _phrase,
    _colon,
    _is,
    _name_of_several_words,
    _misspelt,
    _incomplete,
    _no_operator,
)
"""What goes wrong with an operator, in the order it is looked for."""
