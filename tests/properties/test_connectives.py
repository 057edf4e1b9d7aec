"""Connectives in every spelling and position: held to the form in words, and to an evaluator that knows nothing of the library.

A tree is ("leaf", text, attribute, test, value), ("not", tree), ("and", trees) or ("or", trees).
"""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TARGET

import attioql
from attioql.syntax.parser import parse
from attioql.syntax.printer import print_expression
from attioql.text.source import Source

SPELLINGS = {
    "or": [" or ", " OR ", "\nOr\n", "||", " || ", " # or\n|| "],
    "and": [" and ", " AND ", "\nAnd\t", "&&", " && ", " # and\n&& "],
    "not": ["not ", "NOT ", "Not\n", "!", "! ", "! # not\n"],
}
WORDS = {"or": " or ", "and": " and ", "not": "not "}
STRENGTH = {"or": 0, "and": 1, "not": 2, "leaf": 3}
LEAVES = {
    "{} = '{}'": str.__eq__,
    "{} == '{}'": str.__eq__,
    "`{}` = '{}'": str.__eq__,
    "{} in ('{}')": str.__eq__,
    "{} in ['{}']": str.__eq__,
    "{} != '{}'": str.__ne__,
    "{} not in ('{}')": str.__ne__,
    "{} contains '{}'": str.__contains__,
    "{} starts with '{}'": str.startswith,
    "{} not ends_with '{}'": lambda held, end: not held.endswith(end),
}
ATTRIBUTES = ["name", "description"]
RECORDS = [dict(zip(ATTRIBUTES, held, strict=True)) for held in product(["a", "b", "ab", "ba"], repeat=2)]

leaves = st.builds(
    lambda attribute, template, value: ("leaf", template.format(attribute, value), attribute, LEAVES[template], value),
    st.sampled_from(ATTRIBUTES),
    st.sampled_from(sorted(LEAVES)),
    st.sampled_from(["a", "b"]),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=4)),
    ),
    max_leaves=12,
)


def holds(tree, record):
    match tree:
        case ("leaf", _, attribute, test, value):
            return test(record[attribute], value)
        case ("not", inner):
            return not holds(inner, record)
        case ("and", members):
            return all(holds(member, record) for member in members)
        case (_, members):
            return any(holds(member, record) for member in members)


def write(tree, spelled, bracketed, within=0):
    """Write a tree with the brackets it needs; `spelled` chooses a connective, `bracketed` whether to add brackets."""
    kind = tree[0]
    if kind == "leaf":
        text = tree[1]
    elif kind == "not":
        text = spelled("not") + write(tree[1], spelled, bracketed, STRENGTH["not"])
    else:
        pieces = [write(member, spelled, bracketed, STRENGTH[kind] + 1) for member in tree[1]]
        text = pieces[0] + "".join(spelled(kind) + piece for piece in pieces[1:])
    return f"({text})" if STRENGTH[kind] < within or bracketed() else text


@given(trees, st.data())
def test_every_spelling_reads_as_the_words_do(tree, data):
    brackets = []

    def bracketed():
        brackets.append(data.draw(st.integers(0, 4)) == 0)
        return brackets[-1]

    text = write(tree, lambda kind: data.draw(st.sampled_from(SPELLINGS[kind])), bracketed)
    given_brackets = iter(brackets)
    in_words = write(tree, WORDS.__getitem__, lambda: next(given_brackets))
    found, expected = parse(Source(text)), parse(Source(in_words))
    assert not found.problems
    assert print_expression(found.root) == print_expression(expected.root)
    assert attioql.compile(text, TARGET) == attioql.compile(in_words, TARGET)


@given(trees, st.data())
def test_a_text_matches_the_records_that_its_tree_matches(tree, data):
    text = write(
        tree,
        lambda kind: data.draw(st.sampled_from(SPELLINGS[kind])),
        lambda: data.draw(st.integers(0, 4)) == 0,
    )
    matches = attioql.compile(text, TARGET).predicate()
    for record in RECORDS:
        values = {attribute: [{"value": held}] for attribute, held in record.items()}
        assert matches({"values": values}) is holds(tree, record), (text, record)


@pytest.mark.parametrize("first", ["name = 'a'", "(name = 'a')", "! name = 'a'", "name in ['a']"])
def test_four_operands_in_every_mix_of_spellings(first):
    word_of = {spelling: word for word, spellings in SPELLINGS.items() for spelling in spellings}
    joins = SPELLINGS["or"] + SPELLINGS["and"]
    form = f"{first}{{}}name = 'b'{{}}description = 'a'{{}}name != 'b'".format
    for mix in product(joins, repeat=3):
        in_words = form(*(f" {word_of[spelling]} " for spelling in mix))
        assert print_expression(parse(Source(form(*mix))).root) == print_expression(parse(Source(in_words)).root)


@pytest.mark.parametrize("text", ["{} between 1 && 2", "{} not between 1 && 2 && name = 'a'"])
def test_bounds_may_be_joined_by_either_spelling(text):
    text = text.format("twitter_follower_count")
    assert attioql.compile(text, TARGET) == attioql.compile(text.replace("&&", "and"), TARGET)
