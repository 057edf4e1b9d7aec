"""An invented kind of value, a time of day, is one record, and goes through every room with no other change to the code.

The logic is compared with brute force over all times of a short shift, by an oracle that reads raw JSON and shares no code with the library.
"""

import json
import operator
import re
from dataclasses import replace
from itertools import chain, combinations

import jsonschema
import pytest
from grammar_walks import allows, chance_of, matcher_of, walk
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.catalog.types import extended
from attioql.testing import cases, filters
from attioql.values import kinds
from attioql.values.kinds import added
from attioql.values.model import CodeType, MalformedError, Ordered, Rejection, SourceForms, ValueKind
from attioql.values.patterns import whole

TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]\Z")
SHIFT = ["00:00", "00:01", "00:02", "00:03", "00:04"]


def _minutes(text):
    return int(str(text)[:2]) * 60 + int(str(text)[3:])


def _read(_form, text, use):
    if not TIME.match(text):
        return Rejection.MALFORMED
    least, most = _bounds(use.prop.value)
    return text if least <= _minutes(text) <= most else Rejection.OUT_OF_BOUNDS


def _bounds(rule):
    return (0 if rule.minimum is None else rule.minimum), (24 * 60 - 1 if rule.maximum is None else rule.maximum)


def _at(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


def _held_key(value):
    if isinstance(value, str) and TIME.match(value):
        return value
    message = "a time of day, `HH:MM`"
    raise MalformedError(message)


KIND = ValueKind(
    name="time",
    words="a time of day",
    literal='a time of day in quotes, such as "09:30"',
    json_words='a time of day such as "09:30"',
    literals=frozenset({"string"}),
    read=_read,
    schema=lambda _rule, _attribute, _operator: whole("([01][0-9]|2[0-3]):[0-5][0-9]"),
    samples=lambda rule, _attribute, _operator: tuple(SHIFT if rule.maximum else ["00:00", "09:30", "23:59"]),
    source=lambda use: (
        SourceForms(tuple(SHIFT)) if use.prop.value.maximum else SourceForms(pattern='"([01][0-9]|2[0-3]):[0-5][0-9]"')
    ),
    domain=Ordered(_minutes, _bounds, _at),
    held_key=lambda *_: _held_key,
)
TYPES = {
    name: {
        "title": "Time",
        "source": "https://docs.attio.com/docs/attribute-types/attribute-types-time",
        "implicit": "value",
        "sort": {"fields": ["value"]},
        "presence": {"any_of": [["value", "$gte", "00:00"]]},
        "properties": {
            "value": {
                "operators": ["$eq", "$gt", "$gte", "$lt", "$lte"],
                "value": {"kind": "time", **bounds},
                "source": "",
            }
        },
    }
    for name, bounds in {"time": {}, "shift": {"minimum": 0, "maximum": len(SHIFT) - 1}}.items()
}
ATTRIBUTES = {
    "name": {"type": "text"},
    "opens": {"type": "time"},
    "starts": {"type": "shift"},
    "breaks": {"type": "shift", "many": True},
}


@pytest.fixture(scope="module", autouse=True)
def shops():
    with added(KIND), extended(TYPES):
        yield attioql.Workspace.from_dict({"objects": {"shops": {"attributes": ATTRIBUTES}}})["shops"]


def record(**values):
    listed = {slug: [{"active_until": None, "value": value} for value in held] for slug, held in values.items()}
    return {
        "id": {"record_id": "50cf242c-7fa3-4cad-87d0-75b1af71c57b"},
        "values": {slug: [] for slug in ATTRIBUTES} | listed,
    }


def test_it_goes_to_json_and_back(shops):
    early = attioql.compile('opens < "09:30" and not opens = "00:00"', shops)
    assert early.json() == {"$and": [{"opens": {"$lt": "09:30"}}, {"$not": {"opens": {"$eq": "00:00"}}}]}
    assert attioql.load(early.dumps(), shops) == early
    assert attioql.compile(early.text(), shops) == early
    assert attioql.compile(attioql.decompile(early.json(), shops), shops) == early
    assert attioql.compile(attioql.format("opens<'09:30'   and not opens='00:00'"), shops) == early
    assert attioql.compile('opens between "09:00" and "17:00"', shops).text() == 'opens between "09:00" and "17:00"'
    assert attioql.compile("opens in :times", shops, params={"times": ["09:00"]}).text() == 'opens = "09:00"'


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("24:00", 'takes a time of day in quotes, such as "09:30", and `24:00` is not one'),
        (5, 'takes a time of day in quotes, such as "09:30", not a number'),
    ],
)
def test_what_is_no_time_is_refused_in_words_of_the_kind(shops, value, message):
    [found] = attioql.check(f"opens = {json.dumps(value)}", shops)
    assert (found.name, found.message) == ("wrong-value-type", f"`opens` {message}")
    [found] = attioql.check({"opens": value}, shops)
    assert (found.name, found.message) == ("wrong-value-type", f"`opens` {message.replace(' in quotes,', '')}")


