"""One walk over a filter: its parts in the order of the text, and what occurs in it, which says what rules need to run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from attioql.attio.unknowns import has_unknown_value
from attioql.filters.model import Condition, Node, Not, Or
from attioql.filters.one_value import can_be_value
from attioql.linter.tree import Part, Subject, Visit

_new = tuple.__new__


class Survey(NamedTuple):
    """The parts of a filter, a group before its members, and what occurs in it.

    `conditions` counts them. `crowded` are the keys of the attribute paths that two of them at least are about: without that, none of
    them follows from another one. `alone` says that a condition may be decided by itself, `decidable` that a part may be, by
    itself or by others; `several` that two conditions ask for one of several values; `negated` that something is.
    """

    visits: tuple[Visit, ...]
    conditions: int
    crowded: frozenset[str]
    alone: bool
    decidable: bool
    several: bool
    negated: bool


def survey_of(subject: Subject) -> Survey:
    """Return the survey of a filter, which is made on the first call."""
    return subject.once(_survey)


def _survey(subject: Subject) -> Survey:
    return survey(subject.root)


def survey(root: Part) -> Survey:
    """Walk through a filter."""
    visits: list[Visit] = []
    places: set[str] = set()
    crowded: set[str] = set()
    conditions = several = 0
    alone = has_not = False
    waiting: list[tuple[Iterator[Part], Part | None, bool]] = [(iter((root,)), None, False)]
    while waiting:
        parts, parent, negated = waiting.pop()
        for part in parts:
            meaning = part.meaning
            if part.kind != "condition":
                visits.append(_new(Visit, (part, parent, negated, None)))
                is_not = part.kind == "not"
                has_not = has_not or is_not
                waiting += ((parts, parent, negated), (iter(part.parts), part, negated is not is_not))
                break
            condition = meaning if type(meaning) is Condition else first_of(meaning)
            visits.append(_new(Visit, (part, parent, negated, condition)))
            conditions += 1
            place = condition.path
            (crowded if place.key in places else places).add(place.key)
            if not place.single:
                several += 1
            if condition is not meaning:
                has_not = has_not or type(meaning) is Not
                alone = alone or is_decidable(meaning)
            elif not alone:
                alone = may_be_decided(condition)
    found = (tuple(visits), conditions, frozenset(crowded), alone, alone or bool(crowded), several > 1, has_not)
    return _new(Survey, found)


def is_decidable(meaning: Node) -> bool:
    """Tell whether one condition, as written, may be decided by itself. Several alternatives are not."""
    inner = meaning.operand if isinstance(meaning, Not) else meaning
    if isinstance(inner, Condition):
        return may_be_decided(inner)
    return not isinstance(inner, Or) or len(inner.members) < 2


def first_of(meaning: Node) -> Condition:
    """Return the first condition of what one condition, as written, means."""
    while not isinstance(meaning, Condition):
        meaning = meaning.operand if isinstance(meaning, Not) else meaning.members[0]
    return meaning


def may_be_decided(condition: Condition) -> bool:
    """Tell whether no value may pass the tests of a condition; most of one test need no look."""
    row = condition.operator.row
    if not condition.others and (row.closed or not row.opposite):
        return False
    if has_unknown_value(condition):
        return False
    return can_be_value(condition.path.attribute, condition.tests, ()) is not True
