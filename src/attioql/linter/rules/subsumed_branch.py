"""Another branch of the same `or` covers a branch, so the branch adds nothing.

The wider branch matches every record that the narrower branch matches. Often `or` should be `and`, or the wider
branch is a mistake.

```attioql target=deals
value > 100 or (value > 500 and stage = "Lead")
```

```findings
1:16 subsumed-branch: this branch adds nothing: `value > 100` matches all that it matches
```

```fixed safe
value > 100
```
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from attioql.linter.part_text import spelled
from attioql.linter.rule import Finding, Gate, Rule, on_groups
from attioql.linter.superfluous import finding, superfluous_in
from attioql.linter.tree import Subject, Visit


@on_groups(Gate(needs=attrgetter("crowded"), kinds=frozenset({"or"})))
def _covered(visit: Visit, subject: Subject) -> Iterator[Finding]:
    for found in superfluous_in(visit, subject) if visit.part.kind == "or" else ():
        if not found.twice:
            wider = spelled(found.because, subject, "another one")
            message = f"this branch adds nothing: {wider} matches all that it matches"
            yield finding(found, message, "this is wider")


RULE = Rule(
    "subsumed-branch",
    "AQ805",
    "warning",
    "a branch of an `or` is covered by another branch",
    (_covered,),
    marks="unnecessary",
)
