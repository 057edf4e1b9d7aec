"""`attioql check`: reports the errors and warnings of query text, filter JSON or a request body."""

from __future__ import annotations

import sys

import click

from attioql.api import check as check_filter
from attioql.attio.load import read_text
from attioql.catalog.workspace import Target
from attioql.cli.inputs import read_expression, read_file
from attioql.cli.options import FilterSettings, filter_options, format_option, target_argument
from attioql.cli.output import print_report
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.report.formats import FORMATS
from attioql.report.human import summary
from attioql.text.source import Source


@click.command()
@target_argument
@filter_options
@click.option(
    "--json",
    "json_file",
    metavar="FILE",
    help="Check filter JSON, or a request body, in a file (- for standard input).",
)
@format_option
def check(
    target: Target,
    expression: str | None,
    file: str | None,
    settings: FilterSettings,
    json_file: str | None,
    report_format: str,
) -> None:
    """Report the errors and warnings of EXPR, a filter for TARGET.

    EXPR is query text, or filter JSON if it starts with a brace; - reads standard input.
    """
    if json_file is not None:
        if expression is not None or file is not None:
            message = "--json takes the place of EXPR and --file"
            raise click.UsageError(message)
        problems = _problems_of_json(read_file(json_file), target)
    else:
        source = read_expression(expression, file)
        problems = check_filter(source, target, **settings.arguments(source))
    _print(problems, report_format)
    sys.exit(1 if any(problem.severity is Severity.ERROR for problem in problems) else 0)


def _problems_of_json(source: Source, target: Target) -> tuple[Diagnostic, ...]:
    """Check a text as filter JSON, also where it does not start like an object."""
    return read_text(source, target).problems


def _print(problems: tuple[Diagnostic, ...], report_format: str) -> None:
    if problems or FORMATS[report_format].is_document:
        print_report(problems, report_format, sys.stdout)
    if report_format == "human":
        found = summary(problems)
        sys.stdout.write(f"\n{found}\n" if found else "no problems found\n")
