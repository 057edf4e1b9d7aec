"""What is said about files of filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attioql.diagnostics.build import in_text
from attioql.diagnostics.model import Diagnostic, Label
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import Given, phrase, sentence
from attioql.documents.model import Mapped
from attioql.text.source import Source, Span

_WITH_CODE = (".vue", ".svelte", ".astro", ".html")
"""The ends of the names of files that have scripts in them."""


def moved(fault: Diagnostic, where: Mapped, source: Source, pointer: str = "") -> Diagnostic:
    """Return a diagnostic about the text of an entry as one about its file."""
    return replace(
        fault,
        span=None if fault.span is None else where.span(fault.span),
        labels=tuple([Label(where.span(label.span), label.message) for label in fault.labels]),
        fixes=tuple([fix._replace(edits=where.edits(fix.edits)) for fix in fault.fixes]),
        pointer=pointer + (fault.pointer or "") if pointer or fault.pointer is not None else None,
        source=source,
    )


def in_set(key: str, source: Source, span: Span | None, pointer: str | None, /, **given: Given) -> Diagnostic:
    """Return the diagnostic of a sentence about a place in a filter set."""
    return in_text(sentence(key, span=span, **given), source, span, pointer=pointer)


def unknown_key(
    key: str, known: Sequence[str], free: Sequence[str], source: Source, span: Span, pointer: str
) -> Diagnostic:
    """Return the error for a key that a filter set lacks; `free` are those that do not stand there yet."""
    near = nearest(key, free)
    quote = '"' if source.text.startswith('"', span.start) else ""
    listed = None if near else tuple(known)
    return in_set("unknown-set-key", source, span, pointer, key=key, near=near, known=listed, quote=quote)


def repeated_key(key: str, source: Source, span: Span, pointer: str) -> Diagnostic:
    """Return the error for a key that its object has twice."""
    return in_set("duplicate-key.first", source, span, pointer, key=key)


def text_for_json(text: str, source: Source, span: Span, pointer: str) -> Diagnostic:
    """Return the error for a text where filter JSON belongs."""
    hint = phrase("unquote-object" if text.lstrip().startswith("{") else "query-elsewhere")
    return in_set("not-a-filter-set.text", source, span, pointer, hint=hint)


def missing_target(name: str, source: Source, span: Span, pointer: str | None, advice: str) -> Diagnostic:
    """Return the error for a filter without a target."""
    what = f"`{name}`" if name else phrase("this-filter")
    return in_set("missing-target", source, span, pointer, filter=what, advice=advice)


def unknown_target(message: str, source: Source, span: Span, pointer: str | None) -> Diagnostic:
    """Return the error for a target that the workspace does not have; `message` is the workspace's own."""
    return in_set("unknown-target", source, span, pointer, reason=message)


def unlisted_target(slug: str, near: str, source: Source, span: Span) -> Diagnostic:
    """Return the warning about an object in code that is almost a standard one. The fix is offered where the slug stands as it is."""
    written = near if source.text[slice(*span)] == slug else None
    return in_set("unlisted-target", source, span, None, slug=slug, near=near, written=written)


def unreadable(name: str, why: str) -> Diagnostic:
    """Return the error for a file that cannot be read."""
    return in_set("unreadable-file", Source("", name), None, None, reason=why)


def changed(source: Source) -> Diagnostic:
    """Return the error for a file that is not written because another program changed it."""
    return in_set("changed-file", source, None, None)


def unwritable(source: Source, why: str) -> Diagnostic:
    """Return the error for a file that cannot be written."""
    return in_set("unreadable-file.write", source, None, None, reason=why)


def repeated_in_code(key: str, source: Source, span: Span) -> Diagnostic:
    """Return the error for a key that an object literal has twice."""
    return in_set("duplicate-key.code", source, span, None, key=key)


def unparsed(language: str, source: Source, span: Span) -> Diagnostic:
    """Return the note about a part of a file that cannot be parsed."""
    return in_set("unparsed-code", source, span, None, language=language)


def not_installed(source: Source) -> Diagnostic:
    """Return the error for a file whose language needs a package that is not installed."""
    return unreadable(source.name, phrase("needs-tree-sitter"))


def too_many_faults(source: Source, language: str) -> Diagnostic:
    """Return the error for a file of code that would take too long to parse."""
    return unreadable(source.name, phrase("too-many-syntax-errors", language=language))


def not_read(source: Source, kinds: Sequence[str]) -> Diagnostic:
    """Return the error for a file of a kind that nothing reads."""
    if source.name.lower().endswith(_WITH_CODE):
        return unreadable(source.name, phrase("other-kind-with-code"))
    return unreadable(source.name, phrase("other-kind", kinds=", ".join(kinds)))


def not_in_workspace(slug: str) -> str:
    """Return why a filter is not checked whose target the workspace does not have."""
    return phrase("not-in-workspace", slug=slug)


def encoded_twice() -> str:
    """Return why JSON text inside of a filter is not read."""
    return phrase("at-run-time-encoded")


def bytes_in_json() -> str:
    """Return why bytes inside of a filter are not read."""
    return phrase("at-run-time-bytes")
