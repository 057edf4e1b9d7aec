"""What differs between two workspaces, an earlier and a later one: what came, what went, and what is another now.

Things are matched by their IDs; where one of the two has none, by slug, title or e-mail address. So a rename is told as a
rename, and something new that took the slug of something else is told as new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeAlias, TypeVar

from attioql.catalog.members import Member
from attioql.catalog.target_kinds import KINDS
from attioql.catalog.workspace import Attribute, Option, Target, Workspace
from attioql.diagnostics.phrases import listed

ChangeKind: TypeAlias = Literal["added", "removed", "renamed", "changed", "archived", "restored"]
_Thing = TypeVar("_Thing")


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

    both: tuple[tuple[_Thing, _Thing], ...] = ()
    gone: tuple[_Thing, ...] = ()
    new: tuple[_Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributePair:
    """An attribute earlier and later, and its options; `None` where they are not known on both sides."""

    old: Attribute
    new: Attribute
    options: Pairs[Option] | None


@dataclass(frozen=True, slots=True)
class TargetPair:
    """A target earlier and later, and its attributes."""

    old: Target
    new: Target
    attributes: Pairs[Attribute]

    def attribute_pairs(self) -> Iterator[AttributePair]:
        """Yield the attributes that are on both sides."""
        for old, new in self.attributes.both:
            yield AttributePair(old, new, _options(old, new))


@dataclass(frozen=True, slots=True)
class WorkspaceComparison:
    """Two workspaces, and which of their targets and members are the same."""

    old: Workspace
    new: Workspace
    targets: Pairs[Target]
    members: Pairs[Member] | None

    def target_pairs(self) -> Iterator[TargetPair]:
        """Yield the targets that are on both sides."""
        for old, new in self.targets.both:
            found = _matched(old.attributes.values(), new.attributes.values(), _attribute_id, _attribute_slug)
            yield TargetPair(old, new, found)


def compare(old: Workspace, new: Workspace) -> WorkspaceComparison:
    """Match the targets and members of two workspaces."""
    by_kind = [
        _matched(
            [target for target in old.values() if target.kind == kind],
            [target for target in new.values() if target.kind == kind],
            lambda target: target.id,
            lambda target: target.slug,
        )
        for kind in KINDS
    ]
    targets = Pairs(
        tuple(pair for pairs in by_kind for pair in pairs.both),
        tuple(each for pairs in by_kind for each in pairs.gone),
        tuple(each for pairs in by_kind for each in pairs.new),
    )
    members = None
    if old.members is not None and new.members is not None:
        members = _matched(old.members, new.members, lambda member: member.id, lambda member: member.email_address)
    return WorkspaceComparison(old, new, targets, members)


def changes(comparison: WorkspaceComparison) -> Iterator[WorkspaceChange]:
    """Yield every difference: targets first, then what is in them, then the members."""
    for target in comparison.targets.gone:
        yield WorkspaceChange("removed", target.kind, target.name, f"the {target.kind} is gone")
    for target in comparison.targets.new:
        yield WorkspaceChange("added", target.kind, target.name, f"the {target.kind} is new")
    slugs = {old.slug: new.slug for old, new in comparison.targets.both if old.kind == "object"}
    for pair in comparison.target_pairs():
        yield from _of_target(pair)
        for attribute in pair.attributes.gone:
            yield WorkspaceChange("removed", "attribute", f"{pair.old.name}.{attribute.slug}", "the attribute is gone")
        for attribute in pair.attributes.new:
            path = f"{pair.old.name}.{attribute.slug}"
            yield WorkspaceChange("added", "attribute", path, f"the attribute is new ({attribute.type.slug})")
        for attributes in pair.attribute_pairs():
            yield from attribute_changes(attributes, pair.old, slugs)
            yield from option_changes(attributes, pair.old)
    yield from member_changes(comparison)


def _of_target(pair: TargetPair) -> Iterator[WorkspaceChange]:
    old, new = pair.old, pair.new
    if old.slug != new.slug:
        yield WorkspaceChange("renamed", old.kind, old.name, f"its slug is `{new.slug}` now")
    if (old.singular, old.plural) != (new.singular, new.plural):
        yield WorkspaceChange("changed", old.kind, old.name, f"it is called {new.plural} now", matters=False)


def attribute_changes(pair: AttributePair, target: Target, slugs: dict[str, str]) -> Iterator[WorkspaceChange]:
    """Yield what is another about an attribute; `slugs` are the objects' later slugs by their earlier ones."""
    old, new = pair.old, pair.new
    path = f"{target.name}.{old.slug}"
    if old.slug != new.slug:
        yield WorkspaceChange("renamed", "attribute", path, f"its slug is `{new.slug}` now")
    if old.title != new.title:
        message = f"its title is `{new.title}` now, not `{old.title}`"
        yield WorkspaceChange("changed", "attribute", path, message, matters=False)
    if old.type.slug != new.type.slug:
        yield WorkspaceChange("changed", "attribute", path, f"its type is {new.type.slug} now, not {old.type.slug}")
    if old.many is not new.many:
        message = "it takes several values now" if new.many else "it takes one value now, not several"
        yield WorkspaceChange("changed", "attribute", path, message)
    if old.writable is not new.writable:
        message = f"it {'can' if new.writable else 'cannot'} be written now"
        yield WorkspaceChange("changed", "attribute", path, message, matters=False)
    if {slugs.get(slug, slug) for slug in old.objects} != set(new.objects):
        yield WorkspaceChange(
            "changed", "attribute", path, f"it refers to {listed(new.objects) or 'nothing that is known'} now"
        )
    if old.archived is not new.archived:
        yield WorkspaceChange(
            "archived" if new.archived else "restored", "attribute", path, f"it is {_archived(archived=new.archived)}"
        )
    if (old.options is None) is not (new.options is None):
        yield WorkspaceChange(
            "changed", "attribute", path, f"its options are {'not ' if new.options is None else ''}known now"
        )


