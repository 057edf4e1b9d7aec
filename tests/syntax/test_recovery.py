"""Recovery rules: operator aliases mean an operator of the language, and every sentence is one that a text brings about.

`mistakes.json` has texts with the code, place and fixes of each error; what the errors say is in `tests/golden`. With
`ATTIOQL_GOLDEN=write` in the environment the file is written afresh from what the library does; read the difference.
"""

import json
import os
from pathlib import Path

import pytest
from golden_files import FOLDER, read_cases

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.codes import row_of
from attioql.resources import read_resource
from attioql.syntax.parser import parse
from attioql.syntax.query_parts import parse_query
from attioql.syntax.recovery import ending_rules, sentences, state
from attioql.text.source import Source

ALIASES = json.loads(read_resource("schemas", "aliases.json"))["operators"]
OPERANDS = {
    "in": '("a", "b")',
    "not in": '("a", "b")',
    "is empty": "",
    "is not empty": "",
    "between": "1 and 2",
    "during": "2024",
    "during last": "30d",
    "during next": "2w",
    "during this": "month",
}
EACH = 'n not contains "a"', 'n not contains "b"'


PATH = Path("tests/syntax/mistakes.json")
MISTAKES = json.loads(PATH.read_text("utf-8"))


def as_row(problem, text):
    """Return the name, start and end of an error, and how far to trust each fix and what it makes of the text."""
    fixes = [[fix.applicability.name.lower(), apply_edits(text, fix.edits)] for fix in problem.fixes]
    return [problem.name, *problem.span, *fixes]


def test_mistakes_are_recognised():
    found = {text: [as_row(problem, text) for problem in parse(Source(text)).problems] for text in MISTAKES}
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        rows = [f"  {json.dumps(text)}: {json.dumps(rows)}" for text, rows in sorted(found.items())]
        PATH.write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")
    wrong = {text: rows for text, rows in found.items() if rows != MISTAKES[text]}
    assert wrong == {}


@pytest.mark.parametrize(
    "text",
    [
        "a = 1) and b = 2",
        "a = 1 and b = 2) and c = 3",
        "a = 1 or b = 2) and c = 3",
        "a = 1 or b = 2 and c = 3) and d = 4 or e = 5",
        "(a = 1 or b = 2) or c = 3) and d = 4",
    ],
)
def test_a_bracket_too_many_leaves_the_conditions_joined_as_without_it(text):
    before, _, after = text.rpartition(")")
    assert parse(Source(text)).root == parse(Source(f"{before} {after}")).root


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not", "a condition"),
        ("n.", "a name"),
        ("n not", "`in`, `contains`, `starts with`, `ends with` or `between`"),
        ("n starts", "`with`"),
        ("n is", "`empty`"),
        ("n =", "a value"),
        ("n = now +", "a duration, such as `30d`"),
        ("n in", 'a list, such as `("a", "b")`'),
        ("n between 1", "`and`"),
        ("n during", "a period: a date, a month, a year, `today`, `this week`, `last 30d`…"),
        ("n during this", "`day`, `week`, `month`, `quarter`, `year` or a duration such as `30d`"),
        ("n[", "a name"),
    ],
)
def test_a_text_that_ends_too_early_says_what_may_follow(text, expected):
    [problem] = parse(Source(text)).problems
    assert (problem.name, expected in problem.message) == ("unexpected-end", True)


def texts_of_golden_cases() -> set[str]:
    return {case.text for path in FOLDER.glob("*.md") for case in read_cases(path)}


@pytest.mark.parametrize("row", ALIASES, ids=lambda row: row["here"])
def test_an_alias_means_an_operator_of_the_language(row):
    operand = OPERANDS.get(row["here"], '"a"')
    assert not parse(Source(f"n {row['here']} {operand}")).problems


def test_no_alias_has_two_meanings():
    aliases = [alias for row in ALIASES for alias in row["aliases"]]
    assert len(aliases) == len(set(aliases))


@pytest.mark.parametrize(
    ("text", "here"),
    [
        ('n contains any of ("a", "b")', '(n contains "a" or n contains "b")'),
        ('n = 1 or n Contains  One Of ["a", b]', 'n = 1 or (n contains "a" or n contains "b")'),
        ('x = 1 and n includes all of ("a", "b")', 'x = 1 and (n contains "a" and n contains "b")'),
        ('x = 1 and n not contains any of ("a", "b")', f"x = 1 and ({' and '.join(EACH)})"),
        ('`n` contains none of ("a")', '`n` not contains "a"'),
        ('n starts with any of ("a", "b")', '(n starts with "a" or n starts with "b")'),
    ],
)
def test_an_operator_for_any_of_several_values_becomes_a_condition_for_each(text, here):
    [problem] = parse(Source(text)).problems
    [fix] = problem.fixes
    assert apply_edits(text, fix.edits) == here
    assert not parse(Source(here)).problems


@pytest.mark.parametrize("text", ["n contains any of", "n contains any of ()", 'n contains any of ("a" or "b")'])
def test_no_condition_is_repeated_without_values(text):
    problem, *_ = parse(Source(text)).problems
    assert (problem.name, problem.fixes) == ("unknown-operator", ())


def test_an_operator_that_excludes_several_values_excludes_each():
    [problem] = parse(Source('n not contains "a", "b"')).problems
    assert apply_edits('n not contains "a", "b"', problem.fixes[0].edits) == f"({' and '.join(EACH)})"


def test_a_text_of_the_tests_brings_about_every_sentence(monkeypatch):
    said = set()

    def say(name, source, span, /, **given):
        said.add(name)
        return sentences.say(name, source, span, **given)

    monkeypatch.setattr(state, "say", say)
    monkeypatch.setattr(ending_rules, "say", say)
    for text in {*texts_of_golden_cases(), *MISTAKES, f"order by {'a, ' * 100}a"}:
        parse(Source(text))
        parse_query(Source(text))
    assert said == {*sentences.load_templates()}


@pytest.mark.parametrize("template", sentences.load_templates().values(), ids=sentences.load_templates())
def test_a_sentence_has_a_code_of_the_table(template):
    assert row_of(template["code"]).severity == "error"


@pytest.mark.parametrize("text", [str({"name": "x"}), str([{"name": "x"}]), str({"a": {"$gt": 5}, "b": True})])
def test_a_dict_as_text_is_recognised_and_the_dict_is_asked_for(text):
    [problem] = parse(Source(text)).problems
    assert problem.name == "foreign-clause"
    assert problem.notes[0].startswith("a dict of Python is no JSON text: pass the dict itself to `load`")


@pytest.mark.parametrize("text", ['{"name": "x"}', "{name: 5}", '{$and: [{n: "x"}]}'])
def test_other_json_in_place_of_query_text_is_sent_to_the_readers_of_json(text):
    [problem] = parse(Source(text)).problems
    assert problem.notes == ("`load` and `check` read filter JSON, and `decompile` writes it as query text",)
