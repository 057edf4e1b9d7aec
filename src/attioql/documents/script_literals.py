"""The literals of a script: its syntax nodes as the expressions that all languages share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias, cast

from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import phrase
from attioql.documents.code_calls import HINT, OWNERS, STEPS_TO_OWNERS, URL, CodeCall
from attioql.documents.code_literals import (
    UNKNOWN_TEXT,
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
from attioql.documents.script_names import ScriptNames
from attioql.documents.script_strings import script_text
from attioql.documents.script_syntax import ScriptTree
from attioql.text.source import Span
from attioql.values.exact import integer_text

_NodeReading: TypeAlias = "CodeExpression | CodeParts[Any]"

_WRAPPERS = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "type_assertion"}
)
_CONSTANTS = frozenset({"true", "false", "null"})
_NUMBERS = frozenset({"number", "unary_expression"})
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_DECIMAL = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?|0x[0-9a-f]+|0o[0-7]+|0b[01]+", re.IGNORECASE)
_WITH_POINT = re.compile(r"(-?[0-9]*)\.([0-9]*)((?:[eE][+-]?[0-9]+)?)")
_OLD_OCTAL = re.compile(r"-?0[0-9]")
_NAME = re.compile(r"(?:[\w$#]+\.)*[\w$#]+\Z")
_LONGEST_NAME = 400
_LONGEST_SHOWN = 200
_TEXTS = frozenset({"string", "template_string", "binary_expression"})
_ENCODERS = frozenset({"JSON.stringify"})
_KEEPERS = frozenset({"Object.freeze", "structuredClone"})
_NAMES_OF_NAMES = 2
_COMMENT = "comment"
_CHOICE = "ternary_expression"
_IN_CHOICES = _WRAPPERS | {_CHOICE, "binary_expression", "unary_expression", "object", "string", "template_string"}
_HINT = re.compile(HINT.pattern.encode(), re.IGNORECASE)
"""The same in bytes of UTF-8, as tree-sitter has the text of a node."""


class ScriptLiterals:
    """Reads the literals of one script. `kept` are the spans around values, such as that of `as const`."""

    def __init__(self, text: str, tree: ScriptTree) -> None:
        """Keep the text and its tree."""
        self._text = text
        self._tree = tree
        self._names = ScriptNames(tree)
        self._followed = FollowedNames()
        self.kept: list[Span] = []
        self._hint = _HINT
        for _ in range(_NAMES_OF_NAMES):
            self._hint = _with_names(self._names.holding(self._hint))

    def read(self, node: Any) -> CodeExpression:
        """Return the expression that a node is."""
        return read_expression(node, self._read)

    def holder(self, node: Any) -> Any:
        """Return what a literal stands in, past `as const` and the like."""
        around = node.parent
        while around is not None and around.type in _WRAPPERS:
            around = around.parent
        return around

    def chosen_from(self, node: Any, after: int) -> Any:
        """Return the choice behind an offset of which a literal is a branch or a part of the condition; else the literal."""
        found = around = node
        while around is not None and around.type in _IN_CHOICES and self._tree.span(around).start >= after:
            found = around if around.type == _CHOICE else found
            around = around.parent
        return found

    def call(self, node: Any) -> CodeCall | None:
        """Return a call; `None` for one without arguments."""
        arguments = node.child_by_field_name("arguments")
        if arguments is None or arguments.type != "arguments" or not self._hint.search(self._tree.code(arguments)):
            return None
        nodes = [each for each in arguments.named_children if each.type != _COMMENT]
        if not any(each.type in _INTERESTING for each in nodes):
            return None
        read = [self.read(each) for each in nodes]
        return CodeCall(self._tree.span(node), self._name_of(node), read, {}, list(self._owners(node)))

    def _owners(self, node: Any) -> Iterator[CodeCall]:
        """Yield the calls that a call is a method of, as far as they may name the target."""
        owner = node.child_by_field_name("function")
        for _ in range(STEPS_TO_OWNERS):
            while owner is not None and owner.type in {"member_expression", "non_null_expression"}:
                owner = owner.child_by_field_name("object") or owner.named_children[0]
            if owner is None or owner.type != "call_expression":
                return
            name, arguments = self._name_of(owner), owner.child_by_field_name("arguments")
            if arguments is not None and (OWNERS.search(name) or b"/query" in self._tree.code(arguments)):
                nodes = [each for each in arguments.named_children if each.type != _COMMENT]
                yield CodeCall(self._tree.span(owner), name, [self.read(each) for each in nodes], {})
            owner = owner.child_by_field_name("function")

    def _name_of(self, call: Any) -> str:
        function = call.child_by_field_name("function") or call.child_by_field_name("constructor")
        if function is None:
            return ""
        start, end = self._tree.span(function)
        found = _NAME.search(re.sub(r"[\s!?]", "", self._text[max(start, end - _LONGEST_NAME) : end]))
        return "" if found is None else found[0]

    def _read(self, node: Any) -> _NodeReading:
        kind = node.type
        span = self._tree.span(node)
        text = self._text[span.start : span.end]
        if node.is_missing or node.is_error:
            return CodeUnknown(span, phrase("not-parsed"))
        reader = _READERS.get(kind)
        if reader is not None:
            return cast("_NodeReading", getattr(self, reader)(node, span, text))
        if kind in _CONSTANTS:
            return CodeScalar(span, kind)
        if kind in _NUMBERS and _DECIMAL.fullmatch(text.replace("_", "").lower()):
            return _number(span, text)
        return CodeUnknown(span, phrase(_WHYS.get(kind, "at-run-time"), text=_shown(text)))

    def _string(self, _: Any, span: Span, text: str) -> _NodeReading:
        return _scalar(span, script_text(text))

    def _items(self, node: Any, span: Span, _: str) -> _NodeReading:
        items = [each for each in node.named_children if each.type != _COMMENT]
        return CodeParts(items, lambda read: CodeItems(span, tuple(read)))

    def _binary(self, node: Any, span: Span, text: str) -> _NodeReading:
        if node.child_by_field_name("operator").type != "+":
            return CodeUnknown(span, phrase("at-run-time", text=_shown(text)))
        operands = []
        while node.type == "binary_expression" and node.child_by_field_name("operator").type == "+":
            operands.append(node.child_by_field_name("right"))
            node = node.child_by_field_name("left")
        return CodeParts([node, *reversed(operands)], _joined(span, text))

    def _choice(self, node: Any, span: Span, text: str) -> _NodeReading:
        parts = [node.child_by_field_name(name) for name in ("consequence", "alternative")]
        parts = [each for each in parts if each is not None and each.type != "undefined"]
        why = phrase("at-run-time-choice", text=_shown(text))
        return CodeParts(parts, lambda read: one_of(span, why, read))

    def _unwrapped(self, node: Any, span: Span, text: str) -> _NodeReading:
        """Return what stands in parentheses, or before `as` or `satisfies`."""
        parts = [each for each in node.named_children if each.type != _COMMENT]
        if not parts:
            return CodeUnknown(span, phrase("at-run-time", text=_shown(text)))
        inner = parts[-1] if node.type == "type_assertion" else parts[0]
        self._keep_around(span, self._tree.span(inner))
        return CodeParts([inner], lambda read: read[0])

    def _keep_around(self, outer: Span, inner: Span) -> None:
        around = (Span(outer.start, inner.start), Span(inner.end, outer.end))
        self.kept += [each for each in around if each.start < each.end]

    def _template(self, node: Any, span: Span, text: str) -> _NodeReading:
        holes = [each for each in node.named_children if each.type == "template_substitution"]
        if not holes:
            return _scalar(span, script_text(text))
        edges = [self._tree.span(each) for each in holes]
        starts, ends = [span.start + 1, *[edge.end for edge in edges]], [*[edge.start for edge in edges], span.end - 1]
        pieces = [script_text(f"`{self._text[start:end]}`") for start, end in zip(starts, ends, strict=True)]
        inner = [next((each for each in hole.named_children if each.type != _COMMENT), hole) for hole in holes]

        def make(read: Sequence[CodeExpression]) -> CodeExpression:
            known = [text_of(each) for each in read]
            filled = [UNKNOWN_TEXT if each is None else each for each in known]
            whole = pieces[0] + "".join([each + piece for each, piece in zip(filled, pieces[1:], strict=True)])
            if UNKNOWN_TEXT not in whole:
                return _computed(span, whole)
            return CodeUnknown(span, phrase("at-run-time-template", text=_shown(text)), whole)

        return CodeParts([each for each in inner if each.type != "template_substitution"] or inner, make)

    def _fields(self, node: Any, span: Span, _: str) -> _NodeReading:
        """Read an object. What is no member with a known key stands for any members."""
        parts = [each for each in node.named_children if each.type != _COMMENT]
        keys = [self._key(each) for each in parts]
        values = [each.child_by_field_name("value") if each.type == "pair" else each for each in parts]

        def make(read: Sequence[CodeExpression]) -> CodeExpression:
            members: list[CodeMember | CodeUnknown] = []
            for part, key, value in zip(parts, keys, read, strict=True):
                if key is not None:
                    members.append(CodeMember(*key, value, part.type != "pair"))
                elif isinstance(value, CodeUnknown) and part.type == "spread_element":
                    members.append(value)
                else:
                    here = self._tree.span(part)
                    members.append(CodeUnknown(here, phrase("at-run-time-key", text=_shown(self._text[slice(*here)]))))
            return CodeFields(span, tuple(members))

        return CodeParts([part if value is None else value for part, value in zip(parts, values, strict=True)], make)

    def _key(self, part: Any) -> tuple[str, Span] | None:
        """Return the key of a member and its span; `None` where it is computed, or there is none."""
        if part.type == "shorthand_property_identifier":
            return self._tree.code(part).decode(), self._tree.span(part)
        name = part.child_by_field_name("name" if part.type == "method_definition" else "key")
        if name is not None and name.type == "computed_property_name" and name.named_children:
            name = name.named_children[0]
            if name.type not in {"string", "template_string"}:
                return None
        if name is None:
            return None
        span = self._tree.span(name)
        text = self._text[span.start : span.end]
        match name.type:
            case "string":
                return script_text(text), span
            case "template_string" if not any(each.type == "template_substitution" for each in name.named_children):
                return script_text(text), span
            case "property_identifier" | "number":
                return text, span
        return None

    def _named(self, node: Any, span: Span, text: str) -> _NodeReading:
        """Follow a name to the literal that it stands for."""
        unknown = CodeUnknown(span, phrase("at-run-time-variable", text=_shown(text)))
        binding = self._names.find(node)
        value = None if binding is None else binding.value
        if binding is None or value is None:
            return unknown
        if self._names.is_changed(self._tree.code(node), binding):
            return unknown._replace(why=phrase("at-run-time-changed", text=_shown(text)))
        inner_span = self._tree.span(value)
        if not self._followed.follow(inner_span):
            return unknown

        def make(inner: CodeExpression) -> CodeExpression:
            if isinstance(inner, CodeUnknown):
                return inner._replace(span=span) if inner.text is not None else unknown
            return CodeName(span, inner)

        return self._followed.reading(inner_span, value, make)

    def _member_of(self, node: Any, span: Span, text: str) -> _NodeReading:
        """Follow a key of an object that the file spells out: `FILTERS.active`."""
        unknown = CodeUnknown(span, phrase("at-run-time-variable", text=_shown(text)))
        owner, name = node.child_by_field_name("object"), node.child_by_field_name("property")
        if owner.type not in {"identifier", "member_expression"} or name.type != "property_identifier":
            return unknown
        key = self._tree.code(name).decode()

        def make(read: Sequence[CodeExpression]) -> CodeExpression:
            fields = literal_of(read[0])
            is_known = isinstance(fields, CodeFields) and all(isinstance(each, CodeMember) for each in fields.members)
            value = member_of(fields, (key,)) if isinstance(fields, CodeFields) and is_known else None
            return unknown if value is None else CodeName(span, value)

        return CodeParts([owner], make)

    def _called(self, node: Any, span: Span, text: str) -> _NodeReading:
        """Read a call: one that writes JSON, one that returns its argument, or one that makes a URL of a part of it."""
        unknown = CodeUnknown(span, phrase("at-run-time-call", text=_shown(text)))
        arguments = node.child_by_field_name("arguments")
        nodes = [] if arguments is None else [each for each in arguments.named_children if each.type != _COMMENT]
        name = self._name_of(node)
        if nodes and name in _ENCODERS:
            return CodeParts([nodes[0]], lambda read: CodeEncoded(span, read[0]))
        if nodes and name in _KEEPERS:
            self._keep_around(span, self._tree.span(nodes[0]))
            return CodeParts([nodes[0]], lambda read: read[0])
        texts = [each for each in nodes if each.type in _TEXTS]

        def make(read: Sequence[CodeExpression]) -> CodeExpression:
            known = [each for each in map(text_of, read) if each is not None and URL.search(each)]
            return unknown._replace(text=known[0]) if known else unknown

        return CodeParts(texts, make) if texts else unknown


_READERS: Mapping[str, str] = {
    **dict.fromkeys(_WRAPPERS, "_unwrapped"),
    "string": "_string",
    "template_string": "_template",
    "object": "_fields",
    "array": "_items",
    "identifier": "_named",
    "shorthand_property_identifier": "_named",
    "member_expression": "_member_of",
    "binary_expression": "_binary",
    _CHOICE: "_choice",
    "call_expression": "_called",
    "new_expression": "_called",
}
"""The method that reads each kind of node: by its name, as an object that holds its own methods waits for the garbage collector."""

_WHYS = {
    "spread_element": "at-run-time-spread",
    "await_expression": "at-run-time-call",
}
_INTERESTING = (
    _WRAPPERS | _TEXTS | {_CHOICE, "object", "identifier", "call_expression", "new_expression", "member_expression"}
)


def _with_names(names: Sequence[bytes]) -> re.Pattern[bytes]:
    """Return the pattern of what may have a filter, with names for such."""
    spelled = b"|".join(map(re.escape, names))
    return re.compile(_HINT.pattern + rb"|\b(?:" + spelled + rb")\b", re.IGNORECASE) if names else _HINT


def _scalar(span: Span, text: str) -> CodeScalar:
    return CodeScalar(span, json.dumps(text, ensure_ascii=False), text)


def _computed(span: Span, text: str) -> CodeExpression:
    """Return a text that is put together of literals."""
    return _scalar(span, text)


def _joined(span: Span, written: str) -> Any:
    """Return the function that joins texts."""

    def make(read: Sequence[CodeExpression]) -> CodeExpression:
        whole = joined_text(read)
        if whole is None:
            return CodeUnknown(span, phrase("at-run-time", text=_shown(written)))
        if UNKNOWN_TEXT not in whole:
            return _computed(span, whole)
        return CodeUnknown(span, phrase("at-run-time-template", text=_shown(written)), whole)

    return make


def _number(span: Span, text: str) -> CodeExpression:
    """Return a number, in any way that JavaScript writes one and JSON can hold."""
    plain = text.replace("_", "")
    if _NUMBER.fullmatch(plain):
        return CodeScalar(span, plain)
    if plain[:2].lower() in {"0x", "0o", "0b"}:
        return CodeScalar(span, integer_text(int(plain, 0)))
    parts = _WITH_POINT.fullmatch(plain)
    if parts is not None and not _OLD_OCTAL.match(plain):
        return CodeScalar(span, f"{parts[1] or 0}.{parts[2] or 0}{parts[3]}")
    return CodeUnknown(span, phrase("at-run-time", text=_shown(text)))


def _shown(text: str) -> str:
    """Return an expression as a sentence shows it."""
    return short(" ".join(text[:_LONGEST_SHOWN].split())).replace("`", "'")
