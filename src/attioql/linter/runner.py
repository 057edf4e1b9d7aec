"""Runs rules over a filter: one walk, and each part and each value shown to the rules that may find something in it.

What rules there are for a condition depends on its attribute path and its operator, so that is worked out once for each of these
and cached on the target. For most conditions it is one rule or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias, TypeVar, get_args

from attioql.catalog.cache import Cache
from attioql.catalog.workspace import PerTarget, Target
from attioql.filters.model import AttributePath, Condition
from attioql.linter.rule import (
    FilterFinder,
    Finding,
    Look,
    Needs,
    OnCondition,
    OnFilter,
    OnGroup,
    OnValue,
    PartFinder,
    Rule,
)
from attioql.linter.survey import Survey, survey_of
from attioql.linter.tree import Kind, Subject, Visit
from attioql.linter.written_values import plain_text, values_of

_MOST_SELECTIONS = 16
_Look = TypeVar("_Look", bound=Look)


class RuleFinding(NamedTuple):
    """A finding, and the rule that made it."""

    rule: Rule
    finding: Finding


class Looks(NamedTuple):
    """The looks of chosen rules, by what they look at. `chosen` tells one choice of rules from another."""

    on_filter: tuple[tuple[Rule, FilterFinder, Needs], ...]
    on_groups: Mapping[Kind, tuple[tuple[Rule, PartFinder, Needs], ...]]
    on_conditions: tuple[tuple[Rule, OnCondition], ...]
    on_values: tuple[tuple[Rule, OnValue], ...]
    chosen: frozenset[Rule]


class _Concerned(NamedTuple):
    """The looks that may find something in conditions on a path, by an operator; `odd` in those that are more than one literal.

    `suspects` are the tests of the gates of `values`; `None` if one of them suspects every text.
    """

    plain: tuple[tuple[Rule, PartFinder, Needs], ...]
    odd: tuple[tuple[Rule, PartFinder, Needs], ...]
    values: tuple[tuple[Rule, OnValue], ...]
    suspects: tuple[Callable[[str], object], ...] | None


_Known: TypeAlias = Cache[tuple[str, str, str], _Concerned]
_CONCERNED = PerTarget[dict[frozenset[Rule], _Known]](lambda _: {})
_Shown: TypeAlias = tuple[Rule, Iterator[Finding]]


def looks_of(rules: Iterable[Rule]) -> Looks:
    """Sort the looks of rules by what they look at."""
    chosen = tuple(rules)
    on_groups = {
        kind: [(rule, look) for rule, look in _of_kind(OnGroup, chosen) if _takes(look.gate.kinds, kind)]
        for kind in get_args(Kind)
    }
    return Looks(
        tuple([(rule, look.find, look.gate.needs) for rule, look in _of_kind(OnFilter, chosen)]),
        {kind: tuple([(rule, look.find, look.gate.needs) for rule, look in on]) for kind, on in on_groups.items()},
        _of_kind(OnCondition, chosen),
        _of_kind(OnValue, chosen),
        frozenset(chosen),
    )


def _of_kind(kind: type[_Look], rules: Iterable[Rule]) -> tuple[tuple[Rule, _Look], ...]:
    return tuple([(rule, look) for rule in rules for look in rule.looks if isinstance(look, kind)])


def _takes(wanted: frozenset[str] | None, name: str) -> bool:
    return wanted is None or name in wanted


def run(subject: Subject, looks: Looks, most: int | None = None) -> list[RuleFinding]:
    """Return what the rules find in a filter, in the order of the walk: all of it, or at most so much."""
    found: list[RuleFinding] = []
    for rule, findings in _shown(subject, survey_of(subject), looks):
        for finding in findings:
            found.append(RuleFinding(rule, finding))
            if len(found) == most:
                return found
    return found


def _shown(subject: Subject, survey: Survey, looks: Looks) -> Iterator[_Shown]:
    """Yield the looks at the whole filter, then those at each part in turn."""
    for rule, find, needs in looks.on_filter:
        if needs is None or needs(survey):
            yield rule, find(subject)
    known = _known(subject.target, looks)
    for visit in survey.visits:
        if visit.first is not None:
            if found := _on_condition(visit, visit.first, subject, survey, looks, known):
                yield from found
        else:
            for rule, find_in, needs in looks.on_groups[visit.part.kind]:
                if needs is None or needs(survey):
                    yield rule, find_in(visit, subject)


def _on_condition(
    visit: Visit, condition: Condition, subject: Subject, survey: Survey, looks: Looks, known: _Known
) -> Sequence[_Shown]:
    """Return the looks at a condition, and at the values in it: at most, none."""
    place, operator = condition.path, condition.operator
    concerned = _concerned(place, operator.property, operator.name, subject.target, looks, known)
    chosen, values = concerned.plain, concerned.values
    text = plain_text(visit)
    if text is None:
        chosen += concerned.odd
        values = looks.on_values
    elif values and not _is_suspect(text, concerned.suspects):
        values = ()
    if not chosen and not values:
        return ()
    shown = [(rule, find(visit, subject)) for rule, find, needs in chosen if needs is None or needs(survey)]
    for value in values_of(visit, subject) if values else ():
        concerned = _concerned(value.path, value.prop.name, value.operator, subject.target, looks, known)
        shown += [
            (rule, look.find(value, subject))
            for rule, look in concerned.values
            if look.gate.suspect is None or look.gate.suspect(value.text)
        ]
    return shown


def _is_suspect(text: str, suspects: Sequence[Callable[[str], object]] | None) -> bool:
    if suspects is None:
        return True
    for suspect in suspects:  # noqa: SIM110 - for every value, and a generator costs more than the test
        if suspect(text):
            return True
    return False


def _known(target: Target, looks: Looks) -> _Known:
    """Return what is cached for the chosen rules on a target."""
    by_choice = _CONCERNED.of(target)
    known = by_choice.get(looks.chosen)
    if known is None:
        if len(by_choice) >= _MOST_SELECTIONS:
            by_choice.clear()
        known = by_choice.setdefault(looks.chosen, Cache())
    return known


def _concerned(
    place: AttributePath, name: str, operator: str, target: Target, looks: Looks, known: _Known
) -> _Concerned:
    """Return the looks for a property on an attribute path, and an operator it is compared by."""
    key = place.key, name, operator
    found = known.get(key)
    if found is None:
        found = known.keep(key, _sorted(place, name, operator, target, looks))
    return found


def _sorted(place: AttributePath, name: str, operator: str, target: Target, looks: Looks) -> _Concerned:
    about = place.attribute.type.properties[name].value
    conditions = [each for each in looks.on_conditions if each[1].gate.at is None or each[1].gate.at(place, target)]
    values = [
        (rule, look)
        for rule, look in looks.on_values
        if _takes(look.gate.kinds, about.shape or about.kind)
        and _takes(look.gate.operators, operator)
        and (look.gate.at is None or look.gate.at(place, target))
    ]
    suspects = tuple([look.gate.suspect for _, look in values if look.gate.suspect is not None])
    return _Concerned(
        tuple([(rule, look.find, look.gate.needs) for rule, look in conditions if not look.gate.odd]),
        tuple([(rule, look.find, look.gate.needs) for rule, look in conditions if look.gate.odd]),
        tuple(values),
        suspects if len(suspects) == len(values) else None,
    )
