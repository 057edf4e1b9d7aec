"""The rules of the grammar as forms that a diagram can show: alternatives with a common beginning or ending are merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from lark import Token, Tree
from lark.grammar import NonTerminal, Terminal
from lark.load_grammar import GrammarBuilder


class Name(NamedTuple):
    """The name of a rule or of a token."""

    name: str


class Word(NamedTuple):
    """What is written as it stands: a keyword or a sign."""

    text: str


class OneOf(NamedTuple):
    """Alternatives, in the order of the grammar."""

    forms: tuple[Form, ...]


class Maybe(NamedTuple):
    """What may be left out."""

    form: Form


class Repeated(NamedTuple):
    """An item, once or more, with a separator between."""

    item: Form
    separator: Form


Part: TypeAlias = Name | Word | OneOf | Maybe | Repeated
Form: TypeAlias = tuple[Part, ...]


class Grammar(NamedTuple):
    """The forms of every rule, and the patterns of the tokens that are no fixed words."""

    rules: Mapping[str, Form]
    patterns: Mapping[str, str]


def read(text: str) -> Grammar:
    """Return the forms of a grammar in Lark's notation."""
    builder = GrammarBuilder(global_keep_all_tokens=True)
    builder.load_grammar(text, "<grammar>")
    definitions = builder._definitions  # noqa: SLF001 - Lark has no other way to its trees
    ignored = set(builder._ignore_names)  # noqa: SLF001 - as above
    words = {
        name: found
        for name, definition in definitions.items()
        if definition.is_term and (found := _literal(definition.tree)) is not None
    }
    used = {
        str(name.name)
        for definition in definitions.values()
        if not definition.is_term
        for name in definition.tree.scan_values(lambda value: isinstance(value, Terminal))
    }
    rules = {
        name: _one(merged(_unrolled(name, _alternatives(definition.tree, words))))
        for name, definition in definitions.items()
        if not definition.is_term
    }
    patterns = {
        name: _pattern(definition.tree)
        for name, definition in definitions.items()
        if definition.is_term and name not in words and (name in used or name in ignored)
    }
    return Grammar(rules, patterns)


def merged(forms: Sequence[Form]) -> tuple[Form, ...]:
    """Return alternatives that say the same, with what is common to several written once."""
    forms = tuple(dict.fromkeys(forms))
    for first in dict.fromkeys(form[0] for form in forms if form):
        rests = [form[1:] for form in forms if form[:1] == (first,)]
        others = [form for form in forms if form[:1] != (first,)]
        if rests and all(rest in others for rest in rests):
            kept = [form for form in others if form not in rests]
            return merged([*kept, (Maybe((first,)), *_one(merged(rests)))])
    by_first = _grouped(forms, first=True)
    if by_first != forms:
        return merged(by_first)
    by_last = _grouped(forms, first=False)
    return forms if by_last == forms else merged(by_last)


def _grouped(forms: tuple[Form, ...], *, first: bool) -> tuple[Form, ...]:
    """Return the forms with those that begin alike, or end alike, as one."""
    groups: dict[Form, list[Form]] = {}
    for form in forms:
        groups.setdefault(form[:1] if first else form[-1:], []).append(form)
    made: list[Form] = []
    for shared, members in groups.items():
        if len(members) == 1 or not shared:
            made += members
        elif first:
            made.append((*shared, *_one(merged([form[1:] for form in members]))))
        else:
            made.append((*_one(merged([form[:-1] for form in members])), *shared))
    return tuple(made)


def _one(forms: tuple[Form, ...]) -> Form:
    """Return alternatives as one form."""
    full = tuple(form for form in forms if form)
    if not full:
        return ()
    flat = tuple(inner for form in full for inner in _branches(form))
    form = flat[0] if len(flat) == 1 else (OneOf(flat),)
    return form if len(full) == len(forms) else (Maybe(form),)


def _branches(form: Form) -> tuple[Form, ...]:
    """Return the alternatives of a form that is nothing else, or the form alone."""
    match form:
        case (OneOf(forms),):
            return forms
        case _:
            return (form,)


def _unrolled(name: str, forms: list[Form]) -> list[Form]:
    """Return `x` or `rule s x` as `x` repeated with `s` between."""
    if len(forms) != 2 or not forms[1] or forms[1][0] != Name(name):
        return forms
    item, longer = forms
    separator = longer[1 : len(longer) - len(item)]
    return [(Repeated(item, separator),)] if longer[-len(item) :] == item else forms


def _alternatives(tree: Tree[object], words: Mapping[str, str]) -> list[Form]:
    """Return the alternatives of the tree of a rule."""
    forms: list[Form] = []
    for child in tree.children:
        if not isinstance(child, Tree):
            raise NotImplementedError(child)
        [expansion, *_] = child.children if child.data == "alias" else [child]
        forms.append(tuple(_part(part, words) for part in _children(expansion)))
    return forms


def _children(node: object) -> list[object]:
    return [*node.children] if isinstance(node, Tree) else []


def _part(node: object, words: Mapping[str, str]) -> Part:
    match node:
        case Tree(data="value", children=[Terminal(name=name)]) if name in words:
            return Word(words[name])
        case Tree(data="value", children=[Terminal(name=name) | NonTerminal(name=name)]):
            return Name(str(name))
        case Tree(data="expr", children=[inner, Token("OP", "?")]):
            return Maybe((_part(inner, words),))
        case Tree(data="expansions"):
            [part] = _one(merged(_alternatives(node, words)))
            return part
        case _:
            raise NotImplementedError(node)


def _literal(tree: Tree[object]) -> str | None:
    """Return the only text of a token, without quotes; `None` for a token with a pattern or several texts."""
    tokens = _tokens(tree)
    if len(tokens) != 1 or tokens[0].type != "STRING":
        return None
    return str(tokens[0]).removesuffix("i")[1:-1]


def _pattern(tree: Tree[object]) -> str:
    return " | ".join(_tokens(tree))


def _tokens(tree: Tree[object]) -> list[Token]:
    return [each for each in tree.scan_values(lambda value: isinstance(value, Token)) if isinstance(each, Token)]
