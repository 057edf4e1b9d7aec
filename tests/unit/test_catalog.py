"""The catalogue against a list written by hand: 17 types, five standard objects, every row with its source."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import attioql
from attioql.catalog.overview import of_target
from attioql.catalog.types import extended, load_types
from attioql.catalog.workspace import Workspace
from attioql.operators import load_operators
from attioql.resources import read_resource

LISTED = json.loads((Path(__file__).parent.parent / "conformance" / "catalog.json").read_text(encoding="utf-8"))
TYPES = json.loads(read_resource("schemas", "attribute-types.json"))["types"]
OBJECTS = json.loads(read_resource("schemas", "standard-objects.json"))["objects"]
ATTRIBUTES = [(slug, name) for slug, target in OBJECTS.items() for name in target["attributes"]]
PROPERTIES = [(slug, name) for slug, kind in TYPES.items() for name in kind["properties"]]


def is_source(text):
    return text == "recorded API answer" or text.startswith("https://docs.attio.com/")


def test_there_are_17_types_and_five_objects():
    assert (len(load_types().types), len(Workspace.standard())) == (17, 5)
    assert set(load_types().types) == set(LISTED["types"])
    assert set(Workspace.standard()) == set(LISTED["objects"])


@pytest.mark.parametrize("slug", LISTED["types"])
def test_a_type_has_the_properties_and_operators_that_are_documented(slug):
    kind = load_types().types[slug]
    listed = LISTED["types"][slug]
    assert kind.implicit == listed["implicit"]
    assert {name: set(prop.operators) for name, prop in kind.properties.items()} == {
        name: set(operators) for name, operators in listed["properties"].items()
    }


TEXTS = ("unknown_property_answer", "bare_operators", "bare_operator_answer", "named_in")


@pytest.mark.parametrize("slug", TYPES)
def test_a_type_has_all_that_its_row_says(slug):
    kind, row = load_types().types[slug], TYPES[slug]
    assert (kind.slug, kind.title, kind.source, kind.known) == (slug, row["title"], row["source"], True)
    assert {name: getattr(kind, name) for name in TEXTS} == {name: row.get(name, "") for name in TEXTS}
    assert kind.compared_as == row.get("compared_as", "value")
    assert kind.enriched is row.get("enriched", False)
    assert kind.named_by == row.get("named_by")
    assert {name: each._asdict() for name, each in kind.elsewhere.items()} == {
        name: {"use": None, **each} for name, each in row.get("elsewhere", {}).items()
    }
    assert kind.sort == (tuple(row["sort"]["fields"]), row["sort"].get("needs_field", False))
    assert kind.listed == next((name for name, each in row["properties"].items() if "$in" in each["operators"]), None)


@pytest.mark.parametrize("slug", TYPES)
def test_a_value_of_a_type_is_present_as_its_row_says_or_where_one_of_its_properties_takes_not_empty(slug):
    presence, row = load_types().types[slug].presence, TYPES[slug]
    if "presence" in row:
        said = row["presence"]
        tests = tuple(tuple(each) for each in said.get("any_of", ()))
        assert presence == (tests, said.get("means", "records with a value"), said.get("through", ""))
        return
    names = [name for name, each in row["properties"].items() if "$not_empty" in each["operators"]]
    name = row["implicit"] if row["implicit"] in names else names[0] if names else None
    assert presence == (((((name, "$not_empty", True),), "records with a value", "")) if names else None)


@pytest.mark.parametrize(("slug", "name"), PROPERTIES)
def test_a_property_has_all_that_its_row_says(slug, name):
    prop, row = load_types().types[slug].properties[name], TYPES[slug]["properties"][name]
    for key in ("about", "refusal", "whole_domain", "unknown_answer"):
        assert getattr(prop, key) == row.get(key, "")
    assert prop.source == row["source"]
    read = {"keys": (name,), "shape": "plain", "id": "", **row.get("read", {})}
    assert prop.read._asdict() == {**read, "keys": tuple(read["keys"])}
    alone = {"impossible_with": None, **row["alone"]} if "alone" in row else None
    assert (prop.alone and prop.alone._asdict()) == alone
    for key, value in row["value"].items():
        held = getattr(prop.value, key)
        assert (list(held) if isinstance(held, tuple) else held) == value


def test_operators_are_ordered_by_property_and_then_as_the_table_lists_them():
    listed = list(load_types().operators)
    for kind in load_types().types.values():
        operators = [each for prop in kind.properties.values() for each in prop.operators.values()]
        places = [(list(kind.properties).index(each.property), listed.index(each.name)) for each in operators]
        assert sorted(places) == places
        assert sorted({each.rank for each in operators}) == [each.rank for each in operators]


@pytest.mark.parametrize(("slug", "name"), PROPERTIES)
def test_an_operator_has_what_the_table_of_operators_says(slug, name):
    rows = load_operators().rows
    for key, each in load_types().types[slug].properties[name].operators.items():
        spellings = tuple(spelling.text for spelling in rows[key].spellings)
        assert (each.name, each.property, each.row, each.spellings) == (key, name, rows[key], spellings)
        assert each.words == rows[key].verb


EQUALITY = ("=", "!=", "in", "not in")
ORDER = (">", ">=", "<", "<=", "between", "not between")


@pytest.mark.parametrize(
    ("slug", "name", "roles", "takes_periods", "spellings"),
    [
        ("checkbox", "value", ("$eq", None, None), False, EQUALITY),
        ("number", "value", ("$eq", None, None), True, (*EQUALITY, *ORDER)),
        ("timestamp", "value", ("$eq", None, None), True, (*EQUALITY, *ORDER, "during")),
        ("select", "active_from", (None, None, None), True, (*ORDER, "during")),
        (
            "interaction",
            "interaction_type",
            ("$eq", None, "$not_empty"),
            False,
            (*EQUALITY, "is empty", "is not empty"),
        ),
        ("record-reference", "target_record_id", ("$eq", "$in", None), False, EQUALITY),
        ("location", "latitude", (None, None, None), False, ()),
    ],
)
def test_a_property_has_the_operators_of_its_kind(slug, name, roles, takes_periods, spellings):
    prop = load_types().types[slug].properties[name]
    found = [each and each.name for each in (prop.equality, prop.membership, prop.presence)]
    assert (tuple(found), prop.takes_periods, prop.spellings) == (roles, takes_periods, spellings)
    assert repr(prop) == f"<Property {name}>"
    assert repr(load_types().types[slug]) == f"<AttributeType {slug}>"


def test_mistaken_operators_and_patterns_are_those_of_the_data():
    data, types = json.loads(read_resource("schemas", "attribute-types.json")), load_types()
    for name in ("mistaken", "mistaken_groups"):
        assert getattr(types, name) == {each: tuple(meant) for each, meant in data[name].items()}
    assert types.patterns == data["patterns"]
    assert types.invented_answer == data["answers"]["invented_operator"]


FLAG = {"operators": ["$eq"], "value": {"kind": "boolean"}, "source": "https://docs.attio.com/"}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            {"properties": {"on": {**FLAG, "operators": ["$eq", "$rhymes"]}}, "sort": {"fields": []}},
            "on has operators that are in no row: $rhymes",
        ),
        (
            {"properties": {"on": {**FLAG, "operators": ["$eq", "$contains", "$gt"]}}, "sort": {"fields": []}},
            "on: values of the kind 'boolean' cannot be tested by $contains, $gt",
        ),
        (
            {"properties": {"on": FLAG}, "sort": {"fields": ["on", "off", "dim"]}},
            "flag is sorted by fields that are no properties of it: dim, off",
        ),
    ],
)
def test_a_row_that_says_what_cannot_be_is_an_error(row, says):
    flag = {"title": "Flag", "source": "https://docs.attio.com/", "implicit": "on", **row}
    with pytest.raises(ValueError, match=f"^{re.escape(says)}$"), extended({"flag": flag}):
        pass


@pytest.mark.parametrize(("slug", "name"), ATTRIBUTES)
def test_an_attribute_has_all_that_its_row_says(slug, name):
    attribute, row = Workspace.standard()[slug].attributes[name], OBJECTS[slug]["attributes"][name]
    assert (attribute.slug, attribute.title, attribute.text_format) == (name, row["title"], row.get("format", ""))
    defaults = {"many": False, "writable": True, "enriched": False, "deprecated": False, "source": row["source"]}
    assert {key: getattr(attribute, key) for key in defaults} == {
        key: row.get(key, value) for key, value in defaults.items()
    }
    assert attribute.replaced_by == row.get("replaced_by", "")


def test_the_record_id_of_an_object_that_is_not_a_standard_one_is_a_uuid_if_it_is_a_text():
    for kind, text_format in (("text", "uuid"), ("number", "")):
        boats = {"attributes": {"record_id": {"type": kind}, "name": {"type": kind}}}
        attributes = Workspace.from_dict({"objects": {"boats": boats}})["boats"].attributes
        assert [attributes[name].text_format for name in ("record_id", "name")] == [text_format, ""]


@pytest.mark.parametrize("slug", LISTED["objects"])
def test_an_object_has_the_attributes_that_are_documented(slug):
    told = {
        name: (attribute.type.slug, attribute.many, attribute.writable, attribute.objects)
        for name, attribute in Workspace.standard()[slug].attributes.items()
    }
    assert told == {
        name: (row["type"], row.get("many", False), row.get("writable", True), tuple(row.get("objects", ())))
        for name, row in (LISTED["objects"][slug] | LISTED["system"]).items()
    }


@pytest.mark.parametrize(("slug", "name"), ATTRIBUTES)
def test_an_attribute_is_of_a_known_type_and_has_a_source(slug, name):
    row = OBJECTS[slug]["attributes"][name]
    assert Workspace.standard()[slug].attributes[name].type.known
    assert row["title"]
    assert is_source(row["source"]) or row["source"].startswith("inferred from ")


@pytest.mark.parametrize("slug", OBJECTS)
def test_an_object_has_a_source(slug):
    assert is_source(OBJECTS[slug]["source"])


@pytest.mark.parametrize("slug", TYPES)
def test_a_type_has_a_source(slug):
    assert is_source(TYPES[slug]["source"])


@pytest.mark.parametrize(("slug", "name"), PROPERTIES)
def test_a_property_has_a_source(slug, name):
    assert is_source(TYPES[slug]["properties"][name]["source"])


@pytest.mark.parametrize(("slug", "name"), PROPERTIES)
def test_what_a_text_holds_and_what_differs_by_attribute_have_sources(slug, name):
    value = TYPES[slug]["properties"][name]["value"]
    assert ("shape" in value) == ("shape_source" in value)
    assert is_source(value.get("shape_source", "recorded API answer"))
    for choices in value.get("by_attribute", {}).values():
        assert choices.keys() <= {*value["choices"], *value["later_choices"]}
        assert all(is_source(source) or source.startswith("inferred from ") for source in choices.values())
    assert set(value.get("later_choices", ())) <= value.get("choice_sources", {}).keys()
    assert not set(value.get("choices", ())) & value.get("choice_sources", {}).keys()


@pytest.mark.parametrize(("slug", "name"), ATTRIBUTES)
def test_references_and_no_others_lead_to_known_objects(slug, name):
    attribute = Workspace.standard()[slug].attributes[name]
    assert bool(attribute.objects) == (attribute.type.slug == "record-reference")
    assert set(attribute.objects) <= set(Workspace.standard())


@pytest.mark.parametrize("slug", OBJECTS)
def test_misnamed_attributes_point_at_attributes_and_are_none(slug):
    target = Workspace.standard()[slug]
    for name, meant in target.misnamed.items():
        assert name not in target.attributes
        slug_meant, _, prop = meant.partition(".")
        assert not prop or prop in target.attributes[slug_meant].type.properties
        assert slug_meant in target.attributes


@pytest.mark.parametrize(
    ("slug", "name", "meant"),
    [
        ("people", "company_id", "company"),
        ("deals", "company_id", "associated_company"),
        ("companies", "company_id", None),
        ("deals", "primary_company", "associated_company"),
        ("deals", "owner_id", "owner"),
        ("people", "owner_id", None),
        ("deals", "stage_id", "stage"),
        ("deals", "status", "stage"),
        ("companies", "status", None),
        ("companies", "location", "primary_location"),
        ("deals", "location", None),
        ("people", "phone", "phone_numbers"),
        ("companies", "phone", None),
        ("people", "last_interaction_at", "last_interaction.interacted_at"),
        ("companies", "last_call_at", "last_call_interaction.interacted_at"),
        ("deals", "last_call_at", None),
    ],
)
def test_a_name_that_people_use_means_an_attribute_only_where_there_is_one(slug, name, meant):
    assert Workspace.standard()[slug].misnamed.get(name) == meant


def test_a_name_means_the_attribute_that_a_custom_object_has():
    attributes = {
        "status": {"type": "status"},
        "stage": {"type": "status"},
        "company": {"type": "record-reference", "objects": ["boats"]},
        "last_interaction": {"type": "text"},
    }
    data = {
        "objects": {"boats": {"attributes": attributes}},
        "lists": {"sales": {"parents": [], "attributes": attributes}},
    }
    workspace = Workspace.from_dict(data)
    for target in workspace.values():
        assert "status" not in target.misnamed
        assert target.misnamed["stage_id"] == "stage"
        assert target.misnamed["status_id"] == "status"
        assert target.misnamed["company_id"] == "company"
        assert "last_interaction_at" not in target.misnamed
    assert workspace["sales"].misnamed["parent_record_id"] == "parent_record"


NO_COUNTERPARTS = [
    name
    for row in json.loads(read_resource("schemas", "standard-objects.json"))["no_counterpart"]
    for name in row["names"]
]


@pytest.mark.parametrize(
    "name", [*NO_COUNTERPARTS, "updatedAt", "lastModified", "updatd_at", "modified_att", "Updated_At"]
)
@pytest.mark.parametrize("slug", OBJECTS)
def test_what_attio_does_not_keep_is_never_taken_for_something_else(slug, name):
    target = Workspace.standard()[slug]
    sort = {"attribute": name, "direction": "asc"}
    for asked in (f'`{name}` = "2024-01-01"', {name: "2024-01-01"}, {"filter": {}, "sorts": [sort]}):
        [problem] = attioql.check(asked, target)
        assert problem.name == "unknown-attribute"
        assert not problem.fixes
        assert "did you mean" not in problem.message
        assert any("means the same" in note for note in problem.notes)


def test_an_attribute_of_that_name_is_an_attribute_all_the_same():
    data = {"objects": {"boats": {"attributes": {"updated_at": {"type": "timestamp"}, "edited": {"type": "checkbox"}}}}}
    boats = Workspace.from_dict(data)["boats"]
    assert attioql.check("updated_at > 2024-01-01", boats) == ()
    assert "did you mean `updated_at`" in attioql.check("updatd_at > 2024-01-01", boats)[0].message


@pytest.mark.parametrize("slug", TYPES)
def test_names_found_elsewhere_point_at_properties_and_are_none(slug):
    kind = load_types().types[slug]
    for name, elsewhere in kind.elsewhere.items():
        assert name not in kind.properties
        assert elsewhere.use is None or elsewhere.use in kind.properties
        assert elsewhere.why


def test_everything_is_loaded_once():
    assert load_types() is load_types()
    assert Workspace.standard() is Workspace.standard()


def test_an_unknown_slug_names_the_nearest():
    with pytest.raises(KeyError, match="did you mean 'deals'"):
        Workspace.standard()["deal"]
    with pytest.raises(KeyError, match="there are companies, deals, people, users, workspaces"):
        Workspace.standard()["xyzzy"]


def test_of_many_targets_an_unknown_slug_names_some_and_counts_the_others():
    row = {"singular": "Thing", "plural": "Things", "attributes": {}}
    workspace = Workspace({"objects": {f"thing_{number:04}": row for number in range(2_000)}})
    with pytest.raises(KeyError, match=r"; there are thing_0000, (thing_00[01]\d, ){10}thing_0011 and 1,988 more\W\Z"):
        workspace["xyzzy"]


def test_a_type_of_the_future_can_be_named():
    row = {"singular": "Thing", "plural": "Things", "attributes": {"aura": {"title": "Aura", "type": "hologram"}}}
    kind = Workspace({"objects": {"things": row}})["things"].attributes["aura"].type
    assert (kind.slug, kind.title, kind.known, dict(kind.properties)) == ("hologram", "hologram", False, {})


@pytest.mark.parametrize(
    ("name", "meant"),
    [("person", "people"), ("company", "companies"), ("deal", "deals"), ("User", "users"), ("prson", "people")],
)
def test_the_singular_of_an_object_leads_to_its_slug(name, meant):
    with pytest.raises(KeyError, match=f"did you mean '{meant}'"):
        Workspace.standard()[name]


def test_the_plural_of_an_object_leads_to_its_slug():
    workspace = Workspace({"objects": {"vessel": {"singular": "Boat", "plural": "Sloops", "attributes": {}}}})
    with pytest.raises(KeyError, match="did you mean 'vessel'"):
        workspace["Sloop"]


def test_an_object_without_titles_is_called_by_its_slug():
    boats = Workspace({"objects": {"boats": {"attributes": {}}}})["boats"]
    assert (boats.singular, boats.plural) == ("boats", "boats")


def test_long_names_are_shortened_above_the_table_of_a_target():
    caption = of_target("slug" * 20, "Title" * 20, "object", ()).caption
    assert caption == f"{'Title' * 20:.57}…: object `{'slug' * 20:.57}…`, 0 attributes"


def test_a_table_shows_a_hundred_rows_and_counts_the_others():
    for number, rest in ((100, ""), (101, "… and 1 more {}"), (1_102, "… and 1,002 more {}s")):
        rows = {f"a{index:04}": {"type": "text"} for index in range(number)}
        whole = Workspace.from_dict({"objects": {slug: {"attributes": {}} for slug in rows}})
        target = Workspace.from_dict({"objects": {"a": {"attributes": rows}}})["a"]
        for shown, word in ((whole, "target"), (target, "attribute")):
            assert shown._overview().rest == rest.format(word)
            last = rest.format(word) or "a0099"
            assert str(shown).splitlines()[-1].startswith(last)
            assert shown._repr_html_().endswith(f"<p>{last}</p></div>" if rest else "</table></div>")
