"""The classes that all fields of generated Python share: one for what is compared alike, two for each attribute type.

They are protocols, which say what a type checker may see: at run time a field is the `attioql.Field` that it always is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from attioql.codegen.python_layout import CONDITION, class_line, docstring, method
from attioql.operators import Spelling, Takes

_PARAMETERS: Mapping[Takes, tuple[str, ...]] = {
    "value": ("value: {type}",),
    "list": ("*values: {type} | Sequence[{type}]",),
    "range": ("low: {type}", "high: {type}"),
    "period": ("period: FieldPeriod",),
    "nothing": (),
}
_OF_OBJECT = frozenset({"__eq__", "__ne__"})
"""The operators that every object of Python has, and a field has from `attioql.codegen.comparable`."""


class PropertyClass(NamedTuple):
    """The class of what is compared: its operators by their spelling, each with the type of what it takes.

    One that is `listed` has the type of the texts that an attribute lists as its parameter; what has a truth can stand alone.
    """

    name: str
    about: str
    operators: tuple[tuple[Spelling, str], ...]
    is_listed: bool = False
    has_truth: bool = False

    @property
    def annotation(self) -> str:
        """The class as it stands in a class with the same parameter."""
        return f"{self.name}{parameters_of(self)}"

    def lines(self) -> Iterator[str]:
        """Yield the lines of the class."""
        compared = [taken for spelling, taken in self.operators if spelling.method in _OF_OBJECT]
        bases = [f"Comparable[{taken}]" for taken in dict.fromkeys(compared)]
        yield from class_line(self.name, [*bases, f"Protocol{parameters_of(self)}"])
        yield docstring(self.about)
        for spelling, taken in self.operators:
            if spelling.method not in _OF_OBJECT:
                yield ""
                yield from method(spelling.method, [each.format(type=taken) for each in _PARAMETERS[spelling.takes]])
        if self.has_truth:
            yield ""
            yield from method("is_true", [])


class ValueClass(NamedTuple):
    """The class of the values of an attribute type, with its properties."""

    name: str
    about: str
    properties: Mapping[str, PropertyClass]

    @property
    def is_listed(self) -> bool:
        """Whether the class has the type of the texts that an attribute lists as its parameter."""
        return any(each.is_listed for each in self.properties.values())

    @property
    def annotation(self) -> str:
        """The class as it stands in a class with the same parameter."""
        return f"{self.name}{parameters_of(self)}"

    def lines(self) -> Iterator[str]:
        """Yield the lines of the class. A variable would make the parameter another one for some type checkers than a property."""
        yield from class_line(self.name, [f"Protocol{parameters_of(self)}"])
        yield docstring(self.about)
        if not self.is_listed:
            yield ""
            yield from (f"    {name}: {each.name}" for name, each in self.properties.items())
            return
        for name, each in self.properties.items():
            yield from ("", "    @property", f"    def {name}(self) -> {each.annotation}: ...")


class FieldClass(NamedTuple):
    """The class of an attribute: its properties, the operators that it has itself, and `where`."""

    name: str
    about: str
    value: ValueClass
    own: PropertyClass | None

    @property
    def is_listed(self) -> bool:
        """Whether the class has the type of the texts that an attribute lists as its parameter."""
        return self.value.is_listed

    @property
    def compared(self) -> Iterator[PropertyClass]:
        """What its properties, and the attribute itself, are compared with."""
        return filter(None, (*self.value.properties.values(), self.own))

    def lines(self) -> Iterator[str]:
        """Yield the lines of the class."""
        own = [] if self.own is None else [self.own.annotation]
        yield from class_line(self.name, [self.value.annotation, *own, f"Protocol{parameters_of(self)}"])
        yield docstring(self.about)
        yield ""
        yield from method("where", [f"body: Callable[[{self.value.annotation}], {CONDITION}]"])


def parameters_of(made: PropertyClass | ValueClass | FieldClass) -> str:
    """Return the parameters of a class inside its own definition."""
    return "[T_contra]" if made.is_listed else ""
