"""Two negations one inside the other cancel out.

Whoever reads it has to count them, and the next edit takes one of the two away. What is left means the same and says it.

```attioql target=companies
not not name = "Acme"
```

```findings
1:1 double-negation: these two negations cancel each other out
```

```fixed safe
name = "Acme"
```

A `not` before a condition that is negative itself is one negation too many as well.

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

from collections.abc import Iterator

from attioql.diagnostics.model import Applicability
from attioql.filters.model import Not
from attioql.linter.rule import Change, Finding, Replacement, Rule
from attioql.linter.tree import Subject, Visit


def _look(visit: Visit, _: Subject) -> Iterator[Finding]:
    part = visit.part
    inner = part.parts[0]
    if isinstance(inner.meaning, Not):
        left = inner.parts[0] if inner.parts else inner.meaning.operand
        change = Change("leave both out", Applicability.SAFE, (Replacement(part, left, visit.parent),))
        message = "these two negations cancel each other out"
        yield Finding(part, message, related=((inner, "this is negative already"),), changes=(change,))


RULE = Rule("double-negation", frozenset({"not"}), _look)
