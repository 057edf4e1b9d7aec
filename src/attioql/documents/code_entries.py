"""Literals in code as entries: an object is respelled as JSON, in which a mark stands for each hole."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from attioql.diagnostics.model import Diagnostic
from attioql.documents import messages
from attioql.documents.code_literals import (
    CodeBytes,
    CodeChoice,
    CodeEncoded,
    CodeExpression,
    CodeFields,
    CodeItems,
    CodeMember,
    CodeName,
    CodeScalar,
    CodeUnknown,
    is_nothing,
    literal_of,
    text_of,
)
from attioql.documents.code_places import CodeOffset, CodePlaces, CodeSpelling, KeptSpans
from attioql.documents.model import Entry, Mapped, Unchecked, Word
from attioql.json_text.holes import MARK, Hole, holes_in, with_holes
from attioql.json_text.nesting import MOST_LEVELS, TooDeepJsonError, decode
from attioql.json_text.strict_json import DECODER, read_json
from attioql.limits import LIMITS
from attioql.text.source import Source, Span

_KEY, _MISNAMED = "filter", "filters"


class CodeFile(NamedTuple):
    """A file of code: its text, the spans no edit may take in, how a literal in it is spelled, and the way from a string to the file."""

    source: Source
    kept: Sequence[KeptSpans]
    spelling: Callable[[Span], CodeSpelling]
    string: Callable[[Span, str], Mapped]


class CodeJson(NamedTuple):
    """A literal as JSON: its text and value, the way back, the holes by their marks, and keys that stand twice.

    `elsewhere` are the spans of holes that another reading of the literal fills.
    """

    text: str
    value: object
    places: CodePlaces
    holes: Mapping[str, Unchecked]
    problems: Sequence[Diagnostic]
    elsewhere: Collection[Span] = ()

    def without(self, elsewhere: Collection[Span]) -> CodeJson:
        """Return the reading whose holes at some spans are filled in others."""
        return self._replace(elsewhere=elsewhere)


_CodeHole: TypeAlias = CodeUnknown | CodeEncoded | CodeBytes | CodeChoice


class _CodeEnd(NamedTuple):
    """The end of an object or array."""

    bracket: str
    at: int


class _CodeKey(NamedTuple):
    """A key of an object."""

    member: CodeMember


_CodeStep: TypeAlias = "tuple[CodeExpression | _CodeEnd | _CodeKey | str, int]"
"""What waits to be written, and the number of the literal that it is in."""


_Chosen: TypeAlias = "Mapping[Span, int]"
"""The number of the branch that is read of each choice; one that is not here is a hole."""


def as_json(expression: CodeExpression, file: CodeFile) -> list[CodeJson | Diagnostic]:
    """Return a literal as JSON, or the error for one that is nested too deeply: once for each branch of a choice in it.

    A choice is a hole where another one is read, as two of them may depend on one another.
    """
    whole = _JsonWriter(file, {})
    first = whole.written(expression)
    waiting: list[_Chosen] = [
        {choice.span: each} for choice in whole.choices.values() for each in _read_branches(choice)
    ]
    readings: list[CodeJson | Diagnostic] = []
    for chosen in waiting:
        if len(readings) >= LIMITS.code_branches:
            return [first, *readings]
        writer = _JsonWriter(file, chosen)
        found = writer.written(expression)
        readings.append(found if isinstance(found, Diagnostic) else found.without(whole.choices.keys()))
        inner = [choice for span, choice in writer.choices.items() if span not in whole.choices]
        waiting += [{**chosen, choice.span: each} for choice in inner for each in _read_branches(choice)]
    return readings or [first]


def _read_branches(choice: CodeChoice) -> Iterator[int]:
    """Yield the numbers of the branches to read."""
    yield from [number for number, branch in enumerate(choice.branches) if not is_nothing(branch)]


class _JsonWriter:
    """Writes one literal as JSON, and keeps where each part of it stands in the file."""

    def __init__(self, file: CodeFile, chosen: _Chosen) -> None:
        self.choices: dict[Span, CodeChoice] = {}
        self._file = file
        self._chosen = chosen
        self._pieces: list[str] = []
        self._length = 0
        self._literals = 1
        self._offsets: dict[int, CodeOffset] = {}
        self._keys: dict[int, int] = {}
        self._holes: dict[str, Hole] = {}
        self._whys: dict[str, Unchecked] = {}
        self._odd: list[Span] = []
        self._problems: list[Diagnostic] = []

    def written(self, expression: CodeExpression) -> CodeJson | Diagnostic:
        waiting: list[_CodeStep] = [(expression, 0)]
        while waiting:
            step, literal = waiting.pop()
            match step:
                case str():
                    self._write(step)
                case _CodeEnd(bracket, at):
                    self._write(bracket)
                    self._offsets[self._length] = CodeOffset(at, literal)
                case _CodeKey(member):
                    self._token(json.dumps(member.key, ensure_ascii=False), member.key_span, literal, is_key=True)
                case CodeScalar(span, text, _):
                    self._token(text, span, literal)
                case CodeChoice(span, _, branches) if span in self._chosen:
                    waiting.append((branches[self._chosen[span]], self._literals))
                    self._literals += 1
                case CodeUnknown() | CodeEncoded() | CodeBytes() | CodeChoice():
                    self._token(self._hole(step), step.span, literal)
                case CodeName(_, value):
                    waiting.append((value, self._literals))
                    self._literals += 1
                case CodeItems() | CodeFields():
                    self._offsets[self._length] = CodeOffset(step.span.start, literal)
                    inside = self._in_array(step) if isinstance(step, CodeItems) else self._in_object(step)
                    waiting += reversed([(part, literal) for part in inside])
        return self._result(expression)

    def _result(self, expression: CodeExpression) -> CodeJson | Diagnostic:
        text = "".join(self._pieces)
        try:
            value = decode(DECODER, text)
        except TooDeepJsonError as error:
            at = self._offsets[error.at].at
            return messages.in_set(
                "nesting-too-deep.code", self._file.source, Span(at, at + 1), None, limit=MOST_LEVELS
            )
        file, whole = self._file, expression.span
        start = self._offsets.get(0)
        kept = (*file.kept, KeptSpans([*[each.span for each in self._whys.values()], *self._odd]))
        around = whole if start is None or start.literal == 0 else Span(start.at, self._offsets[len(text)].at)
        places = CodePlaces(file.source.text, self._offsets, self._keys, around, kept, file.spelling(around))
        return CodeJson(text, with_holes(value, self._holes), places, self._whys, self._problems)

    def _write(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def _token(self, text: str, span: Span, literal: int, *, is_key: bool = False) -> None:
        start = self._length
        self._offsets[start] = CodeOffset(span.start, literal)
        self._write(text)
        self._offsets[self._length] = CodeOffset(span.end, literal)
        if is_key:
            self._keys[start] = self._length

    def _hole(self, hole: _CodeHole) -> str:
        if isinstance(hole, CodeChoice):
            self.choices[hole.span] = hole
        mark = f"{MARK}{len(self._holes)}"
        self._holes[mark] = Hole(mark, self._file.source.text[slice(*hole.span)])
        self._whys[mark] = Unchecked(hole.span, _why(hole))
        return json.dumps(mark, ensure_ascii=False)

    def _in_array(self, array: CodeItems) -> Iterator[CodeExpression | _CodeEnd | str]:
        yield "["
        for number, item in enumerate(array.items):
            if number:
                yield ", "
            yield item
        yield _CodeEnd("]", array.span.end)

    def _in_object(self, fields: CodeFields) -> Iterator[CodeExpression | _CodeEnd | _CodeKey | str]:
        """Yield the parts of an object. Of a key that stands twice, the language keeps the last one."""
        last = {each.key: each for each in fields.members if isinstance(each, CodeMember)}
        yield "{"
        comma = ""
        for each in fields.members:
            if isinstance(each, CodeMember) and last[each.key] is not each:
                self._problems.append(messages.repeated_in_code(each.key, self._file.source, each.key_span))
                continue
            yield comma or ""
            comma = ", "
            if isinstance(each, CodeMember):
                self._odd += [each.key_span] if each.odd else []
                yield _CodeKey(each)
                yield ": "
                yield each.value
            else:
                yield self._hole(each)
                yield ": 0"
        yield _CodeEnd("}", fields.span.end)


def _why(hole: _CodeHole) -> str:
    """Return why a value is not read."""
    match hole:
        case CodeUnknown(why=why) | CodeChoice(why=why):
            return why
        case CodeEncoded():
            return messages.encoded_twice()
    return messages.bytes_in_json()


def _holes_within(value: object, found: CodeJson) -> tuple[Unchecked, ...]:
    """Return the holes in a part of a literal, in the order of the file."""
    holes = [found.holes[each.mark] for each in holes_in(value)]
    return tuple(sorted([each for each in holes if each.span not in found.elsewhere], key=lambda each: each.span))


class Taken(NamedTuple):
    """What a found filter becomes: entries, if any part of it is known; what is not read; keys that stand twice.

    There are several of a filter with choices in it: all but the first are `again`.
    """

    entries: tuple[Entry, ...]
    unread: tuple[Unchecked, ...] = ()
    problems: Sequence[Diagnostic] = ()


def taken(expression: CodeExpression, file: CodeFile, *, is_body: bool, target: Word | None, no_target: str) -> Taken:
    """Return the entry of a filter or of a request body in code."""
    inner = literal_of(expression)
    if isinstance(inner, (CodeUnknown, CodeBytes)):
        return Taken((), (Unchecked(expression.span, _why(inner)),))
    found = [_entry_of(each, file, is_body, target, no_target) for each in as_json(expression, file)]
    entries = [each for part in found for each in part.entries]
    unread = dict.fromkeys([each for part in found for each in part.unread])
    holes = dict.fromkeys([hole for each in entries for hole in each.holes])
    entries.sort(key=lambda each: not each.is_filter)
    first = [each._replace(holes=tuple(sorted(holes, key=lambda hole: hole.span))) for each in entries[:1]]
    more = [each._replace(holes=(), again=True) for each in entries[1:]]
    return Taken((*first, *more), tuple(unread), [problem for part in found for problem in part.problems])


def _entry_of(
    found: CodeJson | Diagnostic, file: CodeFile, is_body: bool, target: Word | None, no_target: str
) -> Taken:
    """Return the entry of one reading of a filter or of a request body."""
    if isinstance(found, Diagnostic):
        return Taken((), (), (found,))
    entry = Entry(
        "json",
        Source(found.text, file.source.name),
        found.value,
        found.places,
        place=found.places.whole,
        target=target,
        no_target=no_target,
        is_body=is_body,
    )
    members = found.value if isinstance(found.value, dict) else {}
    if not is_body and _KEY not in members:
        return Taken((entry._replace(holes=_holes_within(found.value, found)),), (), found.problems)
    part = members.get(_KEY)
    if isinstance(part, Hole):
        hole = found.holes[part.mark]
        unread = () if hole.span in found.elsewhere else (hole,)
        return Taken((entry._replace(is_filter=False),), unread, found.problems)
    if _KEY in members:
        return Taken((entry._replace(holes=_holes_within(part, found)),), (), found.problems)
    more = tuple([found.holes[key.mark] for key in members if isinstance(key, Hole)])
    return Taken((entry._replace(is_filter=_MISNAMED in members),), more[:1], found.problems)


def taken_text(expression: CodeExpression, file: CodeFile, *, target: Word | None, no_target: str) -> Taken:
    """Return the entry of a request body that is JSON text in a string."""
    span, text = literal_of(expression).span, text_of(expression) or ""
    where, source = file.string(span, text), Source(text, file.source.name)
    value = read_json(source)
    if isinstance(value, Diagnostic):
        return Taken((), (), (messages.moved(value, where, file.source),))
    entry = Entry("json", source, value, where, place=span, target=target, no_target=no_target, is_body=True)
    is_filter = isinstance(value, dict) and bool(value.keys() & {_KEY, _MISNAMED})
    return Taken((entry._replace(is_filter=is_filter),))
