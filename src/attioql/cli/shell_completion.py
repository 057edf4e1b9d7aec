"""What a shell offers for arguments and options, through click: targets, rules, pages and types."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import redirect_stderr

import click
from click.shell_completion import CompletionItem

from attioql.catalog.types import load_types
from attioql.catalog.workspace import Target
from attioql.cli.workspaces import current_workspace
from attioql.diagnostics.codes import CODES, Code, rule_rows
from attioql.diagnostics.phrases import short
from attioql.text.width import printable_line

_LONGEST_HELP = 60
_ALL = "all"


def targets(context: click.Context, _: click.Parameter, written: str) -> list[CompletionItem[str]]:
    """Offer the objects, lists and activities of the workspace that the command line names; none of one that cannot be read."""
    with redirect_stderr(io.StringIO()):  # a message would end up in the line that is typed
        try:
            workspace = current_workspace(context)
        except (click.ClickException, SystemExit):
            return []
    return _items(written, {name: _target_help(workspace[name]) for name in workspace if name.startswith(written)})


def rules(_: click.Context, __: click.Parameter, written: str) -> list[CompletionItem[str]]:
    """Offer what `--select` and `--ignore` take: rules, warnings, notes and `all`; behind a comma, the next one."""
    before, comma, last = written.rpartition(",")
    known = {name: row.summary for name, row in _pages().items() if row.severity != "error"}
    offered = _items(last, {**known, _ALL: "everything there is to select"})
    return [CompletionItem(f"{before}{comma}{item.value}", help=item.help) for item in offered]


def pages(_: click.Context, __: click.Parameter, written: str) -> list[CompletionItem[str]]:
    """Offer the names of diagnostics and rules, or the codes, of which one begins to stand there."""
    known = _pages()
    names = {name: row.summary for name, row in known.items()}
    return _items(written, names) or _items(written.upper(), {row.code: name for name, row in known.items()})


def attribute_types(_: click.Context, __: click.Parameter, written: str) -> list[CompletionItem[str]]:
    """Offer the attribute types."""
    return _items(written, {kind.slug: kind.title for kind in load_types().types.values()})


def _pages() -> Mapping[str, Code]:
    return {**CODES, **rule_rows()}


def _items(written: str, known: Mapping[str, str]) -> list[CompletionItem[str]]:
    """Return the names that begin as it is written, with what they are. Names that no shell takes as a word are left out."""
    return [
        CompletionItem(name, help=_help(about))
        for name, about in known.items()
        if name.startswith(written) and _is_word(name)
    ]


def _is_word(name: str) -> bool:
    return all(character.isalnum() or character in "_-./" for character in name)


def _help(about: str) -> str:
    return short(printable_line(about), _LONGEST_HELP)


def _target_help(target: Target) -> str:
    return f"{target.kind} {target.plural}"
