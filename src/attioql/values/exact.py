"""Reads numbers exactly, and writes them as JSON: JSON numbers and number literals become values here.

The decimal context of the calling thread may round or raise, so every operation gets the context `EXACT`. Python can be set up
to refuse integers of 641 digits or more, so longer ones are decimals.
"""

from __future__ import annotations

import math
import re
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal
from typing import Literal, TypeAlias

from attioql.limits import LIMITS

EXACT = Context(MAX_PREC, ROUND_HALF_EVEN, MIN_EMIN, MAX_EMAX, capitals=1, clamp=0, flags=[], traps=[])
"""Rounds nothing and raises nothing: what it cannot do is NaN."""

LARGEST_NUMBER = Decimal(2**1024 - 2**971)
"""The largest number Attio can store: numbers are 64-bit floats (OpenAPI description of number attributes)."""

LEAST_NUMBER = LARGEST_NUMBER.copy_negate()
"""The most negative number Attio can store."""

MOST_DECIMALS = LIMITS.number_decimals

_BEYOND = "1e617"
_NEARLY_ZERO = "1e-999999999"
_ZERO = re.compile(r"-?[0_.]+[eE]")

MOST_PLAIN_DIGITS = 21
"""The most digits of a whole number that is an `int` and is written without an exponent."""

_MOST_LEADING_ZEROS = 6

_EXACT_LENGTH = 15
_LEAST_EXACT = 1e-290
"""Floats have 15 decimal digits at least, so that a number in so many characters is the one that its float prints as."""

MOST_INTEGER_DIGITS = 600
"""The longest text of an integer that Python reads and writes, however it is set up."""


class BeyondNumber(Decimal):
    """Stands for a number whose exponent is beyond what Python computes with: infinite, or nearly zero. `str` returns its text."""

    __slots__ = ("written",)
    written: str

    def __new__(cls, written: str) -> BeyondNumber:  # noqa: PYI034 - `Self` is younger than Python 3.10
        """Return what stands for a number that was written so."""
        sign = "-" if written.startswith("-") else ""
        number = super().__new__(cls, f"{sign}{_NEARLY_ZERO if 'e-' in written.lower() else 'Infinity'}")
        number.written = written
        return number

    def __str__(self) -> str:
        """Return the number as it was written."""
        return self.written

    def __reduce__(self) -> tuple[type[BeyondNumber], tuple[str]]:
        """Pickle the text."""
        return (BeyondNumber, (self.written,))


def read_decimal(text: str) -> Decimal:
    """Return the exact value of a number in the notation of JSON or of a literal."""
    number = Decimal(text, EXACT)
    if number.is_finite():
        return number
    return Decimal(0) if _ZERO.match(text) else BeyondNumber(text)


def integer_text(value: int) -> str:
    """Return the text of an integer; for one beyond any that Attio stores, which Python may refuse to write, that of another such one."""
    if int.bit_length(value) <= LIMITS.number_bits:
        return int.__repr__(value)
    return f"{'-' if value < 0 else ''}{_BEYOND}"


def decimal_text(number: Decimal) -> str:
    """Return the text of a decimal, independent of the caller's context."""
    return number.written if isinstance(number, BeyondNumber) else EXACT.to_sci_string(number)


def read_integer(text: str) -> int | Decimal:
    """Return the integer in a text; a long one is a `Decimal`, which is as exact."""
    return int(text) if len(text) <= MOST_INTEGER_DIGITS else read_decimal(text)


def read_float(text: str) -> float | Decimal:
    """Return the number in a text: a float if that prints as the same number, and otherwise a `Decimal`."""
    number = float(text)
    if len(text) <= _EXACT_LENGTH and _LEAST_EXACT <= abs(number) < math.inf:
        return number
    exact = read_decimal(text)
    return number if math.isfinite(number) and Decimal(repr(number)) == exact else exact


def exact_number(text: str) -> tuple[int | Decimal, int] | None:
    """Return a number without needless zeros, and its number of decimals; `None` if Attio cannot store it."""
    number = read_decimal(text)
    if not number.is_finite() or not LEAST_NUMBER <= number <= LARGEST_NUMBER:
        return None
    if not number:
        return 0, 0
    sign, digits, written_exponent = number.as_tuple()
    last = len(digits)
    while digits[last - 1] == 0:
        last -= 1
    exponent = int(written_exponent) + len(digits) - last
    exact = Decimal((sign, digits[:last], exponent))
    if exponent >= 0 and last + exponent <= MOST_PLAIN_DIGITS:
        return int(exact), 0
    return exact, max(0, -exponent)


def number_text(number: int | Decimal) -> str:
    """Return the JSON spelling of a number: plain up to 21 digits before the point and down to 0.000001, else with `e`."""
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


Decimals: TypeAlias = Literal["keep", "float", "error"]
"""What becomes of the numbers of a JSON value that neither an `int` nor a `float` holds exactly."""


def as_json_number(number: int | Decimal, decimals: Decimals = "keep") -> int | float | Decimal:
    """Return a number for a JSON value: a float where that prints its digits, an int if it is whole, else itself."""
    if isinstance(number, int):
        return number
    nearest = float(number)
    if Decimal(repr(nearest)) == number:
        return nearest
    if number == number.to_integral_value(context=EXACT):
        return int(number)
    if decimals == "error":
        message = (
            f"no float is {number_text(number)}, and the nearest is {nearest!r}; `dumps()` writes the number exactly"
        )
        raise ValueError(message)
    return nearest if decimals == "float" else number
