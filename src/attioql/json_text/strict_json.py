"""JSON text to values, strictly, and the places of values in the text once something is known to be wrong.

The standard library reads the text. Numbers stay exact; a key that occurs twice, NaN and Infinity are refused. Only a
text with a fault in it is read a second time, by its tokens, to find where that is.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from typing import NamedTuple, cast

from attioql.diagnostics.around_filter import enclosed_filter
from attioql.diagnostics.build import apply_edits, in_text, past_limit
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix
from attioql.diagnostics.templates import phrase, sentence
from attioql.json_text.comments import comment_at
from attioql.json_text.nesting import TooDeepJsonError, decode, require_shallow
from attioql.json_text.other_notations import INVISIBLE, JsonEnding, mended, mended_ending
from attioql.json_text.paths import JsonPath, JsonSpans, pointer
from attioql.limits import LIMITS
from attioql.text.enclosed import is_object_text
from attioql.text.source import Source, Span
from attioql.values.exact import read_decimal, read_float, read_integer

LONGEST_JSON = LIMITS.json_characters

_NOT_JSON = "not-json"
_BLANK = " \t\n\r"
_END_MARKS = frozenset({";", "."})


def is_json_text(text: str, most: int = sys.maxsize) -> bool:
    """Tell whether a text is to be read as filter JSON rather than as query text: it starts as an object or an array of objects does.

    No more than `most` characters are looked at.
    """
    return _JSON_START.match(text, 0, most) is not None


_JSON_START = re.compile(rf"[\s{INVISIBLE}]*(?:\{{|\[\s*[\[{{\]])")


class DuplicateKeyError(ValueError):
    """An object has one key twice."""


class _NoNumberError(ValueError):
    """NaN or Infinity stands in the text; `constant` is which of them."""

    def __init__(self, constant: str) -> None:
        """Keep the constant."""
        super().__init__(constant)
        self.constant = constant


def read_json(source: Source) -> object | Diagnostic:
    """Return the value of a JSON text, or what is wrong with the text."""
    text = source.text
    if (too_long := past_limit(source, LONGEST_JSON, pointer="")) is not None:
        return too_long
    try:
        return decode(DECODER, text)
    except TooDeepJsonError as error:
        return _too_deep(source, error)
    except json.JSONDecodeError as error:
        return _not_json(source, error)
    except DuplicateKeyError:
        return _broken_further_on(source) or _duplicate_key(source)
    except _NoNumberError as error:
        return _no_number(source, error)


def read_pairs(source: Source) -> object | None:
    """Return the value of a JSON text with its objects as tuples of pairs, keys that occur twice among them.

    The cheapest way to read a text that is right; `None` for one that is not, or needs care: then `read_json` reads it.
    """
    text = source.text
    if len(text) > LONGEST_JSON:
        return None
    try:
        require_shallow(text)
        value, end = _PAIRS.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return cast("object", value) if end == len(text) or not text[end:].strip(_BLANK) else None


def _broken_further_on(source: Source) -> Diagnostic | None:
    """Read past a key that stands twice: positions are looked up only in JSON that is well formed."""
    try:
        decode(_CHECKER, source.text)
    except json.JSONDecodeError as error:
        return _not_json(source, error)
    except _NoNumberError as error:
        return _no_number(source, error)
    return None


def _refused(constant: str) -> object:
    raise _NoNumberError(constant)


_CHECKER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_refused)
_PAIRS = json.JSONDecoder(object_pairs_hook=tuple, parse_float=read_decimal, parse_constant=_refused)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise DuplicateKeyError
    return value


DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=read_decimal, parse_int=read_integer, parse_constant=_refused
)
"""Reads JSON as strictly as `read_json` does. Raises `ValueError` (`DuplicateKeyError` for one) and `RecursionError`."""

"""Reads JSON as strictly as `read_json` does. Raises `ValueError` (`DuplicateKeyError` for one) and, unlike `decode`, `RecursionError`."""

RECORDS = json.JSONDecoder(parse_float=read_float, parse_int=read_integer)
"""Reads records exactly, in which a number is a float where that prints as the same number, and may be NaN or infinite. Raises as `DECODER` does."""


_NOT_OF_JSON = (
    (re.compile(f"[{INVISIBLE}]"), "json-invisible"),
    (re.compile("'"), "json-quotes"),
    (re.compile(r"/\*"), "json-comment-end"),
    (re.compile("#"), "json-comments"),
    (re.compile(r"(?:True|False|None)\b"), "json-constants"),
    (re.compile(r"\w+\s*:"), "json-keys"),
    (re.compile("[\u2018-\u201d]"), "json-quotes"),
    (re.compile(r"[^\W\d]\w*|\("), "json-or-query"),
)
"""What other notations have and JSON has not, by what stands where reading stopped."""

_REASONS = {
    "Expecting property name": "json-reason-key",
    "Expecting ':'": "json-reason-colon",
    "Expecting ','": "json-reason-comma",
    "Expecting value": "json-reason-value",
    "Extra data": "json-reason-more",
    "Invalid control character": "json-reason-control",
    "Invalid \\u": "json-reason-unicode",
    "Invalid \\": "json-reason-escape",
    "Unterminated string": "json-reason-string",
}
"""What the standard library says, by how it begins, and the phrase that is said here."""


def _not_json(source: Source, error: json.JSONDecodeError) -> Diagnostic:
    """Say where reading stopped; at the end of the text, what is still open."""
    reason, at = why_not_json(error)
    is_last_comma = at == _last_comma(source.text, error.pos)
    may_have = _is_json_file(source)
    edits = mended(source.text, keeps_comments=may_have)
    ending = None if edits else mended_ending(source.text, keeps_comments=may_have)
    if not edits and ending is None and (enclosed := enclosed_filter(source, is_object_text, "")) is not None:
        return _with_mended_content(enclosed)
    fixes = [Fix(phrase("write-as-json"), Applicability.SAFE, edits)] if edits else []
    fixes += [_fix_of_ending(ending)] if ending is not None else []
    span = Span(at, min(at + 1, len(source.text)))
    if is_last_comma:
        said = sentence("not-json.comma", may_have=may_have)
        return in_text(said, source, span, fixes=fixes, pointer="")
    if (comment := comment_at(source.text, at)) is not None:
        return in_text(sentence("not-json.comment", may_have=may_have), source, comment, fixes=fixes, pointer="")
    end = len(source.text.rstrip())
    if at >= end:
        return in_text(sentence("not-json.end"), source, Span(end, end), fixes=fixes, pointer="")
    said = sentence(_NOT_JSON, reason=reason, hint=_hint(source.text, at))
    return in_text(said, source, span, fixes=fixes, pointer="")


def _fix_of_ending(ending: JsonEnding) -> Fix:
    """Return the fix of what is missing or too much at the end: a bracket may be, because the text is cut off."""
    name, written = ("close-json", ending.missing) if ending.missing else ("remove-from-json", ending.extra)
    title = phrase(name, written=written)
    is_safe = ending.extra in _END_MARKS
    said = f"{phrase('write-as-json')}, and {title}" if len(ending.edits) > 1 else title
    return Fix(said, Applicability.SAFE if is_safe else Applicability.UNSAFE, ending.edits)


def why_not_json(error: json.JSONDecodeError) -> tuple[str, int]:
    """Return why reading stopped, and the offset: the same for every version of Python."""
    comma = _last_comma(error.doc, error.pos)
    if comma is not None:
        return phrase("json-reason-last-comma"), comma
    name = next((name for start, name in _REASONS.items() if error.msg.startswith(start)), None)
    return error.msg if name is None else phrase(name), error.pos


def _hint(text: str, at: int) -> str | None:
    """Return what JSON lacks of what stands at an offset; a text that begins with a word may be query text."""
    is_start = not text[:at].strip(_BLANK)
    found = (key for pattern, key in _NOT_OF_JSON if pattern.match(text, at) and (is_start or key != "json-or-query"))
    key = next(found, None)
    return None if key is None else phrase(key)


def is_not_json(problem: Diagnostic) -> bool:
    """Tell whether a diagnostic says that a text is not JSON."""
    return problem.name == _NOT_JSON


def as_json(source: Source) -> tuple[str, Fix] | None:
    """Return the JSON that a text in a similar notation stands for, with the fix that makes it; `None` where there is none."""
    may_have = _is_json_file(source)
    edits = mended(source.text, keeps_comments=may_have)
    ending = None if edits else mended_ending(source.text, keeps_comments=may_have)
    fix = Fix(phrase("write-as-json"), Applicability.SAFE, edits) if ending is None else _fix_of_ending(ending)
    is_safe = bool(fix.edits) and fix.applicability is Applicability.SAFE
    return (apply_edits(source.text, fix.edits), fix) if is_safe else None


def _is_json_file(source: Source) -> bool:
    """Tell whether comments in a text are those of a file, which has another name if it may have comments."""
    return source.name.lower().endswith(".json")


def _with_mended_content(enclosed: Diagnostic) -> Diagnostic:
    """Return the error for JSON in a longer text with fixes that make JSON of it, also where its own notation is another."""
    text = "" if enclosed.source is None else enclosed.source.text
    fixes = [(fix, apply_edits(text, fix.edits)) for fix in enclosed.fixes]
    return replace(
        enclosed, fixes=tuple([_with_mended(fix, text, taken) for fix, taken in fixes if is_json_text(taken)])
    )


def _with_mended(fix: Fix, text: str, taken: str) -> Fix:
    edits = mended(taken)
    return fix._replace(edits=(Edit(Span(0, len(text)), apply_edits(taken, edits)),)) if edits else fix


def _last_comma(text: str, at: int) -> int | None:
    """Return where a comma stands with nothing after it in its object or array; Python stops there, or after it, by version."""
    before = text[:at].rstrip(_BLANK)
    comma = at if text.startswith(",", at) else len(before) - 1
    return comma if text[comma : comma + 1] == "," and text[comma + 1 :].lstrip(_BLANK)[:1] in {"}", "]"} else None


def _no_number(source: Source, error: _NoNumberError) -> Diagnostic:
    found = next((token for token in _TOKEN.finditer(source.text) if token[0] == error.constant), None)
    span = Span(*found.span()) if found else Span(0, 0)
    return in_text(sentence("not-json.number", constant=error.constant), source, span, pointer="")


def _too_deep(source: Source, error: TooDeepJsonError) -> Diagnostic:
    return in_text(error.said, source, Span(error.at, error.at + 1), pointer="")


def _duplicate_key(source: Source) -> Diagnostic:
    """Find the first key that its object has already. Members of one object have one and the same place around them."""
    seen: dict[tuple[int, str | int], JsonSpans] = {}
    twice: list[tuple[JsonSpans, JsonPath]] = []
    for json_path, _, position in all_positions(source.text):
        if json_path is None:
            continue
        before = seen.setdefault((id(json_path[0]), json_path[1]), position)
        if before is not position:
            twice.append((position, json_path))
    position, json_path = min(twice, key=lambda found: found[0])
    key = json.loads(source.text[position.key.start : position.key.end])
    return in_text(sentence("duplicate-key", key=key), source, position.key, pointer=pointer(json_path))


_TOKEN = re.compile(
    r"""
    "[^"\\]*(?:\\.[^"\\]*)*" | [][{},:] | [^][{},:"\s]+
    """,
    re.DOTALL | re.VERBOSE,
)
"""A string, a bracket, comma or colon, or a number or word. Only text with a mistake is split into tokens."""


class _Open(NamedTuple):
    """An object or array whose end has not come: where it starts, its place, its key if it has one, and how many members came."""

    start: int
    is_object: bool
    json_path: JsonPath
    key: Span | None
    members: int


def all_positions(text: str) -> list[tuple[JsonPath, int, JsonSpans]]:
    """Return the place, depth and position of every value of a JSON text that is well formed. Nothing here recurses."""
    found: list[tuple[JsonPath, int, JsonSpans]] = []
    stack: list[_Open] = []
    json_path: JsonPath = None
    key: Span | None = None
    expects_key = False
    for token in _TOKEN.finditer(text):
        span = Span(*token.span())
        match token[0]:
            case ":":
                expects_key = False
            case ",":
                top = stack[-1]
                expects_key = top.is_object
                if not expects_key:
                    stack[-1] = top._replace(members=top.members + 1)
                    json_path, key = (top.json_path, top.members + 1), None
            case "{" | "[" as opening:
                expects_key = opening == "{"
                stack.append(_Open(span.start, expects_key, json_path, key, 0))
                if not expects_key:
                    json_path, key = (json_path, 0), None
            case "}" | "]":
                opened = stack.pop()
                value = Span(opened.start, span.end)
                found.append((opened.json_path, len(stack), JsonSpans(opened.key or value, value)))
                expects_key = False
            case string if expects_key:
                json_path, key = (stack[-1].json_path, json.loads(string)), span
            case _:
                found.append((json_path, len(stack), JsonSpans(key or span, span)))
    return found
