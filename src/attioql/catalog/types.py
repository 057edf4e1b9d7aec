"""The 17 attribute types: their properties, and the operators and values that each property takes.

Everything is read from `schemas/attribute-types.json`; there is no rule about Attio in this code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from attioql.operators import TEXT_ROLES, OperatorRow, Role, catalogue_data, load_operators
from attioql.resources import from_resources, replaced
from attioql.values.kinds import KINDS, kind_of
from attioql.values.model import Domain, Finite, Ordered, Texts, Titles, ValueKind
from attioql.values.use import ValueRule


class Alone(NamedTuple):
    """What to say of a property that stands in a condition without the property it belongs with.

    `impossible_with` holds the values beside which that property has none, and why.
    """

    without: str
    diagnostic: str
    why: str
    impossible_with: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator on one property.

    `name` is the name in filter JSON, such as `$eq`. `spellings` are those of query text, including negations; `$in` has none, because
    query text has `in`, which compiles to `$in` where Attio documents it. `words` say what it does. `rank` orders the tests of a condition: by property,
    then by operator. `row` has what is the same for every property.
    """

    name: str
    property: str
    rank: int
    row: OperatorRow = field(compare=False, repr=False)

    spellings: tuple[str, ...] = field(default=(), compare=False, repr=False)
    words: str = field(default="", compare=False, repr=False)


class Reading(NamedTuple):
    """Where a value of a record holds a property: under the first of `keys` that is there, and in what shape.

    `plain` is the value itself; an `option` is a title, or an object with a title and an ID, whose key in turn is `id`;
    an `actor` is an object with the type and ID of an actor, of which the ID counts where it is a workspace member.
    """

    keys: tuple[str, ...]
    shape: str = "plain"
    id: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Property:
    """A property of an attribute type that a filter can name.

    `whole_domain` is the property with the registered domain of this one. `refusal` and `unknown_answer` are recorded answers of Attio: to an
    operator that the property does not have, and to a title that does not exist.
    """

    name: str
    operators: Mapping[str, Operator]
    value: ValueRule
    read: Reading
    source: str
    about: str = ""
    refusal: str = ""
    alone: Alone | None = None
    whole_domain: str = ""
    unknown_answer: str = ""

    @property
    def equality(self) -> Operator | None:
        """The operator of a value that stands alone, if there is one."""
        return next((each for each in self.operators.values() if each.row.is_equality and not each.row.lists), None)

    @property
    def membership(self) -> Operator | None:
        """The operator that takes a list of values, where Attio documents one."""
        return next((each for each in self.operators.values() if each.row.lists), None)

    @property
    def presence(self) -> Operator | None:
        """The operator that tests for a value, if there is one."""
        return next((each for each in self.operators.values() if each.row.role == "presence"), None)

    @property
    def takes_periods(self) -> bool:
        """Whether it has the operators for both ends of a period."""
        return self.operators.keys() >= {*load_operators().spelling_taking("period").operators}

    @property
    def kind(self) -> ValueKind:
        """The kind of value that the property is compared with. `value` has its bounds and choices."""
        return KINDS[self.value.kind]

    @property
    def spellings(self) -> tuple[str, ...]:
        """The operators of query text that the property supports, in the order of the catalogue."""
        single = [spelling for operator in self.operators.values() for spelling in operator.spellings]
        together = [
            text
            for text, spelling in load_operators().spellings.items()
            if len(spelling.operators) > 1
            and self.operators.keys() >= {*spelling.operators}
            and (spelling.takes != "period" or self.kind.precision)
        ]
        return (*single, *together)

    def __repr__(self) -> str:
        """Name the property: its type holds far more than one wants to read."""
        return f"<Property {self.name}>"


class Elsewhere(NamedTuple):
    """A name that people use for a property and that no filter knows: why, and what to use, if anything."""

    why: str
    use: str | None = None


class PresenceTest(NamedTuple):
    """A test on a property, in terms of filter JSON."""

    property: str
    operator: str
    value: object


