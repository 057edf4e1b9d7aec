"""Filter JSON, walked once: to the model, or to what else its actions make of it, such as the parts that lint rules look at.

Decoders read the conditions (`attioql.attio.decoders`). What they do not take ends the walk, or is read alone by the general reader:
then every part has its place, and faults are reported there. The stack of the walk is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from attioql.attio import json_messages as messages
from attioql.attio.conditions import ConditionReader
from attioql.attio.decoders import DecodedConditions, NotTakenError, Objects, TooManyError
from attioql.attio.faults import Fault, in_json
from attioql.attio.foreign import PartReading, foreign_fault
from attioql.attio.foreign_shapes import Found, find_foreign
from attioql.attio.json_value_messages import too_large
from attioql.attio.json_values import has_string_keys
from attioql.attio.unknowns import Shown, Unknowns, is_unknown
from attioql.attio.walk_actions import GENERAL_MODEL, MODEL, Actions, Location
from attioql.catalog.workspace import Target
from attioql.diagnostics.templates import sentence
from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or
from attioql.json_text.holes import is_hole, without_holes
from attioql.json_text.paths import JsonPath
from attioql.limits import LIMITS

GROUPS_OF_A_LEVEL = 3
"""An object of several keys, a group that is one of them, and a condition that becomes two."""

_GROUPS: Mapping[str, type[And | Or]] = {"$and": And, "$or": Or}
_END = object()
_new = tuple.__new__
_Made = TypeVar("_Made")


class FilterReading(NamedTuple):
    """A model, the faults found, the places that the spans of conditions number, and the conditions with a value that is not known."""

    root: Node
    faults: list[Fault]
    places: list[JsonPath]
    partly: Sequence[Condition] = ()


class Quick(NamedTuple):
    """The model of a filter, and a bound on how many groups may stand inside one another in its canonical form."""

    root: Node
    levels: int


def read_quickly(value: object, target: Target, kind: Objects) -> Quick | None:
    """Return the model of a filter whose conditions the decoders take; `None` for any other. Raises `TooManyError`."""
    walk = _QuickWalk(target, kind, MODEL)
    try:
        return Quick(walk.read(value), walk.deepest + GROUPS_OF_A_LEVEL)
    except NotTakenError:
        return None


def read_parts(value: object, target: Target, actions: Actions[_Made], most_levels: int) -> _Made | None:
    """Return what the actions make of a filter that `read_quickly` takes, nested in no more levels; `None` for any other."""
    walk = _Walk(target, dict, actions)
    try:
        made = walk.read(value)
    except (NotTakenError, TooManyError):
        return None
    return made if walk.deepest <= most_levels else None


def read_all_parts(
    value: object, json_path: JsonPath, target: Target, actions: Actions[_Made], shown: Shown = "values"
) -> _Made:
    """Return what the actions make of a filter that has no errors. Conditions of which less is known than is `shown` are unknown."""
    return _GeneralWalk(target, actions, LIMITS.diagnostics, translates=False, shown=shown).read(value, json_path)


def read_filter(
    value: object,
    target: Target,
    json_path: JsonPath = None,
    *,
    translates: bool = True,
    most: int = LIMITS.diagnostics,
) -> FilterReading:
    """Read a parsed filter for a target. With any fault, the model is incomplete. The changes of faults are not yet checked.

    `translates` says whether filters of other grammars are translated, or recognised and nothing more. Reading stops after `most` faults.
    """
    walk = _GeneralWalk(target, GENERAL_MODEL, most, translates=translates)
    try:
        root = walk.read(value, json_path)
    except _EnoughError:
        root = EVERYTHING
    except TooManyError:
        root = EVERYTHING
        walk.faults.append(too_large(json_path))
    return FilterReading(root, walk.faults, walk.places, walk.unknowns.partly)


_NOWHERE = Location(None, None, False)

_Step: TypeAlias = "tuple[Callable[[Any, Any, Any], None], Any, Any, Any]"
"""A method of the walk that waits, with its arguments."""


class _Walk(Generic[_Made]):
    """Walks a filter whose conditions the decoders take. Raises `NotTakenError` for any other."""

    def __init__(self, target: Target, kind: Objects, actions: Actions[_Made]) -> None:
        self._kind: type[Any] = kind
        self._actions = actions
        self._conditions = DecodedConditions(target, kind)
        self._results: list[_Made] = []
        self._waiting: list[_Step] = []
        self.faults: list[Fault] = []
        self.deepest = 0

    def read(self, value: object, json_path: JsonPath = None) -> _Made:
        self._object(value, json_path, 0)
        return self._finish()

    def _finish(self) -> _Made:
        waiting = self._waiting
        while waiting:
            step, first, second, third = waiting.pop()
            step(first, second, third)
        return self._results[0]

    def _object(self, value: object, json_path: JsonPath, level: int) -> None:
        """Read one filter object: a path, or any number of attributes, groups and negations joined by `and`."""
        members = self._members(value, json_path, level)
        if members is None:
            return
        location = _new(Location, (json_path, json_path, True))
        if "path" in members or "constraints" in members:
            meaning = self._path(members, json_path)
            self._add(meaning, members.get("constraints"), (json_path, "constraints"), location)
        elif len(members) == 1:
            [(key, held)] = members.items()
            self._entry(key, held, (json_path, level, True))
        elif members:
            self._conditions.count(len(members))
            self._waiting.append((self._join, And, len(self._results), location))
            at = (json_path, level, False)
            self._waiting += [(self._entry, key, members[key], at) for key in reversed([*members])]
        else:
            self._results.append(self._actions.everything(location))

    def _members(self, value: Any, _: JsonPath, level: int) -> Mapping[str, Any] | None:
        """Return the keys and values of a filter object; `None` for one that is reported as a fault."""
        if level > self.deepest:
            self.deepest = level
            if level > LIMITS.filter_levels:
                raise NotTakenError
        return self._conditions.members(value)

    def _entry(self, key: str, value: object, at: tuple[JsonPath, int, bool]) -> None:
        """Read one key of a filter object."""
        json_path, level, is_alone = at
        here = (json_path, key)
        location = _new(Location, (here, json_path if is_alone else None, is_alone))
        if key in _GROUPS:
            self._group(key, value, (location, level))
        elif key == "$not":
            self._waiting += ((self._negate, location, len(self.faults), None), (self._object, value, here, level + 1))
        else:
            self._add(self._condition(key, value, here), value, here, location)

    def _group(self, key: str, value: object, at: tuple[Location, int]) -> None:
        """Read a group of an object of that level."""
        location, level = at
        members = self._array(value, location.json_path)
        if members is not None:
            self._conditions.count(len(members))
            self._waiting.append((self._join, _GROUPS[key], len(self._results), location))
            self._read_members(members, location.json_path, level + 2)

    def _array(self, value: Any, _: JsonPath) -> Any:
        """Return the members of a group; `None` for a fault that is reported."""
        if type(value) is not list or not value:
            raise NotTakenError
        return value

    def _read_members(self, members: Any, json_path: JsonPath, level: int) -> None:
        """Leave the members of a group waiting, the first on top."""
        self._waiting += [
            (self._object, members[index], (json_path, index), level) for index in range(len(members) - 1, -1, -1)
        ]

    def _condition(self, key: str, value: object, _: JsonPath) -> Node:
        return self._conditions.attribute(key, value)

    def _path(self, members: Mapping[str, Any], _: JsonPath) -> Node:
        return self._conditions.path(members)

    def _add(self, meaning: Node, written: object, written_at: JsonPath, location: Location) -> None:
        self._results.append(self._actions.condition(meaning, written, written_at, location))

    def _negate(self, location: Location, _faults_before: int, _: None) -> None:
        self._results.append(self._actions.negation(self._results.pop(), location))

    def _join(self, kind: type[And | Or], base: int, location: Location) -> None:
        members = self._results[base:]
        del self._results[base:]
        self._results.append(self._actions.group(kind, members, location))


class _QuickWalk(_Walk[Node]):
    """Makes the model without places, and reads the conditions of a group at once: the fast path."""

    def read(self, value: object, json_path: JsonPath = None) -> Node:
        self._read_members([value], json_path, 0)
        return self._finish()

    def _read_members(self, members: list[Any], _: JsonPath, level: int) -> None:
        """Read the members that are a condition, or `$not` of one, and leave the rest waiting: their order changes no meaning."""
        self.deepest = max(self.deepest, level)
        if level + 1 > LIMITS.filter_levels:
            raise NotTakenError
        kind, results = self._kind, self._results
        read, known = self._conditions.condition, self._conditions.decoders.known
        for member in members if kind is dict else _taken_out(members):
            if type(member) is kind and len(member) == 1:
                [(key, held)] = member.items() if kind is dict else member
                decoders = known.get(key)
                if decoders is not None:
                    results.append(read(decoders, held))
                    continue
                if key == "$not" and type(held) is kind and len(held) == 1:
                    [(inner_key, inner)] = held.items() if kind is dict else held
                    decoders = known.get(inner_key)
                    if decoders is not None:
                        results.append(_new(Not, (read(decoders, inner),)))
                        continue
                elif key in _GROUPS:
                    self._waiting.append((self._group, key, held, (_NOWHERE, level)))
                    continue
            self._waiting.append((self._object, member, None, level))


def _taken_out(members: list[Any]) -> Iterator[Any]:
    """Yield the members of a list, and take each out of it: what is read goes as the model comes."""
    members.append(_END)
    members.reverse()
    return iter(members.pop, _END)


class _EnoughError(ValueError):
    """As many faults as are reported have been found."""


class _ForeignError(ValueError):
    """The filter has parts in another grammar."""


class _GeneralWalk(_Walk[_Made]):
    """Walks any filter, with the place of every part, and reports faults. What has one is left out."""

    def __init__(
        self, target: Target, actions: Actions[_Made], most: int, *, translates: bool, shown: Shown = "values"
    ) -> None:
        super().__init__(target, dict, actions)
        self._most = most
        self.places: list[JsonPath] = []
        self._target = target
        self._translates = translates
        self.unknowns = Unknowns(shown)
        self._general = ConditionReader(target, self._report, self.places, self.unknowns)
        self._root: object = None
        self._foreign: Found | None = None

    def read(self, value: object, json_path: JsonPath = None) -> _Made:
        self._root = value
        try:
            return super().read(value, json_path)
        except _ForeignError:
            for kept in (self._waiting, self._results, self.faults, self.places, self.unknowns.partly):
                kept.clear()
            self._conditions = DecodedConditions(self._target, dict)
            return super().read(value, json_path)

    def _look_for_foreign(self) -> None:
        """Search the filter for other grammars, and read it again if it has parts in one: their keys are no attributes."""
        if self._foreign is None:
            self._foreign = find_foreign(self._root, self._target)
            if self._foreign:
                raise _ForeignError

    def _members(self, value: Any, json_path: JsonPath, level: int) -> Mapping[str, Any] | None:
        fault = None
        if level > LIMITS.filter_levels:
            fault = in_json(sentence("nesting-too-deep.json", limit=LIMITS.filter_levels), json_path)
        elif type(value) is not dict or len(value) != 1 or next(iter(value)) not in self._conditions.decoders.known:
            if is_hole(value) or (isinstance(value, dict) and any(map(is_hole, value))):
                self._object_with_holes(value, json_path, level)
                return None
            fault = self._fault_of_object(value, json_path)
        if fault is None:
            return value  # type: ignore[no-any-return]  # it is an object
        self._refuse(fault)
        return None

    def _object_with_holes(self, value: Any, json_path: JsonPath, level: int) -> None:
        """Read what is known of an object, joined by `and` to what is not; nothing is known of a path with a part that is not."""
        known = {} if is_hole(value) else without_holes(value)
        fault = self._fault_of_object(known, json_path) if known else None
        if fault is not None:
            self._refuse(fault)
            return
        if not known or "path" in known or "constraints" in known:
            self._add_unknown(Location(json_path, json_path, is_whole=True))
            return
        at = (json_path, level, False)
        self._waiting.append((self._join, And, len(self._results), Location(json_path, json_path, is_whole=True)))
        self._waiting += [(self._entry, key, held, at) for key, held in reversed(known.items())]
        for key in value.keys() - known.keys():
            self._add_unknown(Location((json_path, key.mark), None, is_whole=False))

    def _add_unknown(self, location: Location) -> None:
        self._add(self.unknowns.part(), None, location.json_path, location)

    def _add(self, meaning: Node, written: object, written_at: JsonPath, location: Location) -> None:
        super()._add(meaning, None if is_unknown(meaning) else written, written_at, location)

    def _fault_of_object(self, value: object, json_path: JsonPath) -> Fault | None:
        if self._foreign and id(value) in self._foreign:
            read = self._read_apart if self._translates else None
            return foreign_fault(value, json_path, self._foreign, self._target, read)
        if not isinstance(value, Mapping):
            self._look_for_foreign()
            return messages.not_a_filter(value, json_path, self._target)
        if not has_string_keys(value):
            return messages.key_is_no_string(value, json_path)
        fault = messages.body_key(value, json_path, self._target)
        if fault is not None:
            self._look_for_foreign()
        return fault

    def _read_apart(self, value: object, json_path: JsonPath) -> PartReading:
        """Read what may be a part of a translation, or all of it."""
        apart = read_filter(value, self._target, json_path, translates=False)
        return apart.root, apart.faults

    def _array(self, value: object, json_path: JsonPath) -> Sequence[object] | None:
        if isinstance(value, (list, tuple)) and value:
            return value
        if is_hole(value):
            self._add_unknown(Location(json_path, None, is_whole=False))
            return None
        self._refuse(messages.group_without_members(value, json_path))
        return None

    def _condition(self, key: str, value: object, json_path: JsonPath) -> Node:
        try:
            condition = self._conditions.attribute(key, value, len(self.places))
        except NotTakenError:
            return self._read_alone(key, value, json_path)
        self.places.append(json_path)
        return condition

    def _read_alone(self, key: str, value: object, json_path: JsonPath) -> Node:
        if self._target.find(key) is None:
            self._look_for_foreign()
        if not key.startswith("$"):
            return self._general.attribute(key, value, json_path)
        self._report(messages.misplaced_operator(key, value, json_path))
        return EVERYTHING

    def _path(self, members: Mapping[str, Any], json_path: JsonPath) -> Node:
        try:
            condition = self._conditions.path(members, len(self.places))
        except NotTakenError:
            if len(members) > 2:
                self._look_for_foreign()
            return self._general.path(members, json_path)
        self.places.append((json_path, "constraints"))
        return condition

    def _negate(self, location: Location, faults_before: int, _: None) -> None:
        if self._results[-1] is EVERYTHING and len(self.faults) == faults_before:
            self._report(in_json(sentence("empty-object.not"), location.json_path, at_key=True))
        super()._negate(location, faults_before, None)

    def _refuse(self, fault: Fault) -> None:
        self._report(fault)
        self._results.append(self._actions.everything(_NOWHERE))

    def _report(self, fault: Fault) -> None:
        if len(self.faults) >= self._most:
            raise _EnoughError
        self.faults.append(fault)
