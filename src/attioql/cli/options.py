"""Options that several commands share, and the filter that they describe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import click

from attioql.api import compile as compile_text
from attioql.api import load
from attioql.catalog.workspace import Target
from attioql.cli.inputs import MomentType, TargetType, ZoneType, current_time, read_parameters, refuse_parameters
from attioql.cli.workspaces import workspace_option
from attioql.filter import Filter
from attioql.json_text.source import is_json_text
from attioql.report.formats import FORMATS
from attioql.text.source import Source

_Command = TypeVar("_Command", bound=Callable[..., Any])


def target_argument(command: _Command) -> _Command:
    """Take the object, list or activity that a filter is about, and the workspace it is in."""
    return workspace_option(click.argument("target", type=TargetType())(command))


def format_option(command: _Command) -> _Command:
    """Choose how diagnostics are reported."""
    option = click.option(
        "--format",
        "report_format",
        type=click.Choice(list(FORMATS)),
        default="human",
        help="How to report.",
        show_default=True,
    )
    return option(command)


def filter_options(command: _Command) -> _Command:
    """Take the text of a filter and what it is compiled with."""
    decorators = (
        click.argument("expression", metavar="[EXPR]", required=False),
        click.option("--file", "-f", metavar="FILE", help="Read the filter from a file."),
        filter_settings,
    )
    return _decorated(command, decorators)


def filter_settings(command: _Command) -> _Command:
    """Take what a filter is compiled with."""
    decorators = (
        click.option(
            "--param",
            "-p",
            "parameters",
            multiple=True,
            metavar="NAME=VALUE",
            help="Bind :NAME to a text; NAME:=JSON binds a number, true, false or a list. Repeatable.",
        ),
        click.option("--now", type=MomentType(), help="The current time (ISO 8601).  [default: the clock]"),
        click.option("--tz", type=ZoneType(), default="UTC", help="The zone that days start in.", show_default=True),
    )
    return _decorated(command, decorators)


def filter_of(source: Source, target: Target, parameters: tuple[str, ...], now: datetime | None, tz: str) -> Filter:
    """Compile query text, or load filter JSON. Raises `FilterError`, and `click.UsageError` for parameters beside JSON."""
    params = read_parameters(parameters)
    if is_json_text(source.text):
        refuse_parameters(parameters)
        return load(source, target)
    return compile_text(source, target, params=params, now=now or current_time(), tz=tz)


def _decorated(command: _Command, decorators: tuple[Callable[[_Command], _Command], ...]) -> _Command:
    for decorator in reversed(decorators):
        command = decorator(command)
    return command
