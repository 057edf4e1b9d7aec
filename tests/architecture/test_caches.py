"""What outlives a call is listed here: every cache with its bound in number and in bytes, or the reason that input cannot fill it.

Caches are found in the source: decorators and calls that make one, names of modules and attributes of long-lived objects that functions
change, regular expressions that are made of something else than a constant (`re` keeps 512), and what Python interns.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import attioql
from attioql.attio import foreign_shapes
from attioql.catalog.cache import Cache
from attioql.catalog.workspace import PerTarget
from attioql.limits import LIMITS
from attioql.linter.runner import looks_of

PEOPLE = attioql.Workspace.standard()["people"]
PACKAGE = Path(attioql.__file__).parent
MAKERS = {"cache", "lru_cache", "cached_property", "from_resources", "PerTarget", "Cache", "WeakValueDictionary", "WeakKeyDictionary", "ZoneInfo"}  # fmt: skip
MUTATORS = {"add", "append", "clear", "extend", "insert", "pop", "popitem", "remove", "discard", "setdefault", "update", "keep", "move_to_end"}  # fmt: skip
LONG_LIVED = {"AttributeDecoders", "Cache", "Compiler", "Decoders", "LazyModule", "PerTarget", "Target", "Workspace"}
"""Classes whose objects stay while texts come and go."""

RESOURCE = "made once from a file of the package"
BOUNDED = "a `Cache`: so many entries, so many characters in their keys; a value is as large as its key at most"
ONE = "one entry: the last scalar or literal of a file, which is no longer than its kind of file may be"
OWN_PATTERN = "made of a constant of the package; no text of a user is in it"
CACHES = {
    "aliases.load_aliases": RESOURCE,
    "attio.decoders._DECODERS": "one for each target: decoders by attribute, and by path (see `Decoders`)",
    "attio.decoders.Decoders.known": "slugs and IDs of the target; a name that is no attribute raises first",
    "attio.decoders.Decoders._paths": "1,000 paths that lead to an attribute, each of the steps that are allowed, by slugs of the workspace",
    "attio.foreign_shapes._FOLDED": BOUNDED,
    "attio.foreign_shapes.load_grammars": RESOURCE,
    "attio.unknowns._unknown": "1,000 conditions that differ by a number",
    "catalog.attributes._standard_data": RESOURCE,
    "catalog.attributes.system_attributes": RESOURCE,
    "catalog.cache.Cache(self)": "the cache itself, which is emptied at either limit",
    "catalog.types.load_types": RESOURCE,
    "catalog.workspace.Workspace._targets": "the targets of the workspace, whose rows are in memory already",
    "catalog.workspace._standard": RESOURCE,
    "catalog.workspace_file._schema": RESOURCE,
    "catalog.workspace_file._shape": RESOURCE,
    "checker.from_text._shared_rules": RESOURCE,
    "checker.literal_decoders.DECODERS": BOUNDED,
    "checker.model_warnings._WATCHES": BOUNDED,
    "checker.names._PATHS": BOUNDED,
    "checker.names._RESOLVED": BOUNDED,
    "project.file_settings._less": "64 entries, by names in the configuration of one run of the command line",
    "cli.jobs._worker_options": "one entry: the options of one run of the command line",
    "cli.inputs.in_zone": "zoneinfo keeps eight zones, and only those that exist",
    "cli.inputs.zone": "zoneinfo keeps eight zones, and only those that exist",
    "checker.zones.find": "zoneinfo keeps eight zones, and only those that exist",
    "compiler.Compiler._kept": "`maxsize` filters, `max_characters` in their keys; numbers past a float, and all that fails, are not kept",
    "completion.words.keywords": RESOURCE,
    "completion.words.marks": RESOURCE,
    "diagnostics.codes.rule_rows": RESOURCE,
    "diagnostics.pages.pages": RESOURCE,
    "diagnostics.templates._parsed": "the templates of the package",
    "diagnostics.templates.templates": RESOURCE,
    "documents.mapping._decoded": ONE,
    "documents.python_files._PythonFileReader._comments": "the comments of one file, for as long as it is read",
    "documents.python_files._PythonFileReader._head": "the settings of one file, for as long as it is read",
    "documents.python_literals._decoded": ONE,
    "documents.python_literals._only_part": ONE,
    "documents.python_tree.PythonTree._by_type": "the nodes of one file, for as long as it is read",
    "documents.script_strings._decoded": ONE,
    "documents.script_syntax._grammar": "the three grammars",
    "documents.yaml_scalars._decoded_scalar": ONE,
    "documents.yaml_scalars._is_safe_plain": ONE,
    "guides.attribute_search._fillers": RESOURCE,
    "guides.attribute_search._INDEX": "the words of the target, which are in memory already",
    "guides.token_bound._words": RESOURCE,
    "lsp.editor_settings._is_zone": "zoneinfo keeps eight zones, and only those that exist",
    "lsp.published_diagnostics._description": "256 names of diagnostics and rules",
    "values.countries.country_codes": RESOURCE,
    "linter.rules.negation_matches_empty._without_a_value": "made for one filter, and gone with it",
    "linter.rule_pages._pages": RESOURCE,
    "linter.runner._CONCERNED": "16 selections of rules, each with a `Cache`",
    "linter.runner._known": BOUNDED,
    "linter.selection.default_selection": RESOURCE,
    "operators.catalogue_data": RESOURCE,
    "operators.load_operators": RESOURCE,
    "resources._MADE": "one entry for each function that reads resources",
    "resources._REPLACED": "tests replace resources",
    "syntax.driver._fused_machine": RESOURCE,
    "syntax.endings._actions": RESOURCE,
    "syntax.machine.load_ending_tables": RESOURCE,
    "syntax.machine.load_fused_tables": RESOURCE,
    "syntax.machine.load_tables": RESOURCE,
    "syntax.machine.string_pattern": RESOURCE,
    "syntax.parser._shared_rules": RESOURCE,
    "syntax.recovery.sentences.load_templates": RESOURCE,
    "syntax.spelling.reserved_words": RESOURCE,
    "values.kinds._BY_NAME": "tests add a kind",
    "values.dates._day": "4,096 dates, each of ten characters",
    "values.dates._exists": "16,384 texts of ten characters: longer ones are not asked about",
    "values.dates._nanosecond": "4,096 dates or timestamps in UTC, each of thirty characters at most",
}
OF_THE_PACKAGE = "made of words of the package; no text of a user is in it"
PATTERNS = {
    "documents.unfinished._token": "one for each kind of file, when the module is loaded; no text of a user is in it",
    "guides.token_bound._words": OF_THE_PACKAGE,
    "aliases.alias_at": OF_THE_PACKAGE,
    "aliases.load_aliases": OF_THE_PACKAGE,
    "checker.messages.wording._within": OF_THE_PACKAGE,
    "documents.python_code._with_names": "names of a file of code, which the command line and the language server read for one person",
    "documents.script_literals._with_names": "names of a file of code, which the command line and the language server read for one person",
    "syntax.machine.string_pattern": OF_THE_PACKAGE,
    "syntax.recovery.notations._notation": OF_THE_PACKAGE,
    "syntax.recovery.ranges._months_or_years": OF_THE_PACKAGE,
    "syntax.recovery.ranges._range": OF_THE_PACKAGE,
    "syntax.recovery.state.by_pattern": OF_THE_PACKAGE,
    "syntax.recovery.value_rules._quote_in_string": "of either quote",
    "syntax.recovery.value_rules._quoted_end": "of either quote",
    "syntax.recovery.value_rules._string_end": "of either quote",
    "syntax.recovery.value_rules._typographic_quotes": "of one of the typographic quotes",
    "syntax.token_patterns._tokens": OF_THE_PACKAGE,
}
"""Functions that make a regular expression of something else than a constant: `re` keeps 512 of them, however long."""

INTERNED = {
    "documents.python_calls._params": "names of a Python file, which only the command line reads, in a process that ends",
    "documents.notebooks._python": "names of a notebook, which only the command line reads, in a process that ends",
    "documents.python_files._parsed": "names of a Python file, which only the command line reads, in a process that ends",
    "lazy.__setattr__": "names of modules and functions",
    "lazy.gather": "names of modules and functions",
    "lazy.get": "names of modules and functions",
    "lazy.on_first_use": "names of modules and functions",
}
"""Functions in which Python interns what it is given, which Python 3.12 never frees."""

RE_FUNCTIONS = {
    f"re.{name}" for name in ("compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer")
}
INTERNERS = {"sys.intern", "intern", "setattr", "object.__setattr__", "attrgetter", "methodcaller", "namedtuple", "make_dataclass", "ast.parse", "ast.literal_eval", "exec", "eval"}  # fmt: skip


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def _called(node: ast.expr) -> str:
    """Return the last name of what is called, of `Cache` in `Cache[str, int]()`."""
    while isinstance(node, ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _places(tree: ast.Module) -> Iterator[tuple[str, str, ast.AST]]:
    """Yield every node with the names of the class and the function or the name of the module around it."""
    waiting: list[tuple[str, str, ast.AST]] = [("", "", node) for node in tree.body]
    while waiting:
        owner, name, node = waiting.pop()
        if isinstance(node, ast.ClassDef):
            owner = node.name
        elif isinstance(node, ast.FunctionDef) and not name:
            name = node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign) and not owner and not name:
            name = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
        yield owner, name, node
        waiting += [(owner, name, child) for child in ast.iter_child_nodes(node)]


def _changed(node: ast.AST) -> list[ast.expr]:
    """Return the containers that a statement or a call changes."""
    match node:
        case ast.Assign(targets=targets) | ast.Delete(targets=targets):
            return [each.value for each in targets if isinstance(each, ast.Subscript)]
        case ast.AugAssign(target=ast.Subscript(value=value)):
            return [value]
        case ast.AugAssign(target=target, op=ast.BitOr()):
            return [target]
        case ast.Call(func=ast.Attribute(value=value, attr=attr)) if attr in MUTATORS:
            return [value]
    return []


def _containers(tree: ast.Module) -> set[str]:
    """Return the names of a module that hold what can be changed: all but those of numbers and texts."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and not isinstance(node.value, ast.Constant):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {each.id for each in targets if isinstance(each, ast.Name)}
    return found


