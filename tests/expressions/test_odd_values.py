"""Whatever is compared, by whatever operator, gives a filter, or an error that says why: nothing else is raised."""

from __future__ import annotations

from datetime import datetime, timezone

from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.operators import load_operators

NOW = datetime(2024, 5, 15, 10, 30, tzinfo=timezone.utc)
COMPANIES = attioql.Workspace.standard()["companies"]
ARGUMENTS = {"value": 1, "list": 3, "range": 2, "period": 1, "nothing": 0}
SPELLINGS = st.sampled_from(sorted(load_operators().spellings.values()))
NAMES = st.one_of(
    st.text(),
    st.sampled_from([*sorted(COMPANIES.attributes), "company", "contains", "in", "a`b", "\ud800", "", "two words"]),
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(),
    st.sampled_from(
        ["last 30d", ":n", "last :n", "now", "2024-05", "2024-01-01/2024-02-01", '" or name = "x', "\ud800"]
    ),
    st.binary(),
    st.dates(),
    st.datetimes(timezones=st.none() | st.timezones()),
    st.timedeltas(),
    st.uuids(),
    st.complex_numbers(),
    st.lists(st.text(), max_size=2),
    st.tuples(st.dates(), st.dates()),
    st.text().map(attioql.member),
    st.tuples(NAMES, st.text()).map(lambda pair: attioql.record(*pair)),
    st.sampled_from([attioql.moment("now - 8d"), attioql.moment("today"), attioql.system(), object(), 10**5_000]),
)


@given(st.lists(NAMES, min_size=1, max_size=3), SPELLINGS, st.lists(VALUES, min_size=3, max_size=3))
def test_every_comparison_is_a_filter_or_an_error_in_words(names, spelling, values):
    try:
        field = attioql.fields(COMPANIES)[names[0]]
        for name in names[1:]:
            field = field[name]
        method = getattr(attioql.Field, spelling.method)
        expression = method(field, *values[: ARGUMENTS[spelling.takes]])
        found = attioql.build(expression, now=NOW)
    except (TypeError, ValueError) as error:  # a FilterError is a ValueError
        assert str(error)
    else:
        assert found == attioql.compile(expression.text(), COMPANIES, now=NOW)
        assert len(list(found.conditions())) >= 1
