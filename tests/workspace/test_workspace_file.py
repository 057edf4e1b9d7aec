"""Workspace files: what is read, what is refused with its place, and that a workspace does not change."""

import copy
import json
import pickle
import subprocess
import sys
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.catalog.shapes import compile_shape
from attioql.catalog.workspace_file import LONGEST_FILE, copy_workspace, parse_workspace
from attioql.resources import read_resource

SCHEMA = json.loads(read_resource("schemas", "workspace.schema.json"))
EXACT = jsonschema.Draft202012Validator(SCHEMA)
SHAPE = compile_shape(SCHEMA)
SMALL = {
    "objects": {
        "boats": {
            "id": "b",
            "singular": "Boat",
            "attributes": {
                "name": {"type": "text", "id": "n", "title": "Name"},
                "kind": {"type": "select", "options": [{"title": "Sailing", "id": "s", "archived": True}]},
                "berth": {"type": "record-reference", "objects": ["boats"], "relationship": {"object": "boats"}},
            },
        }
    },
    "lists": {"l": {"parents": ["boats"], "attributes": {}}},
    "members": [{"id": "m", "first_name": "Tom"}],
}


def test_the_schema_is_one_and_takes_the_smallest_workspace():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert EXACT.is_valid({"objects": {}})
    assert EXACT.is_valid(SMALL)
    assert len(attioql.Workspace.from_dict({"objects": {}})) == 0
    with pytest.raises(KeyError, match="no object, list or activity 'boats'"):
        attioql.Workspace.from_dict({"objects": {}})["boats"]


def test_what_is_built_keeps_to_the_schema(data):
    EXACT.validate(data)


_ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(["id", "type", "title", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def _places(value, place=()):
    yield place
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _places(inner, (*place, key))


def _with(value, place, new):
    if not place:
        return new
    changed = copy.deepcopy(value)
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = new
    return changed


@given(st.sampled_from(list(_places(SMALL))), _ANYTHING)
def test_the_quick_look_and_jsonschema_agree_and_every_refusal_has_its_place(place, new):
    value = _with(SMALL, place, new)
    assert SHAPE(value) is EXACT.is_valid(value)
    _, problems = parse_workspace(attioql.Source(json.dumps(value), "w.json"))
    wrong = [problem for problem in problems if problem.severity is attioql.Severity.ERROR]
    assert bool(wrong) or SHAPE(value)
    assert all(problem.span and problem.pointer is not None for problem in problems)
    if not wrong:
        for target in attioql.Workspace.from_dict(value).values():
            attioql.check("name = 'x' and kind = Sailing and berth.name = 'x'", target)


def test_good_files_load_no_jsonschema_and_no_lark(tmp_path):
    path = tmp_path / "workspace.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    code = (
        f"import sys, attioql\nw = attioql.Workspace.load({str(path)!r})\n"
        "attioql.compile('name = \"x\"', w['boats'])\nprint(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"jsonschema", "lark"} & set(done.stdout.split())


def test_importing_loads_no_reader_of_workspaces():
    code = "import sys, attioql\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    readers = {
        f"attioql.catalog.{name}"
        for name in ("workspace_file", "listing_files", "listings", "shapes", "pointer_diagnostics")
    }
    assert not readers & set(done.stdout.split())


@pytest.mark.parametrize("path", ["\0", "a\0.json", "\ud83d.json"])
def test_a_path_that_no_file_can_have_is_an_error_of_the_system(path):
    with pytest.raises(OSError, match="no file can have this name"):
        attioql.Workspace.load(path)


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("", "not-json", "1:1"),
        ('{"objects": {}', "not-json", "1:15"),
        ("<html></html>", "not-json", "1:1"),
        ('{"objects": {"a": {"attributes": {}}, "a": {"attributes": {}}}}', "duplicate-key", "1:39"),
        ('{"objects": {"a": {"attributes": {"x": {"type": "text"}, "x": {"type": "text"}}}}}', "duplicate-key", "1:58"),
        ('{"data": []}', "invalid-workspace", "1:1"),
        ('{"objects": {"a": {"attributes": [[]]}}}', "invalid-workspace", "1:34"),
        ("[" * 100_000, "nesting-too-deep", "1:2001"),
    ],
)
def test_texts_that_are_no_workspace(tmp_path, text, name, where):
    path = tmp_path / "workspace.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(attioql.WorkspaceError) as caught:
        attioql.Workspace.load(path)
    assert caught.value.diagnostics[0].name == name
    headline, place, *_ = str(caught.value).splitlines()
    assert headline.startswith(f"error[{name} ")
    assert place.strip().startswith(f"--> {path}:{where}")


def test_an_answer_of_the_api_is_recognised():
    _, [problem] = parse_workspace(attioql.Source('{"data": [{"id": {}}]}', "objects.json"))
    assert "`attioql workspace build` makes one" in problem.message


@pytest.mark.parametrize("value", [None, [], {1: {}}, "objects"])
def test_listings_that_are_no_mapping_are_a_mistake_of_the_program(value):
    with pytest.raises(TypeError, match="mapping of names to answers"):
        attioql.Workspace.from_listings(value)


def test_a_deep_value_in_the_wrong_place_is_told_not_shown():
    for levels in (100, 900, 1_998):
        text = '{"objects": {"a": ' + "[" * levels + "]" * levels + "}}"
        _, [problem] = parse_workspace(attioql.Source(text, "w.json"))
        assert problem.message == "an object is expected here, not an array"
        assert problem.pointer == "/objects/a"


