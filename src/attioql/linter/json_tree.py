"""Filter JSON to the tree that rules look at, with the place of every part: what the walk through filter JSON makes for the linter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attioql.attio.reader import GROUPS_OF_A_LEVEL, read_all_parts, read_parts
from attioql.attio.unknowns import Shown
from attioql.attio.walk_actions import Location
from attioql.catalog.workspace import Target
from attioql.filters.canonical import DEEPEST
from attioql.filters.model import EVERYTHING, And, Node, Not, Or
from attioql.json_text.paths import JsonPath
from attioql.linter.tree import Part

_DEEPEST = DEEPEST - GROUPS_OF_A_LEVEL
"""The level of an object past which the canonical form may be nested too deeply."""


def plain_tree(value: object, target: Target) -> Part | None:
    """Return the tree of filter JSON; `None` where anything in it is wrong, has a warning or is rare, as in all request bodies."""
    return read_parts(value, target, _PARTS, _DEEPEST)


def json_tree(value: Mapping[str, Any], json_path: JsonPath, target: Target, shown: Shown = "values") -> Part:
    """Return the tree of filter JSON that has no errors. Conditions of which less is known than is `shown` are unknown parts."""
    return read_all_parts(value, json_path, target, _PARTS, shown)


class _Parts:
    """Makes the parts of a tree."""

    def condition(self, meaning: Node, written: object, written_at: JsonPath, location: Location) -> Part:
        return Part("condition", meaning, (), None, None, *location, written, written_at)

    def negation(self, operand: Part, location: Location) -> Part:
        return Part("not", Not(operand.meaning), (operand,), None, None, *location)

    def group(self, kind: type[And | Or], members: Sequence[Part], location: Location) -> Part:
        meaning = kind(tuple([member.meaning for member in members]))
        return Part("and" if kind is And else "or", meaning, tuple(members), None, None, *location)

    def everything(self, location: Location) -> Part:
        return Part("everything", EVERYTHING, (), None, None, *location)


_PARTS = _Parts()
