"""Lets a shell offer files and folders for arguments and options, through click."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem


def files(_: click.Context, __: click.Parameter, written: str) -> list[CompletionItem[str]]:
    """Let the shell offer files."""
    return [CompletionItem(written, type="file")]


def folders(_: click.Context, __: click.Parameter, written: str) -> list[CompletionItem[str]]:
    """Let the shell offer folders."""
    return [CompletionItem(written, type="dir")]
