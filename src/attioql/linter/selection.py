"""Which rules run, which of the checker's warnings and notes are reported, and at what severity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from attioql.diagnostics.codes import CODES, Code, row_of
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.diagnostics.phrases import shown
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import Sentence, sentence
from attioql.limits import LIMITS
from attioql.linter.rules import RULES
from attioql.linter.runner import Looks, looks_of

ALL = "all"
"""What stands for everything there is to select."""

MOST_FINDINGS = LIMITS.diagnostics

_WARNINGS = frozenset(name for name, row in CODES.items() if row.severity != "error")
_NAMES = frozenset({*_WARNINGS, *RULES})
_BY_DEFAULT = frozenset({*_WARNINGS, *(name for name, rule in RULES.items() if not rule.opt_in)})
_BY_CODE = {row_of(name).code.lower(): name for name in _NAMES}


class UnknownRuleError(ValueError):
    """A name that is no rule's, nor that of a warning or note."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The names of what is looked for and reported, and the severities that are not those of the table.

    Errors are always reported. `looks` are those of the rules among the names. `most` is how many findings one
    filter may have; past them, it is looked at no further.
    """

    names: frozenset[str]
    levels: Mapping[str, Severity] = field(default_factory=dict)
    most: int = MOST_FINDINGS
    looks: Looks = field(init=False)

    def __post_init__(self) -> None:
        """Sort the rules once: many filters are looked at with one selection."""
        rules = [rule for name, rule in RULES.items() if name in self.names]
        object.__setattr__(self, "looks", looks_of(rules))

    def __reduce__(self) -> tuple[type[Selection], tuple[object, ...]]:
        """Leave the rules out of a pickle: they are the same in every process."""
        return Selection, (self.names, self.levels, self.most)

    def reported(self, problems: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the selected diagnostics, at their levels."""
        names, levels = self.names, self.levels
        found = [problem for problem in problems if problem.name in names or problem.name not in _NAMES]
        if not levels:
            return found
        return [replace(each, severity=levels[each.name]) if each.name in levels else each for each in found]

    def at_most(self, most: int | None) -> Selection:
        """Return the selection that looks for no more findings than this; `None` changes nothing."""
        return self if most is None else replace(self, most=most)

    def without(self, ignored: Iterable[str]) -> Selection:
        """Return the selection less some names. Raises `UnknownRuleError`."""
        return replace(self, names=self.names - names_of(ignored))


def select(
    chosen: Iterable[str] | None = None,
    also: Iterable[str] = (),
    ignored: Iterable[str] = (),
    levels: Mapping[str, str] | None = None,
) -> Selection:
    """Return the selection that names and codes ask for, `all` being everything.

    Without `chosen` it is every warning and note of the checker, and every rule that is not opt-in. Raises `UnknownRuleError`.
    """
    if chosen is None and not also and not ignored and not levels:
        return default_selection()
    names = _BY_DEFAULT if chosen is None else names_of(chosen)
    found = {name_of(name): Severity(level) for name, level in (levels or {}).items()}
    return Selection((names | names_of(also)) - names_of(ignored), found)


@lru_cache(maxsize=1)
def default_selection() -> Selection:
    """Return what is selected where nobody says otherwise."""
    return Selection(_BY_DEFAULT)


def names_of(given: Iterable[str]) -> frozenset[str]:
    """Return the names that names, codes and `all` stand for. Raises `UnknownRuleError`."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        message = f"names of rules come in a list or another iterable, not as {shown(given)}"
        raise TypeError(message)
    found: set[str] = set()
    for name in given:
        if not isinstance(name, str):
            message = f"names of rules are texts, not {shown(name)}"
            raise TypeError(message)
        found |= _NAMES if name.strip().lower() == ALL else {name_of(name)}
    return frozenset(found)


def name_of(name_or_code: str) -> str:
    """Return the name of a rule, a warning or a note, by that name or its code in any case. Raises `UnknownRuleError`."""
    name = find_name(name_or_code)
    if name is None:
        raise UnknownRuleError(no_such_name(name_or_code).message)
    return name


def find_name(name_or_code: str) -> str | None:
    """Return what `name_of` does, or `None`."""
    wanted = name_or_code.strip().lower()
    name = _BY_CODE.get(wanted, wanted)
    return name if name in _NAMES else None


def find_ignorable(name_or_code: str) -> str | None:
    """Return the name of what a suppression in a file ignores: also of an error, unless that keeps a filter from being read."""
    found = find_name(name_or_code)
    if found is not None:
        return found
    name, row = _error_called(name_or_code) or ("", None)
    return None if row is None or row.effect == "hides" or row.of_limit else name


def is_name_of_error(name_or_code: str) -> bool:
    """Tell whether a name or a code is that of an error."""
    return find_name(name_or_code) is None and _error_called(name_or_code) is not None


def _error_called(name_or_code: str) -> tuple[str, Code] | None:
    wanted = name_or_code.strip().lower()
    return next(((name, row) for name, row in CODES.items() if wanted in {name, row.code.lower()}), None)


def no_such_name(name_or_code: str) -> Sentence:
    """Return the error for the name of no rule."""
    wanted = name_or_code.strip().lower()
    if is_name_of_error(name_or_code):
        return sentence("unknown-suppression.error", name=name_or_code)
    return sentence("unknown-suppression", name=name_or_code, near=nearest_name(wanted))


def nearest_name(name: str) -> str | None:
    """Return the name that was most likely meant."""
    return nearest(name.strip().lower(), _NAMES)


def is_error(problem: Diagnostic) -> bool:
    """Tell whether a diagnostic is an error by its name, rather than by the configuration."""
    return problem.name not in _NAMES
