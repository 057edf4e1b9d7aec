"""The strict schema of rows: the rules of model APIs, as their documentation has them, and `from_rows`, but for named differences."""

import importlib.util
import json
import re
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.cli.app import app

HERE = Path(__file__).parent
STANDARD = attioql.Workspace.standard()
HARBOUR = attioql.Workspace.load(HERE.parent / "golden" / "harbour.json")
TARGETS = {**STANDARD, **HARBOUR}
NOW = datetime(2024, 5, 15, tzinfo=timezone.utc)
KEYWORDS = {"type", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "minItems"}
TYPES = {"object", "array", "string", "number", "integer", "boolean"}

U = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"

# What the schema accepts and `from_rows` refuses: the names of the diagnostics, a target, and a row.
DIFFERENCES: dict[str, tuple[set[str], str, tuple[str, str, list[Any]]]] = {
    "a number of values that the operator does not take": ({"invalid-rows"}, "people", ("name", "contains", ["a", "b"])),
    "a text that is no date, moment or period": ({"invalid-date", "invalid-timestamp", "invalid-period", "date-out-of-range"}, "people", ("created_at", ">=", ["Ada"])),
    "a text that names no actor or record": ({"invalid-actor", "invalid-record", "invalid-uuid", "unknown-member"}, "people", ("company", "in", ["Acme"])),
    "a text that is no country code": ({"invalid-country-code"}, "people", ("primary_location.country_code", "in", ["France"])),
    "a number beyond a 64-bit float, or with more decimals than a currency keeps": ({"number-out-of-range", "too-many-decimals"}, "companies", ("funding_raised_usd", ">", [0.123456])),
    "half a surrogate pair": ({"lone-surrogate"}, "people", ("name", "in", ["\ud800"])),
}  # fmt: skip


def _schema(target, depth=0) -> Any:
    return attioql.json_schema(target, profile="strict", depth=depth)


def _parts(schema, depth=1):
    """Yield every schema in a schema, with the objects around it."""
    yield schema, depth
    inner = depth + (schema.get("type") == "object")
    for part in [*schema.get("properties", {}).values(), *schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else [])]:  # fmt: skip
        yield from _parts(part, inner)


def _rows(schema):
    return schema["properties"]["any_of"]["items"]["properties"]["all_of"]["items"]["anyOf"]


def openai_faults(schema):
    """Check the rules of OpenAI's strict mode: https://platform.openai.com/docs/guides/structured-outputs, Supported schemas."""
    parts = [part for part, _ in _parts(schema)]
    if schema.get("type") != "object" or "anyOf" in schema:
        yield "the root is no object"
    for part in parts:
        if unknown := part.keys() - KEYWORDS:
            yield f"keywords {unknown}"
        if ("type" in part) == ("anyOf" in part) or part.get("type", "object") not in TYPES:
            yield f"no single type: {part}"
        if part.get("type") == "object" and (
            part["additionalProperties"] is not False or part["required"] != [*part["properties"]]
        ):
            yield f"other keys, or optional ones: {part}"
    yield from _too_large(schema)


def _too_large(schema):
    parts = [*_parts(schema)]
    enums = [[*map(str, part["enum"])] for part, _ in parts if "enum" in part]
    names = [name for part, _ in parts for name in part.get("properties", ())]
    long = [sum(map(len, values)) for values in enums if len(values) > 250]
    for what, count, most in (
        ("levels", max(depth for _, depth in parts), 10),
        ("properties", len(names), 5_000),
        ("enum values", sum(map(len, enums)), 1_000),
        ("characters", sum(map(len, names)) + sum(len(value) for values in enums for value in values), 120_000),
        ("characters in an enum of more than 250 values", max(long, default=0), 15_000),
    ):
        if count > most:
            yield f"{count:,} {what}, of at most {most:,}"


