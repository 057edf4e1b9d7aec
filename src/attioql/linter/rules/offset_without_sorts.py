"""A request with `offset` has no `sorts`, so its pages have no fixed order.

Records that change between two requests can move to another place, so pages overlap or miss records.

```json target=people
{"filter": {"name": {"first_name": "Tom"}}, "limit": 100, "offset": 100}
```

```findings
1:59 offset-without-sorts: `offset` counts records, but without `sorts` their order may change
```

Sort by an attribute that does not change, such as `created_at`. If the target has it, the fix adds this sort. The
fix is unsafe because it changes the order of the records.

```fixed unsafe
{"filter": {"name": {"first_name": "Tom"}}, "limit": 100, "sorts": [{"attribute": "created_at", "direction": "asc"}], "offset": 100}
```

In a request of several lines:

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

from attioql.linter.rule import BodyKey, Finding, Rule, on_filters, unsafe
from attioql.linter.tree import Subject

_STAYS = "created_at"
_SORTS = f'[{{"attribute": "{_STAYS}", "direction": "asc"}}]'
_FIX = unsafe(
    f"sort by `{_STAYS}`, which changes the order that records come in", BodyKey("sorts", _SORTS, beside="offset")
)


@on_filters()
def _pages_in_no_order(subject: Subject) -> Iterator[Finding]:
    body = subject.body
    if body is None or "offset" not in body or body.get("sorts"):
        return
    if body["offset"] or "limit" in body:
        message = "`offset` counts records, but without `sorts` their order may change"
        note = f'an order that stays: `"sorts": {_SORTS}`'
        fixes = (_FIX,) if _STAYS in subject.target.attributes else ()
        yield Finding(subject.root, message, (note,), fixes=fixes, where=(None, "offset"), at_key=True)


RULE = Rule(
    "offset-without-sorts",
    "AQ826",
    "warning",
    "`offset` counts records that have no fixed order",
    (_pages_in_no_order,),
)
