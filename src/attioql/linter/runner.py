"""Runs rules over a filter: one walk, each part and each value shown to the rules that may have something to say about it.

What rules there are for a condition depends on where it looks and by what operator, so that is found out once for each of these
and kept on the target. For most conditions it is one rule or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, get_args

from attioql.catalog.workspace import Target
from attioql.check.names import MOST_REMEMBERED, remember
from attioql.filters.model import Condition, Place
from attioql.linter.rule import Finding, Rule
from attioql.linter.rules import RULES
from attioql.linter.survey import Survey, survey_of
from attioql.linter.tree import Kind, Subject, Visit
from attioql.linter.values import TEXTS, has_list, has_moment, has_one_value, is_plain, literal_of, values_of

_KINDS = frozenset(get_args(Kind))
_PARTS = _KINDS | {"filter", "list", "moment"}


class Looks(NamedTuple):
    """Chosen rules by what they look at: the whole filter, kinds of part, conditions with a list or a moment; and all their names.

    `at_values` says whether one of them looks at a kind of value.
    """

    whole: tuple[Rule, ...]
    parts: Mapping[str, tuple[Rule, ...]]
    lists: tuple[Rule, ...]
    moments: tuple[Rule, ...]
    names: frozenset[str]
    at_values: bool


class Concerned(NamedTuple):
    """The rules, chosen or not, that may have something to say where a condition looks, and of a value it is held against there."""

    conditions: tuple[Rule, ...]
    values: tuple[Rule, ...]


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
        moments=tuple([rule for rule in chosen if "moment" in rule.on]),
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
    for visit in survey.visits:
        if visit.condition is not None:
            if shown := _of_condition(visit, visit.condition, subject, survey, looks):
                yield from shown
        else:
            for rule in looks.parts[visit.part.kind]:
                if rule.needs is None or rule.needs(survey):
                    yield rule, visit


def _of_condition(
    visit: Visit, condition: Condition, subject: Subject, survey: Survey, looks: Looks
) -> Sequence[tuple[Rule, Visit]]:
    """Return what is shown of a condition, and of the values in it: of most, nothing."""
    place, operator = condition.place, condition.operator
    rules, of_values = _concerned(place, operator.property, operator.name, subject.target)
    literal = None if rules else literal_of(visit)
    if literal is not None and not (of_values and literal.kind in TEXTS and _is_suspect(literal.text, of_values)):
        return ()
    if not rules and not of_values and has_one_value(visit):
        return ()
    if has_list(visit.part):
        rules += looks.lists
    if has_moment(visit.part):
        rules += tuple([rule for rule in looks.moments if rule.at is None or rule.at(place, subject.target)])
    shown = [(rule, visit) for rule in rules if rule.name in looks.names and (rule.needs is None or rule.needs(survey))]
    if looks.at_values and (of_values or condition.others or not is_plain(visit)):
        shown += _of_values(visit, subject, looks.names)
    return shown


def _of_values(visit: Visit, subject: Subject, names: frozenset[str]) -> Iterator[tuple[Rule, Visit]]:
    """Yield the values of a condition that rules suspect."""
    for value in values_of(visit, subject):
        at, prop, operator, text = value[:4]
        rules = _concerned(at, prop.name, operator, subject.target).values
        if _is_suspect(text, rules):
            shown = visit._replace(value=value)
            yield from [
                (rule, shown) for rule in rules if rule.name in names and (rule.suspect is None or rule.suspect(text))
            ]


def _is_suspect(text: str, rules: Sequence[Rule]) -> bool:
    for rule in rules:  # noqa: SIM110 - for every value, and a generator costs more than the look at it
        if rule.suspect is None or rule.suspect(text):
            return True
    return False


def _concerned(place: Place, name: str, operator: str, target: Target) -> Concerned:
    """Return the rules for a property at a place and an operator it is held against something with."""
    known: Any = target.memo.get("\x03concerned") or remember(target, "\x03concerned", {})
    key = place.key, name, operator
    found: Concerned | None = known.get(key)
    if found is None:
        if len(known) >= MOST_REMEMBERED:
            known.clear()
        found = known[key] = _sorted(place, name, operator, target)
    return found


def _sorted(place: Place, name: str, operator: str, target: Target) -> Concerned:
    about = place.attribute.type.properties[name].value
    rules = [rule for rule in RULES.values() if rule.at is None or rule.at(place, target)]
    return Concerned(
        tuple([rule for rule in rules if "condition" in rule.on]),
        tuple(
            [
                rule
                for rule in rules
                if (about.shape or about.kind) in rule.on and (rule.operators is None or operator in rule.operators)
            ]
        ),
    )
