"""Runs rules over a filter: one walk, each part and each value shown to the rules that ask for its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias, get_args

from attioql.linter.rule import Finding, Rule
from attioql.linter.tree import Kind, Subject, Visit, walk
from attioql.linter.values import values_of

Dispatch: TypeAlias = Mapping[str, Sequence[Rule]]
"""Rules by the kind of part, or of value, that they look at."""

_PARTS = frozenset({"filter", *get_args(Kind)})


class Found(NamedTuple):
    """A finding, and the rule that made it."""

    rule: Rule
    finding: Finding


def by_kind(rules: Iterable[Rule]) -> Dispatch:
    """Return rules by the kinds of part they look at."""
    looks: dict[str, list[Rule]] = {}
    for rule in rules:
        for kind in rule.on:
            looks.setdefault(kind, []).append(rule)
    return looks


def run(subject: Subject, looks: Dispatch, most: int | None = None) -> list[Found]:
    """Return what the rules find in a filter, in the order of the walk: all of it, or at most so much."""
    return list(islice(_findings(subject, looks), most))


def _findings(subject: Subject, looks: Dispatch) -> Iterator[Found]:
    whole = Visit(subject.root, None, negated=False)
    for rule in looks.get("filter", ()):
        for finding in rule.look(whole, subject):
            yield Found(rule, finding)
    looks_at_values = not looks.keys() <= _PARTS
    for visit in walk(subject.root):
        for rule in looks.get(visit.part.kind, ()):
            for finding in rule.look(visit, subject):
                yield Found(rule, finding)
        if looks_at_values and visit.part.kind == "condition":
            yield from _about_values(visit, subject, looks)


def _about_values(visit: Visit, subject: Subject, looks: Dispatch) -> Iterator[Found]:
    part, parent, negated, _ = visit
    for value in values_of(part, subject):
        about = value.property.value
        rules = looks.get(about.shape or about.kind)
        if rules:
            shown = Visit(part, parent, negated, value)
            for rule in rules:
                for finding in rule.look(shown, subject):
                    yield Found(rule, finding)
