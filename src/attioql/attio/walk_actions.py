"""What a walk through filter JSON makes of each part: the actions that it is handed, and those that make the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar

from attioql.filters.model import EVERYTHING, And, Node, Not, Or, joined
from attioql.json_text.paths import JsonPath

_Made = TypeVar("_Made")


class Location(NamedTuple):
    """Where a part of a filter stands, and the path of the filter object that is this part and nothing else, if it is one."""

    json_path: JsonPath
    whole: JsonPath
    is_whole: bool


class Actions(Protocol[_Made]):
    """What becomes of each part of a filter: `written` is what the attribute of a condition is compared with."""

    def condition(self, meaning: Node, written: object, written_at: JsonPath, location: Location) -> _Made:
        """Make a condition."""

    def negation(self, operand: _Made, location: Location) -> _Made:
        """Make the negation of a part."""

    def group(self, kind: type[And | Or], members: Sequence[_Made], location: Location) -> _Made:
        """Make a group of its members."""

    def everything(self, location: Location) -> _Made:
        """Make the empty filter."""


class _Model:
    """Makes the model."""

    def condition(self, meaning: Node, *_: object) -> Node:
        return meaning

    def negation(self, operand: Node, _: Location) -> Node:
        return Not(operand)

    def group(self, kind: type[And | Or], members: Sequence[Node], _: Location) -> Node:
        return kind(tuple(members))

    def everything(self, _: Location) -> Node:
        return EVERYTHING


class _GeneralModel(_Model):
    """Makes the model of a filter that may have empty filters in it."""

    def group(self, kind: type[And | Or], members: Sequence[Node], _: Location) -> Node:
        return joined(kind, members)


MODEL, GENERAL_MODEL = _Model(), _GeneralModel()
