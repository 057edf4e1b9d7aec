"""The guide of a target within a number of attributes and of tokens: the least useful parts are left out, and a line says which."""

from __future__ import annotations

from attioql.catalog.workspace import Attribute, Target
from attioql.diagnostics.phrases import counted
from attioql.guides.attribute_search import found_by
from attioql.guides.quoting import is_plain
from attioql.guides.target_guide import EVERYTHING, Detail, guide_text, has_title
from attioql.guides.token_bound import most_tokens
from attioql.limits import LIMITS

_FEWEST = 8
"""Attributes that are worth more than examples."""

_LEANER = (
    EVERYTHING,
    EVERYTHING._replace(options=3),
    EVERYTHING._replace(options=0),
    Detail(options=0, titles=False),
)
"""What is shown of the same attributes, less each time."""

_LEANEST = (
    _LEANER[-1],
    _LEANER[-1]._replace(moments=False),
    _LEANER[-1]._replace(moments=False, examples=False),
)
"""What is shown of fewer attributes."""


def guide_of(target: Target, search: str | None, budget: int | None) -> str:
    """Return the guide of a target. Raises `ValueError` for a budget that not even one attribute fits."""
    guide = _Guide(target, search)
    if budget is None:
        return guide.text(guide.most, EVERYTHING)
    if not guide.most:
        return guide.within(budget, 0, EVERYTHING)
    for detail in _LEANER:
        if most_tokens(text := guide.text(guide.most, detail)) <= budget:
            return text
    fits = [(guide.most_within(budget, detail), detail) for detail in _LEANEST]
    count, detail = next((each for each in fits if each[0] >= min(_FEWEST, guide.most)), fits[-1])
    return guide.within(budget, max(count, 1), detail)


class _Guide:
    """The attributes of a target in the order of their use, and the guide of the first ones."""

    def __init__(self, target: Target, search: str | None) -> None:
        self._target = target
        known = [each for each in target.attributes.values() if each.type.known]
        shown = {each.slug: each for each in known if is_plain(each.slug)}
        current = [each for each in shown.values() if not each.archived and not each.deprecated]
        words = "" if search is None else search.strip()
        found = [] if not words else [each for each in found_by(words, target) if each.slug in shown]
        self._count = len(known)
        self._old = len(shown) - len(current) if len(shown) == len(known) else 0
        self._missed = bool(words) and not found
        self._ranked = found or sorted(current, key=_rank)
        self.most = min(len(self._ranked), LIMITS.guide_attributes)

    def text(self, count: int, detail: Detail) -> str:
        """Return the guide of the first attributes, in the order of the target."""
        chosen = {each.slug for each in self._ranked[:count]}
        attributes = [each for slug, each in self._target.attributes.items() if slug in chosen]
        return guide_text(self._target, attributes, detail, self._left_out(count, detail))

    def within(self, budget: int, count: int, detail: Detail) -> str:
        """Return the guide of the first attributes. Raises `ValueError` where it has more tokens."""
        text = self.text(count, detail)
        if (least := most_tokens(text)) > budget:
            message = f"budget must be {least} or more for {self._target.name}, not {budget}"
            raise ValueError(message)
        return text

    def most_within(self, budget: int, detail: Detail) -> int:
        """Return how many attributes fit."""
        fits, exceeds = 0, self.most + 1
        while exceeds - fits > 1:
            middle = (fits + exceeds) // 2
            if most_tokens(self.text(middle, detail)) <= budget:
                fits = middle
            else:
                exceeds = middle
        return fits

    def _left_out(self, count: int, detail: Detail) -> str:
        """Say what the guide lacks; nothing where it has everything."""
        left, shown = self._count - count, self._ranked[:count]
        parts = [
            self._attributes_left(left) if left else "",
            "options" if detail.options < EVERYTHING.options and any(each.options for each in shown) else "",
            "" if detail.titles or not any(map(has_title, shown)) else "titles",
            "dates" if not detail.moments else "",
            "examples" if not detail.examples else "",
        ]
        said = ", ".join(filter(None, parts))
        missed = "No attribute is found by these words. " if self._missed else ""
        return f"{missed}Left out: {said}" if said else missed.strip()

    def _attributes_left(self, left: int) -> str:
        if left == self._old:
            return counted(left, "old attribute")
        return f"{counted(left, 'attribute')} (search finds them by words)"


def _rank(attribute: Attribute) -> tuple[bool, bool]:
    """Return what sorts attributes by use: those that Attio fills in, and IDs, come last."""
    return attribute.enriched, bool(attribute.text_format)
