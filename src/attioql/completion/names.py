"""What may stand in a path: attributes, properties, and the objects that a reference leads to."""

from __future__ import annotations

from collections.abc import Iterator

from attioql.catalog.types import AttributeType, Property
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.names import Resolved, resolve, resolve_property
from attioql.completion.model import Completion
from attioql.completion.text_cursor import TextCursor, path_of
from attioql.syntax.actions import segmented_path
from attioql.syntax.nodes import Path
from attioql.syntax.spelling import quoted_name
from attioql.text.source import Source

_NOTHING = Source("")


def resolved_path(path: Path | None, block: Path | None, target: Target) -> Resolved | None:
    """Return what a path means, inside a value block if one is open; `None` where it means nothing."""
    if path is None:
        return None
    if block is None:
        found = resolve(path, target, _NOTHING)
    else:
        outer = resolve(block, target, _NOTHING)
        if not isinstance(outer, Resolved):
            return None
        found = resolve_property(path, outer, block, _NOTHING)
    return found if isinstance(found, Resolved) else None


def first_names(cursor: TextCursor, target: Target) -> Iterator[Completion]:
    """Yield the names that a condition may begin with: attributes, or the properties of the block that is open."""
    block = cursor.block
    if block is None:
        yield from (attribute_item(each) for each in target.attributes.values() if each.type.known)
    elif (outer := resolved_path(block, None, target)) is not None:
        yield from property_items(outer.path.attribute.type)


def sorted_names(target: Target) -> Iterator[Completion]:
    """Yield the attributes that records may be sorted by."""
    yield from (attribute_item(each) for each in target.attributes.values())


def next_names(before: str, target: Target, *, in_sort: bool = False) -> Iterator[Completion]:
    """Yield the names that may follow a path and its dot: properties, and attributes of the object that a reference leads to."""
    path = path_of(before)
    if path is None:
        return
    *first, last = path.segments
    resolved = resolved_path(segmented_path([*first, last._replace(object=None)]), None, target)
    if resolved is None or resolved.named:
        return
    attribute = resolved.path.attribute
    chosen = last.object
    if chosen is None:
        yield from sort_field_items(attribute.type) if in_sort else property_items(attribute.type)
    leads_to = _objects(attribute, target) if chosen is None else [chosen]
    if len(leads_to) == 1 and leads_to[0] in target.workspace:
        taken = attribute.type.properties if chosen is None else {}
        for each in target.workspace[leads_to[0]].attributes.values():
            if (each.type.known or in_sort) and each.slug not in taken:
                yield attribute_item(each)


def objects_of(before: str, target: Target) -> Iterator[Completion]:
    """Yield the objects that a reference may lead to, for `path[…]`."""
    resolved = resolved_path(path_of(before), None, target)
    if resolved is not None and resolved.property is None:
        yield from (object_item(target.workspace[slug]) for slug in _objects(resolved.path.attribute, target))


def attribute_item(attribute: Attribute) -> Completion:
    """Return the item of an attribute."""
    return Completion(attribute.slug, quoted_name(attribute.slug), "attribute", about_attribute(attribute))


def property_items(kind: AttributeType) -> Iterator[Completion]:
    """Yield the items of the properties of a type that filters can name."""
    for each in kind.properties.values():
        if each.operators:
            yield Completion(each.name, quoted_name(each.name), "property", about_property(each))


def sort_field_items(kind: AttributeType) -> Iterator[Completion]:
    """Yield the items of the properties of a type that a sort can name."""
    for name in kind.sort.fields if kind.sort else ():
        each = kind.properties[name]
        yield Completion(name, quoted_name(name), "property", about_property(each) if each.operators else f"`{name}`")


def object_item(target: Target) -> Completion:
    """Return the item of an object."""
    return Completion(target.slug, quoted_name(target.slug), "object", target.plural)


def about_attribute(attribute: Attribute) -> str:
    """Describe an attribute in Markdown: its title, its type and what it leads to."""
    several = ", several values" if attribute.many else ""
    leads_to = f" to {', '.join(f'`{slug}`' for slug in attribute.objects)}" if attribute.objects else ""
    lines = [f"**{_escaped(attribute.title)}** ({attribute.type.title.lower()}{leads_to}{several})"]
    if attribute.type.implicit is None and attribute.type.compared_as == "value":
        named = ", ".join(f"`{each.name}`" for each in attribute.type.properties.values() if each.operators)
        lines.append(f"Needs a property: {named}.")
    if attribute.archived:
        lines.append("This attribute is archived.")
    return "\n\n".join(lines)


def about_property(prop: Property) -> str:
    """Describe a property in Markdown: the values and operators that it takes."""
    operators = ", ".join(f"`{each}`" for each in prop.spellings)
    return f"`{prop.name}` takes {prop.kind.literal}.\n\nOperators: {operators}."


def _objects(attribute: Attribute, target: Target) -> list[str]:
    return [slug for slug in attribute.objects if slug in target.workspace]


def _escaped(text: str) -> str:
    """Write a title so that Markdown shows it as it is."""
    return "".join([f"\\{each}" if each in "\\`*_[]<>&|#" else " " if each in "\r\n" else each for each in text])
