"""`attioql describe`: prints what a language model needs to write filters for a target."""

from __future__ import annotations

import sys

import click

from attioql.catalog.workspace import Target
from attioql.cli.options import target_argument
from attioql.cli.output import print_text
from attioql.describing import describe as describe_target


@click.command(short_help="Print a guide to filters for TARGET, for language models.")
@target_argument
@click.option("--search", metavar="WORDS", help="Describe the attributes that match these words.")
@click.option("--budget", type=click.IntRange(min=1), metavar="TOKENS", help="Print at most this number of tokens.")
def describe(target: Target, search: str | None, budget: int | None) -> None:
    """Print a guide to filters for TARGET, for the prompt of a language model: attributes, operators, values and examples.

    The last line names what the guide leaves out.
    """
    try:
        text = describe_target(target, search=search, budget=budget)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    print_text(text + "\n", sys.stdout)
