"""Query text to nodes: `attioql.syntax.driver` reads it, and `attioql.syntax.stepper` once more what has a mistake in it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from attioql.diagnostics import build
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix
from attioql.diagnostics.templates import sentence
from attioql.limits import LIMITS
from attioql.operators import Takes, load_operators
from attioql.resources import from_resources
from attioql.syntax import messages, stepper
from attioql.syntax.actions import ACTIONS, TooMuchError, path_sharing_names
from attioql.syntax.driver import Reduction, drive, number_of, rules_of
from attioql.syntax.machine import COMMENT, load_tables
from attioql.syntax.nodes import Broken, Comment, Comparison, Expression, Operand
from attioql.syntax.spelling import FaultError, unescape
from attioql.syntax.tokens import end_of, start_of, text_of
from attioql.text.source import Source, Span

LONGEST_TEXT = LIMITS.text_characters


MOST_ESCAPES = LIMITS.text_backslashes


class SyntaxTree(NamedTuple):
    """What a text reads as: its root node and what is wrong with it. The comments are read when they are asked for."""

    root: Expression
    problems: tuple[Diagnostic, ...]
    source: Source

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The comments, in order."""
        return tuple(_comments(self.source)) if "#" in self.source.text else ()


@from_resources
def _shared_rules() -> tuple[list[Reduction], int]:
    """Return the rules with their actions, and the number of the one whose action belongs to one text."""
    return rules_of(ACTIONS), number_of("path")


def _rules() -> list[Reduction]:
    shared, path = _shared_rules()
    rules = shared.copy()
    rules[path] = (*rules[path][:2], path_sharing_names())
    return rules


def parse(source: Source, most: int = LIMITS.diagnostics) -> SyntaxTree:
    """Read a text. Never raises on bad text: `problems` says what is wrong with it, up to so many mistakes."""
    if (refusal := refusal_of(source)) is not None:
        return SyntaxTree(Broken(0, len(source.text)), (refusal,), source)
    with suppress(FaultError, TooMuchError):
        return tuple.__new__(SyntaxTree, (drive(source.text, _rules()), tuple(wrong_escapes(source, most)), source))
    return parse_with_recovery(source, most)  # only here, as an exception keeps what was made so far


def parse_with_recovery(source: Source, most: int = LIMITS.diagnostics) -> SyntaxTree:
    """Read a text that has a mistake in it, up to so many mistakes."""
    problems: list[Diagnostic] = []
    try:
        root = stepper.read_with_recovery(source, problems, most)
    except TooMuchError as error:
        root = Broken(0, len(source.text))
        problems.append(build.diagnose(error.name, source, Span(error.at, error.at), limit=error.limit))
    if "\\" in source.text:
        problems += wrong_escapes(source, most)
        problems.sort(key=lambda problem: problem.span or (0, 0))
    return SyntaxTree(root, tuple(problems), source)


def operand_in(text: str, takes: Takes) -> Operand | None:
    """Return what a text is to the right of an operator, such as the period `last 30d`; `None` if it is not one of those.

    A text of more than `LIMITS.period_characters` is none, so that a long one costs nothing.
    """
    if len(text) > LIMITS.period_characters:
        return None
    before = f"_ {load_operators().spelling_taking(takes).text} "
    with suppress(FaultError, TooMuchError):
        match drive(before + text, _rules()):
            case Comparison(_, _, operand):
                return operand
    return None


def parameter_names(source: Source) -> set[str]:
    """Return the names of all parameters that a text mentions, also where it could not be read."""
    tables = load_tables()
    group = tables.terminals.index("PARAMETER")
    return {text_of(token)[1:] for token in tables.pattern.finditer(source.text) if token.lastindex == group}


def refusal_of(source: Source) -> Diagnostic | None:
    """Say why a text is not read at all."""
    text = source.text
    if len(text) > LONGEST_TEXT:
        return build.past_limit(source, LONGEST_TEXT)
    if text.count("\\") > MOST_ESCAPES:
        return build.diagnose("too-many-escapes", source, Span(0, 0), limit=MOST_ESCAPES)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            return messages.lone_surrogate(source, error.start, error.end)
    return None


def _comments(source: Source) -> list[Comment]:
    tables = load_tables()
    group = tables.terminals.index(COMMENT)
    found = [token for token in tables.pattern.finditer(source.text) if token.lastindex == group]
    return [Comment(text_of(token), start_of(token), end_of(token)) for token in found]


def wrong_escapes(source: Source, most: int = LIMITS.diagnostics) -> Sequence[Diagnostic]:
    """Report escapes that do not exist, and half surrogate pairs, in the strings of the text, up to so many."""
    if "\\" not in source.text:
        return ()
    tables = load_tables()
    problems: list[Diagnostic] = []
    string = tables.terminals.index("STRING")
    for token in tables.pattern.finditer(source.text):
        if len(problems) >= most:
            break
        if token.lastindex != string or "\\" not in token[0]:
            continue
        start, end = start_of(token), end_of(token)
        text, wrong = unescape(text_of(token)[1:-1])
        problems += _invalid_escapes(source, Span(start, end), wrong, most)
        if any("\ud800" <= character <= "\udfff" for character in text):
            problems.append(messages.lone_surrogate(source, start, end))
    return problems[:most]


def _invalid_escapes(source: Source, string: Span, wrong: Sequence[int], most: int) -> list[Diagnostic]:
    """Return the errors for the unknown escapes of a string, up to so many. The first has the fix, which is one for all of them.

    It doubles the backslashes, which is right for a Windows path and for a pattern.
    """
    places = [string.start + 1 + offset for offset in wrong]
    if len(places) == 1:
        [at] = places
        return [_invalid_escape("invalid-escape", source, at, backslash=Span(at, at + 1))]
    errors = [_invalid_escape("invalid-escape.several", source, at) for at in places[:most]]
    edit = Edit(string, _doubled(source.text, string, places))
    title = sentence("invalid-escape.several", escape="").title
    return [replace(each, fixes=(Fix(title, Applicability.UNSAFE, (edit,)),)) for each in errors[:1]] + errors[1:]


def _invalid_escape(key: str, source: Source, at: int, **places: Span) -> Diagnostic:
    return build.diagnose(key, source, Span(at, at + 2), escape=source.text[at : at + 2], **places)


def _doubled(text: str, string: Span, backslashes: Sequence[int]) -> str:
    """Return a string with some of its backslashes doubled."""
    bounds = [string.start, *backslashes, string.end]
    return "\\".join([text[start:end] for start, end in pairwise(bounds)])
