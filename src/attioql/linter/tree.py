"""The tree that rules look at: a filter as it was written, each part with what it means and where it stands.

It is the same for query text and for filter JSON, so that a rule is written once. Nothing is put in canonical form: what
stands twice is there twice. The trees are made with stacks of their own: nesting costs no recursion.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

from attioql.attio.conditions import ConditionReader
from attioql.catalog.types import Property
from attioql.catalog.workspace import Target
from attioql.check.parameters import Parameters
from attioql.check.times import UTC, Clock
from attioql.filters import model
from attioql.filters.model import EVERYTHING, And, Node, Not, Or
from attioql.json_text.places import Place
from attioql.syntax import nodes
from attioql.text.source import Source, Span

_NOWHERE = Span(0, 0)

Kind: TypeAlias = Literal["and", "or", "not", "condition", "everything"]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of a filter: a group, a negation, one condition, or the empty filter.

    `meaning` is its model, not in canonical form; that of a condition may be a group, as for `in` where Attio has no
    `$in`, or a negation, as for `!=`. In text, `node` is what was written without parentheses around it, and `span` where it
    stands, with them; `grouped` says that there are some. In JSON, `place` is where it stands, and `whole` the place of the
    filter object that is this part and nothing else, if it is one: several keys of one object are parts of an `and`.
    `written` is what is held against the attribute of a condition in JSON, and `written_at` where that stands.
    """

    kind: Kind
    meaning: Node
    parts: tuple[Part, ...] = ()
    node: nodes.Expression | None = None
    span: Span = _NOWHERE
    grouped: bool = False
    place: Place = None
    whole: Place = None
    is_whole: bool = False
    written: object = None
    written_at: Place = None


class Value(NamedTuple):
    """A text, a date or a timestamp that a condition holds a property against, as it was written.

    `operator` is Attio's, with `$in` for every member of a list, and `beside` are the other operators that the same
    property is held against together with it. In text, `span` is where it stands and `comparison` what it is the right-hand side
    of; a value that is `bound` by a parameter has the span of the parameter. In JSON, `place` is where it stands.
    """

    at: model.Place
    property: Property
    operator: str
    text: str
    beside: frozenset[str] = frozenset()
    span: Span = _NOWHERE
    comparison: nodes.Comparison | None = None
    bound: bool = False
    place: Place = None


