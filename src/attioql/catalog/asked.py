"""What a value is compared with, in filter JSON and on the fast path of query text."""

from __future__ import annotations

from typing import NamedTuple

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Workspace
from attioql.values.clock import Clock


class Asked(NamedTuple):
    """A property of an attribute, the operator, and the workspace that names are looked up in."""

    attribute: Attribute
    prop: Property
    operator: str
    workspace: Workspace
    is_equality: bool = False
    """Whether query text compares by `=` or `!=`."""

    clock: Clock | None = None
    """Given where query text says an instant, which may depend on the time zone."""
