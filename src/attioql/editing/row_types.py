"""Rows of a form: the shape of `Filter.rows()`, which `schemas/rows.schema.json` describes."""

from __future__ import annotations

from typing import TypeAlias, TypedDict

RowValue: TypeAlias = str | int | float | bool | dict[str, str]
"""A value of a row: an object is an actor or a record, in Attio's words."""


class FilterRow(TypedDict):
    """A row, which is one condition: an attribute path and an operator as in query text, and the values of the operator."""

    path: str
    op: str
    values: list[RowValue]
    negated: bool


class RowGroup(TypedDict):
    """Rows joined by `and`. A group without rows matches every record."""

    all_of: list[FilterRow]


class FilterRows(TypedDict):
    """Groups of rows joined by `or`."""

    any_of: list[RowGroup]
