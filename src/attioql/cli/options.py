"""Options that several commands share, and the filter that they describe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce, wraps
from typing import Any, NamedTuple, TypedDict, TypeVar

import click

from attioql.api import compile as compile_text
from attioql.api import load
from attioql.catalog.workspace import Target
from attioql.checker.parameter_values import ParameterValue
from attioql.cli import inputs, shell_completion, shell_files
from attioql.cli.files import STANDARD_INPUT
from attioql.cli.inputs import current_time, read_parameters
from attioql.cli.workspaces import workspace_option
from attioql.filter import Filter
from attioql.json_text.strict_json import is_json_text
from attioql.limiting.input_limits import LARGEST, Limits
from attioql.query import Query
from attioql.querying import compile_query, load_query
from attioql.report.formats import FORMATS
from attioql.syntax.parser import parameter_names
from attioql.text.source import Source

_Command = TypeVar("_Command", bound=Callable[..., Any])


class FilterArguments(TypedDict):
    """The keyword arguments of `attioql.compile`."""

    params: Mapping[str, ParameterValue]
    now: datetime
    tz: str
    limits: Limits | None


class FilterSettings(NamedTuple):
    """What a filter is compiled with, from the options of a command."""

    parameters: tuple[str, ...]
    now: datetime | None
    tz: str
    limits: Limits | None

    def compile(self, source: Source, target: Target) -> Filter:
        """Compile query text, or load filter JSON. Raises `FilterError`."""
        arguments = self.arguments(source)
        if is_json_text(source.text):
            return load(source, target, limits=self.limits)
        return compile_text(source, target, **arguments)

    def compile_query(self, source: Source, target: Target) -> Query:
        """Compile the text of a query, or load a request body. Raises `FilterError`."""
        arguments = self.arguments(source)
        if is_json_text(source.text):
            return load_query(source, target, limits=self.limits)
        return compile_query(source, target, **arguments)

    def arguments(self, source: Source) -> FilterArguments:
        """Return the arguments of `attioql.compile` and `attioql.check`. Raises `click.UsageError` for parameters of JSON."""
        params = read_parameters(self.parameters)
        if params and is_json_text(source.text):
            message = "--param binds parameters of query text; filter JSON has none"
            raise click.UsageError(message)
        return {"params": params, "now": self.now or current_time(), "tz": self.tz, "limits": self.limits}

    def shared_by(self, sources: Sequence[Source]) -> list[FilterSettings]:
        """Return the settings of each filter: with the parameters that it has. Raises `click.UsageError` for one that none has."""
        given = read_parameters(self.parameters)
        if not given:
            return [self] * len(sources)
        named = [set() if is_json_text(source.text) else parameter_names(source) for source in sources]
        for name in given:
            if not any(name in names for names in named):
                message = f"--param {name}: no filter has the parameter :{name}"
                raise click.UsageError(message)
        return [
            self._replace(parameters=tuple([each for each in self.parameters if _name(each) in names]))
            for names in named
        ]


def _name(parameter: str) -> str:
    return parameter.partition("=")[0].removesuffix(":")


def _together(*decorators: Callable[[Any], Any]) -> Callable[[_Command], _Command]:
    """Return a decorator that adds several arguments and options, in this order."""
    return lambda command: reduce(lambda decorated, decorator: decorator(decorated), reversed(decorators), command)


def _with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Pass what `--param`, `--now`, `--tz` and the limits are as `settings`."""

    @wraps(command)
    def with_settings(
        *args: Any,
        parameters: tuple[str, ...] = (),
        now: datetime | None,
        tz: str,
        limits: Limits | None,
        **options: Any,
    ) -> Any:
        return command(*args, settings=FilterSettings(parameters, now, tz, limits), **options)

    return with_settings


def _with_limits(command: Callable[..., Any]) -> Callable[..., Any]:
    """Pass what `--untrusted` and the options of single limits are as `limits`; `None` without any of them."""

    @wraps(command)
    def with_limits(*args: Any, untrusted: bool, **options: Any) -> Any:
        given = {name: options.pop(f"limit_{name}") for name in LARGEST}
        single = {name: number for name, number in given.items() if number is not None}
        limits = Limits.untrusted() if untrusted else Limits() if single else None
        return command(*args, limits=None if limits is None else replace(limits, **single), **options)

    return with_limits


