"""`attioql decompile`: filter JSON to query text."""

from __future__ import annotations

import sys

import click

from attioql.api import load
from attioql.catalog.workspace import Target
from attioql.cli.inputs import read_file
from attioql.cli.options import format_option, target_argument
from attioql.cli.output import print_report
from attioql.errors import FilterError
from attioql.text.source import Source


@click.command(short_help="Print filter JSON as query text.")
@target_argument
@click.argument("file")
@format_option
def decompile(target: Target, file: str, report_format: str) -> None:
    """Print the query text that compiles to the filter JSON in FILE (- for standard input)."""
    try:
        loaded = load(Source(*read_file(file)), target)
    except FilterError as error:
        print_report(error.diagnostics, report_format, sys.stderr)
        sys.exit(1)
    if loaded.diagnostics:
        print_report(loaded.diagnostics, report_format, sys.stderr)
    sys.stdout.write(loaded.text() + "\n")
