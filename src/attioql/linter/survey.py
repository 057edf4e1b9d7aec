"""One walk over a filter: its parts in the order of the text, and what occurs in it, which says what rules need to run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from attioql.catalog.types import AttributeType, Operator
from attioql.filters.model import Condition, Node, Not, Or, TestValue
from attioql.linter.tree import Part, Subject, Visit
from attioql.values.kinds import KINDS
from attioql.values.model import Ordered

_BOUNDS = frozenset({"$gt", "$lt"})
_new = tuple.__new__


class Survey(NamedTuple):
    """The parts of a filter, a group before its members, and what occurs in it.

    `conditions` counts them. `crowded` are the keys of the attribute paths that two of them at least are about: without that, none of
    them follows from another one. `alone` says that a condition may be decided by itself, `decidable` that a part may be, by
    itself or by others; `several` that two conditions ask for one of several values; `negated` that something is.
    """

    visits: tuple[Visit, ...]
    conditions: int
    crowded: frozenset[str]
    alone: bool
    decidable: bool
    several: bool
    negated: bool


def survey_of(subject: Subject) -> Survey:
    """Return the survey of a filter, which is made on the first call."""
    return subject.once(_survey)


def _survey(subject: Subject) -> Survey:
    return survey(subject.root)


def survey(root: Part) -> Survey:
    """Walk through a filter."""
    visits: list[Visit] = []
    places: set[str] = set()
    crowded: set[str] = set()
    conditions = several = 0
    alone = has_not = False
    waiting: list[tuple[Iterator[Part], Part | None, bool]] = [(iter((root,)), None, False)]
    while waiting:
        parts, parent, negated = waiting.pop()
        for part in parts:
            meaning = part.meaning
            if part.kind != "condition":
                visits.append(_new(Visit, (part, parent, negated, None)))
                is_not = part.kind == "not"
                has_not = has_not or is_not
                waiting += ((parts, parent, negated), (iter(part.parts), part, negated is not is_not))
                break
            condition = meaning if type(meaning) is Condition else first_of(meaning)
            visits.append(_new(Visit, (part, parent, negated, condition)))
            conditions += 1
            place = condition.place
            (crowded if place.key in places else places).add(place.key)
            if not place.single:
                several += 1
            if condition is not meaning:
                has_not = has_not or type(meaning) is Not
                alone = alone or is_decidable(meaning)
            elif not alone:
                alone = may_be_decided(condition)
    found = (tuple(visits), conditions, frozenset(crowded), alone, alone or bool(crowded), several > 1, has_not)
    return _new(Survey, found)


def is_decidable(meaning: Node) -> bool:
    """Tell whether one condition, as written, may be decided by itself. Several alternatives are not."""
    inner = meaning.operand if isinstance(meaning, Not) else meaning
    if isinstance(inner, Condition):
        return may_be_decided(inner)
    return not isinstance(inner, Or) or len(inner.members) < 2


def first_of(meaning: Node) -> Condition:
    """Return the first condition of what one condition, as written, means."""
    while not isinstance(meaning, Condition):
        meaning = meaning.operand if isinstance(meaning, Not) else meaning.members[0]
    return meaning


def may_be_decided(condition: Condition) -> bool:
    """Tell whether no value may pass the tests of a condition; `False` is sure. Properties are independent of one another."""
    if not condition.others:
        operator = condition.operator
        return operator.name in _BOUNDS and _may_be_out_of_reach(condition.place.attribute.type, operator)
    tests = condition.tests
    names = {test.operator.property for test in tests}
    if len(names) == len(tests):
        return any(_may_be_out_of_reach(condition.place.attribute.type, test.operator) for test in tests)
    return len(tests) > 2 or not _is_plain_range(condition)


def is_below(kind: str, low: TestValue, high: TestValue) -> bool:
    """Tell whether one value of an ordered kind is less than another one."""
    domain = KINDS[kind].domain
    if not isinstance(domain, Ordered) or isinstance(low, tuple) or isinstance(high, tuple):
        return False
    return domain.measure(low) < domain.measure(high)


def _may_be_out_of_reach(kind: AttributeType, operator: Operator) -> bool:
    """Tell whether a test alone may ask for what no value is, such as a rating above the highest."""
    if operator.name not in _BOUNDS:
        return False
    rule = kind.properties[operator.property].value
    return rule.maximum is not None or rule.minimum is not None


def _is_plain_range(condition: Condition) -> bool:
    """Tell at a glance that two tests are a range with its lower end in it, and that below the upper one."""
    low, high = condition.tests
    if low.operator.name != "$gte" or high.operator.name not in {"$lt", "$lte"}:
        return False
    if low.operator.property != high.operator.property:
        return False
    kind = condition.place.attribute.type.properties[low.operator.property].value.kind
    return is_below(kind, low.value, high.value)
