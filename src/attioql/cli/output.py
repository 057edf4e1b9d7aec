"""Prints reports, tables and pages, with colour on a terminal. rich is imported only for a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TextIO

import click

from attioql.diagnostics.drawing import DEFAULT_COLUMNS, report_lines
from attioql.diagnostics.faces import worded_for
from attioql.diagnostics.model import Diagnostic
from attioql.errors import FilterError
from attioql.rendering import render
from attioql.report.columns import table_lines
from attioql.report.junit import MissingPackageError
from attioql.text.width import escaped, printable_line, shown, wrapped

_TERMINAL_COLUMNS = 80
_JSON_FORMATS = frozenset({"json", "sarif"})

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
    """Print diagnostics in a format; a document is printed even for none.

    SARIF lists the `suppressed` ones too, and JUnit the files in `names` that have none.
    """
    diagnostics = [worded_for("command", each) for each in diagnostics]
    if report_format == "human" and is_terminal(stream):
        _print_coloured(diagnostics, stream)
        return
    try:
        text = render(diagnostics, format=report_format, suppressed=suppressed, files=names)
        if report_format in _JSON_FORMATS:
            print_json(text, stream)
        else:
            stream.write(text)
    except MissingPackageError as error:
        raise click.UsageError(str(error)) from None


@contextmanager
def errors_reported(report_format: str, status: int = 1) -> Iterator[None]:
    """Report the diagnostics of a filter that is wrong on standard error, and exit."""
    try:
        yield
    except FilterError as error:
        print_report(error.diagnostics, report_format, sys.stderr)
        sys.exit(status)


def print_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: drawn on a terminal, columns set with blanks elsewhere."""
    if is_terminal(sys.stdout):
        _print_drawn(title, headings, rows)
        return
    if title:
        print_line(title, sys.stdout)
    sys.stdout.writelines(f"{line.text}\n" for line in table_lines(headings, rows))


def print_sentences(text: str, stream: TextIO, indent: int = 0) -> None:
    """Print a line of sentences, broken between words at a terminal."""
    text = shown(text)
    lines = wrapped(text, terminal_columns(stream) - indent) if stream.isatty() else [text]
    for line in lines:
        print_line(f"{' ' * indent}{line}", stream)


def print_line(text: str, stream: TextIO) -> None:
    """Print a line for people, whatever text of the user's is in it: neither a terminal nor a CI runner obeys it."""
    stream.write(f"{printable_line(text)}\n")


def print_diff(lines: Iterable[str], stream: TextIO) -> None:
    """Print the lines of a diff: safe to look at on a terminal, and byte for byte elsewhere, as `patch` needs them."""
    if stream.isatty():
        print_text("".join(lines), stream)
    else:
        stream.writelines(lines)


def print_text(text: str, stream: TextIO) -> None:
    """Print lines: safe to look at on a terminal, and byte for byte elsewhere."""
    stream.write("\n".join(map(shown, _plain_ends(text).split("\n"))) if stream.isatty() else text)


def print_json(text: str, stream: TextIO) -> None:
    """Print JSON: on a terminal with escapes for what that may obey, and byte for byte elsewhere."""
    stream.write(escaped(_plain_ends(text)) if stream.isatty() else text)


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n")


def terminal_columns(stream: TextIO) -> int:
    """Return how wide the terminal of a stream is."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or _TERMINAL_COLUMNS
    except (OSError, ValueError):
        return _TERMINAL_COLUMNS


def print_markdown(text: str) -> None:
    """Print a page: rendered on a terminal, as it is elsewhere."""
    if not is_terminal(sys.stdout):
        sys.stdout.write(text.rstrip() + "\n")
        return
    _console(sys.stdout).print(import_module("rich.markdown").Markdown(text))


@contextmanager
def progress(columns: Sequence[str], total: int | None, *, shown: bool = True) -> Iterator[Callable[[int], None]]:
    """Draw a bar with these columns of rich on standard error, if it is a terminal; yield what advances it."""
    if not shown or not sys.stderr.isatty():
        yield lambda _: None
        return
    drawn = import_module("rich.progress")
    with drawn.Progress(
        *(getattr(drawn, column)() for column in columns), console=_console(sys.stderr), transient=True
    ) as bar:
        task = bar.add_task("", total=total)
        yield lambda count: bar.advance(task, count)


def _print_coloured(diagnostics: Sequence[Diagnostic], stream: TextIO) -> None:
    console = _console(stream)
    rich_text = import_module("rich.text")
    columns = min(console.width, 2 * DEFAULT_COLUMNS)
    for line in report_lines(diagnostics, columns, wrap=True):
        text = rich_text.Text.assemble(*((piece.text, _STYLES.get(piece.style, "")) for piece in line))
        console.print(text, soft_wrap=True)


def _print_drawn(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    console = _console(sys.stdout)
    text = import_module("rich.text").Text
    if title:
        console.print(text(printable_line(title), "bold"), soft_wrap=True)
    for line in table_lines(headings, rows, console.width):
        console.print(text(line.text, "bold cyan" if line.is_heading else ""), soft_wrap=True)


def _console(stream: TextIO) -> Any:
    return import_module("rich.console").Console(file=stream)
