"""The fields of an Attio workspace, as types. Written by `attioql codegen python`: do not edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NoReturn, Protocol, TypeAlias, TypeVar, cast, overload
from uuid import UUID

from attioql import (
    ActorReference,
    FieldPeriod,
    FilterExpression,
    RecordReference,
    RelativeTime,
    Workspace,
    fields,
)
from attioql.codegen.comparable import Comparable

T_contra = TypeVar("T_contra", contravariant=True)


class People(Protocol):
    """The fields of the object People."""

    name: PersonalNameField
    email_addresses: EmailAddressField
    phone_numbers: PhoneNumberField
    job_title: TextField
    primary_location: LocationField
    company: CompaniesReference
    last_interaction: InteractionField
    newsletter: CheckboxField
    path: TextField
    record_id: UuidTextField
    created_at: TimestampField
    created_by: ActorReferenceField

    @overload
    def __getitem__(self, slug: Literal["lead-score", "ﬁt"]) -> NumberField: ...
    @overload
    def __getitem__(
        self, slug: Literal["class", "where", "target_object", "_note", "str"]
    ) -> TextField: ...
    @overload
    def __getitem__(self, slug: Literal["Tier"]) -> RatingField: ...


def people(workspace: Workspace) -> People:
    """Return the fields of `people`."""
    return cast(People, fields(workspace["people"]))


CompaniesCategories: TypeAlias = Literal[
    "SaaS",
    "B2B",
    "Marketplace",
    "Professional services and consulting",
]


class Companies(Protocol):
    """The fields of the object Companies."""

    name: TextField
    domains: DomainField
    categories: SelectField[CompaniesCategories]
    employee_range: SelectField[str]
    team: PeopleReference
    foundation_date: DateField
    score: RatingField
    record_id: UuidTextField
    created_at: TimestampField
    created_by: ActorReferenceField


def companies(workspace: Workspace) -> Companies:
    """Return the fields of `companies`."""
    return cast(Companies, fields(workspace["companies"]))


DealsStage: TypeAlias = Literal["Lead", "In Progress", "Won 🎉", "Lost"]


class Deals(Protocol):
    """The fields of the object Deals."""

    name: TextField
    stage: StatusField[DealsStage]
    owner: ActorReferenceField
    value: CurrencyField
    associated_company: CompaniesReference
    main_contact: PeopleOrCompaniesReference
    record_id: UuidTextField
    created_at: TimestampField
    created_by: ActorReferenceField


def deals(workspace: Workspace) -> Deals:
    """Return the fields of `deals`."""
    return cast(Deals, fields(workspace["deals"]))


OdditiesQuoteD: TypeAlias = Literal[
    'a "quoted" title',
    "back\\slash",
    "*/ export type Any = any; /*",
    "two\nlines",
    "\u202eright to left",
    "zero\u200bwidth",
    "'''\"\"\"",
    "${x} `x`",
    "🏳️\u200d🌈",
]


class Oddities(Protocol):
    """The fields of the object Oddities */ \"\"\" \\ \u202e } {."""

    nothing: SelectField[NoReturn]
    record: PeopleOrOthersReference

    @overload
    def __getitem__(self, slug: Literal['quote"d']) -> SelectField[OdditiesQuoteD]: ...
    @overload
    def __getitem__(
        self, slug: Literal["back\\slash", "*/ x", "\u202eabc"]
    ) -> TextField: ...
    @overload
    def __getitem__(self, slug: Literal["naïve"]) -> NumberField: ...


def oddities(workspace: Workspace) -> Oddities:
    """Return the fields of `oddities`."""
    return cast(Oddities, fields(workspace["oddities"]))


ListsPeopleStage: TypeAlias = Literal["Applied", "Hired"]


class ListsPeople(Protocol):
    """The fields of the list Recruiting."""

    stage: StatusField[ListsPeopleStage]
    created_at: TimestampField
    created_by: ActorReferenceField
    parent_record: PeopleReference


