"""The rooms and what holds them together: imports go downwards, modules stay small, heavy packages stay unloaded."""

import ast
import functools
import importlib
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import attioql
from attioql.diagnostics.codes import CODES
from attioql.lazy import WAITING, LazyModule
from attioql.syntax import printer

PACKAGE = Path(attioql.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LEVELS = {
    "lazy": 0,
    "limits": -1,
    "resources": 0,
    "generated": 0,
    "version": 0,
    "text": 0.2,
    "operators": 0.5,
    "aliases": 0.6,
    "diagnostics": 1,
    "values": 2,
    "report": 2,
    "errors": 3,
    "syntax": 4,
    "json_text": 4,
    "catalog": 5,
    "preconditions": 6,
    "filters": 6,
    "checker": 7,
    "attio": 8,
    "editing": 9,
    "evaluate": 9,
    "completion": 9,
    "documents": 9,
    "expressions": 9,
    "grammars": 9,
    "limiting": 9,
    "witnesses": 9.5,
    "guides": 10,
    "impact": 10,
    "linter": 10,
    "codegen": 10,
    "filter": 10,
    "query": 10.5,
    "page_lookup": 11,
    "api": 11,
    "embedding": 11,
    "assist": 11,
    "describing": 11,
    "querying": 12,
    "rendering": 12,
    "applying": 12,
    "building": 12,
    "constraining": 12,
    "project": 12,
    "compiler": 12,
    "": 13,
    "cli": 14,
    "testing": 14,
    "pydantic": 14,
    "mcp": 14,
    "lsp": 14,
}
LONG_FUNCTIONS = {"_run": "the parser's hot loop: calls would double its cost"}


def _room(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return {"__init__": "", "__main__": "cli"}.get(parts[0], parts[0])


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _name(path):
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_go_downwards(path):
    room = _room(path)
    for module in _imports(path):
        if module.split(".")[0] != "attioql":
            continue
        imported = [*module.split("."), ""][1]
        if imported != room:
            assert LEVELS[imported] < LEVELS[room], f"{_name(path)} imports {module}"


def test_the_architecture_page_has_this_order_and_every_room():
    page = (PACKAGE.parents[1] / "docs/architecture.md").read_text(encoding="utf-8")
    by_level = defaultdict(set)
    for room, level in LEVELS.items():
        by_level[level].add(room or "attioql")
    line = re.search(r"```text\n(.* -> .*)\n```", page)[1]
    assert [set(rooms.split(", ")) for rooms in line.split(" -> ")] == [by_level[level] for level in sorted(by_level)]
    rows = "".join(re.findall(r"^\| `.*` \|", page, re.MULTILINE))
    paths = {path.relative_to(PACKAGE).parts[0] for path in MODULES}
    assert {path for path in paths if f"`{path}`" not in rows.replace("/`", "`")} == set()


def test_files_that_the_architecture_page_names_are_there():
    root = PACKAGE.parents[1]
    page = (root / "docs/architecture.md").read_text(encoding="utf-8")
    paths = [path for path in re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", page) if not path.startswith("build/")]
    assert paths
    assert [path for path in paths if not any((place / path).exists() for place in (root, PACKAGE))] == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_packages_stay_in_their_rooms(path):
    homes = {"lark": {"syntax"}, "jsonschema": {"catalog"}, "click": {"cli"}, "rich": {"cli"}}
    homes |= {"pydantic": {"pydantic", "mcp"}, "pydantic_core": {"pydantic"}, "mcp": {"mcp"}, "mcp_types": {"mcp"}}
    homes |= {"hypothesis": {"testing"}, "pygls": {"lsp"}, "lsprotocol": {"lsp"}}
    homes |= {"tree_sitter": {"documents"}, "ruamel": {"documents"}}
    homes |= {"http": {"cli"}, "socket": set(), "ssl": set(), "asyncio": {"mcp", "lsp"}}
    for module in _imported_modules(path, set()):
        package = module.split(".")[0]
        assert _room(path) in homes.get(package, {_room(path)})


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name not in LONG_FUNCTIONS:
            assert node.end_lineno - node.lineno < 60, f"{node.name} is too long"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_stand_at_the_top(path):
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            hidden = [node for node in ast.walk(function) if isinstance(node, (ast.Import, ast.ImportFrom))]
            assert not hidden


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_says_what_lives_in_it(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def _loaded_after(code):
    script = f"import sys\n{code}\nprint(*sorted(sys.modules))"
    return set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )


def test_importing_loads_nothing_heavy():
    assert not _loaded_after("import attioql, attioql.linter.entries") & {"tree_sitter"}
    assert not _loaded_after("import attioql") & {"lark", "jsonschema", "click", "rich", "hypothesis", "pydantic"}


def test_good_text_and_good_json_load_no_lark():
    code = (
        "import attioql\nw = attioql.Workspace.standard()['people']\n"
        "f = attioql.compile('name = \"x\"', w)\nattioql.load(f.dumps(), w)\nf.text(); attioql.format('a=1')"
    )
    assert "lark" not in _loaded_after(code)


FIRST_COMPILE = """
import attioql
people = attioql.Workspace.standard()["people"]
attioql.compile("name contains 'a' and (created_at > 2024-01-01 or not name.first_name in ('x', 'y'))", people).dumps()
"""


def _waiting():
    return [f"{room}.{name}" for room, names in WAITING.items() for name in names]


def test_a_first_compile_loads_nothing_that_waits():
    waiting = set(_waiting())
    assert {"attioql.syntax.recovery", "attioql.evaluate.predicate", "attioql.linter.rules"} <= waiting
    waiting |= {f"attioql.report.{name}" for name in ("human", "formats", "junit", "sarif")}
    waiting |= {"zoneinfo", "attioql.attio.reader", "pathlib", "string", "uuid"}
    assert not _loaded_after(FIRST_COMPILE) & waiting


def test_a_first_check_of_good_text_loads_no_reader_of_json():
    checked = FIRST_COMPILE.replace("attioql.compile(", "attioql.check(").replace(".dumps()", "")
    assert not _loaded_after(checked) & {"attioql.attio.load", "attioql.limiting.entry"}


@pytest.mark.parametrize("name", _waiting())
def test_what_waits_is_there_when_it_is_needed(name):
    module: Any = LazyModule(name)
    assert Path(module.__file__) in MODULES
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = module.nothing


def test_a_patch_made_through_a_stand_in_before_the_first_use_is_seen_by_the_module():
    code = """
from attioql.attio import decompile
from attioql.lazy import WAITING, LazyModule
from attioql.syntax import printer
assert type(printer) is LazyModule and "attioql.syntax.printer" not in sys.modules
printer.patched = "patched"
del decompile.decompile
import attioql.attio.decompile, attioql.syntax.printer
assert sys.modules["attioql.syntax.printer"].patched == printer.patched == "patched"
assert not hasattr(sys.modules["attioql.attio.decompile"], "decompile") and not hasattr(decompile, "decompile")
assert dir(printer) == dir(sys.modules["attioql.syntax.printer"])
"""
    assert "attioql.syntax.printer" in _loaded_after(code)


def test_a_patch_of_a_module_is_seen_through_its_stand_in(monkeypatch):
    stand_in = LazyModule("attioql.syntax.printer")
    for patched, other in ((stand_in, printer), (printer, stand_in)):
        with monkeypatch.context() as patch:
            patch.setattr(patched, "SPACE", "two", raising=False)
            assert other.SPACE == "two"
        assert not hasattr(stand_in, "SPACE")
        assert not hasattr(printer, "SPACE")


def _module_name(path):
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def _imported_modules(path, names):
    """The modules of the library that a module imports, at once or at first use, by `import` or by name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            modules = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (module if module in names else node.module for module in modules)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
            yield from (argument.value for argument in node.args if isinstance(argument, ast.Constant))


def test_no_modules_import_one_another_in_a_circle():
    names = {_module_name(path) for path in MODULES}
    left = {_module_name(path): {*_imported_modules(path, names)} & names - {_module_name(path)} for path in MODULES}
    while free := {name for name, imported in left.items() if not imported & left.keys()}:
        left = {name: imported for name, imported in left.items() if name not in free}
    assert left == {}


def test_every_room_lets_its_modules_wait():
    for room in WAITING:
        tree = ast.parse((PACKAGE.parent / room.replace(".", "/") / "__init__.py").read_text(encoding="utf-8"))
        assert "on_first_use(__name__)" in map(ast.unparse, tree.body), room


def test_the_public_face_gathers_what_it_says():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    shown, gathering = (node for node in tree.body if isinstance(node, ast.If))
    (call,) = (node for node in ast.walk(gathering) if isinstance(node, ast.Call))
    gathered = ast.literal_eval(call.args[1])
    imports = [node for node in shown.body if isinstance(node, ast.ImportFrom)]
    assert len(imports) == len(shown.body)
    assert gathered == {node.module: tuple(alias.name for alias in node.names) for node in imports}
    assert sorted(name for names in gathered.values() for name in names) == attioql.__all__
    assert dir(attioql) == attioql.__all__
    assert type(attioql) is type(ast)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = getattr(attioql, "nothing")  # noqa: B009 - a type checker knows that there is none


def test_no_module_has_the_name_of_something_public():
    below = {path.name.removesuffix(".py") for path in PACKAGE.iterdir()}
    assert not below & set(attioql.__all__)


def test_a_room_is_imported_by_its_name_and_a_function_keeps_its_own():
    code = (
        "import attioql.checker.checker, attioql\n"
        "assert attioql.checker.checker.check_text and attioql.check.__name__ == 'check'"
    )
    assert "attioql.api" in _loaded_after(code)


def test_a_patch_of_the_public_face_is_kept_and_undone(monkeypatch):
    code = "import attioql\nattioql.compile = 'patched'\nimport attioql.api\nassert attioql.compile == 'patched'"
    assert "attioql.api" in _loaded_after(code)
    compile_ = attioql.compile
    with monkeypatch.context() as patch:
        patch.setattr(attioql, "compile", "patched")
        assert vars(attioql)["compile"] == "patched"
    assert attioql.compile is compile_


def test_the_public_face_is_explicit_typed_and_documented():
    assert sorted(attioql.__all__) == attioql.__all__
    for name in attioql.__all__:
        thing = getattr(attioql, name)
        if callable(thing) and getattr(thing, "__module__", "").startswith("attioql"):
            assert thing.__doc__
            for function in (
                thing,
                *(member for key, member in vars(thing).items() if not key.startswith("_") or key == "__init__"),
            ):
                annotations = getattr(function, "__annotations__", {})
                assert not any("Any" in str(annotation) for annotation in annotations.values()), name


def test_diagnostic_codes_are_unique():
    codes = [row.code for row in CODES.values()]
    assert len(codes) == len(set(codes))


def _made_in_short(path):
    """The calls that make a named tuple of a literal tuple without its constructor, which would count the fields."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"_new", "tuple.__new__"} and len(call.args) == 2:
            kind, fields = call.args
            starred = isinstance(fields, ast.Tuple) and any(isinstance(each, ast.Starred) for each in fields.elts)
            if isinstance(fields, ast.Tuple) and not starred and ast.unparse(kind) != "cls":
                yield ast.unparse(kind), len(fields.elts), call.lineno


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_named_tuples_that_are_made_in_short_have_all_their_fields(path):
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    for kind, number, line in _made_in_short(path):
        module = importlib.import_module(name)
        made = functools.reduce(getattr, kind.split("."), module)
        assert number == len(made._fields), f"line {line}: {kind}"
