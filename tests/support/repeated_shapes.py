"""Texts with a part that is repeated n times, made of the seeds of a fuzzer: flat, nested, or as the members of a JSON value."""

import json
import random
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

NUMBER = "\ue000"
"""Stands for the number of the repetition, so that each is another one."""

TOKEN = re.compile(r"\w+|[ \t]+|\r?\n[ \t]*|.", re.DOTALL)
_WORD = re.compile(r"\w+")
_TEXT_END = re.compile(r"(?<=[\w.])(?=\"(?!:))")
_HOLE = "\ue001"
_JOINTS = ("", "", "", "", " ", ",", ", ", "\n", ";", " and ", " or ", "\n  ", ",\n")
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_OPENINGS = (
    "(",
    "[",
    "{",
    "not ",
    "not (",
    '{"$not": ',
    '{"$and": [',
    '{"$or": [{}, ',
    "f(",
    "x => ",
    "${",
    "`${",
    "- ",
    "? ",
)


class Shape(NamedTuple):
    """A text of n repetitions of a part, and of a second one that closes what the first one opens."""

    before: str
    part: str
    joint: str
    middle: str
    closing: str
    after: str

    def text(self, n: int) -> str:
        """Return the text of n repetitions."""
        parts = [
            self.before,
            self.joint.join(_repeated(self.part, n)),
            self.middle,
            *_repeated(self.closing, n),
            self.after,
        ]
        return "".join(parts)


EMPTY = Shape("", "", "", "", "", "")


def _repeated(part: str, n: int) -> list[str]:
    return [part.replace(NUMBER, str(number)) for number in range(n)] if NUMBER in part else [part] * n


def shape_of(seeds: Sequence[str], spikes: Sequence[str], chance: random.Random) -> Shape:
    """Return a shape: a slice of a seed that is repeated in its place, tokens of anywhere, something nested, or members of JSON."""
    seed = chance.choice(seeds)
    makers = _OF_JSON if isinstance(_parsed(seed), (dict, list)) else _OF_TEXT
    made = EMPTY
    while not made.part:
        made = chance.choice(makers)(seed, seeds, spikes, chance)
    return made._replace(part=_numbered(made.part, _WORD, chance)) if chance.random() < 0.5 else made


def shape_of_filters(seeds: Sequence[str], spikes: Sequence[str], chance: random.Random) -> Shape:
    """Return a shape of valid filters that is one filter: joined, nested, or members of an array."""
    seed = chance.choice(seeds)
    made = _joined(seed, seeds, spikes, chance)
    if value := _parsed(seed):
        made = _in_place(value, chance.choice([place for place in places(value) if isinstance(place[0], list)]))
    return made._replace(part=_numbered(made.part, _TEXT_END, chance)) if chance.random() < 0.7 else made


def _sliced(seed: str, _seeds: Sequence[str], _spikes: Sequence[str], chance: random.Random) -> Shape:
    tokens = TOKEN.findall(seed)
    start = chance.randrange(len(tokens) + 1)
    end = start + chance.choice((1, 2, 3, 4, 8, 20))
    before, part, after = ("".join(tokens[a:b]) for a, b in ((0, start), (start, end), (end, None)))
    keeps_after = chance.random() < 0.7
    return Shape(before, part, chance.choice(_JOINTS), "", "", after if keeps_after else "")


def _lines(seed: str, _seeds: Sequence[str], _spikes: Sequence[str], chance: random.Random) -> Shape:
    lines = seed.splitlines(keepends=True)
    start = chance.randrange(len(lines) + 1)
    end = start + chance.choice((1, 1, 2, 3, 6))
    return Shape("".join(lines[:start]), "".join(lines[start:end]), "", "", "", "".join(lines[end:]))


def _of_tokens(seed: str, seeds: Sequence[str], spikes: Sequence[str], chance: random.Random) -> Shape:
    tokens = TOKEN.findall(seed)
    at = chance.randrange(len(tokens) + 1)
    before = "".join(tokens[:at]) if chance.random() < 0.7 else _some(seeds, spikes, chance)
    after = "".join(tokens[at:]) if chance.random() < 0.4 else _some(seeds, spikes, chance)
    return Shape(before, _some(seeds, spikes, chance), chance.choice(_JOINTS), "", "", after)


def _nested(seed: str, seeds: Sequence[str], spikes: Sequence[str], chance: random.Random) -> Shape:
    value = _parsed(seed)
    if isinstance(value, (dict, list)) and chance.random() < 0.7:
        opening, closing = _around_hole(value, chance)
        return Shape("", opening, "", chance.choice(("{}", '"x"', "", '{"name": "x"}')), closing, "")
    before, _, _, _, _, after = _of_tokens(seed, seeds, spikes, chance)
    opening = chance.choice(_OPENINGS) if chance.random() < 0.5 else _some(seeds, spikes, chance)
    closing = (
        "".join(_CLOSING.get(sign, "") for sign in reversed(opening))
        if chance.random() < 0.7
        else _some(seeds, spikes, chance)
    )
    return Shape(before, opening, "", _some(seeds, spikes, chance), closing, after)


