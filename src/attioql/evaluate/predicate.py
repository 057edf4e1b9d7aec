"""A model compiled to closures: each condition a function of a record's values, groups functions of those.

The functions for conditions expect what the API returns and decide fast; whatever they trip over is looked at again with
care (`attioql.evaluate.general`), which decides or raises `RecordError` with the JSON pointer. Groups call one another, as deep
as the canonical form nests (`DEEPEST`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

from attioql.evaluate.compiled_tests import Passes, compile_test
from attioql.evaluate.general import GeneralCondition
from attioql.evaluate.records import Fetch, Predicate, Record, Related, fetch_from, values_of
from attioql.filters.model import And, Condition, Node, Not, Or

_Values: TypeAlias = Mapping[str, Any]
_Accepts: TypeAlias = Callable[[Mapping[str, Any]], bool]
_Decide: TypeAlias = Callable[[_Values, Record], bool]

_TRIPS = (KeyError, TypeError, ValueError, AttributeError)  # MalformedError is a ValueError


def compile_predicate(root: Node, related: Related | None) -> Predicate:
    """Return a function that tells whether a record matches.

    Raises `RelatedNeededError` when the filter follows a path and `related` is not given.
    """
    decide = _compile(root, _lazily(related))

    def matches(record: Record) -> bool:
        values = record.get("values") if type(record) is dict else None
        return decide(values if type(values) is dict else values_of(record), record)

    return matches


def _lazily(related: Related | None) -> Callable[[], Fetch]:
    return lambda: fetch_from(related)


def _compile(root: Node, fetch: Callable[[], Fetch]) -> _Decide:
    """Compile from the leaves up, with a stack."""
    results: list[_Decide] = []
    waiting: list[Node | tuple[type, int]] = [root]
    while waiting:
        match waiting.pop():
            case Condition() as condition:
                results.append(_condition(condition, fetch))
            case Not(operand):
                waiting += ((Not, 1), operand)
            case And(members) | Or(members) as group:
                waiting.append((type(group), len(members)))
                waiting.extend(reversed(members))
            case (kind, count):
                parts = results[len(results) - count :]
                del results[len(results) - count :]
                results.append(_GROUPS[kind](parts))
    return results[0]


def _condition(condition: Condition, fetch: Callable[[], Fetch]) -> _Decide:
    path = condition.path
    leads_on = len(path.steps) > 1
    general = GeneralCondition(condition, fetch() if leads_on else None)
    if leads_on:
        return general.holds
    slug, properties = path.attribute.slug, path.attribute.type.properties
    compiled = [
        (
            properties[test.operator.property].read.keys[0],
            compile_test(path.attribute, properties[test.operator.property], test),
        )
        for test in condition.tests
    ]
    passes = _single_key(*compiled[0]) if len(compiled) == 1 else _several_keys(compiled)
    return _of_one(slug, passes, general.holds) if path.single else _of_many(slug, passes, general.holds)


def _single_key(key: str, passes: Passes) -> _Accepts:
    return lambda value: passes(value[key])


def _several_keys(tests: list[tuple[str, Passes]]) -> _Accepts:
    return lambda value: all(passes(value[key]) for key, passes in tests)


def _of_one(slug: str, accepts: _Accepts, again: _Decide) -> _Decide:
    """Decide by the only value there is; several, of which some are former ones, are looked at with care."""

    def holds(values: _Values, record: Record) -> bool:
        try:
            listed = values[slug]
            if type(listed) is list:
                if not listed:
                    return False
                [value] = listed
                until = value.get("active_until")
                if until is None:
                    return accepts(value)
                if type(until) is str:
                    return False
        except _TRIPS:
            pass
        return again(values, record)

    return holds


def _of_many(slug: str, accepts: _Accepts, again: _Decide) -> _Decide:
    def holds(values: _Values, record: Record) -> bool:
        try:
            listed = values[slug]
            if type(listed) is list:
                for value in listed:
                    until = value.get("active_until")
                    if until is None:
                        if accepts(value):
                            return True
                    elif type(until) is not str:
                        break
                else:
                    return False
        except _TRIPS:
            pass
        return again(values, record)

    return holds


def _negation(parts: list[_Decide]) -> _Decide:
    [part] = parts
    return lambda values, record: not part(values, record)


def _conjunction(parts: list[_Decide]) -> _Decide:
    if len(parts) == 2:
        first, second = parts
        return lambda values, record: first(values, record) and second(values, record)

    def holds(values: _Values, record: Record) -> bool:
        for part in parts:  # noqa: SIM110 - a loop, for speed
            if not part(values, record):
                return False
        return True

    return holds


def _disjunction(parts: list[_Decide]) -> _Decide:
    if len(parts) == 2:
        first, second = parts
        return lambda values, record: first(values, record) or second(values, record)

    def holds(values: _Values, record: Record) -> bool:
        for part in parts:  # noqa: SIM110 - a loop, for speed
            if part(values, record):
                return True
        return False

    return holds


_GROUPS = cast(
    "Mapping[type, Callable[[list[_Decide]], _Decide]]", {Not: _negation, And: _conjunction, Or: _disjunction}
)
