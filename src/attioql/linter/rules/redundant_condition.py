"""A condition follows from another condition of the same `and`, so it adds nothing.

Every record that matches the stronger condition also matches the weaker one. Often the weaker one is a mistake.

```attioql target=deals
value > 500 and value > 100
```

```findings
1:17 redundant-condition: this adds nothing: it follows from `value > 500`
```

```fixed safe
value > 500
```

The rule proves this for all records, including records without a value, for which a negation holds. So `value !=
100` follows from `value > 500`, but not the other way round.

The rule also compares several operators on one value, in filter JSON or in a value block:

```json target=deals
{"value": {"$gte": 5, "$gt": 5}}
```

```findings
1:12 redundant-condition: this adds nothing: it follows from `"$gt": 5`
```

```fixed safe
{"value": {"$gt": 5}}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from attioql.linter.one_value_tests import spelled_test, superfluous_tests
from attioql.linter.part_text import spelled
from attioql.linter.rule import Finding, Gate, Rule, on_conditions, on_groups, safe
from attioql.linter.superfluous import finding, superfluous_in
from attioql.linter.tree import Subject, Visit
from attioql.linter.verdicts import verdicts_of


@on_groups(Gate(needs=attrgetter("crowded"), kinds=frozenset({"and"})))
def _follows(visit: Visit, subject: Subject) -> Iterator[Finding]:
    for found in superfluous_in(visit, subject) if visit.part.kind == "and" else ():
        if not found.twice:
            stronger = spelled(found.because, subject, "another part of the filter")
            yield finding(found, f"this adds nothing: it follows from {stronger}", "this is stronger")


@on_conditions(Gate(odd=True))
def _tests_that_follow(visit: Visit, subject: Subject) -> Iterator[Finding]:
    if visit.part in verdicts_of(subject).decided:
        return
    for test, stronger in superfluous_tests(visit, subject.source):
        message = f"this adds nothing: it follows from {spelled_test(stronger, subject)}"
        fix = safe("remove it", test.removal)
        yield Finding(visit.part, message, fixes=(fix,), span=test.span, where=test.where, at_key=True)


RULE = Rule(
    "redundant-condition",
    "AQ803",
    "warning",
    "a condition follows from another one of the same `and`",
    (_follows, _tests_that_follow),
    marks="unnecessary",
)
