"""Values whose own `repr`, `str` and format raise: what a message shows of them never lets that out."""

from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

import attioql

WORKSPACE = attioql.Workspace.standard()
PEOPLE = WORKSPACE["people"]
FIELDS = attioql.fields(PEOPLE)
FILTER = attioql.compile("name = 'x'", PEOPLE)
NOW = datetime(2024, 1, 1, tzinfo=timezone.utc)
IDENTITY = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"


class HostileError(Exception):
    """What only the values here raise."""


def _raise(*_: object, **__: object) -> str:
    raise HostileError


METHODS = {"__repr__": _raise, "__str__": _raise, "__format__": _raise}


def hostile(base: type, *arguments: object, **more: object) -> Any:
    return type(f"Hostile{base.__name__}", (base,), METHODS | more)(*arguments)


VALUES = {
    "object": hostile(object),
    "str": hostile(str, "x"),
    "int": hostile(int, 5),
    "float": hostile(float, 1.5),
    "Decimal": hostile(Decimal, "1.5"),
    "dict": hostile(dict, {"name": "x"}),
    "list": hostile(list, ["x"]),
    "tuple": hostile(tuple, ("x",)),
    "bytes": hostile(bytes, b"x"),
    "UUID": hostile(UUID, IDENTITY),
    "date": hostile(date, 2024, 1, 1, isoformat=_raise),
    "datetime": hostile(datetime, 2024, 1, 1, 0, 0, 0, 0, timezone.utc, isoformat=_raise),
    "timedelta": hostile(timedelta, 1),
}
TEXTS = (
    "name = :v",
    "name in (:v)",
    "name in :v",
    "created_at = :v",
    "created_at during :v",
    "created_at > now - :v",
    "company = :v",
)
ATTRIBUTES = ("name", "created_at", "company", "record_id", "primary_location", "strongest_connection_strength", "nme")


def as_arguments(name: str, value: object) -> dict[str, Any]:
    return {name: value}


def filters(value):
    for name in ATTRIBUTES:
        yield {name: value}
        for key in ("$eq", "value", "$in", "$contains", "target_record_id", "$not_empty", "full_name", "interacted_at"):
            yield {name: {key: value}}
            yield {name: {key: [value]}}
        yield {name: {"interacted_at": {"$gt": value}}}
        yield {"filter": {name: value}, "limit": value, "offset": value, "sorts": value}
    yield from ({key: value} for key in ("$and", "$or", "$not", "filter", "path"))
    yield from ({key: [value]} for key in ("$and", "$or", "path"))
    yield {"filter": {"name": "x"}, "sorts": [{"attribute": value, "direction": value, "field": value}]}
    yield {"path": [[value, value]], "constraints": {"value": value}}
    yield {"field": value, "operator": value, "value": value}
    yield {"field": "name", "operator": "eq", "value": value}
    try:
        yield from ({value: "x"}, {"name": {value: "x"}}, {"filter": {value: 1}, value: 2}, {"$and": [{value: 1}]})
    except TypeError:
        return


def calls(value):
    for text in TEXTS:
        yield lambda text=text: attioql.check(text, PEOPLE, params={"v": value}, now=NOW)
        yield lambda text=text: attioql.Compiler(PEOPLE).compile(text, params={"v": value}, now=NOW)
    for given in filters(value):
        for call in (attioql.check, attioql.lint, attioql.load):
            yield lambda given=given, call=call: call(given, PEOPLE)
    for make in (attioql.compile, attioql.load, attioql.decompile):
        yield lambda make=make: make(value, PEOPLE)
    for name in ("select", "ignore", "now", "tz", "params"):
        yield lambda name=name: attioql.lint("created_at > now", PEOPLE, **as_arguments(name, value))
        yield lambda name=name: attioql.lint("created_at > now", PEOPLE, **as_arguments(name, [value]))
    yield lambda: attioql.compile("name = 'x'", value)
    yield lambda: WORKSPACE[value]
    yield lambda: FILTER.dumps(value)
    yield lambda: FILTER.dumps(indent=value)
    yield lambda: FILTER.implies(value)
    for name in ("in_", "contains", "where", "__eq__", "__lt__"):
        yield lambda name=name: getattr(FIELDS.name, name)(value)
        yield lambda name=name: getattr(FIELDS.created_at, name)(value)
    yield lambda: FIELDS.created_at.during(value)
    yield lambda: FIELDS[value]
    yield lambda: FILTER.matches({"values": {"name": [value]}})
    yield lambda: FILTER.explain({"values": {"name": [{"full_name": value, "attribute_type": value}]}})
    yield lambda: attioql.Workspace.from_dict(value)
    yield lambda: attioql.Workspace.from_dict({"objects": {"a": {"attributes": {"b": {"type": value}}}}})
    yield lambda: attioql.Workspace.from_listings({"objects": {"data": [{"api_slug": value}]}})
    yield lambda: attioql.Workspace.from_listings({value: {"data": []}, "objects": {"data": []}})


@pytest.mark.parametrize("name", VALUES)
def test_what_a_value_raises_when_it_is_shown_stays_inside(name):
    for call in calls(VALUES[name]):
        with suppress(TypeError, ValueError, KeyError, AttributeError):
            call()
