"""The page of the grammar: a railroad diagram and the EBNF of each rule, and the patterns of the tokens."""

from __future__ import annotations

from collections.abc import Iterable

from website.ebnf import rule
from website.railroad_svg import drawn
from website.syntax_forms import Grammar, Maybe, Name, OneOf, Part, Repeated, read

_HEAD = """# Grammar

<!-- description: The grammar of AttioQL: a railroad diagram and the EBNF of each rule, and the patterns of the tokens. -->

Every text that AttioQL accepts follows these rules. Keywords may have any case. [Write query text](language.md) explains what the
conditions mean.

<div class="railroad">A rounded box is text that you write as it stands. A square box is the name of a rule or of a token.</div>

The build of this site makes this page from `grammar/attioql.lark`, the only definition of the syntax. A filter follows the rule
`start`. A query also has an `ending`.
"""


def page(grammar_text: str) -> str:
    """Return the page for a grammar in Lark's notation."""
    grammar = read(grammar_text)
    links = {name: f"#{name.lower()}" for name in (*grammar.rules, *grammar.patterns)}
    lines = [_HEAD, "## Rules"]
    for name, form in grammar.rules.items():
        lines += [
            f"### `{name}` {{ #{name} }}",
            f'<div class="railroad">{drawn(f"The rule {name}", form, links)}</div>',
            f"```ebnf\n{rule(name, form)}\n```",
            *_users(name, grammar),
        ]
    lines += [
        "## Tokens",
        "Each token is a regular expression, as Python reads it, or one of several texts.",
        _tokens(grammar),
    ]
    return "\n\n".join(lines) + "\n"


def _tokens(grammar: Grammar) -> str:
    entries = [
        f"### `{name}` {{ #{name.lower()} }}\n\n```text\n{pattern}\n```" for name, pattern in grammar.patterns.items()
    ]
    return "\n\n".join(entries)


def _users(name: str, grammar: Grammar) -> list[str]:
    """Return the sentence that names the rules which contain this one."""
    users = [user for user, form in grammar.rules.items() if user != name and name in set(_names(form))]
    return [f"Used in {', '.join(f'[`{user}`](#{user})' for user in users)}."] if users else []


def _names(parts: Iterable[Part]) -> Iterable[str]:
    waiting = [*parts]
    while waiting:
        match waiting.pop():
            case Name(name):
                yield name
            case Maybe(form):
                waiting += form
            case OneOf(forms):
                waiting += [part for form in forms for part in form]
            case Repeated(item, separator):
                waiting += [*item, *separator]
            case _:
                pass
