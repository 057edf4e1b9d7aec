"""What somebody probably meant: a faulty condition written the way Attio takes it, where there is one reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from attioql.attio.json_values import has_string_keys, is_pattern
from attioql.attio.right import right_condition, right_pattern
from attioql.attio.writer import JsonFilter
from attioql.catalog.types import load_types
from attioql.catalog.workspace import Target
from attioql.limits import LIMITS
from attioql.operators import is_presence, operator_of
from attioql.values.ids import UUID

_MOST_NAMES = LIMITS.wrapper_names
_WRAPPERS = frozenset({"value", "title", "name", "id", "slug", "option", "status"})
"""Keys that other interfaces put around a value, and that name a property of some types."""

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
    asked = _asked(slug, value)
    if asked is None:
        return
    names = list(asked.names)
    while names:
        written = _written(".".join(names), asked, target)
        if written is not None:
            yield {"$not": written} if asked.negated else {**written}
            return
        if len(names) == 1 or names[-1] not in _WRAPPERS:
            return
        names.pop()


def _written(name: str, asked: _MeantCondition, target: Target) -> dict[str, JsonFilter] | None:
    if asked.wildcard:
        return right_pattern(name, str(asked.operand), asked.wildcard, target)
    return right_condition(name, asked.operator, asked.operand, target)


def _asked(slug: str, value: object) -> _MeantCondition | None:
    """Read the one test of a condition, whatever it is called and wrapped in."""
    names = [slug]
    while isinstance(value, Mapping) and len(names) <= _MOST_NAMES:
        if not has_string_keys(value):
            return None
        identity = _identity(value)
        if identity is not None:
            return _MeantCondition((slug,), operator_of("equal"), identity)
        if len(value) != 1:
            return None
        [(name, value)] = value.items()
        operator = name if name.startswith("$") else f"${name}"
        types = load_types()
        if operator in types.operators:
            return _meaning(tuple(names), operator, value, negated=False)
        if is_pattern(operator, value):
            wildcard = types.patterns[operator][0]
            return _MeantCondition(tuple(names), operator, value, wildcard=wildcard) if wildcard == "%" else None
        if operator in types.mistaken:
            return _meaning(tuple(names), types.mistaken[operator][0], value, negated=types.mistaken[operator][1])
        names.append(name)
    return None if isinstance(value, Mapping) else _MeantCondition(tuple(names), operator_of("equal"), value)


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
