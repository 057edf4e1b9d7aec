"""Reads the ending of a query that has mistakes in it: SQL's and other spellings, clauses in another order, numbers that are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from attioql.aliases import load_aliases
from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS
from attioql.operators import load_operators
from attioql.syntax.endings import (
    PAGE_WORDS,
    VALUE_TERMINALS,
    Ending,
    EndingClause,
    SortNode,
    ends_condition,
    read_ending,
)
from attioql.syntax.machine import COMMENT, END, NAME, load_tables
from attioql.syntax.nodes import Literal, Path
from attioql.syntax.recovery.sentences import say
from attioql.syntax.spelling import IDENTIFIER, reserved_words, unquoted
from attioql.text.source import Source, Span

_ORDER_BY = "order by"
_SEQUENCE = (_ORDER_BY, *PAGE_WORDS)
_NO_NUMBERS = frozenset({"all", "none", "null", "unlimited"})
_ROWS = frozenset({"row", "rows", "record", "records", "entries", "only"})
_NAMES = frozenset({NAME, "QUOTED_NAME"})
_IN_PATH = _NAMES | {"DOT", "LSQB", "RSQB"}
DIRECTIONS = frozenset({"asc", "desc"})
_JOINING = frozenset({"and", "then", "&&", ";"})


class EndingToken(NamedTuple):
    """A token of an ending, as written, and what it says in lower case."""

    terminal: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The token in lower case."""
        return self.text.lower()

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class BrokenEnding(NamedTuple):
    """What could be read of an ending, and its errors."""

    ending: Ending
    problems: tuple[Diagnostic, ...]


class _Opening(NamedTuple):
    """The word that a clause begins with, its tokens, and which clause it means."""

    here: str
    tokens: int


def find_meant_ending(source: Source) -> int | None:
    """Return where a text seems to go on with `order by`, `limit` or `offset`, also in another spelling; `None` if it does not."""
    tokens = ending_tokens(source.text, 0)
    index = first_opening(tokens)
    return None if index is None else tokens[index].start


def first_opening(tokens: Sequence[EndingToken]) -> int | None:
    """Return the index of the first token that seems to begin a clause; `None` if there is none."""
    for index, token in enumerate(tokens):
        if token.terminal == NAME and _opens(tokens, index, tokens[index - 1] if index else None):
            return index
    return None


def read_with_mistakes(source: Source, start: int) -> BrokenEnding:
    """Return what an ending that begins at an offset says, and each mistake in it with a fix."""
    return _Reader(source, start).read()


def ending_tokens(text: str, start: int) -> list[EndingToken]:
    """Return the tokens of a text from an offset on, without comments, and the end."""
    tables = load_tables()
    found = []
    for token in tables.pattern.finditer(text, start):
        terminal = tables.terminals[token.lastindex or 0]
        if terminal != COMMENT:
            found.append(EndingToken(terminal, text[token.start(1) : token.end()], token.start(1), token.end()))
        if terminal == END:
            break
    return found


def opening_at(tokens: Sequence[EndingToken], index: int) -> _Opening | None:
    """Return the clause that begins at a token by its words alone."""
    words = load_aliases().words["endings"]
    two = " ".join([each.word for each in tokens[index : index + 2]])
    if two in words or two == _ORDER_BY:
        return _Opening(words.get(two, _ORDER_BY), 2)
    one = tokens[index].word
    here = one if one in PAGE_WORDS else words.get(one)
    return None if here is None else _Opening(here, 1)


def _opens(tokens: Sequence[EndingToken], index: int, before: EndingToken | None) -> bool:
    """Tell whether a clause begins at a token, which would otherwise be a name."""
    opening = opening_at(tokens, index)
    if opening is None or not (before is None or ends_condition(before.terminal, before.word)):
        return False
    following = tokens[index + opening.tokens]
    if opening.tokens == 2:
        return True
    if opening.here == _ORDER_BY:
        return following.terminal in _NAMES and following.word not in reserved_words() | _operator_words()
    if following.terminal in {END, "COMPARISON"}:
        return before is not None and tokens[index].word in PAGE_WORDS
    return following.terminal in {*VALUE_TERMINALS, "MINUS", "$JUNK"} or following.word in _NO_NUMBERS


def _operator_words() -> frozenset[str]:
    """Return the words that operators begin with."""
    return frozenset([written.split()[0] for written in load_operators().written])


