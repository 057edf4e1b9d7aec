"""What `attioql lint` prints: findings in the chosen format, or their counts, and a summary line."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from attioql.cli.lint_file import Outcome
from attioql.cli.output import print_diff, print_json, print_report, print_sentences, print_table
from attioql.diagnostics.codes import row_of
from attioql.diagnostics.model import Applicability, Diagnostic
from attioql.diagnostics.phrases import counted, summary
from attioql.report.formats import FORMATS
from attioql.report.json_report import json_document

_FOR_PEOPLE = ("human", "concise")


def print_outcomes(outcomes: Sequence[Outcome], report_format: str, *, statistics: bool, unsafe: bool) -> None:
    """Print what came of all files. Standard output has the report; diffs are the report where there are some."""
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    suppressed = [problem for outcome in outcomes for problem in outcome.suppressed]
    if any(outcome.diff for outcome in outcomes):
        print_diff([line for outcome in outcomes for line in outcome.diff], sys.stdout)
    elif statistics:
        _print_statistics(problems, report_format)
    elif problems or FORMATS[report_format].is_document:
        print_report(problems, report_format, sys.stdout, suppressed, [outcome.name for outcome in outcomes])
    if report_format in _FOR_PEOPLE:
        _print_summary(outcomes, problems, unsafe=unsafe)


def _print_statistics(problems: Sequence[Diagnostic], report_format: str) -> None:
    counts = Counter(problem.name for problem in problems)
    rows = [
        (str(count), name, row_of(name).code, row_of(name).severity, row_of(name).summary)
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    if report_format == "json":
        keys = ("name", "code", "severity", "summary")
        counted_rows = [{"count": int(row[0]), **dict(zip(keys, row[1:], strict=True))} for row in rows]
        print_json(json_document({"statistics": counted_rows}), sys.stdout)
    elif rows:
        print_table("", ("count", "name", "code", "severity", "what it says"), rows)


def _print_summary(outcomes: Sequence[Outcome], problems: Sequence[Diagnostic], *, unsafe: bool) -> None:
    """Say on standard error how much was looked at, what was found, and what can be done about it."""
    filters = sum(outcome.filters for outcome in outcomes)
    files = counted(len(outcomes), "file")
    looked = f"{counted(filters, 'filter')} in {files}" if filters or not problems else files
    fixed = sum(outcome.fixed for outcome in outcomes)
    would = any(outcome.diff for outcome in outcomes)
    lines = [f"{summary(problems) or 'no problems'} found in {looked}"]
    if fixed:
        lines.append(f"{counted(fixed, 'fix', 'fixes')} {'would be made' if would else 'made'}")
    if not outcomes:
        lines = ["no files of filters found"]
    safe = sum(_best(problem) is Applicability.SAFE for problem in problems)
    others = sum(_best(problem) is Applicability.UNSAFE for problem in problems)
    if safe and not fixed:
        lines.append(f"{safe} can be fixed with --fix")
    if others and not unsafe:
        lines.append(f"{others} can be fixed with --fix --unsafe-fixes, which changes what a filter means")
    if problems or would:
        sys.stderr.write("\n")
    print_sentences("; ".join(lines), sys.stderr)


def _best(problem: Diagnostic) -> Applicability | None:
    return max((fix.applicability for fix in problem.fixes if fix.edits), default=None)
