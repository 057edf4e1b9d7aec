"""What a comparison says of one value: the alternatives it allows, each a set of tests that the value passes together.

`a = 1` is one alternative with one test, `between` one with two, `in` one for each value unless Attio documents `$in`.
A plain condition and a condition inside a value block differ only in what is made of the alternatives.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeAlias

from attioql.catalog.types import AttributeType, Operator, Property
from attioql.catalog.workspace import Target
from attioql.checker import messages, moments, periods, references
from attioql.checker.literal_values import Setting, Written, convert
from attioql.checker.names import Resolved
from attioql.checker.parameters import Parameters
from attioql.diagnostics.model import Diagnostic
from attioql.filters.model import Test
from attioql.operators import json_operators, load_operators, takes_list
from attioql.syntax.nodes import (
    Broken,
    CalendarPeriod,
    Call,
    Comparison,
    Items,
    Literal,
    Moment,
    Parameter,
    Period,
    Range,
    RollingPeriod,
    Value,
)
from attioql.text.source import Source, Span
from attioql.values.clock import Clock, NowNeededError
from attioql.values.iso import write_instant

Alternatives: TypeAlias = list[tuple[Test, ...]]
Reporter: TypeAlias = Callable[[Diagnostic], None]


def _asks_for_more_than_equality(node: Comparison) -> bool:
    rows = load_operators().rows
    return any(not rows[name].is_equality for name in json_operators(node.operator))


_new = tuple.__new__  # makes a named tuple without a call of Python code


class Operands:
    """Reads the right-hand sides of one filter. Faults go to `report`; what has one comes back as `None`."""

    def __init__(self, source: Source, target: Target, parameters: Parameters, clock: Clock, report: Reporter) -> None:
        """Keep what every comparison of the filter shares."""
        self._source = source
        self._target = target
        self._parameters = parameters
        self._clock = clock
        self._report = report

    def alternatives(self, node: Comparison, resolved: Resolved) -> Alternatives | None:
        """Return what a comparison says of one value, without its negation."""
        if resolved.property is None:
            return self._whole(node, resolved)
        prop = resolved.property
        _, needed, takes, *_ = load_operators().spellings[node.operator]
        for name in needed:
            if name not in prop.operators:
                self._not_supported(node, resolved, prop, needed)
                return None
        operators = [prop.operators[name] for name in needed]
        match takes, node.operand:
            case "value", operand:
                test = self._test(node, resolved, prop, operators[0], operand)  # type: ignore[arg-type]  # one value
                return None if test is None else [(test,)]
            case "nothing", _:
                return [(Test(operators[0], True),)]
            case "range", Range(low, high):
                first = self._test(node, resolved, prop, operators[0], low)
                second = self._test(node, resolved, prop, operators[1], high)
                return [(first, second)] if first and second else None
            case "list", (Items() | Parameter()) as items:
                return self._items(node, resolved, prop, operators[0], items)
            case "period", period:
                return self._during(node, resolved, prop, operators, period)  # type: ignore[arg-type]  # the grammar allows periods only
        raise AssertionError(node)

    def _not_supported(self, node: Comparison, resolved: Resolved, prop: Property, needed: tuple[str, ...]) -> None:
        path = resolved.path
        self._report(messages.operator_not_supported(self._source, node, needed, prop, path, self._target))

    def _test(
        self, node: Comparison, resolved: Resolved, prop: Property, operator: Operator, value: Value
    ) -> Test | None:
        written = value if type(value) is Literal else self._written(value, node)
        if written is None:
            return None
        setting = _new(Setting, (self._source, node, resolved, prop, self._target, self._clock, operator.name))
        converted = convert(written, setting)
        if isinstance(converted, Diagnostic):
            self._report(converted)
            return None
        return _new(Test, (operator, converted))

    def _items(
        self, node: Comparison, resolved: Resolved, prop: Property, equality: Operator, operand: Items | Parameter
    ) -> Alternatives | None:
        items = self._listed(node, operand)
        if items is None:
            return None
        tests = [self._test(node, resolved, prop, equality, value) for value in items.values]
        found = [test for test in tests if test is not None]
        if len(found) != len(tests):
            return None
        if prop.membership is not None:
            return [(Test(prop.membership, tuple(str(test.value) for test in found)),)]
        return [(test,) for test in found]

    def _listed(self, node: Comparison, operand: Items | Parameter) -> Items | None:
        items: Items | Diagnostic = (
            operand if isinstance(operand, Items) else self._parameters.items(operand, self._source)
        )
        if isinstance(items, Diagnostic):
            self._report(items)
            return None
        if not items.values:
            self._report(messages.empty_list(self._source, items.span, node))
            return None
        return items

    def _during(
        self, node: Comparison, resolved: Resolved, prop: Property, operators: list[Operator], period: Period
    ) -> Alternatives | None:
        if not prop.kind.precision:
            self._not_supported(node, resolved, prop, (operators[0].name,))
            return None
        bound = self._period(period)
        if isinstance(bound, Diagnostic):
            self._report(bound)
            return None
        if isinstance(bound, Range):
            first_test = self._test(node, resolved, prop, operators[0], bound.low)
            end_test = self._test(node, resolved, prop, operators[1], bound.high)
            return [(first_test, end_test)] if first_test and end_test else None
        span = Span(period.start, period.end)
        try:
            first, last = self._edges(bound, whole_days=prop.kind.precision == "day")
        except NowNeededError:
            self._report(messages.now_needed(self._source, span))
        except moments.NotADayError:
            self._report(messages.diagnose("invalid-period.days", self._source, span))
        except moments.NoPeriodError:
            self._report(messages.invalid_period(self._source, node, bound, prop.kind.precision))
        except OverflowError:
            if isinstance(bound, Literal):
                self._report(messages.period_out_of_range(self._source, bound.text, span, node.operator_span))
            else:
                self._report(messages.date_out_of_range(self._source, span))
        else:
            return [(Test(operators[0], first), Test(operators[1], last))]
        return None

    def _period(self, period: Period) -> Period | Range | Diagnostic:
        """Return a period with its parameters bound and its text read, or its two ends."""
        bound: Period | Range | Diagnostic = period
        if isinstance(period, Parameter):
            bound = self._parameters.period(period, self._source)
        elif isinstance(period, RollingPeriod) and (parameter := period.parameter):
            duration = self._parameters.duration(parameter, self._source)
            return duration if isinstance(duration, Diagnostic) else period._replace(duration=duration)
        return periods.read(bound) if isinstance(bound, Literal) and bound.kind == "string" else bound

    def _edges(self, period: Period, *, whole_days: bool) -> tuple[str, str]:
        """Return the first instant or day of a period and the one after its last, as Attio is sent them."""
        edges: tuple[date, date] | tuple[datetime, datetime]
        match period:
            case RollingPeriod() if whole_days:
                edges = moments.rolling_days(period, self._clock)
            case RollingPeriod():
                edges = moments.rolling_instants(period, self._clock)
            case CalendarPeriod():
                edges = moments.calendar_period(period, self._clock)
            case Moment():
                day = moments.moment_as_date(period, self._clock)
                edges = moments.written_period(day.isoformat())
            case Literal("date" | "month" | "number" | "string", text):
                edges = moments.written_period(text)
            case _:
                raise moments.NoPeriodError
        first, last = edges
        if isinstance(first, datetime) and isinstance(last, datetime):
            return write_instant(first), write_instant(last)
        if whole_days:
            return first.isoformat(), last.isoformat()
        return write_instant(self._clock.start_of_day(first)), write_instant(self._clock.start_of_day(last))

    def _whole(self, node: Comparison, resolved: Resolved) -> Alternatives | None:
        """Compare an attribute as a whole: an actor or a record."""
        path = resolved.path
        kind: AttributeType = path.attribute.type
        tests_of = {"actor": references.actor_tests, "record": references.record_tests}.get(kind.compared_as)
        if tests_of is None:
            self._report(
                messages.property_needed(self._source, node, path, self._target, json_operators(node.operator))
            )
            return None
        if _asks_for_more_than_equality(node):
            self._report(messages.reference_operator_not_supported(self._source, node, path, self._target))
            return None
        values: tuple[Value, ...]
        if takes_list(node.operator):
            items = self._listed(node, node.operand)  # type: ignore[arg-type]  # the grammar allows lists only
            if items is None:
                return None
            values = items.values
        else:
            values = (node.operand,)  # type: ignore[assignment]  # the grammar allows one value only
        found: Alternatives = []
        for value in values:
            written = self._written(value, node)
            tests = tests_of(written, node, path.attribute, self._source, self._target.workspace) if written else ()
            if isinstance(tests, Diagnostic):
                is_null = isinstance(written, Literal) and written.kind == "null"
                self._report(messages.with_presence(tests, path, self._target) if is_null else tests)
            elif tests:
                found.append(tests)
        return found if len(found) == len(values) else None

    def _written(self, value: Value, node: Comparison) -> Written | None:
        """Return a value of a comparison with its parameters bound; `None` when that fails, or when it could not be read at all."""
        if isinstance(value, Parameter):
            literal = self._parameters.literal(value, self._source, node)
            if isinstance(literal, Diagnostic):
                self._report(literal)
                return None
            return literal
        if isinstance(value, Moment) and (parameter := value.parameter):
            duration = self._parameters.duration(parameter, self._source)
            if isinstance(duration, Diagnostic):
                self._report(duration)
                return None
            return value._replace(shift=value.shift[0] + duration)
        if isinstance(value, Call):
            arguments = [self._written(argument, node) for argument in value.arguments]
            known = tuple([argument for argument in arguments if argument is not None])
            return value._replace(arguments=known) if len(known) == len(arguments) else None
        return None if isinstance(value, Broken) else value
