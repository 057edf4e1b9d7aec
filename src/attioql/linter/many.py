"""Where a filter may look at several records: the references on the way to a place."""

from __future__ import annotations

from attioql.catalog.workspace import Target
from attioql.filters.model import Place


def reference_to_many(place: Place, target: Target) -> str:
    """Return the way to the first reference that may lead to several records, its slugs joined by dots; empty if none does."""
    if place.single:
        return ""
    for index, (owner, slug) in enumerate(place.steps[:-1]):
        attribute = target.workspace[owner].attributes.get(slug)
        if attribute is not None and attribute.many:
            return ".".join([step for _, step in place.steps[: index + 1]])
    return ""
