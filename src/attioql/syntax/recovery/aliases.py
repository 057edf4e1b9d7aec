"""Operators of other languages and of plain English, by the operator that means the same: `schemas/operator-aliases.json`."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import NamedTuple

from attioql.limits import LIMITS
from attioql.resources import read_resource


class Meaning(NamedTuple):
    """What aliases mean: an operator, and how what follows them must begin.

    A duration that follows is part of the operator, with `before_duration` before it; with `joined_by`, the condition is
    repeated for each value of the list that follows.
    """

    here: str
    needs: str = ""
    before_duration: str | None = None
    joined_by: str = ""


class Alias(NamedTuple):
    """An alias in a text: how it is spelled, where it ends, and its meaning."""

    shown: str
    end: int
    meaning: Meaning


class _Aliases(NamedTuple):
    pattern: re.Pattern[str]
    meanings: dict[str, Meaning]


@lru_cache(maxsize=1)
def _load_aliases() -> _Aliases:
    rows = json.loads(read_resource("schemas", "operator-aliases.json"))["operators"]
    meanings: dict[str, Meaning] = {}
    for row in rows:
        meaning = Meaning(**{name: value for name, value in row.items() if name != "aliases"})
        meanings |= dict.fromkeys(row["aliases"], meaning)
    longest_first = sorted(meanings, key=len, reverse=True)
    return _Aliases(re.compile("|".join(map(_pattern, longest_first)), re.IGNORECASE), meanings)


def _pattern(alias: str) -> str:
    """Return the pattern of an alias, which ends where a word ends or a sign cannot go on."""
    spelled = re.escape(alias).replace("\\ ", r"\s+").replace("'", "['’]")
    return spelled + (r"(?!\w)" if alias[-1].isalpha() else r"(?![=~:])")


def alias_at(text: str, start: int) -> Alias | None:
    """Return the alias that begins at an offset, if what follows it fits."""
    aliases = _load_aliases()
    found = aliases.pattern.match(text, start, start + LIMITS.recovery_operator_characters)
    if found is None:
        return None
    shown = re.sub(r"\s+", " ", found[0].lower().replace("’", "'"))
    meaning = aliases.meanings[shown]
    following = text[found.end() : found.end() + LIMITS.recovery_operator_characters]
    return Alias(shown, found.end(), meaning) if re.match(meaning.needs, following, re.IGNORECASE) else None
