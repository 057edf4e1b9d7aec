"""Fields: `attioql.fields(target)`, and the attributes and properties that are found on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from keyword import iskeyword
from typing import TYPE_CHECKING, NoReturn, cast

from attioql.catalog.workspace import Target
from attioql.expressions import misuse
from attioql.expressions.comparisons import Comparisons
from attioql.expressions.expression import FilterExpression, Scope, block_of
from attioql.expressions.python_operands import READERS, require_single
from attioql.operators import load_operators
from attioql.preconditions import require_target
from attioql.syntax import nodes
from attioql.syntax.spelling import quoted_name


def fields(target: Target) -> Fields:
    """Return the attributes of a target, to write conditions with: `q = attioql.fields(people); q.name.contains("Ltd")`.

    Raises:
        TypeError: The value is not a `Target`.
    """
    require_target(target)
    return Fields(Scope(target))


class Fields:
    """The attributes of a target, or the properties of a value: `q.name`, or `q["lead-score"]` for any slug."""

    __slots__ = ("_scope",)

    _scope: Scope

    def __init__(self, scope: Scope) -> None:
        """Stand for a target or a value block. Use `attioql.fields`: this is for the library's own rooms."""
        object.__setattr__(self, "_scope", scope)

    def __getattr__(self, name: str) -> Field:
        """Return the field of an attribute or property; whether there is one is checked by `attioql.build`."""
        return self[_public(name, self)]

    def __getitem__(self, name: str) -> Field:
        """Return the field of an attribute or property by its slug, whatever its characters."""
        return Field(self._scope, (), ()).__getitem__(name)

    def __dir__(self) -> list[str]:
        """Return the names of the attributes that Python can write."""
        names = () if self._scope.block else self._scope.target.attributes
        return sorted([name for name in names if name.isidentifier() and not iskeyword(name)])

    if not TYPE_CHECKING:  # a type checker reports these without a signature

        def __iter__(self) -> NoReturn:
            raise misuse.fields_not_iterable(*self._scope)

        def __contains__(self, _name: object) -> NoReturn:
            raise misuse.fields_not_iterable(*self._scope)

        def __setattr__(self, name: str, value: object = None) -> NoReturn:
            raise misuse.not_assignable("q", name)

        __delattr__ = __setattr__

    def __eq__(self, other: object) -> bool:
        """Tell whether these are the fields of the same target."""
        return self._scope == other._scope if isinstance(other, Fields) else NotImplemented

    def __hash__(self) -> int:
        """Hash the target."""
        return hash(self._scope)

    def __repr__(self) -> str:
        """Name the target, and the value block if there is one."""
        return f"<Fields of {self._scope.block or self._scope.target.name}>"

    def __reduce__(self) -> tuple[type[Fields], tuple[Scope]]:
        """Pickle the target."""
        return (Fields, (self._scope,))


