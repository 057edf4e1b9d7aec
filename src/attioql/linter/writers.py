"""Findings as diagnostics. Query text, JSON text and parsed JSON have a `Writer` each, which knows where things stand and how to edit them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from attioql.diagnostics.model import Diagnostic, Edit, Fix, JsonEdit, Label
from attioql.linter.rule import Finding, FixDraft, FixStep
from attioql.linter.runner import RuleFinding
from attioql.linter.tree import Part
from attioql.text.source import Source, Span

_Edit = TypeVar("_Edit", Edit, JsonEdit)


class Writer(Protocol[_Edit]):
    """Leads from the parts of one filter to its text, or to the parsed value, whose `source` is `None`."""

    @property
    def source(self) -> Source | None:
        """The text."""

    def span(self, finding: Finding) -> Span | None:
        """Return where a finding stands in the text."""

    def pointer(self, finding: Finding) -> str | None:
        """Return the JSON pointer of a finding."""

    def label(self, part: Part) -> Span | None:
        """Return where a part stands that explains a finding."""

    def edits(self, step: FixStep) -> Sequence[_Edit] | None:
        """Return the edits of one step of a draft; `None` where the text leaves no room for them."""

    def fix(self, draft: FixDraft, edits: tuple[_Edit, ...], part: Part) -> Fix | None:
        """Return a draft for a part as a fix, without edits if they may not be applied; `None` if it is not to be offered."""


class Numbers:
    """Which member of its group a part is. A group is counted once, however many of its members are asked about."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        """Start with no group counted."""
        self._known: dict[int, dict[int, int]] = {}

    def beside(self, part: Part, group: Part) -> tuple[Part, bool]:
        """Return the member before a part, or the one after the first, and whether it is the one before."""
        known = self._known.get(id(group))
        if known is None:
            known = self._known[id(group)] = {id(each): number for number, each in enumerate(group.parts)}
        number = known[id(part)]
        return (group.parts[number - 1], True) if number else (group.parts[1], False)


def diagnostic(found: RuleFinding, writer: Writer[_Edit]) -> Diagnostic:
    """Return a finding as a diagnostic."""
    finding = found.finding
    labels = [(writer.label(part), message) for part, message in finding.related]
    fixes = [_fix(draft, finding.part, writer) for draft in finding.fixes]
    return Diagnostic(
        found.rule.name,
        finding.message,
        writer.span(finding),
        labels=tuple([Label(span, message) for span, message in labels if span is not None]),
        notes=finding.notes,
        fixes=tuple([fix for fix in fixes if fix is not None]),
        pointer=writer.pointer(finding),
        source=writer.source,
    )


def _fix(draft: FixDraft, part: Part, writer: Writer[_Edit]) -> Fix | None:
    steps = [writer.edits(step) for step in draft.steps]
    edits: tuple[_Edit, ...] = () if None in steps else tuple([edit for step in steps for edit in step or ()])
    return writer.fix(draft, edits, part)