@pytest.mark.parametrize("levels", [501, 900, 1_200, 3_000, 100_000])
def test_data_that_is_nested_deeply_is_rejected_by_a_limit_of_our_own(levels):
    value = []
    for _ in range(levels - 1):
        value = [value]
    _, [problem] = copy_workspace(value)
    assert (problem.name, problem.message) == (
        "nesting-too-deep",
        "the workspace is nested more than 500 levels deep",
    )


def test_data_of_as_many_levels_as_may_be_is_explained():
    value = []
    for _ in range(497):
        value = [value]
    _, [problem] = copy_workspace({"objects": {"a": value}})
    assert problem.message == "an object is expected here, not an array"


def test_a_schema_with_a_keyword_that_is_not_compiled_is_refused():
    with pytest.raises(ValueError, match=r"^unknown keywords \['maxLength', 'pattern'\]$"):
        compile_shape({"type": "string", "pattern": "x", "maxLength": 3})


def test_a_schema_of_a_type_that_is_not_compiled_is_refused():
    with pytest.raises(ValueError, match=r"^unknown type 'number'$"):
        compile_shape({"type": "number"})


def test_a_file_of_100_mb_is_refused(tmp_path):
    path = tmp_path / "workspace.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(attioql.WorkspaceError, match=f"more than {LONGEST_FILE:,} bytes") as caught:
        attioql.Workspace.load(path)
    assert f" --> {path}" in str(caught.value)


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path):
    path = tmp_path / "workspace.json"
    path.write_bytes(b'{"objects": {"\xff": {}}}')
    with pytest.raises(attioql.WorkspaceError, match="byte at offset 14"):
        attioql.Workspace.load(path)
    with pytest.raises(FileNotFoundError):
        attioql.Workspace.load(tmp_path / "none.json")
    with pytest.raises(IsADirectoryError):
        attioql.Workspace.load(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(SMALL).encode())
    assert "boats" in attioql.Workspace.load(path)


@pytest.mark.parametrize("value", [None, 5, "{}", [], {"objects": {"a": object()}}, {"objects": {1: 2}}])
def test_python_values_that_are_no_workspace(value):
    with pytest.raises(attioql.WorkspaceError):
        attioql.Workspace.from_dict(value)


def test_data_that_holds_itself_is_refused():
    loop = {"attributes": {}}
    loop["attributes"]["x"] = loop
    with pytest.raises(attioql.WorkspaceError, match="Circular"):
        attioql.Workspace.from_dict({"objects": {"a": loop}})


def test_cyclic_references_are_followed_as_far_as_a_path_goes():
    workspace = attioql.Workspace.from_dict(
        {
            "objects": {
                "a": {"attributes": {"b": {"type": "record-reference", "objects": ["b"]}}},
                "b": {"attributes": {"a": {"type": "record-reference", "objects": ["a"]}, "n": {"type": "number"}}},
            }
        }
    )
    asked: Any = attioql.compile("b.a.b.n = 1", workspace["a"]).json()
    assert asked["path"][-1] == ["b", "n"]
    assert [each.name for each in attioql.check("b.a." * 11 + "b.n = 1", workspace["a"])] == ["path-too-long"]
    assert attioql.json_schema(workspace["a"], depth=3)


def test_a_workspace_is_a_copy_and_does_not_change():
    given_data: Any = copy.deepcopy(SMALL)
    workspace: Any = attioql.Workspace.from_dict(given_data)
    given_data["objects"]["boats"]["attributes"].clear()
    assert "name" in workspace["boats"].attributes
    with pytest.raises(TypeError):
        workspace["boats"] = None
    with pytest.raises(AttributeError):
        workspace.members = None


def test_a_workspace_is_pickled_and_shows_itself(harbour):
    again = pickle.loads(pickle.dumps(harbour))
    assert dict(again["boats"].attributes) == dict(harbour["boats"].attributes)
    assert again.members == harbour.members
    found = attioql.compile("stage = Lead", again["boats"])
    assert pickle.loads(pickle.dumps(found)) == found
    assert repr(harbour) == "<Workspace: people, companies, deals, boats, berths, viewings, partners, lists/people>"
    many = attioql.Workspace.from_dict({"objects": {f"o{number}": {"attributes": {}} for number in range(20)}})
    assert repr(many).endswith("o11 and 8 more>")


def test_a_thousand_faults_are_told_by_the_hundred_with_the_errors_among_them():
    attributes = {f"a{number}": {"type": "new"} for number in range(1_000)}
    attributes |= {"x": {"type": "text", "id": "1"}, "y": {"type": "text", "id": "1"}}
    with pytest.raises(attioql.WorkspaceError) as caught:
        attioql.Workspace.from_dict({"objects": {"a": {"attributes": attributes}}})
    names = [problem.name for problem in caught.value.diagnostics]
    assert len(names) == 100
    assert "invalid-workspace" in names


def test_what_is_known_of_standard_objects_is_added():
    row = {"linkedin": {"type": "text"}, "domains": {"type": "text"}}
    people = attioql.Workspace.from_dict({"objects": {"companies": {"attributes": row}}})["companies"]
    assert people.misnamed["linkedin_url"] == "linkedin"
    assert "employees" not in people.misnamed
