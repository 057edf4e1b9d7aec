"""Threads that ask first at the same moment: modules that wait are imported by one thread after another."""

import importlib.util
import subprocess
import sys
from pathlib import Path

COLD_STARTS = Path(__file__).parents[1] / "fuzz" / "cold_starts.py"
STARTS = 4

# The import of a package is held up until another thread has begun to import a module in it.
CROSSED = """
import sys, threading
from importlib.machinery import PathFinder, SourceFileLoader
from attioql import attio, checker
failed = []

class HeldUp(SourceFileLoader):
    def create_module(self, spec):
        if threading.current_thread() is not other:
            other.start()
            other.join(1)

class Finder(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        found = PathFinder.find_spec(name, path, target)
        if name == "attioql.checker.messages":
            found.loader = HeldUp(name, found.origin)
        return found

def use(room, name):
    try:
        dir(getattr(room, name))
    except BaseException as error:
        failed.append(error)

other = threading.Thread(target=use, args=(attio, "load"))
sys.meta_path.insert(0, Finder)
use(checker, "messages")
other.join(60)
print(failed, other.is_alive())
"""

# No module uses one that waits while it is imported itself: a thread that did would hold a lock of Python's.
NESTED = """
import pkgutil, traceback
from importlib import import_module
import attioql
from attioql import lazy
imported = lazy._imported

def watched(name):
    frames = [each for each in traceback.extract_stack() if each.name == "<module>" and "attioql" in each.filename]
    if frames:
        print(name, [f"{each.filename}:{each.lineno}" for each in frames])
    return imported(name)

lazy._imported = watched
for module in pkgutil.walk_packages(attioql.__path__, "attioql."):
    if not module.name.endswith("__main__"):
        import_module(module.name)
"""

FORKED = """
import os, threading
from attioql import lazy
held, free = threading.Event(), threading.Event()

def hold():
    with lazy._ONE_THREAD:
        held.set()
        free.wait(60)

holder = threading.Thread(target=hold)
holder.start()
held.wait(60)
threading.Timer(0.1, free.set).start()
child = os.fork()
if not child:
    import attioql
    os._exit(0 if attioql.compile('name = "x"', attioql.Workspace.standard()["people"]).dumps() else 1)
print(os.waitpid(child, 0)[1])
"""


def _run(script):
    command = [sys.executable, "-W", "ignore", "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def test_threads_that_ask_first_at_once_get_what_one_thread_gets():
    spec = importlib.util.spec_from_file_location("cold_starts", COLD_STARTS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.faults_of(STARTS) == []


def test_a_package_and_a_module_in_it_are_imported_by_two_threads_without_a_deadlock():
    assert _run(CROSSED) == "[] False\n"


def test_no_module_uses_one_that_waits_while_it_is_imported():
    assert _run(NESTED) == ""


def test_a_process_forked_while_a_thread_imports_can_import():
    assert _run(FORKED) == "0\n"
