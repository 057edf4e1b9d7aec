"""Witnesses and differences by hand: what their records hold, how they read, and what is refused."""

import pickle
from typing import Any

import pytest
from record_shape import faults

import attioql
from attioql.limits import LIMITS
from attioql.values.ids import UUID as AS_UUID

WORKSPACE = attioql.Workspace.standard()
COMPANIES, PEOPLE, DEALS = WORKSPACE["companies"], WORKSPACE["people"], WORKSPACE["deals"]
UUID = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"


def compiled(text, target=COMPANIES):
    return attioql.compile(text, target)


def held(text, target=COMPANIES) -> dict[str, Any]:
    """Return what the example of a filter holds, without what every value has."""
    witness = compiled(text, target).example()
    assert witness is not None
    values: Any = witness.record["values"]
    left_out = {"attribute_type", "active_until"}
    return {
        slug: [{key: each for key, each in value.items() if key not in left_out} for value in listed]
        for slug, listed in values.items()
    }


def assert_contradicts_itself(found):
    """Check that no record matches a filter, and that none is shown."""
    assert found.is_contradiction() is True
    assert found.example() is None


def only(text, target=COMPANIES):
    """Return the value of a filter on one property."""
    [[value]] = held(text, target).values()
    [found] = value.values()
    return found


@pytest.mark.parametrize(
    ("text", "target", "value"),
    [
        ('name = "Acme"', COMPANIES, "Acme"),
        ('name contains "Ltd"', COMPANIES, "Ltd"),
        ('name contains "Ltd" and name != "Ltd"', COMPANIES, "Ltd 2"),
        ('name starts with "Acme" and name ends with "Ltd" and name contains "&"', COMPANIES, "Acme&Ltd"),
        ('name starts with "Ab" and name starts with "a"', COMPANIES, "Ab"),
        ('name in ("x", "y") and name != "x"', COMPANIES, "y"),
        ('name contains "" and not name contains "e"', COMPANIES, "-"),
        ('domains contains "acme"', COMPANIES, "acme.com"),
        ('domains ends with ".de"', COMPANIES, "example.de"),
        ('email_addresses contains "@acme.com"', PEOPLE, "jane@acme.com"),
        ('email_addresses starts with "jo"', PEOPLE, "jo@example.com"),
        ('email_addresses ends with "acme.com"', PEOPLE, "jane@acme.com"),
        ('email_addresses contains "@"', PEOPLE, "jane@example.com"),
        ('phone_numbers starts with "+44"', PEOPLE, "+445550123"),
        ("phone_numbers.country_code is not empty", PEOPLE, "US"),
        ('primary_location.country_code starts with "U"', PEOPLE, "US"),
        ('record_id starts with "5"', PEOPLE, "50000000-0000-4000-8000-000000000001"),
        ("twitter_follower_count > 5", COMPANIES, 6),
        ("twitter_follower_count > 5 and twitter_follower_count < 6", COMPANIES, 5.1),
        ("twitter_follower_count < 5", COMPANIES, 4),
        ("twitter_follower_count between 10 and 20", COMPANIES, 10),
        ("twitter_follower_count between 10 and 20 and twitter_follower_count != 10", COMPANIES, 11),
        ("foundation_date > 2024-02-28", COMPANIES, "2024-02-29"),
        ("foundation_date < 2024-01-01", COMPANIES, "2023-12-31"),
        ("created_at > 2024-05-31T09:30Z", COMPANIES, "2024-06-01T00:00:00.000000000Z"),
        (
            "created_at > 2024-05-31T09:30Z and created_at < 2024-05-31T12:00Z",
            COMPANIES,
            "2024-05-31T10:00:00.000000000Z",
        ),
        ("created_at during 2024-05", COMPANIES, "2024-05-01T00:00:00.000000000Z"),
        ("created_at != 2024-05-31T09:30Z", COMPANIES, "2024-01-15T09:30:00.000000000Z"),
        ("last_interaction.interaction_type is not empty", COMPANIES, "email"),
        ("last_calendar_interaction.interaction_type is not empty", COMPANIES, "calendar-event"),
    ],
)
def test_a_value_is_one_that_people_recognise(text, target, value):
    assert only(text, target) == value


