"""`and` and `or` without parentheses between them are easily misread.

As in SQL, `and` binds more tightly than `or`. If you read the filter below from left to right, it seems to match
companies in one of two ranges that were founded lately. But it matches all companies with 1-10 employees, whenever
they were founded.

```attioql target=companies
employee_range = "1-10" or employee_range = "11-50" and foundation_date >= 2020-01-01
```

```findings
1:1 mixed-connectives: `and` binds more tightly than `or`, and no parentheses show it
```

```fixed safe
employee_range = "1-10" or (employee_range = "11-50" and foundation_date >= 2020-01-01)
```

The fix adds parentheses for what the filter means now. If you mean the other reading, write:

```attioql target=companies
(employee_range = "1-10" or employee_range = "11-50") and foundation_date >= 2020-01-01
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attioql.diagnostics.model import Edit
from attioql.linter.rule import Finding, Gate, Rule, on_conditions, on_groups, safe
from attioql.linter.tree import Part, Subject, Visit
from attioql.syntax.nodes import And, Block, Expression, Group, Or
from attioql.text.source import Span


@on_groups(Gate(kinds=frozenset({"or"})))
def _in_a_group(visit: Visit, _: Subject) -> Iterator[Finding]:
    bare = [part for part in visit.part.parts if part.kind == "and" and not part.grouped and part.node is not None]
    if visit.part.kind == "or" and bare:
        related = tuple([(part, "this is read first") for part in bare])
        yield _found(visit.part, [part.span for part in bare], related, None)


@on_conditions(Gate(odd=True))
def _in_a_block(visit: Visit, _: Subject) -> Iterator[Finding]:
    """Find each `or` in a value block that has a bare `and` among its members."""
    node = visit.part.node
    waiting: list[Expression] = [node.body] if isinstance(node, Block) else []
    while waiting:
        match waiting.pop():
            case Group(body):
                waiting.append(body)
            case And(operands):
                waiting += reversed(operands)
            case Or(operands) as either:
                waiting += reversed(operands)
                bare = [each.span for each in operands if isinstance(each, And)]
                if bare:
                    yield _found(visit.part, bare, (), either.span)


def _found(part: Part, bare: Sequence[Span], related: tuple[tuple[Part, str], ...], span: Span | None) -> Finding:
    edits = [edit for start, end in bare for edit in (Edit(Span(start, start), "("), Edit(Span(end, end), ")"))]
    fix = safe("put parentheses around each `and`: this is what it means now", *edits)
    message = "`and` binds more tightly than `or`, and no parentheses show it"
    return Finding(part, message, related=related, fixes=(fix,), span=span)


RULE = Rule(
    "mixed-connectives",
    "AQ812",
    "warning",
    "`and` and `or` are mixed without parentheses",
    (_in_a_group, _in_a_block),
)
