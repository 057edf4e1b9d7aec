"""Errors that are not in a filter: the command reports each, goes on with the other files, and exits with 2 or 3."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable

from attioql.project.internal_errors import Failure, report_of_failure

UNUSABLE_FILE = 2
"""The exit status of a command that cannot read or write a file."""

INTERNAL_ERROR = 3
"""The exit status of a command in which there was an internal error."""

_LONGEST_COMMAND = 500


def of_command(arguments: Iterable[str]) -> str:
    """Return a command with its arguments as a shell line, cut if it is long."""
    text = shlex.join(["attioql", *arguments])
    return text if len(text) <= _LONGEST_COMMAND else f"{text[:_LONGEST_COMMAND]}…"


def print_failures(failures: Iterable[Failure]) -> None:
    """Report internal errors on standard error."""
    for failure in failures:
        sys.stderr.writelines(f"{line}\n" for line in report_of_failure(failure))
