"""What is said about operators, value blocks and forms that are not documented."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.catalog.types import Property, load_types
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.messages.presence import presence_notes
from attioql.checker.messages.wording import a_type, filterable, takes, value_within, word_within
from attioql.diagnostics.build import diagnose
from attioql.diagnostics.model import Applicability, Diagnostic
from attioql.diagnostics.suggest import nearest
from attioql.filters.model import AttributePath, Condition
from attioql.operators import is_presence, load_operators
from attioql.syntax.nodes import Comparison, Path
from attioql.text.source import Source, Span


def operator_not_supported(
    source: Source,
    node: Comparison,
    json_operators: Sequence[str],
    prop: Property,
    place: AttributePath,
    target: Target,
) -> Diagnostic:
    """Return the error for an operator that a property lacks: what it does, what to write, and Attio's recorded answer."""
    refused = next((name for name in json_operators if name not in prop.operators), json_operators[0])
    return diagnose(
        "operator-not-supported",
        source,
        node.operator_span,
        sign=node.operator_span,
        place=node.path.span,
        path=node.path.text,
        operator=node.operator,
        property=None,
        instead=None,
        verb=load_types().operators[refused].verb,
        takes=takes(prop),
        supported=tuple(prop.spellings),
        presence=presence_notes(place, target, prop, "text") if is_presence(refused) else (),
        answer=prop.refusal.format(operator=refused) if prop.refusal else None,
        equality=_instead(node, prop),
        whole=whole_of(prop),
        trust=trust_in_whole(prop).name.lower(),
    )


def whole_of(prop: Property) -> str:
    """Return the word for all of a value."""
    return "title" if prop.kind.names == "option" else "value"


def trust_in_whole(prop: Property) -> Applicability:
    """Return how far a comparison with the whole value is trusted where a part of it was asked for: of an option, there is only the whole."""
    return Applicability.UNSAFE if prop.kind.names == "option" else Applicability.DISPLAY


def reference_operator_not_supported(
    source: Source, node: Comparison, place: AttributePath, target: Target
) -> Diagnostic:
    """Return the error for an operator that actors and records lack."""
    attribute = place.attribute
    kind = attribute.type
    asks = node.operand is None
    through = not asks and kind.compared_as == "record" and len(attribute.objects) == 1
    return diagnose(
        "operator-not-supported.reference",
        source,
        node.operator_span,
        place=node.path.span,
        path=node.path.text,
        operator=node.operator,
        type=a_type(kind),
        properties=None if asks else tuple(filterable(kind)),
        object=attribute.objects[0] if through else None,
        presence=presence_notes(place, target, None, "text") if asks else (),
    )


def not_a_checkbox(source: Source, path: Path, attribute: Attribute) -> Diagnostic:
    """Return the error for a path alone that is no checkbox."""
    implicit = attribute.type.properties.get(attribute.type.implicit or "")
    end = Span(path.end, path.end) if implicit and implicit.presence else None
    return diagnose("not-a-checkbox", source, path.span, path=path.text, type=a_type(attribute.type), end=end)


def block_on_property(source: Source, path: Path, prop: Property) -> Diagnostic:
    """Return the error for a block behind a property."""
    cut = Span(path.end - len(prop.name) - 1, path.end)
    return diagnose("nested-block.property", source, path.span, property=prop.name, cut=cut)


def not_a_property_in_block(source: Source, path: Path, attribute: Attribute, block: Path) -> Diagnostic:
    """Return the error for another name than a property in a block."""
    kind = attribute.type
    return diagnose(
        "unknown-property.block",
        source,
        path.span,
        opener=block.span,
        name=path.text,
        block=block.text,
        type=a_type(kind),
        known=tuple(filterable(kind)),
        near=nearest(path.text, filterable(kind)),
        reached=f"{block.text}.{path.text}" if kind.compared_as == "record" else None,
    )


def alone(source: Source, condition: Condition, prop: Property, value: object) -> Diagnostic:
    """Return what the catalogue says of a property that stands without the one it belongs with."""
    if prop.alone is None:
        raise AssertionError(prop.name)
    slug, other = condition.path.attribute.slug, prop.alone.without
    both = f"`{slug} {{ {other} = … and {prop.name} = … }}`"
    if not source.text:  # filter JSON
        both = f'`{{"{slug}": {{"{other}": …, "{prop.name}": …}}}}`'
    impossible = (prop.alone.impossible_with or {}).get(str(value))
    return diagnose(
        prop.alone.diagnostic,
        source,
        word_within(source, condition, prop.name),
        attribute=slug,
        property=prop.name,
        other=other,
        why=prop.alone.why,
        impossible=impossible,
        both=None if impossible else both,
    )


def unlisted_value(source: Source, condition: Condition, prop: Property, value: str) -> Diagnostic:
    """Return the warning about a value outside a set that has grown before."""
    rule = prop.value
    span = value_within(source, condition, value)
    return diagnose(
        "unlisted-value",
        source,
        span,
        spelled=span if source.text[span.start : span.end] == value else None,
        value=value,
        property=prop.name,
        near=nearest(value, rule.known),
        seen=rule.choice_sources.get(value),
        known=tuple(rule.choices),
        later=tuple(rule.later_choices) or None,
    )


def equality_for(operators: Sequence[str], prop: Property) -> str | None:
    """Return the operator that compares a whole value, for operators on text that the property does not have."""
    rows = load_operators().rows
    return (
        prop.equality.name if prop.equality is not None and all(rows[name].ignores_case for name in operators) else None
    )


def _instead(node: Comparison, prop: Property) -> str | None:
    """Return `=` or `!=` for an operator on text that the property does not have."""
    table = load_operators()
    spelling = table.spellings[node.operator]
    equality = equality_for(spelling.operators, prop)
    if equality is None:
        return None
    sign = table.spelling_of(equality)
    return table.negation[sign] if spelling.negates else sign
