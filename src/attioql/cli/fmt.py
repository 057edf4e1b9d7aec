"""`attioql fmt`: formats files of query text. A file is replaced as a whole, or not at all."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

import click

from attioql.api import format as format_text
from attioql.cli import shell_files
from attioql.cli.failures import INTERNAL_ERROR, UNUSABLE_FILE, print_failures
from attioql.cli.files import STANDARD_INPUT, FileContent, read, write_back
from attioql.cli.lint_file import diff_lines
from attioql.cli.options import format_option, limit_options
from attioql.cli.output import print_diff, print_line, print_report, print_text
from attioql.diagnostics.model import Diagnostic
from attioql.errors import FilterError
from attioql.limiting.input_limits import Limits
from attioql.limits import LIMITS
from attioql.project.internal_errors import Failure, failure_of, named
from attioql.text.source import Source

_FOUND = 1


@click.command(short_help="Format files of query text in place.")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", shell_complete=shell_files.files)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; print a diff of the changes.")
@click.option(
    "--width",
    type=click.IntRange(20, LIMITS.line_width),
    default=88,
    show_default=True,
    help="Maximum line length.",
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
    """Format files of query text in place; - formats standard input to standard output.

    A file that cannot be read or written is reported, and the others are formatted.

    Exit status: 0 success, 1 a file has errors or would change, 2 a file cannot be read or written.
    """
    options = _Options(only_check, show_diff, width, limits, report_format)
    failures: list[Failure] = []
    statuses = [_format_file(file, options, failures) for file in files]
    print_failures(failures)
    sys.exit(max(statuses))


class _Options(NamedTuple):
    """What a run does with every file."""

    only_check: bool
    show_diff: bool
    width: int
    limits: Limits | None
    report_format: str


def _format_file(file: str, options: _Options, failures: list[Failure]) -> int:
    """Format a file and return its exit status; add an internal error to `failures`."""
    loaded = read(file, "<stdin>" if file == STANDARD_INPUT else file)
    if isinstance(loaded, Diagnostic):
        return _reported((loaded,), options, UNUSABLE_FILE)
    try:
        formatted = format_text(loaded.source, width=options.width, limits=options.limits)
    except FilterError as error:
        return _reported(error.diagnostics, options, _FOUND)
    except Exception as error:  # noqa: BLE001 - the other files are formatted
        failures.append(failure_of(error, named(loaded.source.name)))
        return INTERNAL_ERROR
    if options.only_check or options.show_diff:
        return _compare(loaded.source, formatted, options)
    return _write(file, formatted, loaded, options)


def _reported(diagnostics: Sequence[Diagnostic], options: _Options, status: int) -> int:
    print_report(diagnostics, options.report_format, sys.stderr)
    return status


def _compare(source: Source, formatted: str, options: _Options) -> int:
    """Show what would change in a file."""
    changes = formatted != source.text
    if options.show_diff:
        print_diff(diff_lines(source.text, formatted, source.name), sys.stdout)
    elif changes:
        print_line(f"would reformat {source.name}", sys.stdout)
    return _FOUND if changes else 0


def _write(file: str, formatted: str, loaded: FileContent, options: _Options) -> int:
    """Write a formatted text to its file, or to standard output if it came from standard input."""
    if file == STANDARD_INPUT:
        print_text(formatted, sys.stdout)
        return 0
    if formatted == loaded.source.text:
        return 0
    unwritten = write_back(file, formatted, loaded)
    if unwritten is not None:
        return _reported((unwritten,), options, UNUSABLE_FILE)
    print_line(f"reformatted {file}", sys.stderr)
    return 0
