"""The record of a kind of value, its columns, and why a value is rejected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Literal, NamedTuple, TypeAlias, get_args

from attioql.diagnostics.model import JsonValue
from attioql.values.use import AttributeFacts, Use, ValueRule, WorkspaceFacts

Scalar: TypeAlias = str | int | Decimal | bool
Key: TypeAlias = str | int | Decimal | bool
PythonValue: TypeAlias = str | int | Decimal | bool | date | datetime
RecordTest: TypeAlias = Callable[[object], bool]
Schema: TypeAlias = dict[str, JsonValue]
Precision: TypeAlias = Literal["", "day", "instant"]
Named: TypeAlias = Literal["", "option", "object", "member"]
LiteralKind: TypeAlias = Literal["string", "number", "boolean", "date", "timestamp", "uuid", "word"]
JsonType: TypeAlias = Literal["string", "number", "boolean"]


class Rejection(Enum):
    """Why a value is not taken: the name of the sentence about it, whose parameters are known where it is reported."""

    NULL = "null-value"
    OTHER_TYPE = "wrong-value-type"
    MALFORMED = "wrong-value-type.malformed"
    UNKNOWN_OPTION = "unknown-option"
    UNKNOWN_CHOICE = "unknown-value"
    UNKNOWN_OBJECT = "unknown-object.value"
    UNKNOWN_MEMBER = "unknown-member"
    NO_COUNTRY_CODE = "invalid-country-code"
    NO_UUID = "invalid-uuid"
    NO_DATE = "invalid-date"
    NO_SUCH_DATE = "invalid-date.calendar"
    NO_TIMESTAMP = "invalid-timestamp"
    TIME_FOR_DATE = "invalid-date.time"
    DAY_FOR_TIMESTAMP = "invalid-timestamp.day"
    DAY_FOR_INSTANT = "exact-date-on-timestamp"
    OUT_OF_CALENDAR = "date-out-of-range"
    OFFSET = "invalid-timestamp.offset"
    BEYOND_NUMBERS = "number-out-of-range.stored"
    TOO_FINE = "number-out-of-range.decimals"
    TOO_MANY_DECIMALS = "too-many-decimals"
    OUT_OF_BOUNDS = "number-out-of-range"


class MalformedError(ValueError):
    """A record holds something else than the property's type allows; the text says what it allows."""


Measure: TypeAlias = int | Decimal


class Ordered(NamedTuple):
    """Values on a line.

    `measure` says where a value lies, `bounds` where the least and the greatest value that a rule allows, and `held_at` what a
    record holds that lies there. Places are whole numbers and every one of them is a value where they are counted, else there is
    a value between any two. `steps` are the distances between values that people choose, from the longest to the shortest.
    """

    measure: Callable[[Scalar], Measure]
    bounds: Callable[[ValueRule], tuple[Measure, Measure]]
    held_at: Callable[[Measure], Scalar | float]
    is_counted: Callable[[ValueRule], bool] = lambda _: True
    steps: tuple[int, ...] = (1,)


class Finite(NamedTuple):
    """A few values, which are all there are."""

    values: tuple[Scalar, ...]


class Texts(NamedTuple):
    """All texts."""


class Titles(NamedTuple):
    """Things that go by a title or by an ID, which is known by its form: a title and an ID may belong to the same thing.

    `ids` has the ID of each name where it is known, that of an ID as well.
    """

    is_id: Callable[[str], bool]
    ids: Mapping[str, str]


class TextForm(NamedTuple):
    """Texts of one length, without their case: the characters that each place may have, and a text that people see to be an example."""

    places: tuple[str, ...]
    example: str


Domain: TypeAlias = Ordered | Finite | Texts | TextForm | Titles
"""What the logic knows of the values of a kind: which there are, and how they lie to one another."""


class SourceForms(NamedTuple):
    """How query text writes the values of a kind: some texts, each as a string in quotes, and what a pattern matches.

    The pattern is one of whole literals, with their quotes, and one that `attioql.values.source_patterns` allows.
    """

    texts: tuple[str, ...] = ()
    pattern: str = ""


class AnyText(NamedTuple):
    """Every string is a value as it stands."""


