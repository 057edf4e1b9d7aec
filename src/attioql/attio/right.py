"""The one right way to write a condition of which only the attribute, the operator and the value are known.

Fixes and translations are made here. A condition is built of what the catalogue knows, as the reader would build it, so
that what is returned is read without a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import cast

from attioql.attio.json_values import Refusal, from_json
from attioql.attio.subjects import MOST_STEPS, PathSubject, referred, subject_of
from attioql.attio.writer import JsonFilter, to_json
from attioql.catalog.asked import Asked
from attioql.catalog.members import folded
from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target
from attioql.filters.model import Condition, Node, Not, Or, Test
from attioql.operators import TEXT_ROLES, fold, is_presence, load_operators, operator_of, part_of_pattern, row_of
from attioql.values.ids import UUID
from attioql.values.iso import parse_date
from attioql.values.model import Rejection, Scalar

_SHAPES = {
    "email": re.compile(r"[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+"),
    "domain": re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}"),
}
_TITLE = "name"
"""The attribute that a record goes by."""

_EXACT = frozenset(
    {
        Rejection.OTHER_TYPE,
        Rejection.MALFORMED,
        Rejection.NO_TIMESTAMP,
        Rejection.OUT_OF_CALENDAR,
        Rejection.DAY_FOR_TIMESTAMP,
        Rejection.OFFSET,
        Rejection.NO_UUID,
    }
)
"""Refusals whose other value says the same, and not only something near."""


def right_condition(slug: str, operator: str, value: object, target: Target) -> dict[str, JsonFilter] | None:
    """Return filter JSON, with every property and operator named, for the one reading of an attribute, an Attio operator and a value.

    `slug` may be a name that people mistake for an attribute, an ID, or dotted: `name.first_name`, `company.domains`.
    `operator` is one of Attio's, such as `$eq`. `value` is a JSON value. Returns `None` where the attribute is not known,
    where Attio cannot ask for that, and where more than one thing may be meant:

    - a reference: a UUID names the record, a domain, an e-mail address or another text its attribute, by a path;
    - an actor: the UUID, e-mail address or name of a workspace member;
    - an interaction or a location: the one property that takes the value;
    - a list: `$in`, or `$or` of equalities where the property lacks it;
    - a select or status: a part of a title means the options that have it, or the option itself where a record has several;
    - `$not_empty` of false and `$eq` of null: `$not` around `$not_empty`;
    - numbers, true and false as text, a day for a time, a time with an offset: what the attribute takes instead.
    """
    subject = subject_of(slug, target)
    node = None if subject is None else right_node(subject, operator, value)
    return None if node is None else to_json(node)


def right_pattern(slug: str, pattern: str, wildcard: str, target: Target) -> dict[str, JsonFilter] | None:
    """Return filter JSON for a text that matches a pattern, as `right_condition` does; `None` for wildcards inside it."""
    subject = subject_of(slug, target)
    node = None if subject is None else right_like(subject, pattern, wildcard)
    return None if node is None else to_json(node)


def right_node(subject: PathSubject, operator: str, value: object) -> Node | None:
    """Return the model of the one reading of an operator and a JSON value on a subject, as `right_condition` does."""
    row = row_of(operator)
    match row.takes, value:
        case ("nothing", bool()):
            return _presence(subject, there=value)
        case ("nothing", _):
            return None
        case ("value", None) if row.is_equality:
            return _presence(subject, there=False)
        case (_, list() | tuple()) if row.is_equality:
            return _any_of(subject, value)
        case ("list", str()) if "," in value:
            return None
        case ("list", _):
            return _one(subject, row.lists, value)
        case (_, [single]):
            return _one(subject, operator, single)
    return _one(subject, operator, value)


def right_like(subject: PathSubject, pattern: str, wildcard: str) -> Node | None:
    """Return the model of a pattern with a wildcard at its ends alone: a part, a start, an end or the whole of a text."""
    operator, part = part_of_pattern(pattern, wildcard)
    if not part or wildcard in part or "_" in part:
        return None
    return right_node(subject, operator, part)


def right_between(slug: str, bounds: object, target: Target) -> dict[str, JsonFilter] | None:
    """Return filter JSON for an interval, which is two bounds in an array, as `right_condition` does."""
    subject = subject_of(slug, target)
    if subject is None or not isinstance(bounds, (list, tuple)) or len(bounds) != 2:
        return None
    node = right_interval(subject, *bounds)
    return None if node is None else to_json(node)


def right_interval(subject: PathSubject, lower: object, upper: object) -> Node | None:
    """Return the model of an interval: both bounds hold for one value."""
    first, last = load_operators().spelling_taking("range").operators
    low, high = right_node(subject, first, lower), right_node(subject, last, upper)
    if not isinstance(low, Condition) or not isinstance(high, Condition) or low.path != high.path:
        return None
    return low.with_tests((*low.tests, *high.tests))


def _presence(subject: PathSubject, *, there: bool) -> Node | None:
    kind = subject.attribute.type
    name = kind.implicit
    if (
        name is None
        and kind.presence is not None
        and [is_presence(test.operator) for test in kind.presence.tests] == [True]
    ):
        name = kind.presence.tests[0].property
    prop = subject.named or kind.properties.get(name or "")
    presence = None if prop is None else prop.presence
    found = _asked_instead(subject) if presence is None else subject.condition(Test(presence, True))
    return found if found is None or there else Not(found)


def _asked_instead(subject: PathSubject) -> Node | None:
    """Return what finds the records with a value of a type that has no test for that: the column `presence` of the types."""
    attribute = subject.attribute
    presence = attribute.type.presence
    if presence is None or subject.named is not None or len(subject.walked) >= MOST_STEPS:
        return None
    if presence.through:
        owners = referred(attribute, subject.workspace)
        reached = owners[0].attributes.get(presence.through) if len(owners) == 1 else None
        return None if reached is None else _asked_instead(subject.followed_by(owners[0], reached))
    properties = attribute.type.properties
    found = [_compared(subject, properties[each.property], each.operator, each.value) for each in presence.tests]
    conditions = tuple([each for each in found if each is not None])
    if not conditions or len(conditions) < len(found):
        return None
    return conditions[0] if len(conditions) == 1 else Or(conditions)


def _any_of(subject: PathSubject, values: Sequence[object]) -> Node | None:
    """One of several values: `$in` where all of it can be asked in one condition, otherwise `$or`."""
    found = [_one(subject, operator_of("equal"), value) for value in values]
    nodes = [node for node in found if node is not None]
    if not nodes or len(nodes) < len(found):
        return None
    return nodes[0] if len(nodes) == 1 else _listed(nodes) or Or(tuple(nodes))


def _listed(nodes: Sequence[Node]) -> Condition | None:
    """Join conditions that differ in the value of one property, which takes `$in`."""
    conditions = [node for node in nodes if isinstance(node, Condition)]
    first = conditions[0] if len(conditions) == len(nodes) else None
    if first is None:
        return None
    *others, last = first.tests
    operators = first.path.attribute.type.properties[last.operator.property].operators
    for condition in conditions:
        *same, one = condition.tests
        if condition.path != first.path or same != others or one.operator != last.operator:
            return None
    listed = operator_of("equal", lists=True)
    if last.operator.name != operator_of("equal") or listed not in operators:
        return None
    values = tuple(str(condition.tests[-1].value) for condition in conditions)
    return first.with_tests((*others, Test(operators[listed], values)))


def _one(subject: PathSubject, operator: str, value: object) -> Node | None:
    """Compare with one value: by the property that is named or implied, or as the type as a whole is compared."""
    if value is None or isinstance(value, (list, tuple, dict)):
        return None
    kind = subject.attribute.type
    prop = subject.named or kind.properties.get(kind.implicit or "")
    if prop is None or (prop.alone is not None and _is_taken(subject, prop, value)):
        return _WHOLES[kind.compared_as](subject._replace(named=None), operator, value)
    return _compared(subject, prop, operator, value)


def _is_taken(subject: PathSubject, prop: Property, value: object) -> bool:
    return _scalar(value, Asked(subject.attribute, prop, operator_of("equal"), subject.workspace)) is not None


def _record(subject: PathSubject, operator: str, value: object) -> Node | None:
    """A record by its ID, or by a path to what its text is: a domain, an e-mail address, or else its name."""
    attribute = subject.attribute
    if not isinstance(value, str):
        return None
    if UUID.match(value):
        if row_of(operator).role not in {"equal", "part"}:
            return None
        tests = [_test(attribute, "target_record_id", value.lower())]
        if len(attribute.objects) == 1:
            tests.append(_test(attribute, "target_object", attribute.objects[0]))
        return subject.condition(*tests)
    owners = referred(attribute, subject.workspace)
    shape = next((name for name, pattern in _SHAPES.items() if pattern.fullmatch(value)), "")
    ends = [(owner, end) for owner in owners for end in _holding(shape, owner)]
    ends = ends or [(owner, owner.attributes[_TITLE]) for owner in owners if _TITLE in owner.attributes]
    if len(ends) != 1 or len(subject.walked) >= MOST_STEPS:
        return None
    [(owner, end)] = ends
    if end.type.implicit is None:
        return None
    return _compared(subject.followed_by(owner, end), end.type.properties[end.type.implicit], operator, value)


def _holding(shape: str, owner: Target) -> list[Attribute]:
    """Return the attributes whose values are of a shape."""
    return [each for each in owner.attributes.values() if shape and _shape(each) == shape]


def _shape(attribute: Attribute) -> str:
    implicit = attribute.type.implicit
    return "" if implicit is None else attribute.type.properties[implicit].value.shape


def _actor(subject: PathSubject, operator: str, value: object) -> Node | None:
    """A workspace member, by both properties; or the type of actor."""
    attribute = subject.attribute
    if not isinstance(value, str) or row_of(operator).role not in {"equal", "part"}:
        return None
    if value in attribute.type.properties["referenced_actor_type"].value.known:
        return subject.condition(_test(attribute, "referenced_actor_type", value))
    found = _scalar(
        value,
        Asked(attribute, attribute.type.properties["referenced_actor_id"], operator_of("equal"), subject.workspace),
    )
    if found is None:
        return None
    return subject.condition(
        _test(attribute, "referenced_actor_type", "workspace-member"), _test(attribute, "referenced_actor_id", found)
    )


def _test(attribute: Attribute, prop: str, value: Scalar) -> Test:
    return Test(attribute.type.properties[prop].operators[operator_of("equal")], value)


def _by_property(subject: PathSubject, operator: str, value: object) -> Node | None:
    """Compare the one property that takes the value; a text may say what a value goes by."""
    kind = subject.attribute.type
    fitting = {
        name: node
        for name, prop in kind.properties.items()
        if (name == kind.named_by or not prop.kind.is_free_text)
        and _is_listed(value, prop)
        and (node := _compared(subject, prop, operator, value)) is not None
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _is_listed(value: object, prop: Property) -> bool:
    return not prop.value.open or value in prop.value.known


_WHOLES: dict[str, Callable[[PathSubject, str, object], Node | None]] = {
    "record": _record,
    "actor": _actor,
    "value": _by_property,
    "nothing": lambda *_: None,
}


def _compared(subject: PathSubject, prop: Property, operator: str, value: object) -> Node | None:
    """Compare a property with one value, by the operator or by what it comes to there."""
    if prop.kind.names == "option" and row_of(operator).role in TEXT_ROLES:
        return _options(subject, prop, operator, value)
    if row_of(operator).role == "part" and operator not in prop.operators and prop.kind.is_atom:
        operator = operator_of("equal")
    asked = Asked(subject.attribute, prop, operator, subject.workspace)
    if (
        row_of(operator).is_equality
        and prop.kind.precision == "instant"
        and (subject.named is None or operator not in prop.operators or _refused(value, asked))
    ):
        day = _day(subject, prop, value)
        if day is not None:
            return day
    if operator not in prop.operators:
        return None
    found = _scalar(value, asked)
    return None if found is None else subject.condition(Test(prop.operators[operator], found))


def _refused(value: object, asked: Asked) -> bool:
    return isinstance(from_json(value, asked), Refusal)


def _options(subject: PathSubject, prop: Property, operator: str, value: object) -> Node | None:
    """The options with a part in their titles; one that is called so where a record has several, as they are a set."""
    if not isinstance(value, str) or not value:
        return None
    attribute = subject.attribute
    if row_of(operator).role == "part" and attribute.many:
        whole = _scalar(value, Asked(attribute, prop, operator_of("equal"), subject.workspace))
        if whole is not None:
            return subject.condition(Test(prop.operators[operator_of("equal")], whole))
    part, matches = fold(value), row_of(operator).test
    titles = [each.title for each in attribute.options or () if not each.archived]
    equal = Test(prop.operators[operator_of("equal")], "")
    found = [
        subject.condition(equal._replace(value=title)) for title in dict.fromkeys(titles) if matches(fold(title), part)
    ]
    return Or(tuple(found)) if len(found) > 1 else found[0] if found else None


def _day(subject: PathSubject, prop: Property, value: object) -> Node | None:
    """All of a day, where times are compared."""
    day = parse_date(value) if isinstance(value, str) else None
    if day is None or day == date.max or not prop.takes_periods:
        return None
    ends = zip(load_operators().spelling_taking("period").operators, (day, day + timedelta(days=1)), strict=True)
    tests = []
    for operator, edge in ends:
        found = _scalar(edge.isoformat(), Asked(subject.attribute, prop, operator, subject.workspace))
        if found is None:
            return None
        tests.append(Test(prop.operators[operator], found))
    return subject.condition(*tests)


def _scalar(value: object, asked: Asked) -> Scalar | None:
    """Return a value as the property takes it, or the one that says the same."""
    found = from_json(value, asked)
    if not isinstance(found, Refusal):
        return found
    instead = _instead(value, found, asked)
    again = None if instead is None else from_json(instead, asked)
    return None if isinstance(again, Refusal) else again


def _instead(value: object, refusal: Refusal, asked: Asked) -> object:
    if refusal.why in _EXACT:
        return refusal.instead
    is_time = refusal.why is Rejection.TIME_FOR_DATE
    if is_time and re.fullmatch(r".{10}[Tt]00:00(:00(\.0+)?)?[Zz]?", str(value)):
        return refusal.instead
    if refusal.why is Rejection.UNKNOWN_OPTION:
        named = [each for each in asked.attribute.named_options if folded(each) == folded(cast("str", value))]
        return named[0] if len(named) == 1 else None
    return None
