"""Grammars of query text: whatever one allows has no error, and what is spelled as the library spells it is allowed.

`ATTIOQL_WALKS=10000` walks so often through the grammar of each target.
"""

from __future__ import annotations

import json
import os
import re

import pytest
from conformance_workspaces import FOLDER, workspace_of
from gbnf import random_text, read_gbnf, repetitions
from grammar_targets import NOW, TITLES, grammar_targets
from grammar_walks import allows, chance_of, matcher_of, walk
from llguidance.gbnf_to_lark import gbnf_to_lark

import attioql
from attioql.limits import LIMITS, LibraryLimits

WALKS = int(os.environ.get("ATTIOQL_WALKS", "25"))
TEXTS_OF_A_MATCHER = 1_000
"""llguidance keeps what it makes of each text, and a matcher fails for good after some 6,000 long ones: "too many expressions constructed"."""

PEOPLE = attioql.Workspace.standard()["people"]
TARGETS = sorted(grammar_targets())
ODD = grammar_targets()["odd things"]


def errors_of(text, target):
    found = attioql.check(text, target, now=NOW)
    return [each for each in found if each.severity is attioql.Severity.ERROR]


@pytest.fixture(scope="module")
def matchers():
    kept = {}

    def get(target, depth=1):
        if (target.workspace, target.name, depth) not in kept:
            kept[target.workspace, target.name, depth] = matcher_of(attioql.grammar(target, depth=depth))
        return kept[target.workspace, target.name, depth]

    return get


@pytest.mark.parametrize("name", TARGETS)
def test_no_walk_through_the_mask_has_an_error(name, matchers):
    target, chance = grammar_targets()[name], chance_of(name)
    for _ in range(WALKS):
        text = walk(matchers(target), chance)
        assert errors_of(text, target) == [], text


@pytest.mark.parametrize("depth", [0, 2, LIMITS.grammar_references])
def test_no_walk_along_longer_paths_has_an_error(depth, matchers):
    target, chance = grammar_targets()["deals"], chance_of(depth)
    for _ in range(WALKS):
        text = walk(matchers(target, depth), chance)
        assert errors_of(text, target) == [], text


@pytest.mark.parametrize("name", TARGETS)
def test_no_text_of_the_gbnf_has_an_error_and_the_lark_dialect_allows_it(name, matchers):
    target, chance = grammar_targets()[name], chance_of(name)
    rules = read_gbnf(attioql.grammar(target, "gbnf"))
    for start in range(0, 3 * WALKS, TEXTS_OF_A_MATCHER):
        matcher = matcher_of(attioql.grammar(target)) if start else matchers(target)
        for _ in range(start, min(start + TEXTS_OF_A_MATCHER, 3 * WALKS)):
            text = random_text(rules, chance)
            assert errors_of(text, target) == [], text
            assert allows(matcher, text), text


@pytest.mark.parametrize("name", TARGETS)
def test_llguidance_converts_the_gbnf(name):
    target = grammar_targets()[name]
    converted = matcher_of(gbnf_to_lark(attioql.grammar(target, "gbnf", 0)))
    assert not converted.is_accepting()


def test_no_repetition_of_the_gbnf_is_beyond_what_llama_cpp_takes():
    """It takes less than 2,000 rules, and makes one or two of an item for each time."""
    for name in TARGETS:
        for each in repetitions(read_gbnf(attioql.grammar(grammar_targets()[name], "gbnf"))):
            assert each.most * 3 < 2_000


def _rows():
    """Yield the texts of the conformance tables with their targets: whether they are right, or what refuses them."""
    for file in ("language.json", "operators.json", "values.json", "documented.json"):
        for table in json.loads((FOLDER / file).read_text(encoding="utf-8"))["tables"]:
            for row in [row for part in ("rows", "examples", "same") for row in table.get(part, ())]:
                place = {"workspace": "workspace.json", **table, **row}
                for text in row["texts"] if "texts" in row else [row["text"]]:
                    yield text, workspace_of(place["workspace"])[place["target"]]


