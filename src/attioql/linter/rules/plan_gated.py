"""An attribute is filled in by Attio on some billing plans alone.

On other plans interactions and connection strengths have no values: a condition on one matches nothing there, and its
negation everything. The rule is of use where filters are shared between workspaces.

```attioql target=people
last_interaction.interacted_at >= 2024-05-01
```

```findings
1:1 plan-gated: `last_interaction` has values on some billing plans alone
```

Make sure of the plan, or filter by what every workspace has.

```attioql target=people
created_at >= 2024-05-01
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.linter.rule import Finding, Rule
from attioql.linter.tree import Subject, Visit
from attioql.linter.values import path_span, place_of


def _look(visit: Visit, _: Subject) -> Iterator[Finding]:
    attribute = place_of(visit.part).attribute
    if attribute.enriched or attribute.type.enriched:
        message = f"`{attribute.slug}` has values on some billing plans alone"
        yield Finding(visit.part, message, span=path_span(visit.part))


RULE = Rule("plan-gated", frozenset({"condition"}), _look, opt_in=True)
