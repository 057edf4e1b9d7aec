"""The tree that rules look at: a filter as it was written, each part with what it means and where it stands.

It is the same for query text and for filter JSON (`json_tree`), so that a rule is written once. Nothing is put in canonical form:
what stands twice is there twice. The trees are made with stacks of their own: nesting costs no recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias, TypeVar, cast

from attioql.catalog.workspace import Target
from attioql.checker.parameters import Parameters
from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or
from attioql.json_text.paths import JsonPath
from attioql.syntax import nodes
from attioql.syntax.endings import Ending
from attioql.text.source import Source, Span
from attioql.values.clock import UTC, Clock

_NOWHERE = Span(0, 0)
_new = tuple.__new__
_Made = TypeVar("_Made")

Kind: TypeAlias = Literal["and", "or", "not", "condition", "everything"]


class _Fields(NamedTuple):
    kind: Kind
    meaning: Node
    parts: tuple[Part, ...] = ()
    node: nodes.Expression | None = None
    outer: nodes.Expression | None = None
    json_path: JsonPath = None
    whole: JsonPath = None
    is_whole: bool = False
    written: object = None
    written_at: JsonPath = None


class Part(_Fields):
    """A part of a filter: a group, a negation, one condition, or the empty filter. It equals itself alone.

    `meaning` is its model, not in canonical form; that of a condition may be a group, as for `in` where Attio has no
    `$in`, or a negation, as for `!=`. In text, `node` is what was written without parentheses around it, and `outer` the same with
    them. In JSON, `json_path` is where it stands, and `whole` the place of the
    filter object that is this part and nothing else, if it is one: several keys of one object are parts of an `and`.
    `written` is what is held against the attribute of a condition in JSON, and `written_at` where that stands.
    """

    __slots__ = ()
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__

    @property
    def span(self) -> Span:
        """Where it stands in text, with the parentheses around it."""
        return _NOWHERE if self.outer is None else Span(self.outer.start, self.outer.end)

    @property
    def grouped(self) -> bool:
        """Whether there are parentheses around it."""
        return self.outer is not self.node


class Visit(NamedTuple):
    """A node with its parent, a group or negation; `negated` under an odd number of `not`.

    `first` is the first condition of what a condition means: it says what attribute that is about.
    """

    part: Part
    parent: Part | None
    negated: bool
    first: Condition | None = None

    @property
    def condition(self) -> Condition:
        """The first condition of a part that is a condition."""
        if self.first is None:
            raise AssertionError("a group is no condition")
        return self.first


class Subject(NamedTuple):
    """A filter that is looked at: its tree, what it is about and where it comes from.

    `form` is `text` or `json`; `source` is `None` for JSON that came parsed. `body` is the request body around a filter; for the filter
    of a query, `source` is the whole query, `ending` its ending, and `body` what the ending says.
    `clock` has the time zone, and the current time if that was given; `parameters` are those that the text was read with.
    `cache` is the cache of `once`, empty at first.
    """

    target: Target
    root: Part
    form: Literal["text", "json"]
    cache: dict[object, object]
    source: Source | None = None
    body: Mapping[str, object] | None = None
    clock: Clock = UTC
    parameters: Parameters | None = None
    ending: Ending | None = None

    def once(self, make: Callable[[Subject], _Made]) -> _Made:
        """Return what a function makes of the filter, which several rules need and is worked out on the first call."""
        known = self.cache.get(make)
        if known is None:
            known = self.cache[make] = make(self)
        return cast("_Made", known)


def comparisons(part: Part) -> Iterator[nodes.Comparison]:
    """Yield the comparisons that one condition of query text was written with: one, or those inside a value block."""
    waiting = [part.node] if part.node is not None else []
    while waiting:
        match waiting.pop():
            case nodes.Comparison() as comparison:
                yield comparison
            case nodes.Block(_, body) | nodes.Group(body):
                waiting.append(body)
            case nodes.And(operands) | nodes.Or(operands):
                waiting.extend(reversed(operands))


def path_span(part: Part) -> Span | None:
    """Return where the attribute path of a condition stands in query text."""
    node = part.node
    return node.path.span if isinstance(node, (nodes.Comparison, nodes.Block, nodes.Truth)) else None


_COMPARISONS = {nodes.Comparison}


class Gather(NamedTuple):
    """Marks where the parts of a group, from `base` on, are all there, and says where the group stands."""

    kind: Kind
    base: int
    node: nodes.Expression | None = None
    outer: nodes.Expression | None = None
    json_path: JsonPath = None
    whole: JsonPath = None
    is_whole: bool = False


def text_tree(expression: nodes.Expression, meaning: Node) -> Part:
    """Return the tree of query text that has no fault. `meaning` is its model as the checker read it."""
    results: list[Part] = []
    waiting: list[tuple[nodes.Expression, Node] | Gather] = [(expression, meaning)]
    while waiting:
        step = waiting.pop()
        if isinstance(step, Gather):
            gathered(step, results)
            continue
        node, model = step
        inner = node
        while isinstance(inner, nodes.Group):
            inner = inner.body
        if type(inner) is nodes.Comparison:
            results.append(_new(Part, ("condition", model, (), inner, node, None, None, False, None, None)))
            continue
        match inner, model:
            case (nodes.And(operands), And(members)) | (nodes.Or(operands), Or(members)):
                kind: Kind = "and" if isinstance(inner, nodes.And) else "or"
                if set(map(type, operands)) == _COMPARISONS:
                    parts = tuple(
                        [
                            _new(Part, ("condition", member, (), operand, operand, None, None, False, None, None))
                            for operand, member in zip(operands, members, strict=True)
                        ]
                    )
                    results.append(_new(Part, (kind, model, parts, inner, node, None, None, False, None, None)))
                    continue
                waiting.append(Gather(kind, len(results), inner, node))
                waiting.extend(zip(reversed(operands), reversed(members), strict=True))
            case nodes.Not(operand), Not(negated):
                waiting += (Gather("not", len(results), inner, node), (operand, negated))
            case nodes.Empty(), _:
                results.append(Part("everything", EVERYTHING, (), inner, node))
            case _:
                results.append(Part("condition", model, (), inner, node))
    return results[0]


def gathered(gather: Gather, results: list[Part]) -> None:
    """Make one part of those that have been gathered."""
    kind, base, node, outer, json_path, whole, is_whole = gather
    parts = tuple(results[base:])
    del results[base:]
    meanings = tuple([part.meaning for part in parts])
    meaning = And(meanings) if kind == "and" else Or(meanings) if kind == "or" else Not(meanings[0])
    results.append(Part(kind, meaning, parts, node, outer, json_path, whole, is_whole))
