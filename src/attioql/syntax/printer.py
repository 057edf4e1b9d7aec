"""Nodes back to text on one line: the one spelling of every operator, keyword and value, with the fewest parentheses.

How text is laid out over several lines, and where comments go, is in `attioql.syntax.layout`.
"""

from __future__ import annotations

from attioql.syntax.nodes import (
    And,
    Block,
    Broken,
    CalendarPeriod,
    Call,
    Comparison,
    Empty,
    Expression,
    Group,
    Items,
    Literal,
    Moment,
    Not,
    Operand,
    Or,
    Parameter,
    Range,
    RollingPeriod,
    Truth,
)

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def print_expression(root: Expression) -> str:
    """Return an expression on one line. The tree is walked with a stack of its own."""
    pieces: list[str] = []
    waiting: list[Expression | str] = [without_outer_group(root)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
        else:
            waiting.extend(reversed(parts(node)))
    return "".join(pieces)


def parts(node: Expression) -> list[Expression | str]:
    """Return the pieces of a node on one line: text, and the nodes between it."""
    match node:
        case And(operands) | Or(operands):
            word = " and " if isinstance(node, And) else " or "
            joined: list[Expression | str] = []
            for operand in operands:
                joined += (word, operand_of(node, operand))
            return joined[1:]
        case Not(operand):
            return ["not ", operand_of(node, operand)]
        case Group(body):
            return ["(", without_outer_group(body), ")"]
        case Block(path, body):
            return [path.text, " { ", without_outer_group(body), " }"]
        case Comparison() | Truth():
            return [spell_condition(node)]
        case Empty() | Broken():
            return []
    raise AssertionError(node)


def operand_of(parent: And | Or | Not, operand: Expression) -> Expression:
    """Return an operand with parentheses where it needs them, and without where they do nothing.

    Parentheses around `and` within `or` change nothing but help a reader: they stay as they were written.
    """
    inner = operand.body if isinstance(operand, Group) else operand
    if not isinstance(inner, (And, Or)) or isinstance(operand, Group):
        return operand if isinstance(inner, (And, Or)) else inner
    needed = isinstance(parent, Not) or (isinstance(parent, And) and isinstance(inner, Or))
    return Group(inner, inner.start, inner.end) if needed else inner


def without_outer_group(node: Expression) -> Expression:
    """Take away parentheses around a whole expression."""
    while isinstance(node, Group):
        node = node.body
    return node


def spell_condition(node: Comparison | Truth) -> str:
    """Spell one condition."""
    if isinstance(node, Truth):
        return node.path.text
    if node.operand is None:
        return f"{node.path.text} {node.operator}"
    return f"{node.path.text} {node.operator} {spell_operand(node.operand)}"


def spell_operand(operand: Operand) -> str:
    """Spell a value, a list, a range or a period. Calls hold values only one level deep in what the parser accepts."""
    match operand:
        case Literal():
            return _literal(operand)
        case Parameter(name):
            return f":{name}"
        case Moment(base, shift):
            return f"{base} {shift[0]} {shift[1:]}" if shift else base
        case Call(function, arguments):
            return f"{function.lower()}({', '.join([spell_operand(argument) for argument in arguments])})"
        case Items(values):
            return f"({', '.join([spell_operand(value) for value in values])})"
        case Range(low, high):
            return f"{spell_operand(low)} and {spell_operand(high)}"
        case CalendarPeriod(which, unit):
            return f"{which} {unit}"
        case RollingPeriod(which, duration):
            return f"{which} {duration}"
    return ""


def spell_string(text: str) -> str:
    """Quote a text: in double quotes, unless single ones save escapes."""
    quote = "'" if '"' in text and "'" not in text else '"'
    body = "".join([_ESCAPES.get(character, character) for character in text])
    return f"{quote}{body.replace(quote, chr(92) + quote)}{quote}"


def _literal(literal: Literal) -> str:
    text = literal.text
    match literal.kind:
        case "string":
            return spell_string(text)
        case "number":
            return text.replace("_", "").lower().replace("e+", "e")
        case "timestamp":
            return text.upper()
        case "uuid" | "boolean" | "null" | "duration":
            return text.lower()
    return text
