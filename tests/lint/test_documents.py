"""Files of filters: every entry with its text, and places and edits that lead to the file and nowhere else."""

import io
import json
import string
import sys
from decimal import Decimal
from types import SimpleNamespace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from attioql.catalog.workspace import Workspace
from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Applicability, Diagnostic, Edit
from attioql.documents import script_files, yaml_scalars
from attioql.documents.mapping import JsonString
from attioql.documents.read import decode, holds_set, read_document
from attioql.documents.sets import ENTRY_KEYS, SET_KEYS
from attioql.documents.yaml_scalars import YamlScalar
from attioql.linter.entries import Settings, lint_document
from attioql.linter.fixing import fix_text
from attioql.resources import read_resource
from attioql.text.source import Source, Span

SCHEMA = json.loads(read_resource("schemas", "filter-set.schema.json"))
SETTINGS = Settings(Workspace.standard())
TEXTS = st.text(st.sampled_from("ab '\"\\\n\té:#,{}[]-|>&*!% 日\U0001f600"), max_size=24)
YAML_TEXT = """# the sets of sales
target: deals
filters:
  literal:   # stays
    query: |
      not not value > 5
        and name = "é"   # stays too

    ignore: [double-negation, contradiction]
  folded:
    query: >-
      value > 5
      and not not name = "x"
  single: {query: 'not not name = "it''s"'}
  double: {query: "name = \\"it's\\"\\
     and not not value > 5"}
  plain:
    query: not not value > 5
  several:
    query: not not value > 5
      and name in ("a", "b")
  mapping:
    filter:
      name: {$eq: x}   # and this
      $not: {$not: {value: 1.50}}
  kept:
    filter:
      $not:   # in the middle
        $not: {value: 5}
"""
FIXED_TEXT = """# the sets of sales
target: deals
filters:
  literal:   # stays
    query: |
      not not value > 5
        and name = "é"   # stays too

    ignore: [double-negation]
  folded:
    query: >-
      value > 5
      and name = "x"
  single: {query: 'name = "it''s"'}
  double: {query: "name = \\"it's\\"\\
     and value > 5"}
  plain:
    query: value > 5
  several:
    query: "value > 5 and name in (\\"a\\", \\"b\\")"
  mapping:
    filter:
      name: {$eq: x}   # and this
      $and: [{"value": 1.50}]
  kept:
    filter:
      $not:   # in the middle
        $not: {value: 5}
"""


def problems(text, name):
    return lint_document(read_document(Source(text, name)), SETTINGS).problems


def test_yaml_is_mended_in_place_and_comments_stay():
    fixed = fix_text(YAML_TEXT, lambda text: problems(text, "set.yaml"), Applicability.SAFE)
    assert fixed.text == FIXED_TEXT
    assert [(each.name, each.pointer) for each in fixed.left] == [("double-negation", "/filters/kept/filter/$not")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_name_that_is_taken_out_of_a_list_leaves_its_comment(end):
    lines = ("target: deals", "filters:", "  a:", "    query: not not value > 5", "    ignore:")
    items = ("      - double-negation  # meant", "      # of old", "      - lost-day  # no more", "  # end")
    text = end.join((*lines, *items, ""))
    fixed = fix_text(text, lambda changed: problems(changed, "set.yaml"), Applicability.SAFE)
    assert fixed.text == end.join((*lines, *items[:2], "      # no more", items[3], ""))


MANY = 200
"""How many brackets a line of YAML may have open (`docs/limits.md`)."""


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("[{a: ", "}]")])
@pytest.mark.parametrize("beside", ["", "[], {}, " * MANY])
def test_a_line_of_yaml_opens_no_more_brackets_than_the_limit(opening, closing, beside):
    """Brackets that are closed again do not count, however many a line has."""
    most = (MANY - 1) // sum(opening.count(bracket) for bracket in "[{")
    for levels, is_deep in ((most, False), (most + 1, True)):
        nested = f"[{beside}{opening * levels}1{closing * levels}]"
        found = problems(f"target: deals\nfilters:\n  x: {{query: value > 5}}\nmore: {nested}\n", "set.yaml")
        assert ("nesting-too-deep" in [each.name for each in found]) is is_deep


