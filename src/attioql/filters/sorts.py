"""How the records of a request are sorted: by an attribute of the target, or by a path of references to one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from attioql.catalog.workspace import Attribute
from attioql.filters.model import AttributePath
from attioql.syntax.spelling import quoted_name

SortDirection: TypeAlias = Literal["asc", "desc"]


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of a request.

    `path` is the attribute path in query text, and `attribute` is the attribute at its end. `property` is the `field` of the sort, or `None` if
    the request names none or the type has only one. `steps` are the pairs of object or list and attribute in the JSON of a path through
    references; an attribute of the target itself has none.
    """

    path: str
    property: str | None = None
    direction: SortDirection = "asc"
    steps: tuple[tuple[str, str], ...] = ()
    attribute: Attribute = field(repr=False, compare=False, kw_only=True)

    @staticmethod
    def of(path: AttributePath, named: str | None, direction: SortDirection) -> Sort:
        """Return the sort by an attribute path and the property that was named, if one was."""
        shown = named if len(path.attribute.type.properties) > 1 else None
        return Sort(path.text, shown, direction, path.steps, attribute=path.attribute)

    def json(self) -> dict[str, str | list[list[str]]]:
        """Return the sort as Attio's API takes it, as a new value each time."""
        found: dict[str, str | list[list[str]]] = (
            {"path": [list(step) for step in self.steps]} if self.steps else {"attribute": self.attribute.slug}
        )
        if self.property is not None:
            found["field"] = self.property
        return {**found, "direction": self.direction}

    def text(self) -> str:
        """Return the sort as query text, such as `name.last_name desc`; without a direction it is ascending."""
        path = self.path if self.property is None else f"{self.path}.{quoted_name(self.property)}"
        return path if self.direction == "asc" else f"{path} {self.direction}"
