"""What a condition on a whole actor or record is compared with: several tests, which say one value together."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from attioql.filters.model import Condition, Test


class ActorReference(NamedTuple):
    """An actor: its type, such as `workspace-member`, and its ID. The system has no ID. Expressions also take a member by name."""

    type: str
    id: str | None


class RecordReference(NamedTuple):
    """A record: the slug of its object, and its ID."""

    object: str
    id: str


Whole: TypeAlias = ActorReference | RecordReference


def whole_values(condition: Condition) -> tuple[Whole, ...] | None:
    """Return the actor or the records that a condition names, where it names all of them and tests nothing else."""
    find = {"actor": _actors, "record": _records}.get(condition.path.attribute.type.compared_as)
    return find(condition, {test.operator.property: test for test in condition.tests}) if find else None


def _actors(condition: Condition, tests: dict[str, Test]) -> tuple[Whole, ...] | None:
    actor_type, identity = tests.get("referenced_actor_type"), tests.get("referenced_actor_id")
    if actor_type is None or len(tests) != len(condition.tests):
        return None
    kind = str(actor_type.value)
    if identity is None:
        return (ActorReference(kind, None),) if kind == "system" else None
    known = condition.path.attribute.type.properties["referenced_actor_type"].value.choices
    return (ActorReference(kind, str(identity.value)),) if kind in known and kind != "system" else None


def _records(condition: Condition, tests: dict[str, Test]) -> tuple[Whole, ...] | None:
    owner, identity = tests.get("target_object"), tests.get("target_record_id")
    if owner is None or identity is None or len(condition.tests) != len((owner, identity)):
        return None
    listed = identity.value if isinstance(identity.value, tuple) else (str(identity.value),)
    return tuple([RecordReference(str(owner.value), each) for each in listed])
