"""`attioql.apply_fixes`, `attioql.fix` and edits of parsed values: what they take, and what they refuse in words."""

import copy
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

import attioql
from attioql.json_text.patching import MisplacedEditError, is_same, patched
from attioql.limits import LIMITS
from attioql.linter.fixable import TEXT, VALUE
from attioql.linter.fixing import fix_document
from attioql.resources import read_resource

PEOPLE = attioql.Workspace.standard()["people"]
UNSAFE = attioql.Applicability.UNSAFE
WRONG = 'nam = "x" and job_titel = "y"  # all of it\n'


def edit(op, pointer, value=None):
    return attioql.JsonEdit(op, pointer, "" if op == "remove" else json.dumps(value))


def finding(*json_edits, name="double-negation"):
    return attioql.Diagnostic(
        name, "say it otherwise", fixes=(attioql.Fix("otherwise", attioql.Applicability.SAFE, (), json_edits),)
    )


def in_text(start, end, replacement, source=None):
    edits = (attioql.Edit(attioql.Span(start, end), replacement),)
    fix = attioql.Fix("otherwise", attioql.Applicability.SAFE, edits)
    return attioql.Diagnostic(
        "double-negation", "say it otherwise", attioql.Span(start, end), fixes=(fix,), source=source
    )


def test_fixes_are_applied_that_are_trusted_so_far():
    found = attioql.check(WRONG, PEOPLE)
    assert attioql.apply_fixes(WRONG, found) == WRONG
    fixed = 'name = "x" and job_title = "y"  # all of it\n'
    assert attioql.apply_fixes(WRONG, found, applicability=UNSAFE) == fixed
    assert attioql.apply_fixes(WRONG.encode(), found, applicability=UNSAFE) == fixed
    result = attioql.fix(WRONG, PEOPLE, applicability=UNSAFE)
    assert (result.text, [each.message for each in result.applied]) == (fixed, ["write `name`", "write `job_title`"])
    assert result.remaining == ()


def test_one_fix_doubles_all_wrong_backslashes_of_a_string():
    text = r'name in ("C:\dir\week", "\d+")'
    assert [len(each.fixes) for each in attioql.check(text, PEOPLE)] == [1, 0, 1]
    fixed = attioql.fix(text, PEOPLE, applicability=UNSAFE)
    assert (fixed.text, len(fixed.applied), fixed.remaining) == (r'name in ("C:\\dir\\week", "\\d+")', 2, ())
    many = attioql.fix('name = "' + r"\q" * 1900 + '"', PEOPLE, applicability=UNSAFE)
    assert (many.text, len(many.applied), many.remaining) == ('name = "' + r"\\q" * 1900 + '"', 1, ())


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ('name = "' + r"\q" * 1900 + '"', attioql.Limits.untrusted()),
        (r'name = "\q" and nam = "\q"', attioql.Limits(characters=29)),
        ('name contains ("a", "b")', attioql.Limits(conditions=1)),
        ("naem = 1 and nmae = 1 and naame = 1", attioql.Limits(characters=35)),
    ],
)
def test_no_fix_leads_beyond_a_limit(text, limits):
    before = attioql.check(text, PEOPLE, limits=limits)
    assert before
    fixed = attioql.fix(text, PEOPLE, applicability=UNSAFE, limits=limits)
    beyond = {"text-too-long", "filter-too-large"}
    assert beyond.isdisjoint(each.name for each in (*before, *fixed.remaining))
    assert fixed.remaining == attioql.check(fixed.text, PEOPLE, limits=limits)


def test_a_fix_that_is_shown_alone_is_applied_by_choice():
    text = "name = Ltd or job_title = a"
    [problem, *_] = [each for each in attioql.check(text, PEOPLE) if each.fixes]
    chosen = replace(problem, fixes=problem.fixes[:1])
    shown = attioql.apply_fixes(text, [chosen], applicability=attioql.Applicability.DISPLAY)
    assert shown == 'name = "Ltd" or job_title = a'
    with pytest.raises(ValueError, match="DISPLAY is one of several readings"):
        attioql.fix(text, PEOPLE, applicability=attioql.Applicability.DISPLAY)


