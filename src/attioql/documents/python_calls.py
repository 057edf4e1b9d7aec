"""Finds the calls of this library that take a filter in a parsed Python file, and reads their arguments without running it.

A name for `attioql`, for a member of it, for a target or for a compiler is resolved if it is bound once, or always to the same
target. Computed values are not.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from attioql.documents.python_tree import PythonTree

_PACKAGE, _COMPILE, _COMPILER, _SCHEMA = "attioql", "compile", "Compiler", "json_schema"
_READERS = MappingProxyType(
    {
        "load": "filter",
        "check": "text",
        "lint": "source",
        "load_query": "query",
        "check_query": "query",
        "compile_query": "text",
    }
)
"""The functions besides `compile` that take a filter as their first argument, and its name."""

_OF_JSON = ("load", "load_query")
_OF_QUERIES = ("check_query", "compile_query")
"""Those that take filter JSON alone, and those that take the text of a query, which may have an ending."""

_VALIDATES = frozenset({"validate", "is_valid", "iter_errors"})


class FilterCall(NamedTuple):
    """A call whose text is a literal, or a name for one: the call, the literal, its text, and the target, time zone and parameters if known.

    `params` is `None` if they are not. `target_node` is the argument that is the target. Text of `either` form is filter JSON if it
    looks so, and that of a query may have an ending. A literal behind a comment is its own call.
    """

    call: ast.expr
    literal: ast.Constant
    text: str
    target: str | None
    target_node: ast.expr | None
    tz: ast.Constant | None
    params: Mapping[str, object] | None
    form: Literal["text", "json", "either"] = "text"
    is_query: bool = False


def find_calls(tree: PythonTree, names: PackageNames) -> list[FilterCall]:
    """Return the calls with a literal text, in the order of the file."""
    if not names.modules and not names.functions and not names.compilers and not names.readers:
        return []
    found = [each for call in tree.nodes(ast.Call) for each in _filter_call(call, names)]
    return sorted(found, key=lambda each: (each.literal.lineno, each.literal.col_offset))


class ReadCall(NamedTuple):
    """A call that reads filter JSON: the call, the JSON, and the target, with its slug if that is a literal."""

    call: ast.Call
    filter: ast.expr
    target: str | None
    target_node: ast.expr | None


def find_read_calls(tree: PythonTree, names: PackageNames) -> list[ReadCall]:
    """Return the calls of the functions of this library that take filter JSON, and those that hold it to a schema of this library."""
    if not names.modules and not names.readers and not names.schemas:
        return []
    return [found for call in tree.nodes(ast.Call) for found in (*_read_call(call, names), *_validation(call, names))]


def _read_call(call: ast.Call, names: PackageNames) -> Iterator[ReadCall]:
    function = _reader(call.func, names)
    given = None if function is None else _argument(call, 0, _READERS[function])
    target = _argument(call, 1, "target")
    if given is not None:
        yield ReadCall(call, given, _slug(target, names), target)


def _validation(call: ast.Call, names: PackageNames) -> Iterator[ReadCall]:
    """Yield what is validated with a schema: `validate(filter, schema)`, `Validator(schema).validate(filter)`."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in _VALIDATES:
        return
    schema = _schema(_argument(call, 1, "schema"), names)
    if schema is None and isinstance(call.func, ast.Attribute):
        made = _followed(call.func.value, names)
        schema = _schema(_argument(made, 0, "schema"), names) if isinstance(made, ast.Call) else None
    given = _argument(call, 0, "instance")
    if schema is not None and given is not None:
        target = _argument(schema, 0, "target")
        yield ReadCall(call, given, _slug(target, names), target)


def _schema(value: ast.expr | None, names: PackageNames) -> ast.Call | None:
    """Return the call that made a schema of filter JSON; `None` for any other value, and for a schema of rows."""
    made = _followed(value, names)
    if not isinstance(made, ast.Call) or not _is_from_package(made.func, _SCHEMA, names.schemas, names):
        return None
    return None if any(keyword.arg in {"profile", None} for keyword in made.keywords) else made


def _reader(function: ast.expr, names: PackageNames) -> str | None:
    """Return the name of a function that takes filter JSON; `None` for any other."""
    match function:
        case ast.Name(id=name):
            return names.readers.get(name)
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in names.modules and name in _READERS:
            return name
    return None


@dataclass(slots=True)
class PackageNames:
    """The names of a file for the package, its function and its class, and the expressions that other names are bound to."""

    modules: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    compilers: set[str] = field(default_factory=set)
    schemas: set[str] = field(default_factory=set)
    readers: dict[str, str] = field(default_factory=dict)
    bound: dict[str, ast.expr] = field(default_factory=dict)


