"""The 17 attribute types: their properties, and the operators and values that each property takes.

Everything is read from `schemas/attribute-types.json`; there is no rule about Attio in this code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, cast

from attioql.resources import read_resource
from attioql.values.kinds import KINDS, kind_of
from attioql.values.model import ValueKind, ValueRule

UUID = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\Z")


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

    `name` is that of filter JSON, such as `$eq`, and `spellings` those of query text, negations among them; it has none for
    `$in`, which `in` is compiled to where Attio documents it. `words` say what it does. `rank` orders the tests of a condition:
    by property, then by operator.
    """

    name: str
    property: str
    rank: int

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

    `whole_domain` is the property that holds the registered domain of what this one holds. `refusal` and `unknown_answer` are
    what Attio was seen to answer to an operator that the property lacks, and to a title that it does not know.
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
    def kind(self) -> ValueKind:
        """The kind of value that the property is compared with; `value` has its bounds and choices."""
        return KINDS[self.value.kind]

    @property
    def spellings(self) -> tuple[str, ...]:
        """The operators of query text that the property supports, in the order of the catalogue."""
        types = load_types()
        single = [spelling for operator in self.operators.values() for spelling in operator.spellings]
        paired = [
            spelling
            for spelling, pair in types.pairs.items()
            if self.operators.keys() >= set(pair) and (spelling != "during" or self.value.kind in types.periods)
        ]
        return (*single, *paired)

    def __repr__(self) -> str:
        """Name the property: its type holds far more than one wants to read."""
        return f"<Property {self.name}>"


@dataclass(frozen=True, slots=True)
class Elsewhere:
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
    """An attribute type. `implicit` names the property that a bare attribute means, if there is one.

    `compared_as` says what the attribute as a whole is compared with: a `value` of its implicit property, an `actor`
    or a `record`. Attio fills in all attributes of a type that is `enriched`, on some billing plans. `bare_operators` is the page that shows operators directly on the attribute, for types of several
    properties, and `bare_operator_answer` what Attio was seen to answer to them on others. `named_in` says where the IDs are found that the
    type is compared with. `listed` is the property that documents `$in`. `presence` is what can be asked in place of "has a value". A
    text held against a type without an implicit property most likely means `named_by`.
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
    known: bool = True
    enriched: bool = False

    def __repr__(self) -> str:
        """Name the type."""
        return f"<AttributeType {self.slug}>"


class OperatorFact(NamedTuple):
    """How an operator and its negation are written in query text, and what it does, in words."""

    spellings: tuple[str, ...]
    verb: str


@dataclass(frozen=True, slots=True)
class Types:
    """All attribute types, and all operators in canonical order.

    `pairs` are the operators of query text that take two of Attio's; `periods` the kinds of value that `during` suits;
    `mistaken` the operators that people invent, with the one they mean and whether they mean its negation; `mistaken_groups`
    the same for `$and` and `$or`. `patterns` are those that match a pattern, with the characters that make a text one. `invented_answer` is what Attio was seen to answer to an operator that it does not know.
    """

    operators: Mapping[str, OperatorFact]
    types: Mapping[str, AttributeType]
    pairs: Mapping[str, tuple[str, ...]]
    periods: frozenset[str]
    mistaken: Mapping[str, tuple[str, bool]]
    mistaken_groups: Mapping[str, tuple[str, bool]]
    patterns: Mapping[str, str]
    invented_answer: str


def load_types() -> Types:
    """Return the attribute types, read from the data file on the first call."""
    return _extended[-1] if _extended else _shipped()


@contextmanager
def extended(rows: Mapping[str, object]) -> Iterator[None]:
    """Add attribute types for the length of a `with` block, in the shape of `schemas/attribute-types.json`. For tests."""
    data = _data()
    _extended.append(parse_types({**data, "types": {**data["types"], **rows}}))
    try:
        yield
    finally:
        _extended.pop()


_extended: list[Types] = []


@lru_cache(maxsize=1)
def _shipped() -> Types:
    return parse_types(_data())


def _data() -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(read_resource("schemas", "attribute-types.json")))


def parse_types(data: Mapping[str, Any]) -> Types:
    """Return the attribute types of a data file. Raises `LookupError` for a kind of value that is not known."""
    facts = {name: OperatorFact(tuple(row["spellings"]), row["verb"]) for name, row in data["operators"].items()}
    return Types(
        operators=facts,
        types={slug: _type(slug, row, facts) for slug, row in data["types"].items()},
        pairs={spelling: tuple(names) for spelling, names in data["pairs"].items()},
        periods=frozenset(data["periods"]),
        mistaken={name: (meant, negated) for name, (meant, negated) in data["mistaken"].items()},
        mistaken_groups={name: (meant, negated) for name, (meant, negated) in data["mistaken_groups"].items()},
        patterns=data["patterns"],
        invented_answer=data["answers"]["invented_operator"],
    )


def unknown_type(slug: str) -> AttributeType:
    """Return a stand-in for an attribute type that this catalogue does not know: it can be named but not filtered."""
    return AttributeType(slug, slug, "", None, "nothing", {}, {}, known=False)


def _type(slug: str, row: Mapping[str, Any], facts: Mapping[str, OperatorFact]) -> AttributeType:
    properties = {
        name: _property(name, index, fields, facts) for index, (name, fields) in enumerate(row["properties"].items())
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
        listed=next((name for name, prop in properties.items() if "$in" in prop.operators), None),
        named_by=row.get("named_by"),
        presence=_presence(row, properties),
    )


def _presence(row: Mapping[str, Any], properties: Mapping[str, Property]) -> Presence | None:
    """Return what a row says, or else the test for a value of the implicit property, or of the first that takes one."""
    if "presence" in row:
        said = row["presence"]
        tests = tuple(PresenceTest(*test) for test in said.get("any_of", ()))
        return Presence(tests, said.get("means", Presence._field_defaults["means"]), said.get("through", ""))
    named = [name for name, prop in properties.items() if "$not_empty" in prop.operators]
    if not named:
        return None
    return Presence((PresenceTest(row["implicit"] if row["implicit"] in named else named[0], "$not_empty", True),))


def _property(name: str, index: int, row: Mapping[str, Any], facts: Mapping[str, OperatorFact]) -> Property:
    operators = {
        operator: Operator(operator, name, index * len(facts) + position, *fact)
        for position, (operator, fact) in enumerate(facts.items())
        if operator in row["operators"]
    }
    value = dict(row["value"])
    kind_of(str(value["kind"]))
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
