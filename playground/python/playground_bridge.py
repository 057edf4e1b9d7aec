"""What the page asks the package for: one function for each question, JSON text in and JSON text out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, cast

import playground_snippets

import attioql
from attioql.attio.writer import JsonFilter, as_text
from attioql.diagnostics.build import in_text
from attioql.diagnostics.codes import rule_rows
from attioql.json_text.nesting import TooDeepJsonError, decode, require_shallow
from attioql.json_text.strict_json import RECORDS

MOST_LEVELS = 200
"""The levels of JSON that the page reads. The interpreter of a browser has a small stack, and its reader of JSON recurses."""

_TEXTS_KEPT = 8

_RELATED_NEEDED = (
    "The filter follows a reference, so it needs the other records too. "
    'Write {"record": …, "related": {"companies": {"ID": …}}}.'
)


class Input(NamedTuple):
    """What a person wrote: the pane (`query` or `json`), its text, the name of the target, and the zone that days start in."""

    side: str
    text: str
    target: str
    zone: str


class Reading(NamedTuple):
    """The filter of an input, if it has no error, and its diagnostics."""

    found: attioql.Filter | None
    problems: tuple[attioql.Diagnostic, ...]


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
            "details": self._details,
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
        """Return the diagnostics, and the text of the other pane."""
        asked = _input(given)
        reading = self._reading(asked)
        return {"problems": [_problem(each) for each in reading.problems], "other": _other(asked.side, reading.found)}

    def _details(self, given: dict[str, Any]) -> object:
        """Return what takes longer: the findings of the linter, words, rows, a record that matches, and code."""
        asked = _input(given)
        found = self._reading(asked).found
        if found is None:
            return None
        text = found.text()
        findings = attioql.lint(asked.text, found.target, now=self._clock(), tz=asked.zone)
        if asked in self._readings:
            self._readings[asked] = Reading(found, findings)
        example = found.example()
        return {
            "problems": [_problem(each) for each in findings],
            "words": found.describe(),
            "rows": _rows(found),
            "example": None if example is None else as_text(cast("JsonFilter", example.to_dict()), 2),
            "isContradiction": found.is_contradiction() is True,
            "snippets": playground_snippets.snippets(found, text, is_standard=not self._is_own),
        }

    def _fix(self, given: dict[str, Any]) -> object:
        """Return the text with one fix of one diagnostic, or without a number with every safe fix, applied."""
        asked = _input(given)
        if given.get("problem") is None:
            fixed = attioql.fix(asked.text, self._target(asked), now=self._clock(), tz=asked.zone)
            return {"text": fixed.text}
        problem = self._reading(asked).problems[given["problem"]]
        chosen = replace(problem, fixes=(problem.fixes[given["fix"]],))
        text = attioql.apply_fixes(asked.text, (chosen,), applicability=attioql.Applicability.DISPLAY)
        return {"text": text}

    def _complete(self, given: dict[str, Any]) -> object:
        asked = _input(given)
        if _too_deep(attioql.Source(asked.text)) is not None:
            return None
        complete = attioql.complete_json if asked.side == "json" else attioql.complete
        found = complete(asked.text, given["offset"], self._target(asked))
        items = [
            {"label": each.label, "insert": each.insert_text, "kind": each.kind, "info": each.documentation}
            for each in found.items
        ]
        return {"items": items, "from": found.span.start, "to": found.span.end}

    def _hover(self, given: dict[str, Any]) -> object:
        asked = _input(given)
        if _too_deep(attioql.Source(asked.text)) is not None:
            return None
        found = attioql.hover(asked.text, given["offset"], self._target(asked))
        return found and {"info": found.documentation, "from": found.span.start, "to": found.span.end}

    def _match(self, given: dict[str, Any]) -> object:
        """Tell whether a record matches, and which conditions decide that."""
        found = self._reading(_input(given)).found
        if found is None:
            return {"error": "The filter has an error."}
        source = attioql.Source(given["record"], "record")
        if (too_deep := _too_deep(source)) is not None:
            return {"error": attioql.render((too_deep,))}
        try:
            record, related = _record(decode(RECORDS, source.text))
            explained = found.explain(record, related=related)
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
            known = _read_input(asked, self._target(asked), self._clock())
            while len(self._readings) >= _TEXTS_KEPT:
                del self._readings[next(iter(self._readings))]
            self._readings[asked] = known
        return known


def _input(given: Mapping[str, Any]) -> Input:
    return Input(given["side"], given["text"], given["target"], given["zone"])


def _read_input(asked: Input, target: attioql.Target, now: datetime) -> Reading:
    source = attioql.Source(asked.text, asked.side)
    if (too_deep := _too_deep(source)) is not None:
        return Reading(None, (too_deep,))
    try:
        if asked.side == "json":
            found = attioql.load(source, target)
        else:
            found = attioql.compile(source, target, now=now, tz=asked.zone)
    except attioql.FilterError as error:
        return Reading(None, error.diagnostics)
    return Reading(found, found.diagnostics)


def _workspace_of(source: attioql.Source) -> attioql.Workspace:
    """Return the workspace of the text of a file. Raises `WorkspaceError`."""
    if (too_deep := _too_deep(source)) is not None:
        raise attioql.WorkspaceError((too_deep,))
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(source.name or "").name or "workspace.json")
        path.write_text(source.text, encoding="utf-8")
        try:
            return attioql.Workspace.load(path)
        except attioql.WorkspaceError as error:
            raise attioql.WorkspaceError(tuple([replace(each, source=source) for each in error.diagnostics])) from None


def _too_deep(source: attioql.Source) -> attioql.Diagnostic | None:
    try:
        require_shallow(source.text, MOST_LEVELS)
    except TooDeepJsonError as error:
        return in_text(error.said, source, attioql.Span(error.at, error.at + 1), pointer="")
    return None


def _other(side: str, found: attioql.Filter | None) -> str | None:
    """Return a filter as the text of the other pane."""
    if found is None:
        return None
    return attioql.format(found.text()) if side == "json" else found.dumps(indent=2)


def _problem(problem: attioql.Diagnostic) -> dict[str, object]:
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
            for each in problem.fixes
            if each.edits
        ],
    }


def _rows(found: attioql.Filter) -> object:
    """Return the rows of a form, or why the filter has none."""
    try:
        return {"groups": found.rows()["any_of"]}
    except attioql.FilterError as error:
        return {"error": str(error.diagnostics[0].message)}


def _record(value: object) -> tuple[attioql.Record, attioql.Related | None]:
    """Return a record and those that its references lead to: `{"record": …, "related": …}`, or a record alone."""
    if isinstance(value, dict) and "record" in value and "values" not in value:
        return cast("attioql.Record", value["record"]), cast("attioql.Related | None", value.get("related"))
    return cast("attioql.Record", value), None
