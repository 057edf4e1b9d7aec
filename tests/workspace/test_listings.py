"""Answers of the API to a workspace: what is taken over from them, and what is wrong with answers that are not right."""

import json
import shutil
from pathlib import Path

import pytest

import attioql
from attioql.catalog import listing_files
from attioql.catalog.listing_files import build_workspace
from attioql.catalog.types import load_types
from attioql.catalog.workspace_file import LONGEST_FILE

HERE = Path(__file__).parent / "answers"
BOATS = "objects/boats/attributes"


def pages(name):
    return [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(HERE.glob(f"{name}*.json"), key=lambda path: (len(path.name), path))
    ]


def parsed():
    """Return all saved answers by their names, pages as lists."""
    names = {str(path.relative_to(HERE)).split(".")[0] for path in HERE.rglob("*.json")}
    return {name: pages(name) for name in names}


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(HERE, tmp_path / "answers")
    return tmp_path / "answers"


def change(folder, name, edit):
    """Let a function change the rows of a saved listing."""
    path = folder / f"{name}.json"
    answer = json.loads(path.read_text(encoding="utf-8"))
    edit(answer["data"])
    path.write_text(json.dumps(answer, indent=1), encoding="utf-8")


def test_a_listing_of_60_attributes_on_two_pages_has_every_type_and_two_more():
    rows = [row for answer in pages(BOATS) for row in answer["data"]]
    assert [len(answer["data"]) for answer in pages(BOATS)] == [40, 20]
    assert {row["type"] for row in rows} == {*load_types().types, "geo-track", "attachment"}


def test_every_attribute_is_there_as_the_listing_has_it(harbour):
    rows = {row["api_slug"]: row for answer in pages(BOATS) for row in answer["data"]}
    boats = harbour["boats"]
    assert set(boats.attributes) == set(rows)
    for slug, row in rows.items():
        attribute = boats.attributes[slug]
        assert attribute.title == row["title"]
        assert attribute.type.slug == row["type"]
        assert attribute.many is row["is_multiselect"]
        assert attribute.writable is row["is_writable"]
        assert attribute.archived is row["is_archived"]
        assert boats.find(row["id"]["attribute_id"]) is attribute


def test_objects_lists_options_and_members(harbour):
    assert list(harbour) == ["people", "companies", "deals", "boats", "berths", "viewings", "partners", "lists/people"]
    boats = harbour["boats"]
    assert (boats.singular, boats.plural, boats.kind) == ("Boat", "Boats", "object")
    assert [option.title for option in boats.attributes["kind"].options] == ["Sailing", "Motor", "Dinghy", "Hydrofoil"]
    assert [option.archived for option in boats.attributes["kind"].options] == [False, False, False, True]
    assert boats.attributes["stage"].options[3].title == "Won 🎉"
    assert boats.attributes["colour"].options == ()
    assert boats.attributes["keel"].options is None
    assert [member.name for member in harbour.members] == ["Tom Baker", "Alex Kim", "Alex Kim", "", "Zoë O'Hara"]
    assert harbour.find_members("TOM@acme.com")[0].name == "Tom Baker"
    assert len(harbour.find_members("alex  kim")) == 2
    assert harbour.find_members("") == ()


def test_references_lead_where_the_listing_says(harbour):
    attributes = harbour["boats"].attributes
    assert attributes["owner"].objects == ("people",)
    assert attributes["owners_before"].objects == ("people", "companies")
    assert attributes["anything"].objects == ("people", "companies", "deals", "boats", "berths")
    assert attributes["name"].objects == ()


def test_a_list_has_the_record_its_entries_are_of(harbour):
    assert harbour["viewings"].attributes["parent_record"].objects == ("boats",)
    assert harbour["partners"].attributes["parent_record"].objects == ("people", "companies")
    assert (harbour["viewings"].kind, harbour["viewings"].parent) == ("list", "boats")
    assert "record_id" not in harbour["viewings"].attributes


