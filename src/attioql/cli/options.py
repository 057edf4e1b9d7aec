"""Options that several commands share, and the filter that they describe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any, NamedTuple, TypedDict, TypeVar, cast

import click

from attioql.api import compile as compile_text
from attioql.api import load
from attioql.catalog.workspace import Target
from attioql.checker.parameters import ParameterValue
from attioql.cli import inputs
from attioql.cli.inputs import current_time, read_parameters
from attioql.cli.workspaces import workspace_option
from attioql.filter import Filter
from attioql.json_text.source import is_json_text
from attioql.report.formats import FORMATS
from attioql.text.source import Source

_Command = TypeVar("_Command", bound=Callable[..., Any])


class FilterArguments(TypedDict):
    """The keyword arguments of `attioql.compile`."""

    params: Mapping[str, ParameterValue]
    now: datetime
    tz: str


class FilterSettings(NamedTuple):
    """What a filter is compiled with, from the options of a command."""

    parameters: tuple[str, ...]
    now: datetime | None
    tz: str

    def compile(self, source: Source, target: Target) -> Filter:
        """Compile query text, or load filter JSON. Raises `FilterError`."""
        arguments = self.arguments(source)
        return load(source, target) if is_json_text(source.text) else compile_text(source, target, **arguments)

    def arguments(self, source: Source) -> FilterArguments:
        """Return the arguments of `attioql.compile` and `attioql.check`. Raises `click.UsageError` for parameters of JSON."""
        params = read_parameters(self.parameters)
        if params and is_json_text(source.text):
            message = "--param binds parameters of query text; filter JSON has none"
            raise click.UsageError(message)
        return {"params": params, "now": self.now or current_time(), "tz": self.tz}


def target_argument(command: _Command) -> _Command:
    """Add TARGET, the object, list or activity that a filter is about, and `--workspace`."""
    return workspace_option(click.argument("target", type=inputs.target)(command))


def format_option(command: _Command) -> _Command:
    """Add `--format`, for diagnostics."""
    option = click.option(
        "--format",
        "report_format",
        type=click.Choice(list(FORMATS)),
        default="human",
        help="Format of the diagnostics.",
        show_default=True,
    )
    return option(command)


def filter_options(command: _Command) -> _Command:
    """Add EXPR and `--file`, and the options of `filter_settings`."""
    decorators = (
        click.argument("expression", metavar="[EXPR]", required=False),
        click.option("--file", "-f", metavar="FILE", help="Read the filter from a file."),
        filter_settings,
    )
    return _decorated(command, decorators)


def filter_settings(command: _Command) -> _Command:
    """Add `--param`, `--now` and `--tz`, which the command gets as `settings`."""

    @wraps(command)
    def with_settings(*args: Any, parameters: tuple[str, ...], now: datetime | None, tz: str, **options: Any) -> Any:
        return command(*args, settings=FilterSettings(parameters, now, tz), **options)

    decorators = (
        click.option(
            "--param",
            "-p",
            "parameters",
            multiple=True,
            metavar="NAME=VALUE",
            help="Bind :NAME to a text; NAME:=JSON binds a number, true, false or a list. Repeatable.",
        ),
        clock_options,
    )
    return _decorated(cast("_Command", with_settings), decorators)


def clock_options(command: _Command) -> _Command:
    """Add `--now` and `--tz`, for relative dates."""
    decorators = (
        click.option("--now", type=inputs.timestamp, help="Current time in ISO 8601.  [default: the system clock]"),
        click.option("--tz", type=inputs.zone, default="UTC", help="Time zone that days start in.", show_default=True),
    )
    return _decorated(command, decorators)


def _decorated(command: _Command, decorators: tuple[Callable[[_Command], _Command], ...]) -> _Command:
    for decorator in reversed(decorators):
        command = decorator(command)
    return command
