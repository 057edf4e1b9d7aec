"""`attioql lsp`: runs the language server on the standard input and output."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from attioql.cli import shell_files
from attioql.cli.options import zone_option
from attioql.cli.servers import installed
from attioql.cli.workspaces import VARIABLE
from attioql.diagnostics.templates import phrase
from attioql.documents.script_syntax import has_grammars
from attioql.version import __version__

_MISSING = "the language server needs the packages pygls and lsprotocol: pip install 'pygls>=2.1,<3' lsprotocol"


@click.command(short_help="Run the language server, for editors.")
@click.option(
    "--workspace",
    metavar="FILE",
    envvar=VARIABLE,
    show_envvar=True,
    shell_complete=shell_files.files,
    help="Workspace file. Default: the one that the configuration of each file names, else the standard objects.",
)
@click.option(
    "--config",
    metavar="FILE",
    shell_complete=shell_files.files,
    help="Configuration file.  [default: the nearest attioql.toml or pyproject.toml of each file]",
)
@click.option("--target", metavar="TARGET", help="Target for files that do not name one.")
@zone_option
@click.option("--stdio", is_flag=True, help="Accepted because editors pass it; it changes nothing.")
@click.option("--check", is_flag=True, help="Print whether the server can start, without starting it.")
def lsp(
    workspace: str | None,
    config: str | None,
    target: str | None,
    tz: str,
    stdio: bool,  # noqa: ARG001 - editors pass --stdio
    check: bool,
) -> None:
    """Run the language server on the standard input and output, for editors.

    An editor starts this command. While you write a filter, the server reports the errors, warnings and findings of `attioql lint`.
    It also completes, explains and formats filters, and applies fixes.
    """
    with installed(_MISSING):
        server = import_module("attioql.lsp.language_server")
    if check:
        click.echo(f"attioql {__version__} can start the language server")
        if not has_grammars():
            click.echo(f"JavaScript and TypeScript are not available: {phrase('needs-tree-sitter')}")
        return
    sys.exit(server.serve(workspace, config, target, tz))
