"""Reports are the same in every process: nothing in them hangs on the order of sets, which differs by hash seed."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import json, sys
sys.path.insert(0, sys.argv[1])
import attioql
from lint_corpus import STANDARD, generated
A, B, C, D = 'job_title = "a"', 'company.name = "b"', 'phone_numbers = "+49"', "twitter_follower_count > 3"
JOINED = [
    f"({A} and {B}) or ({B} and {A} and {C}) or ({A} and {C} and {B} and {D})",
    f"({A} and {B} and {C} and {D}) or {A} or {B} or {C} or {D}",
    f"({A} or {B} or {C} or {D}) and {D} and {C} and {B} and {A}",
    f"({D} and {C} and {B}) or ({B} and {C}) or ({C} and {D}) or ({A} and {D} and {B})",
]
given = [(text, STANDARD["people"], {}) for text in JOINED]
for source, target, arguments in [*given, *generated(60)]:
    found = attioql.lint(source, target, select=["all"], **arguments)
    print(json.dumps([each.to_dict() for each in found]))
    print(attioql.render(found))
"""
SEEDS = ("0", "1", "2", "3", "5", "8", "13", "21")


def test_reports_are_the_same_for_every_hash_seed():
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(Path(__file__).parents[1] / "support")],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
        )
        for seed in SEEDS
    ]
    reports = {each.communicate()[0] for each in running}
    assert {each.returncode for each in running} == {0}
    assert len(reports) == 1
    assert b"subsumed-branch" in reports.pop()
