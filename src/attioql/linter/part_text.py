"""What messages of rules call the parts of a filter: query text, whether the filter is text or JSON."""

from __future__ import annotations

from attioql.attio.decompile import decompile
from attioql.filters.canonical import canonical
from attioql.filters.model import AttributePath, Condition
from attioql.linter.tree import Part, Subject
from attioql.syntax.printer import print_expression

LONGEST = 60
"""How many code points a part may have to be spelled in a message."""


def spelled(part: Part, subject: Subject, otherwise: str) -> str:
    """Spell one condition as query text in backticks, as it was written; what is too long is called something else."""
    if part.kind != "condition":
        return otherwise
    if subject.source is not None and part.node is not None:
        text = " ".join(subject.source.text[part.node.start : part.node.end].split())
    else:
        text = print_expression(decompile(canonical(part.meaning)))
    return f"`{text}`" if len(text) <= LONGEST and "`" not in text and "#" not in text else otherwise


def path_of(condition: Condition) -> str:
    """Spell the path to the property that a condition tests; the implicit one goes without saying, as do several."""
    names = {test.operator.property for test in condition.tests}
    return path_to(condition.path, names.pop()) if len(names) == 1 else condition.path.text


def path_to(place: AttributePath, name: str) -> str:
    """Spell the path to a property; the implicit one goes without saying."""
    return place.text if name == place.attribute.type.implicit else f"{place.text}.{name}"
