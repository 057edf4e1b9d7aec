"""The command `attioql` and its subcommands. Streams are UTF-8 in every locale, and a closed pipe is no error."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, TextIO

import click

from attioql.cli.attributes import attributes
from attioql.cli.check import check
from attioql.cli.codegen import codegen
from attioql.cli.compile import compile_
from attioql.cli.complete import complete
from attioql.cli.decompile import decompile
from attioql.cli.describe import describe
from attioql.cli.diff import diff
from attioql.cli.explain import explain
from attioql.cli.failures import INTERNAL_ERROR, of_command, print_failures
from attioql.cli.fix import fix
from attioql.cli.fmt import fmt
from attioql.cli.grammar import grammar
from attioql.cli.lint import lint
from attioql.cli.lsp import lsp
from attioql.cli.match import match
from attioql.cli.mcp import mcp
from attioql.cli.output import print_line
from attioql.cli.playground import playground
from attioql.cli.rows import rows
from attioql.cli.schema import schema
from attioql.cli.types import types
from attioql.cli.workspace import workspace
from attioql.diagnostics.suggest import nearest
from attioql.project.internal_errors import failure_of
from attioql.text.width import printable_line
from attioql.version import __version__

_ARGUMENTS = "attioql.arguments"


class _Edge(click.Group):
    """The group of all commands, where an exception that is not click's and not a file's is reported as a bug of attioql."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[_ARGUMENTS] = tuple(args)
        with _printable_messages(), self._advice_on_options():
            return super().parse_args(ctx, args)

    @contextmanager
    def _advice_on_options(self) -> Iterator[None]:
        """Add to the error of an unknown option before the command that the nearest option of the commands goes after it."""
        try:
            yield
        except click.NoSuchOption as error:
            near = nearest(error.option_name, self._options_of_commands())
            if near is not None and not error.possibilities:
                error.message += f" {near!r} goes after the command."  # type: ignore[misc]  # click prints it, and has no other way in
            raise

    def _options_of_commands(self) -> set[str]:
        parameters = (each for command in self.commands.values() for each in command.params)
        return {name for each in parameters if isinstance(each, click.Option) for name in each.opts}

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _printable_messages():
                return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - the outermost frame reports every exception
            print_failures([failure_of(error, of_command(ctx.meta[_ARGUMENTS]))])
            return ctx.exit(INTERNAL_ERROR)


@contextmanager
def _printable_messages() -> Iterator[None]:
    """Make the messages of click's errors safe to print: names of files and arguments are in them."""
    try:
        yield
    except click.ClickException as error:
        error.message = printable_line(error.message)  # type: ignore[misc]  # click prints it, and has no other way in
        raise


@click.group(cls=_Edge, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="attioql")
def app() -> None:
    """Compile, check and explain filters for the Attio CRM.

    Exit status: 0 success, 1 the filter has errors, 2 incorrect usage, 3 a bug in attioql.
    """


for command in (
    compile_,
    check,
    complete,
    decompile,
    describe,
    diff,
    fix,
    fmt,
    lint,
    lsp,
    match,
    mcp,
    playground,
    rows,
    schema,
    codegen,
    grammar,
    explain,
    types,
    attributes,
    workspace,
):
    app.add_command(command)


def run() -> None:
    """Run the command line on the arguments of the process."""
    _replace_closed_streams()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding="utf-8", errors="backslashreplace" if stream is sys.stderr else "surrogateescape"
            )
    try:
        try:
            app(prog_name="attioql")
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
        sys.exit(1)
    except OSError as error:
        _discard_output()
        print_line(f"attioql: {error.strerror or error}", sys.stderr)
        sys.exit(2)


def _replace_closed_streams() -> None:
    """Open streams for those that are closed: to read or write one is an error of the system, but reports have no other place."""
    if sys.stdin is None:
        sys.stdin = _opened(os.O_WRONLY, "r")
    if sys.stdout is None:
        sys.stdout = _opened(os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _opened(os.O_WRONLY, "w")


def _opened(access: int, mode: Literal["r", "w"]) -> TextIO:
    return os.fdopen(os.open(os.devnull, access), mode, encoding="utf-8")


def _discard_output() -> None:
    """Have the interpreter flush at its end what could not be written to where it is no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