def _members(seed: str, seeds: Sequence[str], spikes: Sequence[str], chance: random.Random) -> Shape:
    value, other = _parsed(seed), _parsed(chance.choice(seeds))
    if not isinstance(value, (dict, list)):
        return _sliced(seed, seeds, spikes, chance)
    opening, closing = _around_hole(value, chance)
    member = (
        json.dumps(chance.choice([holder[key] for holder, key in places([other])]), ensure_ascii=False)
        if other is not None
        else '"x"'
    )
    if chance.random() < 0.5:
        return Shape(f"{opening}[", member, ", ", "", "", f"]{closing}")
    key = chance.choice((f"key{NUMBER}", "name", "$and", "$or", "$not", "$eq", "$in", "", "values"))
    return Shape(f"{opening}{{", f'"{key}": {member}', ", ", "", "", f"}}{closing}")


def _doubled(seed: str, seeds: Sequence[str], spikes: Sequence[str], chance: random.Random) -> Shape:
    """Repeat a member of an array or object in its place: what is valid stays so."""
    value = _parsed(seed)
    found = places(value)
    if not found:
        return _members(seed, seeds, spikes, chance)
    return _in_place(value, chance.choice(found))


def _in_place(value: Any, place: tuple[Any, Any]) -> Shape:
    holder, key = place
    member, hole = json.dumps(holder[key], ensure_ascii=False), _HOLE
    if isinstance(holder, dict):
        member = f"{json.dumps(key + NUMBER, ensure_ascii=False)}: {member}"
        opening, closing = _with_hole(value, holder, key, {hole: 0})
    else:
        opening, closing = _with_hole(value, holder, key, hole)
    return Shape(opening, member, ", ", "", "", closing)


def _joined(seed: str, _seeds: Sequence[str], _spikes: Sequence[str], chance: random.Random) -> Shape:
    """Repeat a whole text: what is valid stays so."""
    joint = chance.choice((" and ", " or ", " and not ", " or not "))
    if chance.random() < 0.5:
        return Shape("", seed, joint, "", "", "")
    return Shape("", chance.choice((f"({seed}){joint}(", f"not ({seed}{joint}")), "", seed, ")", "")


def _some(seeds: Sequence[str], spikes: Sequence[str], chance: random.Random) -> str:
    """Return one to four tokens of seeds and spikes."""
    found = []
    for _ in range(chance.randint(1, 4)):
        tokens = TOKEN.findall(chance.choice(seeds)) or [""]
        found.append(chance.choice(spikes) if chance.random() < 0.3 else chance.choice(tokens))
    return "".join(found)


def _numbered(part: str, places_: re.Pattern[str], chance: random.Random) -> str:
    """Put the number of the repetition behind one of the places that a pattern finds."""
    ends = [found.end() for found in places_.finditer(part)]
    if not ends or NUMBER in part:
        return part
    end = chance.choice(ends)
    return part[:end] + NUMBER + part[end:]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _around_hole(value: Any, chance: random.Random) -> tuple[str, str]:
    """Return the JSON text before and after one of the values in a value."""
    found = places(value)
    return _with_hole(value, *chance.choice(found), _HOLE) if found else ("[", "]")


def _with_hole(value: Any, holder: Any, key: Any, hole: Any) -> tuple[str, str]:
    """Return the JSON text before and after a place: instead of its value there is a hole, or another member."""
    kept = dict(holder) if isinstance(holder, dict) else list(holder)
    if isinstance(hole, str):
        holder[key] = hole
        opening, _, closing = json.dumps(value, ensure_ascii=False).partition(json.dumps(hole, ensure_ascii=False))
    else:
        holder.update(hole)
        opening, _, closing = json.dumps(value, ensure_ascii=False).partition(
            json.dumps(hole, ensure_ascii=False)[1:-1]
        )
    holder.clear()
    holder.update(kept) if isinstance(holder, dict) else holder.extend(kept)
    return opening, closing


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every container in a value with each key or index of it."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, (dict, list)):
            keys = list(item) if isinstance(item, dict) else range(len(item))
            found += [(item, key) for key in keys]
            waiting += [item[key] for key in keys]
    return found


_OF_JSON = (_doubled, _doubled, _doubled, _members, _nested, _sliced, _of_tokens, _lines)
_OF_TEXT = (_sliced, _sliced, _lines, _of_tokens, _of_tokens, _nested, _joined)
