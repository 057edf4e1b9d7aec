"""The page in Chromium. `playground/tests/page.test.mjs` has the tests."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import build_playground
import pytest

pytestmark = pytest.mark.browser

TESTS = Path(__file__).resolve().parents[2] / "playground" / "tests" / "page.test.mjs"
PATIENCE = 600


@pytest.fixture(scope="session")
def page():
    if shutil.which("npm") is None:
        pytest.skip("npm installs what builds the page")
    return build_playground.build()


@pytest.fixture
def chromium():
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("there is no Chromium; Debian has it: apt-get install chromium")
    return found


def test_the_page_in_chromium(page, chromium):
    environment = {
        **os.environ,
        "PAGE": str(page),
        "MODULES": str(build_playground.installed()),
        "CHROMIUM": chromium,
    }
    command = ["node", "--test", "--test-reporter=spec", str(TESTS)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout
    written = len(re.findall(r"^ *test\(", TESTS.read_text(encoding="utf-8"), re.MULTILINE))
    assert int(re.search(r"pass (\d+)", done.stdout)[1]) >= written
    sys.stdout.write(done.stdout)


def test_the_page_loads_no_more_than_it_may(page):
    sizes = build_playground.compressed_sizes(page)
    assert sum(sizes.values()) <= build_playground.MOST_BYTES == 8_000_000, build_playground.listing(page)
