"""The functions for tools that put filters together: filters combined, and rows of a form read."""

from __future__ import annotations

from collections.abc import Iterable

from attioql.diagnostics.phrases import shown
from attioql.filter import Filter, joined
from attioql.filters.model import And, Or


def all_of(filters: Iterable[Filter]) -> Filter:
    """Return the filter of the records that match all of some filters, in canonical form, with their warnings.

    Raises `ValueError` for none, as they would have no target, and for filters of different targets; `FilterError` where the
    result is beyond a limit; `TypeError` for what is no filter. An empty filter, `compile("", target)`, adds nothing.
    """
    return joined(And, _filters(filters, "all_of"))


def any_of(filters: Iterable[Filter]) -> Filter:
    """Return the filter of the records that match at least one of some filters, in canonical form, with their warnings.

    Raises as `all_of` does. With an empty filter among them, the result is the empty filter.
    """
    return joined(Or, _filters(filters, "any_of"))


def _filters(given: object, function: str) -> list[Filter]:
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        message = f"{function} takes a list of filters, not {shown(given)}"
        raise TypeError(message)
    filters = [*given]
    if not filters:
        message = f'{function} needs at least one filter, whose target the result has; compile("", target) matches every record'
        raise ValueError(message)
    for each in filters:
        if not isinstance(each, Filter):
            message = f"{function} takes filters, and {shown(each)} is none"
            raise TypeError(message)
    return filters
