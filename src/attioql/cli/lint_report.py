"""What `attioql lint` prints: findings in the chosen format, or their counts, and a summary line."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from attioql.cli.lint_file import Outcome, Place
from attioql.cli.output import print_diff, print_json, print_line, print_report, print_sentences, print_table
from attioql.diagnostics.codes import row_of
from attioql.diagnostics.faces import worded_for
from attioql.diagnostics.model import Applicability, Diagnostic
from attioql.diagnostics.phrases import counted, summary
from attioql.diagnostics.templates import phrase
from attioql.report.formats import FORMATS
from attioql.report.json_report import json_document, json_report

_FOR_PEOPLE = ("human", "concise")


def print_outcomes(
    found: Sequence[Outcome], report_format: str, *, statistics: bool, unsafe: bool, show_files: bool = False
) -> None:
    """Print what came of all files. Standard output has the report; diffs are the report where there are some."""
    outcomes = [outcome for outcome in found if not outcome.skipped]
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    suppressed = [problem for outcome in outcomes for problem in outcome.suppressed]
    if any(outcome.diff for outcome in outcomes):
        print_diff([line for outcome in outcomes for line in outcome.diff], sys.stdout)
    elif statistics:
        _print_statistics(problems, report_format)
    elif show_files and report_format == "json":
        files = [_file_data(outcome) for outcome in found]
        print_json(json_report([worded_for("command", each) for each in problems], files), sys.stdout)
    elif problems or FORMATS[report_format].is_document:
        print_report(problems, report_format, sys.stdout, suppressed, [outcome.name for outcome in outcomes])
    if report_format in _FOR_PEOPLE:
        if show_files:
            sys.stdout.write("\n" if problems else "")
            for outcome in found:
                for line in _file_lines(outcome):
                    print_line(line, sys.stdout)
        _print_summary(outcomes, problems, unsafe=unsafe, skipped=len(found) - len(outcomes))


def _file_data(outcome: Outcome) -> dict[str, object]:
    """Return what was checked of a file as data."""
    return {
        "file": outcome.name,
        "checked": outcome.filters,
        "in_part": [_place_data(each) for each in outcome.partly],
        "not_checked": [_place_data(each) for each in outcome.unchecked],
        "read": not outcome.skipped,
    }


def _place_data(place: Place) -> dict[str, object]:
    return {"line": place.line, "column": place.column, "why": place.why}


def _file_lines(outcome: Outcome) -> Iterator[str]:
    """Yield what was checked of a file: a line for it, and one for each filter that was checked in part or not."""
    name = outcome.name
    if outcome.skipped:
        yield f"{name}: not read: {phrase('needs-tree-sitter')}"
        return
    yield f"{name}: {_checked([outcome])}"
    for said, places in (("in part", outcome.partly), ("not checked", outcome.unchecked)):
        for each in places:
            yield f"  {name}:{each.line}:{each.column}: {said}: {each.why}"


def _checked(outcomes: Sequence[Outcome]) -> str:
    """Say how many filters are checked, how many of them in part, and how many are not."""
    partly = sum(len(outcome.partly) for outcome in outcomes)
    unchecked = [place for outcome in outcomes for place in outcome.unchecked]
    unknown = sum(place.is_unknown for place in unchecked)
    parts = [f"{counted(sum(outcome.filters for outcome in outcomes), 'filter')} checked"]
    parts += [f"{partly} in part (dynamic values)"] if partly else []
    parts += [f"{len(unchecked) - unknown} not (built at run time)"] if len(unchecked) > unknown else []
    parts += [f"{unknown} not (unknown objects and lists)"] if unknown else []
    return ", ".join(parts)


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


def _print_summary(outcomes: Sequence[Outcome], problems: Sequence[Diagnostic], *, unsafe: bool, skipped: int) -> None:
    """Say on standard error how much was looked at, what was found, and what can be done about it."""
    filters = sum(outcome.filters for outcome in outcomes)
    files = counted(len(outcomes), "file")
    looked = f"{counted(filters, 'filter')} in {files}" if filters or not problems else files
    fixed = sum(outcome.fixed for outcome in outcomes)
    would = any(outcome.diff for outcome in outcomes)
    lines = [f"{summary(problems) or 'no problems'} found in {looked}"]
    if fixed:
        lines.append(f"{counted(fixed, 'fix', 'fixes')} {'would be made' if would else 'made'}")
    ignored = sum(outcome.ignored for outcome in outcomes)
    if ignored:
        be = "would be" if would else "is" if ignored == 1 else "are"
        lines.append(f"{counted(ignored, 'finding')} {be} ignored from now on")
    if not outcomes:
        lines = ["no files of filters found"]
    if any(outcome.partly or outcome.unchecked for outcome in outcomes):
        lines.append(_checked(outcomes))
    if skipped:
        lines.append(f"{counted(skipped, 'file')} not read: {phrase('needs-tree-sitter')}")
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
