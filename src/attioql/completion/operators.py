"""The operators that a path takes, of which some words may stand before the cursor already."""

from __future__ import annotations

from collections.abc import Iterator

from attioql.checker.names import Resolved
from attioql.completion.model import Completion
from attioql.operators import Spelling, load_operators, row_of, whole_spellings


def begins_operator(words: tuple[str, ...]) -> bool:
    """Tell whether some words are the first ones of an operator, and not all."""
    return bool(words) and any(text.startswith(f"{' '.join(words)} ") for text in load_operators().spellings)


def operator_items(resolved: Resolved, typed: tuple[str, ...] = (), *, in_block: bool) -> Iterator[Completion]:
    """Yield the operators that a path takes; of those that begin with the words that were typed, what is left."""
    before = "".join([f"{word} " for word in typed])
    for spelling in _spellings(resolved):
        if spelling.text.startswith(before) and not (in_block and spelling.negates):
            yield _item(spelling, spelling.text.removeprefix(before))


def about_operator(text: str) -> str:
    """Describe an operator of query text: what it finds, and how filter JSON writes it."""
    spelling = load_operators().spellings[text]
    names = ", ".join([f"`{name}`" for name in spelling.operators])
    if spelling.takes == "nothing":
        row = row_of(spelling.operators[0])
        return f"The attribute {row.denies if spelling.negates else row.says} ({names})."
    verb = _verb(spelling)
    return f"Matches unless the value {verb} ({names})." if spelling.negates else f"The value {verb} ({names})."


def about_json_operator(name: str) -> str:
    """Describe an operator of filter JSON: what it finds."""
    return f"The value {row_of(name).verb} (`{name}`)."


def _verb(spelling: Spelling) -> str:
    """Say what an operator with an operand tests of a value."""
    table, rows = load_operators(), [row_of(name) for name in spelling.operators]
    match spelling.takes:
        case "list":
            return next(row.verb for row in table.rows.values() if row.lists == rows[0].name)
        case "range":
            return " and ".join([f"{row.verb} the {place} value" for row, place in zip(rows, _PLACES, strict=True)])
        case "period":
            return "lies in a period, before its end"
        case _:
            return " and ".join([row.verb for row in rows])


_PLACES = ("first", "second")


def _spellings(resolved: Resolved) -> Iterator[Spelling]:
    spellings = load_operators().spellings
    if resolved.property is not None:
        yield from (spellings[text] for text in resolved.property.spellings)
    elif resolved.path.attribute.type.compared_as != "value":
        yield from (spellings[text] for text in whole_spellings())


def _item(spelling: Spelling, text: str) -> Completion:
    return Completion(text, text, "operator", about_operator(spelling.text))