def test_a_value_holds_the_properties_that_are_named():
    assert held('name { first_name = "Ada" and last_name contains "Lee" }', PEOPLE) == {
        "name": [{"first_name": "Ada", "last_name": "Lee"}]
    }
    either = held('name.first_name = "Ada" or name.last_name = "Lee"', PEOPLE)
    assert either == {"name": [{"first_name": "Ada", "last_name": None}]}


@pytest.mark.parametrize("path", ["domains", "team.email_addresses", "associated_deals.name"])
def test_a_record_has_so_many_values_that_each_condition_can_be_compared_with_each(monkeypatch, path):
    monkeypatch.setattr(type(LIMITS), "witness_comparisons", 100)
    for count, is_made in ((10, True), (11, False)):
        asked = compiled(" and ".join(f'{path} = "{number}a.com"' for number in range(count)))
        assert (asked.example() is not None) is is_made
        assert asked.is_contradiction() is False
        assert (compiled('name = "Acme"').difference(asked).only_second is not None) is is_made


def test_several_conditions_on_many_values_may_take_several_values():
    assert held('domains = "a.com" and domains = "b.com"') == {
        "domains": [{"domain": "a.com"}, {"domain": "b.com"}],
    }


def test_an_option_has_a_title_and_an_id():
    assert only('stage = "Lead"', DEALS)["title"] == "Lead"
    assert only(f'stage = "{UUID}"', DEALS) == {"id": {"status_id": UUID}, "title": "Example", "is_archived": False}
    both = compiled(f'stage = "Lead" and stage = "{UUID}"', DEALS)
    assert both.is_contradiction() is None
    assert only(both.text(), DEALS) == {"id": {"status_id": UUID}, "title": "Lead", "is_archived": False}


def test_known_options_and_members_are_taken():
    own = attioql.Workspace.from_dict(
        {
            "members": [{"id": UUID, "first_name": "Ada", "last_name": "Lee"}],
            "objects": {
                "boats": {
                    "attributes": {
                        "kind": {
                            "type": "select",
                            "options": [
                                {"title": "Yawl", "id": UUID[:-1] + "1"},
                                {"title": "Ketch", "id": UUID[:-1] + "2"},
                            ],
                        },
                        "skipper": {"type": "actor-reference"},
                    }
                }
            },
        }
    )["boats"]
    assert only('kind = "Ketch"', own)["id"] == {"option_id": UUID[:-1] + "2"}
    assert only(f'kind = "{UUID[:-1]}1"', own)["title"] == "Yawl"
    chosen = held('kind.active_from > 2024-01-01 and kind != "Yawl"', own)["kind"]
    assert chosen[0]["option"]["title"] == "Ketch"


def test_a_path_leads_to_a_related_record():
    found = compiled('company.name = "Acme" and name.first_name = "Ada"', PEOPLE)
    witness = found.example()
    assert witness is not None
    [(owner, identity)] = witness.related
    values: Any = witness.record["values"]
    assert (owner, values["company"][0]["target_record_id"]) == ("companies", identity)
    assert str(witness).split("\n") == [
        "id: 00000001-0000-4000-8000-000000000001",
        'name: "Ada"',
        "company: companies 00000001-0000-4000-8000-000000000002",
        "companies 00000001-0000-4000-8000-000000000002",
        '  name: "Acme"',
    ]


def test_a_reference_leads_to_a_record_where_another_branch_follows_it():
    found = compiled(f'company = "{UUID}" or company.name = "Acme"', PEOPLE)
    witness = found.example()
    assert witness is not None
    assert found.matches(witness.record, related=witness.related)


def test_conditions_on_one_reference_have_an_example_though_the_logic_does_not_know():
    found = compiled(f'company = "{UUID}" and company.name = "Acme" and company.domains = "acme.com"', PEOPLE)
    assert found.is_contradiction() is None
    witness = found.example()
    assert witness is not None
    assert found.matches(witness.record, related=witness.related)
    assert len(witness.related) == 1, "a person has one company"


