"""`attioql complete`: prints what may stand at an offset of a filter, for editors without a language server."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime

import click

from attioql.assist import complete as completions_of
from attioql.assist import complete_json, complete_query
from attioql.catalog.workspace import Target
from attioql.cli import inputs, shell_files
from attioql.cli.inputs import read_expression
from attioql.cli.options import query_option, target_argument
from attioql.cli.output import print_json
from attioql.json_text.strict_json import is_json_text


@click.command(short_help="Print the completions at an offset of a filter.")
@target_argument
@click.argument("expression", metavar="[EXPR]", required=False)
@click.option("--file", "-f", metavar="FILE", shell_complete=shell_files.files, help="Read the filter from a file.")
@click.option("--offset", type=int, help="Offset of the cursor in characters, from 0.  [default: the end]")
@query_option
@click.option(
    "--now",
    type=inputs.timestamp,
    callback=inputs.in_zone,
    help="Current time in ISO 8601, for the documentation of words such as today.",
)
def complete(
    target: Target, expression: str | None, file: str | None, offset: int | None, is_query: bool, now: datetime | None
) -> None:
    """Print the completions at an offset of EXPR, as JSON, for editors without a language server.

    EXPR is query text, or filter JSON if it starts with a brace. - reads standard input. EXPR may be incomplete or have errors.

    "span" is the part of EXPR that an item replaces, as "start" and "end" in characters. Each of the "items" has "label",
    "insert_text", "kind" and "documentation".

    Example: attioql complete people 'job_ti'
    """
    source = read_expression(expression, file)
    at = len(source.text) if offset is None else offset
    if not 0 <= at <= len(source.text):
        message = f"--offset must be from 0 to {len(source.text)}, the length of the filter"
        raise click.UsageError(message)
    if is_json_text(source.text):
        found = complete_json(source, at, target)
    else:
        found = (complete_query if is_query else completions_of)(source, at, target, now=now)
    span = {"start": found.span.start, "end": found.span.end}
    answer = {"span": span, "items": [asdict(item) for item in found.items]}
    print_json(json.dumps(answer, ensure_ascii=False, indent=2) + "\n", sys.stdout)
