"""The guide of a target: its attributes by type, with operators and values, how moments are written, and examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attioql.catalog.types import AttributeType, load_types
from attioql.catalog.workspace import Attribute, Target
from attioql.diagnostics.phrases import counted, short
from attioql.guides.example_filters import examples, listed_options
from attioql.guides.folding import folded
from attioql.guides.quoting import LONGEST, is_plain, quoted
from attioql.guides.type_parts import Accepted, TypeParts, listed, parts_of, plain
from attioql.operators import whole_spellings
from attioql.syntax.spelling import quoted_name

_MOST_OPTIONS = 12
_MOST_OBJECTS = 5
_MOMENTS = (
    "Dates: 2024-05-31[T09:30Z], now, today - 30d (min h d w mo y). "
    "Periods: 2024, 2024-05, this/last/next week/month/quarter/year, last/next 30d"
)


class Detail(NamedTuple):
    """What a guide shows besides attributes, operators and values."""

    options: int = _MOST_OPTIONS
    """Options of one attribute; of more, as many are shown as samples."""

    titles: bool = True
    moments: bool = True
    examples: bool = True


EVERYTHING = Detail()


def guide_text(target: Target, attributes: Sequence[Attribute], detail: Detail, left_out: str) -> str:
    """Return the guide of some attributes of a target. `left_out` says what it lacks."""
    name = target.name if is_plain(target.name) else quoted(target.name)
    base = " ".join(plain(whole_spellings()))
    form = "PATH OPERATOR VALUE, with and, or, not, ( ). Text in quotes"
    lines = [
        f"Filters for {name}: {form}. Paths take {base}. *: several values",
        *_type_lines(target, attributes, detail),
    ]
    if detail.moments and any(_has_periods(each.type) for each in attributes):
        lines.append(_MOMENTS)
    if detail.examples:
        lines += ["Examples:", *examples(target, attributes)]
    return "\n".join([*lines, left_out] if left_out else lines)


def _type_lines(target: Target, attributes: Sequence[Attribute], detail: Detail) -> Iterator[str]:
    by_type: dict[str, list[Attribute]] = {}
    for each in attributes:
        by_type.setdefault(each.type.slug, []).append(each)
    by_parts: dict[TypeParts, list[str]] = {}
    for slug in sorted(by_type, key=list(load_types().types).index):
        by_parts.setdefault(parts_of(by_type[slug][0].type, by_type[slug], target.workspace), []).append(slug)
    known: dict[Accepted, str] = {}
    for parts, slugs in by_parts.items():
        names = [_entry(each, detail) for slug in slugs for each in by_type[slug]]
        alike = [name for accepted, properties in parts.properties if accepted == parts.itself for name in properties]
        heading = " ".join([", ".join(slugs), *_dotted(alike)])
        said = "" if parts.itself is None else f" ({_said(parts.itself, known, slugs[0])})"
        yield f"{heading}{said}: {' '.join(folded(names))}"
        for accepted, properties in parts.properties:
            if accepted != parts.itself:
                yield f" {' '.join(_dotted(properties))}: {_said(accepted, known, f'{slugs[0]}.{properties[0]}')}"


def _dotted(properties: Sequence[str]) -> list[str]:
    return [f".{name}" for name in folded(properties)]


def _said(accepted: Accepted, known: dict[Accepted, str], name: str) -> str:
    """Say what is accepted besides what is by default, by a name where it was said before."""
    if accepted in known:
        return f"as {known[accepted]}"
    base = {*plain(whole_spellings())}
    operators = {*accepted.operators}
    without = "" if base <= operators else f"not {listed([*plain(whole_spellings())])}"
    near = [each for each in known if each.value == accepted.value and base < {*each.operators} <= operators | base]
    best = max(near, key=lambda each: len(each.operators), default=None)
    others = [each for each in accepted.operators if each not in (base if best is None else best.operators)]
    parts = [without, listed(others)] if best is None else [f"as {known[best]}", without, listed(others)]
    known[accepted] = name
    said = ", ".join(filter(None, parts))
    is_said = best is not None or accepted.value == name
    return said if is_said else "; ".join(filter(None, (said, accepted.value)))


def _entry(attribute: Attribute, detail: Detail) -> str:
    notes = []
    if detail.titles and has_title(attribute):
        notes.append(quoted(short(attribute.title, LONGEST)))
    if attribute.type.compared_as == "record":
        notes += _objects(attribute.objects)
    if attribute.options and detail.options:
        notes.append(_options(attribute, detail.options))
    several = "*" if attribute.many else ""
    return f"{quoted_name(attribute.slug)}{several}{f' ({chr(32).join(notes)})' if notes else ''}"


def has_title(attribute: Attribute) -> bool:
    """Tell whether the title of an attribute says more than its name."""
    return _letters(attribute.title) != _letters(attribute.slug)


def _letters(text: str) -> str:
    return "".join([each for each in text.casefold() if each.isalnum()])


def _objects(slugs: tuple[str, ...]) -> Iterator[str]:
    named = [quoted_name(each) for each in slugs if is_plain(each)]
    yield ", ".join(named[:_MOST_OBJECTS]) + (", …" if len(slugs) > _MOST_OBJECTS else "")


def _options(attribute: Attribute, most: int) -> str:
    titles = listed_options(attribute)
    count = sum(not each.archived for each in attribute.options or ())
    if count <= most and len(titles) == count:
        return ", ".join(titles)
    shown = ", ".join(titles[: min(most, 3)])
    return f"{counted(count, 'option')}, such as {shown}" if shown else counted(count, "option")


def _has_periods(kind: AttributeType) -> bool:
    return any(prop.kind.precision for prop in kind.properties.values())
