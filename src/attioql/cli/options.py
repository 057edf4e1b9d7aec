"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from attioql.cli.inputs import MomentType, TargetType, ZoneType
from attioql.cli.workspaces import workspace_option

_Command = TypeVar("_Command", bound=Callable[..., Any])

FORMATS = ("human", "concise", "json", "sarif", "github", "junit")
DOCUMENTS = frozenset({"json", "sarif", "junit"})
"""The formats that are one document, even for no diagnostics."""


def target_argument(command: _Command) -> _Command:
    """Take the object, list or activity that a filter is about, and the workspace it is in."""
    return workspace_option(click.argument("target", type=TargetType())(command))


def format_option(command: _Command) -> _Command:
    """Choose how diagnostics are reported."""
    option = click.option(
        "--format",
        "report_format",
        type=click.Choice(FORMATS),
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


def _decorated(command: _Command, decorators: tuple[Callable[[_Command], _Command], ...]) -> _Command:
    for decorator in reversed(decorators):
        command = decorator(command)
    return command