def anthropic_faults(schema):
    """Check the rules of https://docs.claude.com/en/docs/build-with-claude/structured-outputs."""
    parts = [part for part, _ in _parts(schema)]
    if any(not isinstance(value, (str, int, bool)) for part in parts for value in part.get("enum", ())):
        yield "an enum of other values than scalars"
    if any(part.get("minItems", 0) > 1 for part in parts):
        yield "minItems above 1"
    if sum(len(part.get("properties", ())) - len(part.get("required", ())) for part in parts) > 24:
        yield "more than 24 optional parameters"
    if sum("anyOf" in part or isinstance(part.get("type"), list) for part in parts) > 16:
        yield "more than 16 unions"


@pytest.mark.parametrize("depth", [0, 1, 2])
@pytest.mark.parametrize("name", TARGETS)
def test_a_schema_keeps_to_the_rules_of_model_apis(name, depth):
    schema = _schema(TARGETS[name], depth)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert [*openai_faults(schema)] == []
    assert [*anthropic_faults(schema)] == []
    assert json.dumps(schema) == json.dumps(_schema(TARGETS[name], depth))


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ({"anyOf": []}, "the root is no object"),
        ({"type": "object", "properties": {"a": {"type": "string"}}, "required": [], "additionalProperties": False}, "other keys, or optional ones"),
        ({"type": "object", "properties": {"a": {"type": "string", "pattern": "a"}}, "required": ["a"], "additionalProperties": False}, "keywords"),
        ({"type": "object", "properties": {"a": {"enum": ["a"]}}, "required": ["a"], "additionalProperties": False}, "no single type"),
        ({"type": "object", "properties": {"a": {"type": "string", "enum": ["x"] * 1_001}}, "required": ["a"], "additionalProperties": False}, "1,001 enum values, of at most 1,000"),
    ],
)  # fmt: skip
def test_the_linter_of_the_rules_finds_what_breaks_them(broken, fault):
    assert any(fault in found for found in openai_faults(broken))


@pytest.mark.parametrize("name", ["people", "deals", "boats"])
def test_anthropics_own_transformation_keeps_every_rule(name):
    """It drops what the API does not take, into descriptions; here it drops nothing but the type beside an enum."""
    anthropic = pytest.importorskip("anthropic", reason="anthropic is in the extra `test`")
    schema = _schema(TARGETS[name], 1)
    made = anthropic.transform_schema(schema)
    assert not any("description" in part for part, _ in _parts(made))
    plain = [{key: value for key, value in part.items() if key != "type"} if "enum" in part else part for part, _ in _parts(schema)]  # fmt: skip
    assert [part.get("enum") for part, _ in _parts(made)] == [part.get("enum") for part in plain]


@pytest.mark.parametrize("depth", [0, 1])
@pytest.mark.parametrize("name", ["people", "deals", "boats"])
def test_engines_for_constrained_decoding_compile_it(name, depth):
    schema = _schema(TARGETS[name], depth)
    llguidance = pytest.importorskip("llguidance", reason="llguidance is in the extra `test`")
    grammar = llguidance.LLMatcher.grammar_from_json_schema(schema)
    assert llguidance.LLMatcher.validate_grammar(grammar) == ""
    outlines = pytest.importorskip("outlines_core.json_schema", reason="outlines-core is in the extra `test`")
    pattern = re.compile(outlines.build_regex_from_schema(json.dumps(schema)))
    row = {key: part["enum"][0] if "enum" in part else [] for key, part in _rows(schema)[0]["properties"].items()}
    assert pattern.fullmatch(json.dumps({"any_of": [{"all_of": [row, row]}]}))
    assert not pattern.fullmatch(json.dumps({"any_of": [{"all_of": [{**row, "op": "like"}]}]}))


def test_the_engines_are_there_where_ci_runs():
    if importlib.util.find_spec("llguidance") is None:
        pytest.skip("the extra `test` is not installed")
    assert importlib.util.find_spec("anthropic")
    assert importlib.util.find_spec("outlines_core")


_TEXTS = ["", "x", "Ada", "2024-05-31", "2024-05-31T10:00:00Z", "today - 30d", "now", "last 30d", "2024-05", "US", "2023-02-30", U, "tom@acme.com", "\ud800"]  # fmt: skip


