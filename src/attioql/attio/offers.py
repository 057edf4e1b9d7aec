"""Fixes of filter JSON that hold (`diagnostics.fix_search`): changes of a part of it, each tried on a copy of that part.

A part is one entry of a filter object, so the cost of a fix does not grow with the filter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias, cast

from attioql.attio.faults import Change, Fault
from attioql.attio.json_messages import pairs_of
from attioql.attio.rewrites import rewritings
from attioql.attio.writer import JsonFilter, as_text
from attioql.catalog.workspace import Target
from attioql.diagnostics.fix_search import CopyBudget, FixSearch, alike, not_among, without_fix, without_suggestion
from attioql.diagnostics.model import Applicability
from attioql.diagnostics.phrases import plain, short
from attioql.diagnostics.templates import phrase
from attioql.json_text.paths import JsonPath, tokens_of
from attioql.limits import LIMITS

Read: TypeAlias = Callable[[object], Sequence[Fault]]
"""Reads a part, and returns its faults with places that begin at the part."""

_Tokens: TypeAlias = "tuple[str | int, ...]"
_GROUPS = frozenset({"$and", "$or"})
_PATH_KEYS = frozenset({"path", "constraints"})


class _Part(NamedTuple):
    """A value to be read by itself: the entry `key` of the filter object at `json_path`, or all that stands there."""

    json_path: _Tokens
    key: str | None
    value: object
    beside: frozenset[str]


class _Reading(NamedTuple):
    """A part with its errors, and how much of the budget a copy of it takes."""

    part: _Part
    errors: list[Fault]
    cost: int


def with_offers(
    faults: Sequence[Fault],
    root: object,
    target: Target,
    read: Read,
    json_path: JsonPath = None,
    most: int = LIMITS.diagnostics,
) -> list[Fault]:
    """Return the faults of the filter object `root`, which stands at `json_path`, each with the changes that hold.

    `most` is how many faults are looked for: the fewer they are, the fewer copies are read.
    """
    start = len(tokens_of(json_path))
    return _with_offers(
        faults, lambda fault: part_at(root, tokens_of(fault.json_path)[start:]), target, read, json_path, most
    )


def with_body_offers(
    faults: Sequence[Fault], body: Mapping[str, object], target: Target, read: Read, most: int = LIMITS.diagnostics
) -> list[Fault]:
    """Return the faults of a request body, its filter aside, each with the changes that hold for the whole body."""
    whole = _Part((), None, body, frozenset())
    return _with_offers(faults, lambda _: whole, target, read, None, most)


def _with_offers(
    faults: Sequence[Fault],
    part_of: Callable[[Fault], _Part],
    target: Target,
    read: Read,
    json_path: JsonPath,
    most: int,
) -> list[Fault]:
    """Try the changes of each fault on a copy of its part, which is read once."""
    start = len(tokens_of(json_path))
    budget = CopyBudget(LIMITS.json_fix_values * min(most, LIMITS.diagnostics) // LIMITS.diagnostics)
    readings: dict[_Tokens, _Reading] = {}
    offered = []
    for fault in faults:
        part = part_of(fault)
        if any(change.holds for change in fault.changes):
            offered.append(fault)
        elif not fault.changes and _named_condition(part) is None:
            offered.append(fault._replace(message=without_suggestion(fault)))
        else:
            key = part.json_path if part.key is None else (*part.json_path, part.key)
            if key not in readings:
                readings[key] = _reading(part, errors_of(read(part.value)))
            tokens = tokens_of(fault.json_path)[start:]
            offered.append(_with_offer(fault, tokens, readings[key], target, read, json_path, budget))
    return offered


def _reading(part: _Part, errors: list[Fault]) -> _Reading:
    """Return a part with its errors, which make a copy cost more, as each is searched for near misses."""
    return _Reading(part, errors, size_of(part.value, LIMITS.json_fix_values) * (1 + len(errors) // 10))


def errors_of(faults: Sequence[Fault]) -> list[Fault]:
    """Return the faults that make a filter wrong."""
    return [fault for fault in faults if fault.is_error]


def part_at(root: object, tokens: _Tokens) -> _Part:
    """Find the smallest part of a filter that can be read by itself and holds a place."""
    value, index = root, 0
    while isinstance(value, Mapping) and index < len(tokens) and not _PATH_KEYS & value.keys():
        key = tokens[index]
        if key not in value:
            break
        inner = value[key]
        if key in _GROUPS and isinstance(inner, (list, tuple)) and index + 1 < len(tokens):
            value, index = inner[cast("int", tokens[index + 1])], index + 2
        elif key == "$not" and index + 1 < len(tokens):
            value, index = inner, index + 1
        else:
            name = plain(key)
            return _Part(tokens[:index], name, {key: inner}, frozenset(value) - {name})
    return _Part(tokens[:index], None, value, frozenset())


def _with_offer(
    fault: Fault, tokens: _Tokens, reading: _Reading, target: Target, read: Read, root: JsonPath, budget: CopyBudget
) -> Fault:
    """Return a fault with the change that holds. Where its suggestion does not, a note says why."""
    part, before, _ = reading
    json_path = tokens[len(part.json_path) :]
    again = next(
        (each for each in before if alike(each) == alike(fault) and tokens_of(each.json_path) == json_path), None
    )
    if again is None:
        return fault._replace(message=without_suggestion(fault), changes=())
    others = [each for each in before if each is not again]
    candidates = _counted(_candidates(part.value, again, target), reading.cost, budget)
    found = _PartSearch(reading, others, target, read, budget).outcome(candidates)
    change = _as_change(part, found.copy, found.fixes, root) if found.fixes else None
    if change is not None:
        suggested = bool(again.changes) and found.fixes[0] is again.changes[0]
        message = fault.message if suggested else without_suggestion(fault)
        return fault._replace(message=message, changes=(change,))
    error = found.errors[0] if found.errors and again.changes else None
    message, notes = without_fix(fault, _shown(again.changes[0].new) if again.changes else "", error)
    return fault._replace(message=message, notes=notes, changes=())


class _PartSearch(FixSearch[object, Fault, Change]):
    """Searches for the changes after which a part has no errors but others that it had."""

    def __init__(self, reading: _Reading, others: list[Fault], target: Target, read: Read, budget: CopyBudget) -> None:
        super().__init__(reading.part.value, budget, LIMITS.json_fix_tries, LIMITS.json_fix_steps)
        self._cost = reading.cost
        self._others = others
        self._target = target
        self._read = read

    def applied(self, copy: object, fix: Change) -> object | None:
        return applied(copy, fix)

    def cost(self, _: object) -> int:
        return self._cost

    def new_errors(self, copy: object) -> list[Fault]:
        return not_among(errors_of(self._read(copy)), self._others)

    def following(self, copy: object, error: Fault, _: Change) -> Iterator[Change]:
        return _candidates(copy, error, self._target)


def size_of(value: object, most: int) -> int:
    """Count the values in a value, up to a number: one that is shared counts as often as it is reached."""
    count = 0
    waiting = [value]
    while waiting and count < most:
        each = waiting.pop()
        count += 1
        if isinstance(each, Mapping):
            waiting.extend(each.values())
        elif isinstance(each, (list, tuple)):
            waiting.extend(each)
    return count


def _shown(new: object) -> str:
    """Return a value as it may be written; nothing for one that JSON does not have, which a filter built in Python may hold."""
    if isinstance(new, str):
        return new
    if size_of(new, LIMITS.json_fix_shown_values) >= LIMITS.json_fix_shown_values:
        return ""
    try:
        return as_text(cast("JsonFilter", new))
    except (TypeError, ValueError):
        return ""


def _candidates(value: object, fault: Fault, target: Target) -> Iterator[Change]:
    """Yield the changes that may take a fault away: those it comes with, and its condition written another way."""
    yield from (change for change in fault.changes if change.applicability > Applicability.DISPLAY)
    part = part_at(value, tokens_of(fault.json_path))
    named = _named_condition(part)
    if named is not None:
        here = _place((*part.json_path, part.key) if part.key is not None and part.beside else part.json_path)
        for written in rewritings(*named, target):
            yield Change("", here, written, is_entry=bool(part.beside))


def _counted(candidates: Iterator[Change], cost: int, budget: CopyBudget) -> Iterator[Change]:
    """Yield candidates while the budget lasts: to write one costs as much as to read a copy."""
    while budget.left > 0 and (change := next(candidates, None)) is not None:
        budget.left -= cost
        yield change


def _named_condition(part: _Part) -> tuple[str, object] | None:
    """Return what a part compares, by the names that lead there with dots between them, and what it is held against."""
    if not isinstance(part.value, Mapping):
        return None
    if part.key is not None:
        return part.key, part.value[part.key]
    pairs = pairs_of(part.value.get("path"))
    if part.value.keys() != _PATH_KEYS or not pairs:
        return None
    return ".".join([slug for _, slug in pairs]), part.value["constraints"]


def applied(value: object, change: Change) -> object | None:
    """Return a copy of a value with a change made; `None` where it would take the place of another key."""
    tokens = tokens_of(change.json_path)
    if not tokens:
        return change.new
    containers = [value]
    for token in tokens[:-1]:
        containers.append(containers[-1][token])  # type: ignore[index]  # the place was found in this value
    changed: object | None = _changed(containers.pop(), tokens[-1], change)
    for container, token in zip(reversed(containers), reversed(tokens[:-1]), strict=True):
        changed = None if changed is None else _with(container, token, changed)
    return changed


def _changed(container: object, token: str | int, change: Change) -> object | None:
    """Change what a container has under a key or number: the value, the key, or both."""
    if not isinstance(container, Mapping) or not (change.renames or change.is_entry):
        return _with(container, token, change.new)
    entry = change.new if change.is_entry else {change.new: container[token]}
    new = as_entry(cast("Mapping[str, object]", entry))
    if (container.keys() - {token}) & new.keys():
        return None
    changed: dict[str, object] = {}
    for key, value in container.items():
        changed.update(new if key == token else {key: value})
    return changed


def _with(container: object, token: str | int, new: object) -> object:
    if isinstance(container, Mapping):
        return {key: new if key == token else each for key, each in container.items()}
    return [new if index == token else each for index, each in enumerate(cast("Sequence[object]", container))]


def as_entry(written: Mapping[str, object]) -> Mapping[str, object]:
    """Return a filter object as one entry beside others: several entries go into a group."""
    return written if len(written) == 1 else {"$and": [written]}


def _place(tokens: _Tokens) -> JsonPath:
    json_path: JsonPath = None
    for token in tokens:
        json_path = (json_path, token)
    return json_path


def _as_change(part: _Part, changed: object, changes: tuple[Change, ...], root: JsonPath) -> Change | None:
    """Write changes of a part as the smallest change of the filter that the part stands in."""
    change = _difference(part.value, changed)
    tokens = tokens_of(change.json_path)
    if part.beside and not tokens:
        entry = as_entry(cast("Mapping[str, object]", change.new))
        if part.beside & entry.keys():
            return None
        change = change._replace(json_path=(None, cast("str", part.key)), new=entry, is_entry=True)
        tokens = tokens_of(change.json_path)
    if change.renames and change.new in part.beside and len(tokens) == 1:
        return None
    [first, *rest] = changes
    json_path = root
    for token in (*part.json_path, *tokens):
        json_path = (json_path, token)
    if first.message and not rest:
        return change._replace(message=first.message, json_path=json_path, applicability=first.applicability)
    written = short(as_text(cast("JsonFilter", changed)), LIMITS.json_fix_shown_characters)
    return change._replace(
        message=phrase("write-json", written=written), json_path=json_path, applicability=Applicability.UNSAFE
    )


def _difference(old: object, new: object) -> Change:
    """Return the smallest change that makes one value of another."""
    json_path: JsonPath = None
    while True:
        token = _only_difference(old, new)
        if token is None:
            break
        key, replaced = token
        if key != replaced:
            return Change("", (json_path, key), replaced, renames=True)
        json_path = (json_path, key)
        old, new = _inside(old, key), _inside(new, key)
    return Change("", json_path, new)


def _inside(container: object, token: str | int) -> object:
    return cast("Mapping[str | int, object]", container)[token]


def _only_difference(old: object, new: object) -> tuple[str | int, str | int] | None:
    """Return the one key or number where two containers differ, and what it is called in the new one."""
    if isinstance(old, Mapping) and isinstance(new, Mapping) and len(old) == len(new):
        pairs = list(zip(old.items(), new.items(), strict=True))
        differing = [(left[0], right[0]) for left, right in pairs if left[0] != right[0] or left[1] is not right[1]]
        if len(differing) != 1:
            return None
        [(key, replaced)] = differing
        return (key, replaced) if key == replaced or old[key] is new[replaced] else None
    if isinstance(old, (list, tuple)) and isinstance(new, (list, tuple)) and len(old) == len(new):
        numbers = [number for number, each in enumerate(old) if each is not new[number]]
        return (numbers[0], numbers[0]) if len(numbers) == 1 else None
    return None
