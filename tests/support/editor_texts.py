"""Positions and edits of texts in an editor, worked out apart from the server, and requests about them."""

from lsprotocol import types

UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def position(text, offset, encoding="utf-16"):
    codec, width = UNITS[encoding]
    before = text[:offset]
    return types.Position(before.count("\n"), len(before.rpartition("\n")[2].encode(codec)) // width)


def at(text, mark, encoding="utf-16", *, behind=False):
    """The position of a piece of a text, or the one behind it."""
    start = text.index(mark)
    return position(text, start + len(mark) * behind, encoding)


def around(text, mark, encoding="utf-16"):
    return types.Range(at(text, mark, encoding), at(text, mark, encoding, behind=True))


def offset_of(text, where, encoding="utf-16"):
    codec, width = UNITS[encoding]
    lines = text.split("\n")
    line = lines[where.line].encode(codec)[: where.character * width].decode(codec)
    return sum(len(each) + 1 for each in lines[: where.line]) + len(line)


def applied(text, edits, encoding="utf-16"):
    for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
        start, end = offset_of(text, edit.range.start, encoding), offset_of(text, edit.range.end, encoding)
        text = text[:start] + edit.new_text + text[end:]
    return text


async def completed(session, uri, where):
    """The items at a position by their labels, without the quotes that those have if one is typed."""
    found = await session.client.text_document_completion_async(
        types.CompletionParams(types.TextDocumentIdentifier(uri), where)
    )
    return {item.label.strip("\"'`"): item for item in found.items}


async def hovered(session, uri, where):
    return await session.client.text_document_hover_async(types.HoverParams(types.TextDocumentIdentifier(uri), where))


async def actions(session, uri, span, only=None):
    context = types.CodeActionContext(diagnostics=[], only=only)
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), span, context)
    return await session.client.text_document_code_action_async(params)
