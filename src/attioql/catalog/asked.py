"""What a value is compared with where nothing depends on the current time: in filter JSON, and on the fast path of query text."""

from __future__ import annotations

from typing import NamedTuple

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Workspace


class Asked(NamedTuple):
    """A property of an attribute, the operator, and the workspace that names are looked up in."""

    attribute: Attribute
    prop: Property
    operator: str
    workspace: Workspace
    is_equality: bool = False
    """Whether query text compares by `=` or `!=`."""

    clock: None = None
