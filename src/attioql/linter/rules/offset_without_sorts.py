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

The rule also reports a query, such as `name.first_name = "Tom" limit 100 offset 100`. Write `order by created_at`
before `limit`.

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
from typing import NamedTuple

from attioql.diagnostics.model import Edit
from attioql.linter.rule import BodyKey, Finding, FixStep, Rule, on_filters, unsafe
from attioql.linter.tree import Subject
from attioql.syntax.endings import Ending
from attioql.text.source import Span

_STAYS = "created_at"
_SORTS = f'[{{"attribute": "{_STAYS}", "direction": "asc"}}]'
_ORDER = f"order by {_STAYS}"


class _Advice(NamedTuple):
    """What sorts in a request: its name, what to write, and the step that writes it. `offset` is where that is in query text."""

    name: str
    written: str
    step: FixStep
    offset: Span | None = None


_IN_JSON = _Advice("sorts", f'"sorts": {_SORTS}', BodyKey("sorts", _SORTS, beside="offset"))


@on_filters()
def _pages_in_no_order(subject: Subject) -> Iterator[Finding]:
    body = subject.body
    if body is None or "offset" not in body or body.get("sorts"):
        return
    if body["offset"] or "limit" in body:
        name, written, step, offset = _IN_JSON if subject.ending is None else _in_text(subject.ending)
        message = f"`offset` counts records, but without `{name}` their order may change"
        fix = unsafe(f"sort by `{_STAYS}`, which changes the order that records come in", step)
        fixes = (fix,) if _STAYS in subject.target.attributes else ()
        note = f"an order that stays: `{written}`"
        yield Finding(subject.root, message, (note,), fixes=fixes, span=offset, where=(None, "offset"), at_key=True)


def _in_text(ending: Ending) -> _Advice:
    [offset] = [clause.span for clause in ending.clauses if clause.word == "offset"]
    return _Advice("order by", _ORDER, Edit(Span(ending.start, ending.start), f"{_ORDER} "), offset)


RULE = Rule(
    "offset-without-sorts",
    "AQ826",
    "warning",
    "`offset` counts records that have no fixed order",
    (_pages_in_no_order,),
)
