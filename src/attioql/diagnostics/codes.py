"""Every diagnostic there is: its name, which is its identity, its code and its severity. One table, nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from attioql.limits import LIMITS
from attioql.resources import generated_path, read

RULE_LIST = "diagnostics/rules.json"
"""The generated list of the linter's rules: which rules there are is known without loading them."""


Marks: TypeAlias = Literal["", "unnecessary", "deprecated"]


class Code(NamedTuple):
    """A row of the table: the short code, `error`, `warning` or `note`, and what the name means in a few words.

    An error may `hide` others, because its text or file is not read, or `ask` for another argument, not for another text.
    One `of_limit` says that something is beyond a limit. What a diagnostic `marks` may go, or is out of use: editors show it so.
    """

    code: str
    severity: str
    summary: str
    effect: Literal["", "hides", "asks"] = ""
    of_limit: bool = False
    marks: Marks = ""


CODES: dict[str, Code] = {
    # The text
    "unexpected-token": Code("AQ101", "error", "the grammar expects another token", "hides"),
    "unexpected-end": Code("AQ102", "error", "the filter ends in the middle of a condition", "hides"),
    "unclosed-bracket": Code("AQ103", "error", "a bracket is never closed", "hides"),
    "unopened-bracket": Code("AQ104", "error", "a bracket closes nothing", "hides"),
    "mismatched-bracket": Code("AQ105", "error", "a bracket closes one of another kind", "hides"),
    "unclosed-string": Code("AQ106", "error", "a string is never closed", "hides"),
    "unclosed-name": Code("AQ107", "error", "a name in backticks is never closed or is empty", "hides"),
    "invalid-escape": Code("AQ108", "error", "a string has an escape that does not exist", "hides"),
    "malformed-number": Code(
        "AQ109", "error", "a literal begins like a number, a date or a duration, but is not one", "hides"
    ),
    "invalid-character": Code("AQ110", "error", "a character has no meaning in a filter", "hides"),
    "missing-comma": Code("AQ111", "error", "two values of a list have no comma between them", "hides"),
    "missing-connective": Code("AQ112", "error", "two conditions have neither `and` nor `or` between them", "hides"),
    "unquoted-text": Code("AQ113", "error", "text has no quotes", "hides"),
    "unknown-operator": Code("AQ114", "error", "there is no such operator in the language", "hides"),
    "list-needs-in": Code("AQ115", "error", "an operator that takes one value has a list", "hides"),
    "foreign-clause": Code("AQ116", "error", "the filter has a clause of another query language", "hides"),
    "text-too-long": Code("AQ117", "error", "the text is longer than the limit", "hides", of_limit=True),
    "lone-surrogate": Code("AQ118", "error", "the text has half a surrogate pair", "hides"),
    "too-many-problems": Code("AQ119", "error", f"parsing stopped after {LIMITS.diagnostics} mistakes", "hides"),
    "nesting-too-deep": Code(
        "AQ120", "error", "the groups of the filter are nested too deeply", "hides", of_limit=True
    ),
    "too-many-operands": Code("AQ121", "error", "one `and` or `or` joins too many conditions", "hides", of_limit=True),
    "too-many-values": Code("AQ122", "error", "one list has too many values", "hides", of_limit=True),
    "too-many-escapes": Code("AQ123", "error", "the text has too many backslashes", "hides", of_limit=True),
    "clause-of-query": Code(
        "AQ124", "error", "a filter ends in `order by`, `limit` or `offset`, which belong to a query", "hides"
    ),
    "invalid-ending": Code("AQ125", "error", "`order by`, `limit` or `offset` has a wrong form", "hides"),
    "text-around-filter": Code(
        "AQ126", "error", "there is other text around the filter, such as a fenced code block", "hides"
    ),
    # Names
    "unknown-attribute": Code("AQ201", "error", "the object, list or activity has no such attribute"),
    "unknown-property": Code("AQ202", "error", "the attribute's type has no such property"),
    "property-needed": Code("AQ203", "error", "the condition must name a property of the attribute"),
    "unknown-object": Code("AQ204", "error", "there is no such object, or this reference does not allow it"),
    "object-needed": Code("AQ205", "error", "a reference may lead to several objects, and the path names none"),
    "not-a-reference": Code("AQ206", "error", "a path continues after an attribute that is not a reference"),
    "property-not-filterable": Code("AQ207", "error", "the property is part of a value, but no filter can test it"),
    "path-too-long": Code("AQ208", "error", "a path has too many steps", of_limit=True),
    "long-path": Code("AQ209", "warning", "a path has more steps than a client library says the API takes"),
    "attribute-not-filterable": Code("AQ210", "error", "the attribute's type is unknown, so nothing can be checked"),
    "archived-attribute": Code("AQ211", "warning", "the attribute is archived in this workspace", marks="deprecated"),
    # Operators
    "operator-not-supported": Code("AQ301", "error", "the property does not support the operator"),
    "not-a-checkbox": Code("AQ302", "error", "a path alone is a condition only for a checkbox"),
    "negation-in-block": Code("AQ303", "error", "a value block cannot have a negation"),
    "block-collision": Code("AQ304", "error", "a value block uses one operator twice on one property"),
    "block-too-large": Code("AQ305", "error", "a value block has too many alternatives", of_limit=True),
    "nested-block": Code("AQ306", "error", "a value block is inside another one"),
    "half-actor-reference": Code("AQ307", "error", "a condition has an actor's ID without the actor's type"),
    "undocumented-form": Code("AQ308", "warning", "a form that works in practice but is not documented"),
    "record-without-object": Code(
        "AQ309", "note", "a condition has a record's ID without its object, which is not documented"
    ),
    # Values
    "wrong-value-type": Code("AQ401", "error", "the property takes another kind of value"),
    "invalid-date": Code("AQ402", "error", "the date is not in the calendar, or is not a date"),
    "invalid-timestamp": Code("AQ403", "error", "the timestamp does not exist, or is not a timestamp"),
    "invalid-uuid": Code("AQ404", "error", "the value is not a UUID"),
    "unknown-value": Code("AQ405", "error", "the value is not in the property's closed set"),
    "unlisted-value": Code("AQ406", "warning", "the value is not in the documented set, which has grown before"),
    "too-many-decimals": Code("AQ407", "error", "a currency value has more than four decimals"),
    "number-out-of-range": Code("AQ408", "error", "the number is outside what the property takes"),
    "invalid-country-code": Code("AQ409", "error", "a country code has two letters"),
    "exact-date-on-timestamp": Code("AQ410", "error", "a condition tests whether a timestamp equals a whole day"),
    "empty-list": Code("AQ411", "error", "a list has no values"),
    "null-value": Code("AQ412", "error", "a filter cannot compare with null"),
    "word-needs-quotes": Code("AQ413", "error", "a word has no quotes where text is expected"),
    "invalid-period": Code("AQ414", "error", "`during` takes a period, and this is not one"),
    "invalid-actor": Code("AQ415", "error", "the value does not name an actor"),
    "invalid-record": Code("AQ416", "error", "the value does not name a record"),
    "unknown-function": Code("AQ417", "error", "there is no such function"),
    "unknown-member": Code("AQ418", "error", "the workspace knows no such member"),
    "unknown-option": Code("AQ419", "error", "the select or status has no such option"),
    "archived-option": Code("AQ420", "warning", "the option or status is archived", marks="deprecated"),
    "options-unknown": Code(
        "AQ421", "note", "options or statuses are not checked: the workspace does not list them, or not their IDs"
    ),
    "unlisted-member": Code("AQ422", "warning", "the workspace lists no member with this ID"),
    # Parameters, moments, arguments
    "missing-parameter": Code("AQ501", "error", "the filter uses a parameter without a value", "asks"),
    "unused-parameter": Code(
        "AQ502", "error", "the filter does not use a parameter that has a value", "asks", marks="unnecessary"
    ),
    "invalid-parameter": Code("AQ503", "error", "a parameter's value is of a type that cannot be bound"),
    "now-needed": Code("AQ504", "error", "the filter depends on the current time, and none was given", "asks"),
    "unknown-time-zone": Code("AQ505", "error", "there is no such time zone"),
    "date-out-of-range": Code("AQ506", "error", "a date or moment falls outside the years 1 to 9999"),
    # Filter JSON
    "not-json": Code("AQ601", "error", "the text is not JSON", "hides"),
    "duplicate-key": Code("AQ602", "error", "a JSON object has one key twice", marks="unnecessary"),
    "not-a-filter": Code("AQ603", "error", "Attio takes another kind of JSON value here"),
    "operator-without-dollar": Code("AQ604", "error", "an operator lacks its `$`"),
    "invented-operator": Code("AQ605", "error", "Attio has no such operator"),
    "misplaced-operator": Code("AQ606", "error", "an operator is in the place of an attribute or a group"),
    "dotted-key": Code("AQ607", "error", "a key joins attribute and property with a dot"),
    "array-value": Code("AQ608", "error", "there is an array where a filter takes one value"),
    "empty-object": Code("AQ609", "error", "a JSON object or array of the filter is empty"),
    "mixed-keys": Code("AQ610", "error", "one object has both operators and properties"),
    "malformed-path": Code("AQ611", "error", "a path or its constraints do not have Attio's shape"),
    "nested-attribute": Code("AQ612", "error", "an attribute of a referenced record is inside the reference"),
    "view-filter": Code("AQ613", "error", "the filter uses the grammar of saved views"),
    "foreign-condition": Code(
        "AQ614", "error", "the filter uses the grammar of webhook subscriptions or of another tool"
    ),
    "not-empty-false": Code("AQ615", "error", "`$not_empty` takes only true"),
    "misplaced-key": Code("AQ616", "error", "a key of the request body is inside the filter"),
    "unknown-body-key": Code("AQ617", "error", "the request body has no such key"),
    "exclusive-keys": Code("AQ618", "error", "two keys of the request body exclude each other"),
    "invalid-sort": Code("AQ619", "error", "a sort of the request body has a form that Attio does not accept"),
    "invalid-page": Code("AQ620", "error", "`limit` or `offset` is not a whole number of 0 or more"),
    "large-limit": Code(
        "AQ621", "warning", f"`limit` is above {LIMITS.page_records}, the most that client libraries request"
    ),
    "saved-view": Code("AQ622", "error", "the request body names a saved view and has no filter"),
    "filter-too-large": Code("AQ623", "error", "the filter has too many conditions and values", of_limit=True),
    "sort-needs-property": Code(
        "AQ624", "warning", "a sort names no property of an attribute that has no implicit one"
    ),
    "filter-alone": Code("AQ625", "note", "`load` returns the filter of a request body and leaves out the rest"),
    # Rows of a form
    "invalid-rows": Code("AQ631", "error", "rows do not fit their schema"),
    "no-rows": Code("AQ632", "error", "the filter has no rows: they are groups of `and` that `or` joins"),
    # Workspaces
    "invalid-workspace": Code("AQ701", "error", "a workspace file does not fit its schema, or contradicts itself"),
    "invalid-listing": Code("AQ702", "error", "a saved answer is not a listing, or contradicts its file name"),
    "missing-listing": Code("AQ703", "warning", "the attributes of an object, list or activity were not saved"),
    "unknown-reference": Code("AQ704", "warning", "a workspace refers to an object that it does not have"),
    "unknown-attribute-type": Code("AQ705", "warning", "this version does not know the type of an attribute"),
    "unexpected-file": Code("AQ706", "warning", "a saved answer is not a listing of the workspace"),
    # Suppressions
    "unknown-suppression": Code("AQ831", "warning", "a suppression names no rule, or an error"),
    "unused-suppression": Code(
        "AQ832", "warning", "a suppression names a rule that reports nothing there", marks="unnecessary"
    ),
    "malformed-suppression": Code("AQ833", "warning", "a comment begins like a suppression, but is not one"),
    # Files of filters
    "unreadable-file": Code("AQ841", "error", "a file cannot be read"),
    "changed-file": Code("AQ842", "error", "another program changed a file during the run"),
    "not-yaml": Code("AQ843", "error", "the text is not YAML", "hides"),
    "not-a-filter-set": Code("AQ844", "error", "a file of filters does not fit its schema"),
    "unknown-set-key": Code("AQ845", "error", "a filter set has no such key"),
    "missing-target": Code("AQ846", "error", "a filter has no target"),
    "unknown-target": Code("AQ847", "error", "the workspace has no such object, list or activity"),
    "not-python": Code("AQ848", "error", "a Python file cannot be read as Python", "hides"),
    "unparsed-code": Code("AQ849", "note", "a part of a file of code cannot be parsed"),
    "unlisted-target": Code(
        "AQ850", "warning", "code names an object that is not a standard one, but has a similar name"
    ),
}


@lru_cache(maxsize=1)
def rule_rows() -> Mapping[str, Code]:
    """Return the rows of the linter's rules. Each rule has its own; `python -m attioql.linter.rule_pages --write` lists them in a file."""
    rows = json.loads(read(generated_path(RULE_LIST)))
    return MappingProxyType({name: Code(*row) for name, row in rows.items()})


def row_of(name: str) -> Code:
    """Return the row of a diagnostic or a rule. Raises `KeyError`."""
    return CODES.get(name) or rule_rows()[name]


def name_in(rows: Mapping[str, Code], name_or_code: str) -> str:
    """Return the name that a name, or a code of one of the rows, stands for, in any case; there may be no such row."""
    wanted = name_or_code.strip().lower()
    return next((name for name, row in rows.items() if row.code.lower() == wanted), wanted)