def lists_people(workspace: Workspace) -> ListsPeople:
    """Return the fields of `lists/people`."""
    return cast(ListsPeople, fields(workspace["lists/people"]))


PhoneCallsDirection: TypeAlias = Literal["Inbound", "Outbound"]


class PhoneCalls(Protocol):
    """The fields of the activity Phone calls."""

    direction: SelectField[PhoneCallsDirection]
    timestamp: TimestampField


def phone_calls(workspace: Workspace) -> PhoneCalls:
    """Return the fields of `phone_calls`."""
    return cast(PhoneCalls, fields(workspace["phone_calls"]))


class Boolean(Comparable[bool], Protocol):
    """Compared with true or false."""

    def in_(self, *values: bool | Sequence[bool]) -> FilterExpression: ...

    def not_in(self, *values: bool | Sequence[bool]) -> FilterExpression: ...

    def is_true(self) -> FilterExpression: ...


class Choice(Comparable[str], Protocol):
    """Compared with one of the property's values."""

    def in_(self, *values: str | Sequence[str]) -> FilterExpression: ...

    def not_in(self, *values: str | Sequence[str]) -> FilterExpression: ...


class ChoiceWithNotEmpty(Comparable[str], Protocol):
    """Compared with one of the property's values."""

    def in_(self, *values: str | Sequence[str]) -> FilterExpression: ...

    def not_in(self, *values: str | Sequence[str]) -> FilterExpression: ...

    def is_empty(self) -> FilterExpression: ...

    def is_not_empty(self) -> FilterExpression: ...


class CountryWithNotEmpty(Comparable[str], Protocol):
    """Compared with a two-letter country code."""

    def in_(self, *values: str | Sequence[str]) -> FilterExpression: ...

    def not_in(self, *values: str | Sequence[str]) -> FilterExpression: ...

    def is_empty(self) -> FilterExpression: ...

    def is_not_empty(self) -> FilterExpression: ...


class CountryWithStartsWith(Comparable[str], Protocol):
    """Compared with a two-letter country code."""

    def in_(self, *values: str | Sequence[str]) -> FilterExpression: ...

    def not_in(self, *values: str | Sequence[str]) -> FilterExpression: ...

    def starts_with(self, value: str) -> FilterExpression: ...

    def not_starts_with(self, value: str) -> FilterExpression: ...


class Date(Comparable[date | RelativeTime], Protocol):
    """Compared with a date."""

    def in_(
        self, *values: date | RelativeTime | Sequence[date | RelativeTime]
    ) -> FilterExpression: ...

    def not_in(
        self, *values: date | RelativeTime | Sequence[date | RelativeTime]
    ) -> FilterExpression: ...

    def __gt__(self, value: date | RelativeTime) -> FilterExpression: ...

    def __ge__(self, value: date | RelativeTime) -> FilterExpression: ...

    def __lt__(self, value: date | RelativeTime) -> FilterExpression: ...

    def __le__(self, value: date | RelativeTime) -> FilterExpression: ...

    def between(
        self, low: date | RelativeTime, high: date | RelativeTime
    ) -> FilterExpression: ...

    def not_between(
        self, low: date | RelativeTime, high: date | RelativeTime
    ) -> FilterExpression: ...

    def during(self, period: FieldPeriod) -> FilterExpression: ...


class Instant(Protocol):
    """Compared with a date, or a date and time."""

    def __gt__(self, value: date | RelativeTime) -> FilterExpression: ...

    def __ge__(self, value: date | RelativeTime) -> FilterExpression: ...

    def __lt__(self, value: date | RelativeTime) -> FilterExpression: ...

    def __le__(self, value: date | RelativeTime) -> FilterExpression: ...

    def between(
        self, low: date | RelativeTime, high: date | RelativeTime
    ) -> FilterExpression: ...

    def not_between(
        self, low: date | RelativeTime, high: date | RelativeTime
    ) -> FilterExpression: ...

    def during(self, period: FieldPeriod) -> FilterExpression: ...


