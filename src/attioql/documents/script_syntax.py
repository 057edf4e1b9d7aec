"""JavaScript and TypeScript to syntax trees. Only this module imports tree-sitter (extra `code`), and only to read such a file."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import accumulate, groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from attioql.limits import LIMITS
from attioql.text.source import Span

GRAMMARS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **dict.fromkeys((".js", ".jsx", ".mjs", ".cjs"), ("tree_sitter_javascript", "language")),
        **dict.fromkeys((".ts", ".mts", ".cts"), ("tree_sitter_typescript", "language_typescript")),
        ".tsx": ("tree_sitter_typescript", "language_tsx"),
    }
)
"""The package of the grammar of each kind of file, and its function."""

OLDEST = (0, 26, 1)
"""The oldest tree-sitter that can be used: older ones crash the interpreter when they report their progress."""

_NUMBER = re.compile(r"\d+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PART = 4_096
_STEPS_A_PART = 400
_STEPS_AT_A_TIME = 100
_CALLS = """
(call_expression) @call
(new_expression) @call
(comment) @comment
(variable_declarator name: (identifier) value: (_)) @bound
"""
_LITERALS = "(object) @literal (string) @literal (template_string) @literal"
_NAMES = """
(variable_declarator name: (identifier) @bare !value)
(assignment_expression left: (_) @assigned)
(augmented_assignment_expression left: (_) @assigned)
(update_expression argument: (_) @assigned)
(unary_expression operator: "delete" argument: (_) @assigned)
(for_in_statement kind: _ left: (identifier) @bare)
(for_in_statement !kind left: (_) @assigned)
(generator_function_declaration name: (identifier) @bare)
(function_expression name: (identifier) @bare)
(generator_function name: (identifier) @bare)
(catch_clause parameter: (identifier) @bare)
(shorthand_property_identifier_pattern) @bare
(pair_pattern value: (identifier) @bare)
(array_pattern (identifier) @bare)
(rest_pattern (identifier) @bare)
(assignment_pattern left: (identifier) @bare)
(import_specifier (identifier) @bare)
(import_clause (identifier) @bare)
(namespace_import (identifier) @bare)
(arrow_function parameter: (identifier) @bare)
(function_declaration name: (identifier) @bare)
"""
_NAMES_OF_JAVASCRIPT = "(formal_parameters (identifier) @bare) (class_declaration name: (identifier) @bare) (class name: (identifier) @bare)"
_NAMES_OF_TYPESCRIPT = """
(required_parameter pattern: (identifier) @bare)
(optional_parameter pattern: (identifier) @bare)
(class_declaration name: (type_identifier) @bare)
(import_alias . (identifier) @bare)
(class name: (type_identifier) @bare)
(abstract_class_declaration name: (type_identifier) @bare)
(enum_declaration name: (identifier) @bare)
(internal_module name: (identifier) @bare)
(import_require_clause (identifier) @bare)
"""


_QUERY_OF = {"call": 0, "comment": 0, "bound": 0, "bare": 1, "assigned": 1, "literal": 2}
"""The number of the query that finds each kind of node: most files need the first alone."""


class ScriptTree:
    """The syntax tree of a script. Tree-sitter counts bytes of UTF-8; spans count characters."""

    def __init__(self, text: str, data: bytes, root: Any, queries: Sequence[Any]) -> None:
        """Keep the text, as characters and as bytes, the root of its tree, and the queries of its language."""
        self.root = root
        self._data = data
        self._queries = queries
        self._captures: dict[int, Mapping[str, Sequence[Any]]] = {}
        self._wide: list[int] = []
        self._more: list[int] = []
        if not text.isascii():
            sizes = [len(character.encode(errors="surrogatepass")) for character in text]
            ends = list(accumulate(sizes))
            self._wide = [end for end, size in zip(ends, sizes, strict=True) if size > 1]
            self._more = [0, *accumulate(size - 1 for size in sizes if size > 1)]

    def nodes(self, name: str) -> Sequence[Any]:
        """Return the nodes of a kind: `call`, `comment`, `bound` names, and then names that are `bare` or `assigned`, or `literal`."""
        number = _QUERY_OF[name]
        found = self._captures.get(number)
        if found is None:
            cursor = import_module("tree_sitter").QueryCursor(self._queries[number])
            cursor.set_max_start_depth(LIMITS.code_depth)
            found = self._captures[number] = cursor.captures(self.root)
        return found.get(name, ())

    def code(self, node: Any) -> bytes:
        """Return the code of a node; its own `text` would be read by parts, byte for byte."""
        return self._data[node.start_byte : node.end_byte]

    def span(self, node: Any) -> Span:
        """Return the span of a node."""
        return Span(self.offset(node.start_byte), self.offset(node.end_byte))

    def offset(self, byte: int) -> int:
        """Return the offset of a byte."""
        return byte - self._more[bisect_left(self._wide, byte + 1)] if self._wide else byte

    def fault(self) -> Span | None:
        """Return where the first part is that is no code; `None` if there is none."""
        node = self.root
        if not node.has_error:
            return None
        while not node.is_error and not node.is_missing:
            node = next(each for each in node.children if each.has_error or each.is_missing)
        return self.span(node)


class TooManyFaultsError(ValueError):
    """So much of a script is no code that its syntax tree would take more than linear time."""


def parse_script(text: str, suffix: str) -> ScriptTree | None:
    """Return the syntax tree of a script; `None` without a tree-sitter that can be used. Raises `TooManyFaultsError`."""
    try:
        language, queries = _grammar(*GRAMMARS[suffix])
    except ModuleNotFoundError:
        return None
    # the stand-in takes as many bytes as half a surrogate pair would
    data = _SURROGATE.sub("\ufffd", text).encode()
    return ScriptTree(text, data, _parsed(data, import_module("tree_sitter").Parser(language)), queries)


def _parsed(data: bytes, parser: Any) -> Any:
    """Return the root of the tree. The work is counted: the steps, which tree-sitter reports by the hundred, and the parts that it reads again."""
    left = LIMITS.code_parsing_steps + len(data) * LIMITS.code_parsing_steps_a_kilobyte // 1024

    def is_enough(_offset: int, _has_error: bool) -> bool:
        nonlocal left
        left -= _STEPS_AT_A_TIME
        return left < 0

    def part_at(start: int, _point: object) -> bytes:
        nonlocal left
        left -= _STEPS_A_PART
        return data[start : start + _PART] if left >= 0 else b""

    try:
        root = parser.parse(part_at, progress_callback=is_enough).root_node
    except ValueError:
        raise TooManyFaultsError from None
    except SystemError as error:
        # an interrupt while a part is read, which shows up at the next report
        raise error.__cause__ or error from None
    if left < 0 or _has_run_of_signs(root):
        raise TooManyFaultsError
    return root


def _has_run_of_signs(root: Any) -> bool:
    """Tell whether some part that is no code is a long run of signs, which the queries would go through for each of them."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if not node.has_error:
            continue
        children = node.children
        waiting += children
        if node.is_error and _longest_run_of_signs(children) > LIMITS.code_signs_in_a_row:
            return True
    return False


def _longest_run_of_signs(nodes: Sequence[Any]) -> int:
    runs = groupby(nodes, key=attrgetter("is_named"))
    return max((sum(1 for _ in run) for is_named, run in runs if not is_named), default=0)


def has_grammars() -> bool:
    """Tell whether scripts can be read."""
    try:
        for grammar in set(GRAMMARS.values()):
            _grammar(*grammar)
    except ModuleNotFoundError:
        return False
    return True


def forget_grammars() -> None:
    """Drop the grammars that were loaded. For tests."""
    _grammar.cache_clear()


@lru_cache(maxsize=8)
def _grammar(package: str, function: str) -> tuple[Any, Sequence[Any]]:
    sitter = import_module("tree_sitter")
    # what is older than 0.26 does not say its version; one too old counts as missing
    if tuple(map(int, _NUMBER.findall(getattr(sitter, "__version__", "0")))) < OLDEST:
        raise ModuleNotFoundError
    language = sitter.Language(getattr(import_module(package), function)())
    own = _NAMES_OF_JAVASCRIPT if package.endswith("javascript") else _NAMES_OF_TYPESCRIPT
    return language, [sitter.Query(language, query) for query in (_CALLS, _NAMES + own, _LITERALS)]
