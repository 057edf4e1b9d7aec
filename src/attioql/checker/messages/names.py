"""The sentences about names: attributes, properties, objects, paths."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.catalog.attributes import snake_case, system_attributes, without_counterpart
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.messages.presence import presence_notes
from attioql.checker.messages.wording import a_type, filterable, takes
from attioql.diagnostics.build import problem, replace
from attioql.diagnostics.model import Applicability, Diagnostic, Fix
from attioql.diagnostics.phrases import did_you_mean, listed
from attioql.diagnostics.suggest import nearest
from attioql.filters.model import Condition, Place
from attioql.limits import LIMITS
from attioql.syntax.nodes import Comparison, Literal, Path, Segment
from attioql.syntax.spelling import quoted_name
from attioql.text.source import Source, Span


def unknown_attribute(source: Source, path: Path, segment: Segment, target: Target) -> Diagnostic:
    """Say that there is no such attribute, and what was probably meant."""
    message = f"{target.slug} has no attribute `{segment.name}`"
    name_span = Span(segment.start, segment.start + len(quoted_name(segment.name)))
    meant = target.misnamed.get(segment.name) or target.misnamed.get(snake_case(segment.name))
    if meant is not None:
        fix = replace(f"write `{meant}`", name_span, meant, Applicability.UNSAFE)
        return problem("unknown-attribute", f"{message}; it is called `{meant}`", source, segment.span, fixes=(fix,))
    why = without_counterpart(segment.name, target.attributes)
    if why is not None:
        return problem("unknown-attribute", message, source, segment.span, notes=(why,))
    parent = target.parent_with(segment.name)
    if parent is not None:
        several = len(target.attributes["parent_record"].objects) > 1
        step = f"parent_record[{quoted_name(parent)}]" if several else "parent_record"
        there = f"{step}.{quoted_name(segment.name)}"
        fix = replace(f"write `{there}`", name_span, there, Applicability.UNSAFE)
        message = f"{message}; the record it is an entry for has: `{there}`"
        return problem("unknown-attribute", message, source, segment.span, fixes=(fix,))
    if segment.name in system_attributes():
        note = f"every record has `{segment.name}`, and this workspace does not list it"
        return problem("unknown-attribute", message, source, segment.span, notes=(note,))
    near = nearest(segment.name, target.attributes) or nearest(snake_case(segment.name), target.attributes)
    if near is not None:
        fix = replace(f"write `{near}`", name_span, quoted_name(near), Applicability.UNSAFE)
        return problem("unknown-attribute", did_you_mean(message, near), source, segment.span, fixes=(fix,))
    notes = [f"it has: {listed(target.attributes)}"]
    fixes: tuple[Fix, ...] = ()
    if segment.name in target.workspace and path.segments[0] == segment and len(path.segments) > 1:
        notes.insert(0, "a path starts with an attribute of the target, which is given beside the filter, not in it")
        if segment.name == target.slug:
            cut = Span(segment.start, path.segments[1].start)
            fixes = (replace(f"leave out `{segment.name}`", cut, "", Applicability.UNSAFE),)
    return problem("unknown-attribute", message, source, segment.span, notes=tuple(notes), fixes=fixes)


def attribute_not_filterable(source: Source, segment: Segment, attribute: Attribute) -> Diagnostic:
    """Say that an attribute's type is not known here."""
    message = f"`{attribute.slug}` has the type `{attribute.type.slug}`, which this version of attioql does not know"
    note = "it can be named, but nothing can be said of how Attio filters it"
    return problem("attribute-not-filterable", message, source, segment.span, notes=(note,))


def unknown_property(source: Source, segment: Segment, attribute: Attribute) -> Diagnostic:
    """Say that a type has no such property, and which it has."""
    kind = attribute.type
    message = f"`{attribute.slug}` is {a_type(kind)} and has no property `{segment.name}`"
    notes = [f"its properties: {listed(filterable(kind), limit=None)}"]
    if kind.unknown_property_answer:
        notes.append(f"Attio answers 400: {kind.unknown_property_answer.format(property=segment.name)}")
    if kind.compared_as == "actor":
        notes.insert(0, f'an actor is compared as a whole: `{attribute.slug} = member("UUID")`')
    elsewhere = kind.elsewhere.get(segment.name)
    use = elsewhere.use if elsewhere else nearest(segment.name, filterable(kind))
    if elsewhere:
        notes.insert(0, elsewhere.why)
    if use is None and len(kind.properties) == 1 and segment.name.endswith("name"):
        cut = Span(segment.start - 1, segment.end)
        fix = replace(f"compare `{attribute.slug}` itself", cut, "", Applicability.UNSAFE)
        return problem("unknown-property", message, source, segment.span, notes=tuple(notes), fixes=(fix,))
    if use is None:
        return problem("unknown-property", message, source, segment.span, notes=tuple(notes))
    fix = replace(f"write `{use}`", segment.span, use, Applicability.UNSAFE)
    if not elsewhere:
        message = did_you_mean(message, use)
    return problem("unknown-property", message, source, segment.span, notes=tuple(notes), fixes=(fix,))


