"""Literals in code, and what stands among them that only a running program knows. They are the same for every language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from attioql.limits import LIMITS
from attioql.text.source import Span

_Node = TypeVar("_Node")

UNKNOWN_TEXT = "\0"
"""Stands in a text for a part of it that only a running program knows."""


class CodeScalar(NamedTuple):
    """A literal for one value: the value as JSON, and the text that it is if it is a string."""

    span: Span
    json: str
    text: str | None = None


class CodeItems(NamedTuple):
    """A literal for an array."""

    span: Span
    items: tuple[CodeExpression, ...]


class CodeMember(NamedTuple):
    """A key with its value. `key_span` is that of the key without brackets; an `odd` key may not be edited."""

    key: str
    key_span: Span
    value: CodeExpression
    odd: bool = False


class CodeFields(NamedTuple):
    """A literal for an object. A `CodeUnknown` among its members stands for any number of them."""

    span: Span
    members: tuple[CodeMember | CodeUnknown, ...]


class CodeName(NamedTuple):
    """A name, and the literal that the file binds it to."""

    span: Span
    value: CodeExpression


class CodeEncoded(NamedTuple):
    """A call that writes a value as JSON text."""

    span: Span
    value: CodeExpression


class CodeBytes(NamedTuple):
    """A literal for bytes, and the text that they are. Nothing in JSON is one, but a request may be."""

    span: Span
    text: str


class CodeChoice(NamedTuple):
    """One of several values, of which only a running program knows which, and why that is so."""

    span: Span
    why: str
    branches: tuple[CodeExpression, ...]


class CodeUnknown(NamedTuple):
    """What only a running program knows, and why. `text` is a string of which a part is known, with `UNKNOWN_TEXT` for the rest."""

    span: Span
    why: str
    text: str | None = None


CodeExpression: TypeAlias = (
    CodeScalar | CodeItems | CodeFields | CodeName | CodeEncoded | CodeBytes | CodeChoice | CodeUnknown
)


class FollowedName(NamedTuple):
    """What a name stands for, and how many characters and names were followed to read that."""

    expression: CodeExpression
    characters: int
    names: int


@dataclass(slots=True)
class FollowedNames:
    """What names in the filters of a file stand for, each read once, until more was followed than the limits allow.

    What is read before counts again, as it is written into a filter again.
    """

    characters: int = LIMITS.code_followed_characters
    names: int = LIMITS.code_followed_names
    known: dict[Span, FollowedName] = field(default_factory=dict)

    def follow(self, value: Span) -> bool:
        """Count a name for a value at a span; tell whether it may be followed."""
        found = self.known.get(value)
        self.characters -= value.end - value.start if found is None else found.characters
        self.names -= 1 if found is None else found.names
        return self.characters >= 0 and self.names >= 0

    def reading(
        self, value: Span, node: _Node, make: Callable[[CodeExpression], CodeExpression]
    ) -> CodeExpression | CodeParts[_Node]:
        """Return what is made of a value that may be followed, or how to read it first."""
        found = self.known.get(value)
        if found is not None:
            return make(found.expression)
        characters, names = self.characters + value.end - value.start, self.names + 1

        def keep(read: Sequence[CodeExpression]) -> CodeExpression:
            self.known[value] = FollowedName(read[0], characters - self.characters, names - self.names)
            return make(read[0])

        return CodeParts([node], keep)


@dataclass(frozen=True, slots=True)
class CodeParts(Generic[_Node]):
    """Nodes of a language to read first, and what is made of them then."""

    nodes: Sequence[_Node]
    make: Callable[[Sequence[CodeExpression]], CodeExpression]


def read_expression(root: _Node, read: Callable[[_Node], CodeExpression | CodeParts[_Node]]) -> CodeExpression:
    """Return the expression that a node is, with a stack of its own: `read` goes one level down."""
    results: list[CodeExpression] = []
    waiting: list[tuple[_Node, None] | tuple[None, CodeParts[_Node]]] = [(root, None)]
    while waiting:
        node, parts = waiting.pop()
        if parts is not None:
            base = len(results) - len(parts.nodes)
            results[base:] = [parts.make(results[base:])]
            continue
        found = read(node)  # type: ignore[arg-type]  # there is a node where there are no parts
        if isinstance(found, CodeParts):
            waiting.append((None, found))
            waiting += [(inner, None) for inner in reversed(found.nodes)]
        else:
            results.append(found)
    return results[0]


def literal_of(expression: CodeExpression) -> CodeExpression:
    """Return the expression that a name stands for."""
    while isinstance(expression, CodeName):
        expression = expression.value
    return expression


def is_nothing(expression: CodeExpression) -> bool:
    """Tell whether a branch of a choice is empty or `null`, which stands for no filter and no condition."""
    match literal_of(expression):
        case CodeFields(members=()) | CodeItems(items=()) | CodeScalar(json="null"):
            return True
    return False


def one_of(span: Span, why: str, branches: Sequence[CodeExpression]) -> CodeExpression:
    """Return a choice between values; if none of them is known, what only a running program knows."""
    if all(isinstance(literal_of(each), CodeUnknown) for each in branches):
        return CodeUnknown(span, why)
    return CodeChoice(span, why, tuple(branches))


def branches_of(expression: CodeExpression) -> Iterator[CodeExpression]:
    """Yield the values that an expression may be: those branches of a choice that are something, or else itself."""
    waiting = [expression]
    while waiting:
        inner = literal_of(each := waiting.pop())
        if isinstance(inner, CodeChoice):
            waiting += [branch for branch in reversed(inner.branches) if not is_nothing(branch)]
        else:
            yield each


def text_of(expression: CodeExpression | None) -> str | None:
    """Return the text of a string, with `UNKNOWN_TEXT` for what is not known of it; `None` for anything else."""
    match None if expression is None else literal_of(expression):
        case CodeScalar(text=text) | CodeBytes(text=text) | CodeUnknown(text=text):
            return text
    return None


def joined_text(parts: Sequence[CodeExpression]) -> str | None:
    """Return the text that parts make one after another, with `UNKNOWN_TEXT` for what is not known; `None` if no part is a string."""
    whole: list[str] = []
    for number, text in enumerate(map(text_of, parts)):
        if text is None and not whole:
            continue
        if number and not whole:
            whole.append(UNKNOWN_TEXT)
        whole.append(UNKNOWN_TEXT if text is None else text)
    return "".join(whole) if whole else None


def member_of(fields: CodeFields, keys: Sequence[str]) -> CodeExpression | None:
    """Return the value of the first of some keys that an object has."""
    members = {each.key: each.value for each in fields.members if isinstance(each, CodeMember)}
    return next((members[key] for key in keys if key in members), None)