class Presence(NamedTuple):
    """What finds the records with a value of a type: `tests` of which every value passes one.

    For a reference it is `through`, an attribute that every record it leads to has. `means` names the records that match.
    """

    tests: tuple[PresenceTest, ...]
    means: str = "records with a value"
    through: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class AttributeType:
    """An attribute type. `implicit` is the property that an attribute without a property means, or `None`.

    `compared_as` is what the attribute as a whole is compared with: a `value` of its implicit property, an `actor` or a `record`. Attio fills in
    the attributes of an `enriched` type, on some billing plans. `bare_operators` is the page that shows operators directly on the
    attribute, for types with several properties; `bare_operator_answer` is the recorded answer of Attio to them on others. `named_in`
    says where to find the IDs that the type is compared with. `listed` is the property that documents `$in`. `presence` is what you can ask
    instead of "has a value". If a type has no implicit property, a comparison with a text most likely means `named_by`. `sort` says how
    records are sorted by an attribute of the type; `None` means that it is not known.
    """

    slug: str
    title: str
    source: str
    implicit: str | None
    compared_as: str
    properties: Mapping[str, Property]
    elsewhere: Mapping[str, Elsewhere]
    unknown_property_answer: str = ""
    bare_operators: str = ""
    bare_operator_answer: str = ""
    named_in: str = ""
    listed: str | None = None
    named_by: str | None = None
    presence: Presence | None = None
    sort: Sorting | None = None
    known: bool = True
    enriched: bool = False

    def __repr__(self) -> str:
        """Name the type."""
        return f"<AttributeType {self.slug}>"


class Sorting(NamedTuple):
    """What a sort by an attribute of a type may name as `field`, and whether Attio most likely needs one."""

    fields: tuple[str, ...]
    needs_field: bool = False


class Types(NamedTuple):
    """All attribute types, and all operators in canonical order.

    `mistaken` are the operators that people invent, with the one they mean and whether they mean its negation; `mistaken_groups`
    the same for `$and` and `$or`. `patterns` are those that match a pattern, with the characters that make a text one. `invented_answer` is what Attio was seen to answer to an operator that it does not know.
    """

    operators: Mapping[str, OperatorRow]
    types: Mapping[str, AttributeType]
    mistaken: Mapping[str, tuple[str, bool]]
    mistaken_groups: Mapping[str, tuple[str, bool]]
    patterns: Mapping[str, str]
    invented_answer: str


@from_resources
def load_types() -> Types:
    """Return the attribute types, read from the data file on the first call."""
    return parse_types(catalogue_data())


@contextmanager
def extended(rows: Mapping[str, object]) -> Iterator[None]:
    """Add attribute types for the length of a `with` block, in the shape of `schemas/attribute-types.json`. For tests."""
    data = catalogue_data()
    text = json.dumps({**data, "types": {**data["types"], **rows}})
    with replaced({("schemas", "attribute-types.json"): text}):
        load_types()
        yield


def parse_types(data: Mapping[str, Any]) -> Types:
    """Return the attribute types of a data file. Raises `LookupError` for a kind of value that is not known."""
    rows = load_operators().rows
    return Types(
        operators=rows,
        types={slug: _type(slug, row, rows) for slug, row in data["types"].items()},
        mistaken={name: (meant, negated) for name, (meant, negated) in data["mistaken"].items()},
        mistaken_groups={name: (meant, negated) for name, (meant, negated) in data["mistaken_groups"].items()},
        patterns=data["patterns"],
        invented_answer=data["answers"]["invented_operator"],
    )


def unknown_type(slug: str) -> AttributeType:
    """Return a stand-in for an attribute type that this catalogue does not know: it can be named but not filtered."""
    return AttributeType(slug, slug, "", None, "nothing", {}, {}, known=False)


