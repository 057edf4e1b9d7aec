"""What is said where a filter asks whether an attribute has a value: whether Attio can ask that, and what can be asked instead.

Everything comes from the catalogue: the properties that take `$not_empty`, and the column `presence` of the attribute types.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, TypeAlias

from attioql.catalog.types import PresenceTest, Property, load_types
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.messages.wording import a_type
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import plain
from attioql.diagnostics.templates import phrase
from attioql.filters.model import AttributePath
from attioql.limits import LIMITS
from attioql.operators import is_presence, load_operators, operator_of, written_as
from attioql.syntax.printer import spell_string
from attioql.syntax.spelling import quoted_name

Language: TypeAlias = Literal["text", "json"]

_MOST_STEPS = LIMITS.path_steps_of_clients - 1
"""Beyond this a path that is one step longer would be doubtful itself."""


def asks_for_value(name: str, operand: object) -> bool:
    """Tell whether an operator of filter JSON, known or invented, asks whether there is a value."""
    types = load_types()
    dollar = name if name.startswith("$") else f"${plain(name)}"
    meant = dollar if dollar in types.operators else types.mistaken.get(dollar, ("", False))[0]
    return is_presence(meant) or (operand is None and meant == operator_of("equal") and dollar in types.mistaken)


def presence_notes(place: AttributePath, target: Target, prop: Property | None, language: Language) -> tuple[str, ...]:
    """Return the notes on a question whether an attribute, or a property of it, has a value."""
    kind = place.attribute.type
    notes = []
    if not any(each.presence for each in kind.properties.values()):
        notes.append(phrase("no-presence", type=a_type(kind)))
    elif prop is not None and prop.presence is None:
        notes.append(phrase("no-presence-of-property", property=prop.name, type=a_type(kind)))
    found = presence_condition(place, target, language)
    if found is None:
        return (*notes, phrase("no-other-presence"))
    means, condition = found
    around = "not (…)" if language == "text" else "$not"
    return (*notes, phrase("other-presence", means=means, condition=condition, around=around))


def with_presence(problem: Diagnostic, place: AttributePath, target: Target) -> Diagnostic:
    """Add to a diagnostic about query text what can be asked instead of "has a value"."""
    return replace(problem, notes=(*problem.notes, *presence_notes(place, target, None, "text")))


def presence_condition(place: AttributePath, target: Target, language: Language) -> tuple[str, str] | None:
    """Return what can be asked of an attribute instead of "has a value": which records match, and the condition."""
    presence = place.attribute.type.presence
    if presence is None:
        return None
    steps = place.steps or ((target.slug, place.attribute.slug),)
    attribute, text = place.attribute, place.text
    if presence.through:
        reached = _reached(attribute, target, presence.through)
        if reached is None or len(steps) > _MOST_STEPS:
            return None
        owner, attribute = reached
        steps, text = (*steps, (owner, attribute.slug)), f"{text}.{quoted_name(attribute.slug)}"
    tests = () if attribute.type.presence is None else attribute.type.presence.tests
    if language == "text":
        return presence.means, " or ".join(_as_text(text, attribute, test) for test in tests)
    written = [json.dumps(each, ensure_ascii=False) for each in _as_json(steps, attribute, tests)]
    return presence.means, written[0] if len(written) == 1 else f'{{"$or": [{", ".join(written)}]}}'


def _reached(attribute: Attribute, target: Target, slug: str) -> tuple[str, Attribute] | None:
    """Return the only object that a reference leads to, and its attribute with a slug."""
    match attribute.objects:
        case (owner,) if owner in target.workspace:
            found = target.workspace[owner].attributes.get(slug)
            return None if found is None or found.type.presence is None else (owner, found)
    return None


def _as_text(path: str, attribute: Attribute, test: PresenceTest) -> str:
    kind = attribute.type
    prop = kind.properties[test.property]
    named = path if test.property == kind.implicit else f"{path}.{test.property}"
    if is_presence(test.operator):
        return f"{named} {written_as('presence')}"
    spelling = load_operators().spelling_of(test.operator)
    return f"{named} {spelling} {_literal(test.value, prop)}"


def _literal(value: object, prop: Property) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return spell_string(value) if isinstance(value, str) and not prop.kind.precision else str(value)


def _as_json(
    steps: tuple[tuple[str, str], ...], attribute: Attribute, tests: tuple[PresenceTest, ...]
) -> Iterator[dict[str, object]]:
    for test in tests:
        inner = {test.property: {test.operator: test.value}}
        if len(steps) == 1:
            yield {attribute.slug: inner}
        else:
            yield {"path": [[*step] for step in steps], "constraints": inner}
