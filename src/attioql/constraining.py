"""The function that exports a grammar of query text, for decoders that let a language model write nothing else."""

from __future__ import annotations

from attioql.catalog.workspace import Target
from attioql.grammars import export
from attioql.grammars.model import Dialect
from attioql.preconditions import require_target


def grammar(target: Target, dialect: Dialect = "lark", depth: int = 1) -> str:
    """Return a grammar of query text for a target. `check` finds no error in any text that the grammar allows.

    The dialect `lark` is for llguidance, and `gbnf` for llama.cpp. Paths follow up to `depth` references. The same target gives the same
    text. `docs/language-models.md` lists what the grammar leaves out. To compile a filter with `now`, `today` or `this week`, pass `now`.

    Raises:
        ValueError: There is no such dialect, the depth is not from 0 to 8, the grammar has more than 500,000 alternatives, or no
            filter can test an attribute of the target.
        TypeError: An argument has the wrong type.
    """
    require_target(target)
    return export.write_grammar(target, dialect, depth)