def test_a_character_that_yaml_forbids_is_reported_at_its_place():
    [found] = problems("target: deals\nfilters: {a: {query: 'value > \x075'}}\n", "set.yaml")
    assert (found.name, found.span) == ("not-yaml", Span(44, 44))


def test_a_description_that_is_no_text_is_reported_at_its_key():
    [found] = problems("target: deals\ndescription: 5\nfilters: {}\n", "set.yaml")
    assert (found.name, found.pointer) == ("not-a-filter-set", "/description")


def test_a_python_file_that_is_a_docstring_alone_may_name_a_target_in_a_comment():
    document = read_document(Source('"""The filter of a body."""\n# attioql: people\n', "a.py"))
    assert (document.entries, document.problems) == ((), ())


def test_a_script_beyond_the_limit_is_reported(monkeypatch):
    monkeypatch.setattr(script_files, "LIMITS", SimpleNamespace(code_characters=10))
    [found] = problems("const filter = {};\n", "a.ts")
    assert found.name == "text-too-long"


def test_a_yaml_file_that_no_package_reads_is_named_with_the_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    [found] = problems("target: deals\nfilters: {}\n", "set.yaml")
    assert found.source == Source("", "set.yaml")
    assert found.message.endswith("YAML needs the package ruamel.yaml: pip install ruamel.yaml")


def test_a_file_is_decoded_from_utf_8_with_or_without_a_mark():
    for raw in ("é = 1".encode(), "é = 1".encode("utf-8-sig")):
        assert decode(raw, "a.attioql") == Source("é = 1", "a.attioql")
    found = decode(b"ab\xe9 = 1", "a.attioql")
    assert (
        str(found)
        == "1:3: error[unreadable-file AQ841]: this is not UTF-8: the byte at offset 2 belongs to no character"
    )
    assert isinstance(found, Diagnostic)
    assert (found.source.name, found.pointer) == ("a.attioql", None)


def test_yaml_and_json_hold_the_same_filters():
    value = YAML(typ="safe", pure=True).load(YAML_TEXT)
    as_json = read_document(Source(json.dumps(value), "set.json"))
    as_yaml = read_document(Source(YAML_TEXT, "set.yaml"))
    for left, right in zip(as_json.entries, as_yaml.entries, strict=True):
        assert (left.name, left.form, left.pointer, left.value) == (right.name, right.form, right.pointer, right.value)


def test_the_schema_has_the_keys_that_are_read():
    assert sorted(SCHEMA["properties"]) == sorted(SET_KEYS)
    assert sorted(SCHEMA["$defs"]["filter"]["properties"]) == sorted(ENTRY_KEYS)


SETS = [
    {"filters": {}},
    {"target": "deals", "tz": "UTC", "description": "x", "filters": {"a": {"query": "value > 5", "ignore": []}}},
    {
        "filters": {
            "a": {"target": "deals", "filter": {"value": 5}, "params": {"n": 1}, "description": "y", "tz": "UTC"}
        }
    },
    {"target": "deals", "filters": {"a": {"query": "", "filter": {}}}},
    {"target": "deals", "filters": {"a": {}, "b": {"query": ""}}},
    {"target": "deals", "filters": {"a": 5, "b": {"query": ""}}},
    {"target": "deals", "filters": {"a": {"query": 5}}},
    {"target": 5, "filters": {"a": {"query": "", "target": "deals"}}},
    {"target": "", "filters": {"a": {"query": "", "target": "deals"}}},
    {"target": "deals", "filters": {"a": {"query": "", "ignore": "x"}}},
    {"target": "deals", "filters": {"a": {"query": "", "ignore": [1]}}},
    {"target": "deals", "filters": {"a": {"query": "", "params": []}}},
    {"target": "deals", "filters": {"a": {"query": "", "more": 1}}},
    {"target": "deals", "more": 1, "filters": {"a": {"query": ""}}},
]


