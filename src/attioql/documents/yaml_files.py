"""YAML filter sets. Only this module imports ruamel.yaml (extra `cli`), and only to read a YAML file.

ruamel.yaml composes the text to nodes with spans. Values become JSON, in which numbers stay exact and dates are strings.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator
from importlib import import_module
from itertools import accumulate
from typing import Any, NamedTuple

from attioql.diagnostics.build import in_text, past_limit
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import phrase, sentence
from attioql.documents import messages
from attioql.documents.mapping import SURROGATE_PAIR, Respelled
from attioql.documents.model import Document, Mapped
from attioql.documents.sets import UNREAD, Field, FilterSet, NamedFilter, looks_like_set, set_document
from attioql.documents.yaml_scalars import YamlScalar
from attioql.documents.yaml_values import is_boolean, scalar_as_json, without_json
from attioql.json_text.strict_json import DECODER
from attioql.limits import LIMITS
from attioql.text.source import Source, Span

LONGEST_YAML = LIMITS.yaml_characters

MOST_OPEN = LIMITS.yaml_brackets

_CORE = "tag:yaml.org,2002:"
_COLLECTION_OF = {"mapping": "map", "sequence": "seq"}
_COLLECTIONS = frozenset(_COLLECTION_OF.values())

_MAY_BE_SET = re.compile(r"^[\"']?filters[\"']?\s*:", re.MULTILINE)
_VERSION = re.compile(r"^%YAML[ \t]+([0-9]+\.[0-9]+)", re.MULTILINE)
_PAIR = re.compile(SURROGATE_PAIR)
_LONG_ESCAPE = re.compile(r"\\(?:U([0-9a-fA-F]{8})|.)", re.DOTALL)
_VERSIONS = ("1.1", "1.2")


def yaml_document(source: Source) -> Document:
    """Return the document of a YAML file, which has to be a filter set."""
    found = _read(source)
    if isinstance(found, Diagnostic):
        return Document(source, (), (found,))
    if found is None or not (found.filters or looks_like_set(found)):
        return Document(source, (), (messages.in_set("not-a-filter-set.yaml", source, Span(0, 0), ""),))
    return set_document(source, found)


def read_yaml_set(source: Source) -> FilterSet | None:
    """Return the filter set in a YAML text; `None` for other YAML and for text that is not YAML."""
    if _MAY_BE_SET.search(source.text) is None:
        return None
    found = _read(source)
    return found if isinstance(found, FilterSet) and looks_like_set(found) else None


def _read(source: Source) -> FilterSet | Diagnostic | None:
    """Return the content of a text as that of a filter set, or a diagnostic; `None` if its root is not a mapping."""
    if _is_deep(source.text):
        return _too_deep(source)
    root = _composed(source)
    if root is None or isinstance(root, Diagnostic):
        return root
    try:
        return _YamlReader(source).read(root)
    except RecursionError:
        return _too_deep(source)


def _is_deep(text: str) -> bool:
    """Tell whether a line opens many brackets at once: ruamel.yaml looks at each of them for each token."""
    return any(line.count("[") + line.count("{") > MOST_OPEN and _depth(line) > MOST_OPEN for line in text.splitlines())


def _depth(line: str) -> int:
    steps = [1 if bracket in "[{" else -1 for bracket in line if bracket in "[]{}"]
    return max(accumulate(steps), default=0)


def _too_deep(source: Source) -> Diagnostic:
    return in_text(sentence("nesting-too-deep.yaml"), source, Span(0, 0), pointer="")


def _composed(source: Source) -> Any:
    """Return the root node of a text, or a diagnostic."""
    if (too_long := past_limit(source, LONGEST_YAML, pointer="")) is not None:
        return too_long
    version = _VERSION.search(source.text)
    if version is not None and version[1] not in _VERSIONS:
        said = sentence("not-yaml.version", version=short(version[1]), known=tuple(_VERSIONS))
        return in_text(said, source, Span(*version.span(1)), pointer="")
    try:
        ruamel = import_module("ruamel.yaml")
    except ModuleNotFoundError:
        return messages.unreadable(source.name, phrase("needs-ruamel"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _with_pairs(ruamel.YAML(typ="safe", pure=True).compose(source.text), source.text)
    except ruamel.error.MarkedYAMLError as error:
        at = min(getattr(error.problem_mark, "index", 0), len(source.text))
        return _not_yaml(error.problem, source, Span(at, min(at + 1, len(source.text))))
    except ruamel.error.YAMLError as error:
        at = int(getattr(error, "position", 0))
        return _not_yaml(error, source, Span(at, at))
    except RecursionError:
        return _too_deep(source)
    except (AssertionError, AttributeError, LookupError, TypeError, ValueError, OverflowError):
        return _no_character(source) or _not_yaml(phrase("yaml-reader-fails"), source, Span(0, 0))


def _with_pairs(root: Any, text: str) -> Any:
    """Join surrogate pairs that double quotes escape as JSON does: ruamel.yaml reads each half as a character."""
    if root is None or _PAIR.search(text) is None:
        return root
    waiting = [root]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.id == "mapping":
            waiting += [part for pair in node.value for part in pair]
        elif node.id == "sequence":
            waiting += node.value
        elif node.style == '"':
            node.value = node.value.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return root


def _no_character(source: Source) -> Diagnostic | None:
    """Return what is wrong with an escape beyond the last character of Unicode, which Python refuses in words of its own."""
    for found in _LONG_ESCAPE.finditer(source.text):
        if found[1] is not None and int(found[1], 16) > sys.maxunicode:
            return in_text(sentence("not-yaml.escape", escape=found[0]), source, Span(*found.span()), pointer="")
    return None


def _not_yaml(reason: object, source: Source, span: Span) -> Diagnostic:
    return in_text(sentence("not-yaml", reason=" ".join(str(reason).split())), source, span, pointer="")


class _End(NamedTuple):
    """Marks where a collection ends."""

    node: Any
    bracket: str


class _YamlReader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text
        self._version = _version_of(source.text)
        self._problems: list[Diagnostic] = []
        self._seen: set[int] = set()

    def read(self, root: Any) -> FilterSet | None:
        if root.id != "mapping" or not any(key.value == "filters" for key, _ in root.value):
            return None
        fields: list[Field] = []
        filters: list[NamedFilter] | None = None
        for key, value in self._keyed(root):
            if key.value == "filters" and value.id == "mapping" and filters is None:
                filters = [self._named(name, inner) for name, inner in self._keyed(value) if self._is_new(inner, name)]
            else:
                fields.append(self._field(key, value))
        return FilterSet(fields, filters, self._problems)

    def _keyed(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Yield the keys of a mapping with their values, and report keys that are collections."""
        for key, value in node.value:
            if key.id == "scalar":
                yield key, value
            else:
                span = self._whole(key, key)
                self._problems.append(messages.in_set("not-a-filter-set.key", self._source, span, ""))

    def _named(self, name: Any, node: Any) -> NamedFilter:
        fields = None
        if node.id == "mapping":
            fields = [self._field(key, value) for key, value in self._keyed(node)]
        return NamedFilter(str(name.value), _span(name), self._whole(node, name), fields)

    def _field(self, key: Any, node: Any) -> Field:
        key_span = _span(key)
        span = self._whole(node, key)
        items = tuple(self._whole(item, item) for item in node.value) if node.id == "sequence" else ()
        written = self._respelled(node, key)
        if written is None:
            return Field(str(key.value), key_span, UNREAD, span, "", Respelled("", {}, span), items)
        text, where = written
        value = DECODER.decode(text)
        if isinstance(value, str):
            scalar = YamlScalar(
                self._text[span.start : node.end_mark.index], span.start, node.style or None, node.value
            )
            return Field(str(key.value), key_span, value, span, value, scalar, items)
        return Field(str(key.value), key_span, value, span, text, where, items)

    def _whole(self, node: Any, key: Any) -> Span:
        """Return the span of a value without the space after it; an absent value is at the end of its key."""
        start, end = _span(node)
        if start == end:
            return Span(key.end_mark.index, key.end_mark.index)
        if node.id == "scalar" or node.flow_style:
            return Span(start, end)
        return Span(start, _last(node))

    def _respelled(self, node: Any, key: Any) -> tuple[str, Mapped] | None:
        """Write a value as JSON, with the spans of its tokens, and report its errors."""
        offsets: dict[int, int] = {}
        blocks: set[int] = set()
        pieces: list[str] = []
        length = 0
        waiting: list[Any] = [node]
        whole = self._whole(node, key)
        while waiting:
            step = waiting.pop()
            key = step if isinstance(step, _YamlKey) else key
            if isinstance(step, str):
                written, span = step, None
            elif isinstance(step, _End):
                written, span = step.bracket, None
                offsets[length + 1] = self._whole(step.node, key).end
            elif not isinstance(step, _YamlKey) and not self._is_new(step, key):
                return None
            elif (diagnostic := self._tagged(step, key)) is not None:
                self._problems.append(diagnostic)
                return None
            elif step.id == "scalar":
                written, span = scalar_as_json(_tag(step), str(step.value), self._version), self._whole(step, key)
            else:
                written, span = "{" if step.id == "mapping" else "[", None
                offsets[length] = step.start_mark.index
                blocks.update(() if step.flow_style else _starts(step))
                if not self._has_own_keys(step):
                    return None
                waiting += reversed(list(_inside(step)))
            if span is not None:
                offsets[length], offsets[length + len(written)] = span
            pieces.append(written)
            length += len(written)
        return "".join(pieces), Respelled(self._text, offsets, whole, blocks)

    def _tagged(self, node: Any, key: Any) -> Diagnostic | None:
        """Return the diagnostic about a tag of YAML that does not fit its node."""
        kind = _tag(node)
        if kind in _COLLECTIONS and kind != _COLLECTION_OF.get(node.id):
            return messages.in_set("not-a-filter-set.tag", self._source, self._whole(node, key), "", tag=kind)
        if (written := without_json(kind, node.value)) is not None:
            return messages.in_set(
                "not-a-filter-set.no-json", self._source, self._whole(node, key), "", written=written
            )
        if kind == "bool" and not is_boolean(str(node.value)):
            return messages.in_set(
                "not-a-filter-set.boolean", self._source, self._whole(node, key), "", value=str(node.value)
            )
        return None

    def _has_own_keys(self, node: Any) -> bool:
        """Tell whether the keys of an object are strings that differ, and report the first repeated one."""
        if node.id != "mapping":
            return True
        seen: set[str] = set()
        keys = [key for key, _ in self._keyed(node)]
        for key in keys:
            name = str(key.value)
            if name in seen:
                self._problems.append(messages.repeated_key(name, self._source, _span(key), ""))
                return False
            seen.add(name)
        return len(keys) == len(node.value)

    def _is_new(self, node: Any, key: Any) -> bool:
        """Tell whether a node was not read before, through an alias; report one that was, at its key."""
        if id(node) not in self._seen:
            self._seen.add(id(node))
            return True
        self._problems.append(messages.in_set("not-a-filter-set.alias", self._source, _span(key), ""))
        return False


