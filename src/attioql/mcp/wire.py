"""Answers the lines of standard input that are no message, or no request: the SDK drops them, and a client would wait for ever."""

from __future__ import annotations

import json
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

from attioql.mcp.tool_arguments import call_problem

_NO_JSON = ErrorData(code=PARSE_ERROR, message="Parse error: the line is not JSON")
_HALF_A_PAIR = ErrorData(
    code=PARSE_ERROR, message="Parse error: half a surrogate pair is not a character, and no UTF-8 text can hold it"
)
_NO_MESSAGE = ErrorData(code=INVALID_REQUEST, message="Invalid request: the line is not a JSON-RPC 2.0 message")

_NO_ID = ErrorData(code=INVALID_REQUEST, message="Invalid request: the `id` of a request is a string or an integer")
_NOTIFIES = "notifications/"
_CALLS_TOOL = "tools/call"


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
    is_message = line is None
    message = next((each for each in given if isinstance(each, dict)), None) if line is None else _parsed(line)
    if message is None:
        return JSONRPCError(jsonrpc="2.0", id=None, error=_NO_MESSAGE if is_message else _NO_JSON)
    return JSONRPCError(jsonrpc="2.0", id=_identity(message), error=_NO_MESSAGE if is_message else _HALF_A_PAIR)


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


def _inputs(fault: Exception) -> list[object]:
    """Return what the SDK's check of a line names as wrong: the line itself if it is no JSON, else parts of the message or all of it."""
    if not isinstance(fault, ValidationError):
        return []
    errors = fault.errors(include_url=False, include_context=False)
    if [each["type"] for each in errors] == ["json_invalid"]:
        return [errors[0]["input"]]
    return [each["input"] for each in errors if each["type"] == "missing"]


def _parsed(line: str | bytes) -> dict[str, object] | None:
    """Return the object of a line that the standard library reads: it takes half a surrogate pair, which the SDK does not."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def _identity(message: dict[str, object]) -> str | int | None:
    """Return the ID of a request; a response and a message without one have none to answer."""
    found = message.get("id") if "method" in message else None
    return found if isinstance(found, (str, int)) and not isinstance(found, bool) else None
