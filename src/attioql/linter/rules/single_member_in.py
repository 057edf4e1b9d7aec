"""A list of one value says with more words what `=` says.

It is mostly what is left of a longer list, or the work of a program.

```attioql target=companies
name in ("Acme")
```

```findings
1:1 single-member-in: this list has one value, which `=` compares with as well
```

```fixed safe
name = "Acme"
```

On a timestamp, a list with one day asks for the first instant of that day, and `=` is refused there: nothing is said of it.

```attioql target=companies
last_interaction.interacted_at in (2024-05-31)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.diagnostics.model import Applicability, Edit
from attioql.filters.model import Condition, conditions
from attioql.linter.rule import Change, Finding, Replacement, Rule
from attioql.linter.tree import Subject, Visit, comparisons
from attioql.syntax.nodes import Comparison, Items
from attioql.text.source import Span

_INSTEAD = {"in": "=", "not in": "!="}
_INSTANTS = frozenset({"timestamp", "instant"})


def _look(visit: Visit, subject: Subject) -> Iterator[Finding]:
    yield from _in_text(visit, subject) if subject.form == "text" else _in_json(visit)


def _in_text(visit: Visit, subject: Subject) -> Iterator[Finding]:
    compared = list(comparisons(visit.part))
    taken = {each.path.text for each in compared if each.operator == "="}
    for comparison in compared:
        listed = comparison.operand
        if comparison.operator not in _INSTEAD or not isinstance(listed, Items) or len(listed.values) != 1:
            continue
        if subject.source is None or comparison.path.text in taken or _asks_for_an_instant(visit):
            continue
        instead = _INSTEAD[comparison.operator]
        yield _found(visit, instead, _change(comparison, listed, subject.source.text), comparison.span)


def _change(comparison: Comparison, listed: Items, text: str) -> Change:
    value = listed.values[0]
    instead = _INSTEAD[comparison.operator]
    span = Span(comparison.operator_start, listed.end)
    edit = Edit(span, f"{instead} {text[value.start : value.end]}")
    return Change(f"compare with `{instead}`", Applicability.SAFE, (), (edit,))


def _asks_for_an_instant(visit: Visit) -> bool:
    """Tell whether the value may be a whole day where an instant is asked for, which `=` does not take."""
    return any(
        condition.place.attribute.type.properties[test.operator.property].value.kind in _INSTANTS
        for condition in conditions(visit.part.meaning)
        for test in condition.tests
    )


def _in_json(visit: Visit) -> Iterator[Finding]:
    meaning = visit.part.meaning
    if not isinstance(meaning, Condition):
        return
    taken = {test.operator.property for test in meaning.tests if test.operator.name == "$eq"}
    lists = [
        test.value for test in meaning.tests if test.operator.name == "$in" and test.operator.property not in taken
    ]
    if any(isinstance(listed, tuple) and len(listed) == 1 for listed in lists):
        change = Change("write `$eq`", Applicability.SAFE, (Replacement(visit.part, meaning, visit.parent),))
        yield _found(visit, "$eq", change, None)


def _found(visit: Visit, instead: str, change: Change, span: Span | None) -> Finding:
    message = f"this list has one value, which `{instead}` compares with as well"
    return Finding(visit.part, message, changes=(change,), span=span)


RULE = Rule("single-member-in", frozenset({"list"}), _look)