def test_the_name_of_a_source_is_that_of_what_remains():
    result = attioql.fix(attioql.Source("name = = 'x' and nonsense = 1", "a.attioql"), PEOPLE)
    assert {each.source.name for each in result.remaining if each.source} == {"a.attioql"}


def test_rules_are_run_where_they_are_asked_for():
    text = 'not not name = "x"'
    assert attioql.fix(text, PEOPLE).applied == ()
    assert attioql.fix(text, PEOPLE, lint=True).text == 'name = "x"'
    assert attioql.fix(text, PEOPLE, select=iter(["double-negation"])).text == 'name = "x"'
    assert attioql.fix(text, PEOPLE, ignore=["double-negation"]).text == text
    with pytest.raises(ValueError, match="no rule"):
        attioql.fix(text, PEOPLE, select=["no-such-rule"])


def test_parameters_and_the_time_are_those_of_check():
    now = attioql.Diagnostic  # a class is no datetime
    with pytest.raises(TypeError, match="now must be"):
        attioql.fix("created_at > now", PEOPLE, now=now)  # type: ignore[call-overload]
    assert attioql.fix("nam = :p", PEOPLE, params={"p": "x"}, applicability=UNSAFE).remaining == ()


def test_a_parsed_value_stays_and_the_result_shares_nothing_with_it():
    inner = {"$eq": "x"}
    value = {"nam": inner, "$or": [{"job_title": inner}, {"job_title": "y"}]}
    before = copy.deepcopy(value)
    fixed = attioql.fix(value, PEOPLE, applicability=UNSAFE)
    assert fixed.value == {"name": inner, "$or": [{"job_title": inner}, {"job_title": "y"}]}
    applied = attioql.apply_fixes(value, attioql.check(value, PEOPLE), applicability=UNSAFE)
    results: list[Any] = [fixed.value, applied]
    for result in results:
        result["name"]["$eq"] = result["$or"][1]["job_title"] = "another"
    assert value == before


def test_a_request_body_is_fixed_around_its_filter_too():
    body = {"filter": {"job_title": "x"}, "offset": 5}
    fixed = attioql.fix(body, PEOPLE, applicability=UNSAFE, lint=True)
    assert fixed.value == {**body, "sorts": [{"attribute": "created_at", "direction": "asc"}]}
    assert [each.name for each in fixed.remaining] == []


def test_exact_numbers_stay_exact():
    deals = attioql.Workspace.standard()["deals"]
    value = {"valu": {"$gt": Decimal("12345678901234567.25")}}
    fixed: object = attioql.fix(value, deals, applicability=UNSAFE).value
    assert fixed == {"value": {"$gt": Decimal("12345678901234567.25")}}


@pytest.mark.parametrize(
    ("source", "diagnostics", "words"),
    [
        (WRONG.upper(), attioql.check(WRONG, PEOPLE), "reported of another text"),
        (WRONG, [in_text(0, 10**6, "x")], "outside the text"),
        (WRONG, [in_text(-1, 2, "x")], "outside the text"),
        (WRONG, [in_text(3, 2, "x")], "outside the text"),
        (WRONG, [in_text(0, 3, "x", attioql.Source("another"))], "reported of another text"),
        (WRONG, attioql.check({"nam": "x"}, PEOPLE), "edits of a parsed value"),
        ({"nam": "x"}, attioql.check('{"nam": "x"}', PEOPLE), "edits of a text"),
        (
            {"name": "x"},
            attioql.check({"nam": "x"}, PEOPLE),
            "not the diagnostics of this value: the edit at /nam leads",
        ),
        ({"nam": "x", "name": "y"}, attioql.check({"nam": "x"}, PEOPLE), "'name', which is there already"),
        ([1], [finding(edit("set", "/1", 2))], "the edit at /1 leads nowhere"),
        ([1], [finding(edit("set", "/00", 2))], "leads nowhere"),
        ([1], [finding(edit("set", "/x/y", 2))], "leads nowhere"),
        ({"a": "x"}, [finding(edit("set", "/a/b", 2))], "leads nowhere"),
        ({}, [finding(edit("remove", ""))], "the edit at the top level leads nowhere"),
        ({}, [finding(edit("rename", "", "x"))], "leads nowhere"),
        ([1], [finding(edit("rename", "/0", "x"))], "leads nowhere"),
        ({"a": 1}, [finding(edit("set", "a", 2))], "'a' is not a JSON Pointer"),
        (b"\xff", [], "UTF-8"),
    ],
)
def test_diagnostics_of_another_filter_are_refused(source, diagnostics, words):
    with pytest.raises(ValueError, match=words):
        attioql.apply_fixes(source, diagnostics, applicability=UNSAFE)


