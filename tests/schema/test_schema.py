"""The schemas: valid themselves, and one with `load`, from both sides, but for the named differences."""

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import TARGET, compiled, trees

import attioql
from attioql.resources import read_resource

HERE = Path(__file__).parent
STRUCTURE = jsonschema.Draft202012Validator(json.loads(read_resource("schemas", "filter.schema.json")))
SCHEMA: Any = attioql.json_schema(TARGET, depth=2)
EXACT = jsonschema.Draft202012Validator(SCHEMA)
U = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"

# What a schema cannot say, each with the verdicts of the schema and of `load`.
DIFFERENCES = {
    "a date that does not exist": ({"foundation_date": "2023-02-30"}, True, False),
    "more decimals than a currency keeps": ({"funding_raised_usd": 1.23456}, True, False),
    "a number beyond 64 bits": ({"twitter_follower_count": 10**400}, True, False),
    "half a surrogate pair": ({"name": "\ud800"}, True, False),
    "not of groups that are empty": ({"$not": {"$and": [{}]}}, True, False),
    "halves of an actor that merge": (
        {"$and": [{"created_by": {"referenced_actor_id": U}}, {"created_by": {"referenced_actor_type": "app"}}]},
        False,
        True,
    ),
    "a path longer than the depth": (
        {
            "path": [["companies", "team"], ["people", "company"], ["companies", "team"], ["people", "job_title"]],
            "constraints": {"value": "x"},
        },
        False,
        True,
    ),
    "a request body": ({"filter": {"name": "x"}}, False, True),
}


def accepts(value):
    return not any(problem.severity is attioql.Severity.ERROR for problem in attioql.check(value, TARGET))


@pytest.mark.parametrize("name", DIFFERENCES)
def test_the_named_differences_are_real(name):
    value, by_schema, by_load = DIFFERENCES[name]
    assert EXACT.is_valid(value) is by_schema
    assert accepts(value) is by_load


@pytest.mark.parametrize("slug", list(attioql.Workspace.standard()))
def test_every_target_has_a_valid_schema(slug):
    target = attioql.Workspace.standard()[slug]
    for depth in (0, 1, 2):
        schema = attioql.json_schema(target, depth=depth)
        jsonschema.Draft202012Validator.check_schema(schema)
        assert json.dumps(schema) == json.dumps(attioql.json_schema(target, depth=depth))
    jsonschema.Draft202012Validator.check_schema(STRUCTURE.schema)
    with pytest.raises(ValueError, match="negative"):
        attioql.json_schema(target, depth=-1)


@pytest.mark.parametrize(("slug", "depth"), [("boats", 0), ("viewings", 2)])
def test_a_schema_is_to_the_letter(slug, depth):
    """The schemas of a workspace with every type of attribute; ATTIOQL_GOLDEN=write writes the files afresh."""
    target = attioql.Workspace.load(HERE.parent / "golden" / "harbour.json")[slug]
    schema: Any = attioql.json_schema(target, depth=depth)
    definitions = [f"{json.dumps(name)}: {json.dumps(schema['$defs'][name])}" for name in schema["$defs"]]
    head = json.dumps({**schema, "$defs": {}}, indent=1)
    told = head.replace('"$defs": {}', '"$defs": {\n' + ",\n".join(definitions) + "\n }") + "\n"
    file = HERE / f"{slug}-{depth}.schema.json"
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")


def test_a_schema_follows_one_reference_unless_told_otherwise():
    assert attioql.json_schema(TARGET) == attioql.json_schema(TARGET, depth=1)


def test_attributes_carry_their_titles_and_sources():
    named = SCHEMA["$defs"]["conditions"]["properties"]["last_interaction"]
    assert named["title"] == "Last interaction"
    assert "attribute-types-interaction" in named["description"]


@given(trees)
def test_what_the_compiler_writes_both_schemas_accept(tree):
    filter_ = compiled(tree)
    for style in ("canonical", "shorthand"):
        assert EXACT.is_valid(filter_.json(style)), filter_.json(style)
        assert STRUCTURE.is_valid(filter_.json(style))


