"""The values that rules are shown: those of parameters are found at the parameter, and never mended in the filter."""

from datetime import datetime, timezone

import pytest

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
    given = {
        "x": "50cf242c-7fa3-4cad-87d0-75b1af71c57b",
        "y": "50cf242c-7fa3-4cad-87d0-75b1af71c57b",
        "z": "2024",
        "n": 3,
    }
    params = {name: value for name, value in given.items() if f":{name}" in text}
    assert (
        attioql.lint(text, PEOPLE, params=params, now=NOW, select=["padded-string", "exact-instant", "lost-day"]) == ()
    )
