"""An upper bound on the tokens of a text in the encoding o200k, without its table of 200,000 tokens.

The encoding splits text before it merges bytes, so that words, runs of digits and signs can be counted one by one. A sign counts 1, and so
does a character that is not ASCII for each of its bytes; a blank before a sign is part of it, and digits count 1 for three of them. Common
words count what they take. Other letters count two for three, as the encoding joins nearly every pair of small letters. `token_words.json` has the words and the pairs that it
does not join; `scripts/count_tokens.py` writes that file from the encoding, and tests the bound.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import NamedTuple

from attioql.resources import generated_path, read

_RUN = re.compile(
    r"(?P<letters>[a-z]+)|(?P<digits>[0-9]+)|(?P<sign> ?[!-/:-@\[-`{-~])|(?P<ascii>[\x00-\x7f])|(?P<other>.)", re.DOTALL
)


class _Words(NamedTuple):
    """Words of one token wherever they stand; words of one token behind a blank, and of two elsewhere; words that are one token with `_`.

    `apart` finds pairs of letters that are not joined.
    """

    anywhere: frozenset[str]
    after_blank: frozenset[str]
    after_low_line: frozenset[str]
    apart: re.Pattern[str]


def most_tokens(text: str) -> int:
    """Return a number of tokens that a text does not exceed."""
    words, count = _words(), 0
    for run in _RUN.finditer(text):
        match run.lastgroup:
            case "letters":
                count += _letters(run, words)
            case "digits":
                count += -(-len(run[0]) // 3)
            case "sign" | "ascii":
                count += 1
            case _:
                count += len(run[0].encode("utf-8", "surrogatepass"))
    return count


def _letters(run: re.Match[str], words: _Words) -> int:
    """Return what small letters count. A word counts less only if nothing but the sign before it can be joined with it."""
    text, word = run.string, run[0]
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    if _is_apart(before) and after != "'" and _is_apart(after):
        if before == " " and (word in words.anywhere or word in words.after_blank):
            return 0
        if before == "_" and word in words.after_low_line and text[run.start() - 2 : run.start() - 1].isalnum():
            return 0
        if word in words.anywhere:
            return 1
        if word in words.after_blank:
            return 2
    return (2 * len(word) + 1 + len(words.apart.findall(word))) // 3


def _is_apart(character: str) -> bool:
    """Tell whether a character beside a word is a sign or a blank of ASCII, or none."""
    return not character or (character.isascii() and not character.isalnum())


@cache
def _words() -> _Words:
    data = json.loads(read(generated_path("guides/token_words.json")))
    pairs = "|".join(f"{first}(?={second})" for first, second in data["apart"].split())
    anywhere, after_blank, after_low_line = [
        frozenset(data[name].split()) for name in ("anywhere", "after_blank", "after_low_line")
    ]
    return _Words(anywhere, after_blank, after_low_line, re.compile(pairs))
