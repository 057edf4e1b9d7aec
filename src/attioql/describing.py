"""`attioql.describe`: what a language model needs to write filters for a target."""

from __future__ import annotations

from attioql.catalog.workspace import Target
from attioql.diagnostics.phrases import shown
from attioql.guides import fitting
from attioql.limits import LIMITS
from attioql.preconditions import require_target


def describe(target: Target, *, search: str | None = None, budget: int | None = None) -> str:
    """Return a text for language models: how to write query text for a target, with its attributes, operators and three examples.

    `search` has at most 200 characters of words; attributes that do not match them are left out. At most 150 attributes are described.
    `budget` is the largest number of tokens of the text in the encoding o200k. The count is an upper bound, 20 to 50 per cent above the
    real number. The last line says what is left out. Titles and options are in quotes, and invisible characters are escaped.

    Raises:
        ValueError: The search is too long, or the budget is too small for one attribute.
        TypeError: An argument has the wrong type.
    """
    require_target(target)
    _require_search(search)
    if budget is not None and (isinstance(budget, bool) or not isinstance(budget, int)):
        message = f"budget must be an int or None, not {type(budget).__name__}"
        raise TypeError(message)
    return fitting.guide_of(target, search, budget)


def _require_search(search: object) -> None:
    if search is None:
        return
    if not isinstance(search, str):
        message = f"search must be words (str) or None, not {shown(search)}"
        raise TypeError(message)
    if len(search) > LIMITS.search_characters:
        message = f"search must have at most {LIMITS.search_characters} characters, not {len(search):,}"
        raise ValueError(message)
