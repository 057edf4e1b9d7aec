"""A contradiction is a filter, or a part of one, that no record can match.

It is a range that is empty, one value that is to equal two things, a prefix and an equality that exclude each other. Attio
takes it and answers with nothing, so the mistake looks like missing data.

```attioql target=deals
value > 5 and value < 3
```

```findings
1:1 contradiction: no record can match this: two of its conditions exclude each other
```

The smallest part is reported, not what stands around it: here one branch, which takes nothing from the other.

```attioql target=deals
stage = "Lead" or (value > 5 and value < 3)
```

```findings
1:19 contradiction: no record can match this: two of its conditions exclude each other
```

On an attribute that has several values, each condition may be met by a value of its own: there this is no contradiction.

Write what was meant: `or` for one of several, or the bounds the right way round.

```attioql target=deals
value > 3 and value < 5
```
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from attioql.linter.rule import Finding, Rule
from attioql.linter.tree import Subject, Visit
from attioql.linter.verdicts import Verdict, verdicts_of
from attioql.linter.wording import spelled


def _look(_: Visit, subject: Subject) -> Iterator[Finding]:
    for verdict in verdicts_of(subject).reported:
        if not verdict.always:
            yield _found(verdict, subject)


def _found(verdict: Verdict, subject: Subject) -> Finding:
    part, negated = verdict.visit.part, verdict.visit.negated
    notes = ("it stands under `not`, so that what is negated matches every record, or adds nothing",) if negated else ()
    if verdict.beside:
        message = "no record can match this branch: a condition beside the group excludes it"
        return Finding(
            part, message, notes, ((verdict.because[0], f"{spelled(verdict.because[0], subject, 'this')} excludes it"),)
        )
    if verdict.branches:
        group, *others = verdict.because
        message = "no record can match this: each branch of a group is excluded by a condition beside it"
        related = ((group, "each branch of this"), *((each, "is excluded by this") for each in others))
        return Finding(part, message, notes, related)
    if not verdict.because:
        return Finding(part, "no record can match this: no value passes it", notes)
    if len(verdict.because) == 2:
        one, two = verdict.because
        message = "no record can match this: two of its conditions exclude each other"
        return Finding(
            part,
            message,
            notes,
            ((one, f"{spelled(one, subject, 'one')} here"), (two, f"{spelled(two, subject, 'the other')} there")),
        )
    message = "no record can match this: some of its conditions exclude each other"
    return Finding(
        part, message, notes, tuple([(each, spelled(each, subject, "one of them")) for each in verdict.because])
    )


RULE = Rule("contradiction", frozenset({"filter"}), _look, needs=attrgetter("decidable"))