def _instances(schema):
    """Generate values of the words that a strict schema has."""
    if "anyOf" in schema:
        return st.one_of([_instances(each) for each in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "string":
            return st.sampled_from(_TEXTS) | st.text(max_size=5)
        case "boolean":
            return st.booleans()
        case "integer" | "number":
            return st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6, allow_nan=False) | st.just(1e300)
        case "array":
            return st.lists(_instances(schema["items"]), min_size=schema.get("minItems", 0), max_size=3)
    return st.fixed_dictionaries({name: _instances(part) for name, part in schema["properties"].items()})


@pytest.mark.parametrize(("name", "depth"), [("people", 0), ("deals", 1), ("boats", 1), ("viewings", 2)])
@given(st.data())
def test_what_the_schema_accepts_from_rows_accepts_up_to_named_differences(name, depth, data):
    target = TARGETS[name]
    rows = data.draw(_instances(_INSTANCES.setdefault((name, depth), _schema(target, depth))))
    try:
        attioql.from_rows(rows, target, now=NOW)
    except attioql.FilterError as error:
        errors = [each for each in error.diagnostics if each.severity is attioql.Severity.ERROR]
        for each in errors:
            assert any(each.name in names for names, *_ in DIFFERENCES.values()), (rows, each)
            assert each.name != "invalid-rows" or (each.pointer or "").endswith("/values"), (rows, each)


@pytest.mark.parametrize("name", DIFFERENCES)
def test_the_named_differences_are_real_and_listed_in_the_page(name):
    names, target, (path, operator, values) = DIFFERENCES[name]
    rows = {"any_of": [{"all_of": [{"path": path, "op": operator, "values": values}]}]}
    assert jsonschema.Draft202012Validator(_schema(TARGETS[target])).is_valid(rows)
    with pytest.raises(attioql.FilterError) as caught:
        attioql.from_rows(rows, TARGETS[target], now=NOW)
    assert {each.name for each in caught.value.diagnostics} <= names
    assert f"| {name} |" in (HERE.parents[1] / "docs" / "json-schema.md").read_text(encoding="utf-8")


_INSTANCES: dict[tuple[str, int], Any] = {}


def _counted(operator, values):
    """Give an operator as many values as it takes."""
    if operator in {"is empty", "is not empty"}:
        return []
    if operator in {"between", "not between"}:
        return [*values, *values][:2]
    return values if operator in {"in", "not in"} else values[:1]


GOOD = {"number": 5, "integer": 3, "boolean": True}
FITTING = ["Ada", "2024-05-31", "US", U, "last 30d"]


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("depth", [0, 1])
def test_every_path_takes_every_operator_that_stands_beside_it(name, depth):
    """Each path and operator of each row, with a value that fits, compiles."""
    for row in _rows(_schema(TARGETS[name], depth)):
        items = row["properties"]["values"]["items"]
        for path in row["properties"]["path"]["enum"]:
            for operator in row["properties"]["op"]["enum"]:
                assert any(
                    _is_read([{"path": path, "op": operator, "values": _counted(operator, [value])}], TARGETS[name])
                    for value in _fitting(items)
                ), (path, operator)


def _fitting(items):
    if "enum" in items:
        return items["enum"][:1]
    if items["type"] == "object":
        return [{"target_object": items["properties"]["target_object"]["enum"][0], "target_record_id": U}]
    return [GOOD[items["type"]]] if items["type"] in GOOD else FITTING


def _is_read(rows, target):
    try:
        return attioql.from_rows({"any_of": [{"all_of": rows}]}, target, now=NOW) is not None
    except attioql.FilterError:
        return False


@pytest.mark.parametrize("name", [*STANDARD, "boats"])
def test_every_attribute_that_is_not_old_has_a_path(name):
    paths = [path for row in _rows(_schema(TARGETS[name])) for path in row["properties"]["path"]["enum"]]
    assert len(paths) == len(set(paths))
    current = {each.slug for each in TARGETS[name].attributes.values() if each.type.known and not each.deprecated and not each.archived}  # fmt: skip
    assert current - {path.partition(".")[0] for path in paths} <= {"flag"}, "an attribute without options has no value"


@pytest.mark.parametrize("name", STANDARD)
def test_a_schema_has_few_tokens(name):
    """`scripts/count_tokens.py` counts them; this holds the schema to what it counted."""
    page = (HERE.parents[1] / "docs" / "language-models.md").read_text(encoding="utf-8")
    [(tokens, size)] = re.findall(
        rf"^\| `attioql schema {name} --profile strict` \| (\d+) \| ([\d,]+) \|", page, re.MULTILINE
    )
    assert int(tokens) <= (600 if name != "companies" else 700)
    written = json.dumps(_schema(STANDARD[name]), separators=(",", ":"))
    assert int(size.replace(",", "")) == len(written), "run python scripts/count_tokens.py --write"


def _own(attributes):
    return attioql.Workspace.from_dict({"objects": {"b": {"singular": "B", "plural": "Bs", "attributes": attributes}}})[
        "b"
    ]


def test_options_are_listed_without_those_that_are_archived():
    schema = _schema(HARBOUR["boats"])
    values = {row["properties"]["path"]["enum"][0]: row["properties"]["values"]["items"] for row in _rows(schema)}
    assert values["rig"] == {"type": "string", "enum": ["Sloop", "Ketch"]}
    assert values["condition"] == {"type": "integer", "enum": [0, 1, 2, 3, 4, 5]}
    assert "flag" not in values


def test_past_1000_values_an_error_says_what_to_narrow():
    wide = {f"a{number}": {"title": "A", "type": "number"} for number in range(1_200)}
    with pytest.raises(ValueError, match="1,000 enum values, and that of b at depth 0 has more: leave attributes, of which there are 1,200, out"):  # fmt: skip
        _schema(_own(wide))
    chosen = {"s": {"title": "S", "type": "select", "options": [{"title": f"T{number}"} for number in range(1_200)]}}
    with pytest.raises(ValueError, match="leave options of `s`, which has 1,200, out of the workspace"):
        _schema(_own(chosen))
    long = {"s": {"title": "S", "type": "select", "options": [{"title": f"{number}" * 30} for number in range(300)]}}
    with pytest.raises(ValueError, match="at most 15,000 characters in one enum"):
        _schema(_own(long))
    several = {f"a_{number}": {"title": "A", "type": "text"} for number in range(600)}
    rows = _rows(_schema(_own(several)))
    assert [len(row["properties"]["path"]["enum"]) for row in rows] == [250, 250, 100]
    looped = {**several, "next": {"title": "N", "type": "record-reference", "objects": ["b"]}}
    with pytest.raises(ValueError, match="that of b at depth 2 has more: lower the depth to 0"):
        _schema(_own(looped), 2)


def test_a_profile_and_a_depth_that_do_not_exist_are_refused():
    wrong: Any = "loose"
    with pytest.raises(ValueError, match="profile must be 'exact' or 'strict', not 'loose'"):
        attioql.json_schema(STANDARD["people"], profile=wrong)
    with pytest.raises(ValueError, match="depth must not be negative or above 8"):
        _schema(STANDARD["people"], 9)
    assert _schema(STANDARD["people"]) == attioql.json_schema(STANDARD["people"], profile="strict")
    assert attioql.json_schema(STANDARD["people"], profile="exact") == attioql.json_schema(STANDARD["people"], depth=1)


def test_the_command_prints_it():
    done = CliRunner().invoke(app, ["schema", "people", "--profile", "strict"])
    assert json.loads(done.stdout) == _schema(STANDARD["people"])
    done = CliRunner().invoke(app, ["schema", "people", "--profile", "strict", "--depth", "1"])
    assert json.loads(done.stdout) == _schema(STANDARD["people"], 1)
