"""Estimates how deep the tree of a Python text is by its operators: CPython 3.10 crashes on a tree that is too deep.

Every attribute, call, subscript and binary operator of a chain is a level of the tree. The parser itself refuses deep brackets,
prefixes and conditions.
"""

from __future__ import annotations

import re

from attioql.limits import LIMITS

MOST_LINKS = LIMITS.python_links

_LINKS = ".([+*/%@&|^<>-"
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
    |(?P<prefix>[A-Za-z]{0,2})(?P<literal>\"{3}(?:[^\\]|\\.)*?(?:\"{3}|\Z)|'{3}(?:[^\\]|\\.)*?(?:'{3}|\Z)
        |"(?:[^"\\\r\n]|\\.)*"?|'(?:[^'\\\r\n]|\\.)*'?)
    |(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<break>[,;\r\n])|(?P<link>[.+*/%@&|^<>-]+)""",
    re.DOTALL | re.VERBOSE,
)
_LINK = re.compile(f"[{re.escape(_LINKS)}]")


def deep_at(text: str) -> int | None:
    """Return the offset at which a chain gets too long, else `None`. Most texts have too few operators and are not searched."""
    if sum(map(text.count, _LINKS)) <= MOST_LINKS:
        return None
    links = 0
    around: list[int] = []
    for found in _TOKEN.finditer(text):
        match found.lastgroup:
            case "literal" if "f" in found["prefix"].lower():
                inside = len(_LINK.findall(found["literal"]))
                links += inside
                if links > MOST_LINKS:
                    return found.start()
                links -= inside
            case "open":
                links += 1
                around.append(links)
            case "close" if around:
                links = around.pop()
            case "break" if found[0] not in "\r\n" or not around:
                links = around[-1] if around else links if found[0] == "," else 0
            case "link":
                links += 1
        if links > MOST_LINKS:
            return found.start()
    return None
