"""The arguments of a tool, checked by its schema before the SDK sees them, so that what is wrong is said in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import Tool

from attioql.diagnostics import suggest
from attioql.diagnostics.phrases import listed, short
from attioql.json_text.kind_words import kind_name
from attioql.text.width import escaped

_MOST_NAMED = 5
"""Unknown arguments that a message names."""


class _Parameter(NamedTuple):
    """What the schema of a tool says of an argument."""

    name: str
    is_required: bool
    takes_json: bool
    """Whether a JSON value is taken as well as its text: an array too, so that the filter reader can say what to write."""

    choices: Sequence[str]
    description: str


def call_problem(call: Mapping[str, object]) -> str | None:
    """Return what is wrong with a call of a tool before its arguments can be looked at; `None` if nothing is."""
    if "name" not in call:
        return "the call of a tool needs `name`, the name of the tool"
    name, arguments = call["name"], call.get("arguments")
    if not isinstance(name, str):
        return f"`name` takes a text, the name of a tool, not {kind_name(name)}"
    if arguments is not None and not isinstance(arguments, dict):
        return f"`arguments` takes an object with the name and value of each argument, not {kind_name(arguments)}"
    return None


def fitted(tool: Tool, given: Mapping[str, object]) -> dict[str, object]:
    """Return the arguments to call a tool with, JSON values as text. Raises `ToolError` that says what is wrong with each."""
    parameters = {each.name: each for each in _parameters(tool)}
    arguments = {
        name: value
        for name, value in given.items()
        if value is not None or name not in parameters or parameters[name].is_required
    }
    problems = [*_name_problems(tool.name, parameters, arguments), *_value_problems(parameters, arguments)]
    if problems:
        raise ToolError("\n".join(problems))
    return {name: value if isinstance(value, str) else _as_text(name, value) for name, value in arguments.items()}


def _parameters(tool: Tool) -> Iterator[_Parameter]:
    required = tool.input_schema.get("required", ())
    for name, schema in tool.input_schema["properties"].items():
        yield _Parameter(
            name, name in required, "object" in schema["type"], schema.get("enum", ()), schema.get("description", "")
        )


def _name_problems(tool: str, parameters: Mapping[str, _Parameter], arguments: Mapping[str, object]) -> Iterator[str]:
    """Yield what is wrong with the names: those that a tool lacks, with what was meant, and those that are missing."""
    missing = [name for name, each in parameters.items() if each.is_required and name not in arguments]
    unknown = [name for name in arguments if name not in parameters]
    for name in unknown[:_MOST_NAMED]:
        near = suggest.nearest(name, [each for each in parameters if each not in arguments])
        if near is None and len(missing) == len(unknown) == 1:
            [near] = missing
        advice = f"did you mean `{near}`?" if near else f"it takes {listed(parameters)}"
        yield f"{tool} has no argument `{escaped(short(name))}`; {advice}"
        missing = [each for each in missing if each != near]
    for name in missing:
        yield f"{tool} needs `{name}`: {parameters[name].description}"


def _value_problems(parameters: Mapping[str, _Parameter], arguments: Mapping[str, object]) -> Iterator[str]:
    for name, parameter in parameters.items():
        if name in arguments and (problem := _value_problem(parameter, arguments[name])) is not None:
            yield problem


def _value_problem(parameter: _Parameter, value: object) -> str | None:
    name, choices = parameter.name, parameter.choices
    if isinstance(value, str):
        if not is_unicode(value):
            return f"`{name}` has half a surrogate pair, which is not a character"
        if choices and value not in choices:
            near = suggest.nearest(value, choices)
            advice = f'; did you mean "{near}"?' if near else ""
            return f'`{name}` takes {_either(choices)}, not "{escaped(short(value))}"{advice}'
        return None
    if parameter.takes_json and isinstance(value, (dict, list)):
        return None
    takes = _either(choices) if choices else "a text or a JSON object" if parameter.takes_json else "a text"
    return f"`{name}` takes {takes}, not {kind_name(value)}"


def _either(choices: Sequence[str]) -> str:
    *others, last = [f'"{each}"' for each in choices]
    return f"{', '.join(others)} or {last}"


def is_unicode(text: str) -> bool:
    """Tell whether UTF-8 can hold a text: not if it has half a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _as_text(name: str, value: object) -> str:
    """Return the text that a JSON value stands for. Raises `ToolError` for one that is nested too deeply for any reader."""
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        message = f"`{name}` is nested too deeply"
        raise ToolError(message) from None
