"""Pages that are counted by `offset` need a fixed order; without `sorts` there is none.

Records that are created or changed between two requests move, so that pages overlap or leave records out.

```json target=people
{"filter": {"name": {"first_name": "Tom"}}, "limit": 100, "offset": 100}
```

```findings
1:59 offset-without-sorts: pages are counted by `offset`, but without `sorts` their order may change
```

Sort by something that does not change, such as `created_at`.

```json target=people
{
  "filter": {"name": {"first_name": "Tom"}},
  "sorts": [{"attribute": "created_at", "direction": "asc"}],
  "limit": 100,
  "offset": 100
}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.linter.rule import Finding, Rule
from attioql.linter.tree import Subject, Visit

_MESSAGE = "pages are counted by `offset`, but without `sorts` their order may change"
_NOTE = 'an order that stays: `"sorts": [{"attribute": "created_at", "direction": "asc"}]`'


def _look(visit: Visit, subject: Subject) -> Iterator[Finding]:
    body = subject.body
    if body is None or "offset" not in body or body.get("sorts") or "filter_view_id" in body:
        return
    if body["offset"] or "limit" in body:
        yield Finding(visit.part, _MESSAGE, (_NOTE,), place=(None, "offset"), at_key=True)


RULE = Rule("offset-without-sorts", frozenset({"filter"}), _look)
