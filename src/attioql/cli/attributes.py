"""`attioql attributes`: the attributes of an object or list."""

from __future__ import annotations

import click

from attioql.catalog.workspace import Target
from attioql.cli.options import target_argument
from attioql.cli.output import print_table


@click.command()
@target_argument
def attributes(target: Target) -> None:
    """Print the attributes of TARGET."""
    rows = [
        (
            attribute.slug,
            attribute.title,
            attribute.type.slug,
            "many" if attribute.many else "one",
            ", ".join(attribute.objects),
        )
        for attribute in target.attributes.values()
    ]
    print_table(f"{target.plural} ({target.slug})", ("attribute", "title", "type", "values", "refers to"), rows)
