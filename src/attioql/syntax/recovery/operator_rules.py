"""Operators of other languages and of plain English, where an operator should stand."""

from __future__ import annotations

import re

from attioql.aliases import Alias, alias_at, load_aliases
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.suggest import nearest
from attioql.limits import LIMITS
from attioql.operators import TEXT_ROLES, load_operators, part_of_pattern
from attioql.syntax.machine import NAME
from attioql.syntax.nodes import Path
from attioql.syntax.recovery.notations import age_after, duration_after
from attioql.syntax.recovery.state import ANY, ParserState, RecoveryRule, Repair, Where, is_token, span_from
from attioql.syntax.recovery.value_rules import repeated, values_in_brackets
from attioql.syntax.recovery.vocabulary import (
    CONTAINS,
    DURING,
    EQUAL,
    LITERALS,
    MIRRORED,
    NONE_OF,
    ONE_OF,
    OPERAND_END,
    OPERATOR_WORDS,
    OPERATORS,
    WHOLE,
    quoted,
)
from attioql.syntax.tokens import end_of, start_of, text_of
from attioql.text.source import Span

_OPERATOR_WORDS = frozenset(filter(str.isalpha, OPERATOR_WORDS))
_LIKE = re.compile(r"""\s*(["'])(?P<pattern>%?[^"'%_*^$|\\\r\n]+%?)\1""")
_WORD = rf"\b(?!(?:{'|'.join(sorted(_OPERATOR_WORDS))}|and|or|nor)\b)[^\W\d]\w*"
_ONE_VALUE = rf"""(?:"[^"\\\n]*"|'[^'\\\n]*'|\d+(?:\.\d+)?|(?:{_WORD}|(?-i:In\b))(?:[ ]{_WORD}){{0,3}})"""
_VALUE = re.compile(_ONE_VALUE, re.IGNORECASE)
_ONE_OF_SEVERAL = re.compile(
    rf"(?:is\s+|(?P<no>is\s+not\s+|isn['’]t\s+|not\s+))?(?P<word>either|neither)\s+"
    rf"(?P<values>{_ONE_VALUE}(?:\s*(?:,\s*(?:n?or\s+)?|n?or\b\s*){_ONE_VALUE})+){OPERAND_END}",
    re.IGNORECASE,
)
_NOR = re.compile(
    rf"(?:is\s+not|isn['’]t|not|!=)\s+(?P<values>{_ONE_VALUE}(?:\s*,\s*{_ONE_VALUE})*(?:\s*,?\s*nor\s+{_ONE_VALUE})+){OPERAND_END}",
    re.IGNORECASE,
)
_NOT = re.compile(r"not\s+", re.IGNORECASE)
_PATTERN = re.compile(r"""\s*(?:/|(["'])[^"'\r\n]*[%*^$|\\][^"'\r\n]*\1)""")


def _operator_start(at: ParserState) -> int | None:
    """Return where the operator begins that is under way: right after the path, which is all that stands before it."""
    start = at.start
    for back in range(1, 6):
        before = at.read(back)
        if isinstance(before, Path) or (back == 1 and at.where & Where.OPERATOR):
            return start
        if not is_token(before) or text_of(before) in {"(", "[", "{", ",", "."}:
            return None
        start = start_of(before)
    return None


