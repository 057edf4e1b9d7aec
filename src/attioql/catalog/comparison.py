"""Compares an earlier and a later workspace: lists what was added, removed and changed.

Things are matched by their IDs; where one of the two has none, by slug or title. So a rename is reported as a rename, and something
new that took the slug of something else as new. Members always have an ID.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeAlias, TypeVar

from attioql.catalog.members import Member
from attioql.catalog.workspace import Attribute, Option, Target, Workspace
from attioql.diagnostics.phrases import listed
from attioql.operators import written_as

ChangeKind: TypeAlias = Literal["added", "removed", "renamed", "changed", "archived", "restored"]
_Thing = TypeVar("_Thing", Target, Attribute, Option, Member)


class WorkspaceChange(NamedTuple):
    """One difference: its kind, what it is about, where, and a sentence.

    `what` is object, list, activity, attribute, option or member; `path` names it as the earlier workspace does, or the later one
    where it was added. `matters` says whether it can be of consequence for a filter that names the thing;
    `identity` is the ID of a member.
    """

    kind: ChangeKind
    what: str
    path: str
    message: str
    matters: bool = True
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Pairs(Generic[_Thing]):
    """Which things are the same earlier and later, and which are on one side alone."""

    both: tuple[tuple[_Thing, _Thing], ...]
    gone: tuple[_Thing, ...]
    new: tuple[_Thing, ...]


class AttributePair(NamedTuple):
    """An attribute earlier and later, the earlier target that has it, and its options; `None` unless both sides know them."""

    owner: Target
    old: Attribute
    new: Attribute
    options: Pairs[Option] | None

    @property
    def path(self) -> str:
        """What the earlier workspace calls it."""
        return f"{self.owner.name}.{self.old.slug}"

    def path_to(self, option: Option) -> str:
        """Return what an option of it is called."""
        return f"{self.path} {written_as('equal')} {option.title}"


class TargetPair(NamedTuple):
    """A target earlier and later, its attributes on both sides, and those on one side."""

    old: Target
    new: Target
    attributes: tuple[AttributePair, ...]
    gone: tuple[Attribute, ...]
    added: tuple[Attribute, ...]


class WorkspaceComparison(NamedTuple):
    """Two workspaces, the targets that are in both, those in one, and their members, if both know them."""

    old: Workspace
    new: Workspace
    targets: tuple[TargetPair, ...]
    gone: tuple[Target, ...]
    added: tuple[Target, ...]
    members: Pairs[Member] | None

    @property
    def object_slugs(self) -> dict[str, str]:
        """The later slugs of objects by their earlier ones."""
        return {pair.old.slug: pair.new.slug for pair in self.targets if pair.old.kind == "object"}


def compare(old: Workspace, new: Workspace) -> WorkspaceComparison:
    """Match the targets, attributes, options and members of two workspaces."""
    found = _matched(tuple(old.values()), tuple(new.values()), lambda target: (target.kind, target.slug), _kind)
    targets = tuple(_target_pair(*pair) for pair in found.both)
    members = None
    if old.members is not None and new.members is not None:
        members = _matched(old.members, new.members)
    return WorkspaceComparison(old, new, targets, found.gone, found.new, members)


def _kind(target: Target) -> str:
    return target.kind


def _target_pair(old: Target, new: Target) -> TargetPair:
    found = _matched(old.attributes.values(), new.attributes.values(), lambda attribute: attribute.slug)
    return TargetPair(old, new, tuple(_attribute_pair(old, *pair) for pair in found.both), found.gone, found.new)


def _attribute_pair(owner: Target, old: Attribute, new: Attribute) -> AttributePair:
    options = None
    if old.options is not None and new.options is not None:
        options = _matched(old.options, new.options, lambda option: option.title)
    return AttributePair(owner, old, new, options)


def changes(comparison: WorkspaceComparison) -> Iterator[WorkspaceChange]:
    """Yield every difference: targets first, then what is in them, then the members."""
    for target in comparison.gone:
        yield WorkspaceChange("removed", target.kind, target.name, f"the {target.kind} is gone")
    for target in comparison.added:
        yield WorkspaceChange("added", target.kind, target.name, f"the {target.kind} is new")
    slugs = comparison.object_slugs
    for pair in comparison.targets:
        yield from _of_target(pair)
        for attribute in pair.gone:
            path = f"{pair.old.name}.{attribute.slug}"
            yield WorkspaceChange("removed", "attribute", path, "the attribute is gone")
        for attribute in pair.added:
            path = f"{pair.old.name}.{attribute.slug}"
            yield WorkspaceChange("added", "attribute", path, f"the attribute is new ({attribute.type.slug})")
        for attributes in pair.attributes:
            yield from attribute_changes(attributes, slugs)
            yield from option_changes(attributes)
    yield from member_changes(comparison)


def _of_target(pair: TargetPair) -> Iterator[WorkspaceChange]:
    old, new = pair.old, pair.new
    if old.slug != new.slug:
        yield WorkspaceChange("renamed", old.kind, old.name, f"its slug is `{new.slug}` now")
    if (old.singular, old.plural) != (new.singular, new.plural):
        yield WorkspaceChange("changed", old.kind, old.name, f"it is called {new.plural} now", matters=False)


def attribute_changes(pair: AttributePair, slugs: dict[str, str]) -> Iterator[WorkspaceChange]:
    """Yield what changed about an attribute; `slugs` are the objects' later slugs by their earlier ones."""
    _, old, new, _ = pair

    def changed(message: str, kind: ChangeKind = "changed", *, matters: bool = True) -> WorkspaceChange:
        return WorkspaceChange(kind, "attribute", pair.path, message, matters)

    if old.slug != new.slug:
        yield changed(f"its slug is `{new.slug}` now", "renamed")
    if old.title != new.title:
        yield changed(f"its title is `{new.title}` now, not `{old.title}`", matters=False)
    if old.type.slug != new.type.slug:
        yield changed(f"its type is {new.type.slug} now, not {old.type.slug}")
    if old.many is not new.many:
        yield changed("it takes several values now" if new.many else "it takes one value now, not several")
    if old.writable is not new.writable:
        yield changed(f"it {'can' if new.writable else 'cannot'} be written now", matters=False)
    if {slugs.get(slug, slug) for slug in old.objects} != set(new.objects):
        yield changed(f"it refers to {listed(new.objects) or 'nothing that is known'} now")
    if old.archived is not new.archived:
        yield _archived("attribute", pair.path, archived=new.archived)
    if (old.options is None) is not (new.options is None):
        yield changed(f"its options are {'not ' if new.options is None else ''}known now")


