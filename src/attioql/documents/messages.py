"""The sentences about files of filters."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix, Label
from attioql.diagnostics.phrases import did_you_mean, short
from attioql.diagnostics.suggest import nearest
from attioql.documents.model import Mapped
from attioql.text.source import Source, Span


def moved(fault: Diagnostic, where: Mapped, source: Source, pointer: str = "") -> Diagnostic:
    """Return a diagnostic about the text of an entry as one about its file."""
    return Diagnostic(
        fault.name,
        fault.message,
        None if fault.span is None else where.span(fault.span),
        labels=tuple([Label(where.span(label.span), label.message) for label in fault.labels]),
        notes=fault.notes,
        fixes=tuple([fix._replace(edits=where.edits(fix.edits)) for fix in fault.fixes]),
        pointer=pointer + (fault.pointer or "") if pointer or fault.pointer is not None else None,
        source=source,
        severity=fault.severity,
    )


def said_twice(key: str, source: Source, span: Span) -> Diagnostic:
    """Say that a comment repeats what another one has said."""
    return Diagnostic("not-a-filter-set", f"`{key}:` is said twice; the first one counts", span, source=source)


def params_are_no_object(source: Source, span: Span) -> Diagnostic:
    """Say what `params:` takes."""
    notes = ('such as `# params: {"company": "Acme"}`',)
    return Diagnostic("not-a-filter-set", "`params:` takes a JSON object", span, notes=notes, source=source)


def name_twice(name: str, source: Source, span: Span, pointer: str) -> Diagnostic:
    """Say that two filters have one name."""
    message = f"there is another filter of the name `{name}` before this one; names are unique"
    return Diagnostic("duplicate-key", message, span, pointer=pointer, source=source)


def key_twice(key: str, source: Source, span: Span, pointer: str) -> Diagnostic:
    """Say that a key stands twice."""
    message = f"the key `{key}` stands twice in one object; the first one is read here"
    return Diagnostic("duplicate-key", message, span, pointer=pointer, source=source)


def unknown_key(
    key: str, known: Sequence[str], free: Sequence[str], source: Source, span: Span, pointer: str
) -> Diagnostic:
    """Say that a key has no meaning in a filter set; `free` are those that do not stand there yet."""
    near = nearest(key, free)
    if near is None:
        note = f"its keys: {', '.join(f'`{each}`' for each in known)}"
        message = f"a filter set has no key `{key}` here"
        return Diagnostic("unknown-set-key", message, span, notes=(note,), pointer=pointer, source=source)
    written = f'"{near}"' if source.text.startswith('"', span.start) else near
    fix = Fix(f"write `{near}`", Applicability.UNSAFE, (Edit(span, written),))
    message = did_you_mean(f"a filter set has no key `{key}` here", near)
    return Diagnostic("unknown-set-key", message, span, fixes=(fix,), pointer=pointer, source=source)


def entry_is_no_object(name: str, source: Source, span: Span, pointer: str) -> Diagnostic:
    """Say what stands under the name of a filter."""
    message = f"`{name}` takes an object with `query` or `filter`"
    return Diagnostic("not-a-filter-set", message, span, pointer=pointer, source=source)


def one_way(name: str, source: Source, span: Span, pointer: str, ways: int) -> Diagnostic:
    """Say that a filter is written in one of two ways."""
    what = "has both a `query` and a `filter`" if ways else "has neither a `query` nor a `filter`"
    notes = ("`query` is query text, `filter` is filter JSON",)
    return Diagnostic("not-a-filter-set", f"`{name}` {what}", span, notes=notes, pointer=pointer, source=source)


def wrong_kind(key: str, wanted: str, source: Source, span: Span, pointer: str) -> Diagnostic:
    """Say what a key of a filter set takes."""
    return Diagnostic("not-a-filter-set", f"`{key}` takes {wanted}", span, pointer=pointer, source=source)


def text_for_json(text: str, source: Source, span: Span, pointer: str) -> Diagnostic:
    """Say that a text stands where filter JSON is wanted."""
    note = (
        "write the object itself, without quotes"
        if text.lstrip().startswith("{")
        else "query text stands under `query`"
    )
    message = "`filter` takes filter JSON, not text"
    return Diagnostic("not-a-filter-set", message, span, notes=(note,), pointer=pointer, source=source)


def no_boolean(text: str, source: Source, span: Span) -> Diagnostic:
    """Say that a text is tagged as a boolean and is none."""
    message = f"`{short(text)}` is tagged as a boolean, which is `true` or `false`"
    return Diagnostic("not-a-filter-set", message, span, pointer="", source=source)


def tag_does_not_fit(tag: str, source: Source, span: Span) -> Diagnostic:
    """Say that a tag is that of another kind of node."""
    return Diagnostic("not-a-filter-set", f"`!!{tag}` does not fit what it tags", span, pointer="", source=source)


def no_json_value(tag: str, source: Source, span: Span) -> Diagnostic:
    """Say that JSON has no values of a YAML type."""
    message = f"JSON has no counterpart of `!!{tag}`, so no filter can have it"
    return Diagnostic("not-a-filter-set", message, span, pointer="", source=source)


def no_set(message: str, source: Source, span: Span) -> Diagnostic:
    """Say that a file is no filter set."""
    return Diagnostic("not-a-filter-set", message, span, pointer="", source=source)


def not_python(why: str, source: Source, span: Span) -> Diagnostic:
    """Say that a file is not Python, in the words of Python."""
    return Diagnostic("not-python", f"this is not Python: {why}", span, source=source)


def missing_target(name: str, source: Source, span: Span, pointer: str | None, advice: str) -> Diagnostic:
    """Say that nothing tells what a filter is about."""
    what = f"`{name}`" if name else "this filter"
    message = f"nothing says which object, list or activity {what} is about"
    return Diagnostic("missing-target", message, span, notes=(advice,), pointer=pointer, source=source)


def unknown_target(message: str, source: Source, span: Span, pointer: str | None) -> Diagnostic:
    """Say that the workspace has no such target; `message` is the workspace's own."""
    return Diagnostic("unknown-target", message, span, pointer=pointer, source=source)


def not_utf8(source: Source, offset: int) -> Diagnostic:
    """Say where a file stops being UTF-8; `source` is what comes before."""
    end = len(source.text)
    message = f"this is not UTF-8: the byte at offset {offset} belongs to no character"
    return Diagnostic("unreadable-file", message, Span(end, end), source=source)


def unreadable(name: str, why: str) -> Diagnostic:
    """Say why a file cannot be read."""
    return Diagnostic("unreadable-file", f"this file cannot be read: {why}", source=Source("", name))


def changed(source: Source) -> Diagnostic:
    """Say that a file is not written because it is not what was read."""
    message = "this file was changed while it was being linted; it is left as it is"
    return Diagnostic("changed-file", message, source=source)


def unwritable(source: Source, why: str) -> Diagnostic:
    """Say why a file cannot be written."""
    return Diagnostic("unreadable-file", f"this file cannot be written: {why}", source=source)
