"""Internal errors on the command line: each is reported, the other files go on, and the exit status is 3."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable

from attioql.project.internal_errors import Failure, report_of_failure

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
