"""Mutation testing of one room, whole or a sample: `python tests/mutation/run.py filters --sample 100 --seed 4`.

mutmut makes the mutants, and finds out which tests reach each function; its settings are in `pyproject.toml`. It works in a copy of the
checkout, `mutants/ROOM`, where it mutates that room alone. The tests are run by `loop.py`. `docs/mutation.md` has what was found.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import tomllib

ROOT = Path(__file__).parents[2]
NEVER_MADE = "attioql.no_such_module.*"
CAUGHT = {"killed", "timeout", "segfault"}
GOLDEN = (
    "tests/golden/test_golden.py::test_case",
    "--deselect=tests/golden/test_golden.py::test_case[too-many-operands-0]",
)
"""The golden cases but one, which takes as long as all others together."""
TESTS = {
    "catalog": [
        *(f"tests/workspace/test_{name}.py" for name in ("activities", "checks", "comparison", "listings", "slugs")),
        *("tests/workspace/test_workspace_file.py", "tests/workspace/test_properties.py"),
        *(f"tests/unit/test_{name}.py" for name in ("catalog", "cache", "operators", "value_kinds")),
        "tests/workspace/test_wrong_types.py::test_answers_with_a_wrong_value_in_any_place",
        *("tests/report/test_notebooks.py", "tests/cli/test_workspace.py", *GOLDEN),
        "tests/golden/test_workspaces.py",
    ],
    "cli": [
        *(f"tests/cli/test_{name}.py" for name in ("cli", "diff_command", "fix_command", "hostile_text")),
        *(f"tests/cli/test_{name}.py" for name in ("internal_errors", "limit_options", "lint_code", "lint_command")),
        *(f"tests/cli/test_{name}.py" for name in ("lint_formats", "playground", "replacing", "shell_completion")),
        *(f"tests/cli/test_{name}.py" for name in ("streams", "transcripts", "workspace")),
        "tests/project/test_configuration.py",
        *("tests/report/test_wrapping.py", "tests/unit/test_json_stream.py", "tests/lint/test_baseline.py"),
        "--deselect=tests/cli/test_cli.py::test_pages_of_rules_do_not_depend_on_docstrings",
        "--deselect=tests/lint/test_baseline.py::test_many_filters_of_one_file_are_ignored_each",
    ],
    "documents": [
        *(f"tests/lint/test_{name}.py" for name in ("documents", "python_files", "literals", "python_depth")),
        *(
            f"tests/lint/test_{name}.py"
            for name in ("comments_stay", "suppressions", "superfluous", "json_tree", "rules")
        ),
        *(f"tests/code/test_{name}.py" for name in ("code_laws", "corpus", "notebooks", "python_comments")),
        *("tests/code/test_rebound_names.py", "tests/code/test_repeated_filters.py", "tests/cli/test_lint_code.py"),
        *("--deselect=tests/lint/test_python_depth.py::test_a_long_text_is_read", *GOLDEN),
        "--deselect=tests/lint/test_rules.py::test_the_documents_are_up_to_date",
        *("tests/lint/test_baseline.py", "tests/code/test_offsets.py", "tests/code/test_unfinished_texts.py"),
        *("tests/golden/test_documents.py", "tests/golden/test_literals.py"),
        "--deselect=tests/lint/test_baseline.py::test_many_filters_of_one_file_are_ignored_each",
    ],
    "evaluate": ["tests/evaluate", "tests/properties/test_raw_json.py"],
    "linter": [
        *("tests/lint", "tests/golden", "tests/code/test_corpus.py", "tests/cli/test_transcripts.py"),
        *("tests/cli/test_lint_command.py", "tests/evaluate/test_safe_fixes.py", "tests/unit/test_apply_fixes.py"),
    ],
    "report": [
        *("tests/report", "tests/golden/test_lint_reports.py"),
        *(f"tests/cli/test_{name}.py" for name in ("lint_formats", "hostile_text", "stable_reports")),
    ],
    "syntax": [
        *(
            "tests/syntax",
            "tests/formatter",
            "tests/conformance/test_conformance_language.py",
            "tests/unit/test_query.py",
        ),
        *("tests/conformance/test_conformance_queries.py", *GOLDEN),
    ],
}
"""The tests of rooms that need fewer than all those of `pyproject.toml`."""


def main():
    """Run the mutants that are asked for, and print the score and what survives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("room", help="a room or a module of it: filters, checker.literal_values, attio")
    parser.add_argument("--sample", type=int, help="how many mutants, drawn at random; all by default")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", nargs="*", help="these mutants of the room, by name")
    asked = parser.parse_args()
    copy = _copied(asked.room.partition(".")[0])
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "mutation", "PYTHONPATH": str(copy / "src")}
    _made(copy, environment)
    folder = copy / "mutants"
    names = [name for name in sorted(_mutants(folder)) if name.startswith(f"attioql.{asked.room}.")]
    chosen = asked.only or _sample(names, asked)
    (folder / "wanted.json").write_text(json.dumps({"mutants": chosen, "jobs": asked.jobs}), encoding="utf-8")
    _run(folder, environment)
    results = dict(map(json.loads, (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()))
    if results.pop("") != "survived":
        sys.exit("a test fails without any mutant")
    counts = Counter(results.values())
    caught = sum(count for status, count in counts.items() if status in CAUGHT)
    for name, status in results.items():
        if status not in CAUGHT:
            sys.stdout.write(f"{status}: {name}\n")
    sys.stdout.write(
        f"{asked.room}: {caught} of {len(chosen)} caught ({caught / len(chosen):.1%}), of {len(names)}; {dict(counts)}\n"
    )


def _copied(room):
    """Copy the checkout, with settings that have mutmut mutate one room.

    A copy of an earlier run goes first: files that the checkout no longer has would break tests, and mutmut would keep its record of
    which tests reach which function.
    """
    copy = ROOT / "mutants" / room
    shutil.rmtree(copy, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in listed.rstrip("\0").split("\0"):
        content, to = (ROOT / name).read_bytes(), copy / name
        if name == "pyproject.toml":
            content = _settings(content.decode(), room).encode()
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(content)
    return copy


def _settings(text, room):
    text = re.sub(r"(?m)^only_mutate = .*$", f'only_mutate = ["src/attioql/{room}/*"]', text)
    if room not in TESTS:
        return text
    return re.sub(
        r"(?ms)^pytest_add_cli_args_test_selection = \[.*?\]$",
        f"pytest_add_cli_args_test_selection = {json.dumps(TESTS[room])}",
        text,
    )


def _made(copy, environment):
    """Have mutmut make the mutants and learn which tests reach them, but run none."""
    command = ["mutmut", "run", "--max-children", "1", NEVER_MADE]
    done = subprocess.run(command, cwd=copy, env=environment, check=False, capture_output=True, text=True)
    if "nothing matches" not in done.stdout + done.stderr:
        sys.exit(f"mutmut could not make the mutants:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")


def _mutants(folder):
    files = (folder / "src").rglob("*.py.meta")
    return [name for file in files for name in json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]]


def _sample(names, asked):
    if asked.sample is None:
        return names
    drawn = random.Random(asked.seed)  # noqa: S311 - a sample, no secret
    return drawn.sample(names, min(asked.sample, len(names)))


def _run(folder, environment):
    settings = tomllib.loads((folder.parent / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    options = [*settings["pytest_add_cli_args"], *settings["pytest_add_cli_args_test_selection"]]
    command = [sys.executable, "-m", "pytest", "--rootdir=.", "-p", "loop", *options]
    path = os.pathsep.join([str(folder / "src"), str(folder / "tests" / "mutation")])
    environment = {**environment, "PYTHONPATH": path, "MUTANT_UNDER_TEST": ""}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