_ATTRIBUTES = [name for name in TARGET.attributes if name != "created_by"]
_WORDS = [
    "domain",
    "root_domain",
    "value",
    "option",
    "active_from",
    "target_object",
    "target_record_id",
    "interacted_at",
]
_OPERATORS = ["$eq", "$in", "$contains", "$gte", "$lt", "$not_empty", "$ne", "eq"]
_SCALARS = st.sampled_from(
    ["x", "", U, "2024-01-31", "2024-01-31T10:00:00Z", "2024-01-31T10:00+02:00", "5.50", "people", "deals", "email", "US", "ß",
     0, 5, 1.5, -3, True, False, None]
)  # fmt: skip


def _objects(keys, values):
    return st.dictionaries(st.sampled_from(keys), values, max_size=2)


_TESTS = _objects(_OPERATORS, st.one_of(_SCALARS, st.lists(_SCALARS, max_size=2)))
_VALUES = st.one_of(_SCALARS, _TESTS, _objects(_WORDS, st.one_of(_SCALARS, _TESTS)), st.lists(_SCALARS, max_size=2))
_PAIRS = st.sampled_from(
    [
        ["companies", "team"],
        ["people", "job_title"],
        ["people", "company"],
        ["companies", "name"],
        ["deals", "stage"],
        ["x", "y"],
    ]
)
_PATHS = st.fixed_dictionaries(
    {"path": st.lists(_PAIRS, max_size=3), "constraints": st.one_of(_VALUES)}, optional={"name": st.just("x")}
)
candidates = st.recursive(
    st.one_of(_objects([*_ATTRIBUTES, "nam", "$eq"], _VALUES), _PATHS),
    lambda inner: st.one_of(
        _objects(["$and", "$or"], st.lists(inner, max_size=2)), st.fixed_dictionaries({"$not": inner})
    ),
    max_leaves=4,
)


@given(candidates)
def test_the_schema_and_load_agree(value):
    text = json.dumps(value)
    assume("$not" not in text or "{}" not in text)
    assert EXACT.is_valid(value) is accepts(value)
    if accepts(value):
        assert STRUCTURE.is_valid(value)


def _instances(schema, depth=0):  # noqa: C901 - one case for each word of the vocabulary
    """Generate values from the vocabulary that the exact schema uses."""
    if "$ref" in schema:
        return st.deferred(lambda: _instances(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], depth + 1))
    if "allOf" in schema:
        return _instances(schema["allOf"][0], depth).filter(bool)
    if "anyOf" in schema:
        return st.one_of([_instances(choice, depth) for choice in schema["anyOf"]])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "pattern" in schema:
        return st.from_regex(schema["pattern"].replace("(?!\\n)", ""), fullmatch=True).filter(lambda s: "\n" not in s)
    match schema["type"]:
        case "string":
            return st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
        case "boolean":
            return st.booleans()
        case "integer" | "number":
            return st.integers(schema.get("minimum", -100), schema.get("maximum", 100))
        case "array" if "prefixItems" in schema:
            return st.tuples(*[_instances(item, depth) for item in schema["prefixItems"]]).map(list)
        case "array":
            return st.lists(_instances(schema["items"], depth), min_size=1, max_size=2)
    return _object(schema, depth)


def _object(schema, depth):
    properties = schema["properties"]
    if "required" in schema:
        return st.fixed_dictionaries({name: _instances(properties[name], depth) for name in schema["required"]})
    names = [name for name in properties if depth < 8 or not name.startswith("$")] or list(properties)
    chosen = st.lists(st.sampled_from(names), min_size=schema.get("minProperties", 0), max_size=2, unique=True)
    needed = schema.get("dependentRequired", {})

    def made(keys):
        wanted = dict.fromkeys([*keys, *(other for key in keys for other in needed.get(key, ()))])
        return st.fixed_dictionaries({key: _instances(properties[key], depth) for key in wanted})

    return chosen.flatmap(made)


@given(_instances({"$ref": "#/$defs/filter"}))
def test_what_the_schema_generates_load_accepts(value):
    assume(EXACT.is_valid(value))
    text = json.dumps(value)
    assume("$not" not in text or "{}" not in text)
    problems = [p for p in attioql.check(value, TARGET) if p.severity is attioql.Severity.ERROR]
    # A pattern cannot know the calendar, which is a named difference.
    assert not [p for p in problems if p.name not in {"invalid-date", "invalid-timestamp", "number-out-of-range"}], (
        problems
    )
