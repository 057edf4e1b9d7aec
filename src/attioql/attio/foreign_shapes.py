"""Conditions and groups in grammars that are not the one of Attio's query endpoints: recognised by their keys.

Which key holds what, and which grammar that is, stands in `schemas/foreign-grammars.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple, TypeAlias

from attioql.aliases import AliasMeaning, json_operator, load_aliases
from attioql.attio.json_values import has_string_keys
from attioql.attio.subjects import subject_of
from attioql.catalog.cache import Cache
from attioql.catalog.workspace import Target
from attioql.operators import load_operators, operator_of, written_taking
from attioql.resources import from_resources, read_resource

MISSING = object()
"""Stands for a value that is not there."""


class Meaning(NamedTuple):
    """What an operator of another grammar means: one of Attio's, or `between`, or nothing that Attio has.

    `each` joins the conditions on several values, `value` is the only value there is, `wildcard` stands for any text.
    """

    means: str
    negated: bool = False
    each: str = ""
    value: object = MISSING
    wildcard: str = ""

    @property
    def is_range(self) -> bool:
        """Whether two bounds are asked for."""
        return self.means == written_taking("range")


class Grammar(NamedTuple):
    """A grammar by its name: the diagnostic, the nouns for a condition and a filter, an example, where it belongs.

    `own_fields` are subjects that only this grammar has, and `own` says why.

    A condition is of this grammar when all columns of a row of `when` fit it.
    """

    name: str
    diagnostic: str
    source: str
    when: Sequence[Mapping[str, Any]]
    condition: str
    filter: str
    example: object
    belongs: str
    own_fields: Sequence[str] = ()
    own: str = ""


class Grammars(NamedTuple):
    """The data file: roles of keys, connectives, bounds of an interval, grammars, and operators by their folded names."""

    keys: Mapping[str, frozenset[str]]
    slug_keys: Sequence[str]
    bounds: Sequence[Sequence[str]]
    connectives: Mapping[str, str]
    joined_by_or: frozenset[str]
    grammars: Sequence[Grammar]
    operators: Mapping[str, Meaning]


class Need(Enum):
    """How many members of a group must be foreign for the group to be."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


class Leaf(NamedTuple):
    """A condition: its keys by their roles, empty where there is none, and the keys that have no role."""

    value: Mapping[str, object]
    subject: str
    operator: str
    operand: str
    upper: str
    negation: str
    strange: tuple[str, ...]


class ForeignGroup(NamedTuple):
    """A group: its connective, the key of its members (none for an array), the members, and the key that negates it.

    `key` is the connective itself where that holds the members. A group that is `plain` is written as Attio does.
    """

    connective: str
    key: str | None
    members: Sequence[object]
    need: Need
    negated: bool = False
    plain: bool = False


Shape: TypeAlias = Leaf | ForeignGroup
Found: TypeAlias = Mapping[int, Shape]


def folded_key(name: str) -> str:
    """Return a key or operator without case, and without what joins its words."""
    found = _FOLDED.get(name)
    return found if found is not None else _FOLDED.keep(name, re.sub("[-_ ']", "", name.casefold()))


_FOLDED = Cache[str, str]()


@from_resources
def load_grammars() -> Grammars:
    """Return the foreign grammars, read from the data file on the first call."""
    data = json.loads(read_resource("schemas", "foreign-grammars.json"))
    operators = _from_query_text() | {folded_key(name): Meaning(**row) for name, row in data["operators"].items()}
    return Grammars(
        keys={role: frozenset(map(folded_key, names)) for role, names in data["keys"].items()},
        slug_keys=data["slug_keys"],
        bounds=data["bounds"],
        connectives={folded_key(name): meant for name, meant in data["connectives"].items()},
        joined_by_or=frozenset(map(folded_key, data["joined_by_or"])),
        grammars=[Grammar(**row) for row in data["grammars"]],
        operators=operators,
    )


