"""An alarm that ends a test which would go on for many minutes: what is asserted is that reading ends at all."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

HANGS_AFTER = 120


@contextmanager
def alarm() -> Iterator[None]:
    """Fail the test if the work takes longer than two minutes."""

    def fail(*_: object) -> None:
        pytest.fail(f"it still runs after {HANGS_AFTER} s")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(HANGS_AFTER)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
