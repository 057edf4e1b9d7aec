"""Each condition on an attribute with several values can hold for another value.

`and` matches records that meet both conditions, but not necessarily with the same value. The filter below matches a
person with the addresses `ann@acme.com` and `jo@globex.com`.

```attioql target=people
email_addresses.email_domain = "acme.com" and email_addresses.email_local_specifier starts with "j"
```

```findings
1:47 uncorrelated-conditions: `email_addresses` may have several values: one may meet `email_addresses.email_domain = "acme.com"`, and another one this
```

```fixed unsafe
email_addresses { email_domain = "acme.com" and email_local_specifier starts with "j" }
```

A value block tests one value. In filter JSON, it is one attribute object. The fix is unsafe, because it makes fewer
records match.
The rule does not report different equalities of one property, because they need two values.

A path to several records has the same problem. Attio has no filter for one record that meets both conditions, so
there is no fix. Check the results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from attioql.diagnostics.model import Applicability
from attioql.filters.model import Condition, Test
from attioql.filters.one_value import can_be_value
from attioql.limits import LIMITS
from attioql.linter.facts import Clauses, GroupMember, clauses_of, is_outermost, members_of
from attioql.linter.many import reference_to_many
from attioql.linter.part_text import spelled
from attioql.linter.rule import Finding, FixDraft, Gate, Remove, Replace, Rule, on_groups, unsafe
from attioql.linter.tree import Part, Subject, Visit
from attioql.operators import operators_of
from attioql.syntax.spelling import quoted_name

MOST_JOINED = LIMITS.lint_joined

_PAIRS = (
    operators_of("above", "below"),
    operators_of("start", "end"),
)
"""Operators of one property that go together when they differ: two ends of a range, two ends of a text."""


class _Joined(NamedTuple):
    """A member of an `and` that is one condition, and the condition."""

    member: GroupMember
    condition: Condition


@on_groups(Gate(needs=attrgetter("several"), kinds=frozenset({"and"})))
def _met_by_two(visit: Visit, subject: Subject) -> Iterator[Finding]:
    if visit.part.kind != "and" or not is_outermost(visit):
        return
    several = list(_on_several(visit, subject))
    if len(several) < 2:
        return
    by_place: dict[str, list[_Joined]] = {}
    by_reference: dict[str, list[_Joined]] = {}
    for joined in several:
        place = joined.condition.path
        by_place.setdefault(place.key, []).append(joined)
        reference = reference_to_many(place, subject.target)
        if reference:
            by_reference.setdefault(reference, []).append(joined)
    for bucket in by_place.values():
        yield from _values(bucket, subject)
    for bucket in by_reference.values():
        yield from _records(bucket, subject)


def _on_several(visit: Visit, subject: Subject) -> Iterator[_Joined]:
    """Yield the conditions that some value of several is to meet."""
    clauses = clauses_of(subject)
    for member in members_of(visit.part):
        condition = _asked(member.part, clauses)
        if (
            condition is not None
            and not condition.path.single
            and not any(test.operator.row.role == "presence" for test in condition.tests)
        ):
            yield _Joined(member, condition)


def _asked(part: Part, clauses: Clauses) -> Condition | None:
    """Return the condition that a part is, and nothing else."""
    if type(part.meaning) is Condition:
        return part.meaning
    clause = clauses[part]
    return clause.literals[0].condition if clause.alone and clause.literals[0].holds else None


def _values(bucket: Sequence[_Joined], subject: Subject) -> Iterator[Finding]:
    family: list[_Joined] = []
    for joined in bucket[:MOST_JOINED]:
        if all(_read_as_one(joined.condition, other.condition) for other in family):
            family.append(joined)
    if len(family) < 2:
        return
    first, *others = family
    place = first.condition.path
    tests = tuple(sorted([test for each in family for test in each.condition.tests], key=_key))
    if can_be_value(place.attribute, tests, ()) is False:
        return
    fix = _block(family, first.condition.with_tests(tests))
    message = (
        f"`{place.text}` may have several values: one may meet "
        f"{spelled(first.member.part, subject, 'the first condition')}, and another one this"
    )
    related = tuple([(each.member.part, "this value") for each in family[:-1]])
    yield Finding(others[-1].member.part, message, related=related, fixes=(fix,))


def _read_as_one(one: Condition, two: Condition) -> bool:
    """Tell whether two conditions on one place read as if about one value."""
    if {test.operator.rank for test in one.tests} & {test.operator.rank for test in two.tests}:
        return False
    return all(_go_together(first, second) for first in one.tests for second in two.tests)


def _go_together(one: Test, two: Test) -> bool:
    if one.operator.property != two.operator.property:
        return True
    names = {one.operator.name, two.operator.name}
    return any(names <= pair for pair in _PAIRS) and len({name[:2] for name in names}) > 1


def _block(family: Sequence[_Joined], meaning: Condition) -> FixDraft:
    """Return the fix that writes one value block; without edits where the conditions stand in different groups."""
    message = "match one value against all of it, which matches fewer records"
    groups = {each.member.group for each in family}
    if len(groups) > 1:
        return FixDraft(message, Applicability.DISPLAY)
    group = groups.pop()
    first, *others = [each.member.part for each in family]
    return unsafe(message, Replace(first, meaning, group), *[Remove(part, group) for part in others])


def _records(bucket: Sequence[_Joined], subject: Subject) -> Iterator[Finding]:
    places: dict[str, _Joined] = {}
    for joined in bucket:
        places.setdefault(joined.condition.path.key, joined)
    if len(places) < 2:
        return
    first, *others = places.values()
    name = _spelled(reference_to_many(first.condition.path, subject.target))
    message = (
        f"{name} may lead to several records: one may meet "
        f"{spelled(first.member.part, subject, 'the first condition')}, and another one this"
    )
    note = "Attio has no filter for one record at the end of a path that meets several conditions"
    related = tuple([(each.member.part, "this record") for each in [first, *others[:-1]]])
    yield Finding(others[-1].member.part, message, (note,), related)


def _spelled(steps: str) -> str:
    return f"`{quoted_name(steps.rpartition('.')[2])}`"


def _key(test: Test) -> int:
    return test.operator.rank


RULE = Rule(
    "uncorrelated-conditions",
    "AQ806",
    "warning",
    "different values can meet conditions that seem to be about one value",
    (_met_by_two,),
)
