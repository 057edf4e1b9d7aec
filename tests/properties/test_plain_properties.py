"""The quick reader of filter JSON and the careful one agree: on what is right, and on what it means."""

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import TARGET, UUIDS

import attioql
from attioql.attio.load import read_value
from attioql.attio.reader import read_filter, read_quickly
from attioql.attio.writer import to_text
from attioql.checker.model_warnings import warnings_of
from attioql.diagnostics.codes import CODES
from attioql.filters.canonical import TooDeepError, canonical
from attioql.filters.model import And, Not, Or
from attioql.json_text.strict_json import read_json, read_pairs
from attioql.testing import filter_trees

WORKSPACE = attioql.Workspace.standard()
DOUBTS = [name for name, row in CODES.items() if row.severity != "error"]


def carefully(value, target):
    """The canonical text of a filter as the careful reader has it; nothing where there is a fault or a doubt."""
    read = read_filter(value, target)
    if read.faults:
        return None
    try:
        root = canonical(read.root)
    except TooDeepError:
        return None
    return None if warnings_of(root, attioql.Source(""), target) else to_text(root)


def plainly(value, target, kind=dict):
    read = read_quickly(value, target, kind)
    if read is None:
        return None
    root = canonical(read.root)
    assert _depth(root) <= read.levels
    return to_text(root)


def _depth(node):
    members = getattr(node, "members", ()) or ([node.operand] if isinstance(node, Not) else [])
    return isinstance(node, (And, Or)) + max(map(_depth, members), default=0)


@pytest.mark.parametrize("slug", WORKSPACE)
@settings(max_examples=15)
@given(data=st.data())
def test_what_is_right_is_read_quickly_and_the_same(slug, data):
    target = WORKSPACE[slug]
    tree = data.draw(filter_trees(target))
    expected = carefully(tree, target)
    assert plainly(tree, target) == expected
    assert plainly(read_pairs(attioql.Source(attioql.load(tree, target).dumps())), target, tuple) == expected


SCALARS = st.one_of(
    st.sampled_from(
        [
            "",
            "x",
            "Ü",
            chr(0xD800),
            "2024-02-29",
            "2023-02-29",
            "2024-W01-1",
            "0000-01-01",
            "20240101",
            "٢٠٢٤-٠١-٠١",
            "2024-01-01T10:00:00Z",
            "2024-01-01T10:00:00+02:00",
            "1700000000",
            "email",
            "Email",
            "companies",
            "US",
            "5",
            "1e3",
            UUIDS[0],
            UUIDS[0].upper(),
            "workspace-member",
            "people",
            "deals",
        ]
    ),
    st.sampled_from(
        [0, 1, -1, 5, 6, 10**15, 10**15 + 1, 10**400, True, False, None, 0.5, -0.0, float("nan"), float("inf")]
    ),
    st.sampled_from([Decimal("0.1"), Decimal("1.00000"), Decimal("1e400"), Decimal("-0"), Decimal(7)]),
)
NAMES = st.sampled_from(
    [
        *TARGET.attributes,
        "value",
        "operator",
        "attribute",
        "filter",
        "limit",
        "path",
        "constraints",
        "$and",
        "$or",
        "$not",
        "domain",
        "root_domain",
        "target_object",
        "target_record_id",
        "interaction_type",
        "interacted_at",
        "owner_member_id",
        "country_code",
        "locality",
        "currency_value",
        "referenced_actor_type",
        "referenced_actor_id",
        "$eq",
        "$in",
        "$gte",
        "$lt",
        "$contains",
        "$starts_with",
        "$not_empty",
        "eq",
        "$ne",
    ]
)
PATHS = st.lists(
    st.lists(st.sampled_from(["companies", "people", "team", "name", "deals"]), min_size=1, max_size=3), max_size=3
)
OPERANDS = SCALARS | st.lists(SCALARS, max_size=3) | PATHS
OPERATORS = st.dictionaries(
    st.sampled_from(["$eq", "$in", "$gte", "$lt", "$contains", "$starts_with", "$not_empty"]), OPERANDS, max_size=2
)
ANYTHING = st.recursive(
    st.dictionaries(NAMES, OPERANDS | OPERATORS, max_size=2),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(NAMES, inner | st.lists(inner, max_size=2), min_size=1, max_size=2)
    ),
    max_leaves=6,
)
CONDITIONS = st.sampled_from(sorted(TARGET.attributes)).flatmap(
    lambda slug: st.fixed_dictionaries(
        {
            slug: st.one_of(
                OPERANDS,
                OPERATORS,
                st.dictionaries(
                    st.sampled_from([*TARGET.attributes[slug].type.properties, "nonsense"]),
                    OPERANDS | OPERATORS,
                    max_size=3,
                ),
            )
        }
    )
)


@settings(max_examples=200)
@given(CONDITIONS | ANYTHING)
def test_any_json_is_read_quickly_only_where_it_is_right(value):
    assert plainly(value, TARGET) == carefully(value, TARGET) or plainly(value, TARGET) is None


@settings(max_examples=100)
@given(CONDITIONS | ANYTHING)
def test_the_linter_says_what_the_checker_says(value):
    assert attioql.lint(value, TARGET, select=DOUBTS) == attioql.check(value, TARGET)


