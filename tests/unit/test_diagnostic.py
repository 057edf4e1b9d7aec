"""Diagnostics as data: their JSON form, their one-line form, and that they cannot change."""

from __future__ import annotations

import dataclasses
import pickle
import re
from typing import Any

import pytest

from attioql import (
    Applicability,
    Diagnostic,
    Edit,
    FilterError,
    Fix,
    Label,
    Severity,
    Source,
    Span,
    WorkspaceError,
)
from attioql.diagnostics import bounded
from attioql.diagnostics.codes import CODES
from attioql.report.human import human_report

SOURCE = Source('name = "x"\nand nmae = "y"')
PROBLEM = Diagnostic(
    "unknown-attribute",
    "companies has no attribute `nmae`",
    Span(15, 19),
    labels=(Label(Span(0, 4), "like this one"),),
    notes=("it has: `name`",),
    fixes=(Fix("write `name`", Applicability.UNSAFE, (Edit(Span(15, 19), "name"),)),),
    source=SOURCE,
    parameters={"target": "companies", "known": ("name",)},
)


def place(offset, line, column):
    return {"offset": offset, "line": line, "column": column}


def test_the_json_form_has_every_place_as_offset_line_and_column():
    location = {"start": place(15, 2, 5), "end": place(19, 2, 9)}
    assert PROBLEM.to_dict() == {
        "name": "unknown-attribute",
        "code": "AQ201",
        "severity": "error",
        "message": "companies has no attribute `nmae`",
        "location": location,
        "labels": [{"location": {"start": place(0, 1, 1), "end": place(4, 1, 5)}, "message": "like this one"}],
        "notes": ["it has: `name`"],
        "fixes": [
            {
                "message": "write `name`",
                "applicability": "unsafe",
                "edits": [{"location": location, "replacement": "name"}],
                "json_edits": [],
            }
        ],
        "parameters": {"target": "companies", "known": ["name"]},
        "pointer": None,
    }


def test_without_a_text_there_is_no_location():
    problem = Diagnostic("unknown-attribute", "no such attribute", pointer="/$or/1/email")
    assert problem.to_dict()["location"] is None
    assert problem.to_dict()["pointer"] == "/$or/1/email"


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (PROBLEM, "2:5: error[unknown-attribute AQ201]: companies has no attribute `nmae`"),
        (Diagnostic("long-path", "six steps"), "warning[long-path AQ209]: six steps"),
        (Diagnostic("not-json", "no", pointer="/a"), "/a: error[not-json AQ601]: no"),
        (Diagnostic("not-json", "no", pointer=""), "/: error[not-json AQ601]: no"),
    ],
)
def test_one_line_says_where_what_and_the_name_to_look_up(problem, line):
    assert str(problem) == line


def test_severity_is_a_property_of_the_name():
    assert PROBLEM.severity is Severity.ERROR
    assert Diagnostic("long-path", "six steps").severity is Severity.WARNING


def test_a_diagnostic_does_not_change_and_can_be_pickled():
    frozen: Any = PROBLEM
    with pytest.raises(dataclasses.FrozenInstanceError):
        frozen.message = "another"
    copy = pickle.loads(pickle.dumps(PROBLEM))
    assert copy == PROBLEM
    assert copy.to_dict() == PROBLEM.to_dict()


def test_diagnostics_are_equal_whatever_text_they_came_from():
    assert dataclasses.replace(PROBLEM, source=None) == PROBLEM
    assert dataclasses.replace(PROBLEM, message="another") != PROBLEM


def test_a_severity_that_is_given_takes_the_place_of_the_name_s_own():
    demoted = dataclasses.replace(PROBLEM, severity=Severity.NOTE)
    assert demoted.severity is Severity.NOTE
    assert demoted.to_dict()["severity"] == "note"
    assert demoted != PROBLEM
    assert dataclasses.replace(demoted, message="another").severity is Severity.NOTE
    assert pickle.loads(pickle.dumps(demoted)) == demoted
    assert Diagnostic("long-path", "six steps", severity=Severity.WARNING) == Diagnostic("long-path", "six steps")


@pytest.mark.parametrize("kind", [FilterError, WorkspaceError])
def test_an_error_holds_all_diagnostics_and_shows_their_report(kind):
    second = Diagnostic("long-path", "six steps")
    error: Any = kind((PROBLEM, second))
    assert isinstance(error, ValueError)
    assert vars(error)["diagnostics"] == (PROBLEM, second)
    assert str(error) == human_report([PROBLEM, second]).removesuffix("\n")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.diagnostics, str(copy)) == (kind, (PROBLEM, second), str(error))


def test_an_error_without_diagnostics_has_no_text():
    assert str(FilterError(())) == ""


@pytest.mark.parametrize(("count", "severity"), [(1, "1 error"), (90, "90 errors")])
def test_an_error_with_many_diagnostics_shows_the_first_and_counts_the_others(count, severity):
    error = FilterError((PROBLEM,) * (bounded.MOST_DIAGNOSTICS + count))
    shown = human_report([PROBLEM] * bounded.MOST_DIAGNOSTICS)
    assert str(error) == f"{shown}\n… and {count} more: {severity}"


def test_an_error_with_huge_texts_is_cut():
    source = Source("name = 日" * 100_000)
    huge = Diagnostic(
        "not-json",
        "x" * 1_000_000,
        Span(500_000, 600_000),
        labels=tuple(Label(Span(at, at + 1), "y" * 10_000) for at in range(100)),
        notes=("z" * 10_000,) * 100,
        fixes=(Fix("w" * 10_000, Applicability.SAFE, (Edit(Span(0, 1), "v" * 10_000),)),),
        source=source,
    )
    lines = str(FilterError((huge,) * 100)).splitlines()
    assert lines[0] == f"error[not-json AQ601]: {'x' * (bounded.LONGEST_LINE - 24)}…"
    assert lines[-1] == "… and 99 more: 99 errors"
    assert len(lines) < 2 * bounded.MOST_LINES
    assert max(map(len, lines)) == bounded.LONGEST_LINE


def test_how_far_a_fix_may_be_trusted_is_ordered():
    assert Applicability.DISPLAY < Applicability.UNSAFE < Applicability.SAFE


def test_names_and_codes_are_unique_and_well_formed():
    codes = [row.code for row in CODES.values()]
    assert len(set(codes)) == len(codes)
    assert codes == sorted(codes)
    for name, row in CODES.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert re.fullmatch(r"AQ[1-9]\d\d", row.code)
        assert row.severity in {"error", "warning", "note"}
        assert row.summary
        assert not row.summary.endswith(".")