class _Reader:
    """Reads the clauses of an ending one by one. What is wrong goes to `problems`."""

    def __init__(self, source: Source, start: int) -> None:
        self._source = source
        self._start = start
        self._tokens = ending_tokens(source.text, start)
        self._at = 0
        self._clauses: list[EndingClause] = []
        self._problems: list[Diagnostic] = []

    def read(self) -> BrokenEnding:
        while self._token.terminal != END and len(self._problems) < LIMITS.diagnostics:
            opening = opening_at(self._tokens, self._at)
            if opening is None:
                self._say_after()
                break
            clause = self._ordering(opening) if opening.here == _ORDER_BY else self._page(opening)
            if clause is not None:
                self._add(clause)
        self._check_sequence()
        return BrokenEnding(Ending(tuple(self._clauses), self._start), tuple(self._problems))

    @property
    def _token(self) -> EndingToken:
        return self._tokens[self._at]

    def _next(self) -> EndingToken:
        token = self._token
        self._at += token.terminal != END
        return token

    def _say(self, name: str, span: Span, **given: str | Span | None) -> None:
        self._problems.append(say(name, self._source, span, **given))

    def _say_after(self) -> None:
        """Say that something follows the ending, which may be the bracket that should close its filter."""
        token = self._token
        end = len(self._source.text[: self._start].rstrip())
        closes = token.terminal == "RPAR" and end > 0 and "#" not in self._source.text[:end].rpartition("\n")[2]
        if closes:
            self._say("bracket-around-ending", token.span, gap=Span(end, end))
        else:
            self._say("after-ending", token.span)

    def _add(self, clause: EndingClause) -> None:
        if any(each.word == clause.word for each in self._clauses):
            self._say("repeated-clause", clause.span, word=clause.word)
            return
        self._clauses.append(clause)

    def _word(self, opening: _Opening) -> Span:
        """Read past the words that open a clause, and say how they are spelled."""
        first = self._token
        last = self._tokens[self._at + opening.tokens - 1]
        self._at += opening.tokens
        span = Span(first.start, last.end)
        if " ".join(self._source.text[span.start : span.end].lower().split()) != opening.here and (
            opening.tokens == 1 or f"{first.word} {last.word}" != opening.here
        ):
            self._say("other-clause-word", span, here=opening.here)
        return span

    def _ordering(self, opening: _Opening) -> EndingClause | None:
        word = self._word(opening)
        sorts: list[SortNode] = []
        while True:
            sort = self._sort()
            if sort is None:
                break
            if len(sorts) == LIMITS.sorts:
                self._say("too-many-sorts", sort.span, limit=f"{LIMITS.sorts}")
            sorts += [sort] if len(sorts) < LIMITS.sorts else []
            if not self._goes_on():
                break
        if not sorts:
            if not self._problems or self._problems[-1].span is None or self._problems[-1].span.start < word.end:
                self._say("order-by-nothing", word)
            return None
        return EndingClause(_ORDER_BY, word.start, sorts[-1].end, tuple(sorts))

    def _goes_on(self) -> bool:
        """Read what stands between two sorts, and tell whether another one follows."""
        token = self._token
        if token.terminal == "COMMA":
            self._next()
            if self._token.terminal == END or self._is_clause():
                self._say("trailing-comma", token.span)
                return False
            return True
        if token.word in _JOINING:
            self._next()
            self._say("sorts-joined", token.span, word=token.text)
            return True
        if token.word in DIRECTIONS and self._tokens[self._at - 1].word in DIRECTIONS:
            self._next()
            self._say("second-direction", token.span)
            return self._goes_on()
        is_last_word = token.word in PAGE_WORDS and self._tokens[self._at + 1].terminal == END
        if token.terminal in _NAMES and not is_last_word and not self._is_clause():
            before = self._tokens[self._at - 1].end
            self._say("sorts-without-comma", token.span, gap=Span(before, before))
            return True
        return False

    def _is_clause(self) -> bool:
        """Tell whether a clause begins here; a word such as `limit` may be a name in the middle of sorts."""
        opening = opening_at(self._tokens, self._at)
        if opening is None:
            return False
        following = self._tokens[self._at + opening.tokens]
        return opening.tokens == 2 or following.terminal in VALUE_TERMINALS or following.word in _NO_NUMBERS

    def _sort(self) -> SortNode | None:
        first = self._token
        sign = first if first.terminal in {"MINUS", "PLUS"} else None
        if sign is not None:
            self._next()
        path = self._path()
        if path is None:
            return None
        direction, end = self._direction(path.end)
        if sign is not None:
            here = f"{self._source.text[path.start : path.end]}{' desc' if sign.text == '-' else ''}"
            self._say("signed-sort", Span(sign.start, path.end), here=here)
            direction = "desc" if sign.text == "-" else direction
        self._nulls()
        return SortNode(path, direction, end)

    def _path(self) -> Path | None:
        first = self._token
        if first.terminal == "STRING":
            self._next()
            name = unquoted(first.text)
            here = name if all(IDENTIFIER.match(part) for part in name.split(".")) else None
            self._say("quoted-sort", first.span, here=here)
            return Path(name, first.start) if here is not None else None
        if first.terminal not in _NAMES or self._is_clause():
            return None
        last, follows_name = first, False
        while (token := self._token).terminal in _IN_PATH and not (follows_name and token.terminal in _NAMES):
            last = self._next()
            follows_name = last.terminal in _NAMES | {"RSQB"}
        path = _path_of(self._source.text[first.start : last.end], first.start)
        if path is None:
            self._say("sort-is-no-path", Span(first.start, last.end))
        return path

    def _direction(self, end: int) -> tuple[str, int]:
        """Return the direction that follows a path, and where the sort ends."""
        token = self._token
        word = token.word.lstrip(":")
        here = word if word in {"asc", "desc"} else load_aliases().words["sort_directions"].get(word)
        if here is None or self._is_clause():
            return "asc", end
        self._next()
        if token.word != here:
            written = f" {here}" if token.start == end else here
            self._say("other-direction", token.span, here=written)
        return here, token.end

    def _nulls(self) -> None:
        first, second = self._token, self._tokens[min(self._at + 1, len(self._tokens) - 1)]
        if first.word == "nulls" and second.word in {"first", "last"}:
            self._at += 2
            self._say("nulls-order", Span(first.start, second.end))

    def _page(self, opening: _Opening) -> EndingClause | None:
        word = self._word(opening)
        equals = self._token if self._token.terminal == "COMPARISON" else None
        if equals is not None:
            self._next()
            self._say("page-with-operator", equals.span, word=opening.here)
        token = self._token
        if token.word in _NO_NUMBERS:
            self._next()
            self._say("no-limit", Span(word.start, token.end), word=opening.here)
            return None
        if token.terminal == "STRING" and unquoted(token.text).strip().isdecimal():
            self._next()
            self._say("quoted-number", token.span, word=opening.here, here=unquoted(token.text).strip())
            return None
        if token.terminal == "PARAMETER":
            self._next()
            self._say("page-parameter", token.span, word=opening.here)
            return None
        if token.terminal != "NUMBER":
            if token.terminal in VALUE_TERMINALS or token.terminal in {"MINUS", "$JUNK"}:
                self._next()
                self._say("page-is-no-number", token.span, word=opening.here)
            else:
                self._say("page-without-number", word, word=opening.here)
            return None
        self._next()
        clause = EndingClause(opening.here, word.start, token.end, number=_number(token))
        return self._pair(clause, token) if self._token.terminal == "COMMA" else self._without_rows(clause)

    def _pair(self, clause: EndingClause, first: EndingToken) -> EndingClause:
        """Read `limit 10, 20`, which is an offset and a limit in MySQL."""
        second = self._tokens[self._at + 1]
        if second.terminal != "NUMBER":
            self._say("trailing-comma", self._next().span)
            return clause
        self._at += 2
        whole = Span(clause.start, second.end)
        self._say("limit-pair", whole, here=f"limit {second.text} offset {first.text}")
        return EndingClause("limit", clause.start, second.end, number=_number(second))

    def _without_rows(self, clause: EndingClause) -> EndingClause:
        first = last = None
        while self._token.word in _ROWS:
            last = self._next()
            first = first or last
        if first is not None and last is not None:
            self._say("page-of-rows", Span(first.start, last.end), word=clause.word)
        return clause

    def _check_sequence(self) -> None:
        """Say where a clause stands before one that comes first."""
        in_sequence = sorted(self._clauses, key=lambda clause: _SEQUENCE.index(clause.word))
        if in_sequence == self._clauses:
            return
        text = self._source.text
        early = next(each for each, right in zip(self._clauses, in_sequence, strict=True) if each != right)
        first = next(
            each for each in in_sequence if each != early and _SEQUENCE.index(each.word) < _SEQUENCE.index(early.word)
        )
        here = " ".join([text[clause.start : clause.end] for clause in in_sequence])
        start, end = min(each.start for each in in_sequence), max(each.end for each in in_sequence)
        has_comments = "#" in text[start:end]
        self._say(
            "clause-too-early",
            Span(early.start, early.start + len(early.word.split()[0])),
            word=early.word,
            first=first.word,
            here=None if has_comments else here,
            all=Span(start, end),
        )


def _number(token: EndingToken) -> Literal:
    return Literal("number", token.text, token.start, token.end - token.start)


def _path_of(text: str, start: int) -> Path | None:
    """Read a text that is a path and nothing else, which stands at an offset."""
    ending = read_ending(_ORDER_BY + " " + text, 0)
    if ending is None:
        return None
    path, by = ending.sorts[0].path, start - len(_ORDER_BY) - 1
    parts = tuple([part._replace(start=part.start + by, end=part.end + by) for part in path.parts])
    return path._replace(start=path.start + by, parts=parts)
