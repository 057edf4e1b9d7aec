"""Changes of parts as edits of query text. An edit that would take a comment away is not offered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from attioql.attio.decompile import decompile
from attioql.diagnostics.model import Edit, Fix
from attioql.filters.canonical import canonical
from attioql.filters.model import Node
from attioql.linter.rule import Change, Replacement, Rewrite
from attioql.linter.tree import Numbers, Part
from attioql.operators import load_operators
from attioql.syntax import nodes
from attioql.syntax.nodes import Comment
from attioql.syntax.parser import SyntaxTree
from attioql.syntax.printer import print_expression, spell_string
from attioql.text.source import Source, Span


class Writer:
    """Writes the changes of one text as fixes of it. What several fixes need is worked out once."""

    __slots__ = ("_comments", "_numbers", "_tree")

    def __init__(self, tree: SyntaxTree) -> None:
        """Start with nothing worked out."""
        self._tree = tree
        self._numbers = Numbers()
        self._comments: Sequence[Comment] | None = None

    def fix(self, change: Change) -> Fix:
        """Return a change as a fix; without edits where they would take a comment away."""
        source = self._tree.source
        edits = [*change.edits, *(_edit(each, source, self._numbers) for each in change.replacements)]
        edits += [edit for each in change.rewrites for edit in _value_edits(each, source)]
        if any("#" in source.text[edit.span.start : edit.span.end] and self._hits(edit.span) for edit in edits):
            edits = []
        return Fix(change.message, change.applicability, tuple(edits))

    def _hits(self, span: Span) -> bool:
        """Tell whether a comment lies in a span. The comments are in order."""
        if self._comments is None:
            self._comments = self._tree.comments
        first = bisect_right(self._comments, span.start, key=lambda comment: comment.end)
        return first < len(self._comments) and self._comments[first].start < span.end


def _value_edits(rewrite: Rewrite, source: Source) -> list[Edit]:
    value, by, operator = rewrite
    quoted = source.text[value.span.start] in "\"'"
    edits = [Edit(value.span, spell_string(by) if quoted else by)]
    if operator and value.comparison is not None:
        edits.insert(0, Edit(value.comparison.operator_span, load_operators().spelling_of(operator)))
    return edits


def _edit(replacement: Replacement, source: Source, numbers: Numbers) -> Edit:
    part, by, parent = replacement
    if by is None:
        return Edit(_with_connective(part, parent, numbers), "")
    written = _as_written(by, parent, source) if isinstance(by, Part) else _spelled(by, parent)
    return _narrowed(Edit(part.span, written), source.text)


def _as_written(part: Part, parent: Part | None, source: Source) -> str:
    """Return the text of a part, in parentheses where it needs them in its new group."""
    text = source.text[part.span.start : part.span.end]
    joins = part.kind in {"and", "or"} and not part.grouped
    return f"({text})" if joins and parent is not None and parent.kind != part.kind else text


def _spelled(meaning: Node, parent: Part | None) -> str:
    """Spell a model so that it can stand in a group."""
    expression = decompile(canonical(meaning))
    text = print_expression(expression)
    if parent is None or not isinstance(expression, (nodes.And, nodes.Or)):
        return text
    joined = "and" if isinstance(expression, nodes.And) else "or"
    return text if parent.kind == joined else f"({text})"


def _with_connective(part: Part, parent: Part | None, numbers: Numbers) -> Span:
    """Return the span of a member with the connective that goes with it: the one before, or the one after the first."""
    if parent is None:
        return part.span
    beside, is_before = numbers.beside(part, parent)
    return Span(beside.span.end, part.span.end) if is_before else Span(part.span.start, beside.span.start)


def _narrowed(edit: Edit, text: str) -> Edit:
    """Leave out of an edit what it would not change at its two ends, word by word."""
    old, new = text[edit.span.start : edit.span.end], edit.replacement
    shorter = min(len(old), len(new))
    ahead = next((index for index in range(shorter) if old[index] != new[index]), shorter)
    ahead = old.rfind(" ", 0, ahead) + 1
    behind = next((index for index in range(shorter - ahead) if old[-1 - index] != new[-1 - index]), shorter - ahead)
    kept = old[len(old) - behind :]
    behind = len(kept) - kept.find(" ") if " " in kept else 0
    span = Span(edit.span.start + ahead, edit.span.end - behind)
    return Edit(span, new[ahead : len(new) - behind])
