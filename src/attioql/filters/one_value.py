"""Whether one value can pass some tests and fail others: decided property by property, exactly.

Ordered kinds are intervals with points left out, texts are what they must equal, begin with, contain and end with. The
values are those of `docs/semantics.md`: any number, any text, any day and any nanosecond of the calendar.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute
from attioql.filters.formed_text import FormedText, Parts, formed_text, has_form
from attioql.filters.intervals import is_any_left, single
from attioql.filters.model import Condition, Test, ValueTests
from attioql.filters.work import MOST_STEPS, TooMuchWorkError, Work
from attioql.operators import TEXT_ROLES, Role, fold
from attioql.values.model import Domain, Finite, Key, Ordered, Scalar, TextForm, Texts, Titles


def can_be_value(
    attribute: Attribute, passed: Iterable[Test], failed: Sequence[ValueTests], work: Work | None = None
) -> bool | None:
    """Tell whether a value can pass all of `passed` and, of each set in `failed`, fail at least one test.

    `None` where that hangs on what is not known: which title has which ID. A property that no test of `passed` is about may be
    null. Raises `TooMuchWorkError` where `work` is given and does not allow for it; else the answer is `None`.
    """
    is_unknown = False
    try:
        for one in value_ways(attribute, passed, failed, work or Work(MOST_STEPS)):
            if one.is_proven:
                return True
            is_unknown = True
    except TooMuchWorkError:
        if work is not None:
            raise
        return None
    return None if is_unknown else False


class ValueWay(NamedTuple):
    """One way for a value to pass some tests and fail others: what each property passes, and what it fails.

    A property that is not in `passed` may be null. It is proven that there is such a value, or it is not known.
    """

    passed: dict[str, ValueTests]
    failed: ValueTests
    is_proven: bool


def value_ways(
    attribute: Attribute, passed: Iterable[Test], failed: Sequence[ValueTests], work: Work
) -> Iterator[ValueWay]:
    """Fail a test of each set in `failed`, one set after another, and go back where no value is left. Raises `TooMuchWorkError`."""
    needed = _by_property(passed)
    choices = [tests for tests in failed if all(test.operator.property in needed for test in tests)]
    choices.sort(key=len)
    properties = attribute.type.properties
    alone = tuple([tests[0] for tests in choices if len(tests) == 1])
    work.spend(len(alone))
    domains = {name: domain_of(properties[name], attribute) for name in needed}

    def can_be(name: str, failed: ValueTests) -> bool | None:
        domain = domains[name]
        if not isinstance(domain, TextForm):
            return is_possible(properties[name], needed[name], failed, domain)
        found = text_of_form(domain, needed[name], failed, work)
        return found.text is not None or (False if found.is_known else None)

    verdicts = [can_be(name, tests_of(name, alone)) for name in needed]
    if False in verdicts:
        return
    waiting: list[tuple[ValueTests, bool, int]] = [(alone, None not in verdicts, len(alone))]
    while waiting:
        failing, is_known, done = waiting.pop()
        if done == len(choices):
            yield ValueWay(needed, failing, is_known)
            continue
        for test in reversed(choices[done]):
            work.spend(1 + len(failing))
            name = test.operator.property
            found = can_be(name, (*tests_of(name, failing), test))
            if found is not False:
                waiting.append(((*failing, test), is_known and found is True, done + 1))


def tests_of(name: str, tests: ValueTests) -> ValueTests:
    """Return the tests on a property."""
    return tuple([test for test in tests if test.operator.property == name])


def _by_property(tests: Iterable[Test]) -> dict[str, ValueTests]:
    found: dict[str, ValueTests] = {}
    for test in dict.fromkeys(tests):
        name = test.operator.property
        found[name] = (*found.get(name, ()), test)
    return found


def is_plainly_possible(prop: Property, one: Condition, one_holds: bool, two: Condition, two_holds: bool) -> bool:
    """Tell at a glance that two conditions of one text test each can hold, or not, together; `False` says nothing.

    The operand of a test passes it, and mostly fails the other one; to what contains a text, any other may be added.
    """
    first, second = one.value, two.value
    if type(first) is not str or type(second) is not str or type(prop.kind.domain) is not Texts:
        return False
    if one_holds is two_holds:
        return one_holds and one.operator.row.role == two.operator.row.role == "part"
    return fold(second) not in fold(first) if one_holds else fold(first) not in fold(second)


def domain_of(prop: Property, attribute: Attribute) -> Domain:
    """Return which values a property of an attribute may have."""
    return prop.kind.narrower_domain(attribute) or prop.kind.domain


def is_possible(prop: Property, passed: ValueTests, failed: ValueTests, domain: Domain | None = None) -> bool | None:
    """Tell whether a value can pass all of some tests on a property, one at least, and fail all of others.

    `None` where that hangs on which title has which ID.
    """
    match domain or prop.kind.domain:
        case Ordered() as order:
            return is_any_left(order, prop.value, passed, failed)
        case Texts() | TextForm():
            return _text(passed, failed)
        case Finite(values):
            return _passes_one_of(values, passed, failed)
        case Titles() as titles:
            return _titled(titles, prop.kind.key, passed, failed)


def text_of_form(
    form: TextForm, passed: ValueTests, failed: ValueTests, work: Work, taken: Collection[str] = ()
) -> FormedText:
    """Return a text of a form that passes all of some tests, fails all others, and is not taken. Raises `TooMuchWorkError`."""

    def fits(text: str) -> bool:
        return (
            text not in taken
            and all(passes(test, text) for test in passed)
            and not any(passes(test, text) for test in failed)
        )

    exact = [_texts(test) for test in passed if test.operator.row.role == "equal"]
    if exact:
        named = sorted(set.intersection(*exact))
        work.spend(len(named))
        return FormedText(next((text for text in named if has_form(form, text) and fits(text)), None), is_known=True)
    others = [test for test in failed if test.operator.row.ignores_case]
    wanted, refused = Parts(*text_operands(passed)), Parts(*text_operands(others))
    return formed_text(form, wanted, refused, fits, 1 + len(taken) + len(failed), work)


def passes(test: Test, value: Scalar) -> bool:
    """Tell whether a value passes a test. It is one of a kind without an order, or compares as its kind does."""
    row, operand = test.operator.row, test.value
    if isinstance(operand, tuple):
        return value in operand
    if row.ignores_case:
        return row.test(fold(str(value)), fold(str(operand)))
    return row.test(value, operand)


def _passes_one_of(values: Iterable[Scalar], passed: Iterable[Test], failed: Iterable[Test]) -> bool:
    return any(
        all(passes(test, value) for test in passed) and not any(passes(test, value) for test in failed)
        for value in values
    )


def _titled(titles: Titles, key: Callable[[Scalar], Key], passed: ValueTests, failed: ValueTests) -> bool | None:
    """Two names that differ may belong to the same thing, unless both are titles, or the ID of both is known."""
    asked = [[str(key(single(test.value))) for test in tests] for tests in (passed, failed)]
    names, others = [{titles.ids.get(name, name) for name in each} for each in asked]
    if names & others:
        return False
    known = {*titles.ids.values()}
    if len([name for name in names if not titles.is_id(name)]) > 1 or len(names & known) > 1:
        return False
    if len(names) != 1:
        return None
    return True if len({titles.is_id(name) for name in names | others}) == 1 or names | others <= known else None


def _text(passed: ValueTests, failed: ValueTests) -> bool | None:
    """Look at what a text must begin with, contain and end with; what is not asked of it may be any other text."""
    if any(operator.row.role == "equal" for operator, _ in passed):
        return _equal_text(passed, failed)
    if any(operator.row.role == "presence" for operator, _ in failed):
        return _passes_one_of(("",), passed, failed)
    starts, parts, ends = text_operands(passed)
    start, end = max(starts, key=len, default=""), max(ends, key=len, default="")
    if not all(map(start.startswith, starts)) or not all(map(end.endswith, ends)):
        return False
    no_starts, no_parts, no_ends = text_operands([test for test in failed if not _is_exact(test)])
    pieces = (start, *parts, end)
    joined = "\0".join(pieces)
    if any(part in joined and any(part in piece for piece in pieces) for part in no_parts):
        return False
    if any(map(start.startswith, no_starts)) or any(map(end.endswith, no_ends)):
        return False
    return (
        None if any(test.operator.row.role in TEXT_ROLES and _is_exact(test) for test in (*passed, *failed)) else True
    )


def _equal_text(passed: ValueTests, failed: ValueTests) -> bool | None:
    """Try the texts that equal what is asked for; of those that differ in case alone, a few."""
    listed = [test for test in passed if test.operator.row.role == "equal"]
    exact = [_texts(test) for test in listed if _is_exact(test)]
    if exact:
        texts: set[str] = set.intersection(*exact)
        return _passes_one_of(texts, passed, failed)
    text = str(listed[0].value)
    if not _passes_one_of((text,), *([test for test in tests if not _is_exact(test)] for tests in (passed, failed))):
        return False
    return True if _passes_one_of((text, text.lower(), text.upper(), text.swapcase()), passed, failed) else None


def _texts(test: Test) -> set[str]:
    return {*test.value} if isinstance(test.value, tuple) else {str(test.value)}


def _is_exact(test: Test) -> bool:
    """Tell whether texts that differ in case alone may differ in whether they pass a test."""
    return not test.operator.row.ignores_case and test.operator.row.role != "presence"


def text_operands(tests: Iterable[Test], write: Callable[[str], str] = fold) -> tuple[list[str], list[str], list[str]]:
    """Return what texts are to begin with, contain and end with, without their case unless they are written otherwise."""
    found: dict[Role, list[str]] = {"start": [], "part": [], "end": []}
    for operator, value in tests:
        if operator.row.role in found:
            found[operator.row.role].append(write(str(value)))
    return found["start"], found["part"], found["end"]
