"""`attioql grammar`: prints a grammar of the query text that a target accepts."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from attioql.catalog.workspace import Target
from attioql.cli.files import STANDARD_INPUT
from attioql.cli.inputs import usage_errors
from attioql.cli.options import output_option, target_argument
from attioql.cli.output import print_text
from attioql.cli.replacing import content_of, regenerate_text
from attioql.constraining import grammar as grammar_of
from attioql.grammars.model import DIALECTS, Dialect
from attioql.limits import LIMITS


@click.command(short_help="Print a grammar for constrained decoding.")
@target_argument
@click.option(
    "--dialect",
    type=click.Choice(DIALECTS),
    default=DIALECTS[0],
    show_default=True,
    help="lark: the Lark notation of llguidance; gbnf: the notation of llama.cpp.",
)
@click.option(
    "--depth",
    type=click.IntRange(0, LIMITS.grammar_references),
    default=1,
    show_default=True,
    help="Maximum number of references in a path.",
)
@output_option
def grammar(target: Target, dialect: Dialect, depth: int, output: str) -> None:
    """Print a grammar of the query text that TARGET accepts, for constrained decoding."""
    try:
        text = grammar_of(target, dialect, depth)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if output == STANDARD_INPUT:
        print_text(text, sys.stdout)
        return
    with usage_errors(output):
        regenerate_text(Path(output), text, content_of(Path(output)))
