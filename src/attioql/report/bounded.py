"""The human report of an exception: of bounded length, however many diagnostics there are and however long their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS
from attioql.report.human import report_lines, summary

MOST_DIAGNOSTICS = 10
MOST_CHARACTERS = 10_000
"""Once a report has as many characters, no further diagnostic is begun."""
MOST_LINES = 40
"""The most lines of one diagnostic."""
LONGEST_LINE = LIMITS.fix_characters + 20
"""Characters of a line: those of a fix that is shown whole, and what stands before them."""


def bounded_report(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the human report of the first diagnostics, and count the others by severity. No line break at the end."""
    parts: list[str] = []
    for diagnostic in diagnostics[:MOST_DIAGNOSTICS]:
        if sum(map(len, parts)) >= MOST_CHARACTERS:
            break
        parts.append("\n".join(_lines(diagnostic)))
    rest = diagnostics[len(parts) :]
    if rest:
        parts.append(f"… and {len(rest):,} more: {summary(rest)}")
    return "\n\n".join(parts)


def _lines(diagnostic: Diagnostic) -> Iterator[str]:
    lines = report_lines([diagnostic])
    for line in islice(lines, MOST_LINES):
        text = "".join(piece.text for piece in line)
        yield text if len(text) <= LONGEST_LINE else f"{text[: LONGEST_LINE - 1]}…"
    if next(lines, None) is not None:
        yield "…"
