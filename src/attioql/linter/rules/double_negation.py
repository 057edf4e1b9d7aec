"""A negation inside another negation cancels it out.

A reader has to count them, and the next edit may remove only one of the two. Without both, the filter means the
same.

```attioql target=companies
not not name = "Acme"
```

```findings
1:1 double-negation: these two negations cancel each other out
```

```fixed safe
name = "Acme"
```

A `not` before a negative condition is also a double negation.

```attioql target=companies
not name != "Acme"
```

```findings
1:1 double-negation: these two negations cancel each other out
```

```fixed safe
name = "Acme"
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attioql.diagnostics.model import Edit
from attioql.filters.model import Not
from attioql.linter.rule import Finding, Gate, Replace, Rule, on_groups, safe
from attioql.linter.tree import Part, Subject, Visit
from attioql.syntax import nodes
from attioql.text.source import Span

_WORD = re.compile(r"#[^\r\n]*|(?i:not)|!")


@on_groups(Gate(kinds=frozenset({"not"})))
def _twice_negated(visit: Visit, subject: Subject) -> Iterator[Finding]:
    part = visit.part
    if part.kind != "not":
        return
    inner = _only_member(part.parts[0])
    if isinstance(inner.meaning, Not):
        left = inner.parts[0] if inner.parts else inner.meaning.operand
        fix = safe("remove both", Replace(part, left, visit.parent))
        message = "these two negations cancel each other out"
        yield Finding(part, message, related=((inner, "this is negative already"),), fixes=(fix,))
    elif subject.source is not None and isinstance(part.node, nodes.Not):
        last = _last_of_run(part.node, subject.source.text)
        if last is not None:
            fix = safe("remove all but one of them", Edit(Span(part.node.start, last), ""))
            yield Finding(part, "all but one of these negations cancel each other out", fixes=(fix,))


def _only_member(part: Part) -> Part:
    """Return the only member of a group that has no other, and of the group which that is in turn; any other part itself."""
    while part.kind in {"and", "or"} and len(part.parts) == 1:
        part = part.parts[0]
    return part


def _last_of_run(node: nodes.Not, text: str) -> int | None:
    """Return where the last of three negations or more in a row stands, which are one in the tree."""
    found = [each for each in _WORD.finditer(text, node.word_end, node.operand.start) if each[0][0] != "#"]
    return found[-1].start() if found else None


RULE = Rule(
    "double-negation", "AQ814", "warning", "two negations cancel each other out", (_twice_negated,), marks="unnecessary"
)
