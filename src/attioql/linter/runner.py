"""Runs rules over a filter: one walk, each part and each value shown to the rules that may have something to say about it.

What rules there are for a condition depends on where it looks and by what operator, so that is found out once for each of these
and kept on the target. For most conditions it is one rule or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias, get_args

from attioql.catalog.cache import Cache
from attioql.catalog.workspace import PerTarget, Target
from attioql.filters.model import Condition, Place
from attioql.linter.rule import Finding, Rule
from attioql.linter.survey import Survey, survey_of
from attioql.linter.tree import Kind, Subject, Visit
from attioql.linter.values import has_list, has_moment, is_plain, only_text, values_of

_KINDS = frozenset(get_args(Kind))
_PARTS = _KINDS | {"filter", "list", "moment"}
_MOST_SELECTIONS = 16


class Looks(NamedTuple):
    """Chosen rules by what they look at: the whole filter, kinds of part, conditions with a list; and all of them, and their names.

    `at_values` says whether one of them looks at a kind of value.
    """

    whole: tuple[Rule, ...]
    parts: Mapping[str, tuple[Rule, ...]]
    lists: tuple[Rule, ...]
    rules: tuple[Rule, ...]
    names: frozenset[str]
    at_values: bool


class Concerned(NamedTuple):
    """The chosen rules that may have something to say where a condition looks, of a value or a moment it is held against there.

    `suspects` are those of the rules on values; `None` where one of them suspects any.
    """

    conditions: tuple[Rule, ...]
    values: tuple[Rule, ...]
    moments: tuple[Rule, ...]
    suspects: tuple[Callable[[str], object], ...] | None


_Known: TypeAlias = Cache[tuple[str, str, str], Concerned]
_CONCERNED = PerTarget[dict[frozenset[str], _Known]](lambda _: {})


class Found(NamedTuple):
    """A finding, and the rule that made it."""

    rule: Rule
    finding: Finding


def looks_of(rules: Iterable[Rule]) -> Looks:
    """Sort rules by what they look at."""
    chosen = tuple(rules)
    return Looks(
        whole=tuple([rule for rule in chosen if "filter" in rule.on]),
        parts={kind: tuple([rule for rule in chosen if kind in rule.on]) for kind in _KINDS},
        lists=tuple([rule for rule in chosen if "list" in rule.on]),
        rules=chosen,
        names=frozenset([rule.name for rule in chosen]),
        at_values=not _PARTS.issuperset([kind for rule in chosen for kind in rule.on]),
    )


def run(subject: Subject, looks: Looks, most: int | None = None) -> list[Found]:
    """Return what the rules find in a filter, in the order of the walk: all of it, or at most so much."""
    return list(islice(_findings(subject, looks), most))


def _findings(subject: Subject, looks: Looks) -> Iterator[Found]:
    for rule, visit in _shown(subject, survey_of(subject), looks):
        for finding in rule.look(visit, subject):
            yield Found(rule, finding)


def _shown(subject: Subject, survey: Survey, looks: Looks) -> Iterator[tuple[Rule, Visit]]:
    """Yield what is shown to each rule: to those that look at the whole filter, then part by part."""
    for rule in looks.whole:
        if rule.needs is None or rule.needs(survey):
            yield rule, survey.visits[0]
    known = _known(subject.target, looks)
    for visit in survey.visits:
        if visit.condition is not None:
            if shown := _of_condition(visit, visit.condition, subject, survey, looks, known):
                yield from shown
        else:
            for rule in looks.parts[visit.part.kind]:
                if rule.needs is None or rule.needs(survey):
                    yield rule, visit


def _of_condition(
    visit: Visit, condition: Condition, subject: Subject, survey: Survey, looks: Looks, known: _Known
) -> Sequence[tuple[Rule, Visit]]:
    """Return what is shown of a condition, and of the values in it: of most, nothing."""
    place, operator = condition.place, condition.operator
    found = _concerned(place, operator.property, operator.name, subject.target, looks, known)
    only = only_text(visit)
    if only is not None:
        is_shown = only and found.values and _is_suspect(only[0], found.suspects)
        if not is_shown and not found.conditions:
            return ()
        shown = _needed(found.conditions, visit, survey)
        return shown + _of_values(visit, subject, looks, known) if is_shown else shown
    rules = found.conditions
    if looks.lists and has_list(visit.part):
        rules += looks.lists
    if found.moments and has_moment(visit.part):
        rules += found.moments
    shown = _needed(rules, visit, survey)
    if looks.at_values and (found.values or condition.others or not is_plain(visit)):
        shown += _of_values(visit, subject, looks, known)
    return shown


def _needed(rules: Iterable[Rule], visit: Visit, survey: Survey) -> list[tuple[Rule, Visit]]:
    return [(rule, visit) for rule in rules if rule.needs is None or rule.needs(survey)]


def _of_values(visit: Visit, subject: Subject, looks: Looks, known: _Known) -> list[tuple[Rule, Visit]]:
    """Return the values of a condition that rules suspect."""
    shown: list[tuple[Rule, Visit]] = []
    for value in values_of(visit, subject):
        at, prop, operator, text = value[:4]
        found = _concerned(at, prop.name, operator, subject.target, looks, known)
        if found.values and _is_suspect(text, found.suspects):
            with_value = visit._replace(value=value)
            shown += [(rule, with_value) for rule in found.values if rule.suspect is None or rule.suspect(text)]
    return shown


def _is_suspect(text: str, suspects: Sequence[Callable[[str], object]] | None) -> bool:
    if suspects is None:
        return True
    for suspect in suspects:  # noqa: SIM110 - for every value, and a generator costs more than the look at it
        if suspect(text):
            return True
    return False


def _known(target: Target, looks: Looks) -> _Known:
    """Return what has been found out of the places of a target for the chosen rules."""
    by_names = _CONCERNED.of(target)
    known = by_names.get(looks.names)
    if known is None:
        if len(by_names) >= _MOST_SELECTIONS:
            by_names.clear()
        known = by_names.setdefault(looks.names, Cache())
    return known


def _concerned(place: Place, name: str, operator: str, target: Target, looks: Looks, known: _Known) -> Concerned:
    """Return the chosen rules for a property at a place and an operator it is held against something with."""
    key = place.key, name, operator
    found = known.get(key)
    if found is None:
        found = known.keep(key, _sorted(place, name, operator, target, looks))
    return found


def _sorted(place: Place, name: str, operator: str, target: Target, looks: Looks) -> Concerned:
    about = place.attribute.type.properties[name].value
    rules = [rule for rule in looks.rules if rule.at is None or rule.at(place, target)]
    of_values = tuple(
        [
            rule
            for rule in rules
            if (about.shape or about.kind) in rule.on and (rule.operators is None or operator in rule.operators)
        ]
    )
    suspects = tuple([rule.suspect for rule in of_values if rule.suspect is not None])
    return Concerned(
        tuple([rule for rule in rules if "condition" in rule.on]),
        of_values,
        tuple([rule for rule in rules if "moment" in rule.on]),
        suspects if len(suspects) == len(of_values) else None,
    )
