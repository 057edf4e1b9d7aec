"""Python files: which calls are seen, what is known of them, and places and edits that lead to the file and nowhere else."""

import ast
import re
import warnings
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from attioql.catalog.workspace import Workspace
from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Applicability, Edit
from attioql.documents.python_literals import PythonString
from attioql.documents.read import read_document
from attioql.linter.entries import Settings, lint_document, unchecked_in
from attioql.linter.fixing import fix_text
from attioql.text.source import Source, Span

IMPORT = "import attioql\n"
SETTINGS = Settings(Workspace.standard())
CHARACTERS = st.sampled_from("ab '\"\\\n\té#:{} 日\U0001f600")
TEXTS = st.text(CHARACTERS, max_size=12)
QUOTES = ('"', "'", '"""', "'''")


def entries(code):
    """Return what is known of the filters in a file: the text, the target, the time zone, and the parameters."""
    found = read_document(Source(code, "filters.py")).entries
    return [
        (
            each.source.text,
            each.about(SETTINGS.workspace, None),
            None if each.tz is None else each.tz.text,
            dict(each.params),
        )
        for each in found
    ]


def told(code, settings=SETTINGS):
    """Return what is told of a file: name, line, and the text it is told of."""
    source = Source(code, "filters.py")
    found = lint_document(read_document(source), settings).problems
    return [(each.name, source.position(each.span.start).line, code[each.span.start : each.span.end]) for each in found]


@pytest.mark.parametrize(
    "code",
    [
        'import attioql\nattioql.compile("x = 1")',
        'import attioql as a\na.compile("x = 1")',
        'import attioql.testing\nattioql.compile("x = 1")',
        'from attioql import compile\ncompile("x = 1")',
        'from attioql import check, compile as c\nc(text="x = 1")',
        'from attioql import *\ncompile(\n    ("x "\n     "= 1")  # why\n)',
        "def f():\n    import attioql\n    return [attioql.compile('''x = 1''', t) for t in g()]",
        'from attioql import Compiler\nCompiler(t).compile("x = 1")',
        'import attioql\nclass A:\n    c: object = attioql.Compiler(t)\n\nc.compile("x = 1")',
    ],
)
def test_calls_that_are_seen(code):
    assert [text for text, *_ in entries(code)] == ["x = 1"]


@pytest.mark.parametrize("function", ["compile_query", "check_query"])
@pytest.mark.parametrize("ending", ["limit 5", "order by name desc, x offset 5", "sort by name", ""])
def test_the_filter_of_a_query_is_what_stands_before_its_ending(function, ending):
    code = f'from attioql import {function} as q\nq("x = 1 {ending}", w["deals"])'
    assert [(text.rstrip(), target) for text, target, *_ in entries(code)] == [("x = 1", "deals")]


@pytest.mark.parametrize(
    ("query", "found", "fixed"),
    [
        ("value > 1 limit 5 offset 5", "offset 5", "value > 1 order by created_at limit 5 offset 5"),
        ("offset 5", "offset 5", "order by created_at offset 5"),
        ("limit 5 offset 0 # all", "offset 0", "order by created_at limit 5 offset 0 # all"),
        ("value > 1 order by value offset 5", None, None),
        ("value > 1 offset 0", None, None),
        ("value > 1 limit 5", None, None),
        ("limit 5", None, None),
        ("", None, None),
        ("# attioql: ignore[offset-without-sorts]\\nvalue > 1 offset 5", None, None),
    ],
)
def test_pages_of_a_query_without_an_order_are_a_finding(query, found, fixed):
    code = f'{IMPORT}attioql.compile_query("{query}", w["deals"])\n'
    assert told(code) == ([] if found is None else [("offset-without-sorts", 2, found)])
    again = fix_text(
        code, lambda text: lint_document(read_document(Source(text, "a.py")), SETTINGS).problems, Applicability.UNSAFE
    )
    assert again.text == (code if fixed is None else code.replace(query, fixed))


def test_pages_of_a_query_with_another_error_in_its_ending_are_no_finding():
    code = f'{IMPORT}attioql.compile_query("value > 1 limit 1.5 offset 5", w["deals"])\n'
    assert [name for name, *_ in told(code)] == ["invalid-page"]