class InstantWithEq(Comparable[datetime | RelativeTime], Protocol):
    """Compared with a date, or a date and time."""

    def in_(
        self, *values: date | RelativeTime | Sequence[date | RelativeTime]
    ) -> FilterExpression: ...

    def not_in(
        self, *values: date | RelativeTime | Sequence[date | RelativeTime]
    ) -> FilterExpression: ...

    def __gt__(self, value: date | RelativeTime) -> FilterExpression: ...

    def __ge__(self, value: date | RelativeTime) -> FilterExpression: ...

    def __lt__(self, value: date | RelativeTime) -> FilterExpression: ...

    def __le__(self, value: date | RelativeTime) -> FilterExpression: ...

    def between(
        self, low: date | RelativeTime, high: date | RelativeTime
    ) -> FilterExpression: ...

    def not_between(
        self, low: date | RelativeTime, high: date | RelativeTime
    ) -> FilterExpression: ...

    def during(self, period: FieldPeriod) -> FilterExpression: ...


class Member(Comparable[str | UUID | ActorReference], Protocol):
    """Compared with the UUID of a workspace member."""

    def in_(
        self,
        *values: str | UUID | ActorReference | Sequence[str | UUID | ActorReference],
    ) -> FilterExpression: ...

    def not_in(
        self,
        *values: str | UUID | ActorReference | Sequence[str | UUID | ActorReference],
    ) -> FilterExpression: ...

    def is_empty(self) -> FilterExpression: ...

    def is_not_empty(self) -> FilterExpression: ...


class Number(Comparable[float | Decimal], Protocol):
    """Compared with a number."""

    def in_(
        self, *values: float | Decimal | Sequence[float | Decimal]
    ) -> FilterExpression: ...

    def not_in(
        self, *values: float | Decimal | Sequence[float | Decimal]
    ) -> FilterExpression: ...

    def __gt__(self, value: float | Decimal) -> FilterExpression: ...

    def __ge__(self, value: float | Decimal) -> FilterExpression: ...

    def __lt__(self, value: float | Decimal) -> FilterExpression: ...

    def __le__(self, value: float | Decimal) -> FilterExpression: ...

    def between(
        self, low: float | Decimal, high: float | Decimal
    ) -> FilterExpression: ...

    def not_between(
        self, low: float | Decimal, high: float | Decimal
    ) -> FilterExpression: ...


class Object(Comparable[T_contra], Protocol[T_contra]):
    """Compared with the slug of an object."""

    def in_(self, *values: T_contra | Sequence[T_contra]) -> FilterExpression: ...

    def not_in(self, *values: T_contra | Sequence[T_contra]) -> FilterExpression: ...


class Option(Comparable[T_contra | UUID], Protocol[T_contra]):
    """Compared with the title or the ID of an option."""

    def in_(
        self, *values: T_contra | UUID | Sequence[T_contra | UUID]
    ) -> FilterExpression: ...

    def not_in(
        self, *values: T_contra | UUID | Sequence[T_contra | UUID]
    ) -> FilterExpression: ...


class RatingNumber(Comparable[int], Protocol):
    """Compared with a number."""

    def in_(self, *values: int | Sequence[int]) -> FilterExpression: ...

    def not_in(self, *values: int | Sequence[int]) -> FilterExpression: ...

    def __gt__(self, value: int) -> FilterExpression: ...

    def __ge__(self, value: int) -> FilterExpression: ...

    def __lt__(self, value: int) -> FilterExpression: ...

    def __le__(self, value: int) -> FilterExpression: ...

    def between(self, low: int, high: int) -> FilterExpression: ...

    def not_between(self, low: int, high: int) -> FilterExpression: ...


class Text(Comparable[str], Protocol):
    """Compared with a text."""

    def in_(self, *values: str | Sequence[str]) -> FilterExpression: ...

    def not_in(self, *values: str | Sequence[str]) -> FilterExpression: ...

    def contains(self, value: str) -> FilterExpression: ...

    def not_contains(self, value: str) -> FilterExpression: ...

    def starts_with(self, value: str) -> FilterExpression: ...

    def not_starts_with(self, value: str) -> FilterExpression: ...

    def ends_with(self, value: str) -> FilterExpression: ...

    def not_ends_with(self, value: str) -> FilterExpression: ...


