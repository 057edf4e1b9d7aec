"""`attioql compile`: query text to filter JSON on standard output, and nothing else there."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from attioql.api import compile_source
from attioql.attio.writer import Style
from attioql.catalog.workspace import Target
from attioql.cli.inputs import current_time, read_expression, read_parameters
from attioql.cli.options import filter_options, format_option, target_argument
from attioql.cli.output import print_report
from attioql.diagnostics.model import FilterError
from attioql.filter import Filter
from attioql.text.source import Source


@click.command("compile")
@target_argument
@filter_options
@click.option("--style", type=click.Choice(["canonical", "shorthand"]), default="canonical", show_default=True)
@click.option("--body", is_flag=True, help='Print {"filter": …}, as the API takes it.')
@click.option("--indent", type=click.IntRange(0, 16), help="Indent by so many spaces.")
@format_option
def compile_(
    target: Target,
    expression: str | None,
    file: str | None,
    parameters: tuple[str, ...],
    now: datetime | None,
    tz: str,
    style: Style,
    body: bool,
    indent: int | None,
    report_format: str,
) -> None:
    """Compile EXPR, a filter for TARGET, to filter JSON.

    EXPR may be - for standard input. What is wrong or doubtful is reported on standard error.
    """
    text, name = read_expression(expression, file)
    params = read_parameters(parameters)
    try:
        compiled = compile_source(Source(text, name), target, params=params, now=now or current_time(), tz=tz)
    except FilterError as error:
        print_report(error.diagnostics, report_format, sys.stderr)
        sys.exit(1)
    if compiled.diagnostics:
        print_report(compiled.diagnostics, report_format, sys.stderr)
    sys.stdout.write(_written(compiled, style, indent, body=body) + "\n")


def _written(compiled: Filter, style: Style, indent: int | None, *, body: bool) -> str:
    text = compiled.dumps(style=style, indent=indent)
    if not body:
        return text
    if indent is None:
        return f'{{"filter": {text}}}'
    inner = text.replace("\n", "\n" + " " * indent)
    return f'{{\n{" " * indent}"filter": {inner}\n}}'
