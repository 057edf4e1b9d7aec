"""What the names and class attributes in a Python file stand for: a value, where one is bound once and never changed."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from attioql.documents.python_tree import PythonTree, Scopes

_CHANGES = frozenset(
    {"append", "extend", "insert", "update", "pop", "clear", "remove", "setdefault", "popitem", "sort"}
)
_SETTERS = frozenset({"setattr", "delattr"})
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
        declared: list[tuple[ast.Global | ast.Nonlocal, Scopes]] = [
            *tree.placed(ast.Global),
            *tree.placed(ast.Nonlocal),
        ]
        self._declared: dict[tuple[int, str], type[ast.AST]] = {
            (scopes[-1], name): type(node) for node, scopes in declared for name in node.names
        }
        for kind in _BINDERS:
            for node, scopes in tree.placed(kind):
                self._bind(node, scopes)
        stars = [node.lineno for node in tree.nodes(ast.ImportFrom) if node.names[0].name == "*"]
        if stars:
            self._import_all(max(stars))
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
        if scopes and self._declared.get((scopes[-1], name)) is ast.Global:
            scopes = scopes[:1]
        for scope in reversed(scopes):
            if (scope, name) in self._bound and (scope == scopes[-1] or scope not in self._classes):
                return scope
        return None

    def _change(self, node: ast.AST, scopes: Scopes) -> None:
        """Keep the name or the attributes that a node changes."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SETTERS:
            self._changed_attributes.update(
                each.value for each in node.args[1:2] if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )
        changed = _changed_by(node)
        attributes = [node.attr] if isinstance(node, ast.Attribute) and changed is not None else []
        while isinstance(changed, (ast.Subscript, ast.Attribute)):
            attributes += [changed.attr] if isinstance(changed, ast.Attribute) else []
            changed = changed.value
        self._changed_attributes.update(attributes)
        if isinstance(changed, ast.Name):
            home = self._home(changed.id, scopes)
            self._changed |= {(home, changed.id)} if home is not None else set()

    def _bind(self, node: ast.AST, scopes: Scopes) -> None:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                self._add(scopes, name, value)
                self._simple.add(id(node.targets[0] if isinstance(node, ast.Assign) else node.target))
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) if id(node) not in self._simple:
                self._add(scopes, name, None)
            case ast.alias(name=name, asname=other):
                self._add(scopes, other or name.partition(".")[0], None)
            case _ if type(node).__name__ in NAME_FIELDS and not isinstance(node, ast.Name):
                name = getattr(node, NAME_FIELDS[type(node).__name__])
                if name is not None:
                    self._add(scopes, name, None)

    def _add(self, scopes: Scopes, name: str, value: ast.expr | None) -> None:
        """Bind a name in its scope: with `nonlocal`, no function around knows its value any more."""
        declared = self._declared.get((scopes[-1], name))
        if declared is ast.Nonlocal:
            for scope in scopes[1:-1]:
                if scope not in self._classes:
                    self._bound[scope, name].append(None)
            return
        self._bound[scopes[0] if declared is ast.Global else scopes[-1], name].append(value)

    def _import_all(self, line: int) -> None:
        """Forget the values that a module binds before `from … import *`."""
        for (scope, _), values in self._bound.items():
            if scope == 0 and any(value is not None and value.lineno < line for value in values):
                values.append(None)


NAME_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "Name": "id",
        "FunctionDef": "name",
        "AsyncFunctionDef": "name",
        "ClassDef": "name",
        "arg": "arg",
        "alias": "asname",
        "ExceptHandler": "name",
        "MatchAs": "name",
        "MatchStar": "name",
        "MatchMapping": "rest",
        "TypeVar": "name",
        "ParamSpec": "name",
        "TypeVarTuple": "name",
    }
)
"""The nodes that bind a name, with the field that has it. Older versions of Python lack some of them."""

_BINDERS: Sequence[type[ast.AST]] = (
    ast.Assign,
    ast.AnnAssign,
    *(getattr(ast, kind) for kind in NAME_FIELDS if hasattr(ast, kind)),
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
