"""Three or more equalities of one attribute path are joined by `or`, and could be one list.

A list is shorter, and shows that all its values are compared with the same attribute path.

```attioql target=companies
name = "Acme" or name = "Globex" or name = "Initech"
```

```findings
1:1 or-instead-of-in: these 3 equalities are one `in`
```

```fixed safe
name in ("Acme", "Globex", "Initech")
```

In filter JSON, the rule reports only types for which Attio documents `$in`: text and references to records. In
query text, it reports all types. If Attio has no `$in`, AttioQL compiles the list to equalities joined by `$or`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from attioql.diagnostics.model import Edit
from attioql.filters.model import Condition, Or
from attioql.linter.rule import Finding, FixStep, Gate, Remove, Replace, Rule, on_groups, safe
from attioql.linter.tree import Part, Subject, Visit
from attioql.operators import operator_of, written_as
from attioql.syntax.nodes import Comparison

FEWEST = 3
"""How many equalities are better a list; two read well enough."""


@on_groups(Gate(kinds=frozenset({"or"})))
def _equalities(visit: Visit, subject: Subject) -> Iterator[Finding]:
    group = visit.part
    if group.kind != "or" or len(group.parts) < FEWEST:
        return
    in_text = subject.form == "text"
    families: dict[Hashable, list[Part]] = {}
    for part in group.parts:
        key = _path_compared(part) if in_text else _path_and_other_tests(part)
        if key is not None:
            families.setdefault(key, []).append(part)
    for members in families.values():
        if len(members) >= FEWEST:
            listed = _as_list(members, subject) if in_text else _as_array(members, group)
            others = [Remove(part, group) for part in members[1:]]
            fix = safe("write one list" if in_text else "write one `$in`", listed, *others)
            related = tuple([(part, "one of them") for part in members[1:]])
            message = f"these {len(members)} equalities are one `in`"
            yield Finding(members[0], message, related=related, fixes=(fix,))


def _path_compared(part: Part) -> str | None:
    node = part.node
    return node.path.text if isinstance(node, Comparison) and node.operator == written_as("equal") else None


def _path_and_other_tests(part: Part) -> Hashable:
    """Return what a condition has in common with others that may be listed with it: its path and its other tests."""
    condition = part.meaning
    if not isinstance(condition, Condition):
        return None
    listed = condition.path.attribute.type.listed
    equal = [test for test in condition.tests if test.operator.property == listed]
    if len(equal) != 1 or equal[0].operator.name != operator_of("equal"):
        return None
    return condition.path.key, frozenset(test for test in condition.tests if test != equal[0])


def _as_list(members: list[Part], subject: Subject) -> FixStep:
    text = "" if subject.source is None else subject.source.text
    nodes = [part.node for part in members if isinstance(part.node, Comparison)]
    values = [text[node.operand.start : node.operand.end] for node in nodes if node.operand is not None]
    path = text[nodes[0].start : nodes[0].path.end]
    return Edit(members[0].span, f"{path} {written_as('equal', takes='list')} ({', '.join(dict.fromkeys(values))})")


def _as_array(members: list[Part], group: Part) -> FixStep:
    return Replace(members[0], Or(tuple([part.meaning for part in members])), group)


RULE = Rule(
    "or-instead-of-in", "AQ815", "note", "equalities joined by `or` could be one `in`", (_equalities,), needs="tests"
)
