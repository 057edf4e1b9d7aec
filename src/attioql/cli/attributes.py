"""`attioql attributes`: prints the attributes of an object, list or activity."""

from __future__ import annotations

import click

from attioql.catalog.workspace import Attribute, Target
from attioql.cli.options import target_argument
from attioql.cli.output import print_table

_MOST_TITLES = 8


@click.command()
@target_argument
def attributes(target: Target) -> None:
    """Print the attributes of TARGET, with their types and options."""
    rows = [
        (
            attribute.slug,
            attribute.title,
            attribute.type.slug,
            ("many" if attribute.many else "one") + (", archived" if attribute.archived else ""),
            ", ".join(attribute.objects) if attribute.options is None else _titles(attribute),
        )
        for attribute in target.attributes.values()
    ]
    print_table(
        f"{target.plural} ({target.slug})", ("attribute", "title", "type", "values", "refers to, or is one of"), rows
    )


def _titles(attribute: Attribute) -> str:
    """List the options that can be chosen, the first of many."""
    titles = [option.title for option in attribute.options or () if not option.archived]
    more = f" and {len(titles) - _MOST_TITLES} more" if len(titles) > _MOST_TITLES else ""
    return ", ".join(titles[:_MOST_TITLES]) + more
