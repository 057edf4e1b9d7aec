"""`attioql.Limits`: what a filter may be at most, for callers who take filters from others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from attioql.diagnostics.phrases import shown
from attioql.limits import LIMITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The largest size of a filter. `None` means the limit of the library, which always applies (`docs/limits.md`).

    A filter is counted as it is written, before duplicates are merged: `a = 1 or a = 1` has two conditions.

    Raises:
        ValueError: A number is negative or above the limit of the library, or `diagnostics` is 0.
        TypeError: A value is neither an int nor `None`.
    """

    characters: int | None = None
    """Code points of query text with the names and values of its parameters, or of JSON text.

    A parsed value counts as its shortest JSON text, and a `Decimal` in it with the digits that it has.
    """

    conditions: int | None = None
    """Conditions, those inside value blocks too; in filter JSON, each operator with what it is compared with."""

    depth: int | None = None
    """Groups, negations and value blocks inside one another, and parentheses around one condition."""

    list_values: int | None = None
    """Values of one list: after `in`, of a parameter, or in an array of filter JSON."""

    path_steps: int | None = None
    """Names of one attribute path, such as 3 in `company.team.name`, a property at its end included."""

    block_tests: int | None = None
    """Tests in the combinations that all value blocks of query text are multiplied out to: `a = 1 and (b = 1 or b = 2)` makes 4."""

    diagnostics: int | None = None
    """Diagnostics of one filter that are reported, 1 or more. It rejects no filter: errors come first."""

    def __post_init__(self) -> None:
        """Check the numbers."""
        for each in fields(self):
            _require_number(each.name, getattr(self, each.name))

    @classmethod
    def untrusted(cls) -> Limits:
        """Return the limits for filters from strangers. Any input is then answered within 100 ms and 50 MB (`docs/untrusted.md`).

        `dataclasses.replace` changes one of them.
        """
        return cls(
            characters=LIMITS.untrusted_characters,
            conditions=LIMITS.untrusted_conditions,
            depth=LIMITS.untrusted_depth,
            list_values=LIMITS.untrusted_list_values,
            path_steps=LIMITS.untrusted_path_steps,
            block_tests=LIMITS.untrusted_block_tests,
            diagnostics=LIMITS.untrusted_diagnostics,
        )


LARGEST: Mapping[str, int] = {
    "characters": max(LIMITS.text_characters, LIMITS.json_characters),
    "conditions": LIMITS.filter_parts,
    "depth": LIMITS.open_brackets,
    "list_values": LIMITS.list_values,
    "path_steps": LIMITS.path_steps,
    "block_tests": LIMITS.block_tests,
    "diagnostics": LIMITS.diagnostics,
}
"""The limits of the library, of which the larger where query text and JSON have one each."""


def _require_number(name: str, given: object) -> None:
    if given is None:
        return
    if isinstance(given, bool) or not isinstance(given, int):
        message = f"{name} must be an int or None, not {type(given).__name__}"
        raise TypeError(message)
    least, most = int(name == "diagnostics"), LARGEST[name]
    if not least <= given <= most:
        message = f"{name} must be from {least} to {most:,}, the limit of the library, not {shown(given)}"
        raise ValueError(message)
