"""The TextMate grammar: every token of every conforming query has the scope of what Lark reads it as."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
from extension_packages import EXTENSION, installed
from grammar import text_on_one_line
from lark.exceptions import LarkError
from lark_tokens import LARK, tokens_in

ROOT = Path(__file__).resolve().parents[2]
LOGICAL, WORD, COMPARISON = (
    "keyword.operator.wordlike.logical",
    "keyword.operator.wordlike",
    "keyword.operator.comparison",
)
ATTRIBUTE, ENDING, PERIOD = "variable.other.attribute", "keyword.other.ending", "keyword.other.period"
MOMENT, CONSTANT, ARITHMETIC = "constant.language.moment", "constant.language", "keyword.operator.arithmetic"
SCOPE_BY_TERMINAL = {
    **dict.fromkeys(("AND", "OR", "NOT"), LOGICAL),
    **dict.fromkeys(("PIPES", "AMPERSANDS", "BANG"), "keyword.operator.logical"),
    **dict.fromkeys(("NOW", "TODAY", "YESTERDAY", "TOMORROW"), MOMENT),
    **dict.fromkeys(("TRUE", "FALSE", "NULL"), CONSTANT),
    **dict.fromkeys(("THIS", "LAST", "NEXT", "DAY", "WEEK", "MONTH_UNIT", "QUARTER", "YEAR"), PERIOD),
    **dict.fromkeys(("ORDER", "BY", "ASC", "DESC", "LIMIT", "OFFSET"), ENDING),
    "COMPARISON": COMPARISON,
    "PLUS": ARITHMETIC,
    "MINUS": ARITHMETIC,
    "STRING": "string.quoted",
    "NUMBER": "constant.numeric",
    "DATE": "constant.numeric.date",
    "MONTH": "constant.numeric.month",
    "TIMESTAMP": "constant.numeric.timestamp",
    "DURATION": "constant.numeric.duration",
    "UUID": "constant.other.uuid",
    "PARAMETER": "variable.parameter",
    "LPAR": "punctuation.section.parens.begin",
    "RPAR": "punctuation.section.parens.end",
    "LSQB": "punctuation.section.brackets.begin",
    "RSQB": "punctuation.section.brackets.end",
    "LBRACE": "punctuation.section.block.begin",
    "RBRACE": "punctuation.section.block.end",
    "COMMA": "punctuation.separator",
    "DOT": "punctuation.accessor",
}
"""The scopes of all terminals but names and the words of operators."""

SCOPE_BY_RULE = {"word": "variable.other.enummember", "call": "support.function", "bare_call": "support.function"}
IN_OPERATORS = {"interval", "worded_comparison", "presence"}
"""The rules in which `and` and `not` are parts of an operator."""


@pytest.fixture(scope="module")
def tokenized():
    if shutil.which("npm") is None:
        pytest.skip("npm installs what reads TextMate grammars")
    modules = installed()

    def read(texts, scope="source.attioql"):
        command = ["node", str(EXTENSION / "tests" / "tokens.mjs"), str(modules)]
        asked = json.dumps({"scope": scope, "texts": texts})
        return json.loads(subprocess.run(command, input=asked, capture_output=True, text=True, check=True).stdout)

    return read


def conforming():
    """Return every query of the conformance tables and of the documents that is none of a mistake."""
    texts = set()
    for path in (ROOT / "tests" / "conformance").glob("*.json"):
        waiting = [json.loads(path.read_text(encoding="utf-8"))]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                texts |= {value[key] for key in ("text", "query") if isinstance(value.get(key), str)}
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value
    for page in (ROOT / "docs").rglob("*.md"):
        texts |= set(
            re.findall(r"^```attioql[^\n]*\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        )
    return sorted(text for text in texts if is_read(text))


def is_read(text):
    try:
        tokens_in(text)
    except LarkError:
        return False
    return True


def expected(token):
    if token.rule in IN_OPERATORS and token.terminal in {"AND", "AMPERSANDS", "NOT"}:
        return WORD
    if token.terminal in {"NAME", "QUOTED_NAME"}:
        is_object = token.rule == "qualified_segment" and "LSQB" in token.before
        return "entity.name.type.object" if is_object else SCOPE_BY_RULE.get(token.rule, ATTRIBUTE)
    return SCOPE_BY_TERMINAL.get(token.terminal, WORD)


def scopes_at(text, tokens):
    """Return the scopes of every character of a text; TextMate counts in units of UTF-16."""
    starts = [0, *[match.end() for match in re.finditer(r"\r\n|\r|\n", text)]]
    units = [length(text[:start]) for start in starts]
    scopes = [()] * length(text)
    for line, start, end, names in tokens:
        scopes[units[line] + start : units[line] + end] = [tuple(names)] * (end - start)
    return scopes


def length(text):
    return len(text.encode("utf-16-le")) // 2


def differences(text, tokens):
    """Return the tokens of a text whose characters have another scope than Lark's reading asks for."""
    scopes = scopes_at(text, tokens)
    found = []
    for token in tokens_in(text):
        wanted = f"{expected(token)}.attioql"
        start, end = length(text[: token.start]), length(text[: token.end])
        if not all(wanted in names for names in scopes[start:end]):
            found.append((text, text[token.start : token.end], wanted, scopes[start]))
    return found


def differences_of(texts, tokenized):
    return [each for text, tokens in zip(texts, tokenized(texts), strict=True) for each in differences(text, tokens)]


@pytest.mark.generated
def test_every_token_of_conforming_queries_has_its_scope(tokenized):
    texts = conforming()
    assert len(texts) > 1000
    assert differences_of(texts, tokenized) == []
    terminals = {token.terminal for text in texts for token in tokens_in(text)}
    assert terminals >= {terminal.name for terminal in LARK.terminals} - {"COMMENT", "WHITESPACE"}


@pytest.mark.generated
def test_every_token_of_generated_texts_on_one_line_has_its_scope(tokenized):
    random = Random(22)  # noqa: S311 - no secret
    texts = [text_on_one_line(random.randrange(60), random.randrange(2**32)) for _ in range(1500)]
    read = [text for text in texts if is_read(text)]
    assert len(read) > 1000
    assert differences_of(read, tokenized) == []
