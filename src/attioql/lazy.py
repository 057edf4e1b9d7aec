"""Loads what is rarely needed when it is first asked for: the one place where the library imports its own modules by name.

A good filter needs no messages, no recovery, no JSON reader and no evaluator, and a process that compiles one does not
wait for them. The `__init__` of a room names those of its modules that wait (`on_first_use`); other modules import them
as they import any other, with `from attioql.room import module`, so that type checkers, editors and the test of the
import directions see nothing unusual.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType


class LazyModule:
    """Stands in for a module until something in it is asked for; from then on it has all that the module has.

    Two threads may ask at once: importing has a lock of its own, and both come to the same module.
    """

    __slots__ = ("__dict__", "_name")

    def __init__(self, name: str) -> None:
        """Keep the full name of the module."""
        self._name = name

    def __getattr__(self, attribute: str) -> object:
        """Import the module, and look the name up in it."""
        module = import_module(self._name)
        self.__dict__ = module.__dict__
        return getattr(module, attribute)


def on_first_use(package: str, *modules: str) -> None:
    """Let modules of a package wait until something in them is asked for: `from package import module` loads nothing."""
    for name in modules:
        setattr(sys.modules[package], name, LazyModule(f"{package}.{name}"))


def gather(package: str, homes: Mapping[str, Sequence[str]]) -> None:
    """Make a package the face of other modules: `homes` maps each of them to the names it is home to.

    A home is imported when one of its names is first asked for. A room of the same name as a function in the face
    (`check`) does not take its place when it is loaded.
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    class Face(ModuleType):
        """The package as a module."""

        def __getattr__(self, name: str) -> object:
            if name not in home_of:
                message = f"module {package!r} has no attribute {name!r}"
                raise AttributeError(message, name=name, obj=self)
            found = getattr(import_module(home_of[name]), name)
            setattr(self, name, found)
            return found

        def __setattr__(self, name: str, value: object) -> None:
            if name not in home_of or not isinstance(value, ModuleType):
                super().__setattr__(name, value)

        def __dir__(self) -> list[str]:
            """List the public names alone."""
            return sorted(home_of)

    sys.modules[package].__class__ = Face
