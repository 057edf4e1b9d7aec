"""`attioql rows`: prints a filter as rows of a form, or the query text of rows."""

from __future__ import annotations

import json
import sys

import click

from attioql.catalog.workspace import Target
from attioql.cli.inputs import read_expression
from attioql.cli.options import FilterSettings, filter_options, format_option, target_argument
from attioql.cli.output import errors_reported, print_json, print_report, print_text
from attioql.embedding import from_rows
from attioql.limits import LIMITS


@click.command(short_help="Print a filter as rows of a form, or back.")
@target_argument
@filter_options
@click.option("--from-rows", "reads_rows", is_flag=True, help="Read rows and print their query text.")
@click.option("--indent", type=click.IntRange(0, LIMITS.indent_option), help="Spaces per level of indentation.")
@format_option
def rows(
    target: Target,
    expression: str | None,
    file: str | None,
    settings: FilterSettings,
    reads_rows: bool,
    indent: int | None,
    report_format: str,
) -> None:
    """Print EXPR, a filter for TARGET, as JSON rows for a form.

    Rows are groups joined by `or`, each of conditions joined by `and`. A filter that has another form is an error.

    EXPR is query text, or filter JSON if it starts with a brace. - reads standard input. With --from-rows, EXPR is rows, and the
    result is query text. Errors and warnings go to standard error.

    Example: attioql rows deals 'value > 500 and stage = "Lead"'
    """
    source = read_expression(expression, file)
    with errors_reported(report_format):
        if reads_rows:
            arguments = settings.arguments(source)
            found = from_rows(source, target, now=arguments["now"], tz=arguments["tz"], limits=settings.limits)
            written = found.text()
        else:
            found = settings.compile(source, target)
            written = json.dumps(found.rows(), ensure_ascii=False, indent=indent)
    if found.diagnostics:
        print_report(found.diagnostics, report_format, sys.stderr)
    (print_text if reads_rows else print_json)(f"{written}\n", sys.stdout)
