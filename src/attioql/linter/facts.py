"""What the parts of a filter say, for rules that hold one part against another: literals, clauses, and keys.

It is worked out once for a part, after what is in it, in time linear to its size. What follows from it is in `conclusions`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple, TypeVar, cast

from attioql.filters.model import And, Condition, Node, Not, Or, Test
from attioql.limits import LIMITS
from attioql.linter.survey import first_of, survey_of
from attioql.linter.tree import Part, Subject, Visit
from attioql.operators import operator_of

MOST_LITERALS = LIMITS.lint_literals


_Fact = TypeVar("_Fact")


class SignedPart(NamedTuple):
    """A condition that holds, or does not, and the part that says so."""

    part: Part
    condition: Condition
    holds: bool

    @property
    def opposite(self) -> SignedPart:
        """The same condition the other way round."""
        return SignedPart(self.part, self.condition, not self.holds)


class Clause(NamedTuple):
    """What a part says as far as it is literals joined by one connective: `and` if `all_of`.

    `whole` says that nothing is left out. One literal alone may be read as joined by either.
    """

    all_of: bool
    literals: tuple[SignedPart, ...]
    whole: bool

    @property
    def alone(self) -> bool:
        """Whether it is one literal and nothing else."""
        return self.whole and len(self.literals) == 1

    @property
    def negated(self) -> Clause:
        """The clause of the negation."""
        return Clause(not self.all_of, tuple([literal.opposite for literal in self.literals]), self.whole)

    def joined_by(self, all_of: bool) -> tuple[SignedPart, ...]:
        """Return the literals where they are joined that way: those that follow from the part, or that it follows from."""
        return self.literals if self.all_of is all_of or self.alone else ()


class GroupMember(NamedTuple):
    """A member of a group, or of a group of the same kind in it, which is `group`."""

    part: Part
    group: Part


class _Facts(dict[Part, _Fact]):
    """Facts about parts, each worked out when it is first asked for, and after those about what is in it."""

    def __missing__(self, part: Part) -> _Fact:
        if not part.parts:
            fact = self[part] = self.made(part)
            return fact
        waiting = [part]
        while waiting:
            here = waiting[-1]
            missing = [inner for inner in here.parts if inner not in self]
            if missing:
                waiting += missing
            else:
                waiting.pop()
                self[here] = self.made(here)
        return self[part]

    def made(self, part: Part) -> _Fact:
        """Work out the fact about a part; those about what is in it are known."""
        raise NotImplementedError


class Clauses(_Facts[Clause]):
    """What each part of a filter says."""

    def made(self, part: Part) -> Clause:
        """Return the clause of a part."""
        match part.kind:
            case "condition":
                return _clause(part, part.meaning)
            case "not":
                return self[part.parts[0]].negated
            case "everything":
                return Clause(all_of=True, literals=(), whole=True)
        return _joined([self[inner] for inner in part.parts], part.kind == "and")


class Keys(_Facts[int]):
    """A key for each part: parts with equal ones mean the same, those whose keys differ in sign alone are the negations of each other."""

    def __init__(self, clauses: Clauses) -> None:
        """Start with no key."""
        super().__init__()
        self._clauses = clauses
        self._numbers: dict[Hashable, int] = {}

    def made(self, part: Part) -> int:
        """Return the key of a part."""
        if part.kind == "condition":
            clause = self._clauses[part]
            if clause.alone:
                return _literal_key(clause.literals[0], self._numbers)
            return _key([_literal_key(each, self._numbers) for each in clause.literals], clause.all_of, self._numbers)
        if part.kind == "not":
            return -self[part.parts[0]]
        return _key([self[inner] for inner in part.parts], part.kind != "or", self._numbers)


def clauses_of(subject: Subject) -> Clauses:
    """Return the clauses of a filter."""
    return subject.once(_clauses)


def _clauses(_: Subject) -> Clauses:
    return Clauses()


def keys_of(subject: Subject) -> Keys:
    """Return the keys of the parts of a filter."""
    return subject.once(_keys)


def _keys(subject: Subject) -> Keys:
    return Keys(clauses_of(subject))


def members_of(group: Part) -> list[GroupMember]:
    """Return the members of a group, those of groups of the same kind in it among them."""
    members: list[GroupMember] = []
    waiting = [GroupMember(part, group) for part in reversed(group.parts)]
    while waiting:
        member = waiting.pop()
        part = member.part
        if _is_within(part, group):
            waiting += [GroupMember(inner, part) for inner in reversed(part.parts)]
        else:
            members.append(member)
    return members


def company_of(group: Part, subject: Subject) -> list[GroupMember]:
    """Return the members of a group, but for conditions at a place that no other one in the filter is about.

    Nothing follows from those about others. It is worked out on the first call.
    """
    key = ("company", group)
    known = subject.cache.get(key)
    if known is None:
        crowded = survey_of(subject).crowded
        known = subject.cache[key] = [
            member
            for member in members_of(group)
            if member.part.kind != "condition" or first_of(member.part.meaning).path.key in crowded
        ]
    return cast("list[GroupMember]", known)


def is_outermost(visit: Visit) -> bool:
    """Tell whether a group is not among those whose members are taken for those of the group around it."""
    return visit.parent is None or not _is_within(visit.part, visit.parent)


def _is_within(part: Part, group: Part) -> bool:
    return part.kind == group.kind and len(part.parts) > 1


def _clause(part: Part, meaning: Node) -> Clause:
    """Return what one condition says: a literal mostly, and alternatives for a list where Attio has no `$in`."""
    match meaning:
        case Condition():
            return Clause(True, (SignedPart(part, meaning, True),), True)
        case Not(operand):
            return _clause(part, operand).negated
        case Or(alternatives):
            return Clause(False, tuple([SignedPart(part, _one_value(each), True) for each in alternatives]), True)
        case And():
            return Clause(True, (SignedPart(part, _one_value(meaning), True),), True)


def _one_value(meaning: Node) -> Condition:
    """Return a block on a single value, which is several conditions in the model, as the one that it means."""
    match meaning:
        case Condition():
            return meaning
        case And((Condition() as first, *others)):
            tests = [test for other in others if isinstance(other, Condition) for test in other.tests]
            return first._replace(others=(*first.others, *tests))
    raise AssertionError(meaning)


def _joined(clauses: list[Clause], all_of: bool) -> Clause:
    literals: list[SignedPart] = []
    whole = True
    for clause in clauses:
        found = clause.joined_by(all_of)
        whole = whole and clause.whole and bool(found)
        literals += found
        if len(literals) > MOST_LITERALS:
            return Clause(all_of, tuple(literals[:MOST_LITERALS]), whole=False)
    return Clause(all_of, tuple(literals), whole)


def _literal_key(literal: SignedPart, numbers: dict[Hashable, int]) -> int:
    condition = literal.condition
    tests = condition.tests
    key: Hashable = _test_key(condition, tests[0])
    if condition.others:
        key = frozenset([_test_key(condition, test) for test in tests])
    number = numbers.setdefault((condition.path.key, key), len(numbers) + 1)
    return number if literal.holds else -number


def _test_key(condition: Condition, test: Test) -> Hashable:
    """Return what tests are equal by: `$in` without the order of its values, and over one value as `$eq`."""
    operator, value = test
    if not isinstance(value, tuple):
        return operator.rank, value
    values = frozenset(value)
    if len(values) > 1:
        return operator.rank, values
    equal = condition.path.attribute.type.properties[operator.property].operators[operator_of("equal")]
    return equal.rank, value[0]


def _key(keys: Iterable[int], all_of: bool, numbers: dict[Hashable, int]) -> int:
    """Return the key of parts joined; `or` is the negation of the negations joined by `and`."""
    members = frozenset(keys if all_of else [-key for key in keys])
    number = next(iter(members)) if len(members) == 1 else numbers.setdefault(members, len(numbers) + 1)
    return number if all_of else -number


__all__ = [
    "MOST_LITERALS",
    "Clause",
    "Clauses",
    "GroupMember",
    "SignedPart",
    "clauses_of",
    "company_of",
    "is_outermost",
    "keys_of",
    "members_of",
]
