"""Answers the lines of standard input that are no message, or no request: the SDK drops them, and a client would wait for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import TracebackType
from typing import Protocol

import anyio
from mcp.shared.message import SessionMessage
from mcp_types import (
    INVALID_PARAMS,
    INVALID_REQUEST,
    PARSE_ERROR,
    ErrorData,
    JSONRPCError,
    JSONRPCMessage,
    JSONRPCNotification,
    JSONRPCRequest,
)
from pydantic import ValidationError

from attioql.mcp.tool_arguments import call_problem, is_unicode

_NO_JSON = ErrorData(code=PARSE_ERROR, message="Parse error: the line is not JSON")
_HALF_A_PAIR = ErrorData(
    code=PARSE_ERROR, message="Parse error: half a surrogate pair is not a character, and no UTF-8 text can contain it"
)
_REFUSED: Mapping[str, ErrorData] = {
    "recursion limit exceeded": ErrorData(code=PARSE_ERROR, message="Parse error: the JSON is nested too deeply"),
    "number out of range": ErrorData(code=PARSE_ERROR, message="Parse error: a number has too many digits"),
}
"""The answer to JSON that the SDK's reader refuses, by the first words of its reason."""

_NO_MESSAGE = ErrorData(code=INVALID_REQUEST, message="Invalid request: the line is not a JSON-RPC 2.0 message")

_NO_ID = ErrorData(code=INVALID_REQUEST, message="Invalid request: the `id` of a request is a string or an integer")
_NOTIFIES = "notifications/"
_CALLS_TOOL = "tools/call"
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[^"\[\]{}]+|.', re.DOTALL)
"""A string, closed or not, a bracket, or the text between them."""


class _Lines(Protocol):
    async def receive(self) -> SessionMessage | Exception: ...
    async def aclose(self) -> None: ...


class _Answers(Protocol):
    async def send(self, item: SessionMessage, /) -> None: ...


class AnsweredLines:
    """The messages of a stream; what is no message, or a request without an ID, is answered with an error of JSON-RPC, and left out."""

    def __init__(self, lines: _Lines, answers: _Answers) -> None:
        """Read `lines`, as the SDK makes them of standard input, and send errors to `answers`."""
        self._lines = lines
        self._answers = answers

    async def receive(self) -> SessionMessage | Exception:
        """Return the next message."""
        while True:
            item = await self._lines.receive()
            answer = error_for(item) if isinstance(item, Exception) else refusal_of(item.message)
            if answer is not None:
                await self._answers.send(SessionMessage(answer))
            elif not isinstance(item, Exception):
                return item

    async def aclose(self) -> None:
        """Close the stream."""
        await self._lines.aclose()

    def __aiter__(self) -> AnsweredLines:
        """Iterate over the messages."""
        return self

    async def __anext__(self) -> SessionMessage | Exception:
        """Return the next message, until the client closes the stream."""
        try:
            return await self.receive()
        except anyio.EndOfStream:
            raise StopAsyncIteration from None

    async def __aenter__(self) -> AnsweredLines:  # noqa: PYI034 - `Self` is younger than Python 3.10
        """Return the stream, which is closed at the end of the block."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the stream."""
        await self.aclose()


def error_for(fault: Exception) -> JSONRPCError | None:
    """Return the answer to a line that the SDK could not read; `None` for an empty one."""
    given = _inputs(fault)
    line = next((each for each in given if isinstance(each, (str, bytes))), None)
    if line is not None and not line.strip():
        return None
    if line is not None:
        return _answer_to_text(line.decode(errors="replace") if isinstance(line, bytes) else line, fault)
    message = next((each for each in given if isinstance(each, dict)), {})
    return JSONRPCError(jsonrpc="2.0", id=_identity(message), error=_NO_MESSAGE)


def refusal_of(message: JSONRPCMessage) -> JSONRPCError | None:
    """Return the answer to a message that the SDK would not answer, or not in plain words; `None` for any other.

    A request whose ID is no string and no integer is a notification to the SDK; those of the protocol have names of their own.
    """
    match message:
        case JSONRPCNotification(method=method) if not method.startswith(_NOTIFIES):
            return JSONRPCError(jsonrpc="2.0", id=None, error=_NO_ID)
        case JSONRPCRequest(id=identity, method=method, params=params) if method == _CALLS_TOOL:
            problem = call_problem(params or {})
            error = None if problem is None else ErrorData(code=INVALID_PARAMS, message=problem)
            return None if error is None else JSONRPCError(jsonrpc="2.0", id=identity, error=error)
    return None


def writable_text(text: str) -> str:
    """Return a text with an escape for each half of a surrogate pair, which UTF-8 cannot hold."""
    return text.encode(errors="backslashreplace").decode()


def writable(value: object) -> object:
    """Return a JSON value with an escape for each half of a surrogate pair in its texts and names."""
    match value:
        case str():
            return writable_text(value)
        case Mapping():
            return {writable_text(name): writable(each) for name, each in value.items()}
        case list() | tuple():
            return [writable(each) for each in value]
    return value


def _inputs(fault: Exception) -> list[object]:
    """Return what the SDK's check of a line names as wrong: the line itself if it is no JSON, else parts of the message or all of it."""
    if not isinstance(fault, ValidationError):
        return []
    errors = fault.errors(include_url=False, include_context=False)
    if [each["type"] for each in errors] == ["json_invalid"]:
        return [errors[0]["input"]]
    return [each["input"] for each in errors if each["type"] == "missing"]


def _answer_to_text(line: str, fault: Exception) -> JSONRPCError:
    """Return the answer to a line that is no JSON for the SDK, with the ID of the request if there is one."""
    message = _parsed(line)
    unread = _NO_JSON if message is None else _HALF_A_PAIR
    error = next((answer for words, answer in _REFUSED.items() if f"Invalid JSON: {words}" in str(fault)), unread)
    return JSONRPCError(jsonrpc="2.0", id=_identity(message or {}), error=error)


def _parsed(line: str) -> dict[str, object] | None:
    """Return the object of a line that the standard library reads: it takes half a surrogate pair, which the SDK does not."""
    try:
        message = _loaded(line)
    except ValueError:
        return None
    return message if isinstance(message, dict) else None


def _loaded(line: str) -> object:
    """Return the JSON of a line; of one that is nested too deeply, the outermost object or array with its parts empty."""
    try:
        return json.loads(line, parse_int=_integer)
    except RecursionError:
        return json.loads(_outline(line), parse_int=_integer)


def _integer(digits: str) -> int | None:
    """Return a number; `None` for one with more digits than Python reads."""
    try:
        return int(digits)
    except ValueError:
        return None


def _outline(line: str) -> str:
    """Return the text of a line without what stands in the objects and arrays of its outermost one."""
    kept, depth = [], 0
    for token in _TOKEN.findall(line):
        depth -= token in {"]", "}"}
        if depth <= 1:
            kept.append(token)
        depth += token in {"[", "{"}
    return "".join(kept)


def _identity(message: Mapping[str, object]) -> str | int | None:
    """Return the ID of a request that an answer can hold; a response and a message without one have none to answer."""
    match message:
        case {"method": _, "id": str(identity)} if is_unicode(identity):
            return identity
        case {"method": _, "id": int(identity)} if not isinstance(identity, bool):
            return identity
    return None
