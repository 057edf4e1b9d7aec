"""The operators: one row for each in `schemas/attribute-types.json`, and one function for how it tests.

A row says how query text spells the operator and its negation, what it takes, and its place in the logic. A row without a
function, a function without a row and a column that no room knows raise `ValueError` when the table is loaded.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from keyword import iskeyword
from typing import Any, Literal, NamedTuple, TypeAlias, cast, get_args

from attioql.resources import from_resources, read_resource

Takes: TypeAlias = Literal["value", "list", "range", "period", "nothing"]
"""What stands to the right of a spelling."""

Role: TypeAlias = Literal["equal", "part", "start", "end", "above", "below", "presence"]
"""The place of an operator in the logic: the text or value that it equals, a part of a text, a bound, or that there is one."""

TEXT_ROLES: frozenset[Role] = frozenset({"part", "start", "end"})
"""The roles of operators that take a part of a text."""


def _is_there(value: object, _: object) -> bool:
    return value != ""


TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "$eq": operator.eq,
    "$contains": operator.contains,
    "$starts_with": str.startswith,
    "$ends_with": str.endswith,
    "$gt": operator.gt,
    "$gte": operator.ge,
    "$lt": operator.lt,
    "$lte": operator.le,
    "$not_empty": _is_there,
}
"""How each operator tests a value against its operand, both as their kind compares them."""


class Spelling(NamedTuple):
    """An operator of query text: the operators of filter JSON that it needs, what it takes, and what it negates, if anything.

    `others` are further ways to write it; `method` is the method of a field in Python that means the same.
    """

    text: str
    operators: tuple[str, ...]
    takes: Takes = "value"
    negates: str = ""
    others: tuple[str, ...] = ()
    method: str = ""


@dataclass(frozen=True, slots=True)
class OperatorRow:
    """What one operator of filter JSON is, on any property.

    `ignores_case` says that texts are compared as `fold` returns them. A bound is `closed` if it includes its operand, and
    `opposite` is the operator that passes exactly the other values of an order. `lists` is the operator that a list of operands is
    for. A sentence `says` that a value passes, or `denies` it; a bound is denied in the words of its opposite, and of moments it
    `says_of_time`.
    """

    name: str
    verb: str
    says: str
    role: Role
    spellings: tuple[Spelling, ...]
    test: Callable[[Any, Any], bool] = field(compare=False)
    ignores_case: bool = False
    closed: bool = False
    opposite: str = ""
    lists: str = ""
    denies: str = ""
    says_of_time: str = ""

    @property
    def is_equality(self) -> bool:
        """Whether a value passes that is the operand, or one of a list, and no other."""
        return self.role == "equal" and not self.ignores_case

    @property
    def takes(self) -> Takes:
        """What the operator has in filter JSON: a value, a list of values, or only `true`."""
        if self.lists:
            return "list"
        return "nothing" if self.role == "presence" else "value"

    def __reduce__(self) -> tuple[Callable[[str], OperatorRow], tuple[str]]:
        """Pickle the name; the row comes from the table."""
        return row_of, (self.name,)


class Operators(NamedTuple):
    """All operators: `rows` by their JSON name, in canonical order, and every `spelling` of query text.

    `negation` leads from a spelling to the one that negates it, where there is one; `written` from all that may be written, in lower
    case, to its one spelling. `by_role` leads from a role, and whether the operator is closed and takes a list, to its name.
    """

    rows: Mapping[str, OperatorRow]
    spellings: Mapping[str, Spelling]
    negation: Mapping[str, str]
    written: Mapping[str, str]
    by_role: Mapping[tuple[Role, bool, bool], str]

    def spelling_of(self, name: str, takes: Takes = "value") -> str:
        """Return the spelling that means one operator of filter JSON, and takes what is asked for."""
        return next(each.text for each in self.rows[name].spellings if each.takes == takes and not each.negates)

    def spelling_taking(self, takes: Takes) -> Spelling:
        """Return the first spelling that takes something, such as a range."""
        return next(each for each in self.spellings.values() if each.takes == takes and not each.negates)


_ROLES_OF_PATTERNS: Mapping[tuple[bool, bool], Role] = {
    (True, True): "part",
    (False, True): "start",
    (True, False): "end",
    (False, False): "equal",
}
"""What a pattern asks for, by whether it begins and ends with a wildcard."""


def part_of_pattern(pattern: str, wildcard: str) -> tuple[str, str]:
    """Return the operator that a pattern with wildcards at its ends alone comes to, and the text without them."""
    role = _ROLES_OF_PATTERNS[pattern.startswith(wildcard), pattern.endswith(wildcard)]
    return operator_of(role), pattern.strip(wildcard)


def fold(text: str) -> str:
    """Return text as operators that ignore case see it."""
    return text.casefold()


def row_of(name: str) -> OperatorRow:
    """Return the row of an operator of filter JSON."""
    return load_operators().rows[name]


def operator_of(role: Role, *, closed: bool = False, lists: bool = False) -> str:
    """Return the operator of filter JSON with a role: of bounds, the closed one or the other; of equalities, the one for lists or not."""
    return load_operators().by_role[role, closed, lists]


def operators_of(*roles: Role) -> frozenset[str]:
    """Return the operators of filter JSON that have one of some roles."""
    return frozenset({name for name, row in load_operators().rows.items() if row.role in roles})


def is_presence(name: str) -> bool:
    """Tell whether a name is that of an operator of filter JSON that asks for a value."""
    row = load_operators().rows.get(name)
    return row is not None and row.role == "presence"


def written_as(role: Role, *, closed: bool = False, takes: Takes | None = None, negated: bool = False) -> str:
    """Return the operator of query text with a role: of those that take a value, unless `takes` says otherwise, or its negation."""
    table, name = load_operators(), operator_of(role, closed=closed)
    spelling = table.spelling_of(name, takes or table.rows[name].takes)
    return table.negation[spelling] if negated else spelling


def written_taking(takes: Takes) -> str:
    """Return the first operator of query text that takes something: `between` for a range, `during` for a period."""
    return load_operators().spelling_taking(takes).text


def within_days(path: str, first: object, after: object) -> str:
    """Return both bounds of a period as conditions on a path: from its first day on, and before the day after it."""
    table = load_operators()
    start, end = map(table.spelling_of, table.spelling_taking("period").operators)
    return f"{path} {start} {first} and {path} {end} {after}"


def day_bound(spelling: str, first: object, after: object) -> str | None:
    """Return an operator and a day that say of a day what a bound says of a whole period, or `None` if the operator is no bound.

    After a period is from the day after it on: `> 2024-05` is `>= 2024-06-01`.
    """
    table = load_operators()
    meant = table.spellings.get(table.written.get(spelling, ""))
    row = table.rows[meant.operators[0]] if meant is not None and meant.takes == "value" else None
    if row is None or not row.opposite:
        return None
    is_above = row.role == "above"
    return f"{written_as(row.role, closed=is_above)} {first if row.closed is is_above else after}"


def from_moment(moment: str) -> str:
    """Return the condition that holds between a moment and the present: `>= now - 30d`, `<= now + 30d`."""
    return f"{written_as('below' if '+' in moment else 'above', closed=True)} {moment}"


def is_negated(spelling: str) -> bool:
    """Tell whether an operator of query text means the complement of another one."""
    return bool(load_operators().spellings[spelling].negates)


def is_equality(spelling: str) -> bool:
    """Tell whether an operator of query text compares with one value that is the same, or another one: `=` or `!=`."""
    meant = load_operators().spellings[spelling]
    return meant.takes == "value" and all(row_of(name).is_equality for name in meant.operators)


def whole_spellings() -> tuple[str, ...]:
    """Return the operators of query text that compare an actor or a record as a whole: those of equality alone."""
    table = load_operators()
    is_equality = {name for name, row in table.rows.items() if row.is_equality}
    return tuple([text for text, each in table.spellings.items() if is_equality >= {*each.operators}])


def json_operators(spelling: str) -> tuple[str, ...]:
    """Return the operators of filter JSON that one of query text needs."""
    return load_operators().spellings[spelling].operators


def takes_list(spelling: str) -> bool:
    """Tell whether an operator of query text compares with a list, and with nothing else."""
    return load_operators().spellings[spelling].takes == "list"


@from_resources
def catalogue_data() -> Mapping[str, Any]:
    """Return what the data file of attribute types and operators says, read on the first call."""
    return cast("Mapping[str, Any]", json.loads(read_resource("schemas", "attribute-types.json")))


@from_resources
def load_operators() -> Operators:
    """Return the table of operators, read from the data file on the first call."""
    data = catalogue_data()
    rows = {name: _row(name, row) for name, row in data["operators"].items()}
    rows = {name: _with_opposite(row, rows) for name, row in rows.items()}
    if unused := TESTS.keys() - rows.keys():
        raise _unknown("row", "for its function", unused.pop())
    spellings = {each.text: each for row in rows.values() for each in row.spellings}
    spellings |= {text: _spelling(text, tuple(row["operators"]), row) for text, row in data["together"].items()}
    return Operators(
        rows=rows,
        spellings=spellings,
        negation={each.negates: each.text for each in spellings.values() if each.negates},
        by_role={
            (row.role, row.closed, bool(row.lists)): name for name, row in reversed(rows.items()) if _is_plain(row)
        },
        written={written: each.text for each in spellings.values() for written in _written(each, spellings)},
    )


def _written(spelling: Spelling, spellings: Mapping[str, Spelling]) -> Iterator[str]:
    """Yield all ways to write a spelling: after `not`, what it negates may be written in each way as well."""
    yield from (spelling.text, *spelling.others)
    if spelling.text == f"not {spelling.negates}":
        yield from (f"not {other}" for other in spellings[spelling.negates].others)


def _is_plain(row: OperatorRow) -> bool:
    return row.role != "equal" or row.is_equality


def _row(name: str, row: Mapping[str, Any]) -> OperatorRow:
    fields = {**row, "spellings": tuple([_spelling(text, (name,), each) for text, each in row["spellings"].items()])}
    if fields["role"] not in get_args(Role):
        raise _unknown("role", fields["role"], name)
    tested = fields.get("lists", name)
    if tested not in TESTS:
        raise _unknown("test", "by a function", name)
    if not fields.get("denies") and not fields.get("says_of_time"):
        raise _unknown("words", "that deny it", name)
    return OperatorRow(name=name, test=TESTS[tested], **fields)


def _spelling(text: str, operators: tuple[str, ...], row: Mapping[str, Any]) -> Spelling:
    spelling = Spelling(
        text,
        operators,
        takes=row.get("takes", "value"),
        negates=row.get("negates", ""),
        others=tuple(row.get("others", ())),
        method=row.get("python", text.replace(" ", "_")),
    )
    if spelling.takes not in get_args(Takes):
        raise _unknown("operand", spelling.takes, text)
    if not spelling.method.isidentifier() or iskeyword(spelling.method):
        raise _unknown("method", f"called {spelling.method}: add a name in `python`", text)
    return spelling


def _with_opposite(row: OperatorRow, rows: Mapping[str, OperatorRow]) -> OperatorRow:
    """Add the bound on the other side that leaves nothing between the two and no value in both."""
    other = {"above": "below", "below": "above"}.get(row.role)
    if other is None:
        return row
    opposite = next(each.name for each in rows.values() if each.role == other and each.closed is not row.closed)
    return replace(row, opposite=opposite)


def _unknown(what: str, value: str, name: str) -> ValueError:
    return ValueError(f"operator {name}: no {what} {value}")
