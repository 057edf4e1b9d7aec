"""What is said about files of filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attioql.diagnostics.build import in_text, write
from attioql.diagnostics.model import Diagnostic, Label
from attioql.diagnostics.phrases import short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import Sentence, phrase, sentence
from attioql.documents.model import Mapped
from attioql.text.source import Source, Span


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


def _at(said: Sentence, source: Source, span: Span, pointer: str) -> Diagnostic:
    return replace(in_text(said, source, span), pointer=pointer)


def said_twice(key: str, source: Source, span: Span) -> Diagnostic:
    """Return the error for a comment that repeats a key."""
    return in_text(sentence("not-a-filter-set.twice", key=key), source, span)


def params_are_no_object(source: Source, span: Span) -> Diagnostic:
    """Return the error for `params:` without a JSON object."""
    return in_text(sentence("not-a-filter-set.params"), source, span)


def name_twice(name: str, source: Source, span: Span, pointer: str) -> Diagnostic:
    """Return the error for a name that two filters have."""
    return _at(sentence("duplicate-key.filter", name=name), source, span, pointer)


def key_twice(key: str, source: Source, span: Span, pointer: str) -> Diagnostic:
    """Return the error for a key that an object has twice, of which the first is read."""
    return _at(sentence("duplicate-key.first", key=key), source, span, pointer)


def unknown_key(
    key: str, known: Sequence[str], free: Sequence[str], source: Source, span: Span, pointer: str
) -> Diagnostic:
    """Return the error for a key that a filter set lacks; `free` are those that do not stand there yet."""
    near = nearest(key, free)
    said = sentence("unknown-set-key", key=key, near=near, known=None if near else tuple(known))
    quote = '"' if source.text.startswith('"', span.start) else ""
    fixes = () if near is None else (write(span, f"{quote}{near}{quote}")._replace(message=f"write `{near}`"),)
    return replace(_at(said, source, span, pointer), fixes=fixes)


def entry_is_no_object(name: str, source: Source, span: Span, pointer: str) -> Diagnostic:
    """Return the error for a filter that is no object."""
    return _at(sentence("not-a-filter-set.entry", name=name), source, span, pointer)


def one_way(name: str, source: Source, span: Span, pointer: str, ways: int) -> Diagnostic:
    """Return the error for a filter that is written in no way, or in two."""
    key = "not-a-filter-set.both" if ways else "not-a-filter-set.neither"
    return _at(sentence(key, name=name), source, span, pointer)


def wrong_kind(key: str, wanted: str, source: Source, span: Span, pointer: str) -> Diagnostic:
    """Return the error for a key of a filter set with a value of another kind."""
    return _at(sentence("not-a-filter-set.kind", key=key, takes=wanted), source, span, pointer)


def text_for_json(text: str, source: Source, span: Span, pointer: str) -> Diagnostic:
    """Return the error for a text where filter JSON belongs."""
    hint = phrase("unquote-object" if text.lstrip().startswith("{") else "query-elsewhere")
    return _at(sentence("not-a-filter-set.text", hint=hint), source, span, pointer)


def no_boolean(text: str, source: Source, span: Span) -> Diagnostic:
    """Return the error for a text with the tag of a boolean."""
    return _at(sentence("not-a-filter-set.boolean", value=short(text)), source, span, "")


def tag_does_not_fit(tag: str, source: Source, span: Span) -> Diagnostic:
    """Return the error for the tag of another kind of node."""
    return _at(sentence("not-a-filter-set.tag", tag=tag), source, span, "")


def no_json_value(tag: str, source: Source, span: Span) -> Diagnostic:
    """Return the error for a YAML type that JSON does not have."""
    return _at(sentence("not-a-filter-set.no-json", tag=tag), source, span, "")


def in_set(key: str, source: Source, span: Span) -> Diagnostic:
    """Return the error of a sentence without parameters about a filter set."""
    return _at(sentence(key), source, span, "")


def not_python(why: str, source: Source, span: Span) -> Diagnostic:
    """Return the error for a file that Python does not parse, in the words of Python."""
    return in_text(sentence("not-python", reason=why), source, span)


def missing_target(name: str, source: Source, span: Span, pointer: str | None, advice: str) -> Diagnostic:
    """Return the error for a filter without a target."""
    what = f"`{name}`" if name else phrase("this-filter")
    said = sentence("missing-target", filter=what, advice=advice)
    return replace(in_text(said, source, span), pointer=pointer)


def unknown_target(message: str, source: Source, span: Span, pointer: str | None) -> Diagnostic:
    """Return the error for a target that the workspace does not have; `message` is the workspace's own."""
    return replace(in_text(sentence("unknown-target", reason=message), source, span), pointer=pointer)


def not_utf8(source: Source, offset: int) -> Diagnostic:
    """Return the error where a file stops being UTF-8; `source` is what comes before."""
    end = len(source.text)
    return in_text(sentence("not-json.encoding", offset=offset).under("unreadable-file"), source, Span(end, end))


def unreadable(name: str, why: str) -> Diagnostic:
    """Return the error for a file that cannot be read."""
    return in_text(sentence("unreadable-file", reason=why), Source("", name), None)


def changed(source: Source) -> Diagnostic:
    """Return the error for a file that is not written because another program changed it."""
    return in_text(sentence("changed-file"), source, None)


def unwritable(source: Source, why: str) -> Diagnostic:
    """Return the error for a file that cannot be written."""
    return in_text(sentence("unreadable-file.write", reason=why), source, None)
