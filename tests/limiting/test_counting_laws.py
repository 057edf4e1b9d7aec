"""What is counted of a filter, held to counts of generated trees that share no code with it; and that within limits nothing changes."""

import itertools
import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import TARGET, spell, trees

import attioql
from attioql.limiting.input_limits import LARGEST
from attioql.limiting.json_count import count_json
from attioql.limiting.text_count import count_text

PEOPLE = attioql.Workspace.standard()["people"]
COUNTED = ("conditions", "depth", "list_values", "path_steps")
NONE = attioql.Limits()
ALL = attioql.Limits(**LARGEST)

leaves = st.one_of(
    st.tuples(st.just("is"), st.sampled_from(["job_title", "description"]), st.sampled_from(["a", "b", "é", 'q"'])),
    st.tuples(st.just("in"), st.just("job_title"), st.lists(st.sampled_from("abc"), min_size=1, max_size=5)),
    st.tuples(st.just("path"), st.integers(0, 2), st.sampled_from(["a", "b"])),
)
written_trees = st.recursive(
    leaves,
    lambda members: st.one_of(
        st.tuples(st.just("not"), members),
        st.tuples(st.sampled_from(["and", "or"]), st.lists(members, min_size=2, max_size=4)),
    ),
    max_leaves=12,
)


def as_text(tree):
    """Write a tree with parentheses around each group in another part, and no others."""
    match tree:
        case ("is", name, value):
            return f"{name} = {json.dumps(value)}"
        case ("in", name, values):
            return f"{name} in ({', '.join(map(json.dumps, values))})"
        case ("path", times, value):
            return "company.team." * times + f"job_title = {json.dumps(value)}"
        case ("not", inner):
            return f"not {_inside(inner)}"
        case (word, members):
            return f" {word} ".join(map(_inside, members))


def _inside(tree):
    return f"({as_text(tree)})" if tree[0] in {"and", "or"} else as_text(tree)


def as_json(tree):
    match tree:
        case ("is", name, value):
            return {name: {"$eq": value}}
        case ("in", name, values):
            return {name: {"$in": values}}
        case ("path", 0, value):
            return {"job_title": {"$eq": value}}
        case ("path", times, value):
            pairs = [["people", "company"], ["companies", "team"]] * times + [["people", "job_title"]]
            return {"path": pairs, "constraints": {"$eq": value}}
        case ("not", inner):
            return {"$not": as_json(inner)}
        case (word, members):
            return {f"${word}": [as_json(member) for member in members]}


def counted(tree):
    """Count a tree: conditions, depth, values of the longest list, steps of the longest path."""
    match tree:
        case ("is", *_):
            return (1, 0, 0, 1)
        case ("in", _, values):
            return (1, 0, len(values), 1)
        case ("path", times, _):
            return (1, 0, 0, 2 * times + 1)
        case ("not", inner):
            conditions, depth, values, steps = counted(inner)
            return (conditions, depth + 1, values, steps)
        case (_, members):
            conditions, depths, values, steps = zip(*map(counted, members), strict=True)
            return (sum(conditions), 1 + max(depths), max(values), max(steps))


def ways(tree):
    value = as_json(tree)
    return (as_text(tree), value, json.dumps(value), json.dumps(value, indent=2).encode())


def outcome(source, limits):
    """Return the filter of a source, or the names of its errors."""
    read = attioql.compile if isinstance(source, str) and not source.startswith("{") else attioql.load
    try:
        return read(source, PEOPLE, limits=limits)
    except attioql.FilterError as error:
        return [problem.name for problem in error.diagnostics]


@given(written_trees)
def test_text_and_json_are_counted_as_the_tree_is(tree):
    expected = dict(zip(COUNTED, counted(tree), strict=True))
    text = count_text(attioql.Source(as_text(tree)), NONE, {})
    value = count_json(as_json(tree), None, NONE)
    for count in (text, value):
        assert {name: count.amount(name) for name in COUNTED} == expected