@pytest.mark.parametrize(
    "code",
    [
        'compile("x = 1")',
        'import re\nre.compile("x = 1")',
        'from other import compile\ncompile("x = 1")',
        'from .attioql import compile\ncompile("x = 1")',
        'import attioql as a\nattioql.compile("x = 1")',
        'import attioql\nattioql.compile(f"x = {1}")',
        'import attioql\nattioql.compile("x = " + "1")',
        'import attioql\nattioql.compile("x = %s" % 1)',
        'import attioql\nattioql.compile(b"x = 1")',
        'import attioql\nattioql.compile(*["x = 1"])',
        "import attioql\nattioql.compile(x)\nattioql.compile()",
        'import attioql\nattioql.format("x = 1")',
        'import attioql\nattioql.compile("x = :y", t)',
        'import attioql\nattioql.compile("x = :y", t, params={"y": z})',
        'import attioql\nattioql.compile("x = :y", t, **more)',
        'import attioql\nc = attioql.Compiler(t)\nc = re\nc.compile("x = 1")',
    ],
)
def test_calls_that_are_passed_over(code):
    assert entries(code) == []


@pytest.mark.parametrize(
    ("call", "known"),
    [
        ('attioql.compile("a", w["people"])', ("people", None, {})),
        ('attioql.compile("a", target=attioql.Workspace.standard()["deals"])', ("deals", None, {})),
        ('attioql.compile("a", targets["main"])', (None, None, {})),
        ('attioql.compile("a", w[slug], tz="Europe/Berlin")', (None, "Europe/Berlin", {})),
        ('attioql.Compiler(w["users"]).compile("a", tz=zone)', ("users", None, {})),
        ('attioql.compile("a", people)\npeople = w["people"]', ("people", None, {})),
        ('attioql.compile("a", people)\npeople = w["people"]\npeople = w["users"]', (None, None, {})),
        ('attioql.compile("a", people)\npeople = w["people"]\ndef f(people): ...', (None, None, {})),
        (
            'attioql.compile("a", people)\npeople = w["people"]\ndef f():\n    people = x["people"]',
            ("people", None, {}),
        ),
        ('attioql.compile("a", people)\npeople = w["people"]\ndef f():\n    people = g()', (None, None, {})),
        ('attioql.compile("a", w["people"])  # target: deals', ("deals", None, {})),
        ('# target: deals\n# tz: Asia/Tokyo\nattioql.compile("a", t)', ("deals", "Asia/Tokyo", {})),
        ('# target: deals\n\nattioql.compile("a", t)', (None, None, {})),
        ('attioql.compile(\n    "a",  # target: deals\n    t,\n)', ("deals", None, {})),
        ('attioql.compile("a = :b", t, params={"b": [1, "c"]})', (None, None, {"b": [1, "c"]})),
        ('attioql.compile("a = :b", t, params=p)  # params: {"b": 1}', (None, None, {"b": 1})),
    ],
)
def test_what_is_known_of_a_call(call, known):
    [(_, *found)] = entries(IMPORT + call)
    assert tuple(found) == known


def test_what_the_head_of_a_file_says_holds_where_nothing_else_is_said():
    code = (
        '"""Filters."""\n\n# target: deals\nimport attioql\n\nattioql.compile("a")\nattioql.compile("b", w["people"])'
    )
    assert [target for _, target, *_ in entries(code)] == ["deals", "people"]
    late = 'import attioql\n# target: deals\nx = 1\nattioql.compile("a")'
    assert [target for _, target, *_ in entries(late)] == [None]


def test_a_time_zone_and_parameters_of_the_head_hold_where_nothing_else_is_said():
    head = '# tz: Asia/Tokyo\n# params: {"b": 1}\nimport attioql\n\n'
    calls = (
        '("a = :b")',
        '("a", tz="Europe/Berlin")',
        '("a", tz="UTC")  # tz: Asia/Kabul',
        '("a = :b", params={"b": 2})',
    )
    found = [(tz, params) for _, _, tz, params in entries(head + "\n".join(f"attioql.compile{each}" for each in calls))]
    assert found == [
        ("Asia/Tokyo", {"b": 1}),
        ("Europe/Berlin", {"b": 1}),
        ("Asia/Kabul", {"b": 1}),
        ("Asia/Tokyo", {"b": 1}),
    ]


