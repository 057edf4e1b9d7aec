"""Maps the value of YAML scalars (plain, quoted and block) to the file character by character, and edits scalars.

The value decoded here is compared with that of ruamel.yaml. If they differ, every span is that of the whole scalar, and nothing
is edited.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.fix_search import CopyBudget
from attioql.diagnostics.model import Edit
from attioql.documents.mapping import SURROGATE_PAIR, Decoded, LiteralPiece, Shift, escaped_character, in_json
from attioql.limits import LIMITS
from attioql.text.source import Span
from attioql.text.width import is_printable

_FOLD = r"[ \t]*(?:\r?\n[ \t]*)+"
_QUOTED = re.compile(rf"(?P<fold>{_FOLD})|(?P<escape>'')|[^'\s]+|[ \t]+")
_DOUBLE = re.compile(
    rf"(?P<join>\\[ \t]*\r?\n[ \t]*)|(?P<escape>{SURROGATE_PAIR}|\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|.))|(?P<fold>{_FOLD})"
    r"|[^\\\s]+|[ \t]+"
)
_PLAIN = re.compile(rf"(?P<fold>{_FOLD})|(?P<escape>(?!))|\S+|[ \t]+")
_PATTERNS = {"'": _QUOTED, '"': _DOUBLE, None: _PLAIN}
_HEADER = re.compile(r"[|>][-+0-9]*[^\n]*\n")
_INDENT_IS_SAID = re.compile(r"[|>][-+]?[1-9]")
_OWN_LETTERS = {"\t": "\t", "e": "\x1b", " ": " ", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}
_SAFE_IN_PLAIN = re.compile(r"[\w .=<>!()'\"/+-]*")
_SAFE_PLAIN = re.compile(r"[A-Za-z][\w .=<>!()'\"/+-]*[\w)'\"=<>]")


@dataclass(frozen=True, slots=True)
class YamlScalar:
    """A scalar: its text in the file, where that starts, its style (`'`, `"`, `|`, `>`, or `None` for plain), and its value."""

    raw: str
    start: int
    style: str | None
    value: str
    budget: CopyBudget = field(
        default_factory=lambda: CopyBudget(LIMITS.yaml_fix_characters), init=False, compare=False, repr=False
    )
    """What may still be decoded or rewritten as a whole to test edits."""

    def span(self, span: Span) -> Span:
        """Return the span of the file for a span of the value."""
        decoded = _decoded_scalar(self.raw, self.style, self.value)
        found = Span(0, len(self.raw.rstrip())) if decoded is None else decoded.span(span)
        return Shift(self.start).span(found)

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the file that make the value the edited one; none if that is not possible, or past the budget."""
        if not edits:
            return ()
        decoded = _decoded_scalar(self.raw, self.style, self.value)
        inside = () if decoded is None else decoded.edits(edits, self._writer())
        if decoded is not None and inside and self._are_mapped(edits, decoded) and self._hold(inside, decoded.end):
            return Shift(self.start).edits(inside)
        if self.budget.left <= 0:
            return ()
        self.budget.left -= len(self.raw)
        wanted = apply_edits(self.value, edits)
        if inside and self._says(apply_edits(self.raw, inside), wanted):
            return Shift(self.start).edits(inside)
        if self.style in {"|", ">"}:
            return ()
        return (Edit(Span(self.start, self.start + len(self.raw)), json.dumps(wanted, ensure_ascii=False)),)

    def offset(self, at: int) -> int | None:
        """Return the offset of the value at an offset of the file; `None` outside of the text of the scalar."""
        decoded = _decoded_scalar(self.raw, self.style, self.value)
        return None if decoded is None else decoded.offset(at - self.start)

    def _says(self, raw: str, wanted: str) -> bool:
        if self.style is None and not _is_safe_plain(raw):
            return False
        return _decode(raw, self.style, wanted) is not None

    def _are_mapped(self, edits: Sequence[Edit], decoded: Decoded) -> bool:
        """Tell whether the ends of edits of the value have one place each in the file.

        They have none within line breaks, nor among those that a block begins or ends with.
        """
        first, last = decoded.pieces[0], decoded.pieces[-1]
        start = len(first.says) if first.start == first.end else 0
        ends = [at for edit in edits for at in edit.span]
        if min(ends) < start or max(ends) > decoded.starts[-1] + len(last.says):
            return False
        return not any("\n\n" in self.value[max(at - 1, 0) : at + 1] for at in ends)

    def _hold(self, edits: Sequence[Edit], end: int) -> bool:
        """Tell whether edits change nothing else for sure, by what stands next to them: then the rest need not be decoded.

        They do where they are apart and each leaves the blanks at its ends as they were, so that lines keep their indentation.
        """
        at = 0
        for (start, behind), written in sorted(edits):
            if start <= at or behind > end or _BREAKS_OR_ESCAPES.search(written):
                return False
            follows = (written + self.raw[behind : behind + 1])[:1]
            ends_in = written[-1:] or self.raw[start - 1]
            if (self.raw[start - 1].isspace() and follows.isspace()) or not follows:
                return False
            if behind < end and self.raw[behind].isspace() and ends_in.isspace():
                return False
            if self.style is None and not self._is_safe_in_plain(written, behind):
                return False
            at = behind
        return True

    def _is_safe_in_plain(self, written: str, behind: int) -> bool:
        return _SAFE_IN_PLAIN.fullmatch(written) is not None and behind < len(self.raw) and _is_safe_plain(self.raw)

    def _writer(self) -> Callable[[str], str | None]:
        """Return a function that spells a replacement for the scalar, or returns `None` if the scalar cannot hold it."""
        match self.style:
            case '"':
                return in_json
            case "'":
                return lambda text: text.replace("'", "''") if is_printable(text) else None
            case ">":
                return lambda text: None if "\n" in text else text
            case "|":
                return lambda text: text.replace("\n", "\n" + " " * _indent(self.raw)) if "\n" in text else text
            case _:
                return lambda text: text if is_printable(text) else None


