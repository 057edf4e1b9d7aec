"""What people write for operators and connectives, by what means the same: `schemas/aliases.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from attioql.limits import LIMITS
from attioql.operators import catalogue_data, load_operators
from attioql.resources import from_resources, read_resource


class AliasMeaning(NamedTuple):
    """What aliases mean: an operator, and how what follows them must begin.

    A duration that follows is part of the operator, with `before_duration` before it; with `joined_by`, the condition is
    repeated for each value of the list that follows. `before_ago` is the operator before an age such as `30 days ago`, which
    turns the direction of a size: less than 30 days ago is later. It is empty where either direction may be meant.
    """

    here: str
    needs: str = ""
    before_duration: str | None = None
    joined_by: str = ""
    before_ago: str | None = None


class Alias(NamedTuple):
    """An operator alias in a text: how it is spelled, where it ends, and its meaning."""

    shown: str
    end: int
    meaning: AliasMeaning


class Aliases(NamedTuple):
    """The aliases of operators, with one pattern for all, and those of other words, by what they are about."""

    pattern: re.Pattern[str]
    operators: Mapping[str, AliasMeaning]
    words: Mapping[str, Mapping[str, str]]


@from_resources
def load_aliases() -> Aliases:
    """Return all aliases, read from the data file on the first call."""
    data = json.loads(read_resource("schemas", "aliases.json"))
    rows = data.pop("operators")
    operators = {alias: AliasMeaning(**row) for row in rows for alias in row.pop("aliases")}
    operators |= _json_operators()
    pattern = "|".join(map(_pattern, sorted(operators, key=len, reverse=True)))
    words = {
        name: {alias: here for here, aliases in rows.items() for alias in aliases}
        for name, rows in data.items()
        if name != "about"
    }
    return Aliases(re.compile(pattern, re.IGNORECASE), operators, words)


def _json_operators() -> dict[str, AliasMeaning]:
    """Return the operators of filter JSON, and those that people invent for it, as aliases of their spellings."""
    table = load_operators()
    invented = catalogue_data()["mistaken"]
    aliases = {}
    for alias, (name, negated) in ({name: (name, False) for name in table.rows} | invented).items():
        row = table.rows[name]
        spelling = table.spelling_of(row.lists or name, row.takes)
        aliases[alias] = AliasMeaning(table.negation[spelling] if negated else spelling)
    return aliases


def _pattern(alias: str) -> str:
    """Return the pattern of an alias, which ends where a word ends or a sign cannot go on."""
    spelled = re.escape(alias).replace("\\ ", r"\s+").replace("'", "['’]")
    return spelled + (r"(?!\w)" if alias[-1].isalpha() else r"(?![=~:])")


def json_operator(meaning: AliasMeaning) -> tuple[str, bool] | None:
    """Return the one operator of filter JSON that an alias always means, and whether it is negated; `None` if it is none."""
    table = load_operators()
    spelling = table.spellings.get(meaning.here)
    if spelling is None or len(spelling.operators) > 1 or meaning.needs or meaning.before_duration is not None:
        return None
    [name] = spelling.operators
    if spelling.takes == "list":
        name = next(row.name for row in table.rows.values() if row.lists == name)
    return name, bool(spelling.negates)


def operator_meant(written: str) -> str | None:
    """Return the operator of query text that a text alone means, however it is spelled; `None` if it means none."""
    text = re.sub(r"\s+", " ", written.strip().lower().replace("’", "'"))
    table, aliases = load_operators(), load_aliases()
    alias = aliases.operators.get(text) or aliases.operators.get(written)
    found = table.written.get(text) or aliases.words["alone"].get(text) or (alias.here if alias else None)
    return found if found in table.spellings else None


def alias_at(text: str, start: int) -> Alias | None:
    """Return the operator alias that begins at an offset, if what follows it fits."""
    aliases = load_aliases()
    found = aliases.pattern.match(text, start, start + LIMITS.recovery_operator_characters)
    if found is None:
        return None
    shown = re.sub(r"\s+", " ", found[0].lower().replace("’", "'"))
    meaning = aliases.operators[shown]
    following = text[found.end() : found.end() + LIMITS.recovery_operator_characters]
    return Alias(shown, found.end(), meaning) if re.match(meaning.needs, following, re.IGNORECASE) else None
