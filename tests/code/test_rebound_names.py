"""Names that a file binds again: no value is known of them, whichever syntax binds them."""

import ast
import re

import pytest
from code_corpus import FOLDER, document_of

from attioql.documents.python_names import NAME_FIELDS

FILTER = 'F = {"nam": "Ada"}\n'
CALL = '\nattio.query_records(object="people", filter=F)\n'
BINDINGS = (FOLDER / "rebound-python.txt").read_text(encoding="utf-8").split("---\n")
NO_BINDINGS = {
    ("Attribute", "attr"),
    ("ImportFrom", "module"),
    ("alias", "name"),
    ("keyword", "arg"),
    ("MatchClass", "kwd_attrs"),
    ("Global", "names"),
    ("Nonlocal", "names"),
}
"""Fields of syntax nodes with an identifier that is not bound there."""


def is_read(code, name="filters.py"):
    return any("Ada" in each.source.text for each in document_of(code, name).entries)


def test_a_name_that_is_bound_once_is_read():
    assert is_read(FILTER + CALL)


@pytest.mark.parametrize("binding", BINDINGS)
def test_a_name_that_is_bound_again_is_not_read(binding):
    assert not is_read(FILTER + binding + CALL)


def test_each_identifier_of_a_syntax_node_is_bound_or_known_not_to_be():
    kinds = [kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST)]
    fields = {
        (kind.__name__, field)
        for kind in kinds
        for field in re.findall(r"\bidentifier[*?]? (\w+)", (kind.__doc__ or "").partition("(")[2])
        if (kind.__doc__ or "").startswith(kind.__name__ + "(")
    }
    assert {("FunctionDef", "name"), ("MatchMapping", "rest"), ("ExceptHandler", "name")} <= fields
    assert fields - NO_BINDINGS <= set(NAME_FIELDS.items())


def test_nonlocal_binds_the_name_of_the_function_around():
    body = "    " + FILTER + "    def g():\n        nonlocal F\n        {}\n" + CALL.replace("\n", "\n    ")
    assert is_read("def f():\n" + body.replace("{}", "print(F)"))
    assert not is_read("def f():\n" + body.replace("{}", "F = h()"))


def test_constants_after_the_last_import_of_all_names_are_read():
    code = 'G = {"jobtitle": "x"}\nfrom q import *\n' + FILTER + "from .r import h\n" + CALL
    assert is_read(code)
    assert not is_read(FILTER + "from p import *\nG = 1\nfrom q import *\n" + CALL)


def test_a_module_that_is_imported_before_leaves_a_constant_as_it_is():
    assert is_read("from q import *\n" + FILTER + CALL)


@pytest.mark.parametrize("change", ["setattr(self, 'W', x)", "delattr(self, 'W')", "self.W = x"])
def test_an_attribute_that_is_set_by_name_is_not_read(change):
    code = 'class A:\n    W = {"nam": "Ada"}\n    def m(self, x):\n        %s\n' + CALL.replace(
        "F)", "self.W)"
    ).replace("\n", "\n        ")
    assert is_read(code % "pass")
    assert not is_read(code % change)


SCRIPTS = [
    (f"filters.{suffix}", code)
    for language, suffix in (("javascript", "js"), ("typescript", "ts"))
    for code in (FOLDER / f"rebound-{language}.txt").read_text(encoding="utf-8").split("---\n")
]


@pytest.mark.parametrize(("name", "code"), SCRIPTS)
def test_a_name_that_a_script_binds_again_is_not_read(name, code):
    assert not is_read(code, name)
    if name.endswith(".js"):
        assert not is_read(code, "filters.ts")


@pytest.mark.parametrize(
    "other",
    [
        "",
        "function g(x) { ({ F: y } = x); }",
        "function g(x) { if (x) { var F = {}; } }",
        "function g(x) { for (const F of x) {} }",
        "const g = function F() {};",
    ],
)
@pytest.mark.parametrize("suffix", ["js", "ts"])
def test_a_name_of_a_script_that_another_scope_binds_is_read(other, suffix):
    code = 'const F = { nam: "Ada" };\n%s\nattio.records.query({ object: "people", filter: F });\n'
    assert is_read(code % other, f"filters.{suffix}")
