"""Regular expressions of the literals of query text, for grammars.

They have characters, classes, groups, alternatives and counts alone, which all dialects of grammars have. Each is bounded in
length, and matches only what no time zone, no calendar and no number type rejects.
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.limits import LIMITS

_LENGTH = f"{{1,{LIMITS.grammar_text_characters}}}"
ANY_TEXT = rf'"([^"\\\x00-\x1f\x7f]|\\["\\nrt]){_LENGTH}"' + "|" + rf"'([^'\\\x00-\x1f\x7f]|\\['\\nrt]){_LENGTH}'"
"""A string that is not empty."""

_HEX = "[0-9a-f]"
BARE_UUID = f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"
QUOTED_UUID = f'"{BARE_UUID}"'
ANY_UUID = f"{QUOTED_UUID}|{BARE_UUID}"

YEAR = "[12][0-9]{3}"
"""A year from 1000 to 2999: no period that begins in it, and no time zone, leaves the calendar."""

MONTH = f"{YEAR}-(0[1-9]|1[0-2])"
_LEAP_YEAR = "([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)"
_DAY_OF_YEAR = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
DAY = f"({YEAR}-{_DAY_OF_YEAR}|{_LEAP_YEAR}-02-29)"
"""A day of the calendar."""

_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
_TIME = f"T{_CLOCK}(:[0-5][0-9](\\.[0-9]{{1,9}})?)?(Z|[+-]{_CLOCK})?"
TIMESTAMP = f"{DAY}{_TIME}"
DAY_OR_TIMESTAMP = f"{DAY}({_TIME})?"

LARGEST_INTEGER = 10**LIMITS.grammar_number_digits - 1
MOST_DECIMALS = LIMITS.grammar_number_decimals


def decimal_numbers(decimals: int) -> str:
    """Return the pattern of numbers with decimals, up to a number of them."""
    fraction = f"(\\.[0-9]{{1,{decimals}}})?" if decimals else ""
    return f"-?(0|[1-9][0-9]{{0,{LIMITS.grammar_number_digits - 1}}}){fraction}"


def integers_between(least: int, most: int) -> str:
    """Return the pattern of the integers from one to another, or an empty text if there are none."""
    below = ["-" + part for part in _naturals(max(1, -most), -least)]
    return "|".join([*below, *_naturals(max(0, least), most)])


def _naturals(least: int, most: int) -> Iterator[str]:
    """Yield patterns that match the integers from one to another, which are not negative: those of each length apart."""
    for length in range(len(str(least)), len(str(most)) + 1) if least <= most else ():
        shortest = 0 if length == 1 else 10 ** (length - 1)
        yield from _of_one_length(str(max(least, shortest)), str(min(most, 10**length - 1)))


def _of_one_length(first: str, last: str) -> Iterator[str]:
    """Yield patterns of the numbers between two of one length: those that begin like one of them, and those between."""
    if first == last:
        yield first
        return
    shared = next(index for index, digit in enumerate(first) if digit != last[index])
    yield first
    for index in range(len(first) - 1, shared, -1):
        yield from _digit(first[:index], int(first[index]) + 1, 9, len(first) - index - 1)
    yield from _digit(first[:shared], int(first[shared]) + 1, int(last[shared]) - 1, len(first) - shared - 1)
    for index in range(shared + 1, len(last)):
        yield from _digit(last[:index], 0, int(last[index]) - 1, len(last) - index - 1)
    yield last


def _digit(before: str, least: int, most: int, after: int) -> Iterator[str]:
    """Yield the pattern of a digit between two, if there is one, behind some digits and before any others."""
    if least <= most:
        yield f"{before}[{least}-{most}]" + (f"[0-9]{{{after}}}" if after else "")