def property_not_filterable(source: Source, segment: Segment, attribute: Attribute) -> Diagnostic:
    """Say that a property is on values only."""
    message = f"`{segment.name}` of {a_type(attribute.type)} cannot be filtered"
    note = f"these properties can be filtered: {listed(filterable(attribute.type), limit=None)}"
    return problem("property-not-filterable", message, source, segment.span, notes=(note,))


def property_has_no_parts(source: Source, prop: Segment, following: Segment, attribute: Attribute) -> Diagnostic:
    """Say that a path ends at a property."""
    message = f"`{prop.name}` is a property of `{attribute.slug}` and has no parts"
    return problem("unknown-property", message, source, following.span)


def property_needed(
    source: Source, node: Comparison | Path, place: Place, target: Target, json_operators: Sequence[str]
) -> Diagnostic:
    """Say that an attribute has no implicit property, and which of its properties could be meant."""
    path = node.path if isinstance(node, Comparison) else node
    kind = place.attribute.type
    names = filterable(kind)
    message = f"`{path.text}` is {a_type(kind)}: name the property to compare"
    fits = [
        name for name in names if json_operators and all(op in kind.properties[name].operators for op in json_operators)
    ]
    fits = [kind.named_by] if kind.named_by in fits else fits
    fixes: tuple[Fix, ...] = ()
    if len(fits) == 1:
        end = Span(path.end, path.end)
        fixes = (replace(f"write `{path.text}.{fits[0]}`", end, f".{fits[0]}", Applicability.UNSAFE),)
    properties = ", ".join(f"`{name}` ({takes(kind.properties[name])})" for name in names)
    notes = [f"its properties: {properties}"]
    is_null = isinstance(node, Comparison) and isinstance(node.operand, Literal) and node.operand.kind == "null"
    if "$not_empty" in json_operators or is_null:
        notes += presence_notes(place, target, None, "text")
    return problem("property-needed", message, source, path.span, notes=tuple(notes), fixes=fixes)


def object_needed(source: Source, segment: Segment, attribute: Attribute, allowed: Sequence[str]) -> Diagnostic:
    """Say that a reference may lead to several objects."""
    if not allowed:
        message = f"where `{attribute.slug}` leads is not known"
        return problem("object-needed", message, source, segment.span)
    message = f"`{attribute.slug}` may refer to several objects: say which"
    named = [f"{quoted_name(segment.name)}[{quoted_name(name)}]" for name in allowed]
    choices = tuple(replace(f"write `{text}`", segment.span, text) for text in named)
    return problem("object-needed", message, source, segment.span, fixes=choices)


def object_not_allowed(source: Source, segment: Segment, attribute: Attribute, allowed: Sequence[str]) -> Diagnostic:
    """Say that a reference never leads to that object."""
    message = f"`{attribute.slug}` does not refer to `{segment.object}`"
    near = nearest(segment.object or "", allowed) or (allowed[0] if len(allowed) == 1 else None)
    fixes: tuple[Fix, ...] = ()
    if near:
        text = f"{quoted_name(segment.name)}[{quoted_name(near)}]"
        fixes = (replace(f"write `{text}`", segment.span, text, Applicability.UNSAFE),)
    notes = (f"it refers to: {listed(allowed)}",)
    return problem("unknown-object", message, source, segment.span, notes=notes, fixes=fixes)


def object_leads_nowhere(source: Source, segment: Segment, attribute: Attribute) -> Diagnostic:
    """Say that `[object]` belongs on a step that leads on."""
    message = f"`[{segment.object}]` chooses where a path leads, and this path ends at `{attribute.slug}`"
    return problem("not-a-reference", message, source, segment.span)


def not_a_reference(source: Source, segment: Segment, attribute: Attribute) -> Diagnostic:
    """Say that `[object]` goes with references alone."""
    message = (
        f"`{attribute.slug}` is {a_type(attribute.type)} and refers to no record, so `[{segment.object}]` says nothing"
    )
    return problem("not-a-reference", message, source, segment.span)


def path_too_long(source: Source, span: Span, limit: int) -> Diagnostic:
    """Refuse a path past the limit."""
    return problem("path-too-long", f"a path may have at most {limit} steps", source, span)


def long_path(source: Source, condition: Condition) -> Diagnostic:
    """Warn of a path longer than a client library says is accepted."""
    message = f"this path has {len(condition.place.steps)} steps"
    note = f"a client library states that Attio takes at most {LIMITS.path_steps_of_clients}; Attio's documentation gives no limit"
    return problem("long-path", message, source, Span(condition.start, condition.end), notes=(note,))
