"""An operator that Attio does not have, `echoes`, goes through every room: by a line of grammar, a row and a function."""

import json
import operator
from itertools import combinations, product
from typing import Any

import jsonschema
import pytest
from grammar_targets import NOW
from grammar_walks import allows, chance_of, matcher_of, walk
from hypothesis import given, settings

import attioql
from attioql.catalog.types import load_types
from attioql.operators import TESTS, load_operators
from attioql.resources import read_resource, replaced
from attioql.testing import cases

ROW = {
    "role": "equal",
    "ignores_case": True,
    "spellings": {"echoes": {}, "not echoes": {"negates": "echoes"}},
    "verb": "equals, whatever the case",
    "says": "is, whatever the case,",
    "denies": "is not, whatever the case,",
}
OPERANDS = ("", "a", "A", "ab", "Ba")
# What each condition says of a text, written without the library.
MEANINGS = {
    "echoes": lambda held, operand: held.casefold() == operand.casefold(),
    "=": lambda held, operand: held == operand,
    "contains": lambda held, operand: operand.casefold() in held.casefold(),
    "starts with": lambda held, operand: held.casefold().startswith(operand.casefold()),
    "ends with": lambda held, operand: held.casefold().endswith(operand.casefold()),
}
TEXTS = ["".join(letters) for size in range(5) for letters in product("aAbB-", repeat=size)]


def _types():
    data = json.loads(read_resource("schemas", "attribute-types.json"))
    rows = list(data["operators"].items())
    rows.insert(5, ("$echoes", ROW))
    data["operators"] = dict(rows)
    data["types"]["text"]["properties"]["value"]["operators"].append("$echoes")
    return {("schemas", "attribute-types.json"): json.dumps(data)}


def _grammar():
    text = read_resource("grammar", "attioql.lark")
    line = "         | path IN items -> comparison\n"
    terminal = 'CONTAINS: "contains"i\n'
    assert line in text
    assert terminal in text
    own = "         | path ECHOES value -> comparison\n         | path NOT ECHOES value -> worded_comparison\n"
    added = text.replace(line, own + line)
    return {("grammar", "attioql.lark"): added.replace(terminal, f'{terminal}ECHOES: "echoes"i\n')}


@pytest.fixture(scope="module")
def companies():
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TESTS, "$echoes", operator.eq)
        with replaced({**_types(), **_grammar()}):
            yield attioql.Workspace.standard()["companies"]


def _record(text):
    return {"values": {"name": [{"value": text}]}}


def test_its_types_are_generated(companies):
    python = attioql.generate_types(companies.workspace, "python")
    assert "def not_echoes(self, value: str) -> FilterExpression: ..." in python
    assert "$echoes?: string;" in attioql.generate_types(companies.workspace, "typescript")


def test_it_is_spelled_and_laid_out(companies):
    assert attioql.format('name  ECHOES "x" and name not   echoes "y"') == ('name echoes "x" and name not echoes "y"\n')
    assert "echoes" in companies.attributes["name"].type.properties["value"].spellings


@pytest.mark.parametrize("text", ['name echoes "Acme"', 'name not echoes "Acme"', 'not name echoes "a"'])
def test_it_goes_to_json_and_back(companies, text):
    made = attioql.compile(text, companies)
    assert "$echoes" in made.dumps()
    assert attioql.compile(made.text(), companies) == attioql.load(made.json(), companies) == made
    assert attioql.load(made.json("shorthand"), companies) == made
    assert not text.startswith("name not") or "not echoes" in made.text()
    jsonschema.validate(made.json(), attioql.json_schema(companies))


def test_a_grammar_allows_it_where_a_property_has_it(companies):
    matcher, chance = matcher_of(attioql.grammar(companies, depth=0)), chance_of(1)
    for text in ('name echoes "a"', 'name not echoes "a"', 'not description echoes "a" or name = "b"'):
        assert allows(matcher, text)
    for text in ('domains echoes "a"', "name echoes 5", 'name echoes in ("a")'):
        assert not allows(matcher, text)
    texts = [walk(matcher, chance) for _ in range(60)]
    for text in texts:
        assert attioql.compile(text, companies, now=NOW) is not None
    assert any(" echoes " in text for text in texts)


def test_it_is_written_beside_other_tests(companies):
    made = attioql.compile('name echoes "ab" and name contains "a"', companies)
    assert made.json() == {"name": {"$contains": "a", "$echoes": "ab"}}
    assert attioql.compile(made.text(), companies) == made


@pytest.mark.parametrize("operand", OPERANDS)
def test_it_tests_what_a_record_holds(companies, operand):
    made = attioql.compile(f'name echoes "{operand}"', companies)
    negated = attioql.compile(f'name not echoes "{operand}"', companies)
    for text in TEXTS:
        assert made.matches(_record(text)) is MEANINGS["echoes"](text, operand)
        assert made.matches(_record(text)) is not negated.matches(_record(text))
        assert made.explain(_record(text)).matches is made.matches(_record(text))


