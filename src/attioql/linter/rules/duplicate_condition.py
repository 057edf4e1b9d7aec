"""A group has the same condition twice, most likely after an edit.

The second one changes nothing, and a reader looks for a difference.

```attioql target=companies
name = "Acme" and description contains "x" and name = "Acme"
```

```findings
1:48 duplicate-condition: this occurs twice
```

```fixed safe
name = "Acme" and description contains "x"
```

The rule also reports a group that occurs twice, with its members in any order, and a value that occurs twice in one
list.
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.diagnostics.model import Edit
from attioql.filters.model import Condition, Test
from attioql.linter.rule import Finding, Gate, Replace, Rule, on_conditions, on_groups, safe
from attioql.linter.superfluous import finding, superfluous_in
from attioql.linter.tree import Subject, Visit, comparisons
from attioql.syntax.nodes import Items, Literal
from attioql.text.source import Span


@on_groups(Gate(kinds=frozenset({"and", "or"})))
def _twice_in_a_group(visit: Visit, subject: Subject) -> Iterator[Finding]:
    for found in superfluous_in(visit, subject):
        if found.twice:
            yield finding(found, "this occurs twice", "it is here first")


@on_conditions(Gate(odd=True))
def _twice_in_a_list(visit: Visit, _: Subject) -> Iterator[Finding]:
    """Find the values that a list has again. What stands before one is its comma; a parameter may be anything."""
    for comparison in comparisons(visit.part):
        values = comparison.operand.values if isinstance(comparison.operand, Items) else ()
        seen: set[tuple[str, str]] = set()
        for before, value in zip(values[:1] + values[:-1], values, strict=True):
            if isinstance(value, Literal) and (value.kind, value.text) in seen:
                fix = safe("remove it", Edit(Span(before.end, value.end), ""))
                message = "this value is already in the list"
                yield Finding(visit.part, message, fixes=(fix,), span=value.span)
            elif isinstance(value, Literal):
                seen.add((value.kind, value.text))


@on_conditions(Gate(odd=True))
def _twice_in_an_array(visit: Visit, _: Subject) -> Iterator[Finding]:
    meaning = visit.part.meaning
    if visit.part.node is None and isinstance(meaning, Condition):
        once = tuple([_once(test) for test in meaning.tests])
        if once != meaning.tests:
            fix = safe("keep one of them", Replace(visit.part, meaning.with_tests(once), visit.parent))
            yield Finding(visit.part, "this list has a value twice", fixes=(fix,))


def _once(test: Test) -> Test:
    return test._replace(value=tuple(dict.fromkeys(test.value))) if isinstance(test.value, tuple) else test


RULE = Rule(
    "duplicate-condition",
    "AQ804",
    "warning",
    "a group has the same condition twice",
    (_twice_in_a_group, _twice_in_a_list, _twice_in_an_array),
    marks="unnecessary",
)
