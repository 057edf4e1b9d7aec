"""Runs rules over a filter: one walk, each part and each value shown to the rules that ask for its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, get_args

from attioql.linter.rule import Finding, Rule
from attioql.linter.tree import Kind, Subject, Visit, walk
from attioql.linter.values import values_of

MOST_FINDINGS = 100
"""How many findings one filter may have; past them, it is looked at no further."""

_PARTS = frozenset({"filter", *get_args(Kind)})


class Found(NamedTuple):
    """A finding, and the rule that made it."""

    rule: Rule
    finding: Finding


def run(subject: Subject, rules: Iterable[Rule]) -> list[Found]:
    """Return what the rules find in a filter, in the order of the walk."""
    by_kind: dict[str, list[Rule]] = {}
    for rule in rules:
        for kind in rule.on:
            by_kind.setdefault(kind, []).append(rule)
    found: list[Found] = []
    for each in _findings(subject, by_kind):
        found.append(each)
        if len(found) >= MOST_FINDINGS:
            break
    return found


def _findings(subject: Subject, by_kind: dict[str, list[Rule]]) -> Iterator[Found]:
    whole = Visit(subject.root, None, negated=False)
    for rule in by_kind.get("filter", ()):
        yield from (Found(rule, finding) for finding in rule.look(whole, subject))
    looks_at_values = not by_kind.keys() <= _PARTS
    for visit in walk(subject.root):
        for rule in by_kind.get(visit.part.kind, ()):
            yield from (Found(rule, finding) for finding in rule.look(visit, subject))
        if looks_at_values and visit.part.kind == "condition":
            yield from _about_values(visit, subject, by_kind)


def _about_values(visit: Visit, subject: Subject, by_kind: dict[str, list[Rule]]) -> Iterator[Found]:
    for value in values_of(visit.part, subject):
        about = value.property.value
        for rule in by_kind.get(about.shape or about.kind, ()):
            shown = visit._replace(value=value)
            yield from (Found(rule, finding) for finding in rule.look(shown, subject))
