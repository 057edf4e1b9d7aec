"""The sentences about operators, value blocks and forms that are not documented."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.catalog.types import Property, load_types
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.messages.presence import presence_notes
from attioql.checker.messages.wording import a_type, filterable, takes, value_within, word_within
from attioql.diagnostics.build import problem, replace
from attioql.diagnostics.model import Applicability, Diagnostic, Fix, Label
from attioql.diagnostics.phrases import did_you_mean, listed
from attioql.diagnostics.suggest import nearest
from attioql.filters.model import Condition, Place
from attioql.operators import load_operators
from attioql.syntax.nodes import Comparison, Path
from attioql.text.source import Source, Span


def operator_not_supported(
    source: Source, node: Comparison, json_operators: Sequence[str], prop: Property, place: Place, target: Target
) -> Diagnostic:
    """Say what the operator does, what the property supports instead, and what Attio would answer, where known."""
    refused = next((name for name in json_operators if name not in prop.operators), json_operators[0])
    verb = load_types().operators[refused].verb
    taken = takes(prop)
    message = f"`{node.path.text}` does not support `{node.operator}`"
    labels = (Label(node.operator_span, verb), Label(node.path.span, f"takes {taken}"))
    notes = [f"it supports: {', '.join(f'`{name}`' for name in prop.spellings)}"]
    if refused == "$not_empty":
        notes += presence_notes(place, target, prop, "text")
    if prop.refusal:
        notes.append(f"Attio answers 400: {prop.refusal.format(operator=refused)}")
    fixes = _instead(node, prop)
    return problem("operator-not-supported", message, source, node.operator_span, labels, tuple(notes), fixes)


def reference_operator_not_supported(source: Source, node: Comparison, place: Place, target: Target) -> Diagnostic:
    """Say that an actor or a record is compared as a whole, or by one of its properties."""
    attribute = place.attribute
    kind = attribute.type
    message = f"`{node.path.text}` does not support `{node.operator}`"
    label = Label(node.path.span, a_type(kind))
    notes = ["it supports: `=`, `!=`, `in`, `not in`", f"or compare one of its properties: {listed(filterable(kind))}"]
    if node.operand is None:
        notes = [notes[0], *presence_notes(place, target, None, "text")]
    elif kind.compared_as == "record" and len(attribute.objects) == 1:
        notes.append(f"or an attribute of {attribute.objects[0]}, by a path: `{node.path.text}.… {node.operator} …`")
    return problem("operator-not-supported", message, source, node.operator_span, (label,), tuple(notes))


def not_a_checkbox(source: Source, path: Path, attribute: Attribute) -> Diagnostic:
    """Say that a path alone is a condition only for a checkbox."""
    message = f"`{path.text}` stands alone, and it is {a_type(attribute.type)}: compare it with something"
    notes = ("only a checkbox can stand alone, as short for `= true`",)
    implicit = attribute.type.properties.get(attribute.type.implicit or "")
    fixes: tuple[Fix, ...] = ()
    if implicit and "$not_empty" in implicit.operators:
        end = Span(path.end, path.end)
        fixes = (replace("test whether it has a value", end, " is not empty", Applicability.UNSAFE),)
    return problem("not-a-checkbox", message, source, path.span, notes=notes, fixes=fixes)


def negation_in_block(source: Source, span: Span) -> Diagnostic:
    """Say why a block cannot hold a negation."""
    note = (
        "the filter has no way to say that one value passes a test and fails another; put the negation around the block"
    )
    return problem("negation-in-block", "a value block cannot hold a negation", source, span, notes=(note,))


def block_collision(source: Source, path: Path, prop: str, operator: str) -> Diagnostic:
    """Say that one attribute object has room for each operator of a property once."""
    message = f"the block on `{path.text}` needs `{operator}` of `{prop}` twice, with different values"
    note = "one value is described by one JSON object, in which each operator of a property stands once"
    return problem("block-collision", message, source, path.span, notes=(note,))


def truth_in_block(source: Source, path: Path) -> Diagnostic:
    """Say that a block holds comparisons."""
    message = f"inside a value block, compare `{path.text}` with something"
    return problem("not-a-checkbox", message, source, path.span)


def block_too_large(source: Source, path: Path, limit: int) -> Diagnostic:
    """Say that multiplying out the alternatives of a block goes too far."""
    message = f"the alternatives in the block on `{path.text}` make more than {limit:,} combinations"
    return problem("block-too-large", message, source, path.span)


def nested_block(source: Source, span: Span) -> Diagnostic:
    """Say that blocks do not nest."""
    return problem("nested-block", "a value block cannot stand inside another", source, span)


def block_on_property(source: Source, path: Path, prop: Property) -> Diagnostic:
    """Say that a block follows an attribute, and names properties inside."""
    message = f"a value block follows an attribute; `{prop.name}` is a property"
    cut = Span(path.end - len(prop.name) - 1, path.end)
    fix = replace("name the property inside the block", cut, "", Applicability.DISPLAY)
    return problem("nested-block", message, source, path.span, fixes=(fix,))


def not_a_property_in_block(source: Source, path: Path, attribute: Attribute, block: Path) -> Diagnostic:
    """Say what may stand in a block, and how to reach an attribute of the record referred to."""
    kind = attribute.type
    message = f"`{path.text}` is not a property of `{block.text}`, which is {a_type(kind)}"
    notes = [f"inside the block stand its properties: {listed(filterable(kind), limit=None)}"]
    if kind.compared_as == "record":
        notes.append(f"an attribute of the record is reached by a path: `{block.text}.{path.text}`")
    near = nearest(path.text, filterable(kind))
    fixes = (replace(f"write `{near}`", path.span, near, Applicability.UNSAFE),) if near else ()
    label = Label(block.span, "this block")
    return problem("unknown-property", message, source, path.span, (label,), tuple(notes), fixes)


def alone(source: Source, condition: Condition, prop: Property, value: object) -> Diagnostic:
    """Say that a property stands without the one it belongs with; how bad that is, the catalogue says."""
    if prop.alone is None:
        raise AssertionError(prop.name)
    slug = condition.place.attribute.slug
    message = f"`{slug}` is compared by `{prop.name}` without `{prop.alone.without}`"
    both = f"`{slug} {{ {prop.alone.without} = … and {prop.name} = … }}`"
    if not source.text:  # filter JSON
        both = f'`{{"{slug}": {{"{prop.alone.without}": …, "{prop.name}": …}}}}`'
    impossible = (prop.alone.impossible_with or {}).get(str(value))
    notes = (prop.alone.why, impossible or f"one value is compared by both: {both}")
    return problem(prop.alone.diagnostic, message, source, word_within(source, condition, prop.name), notes=notes)


def unlisted_value(source: Source, condition: Condition, prop: Property, value: str) -> Diagnostic:
    """Warn of a value outside a set that has grown before."""
    message = f"`{value}` is not a documented value of `{prop.name}`"
    notes = unlisted_notes(prop, value)
    span = value_within(source, condition, value)
    near = nearest(value, prop.value.known)
    if near is None:
        return problem("unlisted-value", message, source, span, notes=notes)
    spelled = source.text[span.start : span.end] == value
    fixes = (replace(f"write `{near}`", span, near, Applicability.UNSAFE),) if spelled else ()
    return problem("unlisted-value", did_you_mean(message, near), source, span, notes=notes, fixes=fixes)


def unlisted_notes(prop: Property, value: str) -> tuple[str, ...]:
    """Return the values that are documented, those that newer specifications have, and where this one was seen if it was."""
    rule = prop.value
    documented = f"documented are {', '.join(f'`{choice}`' for choice in rule.choices)}"
    if rule.later_choices:
        later = ", ".join(f"`{choice}`" for choice in rule.later_choices)
        documented += f"; newer specifications also have {later}"
    seen = rule.choice_sources.get(value)
    return (documented,) if seen is None else (f"`{value}` stands in {seen}", documented)


def _instead(node: Comparison, prop: Property) -> tuple[Fix, ...]:
    """Offer `=` or `!=` for an operator on text that the property does not have."""
    table = load_operators()
    spelling = table.spellings[node.operator]
    is_about_text = all(table.rows[name].ignores_case for name in spelling.operators)
    equality = prop.equality
    if not is_about_text or equality is None:
        return ()
    sign = table.spelling_of(equality.name)
    sign = table.negation[sign] if spelling.negates else sign
    return (replace(f"compare with `{sign}`, which takes the whole value", node.operator_span, sign),)