def _joined(parts, number, word="and"):
    return f" {word} ".join(f"({parts.format(n, UUID[:-2])})" for n in range(10, number + 10))


@pytest.mark.parametrize(
    "text",
    [
        _joined('team.name = "a{0}" or team.job_title = "b{0}"', 100),
        _joined('team.name = "a{0}" or not team.job_title = "b{0}"', 100),
        _joined('not team.name = "a{0}" or team.company.name = "b{0}"', 100),
        _joined('team = "{1}{0}" or team.company.name = "b{0}"', 90),
        _joined('not team = "{1}{0}" or team.company.name = "b{0}"', 90),
        _joined('team = "{1}{0}" or not (team.name = "b{0}" and team.company = "{1}{0}")', 90),
        _joined('name contains "x{0}" or domains contains "y{0}"', 1_000),
        _joined('name contains "x{0}" or not domains contains "y{0}"', 1_000),
        _joined('not name = "a{0}" or name != "a{0}"', 5_000),
        "not (" + _joined('name = "a{0}" and name != "a{0}"', 5_000, "or") + ")",
    ],
)
def test_however_many_groups_are_joined_there_is_an_example(text):
    found = compiled(text)
    witness = found.example()
    assert witness is not None
    assert found.matches(witness.record, related=witness.related)


def test_a_filter_that_takes_too_much_to_decide_has_no_example_and_ends():
    none = "(twitter_follower_count = 1 or twitter_follower_count = 2) and twitter_follower_count in (3, 4)"
    found = compiled(_joined('description contains "a{0}" or name contains "b{0}"', 30) + f" and {none}")
    assert found.is_contradiction() is None
    assert found.example() is None


def test_no_id_of_the_filter_is_that_of_another_record():
    first = "00000001-0000-4000-8000-000000000001"
    witness = compiled(f'company.name = "Acme" and associated_users != "{first}"', PEOPLE).example()
    assert witness is not None
    assert witness.record["id"] != {"record_id": first}


def test_an_entry_of_a_list_has_its_values_and_its_parent():
    races = attioql.Workspace.from_dict(
        {
            "objects": {"boats": {"attributes": {"name": {"type": "text"}}}},
            "lists": {"races": {"parents": ["boats"], "attributes": {"rank": {"type": "number"}}}},
        }
    )["races"]
    found = compiled('rank > 1 and parent_record.name = "Ada"', races)
    witness = found.example()
    assert witness is not None
    [(owner, identity)] = witness.related
    assert (witness.record["parent_object"], witness.record["parent_record_id"]) == (owner, identity)
    entry: Any = witness.record
    assert list(entry["entry_values"]) == ["rank"]
    assert found.matches(entry, related=witness.related)


def test_nothing_matches_a_contradiction_and_everything_the_empty_filter():
    assert compiled('name = "a" and name = "b"').example() is None
    empty = compiled("")
    assert empty.counterexample() is None
    witness = empty.example()
    assert witness is not None
    assert witness.record["values"] == {}


def test_what_every_record_has_is_there_in_a_counterexample():
    witness = compiled("created_at < 2024-01-01 and name = 'x'").counterexample()
    assert witness is not None
    values: Any = witness.record["values"]
    assert values["created_at"]
    assert not values["name"]


@pytest.mark.parametrize(
    ("one", "two", "relation", "equivalent"),
    [
        ('name = "a"', 'name = "a"', "equivalent", True),
        ("foundation_date > 2024-01-01", "foundation_date >= 2024-01-02", "equivalent", True),
        ('name = "Acme"', 'name contains "acme"', "implies", False),
        ('name contains "acme"', 'name = "Acme"', "implied", False),
        ('name = "a"', 'name = "b"', "neither", False),
        (
            'domains { domain = "a" and root_domain = "b" }',
            'domains = "a" and domains.root_domain = "b"',
            "implies",
            False,
        ),
        (
            f'team = "{UUID}" and team.name = "a"',
            f'team = "{UUID}" and team.name = "a" and name = "b"',
            "implied",
            False,
        ),
    ],
)
def test_a_difference_says_how_filters_relate(one, two, relation, equivalent):
    difference = compiled(one).difference(compiled(two))
    assert (difference.relation, difference.equivalent) == (relation, equivalent)
    assert (difference.only_first is None) is (difference.implies is True)


