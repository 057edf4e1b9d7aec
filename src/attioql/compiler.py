"""A compiler that remembers: for services that see the same texts again. The cache belongs to the object; nothing is global.

What is kept is a filter that compiled, by everything it depends on. That the current time is among those is seen from
the clock: one that was not asked plays no part.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from threading import Lock
from typing import NamedTuple, TypeAlias, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from attioql.api import compile as compile_without_cache
from attioql.api import compile_by_clock
from attioql.catalog.workspace import Target
from attioql.checker.clocks import clock_of
from attioql.checker.parameter_values import ParameterValue
from attioql.diagnostics.phrases import shown
from attioql.filter import Filter
from attioql.limiting import entry
from attioql.limiting.input_limits import Limits
from attioql.text.source import Source
from attioql.values.clock import Clock, offset_of

_Key: TypeAlias = "str | tuple[_Key, ...] | object"


class CacheInfo(NamedTuple):
    """The numbers of hits and misses of a cache, the largest number of its filters, and the current number."""

    hits: int
    misses: int
    maxsize: int
    currsize: int


class Compiler:
    """Compiles texts for one target and caches the filters.

    Threads can share it. A pickle of it contains no filters.
    """

    __slots__ = ("_characters", "_hits", "_kept", "_lock", "_misses", "limits", "max_characters", "maxsize", "target")

    def __init__(
        self, target: Target, *, maxsize: int = 1024, max_characters: int = 1_000_000, limits: Limits | None = None
    ) -> None:
        """Cache at most `maxsize` filters, whose texts and parameters together have at most `max_characters` characters.

        Beyond either limit, the least recently used filters are evicted. The memory of a filter is proportional to its text. A filter that
        is longer than `max_characters` is never cached. `limits` applies to every text, as in `attioql.compile`.

        Raises:
            TypeError: The target is not a `Target`, or a number is not an int.
            ValueError: A number is negative.
        """
        for name, number in (("maxsize", maxsize), ("max_characters", max_characters)):
            if isinstance(number, bool) or not isinstance(number, int):
                message = f"{name} must be an int, not {type(number).__name__}"
                raise TypeError(message)
            if number < 0:
                message = f"{name} must be 0 or more, not {shown(number)}"
                raise ValueError(message)
        if not isinstance(target, Target):
            message = f"target must be an object, list or activity of a workspace, not {type(target).__name__}"
            raise TypeError(message)
        if limits is not None:
            entry.require_limits(limits)
        self.target = target
        self.limits = limits
        self.maxsize = maxsize
        self.max_characters = max_characters
        self._lock = Lock()
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._characters = self._hits = self._misses = 0

    def compile(
        self,
        text: str | Source,
        *,
        params: Mapping[str, ParameterValue] | None = None,
        now: datetime | None = None,
        tz: str | tzinfo = "UTC",
    ) -> Filter:
        """Return what `attioql.compile` returns for the same arguments, and raise what it raises.

        The key of the cache is the text (and the name of a `Source`), the parameters (by type and value) and the time zone. A filter that uses the
        current time is cached for one `now`, and compiled again for another. Other filters are cached for every `now`. Errors are not
        cached. Arguments of other types than the documented ones, and of subclasses, are compiled without the cache.
        """
        key: _Key | None = None
        if type(text) in _TEXTS and type(tz) in _ZONES and (now is None or _has_zone(now)):
            written = text if isinstance(text, str) else (text.text, text.name)
            key = (written, tz) if params is None else _key(written, tz, params)
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                filter_, instant, _ = kept
                if instant is None or instant == _in_utc(now):
                    self._kept.move_to_end(key)
                    self._hits += 1
                    return filter_
            self._misses += 1
        if key is None:
            return compile_without_cache(text, self.target, params=params, now=now, tz=tz, limits=self.limits)
        return self._compiled(key, text, params, now, tz)

    def cache_info(self) -> CacheInfo:
        """Return the numbers of hits, misses and filters so far."""
        with self._lock:
            return CacheInfo(self._hits, self._misses, self.maxsize, len(self._kept))

    def cache_clear(self) -> None:
        """Remove all filters from the cache, and set the numbers to 0."""
        with self._lock:
            self._kept.clear()
            self._characters = self._hits = self._misses = 0

    def _compiled(
        self,
        key: _Key,
        text: str | Source,
        params: Mapping[str, ParameterValue] | None,
        now: datetime | None,
        tz: str | tzinfo,
    ) -> Filter:
        source = Source(text) if isinstance(text, str) else text
        clock = clock_of(now, tz, source)
        watched = _WatchedClock(*clock) if isinstance(clock, Clock) else clock
        compiled = compile_by_clock(source, self.target, params, watched, self.limits)
        is_asked = isinstance(watched, _WatchedClock) and watched.is_asked
        self._keep(key, _Kept(compiled, _in_utc(now) if is_asked else None, _length(key)))
        return compiled

    def _keep(self, key: _Key, new: _Kept) -> None:
        """Keep a filter, and evict the least recently used ones."""
        if new.characters > self.max_characters or not self.maxsize:
            return
        with self._lock:
            old = self._kept.pop(key, None)
            self._kept[key] = new
            self._characters += new.characters - (old.characters if old else 0)
            while len(self._kept) > self.maxsize or self._characters > self.max_characters:
                self._characters -= self._kept.popitem(last=False)[1].characters

    def __repr__(self) -> str:
        """Name the target, and say how the cache did."""
        return f"<Compiler for {self.target.slug}: {self.cache_info()}>"

    def __reduce__(
        self,
    ) -> tuple[Callable[[Target, int, int, Limits | None], Compiler], tuple[Target, int, int, Limits | None]]:
        """Pickle the target and the limits."""
        return (_again, (self.target, self.maxsize, self.max_characters, self.limits))


class _Kept(NamedTuple):
    """A filter, the only instant it holds for if there is one, and the characters it was made of."""

    filter: Filter
    instant: datetime | None
    characters: int


class _WatchedClock(Clock):
    """A clock that notes when it is asked for the current time."""

    is_asked = False

    def local_now(self) -> datetime:
        self.is_asked = True
        return super().local_now()


def _again(target: Target, maxsize: int, max_characters: int, limits: Limits | None = None) -> Compiler:
    return Compiler(target, maxsize=maxsize, max_characters=max_characters, limits=limits)


def _has_zone(now: object) -> bool:
    return isinstance(now, datetime) and (now.tzinfo is timezone.utc or offset_of(now, "now") is not None)


def _in_utc(now: datetime | None) -> datetime | None:
    """Return a moment in UTC, where two of one instant are equal whatever their zones; at the ends of the calendar, itself."""
    if now is None:
        return None
    try:
        return now.astimezone(timezone.utc)
    except OverflowError:
        return now


def _key(text: _Key, tz: object, params: object) -> _Key | None:
    """Return what a filter with parameters is kept by; `None` where one of them is not of a plain type."""
    if type(params) is not dict:
        return None
    named = [part for name, value in params.items() for part in (name, _value_key(value))]
    return (text, tz, *named) if _PARTS.issuperset(map(type, named)) else None


def _value_key(value: object) -> _Key | None:
    kind = type(value)
    if kind is not list and kind is not tuple:
        return _scalar_key(value)
    items = tuple([_scalar_key(item) for item in cast("list[object]", value)])
    return None if None in items else items


def _scalar_key(value: object) -> _Key | None:
    """Return a parameter's type and value: 1 and True are equal, and so are 1.0 and 1.00, and yet not the same."""
    kind = type(value)
    if kind is str:
        return value
    if isinstance(value, datetime) and value.tzinfo is not None and type(value.tzinfo) not in _ZONES:
        return None
    spell = _SPELLED.get(kind)
    return None if spell is None else (kind, spell(value))


_TEXTS = frozenset({str, Source})
_ZONES = frozenset({str, ZoneInfo, timezone})
_PARTS = frozenset({str, tuple})
_SPELLED: dict[type, Callable[[object], object]] = {
    bool: bool,
    int: int,  # type: ignore[dict-item]  # is given ints alone
    float: float.__repr__,
    Decimal: str,
    timedelta: str,
    date: str,
    datetime: str,
    UUID: str,
}


def _length(key: _Key) -> int:
    """Count the characters of the texts in a key; everything else counts as eight."""
    count = 0
    waiting = [key]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting += part
        count += len(part) if isinstance(part, str) else 8
    return count
