"""Activities are a third kind of target, in workspace files and listings, with request bodies of their own."""

import json

import pytest

import attioql
from attioql.catalog.comparison import changes, compare
from attioql.catalog.listing_files import build_workspace
from attioql.catalog.workspace_file import load_workspace

DATA = {
    "objects": {"people": {"attributes": {"name": {"type": "personal-name"}}}},
    "lists": {"site_visits": {"parents": ["people"], "attributes": {"rating": {"type": "rating"}}}},
    "activities": {
        "phone_calls": {
            "id": "97052eb9-e65e-443f-a297-f2d9a4a7f795",
            "singular": "Phone call",
            "plural": "Phone calls",
            "attributes": {"direction": {"type": "select"}, "timestamp": {"type": "timestamp"}},
        },
        "site_visits": {"attributes": {"visitor": {"type": "record-reference", "objects": ["people"]}}},
    },
}
LISTINGS = {
    "objects": {"data": [{"id": {"object_id": "o1"}, "api_slug": "people"}]},
    "objects/people/attributes": {
        "data": [{"id": {"object_id": "o1", "attribute_id": "a1"}, "api_slug": "name", "type": "personal-name"}]
    },
    "activities": {
        "data": [
            {
                "id": {"workspace_id": "w", "activity_id": "c1"},
                "api_slug": "phone_calls",
                "singular_noun": "Phone call",
                "plural_noun": "Phone calls",
                "extends": [],
                "is_system_activity": True,
            }
        ]
    },
    "activities/phone_calls/attributes": {
        "data": [
            {"id": {"activity_id": "c1", "attribute_id": "a2"}, "api_slug": "direction", "type": "select"},
            {"id": {"activity_id": "c1", "attribute_id": "a3"}, "api_slug": "timestamp", "type": "timestamp"},
        ]
    },
    "activities/phone_calls/options/direction": {
        "data": [{"id": {"option_id": "o"}, "title": "Outbound"}, {"id": {"option_id": "i"}, "title": "Inbound"}]
    },
}
WORKSPACE = attioql.Workspace.from_dict(DATA)
CALLS = WORKSPACE["activities/phone_calls"]


def test_an_activity_goes_by_its_slug_its_section_and_its_id():
    assert CALLS is WORKSPACE["phone_calls"] is WORKSPACE["97052eb9-e65e-443f-a297-f2d9a4a7f795"]
    assert (CALLS.kind, CALLS.slug, CALLS.name, CALLS.plural) == (
        "activity",
        "phone_calls",
        "phone_calls",
        "Phone calls",
    )
    assert "activities/phone_calls" in WORKSPACE
    assert "objects/phone_calls" not in WORKSPACE
    assert "lists/phone_calls" not in WORKSPACE


def test_an_activity_with_the_slug_of_a_list_goes_by_its_section():
    assert list(WORKSPACE) == ["people", "site_visits", "phone_calls", "activities/site_visits"]
    assert WORKSPACE["site_visits"].kind == "list"
    visits = WORKSPACE["activities/site_visits"]
    assert (visits.kind, visits.slug, visits.name) == ("activity", "site_visits", "activities/site_visits")
    found = attioql.compile('visitor.name.first_name = "Ada"', visits)
    assert found.json() == {
        "path": [["site_visits", "visitor"], ["people", "name"]],
        "constraints": {"first_name": {"$eq": "Ada"}},
    }


def test_an_unknown_activity_is_a_key_error_with_the_nearest_name():
    with pytest.raises(KeyError, match="no object, list or activity 'activities/phone_cals'"):
        WORKSPACE["activities/phone_cals"]
    assert "phone_calls" not in attioql.Workspace.standard()


def test_what_is_documented_of_phone_calls_is_accepted():
    body = {"filter": {"direction": "Outbound"}, "sorts": [{"attribute": "timestamp", "direction": "desc"}]}
    found = attioql.load({**body, "limit": 500, "offset": 0}, CALLS)
    assert found == attioql.compile('direction = "Outbound"', CALLS)
    assert found.json() == {"direction": {"option": {"$eq": "Outbound"}}}
    assert found.text() == 'direction = "Outbound"'
    assert attioql.json_schema(CALLS)["title"] == "A filter for phone_calls"


