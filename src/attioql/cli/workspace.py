"""`attioql workspace`: builds a workspace file, compares two, and lists the filters that a change affects."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from attioql.catalog.comparison import changes, compare
from attioql.catalog.listing_files import build_workspace
from attioql.catalog.target_kinds import SECTIONS
from attioql.catalog.types import load_types
from attioql.cli import shell_files
from attioql.cli.failures import INTERNAL_ERROR, UNUSABLE_FILE, print_failures
from attioql.cli.files import STANDARD_INPUT, GivenFile, find_files, read
from attioql.cli.inputs import current_time, usage_errors
from attioql.cli.options import clock_options, format_option, output_option, result_format_option
from attioql.cli.output import print_json, print_line, print_report, print_sentences, print_table
from attioql.cli.replacing import content_of, regenerate_text
from attioql.cli.workspaces import load_workspace
from attioql.diagnostics.faces import worded_for
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.diagnostics.phrases import counted
from attioql.diagnostics.templates import phrase
from attioql.documents.model import Document
from attioql.documents.read import needs_grammars, read_document
from attioql.documents.script_syntax import has_grammars
from attioql.impact.effects import UNAFFECTED, Effect, EffectVerdict, Impact
from attioql.project.file_settings import may_hold_filters
from attioql.project.internal_errors import Failure, failure_of, run_without_failing
from attioql.report.concise import concise_report
from attioql.report.json_report import json_document


@click.group("workspace", short_help="Build and compare workspace files.")
def workspace() -> None:
    """Build workspace files, compare them, and list the filters that a change affects."""


@workspace.command(short_help="Build a workspace file.")
@click.argument("folder", metavar="DIR", shell_complete=shell_files.folders)
@output_option
@format_option
def build(folder: str, output: str, report_format: str) -> None:
    """Build a workspace file from the answers of the API that you saved in DIR.

    docs/workspace.md lists the file names. Errors and warnings go to standard error. If there are errors, the command writes
    nothing and exits with 1.

    Example: attioql workspace build answers -o workspace.json
    """
    to_file = output != STANDARD_INPUT
    with usage_errors(folder):
        data, problems = build_workspace(Path(folder), ignored=Path(output) if to_file else None)
    if problems:
        print_report(problems, report_format, sys.stderr)
    if any(problem.severity is Severity.ERROR for problem in problems):
        sys.exit(1)
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if not to_file:
        print_json(text, sys.stdout)
        return
    with usage_errors(output):
        regenerate_text(Path(output), text, content_of(Path(output)))
    print_line(f"{output}: {_summary(data)}", sys.stderr)


def _summary(data: Mapping[str, Any]) -> str:
    """Return the numbers of targets, attributes, known options and members."""
    sections = {section: data.get(section, {}) for section in SECTIONS}
    targets = [target for section in sections.values() for target in section.values()]
    attributes = [row for target in targets for row in target["attributes"].values()]
    chosen = [row for row in attributes if _takes_options(row["type"])]
    known = [row for row in chosen if "options" in row]
    members = counted(len(data["members"]), "member") if "members" in data else "members not known"
    present = {section: rows for section, rows in sections.items() if rows or section in data}
    counts = [counted(len(rows), SECTIONS[section].name, section) for section, rows in present.items()]
    return (
        f"{', '.join(counts)}, {counted(len(attributes), 'attribute')}, the options of {len(known)} of "
        f"{counted(len(chosen), 'select or status', 'selects and statuses')}, {members}"
    )


def _takes_options(slug: str) -> bool:
    kind = load_types().types.get(slug)
    return kind is not None and any(prop.kind.names == "option" for prop in kind.properties.values())


@workspace.command(short_help="List the differences of two workspace files.")
@click.argument("old", metavar="OLD", shell_complete=shell_files.files)
@click.argument("new", metavar="NEW", shell_complete=shell_files.files)
@result_format_option
def diff(old: str, new: str, report_format: str) -> None:
    """List what was added, removed and changed between two workspace files.

    Objects, attributes and options are matched by ID, so a rename is reported as a rename.

    Exit status: 0 nothing differs, 1 something differs.
    """
    found = list(changes(compare(load_workspace(Path(old)), load_workspace(Path(new)))))
    if report_format == "json":
        rows = [{"kind": each.kind, "what": each.what, "path": each.path, "message": each.message} for each in found]
        print_json(json_document({"changes": rows}), sys.stdout)
    elif found:
        print_table(
            "", ("kind", "what", "where", "how"), [(each.kind, each.what, each.path, each.message) for each in found]
        )
    else:
        sys.stdout.write("nothing differs\n")
    sys.exit(1 if found else 0)


@workspace.command("check-filters", short_help="List the filters that a change affects.")
@click.argument("old", metavar="OLD", shell_complete=shell_files.files)
@click.argument("new", metavar="NEW", shell_complete=shell_files.files)
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, shell_complete=shell_files.files)
@click.option("--target", help="Target for files that do not name one.")
@clock_options
@result_format_option
def check_filters(
    old: str, new: str, paths: tuple[str, ...], target: str | None, now: datetime | None, tz: str, report_format: str
) -> None:
    """List the filters in FILE that break or change their meaning between two workspace files.

    FILE is a file that `attioql lint` reads (query text, filter JSON, request bodies, filter sets, code), or a folder of such files. Query
    text can be a whole query; its `order by` is compared as well.

    Exit status: 0 no filter is affected, 1 a filter is affected, 2 a file cannot be read, 3 a bug in attioql stopped a comparison.
    """
    comparison = compare(load_workspace(Path(old)), load_workspace(Path(new)))
    impact = Impact(comparison, now or current_time(), tz)
    aside = _Aside()
    found = [
        (document.source.name, _worded(effect))
        for document in _documents(paths, target, aside)
        for effect in _effects(impact, document, target, aside)
    ]
    if report_format == "json":
        rows = [_row(name, effect) for name, effect in found]
        print_json(json_document({"filters": rows}), sys.stdout)
    else:
        for name, effect in found:
            if effect.verdict not in UNAFFECTED:
                _print_effect(name, effect)
        sys.stdout.write(f"{_counted(found)}\n")
    if aside.unreadable:
        print_report(aside.unreadable, report_format, sys.stderr)
    if aside.skipped:
        print_sentences(f"{counted(aside.skipped, 'file')} not read: {phrase('needs-tree-sitter')}", sys.stderr)
    print_failures(aside.failures)
    if aside.failures:
        sys.exit(INTERNAL_ERROR)
    if aside.unreadable:
        sys.exit(UNUSABLE_FILE)
    sys.exit(0 if all(effect.verdict in UNAFFECTED for _, effect in found) else 1)


@dataclass
class _Aside:
    """What is said beside the effects: internal errors, errors about whole files, and how many files in folders need a package."""

    failures: list[Failure] = field(default_factory=list)
    unreadable: list[Diagnostic] = field(default_factory=list)
    skipped: int = 0


def _documents(paths: Sequence[str], target: str | None, aside: _Aside) -> Iterator[Document]:
    """Yield the documents in files; of files in folders only those that may hold filters."""
    for given in find_files(paths, (), Path.cwd()):
        try:
            document = _document(given, target, aside)
        except Exception as error:  # noqa: BLE001 - the other files are looked at
            aside.failures.append(failure_of(error, given.path))
            continue
        if document is not None:
            yield document


def _document(given: GivenFile, target: str | None, aside: _Aside) -> Document | None:
    loaded = read(given.path, "<stdin>" if given.path == STANDARD_INPUT else given.path)
    if isinstance(loaded, Diagnostic):
        aside.unreadable.append(loaded)
        return None
    if given.named:
        return read_document(loaded.source)
    if not may_hold_filters(loaded.source, target):
        return None
    if needs_grammars(given.path) and not has_grammars():
        aside.skipped += 1
        return None
    return read_document(loaded.source)


def _effects(impact: Impact, document: Document, target: str | None, aside: _Aside) -> list[Effect]:
    """Return the effects on the filters of a file, without those that raise an internal error."""
    effects, failures = run_without_failing(document, lambda part: list(impact.of_document(part, target)))
    aside.failures += failures
    return effects or []


def _worded(effect: Effect) -> Effect:
    return effect._replace(problems=tuple([worded_for("command", each) for each in effect.problems]))


def _row(name: str, effect: Effect) -> dict[str, object]:
    return {
        "file": name,
        "name": effect.name,
        "verdict": effect.verdict,
        "reasons": list(effect.reasons),
        "diagnostics": [problem.to_dict() for problem in effect.problems],
    }


def _print_effect(name: str, effect: Effect) -> None:
    print_line(f"{name}{f' ({effect.name})' if effect.name else ''}: {effect.verdict}", sys.stdout)
    for line in (*effect.reasons, *concise_report(effect.problems).split("\n")[:-1]):
        print_sentences(line, sys.stdout, indent=2)
    sys.stdout.write("\n")


def _counted(found: Sequence[tuple[str, Effect]]) -> str:
    counts = Counter(effect.verdict for _, effect in found)
    words: dict[EffectVerdict, tuple[str, str]] = {
        "breaks": ("breaks", "break"),
        "changes meaning": ("changes meaning", "change meaning"),
        "doubtful": ("is doubtful", "are doubtful"),
        "faulty": ("was faulty before", "were faulty before"),
        "not compared": ("is not compared", "are not compared"),
        "same": ("is as it was", "are as they were"),
    }
    parts = [counted(counts[verdict], one, several) for verdict, (one, several) in words.items() if counts[verdict]]
    return f"{counted(len(found), 'filter')}: {', '.join(parts)}" if found else "no filters"
