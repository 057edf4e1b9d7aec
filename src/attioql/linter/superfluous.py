"""Which members of a group add nothing: those that stand there twice, and those that another member makes superfluous.

In an `and` that is a member that follows from another one, in an `or` one from which another one follows. What is decided
for the whole group is no matter of its members, and nothing is said of it here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import NamedTuple, cast

from attioql.limits import LIMITS
from attioql.linter.conclusions import implies
from attioql.linter.facts import Clause, Clauses, GroupMember, clauses_of, company_of, is_outermost, keys_of
from attioql.linter.rule import Finding, Remove, safe
from attioql.linter.survey import survey_of
from attioql.linter.tree import Part, Subject, Visit
from attioql.linter.verdicts import verdicts_of

MOST_COMPARISONS = LIMITS.lint_members


class Superfluous(NamedTuple):
    """A member that can be taken out, and the one that says it already; `twice` where both say the same."""

    member: GroupMember
    because: Part
    twice: bool


def superfluous_in(visit: Visit, subject: Subject) -> tuple[Superfluous, ...]:
    """Return the members of a group that can all be taken out together, and it means the same."""
    group = visit.part
    if not survey_of(subject).crowded or not is_outermost(visit):
        return ()
    known = subject.cache.get(group)
    if known is None:
        known = subject.cache[group] = tuple(_superfluous(group, subject))
    return cast("tuple[Superfluous, ...]", known)


def finding(found: Superfluous, message: str, why: str) -> Finding:
    """Return what a rule says of a member that adds nothing; `why` is said of the one that makes it superfluous."""
    fix = safe("remove it", Remove(*found.member))
    return Finding(found.member.part, message, related=((found.because, why),), fixes=(fix,))


def _superfluous(group: Part, subject: Subject) -> Iterator[Superfluous]:
    """Find one after another; what has been found makes nothing else superfluous.

    So of two members that say the same one stays, and whatever is taken out follows from something that stays.
    """
    decided = verdicts_of(subject).decided
    if group in decided:
        return
    clauses, keys = clauses_of(subject), keys_of(subject)
    members = [member for member in company_of(group, subject) if member.part not in decided]
    gone: set[Part] = set()
    first: dict[int, Part] = {}
    for member in members:
        same = first.setdefault(keys[member.part], member.part)
        if same is not member.part:
            gone.add(member.part)
            yield Superfluous(member, same, twice=True)
    left = [member for member in members if member.part not in gone]
    for one, two in _pairs(left, clauses, gone):
        if one.part in gone or two.part in gone:
            continue
        weaker = _weaker(one, two, clauses, all_of=group.kind == "and")
        if weaker is not None:
            gone.add(weaker.part)
            yield Superfluous(weaker, (two if weaker is one else one).part, twice=False)


def _weaker(one: GroupMember, two: GroupMember, clauses: Clauses, *, all_of: bool) -> GroupMember | None:
    """Return the one of two members that the other makes superfluous, the later one if both do."""
    first, second = clauses[one.part], clauses[two.part]
    if implies(first, second) if all_of else implies(second, first):
        return two
    if implies(second, first) if all_of else implies(first, second):
        return one
    return None


def _pairs(
    members: Sequence[GroupMember], clauses: Clauses, gone: AbstractSet[Part]
) -> Iterator[tuple[GroupMember, GroupMember]]:
    """Yield pairs of members with a place in common, but for those that cannot imply each other; so many, and no more.

    Members that are gone by the time their turn comes are left out, so that they take no room from others.
    """
    left = MOST_COMPARISONS * len(members)
    by_place: dict[str, list[GroupMember]] = {}
    for member in members:
        for key in dict.fromkeys([literal.condition.path.key for literal in clauses[member.part].literals]):
            by_place.setdefault(key, []).append(member)
    buckets = [bucket for bucket in by_place.values() if len(bucket) > 1]
    for pair in chain.from_iterable(_pairs_of(bucket, clauses, gone) for bucket in buckets):
        yield pair
        left -= 1
        if left == 0:
            return


def _pairs_of(
    members: Sequence[GroupMember], clauses: Clauses, gone: AbstractSet[Part]
) -> Iterator[tuple[GroupMember, GroupMember]]:
    """Yield the pairs of a bucket: two different equalities say nothing of each other, and neither do two negated ones."""
    others = [member for member in members if not _is_equality(clauses[member.part], negated=False)]
    if not others:
        return
    equalities = [member for member in members if _is_equality(clauses[member.part], negated=False)]
    negated = [number for number, each in enumerate(others) if _is_equality(clauses[each.part], negated=True)]
    unequal = set(negated)
    earlier: list[GroupMember] = []
    for number, member in enumerate(others):
        equalities = _without(gone, equalities)
        for equality in equalities:
            yield member, equality
        if number not in unequal:
            earlier = _without(gone, earlier)
            for other in earlier:
                yield other, member
            for later in negated[bisect_right(negated, number) :]:
                yield member, others[later]
        earlier.append(member)


def _without(gone: AbstractSet[Part], members: Sequence[GroupMember]) -> list[GroupMember]:
    return [member for member in members if member.part not in gone]


def _is_equality(clause: Clause, *, negated: bool) -> bool:
    if not clause.alone:
        return False
    _, condition, holds = clause.literals[0]
    return holds is not negated and not condition.others and condition.operator.row.is_equality
