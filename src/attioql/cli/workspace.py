"""`attioql workspace`: making a workspace file, what differs between two, and what that does to filters."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from attioql.catalog.listing_files import build_workspace
from attioql.cli.files import STANDARD_INPUT, replace_text
from attioql.cli.options import format_option
from attioql.cli.output import print_report
from attioql.diagnostics.model import Severity


@click.group("workspace")
def workspace() -> None:
    """Make a workspace file of the API's answers, and see what a change of the workspace does to filters."""


@workspace.command()
@click.argument("folder", metavar="DIR")
@click.option(
    "-o", "--output", default=STANDARD_INPUT, metavar="FILE", help="Where to write it.  [default: standard output]"
)
@format_option
def build(folder: str, output: str, report_format: str) -> None:
    """Make a workspace file of the API's answers that are saved in DIR.

    docs/workspace.md says how they are saved. What is wrong or doubtful is reported on standard error; with an error nothing
    is written, and the exit status is 1.
    """
    to_file = output != STANDARD_INPUT
    try:
        data, problems = build_workspace(Path(folder), ignored=Path(output) if to_file else None)
    except OSError as error:
        message = f"{folder}: {error.strerror or error}"
        raise click.UsageError(message) from None
    if problems:
        print_report(problems, report_format, sys.stderr)
    if any(problem.severity is Severity.ERROR for problem in problems):
        sys.exit(1)
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if not to_file:
        sys.stdout.write(text)
        return
    try:
        replace_text(Path(output), text)
    except OSError as error:
        message = f"{output}: {error.strerror or error}"
        raise click.UsageError(message) from None
    click.echo(f"{output}: {_summary(data)}", err=True)


def _summary(data: Mapping[str, Any]) -> str:
    """Count what a workspace has, and what it does not know."""
    targets = [*data["objects"].values(), *data["lists"].values()]
    attributes = [row for target in targets for row in target["attributes"].values()]
    chosen = [row for row in attributes if row["type"] in {"select", "status"}]
    known = [row for row in chosen if "options" in row]
    members = f"{len(data['members'])} members" if "members" in data else "members not known"
    return (
        f"{len(data['objects'])} objects, {len(data['lists'])} lists, {len(attributes)} attributes, "
        f"the options of {len(known)} of {len(chosen)} selects and statuses, {members}"
    )
