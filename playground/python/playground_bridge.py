"""What the page asks the package for: one function for each question, JSON text in and JSON text out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import playground_panes
import playground_snippets
from playground_reading import (
    Input,
    Reading,
    other_text,
    read,
    shown_fixes,
    too_deep,
    with_findings,
    with_fix,
    with_safe_fixes,
)

import attioql
from attioql.diagnostics.codes import rule_rows
from attioql.diagnostics.faces import worded_for
from attioql.json_text.nesting import decode
from attioql.json_text.strict_json import RECORDS

_TEXTS_KEPT = 8

_RELATED_NEEDED = (
    "The filter follows a reference, so it needs the other records too. "
    'Write {"record": …, "related": {"companies": {"ID": …}}}.'
)


class Session:
    """Answers the questions of one page. It keeps the workspace and the last few readings."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(timezone.utc)) -> None:
        """Begin with the standard objects. `clock` returns the current time."""
        self._clock = clock
        self._workspace = attioql.Workspace.standard()
        self._is_own = False
        self._readings: dict[Input, Reading] = {}
        self._methods: Mapping[str, Callable[[dict[str, Any]], object]] = {
            "workspace": self._set_workspace,
            "read": self._read,
            "lint": self._lint,
            "pane": self._pane,
            "fix": self._fix,
            "complete": self._complete,
            "hover": self._hover,
            "match": self._match,
        }

    def call(self, method: str, arguments: str) -> str:
        """Return the answer of a method as JSON text."""
        return json.dumps(self._methods[method](json.loads(arguments)), ensure_ascii=False)

    def _set_workspace(self, given: dict[str, Any]) -> object:
        """Take a workspace file, or the standard objects for none. One with an error changes nothing."""
        text = given["text"]
        if text is None:
            self._workspace, self._is_own = attioql.Workspace.standard(), False
        else:
            try:
                self._workspace, self._is_own = _workspace_of(attioql.Source(text, given["name"])), True
            except attioql.WorkspaceError as error:
                return {"error": attioql.render(error.diagnostics)}
        self._readings.clear()
        targets = [{"name": name, "kind": self._workspace[name].kind} for name in self._workspace]
        return {"targets": targets, "isOwn": self._is_own}

    def _read(self, given: dict[str, Any]) -> object:
        """Return the diagnostics, the text of the other pane, and the parameters that query text names."""
        asked = _input(given)
        reading = self._reading(asked)
        return {
            "problems": [_problem(each) for each in reading.problems],
            "other": other_text(asked.side, reading.found),
            "parameters": [{"name": each.name, "takes": each.words} for each in reading.parameters],
        }

    def _lint(self, given: dict[str, Any]) -> object:
        """Return the diagnostics with the findings of the linter, or nothing if there is an error."""
        asked = _input(given)
        reading = self._reading(asked)
        if reading.found is None:
            return None
        problems = with_findings(asked, reading.context)
        if asked in self._readings:
            self._readings[asked] = reading._replace(problems=problems)
        return {"problems": [_problem(each) for each in problems]}

    def _pane(self, given: dict[str, Any]) -> object:
        """Return what one pane of the results shows, or nothing if there is an error."""
        asked = _input(given)
        reading = self._reading(asked)
        found = reading.found
        if found is None:
            return None
        match given["pane"]:
            case "words":
                return playground_panes.words(found)
            case "rows":
                return playground_panes.rows(found.filter)
            case "example":
                return playground_panes.example(found.filter)
            case _:
                return playground_snippets.snippets(asked, found, reading.context, is_standard=not self._is_own)

    def _fix(self, given: dict[str, Any]) -> object:
        """Return the text with one fix of one diagnostic, or without a number with every safe fix, applied."""
        asked = _input(given)
        reading = self._reading(asked)
        number = given.get("problem")
        if number is None:
            return {"text": with_safe_fixes(asked, reading.context)}
        return {"text": with_fix(asked, reading.problems[number], given["fix"])}

    def _complete(self, given: dict[str, Any]) -> object:
        asked = _input(given)
        if too_deep(attioql.Source(asked.text)) is not None:
            return None
        complete = attioql.complete_json if asked.side == "json" else attioql.complete_query
        found = complete(asked.text, given["offset"], self._target(asked))
        items = [
            {"label": each.label, "insert": each.insert_text, "kind": each.kind, "info": each.documentation}
            for each in found.items
        ]
        return {"items": items, "from": found.span.start, "to": found.span.end}

    def _hover(self, given: dict[str, Any]) -> object:
        asked = _input(given)
        if too_deep(attioql.Source(asked.text)) is not None:
            return None
        found = attioql.hover(asked.text, given["offset"], self._target(asked))
        return found and {"info": found.documentation, "from": found.span.start, "to": found.span.end}

    def _match(self, given: dict[str, Any]) -> object:
        """Tell whether a record matches, and which conditions decide that."""
        found = self._reading(_input(given)).found
        if found is None:
            return {"error": "The filter has an error."}
        source = attioql.Source(given["record"], "record")
        if (problem := too_deep(source)) is not None:
            return {"error": attioql.render((problem,))}
        try:
            record, related = _record(decode(RECORDS, source.text))
            explained = found.filter.explain(record, related=related)
        except attioql.RelatedNeededError:
            return {"error": _RELATED_NEEDED}
        except ValueError as error:
            return {"error": str(error)}
        reasons = [{"text": each.text, "holds": each.holds} for each in explained.reasons]
        return {"matches": explained.matches, "reasons": reasons}

    def _target(self, asked: Input) -> attioql.Target:
        return self._workspace[asked.target]

    def _reading(self, asked: Input) -> Reading:
        """Return the reading of an input, which is kept until others push it out."""
        known = self._readings.get(asked)
        if known is None:
            known = read(asked, self._target(asked), self._clock())
            while len(self._readings) >= _TEXTS_KEPT:
                del self._readings[next(iter(self._readings))]
            self._readings[asked] = known
        return known