def _alias(at: ParserState) -> Repair | None:
    """Recognise an operator of another language or of plain English, of one word or several."""
    start = _operator_start(at)
    alias = alias_at(at.text, start) if start is not None else None
    if start is None or alias is None or alias.end < at.end:
        return None
    if alias.meaning.joined_by:
        return _repeated(at, start, alias)
    end, here = alias.end, alias.meaning.here
    if alias.meaning.before_duration is not None and (length := duration_after(at.text, end)):
        end, here = length[0], f"{here} {alias.meaning.before_duration}{length[1]}"
    if alias.meaning.before_ago is not None and (age := age_after(at.text, end)):
        return _of_age(at, Span(start, age[0]), alias, f"now - {age[1]}")
    may_be_pattern = here.endswith(CONTAINS) and "contain" not in alias.shown
    has_fix = not _PATTERN.match(at.text, end, end + LIMITS.recovery_operator_characters)
    if may_be_pattern and (like := _like(at.text, end, here.removesuffix(CONTAINS))):
        end, here = like
        may_be_pattern, has_fix = False, True
    span = Span(start, end)
    problem = _unknown_operator(at, span, alias.shown, here, may_be_pattern=may_be_pattern, has_fix=has_fix)
    return Repair(problem, beyond=end)


def _negated_period(at: ParserState) -> Repair | None:
    """Recognise `not in last 30d` and `not during 2024`: what `not` excludes is the whole condition."""
    start, path = (
        _operator_start(at),
        next((each for each in map(at.read, range(1, 6)) if isinstance(each, Path)), None),
    )
    negation = _NOT.match(at.text, start, start + LIMITS.recovery_operator_characters) if start is not None else None
    if start is None or path is None or negation is None:
        return None
    alias, end, here = alias_at(at.text, negation.end()), at.end, at.word
    if alias is not None and alias.end >= at.end:
        end, here = alias.end, alias.meaning.here
        if alias.meaning.before_duration is not None and (length := duration_after(at.text, end)):
            end, here = length[0], f"{here} {length[1]}"
    if here.split()[0] != DURING:
        return None
    written = f"not {at.text[path.start : path.end]} {here}"
    return Repair(at.say("negated-period", Span(start, end), here=written, whole=Span(path.start, end)), beyond=end)


def _of_age(at: ParserState, span: Span, alias: Alias, moment: str) -> Repair:
    """Recognise `less than 30 days ago`, which is later than that moment; offer both where it may be meant either way."""
    here, mirrored = (f"{sign} {moment}" for sign in (alias.meaning.here, MIRRORED[alias.meaning.here]))
    if alias.meaning.before_ago:
        problem = _unknown_operator(at, span, alias.shown, f"{alias.meaning.before_ago} {moment}")
    else:
        problem = at.say("operator-of-age", span, first=mirrored, last=here)
    return Repair(problem, beyond=span.end)


def _one_of_several(at: ParserState) -> Repair | None:
    """Recognise `is either Lead or Won`, `neither Lead nor Won` and `is not Lead nor Won`."""
    start = _operator_start(at)
    if start is None:
        return None
    limit = start + LIMITS.recovery_string_characters
    found = _ONE_OF_SEVERAL.match(at.text, start, limit)
    negated = _NOR.match(at.text, start, limit) if found is None else None
    match = found or negated
    if match is None:
        return None
    word = found["word"].lower() if found else "nor"
    values = [
        each if each[0] in "\"'" or each[0].isdigit() else quoted(each) for each in _VALUE.findall(match["values"])
    ]
    is_negated = found is None or word == "neither" or found["no"] is not None
    here = f"{NONE_OF if is_negated else ONE_OF} ({', '.join(values)})"
    problem = at.say("one-of-several", Span(*match.span()), word=word, here=here)
    return Repair(problem, beyond=match.end())


def _like(text: str, at: int, negation: str) -> tuple[int, str] | None:
    """Return where a text with `%` at its ends ends, and the operator and text without `%` that mean the same."""
    written = _LIKE.match(text, at, at + LIMITS.recovery_string_characters)
    if written is None:
        return None
    operator, part = part_of_pattern(written["pattern"], "%")
    table = load_operators()
    if table.rows[operator].role not in TEXT_ROLES:
        return None
    return written.end(), f'{negation}{table.spelling_of(operator)} "{part}"'


def _unknown_operator(
    at: ParserState, span: Span, operator: str, here: str, *, may_be_pattern: bool = False, has_fix: bool = True
) -> Diagnostic:
    return at.say(
        "unknown-operator", span, operator=operator, here=here, may_be_pattern=may_be_pattern, has_fix=has_fix
    )


