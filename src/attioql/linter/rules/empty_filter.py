"""An empty filter matches every record.

Code produces such a filter if it has no conditions to add. Attio accepts it and returns all records, page by page.

```json target=people
{"filter": {}, "limit": 500}
```

```findings
1:2 empty-filter: the filter is empty, so every record matches
```

In an `$or`, an empty filter makes the whole `$or` match every record. In an `$and`, it has no effect.

```json target=companies
{"$and": [{}, {"name": "Acme"}]}
```

```findings
1:11 empty-filter: an empty filter adds nothing to `$and`
```

```fixed safe
{"$and": [{"name": "Acme"}]}
```

To get all records, send a request without a filter.

```json target=people
{"limit": 500}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.linter.rule import Finding, Gate, Remove, Rule, on_groups, safe, unsafe
from attioql.linter.tree import Subject, Visit


@on_groups(Gate(kinds=frozenset({"everything"})))
def _empty(visit: Visit, subject: Subject) -> Iterator[Finding]:
    part, parent = visit.part, visit.parent
    if part.kind != "everything":
        return
    if parent is None:
        if subject.body is None or "filter" in subject.body:
            yield Finding(part, "the filter is empty, so every record matches")
    elif all(each.kind == "everything" for each in parent.parts):
        if part is parent.parts[0]:
            yield Finding(part, f"`${parent.kind}` has only empty filters, so it matches every record")
    elif parent.kind == "or":
        fix = unsafe("remove it, so that the filter matches what its other conditions match", Remove(part, parent))
        yield Finding(part, "an empty filter makes this `$or` match every record", fixes=(fix,))
    else:
        fix = safe("remove it", Remove(part, parent))
        yield Finding(part, "an empty filter adds nothing to `$and`", fixes=(fix,))


RULE = Rule("empty-filter", "AQ824", "warning", "the filter is empty, so every record matches", (_empty,))
