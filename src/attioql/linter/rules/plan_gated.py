"""The attribute has values only on some of Attio's billing plans.

On other plans, interactions and connection strengths have no values. A condition on one of them matches nothing
there, and its negation matches everything. Select this rule for filters that several workspaces share.

```attioql target=people
last_interaction.interacted_at >= 2024-05-01
```

```findings
1:1 plan-gated: `last_interaction` has values only on some billing plans
```

Check the plan, or use an attribute that has values on every plan.

```attioql target=people
created_at >= 2024-05-01
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.catalog.workspace import Target
from attioql.filters.model import AttributePath
from attioql.linter.rule import Finding, Gate, Rule, on_conditions
from attioql.linter.tree import Subject, Visit, path_span


def _is_enriched(place: AttributePath, _: Target) -> bool:
    return place.attribute.enriched or place.attribute.type.enriched


@on_conditions(Gate(at=_is_enriched))
def _enriched(visit: Visit, subject: Subject) -> Iterator[Finding]:
    if _is_enriched(visit.condition.path, subject.target):
        message = f"`{visit.condition.path.attribute.slug}` has values only on some billing plans"
        yield Finding(visit.part, message, span=path_span(visit.part))


RULE = Rule(
    "plan-gated",
    "AQ821",
    "note",
    "the attribute has values only on some billing plans",
    (_enriched,),
    opt_in=True,
    needs="paths",
)
