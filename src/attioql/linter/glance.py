"""What can be told of one condition at a glance: whether it may be decided by itself. Most conditions may not."""

from __future__ import annotations

from attioql.catalog.types import AttributeType, Operator
from attioql.filters.model import Condition, TestValue
from attioql.values.kinds import KINDS
from attioql.values.model import Ordered

_BOUNDS = frozenset({"$gt", "$lt"})


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
