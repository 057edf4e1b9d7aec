"""`Annotated[Filter, Where(target)]`: validation, serialisation, JSON Schema and errors of pydantic models with filters."""

import copy
import json
import pickle
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql import Filter
from attioql.testing import filters

pydantic = pytest.importorskip("pydantic", reason="pydantic is the extra `pydantic`")
from pydantic import BaseModel, TypeAdapter, ValidationError  # noqa: E402 - it may be missing

from attioql.pydantic import Where  # noqa: E402 - as above

WORKSPACE = attioql.Workspace.standard()
PEOPLE, DEALS = WORKSPACE["people"], WORKSPACE["deals"]
NAMED = attioql.compile('name = "x"', PEOPLE)
NOW = datetime(2024, 5, 31, 12, tzinfo=timezone.utc)


class Search(BaseModel):
    where: Annotated[Filter, Where(PEOPLE)]
    limit: int = 5


class Saved(BaseModel):
    object: str = "people"
    where: Annotated[Filter, Where(lambda info: WORKSPACE[info.data["object"]])] | None = None


def adapter(target=PEOPLE, **options):
    made: TypeAdapter[Filter] = TypeAdapter(Annotated[Filter, Where(target, **options)])
    return made


def error_of(made, value):
    with pytest.raises(ValidationError) as caught:
        made.validate_python(value)
    [error] = caught.value.errors()
    json.loads(caught.value.json(include_input=False))
    return error


@pytest.mark.parametrize(
    "written",
    [
        'name = "x"',
        {"name": "x"},
        {"filter": {"name": "x"}},
        '{"name": "x"}',
        b'{"name": "x"}',
        attioql.Source('name = "x"', "saved.attioql"),
        attioql.Source(' {"name": "x"}'),
        NAMED,
    ],
)
def test_a_filter_is_read_from_text_from_json_and_from_a_filter(written):
    assert Search(where=written).where == NAMED


def test_a_filter_is_read_from_the_json_of_a_request():
    assert Search.model_validate_json('{"where": "name = \\"x\\""}').where == NAMED
    assert Search.model_validate_json('{"where": {"name": "x"}}').where == NAMED


def test_a_source_is_read_as_its_text_is():
    in_file = attioql.Source('nam = "x"', "saved.attioql")
    assert error_of(adapter(reads="text"), in_file)["ctx"]["diagnostics"][0]["name"] == "unknown-attribute"
    assert error_of(adapter(reads="json"), in_file)["ctx"]["diagnostics"][0]["name"] == "not-json"


def test_equal_fields_make_equal_types():
    where = Where(PEOPLE, params={"names": ["a", "b"]}, limits=attioql.Limits.untrusted())
    for same in (copy.copy(where), copy.deepcopy(where), pickle.loads(pickle.dumps(where))):
        assert same == where
        assert hash(same) == hash(where)
    assert where not in (Where(DEALS), Where(PEOPLE), Where(PEOPLE, params={"names": ["a"]}))


def test_a_filter_of_the_target_is_kept_as_it_is():
    assert Search(where=NAMED).where is NAMED


def test_a_filter_of_another_workspace_is_checked_again():
    row = {"singular": "Person", "plural": "People", "attributes": {"name": {"title": "Name", "type": "personal-name"}}}
    other = attioql.Workspace({"objects": {"people": row}})["people"]
    assert adapter(other).validate_python(NAMED).target is other
    job = attioql.compile('job_title = "x"', PEOPLE)
    assert error_of(adapter(other), job)["ctx"]["diagnostics"][0]["name"] == "unknown-attribute"


def test_an_error_carries_the_diagnostics():
    text = "nam = 1 and nmae = 2"
    error = error_of(adapter(), text)
    with pytest.raises(attioql.FilterError) as caught:
        attioql.compile(text, PEOPLE)
    assert error["type"] == "attioql_filter"
    assert error["msg"] == "1:1: people has no attribute `nam`; did you mean `name`?; and 1 more error"
    assert error["ctx"]["diagnostics"] == json.loads(json.dumps([each.to_dict() for each in caught.value.diagnostics]))


def test_an_error_says_where_the_filter_stands():
    with pytest.raises(ValidationError) as caught:
        Search.model_validate({"where": {"nam": 1}, "limit": "x"})
    first, second = caught.value.errors()
    assert (first["loc"], second["loc"]) == (("where",), ("limit",))
    assert first["msg"].startswith("/nam: people has no attribute `nam`")
    assert first["ctx"]["diagnostics"][0]["pointer"] == "/nam"


