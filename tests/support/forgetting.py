"""What is derived from a target is dropped before each test: so a test that is run for a mutant meets no work of another test."""

from typing import Any

import pytest

from attioql import resources
from attioql.catalog.workspace import PerTarget

_DERIVED: dict[int, dict[object, object]] = {}
_CLASS: Any = PerTarget
_of: Any = PerTarget.of


def _noted(self, target):
    _DERIVED[id(target.derived)] = target.derived
    return _of(self, target)


_CLASS.of = _noted


@pytest.fixture(autouse=True)
def _forgotten():
    for derived in _DERIVED.values():
        derived.clear()
    _DERIVED.clear()
    resources._MADE.clear()
