"""What the parts of a filter say, for rules that hold one part against another: literals, clauses, and keys.

It is worked out once for a filter, bottom-up, in time linear to its size. What follows from it is in `conclusions`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple, TypeAlias, cast

from attioql.filters.model import And, Condition, Node, Not, Or, Test
from attioql.linter.survey import Survey, survey_of
from attioql.linter.tree import Part, Subject, Visit

MOST_LITERALS = 32
"""How many literals of one part are held against others; a part with more is taken for less than it says."""


class Literal(NamedTuple):
    """A condition that holds, or does not, and the part that says so."""

    part: Part
    condition: Condition
    holds: bool

    @property
    def opposite(self) -> Literal:
        """The same condition the other way round."""
        return Literal(self.part, self.condition, not self.holds)


class Clause(NamedTuple):
    """What a part says as far as it is literals joined by one connective: `and` if `all_of`.

    `whole` says that nothing is left out. One literal alone may be read as joined by either.
    """

    all_of: bool
    literals: tuple[Literal, ...]
    whole: bool

    @property
    def alone(self) -> bool:
        """Whether it is one literal and nothing else."""
        return self.whole and len(self.literals) == 1

    @property
    def negated(self) -> Clause:
        """The clause of the negation."""
        return Clause(not self.all_of, tuple([literal.opposite for literal in self.literals]), self.whole)

    def joined_by(self, all_of: bool) -> tuple[Literal, ...]:
        """Return the literals where they are joined that way: those that follow from the part, or that it follows from."""
        return self.literals if self.all_of is all_of or self.alone else ()


class Member(NamedTuple):
    """A member of a group, or of a group of the same kind in it, which is `group`."""

    part: Part
    group: Part


Clauses: TypeAlias = Mapping[Part, Clause]
"""What each part of a filter says."""


def clauses_of(subject: Subject) -> Clauses:
    """Return the clauses of a filter, which are worked out on the first call."""
    known = subject.memo.get("clauses")
    if known is None:
        known = subject.memo["clauses"] = _clauses(survey_of(subject))
    return cast("Clauses", known)


def keys_of(subject: Subject) -> Mapping[Part, int]:
    """Return a key for each part, which are worked out on the first call.

    Parts with equal keys mean the same, and those whose keys differ in sign alone are the negations of each other.
    """
    known = subject.memo.get("keys")
    if known is None:
        known = subject.memo["keys"] = _keys(survey_of(subject), clauses_of(subject))
    return cast("Mapping[Part, int]", known)


def members_of(group: Part) -> list[Member]:
    """Return the members of a group, those of groups of the same kind in it among them."""
    members: list[Member] = []
    waiting = [Member(part, group) for part in reversed(group.parts)]
    while waiting:
        member = waiting.pop()
        part = member.part
        if _is_within(part, group):
            waiting += [Member(inner, part) for inner in reversed(part.parts)]
        else:
            members.append(member)
    return members


def is_outermost(visit: Visit) -> bool:
    """Tell whether a group is not among those whose members are taken for those of the group around it."""
    return visit.parent is None or not _is_within(visit.part, visit.parent)


def _is_within(part: Part, group: Part) -> bool:
    return part.kind == group.kind and len(part.parts) > 1


def _clauses(survey: Survey) -> Clauses:
    clauses: dict[Part, Clause] = {}
    for visit in reversed(survey.visits):
        part = visit.part
        if part.kind == "condition":
            clauses[part] = _clause(part, part.meaning)
        elif part.kind == "not":
            clauses[part] = clauses[part.parts[0]].negated
        elif part.kind == "everything":
            clauses[part] = Clause(all_of=True, literals=(), whole=True)
        else:
            clauses[part] = _joined([clauses[inner] for inner in part.parts], part.kind == "and")
    return clauses


def _keys(survey: Survey, clauses: Clauses) -> Mapping[Part, int]:
    keys: dict[Part, int] = {}
    numbers: dict[Hashable, int] = {}
    for visit in reversed(survey.visits):
        part = visit.part
        if part.kind == "condition":
            clause = clauses[part]
            keys[part] = _key([_literal_key(literal, numbers) for literal in clause.literals], clause.all_of, numbers)
        elif part.kind == "not":
            keys[part] = -keys[part.parts[0]]
        else:
            keys[part] = _key([keys[inner] for inner in part.parts], part.kind != "or", numbers)
    return keys


def _clause(part: Part, meaning: Node) -> Clause:
    """Return what one condition says: a literal mostly, and alternatives for a list where Attio has no `$in`."""
    match meaning:
        case Condition():
            return Clause(True, (Literal(part, meaning, True),), True)
        case Not(operand):
            return _clause(part, operand).negated
        case Or(alternatives):
            return Clause(False, tuple([Literal(part, _one_value(each), True) for each in alternatives]), True)
        case And():
            return Clause(True, (Literal(part, _one_value(meaning), True),), True)


def _one_value(meaning: Node) -> Condition:
    """Return a block on a single value, which is several conditions in the model, as the one that it means."""
    match meaning:
        case Condition():
            return meaning
        case And((Condition() as first, *others)):
            tests = [test for other in others if isinstance(other, Condition) for test in other.tests]
            return first._replace(tests=(*first.tests, *tests))
    raise AssertionError(meaning)


def _joined(clauses: list[Clause], all_of: bool) -> Clause:
    literals: list[Literal] = []
    whole = True
    for clause in clauses:
        found = clause.joined_by(all_of)
        whole = whole and clause.whole and bool(found)
        literals += found
        if len(literals) > MOST_LITERALS:
            return Clause(all_of, tuple(literals[:MOST_LITERALS]), whole=False)
    return Clause(all_of, tuple(literals), whole)


def _literal_key(literal: Literal, numbers: dict[Hashable, int]) -> int:
    condition = literal.condition
    tests = condition.tests
    key: Hashable = _test_key(condition, tests[0])
    if len(tests) > 1:
        key = frozenset([_test_key(condition, test) for test in tests])
    number = numbers.setdefault((condition.place.key, key), len(numbers) + 1)
    return number if literal.holds else -number


def _test_key(condition: Condition, test: Test) -> Hashable:
    """Return what tests are equal by: `$in` without the order of its values, and over one value as `$eq`."""
    operator, value = test
    if not isinstance(value, tuple):
        return operator.rank, value
    values = frozenset(value)
    if len(values) > 1:
        return operator.rank, values
    equal = condition.place.attribute.type.properties[operator.property].operators["$eq"]
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
    "Literal",
    "Member",
    "clauses_of",
    "is_outermost",
    "keys_of",
    "members_of",
]
