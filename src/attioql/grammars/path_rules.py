"""The conditions of a target: its paths, each with what stands to the right of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from attioql.catalog.workspace import Attribute, Target, Workspace
from attioql.grammars.block_rules import block, stands_alone
from attioql.grammars.builder import Builder
from attioql.grammars.model import Ref, Repeated, Sequence, Text
from attioql.grammars.operand_rules import OperandRules
from attioql.syntax.spelling import quoted_name

_Tails: TypeAlias = tuple[tuple[str, Ref], ...]
_Paths: TypeAlias = Mapping[Ref, Ref]
"""The lexemes of paths, by what stands to the right of them."""

_Made = TypeVar("_Made")


def add_condition(builder: Builder, target: Target, depth: int, *, by_lexemes: bool) -> Ref | None:
    """Add the rule of one condition, with paths that follow up to so many references; `None` if no attribute can be tested.

    Where a decoder reads lexemes, a path is one, since one path may be the beginning of another. Other decoders have less to follow at
    once if each name and each reference is a branch of its own.
    """
    conditions = _Conditions(builder, target.workspace)
    if not by_lexemes:
        return _folded(target, depth, conditions.branches_of)
    paths = _folded(target, depth, conditions.paths_of)
    return builder.add("condition", [(path, tail) for tail, path in paths.items()]) if paths else None


def _folded(target: Target, depth: int, make: Callable[[Target, Mapping[str, _Made]], _Made]) -> _Made:
    """Return what is made of a target, and of what was made of the objects that its references lead to, from the last ones on."""
    levels = [{target.name: target}]
    for _ in range(depth):
        levels.append({owner.name: owner for each in levels[-1].values() for owner in _referenced(each)})
    found: Mapping[str, _Made] = {}
    for level in reversed(levels):
        found = {name: make(each, found) for name, each in level.items()}
    return found[target.name]


class _Conditions:
    def __init__(self, builder: Builder, workspace: Workspace) -> None:
        self._builder = builder
        self._operands = OperandRules(builder, workspace)
        self._in_blocks = OperandRules(builder, workspace, lexemes=True)
        self._tails: dict[tuple[object, ...], _Tails] = {}

    def paths_of(self, target: Target, beyond: Mapping[str, _Paths]) -> _Paths:
        """Return the paths that begin at a target; `beyond` are those of the objects that its references lead to."""
        groups: dict[Ref, list[Sequence]] = {}
        for names, tails in self._names(target):
            for suffix, tail in tails:
                groups.setdefault(tail, []).append((names, Text(suffix)) if suffix else (names,))
        for step, owner in _steps(target):
            far = beyond.get(owner, {})
            self._builder.count(len(far))
            for tail, path in far.items():
                groups.setdefault(tail, []).append((Text(step), path))
        return {tail: self._builder.add("path", paths, lexeme=True) for tail, paths in groups.items()}

    def branches_of(self, target: Target, beyond: Mapping[str, Ref | None]) -> Ref | None:
        """Return the conditions on paths that begin at a target; `beyond` are those of the objects that its references lead to."""
        branches: list[Sequence] = [
            (names, self._builder.add("after", [(Text(suffix), tail) if suffix else (tail,) for suffix, tail in tails]))
            for names, tails in self._names(target)
        ]
        branches += [(Text(step), far) for step, owner in _steps(target) if (far := beyond.get(owner)) is not None]
        return self._builder.add("condition", branches) if branches else None

    def _names(self, target: Target) -> Iterator[tuple[Ref, _Tails]]:
        """Yield the names of attributes that have the same behind them, and what that is."""
        alike: dict[_Tails, list[str]] = {}
        for attribute in _filterable(target):
            alike.setdefault(self._tails_of(attribute), []).append(quoted_name(attribute.slug))
        for tails, names in alike.items():
            if tails:
                yield self._builder.add("name", [(Text(name),) for name in names], lexeme=True), tails

    def _tails_of(self, attribute: Attribute) -> _Tails:
        """Return what may follow the name of an attribute: a property, if any, and the rule of the rest."""
        key = (attribute.type.slug, attribute.objects, attribute.text_format, attribute.options)
        if key not in self._tails:
            self._tails[key] = tuple(self._made_tails(attribute))
        return self._tails[key]

    def _made_tails(self, attribute: Attribute) -> Iterator[tuple[str, Ref]]:
        bare = tuple(self._bare(attribute))
        if bare:
            yield "", self._builder.add("rest", bare)
        for name, prop in attribute.type.properties.items():
            if name != attribute.type.implicit and prop.operators and stands_alone(prop):
                tail = self._operands.of_property(attribute, prop)
                if tail is not None:
                    yield f".{name}", tail

    def _bare(self, attribute: Attribute) -> Iterator[Sequence]:
        """Yield what may follow an attribute without a property."""
        implicit = attribute.type.properties.get(attribute.type.implicit or "")
        is_whole = attribute.type.compared_as != "value"
        tail = None
        if is_whole:
            tail = self._operands.of_whole(attribute)
        elif implicit is not None:
            tail = self._operands.of_property(attribute, implicit)
        if tail is not None:
            is_truth = implicit is not None and implicit.kind.json_type == "boolean"
            yield (Repeated((tail,), 1) if is_truth else tail,)
        inside = None if is_whole else block(self._builder, self._in_blocks, attribute)
        if inside is not None:
            yield (inside,)


def _filterable(target: Target) -> Iterator[Attribute]:
    return (each for each in target.attributes.values() if each.type.known and not each.archived)


def _referenced(target: Target) -> Iterator[Target]:
    return (owner for attribute in _filterable(target) for owner in _owners(attribute, target))


def _steps(target: Target) -> Iterator[tuple[str, str]]:
    """Yield the references of a target, as paths that follow them begin, each with the object that it leads to."""
    for attribute in _filterable(target):
        for owner in _owners(attribute, target):
            yield f"{_step(attribute, owner)}.", owner.name


def _owners(attribute: Attribute, target: Target) -> Iterator[Target]:
    """Yield the objects that a path may follow a reference to."""
    if attribute.type.compared_as == "record":
        yield from (target.workspace[slug] for slug in attribute.objects if slug in target.workspace)


def _step(attribute: Attribute, owner: Target) -> str:
    """Spell a reference that a path follows: with the object, where without it another object or a property could be meant."""
    name = quoted_name(attribute.slug)
    is_clear = len(attribute.objects) == 1 and attribute.type.properties.keys().isdisjoint(owner.attributes)
    return name if is_clear else f"{name}[{quoted_name(owner.slug)}]"
