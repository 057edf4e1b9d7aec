"""Conditions of filter JSON to the model: an attribute with what is held against it, or a path with its constraints.

One attribute object is one value: its tests hold for the same value. Nothing is completed here but the shorthand that
Attio documents: a bare value is `$eq`, and operators on the attribute are those of its implicit property.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from attioql.attio import json_messages as messages
from attioql.attio import json_value_messages as value_messages
from attioql.attio.faults import Fault, in_json
from attioql.attio.json_values import Refusal, from_json, has_string_keys
from attioql.attio.unknowns import ANY, Unknowns
from attioql.catalog.asked import Asked
from attioql.catalog.types import Property, load_types
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.messages.presence import asks_for_value, presence_notes
from attioql.checker.names import walked_path
from attioql.diagnostics.templates import sentence
from attioql.filters import model
from attioql.filters.model import EVERYTHING, Condition, Node, Test
from attioql.json_text.holes import Hole, has_holes, is_hole, without_holes
from attioql.json_text.kind_words import kind_name
from attioql.json_text.paths import JsonPath
from attioql.limits import LIMITS
from attioql.operators import operator_of
from attioql.values.model import Scalar

MOST_STEPS = LIMITS.path_steps

FaultReporter: TypeAlias = Callable[[Fault], None]
_Walked: TypeAlias = list[tuple[Target, Attribute]]


def next_on_path(owner: str, allowed: Sequence[str], start: Target, *, first: bool) -> Target | None:
    """Return the object that a pair of a path names by slug or ID, if the path may lead there; it starts at the target."""
    if first:
        return start if owner == start.slug or (owner and owner == start.id) else None
    slug = start.workspace.slug_of(owner)
    return start.workspace[slug] if slug in allowed and slug in start.workspace else None


def _has_known_operators(value: Mapping[str, object], attribute: Attribute) -> bool:
    """Tell whether the operators on the properties of an attribute are known, though values may be holes."""
    held = [member for key, member in value.items() if key in attribute.type.properties]
    return not any(is_hole(each) or (isinstance(each, Mapping) and any(map(is_hole, each))) for each in held)


class ConditionReader:
    """Reads the conditions of one filter. Faults go to `report`; what has one comes back as the filter of everything."""

    def __init__(
        self, target: Target, report: FaultReporter, places: list[JsonPath], unknowns: Unknowns | None = None
    ) -> None:
        """Keep the target, and where the places of conditions are numbered."""
        self._target = target
        self._report = report
        self._places = places
        self._unknowns = unknowns or Unknowns()
        self._where: model.AttributePath | None = None

    def attribute(self, slug: str, value: object, json_path: JsonPath) -> Node:
        """Read `{slug: value}`."""
        attribute = self._target.find(slug)
        if attribute is None:
            self._report(messages.unknown_attribute(slug, json_path, self._target))
            return EVERYTHING
        if not attribute.type.known:
            self._report(messages.attribute_not_filterable(attribute, json_path))
            return EVERYTHING
        return self._condition(walked_path(self._target, [(self._target, attribute)]), value, json_path)

    def path(self, value: Mapping[str, object], json_path: JsonPath) -> Node:
        """Read `{"path": […], "constraints": {…}}`."""
        extra = [key for key in value if key not in {"path", "constraints"}]
        if extra or "path" not in value or "constraints" not in value:
            self._report(messages.incomplete_path(value, json_path, extra))
            return EVERYTHING
        if has_holes(value["path"]):
            return self._unknowns.part()
        walked = self.walk(value["path"], (json_path, "path"))
        if walked is None:
            return EVERYTHING
        constraints, here = value["constraints"], (json_path, "constraints")
        if not isinstance(constraints, Mapping) and not is_hole(constraints):
            self._report(messages.constraints_are_no_object(constraints, here, walked[-1][1]))
            return EVERYTHING
        return self._condition(walked_path(self._target, walked), constraints, here)

    def walk(self, path: object, json_path: JsonPath) -> _Walked | None:
        """Follow the pairs of a path from object to object; `None` once a fault is reported."""
        pairs = messages.pairs_of(path)
        if pairs is None or not pairs:
            self._report(messages.malformed_path(path, json_path, self._target))
            return None
        if len(pairs) > MOST_STEPS:
            self._report(messages.path_too_long(json_path, MOST_STEPS))
            return None
        walked: _Walked = []
        allowed = [self._target.slug]
        for index, (owner, slug) in enumerate(pairs):
            here = ((json_path, index), 0)
            target = next_on_path(owner, allowed, self._target, first=not walked)
            if target is None:
                fault = messages.object_not_on_path(owner, here, allowed, self._target)
                self._report(fault if walked else messages.path_starts_elsewhere(pairs, json_path, self._target))
                return None
            attribute = target.find(slug)
            if attribute is None:
                self._report(messages.unknown_attribute(slug, ((json_path, index), 1), target, at_key=False))
                return None
            walked.append((target, attribute))
            if index + 1 < len(pairs) and attribute.type.compared_as != "record":
                self._report(messages.path_leads_nowhere(attribute, ((json_path, index), 1)))
                return None
            allowed = list(attribute.objects)
        if not walked[-1][1].type.known:
            self._report(messages.attribute_not_filterable(walked[-1][1], ((json_path, len(walked) - 1), 1)))
            return None
        return walked

    def _condition(self, where: model.AttributePath, value: object, json_path: JsonPath) -> Node:
        self._where = where
        if is_hole(value):
            return self._unknowns.on(where)
        is_partly = is_open = has_holes(value)
        if is_partly:
            known = without_holes(value) if isinstance(value, Mapping) else value
            is_open, value = known != value, known
            if not known:
                return self._unknowns.on(where)
        tests = self._tests(where.attribute, value, json_path)
        if not tests:
            return EVERYTHING
        number = len(self._places)
        self._places.append(json_path)
        condition = Condition.of(where, tests, number, number)
        if not is_partly:
            return condition
        if is_open:
            return self._unknowns.on(where)
        self._unknowns.partly.append(condition)
        are_known = not isinstance(value, Mapping) or _has_known_operators(value, where.attribute)
        return self._unknowns.tested(condition) if are_known else self._unknowns.on(where)

    def _tests(self, attribute: Attribute, value: object, json_path: JsonPath) -> list[Test] | None:
        """Read what is held against an attribute: a value, operators, or properties."""
        kind = attribute.type
        implicit = kind.properties[kind.implicit] if kind.implicit is not None else None
        if not isinstance(value, Mapping):
            if implicit is None:
                needed = messages.property_needed(attribute, json_path, held_by_operator=False)
                self._report(needed if value is not None else self._with_presence(needed, None))
                return None
            test = self._test(attribute, implicit, operator_of("equal"), value, json_path)
            return [test] if test else None
        if not self._has_keys(value, attribute, json_path):
            return None
        asked = next(
            (name for name in value if name not in kind.properties and asks_for_value(name, value[name])), None
        )
        if asked is not None and implicit is None:
            needed = messages.property_needed(attribute, (json_path, asked), held_by_operator=True)
            self._report(self._with_presence(needed, None))
            return None
        if asked is not None and implicit is not None and implicit.presence is None:
            self._cannot_ask(attribute, implicit, asked, (json_path, asked))
            return None
        if (fault := messages.key_fault(attribute, value, json_path)) is not None:
            self._report(fault)
            return None
        if next(iter(value)).startswith("$"):
            if implicit is None:
                self._report(messages.property_needed(attribute, (json_path, next(iter(value))), held_by_operator=True))
                return None
            return self._operators(attribute, implicit, value, json_path)
        found = [self._property(attribute, name, inner, (json_path, name)) for name, inner in value.items()]
        return [test for tests in found for test in tests] if all(found) else None

    def _has_keys(self, value: Mapping[Any, object], attribute: Attribute, json_path: JsonPath) -> bool:
        """Tell whether an object has keys, and all of them are texts."""
        if not value:
            self._report(in_json(sentence("empty-object", attribute=attribute.slug), json_path))
        elif not has_string_keys(value):
            self._report(messages.key_is_no_string(value, json_path))
        else:
            return True
        return False

    def _property(self, attribute: Attribute, name: str, value: object, json_path: JsonPath) -> list[Test]:
        prop = attribute.type.properties.get(name)
        if prop is None or not prop.operators:
            self._report(messages.unknown_property(attribute, name, json_path, self._target))
            return []
        if is_hole(value):
            return [Test(next(iter(prop.operators.values())), ANY)]
        if isinstance(value, Mapping):
            value = without_holes(value) if any(map(is_hole, value)) else value
            has_keys = self._has_keys(value, attribute, json_path)
            return (self._operators(attribute, prop, value, json_path) if has_keys else None) or []
        test = self._test(attribute, prop, operator_of("equal"), value, json_path)
        return [test] if test else []

    def _operators(
        self, attribute: Attribute, prop: Property, value: Mapping[str, object], json_path: JsonPath
    ) -> list[Test] | None:
        if (fault := value_messages.part_of_property(attribute, prop, value, json_path)) is not None:
            self._report(fault)
            return None
        tests = [self._operator(attribute, prop, name, operand, (json_path, name)) for name, operand in value.items()]
        found = [test for test in tests if test is not None]
        return found if len(found) == len(tests) else None

    def _operator(
        self, attribute: Attribute, prop: Property, name: str, operand: object, json_path: JsonPath
    ) -> Test | None:
        operator = prop.operators.get(name)
        if operator is None and prop.presence is None and asks_for_value(name, operand):
            self._cannot_ask(attribute, prop, name, json_path)
            return None
        dollar = f"${name}"
        if operator is None and (dollar in load_types().operators or dollar in load_types().mistaken):
            self._report(messages.without_dollar(name, operand, json_path, attribute, prop.operators))
            return None
        if operator is None:
            self._report(value_messages.operator_not_supported(attribute, prop, name, operand, json_path))
            return None
        if is_hole(operand):
            return Test(operator, ANY)
        if operator.row.takes == "nothing":
            if operand is True:
                return Test(operator, operand)
            self._report(
                in_json(sentence("not-empty-false", given=kind_name(operand), attribute=attribute.slug), json_path)
            )
            return None
        if operator.row.takes == "value":
            return self._test(attribute, prop, name, operand, json_path)
        if not isinstance(operand, (list, tuple)) or not operand:
            self._report(value_messages.in_takes_array(operand, json_path))
            return None
        values = [
            self._value(attribute, prop, operator.row.lists, item, (json_path, index))
            for index, item in enumerate(operand)
        ]
        if any(item is None for item in values):
            return None
        values += [ANY for item in operand if isinstance(item, Hole) and item.is_several]
        return Test(operator, tuple([str(item) for item in values]))

    def _test(
        self, attribute: Attribute, prop: Property, operator: str, operand: object, json_path: JsonPath
    ) -> Test | None:
        if operator not in prop.operators:
            self._report(value_messages.operator_not_supported(attribute, prop, operator, operand, json_path))
            return None
        value = self._value(attribute, prop, operator, operand, json_path)
        return None if value is None else Test(prop.operators[operator], value)

    def _value(
        self, attribute: Attribute, prop: Property, operator: str, operand: object, json_path: JsonPath
    ) -> Scalar | None:
        if is_hole(operand):
            return ANY
        if isinstance(operand, (list, tuple)):
            self._report(value_messages.array_value(attribute, prop, operand, json_path))
            return None
        value = from_json(operand, Asked(attribute, prop, operator, self._target.workspace))
        if isinstance(value, Refusal):
            fault = value_messages.refused_value(value, json_path)
            self._report(fault if operand is not None else self._with_presence(fault, prop))
            return None
        return value

    def _cannot_ask(self, attribute: Attribute, prop: Property, name: str, json_path: JsonPath) -> None:
        fault = value_messages.cannot_ask_for_value(attribute, prop, name, json_path)
        self._report(self._with_presence(fault, prop))

    def _with_presence(self, fault: Fault, prop: Property | None) -> Fault:
        """Add to a fault whether Attio can ask for a value there, and what can be asked instead."""
        if self._where is None:
            raise AssertionError("a condition is read at a place")
        return fault._replace(notes=(*presence_notes(self._where, self._target, prop, "json"), *fault.notes))
