"""The race itself: every library that is installed takes every filter, and what ends a process has a name. No times."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import attioql
from race import filters
from race.contestants import CONTESTANTS

ROOM = Path(attioql.__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def companies():
    return attioql.Workspace.standard()["companies"]


@pytest.mark.parametrize("name", [*filters.SIZES, "flat:40", "nested:5"])
def test_every_filter_is_one_of_this_language(name, companies):
    compiled = attioql.compile(filters.ATTIOQL.named(name), companies)
    assert attioql.load(compiled.dumps(), companies) == compiled


def test_no_two_conditions_are_alike():
    _, members = filters.flat(4_000)
    assert len({str(member) for member in members}) == 4_000


def test_dialects_spell_the_same_tree():
    spelled = {name: contestant.dialect.spell(filters.NINE) for name, contestant in CONTESTANTS.items()}
    for text in spelled.values():
        assert all(str(value) in text for value in ("Ltd", 500, "apple.com", "11-50", "2015-01-01", "fast", 100000))
    assert spelled["djangoql"].startswith(
        'name ~ "Ltd" and twitter_follower_count >= 500 and domains != "apple.com" and ('
    )
    assert " && !(domains == " in spelled["cel-python"]


def _run(*arguments):
    command = [sys.executable, "peers.py", *arguments]
    return subprocess.run(command, cwd=ROOM, capture_output=True, text=True, check=True).stdout


def test_the_whole_race_with_this_library_and_the_floor(tmp_path):
    kept = tmp_path / "race.json"
    few = ("--rounds", "1", "--seconds", "0", "--json", str(kept))
    printed = _run("--only", "attioql", "lark floor", "cql2", "--parts", "times", "cold", *few)
    data = json.loads(kept.read_text(encoding="utf-8"))
    assert {"attioql", "lark floor"} <= set(data["times"]) == set(data["versions"])
    assert "cql2" in data["versions"] or "cql2: left out" in printed
    assert all(row["bytes"] > 0 and all(row["sizes"].values()) for row in data["times"].values())
    assert {"python", "import lark", "attioql, first text"} <= set(data["cold"])
    assert "| attioql |" in printed


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("run = lambda text: run(text)", "recursion error"),
        ("import os\nrun = lambda text: os.abort()", "crash (SIGABRT)"),
        ("import os\nrun = lambda text: os._exit(3)", "exit status 3"),
        ("import time\nrun = lambda text: time.sleep(60)", "over 0.5 s"),
        ("run = lambda text: int(text)", "ValueError"),
    ],
)
def test_what_ends_a_library_has_a_name(code, fault):
    script = (
        "from dataclasses import replace\nfrom race import contestants, worker\n"
        f"contestants.CONTESTANTS['attioql'] = replace(contestants.CONTESTANTS['attioql'], code={code!r})\n"
        "worker.main()"
    )
    start = "import sys\nfrom race import processes\n"
    command = f"processes.COMMAND = (sys.executable, '-c', {script!r})\n"
    ask = "w = processes.Worker('attioql')\nprint(w.time('1', 0, limit=0.5)['fault'])\nw.close()"
    ran = subprocess.run(
        [sys.executable, "-c", start + command + ask], cwd=ROOM, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == fault


def test_load_beside_validators():
    command = [sys.executable, "load_peers.py", "--sizes", "9", "--rounds", "1", "--seconds", "0"]
    printed = subprocess.run(command, cwd=ROOM, capture_output=True, text=True, check=True).stdout
    assert "| load, text |" in printed