@given(
    st.text(alphabet="012349:", max_size=6) | st.integers(0, 9) | st.booleans() | st.sampled_from(["09:30", "23:59"])
)
def test_the_schema_accepts_what_the_reader_accepts(shops, value):
    tree = {"opens": {"$gt": value}}
    accepts = jsonschema.Draft202012Validator(attioql.json_schema(shops)).is_valid(tree)
    assert accepts is (not attioql.check(tree, shops))


def test_a_grammar_allows_it_and_nothing_else(shops):
    matcher, chance = matcher_of(attioql.grammar(shops)), chance_of(1)
    for _ in range(30):
        text = walk(matcher, chance)
        assert not attioql.check(text, shops), text
    for text in ('opens < "09:30"', 'starts in ("00:00", "00:04")', 'breaks { value >= "00:01" and value < "00:03" }'):
        assert allows(matcher, text)
    for text in ('opens < "24:00"', 'starts = "00:05"', "opens = 5", 'opens contains "0"'):
        assert not allows(matcher, text)


def test_its_types_are_generated(shops):
    python = attioql.generate_types(shops.workspace, "python")
    assert "opens: TimeField" in python
    assert "class Time(Comparable[str], Protocol):" in python
    assert "def between(self, low: str, high: str) -> FilterExpression: ..." in python
    typescript = attioql.generate_types(shops.workspace, "typescript")
    assert "opens?: TimeCondition;" in typescript
    assert "$gte?: string;" in typescript


@pytest.mark.parametrize(
    ("kind", "language", "message"),
    [
        (
            replace(KIND, python_type=lambda *_: CodeType(("Clock",))),
            "python",
            "no module is known for the Python type Clock",
        ),
        (
            replace(KIND, typescript_type=lambda *_: CodeType(("Clock",))),
            "typescript",
            "TypeScript code has no definition of the type Clock",
        ),
    ],
)
def test_a_type_that_no_language_knows_is_an_error(shops, kind, language, message):
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(kinds._BY_NAME, "time", kind)
        with pytest.raises(LookupError, match=message):
            attioql.generate_types(shops.workspace, language)


def test_records_are_matched(shops):
    early = attioql.compile('opens < "09:30"', shops)
    assert early.matches(record(opens=["09:29"]))
    assert not early.matches(record(opens=["09:30"]))
    assert not early.matches(record())
    with pytest.raises(attioql.RecordError, match="a time of day, `HH:MM`"):
        early.matches(record(opens=[5]))
    assert early.explain(record(opens=["09:30"])).reasons


def test_it_is_linted(shops):
    assert not attioql.lint('opens > "23:58"', shops)
    assert [each.name for each in attioql.lint('opens > "23:59"', shops)] == ["contradiction"]
    found = attioql.lint('opens > "12:00" and opens < "12:01"', shops)
    assert [each.name for each in found] == ["contradiction"]
    found = attioql.lint('opens > "12:00" and opens > "11:00"', shops)
    assert [each.name for each in found] == ["redundant-condition"]
    assert not attioql.lint('opens > "12:00" and opens < "12:02"', shops)


