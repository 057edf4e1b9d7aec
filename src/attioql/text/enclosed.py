"""Filters with something around them, as models and people paste them: fences, an explanation, a label, quotes, marks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attioql.limits import LIMITS
from attioql.text.comment_patterns import BLANKS
from attioql.text.fences import Fence, find_fences
from attioql.text.source import Span
from attioql.text.wrapped import INLINE_CODE, Enclosed, Reads, after_reasoning, content_of_tags, wrapped

_JSON_OBJECT = re.compile(
    r"\{\s*(?:(?:\"[^\"\n]*\"|'[^'\n]*'|[\u201c\u201d][^\u201c\u201d\n]*[\u201c\u201d]|[$\w.-]+)\s*:|//|/\*)"
)
_STRING = re.compile(
    r"\"(?:[^\"\\]|\\.)*(?:\"|\\?\Z)|'[^'\n]*'|[\u201c\u201d][^\u201c\u201d\n]*[\u201c\u201d]|(?P<bracket>[{}])"
)
_TAGGED = re.compile(
    r"<(?P<tag>filter|query|answer|final|final_answer|output|result|response|json|attioql|code|pre)>(?:[^<]|<(?![/a-z]))+</(?P=tag)>"
    r"|<pre><code>(?:[^<]|<(?![/a-z]))+</code></pre>",
    re.IGNORECASE,
)
_OPENING_TAG = re.compile(r"<\w+>")
_PARAGRAPH = re.compile(r"[^\r\n]+(?:\r?\n[ \t]*[^\s][^\r\n]*)*")
_LINE = re.compile(r"[^\r\n]+")
_MARK_BEFORE = re.compile(r"[ \t]*(?:(?:[-*+>\u2022]|\d{1,2}[.)])[ \t]+)?(?P<bold>\*\*|__)?[ \t]*")
_LABEL = re.compile(
    r"[ \t]*(?:\w+[ \t]+)?(?:\w*filter|query|where|attioql|answer|result|output|payload|body)[ \t]*(?::\s*|=[ \t]*)(?=[^\s=])",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    r"[ \t]*(?:(?:(?:export|const|let|var|final|static|public|private|readonly)[ \t]+)+[\w$]+[ \t]*(?::[ \t]*[\w.<>\[\]]+[ \t]*)?=|return|export[ \t]+default)"
    r"[ \t]*(?=[^\s=])"
)
"""How a program says what an object is; query text says nothing of the kind."""
_SENTENCES = re.compile(r"(?:[A-Z][\w'\u2019-]*(?:,?[ \t]+[\w'\u2019-]+)*[.!][ \t]+)+")
_INTERJECTION = re.compile(r"\s*(?:sure|certainly|absolutely|okay|ok|great|yes|done|perfect)[.!,:]\s", re.IGNORECASE)
_COMMENTS = re.compile(BLANKS)
_LIST_MARK = re.compile(r"[ \t]*(?:[-*+\u2022]|\d{1,2}[.)])[ \t]+")
_HEADING = re.compile(r"[ \t]*\w+(?:[ \t]\w+)?[ \t]*:[ \t]*")
_COLON = re.compile(r":\s+")
_WORD = re.compile(r"(?<!\S)[^\W\d_]{2,}[,.:;!?]*(?!\S)")
_SIGNS = re.compile(r"[=<>]")
_JOINS_NEXT = re.compile(r"(?:\b(?:and|or|not|in)|[(,{&|=])\s*\Z", re.IGNORECASE)
_JOINED_TO_LAST = re.compile(r"\s*(?:(?:and|or|not|in|&&|\|\|)\b|[)},&|=])", re.IGNORECASE)
_CLOSING_MARKS = re.compile(r"\s*(?:`{3,}|~{3,})")
_REJECTION = re.compile(
    r"\b(?:no|not|none|never|nobody|nothing|neither|nor|cannot|without|except|exclud\w*|unlike|opposite|instead|rather|avoid"
    r"|wrong|incorrect|invalid|broken)\b|n['\u2019]t\b|(?-i:\b(?:not?|never)(?:_|[A-Z]))",
    re.IGNORECASE,
)
_FEWEST_WORDS = 2
_MARKED = re.compile(
    r"`|~~~|:\s|\n[^\S\n]*\S|[.!]\s|</|\\\"|&\w+;|&#|\A\s*[\"'<>*+_/\u2022-]|\A\s*\d{1,2}[.)]\s|\A\s*(?:export|const|let|var|return|curl|\$)\s"
)
"""What every text has that is searched: most faulty texts have none of it."""


def is_object_text(text: str) -> bool:
    """Tell whether a text looks like one JSON object, whatever is wrong in it."""
    return _JSON_OBJECT.match(text) is not None and _end_of_object(text, 0) == len(text)


def find_enclosed(text: str, reads: Reads) -> tuple[Enclosed, ...]:
    """Return the filters in a text that is none itself: one where there is one reading, several where there is none.

    Every fenced block counts. Other parts of the text count if they read as a filter and the rest is an explanation.
    """
    if _MARKED.search(text) is None and _LABEL.match(text) is None:
        return ()
    if (behind := after_reasoning(text)) is not None:
        return (behind,)
    fences = find_fences(text)
    found = [Enclosed(fence.content, _content(text, fence.content), "fence", fence.opening) for fence in fences]
    if len(text) > LIMITS.enclosed_characters or text.count("\n") > LIMITS.enclosed_lines:
        return _distinct(found)
    if not fences:
        return _without_fences(text, reads)
    ends = [0, *(end for fence in fences for end in (fence.opening.start, _after(text, fence))), len(text)]
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        found += _in_explanation(text, Span(start, end), reads)
    return _distinct([each for each in found if each.text] or found)


def _after(text: str, fence: Fence) -> int:
    """Return where the text goes on behind a fenced block and the marks that close it."""
    closing = _CLOSING_MARKS.match(text, fence.content.end)
    return closing.end() if closing is not None else fence.content.end


def rejects(text: str, found: Enclosed) -> bool:
    """Tell whether the text around a filter may say that it is not the one that is meant: `none of these`, `never send this`."""
    if found.around == "reasoning":
        return False
    rest = text.replace(text[found.content.start : found.content.end], " ").replace(found.text or text, " ")
    return _REJECTION.search(rest) is not None


def _content(text: str, span: Span) -> str:
    return text[span.start : span.end].strip()


def _distinct(found: Sequence[Enclosed]) -> tuple[Enclosed, ...]:
    """Return filters that differ, in the order of the text: one that stands there twice has one reading."""
    by_text = {each.text: each for each in reversed(found)}
    return tuple(sorted(by_text.values(), key=lambda each: each.content))


def _without_fences(text: str, reads: Reads) -> tuple[Enclosed, ...]:
    if (whole := wrapped(text, reads)) is not None:
        return (whole,)
    found = _in_explanation(text, Span(0, len(text)), reads)
    if (items := _as_list(text, found)) is not None:
        return items
    rest = _rest(text, found)
    if not found or not rest.strip() or not _is_explanation(text, found, rest):
        return ()
    return _distinct(found)


def _rest(text: str, found: Sequence[Enclosed]) -> str:
    ends = [0, *(end for each in found for end in each.content), len(text)]
    return "\n".join(text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))


def _is_explanation(text: str, found: Sequence[Enclosed], rest: str) -> bool:
    """Tell whether the rest of a text says something about the filters in it, rather than being parts of a filter."""
    if any(sign in rest for sign in "{}"):
        return False
    if len(found) == 1 and found[0].around == "code":
        return _SIGNS.search(rest) is None
    if len(found) == 1 and _is_label(text, found[0]):
        return True
    is_json = all(each.text.startswith("{") for each in found)
    if is_json and _COMMENTS.fullmatch(rest) is not None:
        return True
    fewest = 1 if is_json or _INTERJECTION.match(rest) is not None else _FEWEST_WORDS
    return len(_WORD.findall(rest)) >= fewest and _SIGNS.search(rest) is None


def _is_label(text: str, found: Enclosed) -> bool:
    """Tell whether nothing but `filter:`, an assignment or a mark of a list stands around a filter."""
    before, after = text[: found.content.start], text[found.content.end :]
    if not before.strip():
        return False
    is_marked = _is_label_text(before.rstrip("`*_"), found.text) or _MARK_BEFORE.fullmatch(before) is not None
    return is_marked and not after.strip(" \t\r\n;,*_.`")


def _is_label_text(before: str, content: str) -> bool:
    """Tell whether a text before a filter is a label of it; before an object, an assignment of a program is one too."""
    labels = (_LABEL, _ASSIGNED) if content.startswith("{") else (_LABEL,)
    found = [label.match(before + "x") for label in labels]
    return any(each is not None and each.end() == len(before) for each in found)


def _as_list(text: str, found: Sequence[Enclosed]) -> tuple[Enclosed, ...] | None:
    """Return the conditions of a list with nothing but a heading of a word or two before it."""
    lines = [line for line in _LINE.finditer(text) if line[0].strip()]
    if lines and _LIST_MARK.match(lines[0][0]) is None and _HEADING.fullmatch(lines[0][0]) is not None:
        lines = lines[1:]
    if len(found) < 2 or len(lines) != len(found):
        return None
    for line, each in zip(lines, found, strict=True):
        mark = _LIST_MARK.match(text, *line.span())
        rest = "" if mark is None else text[mark.end() : line.end()].strip("`*_ \t.;,")
        if not rest or rest != each.text or each.text.startswith("{"):
            return None
    return tuple([each._replace(around="item") for each in found])


def _in_explanation(text: str, part: Span, reads: Reads) -> list[Enclosed]:
    """Return what reads as a filter in a part of a text: JSON objects, inline code, paragraphs, lines."""
    found = list(_tagged(text, part, reads)) or list(_objects(text, part, reads))
    ends = [part.start, *(end for each in found for end in each.content), part.end]
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        for paragraph in _PARAGRAPH.finditer(text, start, end):
            found += _in_paragraph(text, Span(*paragraph.span()), reads)
    return sorted(found, key=lambda each: each.content)


def _tagged(text: str, part: Span, reads: Reads) -> Iterator[Enclosed]:
    """Yield the filters that stand in tags of XML which say so."""
    for found in _TAGGED.finditer(text, *part):
        content, opening = content_of_tags(found[0]).strip(), _OPENING_TAG.match(text, found.start())
        if opening is not None and reads(content):
            yield Enclosed(Span(*found.span()), content, "prose", Span(*opening.span()))


def _objects(text: str, part: Span, reads: Reads) -> Iterator[Enclosed]:
    at, tried = part.start, 0
    while (opening := _JSON_OBJECT.search(text, at, part.end)) is not None and tried < LIMITS.enclosed_objects:
        at, tried = opening.end(), tried + 1
        end = _end_of_object(text, opening.start())
        if (
            end is not None
            and end <= part.end
            and _may_begin(text, opening.start())
            and reads(text[opening.start() : end])
        ):
            at = end
            yield _prose(text, Span(opening.start(), end))


def _may_begin(text: str, start: int) -> bool:
    """Tell whether an object may begin here that is no operand: at the start of a line, or after a colon or a label."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if _MARK_BEFORE.fullmatch(line) is not None or _COMMENTS.fullmatch(line) is not None or _LABEL.match(line + "x"):
        return True
    return _is_label_text(line, "{") or line.rstrip().endswith((":", "`")) or _SENTENCES.fullmatch(line) is not None


