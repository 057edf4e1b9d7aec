"""What a rule is, and what it finds. The rules themselves are in `attioql.linter.rules`, one module each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from attioql.catalog.workspace import Target
from attioql.diagnostics.model import Applicability, Edit
from attioql.filters.model import Node, Place
from attioql.json_text import places
from attioql.linter.survey import Survey
from attioql.linter.tree import Part, Subject, Value, Visit
from attioql.text.source import Span


class Replacement(NamedTuple):
    """What is to stand in place of a part: a model, another part as it was written, or nothing.

    Nothing takes the part out of the group it stands in, which has other members. `parent` is that group, or the negation.
    """

    part: Part
    by: Node | Part | None
    parent: Part | None = None


class Rewrite(NamedTuple):
    """What a value is to say instead, and another operator of Attio's to hold it against, if there is to be one.

    The operator of a range cannot be changed alone, nor that of a list, nor one that has another beside it in JSON.
    """

    value: Value
    by: str
    operator: str = ""


class Member(NamedTuple):
    """A key that a request body is to have, and its value as JSON text: in place of the one there is, or else before `beside`."""

    key: str
    text: str
    beside: str


class Change(NamedTuple):
    """A fix in terms of parts and values, written as edits of text or of JSON later; or edits of query text as they are.

    A `SAFE` change keeps what the filter means. The message of any other says how the meaning changes.
    """

    message: str
    applicability: Applicability
    replacements: tuple[Replacement, ...] = ()
    edits: tuple[Edit, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    members: tuple[Member, ...] = ()


class Finding(NamedTuple):
    """One thing a rule found: where, what, what explains it, and how to mend it.

    `span` narrows the place within the text of the part, and `place` says where in the JSON it is instead of the part's
    own place: at the value there, or `at_key`. `related` are other parts that explain the finding.
    """

    part: Part
    message: str
    notes: tuple[str, ...] = ()
    related: tuple[tuple[Part, str], ...] = ()
    changes: tuple[Change, ...] = ()
    span: Span | None = None
    place: places.Place = None
    at_key: bool = False


Look: TypeAlias = Callable[[Visit, Subject], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, what it looks at, and the look itself.

    Code, severity and summary are in `attioql.diagnostics.codes`; the page is the docstring of the rule's module. A rule looks
    at kinds of part; at `filter`, which is the root, once; at conditions with a `list` or a `moment`; or at kinds of value, by what the catalogue's `shape` says
    of it, or else its `kind`. A rule that is `opt_in` runs where it is asked for by name. A look takes time in proportion to the part's own members at most: what is inside
    them is not gone through again, so that a filter is linted in time linear to its size.

    Most filters are right, so a rule is shown no more than it may have something to say about: filters that `needs` holds
    for, conditions at places that `at` holds for, and values that are held against one of the `operators` (Attio's) and whose text
    is `suspect`. Where one of these is missing, it is shown all.
    """

    name: str
    on: frozenset[str]
    look: Look
    opt_in: bool = False
    needs: Callable[[Survey], object] | None = None
    at: Callable[[Place, Target], object] | None = None
    operators: frozenset[str] | None = None
    suspect: Callable[[str], object] | None = None
