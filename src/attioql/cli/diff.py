"""`attioql diff`: prints how two filters differ, with records that show it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import cast

import click

from attioql.attio.writer import JsonFilter, as_text
from attioql.catalog.workspace import Target
from attioql.cli import shell_files
from attioql.cli.files import STANDARD_INPUT
from attioql.cli.inputs import read_file
from attioql.cli.options import FilterSettings, filter_settings, result_format_option, target_argument
from attioql.cli.output import errors_reported, print_json, print_text
from attioql.diagnostics.model import Diagnostic
from attioql.errors import FilterError
from attioql.filter import Filter
from attioql.text.source import Source

_NO_ANSWER = 2
_EXIT_STATUS = {True: 0, False: 1, None: _NO_ANSWER}
_NAMES = ("<A>", "<B>")


@click.command(short_help="Compare two filters.")
@target_argument
@click.argument("expressions", metavar="[A] [B]", nargs=-1)
@click.option(
    "--file",
    "-f",
    "files",
    multiple=True,
    metavar="FILE",
    shell_complete=shell_files.files,
    help="Read A from a file. If given twice, read A and B.",
)
@filter_settings
@result_format_option
def diff(
    target: Target, expressions: tuple[str, ...], files: tuple[str, ...], settings: FilterSettings, report_format: str
) -> None:
    """Compare two filters for TARGET, A and B. If they differ, print a record that only one of them matches.

    A and B are query text, or filter JSON if they start with a brace. One of them may be - for standard input. A parameter is
    bound in each filter that has it.

    Exit status: 0 both match the same records, 1 they do not, 2 not known or a filter has errors.

    Example: attioql diff people 'name = "Ada"' 'name contains "ada"'
    """
    sources = _read(expressions, files)
    with errors_reported(report_format, _NO_ANSWER):
        one, other = _compiled(sources, settings.shared_by(sources), target)
    difference = one.difference(other)
    if report_format == "json":
        print_json(f"{as_text(cast('JsonFilter', difference.to_dict()), 2)}\n", sys.stdout)
    else:
        print_text(f"{difference}\n", sys.stdout)
    sys.exit(_EXIT_STATUS[difference.equivalent])


def _read(expressions: Sequence[str], files: Sequence[str]) -> list[Source]:
    """Return the texts of both filters, those of files first. What was given as an argument is called A or B in reports."""
    given = [*files, *expressions]
    if len(given) != len(_NAMES):
        message = f"give two filters, as arguments (or - for standard input) or with --file: here are {len(given)}"
        raise click.UsageError(message)
    if given == [STANDARD_INPUT] * len(_NAMES):
        message = "only one of the filters can come from standard input"
        raise click.UsageError(message)
    return [
        read_file(text) if number < len(files) or text == STANDARD_INPUT else Source(text, name)
        for number, (text, name) in enumerate(zip(given, _NAMES, strict=True))
    ]


def _compiled(sources: Iterable[Source], settings: Iterable[FilterSettings], target: Target) -> list[Filter]:
    """Compile both filters. Raises `FilterError` with the diagnostics of both."""
    filters: list[Filter] = []
    problems: list[Diagnostic] = []
    for source, own in zip(sources, settings, strict=True):
        try:
            filters.append(own.compile(source, target))
        except FilterError as error:  # noqa: PERF203 - the errors of both are reported
            problems += error.diagnostics
    if problems:
        raise FilterError(tuple(problems))
    return filters
