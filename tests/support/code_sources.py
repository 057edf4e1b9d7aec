"""Generated sources of JavaScript with a filter in them, written in any style, and where each of its parts stands.

What is written keeps its own account of places, so that it can judge where the linter says that something stands.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from hypothesis import strategies as st

HOLES = (
    "value",
    "this.#id",
    "f(1, {nam: 2})",
    "await g()",
    "f(a ? b : {nam: 1})",
    "`a${b}c`",
    "x ?? 'y'",
    "(q) => q",
    "x as any",
)
BLANKS = ("", " ", "  ", "\n", "\n    ", " /* '{nam: 1}' */ ", " // ü😀 {\n", "\t")
BEFORE = (
    "",
    "import x from 'attio';\n",
    "const über = '😀 \\u{1F600}'; // attio {nam: 'x'}\n",
    "@decorated({ nam: 1 })\nclass A<T> { #x = <T,>(y: T) => y; }\n",
    "const re = /[/'\"`]{nam}/g;\n",
    "type F = { filter: { nam: string } };\n",
)
SHAPES = (
    'attio.records.query({ object: "people", filter: @ });',
    'await fetch("https://api.attio.com/v2/objects/people/records/query", { method: "POST", body: JSON.stringify({ filter: @ }) });',
    "export const q = () => axios.post(`${BASE}/objects/people/records/query`, { filter: @, limit: n });",
    "const FILTER = @;\nattio.records.query({ object: 'people', filter: FILTER });",
    "// attioql: people\nexport const attio = @;",
    "ky.post('https://api.attio.com/v2/objects/people/records/query', { json: { filter: (@) as Filter } }).json();",
)
AFTER = ("", "\nexport default { nam: 1 };\n", "\n// the end 😀\n", "\nconst a = { filter: { nam: 1 } };")
_BARE = re.compile(r"[A-Za-z_$][\w$]*")
Tokens = tuple["str | int", ...]


class WrittenSource(NamedTuple):
    """A source, where its filter stands, where the key and the value at each pointer stand, and the holes in it."""

    text: str
    start: int
    end: int
    keys: dict[str, tuple[int, int]]
    values: dict[str, tuple[int, int]]
    holes: list[str]


class _Hole:
    """Stands for a hole in a value."""


HOLE = _Hole()
_YES = st.booleans()


class _Writer:
    holes_of_language: tuple[str, ...] = HOLES
    blanks: tuple[str, ...] = BLANKS
    spread: tuple[str, str] = ("...rest", "...rest")

    def __init__(self, draw: Any) -> None:
        self._draw = draw
        self.text = ""
        self.keys: dict[str, tuple[int, int]] = {}
        self.values: dict[str, tuple[int, int]] = {}
        self.holes: list[str] = []
        self._quote = draw(st.sampled_from("\"'"))
        self._style = draw(st.integers(0, 3))

    def write(self, value: Any, pointer: str = "") -> None:
        wrapped: bool = self._style == 3 and not isinstance(value, _Hole) and self._draw(_YES)
        self.text += "(" if wrapped else ""
        start = len(self.text)
        if value is HOLE:
            self._hole(self._draw(st.sampled_from(self.holes_of_language)))
        elif isinstance(value, dict):
            self._group("{}", list(value.items()), pointer)
        elif isinstance(value, list):
            self._group("[]", list(enumerate(value)), pointer)
        else:
            self.text += self._scalar(value)
        self.values[pointer] = (start, len(self.text))
        self.text += ")" if wrapped else ""

    def _hole(self, text: str) -> None:
        self.holes.append(text)
        self.text += text

    def _group(self, brackets: str, members: list[tuple[Any, Any]], pointer: str) -> None:
        self.text += brackets[0] + self._blank()
        for number, (key, member) in enumerate(members):
            if number:
                self.text += "," + self._blank()
            if member is HOLE and brackets == "{}" and self._draw(_YES):
                self._hole(self.spread[brackets == "[]"])
                continue
            here = f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
            if brackets == "{}":
                start = len(self.text)
                self.text += self._key(key)
                self.keys[here] = (start, len(self.text))
                self.text += ":" + self._blank()
            self.write(member, here)
            self.text += self._blank()
        if members and self._draw(_YES):
            self.text += "," + self._blank()
        self.text += brackets[1]

    def _blank(self) -> str:
        return self._draw(st.sampled_from(self.blanks)) if self._style else " "

    def _key(self, key: str) -> str:
        return key if self._style != 1 and _BARE.fullmatch(key) else self._string(key)

    def _escaped(self, text: str) -> str:
        return json.dumps(text)[1:-1]

    def _string(self, text: str) -> str:
        inside = self._escaped(text) if self._style == 2 else json.dumps(text, ensure_ascii=False)[1:-1]
        if self._quote == '"':
            return f'"{inside}"'
        return "'" + inside.replace('\\"', '"').replace("'", "\\'") + "'"

    def _scalar(self, value: Any) -> str:
        if isinstance(value, str):
            return self._string(value)
        if isinstance(value, int) and not isinstance(value, bool) and value > 999 and self._style:
            return f"{value:_}"
        return json.dumps(value)


@st.composite
def written_sources(draw: st.DrawFn, value: Any) -> WrittenSource:
    """Write a filter in a source."""
    head, tail = draw(st.sampled_from(SHAPES)).split("@")
    head = draw(st.sampled_from(BEFORE)) + head
    writer = _Writer(draw)
    writer.text = head
    writer.write(value)
    text = writer.text + tail + draw(st.sampled_from(AFTER))
    return WrittenSource(text, len(head), len(writer.text), writer.keys, writer.values, writer.holes)


@st.composite
def with_holes_in(draw: st.DrawFn, value: Any) -> Any:
    """Put holes in some places of a JSON value: values, members of arrays, and members of objects."""
    if draw(st.integers(0, 9)) == 0:
        return HOLE
    if isinstance(value, dict):
        return {key: draw(with_holes_in(member)) for key, member in value.items()}
    if isinstance(value, list):
        return [draw(with_holes_in(member)) for member in value]
    return value


PYTHON_HOLES = (
    "value",
    "f(1, {'nam': 2})",
    "f(a if b else {'nam': 1})",
    'f"a{b}c"',
    "(lambda q: q)",
    "[x for x in y]",
    "x.y['z']",
)
PYTHON_BLANKS = ("", " ", "\n", "\n    ", "  # ü😀 {'nam': 1}\n", "\t", "\\\n")
PYTHON_BEFORE = (
    "import requests\n",
    '"""attio {nam}"""\nüber = "😀"; x = 1\n',
    "@decorated({'nam': 1})\nclass A:\n    x = {'filter': {'nam': 1}}\n",
)
PYTHON_SHAPES = (
    'requests.post("https://api.attio.com/v2/objects/people/records/query", json={"filter": @})\n',
    "requests.post(f'{BASE}/objects/people/records/query', data=json.dumps({'filter': @, 'limit': n}))\n",
    "FILTER = @\nattio.query_records(object='people', filter=FILTER)\n",
    "# attioql: people\nATTIO = @\n",
    'client.records.post_v2_objects_object_records_query(object="people", filter_=(@), limit=5)\n',
)


class _PythonWriter(_Writer):
    holes_of_language = PYTHON_HOLES
    blanks = PYTHON_BLANKS
    spread = ("**rest", "*rest")

    def _escaped(self, text: str) -> str:
        """Write a text in ASCII: in Python, two escapes of surrogates are two characters."""
        wide = json.dumps(text, ensure_ascii=False)[1:-1]
        return "".join([each if each.isascii() else f"\\U{ord(each):08x}" for each in wide])

    def _key(self, key: str) -> str:
        return self._string(key)

    def _scalar(self, value: Any) -> str:
        if value is None or isinstance(value, bool):
            return repr(value)
        return super()._scalar(value)


@st.composite
def python_sources(draw: st.DrawFn, value: Any) -> WrittenSource:
    """Write a filter in a Python source."""
    head, tail = draw(st.sampled_from(PYTHON_SHAPES)).split("@")
    head = draw(st.sampled_from(PYTHON_BEFORE)) + head
    writer = _PythonWriter(draw)
    writer.text = head
    writer.write(value)
    text = writer.text + tail + draw(st.sampled_from(("", "\nx = {'nam': 1}\n", "# the end 😀\n")))
    return WrittenSource(text, len(head), len(writer.text), writer.keys, writer.values, writer.holes)
