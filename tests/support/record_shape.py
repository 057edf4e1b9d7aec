"""What is wrong with the records of a witness, as answers of the API: IDs that differ, more values than there may be, unknown objects."""

import json
import re
from collections.abc import Iterator
from typing import Any

from attioql import Target, Witness
from attioql.catalog.workspace import Attribute

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")


def faults(target: Target, witness: Witness) -> Iterator[str]:
    """Yield each fault as a text. Actors of the system with an ID are none where a filter asks for one."""
    json.dumps(witness.to_dict())
    referred = set()
    records: list[tuple[Target, str | None, Any]] = [(target, None, witness.record)]
    records += [(target.workspace[owner], identity, record) for (owner, identity), record in witness.related.items()]
    for described, identity, record in records:
        [own] = record["id"].values()
        if not _UUID.match(own) or identity not in {None, own}:
            yield f"the ID is {own}, and the record is found by {identity}"
        if "parent_object" in record:
            referred.add((record["parent_object"], record["parent_record_id"]))
            if record["parent_object"] not in described.attributes["parent_record"].objects:
                yield f"entries have no parent {record['parent_object']}"
        for slug, values in record.get("values", record.get("entry_values")).items():
            attribute = described.attributes[slug]
            yield from _faults_of_values(attribute, values)
            referred |= {
                (each["target_object"], each["target_record_id"]) for each in values if "target_object" in each
            }
            if (
                slug == "record_id"
                and "record_id" in record["id"]
                and [each["value"] for each in values] not in ([], [own])
            ):
                yield f"the ID is {own}, and `record_id` has {values}"
    yield from (f"nothing refers to {key}" for key in witness.related if key not in referred)


def _faults_of_values(attribute: Attribute, values: list[dict[str, Any]]) -> Iterator[str]:
    if len(values) > 1 and not attribute.many:
        yield f"{attribute.slug} has {len(values)} values"
    if len({json.dumps(value, sort_keys=True) for value in values}) < len(values):
        yield f"{attribute.slug} has a value twice"
    for value in values:
        if value["attribute_type"] != attribute.type.slug:
            yield f"{attribute.slug} has a value of another type"
        if "target_object" in value and (
            value["target_object"] not in attribute.objects or not _UUID.match(value["target_record_id"])
        ):
            yield f"{attribute.slug} leads to {value['target_object']} {value['target_record_id']}"
        if value.get("referenced_actor_type", "system") != "system" and not _UUID.match(value["referenced_actor_id"]):
            yield f"{attribute.slug} has the actor {value}"
        for option in (value.get("option"), value.get("status")):
            if option is not None:
                yield from _faults_of_option(attribute, option)


def _faults_of_option(attribute: Attribute, option: dict[str, Any]) -> Iterator[str]:
    [identity] = option["id"].values()
    by_title, by_id = attribute.option(option["title"]), attribute.option(identity)
    if not _UUID.match(identity):
        yield f"{attribute.slug} has an option with the ID {identity}"
    if by_title and by_title.id and by_title.id.lower() != identity:
        yield f"{attribute.slug} has no option {option}"
    if by_id and by_id.title != option["title"]:
        yield f"{attribute.slug} has no option {option}"
