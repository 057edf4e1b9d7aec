"""The JSON Schema of the rows of one target, in the few words that strict modes of model APIs take.

It has no recursion, no optional key, no pattern, no bound and one union, of rows. What it accepts, `from_rows` accepts, but for what
`docs/json-schema.md` names. Everything is read from the catalogue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.names import walked_path
from attioql.diagnostics.model import JsonValue
from attioql.limits import LIMITS
from attioql.operators import load_operators, row_of, whole_spellings
from attioql.syntax.spelling import quoted_name
from attioql.values.model import Precision, Schema

_FEW = 5
"""Attributes of one type that are listed with all properties. Of more, each has its own value alone, or the property with most operators."""

_MOST_NUMBERS = 10
"""Whole numbers that are listed one by one."""

_ReferenceWalk: TypeAlias = tuple[tuple[Target, Attribute], ...]


class _RowValues(NamedTuple):
    """What the values of a row are: their JSON type, `object` for records, and those that there are, if these are known.

    Times are kept apart, and so is free text: they have operators of their own.
    """

    type: str
    listed: tuple[JsonValue, ...] = ()
    precision: Precision = ""
    is_free_text: bool = False

    @property
    def schema(self) -> Schema:
        """The schema of one value."""
        if self.type == "object":
            return _object({"target_object": _enum(self.listed), "target_record_id": {"type": "string"}})
        return _enum(self.listed, self.type) if self.listed else {"type": self.type}


class _RowPath(NamedTuple):
    """A path, its values and its operators."""

    text: str
    values: _RowValues
    operators: tuple[str, ...]


class _TooManyValuesError(ValueError):
    """The schema has more values of enumerations than model APIs take."""


def row_schema(target: Target, depth: int) -> Schema:
    """Return the schema of the rows of a target, with paths that follow up to `depth` references.

    Raises `ValueError` past 1,000 values of enumerations, which says what to narrow.
    """
    try:
        return _schema(target, depth)
    except _TooManyValuesError as error:
        message = f"{error}: {_advice(target, depth)}"
        raise ValueError(message) from None


def _schema(target: Target, depth: int) -> Schema:
    by_values: dict[_RowValues, list[_RowPath]] = {}
    for path in islice(_paths(target, depth), LIMITS.schema_values + 1):
        by_values.setdefault(path.values, []).append(path)
    rows: list[JsonValue] = [row for values, paths in by_values.items() for row in _rows(values, paths)]
    _require_few(rows, target, depth)
    groups: Schema = {"type": "array", "minItems": 1, "items": _object({"all_of": _array({"anyOf": rows})})}
    return _object({"any_of": groups})


def _advice(target: Target, depth: int) -> str:
    """Say what to narrow."""
    for lower in range(depth - 1, -1, -1):
        try:
            _schema(target, lower)
        except _TooManyValuesError:
            continue
        return f"lower the depth to {lower}"
    options = {slug: len(each.options or ()) for slug, each in target.attributes.items()}
    most = max(options, key=lambda slug: options[slug], default="")
    if most and options[most] > len(target.attributes):
        return f"leave options of `{most}`, which has {options[most]:,}, out of the workspace"
    return f"leave attributes, of which there are {len(target.attributes):,}, out of the workspace"


def _paths(target: Target, depth: int) -> Iterator[_RowPath]:
    """Yield the paths of a target, then those behind one reference, and so on."""
    waiting: list[tuple[_ReferenceWalk, Target]] = [((), target)]
    for walk, owner in waiting:
        current = [each for each in owner.attributes.values() if not each.archived and not each.deprecated]
        counts = Counter([each.type.slug for each in current])
        for attribute in current:
            if _is_hidden(attribute, walk):
                continue
            further = (*walk, (owner, attribute))
            path = walked_path(target, further).text
            yield from _paths_of(attribute, path, is_rare=counts[attribute.type.slug] <= _FEW)
            if len(walk) < depth:
                waiting += [(further, owner.workspace[slug]) for slug in attribute.objects if slug in owner.workspace]


def _is_hidden(attribute: Attribute, walk: _ReferenceWalk) -> bool:
    """Tell whether a path reads as a property of the reference before the attribute."""
    reference = walk[-1][1] if walk else None
    return reference is not None and len(reference.objects) == 1 and attribute.slug in reference.type.properties


def _paths_of(attribute: Attribute, path: str, *, is_rare: bool) -> Iterator[_RowPath]:
    kind = attribute.type
    if kind.compared_as != "value":
        yield from [_RowPath(path, each, _listing(whole_spellings())) for each in _wholes(attribute) if kind.known]
        return
    properties = [each for each in kind.properties.values() if each.operators]
    properties.sort(key=lambda each: each.name != kind.implicit)
    own = [each for each in properties if each.name == kind.implicit]
    richest = sorted(properties, key=lambda each: -len(each.operators))[:1]
    for prop in properties if is_rare else own or richest:
        values = _values(prop, attribute)
        if values is not None:
            written = path if prop in own else f"{path}.{quoted_name(prop.name)}"
            yield _RowPath(written, values, _taken(prop))


def _wholes(attribute: Attribute) -> Iterable[_RowValues]:
    """Return the values of an actor or a record: one of several objects names its object."""
    several = attribute.type.compared_as == "record" and len(attribute.objects) > 1
    return [_RowValues("object", attribute.objects) if several else _RowValues("string")]


def _values(prop: Property, attribute: Attribute) -> _RowValues | None:
    """Return the values of a property; `None` if it has none."""
    rule, kind = prop.value, prop.kind
    if kind.names == "option" and attribute.options is not None:
        titles = tuple([each.title for each in attribute.options if not each.archived])
        return _RowValues("string", titles) if titles else None
    if rule.known:
        return _RowValues("string", rule.known)
    if rule.integer and rule.minimum is not None and rule.maximum is not None and rule.maximum <= _MOST_NUMBERS:
        return _RowValues("integer", tuple(range(rule.minimum, rule.maximum + 1)))
    return _RowValues(kind.json_type, (), kind.precision, kind.is_free_text)


def _taken(prop: Property) -> tuple[str, ...]:
    """Return the operators of a property. An exact instant is hardly ever meant."""
    found = _listing(prop.spellings)
    if prop.kind.precision != "instant":
        return found
    return tuple([text for text in found if not _is_equality(text)])


def _listing(spellings: Sequence[str]) -> tuple[str, ...]:
    """Return operators without those of equality that take one value: the others take a list, of one value too."""
    table = load_operators().spellings
    return tuple([text for text in spellings if table[text].takes != "value" or not _is_equality(text)])


def _is_equality(text: str) -> bool:
    return all(row_of(name).is_equality for name in load_operators().spellings[text].operators)


def _rows(values: _RowValues, paths: Sequence[_RowPath]) -> Iterator[Schema]:
    """Yield the rows of paths, with the operators that all of them take: 250 paths in each."""
    operators = [text for text in paths[0].operators if all(text in each.operators for each in paths)]
    for start in range(0, len(paths), LIMITS.schema_listed):
        texts = [each.text for each in paths[start : start + LIMITS.schema_listed]]
        yield _object({"path": _enum(texts), "op": _enum(operators), "values": _array(values.schema)})


def _require_few(rows: Sequence[JsonValue], target: Target, depth: int) -> None:
    """Raise `_TooManyValuesError` past the values, and the characters, that enumerations may have."""
    lists = [*_enums(rows)]
    count = sum(map(len, lists))
    lengths = [sum(map(len, map(str, each))) for each in lists]
    where = f"a schema for model APIs has at most {{}}, and that of {target.name} at depth {depth} has more"
    if count > LIMITS.schema_values:
        raise _TooManyValuesError(where.format(f"{LIMITS.schema_values:,} enum values"))
    is_long = any(
        len(each) > LIMITS.schema_listed and length > LIMITS.schema_listed_characters
        for each, length in zip(lists, lengths, strict=True)
    )
    if is_long or sum(lengths) > LIMITS.schema_characters:
        most = LIMITS.schema_listed_characters if is_long else LIMITS.schema_characters
        raise _TooManyValuesError(where.format(f"{most:,} characters in {'one enum' if is_long else 'its enums'}"))


def _enums(rows: Sequence[JsonValue]) -> Iterator[Sequence[JsonValue]]:
    waiting: list[JsonValue] = [*rows]
    while waiting:
        match waiting.pop():
            case {"enum": list(values)}:
                yield values
            case dict(parts):
                waiting += parts.values()


def _enum(values: Iterable[JsonValue], kind: str = "string") -> Schema:
    return {"type": kind, "enum": [*values]}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: Schema) -> Schema:
    required: list[JsonValue] = [*properties]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
