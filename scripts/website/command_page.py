"""The reference of the command line, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

from attioql.cli.app import app

_HEAD = """# Commands, by name

Every command with its arguments and options, as `--help` prints them. [Commands, by task](command-line.md) explains which
command does what.
"""

_WIDTH = 82
"""Columns of a help text: as many as a code block of the site shows."""


def page() -> str:
    """Return the page of all commands."""
    return "\n\n".join([_HEAD, *_sections(app, "attioql")]) + "\n"


def _sections(command: click.Command, name: str) -> Iterator[str]:
    """Yield the section of a command, and those of its subcommands."""
    settings = {**command.context_settings, "terminal_width": _WIDTH, "max_content_width": _WIDTH}
    context = click.Context(command, info_name=name, **settings)
    yield f"## `{name}`" if " " not in name else f"{'###' if name.count(' ') > 1 else '##'} `{name}`"
    yield f"```text\n{command.get_help(context).rstrip()}\n```"
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            found = command.get_command(context, each)
            if found is not None and not found.hidden:
                yield from _sections(found, f"{name} {each}")
