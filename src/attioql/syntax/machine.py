"""The parse tables of the grammar, as the parser uses them. They are read from a generated file.

The file belongs to a grammar by its digest. Where it does not match `grammar/attioql.lark` (someone changed the
grammar), Lark computes the tables afresh; it is imported for nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from attioql.resources import from_resources, generated_path, read, read_resource
from attioql.syntax import tables
from attioql.syntax.plain import PlainReader, plain_kinds, plain_pattern, reader_of_nodes
from attioql.syntax.spelling import RESERVED_WORDS
from attioql.syntax.table_file import GENERATED, TableData, digest

END = "$END"
JUNK = "$JUNK"
NAME = "NAME"
COMMENT = "COMMENT"
BLANKS = "WHITESPACE"

ALTERNATION = ("OR", "PIPES")
"""The terminals that join alternatives: each spelling leads to a state of its own."""

CONJUNCTION = ("AND", "AMPERSANDS")
"""The terminals that join the operands of a conjunction."""


class Runway(NamedTuple):
    """The states after a run of plain conditions that begins where a disjunction may begin (`attioql.syntax.plain`).

    They are those after the disjunction, and after an `or` behind it; after a conjunction and an `and` behind it, which is
    the `first` in its disjunction or a `later` one. Runs contain the words alone, so these are the states of the words; rules
    with the signs have the same actions.
    """

    disjunction: int
    after_or: int
    first: tuple[int, int]
    later: tuple[int, int]


class Before(NamedTuple):
    """What stands before a state in which a run of plain conditions may begin: a runway, or the run so far.

    That is operands and an `and` or `&&`, or alternatives and an `or` or `||`, with their states.
    """

    runway: Runway | None
    after_and: bool
    after_or: bool


class Tables(NamedTuple):
    """The tables ready for the parser: one pattern for all tokens, a row of actions and a row of gotos for each state.

    `pattern` matches the blanks before a token and the token, which begins where group 1 is. All groups are empty: the last
    one, group `i`, tells that the token is a `terminals[i]`. (A reading that began with a group could not be ruled out by
    its first character alone.) What the grammar ignores beside blanks, comments, is a token. The start state is 0.
    `plain` is for conditions that are read at once (`attioql.syntax.plain`), `string` for those in a list, `read_node` makes nodes of them; `after_atom` has
    the state after a condition, for each state in which one may begin, and `runs` what stands before those in
    which a run of them may begin.
    """

    pattern: re.Pattern[str]
    terminals: tuple[str, ...]
    keywords: dict[str, str]
    rules: tuple[tuple[str, int, str | None], ...]
    actions: tuple[dict[str, int], ...]
    gotos: tuple[dict[str, int], ...]
    plain: re.Pattern[str]
    plain_kinds: tuple[str, ...]
    string: re.Pattern[str]
    read_node: PlainReader
    after_atom: tuple[int | None, ...]
    runs: tuple[Before | None, ...]


@from_resources
def load_tables() -> Tables:
    """Return the tables of the grammar, from the generated file or, where it does not match, from Lark."""
    grammar = read_resource("grammar", "attioql.lark")
    try:
        data = cast("TableData", json.loads(read(generated_path(GENERATED))))
    except FileNotFoundError:
        return _ready(tables.compute(grammar))
    return _ready(data if data["digest"] == digest(grammar) else tables.compute(grammar))


def _ready(data: TableData) -> Tables:
    ignored = dict(data["ignored"])
    blanks = ignored.pop(BLANKS)
    terminals = ("", END, *(name for name, _ in data["terminals"]), *ignored, JUNK)
    readings = "|".join(
        f"(?:{regexp})()" for regexp in [*(regexp for _, regexp in data["terminals"]), *ignored.values()]
    )
    pattern = re.compile(rf"(?:{blanks})*()(?:{readings}|(?s:[0-9][\w.:+-]*|[\"'`][^\n]*|.)()|\Z)")
    rules = tuple((origin, length, action) for origin, length, action in data["rules"])
    actions = tuple(row for row, _ in data["states"])
    gotos = tuple(row for _, row in data["states"])
    regexps = dict(data["terminals"])
    kinds, string = plain_kinds(regexps), re.compile(regexps["STRING"])
    return Tables(
        pattern,
        terminals,
        data["keywords"],
        rules,
        actions,
        gotos,
        plain_pattern(regexps, blanks),
        kinds,
        string,
        reader_of_nodes(kinds, data["keywords"], string),
        tuple([row.get("atom") for row in gotos]),
        _runs(actions, gotos),
    )


def _runs(actions: Sequence[Mapping[str, int]], gotos: Sequence[Mapping[str, int]]) -> tuple[Before | None, ...]:
    runways = {state: runway for state, row in enumerate(gotos) if (runway := _runway(row, actions, gotos)) is not None}
    after_or = {actions[runway.disjunction][name] for runway in runways.values() for name in ALTERNATION}
    before_conjunction = (*runways, *after_or)
    after_and = {actions[gotos[state]["conjunction"]][name] for state in before_conjunction for name in CONJUNCTION}
    return tuple(
        [
            Before(runways.get(state), state in after_and, state in after_or)
            if state in runways or state in after_and or state in after_or
            else None
            for state in range(len(gotos))
        ]
    )


def _runway(
    row: Mapping[str, int], actions: Sequence[Mapping[str, int]], gotos: Sequence[Mapping[str, int]]
) -> Runway | None:
    disjunction = row.get("disjunction")
    if disjunction is None:
        return None
    after_or = actions[disjunction]["OR"]
    first, later = row["conjunction"], gotos[after_or]["conjunction"]
    return Runway(disjunction, after_or, (first, actions[first]["AND"]), (later, actions[later]["AND"]))


def word_terminal(word: str, row: Mapping[str, int], keywords: Mapping[str, str]) -> str:
    """Return the terminal of an identifier: a keyword where one is expected or reserved, a name otherwise."""
    keyword = keywords.get(word.lower())
    return NAME if keyword is None or not (keyword in row or word.lower() in RESERVED_WORDS) else keyword