class Field(Comparisons):
    """An attribute or a property, with which you write conditions: `q.company.name == "x"`.

    Its methods are operators. Every other name, and every text in brackets, is a property, or an attribute of the record that a reference leads to.
    """

    __slots__ = ("_names", "_scope", "_segments")

    _names: tuple[str, ...]
    _scope: Scope
    _segments: tuple[str, ...]

    def __init__(self, scope: Scope, names: tuple[str, ...], segments: tuple[str, ...]) -> None:
        """Stand for a path of `segments` as query text spells them, reached by `names`. Use `attioql.fields`."""
        object.__setattr__(self, "_scope", scope)
        object.__setattr__(self, "_names", names)
        object.__setattr__(self, "_segments", segments)

    def __getattr__(self, name: str) -> Field:
        """Return the field of a property, or of an attribute of the record that is referred to."""
        return self[_public(name, self)]

    def __getitem__(self, name: str) -> Field:
        """Return the field of a property or attribute by its slug, whatever its characters."""
        slug = _checked_name(name)
        return Field(self._scope, (*self._names, slug), (*self._segments, quoted_name(slug)))

    def to(self, object: str) -> Field:  # noqa: A002 - what Attio calls it
        """Choose the object of a reference, for the attributes of its records: `q.relation.to("people").name`."""
        last = f"{self._segments[-1]}[{quoted_name(_checked_name(object))}]"
        return Field(self._scope, self._names, (*self._segments[:-1], last))

    def is_true(self) -> FilterExpression:
        """Return the condition that a checkbox is true."""
        return FilterExpression(nodes.Truth(self._path), self._scope)

    def where(self, body: Callable[[Fields], FilterExpression]) -> FilterExpression:
        """Return the condition that one value satisfies all conditions of a function of its properties.

        For example `q.email_addresses.where(lambda e: (e.email_domain == "acme.com") & e.email_local_specifier.starts_with("a"))`.
        """
        path, given = str(self), cast("object", body)  # callers are not typed
        if not callable(given) or isinstance(given, Field):
            raise misuse.no_function(path, given)
        inner = Scope(self._scope.target, f"{self._scope.block or 'q'}{misuse.as_written(self._names)}")
        return block_of(self._path, given(Fields(inner)), inner, self._scope)

    if not TYPE_CHECKING:  # a type checker reports these without a signature

        def __bool__(self) -> NoReturn:
            raise misuse.no_truth_value(str(self))

        def __contains__(self, _value: object) -> NoReturn:
            raise misuse.not_in(str(self))

        def __iter__(self) -> Iterator[NoReturn]:
            raise misuse.not_iterable(str(self))

        def __len__(self) -> NoReturn:
            raise misuse.not_iterable(str(self))

        def __hash__(self) -> NoReturn:
            raise misuse.not_hashable(str(self))

        def __call__(self, *_values: object, **_named: object) -> NoReturn:
            """Raise `TypeError`: a field is no method."""
            raise misuse.not_callable(str(self), self._names[-1])

        def __setattr__(self, name: str, value: object = None) -> NoReturn:
            raise misuse.not_assignable(str(self), name)

        def __setitem__(self, name: str, value: object) -> NoReturn:
            raise misuse.not_assignable(str(self), name)

        def __and__(self, _other: object) -> NoReturn:
            raise misuse.not_an_operand("&", str(self))

        def __or__(self, _other: object) -> NoReturn:
            raise misuse.not_an_operand("|", str(self))

        def __invert__(self) -> NoReturn:
            raise misuse.no_negation(str(self))

        __delattr__, __rand__, __ror__ = __setattr__, __and__, __or__

    def __str__(self) -> str:
        """Return the field as Python code."""
        return f"q{misuse.as_written(self._names)}"

    def __repr__(self) -> str:
        """Show the path as query text, and the target."""
        return f"<Field {self._path.text} of {self._scope.block or self._scope.target.name}>"

    def __reduce__(self) -> tuple[type[Field], tuple[Scope, tuple[str, ...], tuple[str, ...]]]:
        """Pickle the target and the path."""
        return (Field, (self._scope, self._names, self._segments))

    @property
    def _path(self) -> nodes.Path:
        return nodes.Path(".".join(self._segments), 0)

    def _condition(self, spelling: str, *given: object) -> FilterExpression:
        for value in given:
            if isinstance(value, Field):
                raise misuse.compares_with_field(str(self), str(value))
            if isinstance(value, FilterExpression):
                raise misuse.compares_with_expression(str(self))
        takes = load_operators().spellings[spelling].takes
        require_single(given, takes, str(self), spelling)
        node = nodes.Comparison(self._path, spelling, READERS[takes](given, str(self)), 0, 0)
        return FilterExpression(node, self._scope)


def _public(name: str, owner: object) -> str:
    """Return a name that is not Python's own. Raises `AttributeError` for others, so that Python finds no methods that are none."""
    if name.startswith("_"):
        message = (
            f"{type(owner).__name__} has no attribute {name!r}; an attribute of Attio with this slug is q[{name!r}]"
        )
        raise AttributeError(message, name=name, obj=owner)
    return name


def _checked_name(name: object) -> str:
    if isinstance(name, str) and name and not {"`", "\n"} & set(name):
        return str.__str__(name)
    raise misuse.wrong_name(name)
