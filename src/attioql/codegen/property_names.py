"""Names for what properties are compared with: one for each kind of value and set of operators in the catalogue of types."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attioql.catalog.attributes import Attribute
from attioql.catalog.types import AttributeType, Property, load_types
from attioql.catalog.workspace import Target
from attioql.codegen.identifiers import pascal_case
from attioql.values.model import Named, ValueKind

_LISTED: frozenset[Named] = frozenset({"option", "object"})


def is_listed(kind: ValueKind) -> bool:
    """Tell whether the attribute says which texts are values, so that its type is a parameter of the generated one."""
    return kind.names in _LISTED


def filterable(target: Target) -> Iterator[Attribute]:
    """Yield the attributes of a target that filters can test."""
    return (attribute for attribute in target.attributes.values() if attribute.type.known)


def properties_of_all_types() -> Iterator[tuple[AttributeType, Property]]:
    """Yield every property that filters can test, with its attribute type, in the order of the catalogue."""
    for kind in load_types().types.values():
        for prop in kind.properties.values():
            if prop.operators:
                yield kind, prop


def of_no_workspace(kind: AttributeType) -> Attribute:
    """Return an attribute of a type, without options and objects."""
    return Attribute(slug=kind.slug, title=kind.title, type=kind)


def name_of(kind: ValueKind, operators: Collection[str], known: Collection[Collection[str]]) -> str:
    """Return a name such as `Text` or `TextWithNotEmpty`: the kind of value, and the operators that not all of that kind have.

    `known` are the operators of all properties of this kind.
    """
    of_all = frozenset.intersection(*map(frozenset, known))
    more = [pascal_case(name) for name in operators if name not in of_all]
    name = pascal_case(kind.name)
    return f"{name}With{'And'.join(more)}" if more else name