def _input(given: Mapping[str, Any]) -> Input:
    return Input(given["side"], given["text"], given["target"], given["zone"], tuple(given.get("values", {}).items()))


def _workspace_of(source: attioql.Source) -> attioql.Workspace:
    """Return the workspace of the text of a file. Raises `WorkspaceError`."""
    if (problem := too_deep(source)) is not None:
        raise attioql.WorkspaceError((problem,))
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(source.name or "").name or "workspace.json")
        path.write_text(source.text, encoding="utf-8")
        try:
            return attioql.Workspace.load(path)
        except attioql.WorkspaceError as error:
            raise attioql.WorkspaceError(tuple([replace(each, source=source) for each in error.diagnostics])) from None


def _problem(diagnostic: attioql.Diagnostic) -> dict[str, object]:
    problem = worded_for("page", diagnostic)
    start = problem.source.position(problem.span.start) if problem.source and problem.span else None
    return {
        "name": problem.name,
        "page": f"{'rules' if problem.name in rule_rows() else 'diagnostics'}/{problem.name}.html",
        "severity": problem.severity.value,
        "message": problem.message,
        "notes": list(problem.notes),
        "from": problem.span.start if problem.span else 0,
        "to": problem.span.end if problem.span else 0,
        "line": start.line if start else None,
        "column": start.column if start else None,
        "fixes": [
            {"message": each.message, "isSafe": each.applicability is attioql.Applicability.SAFE}
            for each in shown_fixes(problem)
        ],
    }


def _record(value: object) -> tuple[attioql.Record, attioql.Related | None]:
    """Return a record and those that its references lead to: `{"record": …, "related": …}`, or a record alone."""
    if isinstance(value, dict) and "record" in value and "values" not in value:
        return cast("attioql.Record", value["record"]), cast("attioql.Related | None", value.get("related"))
    return cast("attioql.Record", value), None
