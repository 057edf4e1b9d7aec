"""What each operator means on each kind of value, row by row, and what is no record at all."""

import json
import pickle
from decimal import Decimal

import pytest

import attioql

WORKSPACE = attioql.Workspace.standard()
PERSON, COMPANY = "50cf242c-7fa3-4cad-87d0-75b1af71c57b", "50cf242c-7fa3-4cad-87d0-75b1af71c57c"


def _record(row):
    return row.get("record", {"values": row.get("values", {})})


def test_filters_match_and_do_not(case):
    target = WORKSPACE[case["target"]]
    for expected, texts in ((True, case["matching"]), (False, case["other"])):
        for text in texts:
            found = attioql.compile(text, target)
            assert found.matches(_record(case)) is expected, text
            assert found.predicate()(_record(case)) is expected, text
            assert found.explain(_record(case)).matches is expected, text


def test_what_is_no_record_is_an_error_with_a_place(fault):
    text = json.dumps(fault["record"]).replace('"$nan"', "NaN").replace('"$inf"', "1e999")
    found = attioql.compile(fault["filter"], WORKSPACE[fault["target"]])
    if fault["pointer"] is None:
        assert not found.matches(json.loads(text)), "what decides stands before the fault"
        return
    with pytest.raises(attioql.RecordError) as raised:
        found.matches(json.loads(text))
    assert (raised.value.pointer, raised.value.problem) == (fault["pointer"], fault["says"])
    assert str(raised.value) == f"{fault['pointer'] or 'the record'}: {fault['says']}"
    with pytest.raises(attioql.RecordError):
        found.explain(json.loads(text))


@pytest.fixture
def person():
    return {
        "id": {"record_id": PERSON},
        "values": {"company": [{"target_object": "companies", "target_record_id": COMPANY}], "associated_users": []},
    }


@pytest.fixture
def company():
    domains = [{"domain": "acme.com", "root_domain": "acme.com"}, {"domain": "x.acme.io", "root_domain": "acme.io"}]
    team = [{"target_object": "people", "target_record_id": PERSON}]
    return {"id": {"record_id": COMPANY}, "values": {"name": [{"value": "Acme"}], "domains": domains, "team": team}}


def _ways(records):
    """All the ways to say where related records are."""
    by_object = {}
    for (slug, identity), record in records.items():
        by_object.setdefault(slug, {})[identity] = record
    return [records, by_object, lambda slug, identity: records.get((slug, identity))]


def test_paths_lead_to_related_records(person, company):
    rows = {
        'company.name = "Acme"': True,
        'company.name = "Other"': False,
        'company.name != "Other"': True,
        'company.domains { domain = "x.acme.io" and root_domain = "acme.io" }': True,
        'company.domains { domain = "acme.com" and root_domain = "acme.io" }': False,
        'company.domains = "acme.com" and company.domains.root_domain = "acme.io"': True,
        f'company.team.company = "{COMPANY}"': True,
        'associated_users.user_id = "x"': False,
        'associated_users.user_id != "x"': True,
        f'company.record_id = "{COMPANY}"': True,
    }
    for related in _ways({("companies", COMPANY): company, ("people", PERSON): person}):
        for text, expected in rows.items():
            assert attioql.compile(text, WORKSPACE["people"]).matches(person, related=related) is expected, text


def test_a_path_needs_related_records(person):
    found = attioql.compile('company.name = "Acme"', WORKSPACE["people"])
    for use in (found.predicate, found.explainer, lambda: found.matches(person), lambda: found.explain(person)):
        with pytest.raises(attioql.RelatedNeededError) as raised:
            use()
        said = "the filter follows a path to other records; pass related=, which finds them by object and record ID"
        assert str(raised.value) == said


def test_a_related_record_that_is_missing_is_an_error(person):
    found = attioql.compile('company.name = "Acme"', WORKSPACE["people"])
    for related in _ways({("companies", PERSON): person}):
        with pytest.raises(attioql.RecordError) as raised:
            found.matches(person, related=related)
        said = f"the record {COMPANY} of companies is referred to, and `related` does not have it"
        assert str(raised.value) == f"the record: {said}"


def test_a_half_reference_is_an_error(company):
    found = attioql.compile('company.name = "Acme"', WORKSPACE["people"])
    record = {"values": {"company": [{"target_object": "companies"}]}}
    with pytest.raises(attioql.RecordError) as raised:
        found.matches(record, related={("companies", COMPANY): company})
    assert str(raised.value) == ("/values/company/0: a record reference has a `target_object` and a `target_record_id`")


def test_references_to_other_objects_are_passed_over():
    workspace = attioql.Workspace(
        {
            "objects": {
                "notes": {
                    "singular": "Note",
                    "plural": "Notes",
                    "attributes": {
                        "about": {"title": "About", "type": "record-reference", "objects": ["notes", "files"]},
                        "body": {"title": "Body", "type": "text"},
                    },
                },
                "files": {
                    "singular": "File",
                    "plural": "Files",
                    "attributes": {"body": {"title": "Body", "type": "text"}},
                },
            }
        }
    )
    found = attioql.compile('about[files].body = "x"', workspace["notes"])
    record = {"values": {"about": [{"target_object": "notes", "target_record_id": PERSON}]}}
    assert not found.matches(record, related={})


