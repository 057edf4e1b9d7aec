"""What `attioql` exports: names for forms and prompts, texts with a name, schemas under one host."""

import doctest
import inspect
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import attioql
from attioql.catalog.types import load_types
from attioql.resources import SCHEMA_HOST
from attioql.syntax.parser import parse
from attioql.values.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
WORKSPACE = attioql.Workspace.standard()
PEOPLE = WORKSPACE["people"]
PROPERTIES = [prop for kind in load_types().types.values() for prop in kind.properties.values()]
JSON_TYPES = {"string": str, "number": (int, float), "boolean": bool}


def test_dir_is_what_is_public():
    script = "import attioql\nprint(dir(attioql) == attioql.__all__)\nimport attioql.cli.app\nprint(dir(attioql) == attioql.__all__)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_everything_public_is_documented():
    text = (ROOT / "docs" / "python-api.md").read_text(encoding="utf-8")
    for name in ("AttributeType", "Property", "Operator", "ValueKind", "Style", "JsonValue", "Source", "render"):
        assert f"`{name}" in text, name


def test_a_form_can_ask_what_an_attribute_takes():
    kind = PEOPLE.attributes["email_addresses"].type
    assert isinstance(kind, attioql.AttributeType)
    assert (kind.slug, kind.title, kind.implicit) == ("email-address", "Email address", "email_address")
    prop = kind.properties["email_domain"]
    assert isinstance(prop, attioql.Property)
    assert list(prop.operators) == ["$eq", "$contains", "$starts_with", "$ends_with"]
    operator = prop.operators["$contains"]
    assert isinstance(operator, attioql.Operator)
    assert (operator.name, operator.spellings) == ("$contains", ("contains", "not contains"))
    assert operator.words == "matches part of a text"
    assert isinstance(prop.kind, attioql.ValueKind)
    assert (prop.kind.name, prop.kind.json_type) == ("text", "string")
    created = PEOPLE.attributes["created_at"].type.properties["value"]
    assert {"between", "during", ">="} <= set(created.spellings)


@pytest.mark.parametrize("prop", PROPERTIES, ids=lambda prop: prop.name)
def test_every_property_has_a_kind(prop):
    assert prop.kind is KINDS[prop.value.kind]
    assert all(operator.spellings or operator.name == "$in" for operator in prop.operators.values())
    for spelling in prop.spellings:
        operand = {"between": "1 and 2", "not between": "1 and 2", "during": "2024", "in": "(1)", "not in": "(1)"}
        text = f"a {spelling} {'' if 'empty' in spelling else operand.get(spelling, '1')}"
        assert not parse(attioql.Source(text)).problems, text


def test_kinds_are_those_of_the_catalogue():
    assert set(KINDS) == {prop.value.kind for prop in PROPERTIES}


@pytest.mark.parametrize("slug", WORKSPACE)
def test_a_property_takes_values_of_the_json_type_of_its_kind_alone(slug):
    texts = ["x", "app", "email", "de", "2024-05-31", "2024-05-31T00:00:00", str(UUID(int=5))]
    for name, attribute in WORKSPACE[slug].attributes.items():
        samples: dict[str, list[Any]] = {"string": [*texts, *attribute.objects], "number": [1], "boolean": [True]}
        for key, prop in attribute.type.properties.items():
            for operator in list(prop.operators)[:1] if prop.alone is None else ():
                taken = {
                    json_type
                    for json_type, values in samples.items()
                    for value in values
                    if not _errors({name: {key: {operator: value}}}, WORKSPACE[slug])
                }
                assert taken == {prop.kind.json_type}, (name, key)


def _errors(value, target):
    return [problem for problem in attioql.check(value, target) if problem.severity is attioql.Severity.ERROR]


