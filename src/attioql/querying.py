"""The functions for whole requests: a filter with sorts, `limit` and `offset`, as query text or as a request body."""

from __future__ import annotations

from attioql.attio import load as reading
from attioql.catalog.workspace import Target
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.errors import FilterError
from attioql.filter import Filter
from attioql.filters.model import EVERYTHING
from attioql.preconditions import json_source, require_target
from attioql.query import Query

_BESIDE_FILTER = ("/sorts", "/limit", "/offset")


def load_query(query: object, target: Target) -> Query:
    """Read a request body for a target as strictly as Attio does: a parsed value, or JSON text (str, bytes or `Source`).

    A filter without a body around it is read too. The conditions of a saved view (`filter_view_id`) are not in the body, which is
    an error. Raises as `load` does.
    """
    loaded = _loaded(query, target)
    if any(problem.severity is Severity.ERROR for problem in loaded.problems):
        raise FilterError(loaded.problems)
    about_filter = [each for each in loaded.problems if not (each.pointer or "").startswith(_BESIDE_FILTER)]
    filter_ = Filter(loaded.root, target, tuple(about_filter), is_canonical=loaded.is_canonical)
    return Query(filter_, *loaded.rest, diagnostics=loaded.problems)


def _loaded(value: object, target: Target) -> reading.Loaded:
    require_target(target)
    text = json_source(value)
    if text is None:
        return reading.read_request(value, target)
    if isinstance(text, Diagnostic):
        return reading.Loaded(EVERYTHING, (text,), is_canonical=True)
    return reading.read_request_text(text, target)