class TextWithNotEmpty(Comparable[str], Protocol):
    """Compared with a text."""

    def in_(self, *values: str | Sequence[str]) -> FilterExpression: ...

    def not_in(self, *values: str | Sequence[str]) -> FilterExpression: ...

    def contains(self, value: str) -> FilterExpression: ...

    def not_contains(self, value: str) -> FilterExpression: ...

    def starts_with(self, value: str) -> FilterExpression: ...

    def not_starts_with(self, value: str) -> FilterExpression: ...

    def ends_with(self, value: str) -> FilterExpression: ...

    def not_ends_with(self, value: str) -> FilterExpression: ...

    def is_empty(self) -> FilterExpression: ...

    def is_not_empty(self) -> FilterExpression: ...


class Timestamp(Comparable[datetime | RelativeTime], Protocol):
    """Compared with a date and time."""

    def in_(
        self, *values: date | RelativeTime | Sequence[date | RelativeTime]
    ) -> FilterExpression: ...

    def not_in(
        self, *values: date | RelativeTime | Sequence[date | RelativeTime]
    ) -> FilterExpression: ...

    def __gt__(self, value: date | RelativeTime) -> FilterExpression: ...

    def __ge__(self, value: date | RelativeTime) -> FilterExpression: ...

    def __lt__(self, value: date | RelativeTime) -> FilterExpression: ...

    def __le__(self, value: date | RelativeTime) -> FilterExpression: ...

    def between(
        self, low: date | RelativeTime, high: date | RelativeTime
    ) -> FilterExpression: ...

    def not_between(
        self, low: date | RelativeTime, high: date | RelativeTime
    ) -> FilterExpression: ...

    def during(self, period: FieldPeriod) -> FilterExpression: ...


class Uuid(Comparable[str | UUID], Protocol):
    """Compared with a UUID."""

    def in_(self, *values: str | UUID | Sequence[str | UUID]) -> FilterExpression: ...

    def not_in(
        self, *values: str | UUID | Sequence[str | UUID]
    ) -> FilterExpression: ...


class UuidText(Comparable[str | UUID], Protocol):
    """Compared with a text."""

    def in_(self, *values: str | UUID | Sequence[str | UUID]) -> FilterExpression: ...

    def not_in(
        self, *values: str | UUID | Sequence[str | UUID]
    ) -> FilterExpression: ...

    def contains(self, value: str | UUID) -> FilterExpression: ...

    def not_contains(self, value: str | UUID) -> FilterExpression: ...

    def starts_with(self, value: str | UUID) -> FilterExpression: ...

    def not_starts_with(self, value: str | UUID) -> FilterExpression: ...

    def ends_with(self, value: str | UUID) -> FilterExpression: ...

    def not_ends_with(self, value: str | UUID) -> FilterExpression: ...


class WholeActor(Comparable[ActorReference | str | UUID], Protocol):
    """Compared with a whole actor."""

    def in_(
        self,
        *values: ActorReference | str | UUID | Sequence[ActorReference | str | UUID],
    ) -> FilterExpression: ...

    def not_in(
        self,
        *values: ActorReference | str | UUID | Sequence[ActorReference | str | UUID],
    ) -> FilterExpression: ...


class WholeRecord(Comparable[RecordReference | str | UUID], Protocol):
    """Compared with a whole record."""

    def in_(
        self,
        *values: RecordReference | str | UUID | Sequence[RecordReference | str | UUID],
    ) -> FilterExpression: ...

    def not_in(
        self,
        *values: RecordReference | str | UUID | Sequence[RecordReference | str | UUID],
    ) -> FilterExpression: ...


class WholeRecordOfSeveral(Comparable[RecordReference], Protocol):
    """Compared with a whole record."""

    def in_(
        self, *values: RecordReference | Sequence[RecordReference]
    ) -> FilterExpression: ...

    def not_in(
        self, *values: RecordReference | Sequence[RecordReference]
    ) -> FilterExpression: ...


