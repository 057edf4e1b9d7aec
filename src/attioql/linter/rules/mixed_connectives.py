"""`and` and `or` side by side without parentheses are easily read the wrong way round.

`and` binds more tightly than `or`, as in SQL. A reader who goes from left to right takes the filter below for companies in
one of two ranges that were founded lately; it matches all small companies, whenever they were founded.

```attioql target=companies
employee_range = "1-10" or employee_range = "11-50" and foundation_date >= 2020-01-01
```

```findings
1:1 mixed-connectives: `and` binds more tightly than the `or` beside it, and no parentheses show it
```

```fixed safe
employee_range = "1-10" or (employee_range = "11-50" and foundation_date >= 2020-01-01)
```

The fix writes down what the text means now. Where the other reading was meant, put the parentheses there:

```attioql target=companies
(employee_range = "1-10" or employee_range = "11-50") and foundation_date >= 2020-01-01
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attioql.diagnostics.model import Applicability, Edit
from attioql.linter.rule import Change, Finding, Rule
from attioql.linter.tree import Part, Subject, Visit
from attioql.syntax.nodes import And, Block, Expression, Group, Or
from attioql.text.source import Span


def _look(visit: Visit, subject: Subject) -> Iterator[Finding]:
    if subject.form != "text":
        return
    if visit.part.kind == "condition":
        for mixed in _mixed_in(visit.part):
            bare = [each for each in mixed.operands if isinstance(each, And)]
            yield _found(visit.part, [each.span for each in bare], (), mixed.span)
        return
    parts = [part for part in visit.part.parts if part.kind == "and" and not part.grouped]
    if parts:
        related = tuple([(part, "this is read first") for part in parts])
        yield _found(visit.part, [part.span for part in parts], related, None)


def _mixed_in(part: Part) -> Iterator[Or]:
    """Yield each `or` in a value block that has a bare `and` among its members."""
    waiting: list[Expression] = [part.node.body] if isinstance(part.node, Block) else []
    while waiting:
        match waiting.pop():
            case Group(body):
                waiting.append(body)
            case And(operands):
                waiting += reversed(operands)
            case Or(operands) as either:
                waiting += reversed(operands)
                if any(isinstance(each, And) for each in operands):
                    yield either


def _found(part: Part, bare: Sequence[Span], related: tuple[tuple[Part, str], ...], span: Span | None) -> Finding:
    edits = [edit for start, end in bare for edit in (Edit(Span(start, start), "("), Edit(Span(end, end), ")"))]
    change = Change(
        "put parentheses around each `and`: this is what it means now", Applicability.SAFE, (), tuple(edits)
    )
    message = "`and` binds more tightly than the `or` beside it, and no parentheses show it"
    return Finding(part, message, related=related, changes=(change,), span=span)


RULE = Rule("mixed-connectives", frozenset({"or", "list"}), _look)