def test_edits_of_one_fix_that_overlap_are_refused():
    edits = tuple(attioql.Edit(attioql.Span(*span), "x") for span in [(2, 4), (0, 3)])
    wrong = replace(in_text(0, 1, ""), fixes=(attioql.Fix("otherwise", attioql.Applicability.SAFE, edits),))
    with pytest.raises(ValueError, match="overlap"):
        attioql.apply_fixes(WRONG, [wrong])


@pytest.mark.parametrize(
    ("value", "edits", "expected"),
    [
        ({"a": 1, "b": 2}, [edit("set", "/a", 3)], {"a": 3, "b": 2}),
        ({"a": 1}, [edit("set", "", [1.5])], [1.5]),
        ({"a": 1, "b": 2}, [edit("rename", "/a", "c")], {"c": 1, "b": 2}),
        ({"a": {"b": 1}}, [edit("rename", "/a", "c"), edit("set", "/a/b", 2)], {"c": {"b": 2}}),
        ({"a": 1}, [edit("rename", "/a", "c"), edit("set", "/a", 2)], {"c": 2}),
        ({"a": 1}, [edit("set", "/b", None)], {"a": 1, "b": None}),
        ([1, 2, 3, 4], [edit("remove", "/0"), edit("remove", "/2"), edit("set", "/3", 5)], [2, 5]),
        ([[1, 2], 3], [edit("remove", "/1"), edit("remove", "/0/0")], [[2]]),
        ({"a/b": {"~": (1, 2)}}, [edit("set", "/a~1b/~0/1", 3)], {"a/b": {"~": [1, 3]}}),
    ],
)
def test_json_edits_lead_into_the_value_before_all_of_them(
    value: object, edits: list[attioql.JsonEdit], expected: Any
) -> None:
    before = copy.deepcopy(value)
    for order in (edits, edits[::-1]):
        changed: Any = patched(value, order)
        assert changed == expected
        assert [*changed] == [*expected]
    assert value == before


def test_what_is_shared_changes_where_the_edit_leads_alone():
    shared = {"b": 1}
    assert patched({"a": shared, "c": shared}, [edit("set", "/a/b", 2)]) == {"a": {"b": 2}, "c": {"b": 1}}
    with pytest.raises(MisplacedEditError):
        patched({"a": shared}, [edit("remove", "/a/c")])


@pytest.mark.parametrize(
    ("first", "second", "are_both_applied"),
    [
        (edit("set", "/a", 1), edit("set", "/a", 2), False),
        (edit("set", "/a", 1), edit("set", "/a/b", 2), False),
        (edit("remove", "/a/b"), edit("set", "/a", 2), False),
        (edit("rename", "/a", "x"), edit("set", "/a/b", 2), True),
        (edit("set", "/a/b", 2), edit("rename", "/a", "x"), True),
        (edit("rename", "/a", "x"), edit("rename", "/c", "x"), False),
        (edit("rename", "/a", "x"), edit("set", "/x", 1), False),
        (edit("set", "/a", 1), edit("set", "/c", 1), True),
        (edit("remove", "/l/0"), edit("remove", "/l/1"), False),
        (edit("remove", "/l/0"), edit("remove", "/l/2"), True),
        (edit("remove", "/l/1"), edit("set", "/l/2", 1), True),
        (edit("remove", "/a"), edit("remove", "/c"), False),
        (edit("set", "", {}), edit("set", "/a", 1), False),
    ],
)
def test_of_json_edits_that_touch_the_first_is_applied_alone(first, second, are_both_applied):
    taken = VALUE.nothing_taken()
    assert taken.takes(finding(first).fixes[0])
    assert taken.takes(finding(second).fixes[0]) is are_both_applied


