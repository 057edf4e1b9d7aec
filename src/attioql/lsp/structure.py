"""The structure of an open file: the tokens of query text, its outline, and what may be folded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from lsprotocol import types

from attioql.documents.model import Document, Entry
from attioql.lsp.editor_positions import Positions
from attioql.syntax.highlighting import TokenKind, tokens_of
from attioql.syntax.outline import FoldKind, OutlineItem, OutlineKind, folds_of, outline_of
from attioql.text.source import Source, Span

_TOKENS: Mapping[TokenKind, types.SemanticTokenTypes] = MappingProxyType(
    {
        "attribute": types.SemanticTokenTypes.Property,
        "operator": types.SemanticTokenTypes.Operator,
        "connective": types.SemanticTokenTypes.Keyword,
        "text": types.SemanticTokenTypes.String,
        "number": types.SemanticTokenTypes.Number,
        "moment": types.SemanticTokenTypes.Macro,
        "word": types.SemanticTokenTypes.EnumMember,
        "parameter": types.SemanticTokenTypes.Parameter,
        "function": types.SemanticTokenTypes.Function,
        "comment": types.SemanticTokenTypes.Comment,
    }
)
LEGEND = types.SemanticTokensLegend([each.value for each in _TOKENS.values()], [])

_NUMBERS = {kind: number for number, kind in enumerate(_TOKENS)}
_SYMBOLS: Mapping[OutlineKind, types.SymbolKind] = MappingProxyType(
    {
        "group": types.SymbolKind.Operator,
        "block": types.SymbolKind.Struct,
        "condition": types.SymbolKind.Field,
    }
)
_FOLDS: Mapping[FoldKind, types.FoldingRangeKind | None] = MappingProxyType(
    {"group": None, "comment": types.FoldingRangeKind.Comment}
)


def semantic_tokens(source: Source, positions: Positions) -> types.SemanticTokens:
    """Return the tokens of query text, each as steps from the one before it."""
    data: list[int] = []
    line = column = 0
    for span, kind in tokens_of(source):
        at = positions.position(span.start)
        step = at.character - column if at.line == line else at.character
        length = positions.length(span)
        data += (at.line - line, step, length, _NUMBERS[kind], 0)
        line, column = at.line, at.character
    return types.SemanticTokens(data)


def symbols(document: Document, positions: Positions) -> list[types.DocumentSymbol]:
    """Return the outline of a file: the groups and conditions of query text, or the filters of a set by name."""
    for entry in document.entries:
        if entry.where is None and entry.form == "text":
            return _of_outline(outline_of(entry.source), positions)
    return [each for entry in document.entries if entry.name for each in _of_named(entry, positions)]


def _of_named(entry: Entry, positions: Positions) -> Iterator[types.DocumentSymbol]:
    """Yield the symbol of a filter in a set, from its name to its end."""
    if entry.where is None:
        return
    span = entry.where.span(Span(0, len(entry.source.text)))
    name = positions.range(entry.place)
    whole = types.Range(name.start, max(positions.position(span.end), name.end, key=lambda at: (at.line, at.character)))
    detail = None if entry.target is None else entry.target.text
    yield types.DocumentSymbol(entry.name or "filter", types.SymbolKind.Object, whole, name, detail)


def _of_outline(items: Sequence[OutlineItem], positions: Positions) -> list[types.DocumentSymbol]:
    """Return an outline as symbols, from the innermost items outwards."""
    made: dict[int, types.DocumentSymbol] = {}
    waiting = [(item, False) for item in items]
    while waiting:
        item, is_ready = waiting.pop()
        if not is_ready:
            waiting.append((item, True))
            waiting += [(each, False) for each in item.inside]
            continue
        made[id(item)] = types.DocumentSymbol(
            name=item.label or "?",
            kind=_SYMBOLS[item.kind],
            range=positions.range(item.span),
            selection_range=positions.range(item.name),
            children=[made[id(each)] for each in item.inside] or None,
        )
    return [made[id(item)] for item in items]


def folds(source: Source) -> list[types.FoldingRange]:
    """Return what may be folded in query text."""
    return [types.FoldingRange(fold.first - 1, fold.last - 1, kind=_FOLDS[fold.kind]) for fold in folds_of(source)]
