"""A text that passes some tests and fails others: the operands themselves, an example with them in it, or one that always serves."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from attioql.filters.model import Test
from attioql.filters.one_value import passes, text_operands
from attioql.limits import LIMITS
from attioql.operators import fold


def passing_text(
    passed: Sequence[Test],
    failed: Sequence[Test],
    examples: Callable[[str], Iterable[str]],
    read: Callable[[str], str],
) -> str | None:
    """Return a text that passes all of some tests and fails all others, `None` if none is found.

    `examples` returns recognisable texts with a part in them, and `read` a text as a record that holds it is read.
    """
    excluded = {text for test in failed if test.operator.row.is_equality for text in _listed(test)}
    others = [test for test in failed if not test.operator.row.is_equality]
    tries = min(LIMITS.witness_examples, LIMITS.witness_tests // (1 + len(passed) + len(others)))
    most = len(excluded) + tries

    def fits(text: str) -> bool:
        held = read(text)
        return (
            held not in excluded
            and all(passes(test, held) for test in passed)
            and not any(passes(test, held) for test in others)
        )

    return next(filter(fits, _candidates(passed, failed, lambda part: islice(examples(part), most))), None)


def _candidates(
    passed: Sequence[Test], failed: Sequence[Test], examples: Callable[[str], Iterable[str]]
) -> Iterator[str]:
    """Yield texts, best first. Where tests leave a text possible, one of these is it."""
    equal = [test for test in passed if test.operator.row.role == "equal"]
    for text in _equal_texts(equal):
        yield from (text, text.lower(), text.upper(), text.swapcase())
    if equal:
        return
    if any(test.operator.row.role == "presence" for test in failed):
        yield ""
        return
    starts, parts, ends = text_operands(passed, str)
    start, end = max(starts, key=len, default=""), max(ends, key=len, default="")
    inner = [part for part in dict.fromkeys(parts) if not any(fold(part) in fold(each) for each in (start, end))]
    for core in dict.fromkeys(_joined(start, inner, end)):
        if len(core) <= LIMITS.witness_characters:
            yield from examples(core)
        if core:
            yield core
    yield _other_character((*passed, *failed)).join((start, *inner, end))


def _equal_texts(equal: Sequence[Test]) -> Iterable[str]:
    """Yield what a text may be: an operand of the test that lists the fewest, in order."""
    return min([_listed(test) for test in equal], key=len, default=())


def _listed(test: Test) -> tuple[str, ...]:
    return test.value if isinstance(test.value, tuple) else (str(test.value),)


def _joined(start: str, inner: Sequence[str], end: str) -> Iterator[str]:
    """Yield the shortest texts with all parts: one that has the others in it, the parts in a row, and with blanks between them."""
    pieces = [piece for piece in (start, *inner, end) if piece]
    yield max(pieces, key=len, default="")
    yield "".join(pieces)
    yield " ".join(pieces)


def _other_character(tests: Iterable[Test]) -> str:
    """Return a character that no operand has, in whatever case: no part that is forbidden can reach across it."""
    taken = {character for test in tests for text in _listed(test) for character in fold(text)}
    known = chain(("-", " ", "x", "0"), filter(str.isprintable, map(chr, range(sys.maxunicode))))
    return next((each for each in known if each not in taken and fold(each) == each), "")
