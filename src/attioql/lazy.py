"""Imports modules at their first use. Only the rules of the linter are imported by name elsewhere.

Compiling a valid filter needs no messages, no recovery, no JSON reader and no evaluator, so a process that only compiles does
not load them. `WAITING` lists the modules that wait; other modules import them as they import any other, with
`from attioql.room import module`, so that type checkers, editors and the tests of imports see nothing unusual.
"""

from __future__ import annotations

import os
import sys
from _thread import RLock
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType, ModuleType

WAITING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "attioql.attio": ("decompile", "filter_html", "load", "schema"),
        "attioql.catalog": ("listing_files", "overview", "workspace_file"),
        "attioql.checker": ("from_nodes", "messages", "moments", "parameter_values", "periods", "references", "zones"),
        "attioql.codegen": ("languages",),
        "attioql.diagnostics": (
            "around_filter",
            "bounded",
            "build",
            "diagnostic_html",
            "drawing",
            "suggest",
            "templates",
            "text_offers",
        ),
        "attioql.editing": ("combining", "description", "edits", "row_reader", "row_schema", "row_writer", "views"),
        "attioql.evaluate": ("explain", "predicate", "records"),
        "attioql.filters": ("analysis",),
        "attioql.grammars": ("export",),
        "attioql.guides": ("fitting",),
        "attioql.json_text": ("strict_json",),
        "attioql.limiting": ("entry", "input_limits"),
        "attioql.linter": ("lint", "rule_pages", "rules", "selection"),
        "attioql.syntax": (
            "clause_search",
            "condition_spans",
            "ending_layout",
            "endings",
            "layout",
            "query_parts",
            "messages",
            "printer",
            "recovery",
            "stepper",
            "tables",
        ),
        "attioql.text": ("enclosed",),
        "attioql.values": ("countries", "example_texts", "source_patterns"),
        "attioql.witnesses": ("model", "search"),
    }
)
"""The modules that wait, by room. Loading one takes from 0.2 ms (`printer`) to 29 ms (`lint`); a first compile takes 70 ms without them."""


_ONE_THREAD = RLock()
"""Held while a module is imported at its first use.

Python has a lock for each module. A thread that imports a package and one that imports a module of that package take two of
them in opposite orders, and Python raises an error in one of the threads. No module uses another that waits while it is
itself imported, so no thread waits for this lock with one of Python's in hand.
"""

if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_ONE_THREAD.acquire, after_in_child=_ONE_THREAD.release, after_in_parent=_ONE_THREAD.release
    )


class LazyModule:
    """Stands in for a module and imports it at the first use of an attribute. Both share one namespace from then on.

    Setting or deleting an attribute imports the module too, so that a patch of either is seen by both. Threads that do
    so at once import one module after another, and get the same modules.
    """

    __slots__ = ("__dict__", "_name")

    _name: str

    def __init__(self, name: str) -> None:
        """Keep the full name of the module."""
        object.__setattr__(self, "_name", name)

    def __getattr__(self, attribute: str) -> object:
        """Import the module, and return its attribute."""
        return getattr(self._module(), attribute)

    def __setattr__(self, attribute: str, value: object) -> None:
        """Import the module, and set its attribute."""
        setattr(self._module(), attribute, value)

    def __delattr__(self, attribute: str) -> None:
        """Import the module, and delete its attribute."""
        delattr(self._module(), attribute)

    def __dir__(self) -> list[str]:
        """Return the names of the module."""
        return dir(self._module())

    def _module(self) -> ModuleType:
        module = _imported(self._name)
        object.__setattr__(self, "__dict__", module.__dict__)
        return module


def _imported(name: str) -> ModuleType:
    with _ONE_THREAD:
        return import_module(name)


def on_first_use(room: str) -> None:
    """Let the modules of a room wait (`WAITING`): `from room import module` loads nothing until the module is used."""
    for name in WAITING[room]:
        setattr(sys.modules[room], name, LazyModule(f"{room}.{name}"))


def gather(package: str, homes: Mapping[str, Sequence[str]]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return the `__getattr__` and `__dir__` of a package (PEP 562) that shows names of other modules.

    `homes` maps each module to the names it is home to. It is imported when one of them is first used.
    """
    home_of = {name: home for home, names in homes.items() for name in names}
    face = sys.modules[package]

    def get(name: str) -> object:
        if name not in home_of:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=face)
        found = getattr(_imported(home_of[name]), name)
        setattr(face, name, found)
        return found

    return get, lambda: sorted(home_of)
