"""The comments of Python code, statement by statement: the same as those of the tokens of the whole text."""

import ast
import io
import tokenize
from pathlib import Path

import pytest
from code_sources import python_sources
from hypothesis import given
from hypothesis import strategies as st

from attioql.documents.python_files import _PythonLines
from attioql.documents.python_tree import PythonTree

HERE = Path(__file__).parent
ODD = {
    "decorators": "@first  # one\n# two\n@(\n    second  # three\n)\ndef f(  # four\n    a,  # five\n): ...  # six\n",
    "branches": "if a:  # one\n    b = 1  # two\n    # three\nelif c:  # four\n    d = '#'\nelse:  # five\n    e = 2\n# six\n",
    "strings": 'a = """#\n# no\n"""  # one\nb = (\n    "x#"  # two\n    f"{a}#"  # three\n)\nc = "#" \\\n    "#"  # four\n',
    "statements on a line": "a = '#'; b = 2; \\\n c = 3  # one\nif a: b = 4  # two\nclass A: pass  # three\n",
    "cases": "match a:  # one\n    # two\n    case {'#': b} if b:  # three\n        pass  # four\n    case _:  # five\n        pass\n",
    "tries": "try:  # one\n  a()\nexcept (A,  # two\n  B):  # three\n  pass\nfinally:\n\t# four\n\tb()\n  # five\n",
    "only comments": "# one\n\n  # two",
    "wide characters": "über = '日本#'  # 日本\nif über:\n\tπ = 3  # é\n",
}


def of_all_tokens(text):
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [(*each.start, each.string) for each in tokens if each.type == tokenize.COMMENT]


def of_statements(text):
    lines = _PythonLines(text)
    found = list(lines.comments(PythonTree(ast.parse(text)).statements()))
    assert all(text[each.comment.start : each.comment.end] == each.comment.text for each in found)
    return [(each.number, each.comment.start - lines.starts[each.number - 1], each.comment.text) for each in found]


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_comments_stand_in_every_part_of_a_statement(text):
    assert of_statements(text) == of_all_tokens(text)


@pytest.mark.parametrize("path", sorted(HERE.rglob("*.py.txt")), ids=lambda path: path.name)
def test_comments_of_the_corpus(path):
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    text = "".join(line for line in text.splitlines(keepends=True) if line[:1] != "~")
    assert of_statements(text) == of_all_tokens(text)


@given(st.data())
def test_comments_of_generated_sources(data):
    text = data.draw(python_sources({"name": "Ada"})).text.replace("\r\n", "\n").removeprefix("\ufeff")
    assert of_statements(text) == of_all_tokens(text)
