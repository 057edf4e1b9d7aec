"""The page about mutation tests: its commands take what it shows, and its changes by hand still fit the code. The mutants take hours."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "mutation.md").read_text(encoding="utf-8")
FOLDER = ROOT / "tests" / "mutation"
CODE = ROOT / "src" / "attioql"


@pytest.mark.skipif(sys.version_info < (3, 11), reason="the command needs Python 3.11, as the page says")
def test_the_command_takes_the_arguments_of_the_page():
    command = [sys.executable, str(FOLDER / "run.py"), "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    named = set(re.findall(r"(?<![\w-])--[a-z]+\b", PAGE))
    assert named
    assert named <= set(re.findall(r"--[a-z]+\b", shown))


def test_the_rooms_of_the_page_are_there():
    [room] = re.findall(r"^pip install mutmut && python tests/mutation/run\.py (\w+)$", PAGE, re.MULTILINE)
    sampled = set(re.findall(r"^\| `([\w/]+)` \| [\d,]+ \|", PAGE, re.MULTILINE))
    assert [name for name in {room, *sampled} if not (CODE / name).is_dir()] == []


def test_every_change_by_hand_fits_the_code():
    assert "\npython tests/mutation/by_hand.py\n" in PAGE
    changes = json.loads((FOLDER / "by_hand.json").read_text(encoding="utf-8"))
    found = {each["name"]: (CODE / each["file"]).read_text(encoding="utf-8").count(each["old"]) for each in changes}
    assert {name: times for name, times in found.items() if times != 1} == {}
    assert [test for each in changes for test in each["tests"] if not (ROOT / test.partition("::")[0]).exists()] == []
