"""Attributes that are called like the keys of a path: what is written of them reads back as the same filter."""

import itertools
import json

import jsonschema
import pytest

import attioql

NAMES = ("path", "constraints", "filter", "name")
ATTRIBUTES = {
    **{name: {"title": name, "type": "text"} for name in NAMES},
    "self": {"title": "Self", "type": "record-reference", "objects": ["things"]},
}
WORKSPACE = attioql.Workspace.from_dict(
    {"objects": {"things": {"singular": "Thing", "plural": "Things", "attributes": ATTRIBUTES}}}
)
THINGS = WORKSPACE["things"]
FORMS = (
    '{} = "x"',
    'not {} contains "x"',
    '{} = "x" or {} = "y"',
    '{} starts with "x" and {} contains "y"',
    "self.{} = 'x'",
)
TEXTS = [
    form.format(*[name] * form.count("{}"))
    if other is None
    else f'{form.format(*[name] * form.count("{}"))} and {other} = "z"'
    for form, name, other in itertools.product(FORMS, NAMES, (None, *NAMES))
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_written_reads_back(text):
    made = attioql.compile(text, THINGS)
    schema = jsonschema.Draft202012Validator(attioql.json_schema(THINGS))
    for style in ("canonical", "shorthand"):
        written = made.json(style)
        assert attioql.check(written, THINGS) == ()
        assert attioql.load(written, THINGS) == made
        assert attioql.load(made.dumps(style), THINGS) == made
        assert json.loads(made.dumps(style)) == written
        schema.validate(written)
    assert attioql.compile(made.text(), THINGS) == made


def test_a_record_decides_without_others():
    found = attioql.compile('path = "x" and constraints = "y"', THINGS)
    values = {"path": [{"value": "x"}], "constraints": [{"value": "y"}]}
    assert found.matches({"values": values})
    assert not found.matches({"values": {**values, "path": []}})
