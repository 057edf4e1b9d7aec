"""The colours of query text on the page: every token of every conforming query has the scope of what Lark reads it as."""

import json
import runpy
import shutil
import subprocess
from pathlib import Path

import build_playground
import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
TEXTMATE = runpy.run_path(str(ROOT / "tests" / "editors" / "test_textmate.py"))


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    if shutil.which("npm") is None:
        pytest.skip("npm installs what bundles the scripts")
    made = tmp_path_factory.mktemp("tokens") / "tokens.mjs"
    esbuild = build_playground.installed() / ".bin" / "esbuild"
    options = ("--bundle", "--platform=node", "--format=esm", "--log-level=error", f"--outfile={made}")
    subprocess.run([str(esbuild), str(ROOT / "playground" / "tests" / "tokens.ts"), *options], check=True)

    def tokens_of(texts):
        command = ["node", str(made)]
        return json.loads(
            subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True).stdout
        )

    return tokens_of


def test_every_token_of_conforming_queries_has_its_scope(read):
    texts = TEXTMATE["conforming"]()
    assert len(texts) > 1000
    found = [
        each for text, tokens in zip(texts, read(texts), strict=True) for each in TEXTMATE["differences"](text, tokens)
    ]
    assert found == []


def test_a_long_line_and_deep_brackets_take_no_long_time(read):
    deep = "\n".join(["(" * 9_000] * 10)
    [long, nested] = read(["(" * 200_000, deep])
    assert long == []
    assert len(nested) == 90_000
