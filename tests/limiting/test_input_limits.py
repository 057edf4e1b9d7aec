"""`attioql.Limits`: what it takes, which functions take it, and what they do with input that is beyond it."""

import dataclasses
import inspect
import pickle
from collections import UserDict
from typing import Any

import pytest

import attioql
from attioql import api
from attioql.checker import checker
from attioql.limiting.input_limits import LARGEST
from attioql.limits import LIMITS

PEOPLE = attioql.Workspace.standard()["people"]
COMPANIES = attioql.Workspace.standard()["companies"]
UNTRUSTED = attioql.Limits.untrusted()
ONE = attioql.Limits(conditions=1)
TWO_CONDITIONS = 'name = "a" or name = "a"'
TWO_AS_JSON = {"$or": [{"name": {"$eq": "a"}}, {"name": {"$eq": "a"}}]}
TWO_AS_ROWS = {"any_of": [{"all_of": [{"path": "name", "op": "=", "values": ["a"]}]}] * 2}
ENTRIES: dict[str, Any] = {
    "compile": lambda limits: attioql.compile(TWO_CONDITIONS, COMPANIES, limits=limits),
    "check": lambda limits: attioql.check(TWO_CONDITIONS, COMPANIES, limits=limits),
    "check of JSON": lambda limits: attioql.check(TWO_AS_JSON, COMPANIES, limits=limits),
    "lint": lambda limits: attioql.lint(TWO_CONDITIONS, COMPANIES, select=["unused-suppression"], limits=limits),
    "lint of JSON": lambda limits: attioql.lint(TWO_AS_JSON, COMPANIES, select=["unused-suppression"], limits=limits),
    "format": lambda limits: attioql.format(TWO_CONDITIONS, limits=limits),
    "load": lambda limits: attioql.load(TWO_AS_JSON, COMPANIES, limits=limits),
    "load of a body": lambda limits: attioql.load({"filter": TWO_AS_JSON, "limit": 5}, COMPANIES, limits=limits),
    "decompile": lambda limits: attioql.decompile(TWO_AS_JSON, COMPANIES, limits=limits),
    "from_rows": lambda limits: attioql.from_rows(TWO_AS_ROWS, COMPANIES, limits=limits),
    "build": lambda limits: attioql.build(
        (attioql.fields(COMPANIES).name == "a") | (attioql.fields(COMPANIES).name == "a"), limits=limits
    ),
    "complete": lambda limits: attioql.complete(TWO_CONDITIONS, 3, COMPANIES, limits=limits),
    "complete_json": lambda limits: attioql.complete_json(
        str(TWO_AS_JSON).replace("'", '"'), 3, COMPANIES, limits=limits
    ),
    "hover": lambda limits: attioql.hover(TWO_CONDITIONS, 3, COMPANIES, limits=limits),
    "hover of JSON": lambda limits: attioql.hover(str(TWO_AS_JSON).replace("'", '"'), 3, COMPANIES, limits=limits),
    "fix": lambda limits: attioql.fix(TWO_CONDITIONS, COMPANIES, limits=limits).remaining,
    "fix of a value": lambda limits: attioql.fix(TWO_AS_JSON, COMPANIES, limits=limits).remaining,
    "compile_query": lambda limits: attioql.compile_query(f"{TWO_CONDITIONS} limit 5", COMPANIES, limits=limits),
    "load_query": lambda limits: attioql.load_query({"filter": TWO_AS_JSON, "limit": 5}, COMPANIES, limits=limits),
    "check_query": lambda limits: attioql.check_query(f"{TWO_CONDITIONS} limit 5", COMPANIES, limits=limits),
    "check_query of JSON": lambda limits: attioql.check_query({"filter": TWO_AS_JSON}, COMPANIES, limits=limits),
    "complete_query": lambda limits: attioql.complete_query(TWO_CONDITIONS, 3, COMPANIES, limits=limits),
    "Compiler": lambda limits: attioql.Compiler(COMPANIES, limits=limits).compile(TWO_CONDITIONS),
}
WITHOUT = {
    "all_of": "takes filters that were read",
    "any_of": "takes filters that were read",
    "describe": "takes a target, and words to search for, which have a limit of their own",
    "fields": "takes a target",
    "everything": "takes a target",
    "json_schema": "takes a target",
    "generate_types": "takes a workspace",
    "grammar": "takes a target",
    "moment": "takes a value of a Python expression, which `build` counts",
    "member": "takes a value of a Python expression, which `build` counts",
    "record": "takes a value of a Python expression, which `build` counts",
    "app": "takes a value of a Python expression, which `build` counts",
    "token": "takes a value of a Python expression, which `build` counts",
    "system": "takes nothing",
    "render": "takes diagnostics",
    "apply_fixes": "takes the diagnostics of a check, and checks nothing",
}
"""The public functions that take no limits, and why."""


