"""`attioql decompile`: prints query text for filter JSON."""

from __future__ import annotations

import sys

import click

from attioql.api import load
from attioql.catalog.workspace import Target
from attioql.cli import shell_files
from attioql.cli.inputs import read_file
from attioql.cli.options import format_option, limit_options, target_argument
from attioql.cli.output import errors_reported, print_report, print_text
from attioql.limiting.input_limits import Limits


@click.command(short_help="Print filter JSON as query text.")
@target_argument
@click.argument("file", shell_complete=shell_files.files)
@limit_options
@format_option
def decompile(target: Target, file: str, limits: Limits | None, report_format: str) -> None:
    """Print the query text that compiles to the filter JSON in FILE (- for standard input)."""
    with errors_reported(report_format):
        loaded = load(read_file(file), target, limits=limits)
    if loaded.diagnostics:
        print_report(loaded.diagnostics, report_format, sys.stderr)
    print_text(loaded.text() + "\n", sys.stdout)
