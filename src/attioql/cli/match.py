"""`attioql match`: prints the records that a filter matches, their number, or why each matches."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from attioql.attio.writer import as_text
from attioql.catalog.workspace import Target
from attioql.cli import shell_files
from attioql.cli.failures import UNUSABLE_FILE
from attioql.cli.files import STANDARD_INPUT
from attioql.cli.options import FilterSettings, filter_settings, format_option, target_argument
from attioql.cli.output import errors_reported, print_line, progress
from attioql.cli.record_files import FoundRecord, Records, UnreadableFile, UnreadableRecord, read_records
from attioql.evaluate.records import Record, RecordError, RelatedNeededError
from attioql.filter import Filter
from attioql.limits import LIMITS
from attioql.text.source import Source
from attioql.text.width import escaped

_COLUMNS = ("BarColumn", "DownloadColumn", "TransferSpeedColumn", "TimeRemainingColumn")
_NO_RECORD = 1

_Related = Mapping[str, Mapping[str, Record]]


@click.command(short_help="Print the records that a filter matches.")
@target_argument
@click.argument("expression", metavar="EXPR")
@click.argument("files", metavar="[FILE]...", nargs=-1, shell_complete=shell_files.files)
@filter_settings
@click.option("--count", is_flag=True, help="Print only the number of matching records.")
@click.option("--explain", is_flag=True, help="For each record, print whether it matches and which conditions decide.")
@click.option(
    "--related",
    "related_files",
    multiple=True,
    metavar="OBJECT=FILE",
    help="File with records of another object, for paths that lead there. Repeatable. Kept in memory.",
)
@format_option
def match(
    target: Target,
    expression: str,
    files: tuple[str, ...],
    settings: FilterSettings,
    count: bool,
    explain: bool,
    related_files: tuple[str, ...],
    report_format: str,
) -> None:
    """Print the records in FILE that EXPR, a filter for TARGET, matches. Without FILE, read standard input.

    EXPR is query text, or filter JSON if it starts with a brace. FILE is JSON Lines, an answer of the API ({"data": [...]}) or
    an array of records. If a value is not a record, the command reports it, matches the other records, and exits with 1. If a file cannot be read,
    it exits with 2.

    Example: attioql match people 'name contains "ada"' people.jsonl
    """
    if count and explain:
        message = "--count and --explain exclude each other"
        raise click.UsageError(message)
    with errors_reported(report_format):
        found = settings.compile(Source(expression), target)
    errors = _RecordErrors()
    related = _read_related(related_files, errors)
    try:
        decide = _explaining(found, related) if explain else _printing(found, related, count=count)
    except RelatedNeededError:
        message = "the filter follows a path to other records: give them with --related OBJECT=FILE"
        raise click.UsageError(message) from None
    items = _all_records(files or (STANDARD_INPUT,), quiet=not count and sys.stdout.isatty())
    matching = sum(1 for item in items if _holds(item, decide, errors))
    if count:
        sys.stdout.write(f"{matching}\n")
    errors.close()
    sys.exit(errors.status)


def _holds(
    item: FoundRecord | UnreadableRecord | UnreadableFile, decide: Callable[[FoundRecord], bool], errors: _RecordErrors
) -> bool:
    if not isinstance(item, FoundRecord):
        errors.report(item)
        return False
    try:
        return decide(item)
    except RecordError as error:
        errors.add(item.where, str(error))
        return False


class _RecordErrors:
    """Reports every file that cannot be read, and of records the first ones with their errors, then the number of the others."""

    def __init__(self) -> None:
        self.number = 0
        self.status = 0

    def report(self, item: UnreadableRecord | UnreadableFile) -> None:
        match item:
            case UnreadableRecord(message, where):
                self.add(where, message)
            case UnreadableFile(message, where):
                self.status = UNUSABLE_FILE
                print_line(f"{where}: {message}", sys.stderr)

    def add(self, where: str, message: str) -> None:
        self.number += 1
        self.status = max(self.status, _NO_RECORD)
        if self.number <= LIMITS.diagnostics:
            print_line(f"{where}: {message}", sys.stderr)

    def close(self) -> None:
        if self.number > LIMITS.diagnostics:
            sys.stderr.write(f"and {self.number - LIMITS.diagnostics} more like these\n")


def _printing(found: Filter, related: _Related | None, *, count: bool) -> Callable[[FoundRecord], bool]:
    matches = found.predicate(related=related)
    is_shown = sys.stdout.isatty()

    def decide(item: FoundRecord) -> bool:
        if not matches(item.record):
            return False
        if not count:
            text = item.text if item.text is not None else as_text(item.record)
            sys.stdout.write(f"{escaped(text) if is_shown else text}\n")
        return True

    return decide


def _explaining(found: Filter, related: _Related | None) -> Callable[[FoundRecord], bool]:
    explain = found.explainer(related=related)

    def decide(item: FoundRecord) -> bool:
        matches, conditions = explain(item.record)
        reasons = "; ".join(f"{text} is {'true' if holds else 'false'}" for text, holds in conditions)
        verdict = "matches" if matches else "does not match"
        print_line(f"{_name(item)}: {verdict}: {reasons or 'the filter is empty'}", sys.stdout)
        return matches

    return decide


def _name(item: FoundRecord) -> str:
    match item.record:
        case {"id": {"record_id": str(identity)}} | {"id": {"entry_id": str(identity)}}:
            return identity
    return item.where


def _read_related(given: tuple[str, ...], errors: _RecordErrors) -> _Related | None:
    if not given:
        return None
    related: dict[str, dict[str, Any]] = {}
    for option in given:
        slug, sign, path = option.partition("=")
        if not sign or not slug or not path:
            message = f"--related {option!r}: write OBJECT=FILE"
            raise click.UsageError(message)
        records = related.setdefault(slug, {})
        for item in read_records(path):
            match item:
                case FoundRecord({"id": {"record_id": str(identity)}} as record):
                    records[identity] = record
                case FoundRecord():
                    errors.add(item.where, "a related record needs its `id` with a `record_id`")
                case _:
                    errors.report(item)
    return related


def _all_records(files: tuple[str, ...], *, quiet: bool) -> Records:
    with progress(_COLUMNS, _total(files), shown=not quiet) as report:
        for path in files:
            yield from read_records(path, report)


def _total(files: tuple[str, ...]) -> int | None:
    sizes = [None if path == STANDARD_INPUT else _size(path) for path in files]
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None


def _size(path: str) -> int | None:
    """Return the size of a file; `None` for what is no file."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a size, no path
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
