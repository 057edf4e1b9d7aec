"""Fixes of an expression's text in the words of Python: what to write where the fix of a diagnostic edits query text."""

from __future__ import annotations

from dataclasses import replace

from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.templates import phrase
from attioql.expressions import misuse
from attioql.expressions.special_values import RelativeTime
from attioql.operators import load_operators
from attioql.syntax import nodes
from attioql.syntax.parser import operand_in, parse
from attioql.text.source import Source


def with_note(problem: Diagnostic) -> Diagnostic:
    """Return a diagnostic of an expression's text, with a note that says what to write in Python if its fix needs other code."""
    replacements = [fix.edits[0].replacement for fix in problem.fixes if len(fix.edits) == 1]
    written = next(filter(None, map(_in_python, replacements)), None)
    return (
        problem if written is None else replace(problem, notes=(phrase("in-python", written=written), *problem.notes))
    )


def _in_python(replacement: str) -> str | None:
    """Return the Python of a fix that writes a moment, a test without a value, or a path in place of one name."""
    match operand_in(replacement, "value"):
        case nodes.Moment(base, shift):
            return repr(RelativeTime(base, shift))
    spelling = load_operators().spellings.get(replacement)
    if spelling is not None and spelling.takes == "nothing":
        return f".{spelling.method}()"
    match parse(Source(replacement)).root:
        case nodes.Truth(path) | nodes.Comparison(path) if len(path.segments) > 1:
            return f"q{misuse.as_written(tuple([segment.name for segment in path.segments]))}"
    return None
