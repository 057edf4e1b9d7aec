"""Resolves paths: attributes, their properties, and drill-down through record references."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from attioql.catalog.cache import Cache
from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, PerTarget, Target
from attioql.checker import messages
from attioql.diagnostics.model import Diagnostic
from attioql.filters.model import PATH_KEYS, AttributePath
from attioql.limits import LIMITS
from attioql.syntax.nodes import Path, Segment
from attioql.syntax.spelling import quoted_name
from attioql.text.source import Source

MOST_STEPS = LIMITS.path_steps

_MOST_DOTS = LIMITS.path_segments


class Resolved(NamedTuple):
    """What a path means: an attribute path, the property named or implied (none for a whole reference), and whether it was named."""

    path: AttributePath
    property: Property | None
    named: bool


Unresolved: TypeAlias = Callable[[], Diagnostic]
"""Makes the diagnostic of a path that means nothing: only where it is reported."""

_RESOLVED = PerTarget[Cache[str, Resolved]](lambda _: Cache())
_PATHS = PerTarget[Cache[str, AttributePath]](lambda _: Cache())


def resolve(path: Path, target: Target, source: Source) -> Resolved | Unresolved:
    """Return what a path means on a target, or a function that returns what is wrong with it."""
    cache = _RESOLVED.of(target)
    known = cache.get(path.text)
    if known is not None:
        return known
    resolved = _Resolver(path, target, source).resolve()
    return cache.keep(path.text, resolved) if isinstance(resolved, Resolved) else resolved


def resolve_property(path: Path, block: Resolved, block_path: Path, source: Source) -> Resolved | Unresolved:
    """Return what a path inside a value block means, a property of the block's attribute, or what returns the fault."""
    prop = block.path.attribute.type.properties.get(path.text)
    if prop is None:
        return partial(messages.not_a_property_in_block, source, path, block.path.attribute, block_path)
    if not prop.operators:
        return partial(messages.property_not_filterable, source, path.segments[0], block.path.attribute)
    return Resolved(block.path, prop, named=True)


def walked_path(target: Target, walked: Sequence[tuple[Target, Attribute]]) -> AttributePath:
    """Return the attribute path of a walk from attribute to attribute; a walk of one step has no steps, unless it needs one.

    An attribute whose slug is a key of a path is written as a path of one step, which nothing else can be meant by.

    Slugs have no control characters, so that no two paths have one key.
    """
    attribute = walked[-1][1]
    steps: tuple[tuple[str, str], ...] = ()
    if len(walked) == 1:
        if attribute.slug in PATH_KEYS:
            steps = ((target.slug, attribute.slug),)
        key = f"\x00{attribute.slug}"
    else:
        steps = tuple((owner.slug, step.slug) for owner, step in walked)
        key = "\x01" + "\x1e".join([f"{owner}\x1f{slug}" for owner, slug in steps])
    cache = _PATHS.of(target)
    known = cache.get(key)
    if known is not None:
        return known
    single = not any(step.many for _, step in walked)
    path = AttributePath(attribute, steps, _spelled(walked), key, mergeable=single and len(walked) == 1, single=single)
    return cache.keep(key, path)


def _spelled(walked: Sequence[tuple[Target, Attribute]]) -> str:
    """Spell a walk as query text: the object of a step is named where the reference allows several."""
    names = []
    for index, (_, attribute) in enumerate(walked):
        name = quoted_name(attribute.slug)
        leads_on = index + 1 < len(walked)
        chosen = leads_on and len(attribute.objects) > 1
        names.append(f"{name}[{quoted_name(walked[index + 1][0].slug)}]" if chosen else name)
    return ".".join(names)


def resolve_sorted(path: Path, target: Target, source: Source) -> Resolved | Unresolved:
    """Return what records are sorted by, or a function that returns the error of the path."""
    return _SortResolver(path, target, source).resolve()


class _Resolver:
    takes_unknown_types = False

    def __init__(self, path: Path, target: Target, source: Source) -> None:
        self._path = path
        self._target = target
        self._source = source

    def resolve(self) -> Resolved | Unresolved:
        dots = self._path.text.count(".")
        segments = self._path.segments if dots <= _MOST_DOTS else ()
        if not segments or len(segments) > MOST_STEPS:
            return partial(messages.diagnose, "path-too-long", self._source, self._path.span, limit=MOST_STEPS)
        target, walked = self._target, []
        for index, segment in enumerate(segments):
            attribute = target.find(segment.name)
            if attribute is None:
                return partial(messages.unknown_attribute, self._source, self._path, segment, target)
            if not (attribute.type.known or self.takes_unknown_types):
                return partial(messages.attribute_not_filterable, self._source, segment, attribute)
            walked.append((target, attribute))
            rest = segments[index + 1 :]
            if not rest:
                return self._whole(segment, attribute, walked)
            if segment.object is None and rest[0].name in attribute.type.properties:
                return self._property(attribute, walked, rest)
            next_target = self._next_target(segment, rest[0], attribute, target)
            if not isinstance(next_target, Target):
                return next_target
            target = next_target
        raise AssertionError("a path has at least one segment")

    def _whole(
        self, segment: Segment, attribute: Attribute, walked: list[tuple[Target, Attribute]]
    ) -> Resolved | Unresolved:
        if segment.object is not None:
            last = {"object": segment.object, "attribute": attribute.slug}
            return partial(messages.diagnose, "not-a-reference.last", self._source, segment.span, **last)
        implicit = attribute.type.implicit
        return Resolved(
            walked_path(self._target, walked),
            attribute.type.properties[implicit] if implicit is not None else None,
            False,
        )

    def _property(
        self, attribute: Attribute, walked: list[tuple[Target, Attribute]], rest: tuple[Segment, ...]
    ) -> Resolved | Unresolved:
        named = attribute.type.properties[rest[0].name]
        if len(rest) > 1:
            return partial(messages.property_has_no_parts, self._source, rest[1], named, attribute)
        if (fault := self.fault_of(named, rest[0], attribute)) is not None:
            return fault
        return Resolved(walked_path(self._target, walked), named, True)

    def fault_of(self, named: Property, segment: Segment, attribute: Attribute) -> Unresolved | None:
        """Return the error of a property that is named."""
        return None if named.operators else partial(messages.property_not_filterable, self._source, segment, attribute)

    def _next_target(
        self, segment: Segment, following: Segment, attribute: Attribute, target: Target
    ) -> Target | Unresolved:
        if attribute.type.compared_as != "record":
            if segment.object is not None:
                return partial(messages.not_a_reference, self._source, segment, attribute)
            return partial(messages.unknown_property, self._source, following, attribute)
        allowed = [slug for slug in attribute.objects if slug in target.workspace]
        wanted = segment.object
        if wanted is None:
            if len(allowed) != 1:
                return partial(messages.object_needed, self._source, segment, attribute, allowed)
            wanted = allowed[0]
        if wanted not in allowed:
            return partial(messages.object_not_allowed, self._source, segment, attribute, allowed, target)
        return target.workspace[wanted]


class _SortResolver(_Resolver):
    """Resolves what records are sorted by: a property need not be one that filters test."""

    takes_unknown_types = True

    def fault_of(self, named: Property, segment: Segment, attribute: Attribute) -> Unresolved | None:
        """Return the error of a property that no sort takes."""
        if attribute.type.sort is not None and named.name in attribute.type.sort.fields:
            return None
        return partial(messages.not_sorted_by, self._source, segment, attribute)
