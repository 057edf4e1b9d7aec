"""The formatter: query text in its one layout, comments and meaning kept. It works on names that nobody knows.

A filter that fits stays on one line. One that does not, or that holds a comment, is broken at the outermost `and` or
`or` first, then inside parentheses, blocks and lists. Comments hang on nodes: before one (on lines of their own), after
one (at the end of its line), or before a closing bracket. The tree is walked with a stack of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from attioql.syntax.nodes import And, Block, Comment, Comparison, Empty, Expression, Group, Items, Not, Or, Truth
from attioql.syntax.parser import SyntaxTree
from attioql.syntax.printer import operand_of, parts, spell_condition, spell_operand, without_outer_group
from attioql.syntax.spelling import DEFAULT_WIDTH
from attioql.text.source import LINE_BREAK, Source

_INDENT = 2
_DEEPEST_INDENT = 60
"""Past this column nothing is indented further, so that deep text stays as long as it is, not as its square."""


class _Item(NamedTuple):
    """A value of a list, laid out like a node."""

    text: str
    start: int
    end: int


_Node: TypeAlias = Expression | _Item


class _Root(NamedTuple):
    """The text as a whole: what holds the outermost expression."""

    body: Expression


_Container: TypeAlias = And | Or | Group | Block | Items | _Root | Not | Comparison


class _Placed(NamedTuple):
    """A node to be written at an indentation, from a column on, with what follows it on its line."""

    node: _Node
    indent: int
    column: int
    after: str = ""


def format_tree(tree: SyntaxTree, source: Source, width: int = DEFAULT_WIDTH) -> str:
    """Return the text of a tree without problems in its one layout, ending in one line break; empty text stays empty."""
    root = _normal(tree.root)
    comments = _Comments(root, tree.comments, source)
    text = _Writer(width, comments).write(root)
    return f"{text}\n" if text else ""


def _normal(root: Expression) -> Expression:
    """Return the tree with the parentheses it is to have: redundant ones gone, all others kept."""
    results: list[Expression] = []
    waiting: list[tuple[Expression, bool]] = [(without_outer_group(root), False)]
    while waiting:
        node, ready = waiting.pop()
        children = _operands(node)
        if not children:
            results.append(node)
        elif not ready:
            waiting.append((node, True))
            waiting += [(child, False) for child in reversed(children)]
        else:
            made = results[-len(children) :]
            del results[-len(children) :]
            results.append(_with_operands(node, made))
    return results[0]


def _operands(node: Expression) -> list[Expression]:
    match node:
        case And(operands) | Or(operands):
            return [operand_of(node, operand) for operand in operands]
        case Not(operand):
            return [operand_of(node, operand)]
        case Group(body) | Block(_, body):
            return [without_outer_group(body)]
    return []


def _with_operands(node: Expression, operands: list[Expression]) -> Expression:
    match node:
        case And():
            return And(tuple(operands))
        case Or():
            return Or(tuple(operands))
        case Not():
            operand = operands[0]
            if isinstance(operand, Not) and isinstance(operand.operand, Not):
                return operand.operand
            return node._replace(operand=operand)
        case Group():
            return node._replace(body=operands[0])
        case Block():
            return node._replace(body=operands[0])
    return node


class _Comments:
    """Where each comment hangs, and which nodes must be broken because of one."""

    def __init__(self, root: Expression, comments: Sequence[Comment], source: Source) -> None:
        self.before: dict[int, list[str]] = {}
        self.after: dict[int, list[str]] = {}
        self.last: dict[int, list[str]] = {}
        self.broken: set[int] = set()
        self.items: dict[int, list[_Item]] = {}
        self.root = _Root(root)
        self._known: dict[int, tuple[Sequence[_Node], list[int]]] = {}
        self._source = source
        for comment in comments:
            self._hang(comment)

    def items_of(self, items: Items) -> list[_Item]:
        """Return the values of a list as nodes, the same ones every time."""
        if id(items) not in self.items:
            self.items[id(items)] = [_Item(spell_operand(value), value.start, value.end) for value in items.values]
        return self.items[id(items)]

    def _hang(self, comment: Comment) -> None:
        """Find the innermost bracket or group around a comment, and the nodes on both sides of it there."""
        text = comment.text.rstrip()
        path: list[_Container] = [self.root]
        while True:
            children, place = self._around(path[-1], comment)
            around = children[place] if place >= 0 and comment.start < children[place].end else None
            if around is None:
                break
            if not self._descends(around, comment):
                self._hang_beside(around, path, comment)
                return
            path += self._inside(around, comment)
        if place + 1 < len(children) and not (place >= 0 and self._follows(children[place].end, comment.start)):
            self._hang_before(children[place + 1], path, text)
            return
        self.broken.update(id(container) for container in path)
        if place >= 0 and self._follows(children[place].end, comment.start):
            self.after.setdefault(id(children[place]), []).append(text)
        else:
            self.last.setdefault(id(path[-1]), []).append(text)

    def _hang_beside(self, node: _Node, path: list[_Container], comment: Comment) -> None:
        """Put a comment before a node that it stands in; after it, if only redundant parentheses of its operand end later."""
        operand = node
        while isinstance(operand, Not):
            operand = operand.operand
        if operand.end > comment.start:
            self._hang_before(node, path, comment.text.rstrip())
            return
        self.broken.update(id(container) for container in path)
        self.after.setdefault(id(node), []).append(comment.text.rstrip())

    def _hang_before(self, node: _Node, path: list[_Container], text: str) -> None:
        """Put a comment before a node; before the first operand of a group is before the group."""
        while isinstance(container := path[-1], (And, Or)) and container.operands[0] is node:
            node = container
            path = path[:-1]
        self.broken.update(id(container) for container in path)
        self.before.setdefault(id(node), []).append(text)

    def _around(self, container: _Container, comment: Comment) -> tuple[Sequence[_Node], int]:
        """Return the children of a container, and which of them is the last to start before a comment (-1 for none)."""
        if id(container) not in self._known:
            children = self._children(container)
            self._known[id(container)] = (children, [child.start for child in children])
        children, starts = self._known[id(container)]
        return children, bisect_right(starts, comment.start) - 1

    def _children(self, container: _Container) -> Sequence[_Node]:
        match container:
            case And(operands) | Or(operands):
                return operands
            case Items():
                return self.items_of(container)
            case Group(body) | Block(_, body) | _Root(body):
                return () if isinstance(body, Empty) else (body,)
        return ()

    def _descends(self, node: _Node, comment: Comment) -> bool:
        """Tell whether a comment within a node can stand inside it: between brackets or operands."""
        while isinstance(node, Not):
            node = node.operand
        match node:
            case And() | Or():
                return True
            case Group() | Block():
                opening = node.start if isinstance(node, Group) else self._opening(node)
                return opening < comment.start < node.end
            case Comparison(operand=Items() as items):
                return bool(items.values) and items.start < comment.start < items.end
        return False

    def _opening(self, block: Block) -> int:
        return self._source.text.index("{", block.path.end)

    def _inside(self, node: _Node, comment: Comment) -> list[_Container]:
        """Return the nodes on the way into a node that a comment stands inside."""
        way: list[_Container] = []
        while isinstance(node, Not):
            way.append(node)
            node = node.operand
        if isinstance(node, Comparison) and isinstance(node.operand, Items):
            return [*way, node, node.operand]
        if isinstance(node, (And, Or, Group, Block)):
            return [*way, node]
        raise AssertionError(comment)

    def _follows(self, end: int, start: int) -> bool:
        """Tell whether only blanks, or a comma, stand between a node and a comment on its line."""
        between = self._source.text[end:start]
        return LINE_BREAK.search(between) is None and not between.replace(",", "", 1).strip()


class _Writer:
    """Writes a tree, line by line."""

    def __init__(self, width: int, comments: _Comments) -> None:
        self._width = width
        self._comments = comments
        self._lengths: dict[int, int] = {}
        self._pieces: list[str] = []
        self._waiting: list[_Placed | str] = []

    def write(self, root: Expression) -> str:
        self._measure(root)
        holder = self._comments.root
        lines = [*self._comments.last.get(id(holder), [])]
        if not isinstance(root, Empty):
            self._node_on_line(root, 0, "")
        self._drain()
        text = "".join(self._pieces)
        return "\n".join([text, *lines] if text else lines)

    def _drain(self) -> None:
        while self._waiting:
            item = self._waiting.pop()
            if isinstance(item, str):
                self._pieces.append(item)
            else:
                self._put(item)

    def _measure(self, root: Expression) -> None:
        """Find how long every node is on one line, from the leaves up."""
        waiting: list[tuple[Expression, bool]] = [(root, False)]
        while waiting:
            node, ready = waiting.pop()
            pieces = parts(node)
            children = [piece for piece in pieces if not isinstance(piece, str)]
            if ready or not children:
                flat = sum(len(piece) if isinstance(piece, str) else self._lengths[id(piece)] for piece in pieces)
                self._lengths[id(node)] = flat
            else:
                waiting.append((node, True))
                waiting += [(child, False) for child in children]

    def _fits(self, placed: _Placed) -> bool:
        node = placed.node
        if isinstance(node, _Item):
            return True
        length = self._lengths[id(node)] + len(placed.after)
        return id(node) not in self._comments.broken and placed.column + length <= self._width

    def _put(self, placed: _Placed) -> None:
        node, indent, column, after = placed
        if isinstance(node, _Item):
            self._pieces.append(node.text + after)
        elif self._fits(placed):
            self._flat(node)
            self._pieces.append(after)
        else:
            match node:
                case And(operands) | Or(operands):
                    self._operands("and " if isinstance(node, And) else "or ", operands, indent)
                case Not(operand):
                    self._pieces.append("not ")
                    self._waiting.append(_Placed(operand, indent, column + len("not "), after))
                case Group(body):
                    self._bracketed("(", [body], ")" + after, indent, node)
                case Block(path, body):
                    self._bracketed(f"{path.text} {{", [body], "}" + after, indent, node)
                case Comparison(path, operator, Items() as items) if items.values:
                    self._bracketed(
                        f"{path.text} {operator} (", self._comments.items_of(items), ")" + after, indent, items
                    )
                case Comparison() | Truth():
                    self._pieces.append(spell_condition(node) + after)

    def _flat(self, node: Expression) -> None:
        waiting: list[Expression | str] = [node]
        while waiting:
            piece = waiting.pop()
            if isinstance(piece, str):
                self._pieces.append(piece)
            else:
                waiting.extend(reversed(parts(piece)))

    def _operands(self, word: str, operands: Sequence[Expression], indent: int) -> None:
        """One operand a line, each but the first after its word; the lines of an `and` within `or` are indented."""
        for number in range(len(operands) - 1, -1, -1):
            deeper = _INDENT if isinstance(operands[number], And) else 0
            self._node_on_line(operands[number], indent, word if number else "", deeper=deeper)
            if number:
                self._waiting.append("\n" + " " * indent)

    def _node_on_line(self, node: _Node, indent: int, word: str, comma: str = "", deeper: int = 0) -> None:
        """Leave waiting: the comments before a node on lines of their own, the node, and the one behind it."""
        pad = "\n" + " " * indent
        before = self._comments.before.get(id(node), [])
        after = self._comments.after.get(id(node), [])
        for comment in reversed(after[1:]):
            self._waiting.append(pad + comment)
        if after:
            self._waiting.append(f"  {after[0]}")
        self._waiting.append(_Placed(node, min(indent + deeper, _DEEPEST_INDENT), indent + len(word), comma))
        self._waiting.append("".join(f"{comment}{pad}" for comment in before) + word)

    def _bracketed(
        self, opening: str, members: Sequence[_Node], closing: str, indent: int, container: Group | Block | Items
    ) -> None:
        """Members on lines of their own between brackets; comments that nothing follows stand before the closing one."""
        inner = min(indent + _INDENT, _DEEPEST_INDENT)
        pad = "\n" + " " * inner
        self._pieces.append(opening)
        self._waiting.append("\n" + " " * indent + closing)
        for comment in reversed(self._comments.last.get(id(container), [])):
            self._waiting.append(pad + comment)
        comma = "," if isinstance(container, Items) else ""
        for member in reversed(members):
            self._node_on_line(member, inner, "", comma)
            self._waiting.append(pad)
