"""Random edits of an open file, each checked against the text and the diagnostics that they must lead to.

`python tests/support/random_edits.py 10000` makes so many; a test makes a few. Between edits it sends requests about random places.
"""

import asyncio
import random
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

from editor_session import WAIT, started
from lsprotocol import types

import attioql
from attioql.documents.read import read_document
from attioql.linter.entries import Settings, lint_document
from attioql.text.source import Source

PIECES = [
    "# target: people\n", "# attioql: ignore[double-negation]\n", 'name = "🙂 日本"', " and ", " or ", "not ", "(", ")", "{", "}",
    "job_titel", "name.full_name", " contains ", '"', "'", "\\", ":since", "created_at", " during last 30d", " in (1, 'x')", "\n", "\r\n",
    "\r", "\x0b", "\u2028", "🙂", "日本", "é", "`", "#", " ", "=", "target: deals", "1e9", "order by name", "a.b.c", ",", "company",
]  # fmt: skip
UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
NOW = datetime.now(timezone.utc)


def position(text, offset, encoding):
    codec, width = UNITS[encoding]
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return types.Position(before.count("\n"), len(before.rpartition("\n")[2].encode(codec)) // width)


def expected(text, encoding):
    """The names and ranges that a fresh check reports."""
    document = read_document(Source(text, "a.attioql"))
    found = lint_document(document, Settings(attioql.Workspace.standard(), None, now=NOW)).problems
    return [(each.name, *(position(text, at, encoding) for at in each.span or (0, 0))) for each in found]


def is_inside_break(text, offset):
    return text[max(offset - 1, 0) : offset + 1] == "\r\n"


def edit(text, chosen, encoding):
    """A change of a text, and the text with it."""
    start = chosen.randint(0, len(text))
    end = min(len(text), start + chosen.choice([0, 0, 0, 1, 2, 5, 30 if len(text) > 300 else 0]))
    if is_inside_break(text, start) or is_inside_break(text, end):
        start = end = 0
    new = "".join(chosen.choices(PIECES, k=chosen.choice([0, 1, 1, 2])))
    span = types.Range(position(text, start, encoding), position(text, end, encoding))
    return types.TextDocumentContentChangePartial(span, new), text[:start] + new + text[end:]


async def ask(session, uri, where, chosen):
    """Send a request about a place; whatever the text, it has an answer."""
    document = types.TextDocumentIdentifier(uri)
    client = session.client
    span = types.Range(where, where)
    await chosen.choice(
        [
            lambda: client.text_document_completion_async(types.CompletionParams(document, where)),
            lambda: client.text_document_hover_async(types.HoverParams(document, where)),
            lambda: client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document)),
            lambda: client.text_document_document_symbol_async(types.DocumentSymbolParams(document)),
            lambda: client.text_document_folding_range_async(types.FoldingRangeParams(document)),
            lambda: client.text_document_prepare_rename_async(types.PrepareRenameParams(document, where)),
            lambda: client.text_document_formatting_async(
                types.DocumentFormattingParams(document, types.FormattingOptions(tab_size=2, insert_spaces=True))
            ),
            lambda: client.text_document_code_action_async(
                types.CodeActionParams(document, span, types.CodeActionContext([]))
            ),
        ]
    )()


async def edit_at_random(session, count, seed, encoding):
    """Make edits, and hold the diagnostics of each version that is waited for to a fresh check."""
    chosen = random.Random(seed)
    text = "# target: people\nname = 'x'\n"
    uri = session.open("a.attioql", text)
    version, made, compared = 1, 0, 0
    while made < count:
        changes = []
        for _ in range(chosen.randint(1, 3)):
            change, text = edit(text, chosen, encoding)
            changes.append(change)
            made += 1
        version += 1
        session.change(uri, version, *changes)
        if chosen.random() < 0.5:
            await ask(session, uri, position(text, chosen.randint(0, len(text)), encoding), chosen)
        if chosen.random() < 0.7:
            published = await session.diagnostics(uri, version)
            shown = [(each.code, each.range.start, each.range.end) for each in published]
            assert shown == expected(text, encoding), text
            compared += 1
            session.forget()
    return compared


async def _alone(count, encoding, seed):
    with tempfile.TemporaryDirectory() as folder:
        session = await started(Path(folder), encodings=[encoding])
        compared = await edit_at_random(session, count, seed, encoding)
        await asyncio.wait_for(session.client.shutdown_session(), WAIT)
        log = (await session.reading).decode()
        await session.client.stop()
    said = [each.message for each in (*session.client.log_messages, *session.client.messages)]
    print(f"{encoding}, seed {seed}: {count:,} edits, {compared:,} checks compared, log {log!r}, messages {said}")
    return not log and not said


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    parts = [asyncio.run(_alone(count // 3 + 1, encoding, number)) for number, encoding in enumerate(UNITS)]
    sys.exit(0 if all(parts) else 1)


if __name__ == "__main__":
    main()
