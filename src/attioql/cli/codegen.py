"""`attioql codegen`: writes the types of a workspace as code. A file is replaced as a whole, or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from attioql.cli.files import STANDARD_INPUT
from attioql.cli.inputs import usage_errors
from attioql.cli.options import output_option
from attioql.cli.output import print_line, print_text
from attioql.cli.replacing import content_of, regenerate_text
from attioql.cli.workspaces import current_workspace, workspace_option
from attioql.codegen import languages

_MARK = "\ufeff"


_OTHER_NAMES = {"py": "python", "ts": "typescript", "js": "typescript", "javascript": "typescript"}


class _Languages(click.Group):
    """The group of languages, which suggests a language for its usual short name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        meant = _OTHER_NAMES.get(args[0].lower())
        if meant is not None:
            ctx.fail(f"No such command {args[0]!r}. Did you mean {meant!r}?")
        return super().resolve_command(ctx, args)


@click.group(cls=_Languages, short_help="Write the types of a workspace as code.")
def codegen() -> None:
    """Write the types of a workspace as code, for type checkers and editors."""


def _command(language: languages.CodeLanguage, title: str, example: str) -> click.Command:
    @click.command(
        language, short_help=f"Write types for {title}.", help=f"Write types for {title}, such as {example}."
    )
    @output_option
    @click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if the file would change.")
    @workspace_option
    def command(output: str, only_check: bool) -> None:
        if only_check and output == STANDARD_INPUT:
            message = "--check compares a file: name it with -o"
            raise click.UsageError(message)
        text = languages.generate_types(current_workspace(), language)
        if output == STANDARD_INPUT:
            print_text(text, sys.stdout)
        else:
            _write(Path(output), text, only_check=only_check)

    return command


def _write(path: Path, text: str, *, only_check: bool) -> None:
    """Write a file if its text is another one; its line breaks and its byte order mark are no difference."""
    with usage_errors(str(path)):
        before = content_of(path)
        if before is not None and _same(before, text):
            return
        if only_check:
            print_line(f"would regenerate {path}", sys.stdout)
            sys.exit(1)
        regenerate_text(path, text, before)
    print_line(f"{'generated' if before is None else 'regenerated'} {path}", sys.stderr)


def _same(before: bytes, text: str) -> bool:
    return before.decode("utf-8", "replace").removeprefix(_MARK).replace("\r\n", "\n") == text


codegen.add_command(_command("python", "Python", "attio_filters.py"))
codegen.add_command(_command("typescript", "TypeScript", "attio-filters.ts"))
