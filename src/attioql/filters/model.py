"""The model of a filter: resolved, typed conditions under `and`, `or` and `not`.

Values are what Attio is sent, exact and in their one spelling: text, `Decimal` or `int`, `bool`, dates and timestamps as
ISO text, UUIDs in lower case. Nodes are named tuples, as in `attioql.syntax.nodes` and for the same reason; each carries
the span of the text (or JSON) it came from, which takes no part in what it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from attioql.catalog.types import Operator
from attioql.catalog.workspace import Attribute
from attioql.values.model import Scalar

TestValue: TypeAlias = Scalar | tuple[str, ...]

_new = tuple.__new__  # makes a named tuple without a call of Python code

PATH_KEYS = frozenset({"path", "constraints"})
"""The keys of a path in filter JSON, which an attribute may be called like."""


References: TypeAlias = tuple[tuple[str, str], ...]
"""The references that lead from the target to a record: the slug of each, and the object that it leads to."""


@dataclass(frozen=True, slots=True)
class AttributePath:
    """Where a condition looks: an attribute of the target, or one at the end of a path.

    `steps` are the pairs of a path, empty for an attribute of the target itself unless a path has a key of its name. `text` is
    the path that names it in query text. `key` is equal for equal paths and
    sorts direct attributes first, then paths step by step. `single` says that there is one value at most: no attribute on
    the way, nor the last one, has several. `mergeable` says that conditions joined by `and` mean the
    same as one condition with all their tests: so it is for a single value reached directly. `frames` is a cache of the writer of
    filter JSON: what stands before and behind an operand, by the rank of its operator.
    """

    attribute: Attribute
    steps: tuple[tuple[str, str], ...]
    text: str
    key: str
    mergeable: bool
    single: bool
    frames: dict[int, tuple[str, str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def references(self) -> References:
        """The references on the way to the attribute."""
        return tuple([(slug, owner) for (_, slug), (owner, _) in pairwise(self.steps)])


class Test(NamedTuple):
    """An operator of a property, and what the property is held against; a tuple for `$in`."""

    operator: Operator
    value: TestValue

    @property
    def operands(self) -> tuple[Scalar, ...]:
        """Each of the values of `$in`; of another operator, its only value."""
        return self.value if isinstance(self.value, tuple) else (self.value,)

    @property
    def key(self) -> tuple[int, TestValue]:
        """What tests sort and compare by."""
        return (self.operator.rank, self.value)


ValueTests: TypeAlias = tuple[Test, ...]
"""Tests that one value passes, or fails."""


class Condition(NamedTuple):
    """An attribute object: one value at `path` passes all the tests.

    The first test, which is nearly always the only one, lies open as `operator` and `value`; `others` are the tests beside
    it. So most conditions are one object to the garbage collector, which looks through all that is kept again and again.
    """

    path: AttributePath
    operator: Operator
    value: TestValue
    start: int = 0
    end: int = 0
    others: tuple[Test, ...] = ()

    @property
    def tests(self) -> tuple[Test, ...]:
        """All tests, in order."""
        return (_new(Test, (self.operator, self.value)), *self.others)

    @classmethod
    def of(cls, path: AttributePath, tests: Sequence[Test], start: int = 0, end: int = 0) -> Condition:
        """Return a condition of its tests, of which there is one at least."""
        operator, value = tests[0]
        return _new(cls, (path, operator, value, start, end, tuple(tests[1:])))

    def with_tests(self, tests: Sequence[Test]) -> Condition:
        """Return the condition with other tests, of which there is one at least."""
        return Condition.of(self.path, tests, self.start, self.end)


class Not(NamedTuple):
    """The complement: it matches what its operand does not, records without a value too."""

    operand: Node


class And(NamedTuple):
    """All members hold. Without members it matches every record: the empty filter."""

    members: tuple[Node, ...]


class Or(NamedTuple):
    """At least one member holds."""

    members: tuple[Node, ...]


Node: TypeAlias = Condition | Not | And | Or

EVERYTHING = And(())


def joined(kind: type[And | Or], members: Sequence[Node]) -> Node:
    """Return a group. An empty filter adds nothing to `and`, and leaves nothing of `or`."""
    narrowing = tuple([member for member in members if member != EVERYTHING])
    if not narrowing or (kind is Or and len(narrowing) < len(members)):
        return EVERYTHING
    return narrowing[0] if len(narrowing) == 1 else kind(narrowing)


def conditions(root: Node) -> Iterator[Condition]:
    """Yield every condition of a filter, negated ones too, in order."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Condition):
            yield node
        elif isinstance(node, Not):
            waiting.append(node.operand)
        else:
            waiting.extend(reversed(node.members))