def package_names(tree: PythonTree) -> PackageNames:
    """Return the names of a file for what it imports of this library; of other names only where it imports any."""
    names = PackageNames()
    for imported in tree.nodes(ast.Import):
        names.modules |= {each.asname or each.name for each in imported.names if each.name == _PACKAGE}
        whole = [each for each in imported.names if each.name.startswith(f"{_PACKAGE}.") and not each.asname]
        names.modules |= {_PACKAGE for _ in whole}
    for members in tree.nodes(ast.ImportFrom):
        for alias in members.names if members.module == _PACKAGE and members.level == 0 else ():
            _import(alias, names)
    if names.modules or names.functions or names.compilers or names.readers or names.schemas:
        names.bound = _bound_once(tree)
    return names


def _bound_once(tree: PythonTree) -> dict[str, ast.expr]:
    """Return the names that are bound once, or always to the same target, with what they are bound to."""
    bound: dict[str, list[ast.expr]] = {}
    for each in (*tree.nodes(ast.Assign), *tree.nodes(ast.AnnAssign)):
        match each:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                bound.setdefault(name, []).append(value)
    times = Counter([each.arg for each in tree.nodes(ast.arg)])
    times.update([each.id for each in tree.nodes(ast.Name) if not isinstance(each.ctx, ast.Load)])
    return {name: values[0] for name, values in bound.items() if len(values) == times[name] and _are_one(values)}


def _are_one(values: Sequence[ast.expr]) -> bool:
    """Tell whether a name always means the same: one value, or targets of one slug."""
    slugs = {_subscript(each) for each in values}
    return len(values) == 1 or (len(slugs) == 1 and None not in slugs)


def _import(alias: ast.alias, names: PackageNames) -> None:
    if alias.name in {_COMPILE, "*"}:
        names.functions.add(alias.asname or _COMPILE)
    if alias.name in _READERS:
        names.readers[alias.asname or alias.name] = alias.name
    if alias.name in {_SCHEMA, "*"}:
        names.schemas.add(alias.asname or _SCHEMA)
    if alias.name in {_COMPILER, "*"}:
        names.compilers.add(alias.asname or _COMPILER)


def _filter_call(call: ast.Call, names: PackageNames) -> Iterator[FilterCall]:
    compiler = None
    reader = _reader(call.func, names)
    if reader is None and not _is_from_package(call.func, _COMPILE, names.functions, names):
        compiler = _compiler(call.func, names)
        if compiler is None:
            return
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    text = _followed(_argument(call, 0, "text" if reader is None else _READERS[reader]), names)
    if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
        return
    target = _argument(call, 1, "target") if compiler is None else _argument(compiler, 0, "target")
    tz = given.get("tz")
    literal_tz = tz if isinstance(tz, ast.Constant) and isinstance(tz.value, str) else None
    params = None if None in given else _params(given.get("params"))
    yield FilterCall(
        call,
        text,
        text.value,
        _slug(target, names),
        target,
        literal_tz,
        params,
        _form(reader),
        reader in _OF_QUERIES,
    )


def _form(reader: str | None) -> Literal["text", "json", "either"]:
    """Return what a function takes a text for."""
    if reader in {None, "compile_query"}:
        return "text"
    return "json" if reader in _OF_JSON else "either"


def _compiler(function: ast.expr, names: PackageNames) -> ast.Call | None:
    """Return the call that made the compiler whose method `compile` is called; `None` for any other function."""
    if not isinstance(function, ast.Attribute) or function.attr != _COMPILE:
        return None
    made = _followed(function.value, names)
    if isinstance(made, ast.Call) and _is_from_package(made.func, _COMPILER, names.compilers, names):
        return made
    return None


def _is_from_package(function: ast.expr, attribute: str, imported: set[str], names: PackageNames) -> bool:
    match function:
        case ast.Name(id=name):
            return name in imported
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return name == attribute and module in names.modules
    return False


def _argument(call: ast.Call, number: int, name: str) -> ast.expr | None:
    """Return an argument by position or name; `None` if it is absent or comes from a `*`."""
    before = call.args[: number + 1]
    if any(isinstance(each, ast.Starred) for each in before):
        return None
    if len(before) > number:
        return before[number]
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _followed(value: ast.expr | None, names: PackageNames) -> ast.expr | None:
    return names.bound.get(value.id) if isinstance(value, ast.Name) else value


def _slug(target: ast.expr | None, names: PackageNames) -> str | None:
    """Return the slug in `workspace["people"]`."""
    return _subscript(_followed(target, names))


def _subscript(value: ast.expr | None) -> str | None:
    match value:
        case ast.Subscript(slice=ast.Constant(value=str(slug))):
            return slug
    return None


def _params(given: ast.expr | None) -> Mapping[str, object] | None:
    """Return the parameters if they are literals, else `None`."""
    if given is None:
        return {}
    try:
        value = ast.literal_eval(given)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    if value is None:
        return {}
    return value if isinstance(value, dict) and all(isinstance(name, str) for name in value) else None