def _from_query_text() -> dict[str, Meaning]:
    """Return the meanings of what people write for operators of query text: other grammars have the same words."""
    found = {}
    spellings = {text: AliasMeaning(text) for text in load_operators().spellings}
    for alias, meaning in {**spellings, **load_aliases().operators}.items():
        asked = json_operator(meaning)
        if asked is not None:
            name, negated = asked
            each = {"": "", "or": "$or", "and": "$or" if negated else "$and"}[meaning.joined_by]
            found[folded_key(alias.removeprefix("$"))] = Meaning(name, negated, each=each)
    return found


def meaning_of(operator: object) -> Meaning | None:
    """Return what an operator means; none that is written at all is equality."""
    if operator is MISSING:
        return Meaning(operator_of("equal"))
    if not isinstance(operator, str):
        return None
    meaning = load_grammars().operators.get(folded_key(operator.removeprefix("$")))
    return meaning if meaning is not None and meaning.means else None


def is_operator_and_value(value: Mapping[str, object]) -> bool:
    """Tell whether an object says under one key how to compare, and under another with what: `{"operator": "gt", "value": 5}`."""
    keys = load_grammars().keys
    operators = [each for key, each in value.items() if is_operator_key(key)]
    values = [key for key in value if folded_key(key) in keys["value"]]
    return len(value) == 2 and len(operators) == len(values) == 1 and meaning_of(operators[0]) is not None


def is_operator_key(key: str) -> bool:
    """Tell whether other grammars have an operator under a key."""
    return folded_key(key) in load_grammars().keys["operator"]


def find_foreign(value: object, target: Target) -> Found:
    """Return what is written in another grammar within a filter, by the identity of objects and arrays."""
    found: dict[int, Shape] = {}
    seen: set[int] = set()
    waiting: list[tuple[object, Shape | None]] = [(value, None)]
    while waiting:
        item, opened = waiting.pop()
        if opened is not None:
            if isinstance(opened, Leaf) or _is_foreign(opened, found):
                found[id(item)] = opened
            continue
        if id(item) in seen or _is_named_attribute(item, target):
            continue
        seen.add(id(item))
        shape = shape_of(item, target)
        if shape is not None:
            waiting.append((item, shape))
        inner = shape.members if isinstance(shape, ForeignGroup) else () if shape is not None else _held_by_groups(item)
        waiting += [(member, None) for member in inner]
    return found


def _is_named_attribute(value: object, target: Target) -> bool:
    """Tell whether an object has an attribute for its only key, as most have: no other grammar has such objects."""
    return isinstance(value, Mapping) and len(value) == 1 and next(iter(value)) in target.attributes


def _held_by_groups(value: object) -> list[object]:
    found: list[object] = []
    for key in ("$and", "$or", "$not"):
        inner = value.get(key) if isinstance(value, Mapping) else None
        found += inner if isinstance(inner, (list, tuple)) else [inner] if isinstance(inner, Mapping) else []
    return found


def _is_foreign(group: ForeignGroup, found: Found) -> bool:
    members = (id(member) in found for member in group.members)
    match group.need:
        case Need.ALL:
            return all(members)
        case Need.ANY:
            return any(members)
        case Need.NONE:
            return True


def shape_of(value: object, target: Target) -> Shape | None:
    """Return what a JSON value may be in another grammar, by its own keys alone."""
    if isinstance(value, (list, tuple)):
        return _group("$and", None, value, Need.ALL)
    if not isinstance(value, Mapping) or not value or not has_string_keys(value):
        return None
    return _leaf(value, target) or _named_group(value, target) or _group_of_key(value, target)


