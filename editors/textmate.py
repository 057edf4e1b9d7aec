"""The TextMate grammar of query text, made of `grammar/attioql.lark` and the table of operators.

TextMate reads a line at a time and knows no grammar, so its rules are nested contexts: an expression, a condition behind its first name,
and what follows an operator. A word that is a keyword in one context alone is a name in the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from lark import Lark
from lark.grammar import Rule

from attioql.operators import Takes, load_operators
from attioql.resources import read_resource
from attioql.syntax.endings import PAGE_WORDS
from attioql.syntax.spelling import DAY_WORDS, VALUE_WORDS, reserved_words
from attioql.syntax.token_patterns import CONNECTIVES

Json: TypeAlias = "str | bool | Sequence[Json] | Mapping[str, Json]"
TextMateRule: TypeAlias = dict[str, Json]

SCOPE = "source.attioql"

SCOPES: Mapping[str, str] = {
    "COMMENT": "comment.line.number-sign",
    "STRING": "string.quoted",
    "UUID": "constant.other.uuid",
    "TIMESTAMP": "constant.numeric.timestamp",
    "DATE": "constant.numeric.date",
    "MONTH": "constant.numeric.month",
    "DURATION": "constant.numeric.duration",
    "NUMBER": "constant.numeric",
    "PARAMETER": "variable.parameter",
    "COMPARISON": "keyword.operator.comparison",
    "PIPES": "keyword.operator.logical",
    "AMPERSANDS": "keyword.operator.logical",
    "BANG": "keyword.operator.logical",
    "PLUS": "keyword.operator.arithmetic",
    "MINUS": "keyword.operator.arithmetic",
    "COMMA": "punctuation.separator",
    "DOT": "punctuation.accessor",
    "LPAR": "punctuation.section.parens.begin",
    "RPAR": "punctuation.section.parens.end",
    "LSQB": "punctuation.section.brackets.begin",
    "RSQB": "punctuation.section.brackets.end",
    "LBRACE": "punctuation.section.block.begin",
    "RBRACE": "punctuation.section.block.end",
}
"""The scope of each terminal that means the same wherever it stands."""

ATTRIBUTE, OBJECT = "variable.other.attribute", "entity.name.type.object"
OPTION, FUNCTION = "variable.other.enummember", "support.function"
LOGICAL, WORDED, PERIOD, ENDING = (
    "keyword.operator.wordlike.logical",
    "keyword.operator.wordlike",
    "keyword.other.period",
    "keyword.other.ending",
)
CONSTANT, MOMENT = "constant.language", "constant.language.moment"
UNCLOSED, ESCAPE = "invalid.illegal.unclosed-string", "constant.character.escape"

_LITERALS = ("STRING", "UUID", "TIMESTAMP", "DATE", "MONTH", "DURATION", "NUMBER", "PARAMETER")
_NAMES = ("NAME", "QUOTED_NAME", "WHITESPACE")
BLANKS = r"\s+"


class Terminals(NamedTuple):
    """The terminals of the grammar: the words of keywords and the patterns of all others by name, and the rules."""

    words: Mapping[str, str]
    patterns: Mapping[str, str]
    rules: Sequence[Rule]

    def keywords_of(self, rule: str) -> frozenset[str]:
        """Return the words that stand in a rule itself."""
        expansions = [each.expansion for each in self.rules if each.origin.name == rule]
        return frozenset(
            [self.words[symbol.name] for each in expansions for symbol in each if symbol.name in self.words]
        )


def load_terminals() -> Terminals:
    """Read the terminals of filters and of endings from the grammar."""
    lark = Lark(read_resource("grammar", "attioql.lark"), parser="lalr", start=["start", "ending"])
    words = {
        each.name: each.pattern.value
        for each in lark.terminals
        if each.pattern.type == "str" and "i" in each.pattern.flags
    }
    patterns = {each.name: each.pattern.to_regexp() for each in lark.terminals if each.name not in words}
    return Terminals(words, patterns, lark.rules)


def scoped(scope: str) -> str:
    """Return a scope of query text by its whole name."""
    return f"{scope}.attioql"


def matching(pattern: str, scope: str) -> TextMateRule:
    """Return the rule of one token."""
    return {"match": pattern, "name": scoped(scope)}


def including(*names: str) -> list[Json]:
    """Return references to rules of the repository."""
    return [{"include": f"#{name}"} for name in names]


def captured(**scopes: str) -> dict[str, Json]:
    """Return the scopes of groups: `_1="keyword"`."""
    return {group.lstrip("_"): {"name": scoped(scope)} for group, scope in scopes.items()}


def any_word(words: Iterable[str]) -> str:
    """Return the pattern of some words, the longest first, with any blanks inside of one of several."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    spaced = "|".join([word.replace(" ", BLANKS) for word in longest])
    return rf"(?<!\w)(?i:{spaced})(?!\w)"