def test_a_list_with_the_slug_of_an_object_goes_by_its_kind(harbour):
    assert harbour["people"].kind == "object"
    assert harbour["lists/people"].kind == "list"
    assert harbour["objects/people"] is harbour["people"]
    assert harbour["lists/viewings"] is harbour["viewings"]
    assert harbour[harbour["lists/people"].id] is harbour["lists/people"]
    assert "objects/viewings" not in harbour
    with pytest.raises(KeyError, match="did you mean 'boats'"):
        harbour["boat"]


def test_unknown_fields_are_passed_over_and_unknown_types_are_a_warning(answers):
    _, problems = build_workspace(answers)
    assert [problem.name for problem in problems] == ["unknown-attribute-type"] * 2
    assert [problem.source.text[slice(*problem.span)] for problem in problems] == ['"geo-track"', '"attachment"']
    assert all(problem.source.name.endswith("attributes.2.json") for problem in problems)


def test_parsed_answers_make_the_same_workspace(harbour):
    made = attioql.Workspace.from_listings(parsed())
    assert list(made) == list(harbour)
    assert made.members == harbour.members
    for slug in harbour:
        assert dict(made[slug].attributes) == dict(harbour[slug].attributes)
    assert [problem.pointer for problem in made.diagnostics] == ["/data/16/type", "/data/17/type"]


def test_what_is_built_is_a_workspace_file(data, tmp_path, harbour):
    path = tmp_path / "workspace.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    loaded = attioql.Workspace.load(path)
    assert dict(loaded["boats"].attributes) == dict(harbour["boats"].attributes)


def test_pages_are_read_in_the_order_of_their_numbers_and_may_overlap(folder):
    rows = [row for answer in pages(BOATS) for row in answer["data"]]
    for path in (folder / "objects/boats").glob("attributes*.json"):
        path.unlink()
    for number in range(12):
        page = {"data": rows[number * 5 : number * 5 + 6]}
        (folder / f"{BOATS}.{number + 1}.json").write_text(json.dumps(page), encoding="utf-8")
    found, problems = build_workspace(folder)
    assert list(found["objects"]["boats"]["attributes"])[3:] == [row["api_slug"] for row in rows][3:]
    assert {problem.name for problem in problems} == {"unknown-attribute-type"}


def faults(folder):
    return [
        (problem.name, problem.pointer)
        for problem in build_workspace(folder)[1]
        if problem.name != "unknown-attribute-type"
    ]


def test_the_attributes_of_another_object_are_told(folder):
    shutil.copy(folder / "objects/deals/attributes.json", folder / "objects/berths/attributes.json")
    found = [problem for problem in build_workspace(folder)[1] if problem.name == "invalid-listing"]
    assert len(found) == 9
    assert "belongs to `deals`, but the file is named after the object `berths`" in found[0].message


def test_the_attributes_of_an_object_under_the_list_of_that_name_are_told(folder):
    shutil.copy(folder / "objects/people/attributes.json", folder / "lists/people/attributes.json")
    assert {name for name, _ in faults(folder)} == {"invalid-listing"}


@pytest.mark.parametrize(
    ("name", "edit", "expected"),
    [
        (BOATS, lambda rows: rows[3].update(api_slug="flag"), ("invalid-listing", "/data/5/api_slug")),
        ("objects", lambda rows: rows[1].update(api_slug="people"), ("invalid-listing", "/data/1/api_slug")),
        (BOATS, lambda rows: rows[3].pop("api_slug"), ("invalid-listing", "/data/3")),
        (BOATS, lambda rows: rows[3].update(type=None), ("invalid-listing", "/data/3/type")),
        (BOATS, lambda rows: rows[3].pop("id"), ("invalid-listing", "/data/3")),
        (BOATS, lambda rows: rows[3]["id"].update(attribute_id=5), ("invalid-listing", "/data/3/id")),
        (BOATS, lambda rows: rows.__setitem__(3, []), ("invalid-listing", "/data/3")),
        ("objects/boats/options/kind", lambda rows: rows[0].pop("title"), ("invalid-listing", "/data/0")),
        ("objects/boats/options/kind", lambda rows: rows[0].update(title=""), ("invalid-listing", "/data/0/title")),
        ("objects/boats/statuses/stage", lambda rows: rows[0].pop("id"), ("invalid-listing", "/data/0")),
        ("lists", lambda rows: rows[0].update(parent_object=None), ("invalid-listing", "/data/0/parent_object")),
        ("lists", lambda rows: rows[0].update(parent_object=["ships"]), ("unknown-reference", "/data/0/parent_object")),
        ("workspace_members", lambda rows: rows[0].update(id={}), ("invalid-listing", "/data/0/id")),
    ],
)
def test_rows_that_are_not_right_are_told_with_their_place(folder, name, edit, expected):
    change(folder, name, edit)
    assert expected in faults(folder)
    problem = next(each for each in build_workspace(folder)[1] if each.name == expected[0])
    assert Path(problem.source.name) == folder / f"{name}.json"
    assert problem.span