@pytest.mark.parametrize(
    ("value", "begin"),
    [
        ('name = "x"\n  and nam = 1', "2:7: people has no"),
        ('{"name": "x",\n "nam": 1}', "2:2: people has no"),
        ({"$and": [{"nam": 1}]}, "/$and/0/nam: people has no"),
        (5, "a filter is"),
    ],
)
def test_a_message_begins_with_the_place_in_the_filter(value, begin):
    assert error_of(adapter(), value)["msg"].startswith(begin)


@pytest.mark.parametrize(
    "value",
    [
        5,
        None,
        [],
        1.5,
        {1, 2},
        object(),
        {"name": float("nan")},
        {1: 2},
        b"\xff",
        "",
        "{",
        '"',
        "'\ud800{reason}{diagnostics}'",
    ],
)
def test_any_value_is_a_filter_or_an_error_of_validation(value):
    if value == "":
        assert adapter().validate_python(value) == attioql.compile("", PEOPLE)
    else:
        assert error_of(adapter(), value)["ctx"]["diagnostics"]


@given(st.text())
def test_the_message_is_that_of_the_diagnostic_whatever_a_stranger_writes(name):
    made = adapter()
    try:
        made.validate_python({"name": {name: "x"}})
    except ValidationError as error:
        [found] = error.errors()
        [problem] = attioql.check({"name": {name: "x"}}, PEOPLE)
        said = f"{problem.pointer}: {problem.message}"
        harmless = all(character.isprintable() for character in said)
        assert not harmless or found["msg"].replace("\u200b", "") == said.replace("\u200b", "")
        error.json(include_input=False)


def test_braces_in_a_name_are_not_filled_in():
    assert "has no attribute `{diagnostics}{reason}`" in error_of(adapter(), {"{diagnostics}{reason}": 1})["msg"]


def test_a_filter_of_another_target_is_an_error():
    error = error_of(adapter(), attioql.compile("", DEALS))
    assert (error["type"], error["ctx"]["diagnostics"]) == ("attioql_target", [])
    assert error["msg"] == "the filter is about the object `deals`, not the object `people`"


def test_a_target_may_depend_on_another_field():
    found = Saved.model_validate({"object": "deals", "where": "value > 5"})
    assert found.where is not None
    assert found.where.target is DEALS
    with pytest.raises(ValidationError, match="the target is not known: no object, list or activity 'dels'"):
        Saved.model_validate({"object": "dels", "where": "value > 5"})
    with pytest.raises(ValidationError, match="2 validation errors"):
        Saved.model_validate({"object": 5, "where": "value > 5"})


def test_a_target_may_come_with_the_call():
    made: TypeAdapter[Filter] = TypeAdapter(Annotated[Filter, Where(lambda info: info.context["target"])])
    assert made.validate_python("value > 5", context={"target": DEALS}).target is DEALS
    with pytest.raises(TypeError, match="target must be an object, list or activity"):
        made.validate_python("value > 5", context={"target": "deals"})


def test_parameters_and_the_time_are_those_of_compile():
    options: dict[str, Any] = {"params": {"who": "x"}, "tz": "Europe/Berlin"}
    text = "name = :who and created_at >= today"
    assert adapter(now=NOW, **options).validate_python(text) == attioql.compile(text, PEOPLE, now=NOW, **options)
    times = iter((NOW, NOW + timedelta(days=1)))
    clock = adapter(now=lambda: next(times))
    assert clock.validate_python("created_at >= today") != clock.validate_python("created_at >= today")
    assert error_of(adapter(), "created_at >= today")["ctx"]["diagnostics"][0]["name"] == "now-needed"


@pytest.mark.parametrize(
    "written",
    ["name = 'x' or name = 'y'", '{"$or": [{"name": "x"}, {"name": "y"}]}', {"$or": [{"name": "x"}, {"name": "y"}]}],
)
def test_limits_are_those_of_compile_and_of_load(written):
    few = adapter(limits=attioql.Limits(conditions=1))
    assert error_of(few, written)["ctx"]["diagnostics"][0]["name"] == "filter-too-large"
    found = adapter(limits=attioql.Limits.untrusted()).validate_python(written)
    assert few.validate_python(found) is found


