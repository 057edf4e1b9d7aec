"""What the panes below the editors show of a query: words, rows, and a record that matches."""

from __future__ import annotations

import json

from playground_reading import has_ending

import attioql

_DIRECTIONS = {"asc": "ascending", "desc": "descending"}


def words(query: attioql.Query) -> str:
    """Return a query in plain English."""
    described = query.filter.describe()
    return f"{described}\n\n{_ending(query)}" if has_ending(query) else described


def _ending(query: attioql.Query) -> str:
    """Return the sorts and the page of a query as sentences."""
    sorts = ", then by ".join([f"{_sorted_by(each)} ({_DIRECTIONS[each.direction]})" for each in query.sorts])
    found = [f"Sorted by {sorts}." if sorts else ""]
    found.append("" if query.offset is None else f"Without the first {query.offset:,}.")
    found.append("" if query.limit is None else f"At most {query.limit:,}.")
    return " ".join([each for each in found if each])


def _sorted_by(sort: attioql.Sort) -> str:
    return sort.text().removesuffix(f" {sort.direction}")


def rows(found: attioql.Filter) -> object:
    """Return the rows of a form, or why the filter has none."""
    try:
        return {"groups": found.rows()["any_of"]}
    except attioql.FilterError as error:
        return {"error": str(error.diagnostics[0].message)}


def example(found: attioql.Filter) -> object:
    """Return a record that a filter matches as JSON text, or whether there can be none."""
    record = found.example()
    text = None if record is None else json.dumps(record.to_dict(), indent=2, ensure_ascii=False)
    return {"record": text, "isContradiction": found.is_contradiction() is True}
