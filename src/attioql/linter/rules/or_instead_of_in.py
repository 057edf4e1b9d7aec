"""Three or more equalities of one thing, joined by `or`, are one list.

A list is shorter, and nobody has to check that all its members compare the same thing.

```attioql target=companies
name = "Acme" or name = "Globex" or name = "Initech"
```

```findings
1:1 or-instead-of-in: these 3 equalities are one `in`
```

```fixed safe
name in ("Acme", "Globex", "Initech")
```

In filter JSON the same is said where Attio documents `$in`: for texts and for references to records. In query text it is said
of everything; where there is no `$in`, the list is sent as equalities joined by `$or`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from attioql.diagnostics.model import Applicability, Edit
from attioql.filters.model import Condition, Or
from attioql.linter.rule import Change, Finding, Replacement, Rule
from attioql.linter.tree import Part, Subject, Visit
from attioql.syntax.nodes import Comparison
from attioql.text.source import Source

FEWEST = 3
"""How many equalities are better a list; two read well enough."""


def _look(visit: Visit, subject: Subject) -> Iterator[Finding]:
    group = visit.part
    if len(group.parts) < FEWEST:
        return
    in_text = subject.form == "text" and subject.source is not None
    families: dict[Hashable, list[Part]] = {}
    for part in group.parts:
        key = _path_compared(part) if in_text else _listed_place(part)
        if key is not None:
            families.setdefault(key, []).append(part)
    for members in families.values():
        if len(members) < FEWEST:
            continue
        change = _in_text(members, group, subject.source) if subject.source is not None and in_text else None
        change = change or _in_json(members, group)
        message = f"these {len(members)} equalities are one `in`"
        related = tuple([(part, "one of them") for part in members[1:]])
        yield Finding(members[0], message, related=related, changes=(change,))


def _path_compared(part: Part) -> str | None:
    match part.node:
        case Comparison(path, "="):
            return path.text
    return None


def _listed_place(part: Part) -> Hashable:
    """Return what a condition has in common with others that may be listed with it: its place and its other tests."""
    condition = part.meaning
    if not isinstance(condition, Condition):
        return None
    listed = condition.place.attribute.type.listed
    equal = [test for test in condition.tests if test.operator.property == listed]
    if len(equal) != 1 or equal[0].operator.name != "$eq":
        return None
    return condition.place.key, frozenset(test for test in condition.tests if test != equal[0])


def _in_text(members: list[Part], group: Part, source: Source) -> Change:
    values = []
    for part in members:
        if isinstance(part.node, Comparison) and part.node.operand is not None:
            operand = part.node.operand
            values.append(source.text[operand.start : operand.end])
    first = members[0]
    path = source.text[first.node.start : first.node.path.end] if isinstance(first.node, Comparison) else ""
    edit = Edit(first.span, f"{path} in ({', '.join(dict.fromkeys(values))})")
    return Change("write one list", Applicability.SAFE, _without(members[1:], group), (edit,))


def _in_json(members: list[Part], group: Part) -> Change:
    listed = Or(tuple([part.meaning for part in members]))
    first = Replacement(members[0], listed, group)
    return Change("write one `$in`", Applicability.SAFE, (first, *_without(members[1:], group)))


def _without(members: list[Part], group: Part) -> tuple[Replacement, ...]:
    return tuple([Replacement(part, None, group) for part in members])


RULE = Rule("or-instead-of-in", frozenset({"or"}), _look)
