"""Writes exact numbers as JSON, in one shortest spelling, never through a binary float."""

from __future__ import annotations

from decimal import Decimal

from attioql.text.numbers import EXACT, MOST_PLAIN_DIGITS

_MOST_LEADING_ZEROS = 6


def number_text(number: int | Decimal) -> str:
    """Return the JSON spelling of a number: plain up to 21 digits and down to six zeros after the point, else with `e`."""
    if isinstance(number, int):
        return str(number)
    sign, digits, exponent = number.as_tuple()
    text = "".join(map(str, digits))
    point = len(text) + int(exponent)
    minus = "-" if sign else ""
    if exponent == 0 or (isinstance(exponent, int) and exponent > 0 and point <= MOST_PLAIN_DIGITS):
        return f"{minus}{text}{'0' * int(exponent)}"
    if 0 < point <= MOST_PLAIN_DIGITS:
        return f"{minus}{text[:point]}.{text[point:]}"
    if -_MOST_LEADING_ZEROS < point <= 0:
        return f"{minus}0.{'0' * -point}{text}"
    fraction = f".{text[1:]}" if len(text) > 1 else ""
    return f"{minus}{text[0]}{fraction}e{point - 1}"


def as_json_number(number: int | Decimal) -> int | float | Decimal:
    """Return a number for a JSON value: a float where that prints its digits, an int if it is whole, else itself."""
    if isinstance(number, int):
        return number
    nearest = float(number)
    if Decimal(repr(nearest)) == number:
        return nearest
    return int(number) if number == number.to_integral_value(context=EXACT) else number
