"""What the names and class attributes in a Python file stand for: a value, where one is bound once and never changed."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attioql.documents.python_tree import PythonTree, Scopes

_CHANGES = frozenset(
    {"append", "extend", "insert", "update", "pop", "clear", "remove", "setdefault", "popitem", "sort"}
)
_OF_INSTANCES = frozenset({"self", "cls"})
"""The names by which the methods of a class know it or one of its instances."""


class PythonBinding(NamedTuple):
    """What a name stands for, `None` if it is not bound once, and whether that is changed."""

    value: ast.expr | None
    is_changed: bool = False


_UNBOUND = PythonBinding(None)


class PythonNames:
    """What the names in a Python file stand for, by the function or class that binds them, and which of them are changed."""

    def __init__(self, tree: PythonTree) -> None:
        """Find where names are bound: what stands in no function or class is bound in the module."""
        self._bound: dict[tuple[int, str], list[ast.expr | None]] = defaultdict(list)
        self._scopes = {id(node): scopes for node, scopes in tree.placed(ast.Name)}
        self._classes = {id(node): node.name for node in tree.nodes(ast.ClassDef)}
        self._named = {(scopes[-1], node.name): id(node) for node, scopes in tree.placed(ast.ClassDef)}
        self._changed: set[tuple[int, str]] = set()
        self._changed_attributes: set[str] = set()
        self._simple: set[int] = set()
        for kind in _BINDERS:
            for node, scopes in tree.placed(kind):
                self._bind(node, scopes[-1])
        for kind in _CHANGERS:
            for node, scopes in tree.placed(kind):
                self._change(node, scopes)

    def values(self) -> Iterator[tuple[str, ast.expr]]:
        """Yield the names that are bound to a value, with it."""
        for (_, name), values in self._bound.items():
            yield from [(name, value) for value in values if value is not None]

    def find(self, name: ast.Name) -> PythonBinding:
        """Return what a name stands for."""
        home = self._home(name.id, self._scopes.get(id(name), ()))
        return _UNBOUND if home is None else self._once(home, name.id, is_changed=(home, name.id) in self._changed)

    def find_attribute(self, attribute: ast.Attribute) -> PythonBinding:
        """Return what a class binds an attribute to: `self.FILTER` and `cls.FILTER` in its methods, or `People.FILTER`."""
        owner = attribute.value
        home = self._class_of(owner) if isinstance(owner, ast.Name) else None
        if home is None:
            return _UNBOUND
        return self._once(home, attribute.attr, is_changed=attribute.attr in self._changed_attributes)

    def _once(self, home: int, name: str, *, is_changed: bool) -> PythonBinding:
        values = self._bound.get((home, name), ())
        return PythonBinding(values[0], is_changed) if len(values) == 1 else _UNBOUND

    def _class_of(self, name: ast.Name) -> int | None:
        """Return the class that a name stands for, or whose instance it is."""
        scopes = self._scopes.get(id(name), ())
        if name.id in _OF_INSTANCES:
            return next((scope for scope in reversed(scopes) if scope in self._classes), None)
        home = self._home(name.id, scopes)
        is_one = home is not None and len(self._bound[home, name.id]) == 1
        return self._named.get((home, name.id)) if home is not None and is_one else None

    def _home(self, name: str, scopes: Scopes) -> int | None:
        """Return what binds a name. What a class binds is a name in its own body alone."""
        for scope in reversed(scopes):
            if (scope, name) in self._bound and (scope == scopes[-1] or scope not in self._classes):
                return scope
        return None

    def _change(self, node: ast.AST, scopes: Scopes) -> None:
        """Keep the name or the attributes that a node changes."""
        changed = _changed_by(node)
        attributes = [node.attr] if isinstance(node, ast.Attribute) and changed is not None else []
        while isinstance(changed, (ast.Subscript, ast.Attribute)):
            attributes += [changed.attr] if isinstance(changed, ast.Attribute) else []
            changed = changed.value
        self._changed_attributes.update(attributes)
        if isinstance(changed, ast.Name):
            home = self._home(changed.id, scopes)
            self._changed |= {(home, changed.id)} if home is not None else set()

    def _bind(self, node: ast.AST, scope: int) -> None:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                self._bound[scope, name].append(value)
                self._simple.add(id(node.targets[0] if isinstance(node, ast.Assign) else node.target))
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) if id(node) not in self._simple:
                self._bound[scope, name].append(None)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                self._bound[scope, name].append(None)
            case ast.arg(arg=name):
                self._bound[scope, name].append(None)
            case ast.alias(name=name, asname=other):
                self._bound[scope, other or name.partition(".")[0]].append(None)


_BINDERS: Sequence[type[ast.AST]] = (
    ast.Assign,
    ast.AnnAssign,
    ast.Name,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.arg,
    ast.alias,
)
"""What binds a name: assignments before names, since they say what a name is bound to."""

_CHANGERS: Sequence[type[ast.AST]] = (ast.Subscript, ast.Attribute, ast.Call, ast.AugAssign)


def _changed_by(node: ast.AST) -> ast.expr | None:
    """Return what a node changes: `body` in `body["filter"] = …`, `body.update(…)`, `del body["x"]` and `body += …`."""
    match node:
        case (
            ast.Subscript(ctx=ast.Store() | ast.Del(), value=value)
            | ast.Attribute(ctx=ast.Store() | ast.Del(), value=value)
        ):
            return value
        case ast.Call(func=ast.Attribute(value=value, attr=method)) if method in _CHANGES:
            return value
        case ast.AugAssign(target=ast.Name() as name):
            return name
    return None
