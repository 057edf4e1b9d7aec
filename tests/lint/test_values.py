"""The values that rules are shown, and rewrite: each where it stands, whatever is in it, and nothing around it."""

import json
from datetime import datetime, timezone

import hypothesis.strategies as st
import pytest
from hypothesis import given

import attioql
from attioql.diagnostics.model import Applicability
from attioql.linter.fixing import fix_text

NOW = datetime(2024, 5, 31, tzinfo=timezone.utc)
PEOPLE = attioql.Workspace.standard()["people"]


@pytest.mark.parametrize(
    ("text", "value", "culprit"),
    [
        ("primary_location.country_code = :x", "us", ":x"),
        ("primary_location.country_code in :x", ["US", "de"], ":x"),
        ('primary_location { country_code in ("US", :x) }', "de", ":x"),
        ('name = " Tom" and primary_location.country_code != :x', "us", ":x"),
    ],
)
def test_a_value_that_a_parameter_brings_in_has_no_fix(text, value, culprit):
    [found] = attioql.lint(text, PEOPLE, params={"x": value}, select=["country-code-case"])
    assert text[found.span.start : found.span.end] == culprit
    assert not found.fixes


def test_a_value_in_json_that_came_parsed_is_found_by_its_pointer():
    [found] = attioql.lint({"$and": [{"email_addresses": {"email_domain": "ACME.com"}}]}, PEOPLE)
    assert found.pointer == "/$and/0/email_addresses/email_domain"
    assert found.span is None


def test_texts_keep_their_quotes_and_escapes_when_they_are_rewritten():
    def lint(text):
        return attioql.lint(text, PEOPLE, select=["padded-string"])

    assert fix_text("""job_title = ' "Boss"\\n'""", lint, Applicability.UNSAFE).text == """job_title = '"Boss"'"""
    json = '{"job_title": " \\"Bo\\u00df\\"\\n"}'
    assert fix_text(json, lint, Applicability.UNSAFE).text == '{"job_title": "\\"Boß\\""}'


@pytest.mark.parametrize(
    "text",
    [
        "company = :x and created_by = :y and name.first_name is not empty",
        "created_at during :z and created_at >= now - 2d and twitter_follower_count > :n",
    ],
)
def test_what_is_no_text_is_not_shown(text):
    given: dict[str, attioql.ParameterValue] = {
        "x": "50cf242c-7fa3-4cad-87d0-75b1af71c57b",
        "y": "50cf242c-7fa3-4cad-87d0-75b1af71c57b",
        "z": "2024",
        "n": 3,
    }
    params = {name: value for name, value in given.items() if f":{name}" in text}
    assert (
        attioql.lint(text, PEOPLE, params=params, now=NOW, select=["padded-string", "exact-instant", "lost-day"]) == ()
    )


PIECES = [
    " ",
    "\u00a0",
    "\u200b",
    "\t",
    "a",
    "B",
    "ß",
    "7",
    "0",
    "+",
    "-",
    "(",
    ".",
    "@",
    "/",
    ":",
    "https://",
    "www.",
    '"',
    "\\",
    "'",
]
OPERATORS = ["=", "!=", "contains", "not contains", "starts with", "ends with"]
PATHS = ["email_addresses", "email_addresses.email_domain", "phone_numbers", "job_title", "company.domains"]
RULES = ["padded-string", "domain-spelling", "phone-without-prefix", "email-domain-contains"]
texts = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
conditions = st.tuples(st.sampled_from(PATHS), st.sampled_from(OPERATORS), texts)


@given(st.lists(conditions, min_size=1, max_size=3))
def test_whatever_a_text_holds_its_fix_is_a_filter_without_the_finding(written):
    text = " or ".join([f"{path} {operator} :x{index}" for index, (path, operator, _) in enumerate(written)])
    query = attioql.compile(text, PEOPLE, params={f"x{index}": value for index, (_, _, value) in enumerate(written)})
    for source, read in ((query.text(), attioql.compile), (query.dumps(), attioql.load)):
        fixed = fix_text(source, lambda text: attioql.lint(text, PEOPLE, select=RULES), Applicability.UNSAFE)
        assert not [each for each in fixed.left if any(fix.edits for fix in each.fixes)]
        assert (read(fixed.text, PEOPLE) == query) is (not fixed.applied)


def test_an_old_attribute_gives_way_to_a_new_one_of_its_type():
    number = {"title": "Number", "type": "number"}
    old = {**number, "deprecated": True, "replaced_by": "score"}
    kind = {"singular": "Thing", "plural": "Things", "attributes": {"score": number, "old_score": old}}
    things = attioql.Workspace({"objects": {"things": kind}})["things"]

    def lint(text):
        return attioql.lint(text, things, select=["deprecated-attribute"])

    assert fix_text("old_score > 3 or score = 1", lint, Applicability.UNSAFE).text == "score > 3 or score = 1"
    assert fix_text('{"old_score": {"$gt": 3}}', lint, Applicability.UNSAFE).text == '{"score": {"$gt": 3}}'


@pytest.mark.parametrize(
    "text",
    [
        '{"description": {"value": {"$in": ["", "", "a"], "$eq": ""}}}',
        '{"$and": [{"description": {"value": {"$in": [""], "$contains": "b"}}}, {"description": {"value": {"$in": ["", "", "a"], "$eq": ""}}}]}',
    ],
)
def test_findings_in_a_parsed_value_have_the_order_of_its_text_and_lead_to_the_same_fixes(text):
    found, of_text = attioql.lint(json.loads(text), PEOPLE), attioql.lint(text, PEOPLE)
    assert len(found) > 1
    assert [(each.name, each.pointer) for each in found] == [(each.name, each.pointer) for each in of_text]
    fixed = attioql.fix(json.loads(text), PEOPLE, lint=True)
    assert fixed.value == json.loads(attioql.fix(text, PEOPLE, lint=True).text)
