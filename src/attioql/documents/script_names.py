"""What the names in a script stand for: a literal, where a name is bound once in its scope and never assigned or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from attioql.documents.script_syntax import ScriptTree

_SCOPES = frozenset(
    {
        "program",
        "statement_block",
        "class",
        "class_body",
        "switch_body",
        "for_statement",
        "for_in_statement",
        "catch_clause",
        "arrow_function",
        "function_declaration",
        "function_expression",
        "generator_function",
        "generator_function_declaration",
        "method_definition",
    }
)
_BLOCKS = frozenset({"statement_block", "switch_body", "for_statement", "for_in_statement", "catch_clause"})
"""The scopes that `var` ignores."""

_OWN_NAMES = frozenset({"function_declaration", "generator_function_declaration"})
_CHANGES = frozenset(
    {
        "push",
        "unshift",
        "splice",
        "pop",
        "shift",
        "sort",
        "reverse",
        "fill",
        "assign",
        "defineProperty",
        "defineProperties",
        "set",
        "deleteProperty",
    }
)
_PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "object_pattern": "",
        "array_pattern": "",
        "rest_pattern": "",
        "pair_pattern": "value",
        "assignment_pattern": "left",
        "object_assignment_pattern": "left",
    }
)
"""The patterns of an assignment, with the field that is assigned; all children are, where there is none."""

_AROUND_NAMES: Mapping[str, int] = MappingProxyType(
    {
        "member_expression": 0,
        "subscript_expression": 0,
        "non_null_expression": 0,
        "parenthesized_expression": 0,
        "as_expression": 0,
        "satisfies_expression": 0,
        "type_assertion": -1,
    }
)
"""The expressions that assign what stands in them, with the number of the child."""


class Binding(NamedTuple):
    """A name where it is bound: its scope in bytes, and the node of its value, if it has one."""

    start: int
    end: int
    value: Any


class ScriptNames:
    """The names of one script, looked at once one is asked for."""

    def __init__(self, tree: ScriptTree) -> None:
        """Keep where names are bound; scopes are found for those that are asked for."""
        self._tree = tree
        self._nodes: dict[bytes, list[tuple[Any, Any]]] = {}
        self._bindings: dict[bytes, list[Binding]] = {}
        self._bare: dict[bytes, list[tuple[Any, Any]]] | None = None
        self._changed: dict[bytes, list[Any]] | None = None
        for node in tree.nodes("bound"):
            name = node.child_by_field_name("name")
            self._nodes.setdefault(tree.code(name), []).append((node, node.child_by_field_name("value")))

    def holding(self, hint: re.Pattern[bytes]) -> list[bytes]:
        """Return the names that are bound to something in which a pattern is found."""
        return [
            name
            for name, nodes in self._nodes.items()
            if any(value is not None and hint.search(self._tree.code(value)) for _, value in nodes)
        ]

    def find(self, name: Any) -> Binding | None:
        """Return what a name stands for where it is used; `None` where it is bound in no scope there, or twice in one."""
        found = [each for each in self._bound(self._tree.code(name)) if each.start <= name.start_byte < each.end]
        innermost = max((each.start for each in found), default=0)
        here = [each for each in found if each.start == innermost]
        return here[0] if len(here) == 1 else None

    def is_changed(self, name: bytes, binding: Binding) -> bool:
        """Tell whether what a name stands for is assigned or changed anywhere."""
        if self._changed is None:
            self._changed = {}
            for root in [*self._assigned(), *map(self._changed_by, self._tree.nodes("call"))]:
                if root is not None:
                    self._changed.setdefault(self._tree.code(root), []).append(root)
        return any(self.find(each) is binding for each in self._changed.get(name, ()))

    def _assigned(self) -> Iterator[Any]:
        """Yield the names that are assigned, those in patterns too: `({ a: [F] } = x)`."""
        waiting = list(self._tree.nodes("assigned"))
        while waiting:
            node = waiting.pop()
            field = _PATTERNS.get(node.type)
            if field is None:
                yield _root(node)
            else:
                part = node.child_by_field_name(field) if field else None
                waiting += node.named_children if part is None else [part]

    def _bound(self, name: bytes) -> list[Binding]:
        if self._bare is None:
            self._bare = {}
            assigned = {node.id for node in self._assigned() if node is not None}
            for node in self._tree.nodes("bare"):
                if node.id in assigned:
                    continue
                self._bare.setdefault(self._tree.code(node), []).append((node, None))
        known = self._bindings.get(name)
        if known is None:
            nodes = [*self._nodes.get(name, ()), *self._bare.get(name, ())]
            known = self._bindings[name] = [Binding(*_scope(node), value) for node, value in nodes]
        return known

    def _changed_by(self, call: Any) -> Any:
        """Return the name of what a call changes: `items.push(…)`, `Object.assign(body, …)`."""
        function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
        if function is None or arguments is None or function.type != "member_expression":
            return None
        method = function.child_by_field_name("property")
        if method is None or self._tree.code(method).decode() not in _CHANGES:
            return None
        owner = function.child_by_field_name("object")
        if owner is not None and self._tree.code(owner) in {b"Object", b"Reflect"}:
            return _root(arguments.named_children[0]) if arguments.named_children else None
        return _root(owner)


def _scope(node: Any) -> tuple[int, int]:
    """Return the bytes in which a name is known that is bound at a node."""
    around = node.parent
    if around is not None and around.type in _OWN_NAMES and around.child_by_field_name("name") == node:
        around = around.parent
    scopes = _SCOPES
    while around.parent is not None and (_is_var(around) or around.type not in scopes):
        scopes = _SCOPES - _BLOCKS if _is_var(around) else scopes
        around = around.parent
    return around.start_byte, around.end_byte


def _is_var(node: Any) -> bool:
    """Tell whether a node declares its names in the function around, with `var`."""
    kind = node.child_by_field_name("kind") if node.type == "for_in_statement" else None
    return node.type == "variable_declaration" or (kind is not None and kind.type == "var")


def _root(node: Any) -> Any:
    """Return the name that an assigned expression begins with; `None` for any other."""
    while node is not None and node.type in _AROUND_NAMES:
        node = node.child_by_field_name("object") or (
            node.named_children[_AROUND_NAMES[node.type]] if node.named_children else None
        )
    return node if node is not None and node.type in {"identifier", "shorthand_property_identifier_pattern"} else None
