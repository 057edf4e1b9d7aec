"""`attioql types`: prints the properties and operators of the attribute types."""

from __future__ import annotations

import re

import click

from attioql.catalog.types import AttributeType, load_types
from attioql.checker.messages.wording import takes
from attioql.cli import shell_completion
from attioql.cli.output import print_table
from attioql.diagnostics.suggest import nearest
from attioql.report.columns import NO_BREAK


@click.command("types", short_help="Print the operators of the attribute types.")
@click.argument("name", metavar="[TYPE]", required=False, shell_complete=shell_completion.attribute_types)
def types(name: str | None) -> None:
    """Print the properties and operators of the attribute type TYPE. Without TYPE, print those of all types."""
    known = load_types().types
    if name is not None and name not in known:
        near = nearest(name, known)
        advice = f"did you mean {near!r}?" if near else f"there are {', '.join(known)}"
        message = f"no attribute type {name!r}; {advice}"
        raise click.UsageError(message)
    if name is None:
        rows = [(kind.slug, *row) for kind in known.values() for row in _rows(kind)]
        print_table("", ("type", "property", "operators", "takes"), rows)
        return
    kind = known[name]
    print_table(f"{kind.title} ({kind.slug})", ("property", "operators", "takes"), _rows(kind))
    click.echo(f"source: {kind.source}")


def _plain(text: str) -> str:
    """Return a phrase without its backticks; what stood in them stays on one line."""
    return re.sub(r"`([^`]*)`", lambda found: found[1].replace(" ", NO_BREAK), text)


def _rows(kind: AttributeType) -> list[tuple[str, str, str]]:
    """One row for each property; the implicit one is marked."""
    rows = []
    for name, prop in kind.properties.items():
        marked = f"{name} (implicit)" if name == kind.implicit else name
        if prop.operators:
            operators = ", ".join([spelling.replace(" ", NO_BREAK) for spelling in prop.spellings])
            rows.append((marked, operators, _plain(takes(prop))))
        else:
            rows.append((marked, "none", "cannot be filtered"))
    return rows
