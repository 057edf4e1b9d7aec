"""Translates filters of other grammars into Attio's filter JSON: saved views, webhook subscriptions, other tools.

`foreign_shapes` recognises them, and `right` knows what each condition comes to. The trees are walked with a stack.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias, cast

from attioql.attio.faults import Change, Fault, in_json
from attioql.attio.foreign_shapes import (
    MISSING,
    ForeignGroup,
    Found,
    Grammar,
    Leaf,
    Meaning,
    grammar_of,
    load_grammars,
    meaning_of,
    own_field,
)
from attioql.attio.right import right_interval, right_like, right_node
from attioql.attio.subjects import PathSubject, Step, follow, subject_of
from attioql.attio.writer import JsonFilter, as_text, to_json
from attioql.catalog.workspace import Target
from attioql.checker.messages.names import no_attribute
from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import phrase, sentence
from attioql.filters.model import And, Node, Not, Or
from attioql.json_text.paths import JsonPath, pointer
from attioql.limits import LIMITS
from attioql.operators import is_presence, load_operators

_MOST_TROUBLES = LIMITS.foreign_reasons
_MOST_LEVELS = LIMITS.foreign_groups
_MOST_PARTS = LIMITS.foreign_parts

_LONGEST_SHOWN = 80
_MOST_SHOWN = 3

PartReading: TypeAlias = "tuple[Node, Sequence[Fault]]"
ReadPart: TypeAlias = Callable[[object, JsonPath], PartReading]
"""Reads filter JSON at a place for the target: its model, and its faults."""


class Trouble(NamedTuple):
    """What has no translation: where, and why."""

    json_path: JsonPath
    reason: str


class Translation(NamedTuple):
    """Filter JSON, or what stands in the way; and the grammar that was translated, with how many conditions it had."""

    written: JsonFilter | None
    troubles: Sequence[Trouble]
    grammar: Grammar
    conditions: int


class _UntranslatedPart(NamedTuple):
    """A part that waits to be translated: where it stands, the group around it, and how many groups that is in."""

    value: object
    json_path: JsonPath
    around: ForeignGroup | None
    level: int


class _Join(NamedTuple):
    """Marks where the members of a group are translated."""

    group: ForeignGroup
    json_path: JsonPath


def foreign_fault(value: object, json_path: JsonPath, found: Found, target: Target, read: ReadPart | None) -> Fault:
    """Return the one diagnostic of a tree in another grammar, with its translation as a fix where all of it has one.

    Without `read` there is no fix.
    """
    if read is None:
        return in_json(sentence("foreign-condition.grammar"), json_path)
    translation = translate(value, json_path, found, target, read)
    grammar, written = translation.grammar, translation.written
    noun = grammar.filter if translation.conditions != 1 else grammar.condition
    notes = [grammar.belongs]
    notes += [f"{pointer(each.json_path)}: {each.reason}" for each in translation.troubles[:_MOST_TROUBLES]]
    if len(translation.troubles) > _MOST_TROUBLES:
        notes.append(phrase("more-reasons"))
    changes = (
        () if written is None else (Change(_offer(written, translation.conditions), json_path, written, holds=True),)
    )
    said = sentence(grammar.diagnostic, noun=noun, notes=tuple(notes))
    return in_json(said, _at_fault(value, json_path, found), changes)


def _offer(written: JsonFilter, conditions: int) -> str:
    text = as_text(written) if conditions <= _MOST_SHOWN else ""
    return phrase("write-json", written=text) if 0 < len(text) <= _LONGEST_SHOWN else phrase("write-filter-json")


def _at_fault(value: object, json_path: JsonPath, found: Found) -> JsonPath:
    """Return the place of the outermost part that is not written as Attio writes it."""
    while isinstance(shape := found.get(id(value)), ForeignGroup) and shape.plain and len(shape.members) == 1:
        [(value, json_path)] = _placed(shape, json_path, value)
    return json_path


def _placed(group: ForeignGroup, json_path: JsonPath, value: object) -> list[tuple[object, JsonPath]]:
    """Return the members of a group with their places."""
    if group.key is not None:
        json_path = (json_path, group.key)
        if isinstance(cast("Mapping[str, object]", value)[group.key], Mapping):
            return [(group.members[0], json_path)]
    return [(member, (json_path, index)) for index, member in enumerate(group.members)]


def translate(value: object, json_path: JsonPath, found: Found, target: Target, read: ReadPart) -> Translation:
    """Translate a tree, groups included. It is filter JSON only if that is read without a fault."""
    other = grammar_of(None, None)
    grammar, conditions = other, 0
    troubles: list[Trouble] = []
    results: list[JsonFilter] = []
    waiting: list[_Join | _UntranslatedPart] = [_UntranslatedPart(value, json_path, None, 0)]
    parts = 0
    while waiting and len(troubles) <= _MOST_TROUBLES:
        item = waiting.pop()
        parts += 1
        if isinstance(item, _Join):
            results.append(_joined(item, results, troubles))
            continue
        member, here, around, level = item
        shape = found.get(id(member))
        if level > _MOST_LEVELS or parts > _MOST_PARTS:
            troubles.append(Trouble(here, phrase("too-large-to-translate")))
            break
        if isinstance(shape, ForeignGroup):
            waiting.append(_Join(shape, here))
            waiting += [
                _UntranslatedPart(inner, at, shape, level + 1) for inner, at in reversed(_placed(shape, here, member))
            ]
            continue
        if isinstance(shape, Leaf):
            conditions += 1
            named = grammar_of(shape, around)
            grammar = named if grammar is other else grammar
            node = _node(shape, here, named, target, read)
        else:
            root, faults = read(member, here)
            node = Trouble(faults[0].json_path, faults[0].message) if faults else root
        if isinstance(node, Trouble):
            troubles.append(node)
        results.append({} if isinstance(node, Trouble) else to_json(node))
    written = None if troubles or read(results[0], json_path)[1] else results[0]
    return Translation(written, troubles, grammar, conditions)


def _joined(join: _Join, results: list[JsonFilter], troubles: list[Trouble]) -> JsonFilter:
    """Take the members of a group from the results, and join them."""
    group = join.group
    count = len(group.members)
    members = results[-count:]
    del results[-count:]
    if group.connective == "$not" and count > 1:
        json_path = join.json_path if group.key is None else (join.json_path, group.key)
        troubles.append(Trouble(json_path, phrase("several-readings", connective=group.key)))
    connective = {"$not": "$or", "$nor": "$or"}.get(group.connective, group.connective)
    keeps_group = group.plain and group.connective == connective
    joined: JsonFilter = members[0] if count == 1 and not keeps_group else {connective: members}
    return {"$not": joined} if group.negated != (group.connective != connective) else joined


def _node(leaf: Leaf, json_path: JsonPath, grammar: Grammar, target: Target, read: ReadPart) -> Node | Trouble:
    """Return what a condition comes to, or why there is nothing that Attio can be asked."""
    subject = _subject(leaf.value[leaf.subject], target)
    if subject is None:
        return Trouble((json_path, leaf.subject), _unknown(leaf.value[leaf.subject], grammar, target))
    operator = leaf.value.get(leaf.operator, MISSING)
    meaning = meaning_of(operator)
    negation = leaf.value.get(leaf.negation, False)
    strange = (*leaf.strange, *([] if isinstance(negation, bool) else [leaf.negation]))
    if strange:
        return Trouble((json_path, strange[0]), phrase("no-counterpart", name=short(strange[0])))
    if meaning is None:
        return Trouble((json_path, leaf.operator), phrase("no-counterpart", name=short(str(operator))))
    operand = leaf.value.get(leaf.operand, MISSING) if meaning.value is MISSING else meaning.value
    if operand is MISSING and is_presence(meaning.means):
        operand = True
    if operand is MISSING:
        return Trouble((json_path, leaf.operator or leaf.subject), phrase("condition-without-value"))
    node = _compared(subject, meaning, operand, leaf.value.get(leaf.upper, MISSING))
    if node is None:
        reason = _reason(subject, meaning, operand, read)
        return Trouble((json_path, leaf.operand or leaf.operator or leaf.subject), reason)
    return _negated(node) if meaning.negated != negation else node


def _unknown(subject: object, grammar: Grammar, target: Target) -> str:
    if own_field(subject, grammar):
        return f"`{subject}`: {grammar.own}"
    if not isinstance(subject, str):
        return phrase("subject-not-reached")
    return no_attribute(subject, target, None).said.message


def _negated(node: Node) -> Node:
    return node.operand if isinstance(node, Not) else Not(node)


def _subject(written: object, target: Target) -> PathSubject | None:
    """Return what a condition is about: a slug, an object that holds one, or the steps of a drill-down."""
    if isinstance(written, Mapping):
        names = load_grammars().slug_keys
        written = next((written[name] for name in names if isinstance(written.get(name), str)), None)
    if isinstance(written, (list, tuple)):
        steps = [_step(step) for step in written]
        known = [step for step in steps if step is not None]
        return _followed(known, target) if len(known) == len(steps) else None
    if not isinstance(written, str):
        return None
    return subject_of(written, target) or _titled(written, target)


def _followed(steps: Sequence[Step], target: Target) -> PathSubject | None:
    """Follow the steps of a drill-down; the first may say that it starts at the target."""
    if not steps or steps[0].owner not in {None, target.slug, target.id or None}:
        return None
    if len(steps) == 1:
        return subject_of(steps[0].name, target)
    return follow([steps[0]._replace(owner=None), *steps[1:]], target)


def _step(written: object) -> Step | None:
    match written:
        case str():
            return Step(written)
        case {"object": str(owner), "attribute": str(name), **rest} if not rest:
            return Step(name, owner)
        case {"attribute": str(name), **rest} if not rest:
            return Step(name)
        case [str(owner), str(name)]:
            return Step(name, owner)
    return None


def _titled(title: str, target: Target) -> PathSubject | None:
    """Return the one attribute with a title, as other tools show it."""
    found = [slug for slug, each in target.attributes.items() if each.title.casefold() == title.casefold()]
    return subject_of(found[0], target) if len(found) == 1 else None


def _compared(subject: PathSubject, meaning: Meaning, operand: object, upper: object) -> Node | None:
    """Return the comparison, before it is negated."""
    if meaning.is_range:
        bounds = _bounds(operand, upper)
        return None if bounds is None else right_interval(subject, *bounds)
    if upper is not MISSING:
        return None
    if is_presence(meaning.means):
        return right_node(subject, meaning.means, operand if isinstance(operand, bool) else True)
    if meaning.each:
        values = operand if isinstance(operand, (list, tuple)) else [operand]
        nodes = [right_node(subject, meaning.means, value) for value in values]
        known = tuple([node for node in nodes if node is not None])
        if not known or len(known) < len(nodes):
            return None
        return known[0] if len(known) == 1 else Or(known) if meaning.each == "$or" else And(known)
    if meaning.wildcard and isinstance(operand, str):
        return right_like(subject, operand, meaning.wildcard)
    return right_node(subject, meaning.means, operand)


def _bounds(operand: object, upper: object) -> tuple[object, object] | None:
    if upper is not MISSING:
        return operand, upper
    if isinstance(operand, (list, tuple)) and len(operand) == 2:
        return operand[0], operand[1]
    if isinstance(operand, Mapping):
        for first, last in load_grammars().bounds:
            if operand.keys() == {first, last}:
                return operand[first], operand[last]
    return None


def _reason(subject: PathSubject, meaning: Meaning, operand: object, read: ReadPart) -> str:
    """Return why Attio does not take a condition: what is wrong with it as it stands."""
    operator = load_operators().spelling_taking("range").operators[0] if meaning.is_range else meaning.means
    inner: object = {operator: True if is_presence(operator) else operand}
    name = subject.named.name if subject.named is not None else subject.attribute.type.implicit
    if name is not None:
        inner = {name: inner}
    written: object = {subject.attribute.slug: inner}
    if len(subject.walked) > 1:
        path = [[owner.slug, attribute.slug] for owner, attribute in subject.walked]
        written = {"path": path, "constraints": inner}
    _, faults = read(written, None)
    if not faults:
        return phrase("no-counterpart-of-condition")
    return "; ".join([faults[0].message, *faults[0].notes[:1]])
