"""What `Filter.example` and `Filter.difference` return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from attioql.evaluate.records import Record
from attioql.witnesses import drawn

Relation: TypeAlias = Literal["equivalent", "implies", "implied", "neither", "unknown"]
"""How one filter stands to another: it matches the same records, only some of them, all of them and more, or neither; or that is not known."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A made-up record that shows something about a filter, in the format of the API, and the records that its references lead to.

    `filter.matches(witness.record, related=witness.related)` tests it. The record has the attributes that the filter names. `related`
    has a record for each object and record ID that its paths lead to. You may change these dictionaries and lists.
    """

    record: Record
    related: Mapping[tuple[str, str], Record]

    def to_dict(self) -> dict[str, object]:
        """Return the record and `related` as JSON. `related` maps the slug of an object to record IDs and their records, which `matches` takes too."""
        related: dict[str, dict[str, Record]] = {}
        for (slug, identity), record in self.related.items():
            related.setdefault(slug, {})[identity] = record
        return {"record": self.record, "related": related}

    def __str__(self) -> str:
        """Return a line for each attribute with its values; the records that references lead to stand below, indented."""
        return drawn.record_text(self.record, self.related)


@dataclass(frozen=True, slots=True)
class Difference:
    """How two filters of one target differ, with records that show it.

    `only_first` matches only the first filter, and `only_second` only the second. Each is `None` if there is no such record, or none is
    known. `implies` tells whether the first filter implies the second, and `implied` whether the second implies the first. `None` means
    that it is not known.
    """

    implies: bool | None
    implied: bool | None
    only_first: Witness | None = None
    only_second: Witness | None = None

    @property
    def equivalent(self) -> bool | None:
        """Whether both filters match the same records; `None` if that is not known."""
        if False in {self.implies, self.implied}:
            return False
        return None if None in {self.implies, self.implied} else True

    @property
    def relation(self) -> Relation:
        """The relation of the first filter to the second: `equivalent`, `implies`, `implied`, `neither` or `unknown`."""
        return _RELATIONS.get((self.implies, self.implied), "unknown")

    def to_dict(self) -> dict[str, object]:
        """Return the relation and the records that show it, as JSON."""
        return {
            "relation": self.relation,
            "equivalent": self.equivalent,
            "implies": self.implies,
            "implied": self.implied,
            "only_first": self.only_first and self.only_first.to_dict(),
            "only_second": self.only_second and self.only_second.to_dict(),
        }

    def __str__(self) -> str:
        """Return the relation as a sentence, and the records that show it."""
        return drawn.difference_text(self.implies, self.implied, self.only_first, self.only_second)


_RELATIONS: dict[tuple[bool | None, bool | None], Relation] = {
    (True, True): "equivalent",
    (True, False): "implies",
    (False, True): "implied",
    (False, False): "neither",
}
