"""The words that the sentences share. What a type or property supports is read from the catalogue, so a new row needs none."""

from __future__ import annotations

import re

from attioql.catalog.types import AttributeType, Property
from attioql.diagnostics.build import write
from attioql.diagnostics.model import Applicability, Edit, Fix
from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import phrase
from attioql.filters.model import Condition
from attioql.operators import day_bound, is_equality, is_negated, written_taking
from attioql.syntax.nodes import Comparison, Literal, Moment
from attioql.syntax.spelling import VALUE_WORDS, quoted_name
from attioql.text.source import Source, Span

WRITTEN = {
    "string": "text",
    "number": "a number",
    "date": "a date",
    "timestamp": "a timestamp",
    "uuid": "a UUID",
    "boolean": "true or false",
    "word": "a word",
    "month": "a month",
    "duration": "a duration",
}


def quoted_record_object(name: str) -> str:
    """Write an object's slug as the first argument of `record`."""
    return name if quoted_name(name) == name and name not in VALUE_WORDS else f'"{name}"'


def takes(prop: Property) -> str:
    """Say what a property takes, as the rest of "it takes …"."""
    rule = prop.value
    if rule.choices:
        return f"one of {', '.join(f'`{choice}`' for choice in rule.choices)}"
    if rule.maximum is not None:
        return f"{'a whole number' if rule.integer else 'a number'} from {rule.minimum} to {rule.maximum}"
    if rule.decimals is not None:
        return f"a number of at most {rule.decimals} decimals"
    return prop.kind.literal


def value_shown(text: str, before: str = "") -> str:
    """Return a text in backticks, cut if it is long, after some words; an empty one in words."""
    return f"{before}`{short(text)}`" if text else "an empty text"


def during_instead(node: Comparison, day: str) -> Fix:
    """Offer `during` in place of a comparison with a whole day."""
    edits: tuple[Edit, ...] = (Edit(Span(node.operator_start, node.end), f"{written_taking('period')} {day}"),)
    if is_negated(node.operator):
        edits = (Edit(Span(node.start, node.start), "not "), *edits)
    return Fix(phrase("match-whole"), Applicability.UNSAFE, edits)


def period_instead(node: Comparison, written: Literal) -> Fix | None:
    """Offer what a comparison with a month or a year says in days: `<= 2024-05` is `< 2024-06-01`."""
    year, month = int(written.text[:4]), int(written.text[5:] or 1)
    if not 1 <= month <= 12 or not 1 <= year < 9999:
        return None
    if is_equality(node.operator):
        return during_instead(node, written.text)
    after = (year, month + 1) if len(written.text) > 4 else (year + 1, 1)
    after = after if after[1] <= 12 else (year + 1, 1)
    text = day_bound(node.operator, f"{year:04}-{month:02}-01", f"{after[0]:04}-{after[1]:02}-01")
    if text is None or node.operand is not written:
        return None
    return write(Span(node.operator_start, node.end), text)


def filterable(kind: AttributeType) -> list[str]:
    """List the properties of a type that a filter reaches."""
    return [name for name, prop in kind.properties.items() if prop.operators]


def a_type(kind: AttributeType) -> str:
    """Name what an attribute of a type is, with an article."""
    title = kind.title.lower()
    return f"an {title} attribute" if title[0] in "aeiou" else f"a {title} attribute"


def word_within(source: Source, condition: Condition, word: str) -> Span:
    """Return the span of a name or ID in a condition, or of the whole condition if it is not spelled out there."""
    if not word:
        return _whole(condition)
    return _within(source, condition, rf"(?<![\w-])({re.escape(word)})(?![\w-])")


def value_within(source: Source, condition: Condition, text: str) -> Span:
    """Return the span of a value in a condition, without quotes; of the only parameter, if the value is bound to it."""
    spelled = _within(source, condition, rf"(?<=[\"'])({re.escape(text)})(?=[\"'])")
    if spelled != _whole(condition):
        return spelled
    bound = _PARAMETER.findall(source.text, condition.start, condition.end)
    if len(bound) == 1:
        return _within(source, condition, _PARAMETER.pattern)
    return word_within(source, condition, text)


_PARAMETER = re.compile(r"(?<![\w:\"'])(:[A-Za-z_]\w*)")


def _within(source: Source, condition: Condition, pattern: str) -> Span:
    found = re.compile(pattern).search(source.text, condition.start, condition.end)
    return _whole(condition) if found is None else Span(*found.span(1))


def _whole(condition: Condition) -> Span:
    return Span(condition.start, condition.end)


def is_bound(source: Source, written: Literal | Moment) -> bool:
    """Tell whether a literal came from a parameter, whose text no edit can change."""
    return source.text.startswith(":", written.start)