def _leaf(value: Mapping[str, object], target: Target) -> Leaf | None:
    keys = load_grammars().keys
    role = {key: folded_key(key) for key in value}
    first = {
        name: next((key for key in value if role[key] in keys[name]), "")
        for name in ("subject", "operator", "value", "upper", "negation")
    }
    subject, operator, operand = first["subject"], first["operator"], first["value"]
    if not subject or (target.find(subject) is not None and (not operator or target.find(operator) is not None)):
        return None
    if not operator and (not operand or not _is_attribute(value[subject], target)):
        return None
    strange = [key for key in value if key not in first.values() and role[key] not in keys["ignored"]]
    return Leaf(value, subject, operator, operand, first["upper"], first["negation"], tuple(strange))


def _is_attribute(subject: object, target: Target) -> bool:
    return isinstance(subject, str) and subject_of(subject, target) is not None


def _named_group(value: Mapping[str, object], target: Target) -> ForeignGroup | None:
    """A group with its members under a key of their own, and what joins them under another, if anything does."""
    grammars = load_grammars()
    keys = grammars.keys
    members = connective = negation = ""
    for key in value:
        name = folded_key(key)
        if name in keys["members"] and not members and target.find(key) is None:
            members = key
        elif name in keys["connective"] and not connective and _connective(value[key]):
            connective = key
        elif name in keys["negation"] and isinstance(value[key], bool):
            negation = key
        elif name not in keys["ignored"]:
            return None
    if not members:
        return None
    joined = "$or" if folded_key(members) in grammars.joined_by_or else "$and"
    meant = _connective(value[connective]) if connective else joined
    return _group(meant, members, value[members], Need.NONE, negated=bool(negation and value[negation]))


def _connective(value: object) -> str:
    return load_grammars().connectives.get(folded_key(value), "") if isinstance(value, str) else ""


def _group_of_key(value: Mapping[str, object], target: Target) -> ForeignGroup | None:
    """A group whose only key is what joins its members."""
    key = next(iter(value))
    connective = _connective(key)
    if len(value) > 1 or not connective or target.find(key) is not None:
        return None
    inner = value[key]
    members = [inner] if isinstance(inner, Mapping) and connective in {"$not", "$nor"} else inner
    plain = key == connective and key != "$nor" and (key != "$not" or isinstance(inner, Mapping))
    need = Need.ALL if key == connective else Need.ANY
    group = _group(connective, key, members, need)
    return group._replace(plain=plain) if group is not None else None


def _group(
    connective: str, key: str | None, members: object, need: Need, *, negated: bool = False
) -> ForeignGroup | None:
    """Return a group, if it has members, and all of them are objects or arrays."""
    if not isinstance(members, (list, tuple)) or not members:
        return None
    if not all(isinstance(member, (Mapping, list, tuple)) for member in members):
        return None
    return ForeignGroup(connective, key, members, need, negated)


def grammar_of(leaf: Leaf | None, group: ForeignGroup | None) -> Grammar:
    """Return the grammar of a condition that stands in a group; of no condition, that of other tools."""
    grammars = load_grammars().grammars
    return next(grammar for grammar in grammars if any(_fits(row, grammar, leaf, group) for row in grammar.when))


def _fits(row: Mapping[str, Any], grammar: Grammar, leaf: Leaf | None, group: ForeignGroup | None) -> bool:
    """Tell whether all columns of a row fit a condition and the group around it."""
    inside = folded_key(group.key) if group is not None and group.key is not None else ""
    if "groups" in row and inside not in map(folded_key, row["groups"]):
        return False
    if leaf is None:
        return row.keys() <= {"groups"}
    value = leaf.value
    return (
        _is_one_of(leaf.subject, row.get("subject"))
        and _is_one_of(leaf.operator, row.get("operator"))
        and _is_one_of(value.get(leaf.operator), row.get("operators"))
        and ("fields" not in row or own_field(value[leaf.subject], grammar))
    )


def _is_one_of(written: object, names: Sequence[str] | None) -> bool:
    return names is None or (isinstance(written, str) and folded_key(written) in map(folded_key, names))


def own_field(subject: object, grammar: Grammar) -> bool:
    """Tell whether a field is one that only this grammar has."""
    return isinstance(subject, str) and subject.removeprefix("id.") in grammar.own_fields