def test_a_saved_view_is_for_objects_and_lists_only():
    view = {"filter_view_id": "97052eb9-e65e-443f-a297-f2d9a4a7f795"}
    [problem] = attioql.check(view, CALLS)
    assert (problem.name, problem.pointer) == ("unknown-body-key", "/filter_view_id")
    assert "filter_view_id" not in problem.notes[0]
    for name in ("people", "site_visits"):
        assert [each.name for each in attioql.check(view, WORKSPACE[name])] == ["saved-view"]


def test_answers_of_the_api_make_activities():
    workspace = attioql.Workspace.from_listings(LISTINGS)
    calls = workspace["activities/phone_calls"]
    assert workspace.diagnostics == ()
    assert (calls.id, calls.singular, list(calls.attributes)) == ("c1", "Phone call", ["direction", "timestamp"])
    assert attioql.compile("direction = Outbound", calls) == attioql.load({"direction": "Outbound"}, calls)
    with pytest.raises(attioql.FilterError, match="did you mean `Outbound`"):
        attioql.compile("direction = Outbond", calls)


def test_saved_answers_make_a_workspace_file_that_reads_back(tmp_path):
    for name, answer in LISTINGS.items():
        path = tmp_path / "answers" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(answer), encoding="utf-8")
    data, problems = build_workspace(tmp_path / "answers")
    assert problems == ()
    (tmp_path / "workspace.json").write_text(json.dumps(data), encoding="utf-8")
    assert load_workspace(tmp_path / "workspace.json") == (data, ())
    assert attioql.Workspace.load(tmp_path / "workspace.json") == attioql.Workspace.from_listings(LISTINGS)


def test_a_workspace_without_activities_does_not_list_them():
    data, _ = attioql.catalog.listing_files.workspace_of_answers(
        {name: answer for name, answer in LISTINGS.items() if not name.startswith("activities")}
    )
    assert "activities" not in data


@pytest.mark.parametrize(
    ("name", "answer", "code", "says"),
    [
        (
            "activities/phone_calls/attributes",
            None,
            "missing-listing",
            "the attributes of `phone_calls` were not saved",
        ),
        ("activities/visits/attributes", {"data": []}, "unexpected-file", "of the activity `visits`"),
        ("activities/visits/options/place", {"data": []}, "unexpected-file", "options of `place` of `visits`"),
        ("activity", {"data": []}, "unexpected-file", "no listing has this name"),
    ],
)
def test_what_is_doubtful_in_listings_of_activities_is_reported(name, answer, code, says):
    listings = {key: value for key, value in {**LISTINGS, name: answer}.items() if value is not None}
    listings.pop("activities/phone_calls/options/direction")
    found = [each for each in attioql.Workspace.from_listings(listings).diagnostics if each.name == code]
    assert len(found) == 1
    assert says in found[0].message


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"calls": {"parents": [], "attributes": {}}}, "/activities/calls/parents"),
        ({"calls": {}}, "/activities/calls"),
        ({"a": {"id": "1", "attributes": {}}, "b": {"id": "1", "attributes": {}}}, "/activities/b/id"),
        (
            {"a": {"attributes": {"x": {"type": "text", "id": "1"}, "y": {"type": "text", "id": "1"}}}},
            "/activities/a/attributes/y/id",
        ),
    ],
)
def test_what_is_wrong_with_activities_in_a_workspace_file_is_reported(data, pointer):
    with pytest.raises(attioql.WorkspaceError) as error:
        attioql.Workspace.from_dict({"objects": {}, "activities": data})
    assert [problem.pointer for problem in error.value.diagnostics] == [pointer]


def test_an_unknown_type_and_object_of_an_activity_are_reported():
    attributes = {"x": {"type": "hologram"}, "y": {"type": "record-reference", "objects": ["nobody"]}}
    workspace = attioql.Workspace.from_dict({"objects": {}, "activities": {"calls": {"attributes": attributes}}})
    assert [problem.name for problem in workspace.diagnostics] == ["unknown-attribute-type", "unknown-reference"]


def test_activities_are_compared():
    later = json.loads(json.dumps(DATA))
    later["activities"]["calls"] = later["activities"].pop("phone_calls")
    del later["activities"]["site_visits"]
    later["activities"]["demos"] = {"attributes": {}}
    found = {
        (each.kind, each.what, each.path) for each in changes(compare(WORKSPACE, attioql.Workspace.from_dict(later)))
    }
    assert found == {
        ("renamed", "activity", "phone_calls"),
        ("removed", "activity", "activities/site_visits"),
        ("added", "activity", "demos"),
    }
