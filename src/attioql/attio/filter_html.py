"""A filter as HTML, for notebooks: its query text, its JSON and its warnings, of bounded length."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.attio import decompile
from attioql.attio.writer import as_text, to_json
from attioql.diagnostics.diagnostic_html import diagnostics_html
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import counted, summary
from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or
from attioql.syntax import layout, printer
from attioql.syntax.parser import parse
from attioql.text.markup import code, folded, listing, paragraph
from attioql.text.source import Source

MOST_CONDITIONS = 100
"""The most conditions."""
MOST_CHARACTERS = 10_000
"""The most code points of the query text, and of the JSON."""


def filter_html(root: Node, target: str, diagnostics: Sequence[Diagnostic]) -> str:
    """Return a filter on a target of that name as HTML, with all text escaped."""
    shown, left_out = _beginning(root)
    rest = paragraph(f"… and {counted(left_out, 'more condition')}") if left_out else ""
    query = printer.print_expression(decompile.decompile(shown))
    parts = [f"<p><strong>Filter</strong> on {code(target)}</p>"]
    parts += [_cut(_laid_out(query)), rest] if query else [paragraph("It matches every record.")]
    parts.append(folded("Filter JSON", _cut(as_text(to_json(shown), 2)) + rest))
    if diagnostics:
        parts.append(folded(summary(diagnostics), diagnostics_html(diagnostics), is_open=True))
    return f"<div>{''.join(parts)}</div>"


def _beginning(root: Node) -> tuple[Node, int]:
    """Return a filter with its first conditions, and how many others it has. Groups without any of them are left out."""
    seen = 0
    results: list[Node | None] = []
    waiting: list[Node | tuple[type[And | Or], int] | type[Not]] = [root]
    while waiting:
        match waiting.pop():
            case Condition() as condition:
                seen += 1
                results.append(condition if seen <= MOST_CONDITIONS else None)
            case Not(operand):
                waiting += (Not, operand)
            case And(members) | Or(members) as group:
                waiting.append((type(group), len(members)))
                waiting.extend(reversed(members))
            case (kind, count):
                kept = [each for each in results[len(results) - count :] if each is not None]
                del results[len(results) - count :]
                results.append(kind(tuple(kept)) if len(kept) > 1 or not count else next(iter(kept), None))
            case _:
                negated = results.pop()
                results.append(None if negated is None else Not(negated))
    return results[0] or EVERYTHING, max(0, seen - MOST_CONDITIONS)


def _laid_out(query: str) -> str:
    """Return query text in its one layout; one that is cut anyway stays one line."""
    if len(query) > MOST_CHARACTERS:
        return query
    source = Source(query)
    return layout.format_tree(parse(source), source).removesuffix("\n")


def _cut(text: str) -> str:
    left_out = len(text) - MOST_CHARACTERS
    if left_out <= 0:
        return listing(text)
    return listing(f"{text[:MOST_CHARACTERS]}…") + paragraph(f"… and {counted(left_out, 'more character')}")
