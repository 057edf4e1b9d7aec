"""The texts that are open in an editor, kept up with its changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from lsprotocol import types
from pygls.uris import to_fs_path

from attioql.documents.read import is_read
from attioql.lsp.editor_positions import Positions
from attioql.project.file_paths import is_path
from attioql.text.source import Source

SUFFIX_OF_LANGUAGE: Mapping[str, str] = MappingProxyType(
    {
        "attioql": ".attioql",
        "json": ".json",
        "jsonc": ".jsonc",
        "yaml": ".yaml",
        "python": ".py",
        "javascript": ".js",
        "javascriptreact": ".jsx",
        "typescript": ".ts",
        "typescriptreact": ".tsx",
    }
)
"""The language IDs of the texts that are read, and the suffix that each is read by where its name has none of its own."""


class OpenFile:
    """A text in an editor: its URI, version and text. `source` is named so that it is read as what the editor says it is."""

    def __init__(self, item: types.TextDocumentItem, encoding: types.PositionEncodingKind | str) -> None:
        """Take a text that an editor opens."""
        self.uri = item.uri
        self.version = item.version
        path = to_fs_path(item.uri)
        self.path = Path(path) if path and is_path(path) and item.uri.startswith("file:") else None
        self._encoding = encoding
        self._name = _read_name(str(self.path) if self.path else "untitled", item.language_id)
        self._set(item.text)

    @property
    def source(self) -> Source:
        """The text, and the name that it is read by."""
        return self.positions.source

    @property
    def name(self) -> str:
        """The name that patterns of the configuration match."""
        return str(self.path) if self.path else self._name

    def change(self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int) -> None:
        """Apply the changes of an editor, one after another."""
        for change in changes:
            if not isinstance(change, types.TextDocumentContentChangePartial):
                self._set(change.text)
                continue
            start, end = self.positions.span(change.range)
            text = self.source.text
            self._set(text[:start] + change.text + text[end:])
        self.version = version

    def _set(self, text: str) -> None:
        self.positions = Positions(Source(text, self._name), self._encoding)


def _read_name(name: str, language: str) -> str:
    """Return the name that a text is read by: its own, with the suffix of its language where it has none that is read."""
    suffix = SUFFIX_OF_LANGUAGE.get(language)
    if suffix is None or name.lower().endswith(suffix):
        return name
    has_own = Path(name).suffix and is_read(Source("", name))
    return name if has_own and language != "attioql" else name + suffix


class OpenFiles:
    """All texts that are open, by URI."""

    def __init__(self) -> None:
        """Start with none."""
        self.encoding: types.PositionEncodingKind | str = types.PositionEncodingKind.Utf16
        self._by_uri: dict[str, OpenFile] = {}

    def open(self, item: types.TextDocumentItem) -> OpenFile:
        """Add a text."""
        found = self._by_uri[item.uri] = OpenFile(item, self.encoding)
        return found

    def close(self, uri: str) -> None:
        """Forget a text."""
        self._by_uri.pop(uri, None)

    def get(self, uri: str) -> OpenFile | None:
        """Return an open text; `None` if there is none of that URI."""
        return self._by_uri.get(uri)

    def __iter__(self) -> Iterator[OpenFile]:
        """Yield the open texts."""
        return iter([*self._by_uri.values()])
