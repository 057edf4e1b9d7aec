"""Changes of an open file: formatting, the fixes of its diagnostics, suppressions, and the names of parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from lsprotocol import types

from attioql.api import format as format_text
from attioql.diagnostics.model import Applicability, Diagnostic, Fix
from attioql.documents.model import Document, Entry
from attioql.documents.read import read_document
from attioql.errors import FilterError
from attioql.limits import LIMITS
from attioql.linter.baseline import suppression_of
from attioql.linter.entries import Settings, lint_document
from attioql.linter.fixing import fix_text
from attioql.lsp.checking import Opened
from attioql.lsp.editor_positions import Positions
from attioql.lsp.missing_targets import MISSING, target_actions
from attioql.lsp.protocol_edits import Edited, text_edit
from attioql.lsp.published_diagnostics import as_published
from attioql.syntax.parser import parameter_spans
from attioql.text.source import Source, Span

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.attioql"
"""The kind of the action that applies all safe fixes."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def formatted(source: Source, width: int, positions: Positions) -> list[types.TextEdit] | None:
    """Return the edits that format query text; `None` for text with syntax errors, which stays as it is."""
    try:
        text = format_text(source, width=width)
    except FilterError:
        return None
    return _difference(source.text, text, positions)


def _difference(before: str, after: str, positions: Positions) -> list[types.TextEdit]:
    """Return the edit from the first to the last character that differs."""
    if before == after:
        return []
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    left = shorter - start
    end = next((back for back in range(left) if before[-1 - back] != after[-1 - back]), left)
    span = Span(start, len(before) - end)
    return [types.TextEdit(positions.range(span), after[start : len(after) - end])]


def actions_at(
    opened: Opened, problems: Sequence[Diagnostic], span: Span, positions: Positions, uri: str, edited: Edited
) -> Iterator[types.CodeAction]:
    """Yield the fixes of what is reported about a span, the likeliest first, and the comments that ignore it."""
    here = [each for each in problems if _touches(each.span or Span(0, 0), span)]
    shown = {id(each): as_published(each, uri, positions) for each in here}
    for problem in here:
        for fix in problem.fixes:
            if fix.edits:
                yield _of_fix(fix, shown[id(problem)], fix is problem.fixes[0], positions, edited)
    missing = [as_published(each, uri, positions) for each in problems if each.name == MISSING]
    if missing and (opened.document.source.name.endswith(".attioql") or any(each.name == MISSING for each in here)):
        yield from target_actions(opened, missing, positions, edited)
    lint = partial(lint_document, settings=_thorough(opened.settings))
    for problem in here[: LIMITS.editor_suppressions]:
        edit = suppression_of(opened.document, lint, problem, problems)
        if edit is not None:
            yield types.CodeAction(
                f"Ignore `{problem.name}` here",
                types.CodeActionKind.QuickFix,
                [shown[id(problem)]],
                edit=edited([text_edit(edit, positions)]),
            )


def _touches(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _of_fix(
    fix: Fix, shown: types.Diagnostic, is_first: bool, positions: Positions, edited: Edited
) -> types.CodeAction:
    return types.CodeAction(
        f"{fix.message[:1].upper()}{fix.message[1:]}",
        types.CodeActionKind.QuickFix,
        [shown],
        is_preferred=True if is_first and fix.applicability is Applicability.SAFE else None,
        edit=edited([text_edit(edit, positions) for edit in fix.edits]),
    )


def fix_all(opened: Opened, positions: Positions, edited: Edited) -> types.CodeAction | None:
    """Return the action that applies all safe fixes, as `attioql lint --fix` does; `None` if there is none."""
    source = opened.document.source
    settings = _thorough(opened.settings)

    def lint(text: str) -> Sequence[Diagnostic]:
        return lint_document(read_document(Source(text, source.name)), settings).problems

    fixed = fix_text(source.text, lint, Applicability.SAFE)
    if not fixed.applied:
        return None
    edits = _difference(source.text, fixed.text, positions)
    return types.CodeAction("Apply all safe fixes", FIX_ALL, edit=edited(edits))


def has_safe_fix(problems: Sequence[Diagnostic]) -> bool:
    """Tell whether a safe fix is offered."""
    return any(fix.edits and fix.applicability is Applicability.SAFE for each in problems for fix in each.fixes)


def _thorough(settings: Settings) -> Settings:
    return replace(settings, selection=replace(settings.selection, most=LIMITS.lint_fixes))


class RenameError(ValueError):
    """A parameter that cannot be renamed, or a name that no parameter can have."""


def parameter_at(document: Document, offset: int) -> tuple[str, Span] | None:
    """Return the parameter at an offset of a file of query text: its name, and where that stands."""
    entry = _text_entry(document)
    spans = () if entry is None else _uses(entry)
    return next(((name, span) for name, span in spans if span.start - 1 <= offset <= span.end), None)


def renamed(document: Document, offset: int, new: str, positions: Positions) -> list[types.TextEdit]:
    """Return the edits that rename a parameter everywhere in a file. Raises `RenameError`."""
    found = parameter_at(document, offset)
    entry = _text_entry(document)
    if found is None or entry is None:
        message = "there is no parameter here"
        raise RenameError(message)
    name = new.removeprefix(":")
    if _NAME.fullmatch(name) is None:
        message = f"`{new}` is no name of a parameter; use letters, digits and `_`, and begin with no digit"
        raise RenameError(message)
    uses = _uses(entry)
    if name != found[0] and any(name == other for other, _ in uses):
        message = f"the filter has a parameter `:{name}` already"
        raise RenameError(message)
    return [types.TextEdit(positions.range(span), name) for other, span in uses if other == found[0]]


def _text_entry(document: Document) -> Entry | None:
    """Return the filter of a file of query text."""
    return next((entry for entry in document.entries if entry.form == "text" and entry.where is None), None)


_PARAMS = re.compile(r"^[ \t]*#[ \t]*params[ \t]*:(?P<json>[^\r\n]*)", re.MULTILINE)
_KEY = re.compile(r'"([A-Za-z_][A-Za-z0-9_]*)"(?=\s*:)')


def _uses(entry: Entry) -> list[tuple[str, Span]]:
    """Return the parameters in a filter, and their keys in the comment that gives them values."""
    found = parameter_spans(entry.source)
    comment = _PARAMS.search(entry.source.text) if entry.params else None
    if comment is not None:
        keys = _KEY.finditer(entry.source.text, *comment.span("json"))
        found += [(key[1], Span(*key.span(1))) for key in keys if key[1] in entry.params]
    return sorted(found, key=lambda each: each[1])
