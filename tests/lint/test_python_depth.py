"""Python too deep to parse: refused before CPython 3.10 runs out of stack, and nothing else is."""

import pytest

import attioql
from attioql.documents.python_depth import MOST_LINKS, deep_at
from attioql.documents.python_files import python_document
from attioql.text.source import Source

DEEP = {
    "attributes": lambda n: "a" + ".b" * n,
    "attributes on lines": lambda n: "x = (a" + "\n.b" * n + ")",
    "calls": lambda n: "a" + "()" * n,
    "methods": lambda n: "a" + ".b(1, *c, d=e)" * n,
    "subscripts": lambda n: "x = a" + "[0][b, c]" * n,
    "sums": lambda n: "x = 1" + " + 1" * n,
    "sums of strings": lambda n: "x = ''" + " + 'a, b; c'" * n,
    "shifts": lambda n: "x = 1" + "<<1" * n,
    "types": lambda n: "x: a" + " | a" * n + " = 1",
    "patterns": lambda n: "match a:\n case a" + ".b" * n + ": 0",
    "f-string": lambda n: 'x = f"{a' + ".b" * n + '}"',
    "inside brackets": lambda n: "x = [1, 2, (3, [a" + ".b" * n + "])]",
    "over several brackets": lambda n: "x = " + ("(1" + "+1" * (n // 100) + "+") * 150 + "1" + ")" * 150,
}
FLAT = {
    "lines": lambda n: "a.b.c(d) + e\n" * n,
    "statements": lambda n: "a.b; c + d;" * n,
    "numbers": lambda n: "x = [" + "-1.5, " * n + "]",
    "pairs": lambda n: "x = {" + "'a.b': -1.5 + a.b,\n" * n + "}",
    "strings": lambda n: "x = [" + '"a.b.c(+)",' * n + "]",
    "a long string": lambda n: 'x = """' + "a.b/c+" * n + '"""',
    "comments": lambda n: "# a.b.c...\n" * n,
    "arguments": lambda n: "f(" + "a.b, " * n + ")",
}


@pytest.mark.parametrize("write", DEEP.values(), ids=DEEP)
def test_a_deep_text_is_a_diagnostic(write):
    source = Source("import attioql\n" + write(100_000), "deep.py")
    [problem] = python_document(source).problems
    assert problem.name == "not-python"
    assert "nested too deeply" in problem.message


@pytest.mark.parametrize("write", FLAT.values(), ids=FLAT)
def test_a_long_text_is_read(write):
    text = write(4 * MOST_LINKS) + "\nimport attioql\nattioql.compile('name = :p and', a, params={'p': 1})\n"
    assert deep_at(text) is None
    document = python_document(Source(text, "long.py"))
    assert [entry.source.text for entry in document.entries] == ["name = :p and"]
    assert not document.problems


@pytest.mark.parametrize(
    "text",
    [
        "not " * 100_000 + "1",
        "-" * 100_000 + "1",
        "(" * 100_000,
        "lambda:" * 100_000 + "1",
        "1" + " if 1 else 1" * 100_000,
        "1" + "**1" * 4_000,
        "if a:\n 0\n" + "elif a:\n 0\n" * 50_000,
        "f'{" * 300,
        "9" * 5_000,
        "a\0b",
        "\ud800",
    ],
)
def test_what_the_parser_refuses_is_a_diagnostic(text):
    [problem] = python_document(Source("import attioql\nx = " + text, "deep.py")).problems
    assert problem.name == "not-python"
    assert problem.span is not None


def test_a_filter_in_a_text_of_a_chain_that_just_fits():
    text = "import attioql\nattioql.compile('name = 1', x)\ny = a" + ".b" * (MOST_LINKS - 10)
    assert len(python_document(attioql.Source(text, "fits.py")).entries) == 1
