"""The rooms and what holds them together: imports go downwards, modules stay small, heavy packages stay unloaded."""

import ast
import functools
import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import attioql
from attioql.diagnostics.codes import CODES
from attioql.lazy import LazyModule

PACKAGE = Path(attioql.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LEVELS = {
    "lazy": 0,
    "resources": 0,
    "generated": 0,
    "text": 0,
    "diagnostics": 1,
    "syntax": 2,
    "json_text": 2,
    "catalog": 3,
    "filters": 4,
    "check": 5,
    "attio": 6,
    "report": 7,
    "evaluate": 7,
    "documents": 7,
    "impact": 8,
    "linter": 8,
    "filter": 8,
    "api": 9,
    "compiler": 10,
    "": 11,
    "cli": 12,
    "testing": 12,
}
HIDDEN_IMPORTS = {"json_text/tokens.py": "lark"}
LONG_FUNCTIONS = {"_run": "the parser's hot loop: calls would double its cost"}


def _room(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


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


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_lark_jsonschema_click_and_rich_stay_in_their_rooms(path):
    homes = {"lark": {"syntax", "json_text"}, "jsonschema": {"catalog", "attio"}, "click": {"cli"}, "rich": {"cli"}}
    for module in _imports(path):
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
            assert not hidden or _name(path) in HIDDEN_IMPORTS


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_says_what_lives_in_it(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def _loaded_after(code):
    script = f"import sys\n{code}\nprint(*sorted(sys.modules))"
    return set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )


def test_importing_loads_nothing_heavy():
    assert not _loaded_after("import attioql") & {"lark", "jsonschema", "click", "rich", "hypothesis"}


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
    """The modules that the `__init__` of a room names as those that wait until they are needed."""
    for path in sorted(PACKAGE.rglob("__init__.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "on_first_use":
                room = ".".join(path.parent.relative_to(PACKAGE.parent).parts)
                yield from (f"{room}.{ast.literal_eval(argument)}" for argument in call.args[1:])


def test_a_first_compile_loads_nothing_that_waits():
    waiting = set(_waiting())
    assert {"attioql.syntax.recovery", "attioql.evaluate.predicate", "attioql.linter.rules"} <= waiting
    assert not _loaded_after(FIRST_COMPILE) & {*waiting, "zoneinfo", "attioql.attio.reader"}


@pytest.mark.parametrize("name", list(_waiting()))
def test_what_waits_is_there_when_it_is_needed(name):
    module: Any = LazyModule(name)
    assert Path(module.__file__) in MODULES
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = module.nothing


def test_the_public_face_gathers_what_it_says():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    (shown,) = (node for node in tree.body if isinstance(node, ast.If))
    (call,) = (node.value for node in tree.body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
    gathered = ast.literal_eval(call.args[1])
    imports = [node for node in shown.body if isinstance(node, ast.ImportFrom)]
    assert len(imports) == len(shown.body)
    assert gathered == {node.module: tuple(alias.name for alias in node.names) for node in imports}
    assert sorted(name for names in gathered.values() for name in names) == attioql.__all__
    assert set(attioql.__all__) <= set(dir(attioql))
    face: Any = attioql
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = face.nothing


def test_a_room_does_not_take_the_place_of_the_function_of_its_name():
    code = "import attioql.check.checker, attioql\nassert attioql.check.__name__ == 'check' and callable(attioql.check)"
    assert "attioql.api" in _loaded_after(code)


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
