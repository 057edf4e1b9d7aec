"""Times the language server over stdio: a change to its diagnostics, and completion, for a filter of 200 conditions.

`python benchmarks/lsp.py`: the aims are 50 ms and 20 ms. Changes are sent one by one, so that each waits for the server's delay as well.
On a machine with other work, look at the processor time of the server, which `/proc` of Linux has.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from editor_session import WAIT, started
from lsprotocol import types

from attioql.limits import LIMITS

ROUNDS = 60
CONDITIONS = 200
KINDS = [
    "name contains 'a{0}'",
    "email_addresses = 'b{0}@example.com'",
    "not job_title = 'c{0}'",
    "created_at > 2024-01-01",
]
TEXT = "# target: people\n" + "\nand ".join(
    f"({KINDS[n % 4].format(n)} or description contains 'd{n}')" for n in range(CONDITIONS // 2)
)


class Clock:
    """The processor time of the server since it was last asked for, in seconds."""

    def __init__(self, pid):
        self._file = Path(f"/proc/{pid}/stat")
        self._last = self._now()

    def _now(self):
        fields = self._file.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def passed(self):
        before, self._last = self._last, self._now()
        return self._last - before


def shown(name, seconds, clock):
    processor = 1000 * clock.passed() / len(seconds)
    milliseconds = sorted(1000 * each for each in seconds)
    worst = milliseconds[int(len(milliseconds) * 0.95)]
    print(
        f"{name:<34} median {statistics.median(milliseconds):6.1f} ms   95 % {worst:6.1f} ms   processor {processor:6.1f} ms"
    )


async def changes(session, uri, version, row, pieces):
    """The times from a change to the diagnostics of its version."""
    found = []
    for number in range(ROUNDS):
        version += 1
        session.forget()
        at = types.Range(types.Position(row, 0), types.Position(row, len(pieces[number % 2])))
        begun = time.perf_counter()
        session.change(uri, version, types.TextDocumentContentChangePartial(at, pieces[(number + 1) % 2]))
        await session.diagnostics(uri, version)
        found.append(time.perf_counter() - begun)
    return version, found


async def completions(session, uri, where):
    found = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        await session.client.text_document_completion_async(
            types.CompletionParams(types.TextDocumentIdentifier(uri), where)
        )
        found.append(time.perf_counter() - begun)
    return found


async def main():
    with tempfile.TemporaryDirectory() as folder:
        session = await started(Path(folder))
        text = f"{TEXT}\n" + "and name = 'x'\n"
        uri = session.open("a.attioql", text)
        await session.diagnostics(uri, 1)
        clock = Clock(session.process)
        row = text.count("\n") - 1
        version, times = await changes(session, uri, 1, row, ["and name = 'x'", "and name = 'y'"])
        shown("change to diagnostics, no error", times, clock)
        version, times = await changes(session, uri, version, row, ["and name = 'x'", "and nam = 'y' "])
        shown("change to diagnostics, an error", times, clock)
        version, times = await changes(session, uri, version, row, ["and name = 'x'", "and name (  ) "])
        shown("change to diagnostics, a bad text", times, clock)
        shown("completion at the end", await completions(session, uri, types.Position(row, 7)), clock)
        shown("completion in the middle", await completions(session, uri, types.Position(row // 2, 8)), clock)
        await asyncio.wait_for(session.client.shutdown_session(), WAIT)
        await session.client.stop()
    print(f"{len(text):,} characters; each change waits {LIMITS.editor_delay_milliseconds} ms for more of them")


if __name__ == "__main__":
    asyncio.run(main())
