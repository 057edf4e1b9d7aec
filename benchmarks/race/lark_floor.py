"""What a small language costs that does the usual: a Lark LALR grammar, its transformer fused into the parser.

It parses the filters of the race, checks names and kinds of values, and writes JSON text. No source spans, no
diagnostics, no canonical form: a floor, not a peer.
"""

import importlib
import json

from race.filters import KINDS

GRAMMAR = r"""
?start: disjunction
?disjunction: conjunction ("or" conjunction)* -> disjunction
?conjunction: negation ("and" negation)* -> conjunction
?negation: "not" negation -> negation | atom
?atom: "(" disjunction ")" | condition
condition: NAME OPERATOR value
value: STRING -> text | NUMBER -> number | DATE -> date
OPERATOR: "=" | ">=" | "<" | "contains"
NAME: /(?!(and|or|not|contains)\b)[a-z_]+/
STRING: /"[^"]*"/
DATE.2: /\d{4}-\d{2}-\d{2}/
NUMBER: /\d+/
%ignore " "
"""
NAMES = {"=": "$eq", ">=": "$gte", "<": "$lt", "contains": "$contains"}


def make():
    """Return the function from text to JSON text."""
    lark = importlib.import_module("lark")

    class Writer(lark.Transformer):
        def text(self, items):
            return "text", json.loads(items[0])

        def number(self, items):
            return "number", int(items[0])

        def date(self, items):
            return "date", str(items[0])

        def condition(self, items):
            name, operator, (kind, value) = items
            if KINDS[name] != kind:
                raise TypeError(name)
            return {str(name): {NAMES[operator]: value}}

        def negation(self, items):
            return {"$not": items[0]}

        def conjunction(self, items):
            return {"$and": items} if len(items) > 1 else items[0]

        def disjunction(self, items):
            return {"$or": items} if len(items) > 1 else items[0]

    parser = lark.Lark(GRAMMAR, parser="lalr", transformer=Writer())
    return lambda text: json.dumps(parser.parse(text))
