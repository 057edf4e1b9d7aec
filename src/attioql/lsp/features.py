"""The requests about a file that an editor has open, each with the function that answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcInvalidParams

from attioql.documents.unfinished import finished_texts
from attioql.limits import LIMITS
from attioql.lsp.assisting import TRIGGERS, completions_at, hover_at
from attioql.lsp.changing import (
    FIX_ALL,
    RenameError,
    actions_at,
    fix_all,
    formatted,
    has_safe_fix,
    parameter_at,
    renamed,
)
from attioql.lsp.checking import Opened, opened
from attioql.lsp.open_files import OpenFile, OpenFiles
from attioql.lsp.places import may_be_unfinished
from attioql.lsp.projects import Projects
from attioql.lsp.publishing import Publisher
from attioql.lsp.structure import LEGEND, folds, semantic_tokens, symbols

_Params = TypeVar("_Params")
_QUICK_FIX = types.CodeActionKind.QuickFix.value


class Serving(Protocol):
    """What requests are answered with: the server."""

    @property
    def files(self) -> OpenFiles:
        """The open texts."""

    @property
    def projects(self) -> Projects:
        """The projects that they belong to."""

    @property
    def publisher(self) -> Publisher:
        """What is reported of them."""

    @property
    def client_capabilities(self) -> types.ClientCapabilities:
        """What the editor can do."""

    def folder_of(self, file: OpenFile) -> Path:
        """Return the folder whose project a text belongs to."""

    def answer(self, method: str, handler: Callable[[_Params], object], options: object = None) -> None:
        """Have a function answer a method."""


class Features:
    """Answers the requests about open files. One about a file that is not open, or holds no filters, has an empty answer."""

    LEGEND = LEGEND

    def __init__(self, server: Serving) -> None:
        """Answer with the files of a server."""
        self._server = server

    def register(self) -> None:
        """Have these functions answer."""
        answer = self._server.answer
        kinds = [types.CodeActionKind.QuickFix, FIX_ALL]
        answer(types.TEXT_DOCUMENT_COMPLETION, self.completion, types.CompletionOptions(trigger_characters=TRIGGERS))
        answer(types.TEXT_DOCUMENT_HOVER, self.hover)
        answer(types.TEXT_DOCUMENT_FORMATTING, self.formatting)
        answer(types.TEXT_DOCUMENT_CODE_ACTION, self.code_action, types.CodeActionOptions(code_action_kinds=kinds))
        answer(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, self.semantic_tokens, LEGEND)
        answer(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, self.document_symbol)
        answer(types.TEXT_DOCUMENT_FOLDING_RANGE, self.folding_range)
        answer(types.TEXT_DOCUMENT_PREPARE_RENAME, self.prepare_rename)
        answer(types.TEXT_DOCUMENT_RENAME, self.rename, types.RenameOptions(prepare_provider=True))

    def completion(self, params: types.CompletionParams) -> types.CompletionList:
        """Return what may stand at a position."""
        file, found = self._opened(params.text_document.uri)
        if file is None:
            return types.CompletionList(is_incomplete=False, items=[])
        offset = file.positions.offset(params.position)
        markdown = self._reads_markdown("completion.completion_item.documentation_format")
        readings = (
            completions_at(each, offset, file.positions, markdown=markdown)
            for each in self._readings(file, found, offset)
        )
        return types.CompletionList(is_incomplete=False, items=next(filter(None, readings), []))

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """Return what stands at a position."""
        file, found = self._opened(params.text_document.uri)
        if file is None or found is None:
            return None
        markdown = self._reads_markdown("hover.content_format")
        return hover_at(found, file.positions.offset(params.position), file.positions, markdown=markdown)

    def formatting(self, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        """Return the edits that format a file of query text."""
        file = self._query_text(params.text_document.uri)
        return None if file is None else formatted(file.source, self._server.projects.settings.width, file.positions)

    def code_action(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """Return the fixes for what is reported at a range, suppressions, and the action that applies all safe fixes."""
        file = self._server.files.get(params.text_document.uri)
        if file is None:
            return []
        report = self._server.publisher.report(file)
        if report.opened is None:
            return []
        edited = self._edits_of(file)
        found: list[types.CodeAction] = []
        if _is_asked_for(_QUICK_FIX, params.context.only):
            span = file.positions.span(params.range)
            found += actions_at(report.opened, report.problems, span, file.positions, file.uri, edited)
        if _is_asked_for(FIX_ALL, params.context.only) and has_safe_fix(report.problems):
            action = fix_all(report.opened, file.positions, edited)
            found += [] if action is None else [action]
        return found

    def semantic_tokens(self, params: types.SemanticTokensParams) -> types.SemanticTokens:
        """Return the tokens of a file of query text."""
        file = self._query_text(params.text_document.uri)
        return types.SemanticTokens([]) if file is None else semantic_tokens(file.source, file.positions)

    def document_symbol(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        """Return the outline of a file."""
        file, found = self._opened(params.text_document.uri)
        return [] if file is None or found is None else symbols(found.document, file.positions)

    def folding_range(self, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        """Return what may be folded in a file of query text."""
        file = self._query_text(params.text_document.uri)
        return [] if file is None else folds(file.source)

    def prepare_rename(self, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        """Return the parameter at a position."""
        file, found = self._opened(params.text_document.uri)
        if file is None or found is None:
            return None
        here = parameter_at(found.document, file.positions.offset(params.position))
        return None if here is None else types.PrepareRenamePlaceholder(file.positions.range(here[1]), here[0])

    def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        """Return the change that renames the parameter at a position."""
        file, found = self._opened(params.text_document.uri)
        if file is None or found is None:
            return None
        offset = file.positions.offset(params.position)
        try:
            edits = renamed(found.document, offset, params.new_name, file.positions)
        except RenameError as error:
            raise JsonRpcInvalidParams(str(error)) from None
        return self._edits_of(file)(edits)

    def _reads_markdown(self, capability: str) -> bool:
        formats = get_capability(self._server.client_capabilities, f"text_document.{capability}")
        return types.MarkupKind.Markdown in (formats or ())

    def _opened(self, uri: str) -> tuple[OpenFile | None, Opened | None]:
        """Return an open file that is not too long, and its document if it holds filters."""
        file = self._server.files.get(uri)
        if file is None or len(file.source.text) > LIMITS.editor_characters:
            return None, None
        known = self._server.publisher.known(file)
        if known is not None:
            return file, known.opened
        return file, opened(file.source, file.name, self._server.projects.of(self._server.folder_of(file)))

    def _readings(self, file: OpenFile, found: Opened | None, offset: int) -> Iterator[Opened]:
        """Yield a file as it is, then as it may become, if a filter that is being written may stand at an offset."""
        if found is not None:
            yield found
        if may_be_unfinished(found, offset):
            project = self._server.projects.of(self._server.folder_of(file))
            finished = (opened(source, file.name, project) for source in finished_texts(file.source, offset))
            yield from filter(None, finished)

    def _query_text(self, uri: str) -> OpenFile | None:
        """Return an open file of query text that is not too long."""
        file = self._server.files.get(uri)
        is_text = file is not None and file.source.name.endswith(".attioql")
        return file if file is not None and is_text and len(file.source.text) <= LIMITS.editor_characters else None

    def _edits_of(self, file: OpenFile) -> Callable[[Sequence[types.TextEdit]], types.WorkspaceEdit]:
        """Return what makes a change of edits of a file: of its version, where the editor can tell versions apart."""
        if not get_capability(self._server.client_capabilities, "workspace.workspace_edit.document_changes"):
            return lambda edits: types.WorkspaceEdit(changes={file.uri: edits})
        document = types.OptionalVersionedTextDocumentIdentifier(file.uri, file.version)
        return lambda edits: types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, edits)])


def _is_asked_for(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Tell whether an editor asks for actions of a kind, or of one that it is among; one that names none asks for all."""
    if not only:
        return True
    wanted = [each.value if isinstance(each, types.CodeActionKind) else each for each in only]
    return any(kind == each or kind.startswith(f"{each}.") for each in wanted)
