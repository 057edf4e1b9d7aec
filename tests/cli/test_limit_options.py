"""`--untrusted` and `--limit-…`: the limits of `attioql.Limits` on the command line."""

import json

import click
import pytest
from click.testing import CliRunner

from attioql.cli import options as shared
from attioql.cli.app import app
from attioql.limiting.input_limits import LARGEST

TEXT = 'name = "a" or name = "b"'
JSON = json.dumps({"$or": [{"name": "a"}, {"name": "b"}]})
BEYOND = "the filter has 2 conditions; the limit is 1"
COMMANDS = {
    "compile": (["compile", "companies", TEXT], None),
    "compile JSON": (["compile", "companies", JSON], None),
    "check": (["check", "companies", TEXT], None),
    "check JSON": (["check", "companies", "--json", "-"], JSON),
    "decompile": (["decompile", "companies", "-"], JSON),
    "fmt": (["fmt", "-"], TEXT),
    "rows": (["rows", "companies", TEXT], None),
    "match": (["match", "companies", TEXT, "-"], ""),
}


def run(command, *options):
    arguments, given = COMMANDS[command]
    return CliRunner().invoke(app, [*arguments, *options], input=given)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_filter_beyond_a_limit_is_an_error(command):
    done = run(command, "--limit-conditions", "1")
    assert done.exit_code == 1
    assert BEYOND in done.output


@pytest.mark.parametrize("command", COMMANDS)
def test_a_filter_within_the_limits_is_as_ever(command):
    usual = run(command)
    assert usual.exit_code == 0
    for options in (["--untrusted"], ["--limit-conditions", "2"], ["--untrusted", "--limit-conditions", "2"]):
        done = run(command, *options)
        assert (done.exit_code, done.output) == (0, usual.output)


def test_a_single_limit_takes_the_place_of_that_of_strangers():
    long = " and ".join(f'name != "{number}"' for number in range(101))
    check = ["check", "companies", long]
    assert "the limit is 100" in CliRunner().invoke(app, [*check, "--untrusted"]).output
    assert CliRunner().invoke(app, [*check, "--untrusted", "--limit-conditions", "101"]).exit_code == 0


@pytest.mark.parametrize("name", LARGEST)
def test_every_limit_has_an_option(name):
    option = f"--limit-{name.replace('_', '-')}"
    assert CliRunner().invoke(app, ["check", "companies", "", option, "5"]).exit_code == 0
    for number in ("-1", str(LARGEST[name] + 1), "x"):
        assert CliRunner().invoke(app, ["check", "companies", "", option, number]).exit_code == 2


def test_an_option_of_a_limit_names_it_and_its_range():
    for name, largest in LARGEST.items():
        [option] = click.command()(shared._limit_option(name)(lambda: None)).params
        least = 1 if name == "diagnostics" else 0
        assert option.opts == [f"--limit-{name.replace('_', '-')}"]
        assert vars(option.type) == vars(click.IntRange(least, largest))
        assert option.metavar == "N"
        assert option.help == shared._LIMITED[name]


def test_an_option_for_rules_takes_several_names():
    [option] = click.command()(shared.rules_option("--pick", "what it says")(lambda: None)).params
    assert (option.opts, option.metavar, option.help, option.multiple) == (["--pick"], "NAME,…", "what it says", True)
    assert option.callback(None, None, ("a, b", ",", "c")) == ("a", "b", "c")
    assert [item.value for item in option.shell_complete(None, "lost-")] == ["lost-day"]


def test_options_are_added_in_their_order():
    both = shared._together(shared._limit_option("depth"), click.argument("file"))
    assert [each.name for each in click.command()(both(lambda: None)).params] == ["limit_depth", "file"]
