"""The sentences about what a workspace has and has not: options, members, what is archived."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from attioql.catalog.members import Member
from attioql.catalog.workspace import Attribute, Option
from attioql.checker.messages.wording import is_bound, value_within, word_within
from attioql.diagnostics.build import problem, replace
from attioql.diagnostics.model import Applicability, Diagnostic, Fix
from attioql.diagnostics.phrases import did_you_mean, listed, short
from attioql.diagnostics.suggest import nearest
from attioql.filters.model import Condition
from attioql.syntax.nodes import Literal
from attioql.syntax.printer import spell_string
from attioql.text.source import Source


class OptionWords(NamedTuple):
    """What to say of a title or ID that is none of an attribute's options, and the option that may be meant."""

    message: str
    notes: tuple[str, ...]
    meant: str | None


def option_words(attribute: Attribute, name: str) -> OptionWords:
    """Say that an attribute has no such option or status, and which it has."""
    what = attribute.type.implicit or "option"
    titles = [option.title for option in attribute.options or () if not option.archived]
    near = _near(name, titles)
    message = f"`{attribute.slug}` has no {what} `{short(name)}`"
    if near is not None:
        message = did_you_mean(message, near)
    has = f"it has: {listed(titles)}" if titles else f"it has no {what} at all"
    recorded = attribute.type.properties[what].unknown_answer
    answers = (f"Attio answers 400: {recorded.format(value=short(name))}",) if recorded else ()
    return OptionWords(message, (has, *answers), near)


def _near(name: str, known: Sequence[str]) -> str | None:
    """Return the one that differs in case, blanks and signs alone, or the nearest one."""
    plain = {_plain(each): each for each in known}
    return plain.get(_plain(name)) or nearest(name, known)


def _plain(name: str) -> str:
    return "".join([character for character in name.casefold() if character.isalnum()])


def unknown_option(source: Source, written: Literal, attribute: Attribute) -> Diagnostic:
    """Say that there is no such option or status in this workspace."""
    words = option_words(attribute, written.text)
    fixes: tuple[Fix, ...] = ()
    if words.meant is not None and not is_bound(source, written):
        text = spell_string(words.meant)
        fixes = (replace(f"write `{text}`", written.span, text, Applicability.UNSAFE),)
    return problem("unknown-option", words.message, source, written.span, notes=words.notes, fixes=fixes)


def archived_option(
    source: Source, condition: Condition, attribute: Attribute, option: Option, written: str
) -> Diagnostic:
    """Warn of an option or status that nobody can choose any more."""
    message = f"`{option.title}` of `{attribute.slug}` is archived in this workspace"
    notes = ("records may still hold it from before; no new ones will",)
    return problem("archived-option", message, source, value_within(source, condition, written), notes=notes)


def archived_attribute(source: Source, condition: Condition, attribute: Attribute) -> Diagnostic:
    """Warn of an attribute that is archived."""
    message, notes = words_of_archived(attribute)
    return problem("archived-attribute", message, source, word_within(source, condition, attribute.slug), notes=notes)


def words_of_archived(attribute: Attribute) -> tuple[str, tuple[str, ...]]:
    """Return what is said of an archived attribute: the message, and the notes."""
    notes = ("its values are those from before it was archived",)
    return f"`{attribute.slug}` is archived in this workspace", notes


def options_unknown(source: Source, slugs: Sequence[str]) -> Diagnostic:
    """Note, once, what could not be checked for want of saved options."""
    several = len(slugs) > 1
    message = f"the options of {listed(slugs)} are not in the workspace, so {'their' if several else 'its'} titles are not checked"
    return Diagnostic("options-unknown", message, source=source)


def no_such_member(source: Source, written: Literal, members: Sequence[Member]) -> Diagnostic:
    """Say that no member has this e-mail address or name."""
    by = "e-mail address" if "@" in written.text else "name"
    names = [member.email_address if "@" in written.text else member.name for member in members]
    near = _only(written.text, members) or _near(written.text, [name for name in names if name])
    message = f"no workspace member has the {by} `{short(written.text)}`"
    if near is None:
        return problem("unknown-member", message, source, written.span)
    fixes: tuple[Fix, ...] = ()
    if not is_bound(source, written):
        fixes = (replace(f"write `{near}`", written.span, spell_string(near), Applicability.UNSAFE),)
    return problem("unknown-member", did_you_mean(message, near), source, written.span, fixes=fixes)


def _only(name: str, members: Sequence[Member]) -> str | None:
    """Return the full name of the only member with this first or last name."""
    wanted = name.casefold().strip()
    found = [member.name for member in members if wanted in {member.first_name.casefold(), member.last_name.casefold()}]
    return found[0] if len(found) == 1 and wanted else None


def ambiguous_member(source: Source, written: Literal, found: Sequence[Member]) -> Diagnostic:
    """Say that several members go by this name."""
    message = f"{len(found)} workspace members are called `{short(written.text)}`"
    ways = listed([member.email_address or member.id for member in found])
    return problem("unknown-member", message, source, written.span, notes=(f"name one of them: {ways}",))


def unlisted_member(source: Source, condition: Condition, identity: str) -> Diagnostic:
    """Warn of the ID of somebody who is no member, or no longer."""
    message = f"the workspace lists no member with the ID `{identity}`"
    notes = ("members who have left are not listed; records may still name them",)
    return problem("unlisted-member", message, source, value_within(source, condition, identity), notes=notes)