class Grammar:
    """Makes the rules. `terminals` are those of the grammar."""

    def __init__(self, terminals: Terminals) -> None:
        """Check that every terminal has a scope, and prepare the patterns that several rules share."""
        self._terminals = terminals
        self._patterns = terminals.patterns
        self._ending_words = terminals.keywords_of("ordering") | terminals.keywords_of("sort") | frozenset(PAGE_WORDS)
        self._period_words = terminals.keywords_of("period") - DAY_WORDS
        self._check()
        reserved = "|".join(sorted(reserved_words()))
        self._name = rf"(?<!\w)(?!(?i:{reserved})(?![\w.])){self._patterns['NAME']}"
        self._any_name = f"(?:{self._name}|{self._patterns['QUOTED_NAME']})"
        self._page = rf"(?<!\w)(?i:{'|'.join(PAGE_WORDS)})\s+{self._patterns['NUMBER']}"
        self._order = any_word([" ".join(self._phrase("ordering"))])
        connectives = any_word([terminals.words[name] for name in CONNECTIVES[:2]])
        signs = "|".join(self._patterns[name] for name in ("AMPERSANDS", "PIPES"))
        self._over = rf"(?=[)\]}},]|{connectives}|{signs}|{self._order}|{self._page})"

    def document(self) -> TextMateRule:
        """Return the whole grammar."""
        return {
            "name": "AttioQL",
            "scopeName": SCOPE,
            "fileTypes": ["attioql"],
            "patterns": including("expression"),
            "repository": {
                "expression": {
                    "patterns": including(
                        "comment", "ordering", "page", "connective", "group", "literal", "condition", "operator"
                    )
                },
                "comment": matching(self._patterns["COMMENT"], SCOPES["COMMENT"]),
                "connective": self._connective(),
                "group": self._bracketed("LPAR", "RPAR", "expression"),
                "condition": self._condition(),
                "path": self._path(),
                "block": self._bracketed("LBRACE", "RBRACE", "expression"),
                "operator": {"patterns": [*self._operators()]},
                "operand": {
                    "patterns": including("comment", "literal", "call", "list", "moment", "constant", "option", "sign")
                },
                "literal": self._literal(),
                "call": self._call(),
                "list": {
                    "patterns": [
                        self._bracketed("LPAR", "RPAR", "comma", "operand"),
                        self._bracketed("LSQB", "RSQB", "comma", "operand"),
                    ]
                },
                "comma": matching(self._patterns["COMMA"], SCOPES["COMMA"]),
                "moment": matching(any_word(DAY_WORDS), MOMENT),
                "constant": matching(any_word(VALUE_WORDS - DAY_WORDS), CONSTANT),
                "period": matching(any_word(self._period_words), PERIOD),
                "option": matching(self._name, OPTION),
                "sign": {"patterns": [matching(self._patterns[name], SCOPES[name]) for name in ("PLUS", "MINUS")]},
                "ordering": self._ordering(),
                "page": {
                    "match": rf"(?<!\w)((?i:{'|'.join(PAGE_WORDS)}))\s+({self._patterns['NUMBER']})",
                    "captures": captured(_1=ENDING, _2=SCOPES["NUMBER"]),
                },
            },
        }

    def _check(self) -> None:
        operator_words = {word for each in load_operators().written for word in each.split()}
        connectives = {self._terminals.words[name] for name in CONNECTIVES}
        known = operator_words | connectives | VALUE_WORDS | self._period_words | self._ending_words
        strange = [name for name, word in self._terminals.words.items() if word not in known]
        strange += [name for name in self._patterns if name not in {*SCOPES, *_NAMES}]
        if strange:
            msg = f"no scope for the terminals {', '.join(strange)} of the grammar"
            raise AssertionError(msg)

    def _phrase(self, rule: str) -> list[str]:
        """Return the keywords of a rule in their order."""
        [expansion] = [each.expansion for each in self._terminals.rules if each.origin.name == rule]
        return [self._terminals.words[symbol.name] for symbol in expansion if symbol.name in self._terminals.words]

    def _connective(self) -> TextMateRule:
        words = any_word([self._terminals.words[name] for name in CONNECTIVES])
        signs = [self._patterns[name] for name in ("AMPERSANDS", "PIPES")]
        sign = "|".join([*signs, rf"{self._patterns['BANG']}(?!=)"])
        return {"patterns": [matching(rf"{words}(?!\.)", LOGICAL), matching(sign, SCOPES["AMPERSANDS"])]}

    def _bracketed(self, opening: str, closing: str, *inside: str) -> TextMateRule:
        return {
            "begin": self._patterns[opening],
            "beginCaptures": captured(_0=SCOPES[opening]),
            "end": self._patterns[closing],
            "endCaptures": captured(_0=SCOPES[closing]),
            "patterns": including(*inside),
        }

    def _condition(self) -> TextMateRule:
        """Return the rule of a condition, from its first name to what joins it to the next."""
        return {
            "begin": f"(?={self._any_name})",
            "end": self._over,
            "patterns": [
                {"begin": rf"\G(?={self._any_name})", "end": r"(?!\G)", "patterns": including("path")},
                *including("comment", "path", "block", "operator", "literal"),
            ],
        }

    def _path(self) -> TextMateRule:
        dot = self._patterns["DOT"]
        opening, closing = self._patterns["LSQB"], self._patterns["RSQB"]
        name, quoted = self._name, self._patterns["QUOTED_NAME"]
        dotted: TextMateRule = {"patterns": [matching(dot, SCOPES["DOT"])]}
        return {
            "patterns": [
                {
                    "match": rf"({opening})\s*({self._any_name})\s*({closing})",
                    "captures": captured(_1=SCOPES["LSQB"], _2=OBJECT, _3=SCOPES["RSQB"]),
                },
                {
                    "match": rf"({dot})\s*({self._any_name})",
                    "captures": {
                        **captured(_1=SCOPES["DOT"]),
                        "2": {"name": scoped(ATTRIBUTE), **dotted},
                    },
                },
                {"match": rf"\G(?:{name}|{quoted})", "name": scoped(ATTRIBUTE), "captures": {"0": dotted}},
            ]
        }

    def _operators(self) -> Iterable[TextMateRule]:
        """Yield the rules of operators, by what they take. One of several words may be broken over lines, so each end of it counts, and each start."""
        table = load_operators()
        written: dict[Takes, set[str]] = {}
        starts: set[str] = set()
        for each, spelling in table.written.items():
            words = each.split()
            ends = [" ".join(words[number:]) for number in range(len(words))]
            written.setdefault(table.spellings[spelling].takes, set()).update(ends)
            starts |= {" ".join(words[:number]) for number in range(1, len(words))}
        if written.keys() - _INSIDE.keys():
            msg = f"no rule for operators that take {', '.join(written.keys() - _INSIDE.keys())}"
            raise AssertionError(msg)
        for takes in _INSIDE:
            spelled = [each for each in written.get(takes, ()) if each[-1].isalpha()]
            if spelled:
                yield self._operator(any_word(spelled), WORDED, takes)
        yield matching(any_word(starts), WORDED)
        yield self._operator(self._patterns["COMPARISON"], SCOPES["COMPARISON"], "value")

    def _operator(self, pattern: str, scope: str, takes: Takes) -> TextMateRule:
        if takes == "nothing":
            return matching(pattern, scope)
        patterns = including(*_INSIDE[takes])
        if takes == "range":
            patterns = [self._low_end(), *patterns]
        return {"begin": pattern, "beginCaptures": captured(_0=scope), "end": self._over, "patterns": patterns}

    def _low_end(self) -> TextMateRule:
        """Return the rule of the first value of a range, and of the `and` behind it, which joins no conditions."""
        words = any_word([self._terminals.words[CONNECTIVES[0]]])
        stop = any_word([self._terminals.words[CONNECTIVES[1]]])
        return {
            "begin": r"\G",
            "end": rf"{words}|{self._patterns['AMPERSANDS']}|(?={stop}|[)\]}}]|{self._patterns['PIPES']})",
            "endCaptures": captured(_0=WORDED),
            "patterns": including("operand"),
        }

    def _literal(self) -> TextMateRule:
        rules = [matching(self._patterns[name], SCOPES[name]) for name in _LITERALS]
        for rule, name in zip(rules, _LITERALS, strict=True):
            if name == "STRING":
                rule["captures"] = {"0": {"patterns": [matching(r"\\[^\r\n]", ESCAPE)]}}
            elif name != "PARAMETER":
                rule["match"] = rf"(?<![\w.]){rule['match']}"
        return {"patterns": [*rules, matching(r"[\"'][^\r\n]*", UNCLOSED)]}

    def _call(self) -> TextMateRule:
        return {
            "begin": rf"({self._name})\s*({self._patterns['LPAR']})",
            "beginCaptures": captured(_1=FUNCTION, _2=SCOPES["LPAR"]),
            "end": self._patterns["RPAR"],
            "endCaptures": captured(_0=SCOPES["RPAR"]),
            "patterns": including("comma", "operand"),
        }

    def _ordering(self) -> TextMateRule:
        """Return the rule of the sorts of a query, each a path and a direction."""
        over = rf"(?=[)\]}},]|{self._page})"
        sort: TextMateRule = {
            "begin": f"(?={self._any_name})",
            "end": over,
            "patterns": [
                {"begin": rf"\G(?={self._any_name})", "end": r"(?!\G)", "patterns": including("path")},
                matching(any_word(self._terminals.keywords_of("sort")), ENDING),
                *including("comment", "path"),
            ],
        }
        return {
            "begin": self._order,
            "beginCaptures": captured(_0=ENDING),
            "end": over.replace(",", ""),
            "patterns": [*including("comment", "comma"), sort],
        }


_INSIDE: Mapping[Takes, Sequence[str]] = {
    "nothing": (),
    "range": ("operand",),
    "period": ("period", "operand"),
    "list": ("operand",),
    "value": ("operand",),
}
"""The rules of what follows an operator, by what it takes; those with more words come first, as `not between` begins as `not` does."""


def grammar() -> TextMateRule:
    """Return the TextMate grammar of query text."""
    return Grammar(load_terminals()).document()
