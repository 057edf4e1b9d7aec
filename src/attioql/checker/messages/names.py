"""What is said about names: attributes, properties, objects, paths. `attioql.attio.json_messages` says the same of filter JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from attioql.catalog.attributes import snake_case, system_attributes, without_counterpart
from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target, nearest_object
from attioql.checker.messages.presence import presence_notes
from attioql.checker.messages.wording import a_type, filterable, takes
from attioql.diagnostics.build import diagnose, in_text, replace, write
from attioql.diagnostics.model import Applicability, Diagnostic, Fix
from attioql.diagnostics.phrases import short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import Sentence, phrase, sentence
from attioql.filters.model import AttributePath, Condition
from attioql.limits import LIMITS
from attioql.operators import is_negated, is_presence
from attioql.syntax.nodes import And, Comparison, Items, Literal, Or, Path, Segment
from attioql.syntax.recovery.distribution import distributed
from attioql.syntax.recovery.vocabulary import EQUALITIES, quoted
from attioql.syntax.spelling import quoted_name
from attioql.text.source import Source, Span
from attioql.text.width import is_printable


class Advised(NamedTuple):
    """What is said, and the name that is probably meant."""

    said: Sentence
    meant: str | None = None


def no_attribute(
    name: str,
    target: Target,
    elsewhere: str | None,
    *,
    written: bool = False,
    answers: bool = False,
    led: str | None = None,
) -> Advised:
    """Describe a name that is no attribute of a target.

    `elsewhere` is how the record of an entry reaches it, `written` shows a property as filter JSON, `answers` quotes Attio, and
    `led` is an object that a path begins with by mistake.
    """
    asked = {"target": target.slug, "name": short(name)}
    answered = name if answers and name and is_printable(name) else None
    meant = target.misnamed.get(name) or target.misnamed.get(snake_case(name))
    if meant is not None:
        attribute, _, prop = meant.partition(".")
        key = "unknown-attribute.property" if prop else "unknown-attribute.renamed"
        shown = f'{{"{attribute}": {{"{prop}": …}}}}' if written and prop else None
        found = {"meant": attribute, "property": prop or None, "written": shown, "answered": answered}
        return Advised(sentence(key, **asked, **found), meant)
    why = without_counterpart(name, target.attributes)
    near = None
    if why is None and elsewhere is not None:
        why, near = phrase("on-parent", path=elsewhere), elsewhere
    elif why is None and name in system_attributes():
        why, answered = phrase("not-listed", name=name), None
    if why is None:
        near = nearest(name, target.attributes) or nearest(snake_case(name), target.attributes)
    known = tuple(target.attributes) if why is None and near is None else None
    led = None if known is None else led
    said = sentence(
        "unknown-attribute", **asked, near=None if why else near, why=why, led=led, known=known, answered=answered
    )
    return Advised(said, near)


def unknown_attribute(source: Source, path: Path, segment: Segment, target: Target) -> Diagnostic:
    """Return the error for a name that is no attribute."""
    name = segment.name
    there = _on_parent(name, target)
    leads = name in target.workspace and path.segments[0] == segment and len(path.segments) > 1
    said, meant = no_attribute(name, target, there, led=name if leads else None)
    if meant is None and (parts := _quoted_path(name, target)):
        meant = parts
    name_span = Span(segment.start, segment.start + len(quoted_name(name)))
    if meant is not None:
        fixes = [
            replace(phrase("write", written=meant), name_span, meant if "." in meant else quoted_name(meant), _UNSAFE)
        ]
    elif leads and name == target.slug and "led" in said.parameters:
        fixes = [replace(phrase("leave-out", name=name), Span(segment.start, path.segments[1].start), "", _UNSAFE)]
    else:
        fixes = []
    return in_text(said, source, segment.span, fixes=fixes)


def _quoted_path(name: str, target: Target) -> str | None:
    """Return the path that a name with dots spells, if its first part is an attribute."""
    first, *others = name.split(".")
    return (
        ".".join([first, *map(quoted_name, others)]) if others and all(others) and first in target.attributes else None
    )


_UNSAFE = Applicability.UNSAFE


def names_no_attribute(problem: Diagnostic) -> bool:
    """Tell whether a diagnostic is about an attribute that does not exist."""
    return problem.name == "unknown-attribute"


def is_of_unknown_name(problem: Diagnostic) -> bool:
    """Tell whether an error is about a name that is neither an attribute nor like one."""
    return names_no_attribute(problem) and not problem.fixes


def value_as_condition(
    source: Source,
    target: Target,
    before: Comparison,
    connective: type[And | Or],
    names: Sequence[Path],
    *,
    is_adjacent: bool,
) -> Diagnostic:
    """Return the error for names behind a comparison that are values of it, as in `= "Lead" or Won`."""
    word = "or" if connective is Or else "and"
    is_ambiguous = connective is And and before.operator in EQUALITIES and not is_negated(before.operator)
    here = None
    match before.operand:
        case Items():
            is_text = True
        case Literal(kind):
            is_text = kind == "string"
        case _:
            is_text = False
    if is_adjacent and is_text and not is_ambiguous:
        values = [quoted(name.text) for name in names]
        here = distributed(source.text, before, word, names[0].start, values)
    start = before.start if connective is Or else names[0].start
    return diagnose(
        "unknown-attribute.value",
        source,
        names[0].span,
        target=target.slug,
        name=short(names[0].text),
        connective=word,
        before=before.span,
        here=here,
        whole=Span(start, names[-1].end),
        known=tuple(target.attributes),
    )


def _on_parent(name: str, target: Target) -> str | None:
    """Return the path to an attribute of the record that an entry is for."""
    parent = target.parent_with(name)
    if parent is None:
        return None
    several = len(target.attributes["parent_record"].objects) > 1
    step = f"parent_record[{quoted_name(parent)}]" if several else "parent_record"
    return f"{step}.{quoted_name(name)}"


def type_unknown(attribute: Attribute) -> Sentence:
    """Describe an attribute whose type this version does not know."""
    return sentence("attribute-not-filterable", attribute=attribute.slug, type=attribute.type.slug)


def attribute_not_filterable(source: Source, segment: Segment, attribute: Attribute) -> Diagnostic:
    """Return the error for an attribute whose type this version does not know."""
    return in_text(type_unknown(attribute), source, segment.span)


def no_property(
    attribute: Attribute, name: str, actor: str | None = None, span: Span | None = None, cut: Span | None = None
) -> Advised:
    """Describe a name that is no property of an attribute, or one that filters do not reach; `cut` removes it."""
    kind = attribute.type
    known = tuple(filterable(kind))
    if name in kind.properties:
        return Advised(sentence("property-not-filterable", name=name, type=a_type(kind), known=known))
    elsewhere = kind.elsewhere.get(name)
    use = elsewhere.use if elsewhere else nearest(name, known)
    answer = kind.unknown_property_answer
    said = sentence(
        "unknown-property",
        span=span,
        segment=cut if use is None else None,
        use=use,
        attribute=attribute.slug,
        type=a_type(kind),
        name=short(name),
        near=None if elsewhere else use,
        why=elsewhere.why if elsewhere else None,
        actor=actor,
        known=known,
        answer=answer.format(property=name) if answer else None,
    )
    return Advised(said, use)


def unknown_property(source: Source, segment: Segment, attribute: Attribute) -> Diagnostic:
    """Return the error for a name that is no property."""
    kind = attribute.type
    actor = f'`{attribute.slug} = member("UUID")`' if kind.compared_as == "actor" else None
    is_itself = len(kind.properties) == 1 and segment.name.endswith("name")
    cut = Span(segment.start - 1, segment.end) if is_itself else None
    said, _ = no_property(attribute, segment.name, actor, segment.span, cut)
    return in_text(said, source, segment.span)


def property_not_filterable(source: Source, segment: Segment, attribute: Attribute) -> Diagnostic:
    """Return the error for a property that is on values only."""
    return in_text(no_property(attribute, segment.name).said, source, segment.span)


def no_part(prop: Property, attribute: Attribute) -> Sentence:
    """Describe a name after that of a property, which has no parts."""
    return sentence("unknown-property.part", name=prop.name, attribute=attribute.slug)


def property_has_no_parts(source: Source, following: Segment, prop: Property, attribute: Attribute) -> Diagnostic:
    """Return the error for a path that leads on from a property."""
    return in_text(no_part(prop, attribute), source, following.span)


def property_needed(
    source: Source, node: Comparison | Path, place: AttributePath, target: Target, json_operators: Sequence[str]
) -> Diagnostic:
    """Return the error for an attribute without an implicit property, with a fix where one property fits the operators."""
    path = node.path if isinstance(node, Comparison) else node
    properties = {name: place.attribute.type.properties[name] for name in filterable(place.attribute.type)}
    fits = [name for name, prop in properties.items() if json_operators and prop.operators.keys() >= {*json_operators}]
    if place.attribute.type.named_by in fits:
        fits = [str(place.attribute.type.named_by)]
    is_null = isinstance(node, Comparison) and isinstance(node.operand, Literal) and node.operand.kind == "null"
    asks = any(map(is_presence, json_operators)) or is_null
    return diagnose(
        "property-needed",
        source,
        path.span,
        end=Span(path.end, path.end),
        fits=fits[0] if len(fits) == 1 else None,
        path=path.text,
        type=a_type(place.attribute.type),
        known=", ".join(f"`{name}` ({takes(prop)})" for name, prop in properties.items()),
        why=None,
        answer=None,
        presence=presence_notes(place, target, None, "text") if asks else (),
    )


def object_needed(source: Source, segment: Segment, attribute: Attribute, allowed: Sequence[str]) -> Diagnostic:
    """Return the error for a reference that may lead to several objects."""
    if not allowed:
        return diagnose("object-needed.unknown", source, segment.span, attribute=attribute.slug)
    fixes = [write(segment.span, _chosen(segment, name), Applicability.DISPLAY) for name in allowed]
    return one_object_needed(source, segment.span, attribute.slug, fixes)


def one_object_needed(source: Source, span: Span, path: str, fixes: Sequence[Fix]) -> Diagnostic:
    """Return the error for a path that names none of several objects, with a fix for each."""
    return in_text(sentence("object-needed", path=path), source, span, fixes=fixes)


def object_not_allowed(
    source: Source, segment: Segment, attribute: Attribute, allowed: Sequence[str], target: Target
) -> Diagnostic:
    """Return the error for an object that a reference never leads to."""
    near = nearest_object(segment.object or "", target.workspace, allowed) or (
        allowed[0] if len(allowed) == 1 else None
    )
    here = _chosen(segment, near) if near else None
    return diagnose(
        "unknown-object",
        source,
        segment.span,
        attribute=attribute.slug,
        object=segment.object,
        known=tuple(allowed),
        here=here,
    )


def _chosen(segment: Segment, name: str) -> str:
    return f"{quoted_name(segment.name)}[{quoted_name(name)}]"


def not_a_reference(source: Source, segment: Segment, attribute: Attribute) -> Diagnostic:
    """Return the error for `[object]` on an attribute that is no reference."""
    return in_text(no_reference(attribute, f"`[{segment.object}]`"), source, segment.span)


def no_reference(attribute: Attribute, chosen: str | None = None) -> Sentence:
    """Describe a step on from an attribute that is no reference; `chosen` is the object that it names."""
    return sentence("not-a-reference", attribute=attribute.slug, type=a_type(attribute.type), object=chosen)


def long_path(source: Source, condition: Condition) -> Diagnostic:
    """Return the warning about a path that is longer than client libraries expect."""
    steps, most = len(condition.path.steps), LIMITS.path_steps_of_clients
    return diagnose("long-path", source, Span(condition.start, condition.end), steps=steps, most=most)
