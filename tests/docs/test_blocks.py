"""Every code block of these pages runs, and prints what the page shows."""

from pathlib import Path

import pytest
from doc_blocks import run_page

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [
    *(
        DOCS / name
        for name in ("index.md", "tutorial.md", "comparison.md", "command-line.md", "lint.md", "workspace.md")
    ),
    *sorted((DOCS / "recipes").glob("*.md")),
]


@pytest.mark.parametrize("path", PAGES, ids=lambda page: page.name)
def test_every_block_of_a_page_runs_and_prints_what_is_shown(path, tmp_path):
    run_page(path, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "```attioql target=deals\nvale > 5\n```\n",
        '```attioql target=deals\nvalue > 5\n```\n\n```json\n{"value": 6}\n```\n',
        '```json target=deals\n{"value": {"$ne": 6}}\n```\n',
        '```json\n{"value": 6}\n```\n',
        "```console\n$ echo one\ntwo\n```\n",
        "```console\n$ printf 'one\\ntwo\\n'\none\n```\n",
        "```python\nprint(1)\n```\n\n```text\n2\n```\n",
        "```python\nraise SystemExit(1)\n```\n",
        "```text\nwho says so\n```\n",
        "```ruby\nputs 1\n```\n",
        "```sh\nattioql check deals 'vale > 5'\n```\n",
    ],
)
def test_a_block_that_does_not_hold_fails(text, tmp_path):
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises((AssertionError, ValueError)):
        run_page(page, tmp_path)


def test_lines_of_an_output_may_be_left_out(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("```console\n$ printf '1\\n2\\n3\\n4\\n'\n1\n…\n4\n$ echo 5\n5\n```\n", encoding="utf-8")
    assert run_page(page, tmp_path) == 1
