"""Every record matches the filter, or a part of it, so this part has no effect.

If one condition does not hold, another one does, so the whole is true for all values. The usual cause is `or`
instead of `and`. Here no value equals both texts, so every value differs from one of them.

```attioql target=companies
name != "Acme" or name != "Globex"
```

```findings
1:1 always-true: every record matches this: where one of its conditions fails, another one is true
```

Records without a value count too, because a negation is true for them. Ranges that cover everything match every
record with a value. The rule reports them if they overlap. It does not report bounds that fit exactly, because they
are a way to test for any value.

```attioql target=companies
twitter_follower_count >= 10 or twitter_follower_count < 50
```

```findings
1:1 always-true: every record with a `twitter_follower_count` matches this: the ranges leave nothing out
```

Write `and` if every condition must hold.

```attioql target=companies
name != "Acme" and name != "Globex" and twitter_follower_count >= 10 and twitter_follower_count < 50
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter, not_

from attioql.filters.model import Not, Test
from attioql.filters.one_value import can_be_value
from attioql.limits import LIMITS
from attioql.linter.facts import SignedPart, clauses_of, company_of, is_outermost
from attioql.linter.many import is_always_there
from attioql.linter.part_text import path_of, path_to, spelled
from attioql.linter.rule import Finding, Gate, Rule, on_filters, on_values, value_finding
from attioql.linter.survey import survey_of
from attioql.linter.tree import Part, Subject
from attioql.linter.verdicts import Verdict, verdicts_of
from attioql.linter.written_values import WrittenValue
from attioql.operators import TEXT_ROLES, operators_of

_MOST_BOUNDS = LIMITS.lint_bounds
_TEXTS = frozenset({"text", "domain", "email", "phone"})
_INSIDE = operators_of(*TEXT_ROLES)
_UNDER_NOT = "it is under `not`, so the negated part matches no record, or adds nothing"


@on_filters(Gate(needs=attrgetter("decidable")))
def _always_matched(subject: Subject) -> Iterator[Finding]:
    for verdict in verdicts_of(subject).reported:
        if verdict.always:
            yield _found(verdict, subject)


def _found(verdict: Verdict, subject: Subject) -> Finding:
    part, because = verdict.visit.part, verdict.because
    notes: tuple[str, ...] = (_UNDER_NOT,) if verdict.visit.negated else ()
    if not because:
        return Finding(part, "every record matches this: no value passes what it negates", notes)
    if verdict.branches:
        message = "every record matches this: if a condition of a group fails, one next to it is true"
        related = ((because[0], "where a condition of this fails"), (because[1], "this is true"))
        return Finding(part, message, notes, related)
    if any(isinstance(each.meaning, Not) for each in because):
        notes = (*notes, "records without a value match it as well: a negation is true for them")
    message = "every record matches this: where one of its conditions fails, another one is true"
    return Finding(part, message, notes, tuple([(each, spelled(each, subject, "one of them")) for each in because]))


@on_filters(Gate(needs=attrgetter("crowded")))
def _nothing_left_out(subject: Subject) -> Iterator[Finding]:
    """Find ranges on one property that leave no value out, joined by `or`."""
    decided = verdicts_of(subject).decided
    for visit in survey_of(subject).visits:
        if visit.part.kind == "or" and is_outermost(visit) and visit.part not in decided:
            for covering in filter(None, map(_covering, _ranges_in(visit.part, subject))):
                path = path_of(covering[0].condition)
                message = f"every record with a `{path}` matches this: the ranges leave nothing out"
                related = tuple([(each.part, spelled(each.part, subject, "one of them")) for each in covering])
                yield Finding(visit.part, message, related=related)


def _ranges_in(group: Part, subject: Subject) -> Iterable[list[SignedPart]]:
    """Return the open ranges among the members of a group, by attribute path and property."""
    clauses = clauses_of(subject)
    ranges: dict[tuple[str, str], list[SignedPart]] = {}
    for part, _ in company_of(group, subject):
        clause = clauses[part]
        if clause.alone and (test := _range(clause.literals[0])) is not None:
            key = (clause.literals[0].condition.path.key, test.operator.property)
            ranges.setdefault(key, []).append(clause.literals[0])
    return ranges.values()


def _range(literal: SignedPart) -> Test | None:
    tests = literal.condition.tests
    return tests[0] if literal.holds and len(tests) == 1 and tests[0].operator.row.opposite else None


def _covering(literals: list[SignedPart]) -> tuple[SignedPart, ...]:
    """Return the lower and the upper bound that leave least out, if they overlap or ask for what is always there."""
    attribute = literals[0].condition.path.attribute
    may_touch = is_always_there(literals[0].condition.path)
    for first in literals[:_MOST_BOUNDS]:
        for second in literals[:_MOST_BOUNDS]:
            one, two = first.condition.tests[0], second.condition.tests[0]
            if one.operator.row.role != "above" or two.operator.row.role != "below":
                continue
            operators = attribute.type.properties[one.operator.property].operators
            below = Test(operators[one.operator.row.opposite], one.value)
            left_out = can_be_value(attribute, (below,), ((two,),))
            if left_out is False and (may_touch or can_be_value(attribute, (one, two), ())):
                return first, second
    return ()


@on_values(Gate(kinds=_TEXTS, operators=_INSIDE, suspect=not_))
def _empty_text(value: WrittenValue, _: Subject) -> Iterator[Finding]:
    if not value.text and value.kind in _TEXTS and value.operator in _INSIDE:
        path = path_to(value.path, value.prop.name)
        yield value_finding(value, f"every value of `{path}` passes this: the empty text is in every text")


RULE = Rule(
    "always-true",
    "AQ802",
    "warning",
    "every record matches a filter, or a part of it",
    (_always_matched, _nothing_left_out, _empty_text),
)
