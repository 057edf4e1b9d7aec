"""The values that are known: options, choices, members, objects, moments and periods."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timezone

from attioql.catalog.members import Member
from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Workspace
from attioql.checker import moments, references
from attioql.checker.names import Resolved
from attioql.completion.model import Completion
from attioql.completion.names import object_item
from attioql.completion.text_cursor import TextCursor
from attioql.completion.words import phrases, text_of_phrase
from attioql.syntax.nodes import Moment
from attioql.syntax.printer import spell_string
from attioql.values.clock import Clock
from attioql.values.model import Finite, Named

_DAYS_BACK = ("last 7d", "last 30d", "last 90d")


def known_values(prop: Property, attribute: Attribute, workspace: Workspace) -> Iterator[tuple[Completion, object]]:
    """Yield the values that a property is known to take, each with what filter JSON writes: none for free text and numbers."""
    yield from _NAMED[prop.kind.names](attribute, workspace)
    domain = prop.kind.domain
    if isinstance(domain, Finite):
        for value in domain.values:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            yield Completion(text, text, "value"), value
    rule = prop.value
    for choice in (*rule.choices, *rule.by_attribute.get(attribute.slug, ())):
        yield Completion(choice, spell_string(choice), "value", f"A value of `{prop.name}`."), choice


def value_items(resolved: Resolved, workspace: Workspace, clock: Clock | None) -> Iterator[Completion]:
    """Yield the items of a value: known values and moments, or what an attribute as a whole is compared with."""
    attribute = resolved.path.attribute
    if resolved.property is None:
        yield from _WHOLE[attribute.type.compared_as](attribute, workspace)
        return
    yield from (item for item, _ in known_values(resolved.property, attribute, workspace))
    precision = resolved.property.kind.precision
    if precision:
        for name in _DAYS if precision == "day" else ("now", *_DAYS):
            yield Completion(name, name, "moment", _moment(name, clock))


def argument_items(function: str, resolved: Resolved, workspace: Workspace) -> Iterator[Completion]:
    """Yield the items of the first argument of a call."""
    attribute = resolved.path.attribute
    if function == "member":
        yield from (_string(_name_of(member), member) for member in workspace.members or ())
    elif function == "record":
        yield from (object_item(workspace[slug]) for slug in attribute.objects if slug in workspace)


def period_items(cursor: TextCursor) -> Iterator[Completion]:
    """Yield the periods that begin at a cursor, or go on there."""
    for phrase in phrases(cursor):
        text = text_of_phrase(phrase)
        yield Completion(text, text, "period")
    if cursor.accepts("THIS"):
        yield from (Completion(text, text, "period") for text in _DAYS_BACK)


def duration_items(prop: Property | None, typed: str) -> Iterator[Completion]:
    """Yield durations of the number that was typed, or of 1: for a property of days, of whole days."""
    number = re.split("[^0-9]", typed, maxsplit=1)[0] or "1"
    for unit, name in moments.UNIT_NAMES.items():
        if unit in moments.DAYS_OR_LONGER or prop is None or prop.kind.precision != "day":
            yield Completion(f"{number}{unit}", f"{number}{unit}", "duration", name.capitalize())


_ABOUT_MOMENTS = {
    "now": "The current instant.",
    "today": "The current day, or the instant it starts.",
    "yesterday": "The day before today, or the instant it starts.",
    "tomorrow": "The day after today, or the instant it starts.",
}
_DAYS = tuple([name for name in _ABOUT_MOMENTS if name != "now"])


def about_moment(name: str, shift: str = "") -> str:
    """Describe a moment, which a signed duration such as `-30d` may shift."""
    about = _ABOUT_MOMENTS[name]
    return f"{about} Moved by `{shift}`." if shift else about


def about_period() -> str:
    """Describe a period."""
    return "A period: from its first instant, up to but not including the first instant after it."


def _options(attribute: Attribute, _workspace: Workspace) -> Iterator[tuple[Completion, object]]:
    for option in attribute.options or ():
        if not option.archived:
            about = f"An option of `{attribute.slug}`."
            yield Completion(option.title, spell_string(option.title), "option", about), option.title


def _objects(attribute: Attribute, workspace: Workspace) -> Iterator[tuple[Completion, object]]:
    for slug in attribute.objects:
        if slug in workspace:
            yield Completion(slug, spell_string(slug), "object", workspace[slug].plural), slug


def _members(_attribute: Attribute, workspace: Workspace) -> Iterator[tuple[Completion, object]]:
    for member in workspace.members or ():
        yield _string(_name_of(member), member), member.id


def _nothing(_attribute: Attribute, _workspace: Workspace) -> Iterator[tuple[Completion, object]]:
    return iter(())


_NAMED: Mapping[Named, Callable[[Attribute, Workspace], Iterator[tuple[Completion, object]]]] = {
    "": _nothing,
    "option": _options,
    "object": _objects,
    "member": _members,
}


def _actors(_attribute: Attribute, workspace: Workspace) -> Iterator[Completion]:
    for function in references.ACTORS:
        text = f"{function}()" if function == "system" else f"{function}("
        yield Completion(text, text, "keyword")
    for member in workspace.members or ():
        name = _name_of(member)
        yield Completion(member.name or name, f"member({spell_string(name)})", "member", member.email_address)


def _records(attribute: Attribute, workspace: Workspace) -> Iterator[Completion]:
    if len(attribute.objects) > 1:
        for slug in attribute.objects:
            if slug in workspace:
                name = object_item(workspace[slug]).insert_text
                written = name if not name.startswith("`") else spell_string(slug)
                yield Completion(f"record({slug}, …)", f"record({written}, ", "object", workspace[slug].plural)


def _no_items(_attribute: Attribute, _workspace: Workspace) -> Iterator[Completion]:
    return iter(())


_WHOLE: Mapping[str, Callable[[Attribute, Workspace], Iterator[Completion]]] = {
    "value": _no_items,
    "actor": _actors,
    "record": _records,
}


def _name_of(member: Member) -> str:
    return member.email_address or member.id


def _string(text: str, member: Member) -> Completion:
    return Completion(text, spell_string(text), "member", member.name)


def _moment(name: str, clock: Clock | None) -> str:
    """Describe a moment: by a clock that knows the current time, as its instant in UTC."""
    if clock is None or clock.now is None:
        return about_moment(name)
    return (
        moments.moment_as_instant(Moment(name, "", 0, 0), clock).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    )
