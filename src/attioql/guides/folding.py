"""Names that differ in one word, written once: `{first,last,next}_interaction`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_FEWEST = 3
"""Names that are written as one; for fewer it saves nothing."""


def folded(names: Sequence[str]) -> list[str]:
    """Return names, those that differ in their first or last word alone as one with braces. The order of the first ones is kept."""
    for split, join in ((_first_word, _with_first), (_last_word, _with_last)):
        names = _folded(names, split, join)
    return [*names]


_Split = Callable[[str], tuple[str, str]]
_Join = Callable[[str, str], str]


def _folded(names: Sequence[str], split: _Split, join: _Join) -> list[str]:
    groups: dict[tuple[str, str], list[str]] = {}
    for name in names:
        word, rest = split(name) if name.isidentifier() else ("", name)
        groups.setdefault((rest, "") if word and rest else ("", name), []).append(word)
    found: list[str] = []
    for (rest, whole), words in groups.items():
        if whole:
            found.append(whole)
        elif len(words) >= _FEWEST:
            found.append(join(f"{{{','.join(words)}}}", rest))
        else:
            found += [join(word, rest) for word in words]
    return found


def _first_word(name: str) -> tuple[str, str]:
    word, _, rest = name.partition("_")
    return word, rest


def _last_word(name: str) -> tuple[str, str]:
    rest, _, word = name.rpartition("_")
    return word, rest


def _with_first(word: str, rest: str) -> str:
    return f"{word}_{rest}"


def _with_last(word: str, rest: str) -> str:
    return f"{rest}_{word}"
