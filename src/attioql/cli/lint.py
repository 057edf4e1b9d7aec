"""`attioql lint`: errors, warnings and findings in files of filters, and their fixes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime

import click

from attioql.catalog.workspace import Target
from attioql.cli import inputs, shell_completion, shell_files
from attioql.cli.configured import current_configuration
from attioql.cli.failures import INTERNAL_ERROR, print_failures
from attioql.cli.files import STANDARD_INPUT, GivenFile, find_files
from attioql.cli.inputs import current_time
from attioql.cli.jobs import run_all
from attioql.cli.lint_file import Options, Outcome
from attioql.cli.lint_report import print_outcomes
from attioql.cli.options import clock_options, format_option, rules_option
from attioql.cli.output import print_text
from attioql.cli.workspaces import current_workspace, workspace_option
from attioql.diagnostics.model import Applicability, Severity
from attioql.limits import LIMITS
from attioql.linter.selection import Selection, UnknownRuleError, select
from attioql.project.configuration import Configuration, ConfigurationError
from attioql.project.file_settings import FileSettings, configured_selection
from attioql.text.width import is_printable

_REASON = "not reviewed yet"


def _reason(_: click.Context, __: click.Parameter, value: str) -> str:
    """Return the reason of new suppressions. Raises `click.BadParameter` for text that a comment of one line cannot hold."""
    reason = " ".join(value.split())
    if not reason or not is_printable(reason) or "*/" in reason:
        raise click.BadParameter("a reason is one line of text without `*/`")
    return reason


@click.command()
@click.argument("paths", metavar="[PATH]…", nargs=-1, shell_complete=shell_files.files)
@click.option("--fix", is_flag=True, help="Apply fixes that keep the meaning of a filter.")
@click.option("--unsafe-fixes", is_flag=True, help="Also apply fixes that may change what a filter matches.")
@click.option("--diff", is_flag=True, help="Write nothing; print a diff of what --fix would change.")
@click.option(
    "--add-suppressions",
    is_flag=True,
    help="Add comments that ignore all present findings. Later runs report only new ones.",
)
@click.option(
    "--reason",
    default=_REASON,
    show_default=True,
    metavar="TEXT",
    callback=_reason,
    help="Reason to write in these comments.",
)
@rules_option("--select", "Report only these rules, warnings and notes; `all` selects all of them.")
@rules_option("--extend-select", "Report these in addition to the default.")
@rules_option("--ignore", "Do not report these.")
@click.option(
    "--target",
    type=inputs.target,
    shell_complete=shell_completion.targets,
    help="Target for files that do not name one.",
)
@workspace_option
@click.option(
    "--config",
    metavar="FILE",
    is_eager=True,
    shell_complete=shell_files.files,
    help="Configuration file.  [default: the nearest attioql.toml or pyproject.toml]",
)
@click.option("--skip-others", is_flag=True, help="Skip each PATH that `attioql lint .` would skip. For hooks.")
@click.option("--stdin-filename", metavar="NAME", help="Name to show for standard input (-) in reports.")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1, LIMITS.jobs),
    default=1,
    show_default=True,
    help="Number of processes to use.",
)
@click.option("--statistics", is_flag=True, help="Count findings by name instead of showing them.")
@click.option(
    "--show-files",
    is_flag=True,
    help="List the files. List each filter that is checked in part or not at all, with the reason.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@clock_options
@format_option
def lint(
    paths: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    add_suppressions: bool,
    reason: str,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    target: Target | None,
    config: str | None,
    skip_others: bool,
    stdin_filename: str | None,
    jobs: int,
    statistics: bool,
    show_files: bool,
    exit_zero: bool,
    now: datetime | None,
    tz: str,
    report_format: str,
) -> None:
    """Report the errors, warnings and findings in files of filters.

    PATH is a file, a folder, or - for standard input. Default: the current folder. Files may hold query text (.attioql),
    filter JSON, request bodies, filter sets in JSON or YAML, or JavaScript, TypeScript or Python code that queries Attio.

    Exit status: 0 no errors or warnings, 1 errors or warnings, 2 incorrect usage, 3 a bug in attioql stopped the check of a filter.

    Example: attioql lint --fix filters/ src/
    """
    _require_one_way(fix=fix or unsafe_fixes, add_suppressions=add_suppressions)
    configuration = current_configuration(config)
    selection = _selection(configuration, select, extend_select, ignore)
    named = None if target is None else target.name
    settings = FileSettings.of(configuration, current_workspace(), selection, now or current_time(), tz, named)
    trusted = Applicability.UNSAFE if unsafe_fixes else Applicability.SAFE
    options = Options(
        settings,
        fix=trusted if (fix or diff) and not add_suppressions else None,
        diff=diff,
        reason=reason if add_suppressions else None,
        stdin_name=stdin_filename or "<stdin>",
    )
    outcomes = run_all(_files(paths, configuration, skip_others=skip_others), options, jobs)
    if (fix or add_suppressions) and not diff and STANDARD_INPUT in paths:
        print_text("".join(outcome.text or "" for outcome in outcomes if outcome.text is not None), sys.stdout)
    unsafe = unsafe_fixes and (fix or diff)
    print_outcomes(outcomes, report_format, statistics=statistics, unsafe=unsafe, show_files=show_files)
    print_failures(failure for outcome in outcomes for failure in outcome.failures)
    sys.exit(_status(outcomes, exit_zero=exit_zero))


def _require_one_way(*, fix: bool, add_suppressions: bool) -> None:
    if add_suppressions and fix:
        message = "--add-suppressions and --fix do not go together; apply the fixes first"
        raise click.UsageError(message)


def _files(paths: tuple[str, ...], configuration: Configuration, *, skip_others: bool) -> Iterator[GivenFile]:
    excluded, included = configuration.lint.exclude, configuration.lint.include
    return find_files(paths or (".",), excluded, configuration.folder, included, skip_others=skip_others)


def _selection(
    configuration: Configuration, chosen: tuple[str, ...], also: tuple[str, ...], ignored: tuple[str, ...]
) -> Selection:
    """Return what the command line and the configuration select together. Every unknown name is a usage error."""
    try:
        found = configured_selection(configuration)
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from None
    if not chosen and not also and not ignored:
        return found
    settings = configuration.lint
    try:
        return select(
            chosen or settings.select,
            (*settings.extend_select, *also),
            (*settings.ignore, *ignored),
            settings.severity,
        )
    except UnknownRuleError as error:
        raise click.UsageError(str(error)) from None


def _status(outcomes: Sequence[Outcome], *, exit_zero: bool) -> int:
    if any(outcome.failures for outcome in outcomes):
        return INTERNAL_ERROR
    serious = any(problem.severity is not Severity.NOTE for outcome in outcomes for problem in outcome.problems)
    return 1 if not exit_zero and (serious or any(outcome.diff for outcome in outcomes)) else 0
