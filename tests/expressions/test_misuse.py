"""What Python lets one write by mistake raises `TypeError`, in words that say what to write instead."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

import attioql
from attioql.operators import load_operators

WORKSPACE = attioql.Workspace.standard()
COMPANIES, DEALS = WORKSPACE["companies"], WORKSPACE["deals"]
loose: Any = attioql
"""The library without its types: the cases are wrong by type."""

q: Any = attioql.fields(COMPANIES)
e: Any = q.name == "x"
f: Any = q.domains.is_empty()
NAN = float("nan")
JOINED = "join expressions with `&`, `|` and `~`"
FILTERS = "a filter has no truth value: join filters with `&`, `|` and `~`"
PARENTHESES = "put parentheses around each comparison"


def _if():
    if e:
        pass


def _while():
    while q.is_startup:
        pass


def _assign():
    q.name = "x"


def _assign_deeper():
    q.name.first_name = "x"


def _assign_item():
    q.name["first_name"] = "x"


def _delete():
    del q.name


def _change():
    e.node = None


MISUSES = [
    (_if, TypeError, JOINED),
    (lambda: e and f, TypeError, JOINED),
    (lambda: e or f, TypeError, JOINED),
    (lambda: not e, TypeError, JOINED),
    (lambda: f if e else e, TypeError, JOINED),
    (lambda: [each for each in (1,) if e], TypeError, JOINED),
    (lambda: any([e, f]), TypeError, JOINED),
    (lambda: 1 < q.twitter_follower_count < 5, TypeError, "between(a, b)"),
    (lambda: q.name in ("x", "y"), TypeError, "q.x.in_(a, b)"),
    (lambda: "x" in q.name, TypeError, "q.name.contains(…)"),
    (lambda: [*q.name], TypeError, "write conditions on it"),
    (lambda: [*q], TypeError, "`companies` have no items: write `target.attributes` for the slugs"),
    (lambda: "name" in q, TypeError, "write `target.attributes` for the slugs"),
    (lambda: q.domains.where(lambda d: [*d]), TypeError, "the fields of q.domains have no items"),
    (lambda: len(q.name), TypeError, "write conditions on it"),
    (lambda: {q.name}, TypeError, "use str(q.name) as a key"),
    (_while, TypeError, "q.is_startup.is_true()"),
    (lambda: ~q.is_startup, TypeError, "~q.is_startup.is_true()"),
    (lambda: e & q.is_startup, TypeError, PARENTHESES),
    (lambda: q.is_startup | e, TypeError, PARENTHESES),
    (lambda: q.name == "x" & q.description == "y", TypeError, PARENTHESES),
    (lambda: q.name == "x" | (q.description == "y"), TypeError, PARENTHESES),
    (lambda: (q.name == "x") & True, TypeError, PARENTHESES),
    (lambda: False | (q.name == "x"), TypeError, PARENTHESES),
    (lambda: e & loose.build(e), TypeError, "write `attioql.build(expression)` first"),
    (lambda: loose.build(e) & e, TypeError, "write `attioql.build(expression)` first"),
    (lambda: e | loose.build(e), TypeError, "write `attioql.build(expression)` first"),
    (lambda: loose.build(e) | e, TypeError, "write `attioql.build(expression)` first"),
    (lambda: loose.build(e) & "name = 'x'", TypeError, "write `attioql.compile(text, target)` first"),
    (lambda: "name = 'x'" | loose.build(e), TypeError, "write `attioql.compile(text, target)` first"),
    (lambda: loose.build(e) & {"name": "x"}, TypeError, "write `attioql.load(value, target)` first"),
    (lambda: loose.build(e) and loose.build(f), TypeError, FILTERS),
    (lambda: loose.build(e) or loose.build(f), TypeError, FILTERS),
    (lambda: not loose.build(e), TypeError, FILTERS),
    (lambda: loose.any_of([e]), TypeError, "write `attioql.build(expression)` first"),
    (lambda: loose.all_of(e), TypeError, "write `attioql.build(expression)` first"),
    (lambda: loose.all_of(loose.build(e)), TypeError, "write `all_of([f])`"),
    (lambda: loose.all_of(["name = 'x'"]), TypeError, "write `attioql.compile(text, target)` first"),
    (lambda: loose.build(e).implies(e), TypeError, "write `attioql.build(expression)` first"),
    (lambda: q.name == q.description, TypeError, "q.description, another field"),
    (lambda: q.name.in_("x", q.description), TypeError, "q.description, another field"),
    (lambda: q.name == e, TypeError, PARENTHESES),
    (lambda: q.name == ["x"], TypeError, "q.name.in_(…)"),
    (lambda: q.name != ["x"], TypeError, "write q.name.not_in(…)"),
    (lambda: q.name.contains({"x"}), TypeError, "write q.name.contains(a) | q.name.contains(b) for one of several"),
    (lambda: q.name.not_contains(("x",)), TypeError, "q.name.not_contains(a) & q.name.not_contains(b) for none"),
    (lambda: q.created_at > ["x"], TypeError, "write (q.created_at > a) | (q.created_at > b)"),
    (lambda: q.created_at.between(["x"], "y"), TypeError, "q.created_at.between takes one value for each end"),
    (lambda: q.name.in_({"x"}), TypeError, "write q.name.in_([*values])"),
    (lambda: q.name.not_in(each for each in "x"), TypeError, "write q.name.not_in([*values])"),
    (lambda: q.name.in_(range(3)), TypeError, "a list or tuple of them, not range(0, 3)"),
    (lambda: q.name.in_("x", ["y"]), TypeError, "not both: ['y'] is among the values"),
    (lambda: q.name.in_([["x"]]), TypeError, "not ['x'] (list)"),
    (lambda: q.name == b"x", TypeError, "not b'x' (bytes)"),
    (lambda: q.name == object(), TypeError, "(object)"),
    (lambda: q.created_at > timedelta(days=1), TypeError, '(timedelta): write `attioql.moment("now") - duration`'),
    (lambda: q.created_at.during(timedelta(days=30)), TypeError, "(timedelta): write 'last 30d'"),
    (lambda: q.created_at.during(timedelta(seconds=1)), TypeError, "(timedelta)"),
    (lambda: q.created_at.during(datetime(2024, 5, 31, tzinfo=timezone.utc)), TypeError, "takes a period as text"),
    (lambda: q.created_at.during(loose.moment("now")), TypeError, "takes a period as text"),
    (lambda: q.created_at.during((date(2024, 5, 31),)), TypeError, "a pair of dates"),
    (lambda: q.created_at.during(True), TypeError, "takes a period as text"),
    (
        lambda: q.twitter_follower_count > NAN,
        ValueError,
        "q.twitter_follower_count cannot be compared with nan",
    ),
    (lambda: q.twitter_follower_count > Decimal("-Infinity"), ValueError, "which is not a finite number"),
    (lambda: q.name == "\ud800", ValueError, "half a surrogate pair"),
    (lambda: q.created_at > datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5))), ValueError, "years 1 to 9999"),
    (lambda: q.name.startswith("x"), TypeError, "did you mean `starts_with`?"),
    (lambda: q.name.nothing_like_it("x"), TypeError, "methods: in_, not_in"),
    (_assign, AttributeError, "q.name == value"),
    (_assign_deeper, AttributeError, "q.name.first_name == value"),
    (_assign_item, AttributeError, "q.name.first_name == value"),
    (_delete, AttributeError, "q.name == value"),
    (_change, AttributeError, "cannot be changed"),
    (lambda: q[1], TypeError, "goes by its slug"),
    (lambda: q[""], ValueError, "a slug is"),
    (lambda: q["a`b"], ValueError, "without backticks"),
    (lambda: q.team.to("a\nb"), ValueError, "without backticks"),
    (lambda: q.domains.where("x"), TypeError, "lambda e:"),
    (lambda: q.domains.where(q.name), TypeError, "lambda e:"),
    (lambda: q.domains.where(lambda _: None), TypeError, "must return an expression"),
    (lambda: q.domains.where(lambda d: d.domain), TypeError, "must return an expression"),
    (lambda: q.domains.where(lambda d: (d.domain == "x") and f), TypeError, JOINED),
    (lambda: q.domains.where(lambda _: e), ValueError, "use the argument of the function"),
    (lambda: q.domains.where(lambda d: (d.domain == "x") & e), ValueError, "use the argument of the function"),
    (lambda: q.domains.where(lambda _: loose.everything(COMPANIES)), ValueError, "use the argument of the function"),
    (
        lambda: e & (loose.fields(DEALS).name == "x"),
        ValueError,
        "the object `companies` and the object `deals`; compare",
    ),
    (
        lambda: loose.build(e) & loose.compile("", DEALS),
        ValueError,
        "the object `companies` and the object `deals`; compare",
    ),
    (lambda: ~loose.everything(COMPANIES), ValueError, "no opposite"),
    (lambda: loose.build(q.name), TypeError, "q.name == 'x'"),
    (lambda: loose.build("name = 'x'"), TypeError, "write `attioql.compile(text, target)` first"),
    (lambda: loose.build(loose.build(e)), TypeError, "which is a filter already"),
    (lambda: loose.build(q is None), TypeError, "not False"),
    (lambda: loose.fields("companies"), TypeError, "target must be"),
    (lambda: loose.everything(WORKSPACE), TypeError, "target must be"),
    (lambda: loose.moment("now and name = 1"), ValueError, "as in 'now - 8d'"),
    (lambda: loose.moment("now - :n"), ValueError, "as in 'now - 8d'"),
    (lambda: loose.moment(5), TypeError, "a moment is text"),
    (lambda: loose.moment("now - 8d") - timedelta(days=1), ValueError, "has it already"),
    (lambda: loose.moment("now") - timedelta(seconds=1), ValueError, "of whole minutes"),
    (lambda: loose.moment("now") - 8, TypeError, "by a timedelta"),
    (lambda: loose.member(5), TypeError, "by text or a UUID"),
]


@pytest.mark.parametrize(("misuse", "kind", "says"), MISUSES)
def test_misuse_raises_in_words(misuse, kind, says):
    with pytest.raises(kind) as caught:
        misuse()
    assert says in str(caught.value)


@pytest.mark.parametrize("value", ["x" * 10**6, 10**10_000, [["x"] * 10**5]], ids=["text", "int", "list"])
def test_the_value_in_a_message_is_bounded(value):
    for wrong in (lambda: q.name == [value], lambda: q.name == {"a": value}):
        with pytest.raises(TypeError) as caught:
            wrong()
        assert len(str(caught.value)) < 400


def test_the_inside_of_a_value_block_is_no_filter():
    kept: list[Any] = []

    def body(d):
        kept.append(d.domain == "x")
        return kept[0]

    q.domains.where(body)
    with pytest.raises(TypeError, match=r"q\.domains\.where"):
        attioql.build(kept[0])


def test_names_of_python_are_no_attributes():
    for name in ("__wrapped__", "__array__", "_repr_html_", "_name", "__len__"):
        assert not hasattr(q, name)
        with pytest.raises(AttributeError, match=name):
            getattr(q, name)
    assert not hasattr(q.name, "_repr_html_")
    assert str((q["_name"] == 1).text()) == "_name = 1"


@pytest.mark.parametrize("method", sorted({each.method for each in load_operators().spellings.values()}))
def test_every_operator_of_the_language_is_a_method(method):
    assert callable(getattr(attioql.Field, method))
    assert method.startswith("__") or str(q[method]) == f"q.{method}"
    assert repr(q[method] == 1) == f"<FilterExpression on companies: {_quoted(method)} = 1>"


def _quoted(name):
    return f"`{name}`" if name in {"contains", "between", "during"} else name


def test_a_method_is_reached_as_an_attribute_by_its_slug():
    for slug in ("where", "to", "in_", "is_true", "contains", "class", "lead-score", "ÄÖ", "two words"):
        assert (q.team[slug] == "x").text() in {f'team.{slug} = "x"', f'team.`{slug}` = "x"'}


def test_fields_say_what_they_are():
    assert repr(q) == "<Fields of companies>"
    assert repr(q.team.name.first_name) == "<Field team.name.first_name of companies>"
    assert str(q.team["lead-score"]["class"]) == "q.team['lead-score']['class']"
    assert repr(q.team.to("people").name) == "<Field team[people].name of companies>"
    assert "last_calendar_interaction" in dir(q)
    assert repr(attioql.moment("now") - timedelta(hours=36)) == "attioql.moment('now - 36h')"


@pytest.mark.parametrize("value", [q, q.team["lead-score"], attioql.moment("now - 8d"), attioql.member("x")], ids=repr)
def test_everything_can_be_copied_and_pickled(value):
    for each in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert repr(each) == repr(value)
        assert type(each) is type(value)


def test_actors_and_records_are_those_of_a_condition():
    uuid = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"
    for value in (attioql.member(uuid), attioql.token(uuid), attioql.app(uuid), attioql.system()):
        [condition] = attioql.build(q.created_by == value).conditions()
        assert condition.value == value
        assert attioql.build(q.created_by.in_(condition.value)) == attioql.build(q.created_by.in_([value]))
    company = attioql.record("companies", uuid)
    [condition] = attioql.build(attioql.fields(DEALS).associated_company == company).conditions()
    assert condition.value == company
    with pytest.raises(TypeError, match=r"q\.created_by takes"):
        q.created_by == attioql.ActorReference("user", uuid)  # noqa: B015 - it raises
    with pytest.raises(TypeError, match="takes a period"):
        q.created_at.during(company)


def test_moments_move_both_ways():
    today = attioql.moment("today")
    assert today - timedelta(days=-8) == today + timedelta(days=8) == today + "8d" == attioql.moment("TODAY + 8d")
    assert today + timedelta(days=-8) == today - timedelta(days=8) == attioql.moment("today - 8d")
    assert str(today - "3mo") == "today - 3mo"


def test_reflected_comparisons_turn_around():
    assert (q.twitter_follower_count > 5) == (q.twitter_follower_count > 5)
    assert (date(2024, 5, 31) >= q.created_at) == (q.created_at <= date(2024, 5, 31))
    assert (q.name == "x") == (q.name == "x")


def test_everything_is_neutral():
    everything = attioql.everything(COMPANIES)
    assert attioql.build(everything) == attioql.compile("", COMPANIES)
    assert everything & e == e & everything == e
    assert everything | e == e | everything == everything


def test_a_filter_error_shows_the_value_and_the_path():
    with pytest.raises(attioql.FilterError) as caught:
        attioql.build((q.name == 5) & (q.created_at > "soon") | (q.nam == Decimal("1.50")))
    assert [each.name for each in caught.value.diagnostics] == [
        "wrong-value-type",
        "invalid-timestamp",
        "unknown-attribute",
    ]
    for problem, shown in zip(caught.value.diagnostics, ("5", '"soon"', "nam"), strict=True):
        assert problem.source.name == "<expression>"
        assert problem.source.text[slice(*problem.span)] == shown


NOW = datetime(2024, 5, 15, 10, 30, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("wrong", "written", "right"),
    [
        (q.created_at >= "now - 30d", "attioql.moment('now - 30d')", q.created_at >= attioql.moment("now - 30d")),
        (q.created_at >= "Today", "attioql.moment('today')", q.created_at >= attioql.moment("today")),
        (q.created_at.in_("now"), "attioql.moment('now')", q.created_at.in_(attioql.moment("now"))),
        (q.foundation_date == "now", "attioql.moment('today')", q.foundation_date == attioql.moment("today")),
        (q.domains == None, ".is_empty()", q.domains.is_empty()),  # noqa: E711 - the case
        (q.domains != None, ".is_not_empty()", q.domains.is_not_empty()),  # noqa: E711 - the case
        (q["domains.domain"] == "x", "q.domains.domain", q["domains"]["domain"] == "x"),
        (q["team.name.first_name"] == "x", "q.team.name.first_name", q["team"]["name"]["first_name"] == "x"),
        (q["team.job_title"] == 1, "q.team.job_title", q["team"]["job_title"] == "1"),
    ],
    ids=str,
)
def test_a_fix_of_the_text_is_said_in_python(wrong, written, right):
    with pytest.raises(attioql.FilterError) as caught:
        attioql.build(wrong, now=NOW)
    [problem] = caught.value.diagnostics
    assert problem.notes[0] == f"in Python: `{written}`"
    fixed = attioql.fix(wrong.text(), COMPANIES, applicability=attioql.Applicability.UNSAFE, now=NOW)
    assert attioql.compile(fixed.text, COMPANIES, now=NOW) == attioql.build(right, now=NOW)


def test_now_and_the_time_zone_are_those_of_compile():
    now = datetime(2024, 5, 15, 10, 30, tzinfo=timezone.utc)
    built = attioql.build(q.created_at.during("today"), now=now, tz="Asia/Tokyo")
    assert built == attioql.compile("created_at during today", COMPANIES, now=now, tz="Asia/Tokyo")
    with pytest.raises(attioql.FilterError, match="depends on the current time"):
        attioql.build(q.created_at.during("today"))
    with pytest.raises(TypeError, match="now must be a datetime"):
        attioql.build(e, now="2024-05-15")  # type: ignore[arg-type]  # the case
