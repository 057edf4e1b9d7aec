"""Golden cases: for a text, every diagnostic to the last letter, with its spans, labels, notes and fixes.

The cases are in `cases/*.json`. With `ATTIOQL_GOLDEN=write` in the environment the expectations are written afresh from
what the texts yield now; read the difference before it is committed.
"""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path
from typing import Any

import pytest
from fix_law import broken

from attioql.diagnostics.codes import CODES, rule_rows

FOLDER = Path(__file__).parent / "cases"
FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
CASES: list[Any] = [
    pytest.param(case, id=f"{name}-{index}") for name, cases in FILES.items() for index, case in enumerate(cases)
]
WRITING = os.environ.get("ATTIOQL_GOLDEN") == "write"
OPTIONS = ("target", "workspace", "now", "tz", "params", "reads", "file")
ABOUT_FILES = {"unreadable-file", "changed-file"}  # what no text can show: tests/cli/test_lint_files.py does
OTHER_INPUTS = {"workspace", "listings"}  # not filters


def told(problem):
    """Return everything that a diagnostic says, as JSON; what it is silent about is left out."""
    fixes = [
        {
            "message": fix.message,
            "applicability": fix.applicability.name,
            "edits": [[*edit.span, edit.replacement] for edit in fix.edits],
        }
        for fix in problem.fixes
    ]
    everything = {
        "says": str(problem),
        "span": list(problem.span) if problem.span else None,
        "pointer": problem.pointer,
        "labels": [[*label.span, label.message] for label in problem.labels],
        "notes": list(problem.notes),
        "fixes": fixes,
    }
    return {key: value for key, value in everything.items() if value not in (None, [])}


def checked(case, golden):
    text = golden.repeated(case["text"], case.get("repeat"))
    return text, golden.checked(text, {key: case[key] for key in OPTIONS if key in case})


def name_of(problem):
    return problem["says"].split("[", 1)[1].split(" ", 1)[0]


@pytest.fixture(scope="session", autouse=True)
def _written(golden):
    if WRITING:
        for name, cases in FILES.items():
            for case in cases:
                case["problems"] = [told(problem) for problem in checked(case, golden)[1]]
            (FOLDER / f"{name}.json").write_text(_dumped(cases), encoding="utf-8")


def _dumped(cases):
    """Write one line for each key of a case and for each problem, so that differences are readable."""
    written = []
    for case in cases:
        lines = [f"{json.dumps(key)}: {json.dumps(case[key], ensure_ascii=False)}" for key in case if key != "problems"]
        problems = ",\n    ".join(json.dumps(problem, ensure_ascii=False) for problem in case["problems"])
        lines.append(f'"problems": [\n    {problems}\n  ]')
        written.append(" {\n  " + ",\n  ".join(lines) + "\n }")
    return "[\n" + ",\n".join(written) + "\n]\n"


@pytest.mark.parametrize("case", CASES)
def test_case(case, golden):
    _, problems = checked(case, golden)
    assert [told(problem) for problem in problems] == case["problems"]


def test_no_code_lacks_a_case():
    names = {name_of(problem) for case in _cases() for problem in case["problems"]}
    assert sorted(names - rule_rows().keys() | ABOUT_FILES) == sorted(CODES)


def test_some_cases_have_several_mistakes_of_syntax_and_of_meaning():
    numbers = [[problem["says"].split(" AQ", 1)[1][0] for problem in case["problems"]] for case in FILES["many"]]
    assert sum(len(found) > 2 and "1" in found and len(set(found)) > 1 for found in numbers) >= 5


# `test_case` holds what a case lists to what the text yields, so the other tests look at the list alone.


def _cases():
    return [case for cases in FILES.values() for case in cases]


@pytest.mark.parametrize("case", CASES)
def test_spans_and_edits_lie_in_the_text_and_edits_do_not_overlap(case, golden):
    length = len(golden.repeated(case["text"], case.get("repeat")))
    for problem in case["problems"]:
        edits = [sorted(fix["edits"]) for fix in problem.get("fixes", ())]
        for start, end, *_ in itertools.chain([problem.get("span", (0, 0))], problem.get("labels", ()), *edits):
            assert 0 <= start <= end <= length
        assert all(first[1] <= second[0] for spans in edits for first, second in itertools.pairwise(spans))


@pytest.mark.parametrize("case", [case for case in CASES if case.values[0].get("reads") not in OTHER_INPUTS])
def test_every_fix_keeps_the_law(case, golden):
    text = golden.repeated(case["text"], case.get("repeat"))
    options = {key: case[key] for key in OPTIONS if key in case}
    wrong, _ = broken(text, lambda text: golden.checked(text, options))
    assert not wrong
