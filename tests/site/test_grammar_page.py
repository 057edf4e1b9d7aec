"""The railroad diagrams say what the grammar says: their forms are held to the rules that Lark compiles."""

import re
from itertools import product
from pathlib import Path

import pytest
from lark import Lark
from website.ebnf import rule
from website.syntax_forms import Maybe, Name, OneOf, Repeated, Word, merged, read

TEXT = (Path(__file__).resolve().parents[2] / "grammar" / "attioql.lark").read_text(encoding="utf-8")
GRAMMAR = read(TEXT)
STARTS = ["start", "ending"]


def _compiled():
    """Return the sequences of each rule as Lark has them, with keywords and signs as they are written."""
    lark = Lark(TEXT, parser="lalr", start=STARTS, keep_all_tokens=True)
    words = {each.name: each.pattern.value for each in lark.terminals if each.pattern.type == "str"}
    found = {}
    for each in lark.rules:
        symbols = tuple(words.get(symbol.name, symbol.name) for symbol in each.expansion)
        found.setdefault(str(each.origin.name), set()).add(symbols)
    return found


COMPILED = _compiled()


def _sequences(rule, form) -> set[tuple[str, ...]]:
    """Return every sequence of a form; what is repeated, as a rule that begins with itself."""
    parts: list[set[tuple[str, ...]]] = []
    for part in form:
        match part:
            case Name(name) | Word(name):
                parts.append({(name,)})
            case Maybe(inner):
                parts.append({(), *_sequences(rule, inner)})
            case OneOf(forms):
                parts.append({each for inner in forms for each in _sequences(rule, inner)})
            case Repeated(item, separator):
                longer = {(rule, *each) for each in _sequences(rule, (*separator, *item))}
                parts.append(_sequences(rule, item) | longer)
    return {sum(each, ()) for each in product(*parts)}


@pytest.mark.parametrize("rule", sorted(COMPILED))
def test_a_diagram_has_the_sequences_of_its_rule(rule):
    assert _sequences(rule, GRAMMAR.rules[rule]) == COMPILED[rule]


def test_alternatives_with_a_common_beginning_are_one_branch():
    assert [type(part) for part in GRAMMAR.rules["condition"]] == [Name, Maybe]
    assert merged([(Name("a"), Word("x")), (Name("a"), Word("y"))]) == (
        (Name("a"), OneOf(((Word("x"),), (Word("y"),)))),
    )
    assert merged([(Word("in"), Name("a")), (Word("not"), Word("in"), Name("a"))]) == (
        (Maybe((Word("not"),)), Word("in"), Name("a")),
    )


def test_every_token_of_a_rule_is_explained():
    named = {name for forms in COMPILED.values() for form in forms for name in form if re.fullmatch(r"[A-Z_]+", name)}
    assert named <= set(GRAMMAR.patterns)


def test_a_diagram_links_to_the_forms_it_names():
    pytest.importorskip("railroad", reason="railroad-diagrams is in the extra `site`")
    from website.grammar_page import page

    text = page(TEXT)
    anchors = set(re.findall(r"\{ #([\w-]+) \}", text))
    links = re.findall(r'href="#([\w-]+)"', text)
    assert len(links) > 50
    assert set(links) <= anchors
    assert "\n" not in re.search(r'<div class="railroad">(.*?)</div>', text, re.DOTALL)[1]


def test_a_long_rule_has_a_line_for_each_alternative():
    short = (Name("a"), Maybe((OneOf(((Word("x"),), (Word("y"),))),)))
    assert rule("r", short) == 'r = a [ "x" | "y" ] ;'
    names = [f"a_rather_long_name_{number}" for number in range(4)]
    long = (Name("a"), OneOf(tuple((Name(name), Name("b")) for name in names)))
    assert rule("r", long) == "r = a\n  ( " + "\n  | ".join(f"{name} b" for name in names) + "\n  ) ;"


@pytest.mark.parametrize("name", sorted(COMPILED))
def test_no_line_of_the_notation_is_long(name):
    assert max(map(len, rule(name, GRAMMAR.rules[name]).splitlines())) <= 88
