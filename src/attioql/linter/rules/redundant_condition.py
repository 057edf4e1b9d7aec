"""A condition that follows from another one joined to it by `and` adds nothing.

Every record that matches the stronger condition matches the weaker one. Often the weaker one is a mistake.

```attioql target=deals
value > 500 and value > 100
```

```findings
1:17 redundant-condition: this adds nothing: it follows from `value > 500`
```

```fixed safe
value > 500
```

The rule proves this for all records, also those without a value, for which a negation holds: so `value != 100` follows
from `value > 500`, and not the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from attioql.linter.part_text import spelled
from attioql.linter.rule import Finding, Gate, Rule, on_groups
from attioql.linter.superfluous import finding, superfluous_in
from attioql.linter.tree import Subject, Visit


@on_groups(Gate(needs=attrgetter("crowded"), kinds=frozenset({"and"})))
def _follows(visit: Visit, subject: Subject) -> Iterator[Finding]:
    for found in superfluous_in(visit, subject) if visit.part.kind == "and" else ():
        if not found.twice:
            stronger = spelled(found.because, subject, "what stands beside it")
            yield finding(found, f"this adds nothing: it follows from {stronger}", "this is stronger")


RULE = Rule("redundant-condition", "AQ803", "warning", "a condition follows from another one beside it", (_follows,))
