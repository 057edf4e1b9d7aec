"""`attioql diff`: prints how two filters differ, with records that show it."""

from __future__ import annotations

import sys
from typing import cast

import click

from attioql.attio.writer import JsonFilter, as_text
from attioql.catalog.workspace import Target
from attioql.cli.files import STANDARD_INPUT
from attioql.cli.inputs import read_expression
from attioql.cli.options import FilterSettings, comparison_settings, result_format_option, target_argument
from attioql.cli.output import errors_reported, print_json, print_text

_NO_ANSWER = 2
_EXIT_STATUS = {True: 0, False: 1, None: _NO_ANSWER}


@click.command(short_help="Print how two filters differ.")
@target_argument
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@comparison_settings
@result_format_option
def diff(target: Target, first: str, second: str, settings: FilterSettings, report_format: str) -> None:
    """Print whether A and B, filters for TARGET, match the same records, and if not, a record that only one of them matches.

    A and B are query text, or filter JSON if they start with a brace; one of them may be -, for standard input. The exit status
    is 0 if both match the same records, 1 if they do not, and 2 if that is not known or a filter has errors.
    """
    if first == second == STANDARD_INPUT:
        message = "only one of the filters can come from standard input"
        raise click.UsageError(message)
    with errors_reported(report_format, _NO_ANSWER):
        one, other = (settings.compile(read_expression(each, None), target) for each in (first, second))
    difference = one.difference(other)
    if report_format == "json":
        print_json(f"{as_text(cast('JsonFilter', difference.to_dict()), 2)}\n", sys.stdout)
    else:
        print_text(f"{difference}\n", sys.stdout)
    sys.exit(_EXIT_STATUS[difference.equivalent])
