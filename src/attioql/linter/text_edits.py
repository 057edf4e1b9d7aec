"""Findings in query text: where they stand, and their fixes as edits. An edit that would take a comment away, or only what it is behind, is not offered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from attioql.attio.decompile import decompile
from attioql.checker.checker import check_text
from attioql.checker.parameters import Parameters
from attioql.diagnostics.build import apart, apply_edits, orphans_comment
from attioql.diagnostics.codes import row_of
from attioql.diagnostics.model import Diagnostic, Edit, Fix
from attioql.filters.canonical import canonical
from attioql.filters.model import Node
from attioql.linter.rule import BodyKey, Finding, FixDraft, FixStep, Remove, RemoveOperator, Replace, Respell
from attioql.linter.runner import RuleFinding
from attioql.linter.selection import is_error
from attioql.linter.tree import Part, Subject
from attioql.linter.writers import Numbers, diagnostic
from attioql.operators import load_operators
from attioql.syntax import nodes
from attioql.syntax.nodes import Block, Comment
from attioql.syntax.parser import SyntaxTree
from attioql.syntax.printer import print_expression, spell_string
from attioql.text.source import Source, Span


def text_diagnostics(findings: Sequence[RuleFinding], tree: SyntaxTree, subject: Subject) -> list[Diagnostic]:
    """Return what rules find in query text as diagnostics."""
    writer = TextWriter(tree, subject)
    return [diagnostic(found, writer) for found in findings]


class TextWriter:
    """Writes the findings in one query text. What several fixes need is worked out once."""

    __slots__ = ("_comments", "_numbers", "_subject", "_tree", "source")

    def __init__(self, tree: SyntaxTree, subject: Subject) -> None:
        """Start with nothing worked out."""
        self.source: Source = subject.source or tree.source
        self._tree = tree
        self._subject = subject
        self._numbers = Numbers()
        self._comments: Sequence[Comment] | None = None

    def span(self, finding: Finding) -> Span:
        """Return where a finding stands in the text."""
        return finding.span or finding.part.span

    def pointer(self, _: Finding) -> None:
        """Return nothing: query text has no pointers."""

    def label(self, part: Part) -> Span:
        """Return where a part stands in the text."""
        return part.span

    def edits(self, step: FixStep) -> Sequence[Edit] | None:
        """Return the edits of one step of a draft."""
        match step:
            case Replace(part, by, group):
                written = _as_written(by, group, self.source) if isinstance(by, Part) else _spelled(by, group)
                return [_narrowed(Edit(part.span, written), self.source.text)]
            case Remove(part, group):
                beside, is_before = self._numbers.beside(part, group)
                span = Span(beside.span.end, part.span.end) if is_before else Span(part.span.start, beside.span.start)
                return [Edit(span, "")]
            case Respell():
                return _respelled(step, self.source)
            case BodyKey() | RemoveOperator():
                return None
            case Edit():
                return [apart(step, self.source.text)]

    def fix(self, draft: FixDraft, edits: tuple[Edit, ...], part: Part) -> Fix | None:
        """Return a draft as a fix; without edits if they take away a comment or what it is behind, `None` if the result does not compile."""
        if any(self._hits(edit.span) or orphans_comment(edit, self.source.text, ("#",)) for edit in edits):
            edits = ()
        fix = Fix(draft.message, draft.applicability, edits)
        return fix if _fits(fix, part, self._subject) else None

    def _hits(self, span: Span) -> bool:
        """Tell whether a comment lies in a span. The comments are in order."""
        if "#" not in self.source.text[span.start : span.end]:
            return False
        if self._comments is None:
            self._comments = self._tree.comments
        first = bisect_right(self._comments, span.start, key=lambda comment: comment.end)
        return first < len(self._comments) and self._comments[first].start < span.end


def _fits(fix: Fix, part: Part, subject: Subject) -> bool:
    """Tell whether a fix has room where it stands: a value block takes each operator of a property once."""
    if not isinstance(part.node, Block) or subject.source is None:
        return True
    start, end = part.node.start, part.node.end
    if not all(start <= edit.span.start and edit.span.end <= end for edit in fix.edits):
        return True
    edits = [Edit(Span(edit.span.start - start, edit.span.end - start), edit.replacement) for edit in fix.edits]
    block = Source(apply_edits(subject.source.text[start:end], edits))
    checked = check_text(block, subject.target, subject.parameters or Parameters.of(None), subject.clock)
    return all(row_of(each.name).effect == "asks" for each in checked.problems if is_error(each))


def _respelled(step: Respell, source: Source) -> list[Edit]:
    value, text, operator = step
    quoted = source.text[value.span.start] in "\"'"
    edit = Edit(value.span, spell_string(text) if quoted else text)
    if not operator or value.comparison is None:
        return [edit]
    return [Edit(value.comparison.operator_span, load_operators().spelling_of(operator)), edit]


def _as_written(part: Part, group: Part | None, source: Source) -> str:
    """Return the text of a part, in parentheses where it needs them in its new group."""
    text = source.text[part.span.start : part.span.end]
    joins = part.kind in {"and", "or"} and not part.grouped
    return f"({text})" if joins and group is not None and group.kind != part.kind else text


def _spelled(meaning: Node, group: Part | None) -> str:
    """Spell a model so that it can stand in a group."""
    expression = decompile(canonical(meaning))
    text = print_expression(expression)
    if group is None or not isinstance(expression, (nodes.And, nodes.Or)):
        return text
    joined = "and" if isinstance(expression, nodes.And) else "or"
    return text if group.kind == joined else f"({text})"


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
