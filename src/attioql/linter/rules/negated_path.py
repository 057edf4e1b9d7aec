"""A negated path to several records means that no record passes, not that some record fails.

`$not` is the complement. A path that leads to several records holds if one of them passes. Its negation holds if
none of them passes, and also if there is no record at all.

```attioql target=companies
team.job_title != "Engineer"
```

```findings
1:1 negated-path: this matches where no `team` record passes, or there is none; it does not ask for one that differs
```

This filter matches companies without an engineer, and companies without a team. Attio has no filter for companies
where some person is not an engineer. If a positive condition means the same, write it:

```attioql target=companies
team.job_title in ("Designer", "Founder")
```
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from attioql.filters.model import Not
from attioql.linter.many import reference_to_many
from attioql.linter.rule import Finding, Gate, Rule, on_conditions
from attioql.linter.tree import Subject, Visit
from attioql.syntax.spelling import quoted_name


@on_conditions(Gate(at=reference_to_many, needs=attrgetter("negated")))
def _negated_as_a_whole(visit: Visit, subject: Subject) -> Iterator[Finding]:
    way = reference_to_many(visit.condition.path, subject.target)
    if way and visit.negated is not isinstance(visit.part.meaning, Not):
        reference = quoted_name(way.rpartition(".")[2])
        message = (
            f"this matches where no `{reference}` record passes, or there is none; it does not ask for one that differs"
        )
        yield Finding(visit.part, message, ("Attio has no filter for “some record that does not”",))


RULE = Rule(
    "negated-path",
    "AQ823",
    "warning",
    "a path to several records is negated as a whole",
    (_negated_as_a_whole,),
    needs="paths",
)
