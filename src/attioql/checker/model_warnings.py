"""Warnings and notes about a valid filter: undocumented forms, and what the workspace says about its names and values.

Which of them can apply depends on the attribute path of a condition and the property it tests. It is worked out once for each of
them; most have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from attioql.catalog.cache import Cache
from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, PerTarget, Target, Workspace
from attioql.checker import messages
from attioql.checker.diagnostic_list import MOST_DIAGNOSTICS
from attioql.diagnostics import suggest
from attioql.diagnostics.model import Diagnostic, text_order
from attioql.filters.model import AttributePath, Condition, Node, conditions
from attioql.limits import LIMITS
from attioql.text.source import Source, Span
from attioql.values.model import Scalar

_MOST_STEPS_SEEN = LIMITS.path_steps_of_clients
_ACTOR_TYPE, _ACTOR_ID, _MEMBER = "referenced_actor_type", "referenced_actor_id", "workspace-member"


class Warned(NamedTuple):
    """A warning about a condition, and the part of the condition at fault.

    The part is a value, a property or an attribute; without any of them, it is the path of the condition.
    """

    diagnostic: Diagnostic
    property: str | None = None
    value: object = None
    attribute: Attribute | None = None
    instead: str | None = None
    """The value that was probably meant."""


_Look: TypeAlias = Callable[[Condition, Source], Iterator[Warned]]


class _Watch(NamedTuple):
    """What to look at in the conditions on a path, and the property that names options which may not be known."""

    looks: tuple[_Look, ...]
    option: str | None


_NOTHING = _Watch((), None)
_WATCHES = PerTarget[Cache[tuple[str, "str | None"], _Watch]](lambda _: Cache())


def warnings_of(root: Node, source: Source, target: Target) -> list[Diagnostic]:
    """Return the warnings about a canonical model, in the order of the text; notes about options that were not checked come last."""
    return [warned.diagnostic for warned in find_warnings(root, source, target)]


def find_warnings(root: Node, source: Source, target: Target) -> list[Warned]:
    """Return the same, each with the part of its condition that is at fault."""
    found: dict[tuple[str, Span | None], Warned] = {}
    unchecked: dict[str, dict[str, None]] = {}
    for condition, watch in _watched(root, target):
        for look in watch.looks:
            for warned in look(condition, source):
                found.setdefault((warned.diagnostic.message, warned.diagnostic.span), warned)
        if watch.option is not None and _names_unknown_option(condition, watch.option):
            attribute = condition.path.attribute
            key = "options-unknown" if attribute.options is None else "options-unknown.ids"
            unchecked.setdefault(key, {})[attribute.slug] = None
    reported = sorted(found.values(), key=lambda warned: text_order(warned.diagnostic))[:MOST_DIAGNOSTICS]
    notes = [
        Warned(messages.diagnose(key, source, None, attributes=tuple(slugs)))
        for key, slugs in sorted(unchecked.items())
    ]
    return [*reported, *notes]


def may_have_warnings(written: Node, source: Source, target: Target) -> bool:
    """Tell whether there may be doubts about the canonical form of a model: there are none where its conditions give none one by one.

    Merging brings together what one condition asks for, and a property is doubtful for what is missing beside it.
    """
    return any(_is_doubtful(condition, watch, source) for condition, watch in _watched(written, target))


def _is_doubtful(condition: Condition, watch: _Watch, source: Source) -> bool:
    if watch.option is not None and _names_unknown_option(condition, watch.option):
        return True
    return any(True for look in watch.looks for _ in look(condition, source))


def _watched(root: Node, target: Target) -> Iterator[tuple[Condition, _Watch]]:
    """Yield the conditions of a model in which there is something to look at, and what that is."""
    watches = _WATCHES.of(target)
    for condition in conditions(root):
        path, operator, _, _, _, others = condition
        name = None if others else operator.property
        watch = watches.get((path.key, name)) or watches.keep((path.key, name), _watch(path, name, target))
        if watch is not _NOTHING:
            yield condition, watch


def may_warn(root: Node, target: Target) -> bool:
    """Tell whether there is something to look at in any condition of a model."""
    return any(True for _ in _watched(root, target))


def is_watched(path: AttributePath, target: Target) -> bool:
    """Tell whether there is something to look at in any condition on a path."""
    return _watch(path, None, target) is not _NOTHING


def _watch(path: AttributePath, name: str | None, target: Target) -> _Watch:
    """Find out what to look at in the conditions on a path that test one property, or several."""
    properties = path.attribute.type.properties
    tested = [*properties.values()] if name is None else [properties[name]]
    watch = _Watch(tuple(_looks(path, tested, target)), _unsure_option(path, tested, target))
    return watch if any(watch) else _NOTHING


def _looks(path: AttributePath, tested: Sequence[Property], target: Target) -> Iterator[_Look]:
    """Yield what to look at in conditions on a path that test these properties."""
    if any(prop.alone is not None for prop in tested):
        yield _alone
    if any(prop.value.open for prop in tested):
        yield _unlisted_values
    if len(path.steps) > _MOST_STEPS_SEEN:
        yield _long_path
    archived = [attribute for attribute in _attributes(path, target) if attribute.archived]
    if archived:
        yield partial(_archived_attributes, archived)
    if any(option.archived for option in path.attribute.options or ()):
        yield _archived_options
    if target.workspace.members is not None and any(
        prop.kind.names == "member" or prop.name == _ACTOR_ID for prop in tested
    ):
        yield partial(_unlisted_members, target.workspace)


def _attributes(path: AttributePath, target: Target) -> Iterator[Attribute]:
    """Yield the attribute at the end of a path, and those on the way."""
    yield path.attribute
    for index, (owner, slug) in enumerate(path.steps[:-1]):
        yield (target.workspace[owner] if index else target).attributes[slug]


def _alone(condition: Condition, source: Source) -> Iterator[Warned]:
    properties = condition.path.attribute.type.properties
    present = {test.operator.property for test in condition.tests}
    for test in condition.tests:
        prop = properties[test.operator.property]
        if prop.alone is not None and prop.alone.without not in present:
            yield Warned(messages.alone(source, condition, prop, test.value), prop.name)


def _unlisted_values(condition: Condition, source: Source) -> Iterator[Warned]:
    for name, value in _operands(condition):
        prop = condition.path.attribute.type.properties[name]
        if prop.value.open and isinstance(value, str) and value not in prop.value.known:
            message = messages.unlisted_value(source, condition, prop, value)
            yield Warned(message, name, value, instead=suggest.nearest(value, prop.value.known))


def _long_path(condition: Condition, source: Source) -> Iterator[Warned]:
    yield Warned(messages.long_path(source, condition))


def _archived_attributes(archived: list[Attribute], condition: Condition, source: Source) -> Iterator[Warned]:
    for attribute in archived:
        yield Warned(messages.archived_attribute(source, condition, attribute), attribute=attribute)


def _archived_options(condition: Condition, source: Source) -> Iterator[Warned]:
    attribute = condition.path.attribute
    for name, value in _operands(condition):
        if attribute.type.properties[name].kind.names == "option":
            option = attribute.option(str(value))
            if option is not None and option.archived:
                message = messages.archived_option(source, condition, attribute, option, str(value))
                yield Warned(message, name, value)


def _unlisted_members(workspace: Workspace, condition: Condition, source: Source) -> Iterator[Warned]:
    for name, identity in _members(condition):
        if not workspace.find_members(identity):
            yield Warned(messages.unlisted_member(source, condition, identity), name, identity)


def _members(condition: Condition) -> Iterator[tuple[str, str]]:
    """Yield the properties that name workspace members, each with the member's ID."""
    properties = condition.path.attribute.type.properties
    operands = _operands(condition)
    is_member = (_ACTOR_TYPE, _MEMBER) in operands
    for name, value in operands:
        if isinstance(value, str) and (properties[name].kind.names == "member" or (name == _ACTOR_ID and is_member)):
            yield name, value


def _operands(condition: Condition) -> list[tuple[str, Scalar]]:
    """Return every value that a condition names, with its property."""
    return [(test.operator.property, value) for test in condition.tests for value in test.operands]


def _unsure_option(path: AttributePath, tested: Sequence[Property], target: Target) -> str | None:
    """Return the property that names options, if this is no standard workspace and it does not know all of them."""
    attribute = path.attribute
    if not target.workspace.notes_gaps or attribute.knows_all_options:
        return None
    return next((prop.name for prop in tested if prop.kind.names == "option"), None)


def _names_unknown_option(condition: Condition, name: str) -> bool:
    option = condition.path.attribute.option
    return any(option(str(value)) is None for tested, value in _operands(condition) if tested == name)
