"""`attioql fix`: applies the fixes of a filter, prints the result, or writes it back to its file."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import click

from attioql.applying import FixedText
from attioql.applying import fix as fix_filter
from attioql.catalog.workspace import Target
from attioql.cli.files import STANDARD_INPUT, FileContent
from attioql.cli.inputs import load_file, read_expression, usage_errors
from attioql.cli.lint_file import diff_lines
from attioql.cli.options import FilterSettings, filter_options, format_option, rules_option, target_argument
from attioql.cli.output import print_diff, print_json, print_line, print_report, print_text
from attioql.cli.replacing import replace_text
from attioql.diagnostics.model import Applicability, Severity
from attioql.diagnostics.phrases import counted
from attioql.json_text.strict_json import is_json_text
from attioql.linter.fixable import TEXT
from attioql.linter.fixing import best_fixes
from attioql.linter.selection import UnknownRuleError

_LINE_BREAK_AT_END = re.compile(r"\r?\n\Z")


@click.command(short_help="Apply the fixes of a filter and print it.")
@target_argument
@filter_options
@click.option("--unsafe-fixes", is_flag=True, help="Also apply fixes that may change what the filter matches.")
@click.option("--lint", "with_rules", is_flag=True, help="Also apply the fixes of the rules that `attioql lint` runs.")
@rules_option("--select", "Apply the fixes of these rules; `all` selects every rule. Implies --lint.")
@rules_option("--ignore", "Do not apply the fixes of these rules. Implies --lint.")
@click.option("--write", is_flag=True, help="Write the result to the file of --file instead of printing it.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a fix would be applied.")
@click.option(
    "--diff", "show_diff", is_flag=True, help="Write nothing; print a diff of the changes. Exits like --check."
)
@format_option
def fix(
    target: Target,
    expression: str | None,
    file: str | None,
    settings: FilterSettings,
    unsafe_fixes: bool,
    with_rules: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    write: bool,
    only_check: bool,
    show_diff: bool,
    report_format: str,
) -> None:
    """Apply the safe fixes of EXPR, a filter for TARGET, and print the result.

    EXPR is query text, or filter JSON if it starts with a brace. - reads standard input. Comments and layout stay.

    `attioql check` offers the same fixes. A safe fix keeps the meaning of a filter, or is the only way to read it. Remaining
    diagnostics go to standard error. The exit status is 1 if an error remains.

    Example: attioql fix deals 'vlaue > 5' --unsafe-fixes
    """
    loaded = _loaded(expression, file, write=write)
    arguments = settings.arguments(loaded.source)
    try:
        fixed = fix_filter(
            loaded.source,
            target,
            applicability=Applicability.UNSAFE if unsafe_fixes else Applicability.SAFE,
            lint=with_rules,
            select=select or None,
            ignore=ignore,
            **arguments,
        )
    except UnknownRuleError as error:
        raise click.UsageError(str(error)) from None
    fixed = replace(fixed, text=_with_last_break(fixed.text, loaded.source.text))
    would_change = (only_check or show_diff) and fixed.text != loaded.source.text
    if show_diff:
        print_diff(diff_lines(loaded.source.text, fixed.text, loaded.source.name), sys.stdout)
    elif would_change:
        print_line(f"would fix {loaded.source.name}", sys.stdout)
    elif write and not only_check:
        _write(fixed, loaded)
    elif not only_check:
        _print(fixed.text if _is_of_file(expression) else f"{fixed.text}\n")
    _report(fixed, report_format, unsafe=unsafe_fixes, would="would be " if only_check or show_diff else "")
    has_errors = any(problem.severity is Severity.ERROR for problem in fixed.remaining)
    sys.exit(1 if has_errors or would_change else 0)


def _loaded(expression: str | None, file: str | None, *, write: bool) -> FileContent:
    """Return the filter, with the bytes of its file if it is in one."""
    if write and (file is None or file == STANDARD_INPUT):
        message = "--write needs the file to write: give it with --file"
        raise click.UsageError(message)
    if file is not None and expression is None:
        return load_file(file)
    source = read_expression(expression, file)
    return FileContent(source, b"")


def _with_last_break(text: str, source: str) -> str:
    """Return a text with the line break that ended its file, which a fix takes away with what stood around a filter."""
    ending = _LINE_BREAK_AT_END.search(source)
    if ending is None or not text or _LINE_BREAK_AT_END.search(text) is not None:
        return text
    return text + ending[0]


def _is_of_file(expression: str | None) -> bool:
    """Tell whether the filter has line breaks of its own, so that none is added."""
    return expression is None or expression == STANDARD_INPUT


def _print(text: str) -> None:
    (print_json if is_json_text(text) else print_text)(text, sys.stdout)


def _write(fixed: FixedText, loaded: FileContent) -> None:
    """Write a result to the file of its filter, if any fix was applied."""
    if fixed.applied:
        with usage_errors(loaded.source.name):
            replace_text(Path(loaded.source.name), fixed.text, loaded.raw)


def _report(fixed: FixedText, report_format: str, *, unsafe: bool, would: str) -> None:
    """Print on standard error what remains and, for people, how many fixes were applied and could be."""
    if fixed.remaining:
        print_report(fixed.remaining, report_format, sys.stderr)
    if report_format != "human":
        return
    lines = [f"{counted(len(fixed.applied), 'fix', 'fixes')} {would}applied"] if fixed.applied else []
    others = 0 if unsafe else len(best_fixes(fixed.remaining, TEXT, Applicability.UNSAFE))
    if others:
        lines.append(f"{others} more with --unsafe-fixes, which changes what a filter means")
    if lines:
        print_line("; ".join(lines), sys.stderr)
