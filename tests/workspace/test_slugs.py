"""Which slugs a workspace may have: every one that is accepted can be written, and read back, in text and in JSON."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql

NO_SLUGS = [
    "",
    "`",
    "a`b",
    "a\nb",
    "a\rb",
    "a\tb",
    "\x00",
    "a\x1eb",
    "a\x1fb",
    "\x7f",
    "\x9b",
    "\ud800",
    "a\udfff",
    "$and",
    "$",
]
SLUGS = [
    "a",
    "a b",
    "a-b",
    "a.b",
    "é",
    "日本",
    "not",
    "a/b",
    " a",
    "%",
    "a$",
    "\u202e",
    "\U0001f600",
    "lead-score",
    "0",
    "x" * 500,
]
SECTIONS = ("objects", "lists", "activities")


def _data(section, slug, attribute="n"):
    target: dict[str, Any] = {"attributes": {attribute: {"title": "N", "type": "number"}}}
    target |= {"parents": []} if section == "lists" else {}
    return {"objects": {}, section: {slug: target}}


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("slug", NO_SLUGS)
def test_what_no_text_could_name_is_an_error_with_its_place(section, slug):
    for data, pointer in (
        (_data(section, slug), f"/{section}/{slug}"),
        (_data(section, "things", slug), f"/{section}/things/attributes/{slug}"),
    ):
        with pytest.raises(attioql.WorkspaceError) as caught:
            attioql.Workspace.from_dict(data)
        [diagnostic] = caught.value.diagnostics
        assert (diagnostic.name, diagnostic.pointer) == ("invalid-workspace", pointer)
        assert "is not a slug" in diagnostic.message
        diagnostic.message.encode()


@pytest.mark.parametrize("slug", NO_SLUGS)
def test_a_file_has_the_place_of_what_is_no_slug(tmp_path, slug):
    path = tmp_path / "w.json"
    path.write_text(json.dumps(_data("objects", "things", slug)), encoding="utf-8")
    with pytest.raises(attioql.WorkspaceError) as caught:
        attioql.Workspace.load(path)
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.source.text[slice(*diagnostic.span)] == json.dumps(slug)


@pytest.mark.parametrize("slug", [slug for slug in NO_SLUGS if slug])
def test_answers_have_the_place_of_what_is_no_slug(slug):
    row = {"id": {"object_id": "50cf242c-7fa3-4cad-87d0-75b1af71c57b"}, "api_slug": slug}
    with pytest.raises(attioql.WorkspaceError) as caught:
        attioql.Workspace.from_listings({"objects": {"data": [row]}})
    assert [each.pointer for each in caught.value.diagnostics] == ["/data/0/api_slug"]


def _require_both_ways(slug):
    workspace = attioql.Workspace.from_dict(
        {
            "objects": {
                slug: {"attributes": {slug: {"type": "record-reference"}, "n": {"type": "number"}}},
                "other": {"attributes": {slug: {"type": "number"}}},
            }
        }
    )
    for target, filter_json in (
        (workspace["other"], {slug: {"$eq": 1}}),
        (workspace[slug], {"path": [[slug, slug], ["other", slug]], "constraints": {"value": {"$eq": 1}}}),
    ):
        loaded = attioql.load(filter_json, target)
        assert attioql.compile(loaded.text(), target) == loaded
        assert attioql.load(loaded.dumps(), target) == loaded


@pytest.mark.parametrize("slug", SLUGS)
def test_other_slugs_can_be_written_and_read(slug):
    _require_both_ways(slug)


@given(st.text(max_size=8))
def test_every_slug_that_is_accepted_can_be_written_and_read(slug):
    try:
        attioql.Workspace.from_dict(_data("objects", slug, slug))
    except attioql.WorkspaceError:
        return
    if slug not in {"path", "other", "n"}:
        _require_both_ways(slug)
