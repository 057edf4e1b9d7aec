"""What stands around a filter from end to end: backticks, tags, the quotes of a string, escapes, a command, the reasoning of a model before it."""

from __future__ import annotations

import html
import json
import re
import shlex
from collections.abc import Callable
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from attioql.limits import LIMITS
from attioql.text.fences import find_fences
from attioql.text.source import Span

Around: TypeAlias = Literal["fence", "code", "string", "prose", "reasoning", "escaped", "entities", "item"]
Reads: TypeAlias = Callable[[str], bool]
"""Tells whether a text reads as a filter."""

INLINE_CODE = re.compile(r"(?<!`)(?P<ticks>`+)(?P<content>[^`\n]+)(?P=ticks)(?!`)")
_TAGGED = re.compile(r"\s*<(?P<tag>\w+)>(?P<content>.*)</(?P=tag)>\s*", re.DOTALL)
_REASONING = re.compile(
    r"\s*(?P<opening><(?P<tag>think|thinking|thought|reasoning|scratchpad|analysis|reflection)>).*?</(?P=tag)>\s*(?=\S)",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:quot|amp|lt|gt|apos|nbsp|#\d{2,4}|#x[0-9a-f]{2,4});", re.IGNORECASE)
_COMMAND = re.compile(r"(?:\$[ \t]+)?curl\s")
_DATA = re.compile(r"(?:-d|--(?:data(?:-raw|-binary|-ascii)?|json)(?:=(?P<body>.*))?)", re.DOTALL)
_PLAIN_QUOTE = re.compile(r"(?<!\\)\"")


class Enclosed(NamedTuple):
    """A filter in a longer text: its span, the filter as it is written by itself, what is around it, and the span that shows that."""

    content: Span
    text: str
    around: Around
    mark: Span


def after_reasoning(text: str) -> Enclosed | None:
    """Return the text after the reasoning of a model, such as `<think>…</think>`."""
    found = _REASONING.match(text)
    if found is None:
        return None
    content = Span(found.end(), len(text.rstrip()))
    return Enclosed(content, text[content.start : content.end], "reasoning", Span(*found.span("opening")))


def wrapped(text: str, reads: Reads) -> Enclosed | None:
    """Return the filter that something stands around from end to end: backticks, a tag of XML, the quotes of a string.

    A filter whose quotes are escaped, or written as entities of HTML, is one too.
    """
    start = len(text) - len(text.lstrip())
    whole = Span(start, len(text.rstrip()))
    written = text[whole.start : whole.end]
    around: Around
    if (code := INLINE_CODE.fullmatch(written)) is not None:
        content, around, length = code["content"], "code", len(code["ticks"])
    elif (tagged := _TAGGED.fullmatch(written)) is not None:
        content, around, length = content_of_tags(written), "prose", tagged.start("content")
    elif (body := _content_of_command(written)) is not None:
        content, around, length = body, "prose", len(written.split(None, 1)[0])
    elif (string := _content_of_string(written)) is not None:
        content, around, length = string, "string", 1
    else:
        return _respelled(text, whole, reads)
    content = content.strip()
    is_filter = reads(content) or (around == "string" and find_fences(content))
    return Enclosed(whole, content, around, Span(start, start + length)) if is_filter else None


def content_of_tags(text: str) -> str:
    """Return a text without the tags of XML around it, one inside the other."""
    for _ in range(LIMITS.enclosed_tags):
        tagged = _TAGGED.fullmatch(text)
        if tagged is None:
            break
        text = tagged["content"]
    return text


def _content_of_command(written: str) -> str | None:
    """Return the body that a command of curl sends, if it sends one."""
    if _COMMAND.match(written) is None:
        return None
    try:
        words = shlex.split(written)
    except ValueError:
        return None
    options = [(_DATA.fullmatch(word), following) for word, following in pairwise([*words, ""])]
    bodies = [option["body"] or following for option, following in options if option is not None]
    return bodies[0] if len(bodies) == 1 else None


def _content_of_string(written: str) -> str | None:
    """Return the content of a text that is one string, as JSON and programs write it."""
    if len(written) < 2 or written[0] != written[-1] or written[0] not in "\"'":
        return None
    try:
        return str(json.loads(written)) if written[0] == '"' else written[1:-1]
    except ValueError:
        return None


def _respelled(text: str, whole: Span, reads: Reads) -> Enclosed | None:
    """Return a filter whose quotes are all escaped, or that is written with entities of HTML and has no quote of its own."""
    if _PLAIN_QUOTE.search(text) is not None:
        return None
    written = text[whole.start : whole.end]
    at = text.find('\\"')
    if at >= 0 and "\\\\" not in written and reads(plain := written.replace('\\"', '"')):
        return Enclosed(whole, plain, "escaped", Span(at, at + 2))
    entity = _ENTITY.search(text)
    if entity is not None and reads(plain := html.unescape(written)):
        return Enclosed(whole, plain, "entities", Span(*entity.span()))
    return None
