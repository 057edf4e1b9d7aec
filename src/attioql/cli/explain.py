"""`attioql explain`: prints the page of a diagnostic or of a rule."""

from __future__ import annotations

import click

from attioql.cli import shell_completion
from attioql.cli.output import print_markdown, print_table
from attioql.diagnostics.codes import CODES, row_of, rule_rows
from attioql.diagnostics.suggest import nearest
from attioql.page_lookup import page_of


@click.command(short_help="Explain a diagnostic or a rule, or list all of them.")
@click.argument("name", required=False, shell_complete=shell_completion.pages)
def explain(name: str | None) -> None:
    """Explain the diagnostic or the rule with this NAME or code. Without NAME, list all of them.

    Example: attioql explain unknown-attribute
    """
    known = {**CODES, **rule_rows()}
    if name is None:
        rows = [(each, row.code, row.severity, row.summary) for each, row in known.items()]
        print_table("", ("name", "code", "severity", "what it says"), rows)
        return
    found = page_of(name)
    if found is None:
        near = nearest(name, known)
        advice = f"did you mean {near!r}?" if near else "`attioql explain` lists all of them"
        message = f"there is no diagnostic {name!r}; {advice}"
        raise click.UsageError(message)
    heading, _, body = found.partition("\n")
    title = heading.lstrip("# ")
    print_markdown(f"# {title} ({row_of(title).code}, {row_of(title).severity})\n{body}")