def _end_of_object(text: str, start: int) -> int | None:
    depth = 0
    for token in _STRING.finditer(text, start):
        if token["bracket"] is not None:
            depth += 1 if token["bracket"] == "{" else -1
            if depth == 0:
                return token.end()
    return None


def _in_paragraph(text: str, part: Span, reads: Reads) -> list[Enclosed]:
    whole = _reading(text, part, reads)
    if whole is not None:
        return [whole]
    lines = [Span(*line.span()) for line in _LINE.finditer(text, *part)]
    found = [each for line in lines for each in _in_line(text, line, reads)]
    spans = [each.content for each in found]
    is_cut = any(
        (_JOINS_NEXT.search(text, *before) or _JOINED_TO_LAST.match(text, *after))
        for before, after in pairwise(lines)
        if any(_touches(span, before) or _touches(span, after) for span in spans)
    )
    return [] if is_cut else found


def _touches(span: Span, line: Span) -> bool:
    return line.start <= span.start < line.end


def _in_line(text: str, line: Span, reads: Reads) -> list[Enclosed]:
    whole = _reading(text, line, reads)
    if whole is not None:
        return [whole]
    codes = [found for found in INLINE_CODE.finditer(text, *line) if reads(found["content"].strip())]
    return [
        Enclosed(Span(*found.span("content")), found["content"].strip(), "code", Span(*found.span("ticks")))
        for found in codes
    ]


def _reading(text: str, part: Span, reads: Reads) -> Enclosed | None:
    """Return a part of a text that reads as a filter, without marks of Markdown, the label or the words before a colon."""
    starts = [each(text, *part) for each in (_MARK_BEFORE.match, _LABEL.match, _SENTENCES.match, _COLON.search)]
    for found in starts:
        if found is None:
            continue
        span = _trimmed(text, Span(found.end(), part.end))
        if reads(text[span.start : span.end]):
            return _prose(text, span)
    return None


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without blanks and marks at its ends."""
    written = text[span.start : span.end]
    bare = written.strip("`*_ \t\r\n").rstrip(".;,`*_ \t\r\n")
    start = span.start + (written.index(bare) if bare else 0)
    return Span(start, start + len(bare))


def _prose(text: str, span: Span) -> Enclosed:
    around = Span(0, span.start) if text[: span.start].strip() else Span(span.end, len(text))
    shown = text[around.start : around.end]
    start = around.start + len(shown) - len(shown.lstrip())
    line = _LINE.match(text, start, around.end)
    mark = Span(start, start + len(line[0].rstrip())) if line is not None else span
    return Enclosed(span, text[span.start : span.end], "prose", mark)
