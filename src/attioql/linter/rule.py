"""What a rule is: what it looks at, what it finds, and how that is fixed. Each rule is a module in `attioql.linter.rules`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, NamedTuple, TypeAlias

from attioql.attio.unknowns import Shown
from attioql.catalog.workspace import Target
from attioql.diagnostics.codes import Marks
from attioql.diagnostics.model import Applicability, Edit
from attioql.filters.model import AttributePath, Node
from attioql.json_text import paths
from attioql.linter.survey import Survey
from attioql.linter.tree import Part, Subject, Visit
from attioql.linter.written_values import WrittenValue
from attioql.text.source import Span


class Replace(NamedTuple):
    """Writes a model in place of a part, or another part as it was written. `group` is what the part stands in."""

    part: Part
    by: Node | Part
    group: Part | None


class Remove(NamedTuple):
    """Takes a part out of a group that has other members."""

    part: Part
    group: Part


class Respell(NamedTuple):
    """Writes another text for a value, and another operator of Attio's, if one is given.

    The operator of a range cannot be changed alone, nor that of a list, nor one that has another beside it in JSON.
    """

    value: WrittenValue
    text: str
    operator: str = ""


class RemoveOperator(NamedTuple):
    """Takes an operator with its value out of the JSON object that it stands in; `beside` is the one before it, or else the one after."""

    where: paths.JsonPath
    beside: paths.JsonPath
    is_before: bool


class BodyKey(NamedTuple):
    """A key of a request body, and its value as JSON text: in place of the one there is, or else before `beside`."""

    key: str
    text: str
    beside: str


FixStep: TypeAlias = Replace | Remove | Respell | RemoveOperator | BodyKey | Edit
"""One step of a fix; an `Edit` is for query text alone."""


class FixDraft(NamedTuple):
    """A fix in terms of parts and values; a `Writer` writes it as edits of text or of JSON."""

    message: str
    applicability: Applicability
    steps: tuple[FixStep, ...] = ()


def safe(message: str, *steps: FixStep) -> FixDraft:
    """Return a fix that keeps what the filter means."""
    return FixDraft(message, Applicability.SAFE, steps)


def unsafe(message: str, *steps: FixStep) -> FixDraft:
    """Return a fix whose message says how the meaning changes."""
    return FixDraft(message, Applicability.UNSAFE, steps)


class Finding(NamedTuple):
    """One thing a rule found: where, what, what explains it, and how to fix it.

    `span` narrows where it is within the text of the part, and `where` says where in the JSON it is instead of where the part
    is: at the value there, or `at_key`. `related` are other parts that explain the finding.
    """

    part: Part
    message: str
    notes: tuple[str, ...] = ()
    related: tuple[tuple[Part, str], ...] = ()
    fixes: tuple[FixDraft, ...] = ()
    span: Span | None = None
    where: paths.JsonPath = None
    at_key: bool = False


def value_finding(value: WrittenValue, message: str, *fixes: FixDraft, notes: tuple[str, ...] = ()) -> Finding:
    """Return a finding about a value. What a parameter brings in cannot be fixed in the filter."""
    span = value.span if value.comparison is not None else None
    fixes = () if value.bound else fixes
    return Finding(value.visit.part, message, notes, fixes=fixes, span=span, where=value.where)


Needs: TypeAlias = Callable[[Survey], object] | None


@dataclass(frozen=True, slots=True)
class Gate:
    """What a look is shown, to save work: no more than it may find something in. Without its gate a rule finds the same.

    A look is shown filters that `needs` holds for, groups or values of one of the `kinds`, conditions and values on attribute paths
    that `at` holds for, values that are compared by one of the `operators` (Attio's) and whose text is `suspect`, and,
    if it is `odd`, no conditions that are a path, an operator and one literal.
    """

    needs: Needs = None
    kinds: frozenset[str] | None = None
    at: Callable[[AttributePath, Target], object] | None = None
    operators: frozenset[str] | None = None
    suspect: Callable[[str], object] | None = None
    odd: bool = False


OPEN = Gate()
"""The gate that shows everything."""


FilterFinder: TypeAlias = Callable[[Subject], Iterator[Finding]]
PartFinder: TypeAlias = Callable[[Visit, Subject], Iterator[Finding]]
ValueFinder: TypeAlias = Callable[[WrittenValue, Subject], Iterator[Finding]]


class OnFilter(NamedTuple):
    """A look at the filter as a whole."""

    find: FilterFinder
    gate: Gate


class OnGroup(NamedTuple):
    """A look at each group, each negation and each empty filter."""

    find: PartFinder
    gate: Gate


class OnCondition(NamedTuple):
    """A look at each condition."""

    find: PartFinder
    gate: Gate


class OnValue(NamedTuple):
    """A look at each value: a text, a date or a timestamp that a condition compares with."""

    find: ValueFinder
    gate: Gate


Look: TypeAlias = OnFilter | OnGroup | OnCondition | OnValue


def on_filters(gate: Gate = OPEN) -> Callable[[FilterFinder], OnFilter]:
    """Make a function a look at filters."""
    return partial(OnFilter, gate=gate)


def on_groups(gate: Gate = OPEN) -> Callable[[PartFinder], OnGroup]:
    """Make a function a look at groups."""
    return partial(OnGroup, gate=gate)


def on_conditions(gate: Gate = OPEN) -> Callable[[PartFinder], OnCondition]:
    """Make a function a look at conditions."""
    return partial(OnCondition, gate=gate)


def on_values(gate: Gate = OPEN) -> Callable[[ValueFinder], OnValue]:
    """Make a function a look at values."""
    return partial(OnValue, gate=gate)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule of the linter: what `attioql explain` lists of it, and its looks. The docstring of its module is its page.

    A rule that is `opt_in` runs if it is selected by name. `needs` is what it has to know of a condition: most need the values. `marks` is that of its row (`Code`). A look takes time in proportion to the members of a part at most, so that
    a filter is linted in time linear to its size.
    """

    name: str
    code: str
    severity: Literal["warning", "note"]
    summary: str
    looks: tuple[Look, ...]
    opt_in: bool = False
    needs: Shown = "values"
    marks: Marks = ""

    def ungated(self) -> Rule:
        """Return the rule without its gates: it is shown everything, and finds the same."""
        return replace(self, looks=tuple([look._replace(gate=OPEN) for look in self.looks]))
