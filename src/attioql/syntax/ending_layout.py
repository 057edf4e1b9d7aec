"""The ending of a query in its one layout: behind the filter where both fit on its line, else on lines of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from attioql.syntax.endings import Ending, EndingClause, SortNode
from attioql.syntax.nodes import Comment
from attioql.text.source import LINE_BREAK, Source

_INDENT = "  "


class _EndingItem(NamedTuple):
    """A sort or the number of a page, as it is written, and what it is in the text."""

    text: str
    start: int
    end: int
    in_list: bool


class _Hung(NamedTuple):
    """The comments before an item, on lines of their own, and the one behind it."""

    before: list[str]
    after: list[str]


def format_query(filter_text: str, ending: Ending, comments: Sequence[Comment], source: Source, width: int) -> str:
    """Return the text of a query, ending in a line break: the laid out text of its filter, and its ending with its comments."""
    filter_lines = filter_text.rstrip("\n")
    before, inside = _apart(ending, [comment for comment in comments if comment.start >= ending.start])
    whole = " ".join([spell_clause(clause) for clause in ending.clauses])
    one_line = f"{filter_lines} {whole}".lstrip()
    is_plain = not (before or inside or "\n" in filter_lines or _ends_in_comment(filter_lines, comments))
    if is_plain and len(one_line) <= width:
        return f"{one_line}\n"
    written = _lines(ending, inside, source, width) if inside or len(whole) > width else [whole]
    return "\n".join([*([filter_lines] if filter_lines else []), *before, *written]) + "\n"


def _apart(ending: Ending, comments: Sequence[Comment]) -> tuple[list[str], Sequence[Comment]]:
    """Return the comments that go before the whole ending, as what they are about is its first line, and all others."""
    first = ending.clauses[0]
    inner = first.start if len(first.sorts) > 1 else first.sorts[0].start if first.sorts else first.end
    count = sum(comment.start < inner for comment in comments)
    return [comment.text.rstrip() for comment in comments[:count]], comments[count:]


def spell_clause(clause: EndingClause) -> str:
    """Spell a clause on one line."""
    if clause.number is not None:
        return f"{clause.word} {_spelled_number(clause.number.text)}"
    return f"{clause.word} {', '.join([spell_sort(sort) for sort in clause.sorts])}"


def spell_sort(sort: SortNode) -> str:
    """Spell a sort; ascending is what a sort is without a direction."""
    return sort.path.text if sort.direction == "asc" else f"{sort.path.text} {sort.direction}"


def _spelled_number(text: str) -> str:
    return text.replace("_", "").lower().replace("e+", "e")


def _ends_in_comment(lines: str, comments: Sequence[Comment]) -> bool:
    """Tell whether a text ends in a comment: nothing may be written behind it."""
    return any(lines.endswith(comment.text.rstrip()) for comment in comments)


def _lines(ending: Ending, comments: Sequence[Comment], source: Source, width: int) -> list[str]:
    """Return the lines of an ending whose clauses stand on lines of their own."""
    items = [item for clause in ending.clauses for item in _items(clause)]
    hung = [_Hung([], []) for _ in items]
    last: list[str] = []
    for comment in comments:
        _hang(comment, items, hung, last, source)
    lines: list[str] = []
    number = 0
    for clause in ending.clauses:
        count = len(clause.sorts) or 1
        part = range(number, number + count)
        number += count
        lines += _clause_lines(clause, [items[index] for index in part], [hung[index] for index in part], width)
    return lines + last


def _items(clause: EndingClause) -> list[_EndingItem]:
    if clause.number is not None:
        return [_EndingItem(spell_clause(clause), clause.start, clause.end, in_list=False)]
    return [_EndingItem(spell_sort(sort), sort.start, sort.end, in_list=True) for sort in clause.sorts]


def _hang(
    comment: Comment, items: Sequence[_EndingItem], hung: Sequence[_Hung], last: list[str], source: Source
) -> None:
    """Put a comment behind the item before it, on whose line it stands, else before the item that follows or holds it."""
    text = comment.text.rstrip()
    index = next((number for number, item in enumerate(items) if comment.start < item.end), len(items))
    if index:
        between = source.text[items[index - 1].end : comment.start]
        if LINE_BREAK.search(between) is None and not between.replace(",", "", 1).strip():
            hung[index - 1].after.append(text)
            return
    (hung[index].before if index < len(items) else last).append(text)


def _clause_lines(clause: EndingClause, items: Sequence[_EndingItem], hung: Sequence[_Hung], width: int) -> list[str]:
    if not clause.sorts or len(items) == 1:
        (item,), (comments,) = items, hung
        text = item.text if not item.in_list else f"{clause.word} {item.text}"
        return [*comments.before, _behind(text, comments)]
    one_line = spell_clause(clause)
    if len(one_line) <= width and not any(each.before or each.after for each in hung):
        return [one_line]
    lines = [clause.word]
    for item, comments in zip(items, hung, strict=True):
        comma = "" if item is items[-1] else ","
        lines += [f"{_INDENT}{comment}" for comment in comments.before]
        lines.append(f"{_INDENT}{_behind(item.text + comma, comments)}")
    return lines


def _behind(text: str, comments: _Hung) -> str:
    return "  ".join([text, *comments.after])