class PersonalNameValue(Protocol):
    """A value of the type personal name."""

    first_name: TextWithNotEmpty
    last_name: TextWithNotEmpty
    full_name: TextWithNotEmpty


class EmailAddressValue(Protocol):
    """A value of the type email address."""

    email_address: Text
    email_domain: Text
    email_root_domain: Text
    email_local_specifier: Text


class PhoneNumberValue(Protocol):
    """A value of the type phone number."""

    phone_number: Text
    country_code: CountryWithNotEmpty


class TextValue(Protocol):
    """A value of the type text."""

    value: Text


class LocationValue(Protocol):
    """A value of the type location."""

    line_1: Text
    line_2: Text
    line_3: Text
    line_4: Text
    locality: Text
    region: Text
    postcode: Text
    country_code: CountryWithStartsWith


class RecordReferenceValue(Protocol[T_contra]):
    """A value of the type record reference."""

    @property
    def target_object(self) -> Object[T_contra]: ...

    @property
    def target_record_id(self) -> Uuid: ...


class InteractionValue(Protocol):
    """A value of the type interaction."""

    owner_member_id: Member
    interacted_at: InstantWithEq
    interaction_type: ChoiceWithNotEmpty


class CheckboxValue(Protocol):
    """A value of the type checkbox."""

    value: Boolean


class NumberValue(Protocol):
    """A value of the type number."""

    value: Number


class RatingValue(Protocol):
    """A value of the type rating."""

    value: RatingNumber


class UuidTextValue(Protocol):
    """A value of the type text."""

    value: UuidText


class TimestampValue(Protocol):
    """A value of the type timestamp."""

    value: Timestamp


class ActorReferenceValue(Protocol):
    """A value of the type actor reference."""

    referenced_actor_type: Choice
    referenced_actor_id: Uuid


class DomainValue(Protocol):
    """A value of the type domain."""

    domain: TextWithNotEmpty
    root_domain: TextWithNotEmpty


class SelectValue(Protocol[T_contra]):
    """A value of the type select."""

    @property
    def option(self) -> Option[T_contra]: ...

    @property
    def active_from(self) -> Instant: ...


class DateValue(Protocol):
    """A value of the type date."""

    value: Date


class StatusValue(Protocol[T_contra]):
    """A value of the type status."""

    @property
    def status(self) -> Option[T_contra]: ...

    @property
    def active_from(self) -> Instant: ...


class CurrencyValue(Protocol):
    """A value of the type currency."""

    currency_value: Number


class PersonalNameField(PersonalNameValue, TextWithNotEmpty, Protocol):
    """An attribute of the type personal name."""

    def where(
        self, body: Callable[[PersonalNameValue], FilterExpression]
    ) -> FilterExpression: ...


class EmailAddressField(EmailAddressValue, Text, Protocol):
    """An attribute of the type email address."""

    def where(
        self, body: Callable[[EmailAddressValue], FilterExpression]
    ) -> FilterExpression: ...


class PhoneNumberField(PhoneNumberValue, Text, Protocol):
    """An attribute of the type phone number."""

    def where(
        self, body: Callable[[PhoneNumberValue], FilterExpression]
    ) -> FilterExpression: ...


class TextField(TextValue, Text, Protocol):
    """An attribute of the type text."""

    def where(
        self, body: Callable[[TextValue], FilterExpression]
    ) -> FilterExpression: ...


class LocationField(LocationValue, Protocol):
    """An attribute of the type location."""

    def where(
        self, body: Callable[[LocationValue], FilterExpression]
    ) -> FilterExpression: ...


class RecordReferenceField(
    RecordReferenceValue[T_contra], WholeRecord, Protocol[T_contra]
):
    """An attribute of the type record reference."""

    def where(
        self, body: Callable[[RecordReferenceValue[T_contra]], FilterExpression]
    ) -> FilterExpression: ...


