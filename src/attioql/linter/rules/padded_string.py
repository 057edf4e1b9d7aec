"""A text begins or ends with white space, most likely by mistake.

Values in Attio have no white space there, and equality is exact, so the condition matches nothing. White space that
you cannot see, such as a no-break space from a web page, is hard to find.

```attioql target=companies
name = "Acme "
```

```findings
1:8 padded-string: this text ends with white space
```

```fixed unsafe
name = "Acme"
```

With `starts with`, the rule checks only the beginning, and with `ends with` only the end. With `contains` it checks
neither, because a space there may mean the boundary of a word. It reports tabs, line breaks and invisible
characters with every operator.

```attioql target=companies
name ends with " Ltd"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.linter.rule import Finding, Gate, Respell, Rule, on_values, unsafe, value_finding
from attioql.linter.tree import Subject
from attioql.linter.written_values import EQUALITIES, WrittenValue
from attioql.operators import operator_of

_SPACES = "".join([chr(code) for code in range(0x3001) if chr(code).isspace()])
_BLANK = f"{_SPACES}\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_KINDS = frozenset({"text", "domain", "email", "phone", "option"})


def _is_padded(text: str) -> bool:
    return len(text.strip(_BLANK)) != len(text)


@on_values(Gate(kinds=_KINDS, suspect=_is_padded))
def _padded(value: WrittenValue, _: Subject) -> Iterator[Finding]:
    text = value.text
    if value.kind not in _KINDS or not _is_padded(text) or value.path.attribute.option(text) is not None:
        return
    inside = text.strip(_BLANK)
    before, after = text[: len(text) - len(text.lstrip(_BLANK))], text[len(text.rstrip(_BLANK)) :]
    if not inside:
        if value.operator in EQUALITIES or before.strip(" "):
            yield value_finding(value, f"this text is only {_described(before)}")
        return
    first = _kept(before, counts=value.operator in {*EQUALITIES, operator_of("start")})
    last = _kept(after, counts=value.operator in {*EQUALITIES, operator_of("end")})
    ends = [(verb, run) for verb, run, kept in (("begins", before, first), ("ends", after, last)) if run != kept]
    if ends:
        verbs = " and ".join([verb for verb, _ in ends])
        message = f"this text {verbs} with {_described(''.join([run for _, run in ends]))}"
        advice = "remove it, to match values without it instead of values with it"
        yield value_finding(value, message, unsafe(advice, Respell(value, f"{first}{inside}{last}")))


def _kept(run: str, *, counts: bool) -> str:
    """Return what is to stay of white space: none where it counts, a space where it may be the boundary of a word."""
    if not counts and not run.strip(" "):
        return run
    return " " if not counts and any(character.isspace() for character in run) else ""


def _described(run: str) -> str:
    """Name white space, with the code points of what a reader cannot tell from a space."""
    odd = [f"U+{ord(character):04X}" for character in dict.fromkeys(run) if character not in " \t\n\r"]
    return f"white space ({', '.join(odd)})" if odd else "white space"


RULE = Rule("padded-string", "AQ819", "warning", "a text begins or ends with white space", (_padded,))