def test_what_is_read_can_be_narrowed():
    assert adapter(reads="text").validate_python('name = "x"') == NAMED
    assert adapter(reads="text").validate_python(NAMED) is NAMED
    assert error_of(adapter(reads="text"), '{"name": "x"}')["ctx"]["diagnostics"][0]["name"] == "foreign-clause"
    assert error_of(adapter(reads="text"), {"name": "x"})["msg"] == "a filter is query text here, not dict"
    assert adapter(reads="json").validate_python('{"name": "x"}') == NAMED
    assert error_of(adapter(reads="json"), 'name = "x"')["ctx"]["diagnostics"][0]["name"] == "not-json"


def test_json_mode_writes_filter_json_and_python_mode_keeps_the_filter():
    found = Search(where=NAMED)
    assert found.model_dump() == {"where": NAMED, "limit": 5}
    assert found.model_dump(mode="json") == {"where": NAMED.json(), "limit": 5}
    assert json.loads(found.model_dump_json()) == {"where": NAMED.json(), "limit": 5}


def test_json_mode_writes_query_text_where_that_is_asked_for():
    assert adapter(writes="text").dump_python(NAMED, mode="json") == NAMED.text()


@pytest.mark.parametrize("number", ["1234567890123456789012", "0.1", "5", "-2.50"])
def test_a_number_is_written_exactly(number):
    exact = attioql.compile(f"value = {number}", DEALS)
    assert attioql.load(adapter(DEALS).dump_json(exact), DEALS) == exact


def test_a_number_that_no_float_holds_is_refused_rather_than_rounded_or_written_as_text():
    exact = attioql.compile("value = 12345678901234567.1234", DEALS)
    with pytest.raises(ValueError, match=r"12345678901234567\.1234"):
        adapter(DEALS).dump_json(exact)
    assert json.loads(adapter(DEALS, decimals="float").dump_json(exact)) == {"value": {"$eq": 12345678901234568.0}}


TARGETS = [PEOPLE, DEALS]


@given(st.data(), st.sampled_from(TARGETS), st.sampled_from(["json", "text"]))
def test_what_is_written_is_read_again_and_fits_the_schema(data, target, notation):
    found = data.draw(filters(target))
    made = adapter(target, writes=notation)
    try:
        written = json.loads(made.dump_json(found))
    except ValueError:
        assert any(isinstance(each, Decimal) for part in _parts(found.json()) for each in part.values())
        return
    assert made.validate_python(written) == found
    _VALIDATORS[target.slug, notation].validate(written)


def schema_of(made, mode="validation"):
    schema = made.json_schema(mode=mode)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "$id" not in json.dumps(schema)
    references = {each["$ref"] for each in _parts(schema) if isinstance(each.get("$ref"), str)}
    assert references <= {f"#/$defs/{name}" for name in schema.get("$defs", {})}
    return schema


def _parts(value):
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _parts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _parts(each)


_VALIDATORS = {
    (target.slug, notation): jsonschema.Draft202012Validator(
        schema_of(adapter(target, writes=notation), "serialization")
    )
    for target in TARGETS
    for notation in ("json", "text")
}


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_the_schema_accepts_what_the_schema_of_the_target_accepts(depth):
    plain = jsonschema.Draft202012Validator(attioql.json_schema(DEALS, depth=depth))
    model = jsonschema.Draft202012Validator(schema_of(adapter(DEALS, reads="json", depth=depth)))
    for value in ({}, {"name": "x"}, {"nam": "x"}, {"$not": {}}, {"$and": [{"value": 5}]}, {"$or": [{"value": {"$eq": "x"}}]}, 5,
                  {"path": [["deals", "associated_people"], ["people", "name"]], "constraints": {"first_name": "x"}},
                  {"path": [["deals", "associated_people"], ["people", "nam"]], "constraints": {"first_name": "x"}}):  # fmt: skip
        assert model.is_valid(value) == plain.is_valid(value), value


