"""The record of a kind of value, what its functions are given, and why a value is not taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, auto
from typing import Literal, Protocol, TypeAlias

from attioql.diagnostics.model import JsonValue
from attioql.values.clock import Clock

Scalar: TypeAlias = str | int | Decimal | bool
Key: TypeAlias = str | int | Decimal | bool
RecordTest: TypeAlias = Callable[[object], bool]
Schema: TypeAlias = dict[str, JsonValue]
Precision: TypeAlias = Literal["", "day", "instant"]
Named: TypeAlias = Literal["", "option", "object", "member"]


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
    def archived(self) -> bool:
        """Whether nobody can choose it any more."""


class AttributeFacts(Protocol):
    """What kinds of value ask of an attribute."""

    @property
    def options(self) -> Sequence[OptionFacts] | None:
        """The options of a select, or the statuses; `None` where they are not known."""

    @property
    def named_options(self) -> Mapping[str, OptionFacts]:
        """The options by title and by ID."""

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


class Rejection(Enum):
    """Why a value is not taken. Sentences about it are made where it is reported."""

    OTHER_TYPE = auto()
    MALFORMED = auto()
    UNKNOWN_OPTION = auto()
    UNKNOWN_CHOICE = auto()
    UNKNOWN_OBJECT = auto()
    UNKNOWN_MEMBER = auto()
    NO_COUNTRY_CODE = auto()
    NO_UUID = auto()
    NO_DATE = auto()
    NO_TIMESTAMP = auto()
    TIME_FOR_DATE = auto()
    DAY_FOR_TIMESTAMP = auto()
    DAY_FOR_INSTANT = auto()
    OUT_OF_CALENDAR = auto()
    OFFSET = auto()
    BEYOND_NUMBERS = auto()
    TOO_FINE = auto()
    TOO_MANY_DECIMALS = auto()
    OUT_OF_BOUNDS = auto()


class MalformedError(ValueError):
    """A record holds something else than the property's type allows; the text says what it allows."""


Measure: TypeAlias = int | Decimal


@dataclass(frozen=True, slots=True)
class Ordered:
    """Values on a line.

    `measure` says where a value lies, and `bounds` where the least and the greatest value that a rule allows. They are
    whole numbers and every one of them is a value where they are counted, else there is a value between any two.
    """

    measure: Callable[[Scalar], Measure]
    bounds: Callable[[ValueRule], tuple[Measure, Measure]]
    is_counted: Callable[[ValueRule], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class Finite:
    """A few values, which are all there are."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts."""


@dataclass(frozen=True, slots=True)
class Titles:
    """Things that go by a title or by an ID, which is known by its form: a title and an ID may belong to the same thing."""

    is_id: Callable[[str], bool]


Domain: TypeAlias = Ordered | Finite | Texts | Titles
"""What the logic knows of the values of a kind: which there are, and how they lie to one another."""


@dataclass(frozen=True, slots=True)
class AnyText:
    """Every string is a value as it stands."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """These strings are values as they stand; others are looked at with care."""

    texts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Integers:
    """The integers of a range are values; others are looked at with care."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Days:
    """Dates are values as they stand; others are looked at with care."""


FastPath: TypeAlias = AnyText | OneOf | Integers | Days


def _same(value: Key) -> Key:
    return value


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

    literals: frozenset[str] = field(repr=False)
    """The kinds of literal that may say a value: `string`, `number`, `date`, …"""

    clock_literals: frozenset[str] = field(default=frozenset(), repr=False)
    """Those of them whose value hangs on the time zone of query text."""

    read: Callable[[str, str, Use], Scalar | Rejection] = field(repr=False)
    """Returns the value that a literal says, by its kind, which is one of `literals`, and its text, without quotes.

    A value of filter JSON is such a literal as well: a `string`, a `number` or a `boolean`.
    """

    schema: Callable[[ValueRule, AttributeFacts, str], Schema] = field(repr=False)
    """Returns the JSON Schema of the values that a property takes with an operator."""

    samples: Callable[[ValueRule, AttributeFacts, str], tuple[JsonValue, ...]] = field(repr=False)
    """Returns a few values for a property and an operator, some equal but for one thing: for the Hypothesis strategies."""

    domain: Domain = field(repr=False)
    """Which values there are, and how they lie to one another, for the logic."""

    key: Callable[[Scalar], Key] = field(default=_same, repr=False)
    """Returns what a value is compared by."""

    held_key: Callable[[ValueRule, AttributeFacts], Callable[[object], Key]] = field(repr=False)
    """Returns a function that returns what a value of a record is compared by. It raises `MalformedError` for one of another kind."""

    fast_test: Callable[[Callable[[Key, Key], bool], Key, ValueRule], RecordTest | None] | None = field(
        default=None, repr=False
    )
    """Returns a quick test of a record's value, of a function that compares keys and the key of an operand: the same as
    the function says of `held_key`. `None` where there is none."""

    held: Callable[[ValueRule], tuple[JsonValue, ...]] | None = field(default=None, repr=False)
    """Returns what records hold, where that is not what filters are compared with."""

    json_mismatch: Rejection = field(default=Rejection.OTHER_TYPE, repr=False)
    """Why a JSON value of another type is not taken."""

    precision: Precision = field(default="", repr=False)
    """What part of time a value is: a day, an instant, or none. Days and instants have moments and periods."""

    names: Named = field(default="", repr=False)
    """What of the workspace a value names: an option, by title or ID, an object, a member, or nothing."""

    is_atom: bool = field(default=False, repr=False)
    """Whether a text has no parts to look for: to contain a value is to be equal to it."""

    is_free_text: bool = field(default=False, repr=False)
    """Whether any text is a value."""

    is_word: bool = field(default=False, repr=False)
    """Whether a word most likely stands for a value, and lacks its quotes."""

    unquoted: Callable[[str], Scalar | None] | None = field(default=None, repr=False)
    """Returns the value that a text says which should not be in quotes."""

    fast_path: Callable[[Use], FastPath | None] | None = field(default=None, repr=False)
    """Returns what can be said of most values without `read`, which it must agree with; `None` where that is nothing."""