def test_filters_and_records_of_it_are_generated(shops):
    @given(cases(shops))
    def check(case):
        verdict = case.filter.matches(case.universe.record, related=case.universe.related)
        assert verdict is case.filter.explain(case.universe.record, related=case.universe.related).matches
        assert attioql.compile(case.filter.text(), shops) == attioql.load(case.tree, shops) == case.filter

    check()


@given(st.data())
def test_generated_filters_are_about_it(shops, data):
    filter_ = data.draw(filters(shops))
    assert attioql.load(filter_.json(), shops) == filter_


COMPARE = {"$eq": operator.eq, "$gt": operator.gt, "$gte": operator.ge, "$lt": operator.lt, "$lte": operator.le}


def holds(tree, values):
    """The meaning of a filter about one attribute for the values that a record has of it: an oracle in a few lines."""
    [(key, inner)] = tree.items()
    if key == "$not":
        return not holds(inner, values)
    if key in {"$and", "$or"}:
        return (all if key == "$and" else any)(holds(member, values) for member in inner)
    return any(all(COMPARE[name](value, operand) for name, operand in inner.items()) for value in values)


def trees(slug):
    tests = st.dictionaries(st.sampled_from(sorted(COMPARE)), st.sampled_from(SHIFT), min_size=1, max_size=2)
    groups = st.sampled_from(["$and", "$or"])
    return st.recursive(
        st.builds(lambda inner: {slug: inner}, tests),
        lambda inner: (
            st.builds(lambda each: {"$not": each}, inner)
            | st.builds(lambda group, members: {group: members}, groups, st.lists(inner, min_size=1, max_size=3))
        ),
        max_leaves=5,
    )


UNIVERSES = {
    "starts": [(), *[(value,) for value in SHIFT]],
    "breaks": list(chain.from_iterable(combinations(SHIFT, size) for size in range(len(SHIFT) + 1))),
}


@pytest.mark.parametrize("slug", UNIVERSES)
@given(st.data())
def test_the_logic_agrees_with_brute_force(shops, slug, data):
    first, second = data.draw(trees(slug)), data.draw(trees(slug))
    one, two = attioql.load(first, shops), attioql.load(second, shops)
    verdicts = [(holds(first, values), holds(second, values)) for values in UNIVERSES[slug]]
    for values, (verdict, _) in zip(UNIVERSES[slug], verdicts, strict=True):
        assert one.matches(record(**{slug: values})) is verdict
    assert one.is_contradiction() is (not any(verdict for verdict, _ in verdicts))
    assert one.implies(two) is all(not here or there for here, there in verdicts)
    not_one, not_two = attioql.load({"$not": first}, shops), attioql.load({"$not": second}, shops)
    assert not_one.is_contradiction() is all(verdict for verdict, _ in verdicts)
    assert not_two.implies(not_one) is one.implies(two)
    assert one.implies(not_two) is (not any(here and there for here, there in verdicts))
    assert not_one.implies(two) is all(here or there for here, there in verdicts)
    assert one.equivalent(two) is all(here is there for here, there in verdicts)
    for tree, made in ((first, one), (second, two)):
        for witness, wanted in ((made.example(), True), (made.counterexample(), False)):
            assert (witness is None) is all(holds(tree, values) is not wanted for values in UNIVERSES[slug])
            assert witness is None or holds(tree, _held(witness.record, slug)) is wanted
    difference = one.difference(two)
    assert (difference.only_first is None, difference.only_second is None) == (one.implies(two), two.implies(one))
    for witness, wanted in ((difference.only_first, True), (difference.only_second, False)):
        if witness is not None:
            held = _held(witness.record, slug)
            assert (holds(first, held), holds(second, held)) == (wanted, not wanted)


def _held(record, slug):
    return [value["value"] for value in record["values"].get(slug, ())]
