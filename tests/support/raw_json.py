"""Evaluates filter JSON as it is written, on records in the API's shape. It imports nothing of the library.

The rules are those of `docs/semantics.md`. Two readers of the library once agreed on a wrong model through thousands of tests, so
this is the judge: it looks at the JSON and at the record alone.
"""

import re
from decimal import Decimal
from itertools import pairwise

IMPLICIT = {
    "text": "value",
    "number": "value",
    "rating": "value",
    "currency": "currency_value",
    "checkbox": "value",
    "date": "value",
    "timestamp": "value",
    "select": "option",
    "status": "status",
    "domain": "domain",
    "email-address": "email_address",
    "personal-name": "full_name",
    "phone-number": "phone_number",
}
INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.(\d+))?Z)?")
COMPARE = {
    "$eq": lambda held, operand: held == operand,
    "$gt": lambda held, operand: held > operand,
    "$gte": lambda held, operand: held >= operand,
    "$lt": lambda held, operand: held < operand,
    "$lte": lambda held, operand: held <= operand,
    "$contains": lambda held, operand: operand.casefold() in held.casefold(),
    "$starts_with": lambda held, operand: held.casefold().startswith(operand.casefold()),
    "$ends_with": lambda held, operand: held.casefold().endswith(operand.casefold()),
    "$not_empty": lambda held, _: held != "",
}


def holds(written, record, related):
    """Tell whether a filter object holds for a record; `related` has the records that its references lead to."""
    if "path" in written:
        return any(_attribute(last, written["constraints"]) for last in _reached(written["path"], record, related))
    return all(_key(key, inner, record, related) for key, inner in written.items())


def _key(key, inner, record, related):
    if key == "$and":
        return all(holds(member, record, related) for member in inner)
    if key == "$or":
        return any(holds(member, record, related) for member in inner)
    if key == "$not":
        return not holds(inner, record, related)
    return _attribute(record["values"][key], inner)


def _reached(path, record, related):
    """Return the lists of values at the end of a path, one for each record that it reaches."""
    records = [record]
    for (_, slug), (following, _) in pairwise(path):
        references = [value for one in records for value in _active(one["values"][slug])]
        named = [value["target_record_id"] for value in references if value["target_object"] == following]
        records = [related[following, identity] for identity in named]
    return [one["values"][path[-1][1]] for one in records]


def _active(values):
    return [value for value in values if value.get("active_until") is None]


def _attribute(values, constraint):
    return any(_value(value, constraint) for value in _active(values))


def _value(value, constraint):
    """Tell whether one value passes all that one attribute object asks of it."""
    if not isinstance(constraint, dict) or next(iter(constraint)).startswith("$"):
        constraint = {IMPLICIT[value["attribute_type"]]: constraint}
    return all(_property(value, name, asked) for name, asked in constraint.items())


def _property(value, name, asked):
    tests = asked if isinstance(asked, dict) else {"$eq": asked}
    return all(_test(value, name, operator, operand) for operator, operand in tests.items())


def _test(value, name, operator, operand):
    if operator == "$in":
        return any(_test(value, name, "$eq", one) for one in operand)
    if name == "owner_member_id":
        actor = value["owner_actor"] or {}
        held = actor.get("id") if actor.get("type") == "workspace-member" else None
    else:
        held = value[name]
    if held is None:
        return False
    if name in {"option", "status"}:
        return operand in {held["title"], *held["id"].values()}
    return COMPARE[operator](*_comparable(held, operand, value["attribute_type"], name))


def _comparable(held, operand, kind, name):
    """Return both sides of a test in a form whose order is the one that is meant."""
    if kind in {"number", "rating", "currency"}:
        return Decimal(str(held)), Decimal(str(operand))
    if kind == "timestamp" or name in {"interacted_at", "active_from"}:
        return _instant(held), _instant(operand)
    return held, operand


def _instant(text):
    day, time, fraction = INSTANT.fullmatch(text).groups()
    return day, time or "00:00:00", (fraction or "").ljust(9, "0")
