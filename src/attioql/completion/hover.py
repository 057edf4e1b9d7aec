"""What stands at an offset: the attribute, property, operator or value there, described in Markdown."""

from __future__ import annotations

from attioql.catalog.workspace import Target
from attioql.checker.names import Resolved
from attioql.completion.json_completion import complete_json_text
from attioql.completion.json_cursor import key_or_value_at
from attioql.completion.model import Hover
from attioql.completion.names import about_attribute, about_property, resolved_path
from attioql.completion.operators import about_operator
from attioql.completion.text_cursor import path_of
from attioql.completion.values import about_moment, about_period, value_items
from attioql.syntax.endings import find_ending, read_ending
from attioql.syntax.nodes import (
    And,
    Block,
    CalendarPeriod,
    Call,
    Comparison,
    Expression,
    Group,
    Items,
    Literal,
    Moment,
    Not,
    Operand,
    Or,
    Path,
    Range,
    RollingPeriod,
    Truth,
)
from attioql.syntax.parser import parse
from attioql.syntax.recovery.ending_rules import read_with_mistakes
from attioql.text.source import Source, Span


def hover_text(source: Source, offset: int, target: Target) -> Hover | None:
    """Return what stands at an offset of query text; `None` where there is nothing to say. Mistakes elsewhere do not matter."""
    start = find_ending(source.text)
    if start is not None and offset >= start:
        return _ending(source, start, offset, target)
    node: Expression | None = parse(source).root
    block: Path | None = None
    while node is not None:
        match node:
            case Truth(path):
                return _path(path, block, source, offset, target)
            case Comparison():
                return _comparison(node, block, source, offset, target)
            case Block(path, body, _):
                if offset <= path.end:
                    return _path(path, None, source, offset, target)
                node, block = body, path
            case And(operands) | Or(operands):
                node = next((each for each in operands if each.start <= offset <= each.end), None)
            case Not(body) | Group(body):
                node = body
            case _:
                return None
    return None


_WORDS = {
    "order by": "Sorts the records, by the first attribute first. `desc` sorts from the greatest to the least.",
    "limit": "The number of records that the request returns at most.",
    "offset": "The number of records that the request skips.",
}


def _ending(source: Source, start: int, offset: int, target: Target) -> Hover | None:
    """Return what stands at an offset of the ending of a query."""
    ending = read_ending(source.text, start) or read_with_mistakes(source, start).ending
    clause = next((each for each in ending.clauses if each.start <= offset <= each.end), None)
    if clause is None:
        return None
    for sort in clause.sorts:
        if sort.path.start <= offset <= sort.path.end:
            return _path(sort.path, None, source, offset, target)
    end = clause.sorts[0].start if clause.sorts else clause.start + len(clause.word)
    words = source.text[clause.start : end].rstrip()
    if offset > clause.start + len(words):
        return None
    return Hover(_WORDS[clause.word], Span(clause.start, clause.start + len(words)))


def hover_json(text: str, offset: int, target: Target) -> Hover | None:
    """Return what the key or the value at an offset of filter JSON stands for."""
    found = key_or_value_at(text, offset)
    if found is None:
        return None
    span, written = found
    items = complete_json_text(text, span.end - 1, target).items if written else ()
    about = next((each.documentation for each in items if each.label == written), "")
    return Hover(about, span) if about else None


def _comparison(node: Comparison, block: Path | None, source: Source, offset: int, target: Target) -> Hover | None:
    if offset <= node.path.end:
        return _path(node.path, block, source, offset, target)
    if node.operator_start <= offset <= node.operator_end:
        return Hover(about_operator(node.operator), node.operator_span)
    resolved = resolved_path(node.path, block, target)
    value = None if node.operand is None else _value_at(node.operand, offset)
    if resolved is None or value is None:
        return None
    about = _about(value, resolved, target)
    return Hover(about, Span(value.start, value.end)) if about else None


def _path(path: Path, block: Path | None, source: Source, offset: int, target: Target) -> Hover | None:
    """Describe the step of a path that an offset is in."""
    step = next((each for each in path.segments if each.start <= offset <= each.end), None)
    if step is None:
        return None
    resolved = resolved_path(path_of(source.text[path.start : step.end]), block, target)
    if resolved is None:
        return None
    if (block is not None or resolved.named) and resolved.property is not None:
        return Hover(about_property(resolved.property), step.span)
    return Hover(about_attribute(resolved.path.attribute), step.span)


def _value_at(operand: Operand, offset: int) -> Operand | None:
    """Return the one value of a list, a range or a call that an offset is in."""
    match operand:
        case Items(values) | Call(_, values) if values:
            return next((each for each in values if each.start <= offset <= each.end), None)
        case Range(low, high):
            return low if offset <= low.end else high
    return operand if operand.start <= offset <= operand.end else None


def _about(value: Operand, resolved: Resolved, target: Target) -> str:
    match value:
        case Moment(base, shift):
            return about_moment(base, shift)
        case CalendarPeriod() | RollingPeriod():
            return about_period()
        case Literal("string" | "word", text):
            known = value_items(resolved, target.workspace, None)
            return next((each.documentation for each in known if each.label == text), "")
    return ""
