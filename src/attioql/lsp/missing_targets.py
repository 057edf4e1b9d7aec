"""Code actions that name the target of a file that names none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lsprotocol import types

from attioql.checker.messages.names import names_no_attribute
from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Diagnostic, Edit
from attioql.documents.read import read_document, suffix_of
from attioql.limits import LIMITS
from attioql.linter.entries import lint_document
from attioql.linter.selection import is_error
from attioql.lsp.checking import Opened
from attioql.lsp.editor_positions import Positions
from attioql.lsp.protocol_edits import Edited, text_edit
from attioql.text.comment_patterns import BLANKS
from attioql.text.source import Source, Span

MISSING = "missing-target"

_OBJECT = re.compile(rf"{BLANKS}\{{(?P<blanks>\s*)")
_FIRST_KEY = re.compile(r"^(?=[^\s#%\-])", re.MULTILINE)


class _NamedTarget(NamedTuple):
    """A target, the edit that names it in a file, the words for that, and how many unknown attributes and errors the file has then."""

    title: str
    edit: Edit
    errors: tuple[int, int]


def target_actions(
    opened: Opened, shown: Sequence[types.Diagnostic], positions: Positions, edited: Edited
) -> Iterator[types.CodeAction]:
    """Yield the actions that name a target in a file, for the targets with which the file has the fewest unknown attributes and other errors."""
    found = list(_named_targets(opened))
    fewest = min((each.errors for each in found), default=(0, 0))
    likely = [each for each in found if each.errors == fewest]
    for each in likely[: LIMITS.editor_targets]:
        yield types.CodeAction(
            each.title,
            types.CodeActionKind.QuickFix,
            list(shown),
            is_preferred=True if len(likely) == 1 else None,
            edit=edited([text_edit(each.edit, positions)]),
        )


def _named_targets(opened: Opened) -> Iterator[_NamedTarget]:
    """Yield the targets of a workspace that a file may name so that its filters have a target, as far as the limits allow."""
    source = opened.document.source
    copies = min(LIMITS.editor_tried_targets, LIMITS.editor_target_characters // max(1, len(source.text)))
    for slug in islice(opened.settings.workspace, copies):
        found = _edit(opened, slug)
        if found is None:
            return
        title, edit = found
        problems = _problems(opened, Source(apply_edits(source.text, [edit]), source.name))
        if not any(each.name == MISSING for each in problems):
            unknown = sum(map(names_no_attribute, problems))
            yield _NamedTarget(title, edit, (unknown, sum(map(is_error, problems))))


def _problems(opened: Opened, source: Source) -> Sequence[Diagnostic]:
    return lint_document(read_document(source), opened.settings).problems


def _edit(opened: Opened, slug: str) -> tuple[str, Edit] | None:
    """Return the edit that names a target in a file of query text or in a set of filters, and the words for it."""
    text = opened.document.source.text
    end = "\r\n" if "\r\n" in text else "\n"
    if any(each.where is None and each.form == "text" for each in opened.document.entries):
        return f"Insert `# target: {slug}`", Edit(Span(0, 0), f"# target: {slug}{end}")
    opening = _OBJECT.match(text)
    if opening is not None:
        blanks = opening["blanks"] or " "
        return f'Insert `"target": "{slug}"`', Edit(
            Span(opening.start("blanks"), opening.start("blanks")), f'{blanks}"target": "{slug}",'
        )
    first = _FIRST_KEY.search(text) if suffix_of(opened.document.source) in {".yaml", ".yml"} else None
    return None if first is None else (f"Insert `target: {slug}`", Edit(Span(*first.span()), f"target: {slug}{end}"))
