"""The primary place of a diagnostic about JSON is the key or value at fault, never an object around it.

A container is pointed at only where it is itself what is wrong: it is empty, stands where JSON of another kind belongs,
lacks a member, or is a whole condition of another grammar.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CASES = [
    case
    for path in sorted((Path(__file__).parent / "cases").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
    if case["text"].lstrip().startswith("{") and "repeat" not in case and "file" not in case
]
FOREIGN = {"view-filter", "foreign-condition"}
OF_ANOTHER_KIND = (
    ", not an object",
    ", not an array",
    ", not with an array",
    "a path is an array of pairs",
    "`$in` takes an array",
    "takes an object",
    "a day, not",
)
LACKS_A_MEMBER = ("a sort needs a", "is missing here")


def name_and_message(problem):
    head, _, message = problem["says"].partition("]: ")
    return head.split("[")[1].split(" ")[0], message


def is_container(value):
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, dict) or any(isinstance(member, (dict, list)) for member in members)


def is_itself_at_fault(name, message, value):
    return (
        not value
        or name in FOREIGN
        or any(phrase in message for phrase in OF_ANOTHER_KIND)
        or any(message.startswith(phrase) or phrase in message for phrase in LACKS_A_MEMBER)
    )


def located():
    for number, case in enumerate(CASES):
        for problem in case["problems"]:
            name, _ = name_and_message(problem)
            if "span" in problem and "pointer" in problem and name not in {"not-json", "duplicate-key"}:
                yield pytest.param(case["text"], problem, id=f"{number}-{name}")


LOCATED = list(located())


@pytest.mark.parametrize(("text", "problem"), LOCATED)
def test_the_span_is_the_key_or_value_at_fault(text, problem):
    start, end = problem["span"]
    pointed = json.loads(text[start:end])
    name, message = name_and_message(problem)
    last = problem["pointer"].rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    is_key = text[start] == '"' and text[end:].lstrip().startswith(":")
    assert not is_key or pointed == last
    if is_container(pointed):
        assert is_itself_at_fault(name, message, pointed)


def test_there_are_enough_places():
    assert len(LOCATED) > 400
    assert len({name_and_message(param.values[1])[0] for param in LOCATED}) > 35