class OneOf(NamedTuple):
    """These strings are values as they stand; others are looked at with care."""

    texts: frozenset[str]


class Integers(NamedTuple):
    """The integers of a range are values; others are looked at with care."""

    least: int
    most: int


class Days(NamedTuple):
    """Dates are values as they stand; others are looked at with care."""


FastPath: TypeAlias = AnyText | OneOf | Integers | Days


class CodeType(NamedTuple):
    """The type of a value in generated code: the union of types by their `names` and of `texts`, each of which is a value.

    `texts` is `None` where a value is none of a few texts.
    """

    names: tuple[str, ...] = ()
    texts: tuple[str, ...] | None = None


def _same(value: Key) -> Key:
    return value


def _as_it_is(value: Scalar) -> PythonValue:
    return value


def _no_narrower_domain(_: object) -> Domain | None:
    return None


def _no_examples(*_: object) -> Iterable[Scalar]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ValueKind:
    """A kind of value.

    `words` describe the value and complete the sentence "it is …". `literal` is how query text writes it and completes "it takes …".
    `json_type` is its type in filter JSON: `string`, `number` or `boolean`.
    """

    name: str
    words: str
    literal: str
    json_words: str = field(repr=False)
    """How filter JSON writes a value, as the rest of "it takes …"."""

    json_type: JsonType = "string"

    literals: frozenset[LiteralKind] = field(repr=False)
    """The kinds of literal that may say a value: `string`, `number`, `date`, …"""

    read: Callable[[str, str, Use], Scalar | Rejection] = field(repr=False)
    """Returns the value that a literal says, by its kind, which is one of `literals`, and its text, without quotes.

    A value of filter JSON is such a literal as well: a `string`, a `number` or a `boolean`.
    """

    schema: Callable[[ValueRule, AttributeFacts, str], Schema] = field(repr=False)
    """Returns the JSON Schema of the values that a property takes with an operator."""

    samples: Callable[[ValueRule, AttributeFacts, str], tuple[JsonValue, ...]] = field(repr=False)
    """Returns a few values for a property and an operator, some equal but for one thing: for the Hypothesis strategies."""

    source: Callable[[Use], SourceForms] = field(repr=False)
    """Returns how query text writes values that `read` takes, for grammars: all of them where they are few, else by a pattern."""

    domain: Domain = field(repr=False)
    """Which values there are, and how they lie to one another, for the logic."""

    narrower_domain: Callable[[AttributeFacts], Domain | None] = field(default=_no_narrower_domain, repr=False)
    """Returns which values there are of one attribute, where these are not all of `domain`."""

    examples: Callable[[ValueRule, AttributeFacts, WorkspaceFacts, str], Iterable[Scalar]] = field(
        default=_no_examples, repr=False
    )
    """Returns values that people recognise, best first: with a text in them, or any where that is empty. For witnesses."""

    python: Callable[[Scalar], PythonValue] = field(default=_as_it_is, repr=False)
    """Returns what Python programs have for a value, such as a `date`."""

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

    python_type: Callable[[ValueRule, AttributeFacts, bool], CodeType] | None = field(default=None, repr=False)
    """Returns the type of what a Python program compares with, and whether that is by `==` and `!=`; `None` for that of its JSON.

    `attioql.codegen` knows where each name comes from.
    """

    typescript_type: Callable[[ValueRule, AttributeFacts], CodeType] | None = field(default=None, repr=False)
    """Returns the type of a value of filter JSON in TypeScript; `None` for `string`, `number` or `boolean`."""

    fast_path: Callable[[Use], FastPath | None] | None = field(default=None, repr=False)
    """Returns what can be said of most values without `read`, which it must agree with; `None` where that is nothing."""

    def __post_init__(self) -> None:
        """Raise `ValueError` for a column with a value that no room knows."""
        known = ((self.precision, Precision), (self.names, Named), (self.json_type, JsonType))
        for value, allowed in (*known, *[(literal, LiteralKind) for literal in self.literals]):
            if value not in get_args(allowed):
                message = (
                    f"the kind of value {self.name!r} says {value!r}, which is none of {', '.join(get_args(allowed))}"
                )
                raise ValueError(message)
