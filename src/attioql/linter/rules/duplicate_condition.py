"""A condition that stands twice in one group is left over from an edit.

It changes nothing, and whoever reads the filter looks for the difference.

```attioql target=companies
name = "Acme" and description contains "x" and name = "Acme"
```

```findings
1:48 duplicate-condition: this stands here twice
```

```fixed safe
name = "Acme" and description contains "x"
```

Groups count as well, in whatever order their members stand, and so does a value that stands twice in one list.
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.diagnostics.model import Applicability, Edit
from attioql.filters.model import Condition, Test
from attioql.linter.rule import Change, Finding, Replacement, Rule
from attioql.linter.superfluous import finding, superfluous_in
from attioql.linter.survey import survey_of
from attioql.linter.tree import Subject, Visit, comparisons
from attioql.syntax.nodes import Items, Literal
from attioql.text.source import Span


def _look(visit: Visit, subject: Subject) -> Iterator[Finding]:
    if visit.part.kind == "condition":
        yield from _in_text(visit) if subject.form == "text" else _in_json(visit)
    elif survey_of(subject).crowded:
        for found in superfluous_in(visit, subject):
            if found.twice:
                yield finding(found, "this stands here twice", "it stands here first")


def _in_text(visit: Visit) -> Iterator[Finding]:
    """Find the values that a list has again. What stands before one is its comma; a parameter may be anything."""
    for comparison in comparisons(visit.part):
        values = comparison.operand.values if isinstance(comparison.operand, Items) else ()
        seen: set[tuple[str, str]] = set()
        for before, value in zip(values[:1] + values[:-1], values, strict=True):
            if not isinstance(value, Literal):
                continue
            if (value.kind, value.text) in seen:
                edit = Edit(Span(before.end, value.end), "")
                yield _found(visit, Change("take it out", Applicability.SAFE, edits=(edit,)), value.span)
            seen.add((value.kind, value.text))


def _in_json(visit: Visit) -> Iterator[Finding]:
    meaning = visit.part.meaning
    if not isinstance(meaning, Condition):
        return
    once = tuple([_once(test) for test in meaning.tests])
    if once != meaning.tests:
        replacement = Replacement(visit.part, meaning.with_tests(once), visit.parent)
        yield _found(visit, Change("leave one of them", Applicability.SAFE, (replacement,)), None)


def _once(test: Test) -> Test:
    return test._replace(value=tuple(dict.fromkeys(test.value))) if isinstance(test.value, tuple) else test


def _found(visit: Visit, change: Change, span: Span | None) -> Finding:
    message = "a value stands twice in this list" if span is None else "this value stands in the list already"
    return Finding(visit.part, message, changes=(change,), span=span)


RULE = Rule("duplicate-condition", frozenset({"and", "or", "list"}), _look)