def _inside(node: Any) -> Iterator[Any]:
    """Yield the parts of a collection in JSON after its opening bracket, up to the closing one."""
    comma = ""
    if node.id == "mapping":
        for key, value in node.value:
            yield from (comma, _YamlKey(key), ": ", value) if comma else (_YamlKey(key), ": ", value)
            comma = ", "
        yield _End(node, "}")
        return
    for item in node.value:
        yield from (comma, item) if comma else (item,)
        comma = ", "
    yield _End(node, "]")


def _starts(node: Any) -> Iterator[int]:
    """Yield where a block starts, and each of its entries if it is a mapping."""
    yield node.start_mark.index
    if node.id == "mapping":
        yield from (key.start_mark.index for key, _ in node.value)


class _YamlKey:
    """A key, which is a string even if it looks like a number."""

    id = "scalar"
    tag = "tag:yaml.org,2002:str"

    def __init__(self, node: Any) -> None:
        self.value = str(node.value)
        self.start_mark, self.end_mark = node.start_mark, node.end_mark


def _tag(node: Any) -> str:
    return str(node.tag).removeprefix(_CORE)


def _version_of(text: str) -> str:
    """Return the version of YAML that a text names, or the latest."""
    found = _VERSION.search(text)
    return _VERSIONS[-1] if found is None else found[1]


def _last(node: Any) -> int:
    """Return the end of the last node in a collection."""
    end = node.end_mark.index
    seen: set[int] = set()
    while node.id != "scalar" and not node.flow_style and node.value and id(node) not in seen:
        seen.add(id(node))
        node = node.value[-1][1] if node.id == "mapping" else node.value[-1]
        end = node.end_mark.index
    return int(end)


def _span(node: Any) -> Span:
    return Span(node.start_mark.index, node.end_mark.index)