class Visit(NamedTuple):
    """A part on the walk through its filter: the group or negation it stands in, and whether an odd number of `not` is around it.

    Rules on a kind of value are shown each `value` of a condition by itself.
    """

    part: Part
    parent: Part | None
    negated: bool
    value: Value | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A filter that is looked at: its tree, what it is about and where it comes from.

    `form` is `text` or `json`; `source` is `None` for JSON that came parsed. `body` is the request body around a filter.
    `clock` has the time zone, and the current time if that was given; `parameters` are those that the text was read with.
    """

    target: Target
    root: Part
    form: Literal["text", "json"]
    source: Source | None = None
    body: Mapping[str, object] | None = None
    clock: Clock = UTC
    parameters: Parameters | None = None
    memo: dict[object, object] = field(default_factory=dict)
    """What several rules need and is worked out once. Never part of what the filter is."""


def walk(root: Part) -> Iterator[Visit]:
    """Yield every part, a group before its members, in the order of the text."""
    waiting = [Visit(root, None, negated=False)]
    while waiting:
        visit = waiting.pop()
        yield visit
        part = visit.part
        negated = visit.negated is not (part.kind == "not")
        waiting += [Visit(inner, part, negated) for inner in reversed(part.parts)]


class Numbers:
    """Which member of its group a part is. A group is counted once, however many of its members are asked about."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        """Start with no group counted."""
        self._known: dict[int, dict[int, int]] = {}

    def beside(self, part: Part, group: Part) -> tuple[Part, bool]:
        """Return the member before a part, or the one after the first, and whether it is the one before."""
        known = self._known.get(id(group))
        if known is None:
            known = self._known[id(group)] = {id(each): number for number, each in enumerate(group.parts)}
        number = known[id(part)]
        return (group.parts[number - 1], True) if number else (group.parts[1], False)


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


class _Gather(NamedTuple):
    """Marks where the parts of a group, from `base` on, are all there."""

    kind: Kind
    base: int
    fields: Mapping[str, Any]


def text_tree(expression: nodes.Expression, meaning: Node) -> Part:
    """Return the tree of query text that has no fault. `meaning` is its model as the checker read it."""
    results: list[Part] = []
    waiting: list[tuple[nodes.Expression, Node] | _Gather] = [(expression, meaning)]
    while waiting:
        step = waiting.pop()
        if type(step[0]) is nodes.Comparison:
            node, model = step
            results.append(Part("condition", model, (), node, Span(node.start, node.end)))
            continue
        match step:
            case _Gather() as gather:
                _gathered(gather, results)
            case (node, model):
                span = Span(node.start, node.end)
                inner = node
                while isinstance(inner, nodes.Group):
                    inner = inner.body
                fields: dict[str, Any] = {"node": inner, "span": span, "grouped": inner is not node}
                match inner, model:
                    case (nodes.And(operands), And(members)) | (nodes.Or(operands), Or(members)):
                        waiting.append(_Gather("and" if isinstance(inner, nodes.And) else "or", len(results), fields))
                        waiting.extend(reversed(list(zip(operands, members, strict=True))))
                    case nodes.Not(operand), Not(negated):
                        waiting += (_Gather("not", len(results), fields), (operand, negated))
                    case nodes.Empty(), _:
                        results.append(Part("everything", EVERYTHING, **fields))
                    case _:
                        results.append(Part("condition", model, **fields))
    return results[0]


class _Object(NamedTuple):
    """A filter object that waits to be read."""

    value: Mapping[str, Any]
    place: Place


class _Entry(NamedTuple):
    """One key of a filter object; `alone` says that there is no other."""

    key: str
    value: Any
    place: Place
    alone: bool


def json_tree(value: Mapping[str, Any], place: Place, target: Target) -> Part:
    """Return the tree of filter JSON that has no fault."""
    reader = ConditionReader(target, lambda _: None, [])
    results: list[Part] = []
    waiting: list[_Object | _Entry | _Gather] = [_Object(value, place)]
    while waiting:
        match waiting.pop():
            case _Gather() as gather:
                _gathered(gather, results)
            case _Object(value, place) if not value:
                results.append(Part("everything", EVERYTHING, place=place, whole=place, is_whole=True))
            case _Object(value, place) if "path" in value:
                meaning = reader.path(value, place)
                inside = {"written": value["constraints"], "written_at": (place, "constraints")}
                results.append(Part("condition", meaning, place=place, whole=place, is_whole=True, **inside))
            case _Object(value, place):
                if len(value) > 1:
                    whole = {"place": place, "whole": place, "is_whole": True}
                    waiting.append(_Gather("and", len(results), whole))
                entries = [_Entry(key, inner, place, len(value) == 1) for key, inner in value.items()]
                waiting.extend(reversed(entries))
            case _Entry(key, inner, place, alone):
                here = (place, key)
                fields: dict[str, Any] = {"place": here, "whole": place if alone else None, "is_whole": alone}
                if key in {"$and", "$or"}:
                    waiting.append(_Gather("and" if key == "$and" else "or", len(results), fields))
                    members = [_Object(member, (here, index)) for index, member in enumerate(inner)]
                    waiting.extend(reversed(members))
                elif key == "$not":
                    waiting += (_Gather("not", len(results), fields), _Object(inner, here))
                else:
                    fields |= {"written": inner, "written_at": here}
                    results.append(Part("condition", reader.attribute(key, inner, here), **fields))
    return results[0]


def _gathered(gather: _Gather, results: list[Part]) -> None:
    """Make one part of those that have been gathered."""
    parts = tuple(results[gather.base :])
    del results[gather.base :]
    meanings = tuple([part.meaning for part in parts])
    meaning: Node
    match gather.kind:
        case "and":
            meaning = And(meanings)
        case "or":
            meaning = Or(meanings)
        case _:
            meaning = Not(meanings[0])
    results.append(Part(gather.kind, meaning, parts, **gather.fields))
