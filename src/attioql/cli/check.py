"""`attioql check`: reports the errors and warnings of query text, filter JSON or a request body."""

from __future__ import annotations

import sys

import click

from attioql.api import check as check_filter
from attioql.api import problems_of_json
from attioql.catalog.workspace import Target
from attioql.cli import shell_files
from attioql.cli.inputs import read_expression, read_file
from attioql.cli.options import FilterSettings, filter_options, format_option, query_option, target_argument
from attioql.cli.output import print_report
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.diagnostics.phrases import summary
from attioql.querying import check_query, problems_of_request
from attioql.report.formats import FORMATS


@click.command()
@target_argument
@filter_options
@click.option(
    "--json",
    "json_file",
    metavar="FILE",
    shell_complete=shell_files.files,
    help="Check the filter JSON or the request body in a file (- for standard input).",
)
@query_option
@format_option
def check(
    target: Target,
    expression: str | None,
    file: str | None,
    settings: FilterSettings,
    json_file: str | None,
    is_query: bool,
    report_format: str,
) -> None:
    """Report the errors and warnings of EXPR, a filter for TARGET.

    EXPR is query text, or filter JSON if it starts with a brace. - reads standard input. The exit status is 1 if EXPR has errors.

    Example: attioql check deals 'value > 500 and stage = "Lead"'
    """
    if json_file is not None:
        if expression is not None or file is not None:
            message = "--json takes the place of EXPR and --file"
            raise click.UsageError(message)
        reads = problems_of_request if is_query else problems_of_json
        problems = reads(read_file(json_file), target, settings.limits)
    else:
        source = read_expression(expression, file)
        checks = check_query if is_query else check_filter
        problems = checks(source, target, **settings.arguments(source))
    _print(problems, report_format)
    sys.exit(1 if any(problem.severity is Severity.ERROR for problem in problems) else 0)


def _print(problems: tuple[Diagnostic, ...], report_format: str) -> None:
    if problems or FORMATS[report_format].is_document:
        print_report(problems, report_format, sys.stdout)
    if report_format == "human":
        found = summary(problems)
        sys.stdout.write(f"\n{found}\n" if found else "no problems found\n")
