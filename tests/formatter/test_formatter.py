"""The formatter: fixed layouts, idempotent, meaning and comments kept, lines no longer than they need be."""

import json
from pathlib import Path

import pytest
from grammar import texts_of_the_grammar
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import TARGET, spell, trees

import attioql
from attioql.syntax import nodes
from attioql.syntax.parser import parse
from attioql.text.source import Source

CASES = json.loads((Path(__file__).parent / "layouts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_layout(case):
    formatted = attioql.format(case["text"], width=case.get("width", 88))
    assert formatted.splitlines() == case["lines"]
    assert formatted == "" or formatted.endswith("\n")
    assert attioql.format(formatted, width=case.get("width", 88)) == formatted


def _meaning(node):
    """Strip places, spelling and parentheses from a tree."""
    if isinstance(node, nodes.Group):
        return _meaning(node.body)
    if isinstance(node, nodes.Not):
        inner = _meaning(node.operand)
        return inner[1] if inner[0] == "Not" and inner[1][0] == "Not" else ("Not", inner)
    if isinstance(node, nodes.Literal):
        return (node.kind, node.text.lower().replace("_", "").replace("+", "") if node.kind != "string" else node.text)
    if isinstance(node, nodes.Call):
        return (node.function.lower(), _meaning(node.arguments))
    if isinstance(node, tuple) and hasattr(node, "_fields"):
        places = {"start", "end", "length", "operator_start", "operator_length", "word_length", "parts"}
        fields = [getattr(node, name) for name in node._fields if name not in places]
        return (type(node).__name__, *[_meaning(field) for field in fields])
    if isinstance(node, tuple):
        return tuple(_meaning(member) for member in node)
    return node


def _keeps_everything(text, width):
    before = parse(Source(text))
    assume(not before.problems)
    formatted = attioql.format(text, width=width)
    after = parse(Source(formatted))
    assert not after.problems
    assert _flat(_meaning(after.root)) == _flat(_meaning(before.root))
    assert [c.text.rstrip() for c in after.comments] == [c.text.rstrip() for c in before.comments]
    assert attioql.format(formatted, width=width) == formatted


def _flat(meaning):
    """Join `and` directly within `and`: parentheses that are gone may have held them apart."""
    if not isinstance(meaning, tuple) or not meaning or meaning[0] not in {"And", "Or"}:
        return tuple(_flat(part) for part in meaning) if isinstance(meaning, tuple) else meaning
    kind, operands = meaning
    joined = []
    for operand in operands:
        inner = _flat(operand)
        joined += inner[1] if isinstance(inner, tuple) and inner and inner[0] == kind else (inner,)
    return (kind, tuple(joined))


@given(texts_of_the_grammar, st.sampled_from([20, 88]))
def test_formatting_keeps_trees_and_comments(text, width):
    _keeps_everything(text, width)


@given(trees, st.sampled_from([20, 40, 88, 1000]), st.randoms(use_true_random=False))
def test_formatting_with_comments_between_tokens(tree, width, random):
    text = spell(tree)
    pieces = []
    for number, piece in enumerate(text.split(" ")):
        comment = f" # {number}\n" if random.random() < 0.2 else " "
        pieces += [piece, comment]
    candidate = "".join(pieces)
    if not parse(Source(candidate)).problems:
        _keeps_everything(candidate, width)


@given(trees)
def test_formatting_keeps_the_meaning(tree):
    text = spell(tree)
    assert attioql.compile(attioql.format(text), TARGET) == attioql.compile(text, TARGET)


@given(trees, st.integers(30, 100))
def test_lines_are_no_longer_than_the_width_unless_one_condition_is(tree, width):
    for line in attioql.format(spell(tree), width=width).splitlines():
        condition = line.strip().removeprefix("and ").removeprefix("or ")
        breakable = " and " in condition or " or " in condition
        quoted_or_braced = '"' in line or "between" in line
        assert len(line) <= width or not breakable or quoted_or_braced


def test_deep_text_is_formatted_without_recursion():
    text = "not " * 100_000 + "a"
    assert attioql.format(text) == "not not a\n"
    deep = "a and (b or (" * 5_000 + "c" + "))" * 5_000
    assert attioql.format(deep).count("\n") > 5_000


def test_text_with_mistakes_is_refused():
    with pytest.raises(attioql.FilterError):
        attioql.format("a = ")
    with pytest.raises(TypeError):
        attioql.format(None)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_line_break_ends_a_comment_and_a_line(line_break):
    companies = attioql.Workspace.standard()["companies"]
    lines = [
        'name = "a"  # why',
        "# attioql: ignore[double-negation]",
        "and not not description contains 'b'",
        "and nam = 1",
    ]
    text = line_break.join(lines)
    [problem] = attioql.check(text, companies)
    assert Source(text).position(problem.span.start)[1:] == (4, 5)
    kept = line_break.join(lines[:3])
    assert attioql.compile(kept, companies) == attioql.compile("name = 'a' and description contains 'b'", companies)
    assert attioql.lint(kept, companies) == ()
    formatted = attioql.format(kept)
    assert formatted.splitlines() == [*lines[:2], 'and not not description contains "b"']
    assert formatted.count("\r\n") == (3 if line_break == "\r\n" else 0)
    assert attioql.format(formatted) == formatted
    assert "4 | and nam = 1" in attioql.render([problem]).splitlines()


def test_a_comment_after_redundant_parentheses_stays_behind_the_comments_in_them():
    text = "not (not (a = 1 # first\n or b = 2) # second\n)"
    assert attioql.format(text) == "not not (\n  a = 1  # first\n  or b = 2\n)  # second\n"