@pytest.mark.parametrize("name", sorted(attioql.__all__))
def test_every_public_function_takes_limits_or_says_why_not(name):
    function = getattr(attioql, name)
    if inspect.isfunction(function):
        takes = "limits" in inspect.signature(function).parameters
        assert takes == (name not in WITHOUT)
        assert not takes or any(entry.partition(" ")[0] == name for entry in ENTRIES)


@pytest.mark.parametrize("name", ENTRIES)
def test_every_entry_counts_what_is_written_before_duplicates_are_merged(name):
    two = attioql.Limits(conditions=2)
    assert ENTRIES[name](None) == ENTRIES[name](two) or name.startswith("complete")
    try:
        [problem] = ENTRIES[name](ONE)
    except attioql.FilterError as error:
        [problem] = error.diagnostics
    assert problem.name == "filter-too-large"
    assert problem.message == "the filter has 2 conditions; the limit is 1"
    assert problem.span is not None or problem.pointer


@pytest.mark.parametrize("name", ENTRIES)
def test_anything_but_limits_is_refused(name):
    wrong: Any = {"conditions": 5}
    with pytest.raises(TypeError, match=r"limits must be attioql\.Limits or None, not"):
        ENTRIES[name](wrong)


@pytest.mark.parametrize("name", LARGEST)
def test_numbers_up_to_the_limit_of_the_library_are_taken(name):
    for given in (None, 1, LARGEST[name]):
        assert getattr(attioql.Limits(**{name: given}), name) == given
    for given in (-1, LARGEST[name] + 1, -(10**400)):
        with pytest.raises(ValueError, match=rf"{name} must be from \d to {LARGEST[name]:,}, the limit of the library"):
            attioql.Limits(**{name: given})
    wrong: Any
    for wrong in ("5", 5.0, True):
        with pytest.raises(TypeError, match=f"{name} must be an int or None, not {type(wrong).__name__}"):
            attioql.Limits(**{name: wrong})


def test_no_diagnostics_at_all_is_no_limit():
    with pytest.raises(ValueError, match="diagnostics must be from 1 to 100"):
        attioql.Limits(diagnostics=0)
    assert attioql.Limits(conditions=0).conditions == 0


def test_limits_are_a_frozen_value_with_every_number_named():
    assert dataclasses.replace(UNTRUSTED, conditions=5) == dataclasses.replace(UNTRUSTED, conditions=5)
    assert hash(UNTRUSTED) == hash(attioql.Limits.untrusted())
    assert pickle.loads(pickle.dumps(UNTRUSTED)) == UNTRUSTED
    assert all(
        getattr(UNTRUSTED, each.name) == getattr(LIMITS, f"untrusted_{each.name}")
        for each in dataclasses.fields(UNTRUSTED)
    )
    with pytest.raises(dataclasses.FrozenInstanceError):
        UNTRUSTED.conditions = 5  # type: ignore[misc]  # that is what the test is about
    positional: Any = attioql.Limits
    with pytest.raises(TypeError):
        positional(5)


def test_a_compiler_keeps_its_limits():
    compiler = attioql.Compiler(COMPANIES, limits=ONE)
    assert pickle.loads(pickle.dumps(compiler)).limits == ONE
    assert compiler.compile('name = "a"') is compiler.compile('name = "a"')


def test_characters_are_those_of_the_text_and_its_parameters():
    limits = attioql.Limits(characters=20)
    assert not attioql.check('name = "0123456789"', COMPANIES, limits=limits)
    [problem] = attioql.check('name = "0123456789ab"', COMPANIES, limits=limits)
    assert problem.message == "the text has 21 characters; the limit is 20"
    assert not attioql.check("name = :a", COMPANIES, params={"a": "0123456789"}, limits=limits)
    [problem] = attioql.check("name = :a", COMPANIES, params={"a": "0123456789a"}, limits=limits)
    assert problem.message == "the text and its parameters have more than 20 characters, which is the limit"


def test_parameters_beyond_the_limit_are_not_counted():
    read = []

    class Watched(UserDict[str, str]):
        def __getitem__(self, name):
            read.append(name)
            return super().__getitem__(name)

    many = Watched({f"p{number}": "v" for number in range(1_000)})
    found = attioql.check("name = :p1", COMPANIES, params=many, limits=attioql.Limits(characters=40))
    assert [each.name for each in found] == ["text-too-long"]
    assert len(read) < 20


