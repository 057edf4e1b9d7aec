"""Prose tests of the linter: Markdown with filters and what is to be found in them.

A filter stands in a fence `attioql` or `json` with `target=…` (and `workspace=NAME`, a file of `tests/lint/workspaces`;
`now=…` where the filter moves with time). The fences after it say what holds of it: `findings`, a line for each
(`LINE:COLUMN NAME: MESSAGE`); `fixed safe`, what the text is once every safe fix is applied, to a fixpoint; `fixed
unsafe`, with the unsafe ones as well. A filter without `findings` has none. Only the findings of the rule that the page is
about count, unless the fence of the filter has `all`, and only its fixes are applied.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import attioql
from attioql.diagnostics.model import Applicability
from attioql.linter.fixing import fix_text

WORKSPACES = Path(__file__).parents[1] / "lint" / "workspaces"
FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Case(NamedTuple):
    """A filter of a page, and what is said of it."""

    rule: str
    line: int
    form: str
    options: dict[str, str]
    text: str
    findings: str
    fixed: dict[str, str]


def cases_of(rule: str, text: str) -> list[Case]:
    """Return the cases of a page, in order."""
    cases: list[Case] = []
    for fence in FENCE.finditer(text):
        kind, words, body = fence[1], fence[2].split(), fence[3].rstrip("\n")
        if kind in {"attioql", "json"}:
            options = {name: value for name, _, value in (word.partition("=") for word in words)}
            line = text.count("\n", 0, fence.start()) + 1
            cases.append(Case(rule, line, kind, options, body, "", {}))
        elif kind == "findings":
            cases[-1] = cases[-1]._replace(findings=body)
        elif kind == "fixed":
            cases[-1].fixed[words[0]] = body
        else:
            raise AssertionError((rule, kind))
    return cases


def found_in(case: Case, text: str) -> list[attioql.Diagnostic]:
    """Return what the linter finds in a text, as far as the case is about it."""
    if "workspace" in case.options:
        workspace = attioql.Workspace.load(WORKSPACES / f"{case.options['workspace']}.json")
    else:
        workspace = attioql.Workspace.standard()
    now = datetime.fromisoformat(case.options["now"]) if "now" in case.options else None
    rules = ("all",) if "all" in case.options else (case.rule,)
    found = attioql.lint(text, workspace[case.options["target"]], now=now, select=rules)
    return [each for each in found if "all" in case.options or each.name == case.rule or each.severity.value == "error"]


def told(diagnostic: attioql.Diagnostic) -> str:
    """Write a diagnostic as a page does."""
    at = diagnostic.source.position(diagnostic.span.start)
    return f"{at.line}:{at.column} {diagnostic.name}: {diagnostic.message}"


def fixed(case: Case, level: str) -> str:
    """Return the text of a case with the fixes of a level applied."""
    return fix_text(case.text, lambda text: found_in(case, text), Applicability[level.upper()]).text
