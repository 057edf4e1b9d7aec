"""The primary place of a diagnostic about JSON is the key or value at fault, never an object around it.

A container is pointed at only where it is itself what is wrong: it is empty, stands where JSON of another kind belongs,
lacks a member, is beyond a limit, or is a whole condition of another grammar.
"""

from __future__ import annotations

import json

import pytest
from golden_files import FOLDER, read_cases

CASES = [
    case
    for path in sorted(FOLDER.glob("*.md"))
    for case in read_cases(path)
    if case.text.lstrip().startswith("{") and not {"repeat", "file"} & case.options.keys()
]
FOREIGN = {"view-filter", "foreign-condition"}
ABOUT_TEXT = {"not-json", "duplicate-key", "text-around-filter", "text-too-long"}
OF_ANOTHER_KIND = (
    ", not an object",
    ", not an array",
    ", not with an array",
    "a path is an array of pairs",
    "`$in` takes an array",
    "takes an object",
    "a day, not",
    "this is an API answer, not a workspace file",
    "an object in `values` is",
    "belongs here, not a record",
    "belongs here, not an actor",
    "rows belong in groups",
    "and this is a row",
)
BEYOND_A_LIMIT = "; the limit is "
LACKS_A_MEMBER = ("a sort needs a", "is missing")


def is_container(value):
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, dict) or any(isinstance(member, (dict, list)) for member in members)


def is_itself_at_fault(name, message, value):
    return (
        not value
        or name in FOREIGN
        or BEYOND_A_LIMIT in message
        or any(phrase in message for phrase in OF_ANOTHER_KIND)
        or any(message.startswith(phrase) or phrase in message for phrase in LACKS_A_MEMBER)
    )


def located(case, golden):
    """Return the diagnostics of a case that are about a key or a value in its text."""
    found = golden.checked(case.text, case.options)
    return [each for each in found if each.span and each.pointer is not None and each.name not in ABOUT_TEXT]


@pytest.mark.parametrize("case", CASES)
def test_the_span_is_the_key_or_value_at_fault(case, golden):
    for problem in located(case, golden):
        start, end = problem.span
        pointed = json.loads(case.text[start:end])
        last = problem.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        is_key = case.text[start] == '"' and case.text[end:].lstrip().startswith(":")
        assert not is_key or pointed == last
        if is_container(pointed):
            assert is_itself_at_fault(problem.name, problem.message, pointed)


def test_there_are_enough_places(golden):
    found = [problem.name for case in CASES for problem in located(case, golden)]
    assert len(found) > 400
    assert len(set(found)) > 35
