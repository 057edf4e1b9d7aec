"""Which parts of a filter no record can match, and which every record matches: the smallest ones, and why.

`and` that never holds and `or` that always does are each other's mirror image: an `or` always holds where the negations of
its members never hold together. So each group is looked at once, the literals of an `or` the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from attioql.filters.analysis import is_contradiction
from attioql.filters.model import And, Not
from attioql.limits import LIMITS
from attioql.linter.conclusions import cannot_hold, conflict, exclude, implies
from attioql.linter.facts import (
    Clause,
    Clauses,
    GroupMember,
    SignedPart,
    clauses_of,
    company_of,
    is_outermost,
    keys_of,
    members_of,
)
from attioql.linter.survey import is_decidable, survey_of
from attioql.linter.tree import Part, Subject, Visit

MOST_BESIDE = LIMITS.lint_beside
MOST_STEPS = LIMITS.lint_steps


class Verdict(NamedTuple):
    """A part that is decided: never matched, or always.

    `because` are the parts that decide it, none where it decides itself. `beside` says that those stand outside of it:
    it is decided where it stands only. `branches` says that each branch of a group in it is excluded by another member.
    """

    visit: Visit
    always: bool
    because: tuple[Part, ...] = ()
    beside: bool = False
    branches: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """What is to be reported, in the order of the walk, and every part that is decided by itself."""

    reported: tuple[Verdict, ...]
    decided: dict[Part, bool] = field(default_factory=dict)


def verdicts_of(subject: Subject) -> Verdicts:
    """Return the verdicts on a filter, which are worked out on the first call."""
    known = subject.cache.get("verdicts")
    if known is None:
        known = subject.cache["verdicts"] = _verdicts(subject)
    return cast("Verdicts", known)


def _verdicts(subject: Subject) -> Verdicts:
    survey, clauses = survey_of(subject), clauses_of(subject)
    decided: dict[Part, bool] = {}
    reported: list[Verdict] = []
    for visit in reversed(survey.visits):
        part = visit.part
        if part.kind == "condition":
            found = _condition(visit, clauses) if survey.alone else []
        elif part.kind == "not":
            if part.parts[0] in decided:
                decided[part] = not decided[part.parts[0]]
            continue
        elif part.kind == "everything" or not (survey.crowded or decided) or not is_outermost(visit):
            continue
        else:
            found = _group(visit, subject, decided)
        for verdict in found:
            reported.append(verdict)
            if not verdict.beside:
                decided[verdict.visit.part] = verdict.always
    return Verdicts(tuple(reversed(reported)), decided)


def _condition(visit: Visit, clauses: Clauses) -> list[Verdict]:
    """Look at one condition by itself: most have one test, which some value passes."""
    if not is_decidable(visit.part.meaning):
        return []
    clause = clauses[visit.part]
    if not clause.alone:
        return []
    literal = clause.literals[0]
    if not cannot_hold((literal if literal.holds else literal.opposite,)):
        return []
    return [Verdict(visit, always=not literal.holds)]


def _group(visit: Visit, subject: Subject, decided: dict[Part, bool]) -> list[Verdict]:
    """Look at a group with the members of groups of its kind in it. What a member has decided is not said again."""
    clauses = clauses_of(subject)
    group = visit.part
    all_of = group.kind == "and"
    if decided and (state := _decided_by_members(group, decided)) is not None:
        decided[group] = state
        return []
    left = [member for member in company_of(group, subject) if member.part not in decided]
    if len(left) < 2:
        return []
    because = _opposites(left, keys_of(subject)) if survey_of(subject).negated else ()
    here = _by_place(left, clauses, all_of)
    for literals in here.values():
        because = because or _unequal(conflict(literals) if len(literals) > 1 else ())
    because = because or _lists(left, clauses, all_of)
    if because:
        decided[group] = not all_of
        return [Verdict(_smallest(visit, because, left), not all_of, because)]
    return _branches(visit, left, clauses, here, decided) or _by_logic(visit, left, clauses, decided)


def _by_logic(
    visit: Visit, members: Sequence[GroupMember], clauses: Clauses, decided: dict[Part, bool]
) -> list[Verdict]:
    """Ask the logic about a group with other groups in it that no member decides beside another one."""
    all_of = visit.part.kind == "and"
    if all(clauses[part].alone for part, _ in members):
        return []
    if not all_of and any(part.kind == "everything" for part, _ in members):
        return []  # the rule `empty-filter` explains that

    def exclude(parts: Sequence[Part]) -> bool:
        meanings = tuple([part.meaning if all_of else Not(part.meaning) for part in parts])
        return is_contradiction(And(meanings), MOST_STEPS) is True

    because = [part for part, _ in members]
    if not exclude(because):
        return []
    for part in tuple(because):
        fewer = [each for each in because if each is not part]
        if exclude(fewer):
            because = fewer
    decided[visit.part] = not all_of
    return [Verdict(_smallest(visit, because, members), not all_of, tuple(because))]


def _decided_by_members(group: Part, decided: Mapping[Part, bool]) -> bool | None:
    """Tell what the members of a group decide of it: one of them may, or all of them together."""
    all_of = group.kind == "and"
    states = [decided.get(part) for part, _ in members_of(group)]
    if (not all_of) in states:
        return not all_of
    return None if None in states else all_of


def _smallest(visit: Visit, because: Sequence[Part], members: Sequence[GroupMember]) -> Visit:
    """Return the group that a conflict is in: one within the group looked at, if all that conflicts stands in it."""
    groups = {member.part: member.group for member in members}
    around = {groups.get(part, visit.part) for part in because}
    return visit if len(around) > 1 else Visit(around.pop(), visit.parent, visit.negated)


def _opposites(members: Sequence[GroupMember], keys: Mapping[Part, int]) -> tuple[Part, ...]:
    """Return two members one of which is the negation of the other, whatever they are."""
    seen: dict[int, Part] = {}
    for part, _ in members:
        key = keys[part]
        if -key in seen:
            return seen[-key], part
        seen[key] = part
    return ()


def _lists(members: Sequence[GroupMember], clauses: Clauses, all_of: bool) -> tuple[Part, ...]:
    """Return two members that exclude each other, of which one is a list or a group and no single literal."""
    by_place: dict[str, list[Part]] = {}
    for part, _ in members:
        clause = clauses[part]
        if clause.literals and clause.whole:
            by_place.setdefault(clause.literals[0].condition.path.key, []).append(part)
    for parts in by_place.values():
        lists = [part for part in parts if not clauses[part].alone][:MOST_BESIDE] if len(parts) > 1 else []
        for part in lists:
            for other in parts[:MOST_BESIDE]:
                one, two = clauses[part], clauses[other]
                if part is not other and (implies(one, two.negated) if all_of else implies(one.negated, two)):
                    return (part, other)
    return ()


def _unequal(literals: Sequence[SignedPart]) -> tuple[Part, ...]:
    """Return the parts of literals, each once."""
    return tuple(dict.fromkeys([literal.part for literal in literals]))


def _by_place(members: Sequence[GroupMember], clauses: Clauses, all_of: bool) -> dict[str, list[SignedPart]]:
    """Return the literals of a group by place; those of an `or` the other way round."""
    found: dict[str, list[SignedPart]] = {}
    for part, _ in members:
        for literal in clauses[part].joined_by(all_of):
            turned = literal if all_of else literal.opposite
            found.setdefault(literal.condition.path.key, []).append(turned)
    return found


def _branches(
    visit: Visit,
    members: Sequence[GroupMember],
    clauses: Clauses,
    here: dict[str, list[SignedPart]],
    decided: Mapping[Part, bool],
) -> list[Verdict]:
    """Hold the branches of an `or` against the conditions beside it, and the members of an `and` in an `or` likewise."""
    if not here:
        return []
    all_of = visit.part.kind == "and"
    found: list[Verdict] = []
    for part, _ in members:
        if part.kind not in {"and", "or"} or (part.kind == "and") is all_of:
            continue
        branches = members_of(part)
        excluded = [_excluded_by(clauses[branch], here, all_of) for branch, _ in branches]
        if all(excluded):
            because = _unequal([literal for literal in excluded if literal is not None])
            return [Verdict(visit, not all_of, (part, *because), branches=True)]
        if all_of:
            found += [
                Verdict(Visit(branch, part, visit.negated), False, (by.part,), beside=True)
                for (branch, _), by in zip(branches, excluded, strict=True)
                if by is not None and branch not in decided
            ]
    return found


def _excluded_by(clause: Clause, here: dict[str, list[SignedPart]], all_of: bool) -> SignedPart | None:
    """Return a literal beside a branch that excludes it; both the other way round for the members of an `and` in an `or`."""
    for literal in clause.joined_by(all_of):
        turned = literal if all_of else literal.opposite
        for other in _few(here.get(literal.condition.path.key, ())):
            if exclude(turned, other):
                return other
    return None


def _few(literals: Sequence[SignedPart]) -> Iterator[SignedPart]:
    yield from literals[:MOST_BESIDE]
