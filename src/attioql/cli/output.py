"""What commands print: reports on a terminal or in a file, and tables. rich is imported only where it has work to do."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, TextIO

import attioql
from attioql.cli.explain_pages import page_of
from attioql.cli.junit import junit_report
from attioql.diagnostics.model import Diagnostic
from attioql.report.concise import concise_report
from attioql.report.github import github_report
from attioql.report.human import DEFAULT_COLUMNS, human_report, report_lines
from attioql.report.json_report import json_report
from attioql.report.sarif import sarif_report

_STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "headline": "bold",
    "frame": "blue",
    "primary": "bold red",
    "secondary": "cyan",
    "help": "bold cyan",
    "note": "bold green",
    "added": "green",
    "removed": "red",
}


def is_terminal(stream: TextIO) -> bool:
    """Tell whether to print for a person at a terminal, with colour."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def print_report(
    diagnostics: Sequence[Diagnostic],
    report_format: str,
    stream: TextIO,
    suppressed: Sequence[Diagnostic] = (),
    names: Sequence[str] = (),
) -> None:
    """Print diagnostics in the format asked for; a document is printed even for none.

    SARIF tells of `suppressed` ones too, JUnit of the files in `names` that have none.
    """
    if report_format == "json":
        stream.write(json_report(diagnostics))
    elif report_format == "sarif":
        stream.write(sarif_report(diagnostics, suppressed, page_of, attioql.__version__))
    elif report_format == "junit":
        stream.write(junit_report(diagnostics, names))
    elif report_format == "github":
        stream.write(github_report(diagnostics))
    elif report_format == "concise":
        stream.write(concise_report(diagnostics))
    elif is_terminal(stream):
        _print_coloured(diagnostics, stream)
    else:
        stream.write(human_report(diagnostics))


def print_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: drawn on a terminal, columns set with blanks elsewhere."""
    if is_terminal(sys.stdout):
        _print_drawn(title, headings, rows)
        return
    lines = [headings, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    if title:
        sys.stdout.write(f"{title}\n")
    for line in lines:
        sys.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n")


def print_markdown(text: str) -> None:
    """Print a page: rendered on a terminal, as it is elsewhere."""
    if not is_terminal(sys.stdout):
        sys.stdout.write(text.rstrip() + "\n")
        return
    _console(sys.stdout).print(import_module("rich.markdown").Markdown(text))


def _print_coloured(diagnostics: Sequence[Diagnostic], stream: TextIO) -> None:
    console = _console(stream)
    rich_text = import_module("rich.text")
    columns = min(console.width, 2 * DEFAULT_COLUMNS)
    for line in report_lines(diagnostics, columns):
        text = rich_text.Text.assemble(*((piece.text, _STYLES.get(piece.style, "")) for piece in line))
        console.print(text, soft_wrap=True, highlight=False)


def _print_drawn(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    tables = import_module("rich.table")
    escape = import_module("rich.markup").escape
    table = tables.Table(
        title=escape(title) or None, title_justify="left", title_style="bold", box=None, pad_edge=False
    )
    for heading in headings:
        table.add_column(heading, header_style="bold cyan", overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    _console(sys.stdout).print(table)


def _console(stream: TextIO) -> Any:
    return import_module("rich.console").Console(file=stream, highlight=False)
