"""The laws of completion: nothing raises, every item can go on to a filter, and the next token of a filter is among the items."""

import json
import re
from datetime import datetime, timezone
from pathlib import Path

import pytest
from completion_targets import BOATS
from conformance_workspaces import workspace_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import attioql
from attioql import testing

CONFORMANCE = Path(__file__).parents[1] / "conformance"
TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<quoted>`[^`]+`)|(?P<word>[A-Za-z_]\w*)|(?P<other>[0-9][\w.:+-]*|[<>=!]+|\S)"""
)
NOW = datetime(2026, 11, 29, 12, tzinfo=timezone.utc)
SUFFIXES = (
    "",
    ' = "x"',
    " = 1",
    " = true",
    " >= 2024-01-01",
    ' = "a1b2c3d4-0000-4000-8000-000000000001"',
    " = 2024-01-01T10:00Z",
    ' { line_1 = "x" }',
    ".interacted_at >= 2024-01-01",
    '.line_1 = "x"',
    ' "x"',
    " 1",
    " true",
    " 2024-01-01",
    ' "a1b2c3d4-0000-4000-8000-000000000001"',
    ' ("x")',
    " (1)",
    " (2024-01-01)",
    ' ("a1b2c3d4-0000-4000-8000-000000000001")',
    " 1 and 2",
    " 2024-01-01 and 2024-01-02",
    " 2024",
    " 2024-05",
    ' "a1b2c3d4-0000-4000-8000-000000000001")',
    '"a1b2c3d4-0000-4000-8000-000000000001")',
    ', "a1b2c3d4-0000-4000-8000-000000000001")',
    " week",
    " 7d",
    ' name = "x"',
    ' name.full_name = "x"',
    ' = "US"',
    ' "US"',
)
"""What a person might type after an item; one of them shows that nothing is wrong with it."""


def conformance_texts():
    for name in ("language.json", "operators.json", "values.json", "documented.json"):
        for table in json.loads((CONFORMANCE / name).read_text("utf-8"))["tables"]:
            workspace = workspace_of(table.get("workspace", "workspace.json"))
            for row in (*table.get("rows", ()), *table.get("examples", ())):
                if "text" in row and table.get("target", row.get("target")) in workspace:
                    yield row["text"], workspace[table.get("target", row.get("target"))]


TEXTS = sorted({(text, target.slug): (text, target) for text, target in conformance_texts() if len(text) < 300}.items())


@pytest.mark.parametrize("part", range(8))
def test_no_offset_of_any_text_raises(part):
    assert len(TEXTS) > 500
    for _, (text, target) in TEXTS[part::8]:
        for offset in range(len(text) + 1):
            found = attioql.complete(text, offset, target)
            assert 0 <= found.span.start <= offset <= found.span.end <= len(text)
            attioql.hover(text, offset, target)
            attioql.complete_json(text, offset, target)


@given(st.text(alphabet="na=.\"'`(){}[],:#\\ \n<1é🎉", max_size=30), st.data())
def test_no_text_raises(text, data):
    offset = data.draw(st.integers(0, len(text)))
    attioql.complete(text, offset, BOATS)
    attioql.complete_json(text, offset, BOATS)
    attioql.hover(text, offset, BOATS)


def errors_on(text, target, start, end):
    """Return the errors that are about a part of a text."""
    return [
        each
        for each in attioql.check(text, target, now=NOW)
        if each.severity is attioql.Severity.ERROR and each.span and each.span.start < end and start < each.span.end
    ]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(testing.filters(BOATS, max_conditions=2), st.data())
def test_an_item_can_go_on_to_a_filter(query, data):
    text = query.text()
    offset = data.draw(st.integers(0, len(text)))
    if attioql.check(text[:offset], BOATS)[:1] and errors_on(text[:offset], BOATS, 0, max(offset - 1, 0)):
        return
    found = attioql.complete(text[:offset], offset, BOATS)
    for item in found.items:
        start, end = found.span.start, found.span.start + len(item.insert_text)
        written = text[:start] + item.insert_text
        closing = "}" * (written.count("{") - written.count("}"))
        tries = [written + suffix + ending for suffix in SUFFIXES for ending in ("", closing)]
        assert any(not errors_on(each, BOATS, start, end) for each in tries), (written, item)


def tokens(text):
    return [(match.lastgroup, match[0], match.start()) for match in TOKEN.finditer(text)]


def is_open(kind, token, before, glued):
    """Tell whether a token is one of many that nobody can list (free text, a number, an ID, a date), or stands right behind a word.

    A word in front of the cursor may go on, so that its own kind is offered there.
    """
    if glued:
        return True
    if kind == "other":
        return token[0].isdigit() or token in {"-", ".", "[", ":", "]"} or before == "-"
    return kind == "string"


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(testing.filters(BOATS, max_conditions=4))
def test_the_next_token_of_a_filter_is_offered(query):
    text = query.text()
    before = ""
    for kind, token, start in tokens(text):
        glued = start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_") and before[:1].isalnum()
        if not is_open(kind, token, before, glued):
            items = attioql.complete(text, start, BOATS).items
            offered = [item.insert_text.strip() for item in items]
            wanted = token.strip("`")
            assert any(
                each == token or each.strip("`") == wanted or each.startswith((f"{token} ", f"{token}("))
                for each in offered
            ), (
                text[:start],
                token,
                offered,
            )
        before = token
