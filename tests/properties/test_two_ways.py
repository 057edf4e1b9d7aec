"""Conditions that are checked as the parser reads them come to what they come to by way of nodes."""

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TARGET

import attioql
from attioql.checker.checker import check_text, examine
from attioql.checker.from_nodes import Reader
from attioql.checker.parameters import Parameters
from attioql.filters.canonical import canonical
from attioql.syntax.parser import parse
from attioql.values.clock import UTC, Clock

WORKSPACE = attioql.Workspace.standard()
CLOCKS = [UTC, Clock(datetime(2024, 3, 31, 9, 30, tzinfo=timezone.utc), ZoneInfo("Europe/Berlin"))]
TARGETS = [TARGET, WORKSPACE["people"], WORKSPACE["companies"], WORKSPACE["deals"]]
OPERATORS = [
    "=",
    "==",
    "!=",
    "<>",
    "<",
    "<=",
    ">",
    ">=",
    "contains",
    "CONTAINS",
    "starts with",
    "ENDS With",
    "ends_with",
    "not contains",
    "not in",
    "in",
]
LITERALS = [
    *(
        "'Ltd'",
        '"a \\"b\\""',
        r"'\\u00e9'",
        "'11-50'",
        "'11-50 '",
        "'email'",
        "'DE'",
        "''",
        "'2024-05-31'",
        "'yes'",
        "'Lead'",
    ),
    *("0", "7", "-3", "2.5", "1e3", "99999999999999999999999", "1_000", "007"),
    *("2024-02-29", "2023-02-29", "2024-05", "30d"),
    *("2024-02-29T10:00Z", "2024-02-29T25:00Z", "0001-01-01T00:00+05:00", "2024-02-29T10:00:00.5+02:00"),
    *(
        "50cf242c-7fa3-4cad-87d0-75b1af71c57b",
        "'50CF242C-7fa3-4cad-87d0-75b1af71c57b'",
        "word",
        "null",
        "true",
        ":p",
        "now",
        "email",
        "DE",
        "TRUE",
        "Lead",
    ),
    *("2024-03-31", "'2024-03-31'", "'2024-03-31T02:30:00'", "2024-03-31T02:30:00", "9999-12-31", "'9999-12-31'"),
    *("now - 8d", "NOW+2h", "now # x\n - 8d", "now\n-\t1mo", "now - :p", "now - 8", "now - 99999999d", "now()"),
    *("today", "Tomorrow - 1MO", "yesterday-3h", "today - 1y", "tomorrow + 30min", "today-now"),
    *(
        "('a')",
        "( 'Lead', \"In Progress\" )",
        "('11-50','250+',)",
        "(1, 2)",
        "('a' 'b')",
        "('DE', 'FR')",
        "('it\\'s', 'b')",
        "()",
    ),
]


def names(target):
    for attribute in target.attributes.values():
        yield attribute.slug
        yield from (f"{attribute.slug}.{prop}" for prop in attribute.type.properties)
    yield from ("nope", "name.nope", "last", "team.name", "company.name", "Name")


NAMES = {target.slug: sorted(names(target)) for target in TARGETS}


@st.composite
def filters(draw):
    """Mostly filters that can be read, on names and with values of which some fit."""
    target = draw(st.sampled_from(TARGETS))
    name = st.sampled_from(NAMES[target.slug])
    condition = st.one_of(
        st.tuples(name, st.sampled_from(OPERATORS), st.sampled_from(LITERALS)),
        st.tuples(name, st.sampled_from(["is empty", "IS not Empty"])),
        st.tuples(name),
    ).map(" ".join)
    before = st.sampled_from(["", "", "", "not ", "! ", "not not "])
    after = st.sampled_from([" and ", " or ", " AND ", "\nor\n", " && ", " # x\nand not "])
    return target, _joined(draw, st.builds(str.__add__, before, condition), before, after)


def _joined(draw, condition, before, after):
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        inner = draw(st.lists(condition, min_size=1, max_size=3))
        text = "".join(piece for part in inner for piece in (part, draw(after))) + draw(condition)
        pieces += [f"{draw(before)}({text})" if draw(st.booleans()) else text, draw(after)]
    return "".join(pieces[:-1])


def by_way_of_nodes(source, target, clock):
    tree = parse(source)
    written, problems = examine([tree.root], source, target, Parameters(None), clock, readable=not tree.problems)
    return canonical(written), tuple(sorted((*tree.problems, *problems), key=lambda problem: problem.span))


@given(filters(), st.sampled_from(CLOCKS))
def test_a_text_read_at_once_means_what_its_nodes_mean(drawn, clock):
    target, text = drawn
    source = attioql.Source(text)
    assert tuple(check_text(source, target, Parameters(None), clock)) == by_way_of_nodes(source, target, clock)


@given(filters(), st.sampled_from(CLOCKS))
def test_conditions_like_others_mean_what_each_means_by_itself(drawn, clock):
    target, text = drawn
    source = attioql.Source(text)
    known = by_way_of_nodes(source, target, clock)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "_comparison", Reader._odd_comparison)
        assert by_way_of_nodes(source, target, clock) == known


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("name", ["created_at", "foundation_date", "last_interaction.interacted_at", "name"])
def test_every_literal_means_what_its_node_means(name, operator, clock):
    target = WORKSPACE["companies"]
    for literal in LITERALS:
        source = attioql.Source(f"{name} {operator} {literal}")
        found = tuple(check_text(source, target, Parameters(None), clock))
        assert found == by_way_of_nodes(source, target, clock), source.text


def test_doubts_come_in_the_order_of_the_text():
    text = "last_interaction.interaction_type = 'z' and last_interaction.interaction_type = 'a'"
    _, doubts = check_text(attioql.Source(text), WORKSPACE["companies"], Parameters(None), UTC)
    assert [doubt.span.start for doubt in doubts] == [text.index("z'"), text.rindex("a'")]
