"""What is said about sorts, in query text and in request bodies."""

from __future__ import annotations

from attioql.catalog.workspace import Attribute
from attioql.checker.messages.names import Advised
from attioql.checker.messages.wording import a_type
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import Sentence, sentence


def no_sort_field(attribute: Attribute, name: str) -> Advised:
    """Describe a name that is no property which an attribute is sorted by, with the one that is probably meant."""
    fields = attribute.type.sort.fields if attribute.type.sort else ()
    near = nearest(name, fields)
    kind = a_type(attribute.type)
    return Advised(
        sentence(
            "invalid-sort.property", attribute=attribute.slug, type=kind, name=name, near=near, known=fields or None
        ),
        near,
    )


def sort_needs_field(attribute: Attribute) -> Sentence:
    """Describe a sort by an attribute of several properties, none of which a bare attribute means."""
    fields = attribute.type.sort.fields if attribute.type.sort else ()
    return sentence("sort-needs-property", attribute=attribute.slug, type=a_type(attribute.type), known=fields)
