"""The dict literals of a Python file: its syntax nodes as the expressions that all languages share, and the calls among them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import phrase
from attioql.documents.code_calls import HINT, OWNERS, STEPS_TO_OWNERS, CodeCall
from attioql.documents.code_literals import (
    UNKNOWN_TEXT,
    CodeBytes,
    CodeEncoded,
    CodeExpression,
    CodeFields,
    CodeItems,
    CodeMember,
    CodeName,
    CodeParts,
    CodeScalar,
    CodeUnknown,
    FollowedNames,
    joined_text,
    literal_of,
    member_of,
    one_of,
    read_expression,
    text_of,
)
from attioql.documents.code_places import quoted
from attioql.documents.python_formats import Fill, braces_filled, percent_filled
from attioql.documents.python_names import PythonNames
from attioql.documents.python_tree import PythonTree
from attioql.text.source import Span
from attioql.values.exact import integer_text

_NodeRead: TypeAlias = "CodeExpression | CodeParts[ast.expr]"
SpanOf: TypeAlias = Callable[[ast.expr], Span]

_ENCODERS = frozenset({"json.dumps", "dumps", "orjson.dumps", "ujson.dumps", "simplejson.dumps"})
_BYTES_OF = frozenset({"bytes", "bytearray"})
_MODEL = re.compile(r"(?:Body|Request|Params|^dict)\Z")
"""The end of the name of a class that has the members of a request as arguments."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_NAMES_OF_NAMES = 2
_WITH_POINT = re.compile(r"(-?(?:0|[1-9][0-9]*)?)\.([0-9]*)((?:[eE][+-]?[0-9]+)?)")
_WHYS: Mapping[type[ast.expr], str] = {
    ast.Name: "at-run-time-variable",
    ast.Attribute: "at-run-time-variable",
    ast.Subscript: "at-run-time-variable",
    ast.Call: "at-run-time-call",
    ast.Await: "at-run-time-call",
    ast.Starred: "at-run-time-spread",
    ast.JoinedStr: "at-run-time-template",
}


