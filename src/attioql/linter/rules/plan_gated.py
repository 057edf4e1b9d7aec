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

from attioql.catalog.workspace import Target
from attioql.filters.model import Place
from attioql.linter.rule import Finding, Rule
from attioql.linter.tree import Subject, Visit
from attioql.linter.values import condition_of, path_span


def _look(visit: Visit, _: Subject) -> Iterator[Finding]:
    message = f"`{condition_of(visit).place.attribute.slug}` has values on some billing plans alone"
    yield Finding(visit.part, message, span=path_span(visit.part))


def _is_enriched(place: Place, _: Target) -> bool:
    return place.attribute.enriched or place.attribute.type.enriched


RULE = Rule("plan-gated", frozenset({"condition"}), _look, opt_in=True, at=_is_enriched)
