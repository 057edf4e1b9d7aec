"""The exceptions that carry diagnostics. Their text is the human report, cut where it would be long."""

from __future__ import annotations

from attioql.diagnostics import bounded, diagnostic_html
from attioql.diagnostics.model import Diagnostic


class _DiagnosedError(ValueError):
    """An error that says what is wrong by diagnostics."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Keep the diagnostics, from which the text of the exception is made when it is needed."""
        super().__init__(diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        """Return the human report of the first diagnostics, and the number of those that are left out."""
        return bounded.bounded_report(self.diagnostics)

    def _repr_html_(self) -> str:
        """Return the same report as HTML, for notebooks, with all text escaped."""
        return diagnostic_html.diagnostics_html(self.diagnostics)


class FilterError(_DiagnosedError):
    """A filter has errors.

    `diagnostics` has all errors and warnings, in source order. `str()` is the human report of the first ten; `attioql.render` returns
    the report of all.
    """


class WorkspaceError(_DiagnosedError):
    """A workspace file, or an answer of the API, has errors.

    `diagnostics` has all errors and warnings, and the `source` of each names its file. `str()` is the human report of the first ten;
    `attioql.render` returns the report of all.
    """