@pytest.mark.parametrize("value", SETS, ids=str)
def test_what_the_schema_accepts_is_read_without_a_fault_of_shape(value):
    accepted = jsonschema.Draft202012Validator(SCHEMA).is_valid(value)
    buffer = io.StringIO()
    YAML(typ="safe", pure=True).dump(value, buffer)
    for text, name in ((json.dumps(value), "set.json"), (buffer.getvalue(), "set.yaml")):
        shape = {"not-a-filter-set", "unknown-set-key"} & {each.name for each in problems(text, name)}
        assert holds_set(Source(text, name))
        assert (not shape) is accepted


@given(TEXTS, st.booleans())
def test_places_in_a_json_string(text, ascii_only):
    literal = json.dumps(text, ensure_ascii=ascii_only)
    where = JsonString(literal, 0)
    for at, character in enumerate(text):
        span = where.span(Span(at, at + 1))
        assert json.loads(f'"{literal[span.start : span.end]}"') == character


@given(TEXTS, TEXTS, st.data())
def test_edits_of_a_json_string(text, new, data):
    start = data.draw(st.integers(0, len(text)))
    edit = Edit(Span(start, data.draw(st.integers(start, len(text)))), new)
    literal = json.dumps(text)
    assert json.loads(apply_edits(literal, JsonString(literal, 0).edits([edit]))) == apply_edits(text, [edit])


@pytest.mark.parametrize("style", ["'", '"', "|", ">", None])
@given(text=TEXTS, new=TEXTS, data=st.data())
def test_edits_of_a_yaml_scalar_say_what_they_are_to_say(style, text, new, data):
    """Whatever the style, a scalar that was edited says the edited text, and what stands around it stays."""
    whole = f"a: {_spelled(text, style)}\nb: 1\n"
    node = _node(whole)
    if node is None or node.value == "" or "\r" in whole:
        return
    start = data.draw(st.integers(0, len(node.value)))
    edit = Edit(Span(start, data.draw(st.integers(start, len(node.value)))), new)
    raw = whole[node.start_mark.index : node.end_mark.index]
    scalar = YamlScalar(raw, node.start_mark.index, node.style or None, node.value)
    span = scalar.span(edit.span)
    assert node.start_mark.index <= span.start <= span.end <= node.end_mark.index
    edits = scalar.edits([edit])
    if edits:
        after = YAML(typ="safe", pure=True).load(apply_edits(whole, edits))
        assert after == {"a": apply_edits(node.value, [edit]), "b": 1}


@pytest.mark.parametrize(
    ("raw", "value", "edit"),
    [
        ("|\n  abc\n  \n\n", "abc\n", Edit(Span(0, 4), "x\n")),
        ("|\n  abc\n  \n\n", "abc\n", Edit(Span(0, 0), " x\n")),
        (">\n  abc\n  def\n", "abc def\n", Edit(Span(4, 4), "\tx")),
        (">\n  abc\n\n  def\n", "abc\ndef\n", Edit(Span(4, 4), "\tx")),
        (">\n  abc\n\n  def\n", "abc\ndef\n", Edit(Span(4, 4), " x")),
    ],
    ids=[
        "a line of more blanks than the others begin with",
        "a first line further in than the others",
        "a folded line that begins with a tab",
        "a folded line after a blank one that begins with a tab",
        "a folded line after a blank one that is further in than the others",
    ],
)
def test_a_yaml_block_is_not_edited_where_it_would_say_something_else(raw, value, edit):
    assert YamlScalar(raw, 0, "|", value).edits([edit]) == ()


@pytest.mark.parametrize("style", ["|", ">"])
def test_a_yaml_block_whose_lines_begin_with_any_letter_is_edited(style):
    for letter in string.ascii_letters:
        raw = f"{style}\n  {letter}bc\n  {letter}ef\n"
        value = YAML(typ="safe", pure=True).load(raw)
        edits = YamlScalar(raw, 0, style, value).edits([Edit(Span(1, 2), "x")])
        assert apply_edits(raw, edits) == f"{style}\n  {letter}xc\n  {letter}ef\n"