def _is_long_lived(owner: str, container: ast.expr) -> bool:
    in_self = (
        isinstance(container, ast.Attribute) and isinstance(container.value, ast.Name) and container.value.id == "self"
    )
    return owner in LONG_LIVED and in_self


def _caches_in(module: str, tree: ast.Module) -> Iterator[str]:
    of_module = _containers(tree)
    for owner, name, node in _places(tree):
        if isinstance(node, ast.FunctionDef) and any(_called(each) in MAKERS for each in node.decorator_list):
            yield f"{module}.{owner}.{node.name}" if owner else f"{module}.{node.name}"
        elif isinstance(node, ast.Call) and _called(node.func) in MAKERS and (name or owner) and node.func is not None:
            yield f"{module}.{name or owner}"
        elif isinstance(node, ast.Call) and owner == "Cache" and ast.unparse(node.func).startswith("super()."):
            yield f"{module}.Cache(self)"
        for container in _changed(node):
            if isinstance(container, ast.Name) and container.id in of_module:
                yield f"{module}.{container.id}"
            elif _is_long_lived(owner, container):
                yield f"{module}.{owner}.{ast.unparse(container).removeprefix('self.')}"


def _calls_in_functions(module: str, tree: ast.Module, called: set[str]) -> Iterator[str]:
    """Yield the functions that call one of these with a pattern or a name that is no constant."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in called:
                    which = 1 if "setattr" in ast.unparse(node.func) else 0
                    if not isinstance(node.args[which], ast.Constant):
                        yield f"{module}.{function.name}"


def _patterns_in(module: str, tree: ast.Module) -> Iterator[str]:
    return _calls_in_functions(module, tree, RE_FUNCTIONS)


def _interned_in(module: str, tree: ast.Module) -> Iterator[str]:
    return _calls_in_functions(module, tree, INTERNERS)


@pytest.mark.parametrize(
    ("search", "table"), [(_caches_in, CACHES), (_patterns_in, PATTERNS), (_interned_in, INTERNED)]
)
def test_every_cache_is_listed_with_its_bound(search, table):
    found = {each for module, tree in _modules() for each in search(module, tree)}
    assert sorted(found - table.keys()) == []
    assert sorted(table.keys() - found) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from functools import lru_cache\n@lru_cache(maxsize=9)\ndef f(x): pass", "m.f"),
        ("import functools\nclass A:\n  @functools.cached_property\n  def f(self): pass", "m.A.f"),
        ("seen = {}\ndef f(x):\n  seen[x] = 1", "m.seen"),
        ("seen: dict[str, int] = dict()\ndef f(x):\n  return seen.setdefault(x, 1)", "m.seen"),
        ("seen = set()\ndef f(x):\n  seen.add(x)", "m.seen"),
        ("seen = PerTarget[dict](lambda _: {})", "m.seen"),
        ("seen = Cache[str, int]()", "m.seen"),
        ("class Target:\n  def f(self, x):\n    self.seen[x] = 1", "m.Target.seen"),
    ],
)
def test_a_new_cache_is_found(source, found):
    assert found in set(_caches_in("m", ast.parse(source)))


def test_a_new_pattern_and_what_is_interned_are_found():
    assert list(_patterns_in("m", ast.parse("def f(x):\n  return re.search(rf'a{x}', x)"))) == ["m.f"]
    assert list(_interned_in("m", ast.parse("def f(x):\n  return sys.intern(x)"))) == ["m.f"]


@pytest.mark.parametrize("name", sorted(name for name, reason in CACHES.items() if reason == BOUNDED))
def test_what_is_said_to_be_a_cache_is_one(name):
    module, _, attribute = name.rpartition(".")
    value = getattr(import_module(f"attioql.{module}"), attribute)
    match value:
        case PerTarget():
            assert isinstance(value.of(PEOPLE), Cache)
        case Cache():
            pass
        case _:
            assert isinstance(value(PEOPLE, looks_of([])), Cache)


def test_long_keys_of_filters_in_other_grammars_are_not_kept():
    for number in range(40):
        long = f"field{number}" + "x" * (LIMITS.cache_characters // 17)
        attioql.check({"conditions": [{long: "name", "operator": "equals", "value": "x"}]}, PEOPLE)
    assert sum(map(len, foreign_shapes._FOLDED)) <= LIMITS.cache_characters


def test_fences_of_any_length_leave_no_pattern_behind():
    def check(number):
        fence = "`" * number
        [found] = attioql.check(f"{fence}\n{{}}\n{fence}", PEOPLE)
        assert found.fixes
        return set(re._cache)  # type: ignore[attr-defined]  # what `re` keeps has no public name

    before = check(4)
    assert [key for key in check(5) if key not in before] == []