def test_what_it_cannot_take_is_reported(companies):
    assert [each.name for each in attioql.check("name echoes 5", companies)] == ["wrong-value-type"]
    assert [each.name for each in attioql.check({"name": {"$echoes": 5}}, companies)] == ["wrong-value-type"]


def test_a_property_without_it_says_so(companies):
    [refused] = attioql.check('domains echoes "a"', companies)
    assert refused.name == "operator-not-supported"
    assert "equals, whatever the case" in attioql.render([refused])
    assert [fix.message for fix in refused.fixes] == ["compare with `=`, which takes the whole value"]
    [refused] = attioql.check({"domains": {"domain": {"$echoes": "a"}}}, companies)
    assert refused.name == "operator-not-supported"


def test_a_misspelling_of_it_leads_to_it(companies):
    [unknown] = attioql.check({"name": {"$echoe": "a"}}, companies)
    assert "`$echoes`" in attioql.render([unknown])


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('name echoes "a" and name echoes "b"', "contradiction"),
        ('name echoes "ab" and not name contains "B"', "contradiction"),
        ('name = "a" and name echoes "A"', "redundant-condition"),
        ('name echoes "ab" or name starts with "A"', "subsumed-branch"),
        ('name echoes "a" or not name echoes "a"', "always-true"),
        ('name echoes "a" and name echoes "a"', "duplicate-condition"),
    ],
)
def test_the_linter_reasons_with_it(companies, text, finding):
    assert finding in {each.name for each in attioql.lint(text, companies)}


def _conditions():
    for words, operand in product(MEANINGS, OPERANDS):
        passing = frozenset(text for text in TEXTS if MEANINGS[words](text, operand))
        yield f'name {words} "{operand}"', passing
        yield f'not name {words} "{operand}"', frozenset(TEXTS) - passing


@pytest.mark.parametrize("size", [2, 3])
def test_the_logic_never_errs_about_it(companies, size):
    """`None` is left for texts that differ in case alone, of which none is to be one of a few."""
    unknown = 0
    chosen = [list(_conditions())] if size == 2 else [list(_conditions())[start::7] for start in range(7)]
    for parts in (parts for some in chosen for parts in combinations(some, size)):
        if all(text.startswith("not ") for text, _ in parts):
            continue
        texts = frozenset.intersection(*[passing for _, passing in parts])
        answer = attioql.compile(" and ".join(text for text, _ in parts), companies).is_contradiction()
        assert answer in {None, not texts}, (parts, sorted(texts)[:3])
        if answer is None:
            unknown += 1
            assert sum("echoes" in text for text, _ in parts) >= 1
            assert any(text.startswith("not name =") for text, _ in parts)
    assert unknown <= 4


def test_it_implies_what_it_must(companies):
    alike = attioql.compile('name echoes "ab"', companies)
    for text, expected in {
        'name starts with "A"': True,
        'name contains "B"': True,
        'name echoes "AB"': True,
        'name = "ab"': False,
        'name echoes "b"': False,
        'not name = "b"': True,
    }.items():
        assert alike.implies(attioql.compile(text, companies)) is expected, text
    assert attioql.compile('name = "AB"', companies).implies(alike) is True
    assert alike.equivalent(attioql.compile('name echoes "Ab"', companies)) is True


def test_witnesses_show_it(companies):
    for (text, passing), (other, others) in product(_conditions(), repeat=2):
        made = attioql.compile(f"{text} and {other}", companies)
        for witness, wanted in ((made.example(), True), (made.counterexample(), False)):
            if witness is None:
                assert wanted
                assert not passing & others
                continue
            held = _names(witness)
            verdict = all(_judged(each, held) for each in (text, other))
            assert verdict is wanted


def _names(witness):
    values: Any = witness.record["values"]
    return [value["value"] for value in values["name"]]


def _judged(text, held):
    words, operand = text.removeprefix("not ").removeprefix("name ").removesuffix('"').split(' "')
    verdict = any(MEANINGS[words](each, operand) for each in held)
    return verdict is not text.startswith("not ")


def test_it_tells_filters_apart(companies):
    alike, same = (attioql.compile(f'name {words} "Ab"', companies) for words in ("echoes", "="))
    difference = same.difference(alike)
    assert difference.relation == "implies"
    assert _names(difference.only_second) == ["ab"]


def test_filters_and_records_are_generated_with_it(companies):
    seen = set()

    @settings(database=None)
    @given(cases(companies))
    def goes_through(case):
        assert attioql.compile(case.filter.text(), companies) == case.filter
        assert case.filter.matches(case.universe.record, related=case.universe.related) in {True, False}
        seen.add("$echoes" in case.filter.dumps())

    goes_through()
    assert seen == {True, False}


@pytest.mark.usefixtures("companies")
def test_one_replacement_may_stand_in_another():
    with replaced({}):
        assert "$echoes" in load_types().operators
    assert "$echoes" in load_operators().rows