class PythonCode:
    """Reads the literals and calls of one Python file."""

    def __init__(self, text: str, tree: PythonTree, span: SpanOf) -> None:
        """Keep the text, its tree, and how the span of a node is found."""
        self._text = text
        self._tree = tree
        self._span = span
        self._names = PythonNames(tree)
        self._followed = FollowedNames()

    def calls(self) -> Iterator[tuple[ast.Call, CodeCall]]:
        """Yield the calls of the file that may have a filter, by what stands in them or in what they name."""
        hint = HINT
        for _ in range(_NAMES_OF_NAMES):
            hint = self._with_names(hint)
        for node in self._tree.nodes(ast.Call):
            if hint.search(self._text, *self._span(node)):
                arguments = [self.read(each) for each in node.args]
                named = {each.arg: self.read(each.value) for each in node.keywords if each.arg is not None}
                yield node, CodeCall(self._span(node), name_of(node.func), arguments, named, list(self._owners(node)))

    def _owners(self, call: ast.Call) -> Iterator[CodeCall]:
        """Yield the calls that a call is a method of, as far as they may name the target."""
        owner = call.func
        for _ in range(STEPS_TO_OWNERS):
            while isinstance(owner, ast.Attribute):
                owner = owner.value
            if not isinstance(owner, ast.Call):
                return
            if OWNERS.search(name_of(owner.func)) or HINT.search(self._text, *self._span(owner)):
                yield CodeCall(self._span(owner), name_of(owner.func), [self.read(each) for each in owner.args], {})
            owner = owner.func

    def _with_names(self, hint: re.Pattern[str]) -> re.Pattern[str]:
        bound = [(name, self._span(value)) for name, value in self._names.values()]
        names = {re.escape(name) for name, span in bound if hint.search(self._text, *span)}
        return re.compile(f"{HINT.pattern}|\\b(?:{'|'.join(sorted(names))})\\b", re.IGNORECASE) if names else HINT

    def read(self, node: ast.expr) -> CodeExpression:
        """Return the expression that a node is."""
        return read_expression(node, self._read)

    def _read(self, node: ast.expr) -> _NodeRead:
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float())):
                return self._number(node)
            case ast.Dict():
                return self._fields(node)
            case ast.List(elts=items) | ast.Tuple(elts=items):
                span = self._span(node)
                return CodeParts(items, lambda read: CodeItems(span, tuple(read)))
            case ast.Name() | ast.Attribute():
                return self._named(node)
            case ast.BinOp() | ast.IfExp():
                return self._operation(node)
            case ast.JoinedStr():
                return self._template(node)
            case ast.Call():
                return self._called(node)
            case ast.Subscript(
                value=ast.Name() | ast.Attribute() | ast.Subscript(), slice=ast.Constant(value=str(key))
            ):
                return self._member_of(node, key)
        return self._unknown(node)

    def _unknown(self, node: ast.expr, why: str = "", text: str | None = None) -> CodeUnknown:
        span = self._span(node)
        key = why or _WHYS.get(type(node), "at-run-time")
        shown = short(" ".join(self._text[span.start : span.start + _LONGEST_SHOWN][: span.end - span.start].split()))
        return CodeUnknown(span, phrase(key, text=shown.replace("`", "'")), text)

    def _constant(self, node: ast.Constant) -> CodeExpression:
        match node.value:
            case bool() | None:
                return CodeScalar(self._span(node), json.dumps(node.value))
            case str(text):
                return CodeScalar(self._span(node), json.dumps(text, ensure_ascii=False), text)
            case int() | float():
                return self._number(node)
            case bytes(encoded):
                return CodeBytes(self._span(node), encoded.decode(errors="replace"))
        return self._unknown(node)

    def _number(self, node: ast.expr) -> CodeExpression:
        span = self._span(node)
        plain = self._text[span.start : span.end].replace("_", "").replace(" ", "")
        if _NUMBER.fullmatch(plain):
            return CodeScalar(span, plain)
        value = node.value if isinstance(node, ast.Constant) else None
        if type(value) is int:
            return CodeScalar(span, integer_text(value))
        parts = _WITH_POINT.fullmatch(plain)
        if parts is None:
            return self._unknown(node)
        return CodeScalar(span, f"{parts[1] or 0}.{parts[2] or 0}{parts[3]}")

    def _fields(self, node: ast.Dict) -> _NodeRead:
        span = self._span(node)
        keys = list(node.keys)

        def make(read: Sequence[CodeExpression]) -> CodeExpression:
            members: list[CodeMember | CodeUnknown] = []
            for key, written, value in zip(keys, node.values, read, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    members.append(CodeMember(key.value, self._span(key), value))
                elif key is None:
                    members.append(self._unknown(written, "at-run-time-spread"))
                else:
                    members.append(self._unknown(key, "at-run-time-key"))
            return CodeFields(span, tuple(members))

        return CodeParts(node.values, make)

    def _named(self, node: ast.Name | ast.Attribute) -> _NodeRead:
        """Follow a name or the attribute of a class to the literal that it stands for."""
        found = self._names.find(node) if isinstance(node, ast.Name) else self._names.find_attribute(node)
        value, is_changed = found
        if value is None:
            return self._unknown(node)
        span, inner_span = self._span(node), self._span(value)
        if not self._followed.follow(inner_span):
            return self._unknown(node)
        if is_changed:
            return self._unknown(node, "at-run-time-changed")

        def make(inner: CodeExpression) -> CodeExpression:
            if isinstance(inner, CodeUnknown):
                return inner._replace(span=span) if inner.text is not None else self._unknown(node)
            return CodeName(span, inner)

        return self._followed.reading(inner_span, value, make)

    def _member_of(self, node: ast.Subscript, key: str) -> _NodeRead:
        """Follow a key of a dict that the file spells out: `FILTERS["active"]`."""

        def make(read: Sequence[CodeExpression]) -> CodeExpression:
            fields = literal_of(read[0])
            is_known = isinstance(fields, CodeFields) and all(isinstance(each, CodeMember) for each in fields.members)
            value = member_of(fields, (key,)) if isinstance(fields, CodeFields) and is_known else None
            return self._unknown(node) if value is None else CodeName(self._span(node), value)

        return CodeParts([node.value], make)

    def _operation(self, node: ast.BinOp | ast.IfExp) -> _NodeRead:
        match node:
            case ast.IfExp(body=body, orelse=other):
                unknown = self._unknown(node, "at-run-time-choice")
                return CodeParts([body, other], lambda read: one_of(unknown.span, unknown.why, read))
            case ast.BinOp(op=ast.Add()):
                return self._joined(node)
            case ast.BinOp(op=ast.Mod()):
                return self._by_percent(node)
        return self._unknown(node)

    def _joined(self, node: ast.BinOp) -> _NodeRead:
        """Read a text that is put together."""
        operands: list[ast.expr] = [node.right]
        first = node.left
        while isinstance(first, ast.BinOp) and isinstance(first.op, ast.Add):
            operands.append(first.right)
            first = first.left
        return CodeParts([first, *reversed(operands)], lambda read: self._computed(node, joined_text(read)))

    def _by_percent(self, node: ast.BinOp) -> _NodeRead:
        """Read a text that `%` fills in: with one value, a tuple of them, or a dict."""
        match node.right:
            case ast.Tuple(elts=values):
                return self._filled(node, node.left, values, {}, percent_filled)
            case ast.Dict(keys=keys, values=values):
                pairs = zip(keys, values, strict=True)
                named = {key.value: value for key, value in pairs if isinstance(key, ast.Constant)}
                texts = {key: value for key, value in named.items() if isinstance(key, str)}
                return self._filled(node, node.left, [], texts, percent_filled)
        return self._filled(node, node.left, [node.right], {}, percent_filled)

    def _filled(
        self, node: ast.expr, text: ast.expr, values: Sequence[ast.expr], named: Mapping[str, ast.expr], fill: Fill
    ) -> _NodeRead:
        """Read a text that is filled in with values."""

        def make(read: Sequence[CodeExpression]) -> CodeExpression:
            whole, *known = map(text_of, read)
            if whole is None:
                return self._unknown(node)
            by_name = dict(zip(named, known[len(values) :], strict=True))
            return self._computed(node, fill(whole, known[: len(values)], by_name))

        return CodeParts([text, *values, *named.values()], make)

    def _computed(self, node: ast.expr, text: str | None) -> CodeExpression:
        """Return a text that is put together of literals, or of which a part is known."""
        if text is None:
            return self._unknown(node)
        if UNKNOWN_TEXT in text:
            return self._unknown(node, "at-run-time-template", text)
        return CodeScalar(self._span(node), json.dumps(text, ensure_ascii=False), text)

    def _template(self, node: ast.JoinedStr) -> _NodeRead:
        values = [each.value if isinstance(each, ast.FormattedValue) else each for each in node.values]

        def make(read: Sequence[CodeExpression]) -> CodeExpression:
            known = [text_of(each) for each in read]
            whole = "".join([UNKNOWN_TEXT if each is None else each for each in known])
            return self._unknown(node, "", whole)

        return CodeParts(values, make)

    def _called(self, node: ast.Call) -> _NodeRead:
        """Read a call: one that writes JSON, a model of a request, or one that fills in a text."""
        name = name_of(node.func)
        span = self._span(node)
        if name in _ENCODERS and node.args:
            return CodeParts([node.args[0]], lambda read: CodeEncoded(span, read[0]))
        if name in _BYTES_OF and node.args:
            return CodeParts([node.args[0]], partial(self._as_bytes, node))
        match node.func:
            case ast.Attribute(value=text, attr="encode"):
                return CodeParts([text], partial(self._as_bytes, node))
            case ast.Attribute(value=text, attr="format"):
                named = {each.arg: each.value for each in node.keywords if each.arg is not None}
                return self._filled(node, text, node.args, named, braces_filled)
        if _MODEL.search(name.rpartition(".")[2]) and node.keywords and not node.args:
            keywords = [each for each in node.keywords if each.arg is not None]
            is_open = len(keywords) < len(node.keywords)

            def make(read: Sequence[CodeExpression]) -> CodeExpression:
                members: list[CodeMember | CodeUnknown] = [
                    CodeMember(each.arg or "", value.span, value, odd=True)
                    for each, value in zip(keywords, read, strict=True)
                ]
                members += [self._unknown(node, "at-run-time-spread")] if is_open else []
                return CodeFields(span, tuple(members))

            return CodeParts([each.value for each in keywords], make)
        return self._unknown(node)

    def _as_bytes(self, node: ast.Call, read: Sequence[CodeExpression]) -> CodeExpression:
        """Return the text or the value in JSON that a call makes bytes of."""
        is_known = isinstance(literal_of(read[0]), CodeEncoded) or text_of(read[0]) is not None
        return read[0] if is_known else self._unknown(node)


_LONGEST_SHOWN = 200


def name_of(function: ast.expr) -> str:
    """Return the name of a function, with dots."""
    names: list[str] = []
    while isinstance(function, ast.Attribute):
        names.append(function.attr)
        function = function.value
    if isinstance(function, ast.Name):
        names.append(function.id)
    return ".".join(reversed(names))


@dataclass(frozen=True, slots=True)
class PythonSpelling:
    """Spells keys and values as Python, between these quotes."""

    quote: str

    def key(self, key: str, replaced: str) -> str:
        """Spell a key, in the quotes of the one that is replaced."""
        quote = replaced[:1] if replaced[:1] in {"'", '"'} else self.quote
        return quoted(key, quote)

    def text(self, text: str) -> str:
        """Spell a string."""
        return quoted(text, self.quote)

    def constant(self, constant: str) -> str:
        """Spell a constant."""
        return {"true": "True", "false": "False", "null": "None"}[constant]


_QUOTE = re.compile(r"""(["'])(?:[^"'\\\n]|\\.)*\1""")


def python_spelling(text: str, span: Span) -> PythonSpelling:
    """Return how a literal of a file is spelled: by its first string, or else by that of the file."""
    found = _QUOTE.search(text, *span) or _QUOTE.search(text)
    return PythonSpelling('"' if found is None else found[1])
