"""The annotation that makes a `Filter` a type for pydantic: how it is validated, serialised and described."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Literal, TypeAlias, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from attioql.api import compile as compile_text
from attioql.api import load
from attioql.catalog.workspace import Target
from attioql.checker.clocks import clock_of
from attioql.checker.parameter_values import ParameterValue
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import shown
from attioql.errors import FilterError
from attioql.filter import Filter
from attioql.json_text.strict_json import is_json_text
from attioql.limiting.entry import require_limits
from attioql.limiting.input_limits import Limits
from attioql.preconditions import require_target
from attioql.pydantic.definitions import json_filter_schema
from attioql.pydantic.problems import filter_error, target_error
from attioql.text.source import Source

FilterNotation: TypeAlias = Literal["text", "json"]
"""How a filter is written: query text, or Attio's filter JSON."""


@dataclass(frozen=True, slots=True)
class Where:
    """Makes `Annotated[Filter, Where(target)]` a type for pydantic: a filter of a target.

    `target` is an object, list or activity of a workspace. If it is known only at run time, it is a function of pydantic's
    `ValidationInfo`, which has the fields before this one as `data` and the `context` of the call. If the function raises `KeyError`, the
    value has an error.

    The field accepts a `Filter` of the target, query text, and filter JSON: a parsed value, or text that starts with `{`. Text can be a
    `Source`. With `reads="text"` or `reads="json"`, the field reads only that. `params`, `now`, `tz` and `limits` are as in
    `attioql.compile`. `now` can also be a function that returns the current time, with its time zone; it is called for each text.

    In JSON mode the field becomes canonical filter JSON, or query text with `writes="text"`. `model_dump()` keeps the `Filter`. In JSON
    mode, a number that no float holds exactly is an error; with `decimals="float"` it becomes the nearest float. In the JSON Schema of filter
    JSON, paths follow up to `depth` references.

    A wrong value has an error of the type `attioql_filter`. Its `ctx` has the `diagnostics` in the form of `Diagnostic.to_dict`. Two
    `Where` with equal options are equal and have the same hash.

    Raises:
        TypeError: An option has the wrong type or value.
        FilterError: There is no such time zone.
    """

    target: Target | Callable[[ValidationInfo], Target]
    reads: FilterNotation | None = None
    writes: FilterNotation = "json"
    params: Mapping[str, ParameterValue] | None = field(default=None, hash=False)
    now: datetime | Callable[[], datetime] | None = None
    tz: str | tzinfo = "UTC"
    decimals: Literal["float", "error"] = "error"
    depth: int = 1
    limits: Limits | None = None

    def __post_init__(self) -> None:
        """Refuse what would otherwise be an error of every value."""
        if not callable(self.target):
            require_target(self.target)
        _require_one_of("reads", self.reads, (None, *get_args(FilterNotation)))
        _require_one_of("writes", self.writes, get_args(FilterNotation))
        _require_one_of("decimals", self.decimals, ("float", "error"))
        if self.limits is not None:
            require_limits(self.limits)
        clock = clock_of(None if callable(self.now) else self.now, self.tz, Source(""))
        if isinstance(clock, Diagnostic):
            raise FilterError((clock,))

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return how pydantic validates and serialises the type."""
        if source is not Filter:
            message = f"Where annotates Filter, as in `Annotated[Filter, Where(target)] | None`, not on {shown(source)}"
            raise TypeError(message)
        return core_schema.with_info_plain_validator_function(
            self._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(self._write, when_used="json"),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON Schema of what is read (mode `validation`) or written (`serialization`)."""
        notation = self.writes if handler.mode == "serialization" else self.reads
        text: JsonSchemaValue = {"type": "string", "title": "Query text", "description": self._description()}
        if notation == "text":
            return text
        target = None if callable(self.target) else self.target
        json = json_filter_schema(target, self.depth, handler)
        return json if notation == "json" else {"anyOf": [text, json]}

    def _description(self) -> str:
        if callable(self.target):
            return "A filter in AttioQL query text."
        return f"A filter on the {self.target.kind} `{self.target.slug}` in AttioQL query text."

    def _validate(self, value: object, info: ValidationInfo) -> Filter:
        target = self._target_of(info)
        try:
            return self._filter(value, target)
        except FilterError as error:
            raise filter_error(error.diagnostics) from error

    def _target_of(self, info: ValidationInfo) -> Target:
        if not callable(self.target):
            return self.target
        try:
            target = self.target(info)
        except KeyError as error:
            reason = f"the target is not known: {error.args[0] if error.args else error}"
            raise target_error(reason) from error
        require_target(target)
        return target

    def _filter(self, value: object, target: Target) -> Filter:
        match value:
            case Filter():
                return _on_target(value, target)
            case str() | Source() if self.reads == "text" or (self.reads is None and not is_json_text(_text_of(value))):
                now = self.now() if callable(self.now) else self.now
                return compile_text(value, target, params=self.params, now=now, tz=self.tz, limits=self.limits)
            case _ if self.reads == "text":
                message = "a filter is query text here, not {type}"
                raise PydanticCustomError("attioql_text", message, {"type": type(value).__name__})
        return load(value, target, limits=self.limits)

    def _write(self, value: Filter) -> object:
        return value.text() if self.writes == "text" else value.json(decimals=self.decimals)


def _text_of(value: str | Source) -> str:
    return value.text if isinstance(value, Source) else value


def _on_target(value: Filter, target: Target) -> Filter:
    """Return a filter on a target, checked again where another workspace describes it."""
    if value.target.key != target.key:
        mine = f"{value.target.kind} `{value.target.slug}`"
        reason = f"the filter is about the {mine}, not the {target.kind} `{target.slug}`"
        raise target_error(reason)
    return value if value.target == target else load(value.json(), target)


def _require_one_of(name: str, given: object, allowed: tuple[str | None, ...]) -> None:
    if given not in allowed:
        message = f"{name} must be {' or '.join(map(repr, allowed))}, not {shown(given)}"
        raise TypeError(message)
