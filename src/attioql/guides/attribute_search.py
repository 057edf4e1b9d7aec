"""The attributes of a target that some words are about: by their names and titles, and what they lead to or are one of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from attioql.catalog.workspace import Attribute, PerTarget, Target
from attioql.diagnostics import suggest

_WORD = re.compile(r"[^\W_]+")
_OWN, _RELATED, _NEAR = 4, 2, 1
"""What a word counts that is in a name or title, in what belongs to the attribute, or that is near to one in either."""

_FEWEST_LETTERS = 3
"""Letters of a word that is found in parts of others."""
_LONGEST_ENDING = 2
"""Letters of the ending of a plural."""


class _Holder(NamedTuple):
    """An attribute that has a word, and what it counts."""

    attribute: Attribute
    weight: int


def found_by(search: str, target: Target) -> list[Attribute]:
    """Return the attributes that have one of the words, the best ones first; for a word that none has, those with the nearest one."""
    index = _INDEX.of(target)
    scores: dict[str, int] = {}
    for word in dict.fromkeys(_words(search)):
        for slug, weight in _weights(word, index, target).items():
            scores[slug] = scores.get(slug, 0) + weight
    slugs = [slug for slug in target.attributes if slug in scores]
    return [target.attributes[slug] for slug in sorted(slugs, key=lambda slug: -scores[slug])]


def _weights(word: str, index: Mapping[str, list[_Holder]], target: Target) -> dict[str, int]:
    """Return what a word counts for each attribute that has it."""
    weights: dict[str, int] = {}
    for known, holders in index.items():
        fit = _fit(word, known)
        for holder in holders if fit else ():
            slug = holder.attribute.slug
            weights[slug] = max(weights.get(slug, 0), fit * holder.weight)
    meant = target.misnamed.get(word, "").partition(".")[0]
    if meant in target.attributes:
        weights[meant] = max(weights.get(meant, 0), 2 * _OWN)
    if not weights and (near := suggest.nearest(word, index)) is not None:
        weights = {holder.attribute.slug: _NEAR for holder in index[near]}
    return weights


def _fit(word: str, known: str) -> int:
    """Return 2 for the same word, 1 for a part of it or for its plural, 0 for another one."""
    if word == known:
        return 2
    is_part = len(word) >= _FEWEST_LETTERS and word in known
    is_plural = len(known) >= _FEWEST_LETTERS and word.startswith(known) and len(word) <= len(known) + _LONGEST_ENDING
    return int(is_part or is_plural)


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
