"""Golden cases as people read them: Markdown files, one for each diagnostic, with a text and the report that it yields.

A case is two fenced blocks. The first has the text, and how it is checked after the name of its language; `as=json` says that
the text is written as a JSON string, since it has characters or blanks that would not be seen. The second has the human report, with the
spans of the diagnostics after `text`.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from attioql.diagnostics.model import Diagnostic
from attioql.report.human import human_report

FOLDER = Path(__file__).parents[1] / "golden" / "cases"
OPTIONS = ("target", "workspace", "now", "tz", "params", "limits", "reads", "file", "repeat")
COLUMNS = 100
_CASE = re.compile(r"^```\w+ ?(.*)\n((?:.*\n)*?)```\n\n```text ?(.*)\n((?:.*\n)*?)```$", re.MULTILINE)


class Case(NamedTuple):
    """A text, how it is checked, and what is expected: the spans of the diagnostics, and the report."""

    text: str
    options: dict[str, Any]
    spans: str
    report: str


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file in order."""
    return [_case(*found.groups()) for found in _CASE.finditer(path.read_text(encoding="utf-8"))]


def _case(written: str, text: str, spans: str, report: str) -> Case:
    options: dict[str, Any] = dict(part.split("=", 1) for part in written.split())
    for name in ("params", "limits", "repeat"):
        if name in options:
            options[name] = json.loads(options[name])
    text = json.loads(text) if options.pop("as", None) == "json" else text.removesuffix("\n")
    return Case(text, options, spans, report)


def write_cases(path: Path, cases: Sequence[Case]) -> None:
    """Write a file of cases."""
    parts = [f"# {path.stem}", *map(_written, cases)]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="")


def _written(case: Case) -> str:
    is_plain = case.text.replace("\n", "").isprintable()
    is_plain = is_plain and "```" not in case.text and case.text == case.text.strip("\n") and case.text != ""
    is_plain = is_plain and all(line == line.rstrip() for line in case.text.split("\n"))
    options = [f"{name}={_option(case.options[name])}" for name in OPTIONS if name in case.options]
    body = case.text if is_plain else json.dumps(case.text)
    head = " ".join([language_of(case), *options, *([] if is_plain else ["as=json"])])
    return f"```{head}\n{body}\n```\n\n```text {case.spans}".rstrip() + f"\n{case.report}```"


def _option(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":")).replace(" ", "\\u0020")


def language_of(case: Case) -> str:
    """Return what the text of a case is written in; ruff would format what is said to be Python."""
    if "file" in case.options:
        return {"yaml": "yaml", "yml": "yaml", "py": "source", "json": "json", "ts": "ts"}.get(
            case.options["file"].rpartition(".")[2], "attioql"
        )
    if case.options.get("reads") == "to-rows":
        return "attioql"
    is_json = case.options.get("reads", "query") != "query"
    return "json" if is_json or case.text.lstrip()[:1] in {"{", "["} else "attioql"


def expected(text: str, options: dict[str, Any], problems: Sequence[Diagnostic]) -> Case:
    """Return the case of a text that yields these diagnostics."""
    spans = " ".join("-" if problem.span is None else f"{problem.span[0]}-{problem.span[1]}" for problem in problems)
    return Case(text, options, spans, human_report(problems, COLUMNS))