_BREAKS_OR_ESCAPES = re.compile(r"[\\'\"]|[^ \S]")
"""What in a replacement may be read as something else: escapes, quotes, and blanks that are no spaces."""


@lru_cache(maxsize=1)
def _is_safe_plain(raw: str) -> bool:
    return _SAFE_PLAIN.fullmatch(raw) is not None and " #" not in raw


@lru_cache(maxsize=1)
def _decoded_scalar(raw: str, style: str | None, value: str) -> Decoded | None:
    """Decode a scalar of a file. Diagnostics come one filter after another, and each asks several times."""
    return _decode(raw, style, value)


def _decode(raw: str, style: str | None, value: str) -> Decoded | None:
    """Decode the raw text; `None` if the result is not `value`."""
    decoded = _block(raw, folded=style == ">") if style in {"|", ">"} else _flow(raw, style)
    return decoded if decoded is not None and decoded.value == value else None


def _flow(raw: str, style: str | None) -> Decoded | None:
    first, last = (0, len(raw)) if style is None else (1, len(raw) - 1)
    pieces: list[LiteralPiece] = []
    behind = first
    for found in _PATTERNS[style].finditer(raw, first, last):
        says = _text_of(found)
        if found.start() != behind or says is None:
            return None
        behind = found.end()
        pieces.append(LiteralPiece(*found.span(), says))
    return Decoded.of(pieces, last) if behind == last else None


def _text_of(found: re.Match[str]) -> str | None:
    """Return the text of a part of a flow scalar; `None` for an escape that does not exist."""
    text = found[0]
    match found.lastgroup:
        case "fold":
            breaks = text.count("\n")
            return " " if breaks == 1 else "\n" * (breaks - 1)
        case "join":
            return ""
        case "escape" if text == "''":
            return "'"
        case "escape":
            return _OWN_LETTERS.get(text[1]) or escaped_character(text)
        case _:
            return text


def _block(raw: str, *, folded: bool) -> Decoded | None:
    """Decode a block scalar; `None` for a folded one with lines indented further than others, and for blank lines that are."""
    header = _HEADER.match(raw)
    if header is None:
        return None
    indent = _indent(raw)
    pieces: list[LiteralPiece] = []
    end = blank = 0
    for start, line in _lines(raw, header.end()):
        if not line.strip(" "):
            if len(line) > indent:
                return None
            blank += 1
            continue
        text, begin = line[indent:], start + indent
        if text[0] in " \t" and (folded or (not end and not _INDENT_IS_SAID.match(raw) and text[0] == " ")):
            return None
        between = "\n" * blank if not end else " " if folded and not blank else "\n" * (blank + (not folded))
        pieces += (LiteralPiece(end or begin, begin, between), LiteralPiece(begin, begin + len(text), text))
        end, blank = begin + len(text), 0
    last = {"-": "", "+": "\n" * (blank + 1)}.get(header[0].strip(" |>0123456789\r\n")[:1], "\n") if end else ""
    return Decoded.of(pieces, end, last)


def _indent(raw: str) -> int:
    """Return how far the lines of a block scalar are indented."""
    lines = [line for _, line in _lines(raw, raw.find("\n") + 1)]
    return min([len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")], default=0)


def _lines(raw: str, at: int) -> Iterator[tuple[int, str]]:
    while at < len(raw):
        end = raw.find("\n", at)
        end = len(raw) if end < 0 else end
        yield at, raw[at:end].removesuffix("\r")
        at = end + 1