def test_the_schema_says_what_is_read_and_what_is_written():
    text = {
        "type": "string",
        "title": "Query text",
        "description": "A filter on the object `people` in AttioQL query text.",
    }
    assert schema_of(adapter(reads="text")) == text
    assert schema_of(adapter(writes="text"), "serialization") == text
    either = schema_of(adapter())
    assert either["anyOf"] == [text, {"$ref": "#/$defs/people_filter"}]
    written = jsonschema.Draft202012Validator(schema_of(adapter(), "serialization"))
    assert written.is_valid(NAMED.json())
    assert not written.is_valid(NAMED.text())
    assert set(either["$defs"]["people_filter_conditions"]["properties"]) >= set(PEOPLE.attributes)


def test_the_schema_of_a_model_has_the_definitions_of_each_target_once():
    class Both(BaseModel):
        people: Annotated[Filter, Where(PEOPLE)]
        others: list[Annotated[Filter, Where(PEOPLE)]]
        deals: Annotated[Filter, Where(DEALS)] | None = None

    schema = Both.model_json_schema()
    validator = jsonschema.Draft202012Validator(schema)
    assert [name for name in schema["$defs"] if name.endswith("_conditions")] == [
        "deals_filter_conditions",
        "people_filter_conditions",
    ]
    assert validator.is_valid({"people": {"name": "x"}, "others": ["a", {"job_title": "x"}], "deals": {"value": 5}})
    assert not validator.is_valid({"people": {"value": 5}, "others": []})


def test_targets_of_one_slug_have_definitions_of_their_own():
    row = {"singular": "Person", "plural": "People", "attributes": {"age": {"title": "Age", "type": "number"}}}
    other = attioql.Workspace({"objects": {"people": row}})["people"]

    class Both(BaseModel):
        a: Annotated[Filter, Where(PEOPLE, reads="json")]
        b: Annotated[Filter, Where(other, reads="json")]

    validator = jsonschema.Draft202012Validator(Both.model_json_schema())
    assert validator.is_valid({"a": {"name": "x"}, "b": {"age": 5}})
    assert not validator.is_valid({"a": {"age": 5}, "b": {"age": 5}})


def test_the_schema_of_a_target_that_is_not_known_yet_is_that_of_any_filter():
    validator = jsonschema.Draft202012Validator(Saved.model_json_schema())
    assert validator.is_valid({"where": {"anything": {"$eq": 5}}})
    assert not validator.is_valid({"where": {"$and": 5}})
    assert not validator.is_valid({"where": 5})


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (lambda: Where(5), TypeError, "target must be an object, list or activity"),  # type: ignore[arg-type]  # that is the test
        (lambda: Where(PEOPLE, reads="yaml"), TypeError, "reads must be None or 'text' or 'json', not 'yaml'"),  # type: ignore[arg-type]  # that is the test
        (lambda: Where(PEOPLE, writes=None), TypeError, "writes must be 'text' or 'json', not None"),
        (lambda: Where(PEOPLE, decimals="keep"), TypeError, "decimals must be 'float' or 'error', not 'keep'"),  # type: ignore[arg-type]  # that is the test
        (lambda: Where(PEOPLE, limits=5), TypeError, "limits must be attioql.Limits or None, not 5"),  # type: ignore[arg-type]  # that is the test
        (lambda: Where(PEOPLE, tz="Europe/Berln"), attioql.FilterError, "Europe/Berln"),
        (lambda: Where(PEOPLE, tz=5), TypeError, "tz"),  # type: ignore[arg-type]  # that is the test
        (lambda: Where(PEOPLE, now=5), TypeError, "now"),  # type: ignore[arg-type]  # that is the test
        (lambda: TypeAdapter(Annotated[Filter | None, Where(PEOPLE)]), TypeError, "Where annotates Filter"),
        (lambda: TypeAdapter(Annotated[str, Where(PEOPLE)]), TypeError, "Where annotates Filter"),
    ],
)  # fmt: skip
def test_a_wrong_annotation_is_an_error_where_it_is_written(make, error, says):
    with pytest.raises(error, match=says):
        make()


def test_without_pydantic_the_import_says_what_to_install():
    code = "import sys; sys.modules['pydantic'] = None; import attioql\ntry: import attioql.pydantic\nexcept ImportError as e: print(e)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "attioql.pydantic needs pydantic 2.7 or newer; install it with: pip install 'pydantic>=2.7'\n"


def test_warnings_stay_on_the_filter():
    found = adapter().validate_python('first_interaction.interaction_type = "letter"')
    assert [problem.name for problem in found.diagnostics] == ["unlisted-value"]
