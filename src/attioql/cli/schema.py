"""`attioql schema`: prints the JSON Schema of the filters that a target accepts."""

from __future__ import annotations

import json
import sys
from typing import Literal

import click

from attioql.api import json_schema
from attioql.catalog.workspace import Target
from attioql.cli.options import target_argument
from attioql.cli.output import print_json
from attioql.limits import LIMITS


@click.command(short_help="Print the JSON Schema of the filters for TARGET.")
@target_argument
@click.option(
    "--depth",
    type=click.IntRange(0, LIMITS.schema_references),
    help="Maximum number of references in a path.  [default: 1, and 0 for strict]",
)
@click.option(
    "--profile",
    type=click.Choice(("exact", "strict")),
    default="exact",
    show_default=True,
    help="exact: filter JSON; strict: rows, for the strict modes of model APIs.",
)
@click.option(
    "--indent",
    type=click.IntRange(0, LIMITS.indent_option),
    default=2,
    show_default=True,
    help="Spaces per level of indentation.",
)
def schema(target: Target, depth: int | None, profile: Literal["exact", "strict"], indent: int) -> None:
    """Print the JSON Schema (draft 2020-12) of the filters that TARGET accepts.

    With --profile strict, print the schema of rows, which `attioql rows --from-rows` reads.
    """
    try:
        made = json_schema(target, depth=depth, profile=profile)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    print_json(json.dumps(made, indent=indent, ensure_ascii=False) + "\n", sys.stdout)
