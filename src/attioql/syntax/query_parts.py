"""The text of a query in its two parts: a filter, which is read as any other, and its ending."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from attioql.diagnostics.model import Diagnostic, text_order
from attioql.limits import LIMITS
from attioql.syntax.endings import Ending, find_ending, read_ending
from attioql.syntax.parser import SyntaxTree, parse, refusal_of
from attioql.syntax.recovery import ending_rules
from attioql.text.source import Source

_SYNTAX = "AQ1"


class QueryParts(NamedTuple):
    """The filter of a query as a text of its own, its ending, and the errors in the syntax of the ending."""

    filter: Source
    ending: Ending
    problems: tuple[Diagnostic, ...] = ()


class QueryTree(NamedTuple):
    """What the text of a query reads as: the nodes of its filter, its ending, and the errors in the syntax of both."""

    filter: SyntaxTree
    ending: Ending
    problems: tuple[Diagnostic, ...]


def split_query(source: Source) -> QueryParts:
    """Return the two parts of a query; the ending is empty where none begins as the grammar has it."""
    text = source.text
    start = None if refusal_of(source) is not None else find_ending(text)
    if start is None:
        return QueryParts(source, Ending((), len(text)))
    ending = read_ending(text, start)
    if ending is None:
        return _with_mistakes(source, start)
    return QueryParts(Source(text[:start], source.name), ending)


def split_by_meaning(source: Source, parts: QueryParts, problems: Iterable[Diagnostic]) -> QueryParts | None:
    """Return the parts of a query whose ending begins earlier, in another spelling, where its filter has these diagnostics.

    `None` where they are not about syntax, or where nothing in the text seems to begin an ending.
    """
    if not any(problem.code.startswith(_SYNTAX) for problem in problems) or refusal_of(source) is not None:
        return None
    start = ending_rules.find_meant_ending(source)
    return None if start is None or start >= parts.ending.start else _with_mistakes(source, start)


def parse_query(source: Source, most: int = LIMITS.diagnostics) -> QueryTree:
    """Read the text of a query. Never raises on bad text: its errors are in `problems`, in the order of the text."""
    parts, tree = _parsed_parts(source, most)
    problems = [*[replace(each, source=source) for each in tree.problems], *parts.problems]
    return QueryTree(tree, parts.ending, tuple(sorted(problems, key=text_order)))


def filter_of_query(source: Source) -> Source:
    """Return the filter before the ending of a query, which may have mistakes."""
    return _parsed_parts(source, LIMITS.diagnostics)[0].filter


def _parsed_parts(source: Source, most: int) -> tuple[QueryParts, SyntaxTree]:
    parts = split_query(source)
    tree = parse(parts.filter, most)
    meant = split_by_meaning(source, parts, tree.problems)
    return (parts, tree) if meant is None else (meant, parse(meant.filter, most))


def _with_mistakes(source: Source, start: int) -> QueryParts:
    return QueryParts(Source(source.text[:start], source.name), *ending_rules.read_with_mistakes(source, start))
