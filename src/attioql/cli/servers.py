"""What the commands that run a server share: the message about a package that is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def installed(message: str) -> Iterator[None]:
    """Raise `click.UsageError` with a message if an import inside fails because a package of others is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("attioql"):
            raise
        raise click.UsageError(message) from None
