"""Positions in each encoding, held to the bytes of the text: where a position is, and what a change at one makes of the text."""

import random

import pytest

pytest.importorskip("pygls", reason="needs the extra `lsp`")

from lsprotocol import types

from attioql.lsp.editor_positions import Positions
from attioql.lsp.open_files import OpenFile
from attioql.text.source import Source

UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
PIECES = ["a", "é", "日", "🙂", "\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\t", ""]


def by_hand(text, offset, encoding):
    """The position of an offset, by counting: only line feeds and carriage returns end a line."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.rpartition("\n")[2]
    codec, width = UNITS[encoding]
    return types.Position(before.count("\n"), len(line.encode(codec)) // width)


@pytest.mark.parametrize("encoding", UNITS)
def test_every_offset_has_its_position_and_leads_back(encoding):
    chosen = random.Random(encoding)
    for _ in range(200):
        text = "".join(chosen.choices(PIECES, k=12))
        positions = Positions(Source(text), encoding)
        for offset in range(len(text) + 1):
            if text[offset - 1 : offset + 1] == "\r\n" and offset:
                continue  # inside of a line break
            assert positions.position(offset) == by_hand(text, offset, encoding), (text, offset)
            assert positions.offset(by_hand(text, offset, encoding)) == offset, (text, offset)


@pytest.mark.parametrize("encoding", UNITS)
def test_a_position_past_an_end_is_that_end_and_one_inside_of_a_character_its_start(encoding):
    positions = Positions(Source("a🙂\r\nb"), encoding)
    assert positions.offset(types.Position(0, 99)) == 2
    assert positions.offset(types.Position(1, 99)) == 5
    assert positions.offset(types.Position(7, 3)) == 5
    if encoding != "utf-32":
        assert positions.offset(types.Position(0, 2)) == 1


@pytest.mark.parametrize("encoding", UNITS)
def test_changes_make_the_text_that_slices_make(encoding):
    chosen = random.Random(encoding)
    text = "name = '🙂'\n"
    file = OpenFile(types.TextDocumentItem("file:///a.attioql", "attioql", 1, text), encoding)
    for version in range(2, 400):
        text = file.source.text
        start = chosen.randint(0, len(text))
        end = min(len(text), start + chosen.randint(0, 5))
        if "\r\n" in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
            continue
        new = "".join(chosen.choices(PIECES, k=3))
        at = types.Range(by_hand(text, start, encoding), by_hand(text, end, encoding))
        file.change([types.TextDocumentContentChangePartial(at, new)], version)
        assert file.source.text == text[:start] + new + text[end:]
        assert file.version == version
