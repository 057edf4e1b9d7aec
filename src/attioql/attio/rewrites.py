"""The likely meaning of a wrong condition, written the way Attio takes it, where there is one reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from attioql.attio.foreign_shapes import MISSING, is_operator_and_value, is_operator_key, meaning_of
from attioql.attio.json_values import has_string_keys, is_pattern
from attioql.attio.right import right_between, right_condition, right_pattern
from attioql.attio.writer import JsonFilter
from attioql.catalog.types import load_types
from attioql.catalog.workspace import Target
from attioql.diagnostics.phrases import plain
from attioql.limits import LIMITS
from attioql.operators import TEXT_ROLES, is_presence, operator_of, operators_of, written_taking
from attioql.values.ids import UUID

_MOST_NAMES = LIMITS.wrapper_names
_WRAPPERS = frozenset({"value", "title", "name", "email", "id", "slug", "option", "status", "amount"})
"""Keys that other interfaces put around a value, and that name a property of some types."""

_AROUND_FILTERS = frozenset({"where", "query"})
"""Keys that other interfaces put around a whole filter."""

_WILDCARD = "%"
_LITERAL_EXPRESSION = re.compile(
    r"(?:\(\?i\))?(?P<start>\^(?!\.\*))?\^?(?:\.\*)?(?P<literal>(?:[^\\^$*+?()\[\]{}|%_]|\\[^\w\s])+?)(?:\.\*\$?|(?P<end>\$))?"
)
_BETWEEN = written_taking("range")
_GROUPS_INSIDE = frozenset({"$or", "$between"})
"""What people write inside an attribute for several tests of it."""

_IDENTITIES = frozenset(
    {"target_record_id", "record_id", "id", "referenced_actor_id", "workspace_member_id", "member_id"}
)
_KINDS_OF_IDENTITY = frozenset({"target_object", "object", "object_slug", "referenced_actor_type", "type"})


class _MeantCondition(NamedTuple):
    """A condition of one test: the names that lead to the property, Attio's operator, and what is held against it.

    With a `wildcard`, what is held against it is a pattern.
    """

    names: tuple[str, ...]
    operator: str
    operand: object
    negated: bool = False
    wildcard: str = ""


def rewritings(slug: str, value: object, target: Target) -> Iterator[dict[str, object]]:
    """Yield other filter objects for the condition `{slug: value}`, the likeliest first; none where nothing is plain.

    Whoever offers one must check it: a property may lack the operator, or the value may be of another kind.
    """
    if slug in _AROUND_FILTERS and target.find(slug) is None and isinstance(value, Mapping):
        yield {**value}
        return
    slug, value = _turned_around(slug, value)
    asked = _asked(slug, value)
    if asked is None:
        return
    names = list(asked.names)
    while names:
        written = _written(".".join(names), asked, target)
        if written is not None:
            yield _negated(written) if asked.negated else {**written}
            return
        if len(names) == 1 or names[-1] not in _WRAPPERS:
            return
        names.pop()


def _turned_around(slug: str, value: object) -> tuple[str, object]:
    """Return the attribute, and what is held against it, of an operator that stands around the attribute: `{"$eq": {"name": "x"}}`."""
    types = load_types()
    if (slug in types.operators or slug in types.mistaken) and isinstance(value, Mapping) and len(value) == 1:
        [(name, operand)] = value.items()
        if isinstance(name, str) and not isinstance(operand, Mapping):
            return name, {slug: operand}
    return slug, value


def _negated(written: Mapping[str, object]) -> dict[str, object]:
    """Return the negation of a filter; of one that is a negation, what is negated."""
    inner = written.get("$not")
    return {**inner} if isinstance(inner, Mapping) and len(written) == 1 else {"$not": written}


def _written(name: str, asked: _MeantCondition, target: Target) -> dict[str, JsonFilter] | None:
    if asked.wildcard:
        return right_pattern(name, str(asked.operand), asked.wildcard, target)
    if asked.operator == _BETWEEN:
        return right_between(name, asked.operand, target)
    if asked.operator in operators_of(*TEXT_ROLES) and isinstance(asked.operand, (list, tuple)):
        return _any_of([right_condition(name, asked.operator, each, target) for each in asked.operand])
    return right_condition(name, asked.operator, asked.operand, target)


def _any_of(written: Sequence[dict[str, JsonFilter] | None]) -> dict[str, JsonFilter] | None:
    known = [each for each in written if each is not None]
    if not known or len(known) < len(written):
        return None
    return known[0] if len(known) == 1 else {"$or": [*known]}


def _asked(slug: str, value: object) -> _MeantCondition | None:
    """Read the one test of a condition, whatever it is called and wrapped in, in `$not` as well."""
    names, negated = [slug], False
    while isinstance(value, Mapping) and value.keys() == {"$not"} and not negated:
        negated, value = True, value["$not"]
    asked = _test_of(names, value)
    return asked._replace(negated=not asked.negated) if asked is not None and negated else asked


def _test_of(names: list[str], value: object) -> _MeantCondition | None:
    slug = names[0]
    while isinstance(value, Mapping) and len(names) <= _MOST_NAMES:
        if not has_string_keys(value):
            return None
        if is_operator_and_value(value):
            return _of_two_keys(tuple(names), value)
        identity = _identity(value)
        if identity is not None:
            return _MeantCondition((slug,), operator_of("equal"), identity)
        if len(value) != 1:
            return None
        [(name, value)] = value.items()
        operator = name if name.startswith("$") else f"${plain(name)}"
        if operator in _GROUPS_INSIDE or operator in load_types().operators or operator in load_types().mistaken:
            return _by_operator(tuple(names), operator, value)
        names.append(name)
    return None if isinstance(value, Mapping) else _MeantCondition(tuple(names), operator_of("equal"), value)


def _by_operator(names: tuple[str, ...], operator: str, value: object) -> _MeantCondition | None:
    """Read an operator, which Attio may have or not, with what stands under it."""
    types = load_types()
    if operator == "$or":
        return _any_test(names, value)
    if operator == "$between":
        return _MeantCondition(names, _BETWEEN, value)
    if is_pattern(operator, value):
        pattern = str(value) if types.patterns[operator][0] == _WILDCARD else _without_anchors(str(value))
        return None if pattern is None else _MeantCondition(names, operator, pattern, wildcard=_WILDCARD)
    meant, negated = types.mistaken.get(operator, (operator, False))
    return _meaning(names, meant, value, negated=negated)


def _without_anchors(expression: str) -> str | None:
    """Return a regular expression of literal text as a pattern with wildcards: `^Acme` is `Acme%`; `None` for any other.

    A dot counts as itself, as in `@acme.com$`.
    """
    found = _LITERAL_EXPRESSION.fullmatch(expression)
    if found is None:
        return None
    literal = re.sub(r"\\(.)", r"\1", found["literal"])
    return f"{'' if found['start'] else _WILDCARD}{literal}{'' if found['end'] else _WILDCARD}"


def _any_test(names: tuple[str, ...], members: object) -> _MeantCondition | None:
    """Read a group inside an attribute: values, or one operator with several of them."""
    if not isinstance(members, (list, tuple)):
        return None
    if all(isinstance(member, str) for member in members):
        return _MeantCondition(names, operator_of("equal"), members)
    operators = {tuple(member) if isinstance(member, Mapping) else () for member in members}
    if (
        len(operators) != 1
        or len(operator := operators.pop()) != 1
        or operator[0] not in operators_of(*TEXT_ROLES) | {operator_of("equal")}
    ):
        return None
    return _MeantCondition(names, operator[0], [next(iter(member.values())) for member in members])


def _of_two_keys(names: tuple[str, ...], value: Mapping[str, object]) -> _MeantCondition | None:
    """Read an operator and a value that stand under keys of their own."""
    [(first, one), (_, other)] = value.items()
    name, operand = (one, other) if is_operator_key(first) else (other, one)
    meaning = meaning_of(name)
    if meaning is None or meaning.each or meaning.wildcard or meaning.value is not MISSING:
        return None
    if meaning.is_range:
        return _MeantCondition(names, _BETWEEN, operand, meaning.negated)
    return _meaning(names, meaning.means, operand, negated=meaning.negated)


def _meaning(names: tuple[str, ...], operator: str, operand: object, *, negated: bool) -> _MeantCondition | None:
    if isinstance(operand, Mapping):
        return None
    if is_presence(operator) and negated:
        return _MeantCondition(names, operator, operand is False) if isinstance(operand, bool) else None
    return _MeantCondition(names, operator, operand, negated)


def _identity(value: Mapping[str, object]) -> str | None:
    """Return the ID that an object of IDs and kinds holds, as other interfaces write a record or an actor."""
    identities = [key for key in value if key in _IDENTITIES]
    if len(identities) != 1 or not value.keys() <= _IDENTITIES | _KINDS_OF_IDENTITY:
        return None
    held = value[identities[0]]
    if isinstance(held, Mapping) and held.keys() == {operator_of("equal")}:
        [held] = held.values()
    return held if isinstance(held, str) and UUID.match(held) else None
