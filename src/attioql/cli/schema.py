"""`attioql schema`: prints the JSON Schema of the filters that a target accepts."""

from __future__ import annotations

import json
import sys

import click

from attioql.api import json_schema
from attioql.catalog.workspace import Target
from attioql.cli.options import target_argument
from attioql.cli.output import print_json
from attioql.limits import LIMITS


@click.command()
@target_argument
@click.option(
    "--depth",
    type=click.IntRange(0, 4),
    default=1,
    show_default=True,
    help="Number of references that a path may follow.",
)
@click.option(
    "--indent",
    type=click.IntRange(0, LIMITS.indent_option),
    default=2,
    show_default=True,
    help="Spaces per level of indentation.",
)
def schema(target: Target, depth: int, indent: int) -> None:
    """Print the JSON Schema (draft 2020-12) of the filters that TARGET accepts."""
    print_json(json.dumps(json_schema(target, depth=depth), indent=indent, ensure_ascii=False) + "\n", sys.stdout)
