"""The whole request that `compile_query` and `load_query` return: a filter, how its records are sorted, and which page of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from attioql.attio.writer import JsonFilter, Style, as_text
from attioql.catalog.workspace import Target
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import shown
from attioql.filter import Filter, checked_indent
from attioql.filters.sorts import Sort
from attioql.limits import LIMITS
from attioql.values.exact import Decimals


@dataclass(frozen=True, slots=True, repr=False)
class Query:
    """A whole request: a filter, sorts, and a page of at most `limit` records after the first `offset` records.

    `limit` and `offset` are `None` if the request has none. `diagnostics` are its warnings and notes; they do not count for equality.
    Queries are immutable, hashable and picklable. `dataclasses.replace(query, offset=100)` returns the next page.

    Raises:
        ValueError: A number is negative or too large.
        TypeError: An argument has the wrong type.
    """

    filter: Filter
    sorts: tuple[Sort, ...] = ()
    limit: int | None = None
    offset: int | None = None
    diagnostics: tuple[Diagnostic, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        """Check the types, as queries may be made by hand."""
        _require_parts(self.filter, self.sorts)
        for name, number in (("limit", self.limit), ("offset", self.offset)):
            _require_page_number(name, number)

    @property
    def target(self) -> Target:
        """The object, list or activity whose records are queried."""
        return self.filter.target

    def body(self, style: Style = "canonical", *, decimals: Decimals = "keep") -> dict[str, JsonFilter]:
        """Return the request body for Attio's API, as a new value each time. It has no key for what the query does not have.

        `style` and `decimals` are as in `Filter.json`.
        """
        return self._body(self.filter.json(style, decimals=decimals))

    def dumps(self, style: Style = "canonical", indent: int | None = None) -> str:
        """Return the request body as JSON text, the same bytes on every run, platform and version of Python.

        `indent` is the number of spaces of one level. Without it, the text is one line.
        """
        return as_text(self._body(self.filter.json(style)), checked_indent(indent))

    def text(self) -> str:
        """Return the query as query text on one line, which `compile_query` reads."""
        clauses = [
            self.filter.text(),
            f"order by {', '.join([sort.text() for sort in self.sorts])}" if self.sorts else "",
            f"limit {self.limit}" if self.limit is not None else "",
            f"offset {self.offset}" if self.offset is not None else "",
        ]
        return " ".join([clause for clause in clauses if clause])

    def _body(self, filter_: Mapping[str, JsonFilter]) -> dict[str, JsonFilter]:
        found = {
            "filter": dict(filter_) or None,
            "sorts": [cast("JsonFilter", sort.json()) for sort in self.sorts] or None,
            "limit": self.limit,
            "offset": self.offset,
        }
        return {key: value for key, value in found.items() if value is not None}

    def __repr__(self) -> str:
        """Show the target and the request body."""
        return f"<Query on {self.target.name}: {self.dumps()}>"


def _require_parts(filter_: object, sorts: object) -> None:
    if not isinstance(filter_, Filter):
        message = f"a query takes a Filter, not {shown(filter_)}"
        raise TypeError(message)
    if not isinstance(sorts, tuple) or not all(isinstance(sort, Sort) for sort in sorts):
        message = f"sorts must be a tuple of Sort, not {shown(sorts)}"
        raise TypeError(message)


def _require_page_number(name: str, number: object) -> None:
    if number is None:
        return
    if isinstance(number, bool) or not isinstance(number, int):
        message = f"{name} must be an int or None, not {shown(number)}"
        raise TypeError(message)
    if not 0 <= number <= LIMITS.page_number:
        message = f"{name} must be from 0 to {LIMITS.page_number:,}, not {shown(number)}"
        raise ValueError(message)
