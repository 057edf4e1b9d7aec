"""Names of generated code, each used once, and texts as literals of generated code."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile("[A-Za-z0-9]+")
_HOSTILE = re.compile(
    '[\\x00-\\x1f"\\\\\\x7f-\\xa0\\xad\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f'
    "\\u3000\\u3164\\ud800-\\udfff\\ufeff\\uffa0\\ufff9-\\ufffb\\U000e0000-\\U000e007f]"
)
"""What does not stand in a literal as it is: quotes, backslashes, line breaks, and characters that nobody sees or that turn text around."""


def pascal_case(*texts: str) -> str:
    """Return the words of texts as one name, such as `EmailAddress`; empty where no character is a letter or digit of ASCII."""
    words = [word for text in texts for word in _WORD.findall(text)]
    return "".join([word[0].upper() + word[1:] for word in words])


def snake_case(text: str) -> str:
    """Return the words of a text as one name, such as `email_address`."""
    return "_".join(_WORD.findall(text)).lower()


_LAST_OF_FOUR_DIGITS = 0xFFFF
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Names:
    """Gives out names, each once."""

    def __init__(self, taken: Iterable[str]) -> None:
        """Keep the names that are taken."""
        self._taken = set(taken)

    def new(self, wanted: str, otherwise: str) -> str:
        """Return a name that starts as it is wanted, or as `otherwise` where that is no name."""
        start = wanted if wanted[:1].isalpha() else f"{otherwise}{wanted}"
        name, number = start, 2
        while name in self._taken:
            name, number = f"{start}{number}", number + 1
        self._taken.add(name)
        return name


def python_literal(text: str) -> str:
    """Return a text as a literal of Python on one line, with the quotes that formatters prefer."""
    if '"' in text and "'" not in text:
        return f"'{python_text(text)}'".replace('\\"', '"')
    return f'"{python_text(text)}"'


def python_text(text: str) -> str:
    """Return a text as it stands between double quotes in Python: with an escape for what could do harm."""
    return _HOSTILE.sub(_python_escape, text)


def typescript_literal(text: str) -> str:
    """Return a text as a literal of TypeScript on one line, in double quotes."""
    return f'"{_HOSTILE.sub(_typescript_escape, text)}"'


def typescript_comment(text: str) -> str:
    """Return a text as it stands in a comment of TypeScript: on one line, and without an end of the comment."""
    return typescript_literal(text)[1:-1].replace("*/", "*\\/")


def _python_escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return _SHORT.get(found[0]) or (f"\\u{code:04x}" if code <= _LAST_OF_FOUR_DIGITS else f"\\U{code:08x}")


def _typescript_escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return _python_escape(found) if code <= _LAST_OF_FOUR_DIGITS else f"\\u{{{code:x}}}"
