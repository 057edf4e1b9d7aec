"""The configuration of a command. Every mistake in it is a usage error, and a warning about it is printed once."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from attioql.cli.output import print_line
from attioql.project.configuration import Configuration, ConfigurationError, find_configuration, read_configuration

_WARNED = "attioql.configuration.warned"


def current_configuration(named: str | None) -> Configuration:
    """Return the configuration in a file that is named, or else the nearest one."""
    try:
        return read_configuration(Path(named)) if named is not None else find_configuration(warn=_warn)
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from None


def _warn(message: str) -> None:
    """Print a warning, once for a command."""
    context = click.get_current_context(silent=True)
    printed: set[str] = set() if context is None else context.meta.setdefault(_WARNED, set())
    if message not in printed:
        printed.add(message)
        print_line(f"warning: {message}", sys.stderr)
