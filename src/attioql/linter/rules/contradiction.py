"""No record can match the filter, or a part of it.

Examples are an empty range, one value that must equal two texts, or a prefix and an equality that exclude each
other. Attio accepts such a filter and returns no record, so the mistake looks like missing data.

```attioql target=deals
value > 5 and value < 3
```

```findings
1:1 contradiction: no record can match this: two of its conditions exclude each other
```

The rule reports the smallest such part. Here it is one branch; the other branch can still match.

```attioql target=deals
stage = "Lead" or (value > 5 and value < 3)
```

```findings
1:19 contradiction: no record can match this: two of its conditions exclude each other
```

On an attribute with several values, each condition can hold for another value, so this is not a contradiction.

Write `or` to match one of several values, or swap the bounds.

```attioql target=deals
value > 3 and value < 5
```
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from attioql.linter.part_text import spelled
from attioql.linter.rule import Finding, Gate, Rule, on_filters
from attioql.linter.tree import Subject
from attioql.linter.verdicts import Verdict, verdicts_of

_UNDER_NOT = "it is under `not`, so the negated part matches every record, or adds nothing"


@on_filters(Gate(needs=attrgetter("decidable")))
def _never_matched(subject: Subject) -> Iterator[Finding]:
    for verdict in verdicts_of(subject).reported:
        if not verdict.always:
            yield _found(verdict, subject)


def _found(verdict: Verdict, subject: Subject) -> Finding:
    notes = (_UNDER_NOT,) if verdict.visit.negated else ()
    because = verdict.because
    if not because:
        return Finding(verdict.visit.part, "no record can match this: no value passes it", notes)
    if verdict.beside:
        message = "no record can match this branch: a condition next to the group excludes it"
        related = [(because[0], f"{spelled(because[0], subject, 'this')} excludes it")]
    elif verdict.branches:
        message = "no record can match this: each branch of a group is excluded by a condition next to it"
        related = [(because[0], "each branch of this"), *((each, "is excluded by this") for each in because[1:])]
    elif len(because) == 2:
        message = "no record can match this: two of its conditions exclude each other"
        one, two = because
        related = [(one, f"{spelled(one, subject, 'one')} here"), (two, f"{spelled(two, subject, 'the other')} there")]
    else:
        message = "no record can match this: some of its conditions exclude each other"
        related = [(each, spelled(each, subject, "one of them")) for each in because]
    return Finding(verdict.visit.part, message, notes, tuple(related))


RULE = Rule("contradiction", "AQ801", "warning", "no record can match a filter, or a part of it", (_never_matched,))
