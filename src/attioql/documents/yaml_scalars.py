"""The text of YAML scalars, character by character in the file: plain, quoted and block ones, and edits that they take.

What is read here is held against what the YAML reader says. Where the two differ, a place is that of the whole scalar, and
nothing is edited.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Edit
from attioql.documents.mapping import Chunk, Decoded
from attioql.text.source import Span

_FOLD = r"[ \t]*(?:\r?\n[ \t]*)+"
_QUOTED = re.compile(rf"(?P<fold>{_FOLD})|(?P<escape>'')|[^'\s]+|[ \t]+")
_DOUBLE = re.compile(
    rf"(?P<join>\\[ \t]*\r?\n[ \t]*)|(?P<escape>\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|.))|(?P<fold>{_FOLD})"
    r"|[^\\\s]+|[ \t]+"
)
_PLAIN = re.compile(rf"(?P<fold>{_FOLD})|(?P<escape>(?!))|\S+|[ \t]+")
_PATTERNS = {"'": _QUOTED, '"': _DOUBLE, None: _PLAIN}
_HEADER = re.compile(r"[|>][-+0-9]*[^\n]*\n")
_INDENT_IS_SAID = re.compile(r"[|>][-+]?[1-9]")
_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
    "'": "'",
}
_SAFE_PLAIN = re.compile(r"[A-Za-z][\w .=<>!()'\"/+-]*[\w)'\"]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar: its text in the file, where that starts, its style (`'`, `"`, `|`, `>`, or `None` for plain), and what it says."""

    raw: str
    start: int
    style: str | None
    value: str

    def span(self, span: Span) -> Span:
        """Return the stretch of the file that says a span of the value."""
        decoded = self._decoded(self.raw)
        whole = Span(self.start, self.start + len(self.raw.rstrip()))
        return whole if decoded is None or decoded[1] != self.value else self._shifted(decoded[0].span(span))

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the file after which the scalar says what it is to say; none where there are none."""
        if not edits:
            return ()
        wanted = apply_edits(self.value, edits)
        decoded = self._decoded(self.raw)
        if decoded is not None and decoded[1] == self.value:
            inside = decoded[0].edits(edits)
            if inside and self._says(apply_edits(self.raw, inside), wanted):
                return tuple([Edit(self._shifted(edit.span), edit.replacement) for edit in inside])
        if self.style in {"|", ">"}:
            return ()
        return (Edit(Span(self.start, self.start + len(self.raw)), json.dumps(wanted, ensure_ascii=False)),)

    def _shifted(self, span: Span) -> Span:
        return Span(span.start + self.start, span.end + self.start)

    def _says(self, raw: str, wanted: str) -> bool:
        if self.style is None and (_SAFE_PLAIN.fullmatch(raw) is None or " #" in raw):
            return False
        decoded = self._decoded(raw)
        return decoded is not None and decoded[1] == wanted

    def _decoded(self, raw: str) -> tuple[Decoded, str] | None:
        """Return how the value leads to the raw text, and the value."""
        if self.style in {"|", ">"}:
            return _block(raw, folded=self.style == ">")
        return _flow(raw, self.style)


def _flow(raw: str, style: str | None) -> tuple[Decoded, str] | None:
    first, last = (0, len(raw)) if style is None else (1, len(raw) - 1)
    chunks: list[Chunk] = []
    said: list[str] = []
    at, behind = 0, first
    for found in _PATTERNS[style].finditer(raw, first, last):
        if found.start() != behind:
            return None
        behind = found.end()
        text = _said(found)
        if text is None:
            return None
        if text:
            chunks.append(Chunk(at, found.start(), found.end(), plain=found.lastgroup is None))
        said.append(text)
        at += len(text)
    return (Decoded(tuple(chunks), last, _WRITERS[style]), "".join(said)) if behind == last else None


def _said(found: re.Match[str]) -> str | None:
    """Return what a stretch of a flow scalar says; `None` for an escape that does not exist."""
    text = found[0]
    match found.lastgroup:
        case "fold":
            breaks = text.count("\n")
            return " " if breaks == 1 else "\n" * (breaks - 1)
        case "join":
            return ""
        case "escape" if len(text) > 2:
            return _character(text[2:])
        case "escape":
            return _ESCAPES.get(text[1])
        case _:
            return text


def _character(digits: str) -> str | None:
    number = int(digits, 16)
    return chr(number) if number <= 0x10FFFF else None


def _block(raw: str, *, folded: bool) -> tuple[Decoded, str] | None:
    """Read a block scalar. One that is folded and has lines further in than others is not read, nor one with such lines of blanks."""
    header = _HEADER.match(raw)
    if header is None:
        return None
    lines = list(_lines(raw, header.end()))
    indents = [len(line) - len(line.lstrip(" ")) for _, line in lines if line.strip(" ")]
    indent = min(indents, default=0)
    if indents and indents[0] > indent and not _INDENT_IS_SAID.match(header[0]):
        return None
    chunks: list[Chunk] = []
    said: list[str] = []
    at, end, blank = 0, 0, 0
    for start, line in lines:
        if not line.strip(" "):
            if len(line) > indent:
                return None
            blank += 1
            continue
        text, begin = line[indent:], start + indent
        if folded and text[0] in " \t":
            return None
        between = "\n" * blank if not end else " " if folded and not blank else "\n" * (blank + (not folded))
        if between:
            chunks.append(Chunk(at, end or begin, begin, plain=False))
        at += len(between)
        chunks.append(Chunk(at, begin, begin + len(text), plain=True))
        at += len(text)
        said += (between, text)
        end, blank = begin + len(text), 0
    last = {"-": "", "+": "\n" * (blank + 1)}.get(header[0].strip(" |>0123456789\r\n")[:1], "\n") if end else ""
    return Decoded(tuple(chunks), end, _block_writer(indent, folded=folded)), "".join(said) + last


def _lines(raw: str, at: int) -> Iterator[tuple[int, str]]:
    while at < len(raw):
        end = raw.find("\n", at)
        end = len(raw) if end < 0 else end
        yield at, raw[at:end].removesuffix("\r")
        at = end + 1


def _block_writer(indent: int, *, folded: bool) -> Callable[[str], str | None]:
    def write(text: str) -> str | None:
        return None if folded and "\n" in text else text.replace("\n", "\n" + " " * indent)

    return write


def _write_single(text: str) -> str | None:
    return text.replace("'", "''") if text.isprintable() else None


def _write_double(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _write_plain(text: str) -> str | None:
    return text if text.isprintable() else None


_WRITERS: dict[str | None, Callable[[str], str | None]] = {"'": _write_single, '"': _write_double, None: _write_plain}
