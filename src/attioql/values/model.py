"""The record of a kind of value, and what it is given: the rule of a property, the attribute, the workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple, Protocol, TypeAlias

from attioql.diagnostics.model import JsonValue

Scalar: TypeAlias = str | int | Decimal | bool
Schema: TypeAlias = dict[str, JsonValue]
Precision: TypeAlias = Literal["", "day", "instant"]


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


class AttributeFacts(Protocol):
    """What kinds of value ask of an attribute."""

    @property
    def options(self) -> Sequence[object] | None:
        """The options of a select, or the statuses; `None` where they are not known."""

    @property
    def named_options(self) -> Mapping[str, object]:
        """The options by title and by ID."""

    @property
    def knows_all_options(self) -> bool:
        """Whether the options are known, and the ID of each."""

    @property
    def objects(self) -> tuple[str, ...]:
        """The slugs of the objects that a record reference may point to."""

    @property
    def text_format(self) -> str:
        """`uuid` for a text that always is one."""


class Use(NamedTuple):
    """What a value is used for: the rule of a property of an attribute, and the operator as filter JSON writes it."""

    rule: ValueRule
    attribute: AttributeFacts
    operator: str = "$eq"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueKind:
    """A kind of value.

    `words` describe the value, as the rest of "it is …"; `literal` is how query text writes it, as the rest of "it takes …".
    `json_type` is its type in filter JSON: `string`, `number` or `boolean`.
    """

    name: str
    words: str
    literal: str
    json_words: str = field(repr=False)
    """How filter JSON writes a value, as the rest of "it takes …"."""

    json_type: str = "string"
    precision: Precision = field(default="", repr=False)
    """What part of time a value is: a day, an instant, or none. Days and instants have moments and periods."""

    schema: Callable[[Use], Schema] = field(repr=False)
    """Returns the JSON Schema of the values that a property takes."""
