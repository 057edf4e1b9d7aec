"""Internal errors: an exception that is not for the user is a bug in attioql, and is reported with the input that raised it."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from attioql.documents.model import Document, Entry
from attioql.text.width import printable_line

_Result = TypeVar("_Result")


class Failure(NamedTuple):
    """An internal error: the input, the exception and the traceback, as texts that workers can send."""

    where: str
    error: str
    trace: str


def failure_of(error: Exception, where: str) -> Failure:
    """Return the report of an exception that an input raised."""
    last = traceback.format_exception_only(type(error), error)[-1].strip()
    return Failure(where, last, "".join(traceback.format_exception(type(error), error, error.__traceback__)))


def named(file: str, name: str = "") -> str:
    """Return the name of an input: its file, and its name in a file of several filters."""
    return f"{file}, filter `{name}`" if name else file


def run_without_failing(document: Document, run: Callable[[Document], _Result]) -> tuple[_Result | None, list[Failure]]:
    """Return the result of a document, and the internal errors of the filters that it is without.

    The result is `None` if the document raises even without the filters that raise alone.
    """
    try:
        return run(document), []
    except Exception:  # noqa: BLE001 - the filters that raise are found one by one
        failures: list[Failure] = []
    entries: list[Entry] = []
    for entry in document.entries:
        try:
            run(document._replace(entries=(entry,), problems=(), remarks=()))
        except Exception as error:  # noqa: BLE001, PERF203 - the other filters go on
            failures.append(failure_of(error, named(document.source.name, entry.name)))
        else:
            entries.append(entry)
    try:
        return run(document._replace(entries=tuple(entries))), failures
    except Exception as error:  # noqa: BLE001 - the other files go on
        return None, [*failures, failure_of(error, document.source.name)]


def report_of_failure(failure: Failure) -> list[str]:
    """Return the lines that report an internal error, safe to print."""
    lines = [
        f"attioql: internal error: {failure.error}",
        f"  on: {failure.where}",
        "  This is a bug in attioql, not a mistake in your input. Please report it, with the input and these lines:",
        "",
        *(f"  {line}" for line in failure.trace.splitlines()),
        "",
    ]
    return [printable_line(line) for line in lines]
