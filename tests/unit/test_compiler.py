"""The compiler that remembers: what it takes for the same filter, what it keeps, and that it never answers otherwise."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import attioql

NOW = datetime(2024, 5, 15, 12, tzinfo=timezone.utc)
PEOPLE = attioql.Workspace.standard()["people"]
COMPANIES = attioql.Workspace.standard()["companies"]


@pytest.fixture
def compiler():
    return attioql.Compiler(PEOPLE)


def test_the_same_text_is_compiled_once(compiler):
    first = compiler.compile('name = "Ada"')
    assert first == attioql.compile('name = "Ada"', PEOPLE)
    assert compiler.compile('name = "Ada"') is first
    assert compiler.compile('name =  "Ada"') == first
    assert compiler.cache_info() == attioql.CacheInfo(hits=1, misses=2, maxsize=1024, currsize=2)


def test_the_clock_counts_where_it_is_asked(compiler):
    later = NOW + timedelta(minutes=1)
    plain = compiler.compile('name = "Ada"', now=NOW)
    assert compiler.compile('name = "Ada"', now=later) is plain
    assert compiler.compile('name = "Ada"') is plain
    moving = compiler.compile("created_at during last 30d", now=NOW)
    assert compiler.compile("created_at during last 30d", now=NOW.astimezone(ZoneInfo("Asia/Tokyo"))) is moving
    assert compiler.compile("created_at during last 30d", now=later) != moving
    assert compiler.compile("created_at during last 30d", now=NOW) == moving
    with pytest.raises(attioql.FilterError):
        compiler.compile("created_at during last 30d")


def test_the_two_halves_of_a_repeated_hour_are_two_instants(compiler):
    berlin = ZoneInfo("Europe/Berlin")
    first, second = (datetime(2024, 10, 27, 2, 30, tzinfo=berlin, fold=fold) for fold in (0, 1))
    assert first == second
    assert compiler.compile("created_at > now", now=first) != compiler.compile("created_at > now", now=second)


def test_the_time_zone_counts(compiler):
    texts = {tz: compiler.compile("created_at >= 2024-01-01", tz=tz).dumps() for tz in ("UTC", "Asia/Tokyo")}
    assert texts["UTC"] != texts["Asia/Tokyo"]
    compiler.compile("created_at >= 2024-01-01", tz=ZoneInfo("Asia/Tokyo"))
    compiler.compile("created_at >= 2024-01-01", tz=timezone(timedelta(hours=9)))
    assert compiler.cache_info().currsize == 4


def test_parameters_count_by_type_and_value():
    compiler = attioql.Compiler(COMPANIES)
    text = "twitter_follower_count = :n"
    one = compiler.compile(text, params={"n": 1})
    assert compiler.compile(text, params={"n": 1}) is one
    assert compiler.compile(text, params={"n": Decimal("1.5")}) != one
    for refused in (True, "1", [1]):
        with pytest.raises(attioql.FilterError):
            compiler.compile(text, params={"n": refused})
    assert compiler.compile(text, params={"n": Decimal("1.0")}) == one
    assert compiler.compile(text, params={"n": Decimal("1.00")}) == one
    assert compiler.cache_info().currsize == 4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("created_at > :p", NOW),
        ("created_at > :p", NOW.replace(tzinfo=None)),
        ("created_at > :p", date(2024, 5, 15)),
        ("name = :p", "x"),
        ("record_id = :p", UUID("50cf242c-7fa3-4cad-87d0-75b1af71c57b")),
        ("name in :p", ["x", "y"]),
        ("name in :p", ("x", "y")),
    ],
    ids=str,
)
def test_every_kind_of_parameter_is_kept(text, value, compiler):
    first = compiler.compile(text, params={"p": value})
    assert compiler.compile(text, params={"p": value}) is first
    assert first == attioql.compile(text, PEOPLE, params={"p": value})


class Text(str):
    __slots__ = ()


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        (Text('name = "x"'), {}),
        ("name = :p", {"params": {"p": Text("x")}}),
        ('name = "x"', {"tz": Text("UTC")}),
    ],
)
def test_subclasses_go_past_the_cache(text, arguments, compiler):
    assert compiler.compile(text, **arguments) == attioql.compile('name = "x"', PEOPLE)
    assert compiler.cache_info() == attioql.CacheInfo(0, 1, 1024, 0)


def test_what_fails_is_raised_again_and_not_kept(compiler):
    for _ in range(2):
        with pytest.raises(attioql.FilterError):
            compiler.compile("nam = 5")
        with pytest.raises(attioql.FilterError):
            compiler.compile('name = "x"', tz="Mars/Olympus")
    assert compiler.cache_info() == attioql.CacheInfo(0, 4, 1024, 0)


@pytest.mark.parametrize(
    "arguments",
    [
        {"now": NOW.replace(tzinfo=None)},
        {"now": "today"},
        {"tz": 5},
        {"tz": None},
        {"params": [("p", 1)]},
        {"params": {1: "x"}},
        {"params": {("p",): "x"}},
    ],
)
def test_arguments_of_the_wrong_type_fail_even_where_the_filter_is_kept(arguments, compiler):
    compiler.compile('name = "x"')
    with pytest.raises(TypeError):
        compiler.compile('name = "x"', **arguments)


@pytest.mark.parametrize("text", [5, None, b"x", ["x"]])
def test_a_text_is_a_str(text, compiler):
    with pytest.raises(TypeError, match="a filter is text"):
        compiler.compile(text)


def test_odd_parameters_are_refused_as_without_a_cache(compiler):
    nested: Any = "x"
    for _ in range(100_000):
        nested = [nested]
    for value in (nested, {"a": 1}, {1}, 1.5, None, [["x"]]):
        with pytest.raises(attioql.FilterError):
            compiler.compile("name in :p", params={"p": value})


def test_the_ones_not_asked_for_the_longest_go_first():
    compiler = attioql.Compiler(PEOPLE, maxsize=2)
    ada, bob = compiler.compile('name = "Ada"'), compiler.compile('name = "Bob"')
    assert compiler.compile('name = "Ada"') is ada
    compiler.compile('name = "Cy"')
    assert compiler.compile('name = "Ada"') is ada
    assert compiler.compile('name = "Bob"') is not bob
    assert compiler.cache_info() == attioql.CacheInfo(hits=2, misses=4, maxsize=2, currsize=2)


def test_characters_are_bounded_too():
    compiler = attioql.Compiler(PEOPLE, max_characters=120)
    for number in range(20):
        compiler.compile(f'name = "{number:030}"')
    assert compiler.cache_info().currsize == 2
    compiler.compile(f'name = "{"x" * 200}"')
    assert compiler.cache_info().currsize == 2
    compiler.compile("name in :p", params={"p": ["x"] * 20})
    assert compiler.cache_info().currsize == 2


def test_nothing_is_kept_where_nothing_is_to_be():
    compiler = attioql.Compiler(PEOPLE, maxsize=0)
    compiler.compile('name = "x"')
    assert compiler.cache_info() == attioql.CacheInfo(0, 1, 0, 0)


def test_clearing(compiler):
    compiler.compile('name = "x"')
    compiler.cache_clear()
    assert compiler.cache_info() == attioql.CacheInfo(0, 0, 1024, 0)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"maxsize": None}, TypeError),
        ({"maxsize": True}, TypeError),
        ({"max_characters": 1.5}, TypeError),
        ({"maxsize": -1}, ValueError),
    ],
)
def test_limits_are_checked(arguments, error):
    with pytest.raises(error):
        attioql.Compiler(PEOPLE, **arguments)


def test_a_target_is_checked():
    name: Any = "people"
    with pytest.raises(TypeError, match="target must be"):
        attioql.Compiler(name)


def test_a_pickle_has_the_limits_and_no_filters():
    compiler = attioql.Compiler(PEOPLE, maxsize=7, max_characters=99)
    compiler.compile('name = "x"')
    again = pickle.loads(pickle.dumps(compiler))
    assert (again.maxsize, again.max_characters, again.target.slug) == (7, 99, "people")
    assert again.cache_info().currsize == 0
    assert again.compile('name = "x"') == compiler.compile('name = "x"')


def test_threads_share_one():
    compiler = attioql.Compiler(PEOPLE, maxsize=8, max_characters=400)
    texts = [f'name = "{number}"' for number in range(20)]
    wanted = {text: attioql.compile(text, PEOPLE) for text in texts}

    def work(start):
        asked = [texts[(start * 7 + step * (step % 5)) % len(texts)] for step in range(300)]
        return all(compiler.compile(text, now=NOW) == wanted[text] for text in asked)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(16)))
    info = compiler.cache_info()
    assert info.hits + info.misses == 16 * 300
    assert info.currsize <= 8
    assert compiler._characters == sum(kept.characters for kept in compiler._kept.values()) <= 400


TEXTS = st.sampled_from(
    [
        'name = "x"',
        "created_at during this week",
        "created_at >= 2024-03-31",
        "created_at < now - 2h and name = :p",
        "name in :p",
        "created_at > :p",
        "name =",
    ]
)
INSTANTS = st.none() | st.sampled_from([NOW, NOW + timedelta(days=9), NOW.astimezone(ZoneInfo("Asia/Tokyo"))])
ZONES = st.sampled_from(["UTC", "Europe/Berlin", ZoneInfo("Europe/Berlin"), timezone.utc, "nowhere"])
VALUES = st.sampled_from(
    ["x", "y", True, 1, Decimal(1), NOW, NOW.replace(tzinfo=None), date(2024, 1, 1), ["x"], ("x", "y")]
)
PARAMETERS = st.none() | st.dictionaries(st.just("p"), VALUES)


def _outcome(compile_, text, arguments):
    try:
        return compile_(text, **arguments).dumps()
    except (attioql.FilterError, TypeError) as error:
        return type(error), str(error)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(TEXTS, st.fixed_dictionaries({"params": PARAMETERS, "now": INSTANTS, "tz": ZONES})), max_size=30)
)
def test_the_cache_never_answers_otherwise(asked):
    compiler = attioql.Compiler(PEOPLE, maxsize=5)
    for text, arguments in asked:
        expected = _outcome(lambda text, **rest: attioql.compile(text, PEOPLE, **rest), text, arguments)
        assert _outcome(compiler.compile, text, arguments) == expected
