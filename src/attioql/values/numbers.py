"""Numbers: whole or with decimals, with or without bounds."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from math import isfinite

from attioql.diagnostics.model import JsonValue
from attioql.values import source_patterns
from attioql.values.exact import (
    LARGEST_NUMBER,
    LEAST_NUMBER,
    MOST_DECIMALS,
    MOST_PLAIN_DIGITS,
    as_json_number,
    exact_number,
    read_decimal,
)
from attioql.values.model import (
    CodeType,
    FastPath,
    Integers,
    Key,
    MalformedError,
    Measure,
    Ordered,
    RecordTest,
    Rejection,
    Scalar,
    Schema,
    SourceForms,
    ValueKind,
)
from attioql.values.patterns import whole
from attioql.values.use import AttributeFacts, Use, ValueRule

_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
NUMERIC_TEXT = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
"""A number as text, where a property takes that."""

_LARGEST_FLOAT = sys.float_info.max
_LARGEST_FAST = 10**15
_SAMPLES = (0, 1, 2, -1, 1.5, 0.1)


def _read(form: str, text: str, use: Use) -> Scalar | Rejection:
    rule = use.prop.value
    if form == "number":
        if text.isdigit() and len(text) <= MOST_PLAIN_DIGITS and text.isascii():
            return _bounded(int(text), 0, rule)
    elif not rule.numeric_text or not NUMERIC_TEXT.match(text):
        return Rejection.OTHER_TYPE
    exact = exact_number(text)
    return Rejection.BEYOND_NUMBERS if exact is None else _bounded(*exact, rule)


def _bounded(number: int | Decimal, decimals: int, rule: ValueRule) -> Scalar | Rejection:
    """Return a number that keeps to the bounds of a property, to its decimals, and to whole numbers where it asks for them."""
    if rule.decimals is not None and decimals > rule.decimals:
        return Rejection.TOO_MANY_DECIMALS
    if decimals > MOST_DECIMALS:
        return Rejection.TOO_FINE
    too_low = rule.minimum is not None and number < rule.minimum
    too_high = rule.maximum is not None and number > rule.maximum
    return Rejection.OUT_OF_BOUNDS if too_low or too_high or (rule.integer and decimals) else number


def _unquoted(text: str) -> Decimal | None:
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    return read_decimal(text) if NUMERIC_TEXT.match(text) else None


def _fast_path(use: Use) -> FastPath:
    rule = use.prop.value
    least = -_LARGEST_FAST if rule.minimum is None else rule.minimum
    return Integers(least, _LARGEST_FAST if rule.maximum is None else rule.maximum)


def _schema(rule: ValueRule, _attribute: AttributeFacts, _operator: str) -> Schema:
    number: Schema = {"type": "integer" if rule.integer else "number"}
    if rule.minimum is not None:
        number["minimum"] = rule.minimum
    if rule.maximum is not None:
        number["maximum"] = rule.maximum
    if not rule.numeric_text:
        return number
    decimals = f"(\\.[0-9]{{1,{rule.decimals}}}0*)?" if rule.decimals else ""
    return {"anyOf": [number, whole(f"-?[0-9]+{decimals}")]}


def _python_type(rule: ValueRule, _attribute: AttributeFacts, _is_equality: bool) -> CodeType:
    return CodeType(("int",) if rule.integer else ("float", "Decimal"))


def _typescript_type(rule: ValueRule, _attribute: AttributeFacts) -> CodeType:
    return CodeType(("number", "NumericText") if rule.numeric_text else ("number",))


def _source(use: Use) -> SourceForms:
    """Numbers without an exponent; between bounds, whole numbers alone."""
    rule = use.prop.value
    if not rule.integer and rule.minimum is None and rule.maximum is None:
        decimals = source_patterns.MOST_DECIMALS if rule.decimals is None else rule.decimals
        return SourceForms(pattern=source_patterns.decimal_numbers(decimals))
    least = -source_patterns.LARGEST_INTEGER if rule.minimum is None else rule.minimum
    return SourceForms(
        pattern=source_patterns.integers_between(
            least, source_patterns.LARGEST_INTEGER if rule.maximum is None else rule.maximum
        )
    )


def _fitting(rule: ValueRule) -> tuple[JsonValue, ...]:
    return tuple([each for each in _SAMPLES if not isinstance(_bounded(*_exactly(each), rule), Rejection)])


def _exactly(number: float) -> tuple[int | Decimal, int]:
    return (number, 0) if isinstance(number, int) else (Decimal(repr(number)), 1)


def _held(rule: ValueRule) -> tuple[JsonValue, ...]:
    return (*_SAMPLES, "1.50", "2") if rule.numeric_text else _fitting(rule)


def _measure(value: Scalar) -> Measure:
    if isinstance(value, str):
        raise TypeError(value)
    return value


def _bounds(rule: ValueRule) -> tuple[Measure, Measure]:
    least = LEAST_NUMBER if rule.minimum is None else rule.minimum
    return least, LARGEST_NUMBER if rule.maximum is None else rule.maximum


def _held_at(measure: Measure) -> Scalar | float:
    whole_number = int(measure)
    return whole_number if whole_number == measure else as_json_number(measure)


def _held_key(value: object, rule: ValueRule) -> int | Decimal:
    """A float stands for the shortest decimal that reads back as it, as JSON prints it."""
    number = _held_number(value, rule)
    if number is None or not (LEAST_NUMBER <= number <= LARGEST_NUMBER):
        message = "a number, or one as text" if rule.numeric_text else "a number"
        raise MalformedError(message)
    if rule.integer and (number != int(number) or not (rule.minimum or 0) <= number <= (rule.maximum or number)):
        message = f"a whole number from {rule.minimum} to {rule.maximum}"
        raise MalformedError(message)
    return number


def _held_number(value: object, rule: ValueRule) -> int | Decimal | None:
    match value:
        case bool():
            return None
        case int():
            return value
        case float() if isfinite(value):
            return read_decimal(repr(value))
        case Decimal():
            return value if value.is_finite() else None
        case str() if rule.numeric_text and NUMERIC_TEXT.match(value):
            return read_decimal(value)
    return None


def _fast_test(compare: Callable[[Key, Key], bool], operand: Key, rule: ValueRule) -> RecordTest | None:
    """Floats compare with a number that is the shortest decimal of a float as their decimals do."""
    if rule.integer or rule.numeric_text or Decimal(repr(float(operand))) != operand:
        return None
    nearest = float(operand)

    def passes(value: object) -> bool:
        kind = type(value)
        if (kind is float or kind is int) and -_LARGEST_FLOAT <= value <= _LARGEST_FLOAT:  # type: ignore[operator]
            return compare(value, nearest if kind is float else operand)  # type: ignore[arg-type]  # `type` says so
        return value is not None and compare(_held_key(value, rule), operand)

    return passes


NUMBER = ValueKind(
    name="number",
    words="a number",
    literal="a number",
    json_words="a number",
    json_type="number",
    literals=frozenset({"number", "string"}),
    read=_read,
    schema=_schema,
    samples=lambda rule, *_: _fitting(rule),
    source=_source,
    domain=Ordered(_measure, _bounds, _held_at, lambda rule: rule.integer),
    examples=lambda *_: count(1),
    held_key=lambda rule, _attribute: lambda value: _held_key(value, rule),
    fast_test=_fast_test,
    held=_held,
    unquoted=_unquoted,
    python_type=_python_type,
    typescript_type=_typescript_type,
    fast_path=_fast_path,
)