def test_a_difference_of_which_little_is_known_says_so():
    two = compiled("value > 1", DEALS)
    none = compiled(f'stage = "{UUID}" and stage = "{UUID[:-1]}0"', DEALS)
    assert none.difference(two).relation == "unknown"
    assert none.example() is None
    assert str(attioql.Difference(None, None)) == "Whether one filter implies the other is not known."
    assert attioql.Difference(None, None).relation == "unknown"
    assert attioql.Difference(None, False).equivalent is False
    assert attioql.Difference(None, True).equivalent is None


def test_a_difference_reads_as_sentences():
    difference = compiled('name = "Acme"').difference(compiled('name contains "acme"'))
    assert str(difference) == (
        "The first filter implies the second, which matches more records.\n"
        "\n"
        "Only the second filter matches:\n"
        "  id: 00000001-0000-4000-8000-000000000001\n"
        '  name: "acme"'
    )


def test_witnesses_are_values():
    one = compiled('name = "a"')
    witness = one.example()
    assert witness == one.example()
    assert pickle.loads(pickle.dumps(witness)) == witness
    assert repr(witness).startswith("Witness(record={'id': ")
    with pytest.raises(AttributeError):
        witness.record = {}
    difference = one.difference(compiled('name = "b"'))
    assert pickle.loads(pickle.dumps(difference)) == difference


def test_what_a_terminal_obeys_is_not_in_the_text_of_a_witness():
    assert "\x1b" not in str(compiled('name = "a\x1b[31mb"').example())


def test_filters_of_two_workspaces_differ_in_attributes_that_one_of_them_has():
    def boats(kind):
        return attioql.Workspace.from_dict(
            {
                "objects": {
                    "boats": {"attributes": {"name": {"type": "text"}, **kind}},
                    "ports": {"attributes": {"name": {"type": "text"}}},
                }
            }
        )["boats"]

    port: Any = {"port": {"type": "record-reference", "objects": ["ports"]}, "size": {"type": "number"}}
    one = attioql.compile('name = "a"', boats({}))
    other = attioql.compile('port.name = "b" and size > 1', boats(port))
    difference = one.difference(other)
    assert (difference.relation, one.implies(other)) == ("neither", False)
    for witness, matching in ((difference.only_first, one), (difference.only_second, other)):
        assert witness is not None
        assert matching.matches(witness.record, related=witness.related)
    third = attioql.compile('size = "large"', boats({"size": {"type": "text"}}))
    assert third.difference(other).implied is other.implies(third) is None


def test_filters_of_other_targets_are_refused():
    with pytest.raises(ValueError, match="companies"):
        compiled('name = "a"').difference(compiled('job_title = "b"', PEOPLE))
    with pytest.raises(TypeError, match="a filter is compared"):
        compiled('name = "a"').difference("name")


def test_ids_of_options_are_the_same_in_either_case():
    tree = {"$and": [{"stage": {"$eq": UUID.upper()}}, {"$not": {"stage": {"$eq": UUID}}}]}
    assert_contradicts_itself(attioql.load(tree, DEALS))


