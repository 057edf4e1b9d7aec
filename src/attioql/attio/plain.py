"""Filter JSON with nothing wrong in it to the model, in one pass without places. Anything else is left to `attioql.attio.reader`.

JSON that was read from text here has its objects as tuples of pairs, and JSON that was handed in has dicts; so an object
is whatever `kind` says. The tree is walked with a stack of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from attioql.attio.plans import NotPlainError, Plan, entry_of, plans_of
from attioql.attio.reader import MOST_LEVELS
from attioql.catalog.workspace import Target
from attioql.filters.model import And, Condition, Node, Not, Or, Test

Objects: TypeAlias = type[dict[object, object]] | type[tuple[object, ...]]

_GROUPS: dict[str, type[And | Or]] = {"$and": And, "$or": Or}
GROUPS_OF_A_LEVEL = 3
"""An object of several keys, a group that is one of them, and a condition that becomes two."""

_END = object()
_TEXT = frozenset({str})
_new = tuple.__new__


class PlainFilter(NamedTuple):
    """The model of a filter, and a bound on how many groups may stand inside one another in its canonical form."""

    root: Node
    levels: int


def read_plain(value: object, target: Target, kind: Objects) -> PlainFilter | None:
    """Return the model of a parsed filter; `None` where anything in it is wrong, doubtful or rare."""
    reader = _Reader(target, kind)
    try:
        return PlainFilter(reader.read(value), reader.deepest + GROUPS_OF_A_LEVEL)
    except NotPlainError:
        return None


class PlainConditions:
    """Reads the conditions of one filter. Every method raises `NotPlainError`."""

    __slots__ = ("_kind", "plans")

    def __init__(self, target: Target, kind: Objects) -> None:
        """Keep the plans of a target, and say what an object is."""
        self._kind: type[Any] = kind
        self.plans = plans_of(target)

    def attribute(self, slug: str, value: object) -> Condition:
        """Read `{slug: value}`."""
        return self.condition(self.plans.known.get(slug) or self.plans.attribute(slug), value)

    def path(self, members: Mapping[str, Any]) -> Condition:
        """Read `{"path": […], "constraints": {…}}`."""
        constraints = members.get("constraints")
        if len(members) != 2 or "path" not in members or type(constraints) is not self._kind:
            raise NotPlainError
        return self.condition(self.plans.path(members["path"]), constraints)

    def condition(self, plan: Plan, value: Any) -> Condition:
        """Read what is held against an attribute; one test, which is nearly always, without a detour."""
        place, equals, operators, properties = plan
        kind = self._kind
        if type(value) is not kind:
            return _new(Condition, (place, *equals(value), 0, 0, ()))
        if len(value) == 1:
            [(key, held)] = value.items() if kind is dict else value
            to_test = operators.get(key)
            if to_test is None and type(held) is kind and len(held) == 1 and key in properties:
                named = properties[key]
                [(key, held)] = held.items() if kind is dict else held
                to_test = None if named.needs else named.operators.get(key)
            if to_test is not None:
                return _new(Condition, (place, *to_test(held), 0, 0, ()))
        return Condition.of(place, self._tests(self.members(value), plan))

    def _tests(self, members: dict[str, Any], plan: Plan) -> tuple[Test, ...]:
        """Read operators, or properties, one beside another."""
        if next(iter(members)) in plan.operators:
            return tuple([entry_of(plan.operators, key)(held) for key, held in members.items()])
        tests: list[Test] = []
        for name, held in members.items():
            equals, operators, needs = entry_of(plan.properties, name)
            if needs and needs not in members:
                raise NotPlainError
            if type(held) is self._kind:
                tests += [entry_of(operators, key)(operand) for key, operand in self.members(held).items()]
            else:
                tests.append(equals(held))
        return tuple(tests)

    def members(self, value: Any) -> dict[str, Any]:
        """Return an object as a dict. An empty one, one with a key twice, or keys that are no text, is not plain."""
        if type(value) is not self._kind:
            raise NotPlainError
        members: dict[str, Any] = dict(value)
        if not members or len(members) != len(value) or not _TEXT.issuperset(map(type, members)):
            raise NotPlainError
        return members


def _taken_out(members: list[Any]) -> Iterator[Any]:
    """Yield the members of a list, and take each out of it: what is read goes as the model comes."""
    members.append(_END)
    members.reverse()
    return iter(members.pop, _END)


class _Unopened(NamedTuple):
    """A group with other keys beside it: its members begin where the results end once those keys are read."""

    group: type[And | Or]
    members: object


class _Reader:
    def __init__(self, target: Target, kind: Objects) -> None:
        self._kind: type[Any] = kind
        self._conditions = PlainConditions(target, kind)
        self._results: list[Node] = []
        self._waiting: list[tuple[object, int]] = []
        self.deepest = 0

    def read(self, value: object) -> Node:
        """Walk the filter. An object or a group waits with its level, a group's class with where its members begin."""
        waiting, results = self._waiting, self._results
        waiting.append((value, 0))
        while waiting:
            item, number = waiting.pop()
            if item is Not:
                results.append(Not(results.pop()))
            elif item is And or item is Or:
                members = tuple(results[number:])
                del results[number:]
                results.append(And(members) if item is And else Or(members))
            elif type(item) is _Unopened:
                self._group(item.group, item.members, number)
            else:
                self._object(item, number)
        return results[0]

    def _object(self, value: Any, level: int) -> None:
        members = self._conditions.members(value)
        if level > self.deepest:
            self.deepest = level
            if level > MOST_LEVELS:
                raise NotPlainError
        if "path" in members or "constraints" in members:
            self._results.append(self._conditions.path(members))
            return
        if len(members) > 1:
            self._waiting.append((And, len(self._results)))
        for key, held in members.items():
            group = _GROUPS.get(key)
            if group is not None and len(members) > 1:
                self._waiting.append((_Unopened(group, held), level + 2))
            elif group is not None:
                self._group(group, held, level + 2)
            elif key == "$not":
                self._waiting += ((Not, 0), (held, level + 1))
            else:
                self._results.append(self._conditions.attribute(key, held))

    def _group(self, group: type[And | Or], value: Any, level: int) -> None:
        """Read the members that are a condition, or `$not` of one, at once, and leave the rest waiting."""
        if type(value) is not list or not value or level + 1 > MOST_LEVELS:
            raise NotPlainError
        kind, results, waiting = self._kind, self._results, self._waiting
        read, known = self._conditions.condition, self._conditions.plans.known
        waiting.append((group, len(results)))
        for member in value if kind is dict else _taken_out(value):
            plan = held = None
            negated = False
            if type(member) is kind and len(member) == 1:
                [(key, held)] = member.items() if kind is dict else member
                if key == "$not" and type(held) is kind and len(held) == 1:
                    negated = True
                    [(key, held)] = held.items() if kind is dict else held
                plan = known.get(key)
            if plan is None:
                waiting.append((member, level))
                continue
            condition = read(plan, held)
            results.append(_new(Not, (condition,)) if negated else condition)