@pytest.mark.parametrize(
    ("text", "limits", "message"),
    [
        ("name = 'a'", {"conditions": 0}, "the filter has 1 condition; the limit is 0"),
        ("a", {"characters": 0}, "the text has 1 character; the limit is 0"),
        ("name in ('a')", {"list_values": 0}, "the list has 1 value; the limit is 0"),
        ("name = 'a'", {"path_steps": 0}, "the path has 1 step; the limit is 0"),
        (
            "domains { domain = 'a' }",
            {"block_tests": 0},
            "multiplied out, the value blocks have 1 test; the limit is 0",
        ),
        (
            "not name = 'a'",
            {"depth": 0},
            "groups, negations and value blocks are nested 1 level deep; the limit is 0",
        ),
        ("nme = 1 and nmae = 2", {"diagnostics": 1}, "more than 1 mistake: reading stops here"),
    ],
)
def test_a_message_counts_one_in_the_singular(text, limits, message):
    found = attioql.check(text, COMPANIES, limits=attioql.Limits(**limits))
    assert message in [each.message for each in found]


@pytest.mark.parametrize("given", [{"name": "0123456789"}, '{"name":"0123456789"}', b'{"name":"0123456789"}'])
def test_characters_of_json_are_those_of_its_shortest_text(given):
    assert not attioql.check(given, COMPANIES, limits=attioql.Limits(characters=21))
    [problem] = attioql.check(given, COMPANIES, limits=attioql.Limits(characters=20))
    assert problem.name == "text-too-long"


def test_bytes_that_are_too_many_are_not_decoded():
    [problem] = attioql.check(b'{"name": "' + b"x" * 90 + b'"}', COMPANIES, limits=attioql.Limits(characters=20))
    assert problem.message == "as JSON text, the filter has more than 20 characters, which is the limit"
    [problem] = attioql.check(b"\xff" * 90, COMPANIES, limits=attioql.Limits(characters=20))
    assert problem.name == "text-too-long"
    [problem] = attioql.check(b"\xff" * 9, COMPANIES, limits=attioql.Limits(characters=20))
    assert problem.name == "not-json"


@pytest.mark.parametrize("limits", [UNTRUSTED, attioql.Limits(depth=5), attioql.Limits(conditions=5)])
def test_a_value_that_contains_itself_or_is_shared_ends(limits):
    cyclic: dict[str, Any] = {}
    cyclic["$and"] = [cyclic, cyclic]
    shared: dict[str, Any] = {"name": "a"}
    for _ in range(40):
        shared = {"$or": [shared, shared]}
    for value in (cyclic, shared):
        assert attioql.check(value, COMPANIES, limits=limits)[0].severity is attioql.Severity.ERROR


def test_the_first_mistakes_are_reported_and_then_that_there_are_more():
    text = " and ".join(f'nme{index} = "x"' for index in range(30))
    for given in (text, {f"nme{index}": "x" for index in range(30)}):
        everything = attioql.check(given, COMPANIES)
        found = attioql.check(given, COMPANIES, limits=attioql.Limits(diagnostics=3))
        assert [each.message for each in found[:3]] == [each.message for each in everything[:3]]
        assert (found[3].name, found[3].span, found[3].pointer) == (
            "too-many-problems",
            everything[3].span,
            everything[3].pointer,
        )
        assert len(found) == 4


def test_fewer_findings_reject_nothing():
    text = " and ".join(f'not not name contains "x{index}"' for index in range(5))
    assert len(attioql.lint(text, COMPANIES)) > 3
    found = attioql.lint(text, COMPANIES, limits=attioql.Limits(diagnostics=3))
    assert found == attioql.lint(text, COMPANIES)[:3]
    assert attioql.compile(text, COMPANIES, limits=attioql.Limits(diagnostics=1)) == attioql.compile(text, COMPANIES)


def test_fixes_are_tried_for_no_more_than_is_reported(monkeypatch):
    checked = []
    check_text = checker.check_text

    def seen(source, *rest):
        checked.append(len(source.text))
        return check_text(source, *rest)

    monkeypatch.setattr(api, "check_text", seen)
    text = " and ".join(f'name => "x{index}" and naem = 5' for index in range(40))
    attioql.check(text, COMPANIES)
    before, checked[:] = sum(checked), []
    attioql.check(text, COMPANIES, limits=UNTRUSTED)
    assert sum(checked) <= LIMITS.text_fix_characters // 10 + 3 * len(text)
    assert sum(checked) < before


@pytest.mark.parametrize("text", ["name" + "]" * 60, 'name = "a" ' + ")" * 60, 'name = "a"' + " and" * 60])
def test_a_short_text_with_many_mistakes_is_not_read_again_for_each_of_them(monkeypatch, text):
    found = []
    check_text = checker.check_text

    def seen(source, *rest):
        checked = check_text(source, *rest)
        found.append(len(checked.problems))
        return checked

    monkeypatch.setattr(api, "check_text", seen)
    assert len(attioql.check(text, COMPANIES)) >= 60
    assert sum(found) <= LIMITS.text_fix_characters // LIMITS.text_fix_mistake + 3 * 60