@pytest.mark.parametrize(
    "text",
    [
        f'r.target_object = "b" and (r[a].n > 1 or r.target_record_id = "{UUID}")',
        f'r = record(b, "{UUID}") and (r[a].n > 1 or r.target_record_id = "{UUID}")',
        'r.target_object = "b" and r[a].n > 1',
    ],
)
def test_a_list_of_references_holds_records_of_paths_beside_others(text):
    number = {"n": {"title": "N", "type": "number"}}
    references = {"r": {"title": "R", "type": "record-reference", "objects": ["a", "b"], "many": True}}
    objects = {
        "a": {"singular": "A", "plural": "As", "attributes": references | number},
        "b": {"singular": "B", "plural": "Bs", "attributes": number},
    }
    made = compiled(text, attioql.Workspace.from_dict({"objects": objects})["a"])
    witness = made.example()
    assert witness is not None
    assert made.matches(witness.record, related=witness.related)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (f'workspace.record_id contains "{UUID[3:9].upper()}"', WORKSPACE["users"]),
        (f'workspace.record_id contains "{UUID[:8]}" and workspace.record_id ends with "c"', WORKSPACE["users"]),
        (
            f'not workspace.record_id = "{UUID}" and workspace.name = "a" and workspace.company = "{UUID}"',
            WORKSPACE["users"],
        ),
        (f'workspace = "{UUID}" and workspace.record_id contains "{UUID[3:9]}"', WORKSPACE["users"]),
        (f'workspace = "{UUID}" and workspace.record_id = "{UUID[:-1]}2"', WORKSPACE["users"]),
        (f'company = "{UUID}" and company.record_id ends with "b" and company.name = "a"', PEOPLE),
        (f'company.target_object = "companies" and company.record_id = "{UUID}" and company.name = "a"', PEOPLE),
        (
            " and ".join(f'not record_id contains "{digit * 2}"' for digit in "0123456789abcdef")
            + ' and record_id contains "-"',
            PEOPLE,
        ),
        ('record_id contains "a7" and record_id contains "8b" and record_id contains "9c-"', PEOPLE),
        ('record_id contains "a" and record_id starts with "b" and not record_id contains "0"', PEOPLE),
        (f'record_id in ("{UUID}", "{UUID[:-1]}2") and not record_id = "{UUID}"', PEOPLE),
        ('record_id starts with "50CF242C-7fa3" and not record_id ends with "1"', PEOPLE),
    ],
)
def test_the_id_of_a_record_is_the_same_wherever_it_stands(text, target):
    made = compiled(text, target)
    witness = made.example()
    assert witness is not None
    assert made.matches(witness.record, related=witness.related)
    referred = {
        value["target_record_id"]
        for record in (witness.record, *witness.related.values())
        for value in _references(record)
    }
    for identity, record in [("", witness.record), *((each, record) for (_, each), record in witness.related.items())]:
        own = record["id"]["record_id"]
        assert AS_UUID.match(own)
        assert identity in {"", own}
        assert [value["value"] for value in record["values"].get("record_id", ())] in ([], [own])
    assert {identity for _, identity in witness.related} <= referred


def _references(record: Any):
    return [value for listed in record["values"].values() for value in listed if "target_record_id" in value]


@pytest.mark.parametrize(
    "text",
    [
        'record_id contains "z"',
        'record_id starts with "50cf242c7"',
        f'record_id starts with "{UUID}0"',
        f'record_id ends with "{UUID[3:]}b"',
        f'record_id starts with "{UUID[:20]}" and record_id ends with "{UUID[10:].replace("a", "b")}"',
        'record_id contains "a" and not record_id contains "-"',
        'record_id = "Ada"',
        f'company.record_id {{ value contains "{UUID}" and value ends with "c" }}',
    ],
)
def test_what_no_id_can_be_is_a_contradiction(text):
    assert_contradicts_itself(compiled(text, PEOPLE))


@pytest.mark.parametrize(
    "text",
    [
        f'company = "{UUID}" and not company.record_id = "{UUID}"',
        f'company = "{UUID}" and company.record_id = "{UUID[:-1]}2"',
    ],
)
def test_no_record_has_another_id_than_a_reference_to_it(text):
    assert compiled(text, PEOPLE).example() is None


