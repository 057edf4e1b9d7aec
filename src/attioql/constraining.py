"""The function that exports a grammar of query text, for decoders that let a language model write nothing else."""

from __future__ import annotations

from attioql.catalog.workspace import Target
from attioql.grammars import export
from attioql.grammars.model import Dialect
from attioql.preconditions import require_target


def grammar(target: Target, dialect: Dialect = "lark", depth: int = 1) -> str:
    """Return a grammar of query text for a target: whatever it allows, `check` accepts without an error.

    `lark` is the dialect that llguidance reads, `gbnf` that of llama.cpp. Paths follow up to `depth` references. The text is the same for
    the same target. `docs/language-models.md` lists what the grammar leaves out. A filter with `now`, `today` or `this week` needs a
    `now` where it is compiled.

    Raises `ValueError` for another dialect, for a depth that is not from 0 to 8, for a grammar of more than 500,000 alternatives and for a
    target without an attribute that a filter can test, and `TypeError` for arguments of the wrong type.
    """
    require_target(target)
    return export.write_grammar(target, dialect, depth)
