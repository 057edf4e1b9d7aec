"""Odd values at every public function: an error of ours, or a `TypeError`, `ValueError` or `KeyError` that we raise, in words."""

import traceback
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

import attioql

WORKSPACE = attioql.Workspace.standard()
PEOPLE = WORKSPACE["people"]
FILTER = attioql.compile("created_at > 2024-01-01 and name contains 'a'", WORKSPACE["companies"])
PATH = attioql.compile("company.name = 'a'", PEOPLE)
EAST = timezone(timedelta(hours=14))


def nested(make, depth=3_000):
    value = make(None)
    for _ in range(depth):
        value = make(value)
    return value


CYCLE = []
CYCLE.append(CYCLE)
ODD = [
    *(None, True, 0, -1, 10**700, 10**5_000, -(10**5_000), 1.5, float("nan"), float("inf"), 1j),
    *(Decimal("NaN"), Decimal("sNaN"), Decimal("1e999999"), Decimal("-1e-999999")),
    *("", "a", "\0", "\ud800", "name = 'a'", "{", '{"name": "a"}', "name = :p", "created_at > now", "\ufeff", "../x"),
    *(b"", b"\xff", b'{"name": "a"}', bytearray(b"{}"), memoryview(b"{}"), [], [1], {}, {1: 2}, {"name": "a"}),
    *({None: 1}, {("a",): 1}, {"a": {1}}, {"$and": None}, {"$not": []}, set(), (), ("a",), object(), CYCLE),
    *(nested(lambda inner: [inner]), nested(lambda inner: {"$not": inner}), nested(lambda inner: {"$and": [inner]})),
    *(
        datetime(1, 1, 1),  # noqa: DTZ001 - without a zone on purpose
        datetime.min.replace(tzinfo=EAST),
        date.min,
        timedelta.max,
        UUID(int=0),
        EAST,
    ),
    *({"p": 10**5_000}, {"p": Decimal("sNaN")}, {"p": "\ud800"}, {"p": [None]}, {"p": CYCLE}),
    *({"values": {}}, {"values": []}, {"values": {"name": None}}, {"values": {"name": [None]}}, {"entry_values": {}}),
    *(range(3), "all", ["all"], ["\ud800"], [None], int, Ellipsis, WORKSPACE, PEOPLE, FILTER, attioql),
]
CALLS = {
    "compile": lambda odd: attioql.compile(odd, PEOPLE),
    "compile target": lambda odd: attioql.compile("name = 'a'", odd),
    "compile params": lambda odd: attioql.compile("name = :p", PEOPLE, params=odd),
    "compile now": lambda odd: attioql.compile("created_at > now", PEOPLE, now=odd),
    "compile tz": lambda odd: attioql.compile("created_at > today", PEOPLE, now=datetime.now(timezone.utc), tz=odd),
    "load": lambda odd: attioql.load(odd, PEOPLE),
    "load target": lambda odd: attioql.load({}, odd),
    "decompile": lambda odd: attioql.decompile(odd, PEOPLE),
    "check": lambda odd: list(map(str, attioql.check(odd, PEOPLE))),
    "lint": lambda odd: [each.to_dict() for each in attioql.lint(odd, PEOPLE)],
    "lint select": lambda odd: attioql.lint("name = 'a'", PEOPLE, select=odd),
    "lint now": lambda odd: attioql.lint("created_at > 0001-01-01", PEOPLE, now=odd, tz="Asia/Tokyo", select=["all"]),
    "fix": lambda odd: attioql.fix(odd, PEOPLE, applicability=attioql.Applicability.UNSAFE, lint=True),
    "fix target": lambda odd: attioql.fix("name = 'a'", odd),
    "fix applicability": lambda odd: attioql.fix("name = 'a'", PEOPLE, applicability=odd),
    "fix select": lambda odd: attioql.fix("name = 'a'", PEOPLE, select=odd),
    "fix ignore": lambda odd: attioql.fix({"name": "a"}, PEOPLE, ignore=odd),
    "fix params": lambda odd: attioql.fix("name = :p", PEOPLE, params=odd),
    "apply_fixes": lambda odd: attioql.apply_fixes(odd, attioql.check("nam = 'a'", PEOPLE)),
    "apply_fixes of a value": lambda odd: attioql.apply_fixes(odd, attioql.check({"nam": "a"}, PEOPLE)),
    "apply_fixes diagnostics": lambda odd: attioql.apply_fixes("name = 'a'", odd),
    "apply_fixes applicability": lambda odd: attioql.apply_fixes("name = 'a'", (), applicability=odd),
    "format": attioql.format,
    "format width": lambda odd: attioql.format("name = 'a' and name = 'b'", width=odd),
    "json_schema": attioql.json_schema,
    "json_schema depth": lambda odd: attioql.json_schema(PEOPLE, depth=odd),
    "grammar": attioql.grammar,
    "grammar dialect": lambda odd: attioql.grammar(PEOPLE, odd),
    "grammar depth": lambda odd: attioql.grammar(PEOPLE, depth=odd),
    "Compiler": attioql.Compiler,
    "Compiler maxsize": lambda odd: attioql.Compiler(PEOPLE, maxsize=odd),
    "Compiler compile": lambda odd: attioql.Compiler(PEOPLE).compile(odd),
    "Compiler params": lambda odd: attioql.Compiler(PEOPLE).compile("name = :p", params=odd),
    "Compiler now": lambda odd: attioql.Compiler(PEOPLE).compile("created_at > now", now=odd, tz=EAST),
    "from_dict": attioql.Workspace.from_dict,
    "from_listings": attioql.Workspace.from_listings,
    "from_listings objects": lambda odd: attioql.Workspace.from_listings({"objects": odd, "lists": odd}),
    "workspace": lambda odd: WORKSPACE[odd],
    "get": WORKSPACE.get,
    "in": lambda odd: odd in WORKSPACE,
    "json": FILTER.json,
    "dumps": lambda odd: FILTER.dumps("shorthand", odd),
    "matches": FILTER.matches,
    "related": lambda odd: PATH.matches({"values": {"company": []}}, related=odd),
    "explain": FILTER.explain,
    "implies": FILTER.implies,
    "equivalent": FILTER.equivalent,
    "==": FILTER.__eq__,
}
OURS = (attioql.FilterError, attioql.WorkspaceError, attioql.RecordError, attioql.RelatedNeededError)


def outcome(call, odd):
    """Call, and return the line that raised what is not ours; nothing where it is ours, or nothing was raised."""
    try:
        call(odd)
    except OURS as error:
        return None if str(error) else "no words"
    except (TypeError, ValueError, KeyError) as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        own = Path(attioql.__file__).parent in Path(last.filename).parents and last.line.startswith("raise ")
        return None if own else f"{last.filename}:{last.lineno}: {error!r:.200}"


@pytest.mark.parametrize("call", CALLS)
def test_odd_values_are_refused_in_words(call):
    assert [found for odd in ODD if (found := outcome(CALLS[call], odd)) is not None] == []


def test_a_filter_compiled_at_the_first_hours_of_the_calendar_is_cached():
    compiler = attioql.Compiler(PEOPLE)
    moments = [datetime.now(timezone.utc), datetime.min.replace(tzinfo=EAST), datetime.max.replace(tzinfo=EAST)]
    found = []
    for now in [*moments, *moments]:
        with suppress(attioql.FilterError):
            found.append(compiler.compile("created_at < yesterday or created_at < now", now=now, tz=EAST))
    assert len(found) == 4
