"""The command line, which needs the extra `cli`. One module for each command; click and rich live here alone."""

from __future__ import annotations

import sys
from importlib import import_module


def main() -> None:
    """Run the command line; without click or rich, exit with what to install."""
    try:
        app = import_module("attioql.cli.app")
    except ModuleNotFoundError as error:
        if error.name not in {"click", "rich"}:
            raise
        sys.stderr.write(f"attioql: the command needs {error.name}, part of the extra `cli`: pip install click rich\n")
        sys.exit(2)
    app.run()
