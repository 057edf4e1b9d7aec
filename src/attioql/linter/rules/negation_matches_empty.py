"""A negation also matches records without a value.

`$not` is the complement: it matches every record that its condition does not match, and a condition never holds
without a value. So this filter also matches companies without any domain:

```attioql target=companies
domains != "acme.com"
```

```findings
1:1 negation-matches-empty: records without a value of `domains` match this as well
```

```fixed unsafe
domains is not empty and domains != "acme.com"
```

If the filter should not match them, also require a value: with `is not empty`, which Attio has for some types, or
with another condition that needs a value.

```attioql target=companies
domains ends with ".com" and domains != "acme.com"
```

The rule does not report checkboxes, which are always true or false, and attributes that every record has, such as
`created_at`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from operator import attrgetter
from typing import TypeAlias

from attioql.filters.model import And, Condition, Not, conditions
from attioql.limits import LIMITS
from attioql.linter.facts import Clause, Clauses, clauses_of
from attioql.linter.many import is_always_there, reference_to_many
from attioql.linter.part_text import path_of
from attioql.linter.rule import Finding, FixDraft, Gate, Replace, Rule, on_filters, unsafe
from attioql.linter.survey import survey_of
from attioql.linter.tree import Part, Subject, Visit

MOST_GROUPS = LIMITS.lint_groups

_Settled: TypeAlias = Callable[[Part], frozenset[str]]
"""The attribute paths of which a member of a group says what becomes of records without a value."""


@on_filters(Gate(needs=attrgetter("negated")))
def _without_a_value(subject: Subject) -> Iterator[Finding]:
    visits = survey_of(subject).visits
    settled = cache(partial(_settled_in, clauses_of(subject)))
    parents = {visit.part: visit.parent for visit in visits}
    seen: set[tuple[Part | None, str]] = set()
    negations = [(visit, condition) for visit in visits for condition in _negated_by(visit)]
    for visit, condition in negations:
        key = (visit.parent, condition.path.key)
        if key in seen or not _may_be_empty(condition, subject):
            continue
        seen.add(key)
        if not _is_settled(condition.path.key, visit, parents, settled):
            message = f"records without a value of `{path_of(condition)}` match this as well"
            yield Finding(visit.part, message, fixes=_fixes(visit, condition))


def _negated_by(visit: Visit) -> list[Condition]:
    """Return what is negated here: by its operator, or by a `not` right before a condition or a group of some."""
    part = visit.part
    if visit.negated:
        return []
    if part.kind == "condition":
        return [next(conditions(part.meaning))] if isinstance(part.meaning, Not) else []
    if part.kind != "not":
        return []
    inner = part.parts[0]
    members = (inner,) if inner.kind == "condition" else inner.parts if inner.kind in {"and", "or"} else ()
    return [
        next(conditions(member.meaning))
        for member in members
        if member.kind == "condition" and not isinstance(member.meaning, Not)
    ]


def _may_be_empty(condition: Condition, subject: Subject) -> bool:
    place = condition.path
    if is_always_there(place) or reference_to_many(place, subject.target):
        return False
    properties = place.attribute.type.properties
    return not any(
        test.operator.row.role == "presence" or properties[test.operator.property].kind.json_type == "boolean"
        for test in condition.tests
    )


def _is_settled(key: str, visit: Visit, parents: Mapping[Part, Part | None], settled: _Settled) -> bool:
    """Tell whether what stands beside a negation says what is to become of records without a value.

    A condition joined to it by `and` may hold only where the attribute has a value; `is empty` asks for those that have none.
    """
    around = visit.parent
    for _ in range(MOST_GROUPS):
        if around is None or around.kind == "not":
            return False
        if key in settled(around):
            return True
        around = parents[around]
    return True


def _settled_in(clauses: Clauses, group: Part) -> frozenset[str]:
    said = [clauses[part] for part in group.parts]
    needed = [_needed_by(clause) for clause in said] if group.kind == "and" else []
    return frozenset().union(*needed, *map(_empty_by, said))


def _empty_by(clause: Clause) -> set[str]:
    """Return the place of a clause that is `is empty` and nothing else."""
    if not clause.alone or clause.literals[0].holds:
        return set()
    condition = clause.literals[0].condition
    return {condition.path.key} if condition.operator.row.role == "presence" else set()


def _needed_by(clause: Clause) -> set[str]:
    """Return the places where a clause needs a value: for alternatives, the one that all of them are about."""
    places = {literal.condition.path.key for literal in clause.literals if literal.holds}
    if clause.all_of or not clause.literals:
        return places
    complete = clause.whole and all(literal.holds for literal in clause.literals)
    return places if complete and len(places) == 1 else set()


def _fixes(visit: Visit, condition: Condition) -> tuple[FixDraft, ...]:
    """Ask for a value as well. A group would be spelled anew for that, so that it is left as it is."""
    if visit.part.kind == "not" and visit.part.parts[0].kind != "condition":
        return ()
    presence = condition.path.attribute.type.properties[condition.operator.property].presence
    if presence is None:
        return ()
    value = Condition(condition.path, presence, True)
    meaning = And((value, visit.part.meaning))
    message = f"add `{path_of(condition)} is not empty`: records without a value no longer match"
    return (unsafe(message, Replace(visit.part, meaning, visit.parent)),)


RULE = Rule(
    "negation-matches-empty",
    "AQ807",
    "note",
    "a negation also matches records without a value",
    (_without_a_value,),
    needs="tests",
)