def test_the_example_of_the_documents():
    page = Path(__file__).parents[2] / "docs" / "lint.md"
    [code] = re.findall(r"^```python [^\n]*\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert [target for _, target, *_ in entries(code)] == ["deals", "people", "users"]
    assert told(code) == []


def test_places_are_those_of_the_file():
    code = (
        'import attioql\nw = {}\né = "日"; attioql.compile("name.x = 5", w["people"])\n'
        'attioql.compile("\\u006eame.x = 5", w["people"])\n'
        'attioql.compile(\n    "name.full_name = 5"  # one\n    \' and nam\\\ne.y = "z"\', w["people"]\n)\r\n'
        'attioql.compile("""\r\n  nöm = 5 and name.z = 5""", w["people"])\rattioql.compile(R"name.q = 5", w["people"])\n'
    )
    assert [(name, written) for name, _, written in told(code)] == [
        ("unknown-property", "x"),
        ("unknown-property", "x"),
        ("wrong-value-type", "5"),
        ("unknown-property", "y"),
        ("invalid-character", "nöm"),
        ("unknown-property", "z"),
        ("unknown-property", "q"),
    ]


def test_suppressions_at_the_call_and_for_the_file():
    twice = "not not value > 5"
    code = (
        "# target: deals\nimport attioql\n"
        f'attioql.compile("{twice}")  # attioql: ignore[double-negation] as it comes\n'
        f'# attioql: ignore[AQ814]\nattioql.compile("{twice}")\n'
        f'attioql.compile(\n    "{twice}",\n)  # attioql: ignore[double-negation, lost-day]\n'
        f'attioql.compile("{twice}")\n'
        'attioql.compile("value > 5")  # attioql: ignore[double-negatio]\n'
        "# attioql: ignore[contradiction]\n# attioql: double-negation\n"
    )
    assert told(code) == [
        ("unused-suppression", 8, "lost-day"),
        ("double-negation", 9, "not not value > 5"),
        ("unknown-suppression", 10, "double-negatio"),
        ("unused-suppression", 11, "contradiction"),
        ("malformed-suppression", 12, "# attioql: double-negation"),
    ]
    assert told(f"{code}# attioql: ignore-file[double-negation]\n")[1][0] == "unknown-suppression"
    fixed = fix_text(
        code, lambda text: lint_document(read_document(Source(text, "a.py")), SETTINGS).problems, Applicability.SAFE
    )
    assert "ignore[double-negation]\n" in fixed.text
    assert "contradiction" not in fixed.text
    assert 'attioql.compile("value > 5")\n' in fixed.text


def test_a_target_that_is_computed_is_no_error():
    code = (
        f'{IMPORT}attioql.compile("a = 1", t)\nattioql.load({{"b": 1}}, f())\nattioql.compile("nam = 1", w["deals"])\n'
    )
    assert [(name, line) for name, line, _ in told(code)] == [("unknown-attribute", 4)]
    unchecked = unchecked_in(read_document(Source(code, "a.py")), SETTINGS)
    assert [each.why for each in unchecked] == [
        f"its object or list is computed, `{written}`; name it in a comment, `# attioql: people`"
        for written in ("t", "f()")
    ]
    assert told(f'{IMPORT}attioql.compile("a", t)  # target: dogs')[0][0] == "unknown-target"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("x = (\n", 1),
        ("a = 1\nif a\n  b", 2),
        ("a = '\0'", 1),
        (f"a = {'-' * 100_000}1", 1),
        ("é = 1 +", 1),
        ("\tx\n  y", 1),
    ],
)
def test_what_is_no_python_is_told_where(code, line):
    [(name, found, _)] = told(code)
    assert (name, found) == ("not-python", line)


FIXABLE = [
    ('attioql.compile("not not value > 5", d)', 'attioql.compile("value > 5", d)'),
    ("attioql.compile(r'not not value > 5', d)", "attioql.compile(r'value > 5', d)"),
    ('attioql.compile("""\n  not not value > 5  # why\n""", d)', 'attioql.compile("""\n  value > 5  # why\n""", d)'),
    ("attioql.compile('stage in (\"Lead\")', d)", "attioql.compile('stage = \"Lead\"', d)"),
    ("attioql.compile(\"not not name = '\\u00e9'\", d)", "attioql.compile(\"name = '\\u00e9'\", d)"),
    ('attioql.compile("""not not\\\n value > 5""", d)', 'attioql.compile("""value > 5""", d)'),
]
UNFIXABLE = [
    'attioql.compile("not not " "value > 5", d)',
]


@pytest.mark.parametrize(("before", "after"), [*FIXABLE, *((code, code) for code in UNFIXABLE)])
def test_a_literal_is_mended_where_it_stands_as_it_is(before, after):
    head = "import attioql\nd = attioql.Workspace.standard()['deals']\n"

    def lint(text):
        return lint_document(read_document(Source(text, "filters.py")), SETTINGS).problems

    assert lint(head + before)
    fixed = fix_text(head + before, lint, Applicability.SAFE)
    assert fixed.text == head + after
    assert bool(fixed.left) is (before == after)


