"""How many values there may be where a filter looks: several, through references on the way; or one always."""

from __future__ import annotations

from attioql.catalog.target_kinds import ALWAYS_THERE
from attioql.catalog.workspace import Target
from attioql.filters.model import AttributePath


def reference_to_many(place: AttributePath, target: Target) -> str:
    """Return the way to the first reference that may lead to several records, its slugs joined by dots; empty if none does."""
    if place.single:
        return ""
    for index, (owner, slug) in enumerate(place.steps[:-1]):
        attribute = target.workspace[owner].attributes.get(slug)
        if attribute is not None and attribute.many:
            return ".".join([step for _, step in place.steps[: index + 1]])
    return ""


def is_always_there(place: AttributePath) -> bool:
    """Tell whether every record and list entry has a value where a condition looks."""
    return not place.steps and place.attribute.slug in ALWAYS_THERE
