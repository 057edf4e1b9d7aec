"""What is said about the contents of a workspace: options, members, archived attributes."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.catalog.members import Member
from attioql.catalog.workspace import Attribute, Option
from attioql.checker.messages.names import Advised
from attioql.checker.messages.wording import is_bound, value_within, word_within
from attioql.diagnostics.build import in_text, write
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import Sentence, sentence
from attioql.filters.model import Condition
from attioql.syntax.nodes import Literal
from attioql.syntax.printer import spell_string
from attioql.text.source import Source


def no_option(attribute: Attribute, name: str) -> Advised:
    """Describe a title or ID that is none of an attribute's options, with the title that is probably meant."""
    kind = attribute.type.implicit or "option"
    titles = tuple([option.title for option in attribute.options or () if not option.archived])
    near = _near(name, titles)
    recorded = attribute.type.properties[kind].unknown_answer
    said = sentence(
        "unknown-option",
        attribute=attribute.slug,
        kind=kind,
        name=short(name),
        near=near,
        known=titles or None,
        none=None if titles else kind,
        answer=recorded.format(value=short(name)) if recorded else None,
    )
    return Advised(said, near)


def _near(name: str, known: Sequence[str]) -> str | None:
    """Return the one that differs in case, blanks and signs alone, or the nearest one."""
    plain = {_plain(each): each for each in known}
    return plain.get(_plain(name)) or nearest(name, known)


def _plain(name: str) -> str:
    return "".join([character for character in name.casefold() if character.isalnum()])


def unknown_option(source: Source, written: Literal, attribute: Attribute) -> Diagnostic:
    """Return the error for an option or status that the workspace does not have."""
    return _advised(no_option(attribute, written.text), source, written)


def _advised(advised: Advised, source: Source, written: Literal) -> Diagnostic:
    """Make a diagnostic about a value, with a fix that writes what is meant, unless the value is bound to a parameter."""
    said, meant = advised
    fixes = [] if meant is None or is_bound(source, written) else [write(written.span, spell_string(meant))]
    return in_text(said, source, written.span, fixes=fixes)


def archived_option(
    source: Source, condition: Condition, attribute: Attribute, option: Option, written: str
) -> Diagnostic:
    """Return the warning about an option or status that nobody can choose any more."""
    said = sentence("archived-option", option=option.title, attribute=attribute.slug)
    return in_text(said, source, value_within(source, condition, written))


def archived_attribute(source: Source, condition: Condition, attribute: Attribute) -> Diagnostic:
    """Return the warning about an archived attribute."""
    return in_text(is_archived(attribute), source, word_within(source, condition, attribute.slug))


def is_archived(attribute: Attribute) -> Sentence:
    """Describe an archived attribute."""
    return sentence("archived-attribute", attribute=attribute.slug)


def options_unknown(source: Source, slugs: Sequence[str]) -> Diagnostic:
    """Return the note that names the attributes whose options are not in the workspace."""
    return in_text(sentence("options-unknown", attributes=tuple(slugs)), source, None)


def no_such_member(source: Source, written: Literal, members: Sequence[Member]) -> Diagnostic:
    """Return the error for an e-mail address or name that no member has."""
    is_address = "@" in written.text
    names = [member.email_address if is_address else member.name for member in members]
    near = _only(written.text, members) or _near(written.text, [name for name in names if name])
    key = "unknown-member.address" if is_address else "unknown-member.name"
    return _advised(Advised(sentence(key, name=short(written.text), near=near), near), source, written)


def _only(name: str, members: Sequence[Member]) -> str | None:
    """Return the full name of the only member with this first or last name."""
    wanted = name.casefold().strip()
    found = [member.name for member in members if wanted in {member.first_name.casefold(), member.last_name.casefold()}]
    return found[0] if len(found) == 1 and wanted else None


def ambiguous_member(source: Source, written: Literal, found: Sequence[Member]) -> Diagnostic:
    """Return the error for a name that several members have."""
    ways = tuple([member.email_address or member.id for member in found])
    said = sentence("unknown-member.ambiguous", count=len(found), name=short(written.text), members=ways)
    return in_text(said, source, written.span)


def unlisted_member(source: Source, condition: Condition, identity: str) -> Diagnostic:
    """Return the warning about an ID that no member of the workspace has."""
    return in_text(sentence("unlisted-member", id=identity), source, value_within(source, condition, identity))
