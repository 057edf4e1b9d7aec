"""What a text reads as, to the letter, also where it is broken: nodes and their spans, tokens, outline, folds, conditions, layout.

`views.txt` has all views of some golden cases and of texts that are written here, and the nodes of all golden cases and of `mistakes.json`.
`ATTIOQL_GOLDEN=write python -m pytest -n 0 tests/syntax/test_views.py` writes it anew; read the difference before it is committed.
"""

import json
import os
from pathlib import Path

from golden_files import FOLDER, read_cases

import attioql
from attioql.syntax.condition_spans import condition_spans
from attioql.syntax.highlighting import tokens_of
from attioql.syntax.outline import folds_of, outline_of
from attioql.syntax.query_parts import parse_query
from attioql.text.source import Source

FILE = Path(__file__).with_name("views.txt")
MISTAKES = Path(__file__).with_name("mistakes.json")
LONGEST, OF_EACH_FILE = 160, 6
WRITTEN = (
    "",
    "# only a comment",
    "# one\n# two\n\n# three\na = 1 # beside\n# four\n# five\n  # six\nor b = 2\n# last",
    "(\n  a = 1\n  and (b = 2 or\n c = 3)\n) and d in (\n1,\n2\n)\nor e {\n f = 1\n}",
    "(\na = 1\n)",
    "[\na = 1\n] and (b = 2",
    ") a = 1 and (b\n= 2\n",
    "a.b.`c d`.e[5] = 1 and not has a and !b && a || b",
    "a { b = 1 and c in (1, 2) and not d > 2024-01 } or a {b}",
    "a between 1 and 5 and b not between now - 1d and now + 2h30m or c during last 3 weeks and d during 2024-Q1",
    'a = member("x") and b = :p and c in :q and d = true or e = null and f = Word',
    "a = 1 or b = 2 and c = 3 or not (d = 4 and e = 5) and ((f = 6))",
    "a = " + '"a long text " and b = ' * 8 + "1",
    f"{'a_long_name_of_an_attribute' * 4} = 1",
    "x = = 1 and y = 2 and (z = and w = 3) and v = 4 or",
    "x = 1 y = 2 and and z = 3",
    "= 1 and = 2 and = 3 and = 4 and e = 5 and f = 6",
    "a = Lead or Won or Lost and b = 1",
    "(a is Lead or Won) or c = 1 or d e f",
    "a = 1 order by b desc, c.d limit 5 offset 10",
    "order by a",
    "a = 1 limit 5 limit 6 and b = 2",
    "a = 1 sort by b ascending, c descending limit 5, 10",
    "a = 1 order by b desc nulls last limit '5'",
    "(a = 1 order by b)",
    "a = 1 # note\norder by b # other\nlimit 5 # last",
    "limit = 5 and order = 1 order by limit desc",
    "a='x'and(b=1)or c  in(1,2 , 3)",
    "**a.b** = 1 and c = = 2 or __d__ = 3 and _e.f_ = 4",
    "a in (# first\n1, # second\n2) and # third\nb = 1",
)


def _texts():
    """Yield texts, and whether all their views are compared, or only what they read as."""
    yield from ((text, True) for text in WRITTEN)
    for path in sorted(FOLDER.glob("*.md")):
        texts = [case.text for case in read_cases(path) if not {"reads", "file", "repeat"} & set(case.options)]
        short = [text for text in texts if len(text) <= LONGEST and not text.lstrip().startswith(("{", "["))]
        yield from ((text, number < OF_EACH_FILE) for number, text in enumerate(short))
    for text in sorted(json.loads(MISTAKES.read_text(encoding="utf-8"))):
        yield text, False


def _lines(text, whole):
    source = Source(text)
    tree = parse_query(source)
    yield f"=== {text!r}"
    yield f"tree {_node(tree.filter.root)}"
    if tree.ending.clauses:
        yield f"ending {_node(tree.ending)}"
    if whole:
        yield from _views(source, tree)


def _node(value):
    """Write a node: its kind, and what it is made of."""
    if isinstance(value, tuple):
        kind = type(value).__name__ if hasattr(value, "_fields") else ""
        return f"{kind}({' '.join(map(_node, value))})"
    return repr(value)


def _views(source, tree):
    yield f"problems {' '.join(f'{each.name}:{_place(each.span)}' for each in tree.problems)}"
    yield f"tokens {' '.join(f'{_place(token.span)}:{token.kind}' for token in tokens_of(source))}"
    every = condition_spans(source)
    yield f"conditions {' '.join(map(_place, every))}"
    for most in (2, 1):
        if (read := condition_spans(source, most)) != every:
            yield f"conditions before mistake {most + 1} {' '.join(map(_place, read))}"
    yield from _outlined(outline_of(source), 1)
    yield f"folds {' '.join(f'{fold.first}-{fold.last}:{fold.kind}' for fold in folds_of(source))}"
    if not tree.problems:
        for width in (88, 30):
            yield f"width {width}: {attioql.format(source.text, width=width)!r}"


def _outlined(items, level):
    for item in items:
        yield f"{'  ' * level}{item.kind} {_place(item.span)} {_place(item.name)} {item.label}"
        yield from _outlined(item.inside, level + 1)


def _place(span):
    return "none" if span is None else f"{span.start}-{span.end}"


def _unique(texts):
    found = {}
    for text, whole in texts:
        found.setdefault(text, whole)
    return found.items()


def test_texts_read_as_they_did():
    written = "".join(f"{line}\n" for text, whole in _unique(_texts()) for line in _lines(text, whole))
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        FILE.write_text(written, encoding="utf-8", newline="")
    assert written.split("\n") == FILE.read_text(encoding="utf-8").split("\n")
