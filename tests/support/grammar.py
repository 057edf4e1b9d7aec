"""Texts of the grammar: a random walk through its rules, with plain and odd spellings of its tokens.

Hypothesis draws how many steps may branch out, and a seed; the walk itself is plain Python, which yields a hundred texts
in the time in which `hypothesis.extra.lark` yields one. A failing text shrinks by its size alone.
"""

from functools import cache
from random import Random

from hypothesis import strategies as st
from lark import Lark
from lark.grammar import NonTerminal

from attioql.resources import read_resource

_SPELLINGS = {
    "UUID": ["50cf242c-7fa3-4cad-87d0-75b1af71c57b", "00000000-0000-0000-0000-00000000000F"],
    "TIMESTAMP": ["2024-02-29T10:00Z", "2024-01-01t00:00:00.123456789+02:00", "2023-11-01T10:00:60"],
    "DATE": ["2024-02-29", "2023-02-29", "0000-01-01", "9999-12-31"],
    "MONTH": ["2024-02", "2024-13"],
    "DURATION": ["15min", "30D", "0mo", "99999999999y"],
    "NUMBER": ["0", "-1", "2.50", "1_000", "1e3", "-0.0E-5", "9" * 30, "1e999999"],
    "NAME": ["a", "name", "stage", "owner", "record", "member", "last", "_", "A1.b.c", "is_empty", "a." * 63 + "a"],
    "QUOTED_NAME": ["`a`", "`and`", "`Ünï ☃`", "`#`", "` `"],
    "STRING": ["''", '"a"', "'it\\'s'", '"\\"\\\\\\n\\u00e9"', "'# no comment'", "'🎉\u200f'", '"\t `"'],
    "PARAMETER": [":p", ":P_1"],
    "COMPARISON": ["=", "==", "!=", "<>", "<", "<=", ">", ">="],
}
_BETWEEN = [" "] * 25 + ["", "\n", "\t ", "\r\n", "\u00a0", " #\n", "# a comment\n", " #'\"`(\r\n"]
_CHARACTERS = "ab \\\\'\"`#nu0{}\t\x00é🎉\u2028"


class _Grammar:
    def __init__(self):
        lark = Lark(read_resource("grammar", "attioql.lark"), parser="lalr")
        self.words = {terminal.name: terminal.pattern.value for terminal in lark.terminals}
        self.rules = {}
        for rule in lark.rules:
            self.rules.setdefault(rule.origin, []).append(rule.expansion)
        self.heights = self._heights()

    def _heights(self):
        """Return how many rules deep the shortest text of each symbol is."""
        heights = {}
        while len(heights) < len(self.rules):
            for origin, expansions in self.rules.items():
                known = [self._height(each, heights) for each in expansions]
                if origin not in heights and any(height is not None for height in known):
                    heights[origin] = min(height for height in known if height is not None)
        return heights

    @staticmethod
    def _height(expansion, heights):
        inner = [heights.get(symbol) for symbol in _Grammar._rules_in(expansion)]
        return None if None in inner else 1 + max(inner, default=0)

    @staticmethod
    def _rules_in(expansion):
        return [symbol for symbol in expansion if isinstance(symbol, NonTerminal)]

    def text(self, size, seed, between=_BETWEEN):
        random = Random(seed)  # noqa: S311 - a walk, no secret
        written = []
        waiting = [NonTerminal("disjunction" if size else "start")]
        while waiting:
            symbol = waiting.pop()
            if isinstance(symbol, NonTerminal):
                waiting.extend(reversed(self._expansion(symbol, size, random)))
                size -= 1
            else:
                written += (self._token(symbol.name, random), random.choice(between))
        return "".join(written)

    def _expansion(self, symbol, size, random):
        expansions = self.rules[symbol]
        if size > 0:
            return random.choices(expansions, [1 + len(self._rules_in(each)) for each in expansions])[0]
        return min(expansions, key=lambda each: self._height(each, self.heights))

    def _token(self, name, random):
        if name == "STRING" and random.random() < 0.3:
            return '"' + "".join(random.choices(_CHARACTERS, k=random.randrange(8))) + '"'
        if name in _SPELLINGS:
            return random.choice(_SPELLINGS[name])
        word = self.words[name].replace("\\", "")
        return random.choice([word, word.upper()])


_grammar = cache(_Grammar)


def text_on_one_line(size, seed):
    """Return a text of about so many rules without a line break; the same for the same seed."""
    return _grammar().text(size, seed, [" "] * 25 + ["  ", "\t"])


texts_of_the_grammar = st.builds(
    lambda size, seed: _grammar().text(size, seed), st.integers(0, 120), st.integers(0, 2**32 - 1)
)
