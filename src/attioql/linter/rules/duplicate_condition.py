"""A condition that stands twice in one group is left over from an edit.

It changes nothing, and whoever reads the filter looks for the difference.

```attioql target=companies
name = "Acme" and description contains "x" and name = "Acme"
```

```findings
1:48 duplicate-condition: this stands here twice
```

```fixed safe
name = "Acme" and description contains "x"
```

Groups count as well, in whatever order their members stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from attioql.linter.rule import Finding, Rule
from attioql.linter.superfluous import finding, superfluous_in
from attioql.linter.tree import Subject, Visit


def _look(visit: Visit, subject: Subject) -> Iterator[Finding]:
    for found in superfluous_in(visit, subject):
        if found.twice:
            yield finding(found, "this stands here twice", "it stands here first")


RULE = Rule("duplicate-condition", frozenset({"and", "or"}), _look, needs=attrgetter("crowded"))