def test_fixes_that_undo_each_other_end():
    def to_and_fro(text):
        return [in_text(0, 1, "b" if text == "a" else "a")]

    fixed = fix_document("a", TEXT, to_and_fro, attioql.Applicability.SAFE)
    assert (fixed.document, len(fixed.applied), fixed.circular) == ("b", 1, ("double-negation",))

    def in_value(value):
        return [finding(edit("set", "/x", not value["x"]))]

    of_value = fix_document({"x": False}, VALUE, in_value, attioql.Applicability.SAFE)
    assert (of_value.document, len(of_value.applied), of_value.circular) == ({"x": True}, 1, ("double-negation",))


def test_values_are_compared_by_type_too():
    assert is_same({"a": [1, {"b": ()}]}, {"a": [1, {"b": []}]})
    others: list[object] = [{"a": [True]}, {"a": [1.0]}, {"b": [1]}, {"a": 1}, {"a": [1, 1]}, {}, None]
    assert not any(is_same({"a": [1]}, other) for other in others)


def test_a_value_that_is_no_json_or_nested_deeply_has_a_fix_without_edits():
    deep: object = "x"
    for _ in range(LIMITS.json_edit_levels + 2):
        deep = [deep]
    for odd in (object(), deep, float("nan"), 10**400):
        for problem in attioql.check({"nam": {"$eqs": odd}, "name": {"$eqs": odd}}, PEOPLE):
            json.dumps(problem.to_dict())
            hash(problem)


def test_json_edits_in_a_report_are_what_the_schema_says():
    schema = json.loads(read_resource("schemas", "diagnostics.schema.json"))
    values = [
        {"nam": {"$eqs": "x"}, "job_title": {"$like": "a"}},
        {"$or": [{"job_title": "x"}, {"job_title": "x"}]},
        {"filter": {"job_title": " x"}, "offset": 5},
    ]
    ops = set()
    for value in values:
        report = json.loads(attioql.render(attioql.lint(value, PEOPLE), format="json"))
        jsonschema.validate(report, schema)
        edits = [each for problem in report["diagnostics"] for fix in problem["fixes"] for each in fix["json_edits"]]
        ops |= {each["op"] for each in edits}
        assert all(("value" in each) is (each["op"] != "remove") for each in edits)
    assert ops == {"set", "rename", "remove"}


MISTAKEN = (
    "job_title = \u201cx\u201d",
    "job_title like 'x'",
    "job_titel = 'x'",
    "nothing_like_it = 'x'",
    "job_title => 'x'",
    "job_title in ('x' 'y')",
    "(job_title = 'x'))",
    "job_title = 'x'",
)


@pytest.mark.parametrize("level", [attioql.Applicability.SAFE, attioql.Applicability.UNSAFE])
@pytest.mark.parametrize("times", [1, 4, 40])
def test_many_mistakes_are_fixed_as_each_is_by_itself(times, level):
    each = [attioql.fix(text, PEOPLE, applicability=level).text for text in MISTAKEN]
    fixed = attioql.fix(" and ".join(MISTAKEN * times), PEOPLE, applicability=level)
    assert fixed.text == " and ".join(each * times)
    assert len(fixed.remaining) <= 101
    assert fixed.remaining == attioql.check(fixed.text, PEOPLE)