_THINGS: Any = {
    "objects": {
        "things": {
            "attributes": {
                "record_id": {"type": "text"},
                "text": {"type": "text"},
                "kind": {
                    "type": "select",
                    "options": [{"title": "Yawl", "id": UUID[:-1] + "1"}, {"title": "Ketch", "id": UUID[:-1] + "2"}],
                },
                "self": {"type": "record-reference", "objects": ["things"]},
                "any": {"type": "record-reference"},
                "one_of": {"type": "record-reference", "objects": ["things", "others"]},
                "many_of": {"type": "record-reference", "many": True, "objects": ["things", "others"]},
                "path": {"type": "text"},
            }
        },
        "others": {
            "attributes": {"text": {"type": "text"}, "things": {"type": "record-reference", "objects": ["things"]}}
        },
    },
    "lists": {
        "races": {
            "parents": ["things", "others"],
            "attributes": {"rank": {"type": "number"}, "record_id": {"type": "text"}},
        },
        "solo": {"parents": ["things"], "attributes": {"rank": {"type": "rating"}}},
    },
    "activities": {"calls": {"attributes": {"direction": {"type": "select"}, "who": {"type": "record-reference"}}}},
}
THINGS = attioql.Workspace.from_dict(_THINGS)


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("things", f"self{'.self' * 18}.text = 'x'".replace("'", '"')),
        ("things", 'one_of[things].text = "x" or one_of[others].text = "y"'),
        ("things", 'many_of[things].text = "x" and many_of[others].text = "y"'),
        ("things", 'not many_of[things].text = "x" and many_of.target_object = others'),
        ("things", f'many_of = record(things, "{UUID}") and many_of[others].things.text = "x"'),
        (
            "things",
            f'many_of = record(things, "{UUID}") and many_of[things].record_id = "{UUID}" and many_of[things].text = "x"',
        ),
        ("things", "any.target_object = others and not one_of.target_object = things"),
        ("things", f'self = "{UUID}" and self.self = "{UUID}" and self.text = "a"'),
        ("things", f'self = "{UUID}" and self.self = "{UUID}" and self.text = "a" and self.self.path = "b"'),
        (
            "things",
            f'self.self = "{UUID}" and self.self.text = "a" and any = record(things, "{UUID}") and any[things].path = "b"',
        ),
        ("things", f'record_id = "{UUID}" and any = record(others, "{UUID}") and self = "{UUID[:-1]}2"'),
        ("things", f'record_id = "{UUID}" and many_of = record(things, "{UUID}")'),
        ("things", 'kind != "Yawl" and kind.active_from > 2024-01-01 and not path = "x"'),
        ("races", 'parent_record[things].text = "x" and rank > 1'),
        ("races", f'parent_record = record(others, "{UUID}") and parent_record[others].text = "y"'),
        ("races", f'parent_record.target_object = things and parent_record[things].record_id = "{UUID}"'),
        ("races", "not parent_record.target_object = things"),
        ("races", f'record_id = "{UUID}"'),
        ("solo", "not parent_record.target_object = things"),
        ("solo", "parent_record.target_object = things and not rank > 4"),
        ("calls", 'direction = "Outbound" and who[things].text = "x" and not who[things].self.text = "y"'),
    ],
)
def test_records_of_odd_targets_are_such_as_the_api_could_answer(target, text):
    found = compiled(text, THINGS[target])
    for witness, wanted in ((found.example(), True), (found.counterexample(), False)):
        assert witness is not None
        assert found.matches(witness.record, related=witness.related) is wanted
        assert [*faults(THINGS[target], witness)] == []


