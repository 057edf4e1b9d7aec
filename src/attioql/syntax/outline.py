"""The outline of query text: its groups and conditions as a tree, and what may be folded, also where the text is broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from attioql.limits import LIMITS
from attioql.syntax.machine import COMMENT, END, load_tables
from attioql.syntax.nodes import And, Block, Comparison, Expression, Group, Not, Or, Truth
from attioql.syntax.parser import parse
from attioql.text.source import Source, Span
from attioql.text.width import printable_line

OutlineKind: TypeAlias = Literal["group", "block", "condition"]
FoldKind: TypeAlias = Literal["group", "comment"]

_LONGEST = 80
_OPENING, _CLOSING = frozenset({"LPAR", "LSQB", "LBRACE"}), frozenset({"RPAR", "RSQB", "RBRACE"})


class OutlineItem(NamedTuple):
    """A group, a value block or a condition: its label of one line, its span, and the span that names it."""

    label: str
    kind: OutlineKind
    span: Span
    name: Span
    inside: list[OutlineItem]


class Fold(NamedTuple):
    """The first and the last line of what may be folded, from 1."""

    first: int
    last: int
    kind: FoldKind


def outline_of(source: Source) -> list[OutlineItem]:
    """Return the outline of query text. Groups are listed down to `LIMITS.editor_levels`."""
    whole: list[OutlineItem] = []
    waiting: list[tuple[Expression, list[OutlineItem], int]] = [(parse(source).root, whole, 0)]
    while waiting:
        node, beside, level = waiting.pop()
        if level > LIMITS.editor_levels:
            continue
        match node:
            case Group(body):
                waiting.append((body, beside, level))
            case And(operands) | Or(operands):
                name = Span(node.start, node.start)
                item = OutlineItem("and" if isinstance(node, And) else "or", "group", node.span, name, [])
                beside.append(item)
                waiting += [(each, item.inside, level + 1) for each in reversed(operands)]
            case Not(body, start, _, _):
                item = OutlineItem("not", "group", node.span, Span(start, node.word_end), [])
                beside.append(item)
                waiting.append((body, item.inside, level + 1))
            case Block(path, body, _):
                item = OutlineItem(_label(source, path.span), "block", node.span, path.span, [])
                beside.append(item)
                waiting.append((body, item.inside, level + 1))
            case Comparison() | Truth():
                beside.append(OutlineItem(_label(source, node.span), "condition", node.span, node.path.span, []))
    return whole


def _label(source: Source, span: Span) -> str:
    text = " ".join(source.text[span.start : min(span.end, span.start + 2 * _LONGEST)].split())
    return printable_line(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def folds_of(source: Source) -> tuple[Fold, ...]:
    """Return what may be folded: brackets over several lines, up to the line of the closing one, and lines of comments."""
    return tuple(sorted([*_brackets(source), *_comments(source)]))


def _brackets(source: Source) -> Iterator[Fold]:
    opened: list[int] = []
    for terminal, span in _terminals(source):
        if terminal in _OPENING:
            opened.append(source.position(span.start).line)
        elif terminal in _CLOSING and opened:
            first, last = opened.pop(), source.position(span.start).line - 1
            if last > first:
                yield Fold(first, last, "group")


def _comments(source: Source) -> Iterator[Fold]:
    first = last = -1
    for terminal, span in _terminals(source):
        line = source.position(span.start).line
        if terminal == COMMENT and not source.text[source.line_start(line) : span.start].strip():
            if line != last + 1:
                if last > first:
                    yield Fold(first, last, "comment")
                first = line
            last = line
    if last > first:
        yield Fold(first, last, "comment")


def _terminals(source: Source) -> Iterator[tuple[str, Span]]:
    tables = load_tables()
    for match in tables.pattern.finditer(source.text):
        terminal = tables.terminals[match.lastindex or 0]
        if terminal == END:
            return
        yield terminal, Span(match.start(1), match.end())
