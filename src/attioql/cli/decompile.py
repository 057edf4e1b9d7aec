"""`attioql decompile`: prints query text for filter JSON."""

from __future__ import annotations

import sys

import click

from attioql.api import load
from attioql.catalog.workspace import Target
from attioql.cli import shell_files
from attioql.cli.inputs import read_file
from attioql.cli.options import format_option, limit_options, query_option, target_argument
from attioql.cli.output import errors_reported, print_report, print_text
from attioql.limiting.input_limits import Limits
from attioql.querying import load_query


@click.command(short_help="Print filter JSON as query text.")
@target_argument
@click.argument("file", shell_complete=shell_files.files)
@query_option
@limit_options
@format_option
def decompile(target: Target, file: str, is_query: bool, limits: Limits | None, report_format: str) -> None:
    """Print the query text that compiles to the filter JSON in FILE.

    - reads standard input. With --query, FILE is a request body, and the result has its filter, sorts, limit and offset.

    Example: attioql decompile people filter.json
    """
    with errors_reported(report_format):
        source = read_file(file)
        loaded = load_query(source, target, limits=limits) if is_query else load(source, target, limits=limits)
    if loaded.diagnostics:
        print_report(loaded.diagnostics, report_format, sys.stderr)
    print_text(loaded.text() + "\n", sys.stdout)