@given(written_trees, st.sampled_from(COUNTED))
def test_what_is_at_a_limit_is_read_as_ever_and_what_is_beyond_never_is(tree, name):
    amount = dict(zip(COUNTED, counted(tree), strict=True))[name]
    for source in ways(tree):
        assert outcome(source, attioql.Limits(**{name: amount})) == outcome(source, None)
        if amount:
            limits = attioql.Limits(**{name: amount - 1})
            found = attioql.check(source, PEOPLE, limits=limits)
            assert len(found) == 1
            assert f"{amount:,}" in found[0].message
            assert found[0].message.endswith(f"the limit is {amount - 1:,}")
            assert found[0].span is not None or isinstance(source, dict)
            assert isinstance(outcome(source, limits), list)


@given(written_trees)
def test_a_parsed_value_has_the_characters_of_its_shortest_text(tree):
    value = as_json(tree)
    shortest = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    escaped = json.dumps(value, separators=(",", ":"), ensure_ascii=False).count("\\")
    length = len(shortest) - escaped
    assert attioql.check(value, PEOPLE, limits=attioql.Limits(characters=length)) == attioql.check(value, PEOPLE)
    [problem] = attioql.check(value, PEOPLE, limits=attioql.Limits(characters=length - 1))
    assert problem.name == "text-too-long"


@given(trees)
def test_within_limits_everything_is_as_without(tree):
    text = spell(tree)
    found = attioql.compile(text, TARGET)
    assert attioql.compile(text, TARGET, limits=ALL) == found
    assert attioql.load(found.json(), TARGET, limits=ALL) == found
    assert attioql.load(found.dumps(), TARGET, limits=ALL) == found
    assert attioql.lint(text, TARGET, limits=ALL) == attioql.lint(text, TARGET)
    assert attioql.format(text, limits=ALL) == attioql.format(text)


block_leaves = st.one_of(st.just("leaf"), st.integers(1, 4))
block_trees = st.recursive(
    block_leaves,
    lambda members: st.tuples(st.sampled_from(["and", "or"]), st.lists(members, min_size=2, max_size=3)),
    max_leaves=6,
)


def block_text(tree):
    match tree:
        case "leaf":
            return 'email_domain = "a"'
        case int(count):
            return "email_domain in (" + ", ".join(['"a"'] * count) + ")"
        case (word, members):
            return f" {word} ".join(
                f"({block_text(each)})" if isinstance(each, tuple) else block_text(each) for each in members
            )


def alternatives(tree):
    """Multiply a block out: a list of combinations, each a list of tests."""
    match tree:
        case "leaf":
            return [["test"]]
        case int(count):
            return [["test"]] * count
        case ("or", members):
            return [each for member in members for each in alternatives(member)]
        case (_, members):
            return [[*itertools.chain(*each)] for each in itertools.product(*map(alternatives, members))]


@settings(max_examples=60)
@given(st.lists(block_trees, min_size=1, max_size=3))
def test_value_blocks_have_the_tests_that_they_are_multiplied_out_to(blocks):
    text = " or ".join(f"email_addresses {{ {block_text(tree)} }}" for tree in blocks)
    tests = sum(len(each) for tree in blocks for each in alternatives(tree))
    assert count_text(attioql.Source(text), NONE, {}).amount("block_tests") == tests
    assert attioql.check(text, PEOPLE, limits=attioql.Limits(block_tests=tests)) == attioql.check(text, PEOPLE)
    assert attioql.check(text, PEOPLE, limits=attioql.Limits(block_tests=tests - 1))[0].name == "block-too-large"


@given(st.text(alphabet="ab(){}[],.:=<>!&|#'\"`\\ \n1-$andornotinbetween", max_size=60), st.integers(0, 3))
def test_any_text_is_counted_and_what_passes_with_limits_passes_without(text, most):
    limits = replace(attioql.Limits.untrusted(), conditions=most, depth=most, list_values=most, path_steps=most)
    found = attioql.check(text, PEOPLE, limits=limits)
    if not any(problem.severity is attioql.Severity.ERROR for problem in found):
        assert found == attioql.check(text, PEOPLE)
