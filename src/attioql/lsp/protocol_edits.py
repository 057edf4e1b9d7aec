"""Edits of a file as the protocol has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lsprotocol import types

from attioql.diagnostics.model import Edit
from attioql.lsp.editor_positions import Positions

Edited = Callable[[Sequence[types.TextEdit]], types.WorkspaceEdit]
"""Makes the change of a workspace of edits of the file."""


def text_edit(edit: Edit, positions: Positions) -> types.TextEdit:
    """Return an edit of a text as one of the protocol."""
    return types.TextEdit(positions.range(edit.span), edit.replacement)
