"""The help texts: their examples run, and their lines fit a terminal of 80 columns."""

import re
import shutil
from pathlib import Path

import click
import pytest
from doc_blocks import Folder

from attioql.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 80


def _commands(command, name):
    yield name, command
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        if not each.hidden:
            yield from _commands(each, f"{name} {each.name}")


COMMANDS = dict(_commands(app, "attioql"))
EXAMPLES = {
    name: found[1]
    for name, command in COMMANDS.items()
    if (found := re.search("Example: (attioql.*)", command.help or ""))
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with what the examples name: answers of the API, filters and a file of records."""
    place = tmp_path_factory.mktemp("help")
    made = Folder(place)
    shutil.copytree(ROOT / "tests" / "workspace" / "answers", place / "answers")
    (place / "filters").mkdir()
    (place / "src").mkdir()
    (place / "filters" / "large.attioql").write_text("# target: deals\nvalue > 5\n", encoding="utf-8")
    (place / "filter.json").write_text('{"name": {"$contains": "Ada"}}', encoding="utf-8")
    (place / "people.jsonl").write_text("", encoding="utf-8")
    return made


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_example_of_a_help_text_runs(name, folder):
    done = folder.shell(EXAMPLES[name])
    assert done.returncode == (1 if name == "attioql diff" else 0), done.stdout


def test_the_commands_that_take_a_filter_have_an_example():
    taking = {name for name, command in COMMANDS.items() if any(each.name == "expression" for each in command.params)}
    assert taking - {*EXAMPLES} == set()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_fits_80_columns(name):
    command = COMMANDS[name]
    context = click.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
    shown = command.get_help(context)
    assert [line for line in shown.splitlines() if len(line) > WIDTH] == []
    assert not re.search(r"\w\.\.\.$", shown, re.MULTILINE), "a short help text is cut"
