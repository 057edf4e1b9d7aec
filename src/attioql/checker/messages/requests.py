"""What is said about sorts and pages, in the text of queries and in request bodies."""

from __future__ import annotations

from attioql.catalog.workspace import Attribute
from attioql.checker.messages.names import Advised
from attioql.checker.messages.wording import a_type
from attioql.diagnostics.build import in_text
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import Sentence, sentence
from attioql.limits import LIMITS
from attioql.syntax.nodes import Segment
from attioql.text.source import Source, Span


def no_sort_field(attribute: Attribute, name: str) -> Advised:
    """Describe a name that is no property which an attribute is sorted by, with the one that is probably meant."""
    fields = attribute.type.sort.fields if attribute.type.sort else ()
    near = nearest(name, fields)
    said = sentence(
        "invalid-sort.property",
        attribute=attribute.slug,
        type=a_type(attribute.type),
        name=name,
        near=near,
        known=fields or None,
    )
    return Advised(said, near)


def not_sorted_by(source: Source, segment: Segment, attribute: Attribute) -> Diagnostic:
    """Return the error for a property that no sort takes."""
    return in_text(no_sort_field(attribute, segment.name).said, source, segment.span)


def sort_needs_field(attribute: Attribute) -> Sentence:
    """Describe a sort by an attribute of several properties, none of which a bare attribute means."""
    fields = attribute.type.sort.fields if attribute.type.sort else ()
    return sentence("sort-needs-property", attribute=attribute.slug, type=a_type(attribute.type), known=fields)


def invalid_page(key: str, given: str, span: Span | None = None, meant: str | None = None) -> Sentence:
    """Describe a `limit` or an `offset` that is no whole number from 0; `meant` takes its place at the span."""
    return sentence("invalid-page", key=key, given=given, span=span, meant=meant)


def page_too_large(key: str) -> Sentence:
    """Describe a `limit` or an `offset` beyond what JSON readers keep."""
    return sentence("invalid-page.large", key=key, most=LIMITS.page_number)


def large_limit() -> Sentence:
    """Describe a `limit` above what client libraries request."""
    return sentence("large-limit", limit=LIMITS.page_records)
