"""Runs rules over a filter: one walk, each part shown to the rules that ask for its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from attioql.linter.rule import Finding, Rule
from attioql.linter.tree import Subject, Visit, walk

MOST_FINDINGS = 100
"""How many findings one filter may have; past them, it is looked at no further."""


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
    for visit in walk(subject.root):
        for rule in by_kind.get(visit.part.kind, ()):
            yield from (Found(rule, finding) for finding in rule.look(visit, subject))
