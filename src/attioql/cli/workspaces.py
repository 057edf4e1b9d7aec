"""Which workspace a command is about: `--workspace`, else `ATTIOQL_WORKSPACE`, else the configuration, else the standard one.

A workspace is read when it is first needed. The diagnostics of an invalid one go to standard error, and the exit status is 2.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from attioql.catalog.workspace import Workspace
from attioql.cli import shell_files
from attioql.cli.configured import current_configuration
from attioql.cli.output import print_report
from attioql.errors import WorkspaceError
from attioql.project.file_paths import NOT_REGULAR, may_block

VARIABLE = "ATTIOQL_WORKSPACE"

_GIVEN, _LOADED = "attioql.workspace.given", "attioql.workspace.loaded"


def _keep(context: click.Context, _: click.Parameter, value: str | None) -> None:
    context.meta[_GIVEN] = value


workspace_option = click.option(
    "--workspace",
    metavar="FILE",
    shell_complete=shell_files.files,
    envvar=VARIABLE,
    show_envvar=True,
    is_eager=True,
    expose_value=False,
    callback=_keep,
    help="Workspace file, written by `attioql workspace build`. Default: the standard objects.",
)
"""Add `--workspace`: the file of the workspace that targets are looked up in."""


def current_workspace(context: click.Context | None = None) -> Workspace:
    """Return the workspace of a command, read on the first call."""
    context = context or click.get_current_context()
    found: Workspace | None = context.meta.get(_LOADED)
    if found is None:
        path = _path(context)
        found = Workspace.standard() if path is None else load_workspace(path)
        context.meta[_LOADED] = found
    return found


def load_workspace(path: Path) -> Workspace:
    """Read a workspace file. One that cannot be read is a usage error; the diagnostics of an invalid one are reported."""
    try:
        return Workspace.load(path)
    except OSError as error:
        message = f"the workspace {path}: {error.strerror or error}"
        if path.is_dir():
            message += f"; of saved answers, `attioql workspace build {path} -o workspace.json` makes one"
        raise click.UsageError(message) from None
    except WorkspaceError as error:
        print_report(error.diagnostics, "human", sys.stderr)
        sys.exit(2)


def _path(context: click.Context) -> Path | None:
    """Return the workspace file. The user may name a pipe, as `<(…)` does; a configuration, which may come from others, may not."""
    given = context.meta.get(_GIVEN)
    if given is not None:
        return Path(given)
    named = context.params.get("config")
    path = current_configuration(named if isinstance(named, str) else None).workspace
    if path is not None and may_block(path):
        message = f"the workspace {path}: {NOT_REGULAR}"
        raise click.UsageError(message)
    return path