def _repeated(at: ParserState, start: int, alias: Alias) -> Repair:
    """Recognise `contains any of ("a", "b")`, which is a condition for each value."""
    path, opening = at.path_before(), next(iter(at.ahead(1, alias.end)), None)
    listed = values_in_brackets(at, opening.start) if opening else None
    here = whole = None
    if path is not None and listed is not None:
        here = repeated(at, path, alias.meaning.here, listed.values, alias.meaning.joined_by)
        whole = Span(path.start, listed.end)
    span = Span(start, alias.end)
    return Repair(at.say("operator-for-each", span, operator=alias.shown, here=here, whole=whole))


def _colon(at: ParserState) -> Repair:
    """Recognise `name:acme`."""
    value = at.text[at.start + 1 : at.end]
    return Repair(at.say("colon-for-equality", Span(at.start, at.start + 1), value=value, whole=at.span))


def _is(at: ParserState) -> Repair | None:
    """Recognise `is "x"`, `is not "x"` and `is emtpy`."""
    start = _operator_start(at) if "EMPTY" in at.row else None
    if start is None:
        return None
    if nearest(at.word, ("empty",)):
        return Repair(at.say("misspelt", near="empty"))
    sign = load_aliases().words["alone"]["is not" if at.word_before == "not" else "is"]
    return Repair(at.say("is-for-comparison", Span(start, end_of(at.before)), sign=sign))


def _name_of_several_words(at: ParserState) -> Repair | None:
    """Recognise `Employee Range =` and `employee-range =`: a title, or a name with a hyphen, where a slug should stand."""
    first = at.name_before()
    if first is None:
        return None
    end, words = at.start, [text_of(first)]
    for token in at.ahead(2 * LIMITS.recovery_operator_words, at.start):
        if token.terminal in OPERATORS and len(words) > 1:
            span = span_from(first, end)
            has_hyphens = " " not in at.text[span.start : end]
            trust = "display" if has_hyphens else "unsafe"
            name = "_".join(words).lower()
            return Repair(at.say("name-of-several-words", span, name=name, trust=trust, has_hyphens=has_hyphens))
        if token.terminal == NAME:
            words.append(token.text)
        elif token.terminal != "MINUS":
            return None
        end = token.end
    return None


def _misspelt(at: ParserState) -> Repair | None:
    near = nearest(at.word, _OPERATOR_WORDS)
    return Repair(at.say("misspelt", near=WHOLE.get(near, near))) if near else None


def _incomplete(at: ParserState) -> Repair | None:
    """Recognise `starts "A"`."""
    if "WITH" not in at.row:
        return None
    span = span_from(at.before, at.end if at.terminal == "IN" else end_of(at.before))
    return Repair(_unknown_operator(at, span, at.word_before, f"{at.word_before} with"))


def _no_operator(at: ParserState) -> Repair:
    """Recognise `name "x"`."""
    return Repair(at.say("no-operator", here=EQUAL))


RULES = (
    RecoveryRule(Where.ANYWHERE, ANY, _negated_period),
    RecoveryRule(Where.ANYWHERE, ANY, _one_of_several),
    RecoveryRule(Where.ANYWHERE, ANY, _alias),
    RecoveryRule(Where.OPERATOR, frozenset({"PARAMETER"}), _colon),
    RecoveryRule(Where.ANYWHERE, ANY, _is),
    RecoveryRule(Where.OPERATOR, frozenset({NAME, "MINUS"}), _name_of_several_words),
    RecoveryRule(Where.OPERATOR, frozenset({NAME}), _misspelt),
    RecoveryRule(Where.ANYWHERE, LITERALS | {NAME, "IN"}, _incomplete),
    RecoveryRule(Where.OPERATOR, LITERALS, _no_operator),
)
"""What goes wrong with an operator."""
