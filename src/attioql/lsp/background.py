"""Runs one task after another in a thread that the end of the process does not wait for, unlike the threads of an executor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

_Result = TypeVar("_Result")


class BackgroundThread:
    """A thread that starts with its first task."""

    def __init__(self, name: str) -> None:
        """Start nothing yet."""
        self._tasks: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._is_closed = False

    def submit(self, task: Callable[[], _Result]) -> asyncio.Future[_Result]:
        """Run a task after those before it. Return its result as a future of the running loop."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[_Result] = loop.create_future()

        def run() -> None:
            try:
                result = task()
            except BaseException as error:  # noqa: BLE001 - the future has it
                _call(loop, partial(_fail, future, error))
            else:
                _call(loop, partial(_succeed, future, result))

        self._tasks.put(run)
        if self._thread.ident is None:
            self._thread.start()
        return future

    def close(self) -> None:
        """Start none of the tasks that wait. The one that runs goes on, and its future stays as it is once the loop is closed."""
        self._is_closed = True

    def _run(self) -> None:
        while not self._is_closed:
            run = self._tasks.get()
            if not self._is_closed:
                run()


def _call(loop: asyncio.AbstractEventLoop, callback: Callable[[], None]) -> None:
    with suppress(RuntimeError):  # the loop is closed
        loop.call_soon_threadsafe(callback)


def _succeed(future: asyncio.Future[_Result], result: _Result) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: asyncio.Future[_Result], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