def _limit_option(name: str) -> Callable[[Any], Any]:
    return click.option(
        f"--limit-{name.replace('_', '-')}",
        type=click.IntRange(int(name == "diagnostics"), LARGEST[name]),
        metavar="N",
        help=_LIMITED[name],
    )


_LIMITED = {
    "characters": "Maximum number of characters in a filter.",
    "conditions": "Maximum number of conditions in a filter.",
    "depth": "Maximum nesting of groups, negations and value blocks.",
    "list_values": "Maximum number of values in one list.",
    "path_steps": "Maximum number of names in one attribute path.",
    "block_tests": "Maximum number of tests that value blocks expand to.",
    "diagnostics": "Maximum number of diagnostics reported for a filter.",
}

limit_options = _together(
    click.option("--untrusted", is_flag=True, help="Apply stricter limits, for filters that you do not trust."),
    *map(_limit_option, LARGEST),
    _with_limits,
)
"""Add `--untrusted` and `--limit-characters`, `--limit-conditions` and so on, which the command gets as `limits`."""


target_argument = _together(
    workspace_option, click.argument("target", type=inputs.target, shell_complete=shell_completion.targets)
)
"""Add TARGET, the object, list or activity that a filter is about, and `--workspace`."""

query_option = click.option(
    "--query",
    "is_query",
    is_flag=True,
    help="Read a whole query: a filter with order by, limit and offset, or a request body.",
)
"""Add `--query`."""

format_option = click.option(
    "--format",
    "report_format",
    type=click.Choice(list(FORMATS)),
    default="human",
    help="Format of the diagnostics.",
    show_default=True,
)
"""Add `--format`, for diagnostics."""

result_format_option = click.option(
    "--format",
    "report_format",
    type=click.Choice(["human", "json"]),
    default="human",
    help="Output format.",
    show_default=True,
)
"""Add `--format`, for a result that is no list of diagnostics."""

output_option = click.option(
    "-o",
    "--output",
    default=STANDARD_INPUT,
    metavar="FILE",
    shell_complete=shell_files.files,
    help="Output file.  [default: standard output]",
)
"""Add `--output`, the file that is written instead of standard output."""

zone_option = click.option(
    "--tz",
    type=inputs.zone,
    default="UTC",
    is_eager=True,
    help="Time zone of days and dates, such as Europe/Berlin.",
    show_default=True,
)
"""Add `--tz`, for days and relative dates."""

clock_options = _together(
    click.option(
        "--now",
        type=inputs.timestamp,
        callback=inputs.in_zone,
        help="Current time in ISO 8601. A date means the start of that day.  [default: the system clock]",
    ),
    zone_option,
)
"""Add `--now` and `--tz`, for relative dates."""

filter_settings = _together(
    click.option(
        "--param",
        "-p",
        "parameters",
        multiple=True,
        metavar="NAME=VALUE",
        help="Bind the parameter :NAME to a text. NAME:=JSON binds a number, true, false or a list. Repeatable.",
    ),
    clock_options,
    limit_options,
    _with_settings,
)
"""Add `--param`, `--now`, `--tz` and the limits, which the command gets as `settings`."""

filter_options = _together(
    click.argument("expression", metavar="[EXPR]", required=False),
    click.option("--file", "-f", metavar="FILE", shell_complete=shell_files.files, help="Read the filter from a file."),
    filter_settings,
)
"""Add EXPR and `--file`, and the options of `filter_settings`."""


def _names(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Take names that are joined by commas apart."""
    return tuple(name.strip() for each in value for name in each.split(",") if name.strip())


def rules_option(flag: str, message: str) -> Callable[[_Command], _Command]:
    """Add an option for names of rules, given several times or joined by commas."""
    return click.option(
        flag, multiple=True, metavar="NAME,…", callback=_names, shell_complete=shell_completion.rules, help=message
    )
