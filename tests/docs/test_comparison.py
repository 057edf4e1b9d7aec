"""The figures of the comparison: those that need no other package are counted anew."""

import json
import re
from pathlib import Path

from jsonschema import Draft202012Validator

import attioql

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
FOLDER = ROOT / "tests" / "codegen"
WRONG = json.loads((FOLDER / "wrong_filters.json").read_text(encoding="utf-8"))["filters"]
WORKSPACE = attioql.Workspace.load(FOLDER / "workspace.json")


def _figures(start):
    """Return the figures of the row that begins so."""
    [row] = re.findall(rf"^\| {re.escape(start)}.*$", PAGE, re.MULTILINE)
    return [int(cell) for cell in re.findall(r"\| (\d+) (?=\|)", row)]


def _rejected(schemas):
    return sum(not Draft202012Validator(schemas(row["target"])).is_valid(row["filter"]) for row in WRONG)


def _errors(value, target):
    return [each for each in attioql.check(value, target) if each.severity is attioql.Severity.ERROR]


def test_the_number_of_wrong_filters_is_that_of_the_corpus():
    assert f"rejected, of {len(WRONG)} " in PAGE
    assert f"has {len(WRONG)} wrong filters" in PAGE


def test_the_schemas_reject_as_many_as_the_page_says():
    structure = json.loads((ROOT / "schemas" / "filter.schema.json").read_text(encoding="utf-8"))
    exact = {target: attioql.json_schema(WORKSPACE[target], depth=1) for target in {row["target"] for row in WRONG}}
    assert _figures("[`schemas/filter.schema.json`]") == [_rejected(lambda _: structure), 0]
    assert _figures("the [JSON Schema]") == [_rejected(exact.__getitem__), 0]


def test_attioql_rejects_and_fixes_as_many_as_the_page_says():
    rejected = fixed = 0
    for row in WRONG:
        target = WORKSPACE[row["target"]]
        after = attioql.fix(row["filter"], target, applicability=attioql.Applicability.UNSAFE)
        rejected += bool(_errors(row["filter"], target))
        fixed += not _errors(after.value, target)
    assert _figures("`attioql.check`") == [rejected, fixed]


def test_the_times_are_those_of_the_benchmarks():
    measured = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    names = {"AttioQL": "attioql", "cql2 (Rust)": "cql2", "CEL (C++)": "cel-expr-python"}
    for row in re.findall(r"^\| (.+?) \| ([\d.,]+) \| ([\d.,]+) \| ([\d.,]+) \| \D", PAGE, re.MULTILINE):
        name, *times = row
        figures = r" \| ([\d.,]+) \| [\d.]+ \| ([\d.,]+) \| [\d.]+ \| ([\d.,]+) \|"
        there = re.search(rf"^\| {re.escape(names.get(name, name))}{figures}", measured, re.MULTILINE)
        assert there is not None, name
        assert tuple(times) == there.groups(), name


def test_the_number_of_rules_is_rounded_down():
    rules = len([*(ROOT / "docs" / "rules").glob("*.md")]) - 1
    [said] = re.findall(r"by (\d+) lint rules", PAGE)
    assert int(said) <= rules