OMITTED = {
    "an empty text": r'""',
    "a text with control characters": r"[\x00-\x1f]",
    "long numbers, and those with an exponent": r"\d{16}|\d\.\d{7}|\de",
    "years before 1000 and after 2999": r"\b(0001|9999)-",
    "the object of a reference to one object, and its record alone": r"(?<!links)\.target_(object|record_id)",
    "what is in no known list of choices": r'"(fax|member|System|workflow)"',
    "two tests of a text in one block that are not a start and an end": r"\{ (\w+) (contains|in) .* and \1",
    "actors by their properties": r"actor \{",
    "more references than the depth": r"(next_thing\.){4}|company\.team\.name|links\[people\]\.company",
    "a reference to an object with an attribute `target_object`": r"company\.",
}
"""What the grammar leaves out of canonical spellings, as docs/language-models.md lists it."""


def test_what_is_spelled_canonically_is_allowed_but_for_what_is_left_out(matchers):
    used = set()
    allowed = 0
    for text, target in _rows():
        try:
            spelled = attioql.compile(text, target, now=NOW).text()
        except attioql.FilterError:
            continue
        if not spelled or allows(matchers(target, 2), spelled):
            allowed += 1
            continue
        reasons = {reason for reason, pattern in OMITTED.items() if re.search(pattern, spelled)}
        assert reasons, spelled
        used |= reasons
    assert used == OMITTED.keys()
    assert allowed > 1_500


def test_what_the_conformance_tables_refuse_is_not_allowed(matchers):
    refused = 0
    for text, target in _rows():
        if errors_of(text, target):
            assert not allows(matchers(target, 2), text), text
            refused += 1
    assert refused > 900


ALLOWED = [
    'primary_location { country_code = "DE" and locality = "Berlin" }',
    'primary_location { line_1 starts with "a" and line_1 ends with "b" and region = "c" and country_code = "DE" }',
    'email_addresses { email_local_specifier = "j" and email_domain in ("a", "b") and email_address ends with "c" }',
    'name contains "Ltd" and not company.domains.root_domain = "apple.com"',
    'company.name starts with "Acme" or (job_title in ("CEO", "CTO") and created_at during last 30d)',
    'email_addresses { email_domain = "apple.com" and email_local_specifier starts with "j" }',
    "created_at between 2024-01-01 and today - 2w",
    'strongest_connection_user = member("50cf242c-7fa3-4cad-87d0-75b1af71c57b")',
    'last_interaction { interaction_type in ("email", "call") and interacted_at >= now - 3h and interacted_at < today }',
    "not (twitter_follower_count > 5 and not (twitter_follower_count < 10.5 or created_at during this quarter))",
    "created_at >= 2024-02-29T09:30:00.123Z",
    'phone_numbers.country_code is empty and name.first_name != "O\'Neil"',
    "name = 'say \"hi\"'",
    'name = "back\\\\slash \\"quoted\\" \\n"',
]
REFUSED = [
    "",
    " ",
    'name = "a" ',
    'name  = "a"',
    'name = "a" and',
    'nme = "a"',
    'name > "a"',
    "name = 5",
    "name = a",
    'name = ""',
    'name = "a\nb"',
    'name = "\\x"',
    "name in ()",
    "created_at = 2024-01-01",
    "created_at > 2023-02-29",
    "created_at > 2100-02-29",
    "created_at > 2024-13-01",
    "created_at > 2024-01-01T25:00Z",
    "created_at > 0999-01-01",
    "created_at = today",
    "created_at during last 10000d",
    "twitter_follower_count = 1.",
    "twitter_follower_count = 01",
    "twitter_follower_count is empty",
    'phone_numbers.country_code = "XX"',
    'last_interaction.interaction_type = "fax"',
    'company = "Acme"',
    'company.company = "x"',
    'company.associated_deals.name = "x"',
    "email_addresses { not email_domain = 'a' }",
    'email_addresses { email_domain = "a" or email_domain = "b" }',
    'email_addresses { email_domain = "a" and }',
    'email_addresses { email_domain = "a" and email_domain = "b" }',
    "((((((name = 'a'))))))",
]


@pytest.mark.parametrize("text", ALLOWED)
def test_it_allows(text, matchers):
    assert errors_of(text, PEOPLE) == []
    assert allows(matchers(PEOPLE), text)


@pytest.mark.parametrize("text", REFUSED)
def test_it_does_not_allow(text, matchers):
    assert not allows(matchers(PEOPLE), text)


