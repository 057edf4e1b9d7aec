"""A contradiction is a filter, or a part of one, that no record can match.

It is a range that is empty, one value that is to equal two things, a prefix and an equality that exclude each other.
Attio takes it and answers with nothing at all, so the mistake looks like missing data.

```attioql target=deals
value > 5 and value < 3
```

```findings
1:1 contradiction: no record can match this
```

On an attribute that has several values, each condition may be met by a value of its own: there this is no contradiction.

Write what was meant: `or` for one of several, or the bounds the right way round.

```attioql target=deals
value > 3 and value < 5
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.filters.analysis import is_contradiction
from attioql.linter.rule import Finding, Rule
from attioql.linter.tree import Subject, Visit


def _look(visit: Visit, subject: Subject) -> Iterator[Finding]:
    if is_contradiction(subject.meaning):
        yield Finding(visit.part, "no record can match this")


RULE = Rule("contradiction", frozenset({"filter"}), _look)
