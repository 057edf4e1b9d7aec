"""What language models read, counted by the encoding itself: `scripts/count_tokens.py`, which needs npm and the network."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.package
ROOT = Path(__file__).resolve().parents[2]


def test_the_figures_of_the_page_and_the_bound_of_tokens_are_those_of_the_encoding():
    command = [sys.executable, "scripts/count_tokens.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
