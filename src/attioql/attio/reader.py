"""Filter JSON to the model, as strictly as Attio reads it. The sentences are in `attioql.attio.json_messages`.

The tree is walked with a stack of its own. What has a fault is reported by place and left out; one mistake gives one
message. Conditions carry, as their span, the number of their place in `places`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from attioql.attio import json_messages as messages
from attioql.attio.conditions import ConditionReader
from attioql.attio.faults import Fault
from attioql.attio.foreign import Reading, foreign_fault
from attioql.attio.foreign_shapes import Found, find_foreign
from attioql.attio.json_values import has_string_keys
from attioql.catalog.workspace import Target
from attioql.filters.model import EVERYTHING, And, Node, Not, Or
from attioql.json_text.places import Place
from attioql.limits import LIMITS

MOST_LEVELS = LIMITS.filter_levels

MOST_FAULTS = LIMITS.diagnostics

_GROUPS: dict[str, type[And | Or]] = {"$and": And, "$or": Or}


class Read(NamedTuple):
    """A model, the faults found, and the places that the spans of conditions number."""

    root: Node
    faults: list[Fault]
    places: list[Place]


class _Member(NamedTuple):
    """A filter object that waits to be read."""

    value: object
    place: Place
    level: int


class _Group(NamedTuple):
    """A group that waits to be read: its members begin where the results end once the keys beside it are read."""

    kind: type[And | Or]
    value: object
    place: Place
    level: int


class _Join(NamedTuple):
    """Marks where the members of a group, from `base` on, are all there."""

    kind: type[And | Or]
    base: int


class _Negate(NamedTuple):
    """Marks where the operand of a `$not` is there."""

    place: Place


_Work: TypeAlias = _Member | _Group | _Join | _Negate


class _EnoughError(ValueError):
    """As many faults as are reported have been found."""


def read_filter(value: object, target: Target, place: Place = None, *, translates: bool = True) -> Read:
    """Read a parsed filter for a target. With any fault, the model is incomplete. The changes of faults are not yet checked.

    `translates` says whether filters of other grammars are translated, or recognised and nothing more.
    """
    reader = _Reader(target, translates=translates)
    try:
        root = reader.read(value, place)
    except _EnoughError:
        root = EVERYTHING
    return Read(root, reader.faults, reader.places)


class _Reader:
    def __init__(self, target: Target, *, translates: bool) -> None:
        self.faults: list[Fault] = []
        self._translates = translates
        self.places: list[Place] = []
        self._target = target
        self._conditions = ConditionReader(target, self._report, self.places)
        self._results: list[Node] = []
        self._waiting: list[_Work] = []
        self._foreign: Found = {}

    def read(self, value: object, place: Place) -> Node:
        waiting, results = self._waiting, self._results
        self._foreign = find_foreign(value, self._target)
        waiting.append(_Member(value, place, 0))
        while waiting:
            match waiting.pop():
                case _Member(value, place, level):
                    self._filter(value, place, level)
                case _Group(kind, value, place, level):
                    self._group(kind, value, place, level)
                case _Join(kind, base):
                    members = results[base:]
                    del results[base:]
                    results.append(_joined(kind, members))
                case _Negate(place):
                    operand = results.pop()
                    if operand is EVERYTHING and not self.faults:
                        self._report(messages.negated_everything(place))
                    results.append(Not(operand))
        return results[0]

    def _filter(self, value: object, place: Place, level: int) -> None:
        """Read one filter object: a path, or any number of attributes and groups joined by and."""
        if id(value) in self._foreign:
            read = self._read_apart if self._translates else None
            self._refuse(foreign_fault(value, place, self._foreign, self._target, read))
        elif not isinstance(value, Mapping):
            self._refuse(messages.not_a_filter(value, place))
        elif not has_string_keys(value):
            self._refuse(messages.key_is_no_string(value, place))
        elif level > MOST_LEVELS:
            self._refuse(messages.too_deep(place, MOST_LEVELS))
        elif (fault := messages.body_key(value, place, self._target)) is not None:
            self._refuse(fault)
        elif "path" in value or "constraints" in value:
            self._results.append(self._conditions.path(value, place))
        elif len(value) == 1:
            self._entry(*next(iter(value.items())), place, level)
        else:
            self._waiting.append(_Join(And, len(self._results)))
            for key, member in value.items():
                self._entry(key, member, place, level)

    def _read_apart(self, value: object, place: Place) -> Reading:
        """Read what may be a part of a translation, or all of it."""
        apart = read_filter(value, self._target, place, translates=False)
        return apart.root, apart.faults

    def _entry(self, key: str, value: object, place: Place, level: int) -> None:
        """Read one key of a filter object; groups are left waiting, which changes no meaning: order has none."""
        here = (place, key)
        if key in _GROUPS:
            self._waiting.append(_Group(_GROUPS[key], value, here, level))
        elif key == "$not":
            self._waiting += (_Negate(here), _Member(value, here, level + 1))
        elif key.startswith("$"):
            self._refuse(messages.misplaced_operator(key, value, here))
        else:
            self._results.append(self._conditions.attribute(key, value, here))

    def _group(self, kind: type[And | Or], value: object, place: Place, level: int) -> None:
        if not isinstance(value, (list, tuple)):
            self._refuse(messages.group_is_no_array(value, place))
        elif not value:
            self._refuse(messages.empty_group(place))
        else:
            self._waiting.append(_Join(kind, len(self._results)))
            self._waiting += [_Member(member, (place, index), level + 2) for index, member in enumerate(value)]

    def _refuse(self, fault: Fault) -> None:
        self._report(fault)
        self._results.append(EVERYTHING)

    def _report(self, fault: Fault) -> None:
        if len(self.faults) >= MOST_FAULTS:
            raise _EnoughError
        self.faults.append(fault)


def _joined(kind: type[And | Or], members: list[Node]) -> Node:
    """Join members: an empty filter adds nothing to `and`, and leaves nothing of `or`."""
    narrowing = tuple([member for member in members if member is not EVERYTHING])
    if not narrowing or (kind is Or and len(narrowing) < len(members)):
        return EVERYTHING
    return kind(narrowing)
