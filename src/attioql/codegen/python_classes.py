"""Makes the classes of generated Python from the catalogue of attribute types, as a workspace uses them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from attioql.catalog.attributes import Attribute
from attioql.catalog.types import Property
from attioql.codegen.identifiers import pascal_case
from attioql.codegen.property_names import is_listed, name_of, of_no_workspace, properties_of_all_types
from attioql.codegen.python_layout import literal_type
from attioql.codegen.python_types import FieldClass, PropertyClass, ValueClass
from attioql.operators import Spelling, is_equality, load_operators, operator_of
from attioql.values.model import CodeType, JsonType

MODULES: Mapping[str, str] = {
    "ActorReference": "attioql",
    "Callable": "collections.abc",
    "Comparable": "attioql.codegen.comparable",
    "Decimal": "decimal",
    "FieldPeriod": "attioql",
    "FilterExpression": "attioql",
    "Literal": "typing",
    "NoReturn": "typing",
    "Protocol": "typing",
    "RecordReference": "attioql",
    "RelativeTime": "attioql",
    "Sequence": "collections.abc",
    "TypeAlias": "typing",
    "TypeVar": "typing",
    "UUID": "uuid",
    "Workspace": "attioql",
    "cast": "typing",
    "date": "datetime",
    "datetime": "datetime",
    "fields": "attioql",
    "overload": "typing",
}
"""Where each name that generated code imports comes from."""

BUILT_IN = frozenset({"bool", "float", "int", "object", "str"})
"""The names of Python that generated code has without an import."""

_OF_JSON: Mapping[JsonType, CodeType] = {
    "string": CodeType(("str",)),
    "number": CodeType(("float",)),
    "boolean": CodeType(("bool",)),
}
_OF_WHOLE: Mapping[str, CodeType] = {
    "actor": CodeType(("ActorReference", "str", "UUID")),
    "record": CodeType(("RecordReference", "str", "UUID")),
}
"""What an attribute as a whole is compared with, by the `compared_as` of its type. The ID alone names a record of one object."""

_PropertyKey = tuple[str, tuple[tuple[Spelling, str], ...]]


class PythonClasses:
    """The classes of what is compared, which are named by the whole catalogue, and those of the attribute types that are used."""

    def __init__(self) -> None:
        """Name the classes of all properties, so that the workspace does not change their names."""
        self._known: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._properties: dict[_PropertyKey, PropertyClass] = {}
        self._values: dict[tuple[str, ...], ValueClass] = {}
        self._fields: dict[tuple[str, ...], FieldClass] = {}
        for _, prop in properties_of_all_types():
            self._known[prop.kind.name].append(_spelled(prop))
        for kind, prop in properties_of_all_types():
            self._property_class(prop, of_no_workspace(kind))

    @property
    def names(self) -> Iterator[str]:
        """The names of the classes."""
        for made in (self._properties, self._values, self._fields):
            yield from (each.name for each in made.values())

    def field_of(self, attribute: Attribute) -> FieldClass:
        """Return the class of an attribute, which is used from now on."""
        kind = attribute.type
        properties = {
            name: self._property_class(prop, attribute) for name, prop in kind.properties.items() if prop.operators
        }
        own = properties[kind.implicit] if kind.implicit is not None else self._whole(attribute)
        value_key = (kind.slug, *(each.name for each in properties.values()))
        key = (*value_key, own.name if own is not None else "")
        if key not in self._fields:
            title = kind.title.lower()
            if value_key not in self._values:
                name = _variant(f"{pascal_case(kind.slug)}Value", attribute, self._values.values())
                self._values[value_key] = ValueClass(name, f"A value of the type {title}.", properties)
            name = _variant(f"{pascal_case(kind.slug)}Field", attribute, self._fields.values())
            about = f"An attribute of the type {title}."
            self._fields[key] = FieldClass(name, about, self._values[value_key], own)
        return self._fields[key]

    def used_classes(self) -> Iterator[str]:
        """Yield the classes of what is compared, of values and of attributes, each after those that it is made of."""
        compared = {each.name: each for field in self._fields.values() for each in field.compared}
        yield from ("\n".join(compared[name].lines()) for name in sorted(compared))
        yield from ("\n".join(value.lines()) for value in self._values.values())
        yield from ("\n".join(field.lines()) for field in self._fields.values())

    def _property_class(self, prop: Property, attribute: Attribute) -> PropertyClass:
        kind = prop.kind
        operators = tuple(
            [
                (spelling, _type_text(_value_type(prop, attribute, spelling), parameter=is_listed(kind)))
                for spelling in map(load_operators().spellings.__getitem__, prop.spellings)
            ]
        )
        key = (kind.name, operators)
        if key not in self._properties:
            name = name_of(kind, _spelled(prop), self._known[kind.name])
            if any(each.name == name for each in self._properties.values()):
                name = f"{pascal_case(attribute.text_format or attribute.type.slug)}{name}"
            about = f"Compared with {kind.words}."
            has_truth = kind.json_type == "boolean"
            self._properties[key] = PropertyClass(name, about, operators, is_listed(kind), has_truth)
        return self._properties[key]

    def _whole(self, attribute: Attribute) -> PropertyClass | None:
        compared_as = attribute.type.compared_as
        taken = _OF_WHOLE.get(compared_as)
        if taken is None:
            return None
        needs_object = compared_as == "record" and len(attribute.objects) != 1
        row = load_operators().rows[operator_of("equal")]
        text = _type_text(CodeType(taken.names[:1]) if needs_object else taken)
        name = f"Whole{pascal_case(compared_as)}{'OfSeveral' if needs_object else ''}"
        operators = tuple([(spelling, text) for spelling in row.spellings])
        return PropertyClass(name, f"Compared with a whole {compared_as}.", operators)


def _variant(name: str, attribute: Attribute, made: Iterable[ValueClass | FieldClass]) -> str:
    """Return a name for a class, which begins with what is special about an attribute where its type has a class already."""
    is_there = any(each.name == name for each in made)
    return f"{pascal_case(attribute.text_format) or 'Several'}{name}" if is_there else name


def _spelled(prop: Property) -> tuple[str, ...]:
    """Return the operators of a property that query text has a spelling for."""
    return tuple([name for name, operator in prop.operators.items() if operator.spellings])


def _value_type(prop: Property, attribute: Attribute, spelling: Spelling) -> CodeType:
    made = prop.kind.python_type
    return _OF_JSON[prop.kind.json_type] if made is None else made(prop.value, attribute, is_equality(spelling.text))


def _type_text(taken: CodeType, *, parameter: bool = False) -> str:
    """Write a type as a union; the texts of a listed kind are the parameter. Raises `LookupError` for a name that nothing imports."""
    if unknown := [name for name in taken.names if name not in MODULES and name not in BUILT_IN]:
        message = f"no module is known for the Python type {unknown[0]}"
        raise LookupError(message)
    texts = ["T_contra"] if parameter else [literal_type(taken.texts)] if taken.texts is not None else []
    return " | ".join([*texts, *taken.names])
