"""Turns what was written into what Attio is sent: literals by their kind of value, moments by the clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target, Workspace
from attioql.checker import messages, moments
from attioql.checker.member_ids import member_id, no_member
from attioql.checker.names import Resolved
from attioql.diagnostics.model import Diagnostic
from attioql.operators import is_equality
from attioql.syntax.nodes import Call, Comparison, Literal, Moment
from attioql.text.source import Source
from attioql.values.clock import Clock, NowNeededError
from attioql.values.model import Rejection, Scalar

Written: TypeAlias = Literal | Moment | Call


class Setting(NamedTuple):
    """Where a value stands: the text, the comparison, what its path means, the property, the clock, and the Attio operator."""

    source: Source
    node: Comparison
    resolved: Resolved
    prop: Property
    target: Target
    clock: Clock
    operator: str

    @property
    def attribute(self) -> Attribute:
        """The attribute that is compared."""
        return self.resolved.path.attribute

    @property
    def workspace(self) -> Workspace:
        """The workspace of the target."""
        return self.target.workspace

    @property
    def is_equality(self) -> bool:
        """Whether the comparison is by `=` or `!=`."""
        return is_equality(self.node.operator)


def convert(written: Written, setting: Setting) -> Scalar | Diagnostic:
    """Return the value to send for what was written, or what is wrong with it."""
    if isinstance(written, Moment):
        return _moment(written, setting)
    if isinstance(written, Call):
        return _call(written, setting)
    kind = setting.prop.kind
    if written.kind in kind.literals:
        value = kind.read(written.kind, written.text, setting)
    else:
        value = Rejection.NULL if written.kind == "null" else Rejection.OTHER_TYPE
    return DIAGNOSTICS[value](value, written, setting) if isinstance(value, Rejection) else value


def _call(written: Call, setting: Setting) -> Scalar | Diagnostic:
    if setting.prop.kind.names == "member" and written.function.lower() == "member":
        return member_id(written, setting.workspace, setting.source)
    expected = messages.takes(setting.prop)
    return messages.diagnose(
        "wrong-value-type.function", setting.source, written.span, takes=expected, name=written.function
    )


def _moment(written: Moment, setting: Setting) -> Scalar | Diagnostic:
    precision = setting.prop.kind.precision
    if not precision:
        return messages.wrong_value_type(setting.source, written, setting.node, setting.prop)
    if precision == "instant" and setting.is_equality and moments.is_whole_day(written):
        return messages.exact_date_on_timestamp(setting.source, setting.node, written, setting.prop)
    try:
        return moments.moment_text(written, precision, setting.clock)
    except NowNeededError:
        return messages.now_needed(setting.source, written.span)
    except moments.NotADayError:
        return messages.time_for_date(setting.source, written, setting.node)
    except OverflowError:
        return messages.date_out_of_range(setting.source, written.span)


def _other_type(_why: Rejection, written: Literal, setting: Setting) -> Diagnostic:
    if written.kind == "word":
        return messages.word_needs_quotes(setting.source, written, setting.prop)
    return messages.wrong_value_type(setting.source, written, setting.node, setting.prop)


def _null(_why: Rejection, written: Literal, setting: Setting) -> Diagnostic:
    place = setting.resolved.path
    return messages.null_value(setting.source, setting.node, written, setting.prop, place, setting.target)


def _plain(why: Rejection, written: Literal, setting: Setting) -> Diagnostic:
    return messages.not_taken(why, setting.source, written, f"`{setting.node.path.text}`", setting.prop)


def _beyond_numbers(why: Rejection, written: Literal, setting: Setting) -> Diagnostic:
    is_bounded = setting.prop.value.maximum is not None
    return _plain(Rejection.OUT_OF_BOUNDS if is_bounded else why, written, setting)


def _unknown_choice(why: Rejection, written: Literal, setting: Setting) -> Diagnostic:
    return messages.unknown_value(why, setting.source, written, setting.prop.name, setting.prop.value.choices)


def _unknown_object(why: Rejection, written: Literal, setting: Setting) -> Diagnostic:
    return messages.unknown_value(
        why, setting.source, written, setting.prop.name, setting.attribute.objects, setting.workspace
    )


def _no_date(why: Rejection, written: Literal, setting: Setting) -> Diagnostic:
    return messages.invalid_date(why, setting.source, written)


DIAGNOSTICS: dict[Rejection, Callable[[Rejection, Literal, Setting], Diagnostic]] = {
    Rejection.NULL: _null,
    Rejection.OTHER_TYPE: _other_type,
    Rejection.MALFORMED: _plain,
    Rejection.UNKNOWN_OPTION: lambda _, literal, at: messages.unknown_option(at.source, literal, at.attribute),
    Rejection.UNKNOWN_CHOICE: _unknown_choice,
    Rejection.UNKNOWN_OBJECT: _unknown_object,
    Rejection.UNKNOWN_MEMBER: lambda _, literal, at: no_member(literal, at.workspace, at.source),
    Rejection.NO_COUNTRY_CODE: _plain,
    Rejection.NO_UUID: lambda why, literal, at: messages.not_taken(why, at.source, literal, f"`{at.prop.name}`"),
    Rejection.NO_DATE: _no_date,
    Rejection.NO_SUCH_DATE: _no_date,
    Rejection.NO_TIMESTAMP: lambda _, literal, at: messages.invalid_timestamp(at.source, literal),
    Rejection.TIME_FOR_DATE: lambda _, literal, at: messages.timestamp_for_date(at.source, literal, at.node),
    Rejection.DAY_FOR_INSTANT: lambda _, literal, at: messages.exact_date_on_timestamp(
        at.source, at.node, literal, at.prop
    ),
    Rejection.OUT_OF_CALENDAR: lambda _, literal, at: messages.out_of_calendar_in_utc(at.source, literal.span),
    Rejection.BEYOND_NUMBERS: _beyond_numbers,
    Rejection.TOO_FINE: _plain,
    Rejection.TOO_MANY_DECIMALS: _plain,
    Rejection.OUT_OF_BOUNDS: _plain,
}
"""What is wrong with a literal that a kind of value does not take."""