def _type(slug: str, row: Mapping[str, Any], rows: Mapping[str, OperatorRow]) -> AttributeType:
    properties = {
        name: _property(name, index, fields, rows) for index, (name, fields) in enumerate(row["properties"].items())
    }
    return AttributeType(
        slug=slug,
        title=row["title"],
        source=row["source"],
        implicit=row["implicit"],
        compared_as=row.get("compared_as", "value"),
        properties=properties,
        elsewhere={name: Elsewhere(**fields) for name, fields in row.get("elsewhere", {}).items()},
        unknown_property_answer=row.get("unknown_property_answer", ""),
        bare_operators=row.get("bare_operators", ""),
        bare_operator_answer=row.get("bare_operator_answer", ""),
        named_in=row.get("named_in", ""),
        enriched=row.get("enriched", False),
        listed=next((name for name, prop in properties.items() if prop.membership), None),
        named_by=row.get("named_by"),
        presence=_presence(row, properties),
        sort=_sorting(slug, row["sort"], properties),
    )


def _sorting(slug: str, row: Mapping[str, Any], properties: Mapping[str, Property]) -> Sorting:
    fields = tuple(row["fields"])
    if unknown := set(fields) - properties.keys():
        message = f"{slug} is sorted by fields that are no properties of it: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    return Sorting(fields, row.get("needs_field", False))


def _presence(row: Mapping[str, Any], properties: Mapping[str, Property]) -> Presence | None:
    """Return what a row says, or else the test for a value of the implicit property, or of the first that takes one."""
    if "presence" in row:
        said = row["presence"]
        tests = tuple(PresenceTest(*test) for test in said.get("any_of", ()))
        return Presence(tests, said.get("means", Presence._field_defaults["means"]), said.get("through", ""))
    tested = {name: prop.presence for name, prop in properties.items() if prop.presence}
    if not tested:
        return None
    name = row["implicit"] if row["implicit"] in tested else next(iter(tested))
    return Presence((PresenceTest(name, tested[name].name, True),))


_ROLES: Mapping[type[Domain], frozenset[Role]] = {
    Ordered: frozenset({"equal", "above", "below"}),
    Texts: frozenset({"equal", "presence", *TEXT_ROLES}),
    Finite: frozenset({"equal"}),
    Titles: frozenset({"equal"}),
}
"""The roles of operators that test values of a domain; only texts are listed or compared without their case."""


def _property(name: str, index: int, row: Mapping[str, Any], rows: Mapping[str, OperatorRow]) -> Property:
    if unknown := set(row["operators"]) - rows.keys():
        message = f"{name} has operators that are in no row: {', '.join(unknown)}"
        raise ValueError(message)
    operators = {
        operator: Operator(
            operator,
            name,
            index * len(rows) + position,
            of_any,
            tuple([each.text for each in of_any.spellings]),
            of_any.verb,
        )
        for position, (operator, of_any) in enumerate(rows.items())
        if operator in row["operators"]
    }
    value = dict(row["value"])
    kind = kind_of(str(value["kind"]))
    roles, are_texts = _ROLES[type(kind.domain)], isinstance(kind.domain, Texts)
    tests = [operator.row for operator in operators.values()]
    if unfit := [
        row.name for row in tests if row.role not in roles or ((row.lists or row.ignores_case) and not are_texts)
    ]:
        message = f"{name}: values of the kind {kind.name!r} cannot be tested by {', '.join(unfit)}"
        raise ValueError(message)
    for choices in ("choices", "later_choices"):
        value[choices] = tuple(value.get(choices, ()))
    return Property(
        name=name,
        operators=operators,
        value=ValueRule(**value),
        read=_reading(name, row.get("read", {})),
        source=row["source"],
        about=row.get("about", ""),
        refusal=row.get("refusal", ""),
        alone=Alone(**row["alone"]) if "alone" in row else None,
        whole_domain=row.get("whole_domain", ""),
        unknown_answer=row.get("unknown_answer", ""),
    )


def _reading(name: str, row: Mapping[str, Any]) -> Reading:
    return Reading(tuple(row.get("keys", (name,))), row.get("shape", "plain"), row.get("id", ""))
