"""What a value is used for: the rule of a property, and what kinds of value ask of the attribute and the workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from attioql.values.clock import Clock


@dataclass(frozen=True, slots=True)
class ValueRule:
    """What a property is compared with: a value of a `kind` (`attioql.values.kinds`).

    Numbers may be bounded, whole, of limited decimals, or given as numeric text. A choice is one of `choices`; where
    the set is `open`, others are doubtful, not wrong, and `later_choices` were seen in newer specifications; an attribute
    that `by_attribute` names has those of them alone, each with where that is said. `choice_sources` says where a choice that is
    not documented was seen; one that is in no other set is doubtful. `shape` says what a text holds: a domain, an
    email or a phone number; `shape_source` where that is said.
    """

    kind: str
    minimum: int | None = None
    maximum: int | None = None
    integer: bool = False
    decimals: int | None = None
    numeric_text: bool = False
    choices: tuple[str, ...] = ()
    later_choices: tuple[str, ...] = ()
    open: bool = False
    choice_sources: Mapping[str, str] = field(default_factory=dict)
    by_attribute: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shape: str = ""
    shape_source: str = ""

    @property
    def known(self) -> tuple[str, ...]:
        """All choices, documented and later ones."""
        return self.choices + self.later_choices


class OptionFacts(Protocol):
    """What kinds of value ask of an option."""

    @property
    def title(self) -> str:
        """The title of the option."""

    @property
    def archived(self) -> bool:
        """Whether nobody can choose it any more."""


class AttributeFacts(Protocol):
    """What kinds of value ask of an attribute."""

    @property
    def slug(self) -> str:
        """The slug of the attribute."""

    @property
    def options(self) -> Sequence[OptionFacts] | None:
        """The options of a select, or the statuses; `None` where they are not known."""

    @property
    def named_options(self) -> Mapping[str, OptionFacts]:
        """The options by title and by ID."""

    @property
    def option_ids(self) -> Mapping[str, str]:
        """The ID of each option that is known, by ID and by title where no other option has it."""

    @property
    def knows_all_options(self) -> bool:
        """Whether the options are known, and the ID of each."""

    @property
    def objects(self) -> tuple[str, ...]:
        """The slugs of the objects that a record reference may point to."""

    @property
    def is_actor(self) -> bool:
        """Whether a value is an actor, such as a workspace member."""

    @property
    def text_format(self) -> str:
        """`uuid` for a text that always is one."""

    def lacks_option(self, name: str) -> bool:
        """Tell whether it is certain that no option or status has this title or ID."""


class MemberFacts(Protocol):
    """What kinds of value ask of a workspace member."""

    @property
    def id(self) -> str:
        """The UUID of the member."""


class WorkspaceFacts(Protocol):
    """What kinds of value ask of a workspace."""

    @property
    def members(self) -> Sequence[MemberFacts] | None:
        """The workspace members, `None` where they are not known."""

    @property
    def notes_gaps(self) -> bool:
        """Whether it is worth a note that options are not known."""

    def find_members(self, name: str) -> Sequence[MemberFacts]:
        """Return the members with an e-mail address, a full name or an ID."""

    def slug_of(self, name: str) -> str:
        """Return the slug of the target with an ID, or the name itself."""


class PropertyFacts(Protocol):
    """What kinds of value ask of a property."""

    @property
    def value(self) -> ValueRule:
        """What the property is compared with."""


class Use(Protocol):
    """What a value is used for."""

    @property
    def prop(self) -> PropertyFacts:
        """The property that is compared."""

    @property
    def attribute(self) -> AttributeFacts:
        """The attribute that the property belongs to."""

    @property
    def operator(self) -> str:
        """The operator, as filter JSON writes it."""

    @property
    def workspace(self) -> WorkspaceFacts:
        """The workspace that names are looked up in."""

    @property
    def clock(self) -> Clock | None:
        """The clock of query text; `None` for filter JSON, which completes nothing and looks up no name."""

    @property
    def is_equality(self) -> bool:
        """Whether query text compares by `=` or `!=`."""