def test_every_option_is_allowed_and_nothing_else(matchers):
    for title in TITLES:
        assert allows(matchers(ODD), attioql.build(attioql.fields(ODD).stage == title).text())
    for text in ('stage = "gone"', 'stage = "Lead 3"', 'stage = "lead"', 'none = "x"', 'all-gone = "x"', 'old = "x"'):
        assert not allows(matchers(ODD), text)
    assert allows(matchers(ODD), 'unknown = "anything"')


@pytest.mark.parametrize(
    ("text", "is_allowed"),
    [
        ('owner = member("tom@acme.com")', True),
        ('owner = member("50cf242c-7fa3-4cad-87d0-75b1af71c57d")', True),
        ('owner = member("both@acme.com")', False),
        ('owner = member("50cf242c-7fa3-4cad-87d0-75b1af71c57f")', False),
        ('owner in (system(), app("50cf242c-7fa3-4cad-87d0-75b1af71c57b"))', True),
        ('last.owner_member_id != "50cf242c-7fa3-4cad-87d0-75b1af71c57b"', True),
        ('last.owner_member_id = member("tom@acme.com")', True),
        ('two = record("odd things", "50cf242c-7fa3-4cad-87d0-75b1af71c57b")', True),
        ('two = record("now", "50cf242c-7fa3-4cad-87d0-75b1af71c57b")', True),
        ('two = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"', False),
        ('two[now].name = "x"', True),
        ('two[`odd things`].`a.b` = "x"', True),
        ('two.name = "x"', False),
        ('self.`not` = "x"', True),
        ("score = 5 and score > 0", True),
        ("score = 6", False),
        ("score = 1.5", False),
        ("cost <= -12.3456", True),
        ("cost <= -12.34567", False),
        ("constraints or not flags", True),
        ('`with blank` = "x" and limit = "x" and now = "x" and true = "x" and order = "x"', True),
        ("born { value >= 2024-01-01 and value < 2024-02-01 }", True),
        ('place.country_code starts with "D"', True),
    ],
)
def test_names_and_values_of_the_workspace(text, is_allowed, matchers):
    assert allows(matchers(ODD), text) is is_allowed
    assert not is_allowed or errors_of(text, ODD) == []


def test_the_text_is_the_same_for_the_same_target():
    for dialect in ("lark", "gbnf"):
        assert attioql.grammar(PEOPLE, dialect) == attioql.grammar(attioql.Workspace.standard()["people"], dialect, 1)
    assert attioql.grammar(PEOPLE) == attioql.grammar(PEOPLE, "lark", 1)


def test_a_longer_path_adds_rules_in_proportion():
    sizes = [len(attioql.grammar(PEOPLE, depth=depth)) for depth in range(LIMITS.grammar_references + 1)]
    assert sizes == sorted(sizes)
    assert sizes[-1] < 20 * sizes[0]


def test_what_is_too_large_is_an_error(monkeypatch):
    monkeypatch.setattr(LibraryLimits, "grammar_alternatives", 200)
    with pytest.raises(
        ValueError, match="the grammar of 'people' at depth 1 has more than 200 alternatives; pass a smaller"
    ):
        attioql.grammar(PEOPLE)
    with pytest.raises(ValueError, match="pass a workspace with fewer attributes or options"):
        attioql.grammar(PEOPLE, depth=0)


def test_a_target_without_attributes_to_test_is_an_error():
    empty = attioql.Workspace.from_dict({"objects": {"empty": {"attributes": {"a": {"type": "hologram"}}}}})["empty"]
    for dialect in ("lark", "gbnf"):
        with pytest.raises(ValueError, match="'empty' has no attribute that a filter can test"):
            attioql.grammar(empty, dialect)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"dialect": "ebnf"}, ValueError, "no dialect 'ebnf'; there are lark, gbnf"),
        ({"dialect": ["lark"]}, TypeError, r"dialect must be the name of one \(str\), not list"),
        ({"depth": 9}, ValueError, "depth must not be negative or above 8, not 9"),
        ({"depth": -1}, ValueError, "depth must not be negative or above 8, not -1"),
        ({"depth": True}, TypeError, "depth must be an int, not bool"),
        ({"depth": "1"}, TypeError, "depth must be an int, not str"),
    ],
)
def test_other_arguments_are_refused(arguments, error, message):
    with pytest.raises(error, match=message):
        attioql.grammar(PEOPLE, **arguments)
    with pytest.raises(TypeError, match="target must be an object"):
        attioql.grammar("people")  # type: ignore[arg-type]  # a target is an object
