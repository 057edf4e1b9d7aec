"""Starts the processes of the race and talks to them. What ends a process becomes a fault, in words."""

import json
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path

ROOM = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "race.worker")


class Worker:
    """A library in a process of its own. `missing` says why it could not be made ready, if it could not."""

    def __init__(self, name):
        """Start the process and wait until it is ready."""
        self._process = subprocess.Popen(
            [*COMMAND, name],
            cwd=ROOM,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        ready = self._answer(120)
        self.missing = ready.get("missing") or ready.get("fault")
        self.version = ready.get("version")

    def time(self, name, seconds, runs=1, limit=120):
        """Run a filter that often and for about that many seconds; after `limit` seconds the process is ended."""
        order = {"filter": name, "seconds": seconds, "runs": runs}
        try:
            print(json.dumps(order), file=self._process.stdin, flush=True)
        except OSError:
            return {"fault": "the process has ended"}
        return self._answer(limit)

    def close(self):
        """End the process."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    def _answer(self, limit):
        late = threading.Event()

        def end():
            late.set()
            self._process.kill()

        timer = threading.Timer(limit, end)
        timer.start()
        line = self._process.stdout.readline()
        timer.cancel()
        if line:
            return json.loads(line)
        code = self._process.wait()
        return {"fault": f"over {limit} s" if late.is_set() else _ending(code)}


def _ending(code):
    return f"crash ({signal.Signals(-code).name})" if code < 0 else f"exit status {code}"


def run_code(code):
    """Run a process of `python -c`; its seconds of the processor, from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], cwd=ROOM, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
