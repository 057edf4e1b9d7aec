"""Comments in code that name the target of the filter behind them: `// attioql: people`, `# attioql: people`."""

from __future__ import annotations

import re

from attioql.diagnostics.codes import CODES, rule_rows
from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import phrase
from attioql.text.source import Span

_MARKED = re.compile(r"(?:#|//|/\*)\s*attioql\b", re.IGNORECASE)
_TARGET = re.compile(
    r"(?:#|//|/\*)\s*attioql\s*:\s*(?!ignore(?:-file)?\b)([A-Za-z0-9_-]+)\s*(?:\*/)?\s*", re.IGNORECASE
)


def at_run_time_target(written: str, mark: str) -> str:
    """Return why a filter is not checked whose target is an expression, and the comment that would name it."""
    text = short(" ".join(written.split())).replace("`", "'")
    return phrase("at-run-time-target", text=text, mark=mark)


def may_mark(text: str) -> bool:
    """Tell whether a file may have a comment that the linter reads."""
    return _MARKED.search(text) is not None


def is_for_linter(comment: str) -> bool:
    """Tell whether a comment begins like one that the linter reads, be it without the colon."""
    return _MARKED.match(comment) is not None


def marked_in(comment: str) -> Span | None:
    """Return where a comment names a target; `None` for any other, and for one that names a rule, which was to be ignored."""
    found = _TARGET.fullmatch(comment)
    if found is None or found[1] in CODES or found[1] in rule_rows():
        return None
    return Span(*found.span(1))
