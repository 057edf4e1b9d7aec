"""A bound on timestamps names a day, and means its first instant: the rest of the day falls on the wrong side.

Where a timestamp is compared, a date stands for the moment that the day begins. So `<= 2024-05-31` leaves out all of that day
but its first instant, and `> 2024-05-31` takes all of it in but that.

```attioql target=companies
created_at <= 2024-05-31
```

```findings
1:15 lost-day: this is the first instant of 2024-05-31: the rest of that day is left out
```

```fixed unsafe
created_at < 2024-06-01
```

Write `<` and `>=`, whose day does not depend on the bound's own instant, or `during`.

```attioql target=companies
created_at >= 2024-05-01 and created_at < 2024-06-01
```

Attributes of the type date have no such trap.

```attioql target=companies
foundation_date <= 2024-05-31
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.check.operands import NEGATIVE
from attioql.check.times import parse_date
from attioql.diagnostics.model import Applicability, Edit
from attioql.linter.instants import Stretch, stretch_of
from attioql.linter.rule import Change, Finding, Rewrite, Rule
from attioql.linter.tree import Subject, Value, Visit
from attioql.linter.values import value_finding, value_of
from attioql.syntax.nodes import Block, Range

_INSTEAD = {"$lte": "$lt", "$gt": "$gte"}
_SAID = {"$lte": "the rest of that day is left out", "$gt": "the rest of that day is taken in"}
_FIXES = {"$lte": "take that day in", "$gt": "leave that day out"}


def _look(visit: Visit, subject: Subject) -> Iterator[Finding]:
    value = value_of(visit)
    if value.operator not in _INSTEAD or not _names_a_day(value):
        return
    stretch = stretch_of(value.text, subject.clock)
    if stretch is None or stretch.day is None or (stretch.day.day == 1 and stretch.start != stretch.day.isoformat()):
        return
    message = f"this is the first instant of {stretch.day.isoformat()}: {_SAID[value.operator]}"
    yield value_finding(visit, message, (), tuple(_changes(visit, subject, value, stretch)))


def _names_a_day(value: Value) -> bool:
    """Tell whether a day is meant: a date; in JSON, whose timestamps have a time of day always, an upper bound as well."""
    return parse_date(value.text) is not None or (value.comparison is None and value.operator == "$lte")


def _changes(visit: Visit, subject: Subject, value: Value, stretch: Stretch) -> Iterator[Change]:
    message, operator = f"{_FIXES[value.operator]}, all of it", _INSTEAD[value.operator]
    if value.comparison is not None and isinstance(value.comparison.operand, Range):
        edit = _two_bounds(visit, subject, value, stretch)
        if edit is not None:
            yield Change(message, Applicability.UNSAFE, edits=(edit,))
    elif operator not in value.beside:
        yield Change(message, Applicability.UNSAFE, rewrites=(Rewrite(value, stretch.end, operator),))


def _two_bounds(visit: Visit, subject: Subject, value: Value, stretch: Stretch) -> Edit | None:
    """Return `between` written as two bounds, where two conditions say the same of one value."""
    comparison, part, source = value.comparison, visit.part, subject.source
    in_block = isinstance(part.node, Block)
    if comparison is None or source is None or not (in_block or value.at.mergeable):
        return None
    path = source.text[comparison.path.start : comparison.path.end]
    low = (
        source.text[comparison.operator_end : comparison.operand.low.end]
        if isinstance(comparison.operand, Range)
        else ""
    )
    bounds = f"{path} >={low} and {path} < {stretch.end}"
    if comparison.operator in NEGATIVE:
        return Edit(comparison.span, f"not ({bounds})")
    alone = in_block or part.grouped or visit.parent is None or visit.parent.kind == "and"
    return Edit(comparison.span, bounds if alone else f"({bounds})")


RULE = Rule("lost-day", frozenset({"timestamp", "instant"}), _look)