@pytest.mark.parametrize("text", ["nam = 1", '{"nam": 1}', "nam ="])
@pytest.mark.parametrize("function", [attioql.check, attioql.lint])
def test_a_source_is_a_text_with_a_name(function, text):
    source = attioql.Source(text, "saved.attioql")
    found = function(source, PEOPLE)
    assert found == function(text, PEOPLE)
    assert {problem.source for problem in found} == {source}


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (lambda source: attioql.compile(source, PEOPLE), "nam = 1"),
        (lambda source: attioql.Compiler(PEOPLE).compile(source), "nam = 1"),
        (lambda source: attioql.load(source, PEOPLE), '{"nam": 1}'),
        (lambda source: attioql.decompile(source, PEOPLE), '{"nam": 1}'),
        (attioql.format, "nam ="),
    ],
)
def test_errors_show_the_name_of_a_source(function, text):
    with pytest.raises(attioql.FilterError, match=r" --> saved\.attioql:1:"):
        function(attioql.Source(text, "saved.attioql"))


def test_a_source_gives_what_its_text_gives():
    text = "name='x'"
    source = attioql.Source(text, "saved.attioql")
    compiled = attioql.compile(text, PEOPLE)
    assert attioql.compile(source, PEOPLE) == compiled
    assert attioql.load(attioql.Source(compiled.dumps(), "x.json"), PEOPLE) == compiled
    assert attioql.decompile(attioql.Source(compiled.dumps(), "x.json"), PEOPLE) == compiled.text()
    assert attioql.format(source) == attioql.format(text)


def test_a_compiler_keeps_filters_by_the_name_of_their_source():
    compiler = attioql.Compiler(PEOPLE)
    text = "created_by.referenced_actor_type = 'bot'"
    for given in (text, attioql.Source(text, "a"), attioql.Source(text, "b"), attioql.Source(text, "a"), text):
        problem = compiler.compile(given).diagnostics[0]
        assert problem.source == (given if isinstance(given, attioql.Source) else attioql.Source(text))
    assert compiler.cache_info()[:2] == (2, 3)


@pytest.mark.parametrize("function", [attioql.compile, attioql.check, attioql.lint, attioql.load])
def test_a_source_of_something_else_is_refused(function):
    wrong: Any = 5
    with pytest.raises(TypeError, match="a str or a Source"):
        function(attioql.Source(wrong), PEOPLE)


def test_every_schema_has_an_id_under_one_host():
    for path in sorted((ROOT / "schemas").glob("*.schema.json")):
        assert json.loads(path.read_text(encoding="utf-8"))["$id"] == f"{SCHEMA_HOST}{path.name}"
    ids = {
        str(attioql.json_schema(WORKSPACE[slug], depth=depth)["$id"]): (slug, depth)
        for slug in WORKSPACE
        for depth in (0, 1)
    }
    assert len(ids) == 2 * len(WORKSPACE)
    assert all(each.startswith(f"{SCHEMA_HOST}filters/object/") for each in ids)


def test_the_id_of_a_schema_is_safe_and_tells_workspaces_apart():
    row = {"singular": "X", "plural": "Xs", "attributes": {"a": {"type": "text", "title": "A"}}}
    other = {**row, "attributes": {"a": {"type": "number", "title": "A"}}}
    ids = [
        str(attioql.json_schema(attioql.Workspace({"objects": {"a b/?é\ud800": each}})["a b/?é\ud800"])["$id"])
        for each in (row, other)
    ]
    assert ids[0] != ids[1]
    assert all(each.isascii() and each.count("/") == 6 and " " not in each and each.count("?") == 0 for each in ids)


SCREEN = (80, 24)


@pytest.fixture(scope="module")
def manual():
    """What `help(attioql)` prints."""
    done = subprocess.run([sys.executable, "-m", "pydoc", "attioql"], capture_output=True, text=True, check=True)
    return done.stdout


def test_help_opens_with_an_example_and_every_function(manual):
    columns, rows = SCREEN
    screen = manual.splitlines()[:rows]
    assert max(map(len, screen)) <= columns
    assert any(">>> found = attioql.compile(" in line for line in screen)
    functions = [name for name in attioql.__all__ if inspect.isfunction(getattr(attioql, name))]
    assert [name for name in functions if not re.search(rf"\b{name}\b", "\n".join(screen))] == []


def test_help_has_every_public_name(manual):
    names = {name.strip("_").upper() if name.startswith("__") else name for name in attioql.__all__}
    assert [name for name in names if not re.search(rf"\b{name}\b", manual)] == []


def test_the_example_of_help_is_true():
    assert doctest.testmod(attioql) == (0, 4)
