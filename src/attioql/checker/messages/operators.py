"""What is said about operators, value blocks and forms that are not documented."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.catalog.types import Property, load_types
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.messages.presence import presence_notes
from attioql.checker.messages.wording import a_type, filterable, takes, value_within, word_within
from attioql.diagnostics.build import in_text, replace, write
from attioql.diagnostics.model import Applicability, Diagnostic, Fix
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import sentence
from attioql.filters.model import Condition, Place
from attioql.syntax.nodes import Comparison, Path
from attioql.text.source import Source, Span


def operator_not_supported(
    source: Source, node: Comparison, json_operators: Sequence[str], prop: Property, place: Place, target: Target
) -> Diagnostic:
    """Return the error for an operator that a property lacks: what it does, what to write, and Attio's recorded answer."""
    refused = next((name for name in json_operators if name not in prop.operators), json_operators[0])
    asks = refused == "$not_empty"
    said = sentence(
        "operator-not-supported",
        path=node.path.text,
        operator=node.operator,
        property=None,
        instead=None,
        verb=load_types().operators[refused].verb,
        takes=takes(prop),
        supported=tuple(prop.spellings),
        presence=presence_notes(place, target, prop, "text") if asks else (),
        answer=prop.refusal.format(operator=refused) if prop.refusal else None,
    )
    labels = (node.operator_span, node.path.span)
    return in_text(said, source, node.operator_span, labels=labels, fixes=_instead(node, prop))


def reference_operator_not_supported(source: Source, node: Comparison, place: Place, target: Target) -> Diagnostic:
    """Return the error for an operator that actors and records lack."""
    attribute = place.attribute
    kind = attribute.type
    asks = node.operand is None
    through = not asks and kind.compared_as == "record" and len(attribute.objects) == 1
    said = sentence(
        "operator-not-supported.reference",
        path=node.path.text,
        operator=node.operator,
        type=a_type(kind),
        properties=None if asks else tuple(filterable(kind)),
        object=attribute.objects[0] if through else None,
        presence=presence_notes(place, target, None, "text") if asks else (),
    )
    return in_text(said, source, node.operator_span, labels=[node.path.span])


def not_a_checkbox(source: Source, path: Path, attribute: Attribute) -> Diagnostic:
    """Return the error for a path alone that is no checkbox."""
    said = sentence("not-a-checkbox", path=path.text, type=a_type(attribute.type))
    implicit = attribute.type.properties.get(attribute.type.implicit or "")
    fixes: list[Fix] = []
    if implicit and "$not_empty" in implicit.operators:
        fixes = [replace(said.fix, Span(path.end, path.end), " is not empty", Applicability.UNSAFE)]
    return in_text(said, source, path.span, fixes=fixes)


def negation_in_block(source: Source, span: Span) -> Diagnostic:
    """Return the error for a negation in a block."""
    return in_text(sentence("negation-in-block"), source, span)


def block_collision(source: Source, path: Path, prop: str, operator: str) -> Diagnostic:
    """Return the error for an operator that a block needs twice on one property."""
    return in_text(sentence("block-collision", path=path.text, property=prop, operator=operator), source, path.span)


def truth_in_block(source: Source, path: Path) -> Diagnostic:
    """Return the error for a path alone in a block."""
    return in_text(sentence("not-a-checkbox.block", path=path.text), source, path.span)


def block_too_large(source: Source, path: Path, limit: int) -> Diagnostic:
    """Return the error for a block with too many combinations."""
    return in_text(sentence("block-too-large", path=path.text, limit=limit), source, path.span)


def nested_block(source: Source, span: Span) -> Diagnostic:
    """Return the error for a block inside another."""
    return in_text(sentence("nested-block"), source, span)


def block_on_property(source: Source, path: Path, prop: Property) -> Diagnostic:
    """Return the error for a block behind a property."""
    said = sentence("nested-block.property", property=prop.name)
    cut = Span(path.end - len(prop.name) - 1, path.end)
    return in_text(said, source, path.span, fixes=[replace(said.fix, cut, "")])


def not_a_property_in_block(source: Source, path: Path, attribute: Attribute, block: Path) -> Diagnostic:
    """Return the error for another name than a property in a block."""
    kind = attribute.type
    reached = f"{block.text}.{path.text}" if kind.compared_as == "record" else None
    near = nearest(path.text, filterable(kind))
    said = sentence(
        "unknown-property.block",
        name=path.text,
        block=block.text,
        type=a_type(kind),
        known=tuple(filterable(kind)),
        reached=reached,
    )
    return in_text(said, source, path.span, labels=[block.span], fixes=[write(path.span, near)] if near else [])


def alone(source: Source, condition: Condition, prop: Property, value: object) -> Diagnostic:
    """Return what the catalogue says of a property that stands without the one it belongs with."""
    if prop.alone is None:
        raise AssertionError(prop.name)
    slug, other = condition.place.attribute.slug, prop.alone.without
    both = f"`{slug} {{ {other} = … and {prop.name} = … }}`"
    if not source.text:  # filter JSON
        both = f'`{{"{slug}": {{"{other}": …, "{prop.name}": …}}}}`'
    impossible = (prop.alone.impossible_with or {}).get(str(value))
    said = sentence(
        "undocumented-form",
        attribute=slug,
        property=prop.name,
        other=other,
        why=prop.alone.why,
        impossible=impossible,
        both=None if impossible else both,
    )
    return in_text(said.under(prop.alone.diagnostic), source, word_within(source, condition, prop.name))


def unlisted_value(source: Source, condition: Condition, prop: Property, value: str) -> Diagnostic:
    """Return the warning about a value outside a set that has grown before."""
    rule = prop.value
    span = value_within(source, condition, value)
    near = nearest(value, rule.known)
    said = sentence(
        "unlisted-value",
        value=value,
        property=prop.name,
        near=near,
        seen=rule.choice_sources.get(value),
        known=tuple(rule.choices),
        later=tuple(rule.later_choices) or None,
    )
    spelled = near is not None and source.text[span.start : span.end] == value
    return in_text(said, source, span, fixes=[write(span, near)] if near and spelled else [])


def _instead(node: Comparison, prop: Property) -> list[Fix]:
    """Offer `=` or `!=` for an operator on text that the property does not have."""
    operator = node.operator.removeprefix("not ")
    if operator not in {"contains", "starts with", "ends with"} or "$eq" not in prop.operators:
        return []
    sign = "!=" if node.operator.startswith("not ") else "="
    return [replace(f"compare with `{sign}`, which takes the whole value", node.operator_span, sign)]
