"""The syntax tree of a Python file, walked once: its nodes by their type, each with the functions and classes that it stands in."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeAlias, TypeVar, cast

_Node = TypeVar("_Node", bound=ast.AST)
Scopes: TypeAlias = "tuple[int, ...]"
"""What a node stands in, from the module inwards: a number for each."""

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class PythonTree:
    """The tree of a file. It is walked when nodes are first asked for."""

    def __init__(self, module: ast.Module) -> None:
        """Keep the tree."""
        self.module = module

    def nodes(self, kind: type[_Node]) -> Iterator[_Node]:
        """Yield the nodes of a type, those of each level of the tree before those of the next."""
        return (node for node, _ in self.placed(kind))

    def placed(self, kind: type[_Node]) -> Sequence[tuple[_Node, Scopes]]:
        """Return the nodes of a type, each with what it stands in."""
        return cast("Sequence[tuple[_Node, Scopes]]", self._by_type.get(kind, ()))

    def statements(self) -> set[int]:
        """Return the lines on which statements begin."""
        kinds = [kind for kind in self._by_type if issubclass(kind, ast.stmt)]
        return {each.lineno for kind in kinds for each in self.nodes(kind)}

    @cached_property
    def _by_type(self) -> dict[type[ast.AST], list[tuple[ast.AST, Scopes]]]:
        found: dict[type[ast.AST], list[tuple[ast.AST, Scopes]]] = defaultdict(list)
        waiting: list[tuple[ast.AST, Scopes]] = [(self.module, (0,))]
        for placed in waiting:
            node, scopes = placed
            found[type(node)].append(placed)
            inner = (*scopes, id(node)) if isinstance(node, _SCOPES) else scopes
            for name in node._fields:
                value = getattr(node, name, None)
                if isinstance(value, ast.AST):
                    waiting.append((value, inner))
                elif isinstance(value, list):
                    waiting += [(each, inner) for each in value if isinstance(each, ast.AST)]
        return dict(found)