def _spelled(text, style):
    if style in {"|", ">"}:
        return f"{style}\n" + "".join(f"  {line}\n" for line in text.split("\n"))
    if style == "'":
        return "'" + text.replace("'", "''").replace("\n", "\n\n  ") + "'"
    return json.dumps(text, ensure_ascii=False) if style == '"' else text.replace("\n", "\n  ")


def _node(text):
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except Exception:  # noqa: BLE001 - what is no YAML is no case
        return None
    if root is None or root.id != "mapping" or len(root.value) != 2 or root.value[0][1].id != "scalar":
        return None
    node = root.value[0][1]
    return node if node.tag.endswith(":str") and node.end_mark.index > node.start_mark.index else None


@pytest.mark.parametrize("style", ["'", '"', "|", ">", None])
@given(text=st.text("ab  \n\n'\"\\:#x\t-", min_size=1, max_size=14), data=st.data())
def test_what_is_known_to_hold_in_a_yaml_scalar_does_when_all_of_it_is_decoded(style, text, data):
    raw = _spelled(text, style)
    decoded = yaml_scalars._block(raw, folded=style == ">") if style in {"|", ">"} else yaml_scalars._flow(raw, style)
    if decoded is None or not decoded.pieces:
        return
    scalar = YamlScalar(raw, 0, style, decoded.value)
    ends = sorted(data.draw(st.lists(st.integers(0, len(decoded.value)), min_size=4, max_size=4)))
    new = st.text("ab  x", max_size=3)
    edits = [Edit(Span(*ends[:2]), data.draw(new)), Edit(Span(*ends[2:]), data.draw(new))]
    edits = edits[: data.draw(st.integers(1, 2))]
    inside = decoded.edits(edits, scalar._writer())
    if inside and scalar._are_mapped(edits, decoded) and scalar._hold(inside, decoded.end):
        assert scalar._says(apply_edits(raw, inside), apply_edits(decoded.value, edits))


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("007", 7),
        ("-007", -7),
        ("010", 10),
        ("+5", 5),
        ("0x1F", 31),
        ("0o17", 15),
        (".5", Decimal("0.5")),
        ("+.5", Decimal("0.5")),
        ("5.", 5),
        ("007.50", Decimal("7.5")),
        ("1.e3", 1000),
        ("0" * 100_000 + "1", 1),
        ("-0x1F", "-0x1F"),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("0" * 100_000 + "_1", "0" * 100_000 + "_1"),
        ("'007'", "007"),
        ("!!str 007", "007"),
        ("!!int '007'", 7),
    ],
)
def test_plain_scalars_of_yaml_are_the_numbers_of_the_core_schema(written, number):
    assert _value_in_yaml(written) == number


@pytest.mark.parametrize(
    ("written", "number"), [("010", 8), ("-017", -15), ("0x1F", 31), ("08", "08"), ("0o17", "0o17")]
)
def test_octal_numbers_of_yaml_1_1_are_read_as_such(written, number):
    assert _value_in_yaml(written, "%YAML 1.1\n---\n") == number


@pytest.mark.parametrize("digits", ["0x" + "f" * 100_000, "0o" + "7" * 100_000, "9" * 100_000])
def test_a_number_of_yaml_with_very_many_digits_is_beyond_those_that_attio_stores(digits):
    (found,) = problems(f"target: deals\nfilters: {{x: {{filter: {{value: {digits}}}}}}}\n", "set.yaml")
    assert found.name == "number-out-of-range"


@pytest.mark.parametrize("written", [".inf", "-.Inf", "+.INF", ".nan", "!!float '.NaN'"])
def test_numbers_that_json_does_not_have_are_errors_where_they_stand(written):
    text = f"target: deals\nfilters: {{x: {{filter: {{value: {written}}}}}}}\n"
    (found,) = problems(text, "set.yaml")
    assert (found.name, text[slice(*found.span)]) == ("not-a-filter-set", written)


def _value_in_yaml(written, directive=""):
    source = Source(f"{directive}target: deals\nfilters: {{x: {{filter: {{value: {written}}}}}}}\n", "set.yaml")
    value = read_document(source).entries[0].value
    assert isinstance(value, dict)
    return value["value"]