def test_an_object_that_is_not_listed_is_told_where_it_is_referred_to(folder):
    change(folder, "objects", lambda rows: rows.pop(0))
    names = {name for name, _ in faults(folder)}
    assert names == {"unknown-reference", "unexpected-file"}
    workspace = attioql.Workspace.from_dict(build_workspace(folder)[0])
    boats = workspace["boats"]
    assert len(boats.attributes["owners_before"].objects) == 2
    assert [each.name for each in attioql.check("owner.name = 'x'", boats)] == ["object-needed"]


def test_a_missing_listing_leaves_what_every_record_has(folder):
    (folder / "objects/berths/attributes.json").unlink()
    assert faults(folder) == [("missing-listing", "/data/4")]
    berths = attioql.Workspace.from_dict(build_workspace(folder)[0])["berths"]
    assert list(berths.attributes) == ["record_id", "created_at", "created_by"]


@pytest.mark.parametrize(
    "text",
    [
        '{"data": [',
        '{"error": {"code": "unauthorized"}}',
        "[]",
        "",
        "<html>",
        '{"data": {}}',
        "null",
        '{"data": 5}',
        "\ufeff",
    ],
)
def test_truncated_and_foreign_answers(folder, text):
    for name in ("objects", "workspace_members", "objects/boats/options/kind"):
        path = folder / f"{name}.json"
        kept = path.read_bytes()
        path.write_text(text, encoding="utf-8")
        found = [each for each in build_workspace(folder)[1] if each.severity is attioql.Severity.ERROR]
        assert found[0].name in {"not-json", "invalid-listing"}
        assert found[0].source.name == str(path)
        path.write_bytes(kept)


