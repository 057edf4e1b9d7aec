"""`attioql lsp`: runs the language server on the standard input and output."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from attioql.cli import inputs, shell_files
from attioql.cli.workspaces import VARIABLE
from attioql.version import __version__


@click.command(short_help="Run the language server, for editors.")
@click.option(
    "--workspace",
    metavar="FILE",
    envvar=VARIABLE,
    show_envvar=True,
    shell_complete=shell_files.files,
    help="Workspace file; without one, that of the configuration of each file, or the standard objects.",
)
@click.option(
    "--config",
    metavar="FILE",
    shell_complete=shell_files.files,
    help="Configuration file.  [default: the nearest attioql.toml or pyproject.toml of each file]",
)
@click.option("--target", metavar="TARGET", help="Target for files that do not name one.")
@click.option("--tz", type=inputs.zone, default="UTC", help="Time zone that days start in.", show_default=True)
@click.option(
    "--stdio", is_flag=True, help="Use the standard input and output, which is the only way; editors pass it."
)
@click.option("--check", is_flag=True, help="Say whether the server can start, and start nothing.")
def lsp(
    workspace: str | None,
    config: str | None,
    target: str | None,
    tz: str,
    stdio: bool,  # noqa: ARG001 - as its help says
    check: bool,
) -> None:
    """Run the language server on the standard input and output, for editors.

    An editor starts it. It reports the errors, warnings and findings of `attioql lint` while a filter is written, completes it,
    explains it, formats it, and applies fixes.
    """
    try:
        server = import_module("attioql.lsp.language_server")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("attioql"):
            raise
        message = "the language server needs the packages pygls and lsprotocol: pip install 'pygls>=2.1,<3' lsprotocol"
        raise click.UsageError(message) from None
    if check:
        click.echo(f"attioql {__version__} can start the language server")
        return
    sys.exit(server.serve(workspace, config, target, tz))
