"""The parser over Lark's tables: the same language as Lark's own parser, every node in its place, comments kept."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from grammar import texts_of_the_grammar
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark
from lark.exceptions import LarkError
from lark_tokens import GRAMMAR, LARK

from attioql.diagnostics.model import Diagnostic
from attioql.resources import generated_path, read, replaced
from attioql.syntax import machine, nodes, table_file, tables, token_patterns
from attioql.syntax.actions import ACTIONS
from attioql.syntax.driver import drive, rules_of
from attioql.syntax.endings import ENDING_ACTIONS
from attioql.syntax.parser import parse
from attioql.syntax.spelling import FaultError
from attioql.syntax.stepper import read_with_recovery
from attioql.text.source import Source

SIMPLE = {
    "STRING": st.sampled_from(['"x"', "'y z'", '""']),
    "QUOTED_NAME": st.sampled_from(["`a-b`", "`in`"]),
    "COMMENT": st.sampled_from(["# c\n"]),
    "WHITESPACE": st.sampled_from([" ", "\n", "\t "]),
    "NAME": st.sampled_from(["a", "b.c", "last", "starts", "empty", "true", "in.x"]),
    "NUMBER": st.sampled_from(["1", "-2.5", "1_0e3"]),
    "PARAMETER": st.sampled_from([":p"]),
}


@given(from_lark(Lark(GRAMMAR, parser="lalr"), start="start", explicit=SIMPLE))
def test_the_driver_reads_what_lark_reads(text):
    assume(text.isascii())
    try:
        LARK.parse(text)
    except LarkError:
        accepted = False
    else:
        accepted = True
    assert (not parse(Source(text)).problems) is accepted


@pytest.mark.parametrize(
    "text", ["a in", "a = 1 and", "in = 1", "a = (1)", "a is", "a[b] = 1 = 2", "a { }", "{", "a.b."]
)
def test_neither_reads_what_is_no_filter(text):
    assert parse(Source(text)).problems
    if text != "in = 1":
        with pytest.raises(LarkError):
            LARK.parse(text)


def test_every_action_of_the_grammar_exists():
    named = set(re.findall(r"->\s*(\w+)", GRAMMAR))
    assert {*named, "simple_condition", "opened", "opened_block"} == {*ACTIONS, *ENDING_ACTIONS}


def test_every_terminal_of_the_grammar_is_in_the_tables():
    for loaded in (machine.load_tables(), machine.load_fused_tables()):
        known = set(loaded.terminals) | set(loaded.keywords.values()) | {token_patterns.BLANKS}
        assert {terminal.name for terminal in LARK.terminals} <= known


def test_no_state_both_takes_a_name_and_reduces_before_a_keyword():
    rows = machine.load_fused_tables().actions
    assert not [row for row in rows if table_file.ANY in row and {"NAME", table_file.SIMPLE_CONDITION} & set(row)]


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_the_generated_tables_are_the_grammars(seed):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-W", "error", "-m", "attioql.syntax.tables", "--check"]
    assert subprocess.run(command, env=environment, check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "load", "compute"),
    [
        (table_file.STEP_TABLES, machine.load_tables, tables.compute_steps),
        (table_file.FUSED_TABLES, machine.load_fused_tables, tables.compute_fused),
        (table_file.ENDING_TABLES, machine.load_ending_tables, tables.compute_ending),
    ],
)
def test_tables_of_another_grammar_are_not_used(monkeypatch, tmp_path, name, load, compute):
    stale = json.loads(read(generated_path(name)))
    stale["digest"] = "of another grammar"
    stale["rules"] = []
    path = tmp_path / "tables.json"
    path.write_text(json.dumps(stale), encoding="utf-8")
    known = load().rules
    monkeypatch.setattr(machine, "generated_path", lambda _name: str(path))
    with replaced({}):
        assert load().rules == known
    assert compute(GRAMMAR)["digest"] == table_file.digest(GRAMMAR)


PIECES = [
    *("name", "a.b", "`x-y`", "in", "contains", "CONTAINS", "last", "true", "not", "now", "member", "deadbeef"),
    *(
        "=",
        "!=",
        "<",
        ">=",
        "==",
        "<>",
        "is",
        "empty",
        "between",
        "starts with",
        "during",
        "and",
        "or",
        "&&",
        "||",
        "!",
    ),
    *("1", "-2.5", "1_0e3", "'x'", '"y z"', r"'\\n'", "'", ":p", "2024-01-01", "2024-01", "2024-01-01T10:00Z", "30d"),
    *("50cf242c-7fa3-4cad-87d0-75b1af71c57b", "(", ")", "{", "}", "[", "]", ",", ".", "# c\n", "\n", "+", "-", "é", ""),
]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "", "\n "])), max_size=14).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
LISTS = [
    "('x')",
    "( 'x',\"y z\" , '' )",
    "('x',)",
    "('x' 'y')",
    "('x', 1)",
    "('it\\'s)', \"\\\"\")",
    "('x', # c\n'y')",
    "['x']",
    "('x'",
    "()",
    f"(1, {', '.join(['`x`'] * 2)})",
    f"({', '.join(['``'] * 64)})".replace("`", '"'),
    f"({', '.join(['``'] * 65)})".replace("`", '"'),
]
WORDS = [
    "empty",
    "Empty",
    "empty.",
    "word",
    "word (",
    "word # c\n (",
    "a.b",
    "TRUE",
    "False",
    "null",
    "now",
    "today - 3d",
    "in",
    "is_empty",
]
PLAIN = st.tuples(
    st.sampled_from(["", "", "not", "NOT", "not not", "!", "("]),
    st.sampled_from(["name", "a.b", "last", "in", "deadbeef", "NOT", "`x` .", "a[b].", "is.x", "order"]),
    st.sampled_from(
        [
            "=",
            "!=",
            "<>",
            ">",
            "contains",
            "Contains",
            "containsx",
            "contains.",
            "starts with",
            "Ends_With",
            "ends  with",
            "starts withx",
            "not contains",
            "not starts_with",
            "not  ends with",
            "in",
            "not IN",
            "is",
            "is not",
        ]
    ),
    st.one_of(st.sampled_from(PIECES), st.sampled_from(LISTS), st.sampled_from(WORDS)),
    st.sampled_from(["", "", "", ")", "))"]),
    st.sampled_from(
        ["and", "AND", "or", "Or", "&&", "||", ")", "}", "(", ".", "#", "and.", "", "order", "and(", "or !"]
    ),
).map(" ".join)


def read_by_fused_tables(text):
    try:
        return drive(text, rules_of(ACTIONS))
    except FaultError:
        return None


@given(st.one_of(TEXTS, st.lists(PLAIN, max_size=5).map(" ".join), st.lists(PLAIN, max_size=4).map(" and ".join)))
def test_the_fused_tables_read_what_the_step_tables_read(text):
    problems: list[Diagnostic] = []
    step_by_step = read_with_recovery(Source(text), problems)
    assert repr(read_by_fused_tables(text)) == repr(None if problems else step_by_step)


@given(texts_of_the_grammar)
def test_the_fused_tables_read_every_text_of_the_grammar(text):
    problems: list[Diagnostic] = []
    step_by_step = read_with_recovery(Source(text), problems)
    assert repr(read_by_fused_tables(text)) == repr(None if problems else step_by_step)


TEXT = """# lead
a.b >= 2023-11-01 and not (`x-y`[people].z in ("p", 'q') or flag) # trailing
or m { p contains "s" and q between 1 and 2 } and t during last 30d and u = now - 3d and o = member("x")"""


def test_every_node_spans_its_text():
    source = Source(TEXT)
    tree = parse(source)
    assert not tree.problems
    found = {}
    waiting: list[Any] = [tree.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple) and hasattr(node, "_fields"):
            if hasattr(node, "span"):
                found.setdefault(type(node).__name__, []).append(TEXT[node.span.start : node.span.end])
            waiting.extend(node)
        elif isinstance(node, tuple):
            waiting.extend(node)
    assert set(found["Path"]) == {"a.b", "`x-y`[people].z", "flag", "m", "p", "q", "t", "u", "o"}
    assert found["Not"] == ["not (`x-y`[people].z in (\"p\", 'q') or flag)"]
    assert found["Group"] == ["(`x-y`[people].z in (\"p\", 'q') or flag)"]
    assert found["Items"] == ["(\"p\", 'q')"]
    assert found["Block"] == ['m { p contains "s" and q between 1 and 2 }']
    assert found["Range"] == ["1 and 2"]
    assert found["RollingPeriod"] == ["last 30d"]
    assert found["Moment"] == ["now - 3d"]
    assert found["Call"] == ['member("x")']
    assert found["Truth"] == ["flag"]
    assert "a.b >= 2023-11-01" in found["Comparison"]
    assert TEXT[TEXT.index("a.b") :] in found["Or"]


def test_comments_keep_their_places():
    comments = parse(Source(TEXT)).comments
    assert [comment.text for comment in comments] == ["# lead", "# trailing"]
    assert all(TEXT[comment.start : comment.end] == comment.text for comment in comments)
    assert not parse(Source("name = '# no comment'")).comments


def test_several_mistakes_are_found_at_once():
    names = [problem.name for problem in parse(Source("a = and b == and (c = 1 or d ~ 2) and e = 'x")).problems]
    assert len(names) == 4


def test_paths_have_one_spelling():
    for text in ("a.b = 1", "a . b = 1", "`a`.b = 1", "a.`b` = 1"):
        root = parse(Source(text)).root
        assert isinstance(root, nodes.Comparison)
        assert root.path.text == "a.b"