def option_changes(pair: AttributePair) -> Iterator[WorkspaceChange]:
    """Yield what changed about the options of an attribute."""
    if pair.options is None:
        return
    noun = pair.old.type.implicit or "option"
    for option in pair.options.gone:
        yield WorkspaceChange("removed", "option", pair.path_to(option), f"the {noun} is gone")
    for option in pair.options.new:
        yield WorkspaceChange("added", "option", pair.path_to(option), f"the {noun} is new")
    for old, new in pair.options.both:
        path = pair.path_to(old)
        if old.title != new.title:
            yield WorkspaceChange("renamed", "option", path, f"its title is `{new.title}` now")
        if old.archived is not new.archived:
            yield _archived("option", path, archived=new.archived)


def _archived(what: str, path: str, *, archived: bool) -> WorkspaceChange:
    if archived:
        return WorkspaceChange("archived", what, path, "it is archived now")
    return WorkspaceChange("restored", what, path, "it is not archived any more")


def member_changes(comparison: WorkspaceComparison) -> Iterator[WorkspaceChange]:
    """Yield what changed about the members, each with the ID of the member."""
    if comparison.members is None:
        if comparison.old.members is not comparison.new.members:
            known = "not " if comparison.new.members is None else ""
            yield WorkspaceChange("changed", "member", "members", f"the members are {known}known now")
        return
    for member in comparison.members.gone:
        yield WorkspaceChange("removed", "member", _called(member), "the member is gone", identity=member.id.lower())
    for member in comparison.members.new:
        yield WorkspaceChange("added", "member", _called(member), "the member is new", identity=member.id.lower())
    for old, new in comparison.members.both:
        if (old.name, old.email_address) != (new.name, new.email_address):
            named = " ".join(part for part in (new.name, f"<{new.email_address}>" if new.email_address else "") if part)
            message = f"the member is {named or new.id} now"
            yield WorkspaceChange("renamed", "member", _called(old), message, identity=old.id.lower())


def _called(member: Member) -> str:
    return member.email_address or member.name or member.id


def _matched(
    old: Collection[_Thing],
    new: Collection[_Thing],
    name_of: Callable[[_Thing], object] = lambda _: None,
    kind_of: Callable[[_Thing], object] = lambda _: None,
) -> Pairs[_Thing]:
    """Match things of one kind by ID, and those of which one side has no ID by name: things of one name in their order."""
    ids = {(kind_of(each), each.id): each for each in new if each.id}
    names: dict[tuple[object, bool], deque[_Thing]] = {}
    for each in new:
        names.setdefault((name_of(each), bool(each.id)), deque()).append(each)
    partners: dict[int, _Thing] = {}
    taken: set[int] = set()

    def by_id(each: _Thing) -> _Thing | None:
        return ids.get((kind_of(each), each.id)) if each.id else None

    def by_name(each: _Thing) -> _Thing | None:
        for has_id in (False,) if each.id else (False, True):
            waiting = names.get((name_of(each), has_id), deque()) if name_of(each) else deque()
            while waiting:
                found = waiting.popleft()
                if id(found) not in taken:
                    return found
        return None

    for find in (by_id, by_name):
        for each in old:
            found = None if id(each) in partners else find(each)
            if found is not None and id(found) not in taken:
                partners[id(each)] = found
                taken.add(id(found))
    return Pairs(
        tuple([(each, partners[id(each)]) for each in old if id(each) in partners]),
        tuple([each for each in old if id(each) not in partners]),
        tuple([each for each in new if id(each) not in taken]),
    )