@settings(max_examples=80)
@given(CONDITIONS | ANYTHING, st.sampled_from([None, 1]))
def test_text_and_value_are_read_alike(value, indent):
    text = json.dumps(value, indent=indent, default=str)
    read = read_json(attioql.Source(text))
    if isinstance(read, attioql.Diagnostic):
        assert _outcome(text) == [(read.name, read.message, read.pointer)]
    else:
        assert _outcome(text) == _outcome(read)


def _outcome(value):
    try:
        return attioql.load(value, TARGET).dumps()
    except attioql.FilterError as error:
        return sorted((problem.name, problem.message, problem.pointer) for problem in error.diagnostics)


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "a", "name": "a"}',
        '{"$and": [{"name": {"$eq": "a", "$eq": "b"}}]}',
        '{"domains": {"domain": "a", "domain": "a"}}',
        '{"name": {"$eq": "a"}, "name": {"$eq": "a"}}',
    ],
)
def test_a_key_that_stands_twice_is_never_taken(text):
    assert [problem.name for problem in attioql.check(text, TARGET)] == ["duplicate-key"]


@pytest.mark.parametrize("text", ["[]", "[[]]", '[["name", "x"]]', '"x"', "5", "null", "[1, 2]", "{}", '{"name": []}'])
def test_arrays_are_no_objects(text):
    expected = read_value(json.loads(text), TARGET).problems
    outcome = _outcome(text)
    assert (
        outcome == sorted((problem.name, problem.message, problem.pointer) for problem in expected) or outcome == text
    )


def test_tuples_are_arrays_where_json_is_handed_in():
    pairs = (("name", "x"),)
    assert [problem.name for problem in attioql.check(pairs, TARGET)] == ["not-a-filter"]
    assert attioql.load({"$and": ({"name": "x"},)}, TARGET) == attioql.load({"name": "x"}, TARGET)
    assert _outcome({"name": {"$in": ("x", "y")}}) == _outcome({"name": {"$in": ["x", "y"]}})
    assert isinstance(_outcome({"$and": [(("name", "x"),)]}), list)


@pytest.mark.parametrize("levels", [*range(60, 70), *range(95, 105), *range(190, 210)])
@pytest.mark.parametrize("wrap", ["name-or", "not-name", "or-and"])
def test_what_waits_to_be_canonical_is_never_nested_too_deeply(levels, wrap):
    value: object = {"name": {"$eq": "a", "$in": ["b"]}}
    for level in range(levels):
        inner = [{"name": f"x{level}"}, value]
        value = {
            "name-or": {"description": f"x{level}", "$or": inner},
            "not-name": {"$not": {"description": f"x{level}", "$and": inner}},
            "or-and": {"$or" if level % 2 else "$and": inner},
        }[wrap]
    try:
        loaded = attioql.load(value, TARGET)
    except attioql.FilterError as error:
        assert [problem.name for problem in error.diagnostics] == ["nesting-too-deep"]
        assert carefully(value, TARGET) is None
    else:
        assert loaded.dumps() == carefully(value, TARGET)


def test_a_filter_that_was_never_asked_is_as_good_as_one_that_was():
    value = {"$or": [{"name": "b"}, {"$not": {"$not": {"name": "a"}}}]}
    asked, fresh = attioql.load(value, TARGET), attioql.load(value, TARGET)
    text = asked.dumps()
    assert pickle.loads(pickle.dumps(fresh)).dumps() == text
    assert (hash(fresh), fresh, repr(fresh)) == (hash(asked), asked, repr(asked))
    assert attioql.load(value, TARGET).implies(asked)


def test_threads_make_one_canonical_form():
    members = [{"name": f"{number % 500}"} for number in range(2_000)]
    for _ in range(5):
        loaded = attioql.load({"$or": members}, TARGET)
        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(lambda _, loaded=loaded: loaded.dumps(), range(16)))) == 1


OWN = attioql.Workspace.load(Path(__file__).parents[1] / "golden" / "own.json")["deals"]
OWN_VALUES = st.sampled_from(
    ["Lead", "lead", "Won 🎉", "Parked", "Web", "x", "workspace-member", "system", "api-token"]
    + [option.id for slug in ("stage", "channel") for option in OWN.attributes[slug].options]
    + [spelled for member in OWN.workspace.members for spelled in (member.id, member.id.upper(), member.email_address)]
    + [UUIDS[0], 5, None]
)
OWN_HELD = st.one_of(
    OWN_VALUES,
    st.dictionaries(
        st.sampled_from(["$eq", "$in", "$contains"]), OWN_VALUES | st.lists(OWN_VALUES, max_size=2), max_size=2
    ),
)


@settings(max_examples=150)
@given(st.sampled_from([*OWN.attributes, *OWN.ids]), st.data())
def test_a_workspace_of_ones_own_is_read_quickly_only_where_it_is_right(slug, data):
    properties = st.dictionaries(st.sampled_from([*OWN.find(slug).type.properties]), OWN_HELD, min_size=1, max_size=2)
    value = {slug: data.draw(OWN_HELD | properties)}
    quick = plainly(value, OWN)
    assert quick is None or quick == carefully(value, OWN)
    assert plainly(read_pairs(attioql.Source(json.dumps(value))), OWN, tuple) == quick
