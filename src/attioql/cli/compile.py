"""`attioql compile`: prints filter JSON for query text, or for other filter JSON."""

from __future__ import annotations

import sys

import click

from attioql.attio.writer import Style
from attioql.catalog.workspace import Target
from attioql.cli.inputs import read_expression
from attioql.cli.options import FilterSettings, filter_options, format_option, query_option, target_argument
from attioql.cli.output import errors_reported, print_json, print_report
from attioql.filter import Filter
from attioql.limits import LIMITS
from attioql.query import Query


@click.command("compile")
@target_argument
@filter_options
@click.option(
    "--style",
    type=click.Choice(["canonical", "shorthand"]),
    default="canonical",
    help="canonical: write every operator; shorthand: use Attio's short forms.",
    show_default=True,
)
@query_option
@click.option("--body", is_flag=True, help='Print a request body, {"filter": …}, instead of the filter alone.')
@click.option("--indent", type=click.IntRange(0, LIMITS.indent_option), help="Spaces per level of indentation.")
@format_option
def compile_(
    target: Target,
    expression: str | None,
    file: str | None,
    settings: FilterSettings,
    style: Style,
    is_query: bool,
    body: bool,
    indent: int | None,
    report_format: str,
) -> None:
    """Compile EXPR, a filter for TARGET, to filter JSON.

    EXPR is query text, or filter JSON if it starts with a brace. - reads standard input. With --query, EXPR is a whole query, and
    the result is a request body. Errors and warnings go to standard error.

    Example: attioql compile people 'name contains "Ada"'
    """
    with errors_reported(report_format):
        source = read_expression(expression, file)
        compiled = settings.compile_query(source, target) if is_query else settings.compile(source, target)
    if compiled.diagnostics:
        print_report(compiled.diagnostics, report_format, sys.stderr)
    print_json(_written(compiled, style, indent, body=body and not is_query) + "\n", sys.stdout)


def _written(compiled: Filter | Query, style: Style, indent: int | None, *, body: bool) -> str:
    text = compiled.dumps(style=style, indent=indent)
    if not body:
        return text
    if indent is None:
        return f'{{"filter": {text}}}'
    inner = text.replace("\n", "\n" + " " * indent)
    return f'{{\n{" " * indent}"filter": {inner}\n}}'
