"""Search every regular expression of the library for a text that it reads in ever more ways: `python tests/fuzz/patterns.py`.

Short pieces are repeated, alone and in pairs, behind what opens something and before what nothing expects. Such a text has some
hundred characters; an expression that still tries after half a second would try for years.
"""

import importlib
import itertools
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator
from types import ModuleType

import attioql

GIVES_UP_AFTER = 0.5
TIMES = 40
PIECES = (
    *"a1 \n\t\"'\\/*#,-._$:;([{<>}])=&|`@+~!?%\u201c\u00e9A",
    "/*",
    "*/",
    "//",
    '\\"',
    "<!--",
    "-->",
    "and ",
    "null",
)
OPENINGS = ("", ",", '"', "'", "[", "{", "/*", "(", "`")
ENDS = ("", "\0", "\n!")
WORD = re.compile(r"(?<!\\)[a-zA-Z]{3,}")


class _StillTryingError(Exception):
    pass


def modules() -> Iterator[ModuleType]:
    """Import every module of the library but those that start a program."""
    for each in pkgutil.walk_packages(attioql.__path__, "attioql."):
        if not each.name.endswith("__main__"):
            yield importlib.import_module(each.name)


def patterns() -> dict[re.Pattern[str], str]:
    """Return the regular expressions in constants of the modules, of their classes and in their tables, with a name."""
    found: dict[re.Pattern[str], str] = {}
    waiting = [(f"{module.__name__}.{name}", value) for module in modules() for name, value in vars(module).items()]
    seen: set[int] = set()
    while waiting:
        name, value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        match value:
            case re.Pattern() if isinstance(value.pattern, str):
                found.setdefault(value, name)
            case dict():
                waiting += [(name, each) for each in value.values()]
            case tuple() | list() | set() | frozenset():
                waiting += [(name, each) for each in value]
            case _ if isinstance(value, type) and value.__module__.startswith("attioql"):
                waiting += [(f"{name}.{key}", each) for key, each in vars(value).items()]
    return found


def hostile_texts(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield texts of repeated pieces, words of the expression itself among them."""
    pieces = (*PIECES, *dict.fromkeys(WORD.findall(pattern.pattern)[:4]))
    for first, second in itertools.product(pieces, repeat=2):
        yield (first + second) * TIMES
    for opening, piece, end in itertools.product(OPENINGS, pieces, ENDS):
        yield opening + piece * TIMES + end
        yield (opening + piece * TIMES) * 2 + end


def ends(pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether an expression is done with a text in time, however it is called."""
    signal.setitimer(signal.ITIMER_REAL, GIVES_UP_AFTER)
    try:
        sum(1 for _ in pattern.finditer(text))
        pattern.fullmatch(text)
    except _StillTryingError:
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return True


def _give_up(*_: object) -> None:
    raise _StillTryingError


def main() -> int:
    """Print each expression that does not end, with one text, and return how many there are."""
    signal.signal(signal.SIGALRM, _give_up)
    found = patterns()
    faults = 0
    for pattern, name in found.items():
        text = next((text for text in hostile_texts(pattern) if not ends(pattern, text)), None)
        if text is not None:
            faults += 1
            sys.stdout.write(f"{name} does not end on {text!r}\n")
    sys.stdout.write(f"{len(found)} regular expressions, {faults} that do not end\n")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())
