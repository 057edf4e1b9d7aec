"""`attioql fmt`: formats files of query text. A file is replaced as a whole, or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from attioql.api import format as format_text
from attioql.cli import shell_files
from attioql.cli.failures import INTERNAL_ERROR, print_failures
from attioql.cli.files import STANDARD_INPUT
from attioql.cli.inputs import load_file, usage_errors
from attioql.cli.lint_file import diff_lines
from attioql.cli.options import format_option, limit_options
from attioql.cli.output import print_diff, print_line, print_report, print_text
from attioql.cli.replacing import replace_text
from attioql.errors import FilterError
from attioql.limiting.input_limits import Limits
from attioql.limits import LIMITS
from attioql.project.internal_errors import Failure, failure_of, named


@click.command(short_help="Format files of query text in place.")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", shell_complete=shell_files.files)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; print what would change.")
@click.option(
    "--width",
    type=click.IntRange(20, LIMITS.line_width),
    default=88,
    show_default=True,
    help="Maximum length of a line.",
)
@limit_options
@format_option
def fmt(
    files: tuple[str, ...],
    only_check: bool,
    show_diff: bool,
    width: int,
    limits: Limits | None,
    report_format: str,
) -> None:
    """Format files of query text in place; - formats standard input to standard output."""
    failed = would_change = False
    failures: list[Failure] = []
    for file in files:
        loaded = load_file(file)
        given = loaded.source
        try:
            formatted = format_text(given, width=width, limits=limits)
        except FilterError as error:
            print_report(error.diagnostics, report_format, sys.stderr)
            failed = True
            continue
        except Exception as error:  # noqa: BLE001 - the other files are formatted
            failures.append(failure_of(error, named(given.name)))
            continue
        changes = formatted != given.text
        would_change = would_change or changes
        if show_diff:
            print_diff(diff_lines(given.text, formatted, given.name), sys.stdout)
        elif only_check:
            if changes:
                print_line(f"would reformat {given.name}", sys.stdout)
        elif file == STANDARD_INPUT:
            print_text(formatted, sys.stdout)
        elif changes:
            with usage_errors(file):
                replace_text(Path(file), formatted, loaded.raw)
            print_line(f"reformatted {file}", sys.stderr)
    print_failures(failures)
    if failures:
        sys.exit(INTERNAL_ERROR)
    sys.exit(1 if failed or ((only_check or show_diff) and would_change) else 0)
