"""Examples of filters for a target, of its own attributes: each compiles without a warning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target
from attioql.guides.quoting import LONGEST, is_plain, quoted
from attioql.operators import Spelling, load_operators, row_of, takes_list, whole_spellings, written_as, written_taking
from attioql.syntax.spelling import quoted_name
from attioql.values.ids import UUID_SAMPLES

MOST = 3
_NAME = "Acme"
_FIRST_WORD = re.compile(r"\W*\w+")
_DAY = "today - 7d"
_PERIOD = "last 30d"


class _Subject(NamedTuple):
    """A property under its path."""

    path: str
    attribute: Attribute
    property: Property


_Finder: TypeAlias = Callable[[Target, Sequence[Attribute]], Iterator[str]]
"""Yields conditions of one form."""


def examples(target: Target, attributes: Sequence[Attribute]) -> list[str]:
    """Return up to three filters with some attributes of a target, of as many forms of condition as there are."""
    plain = [each for each in attributes if is_plain(each.slug)]
    found = [condition for finder in _FORMS for condition in islice(finder(target, plain), 1)]
    if len(found) > MOST + 1:
        first, second, third, fourth, fifth, *_ = found
        return [f"{first} and {second}", f"{third} or not {fourth}", fifth]
    others = (condition for condition in _any(target, plain) if condition not in found)
    return [*found, *islice(dict.fromkeys(others), MOST)][:MOST]


def _parts(target: Target, attributes: Sequence[Attribute]) -> Iterator[str]:
    """Yield a condition on a part of a text."""
    operator = written_as("part")
    for path, attribute, prop in _implicit(attributes):
        if _is_name(attribute, prop) and operator in prop.spellings:
            yield f"{path} {operator} {_text(target, attribute, prop)}"


def _periods(_target: Target, attributes: Sequence[Attribute]) -> Iterator[str]:
    return (f"{path} {written_taking('period')} {_PERIOD}" for path in _times(attributes))


def _references(target: Target, attributes: Sequence[Attribute]) -> Iterator[str]:
    """Yield a condition on an attribute of the object that a reference leads to."""
    for each in attributes:
        if each.type.compared_as == "record" and len(each.objects) == 1 and each.objects[0] in target.workspace:
            names = target.workspace[each.objects[0]].attributes.values()
            for path, attribute, prop in _implicit([name for name in names if is_plain(name.slug)]):
                if _is_name(attribute, prop) and path not in each.type.properties:
                    yield f"{quoted_name(each.slug)}.{path} {written_as('equal')} {_text(target, attribute, prop)}"


def _options(_target: Target, attributes: Sequence[Attribute]) -> Iterator[str]:
    for path, attribute, prop in _implicit(attributes):
        if prop.kind.names == "option" and (titles := listed_options(attribute)):
            yield f"{path} {written_as('equal', takes='list')} ({', '.join(titles[:2])})"


def _named(target: Target, attributes: Sequence[Attribute]) -> Iterator[str]:
    """Yield a condition on the property that a text most likely means, where an attribute has no value by itself."""
    for each in attributes:
        prop = each.type.properties.get(each.type.named_by or "")
        if prop is not None:
            yield f"{quoted_name(each.slug)}.{quoted_name(prop.name)} {written_as('equal')} {_text(target, each, prop)}"


def _ranges(_target: Target, attributes: Sequence[Attribute]) -> Iterator[str]:
    operator = written_taking("range")
    for path, _, prop in _implicit(attributes):
        if prop.kind.json_type == "number" and operator in prop.spellings:
            low, high = _bounds(prop)
            yield f"{path} {operator} {low} and {high}"


def _blocks(target: Target, attributes: Sequence[Attribute]) -> Iterator[str]:
    """Yield a block, where a value of several has more than one text."""
    part, start = written_as("part"), written_as("start")
    for each in attributes:
        texts = [prop for prop in each.type.properties.values() if {part, start} <= {*prop.spellings}]
        if each.many and len(texts) > 1:
            first, second = sorted(texts, key=lambda prop: len(prop.name))[:2]
            conditions = (
                f"{quoted_name(first.name)} {part} {_beginning(target, each, first)}"
                f" and {quoted_name(second.name)} {start} {_beginning(target, each, second)}"
            )
            yield f"{quoted_name(each.slug)} {{ {conditions} }}"


def _flags(_target: Target, attributes: Sequence[Attribute]) -> Iterator[str]:
    for path, _, prop in _implicit(attributes):
        if prop.kind.json_type == "boolean":
            yield path


def _actors(_target: Target, attributes: Sequence[Attribute]) -> Iterator[str]:
    for each in attributes:
        if each.type.compared_as == "actor":
            yield f"{quoted_name(each.slug)} {written_as('equal')} {_WHOLES['actor'](each)}"


def _moments(_target: Target, attributes: Sequence[Attribute]) -> Iterator[str]:
    return (f"{path} {written_as('above', closed=True)} {_DAY}" for path in _times(attributes))


def _times(attributes: Sequence[Attribute]) -> Iterator[str]:
    """Yield the paths of dates and timestamps."""
    for path, _, prop in _subjects(attributes):
        if prop.takes_periods and prop.kind.precision:
            yield path


def _presence(_target: Target, attributes: Sequence[Attribute]) -> Iterator[str]:
    for path, _, prop in _subjects(attributes):
        if prop.presence is not None:
            yield f"{path} {written_as('presence')}"


_FORMS: tuple[_Finder, ...] = (
    _parts,
    _periods,
    _references,
    _options,
    _named,
    _blocks,
    _ranges,
    _flags,
    _actors,
    _moments,
    _presence,
)
"""The forms of condition, the most useful ones first."""


def _any(target: Target, attributes: Sequence[Attribute]) -> Iterator[str]:
    """Yield a condition for each operator that takes one value."""
    table = load_operators()
    for each in attributes:
        if (written := _WHOLES.get(each.type.compared_as)) is not None:
            yield from _whole_conditions(each, written(each))
    for path, attribute, prop in _subjects(attributes):
        for text in prop.spellings:
            operand = _operand(table.spellings[text], target, attribute, prop)
            if operand:
                yield f"{path} {text} {operand}"


def _whole_conditions(attribute: Attribute, operand: str) -> Iterator[str]:
    """Yield a condition for each operator that compares an actor or a record."""
    for text in whole_spellings() if operand else ():
        written = f"({operand})" if takes_list(text) else operand
        yield f"{quoted_name(attribute.slug)} {text} {written}"


def _operand(spelling: Spelling, target: Target, attribute: Attribute, prop: Property) -> str:
    """Return a value for an operator; nothing where an exact moment would be compared."""
    if spelling.takes != "value":
        return ""
    if prop.kind.precision:
        return "" if any(row_of(name).role == "equal" for name in spelling.operators) else _DAY
    if prop.kind.names == "option":
        return next(iter(listed_options(attribute)), "")
    samples = prop.kind.samples(prop.value, attribute, spelling.operators[0])
    if prop.kind.is_free_text and not attribute.text_format:
        return _text(target, attribute, prop)
    return next((_spelled(each) for each in samples), "")


def _text(target: Target, attribute: Attribute, prop: Property) -> str:
    """Return a text that a property may hold: an email address for an email address."""
    return quoted(_example(target, attribute, prop))


def _beginning(target: Target, attribute: Attribute, prop: Property) -> str:
    """Return the first word of such a text."""
    return quoted(_FIRST_WORD.findall(_example(target, attribute, prop))[0])


def _example(target: Target, attribute: Attribute, prop: Property) -> str:
    if _is_name(attribute, prop):
        return _NAME
    return str(next(iter(prop.kind.examples(prop.value, attribute, target.workspace, ""))))


_WHOLES: Mapping[str, Callable[[Attribute], str]] = {
    "actor": lambda _: f'member("{UUID_SAMPLES[0]}")',
    "record": lambda each: f'record("{each.objects[0]}", "{UUID_SAMPLES[0]}")' if each.objects else "",
}
"""How an actor and a record are written."""


def _spelled(sample: object) -> str:
    if isinstance(sample, bool):
        return str(sample).lower()
    return quoted(sample) if isinstance(sample, str) else str(sample)


def listed_options(attribute: Attribute) -> list[str]:
    """Return the titles that can be chosen, as strings of query text; long ones are left out."""
    return [quoted(each.title) for each in attribute.options or () if not each.archived and len(each.title) <= LONGEST]


def _implicit(attributes: Sequence[Attribute]) -> Iterator[_Subject]:
    """Yield the attributes that have a value by themselves."""
    for each in attributes:
        prop = each.type.properties.get(each.type.implicit or "")
        if prop is not None and prop.operators:
            yield _Subject(quoted_name(each.slug), each, prop)


def _subjects(attributes: Sequence[Attribute]) -> Iterator[_Subject]:
    """Yield the attributes that have a value by themselves, then the properties of the others."""
    yield from _implicit(attributes)
    for each in attributes:
        if each.type.compared_as == "value":
            for prop in each.type.properties.values():
                if prop.operators and prop.name != each.type.implicit:
                    yield _Subject(f"{quoted_name(each.slug)}.{quoted_name(prop.name)}", each, prop)


def _is_name(attribute: Attribute, prop: Property) -> bool:
    """Tell whether any text may be the value."""
    return prop.kind.is_free_text and not prop.value.shape and not attribute.text_format


def _bounds(prop: Property) -> tuple[int, int]:
    rule = prop.value
    return (100, 500) if rule.maximum is None else (max(rule.minimum or 0, rule.maximum - 2), rule.maximum)