def test_files_that_are_no_listings_are_told_and_not_read(folder):
    (folder / "object").mkdir()
    (folder / "object" / "attributes.json").write_text("{", encoding="utf-8")
    (folder / "objects/boats/views.json").write_text("{", encoding="utf-8")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.json").write_text("{", encoding="utf-8")
    (folder / "objects/.boats.json").write_text("{", encoding="utf-8")
    (folder / "workspace.json").write_text("{", encoding="utf-8")
    (folder / "objects/boats/options/kin.json").write_text('{"data": []}', encoding="utf-8")
    found = build_workspace(folder, ignored=folder / "workspace.json")[1]
    unexpected = [problem.source.name for problem in found if problem.name == "unexpected-file"]
    expected = ["object/attributes.json", "objects/boats/views.json", "objects/boats/options/kin.json"]
    assert unexpected == [str(folder / name) for name in expected]


def test_attributes_of_a_list_without_a_listing_of_lists_are_reported(folder):
    (folder / "lists.json").unlink(missing_ok=True)
    (folder / "lists/strange").mkdir(parents=True)
    (folder / "lists/strange/attributes.json").write_text('{"data": []}', encoding="utf-8")
    found = build_workspace(folder)[1]
    path = str(folder / "lists/strange/attributes.json")
    assert ("unexpected-file", path) in [(problem.name, problem.source.name) for problem in found]


@pytest.mark.parametrize(
    ("error", "reason"), [(PermissionError(13, "Permission denied"), "Permission denied"), (OSError("gone"), "gone")]
)
def test_a_file_that_cannot_be_opened_is_reported(folder, monkeypatch, error, reason):
    def fail(_):
        raise error

    monkeypatch.setattr(listing_files, "read_text", fail)
    found = [problem for problem in build_workspace(folder)[1] if problem.source.name == str(folder / "lists.json")]
    assert [(each.name, each.source.text, each.span, each.pointer) for each in found] == [
        ("invalid-listing", "", None, "")
    ]
    assert found[0].message.endswith(reason)


def test_a_folder_without_objects_and_one_that_does_not_exist(tmp_path):
    [problem] = build_workspace(tmp_path)[1]
    assert problem.name == "invalid-listing"
    assert "GET /v2/objects" in problem.message
    with pytest.raises(NotADirectoryError):
        build_workspace(tmp_path / "none")


def test_a_file_of_100_mb_is_refused_without_being_read_whole(folder):
    path = folder / "lists.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    found = [each for each in build_workspace(folder)[1] if each.severity is attioql.Severity.ERROR]
    assert [problem.name for problem in found] == ["text-too-long"]
    assert f"{LONGEST_FILE:,}" in found[0].message


def test_answers_with_a_fault_raise_with_the_names_of_their_listings():
    given = parsed()
    given["objects/boats/options/kind"][0]["data"][0]["title"] = None
    with pytest.raises(
        attioql.WorkspaceError, match=r"^error\[.*\n --> objects/boats/options/kind \(/data/0/title\)"
    ) as caught:
        attioql.Workspace.from_listings(given)
    assert [problem.name for problem in caught.value.diagnostics if problem.severity is attioql.Severity.ERROR] == [
        "invalid-listing"
    ]


def test_hundreds_of_faults_are_told_by_the_hundred_with_the_errors_among_them(folder):
    def spoil(rows):
        rows += [
            {**rows[5], "api_slug": f"a{number}", "id": {"attribute_id": f"i{number}"}, "type": "new"}
            for number in range(300)
        ]
        rows.append(7)

    change(folder, BOATS, spoil)
    found = build_workspace(folder)[1]
    assert len(found) == 100
    assert "invalid-listing" in {problem.name for problem in found}


def related(relationship, **config):
    """Return the objects that a reference of people may lead to, with the other side that an answer says."""
    objects = [{"id": {"object_id": f"id-{slug}"}, "api_slug": slug} for slug in ("people", "boats", "berths")]
    reference = {"id": {"attribute_id": "1"}, "api_slug": "boat", "type": "record-reference", **config}
    made = attioql.Workspace.from_listings(
        {
            "objects": {"data": objects},
            "objects/people/attributes": {"data": [{**reference, "relationship": relationship}]},
            **{f"objects/{slug}/attributes": {"data": []} for slug in ("boats", "berths")},
        }
    )
    assert made.diagnostics == ()
    return made["people"].attributes["boat"].objects


EVERY = ("people", "boats", "berths")


@pytest.mark.parametrize(
    ("relationship", "config", "objects"),
    [
        (None, {}, EVERY),
        ({"object_slug": "boats"}, {}, ("boats",)),
        ({"id": {"object_id": "id-boats"}}, {}, ("boats",)),
        ({"object_slug": "boats", "id": {"object_id": "id-berths"}}, {}, ("boats",)),
        ({"id": {"object_id": "id-of-another"}}, {}, EVERY),
        ({"id": {"object_id": 5}}, {}, EVERY),
        ({"id": 5}, {}, EVERY),
        (5, {}, EVERY),
        (
            {"object_slug": "boats"},
            {"config": {"record_reference": {"allowed_object_ids": ["id-berths"]}}},
            ("berths",),
        ),
        (None, {"config": {"record_reference": {"allowed_object_ids": ["id-boats"] * 2}}}, ("boats",)),
        (None, {"config": {"record_reference": {"allowed_object_ids": []}}}, EVERY),
        (None, {"config": {"record_reference": None}}, EVERY),
        (None, {"config": {"record_reference": 5}}, EVERY),
        (None, {"config": 5}, EVERY),
    ],
)
def test_a_reference_leads_to_what_is_allowed_or_else_to_its_other_side_or_else_anywhere(relationship, config, objects):
    assert related(relationship, **config) == objects
