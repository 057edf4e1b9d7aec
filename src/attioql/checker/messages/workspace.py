"""What is said about the contents of a workspace: options, members, archived attributes."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.catalog.members import Member
from attioql.catalog.workspace import Attribute, Option
from attioql.checker.messages.wording import is_bound, value_within, word_within
from attioql.diagnostics.build import diagnose, in_text
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import Sentence, sentence
from attioql.filters.model import Condition
from attioql.syntax.nodes import Literal
from attioql.syntax.printer import spell_string
from attioql.text.source import Source, Span
from attioql.values.model import Rejection


def no_option(attribute: Attribute, name: str, span: Span | None = None) -> tuple[Sentence, str | None]:
    """Describe a title or ID that is none of an attribute's options, with the title that is probably meant."""
    kind = attribute.type.implicit or "option"
    titles = tuple([option.title for option in attribute.options or () if not option.archived])
    near = _near(name, titles) if name else None
    recorded = attribute.type.properties[kind].unknown_answer
    said = sentence(
        Rejection.UNKNOWN_OPTION.value,
        span=span,
        attribute=attribute.slug,
        kind=kind,
        name=short(name) or None,
        empty=not name,
        near=near,
        spelled=spell_string(near) if near else None,
        known=titles or None,
        none=None if titles else kind,
        answer=recorded.format(value=short(name)) if recorded and name else None,
    )
    return said, near


def _near(name: str, known: Sequence[str]) -> str | None:
    """Return the one that differs in case, blanks and signs alone, or the nearest one."""
    plain = {_plain(each): each for each in known}
    return plain.get(_plain(name)) or nearest(name, known)


def _plain(name: str) -> str:
    return "".join([character for character in name.casefold() if character.isalnum()])


def unknown_option(source: Source, written: Literal, attribute: Attribute) -> Diagnostic:
    """Return the error for an option or status that the workspace does not have."""
    said, _ = no_option(attribute, written.text, None if is_bound(source, written) else written.span)
    return in_text(said, source, written.span)


def archived_option(
    source: Source, condition: Condition, attribute: Attribute, option: Option, written: str
) -> Diagnostic:
    """Return the warning about an option or status that nobody can choose any more."""
    span = value_within(source, condition, written)
    return diagnose("archived-option", source, span, option=option.title, attribute=attribute.slug)


def archived_attribute(source: Source, condition: Condition, attribute: Attribute) -> Diagnostic:
    """Return the warning about an archived attribute."""
    return in_text(archived(attribute), source, word_within(source, condition, attribute.slug))


def archived(attribute: Attribute) -> Sentence:
    """Describe an archived attribute."""
    return sentence("archived-attribute", attribute=attribute.slug)


def no_such_member(source: Source, written: Literal, members: Sequence[Member]) -> Diagnostic:
    """Return the error for an e-mail address or name that no member has."""
    is_address = "@" in written.text
    names = [member.email_address if is_address else member.name for member in members]
    near = _only(written.text, members) or _near(written.text, [name for name in names if name])
    spelled = None if near is None or is_bound(source, written) else spell_string(near)
    key = "unknown-member.address" if is_address else "unknown-member.name"
    return diagnose(key, source, written.span, name=short(written.text), near=near, spelled=spelled)


def _only(name: str, members: Sequence[Member]) -> str | None:
    """Return the full name of the only member with this first or last name."""
    wanted = name.casefold().strip()
    found = [member.name for member in members if wanted in {member.first_name.casefold(), member.last_name.casefold()}]
    return found[0] if len(found) == 1 and wanted else None


def ambiguous_member(source: Source, written: Literal, found: Sequence[Member]) -> Diagnostic:
    """Return the error for a name that several members have."""
    ways = tuple([member.email_address or member.id for member in found])
    name = short(written.text)
    return diagnose("unknown-member.ambiguous", source, written.span, count=len(found), name=name, members=ways)


def unlisted_member(source: Source, condition: Condition, identity: str) -> Diagnostic:
    """Return the warning about an ID that no member of the workspace has."""
    return diagnose("unlisted-member", source, value_within(source, condition, identity), id=identity)
