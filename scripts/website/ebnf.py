"""Writes the form of a rule in EBNF, for readers of the Markdown and for those who prefer text to a diagram."""

from __future__ import annotations

from website.syntax_forms import Form, Maybe, Name, OneOf, Part, Repeated, Word

_WIDTH = 84


def rule(name: str, form: Form) -> str:
    """Return a rule in EBNF. One that is too long for a line has a line for each alternative."""
    return f"{name} = {_laid_out(form, 2)} ;".replace(" \n", "\n")


def _laid_out(form: Form, indent: int) -> str:
    """Return a form on one line, or with its alternatives below one another."""
    line = _sequence(form)
    if len(line) + indent <= _WIDTH:
        return line
    return " ".join(_broken(part, indent) for part in form)


def _broken(part: Part, indent: int) -> str:
    """Return alternatives on lines of their own, and any other part as it is."""
    match part:
        case OneOf(forms) | Maybe((OneOf(forms),)):
            start, end = ("(", ")") if isinstance(part, OneOf) else ("[", "]")
            lines = [_laid_out(form, indent + 2) for form in forms]
            margin = "\n" + " " * indent
            return margin + f"{start} " + f"{margin}| ".join(lines) + f"{margin}{end}"
        case _:
            return _written(part)


def _sequence(form: Form) -> str:
    return " ".join(_written(part) for part in form)


def _written(part: Part) -> str:
    match part:
        case Word(text):
            return f'"{text}"'
        case Name(name):
            return name
        case Maybe((OneOf(forms),)):
            return f"[ {' | '.join(_sequence(form) for form in forms)} ]"
        case Maybe(form):
            return f"[ {_sequence(form)} ]"
        case OneOf(forms):
            return f"( {' | '.join(_sequence(form) for form in forms)} )"
        case Repeated(item, separator):
            return f"{_sequence(item)} {{ {_sequence((*separator, *item))} }}"
