"""The templates of sentences: what they may be made of, and that the code and the file know the same ones."""

from __future__ import annotations

import ast
import pickle
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

import attioql
from attioql.attio.foreign_shapes import load_grammars
from attioql.catalog.types import load_types
from attioql.diagnostics.build import diagnose
from attioql.diagnostics.codes import CODES
from attioql.diagnostics.faces import FACES, worded_for
from attioql.diagnostics.templates import phrase, sentence, templates
from attioql.syntax.recovery.sentences import load_templates

SOURCE = Path(attioql.__file__).parent
MODULES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}
ROWS = {key: row for key, row in templates().items() if key != "phrases"}


NAMED_BY_DATA = {
    *(
        prop.alone.diagnostic
        for kind in load_types().types.values()
        for prop in kind.properties.values()
        if prop.alone is not None
    ),
    *(grammar.diagnostic for grammar in load_grammars().grammars),
}
"""Sentences that the catalogue names."""


def calls_of(names):
    """Return every call of functions in the library, with its module."""
    for path, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
                yield path, node


def keys_of(call):
    """Return the keys that a call may name: a literal, or one of two."""
    first = call.args[0]
    options = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
    return [option.value for option in options if isinstance(option, ast.Constant)]


def texts_of(value):
    """Yield every text of a row, at any depth."""
    if isinstance(value, str):
        yield value
        return
    for inner in value.values() if isinstance(value, dict) else value:
        yield from texts_of(inner)


def placeholders(row):
    names = {name for text in texts_of(row) for _, name, _, _ in Formatter().parse(text) if name is not None}
    return {name.lstrip("*") for name in names} - {"written"}


def shown(row, given):
    """Return the parts of a row that a call with these parameters shows: fixes and labels need their places."""
    if isinstance(row, str):
        return row
    row = {part: text for part, text in row.items() if part != "code"}
    labels = {place: text for place, text in row.get("labels", {}).items() if place in given}
    fixes = [{**fix, "at": ""} for fix in row.get("fixes", ()) if fix.get("at", "span") in given]
    return {**row, "labels": labels, "fixes": fixes}


def strings_in(path):
    return {node.value for node in ast.walk(MODULES[path]) if isinstance(node, ast.Constant)}


def test_every_row_is_of_a_code():
    assert {key.partition(".")[0] for key in ROWS} <= CODES.keys()


def test_every_row_and_every_phrase_is_used():
    used = set().union(*map(strings_in, MODULES)) | NAMED_BY_DATA
    assert ROWS.keys() - used == set()
    rows = [*ROWS.values(), *load_templates().values()]
    named = {
        note["phrase"] for row in rows for note in row.get("notes", ()) if isinstance(note, dict) and "phrase" in note
    }
    assert templates()["phrases"].keys() - used - named == set()


def test_what_is_worded_by_face_has_words_for_python_and_names_faces():
    rows = [*ROWS.values(), *load_templates().values()]
    worded = [part for row in rows for part in row.get("notes", ()) if isinstance(part, dict) and "phrase" not in part]
    worded += [part for part in templates()["phrases"].values() if isinstance(part, dict)]
    assert len(worded) > 8
    for part in worded:
        assert "python" in part
        assert part.keys() <= set(FACES)


def test_a_note_is_worded_where_it_is_read():
    [note] = sentence("missing-parameter", name="a", near=None).notes
    assert note == 'pass its value: `params={"a": …}`'
    problem = diagnose("missing-parameter", None, None, name="a", near=None)
    assert worded_for("python", problem) == problem
    assert worded_for("command", problem).notes == ("give its value: `-p a=…`",)
    assert pickle.loads(pickle.dumps(problem)) == problem
    assert worded_for("tool", pickle.loads(pickle.dumps(problem))).notes == (
        "no parameters can be given here: write the value itself in place of `:a`",
    )


def test_a_note_made_of_a_note_is_worded_as_that_one():
    hint = phrase("json-or-query")
    problem = diagnose("not-json", None, None, reason="a value is expected here", hint=hint)
    assert problem.notes == ("if this is query text, `compile` reads it as a str",)
    assert worded_for("command", problem).notes == ("if this is query text, `attioql compile` reads it",)
    assert worded_for("tool", problem).notes == ()


def test_no_sentence_stands_twice():
    counts = Counter("".join(row["message"]) for row in ROWS.values() if "says" not in row)
    assert [message for message, count in counts.items() if count > 1] == []


def test_the_code_gives_every_placeholder():
    checked = 0
    for path, call in calls_of({"sentence", "diagnose", "in_set", "phrase"}):
        given = {keyword.arg for keyword in call.keywords}
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in {"diagnose", "in_set"}:
            given.add("span")
        if None in given:
            continue
        for key in keys_of(call):
            is_phrase = getattr(call.func, "id", "") == "phrase"
            row = templates()["phrases"][key] if is_phrase else ROWS[key]
            assert placeholders(shown(row, given)) - given == set(), (path.name, call.lineno, key)
            checked += 1
    assert checked > 150


def test_places_and_trust_are_words_that_the_code_knows():
    for key, row in ROWS.items():
        assert row.keys() <= {"message", "suggestion", "labels", "notes", "fixes", "title", "says"}, key
        for fix in row.get("fixes", ()):
            assert fix.keys() <= {"write", "at", "title", "trust"}, key
            assert fix.get("trust", "unsafe") in {"display", "unsafe", "safe", "{trust}"}, key


MAKERS = {
    "attio/faults.py": "faults and diagnostics of a sentence",
    "attio/load.py": "the fault of a warning about a model",
    "diagnostics/build.py": "the diagnostics of a sentence",
    "linter/writers.py": "findings: a rule says its own in its function, beside its condition",
}
"""The modules that make diagnostics, and of what: nowhere else can a headline be written by hand."""


def test_every_diagnostic_is_made_of_a_sentence_of_the_data():
    made = {path.relative_to(SOURCE).as_posix() for path, _ in calls_of({"Diagnostic", "Fault"})}
    assert made == MAKERS.keys()


def test_no_maker_of_diagnostics_writes_a_headline():
    for path, call in calls_of({"Diagnostic", "Fault"}):
        assert not isinstance(call.args[1], (ast.Constant, ast.JoinedStr)), (path.name, call.lineno)


def test_a_part_without_its_parameter_is_left_out():
    assert sentence("missing-parameter", name="a", near=None).message == "the parameter `:a` was not given"
    assert sentence("missing-parameter", name="a", near=":b").message.endswith("did you mean `:b`?")


def test_names_are_listed_and_numbers_grouped():
    said = sentence("text-too-long", length=12345, limit=10000)
    assert said.message == "the text has 12,345 characters; the limit is 10,000"
    assert said.parameters == {"length": 12345, "limit": 10000}
    assert sentence("options-unknown", attributes=("a", "b")).message.startswith(
        "the workspace has no options for `a`, `b`"
    )


def test_an_unknown_key_or_a_missing_parameter_raises():
    with pytest.raises(KeyError):
        sentence("no-such-code")
    with pytest.raises(KeyError):
        sentence("missing-parameter", name="a")
    with pytest.raises(KeyError):
        phrase("no-such-phrase")