def test_list_entries_have_entry_values_and_a_parent():
    workspace = attioql.Workspace(
        {
            "objects": {
                "people": {
                    "singular": "Person",
                    "plural": "People",
                    "attributes": {"job_title": {"title": "Job", "type": "text"}},
                },
                "hiring": {
                    "kind": "list",
                    "parent": "people",
                    "singular": "Hiring",
                    "plural": "Hiring",
                    "attributes": {
                        "rank": {"title": "Rank", "type": "rating"},
                        "parent_record": {"title": "Parent", "type": "record-reference", "objects": ["people"]},
                    },
                },
            }
        }
    )
    entry = {"entry_values": {"rank": [{"value": 4}]}, "parent_object": "people", "parent_record_id": PERSON}
    related = {("people", PERSON): {"values": {"job_title": [{"value": "Chef"}]}}}
    rows = {
        "rank >= 4": True,
        'parent_record.job_title = "Chef"': True,
        f'parent_record = "{PERSON}"': True,
        'rank = 4 and parent_record.job_title = "Clerk"': False,
    }
    for text, expected in rows.items():
        assert attioql.compile(text, workspace["hiring"]).matches(entry, related=related) is expected, text
    ranked = attioql.compile("rank < 4", workspace["hiring"])
    assert [ranked.matches({"entry_values": {"rank": [{"value": rank}]}}) for rank in (0, 5)] == [True, False]
    for wrong in (-1, 6, 1.5):
        with pytest.raises(attioql.RecordError, match="a whole number from 0 to 5"):
            ranked.matches({"entry_values": {"rank": [{"value": wrong}]}})


def test_what_the_api_tells_of_an_entry_beside_its_values():
    attributes = {
        "entry_id": {"title": "Entry ID", "type": "text"},
        "created_at": {"title": "Created at", "type": "timestamp"},
    }
    row = {"kind": "list", "parent": "people", "singular": "Entry", "plural": "Entries", "attributes": attributes}
    target = attioql.Workspace({"objects": {"hiring": row}})["hiring"]
    entry = {"id": {"entry_id": PERSON}, "created_at": "2026-01-02T03:04:05.000000000Z", "entry_values": {}}
    rows = {
        f'entry_id = "{PERSON}"': True,
        f'entry_id = "{COMPANY}"': False,
        "created_at >= 2026-01-02": True,
        "created_at < 2026-01-02": False,
    }
    for text, expected in rows.items():
        assert attioql.compile(text, target).matches(entry) is expected, text


class _Unknown:
    pass


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (_Unknown(), "a Python _Unknown"),
        ({1}, "a Python set"),
        (b"x", "a Python bytes"),
        (1.5, "a number"),
        (Decimal(1), "a number"),
        ((), "an array"),
    ],
)
def test_what_is_no_record_is_named(value, name):
    found = attioql.compile("twitter_follower_count > 0", WORKSPACE["companies"])
    with pytest.raises(attioql.RecordError) as raised:
        found.matches(value)
    assert raised.value.problem == f"a record is an object with `values`, not {name}"


def test_an_error_of_a_record_can_be_pickled_with_its_place():
    again = pickle.loads(pickle.dumps(attioql.RecordError("a number that does not fit", "/values/name/0")))
    assert (again.problem, again.pointer, str(again)) == (
        "a number that does not fit",
        "/values/name/0",
        "/values/name/0: a number that does not fit",
    )


LARGEST = 2**1024 - 2**971
"""The largest whole number that is a float of 64 bits."""


@pytest.mark.parametrize("number", [LARGEST, -LARGEST, Decimal(LARGEST), float(-LARGEST)])
def test_a_record_holds_numbers_up_to_the_largest_of_64_bits(number):
    found = attioql.compile("twitter_follower_count > 0", WORKSPACE["companies"])
    assert found.matches({"values": {"twitter_follower_count": [{"value": number}]}}) is (number > 0)


@pytest.mark.parametrize("number", [LARGEST + 1, -LARGEST - 1, Decimal(LARGEST + 1), Decimal("-Infinity")])
def test_a_number_beyond_the_largest_of_64_bits_is_no_number_of_a_record(number):
    found = attioql.compile("twitter_follower_count > 0", WORKSPACE["companies"])
    with pytest.raises(attioql.RecordError, match="must be a number"):
        found.matches({"values": {"twitter_follower_count": [{"value": number}]}})


def test_explanations_name_the_conditions_that_decide():
    found = attioql.compile(
        'name contains "ltd" and (twitter_follower_count > 5 or foundation_date < 2000-01-01) and description != "x"',
        WORKSPACE["companies"],
    )
    values = {
        "name": [{"value": "A Ltd"}],
        "twitter_follower_count": [{"value": 9}],
        "foundation_date": [],
        "description": [],
    }
    matching = found.explain({"values": values})
    assert matching == (
        True,
        (('name contains "ltd"', True), ('description != "x"', True), ("twitter_follower_count > 5", True)),
    )
    other = found.explain({"values": {**values, "twitter_follower_count": [{"value": 1}]}})
    assert other == (False, (("foundation_date < 2000-01-01", False), ("twitter_follower_count > 5", False)))


def test_a_filter_stays_immutable_and_picklable_after_use():
    found = attioql.compile('name = "x"', WORKSPACE["companies"])
    assert found.matches({"values": {"name": [{"value": "x"}]}})
    assert pickle.loads(pickle.dumps(found)).matches({"values": {"name": [{"value": "x"}]}})
