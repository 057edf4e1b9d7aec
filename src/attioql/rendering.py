"""`attioql.render`: diagnostics as text, in each of the formats of `attioql.report`."""

from __future__ import annotations

from collections.abc import Iterable

from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import shown
from attioql.diagnostics.suggest import nearest
from attioql.page_lookup import page_of
from attioql.report.formats import FORMATS, Format, Report
from attioql.version import __version__

NARROWEST = 20
"""The fewest columns that a report fits."""


def render(
    diagnostics: Iterable[Diagnostic],
    *,
    format: str = "human",  # noqa: A002 - as the option of the command line
    columns: int | None = None,
    suppressed: Iterable[Diagnostic] = (),
    files: Iterable[str] = (),
) -> str:
    """Return a report of diagnostics, as the command line prints it: `human`, `concise`, `json`, `sarif`, `github` or `junit`.

    The human report wraps sentences to `columns`, 20 or more. Without `columns`, only lines of the source are cut, at 100. SARIF also
    lists `suppressed` diagnostics. JUnit has a test case for each of `files`, also for those without diagnostics. Other formats ignore these.

    Raises:
        ValueError: There is no such format, or `columns` is below 20.
        ImportError: The format is `junit`, and the package junitparser is not installed.
        TypeError: An argument has the wrong type.
    """
    _require_columns(columns)
    report = Report(_listed(diagnostics), _listed(suppressed), _names(files), columns, page_of, __version__)
    return _format(format).write(report)


def _format(name: object) -> Format:
    if not isinstance(name, str):
        message = f"format must be the name of one (str), not {type(name).__name__}"
        raise TypeError(message)
    if name in FORMATS:
        return FORMATS[name]
    near = nearest(name, FORMATS)
    advice = f"did you mean {near!r}?" if near else f"there are {', '.join(FORMATS)}"
    message = f"no format {shown(name)}; {advice}"
    raise ValueError(message)


def _listed(diagnostics: object) -> list[Diagnostic]:
    if not isinstance(diagnostics, Iterable):
        advice = "; pass its `diagnostics`" if hasattr(diagnostics, "diagnostics") else ""
        message = f"a report is made of an iterable of Diagnostic, not {type(diagnostics).__name__}{advice}"
        raise TypeError(message)
    found = list(diagnostics)
    for each in found:
        if not isinstance(each, Diagnostic):
            message = f"a report is made of Diagnostic objects, not {type(each).__name__}"
            raise TypeError(message)
    return found


def _names(files: object) -> list[str]:
    if isinstance(files, Iterable) and not isinstance(files, (str, bytes)):
        names = list(files)
        if all(isinstance(each, str) for each in names):
            return names
    message = "files must be an iterable of their names (str)"
    raise TypeError(message)


def _require_columns(columns: object) -> None:
    if columns is None:
        return
    if isinstance(columns, bool) or not isinstance(columns, int):
        message = f"columns must be an int, not {type(columns).__name__}"
        raise TypeError(message)
    if columns < NARROWEST:
        message = f"columns must be {NARROWEST} or more, not {shown(columns)}"
        raise ValueError(message)
