"""Whole documents, to the letter: what is read of files of every kind, where each token of a filter stands, and what edits of it become.

`documents` has a file for each kind, and the sources that are not in the corpus of code. `ATTIOQL_GOLDEN=write python -m pytest -n 0
tests/golden` writes them anew.
"""

import re
from functools import cache
from itertools import groupby, pairwise, takewhile
from pathlib import Path

import pytest
from code_corpus import FOLDER as CODE
from code_corpus import SETTINGS, document_of, is_written, plain

from attioql.diagnostics.model import Edit
from attioql.documents.suppression_places import suppressible
from attioql.json_text.holes import MARK
from attioql.linter.entries import lint_document
from attioql.linter.selection import find_ignorable
from attioql.text.source import Span

FOLDER = Path(__file__).with_name("documents")
KINDS = ("attioql", "ipynb", "js", "json", "jsonc", "jsx", "mjs", "mts", "py", "ts", "tsx", "yaml")
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\w.+-]+|[\[\]{}]|[^\s,:]')
EDITS = ('"it\'s \\"q\\""', '{"a-b": [true, null, 5]}', '"name"', "", "two\nlines", f'"{MARK}0"')
"""What is written over each token of a filter, and before it."""


def _read(path):
    return path.read_bytes().decode()


def _sources(kind):
    """Yield the names and texts of the sources of a kind: those that are written for this, and those of the corpus."""
    own = FOLDER / f"sources.{kind}.txt"
    if own.exists():
        written = re.split(r"^=== (.*)\n", own.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for name, text in zip(written[1::2], written[2::2], strict=True):
            yield name, text.replace("␍", "\r")
    for path in sorted((CODE / "corpus").iterdir()):
        if path.name.removesuffix(".txt").endswith(f".{kind}"):
            yield path.name.removesuffix(".txt"), plain(_read(path))


def _lines(name, text):
    document = document_of(text, name)
    yield from (f"call {_place(document, each)}" for each in document.calls)
    yield from (
        f"remark {_place(document, each.comment[1:])} {each.comment.text!r} covers {_place(document, each.covers)}"
        for each in document.remarks
    )
    yield from (f"unread {_place(document, each.span)} {each.why}, {each.is_unknown}" for each in document.unread)
    for entry in document.entries:
        yield from _of_entry(document, entry)
    for problem in lint_document(document, SETTINGS).problems:
        yield from _of_problem(document, problem)


def _of_entry(document, entry):
    known = {key: value for key, value in entry._asdict().items() if value != entry._field_defaults.get(key)}
    for key in ("form", "source", "value", "where", "place"):
        known.pop(key, None)
    yield f"{entry.form} {_place(document, entry.place)} {entry.source.text!r}"
    for key, value in known.items():
        yield f"  {key}: {_shown(value.text if key == 'query' else value)}"
    if entry.where is None:
        return
    yield f"  offsets: {' '.join(_runs(entry.where, len(document.source.text)))}"
    yield from _of_places(document, entry.source.text, entry.where)


def _shown(value):
    """Return a value as Python has it, with shorter spans."""
    return re.sub(r"Span\(start=([0-9]+), end=([0-9]+)\)", r"[\1:\2]", repr(value))


def _runs(where, length):
    """Yield which offsets of the file lead to which of the filter: `3-5>0` leads from 3 to 0 and from 5 to 2, `3-5=0` from all of them to 0."""
    found = [(at, where.offset(at)) for at in range(length + 1)]
    known = [(at, inside) for at, inside in found if inside is not None]
    while known:
        shifted = _leading(at - inside for at, inside in known)
        level = _leading(inside for _, inside in known)
        size = max(shifted, level)
        yield f"{known[0][0]}-{known[size - 1][0]}{'>' if size == shifted else '='}{known[0][1]}"
        known = known[size:]


def _leading(values):
    """Return how many values at the beginning are equal."""
    first = next(values)
    return 1 + sum(1 for _ in takewhile(first.__eq__, values))


def _of_places(document, text, where):
    """Yield the span of each token and which edits are possible there; then the same of each two tokens, and how edits are spelled."""
    tokens = [Span(*found.span()) for found in TOKEN.finditer(text)]
    pairs = [Span(one.start, other.end) for one, other in pairwise(tokens)]
    spelled = {}
    for span in (*tokens, Span(0, len(text))):
        place = where.span(span)
        written, said = document.source.text[slice(*place)], text[slice(*span)]
        shown = "" if written == said else f" {written!r:.40}"
        yield f"  {span.start}-{span.end} {_place(document, place)}{shown} {_possible(where, span, spelled)}".rstrip()
    signs = [_possible(where, span, spelled) or "all" for span in pairs]
    yield f"  pairs: {' '.join(f'{len(list(same))} {sign}' for sign, same in groupby(signs))}"
    for one, other in pairwise(tokens):
        place = where.span(Span(one.start, other.end))
        if place != Span(where.span(one).start, where.span(other).end):
            yield f"  {one.start}-{other.end} {_place(document, place)}"
    yield f"  spelled: {' '.join(map(repr, spelled))}"


def _possible(where, span, spelled):
    """Return a sign for each edit over a span and before it: `+` for one of that span, `*` for one of another, `-` for none; nothing if all are `+`."""
    signs = ""
    for written in EDITS:
        for at in (span, Span(span.start, span.start)):
            edits = where.edits([Edit(at, written)])
            place = where.span(at)
            signs += "-" if not edits else "+" if [edit.span for edit in edits] == [place] else "*"
            if signs[-1] == "+" or written == EDITS[0]:
                spelled.update({edit.replacement: None for edit in edits})
    return signs if signs.strip("+") else ""


def _of_problem(document, problem):
    place = "" if problem.span is None else _place(document, problem.span)
    yield f"{problem.name} {place} {problem.pointer or ''} {problem.message}"
    yield from (f"  label: {_place(document, label.span)} {label.message}" for label in problem.labels)
    for fix in problem.fixes:
        yield from (f"  fix: {_place(document, edit.span)} {edit.replacement!r}" for edit in fix.edits)
    if find_ignorable(problem.name) is None:
        return
    found = suppressible(document, problem, "why")
    edits = [place.edit(("a", "b")) for place in found.places]
    yield f"  suppress {found.group}: {'; '.join(f'{_place(document, each.span)} {each.replacement!r}' for each in edits)}"


def _place(document, span):
    start, end = (document.source.position(at) for at in span)
    return f"{start.line}:{start.column}-{end.line}:{end.column}"


@cache
def _expected(kind):
    """Return the lines of each source of a kind by its name."""
    file = FOLDER / f"{kind}.txt"
    written = re.split(r"^=== (.*)\n", file.read_text(encoding="utf-8") if file.exists() else "", flags=re.MULTILINE)
    return {name: lines.splitlines() for name, lines in zip(written[1::2], written[2::2], strict=True)}


def _write(kind, name, lines):
    found = {**_expected(kind), name: lines}
    _expected(kind).update(found)
    parts = ["\n".join([f"=== {each}", *found[each]]) for each, _ in _sources(kind) if each in found]
    (FOLDER / f"{kind}.txt").write_text("\n".join([*parts, ""]), encoding="utf-8")


SOURCES = [pytest.param(kind, *source, id=source[0]) for kind in KINDS for source in _sources(kind)]


@pytest.mark.parametrize(("kind", "name", "text"), SOURCES)
def test_a_document_is_read_as_before(kind, name, text):
    found = list(_lines(name, text))
    if is_written():
        _write(kind, name, found)
    assert found == _expected(kind)[name]
