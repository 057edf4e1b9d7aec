"""An expression: conditions on one target, joined by `&`, `|` and `~`. Its text is the query text that is compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from attioql.catalog.workspace import Target
from attioql.expressions import misuse
from attioql.preconditions import Buildable, require_target
from attioql.syntax import nodes, printer
from attioql.syntax.parser import parse
from attioql.text.source import Source


class Scope(NamedTuple):
    """What the fields of an expression belong to: a target, or a value block, which `block` spells, on that target."""

    target: Target
    block: str = ""


class FilterExpression(Buildable):
    """Conditions on one target, made with `attioql.fields`. Immutable. Expressions with the same text and target are equal.

    `node` and `scope` are internal.
    """

    __slots__ = ("node", "scope")

    node: nodes.Expression
    scope: Scope

    def __init__(self, node: nodes.Expression, scope: Scope) -> None:
        """Wrap nodes. Use `attioql.fields`: this is for the library's own rooms."""
        object.__setattr__(self, "node", node)
        object.__setattr__(self, "scope", scope)

    @property
    def target(self) -> Target:
        """The object, list or activity that the expression is about."""
        return self.scope.target

    def text(self) -> str:
        """Return the expression as query text, which `attioql.build` compiles."""
        return printer.print_expression(self.node)

    def __and__(self, other: FilterExpression) -> FilterExpression:
        """Return the expression that asks for both. Raises `ValueError` for expressions of different targets."""
        first, second = self.node, self._other("&", other)
        if isinstance(first, nodes.Empty) or isinstance(second, nodes.Empty):
            return other if isinstance(first, nodes.Empty) else self
        return FilterExpression(nodes.And((_grouped(first, nodes.Or), _grouped(second, nodes.Or))), self.scope)

    def __or__(self, other: FilterExpression) -> FilterExpression:
        """Return the expression that asks for one of the two. Raises `ValueError` for expressions of different targets."""
        first, second = self.node, self._other("|", other)
        if isinstance(first, nodes.Empty) or isinstance(second, nodes.Empty):
            return self if isinstance(first, nodes.Empty) else other
        return FilterExpression(nodes.Or((first, second)), self.scope)

    def __invert__(self) -> FilterExpression:
        """Return the expression that asks for the opposite."""
        if isinstance(self.node, nodes.Empty):
            message = "`everything` has no opposite: no filter is written for no record"
            raise ValueError(message)  # noqa: TRY004 - the type is right
        if isinstance(self.node, nodes.Not):
            return FilterExpression(printer.without_outer_group(self.node.operand), self.scope)
        return FilterExpression(nodes.Not(_grouped(self.node, nodes.And, nodes.Or), 0, 0, len("not")), self.scope)

    def __bool__(self) -> None:  # `NoReturn` is a bool to some type checkers, which would let it pass
        """Raise `TypeError`: Python's `and`, `or`, `not`, `in` and chained comparisons cannot make filters."""
        raise TypeError(misuse.TRUTH)

    if not TYPE_CHECKING:  # a type checker reports these without a signature

        def __rand__(self, other: object) -> NoReturn:
            raise misuse.not_an_expression("&", other)

        def __ror__(self, other: object) -> NoReturn:
            raise misuse.not_an_expression("|", other)

        def __setattr__(self, name: str, value: object) -> NoReturn:
            message = f"an expression cannot be changed: {name} cannot be set"
            raise AttributeError(message)

        __delattr__ = __setattr__

    def __eq__(self, other: object) -> bool:
        """Tell whether another expression has this text and target."""
        if not isinstance(other, FilterExpression):
            return NotImplemented
        return self.scope == other.scope and self.text() == other.text()

    def __hash__(self) -> int:
        """Hash the text and the target."""
        return hash((self.scope, self.text()))

    def __str__(self) -> str:
        """Return the query text."""
        return self.text()

    def __repr__(self) -> str:
        """Show the target and the query text."""
        return f"<FilterExpression on {self.target.name}: {self.text()}>"

    def __reduce__(self) -> tuple[Callable[[str, Scope], FilterExpression], tuple[str, Scope]]:
        """Pickle the text, the target, and the value block if the expression is of one."""
        return (_of_text, (self.text(), self.scope))

    def _other(self, sign: str, other: object) -> nodes.Expression:
        """Return the nodes of an expression that is joined with this one."""
        if not isinstance(other, FilterExpression):
            raise misuse.not_an_expression(sign, other)
        if self.scope is not other.scope and self.scope != other.scope:
            raise misuse.other_scope(self.scope, other.scope)
        return other.node


def everything(target: Target) -> FilterExpression:
    """Return the expression that every record matches, to which you can add conditions with `&`."""
    require_target(target)
    return FilterExpression(nodes.Empty(), Scope(target))


def source_of(expression: object) -> Source:
    """Return the query text of an expression. Raises `TypeError` for anything else."""
    if not isinstance(expression, FilterExpression):
        raise misuse.not_built(expression)
    if expression.scope.block:
        raise misuse.block_alone(expression.scope.block)
    return Source(expression.text(), "<expression>")


def block_of(path: nodes.Path, body: object, inner: Scope, outer: Scope) -> FilterExpression:
    """Return the value block with what a function returned as its body. Raises `TypeError` for any other body."""
    if not isinstance(body, FilterExpression):
        raise misuse.no_body(inner.block, body)
    if body.scope != inner:
        raise misuse.other_scope(inner, body.scope)
    if isinstance(body.node, nodes.Empty):
        message = f"a value block has a condition at least, and that of {inner.block} has none"
        raise ValueError(message)  # noqa: TRY004 - the type is right
    return FilterExpression(nodes.Block(path, body.node, 0), outer)


def _grouped(node: nodes.Expression, *binding_less: type[nodes.And | nodes.Or]) -> nodes.Expression:
    """Put parentheses around a group that binds less than what is put around it."""
    return nodes.Group(node, 0, 0) if isinstance(node, binding_less) else node


def _of_text(text: str, scope: Scope) -> FilterExpression:
    return FilterExpression(parse(Source(text)).root, scope)