class InteractionField(InteractionValue, Protocol):
    """An attribute of the type interaction."""

    def where(
        self, body: Callable[[InteractionValue], FilterExpression]
    ) -> FilterExpression: ...


class CheckboxField(CheckboxValue, Boolean, Protocol):
    """An attribute of the type checkbox."""

    def where(
        self, body: Callable[[CheckboxValue], FilterExpression]
    ) -> FilterExpression: ...


class NumberField(NumberValue, Number, Protocol):
    """An attribute of the type number."""

    def where(
        self, body: Callable[[NumberValue], FilterExpression]
    ) -> FilterExpression: ...


class RatingField(RatingValue, RatingNumber, Protocol):
    """An attribute of the type rating."""

    def where(
        self, body: Callable[[RatingValue], FilterExpression]
    ) -> FilterExpression: ...


class UuidTextField(UuidTextValue, UuidText, Protocol):
    """An attribute of the type text."""

    def where(
        self, body: Callable[[UuidTextValue], FilterExpression]
    ) -> FilterExpression: ...


class TimestampField(TimestampValue, Timestamp, Protocol):
    """An attribute of the type timestamp."""

    def where(
        self, body: Callable[[TimestampValue], FilterExpression]
    ) -> FilterExpression: ...


class ActorReferenceField(ActorReferenceValue, WholeActor, Protocol):
    """An attribute of the type actor reference."""

    def where(
        self, body: Callable[[ActorReferenceValue], FilterExpression]
    ) -> FilterExpression: ...


class DomainField(DomainValue, TextWithNotEmpty, Protocol):
    """An attribute of the type domain."""

    def where(
        self, body: Callable[[DomainValue], FilterExpression]
    ) -> FilterExpression: ...


class SelectField(SelectValue[T_contra], Option[T_contra], Protocol[T_contra]):
    """An attribute of the type select."""

    def where(
        self, body: Callable[[SelectValue[T_contra]], FilterExpression]
    ) -> FilterExpression: ...


class DateField(DateValue, Date, Protocol):
    """An attribute of the type date."""

    def where(
        self, body: Callable[[DateValue], FilterExpression]
    ) -> FilterExpression: ...


class StatusField(StatusValue[T_contra], Option[T_contra], Protocol[T_contra]):
    """An attribute of the type status."""

    def where(
        self, body: Callable[[StatusValue[T_contra]], FilterExpression]
    ) -> FilterExpression: ...


class CurrencyField(CurrencyValue, Number, Protocol):
    """An attribute of the type currency."""

    def where(
        self, body: Callable[[CurrencyValue], FilterExpression]
    ) -> FilterExpression: ...


class SeveralRecordReferenceField(
    RecordReferenceValue[T_contra], WholeRecordOfSeveral, Protocol[T_contra]
):
    """An attribute of the type record reference."""

    def where(
        self, body: Callable[[RecordReferenceValue[T_contra]], FilterExpression]
    ) -> FilterExpression: ...


class CompaniesReference(
    RecordReferenceField[Literal["companies"]], Companies, Protocol
):
    """A reference to companies."""

    def to(self, object: Literal["companies"]) -> Companies: ...


class PeopleReference(RecordReferenceField[Literal["people"]], People, Protocol):
    """A reference to people."""

    def to(self, object: Literal["people"]) -> People: ...


class PeopleOrCompaniesReference(
    SeveralRecordReferenceField[Literal["people", "companies"]], Protocol
):
    """A reference to people or companies."""

    @overload
    def to(self, object: Literal["people"]) -> People: ...
    @overload
    def to(self, object: Literal["companies"]) -> Companies: ...


class PeopleOrOthersReference(
    SeveralRecordReferenceField[Literal["people", "companies", "deals", "oddities"]],
    Protocol,
):
    """A reference to people or companies or deals or oddities."""

    @overload
    def to(self, object: Literal["people"]) -> People: ...
    @overload
    def to(self, object: Literal["companies"]) -> Companies: ...
    @overload
    def to(self, object: Literal["deals"]) -> Deals: ...
    @overload
    def to(self, object: Literal["oddities"]) -> Oddities: ...
