"""Fixes keep comments: every comment outside of what is edited is there afterwards, byte for byte."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Applicability
from attioql.documents.read import read_document
from attioql.linter.entries import Settings, lint_document
from attioql.linter.fixing import fix_text
from attioql.linter.selection import select
from attioql.text.source import Source

WORKSPACE = attioql.Workspace.standard()
SETTINGS = Settings(WORKSPACE, "companies", select(("all",)), None, "UTC")
FILTERS = [
    'not not name = "a"',
    'name in ("a")',
    'name = "a" or name = "b"',
    'name = "a" and name = "a"',
    'name contains "a"',
    'domains = "https://a.com"',
    'nam = "x"',
]
NAMES = ["double-negation", "single-member-in", "lost-day", "no-such-rule", "duplicate-condition"]


def _lint(name):
    return lambda text: lint_document(read_document(Source(text, name)), SETTINGS).problems


def _require_comments(name, text, comments):
    lint = _lint(name)
    for level in (Applicability.SAFE, Applicability.UNSAFE):
        fixed = fix_text(text, lint, level).text
        for comment in comments:
            assert comment in fixed, (text, fixed)
        assert not [each for each in lint(fixed) if each.name in {"not-yaml", "not-json", "not-python"}], fixed
    for problem in lint(text):
        for fix in problem.fixes:
            if fix.edits and fix.applicability > Applicability.DISPLAY:
                changed = apply_edits(text, fix.edits)
                assert [each for each in comments if each not in changed] == [], (fix, changed)


@st.composite
def yaml_files(draw):
    """The text of a YAML filter set with a comment wherever one may stand, and the comments."""
    comments = []

    def comment(indent=None):
        if not draw(st.booleans()):
            return ""
        comments.append(f"# c{len(comments)}.")
        return f"  {comments[-1]}" if indent is None else f"{' ' * indent}{comments[-1]}\n"

    lines = [comment(0), f"filters:{comment()}\n"]
    for number in range(draw(st.integers(1, 2))):
        lines += [comment(2), f"  f{number}:{comment()}\n"]
        lines += [comment(4), f"    query: {json.dumps(draw(st.sampled_from(FILTERS)))}{comment()}\n"]
        names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4))
        if draw(st.booleans()):
            lines += [comment(4), f"    ignore:{comment()}\n"]
            for name in names:
                lines += [comment(6), f"      - {name}{comment()}\n"]
        else:
            lines += [f"    ignore: [{comment()}\n"]
            for place, name in enumerate(names):
                comma = "," if place + 1 < len(names) or draw(st.booleans()) else ""
                end = draw(st.sampled_from(["\n", " "])) if not (after := comment()) else "\n"
                lines += [comment(8), f"        {name}{comma}{after}{end}"]
            lines += [f"\n      ]{comment()}\n"]
    lines.append(comment(0))
    return "".join(lines), comments


@given(yaml_files())
def test_comments_of_yaml_stay(written):
    _require_comments("a.yaml", *written)


@st.composite
def python_files(draw):
    """The text of a Python file, and its comments outside of filters."""
    comments = []

    def comment():
        comments.append(f"# c{len(comments)}.")
        return comments[-1]

    lines = ["import attioql"]
    for _ in range(draw(st.integers(1, 3))):
        first, second = draw(st.sampled_from(FILTERS)), draw(st.sampled_from(FILTERS))
        lines += [
            comment(),
            f"attioql.compile(  {comment()}",
            f"    {first!r}  {comment()}",
            f"    ' and {second[:-1]}' {second[-1]!r},  {comment()}",
            f"    companies,  {comment()}",
            f")  {comment()}",
        ]
    return "\n".join(lines) + "\n", comments


@given(python_files())
def test_comments_of_python_stay(written):
    _require_comments("a.py", *written)


@st.composite
def query_texts(draw):
    """Query text with comments, which end at any of the line breaks there are."""
    comments = []
    pieces = []
    for number in range(draw(st.integers(1, 4))):
        pieces.append(f"{'and ' if number else ''}{draw(st.sampled_from(FILTERS))}")
        if draw(st.booleans()):
            comments.append(f"# c{number}.")
            pieces.append(f" {comments[-1]}")
        pieces.append(draw(st.sampled_from(["\n", "\r\n", "\r"])))
    return "".join(pieces), comments


@given(query_texts())
def test_comments_of_query_text_stay(written):
    _require_comments("a.attioql", *written)


JSON_FILTERS = [
    {"name": {"$in": ["a"]}},
    {"$not": {"$not": {"name": "a//b"}}},
    {"$and": [{"name": "a"}, {"name": "a"}]},
    {"$or": [{"name": {"$eq": "/*"}}, {"name": "b"}]},
    {"nam": "x", "domains": "https://a.com"},
]
_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[][{},:]|[^][{},:"\s]+')


@st.composite
def commented_json(draw):
    """A filter or a filter set as JSON with comments and last commas, the same text with blanks instead, and the comments."""
    value = draw(st.sampled_from(JSON_FILTERS))
    if draw(st.booleans()):
        names = draw(st.lists(st.sampled_from(NAMES), max_size=3))
        value = {"target": "companies", "filters": {"f": {"filter": value, "ignore": names}}}
    comments, written, plain = [], [], []
    before = ""
    for part in _PART.findall(json.dumps(value)):
        if part in "]}" and before not in ",[{" and draw(st.booleans()):
            written.append(",")
            plain.append(" ")
        written.append(part)
        plain.append(part)
        before = part
        form = draw(st.sampled_from(["", "", "\n  ", " /* {}\n */ ", ' // {} "\n', "/* {}*/"]))
        if "{}" in form:
            comments.append(f"c{len(comments)}.")
        comment = form.replace("{}", comments[-1]) if "{}" in form else form
        written.append(comment)
        plain.append(re.sub(r"[^\n]", " ", comment) if "{}" in form else comment)
    return "".join(written), "".join(plain), comments


@given(commented_json())
def test_comments_of_json_stay_and_change_no_diagnostic(written):
    text, plain, comments = written
    found, expected = _lint("a.jsonc")(text), _lint("a.json")(plain)
    assert [(each.name, each.message, each.span, each.pointer) for each in found] == [
        (each.name, each.message, each.span, each.pointer) for each in expected
    ]
    _require_comments("a.jsonc", text, comments)


def test_comments_and_last_commas_of_a_json_file_are_errors_that_say_where_they_may_stand():
    text = '{\n  "name": "a", // why\n}\n'
    [comment] = _lint("a.json")(text)
    [comma] = _lint("a.json")(text.replace("// why", ""))
    assert text[slice(*comment.span)] == "// why"
    assert comment.message.endswith("JSON has no comments")
    assert text[slice(*comma.span)] == ","
    assert all(".jsonc" in problem.notes[0] for problem in (comment, comma))
    [elsewhere] = attioql.check(text, WORKSPACE["companies"])
    assert elsewhere.notes == ()


def test_a_comment_that_is_never_closed_is_found():
    text = '{"name": "a" /* why\n}'
    [problem] = _lint("a.jsonc")(text)
    assert (problem.name, problem.span.start) == ("not-json", text.index("/*"))
    assert problem.notes == ("a comment that begins with `/*` ends with `*/`",)


ROWS = [
    ("- double-negation  # why\n", "[]  # why\n"),
    ("- lost-day  # a\n      - double-negation  # b\n", None),
    ("# x\n      - lost-day  # a\n      # y\n      - double-negation  # b\n", None),
]


@pytest.mark.parametrize(("names", "left"), ROWS)
def test_the_last_names_of_an_ignore_list_leave_their_comments(names, left):
    text = f"filters:\n  a:\n    query: name = 'a'\n    ignore:\n      {names}    target: companies  # z\n"
    fixed = fix_text(text, _lint("a.yaml"), Applicability.SAFE)
    assert fixed.applied
    assert fixed.left == ()
    assert [word for word in text.split() if word.startswith("#")] == [
        w for w in fixed.text.split() if w.startswith("#")
    ]
    if left is not None:
        assert left in fixed.text


@pytest.mark.parametrize("escaped", [r"\ud83d\ude00", r"\uD83D\uDE00", r"\U0001f600"])
def test_an_escaped_surrogate_pair_in_double_quotes_of_yaml_is_one_character(escaped):
    text = f'filters:\n  "a{escaped}":\n    target: companies\n    query: "name = \\"{escaped}\\" and nam = 1"\n'
    document = read_document(Source(text, "a.yaml"))
    [entry] = document.entries
    assert (entry.name, entry.source.text) == ("a\U0001f600", 'name = "\U0001f600" and nam = 1')
    [problem] = lint_document(document, SETTINGS).problems
    assert text[slice(*problem.span)] == "nam"
    assert 'name = \\"' in text


@pytest.mark.parametrize("escaped", [r"\ud83d", r"\ude00\ud83d"])
def test_half_a_pair_in_yaml_is_still_an_error(escaped):
    text = f"filters:\n  a:\n    target: companies\n    query: \"name = '{escaped}'\"\n"
    assert [each.name for each in _lint("a.yaml")(text)] == ["lone-surrogate"]


LAST_MEMBERS = {
    "a.jsonc": '{{"$and": [\n  {{"name": "a"}},\n  {{"description": "b"}},\n  {{"name": "a"}}{}\n]}}\n',
    "a.py": '# attioql: companies\nF = {{"$and": [\n  {{"name": "a"}},\n  {{"description": "b"}},\n  {{"name": "a"}}{}\n]}}\n',
    "a.ts": "// attioql: companies\nconst f = {{$and: [\n  {{name: 'a'}},\n  {{description: 'b'}},\n  {{name: 'a'}}{}\n]}}\n",
    "a.yaml": "filters:\n  a:\n    filter:\n      $and:\n        - name: a\n        - description: b\n        - name: a{}\n",
    "a.attioql": 'name = "a"\nand description = "b"\nand name = "a"{}\n',
}
SETS = '{{"target": "companies", "filters": {{"a": {{"filter": {}}}}}}}\n'
LAST_MEMBERS["a.filters.jsonc"] = SETS.replace("{}", LAST_MEMBERS["a.jsonc"].strip())
COMMENTS = {"a.py": ["  # c", ",  # c"], "a.yaml": ["  # c"], "a.attioql": [" # c"]}
ENDS = [
    (name, comment)
    for name in LAST_MEMBERS
    for comment in COMMENTS.get(name, [" // c", ",  // c", " /* c */", "/* c */,", " , /* c\n */"])
]


@pytest.mark.parametrize(("name", "comment"), ENDS)
def test_a_fix_that_removes_the_condition_before_a_comment_is_only_shown(name, comment):
    text = LAST_MEMBERS[name].format(comment)
    fixed = fix_text(text, _lint(name), Applicability.UNSAFE)
    assert (fixed.text, fixed.applied) == (text, 0)
    [found] = fixed.left
    assert (found.name, [fix.edits for fix in found.fixes]) == ("duplicate-condition", [()])
    bare = LAST_MEMBERS[name].format("")
    assert fix_text(bare, _lint(name), Applicability.SAFE).applied == 1


@pytest.mark.parametrize(("name", "comment"), ENDS)
def test_a_fix_that_replaces_a_value_before_a_comment_is_applied(name, comment):
    before, _, after = LAST_MEMBERS[name].format(comment).rpartition("name")
    fixed = fix_text(f"{before}nam{after}", _lint(name), Applicability.UNSAFE)
    assert (fixed.text, fixed.applied) == (f"{before}name{after}", 1)


def test_brackets_that_a_fix_removes_before_a_comment_leave_it_where_it_is():
    text = '{"$not": {"$not": {"name": "a"}}} // why\n'
    fixed = fix_text(text, _lint("a.jsonc"), Applicability.SAFE)
    assert fixed.text == '{"name": "a"} // why\n'