@pytest.mark.parametrize(
    "text",
    [
        f'kind = "Yawl" and kind = "{UUID[:-1]}2"',
        f'kind = "Yawl" and not kind = "{UUID[:-1]}1"',
        f'record_id = "{UUID}" and self.record_id = "{UUID}" and text = "a" and self.text = "b"',
        f'self = "{UUID}" and self.self = "{UUID}" and self.self.text = "a" and not self.text = "a"',
    ],
)
def test_there_is_no_example_where_records_would_contradict_one_another(text):
    found = compiled(text, THINGS["things"])
    assert found.is_contradiction() is not False
    assert found.example() is None


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("things", 'not self.target_object = things and self.text = "a"'),
        ("things", 'not many_of.target_object = things and many_of[things].text = "a"'),
        ("things", 'not many_of.target_object = things and many_of[things].self.text = "a"'),
        ("things", f'one_of = record(others, "{UUID}") and one_of[things].text = "a"'),
        ("things", 'one_of[things].text = "x" and one_of[others].text = "y"'),
        ("things", 'self.one_of[things].text = "x" and self.one_of[others].things.many_of[things].text = "y"'),
        ("things", f'self.one_of = record(others, "{UUID}") and self.one_of[things].text = "a"'),
        (
            "races",
            'parent_record.target_object = others and not parent_record.target_record_id = "{UUID}" and parent_record[things].text = "a"',
        ),
        ("solo", 'not parent_record.target_object = things and parent_record.text = "a"'),
        (
            "things",
            f'record_id ends with "{UUID}" and not record_id {{ value contains "{UUID}" and value = "{UUID}" }}',
        ),
    ],
)
def test_a_reference_that_cannot_lead_where_a_path_leads_is_a_contradiction(target, text):
    found = compiled(text.replace("{UUID}", UUID), THINGS[target])
    assert_contradicts_itself(found)


def test_a_path_of_which_nothing_is_to_hold_needs_no_reference():
    found = compiled('not self.target_object = things and not self.text = "a"', THINGS["things"])
    assert found.is_contradiction() is not True
    assert found.example() is not None


def test_an_option_whose_id_is_known_is_the_same_by_its_title():
    first, second = f"{UUID[:-1]}1", f"{UUID[:-1]}2"

    def kind(text):
        return compiled(text, THINGS["things"])

    assert kind('kind = "Yawl"').difference(kind(f'kind = "{first}"')).relation == "equivalent"
    assert kind('kind = "Yawl"').difference(kind(f'kind = "{second}"')).relation == "neither"
    assert kind('kind = "Yawl"').difference(kind(f'kind != "{second}"')).relation == "implies"
    assert kind(f'kind = "Yawl" and kind = "{second}"').is_contradiction() is True
    assert kind(f'kind = "{first}" and kind = "{second}"').is_contradiction() is True
    assert kind(f'kind != "Yawl" and kind != "{second}" and kind.active_from > 2024-01-01').example() is not None


def test_options_of_one_title_are_told_apart_by_their_ids():
    first, second = f"{UUID[:-1]}1", f"{UUID[:-1]}2"
    options = [{"title": "Yawl", "id": first, "archived": True}, {"title": "Yawl", "id": second}]
    boats = attioql.Workspace.from_dict(
        {"objects": {"boats": {"attributes": {"kind": {"type": "select", "options": options}}}}}
    )["boats"]
    assert compiled(f'kind = "Yawl" and kind = "{first}"', boats).is_contradiction() is None
    assert compiled(f'kind = "Yawl" and not kind = "{second}"', boats).is_contradiction() is None
    assert compiled(f'kind = "{first}" and kind = "{second}"', boats).is_contradiction() is True


def test_a_reference_leads_to_an_object_that_it_may_lead_to():
    assert compiled(
        "self.target_object = things and not self.target_object = things", THINGS["things"]
    ).is_contradiction()
    found = compiled(f'any.target_record_id = "{UUID}" and not any.target_object = things', THINGS["things"])
    witness = found.example()
    assert witness is not None
    assert witness.record["values"]["any"][0]["target_object"] == "others"


def test_the_system_has_no_id():
    [value] = held("created_by = system()")["created_by"]
    assert value == {"referenced_actor_type": "system", "referenced_actor_id": None}
    [value] = held('created_by.referenced_actor_type = "app"')["created_by"]
    assert value["referenced_actor_id"]


def test_the_id_of_a_record_is_the_one_that_a_filter_asks_for():
    witness = compiled(f'record_id = "{UUID}"').example()
    assert witness is not None
    assert witness.record["id"] == {"record_id": UUID}