def option_changes(pair: AttributePair, target: Target) -> Iterator[WorkspaceChange]:
    """Yield what is another about the options of an attribute."""
    if pair.options is None:
        return
    path = f"{target.name}.{pair.old.slug}"
    what = pair.old.type.implicit or "option"
    for option in pair.options.gone:
        yield WorkspaceChange("removed", "option", f"{path} = {option.title}", f"the {what} is gone")
    for option in pair.options.new:
        yield WorkspaceChange("added", "option", f"{path} = {option.title}", f"the {what} is new")
    for old, new in pair.options.both:
        if old.title != new.title:
            yield WorkspaceChange("renamed", "option", f"{path} = {old.title}", f"its title is `{new.title}` now")
        if old.archived is not new.archived:
            kind: ChangeKind = "archived" if new.archived else "restored"
            yield WorkspaceChange(kind, "option", f"{path} = {old.title}", f"it is {_archived(archived=new.archived)}")


def member_changes(comparison: WorkspaceComparison) -> Iterator[WorkspaceChange]:
    """Yield what is another about the members, each with the ID of the member."""
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


def _archived(*, archived: bool) -> str:
    return "archived now" if archived else "not archived any more"


def _options(old: Attribute, new: Attribute) -> Pairs[Option] | None:
    if old.options is None or new.options is None:
        return None
    return _matched(old.options, new.options, lambda option: option.id, lambda option: option.title)


def _attribute_id(attribute: Attribute) -> str:
    return attribute.id


def _attribute_slug(attribute: Attribute) -> str:
    return attribute.slug


def _matched(
    old: Iterable[_Thing], new: Iterable[_Thing], id_of: Callable[[_Thing], str], name_of: Callable[[_Thing], str]
) -> Pairs[_Thing]:
    """Match things by ID, and those of which one side has no ID by name."""
    waiting = list(new)
    by_id = {id_of(each): each for each in waiting if id_of(each)}
    by_name = {name_of(each): each for each in reversed(waiting) if name_of(each)}
    both: list[tuple[_Thing, _Thing]] = []
    gone: list[_Thing] = []
    taken: set[int] = set()
    unmatched: list[_Thing] = []
    for each in old:
        found = by_id.get(id_of(each)) if id_of(each) else None
        if found is None or id(found) in taken:
            unmatched.append(each)
            continue
        both.append((each, found))
        taken.add(id(found))
    for each in unmatched:
        found = by_name.get(name_of(each))
        if found is None or id(found) in taken or (id_of(each) and id_of(found)):
            gone.append(each)
            continue
        both.append((each, found))
        taken.add(id(found))
    return Pairs(tuple(both), tuple(gone), tuple([each for each in waiting if id(each) not in taken]))
