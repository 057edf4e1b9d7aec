"""What a condition is about: names, with dots between them, to the attributes and the property that they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target, Workspace
from attioql.checker.names import walked_path
from attioql.filters.model import Condition, Test
from attioql.limits import LIMITS

MOST_STEPS = LIMITS.path_steps

_RESERVED = frozenset({"path", "constraints"})


class Step(NamedTuple):
    """An attribute or property on the way to a subject, and the object whose attribute it is, where that is said."""

    name: str
    owner: str | None = None


class PathSubject(NamedTuple):
    """What a condition is about: the attributes that lead to the last one, and a property of it if one is named."""

    walked: tuple[tuple[Target, Attribute], ...]
    named: Property | None
    workspace: Workspace

    @property
    def attribute(self) -> Attribute:
        """The last attribute."""
        return self.walked[-1][1]

    def followed_by(self, owner: Target, attribute: Attribute) -> PathSubject:
        """Return the subject one step on, at an attribute of a record that this one refers to."""
        return PathSubject((*self.walked, (owner, attribute)), None, self.workspace)

    def condition(self, *tests: Test) -> Condition:
        """Return the condition that one value passes all the tests."""
        ordered = sorted(tests, key=lambda test: test.operator.rank)
        return Condition.of(walked_path(self.walked[0][0], self.walked), ordered)


def subject_of(slug: str, target: Target) -> PathSubject | None:
    """Return what a name means: a slug, an ID, a name that people mistake for one, or several of them with dots between."""
    if target.find(slug) is None:
        slug = target.misnamed.get(slug, slug)
    parts = [slug] if target.find(slug) is not None else slug.split(".")
    parents = target.attributes.get("parent_record") if target.kind == "list" else None
    if parents is not None and _attribute(parts[0], target) is None and len(parents.objects) == 1:
        parts = ["parent_record", *parts]
    return follow([Step(part) for part in parts], target)


def follow(steps: Sequence[Step], target: Target) -> PathSubject | None:
    """Return the subject at the end of some steps, which may end with a property; `None` where they lead nowhere."""
    if not 0 < len(steps) <= MOST_STEPS:
        return None
    subject = PathSubject((), None, target.workspace)
    owner = target
    for index, step in enumerate(steps):
        attribute = _attribute(step.name, owner)
        if attribute is None or (attribute.slug in _RESERVED and not index):
            return None
        subject = subject.followed_by(owner, attribute)
        rest = steps[index + 1 :]
        if not rest:
            return subject
        if rest[0].owner is None and (prop := _property(rest[0].name, attribute)) is not None:
            return subject._replace(named=prop) if len(rest) == 1 else None
        owners = [each for each in referred(attribute, target.workspace) if _leads_to(rest[0], each)]
        if len(owners) != 1:
            return None
        owner = owners[0]
    return None


def _leads_to(step: Step, owner: Target) -> bool:
    is_named = step.owner is None or owner.workspace.slug_of(step.owner) == owner.slug
    return is_named and _attribute(step.name, owner) is not None


def _attribute(name: str, owner: Target) -> Attribute | None:
    attribute = owner.find(name) or owner.attributes.get(owner.misnamed.get(name, ""))
    return attribute if attribute is not None and attribute.type.known else None


def _property(name: str, attribute: Attribute) -> Property | None:
    elsewhere = attribute.type.elsewhere.get(name)
    prop = attribute.type.properties.get((elsewhere.use if elsewhere else None) or name)
    return prop if prop is not None and prop.operators else None


def referred(attribute: Attribute, workspace: Workspace) -> list[Target]:
    """Return the objects of the workspace that a reference may lead to."""
    return [workspace[owner] for owner in attribute.objects if owner in workspace]
