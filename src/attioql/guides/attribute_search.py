"""The attributes of a target that some words are about: by their names and titles, and what they lead to or are one of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from attioql.catalog.workspace import Attribute, PerTarget, Target
from attioql.diagnostics import suggest
from attioql.resources import generated_path, read

_WORD = re.compile(r"[^\W_]+")
_OWN, _RELATED, _NEAR = 4, 2, 1
"""What a word counts that is in a name or title, in what belongs to the attribute, or that is near to one in either."""

_FEWEST_LETTERS = 3
"""Letters of a word that is found in parts of others."""
_LONGEST_ENDING = 2
"""Letters of the ending of a plural."""
_FEWEST_OF_A_SLIP = 4
"""Letters of a word that may be another one with a slip."""
_MOST_COMPARED = 50
"""Attributes that others are held against, which may have the same words and more."""


class _Holder(NamedTuple):
    """An attribute that has a word, and what it counts."""

    attribute: Attribute
    weight: int


def found_by(search: str, target: Target) -> list[Attribute]:
    """Return the attributes that some words are about, the best ones first; for a word that none has, those with the nearest one.

    Words that say nothing are left out, unless there are no others: the small words of a sentence, and the name of the target. So are
    attributes with some of the words where another has the same ones and more.
    """
    index = _INDEX.of(target)
    found: dict[str, dict[str, int]] = {}
    for word in _telling(list(dict.fromkeys(_words(search))), target):
        for slug, weight in _weights(word, index, target).items():
            found.setdefault(slug, {})[word] = weight
    slugs = sorted([slug for slug in target.attributes if slug in found], key=lambda slug: -sum(found[slug].values()))
    best = [found[slug] for slug in slugs[:_MOST_COMPARED]]
    return [target.attributes[slug] for slug in slugs if not any(_is_less(found[slug], other) for other in best)]


def _telling(words: Sequence[str], target: Target) -> Sequence[str]:
    """Return the words that say which attribute is meant; all of them where none does. A name of an attribute always says so."""
    names = {" ".join(_words(text)) for each in target.attributes.values() for text in (each.slug, each.title)}
    own = _words(target.slug)
    telling = [
        word
        for word in words
        if word in names
        or not (word in _fillers() or any(_is_plural(*pair) for name in own for pair in ((word, name), (name, word))))
    ]
    return telling or words


@cache
def _fillers() -> frozenset[str]:
    data = json.loads(read(generated_path("guides/filler_words.json")))
    return frozenset([*data["grammar"].split(), *data["of_requests"].split()])


def _is_less(found: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Tell whether an attribute has only some of the words that another one has, and none of them more clearly."""
    return found.keys() < other.keys() and all(weight <= other[word] for word, weight in found.items())


def _weights(word: str, index: Mapping[str, list[_Holder]], target: Target) -> dict[str, int]:
    """Return what a word counts for each attribute that has it; half as clear as in another one, it counts nothing."""
    weights: dict[str, int] = {}
    for known, holders in index.items():
        fit = _fit(word, known)
        for holder in holders if fit else ():
            slug = holder.attribute.slug
            weights[slug] = max(weights.get(slug, 0), fit * holder.weight)
    meant = target.misnamed.get(word, "").partition(".")[0]
    if meant in target.attributes:
        weights[meant] = max(weights.get(meant, 0), 2 * _OWN)
    is_long = len(word) >= _FEWEST_OF_A_SLIP
    if not weights and is_long and (near := suggest.nearest(word, index)) is not None:
        return {holder.attribute.slug: _NEAR for holder in index[near]}
    half = max(weights.values(), default=0) / 2
    return {slug: weight for slug, weight in weights.items() if weight > half}


def _fit(word: str, known: str) -> int:
    """Return 2 for the same word or its plural, 1 for one that it is a part of, 0 for another one."""
    if word == known or _is_plural(word, known) or _is_plural(known, word):
        return 2
    return int(len(word) >= _FEWEST_LETTERS and word in known)


def _is_plural(word: str, known: str) -> bool:
    """Tell whether a word is another one, or that with an ending such as that of a plural."""
    return len(known) >= _FEWEST_LETTERS and word.startswith(known) and len(word) <= len(known) + _LONGEST_ENDING


def _index(target: Target) -> Mapping[str, list[_Holder]]:
    found: dict[str, list[_Holder]] = {}
    for attribute in target.attributes.values():
        own = {*_words(attribute.slug), *_words(attribute.title)}
        related = {word for text in _related(attribute) for word in _words(text)} - own
        for words, weight in ((own, _OWN), (related, _RELATED)):
            for word in words:
                found.setdefault(word, []).append(_Holder(attribute, weight))
    return found


_INDEX = PerTarget[Mapping[str, list[_Holder]]](_index)


def _related(attribute: Attribute) -> Iterator[str]:
    yield from (attribute.type.slug, *attribute.type.properties, *attribute.objects)
    yield from (option.title for option in attribute.options or () if not option.archived)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