@st.composite
def literals(draw):
    """Literals side by side as people may write them, and the text of each character in them."""
    said, parts = [], []
    for _ in range(draw(st.integers(1, 3))):
        quote = draw(st.sampled_from(QUOTES))
        written = []
        for character in draw(TEXTS):
            escaped = [f"\\u{ord(character):04x}"] if character <= "\uffff" else [f"\\U{ord(character):08x}"]
            escaped += [f"\\{character}"] if character in "\\'\"" else []
            escaped += [f"\\{ord(character):03o}", f"\\x{ord(character):02x}"] if character < "\x80" else []
            plain = character not in "\\'\"" and (character != "\n" or len(quote) == 3)
            choice = draw(st.sampled_from(escaped + [character] * 4 * plain))
            written.append(choice)
            said.append((character, choice))
            written += draw(st.sampled_from([[], [], [], ["\\\n"]]))
        parts.append(quote + "".join(written) + quote)
    between = draw(st.sampled_from([" ", "\n", "  # 'x'\n  ", ""]))
    return between.join(parts), said


@given(literals(), st.data())
@example(("\"\" 'a'", [("a", "a")]), None)
def test_places_in_literals(literal, data):
    """Every character leads to what is written for it, and a stretch to all that is written from its first to its last."""
    code, said = literal
    try:
        value = ast.literal_eval(f"({code})")
    except SyntaxError:
        return
    if value != "".join(character for character, _ in said):
        return  # two quotes that came to stand side by side
    where = PythonString(code, 7, value)
    spans = [where.span(Span(at, at + 1)) for at in range(len(value))]
    assert [code[start - 7 : end - 7] for start, end in spans] == [written for _, written in said]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    if data is not None and value:
        start = data.draw(st.integers(0, len(value) - 1))
        end = data.draw(st.integers(start + 1, len(value)))
        assert where.span(Span(start, end)) == (spans[start].start, spans[end - 1].end)


@given(st.sampled_from(QUOTES), TEXTS, TEXTS, st.data())
def test_edits_of_a_literal_say_what_they_are_to_say(quote, text, new, data):
    code = f"{quote}{text}{quote}"
    try:
        if ast.literal_eval(code) != text:
            return
    except SyntaxError:
        return
    start = data.draw(st.integers(0, len(text)))
    edit = Edit(Span(start, data.draw(st.integers(start, len(text)))), new)
    edits = PythonString(code, 0, text).edits([edit])
    if edits:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a backslash that stood before a letter, and means itself
            assert ast.literal_eval(apply_edits(code, edits)) == apply_edits(text, [edit])
    elif new.isalnum():
        assert "\\" in text


PIECES = [
    "import attioql\n",
    "attioql.compile(",
    ")",
    '"',
    "'",
    '"""',
    "\\",
    "\n",
    "\r",
    "\t",
    "# target: people",
    "# attioql",
    ": ignore[",
]
PIECES += [
    "not not ",
    "name",
    "]",
    "=",
    "\\N{DIGIT ONE}",
    "\\x",
    "\\ud800",
    "r",
    "b",
    "f",
    "{",
    "é",
    "日",
    "\0",
    "\f",
    " ",
    "params={",
    ":a",
    "x = ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
@example("import attioql\nattioql.compile('\\ud800 \\udc00')  # target: people")
@example("import attioql\f\nattioql.compile('a')\n\f# target: people\rattioql.compile('b')")
def test_whatever_a_file_holds_it_is_read_and_places_are_in_it(code):
    for settings in (SETTINGS, Settings(SETTINGS.workspace, "people")):
        source = Source(IMPORT + code, "filters.py")
        for problem in lint_document(read_document(source), settings).problems:
            spans = [problem.span, *(label.span for label in problem.labels)]
            spans += [edit.span for fix in problem.fixes for edit in fix.edits]
            assert all(span is None or 0 <= span.start <= span.end <= len(source.text) for span in spans)
            str(problem)


def test_an_unused_suppression_waits_for_errors_of_its_own_call_alone():
    text = (
        "import attioql\n"
        "d = attioql.Workspace.standard()['deals']\n"
        "# attioql: ignore[lost-day]\n"
        "attioql.compile('value > 5', d)\n"
        "# attioql: ignore[lost-day]\n"
        "attioql.compile('valu > 5', d)\n"
        "attioql.compile(  # attioql: ignore[double-negation]\n"
        "    'not not name = \"x\"',\n"
        "    d,\n"
        ")\n"
        "# attioql: ignore[double-negation]\n"
    )
    found = lint_document(read_document(Source(text, "filters.py")), SETTINGS).problems
    assert [(each.name, text.count("\n", 0, each.span.start) + 1) for each in found] == [
        ("unused-suppression", 3),
        ("unknown-attribute", 6),
        ("unused-suppression", 11),
    ]
    whole = f"# attioql: ignore-file[padded-string]\n{text}"
    told = lint_document(read_document(Source(whole, "filters.py")), SETTINGS).problems
    assert [each.name for each in told] == [each.name for each in found]
