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

from collections.abc import Iterator

from attioql.diagnostics.model import Applicability, Edit
from attioql.linter.rule import Change, Finding, Rule
from attioql.linter.tree import Subject, Visit
from attioql.text.source import Span


def _look(visit: Visit, subject: Subject) -> Iterator[Finding]:
    if subject.form != "text":
        return
    bare = [part for part in visit.part.parts if part.kind == "and" and not part.grouped]
    if not bare:
        return
    edits: list[Edit] = []
    for part in bare:
        start, end = part.span
        edits += (Edit(Span(start, start), "("), Edit(Span(end, end), ")"))
    change = Change(
        "put parentheses around each `and`: this is what it means now", Applicability.SAFE, (), tuple(edits)
    )
    message = "`and` binds more tightly than the `or` beside it, and no parentheses show it"
    yield Finding(
        visit.part, message, related=tuple([(part, "this is read first") for part in bare]), changes=(change,)
    )


RULE = Rule("mixed-connectives", frozenset({"or"}), _look)
