"""What a target remembers is forgotten before each test: so a test that is run for a mutant meets no work of another test."""

from typing import Any

import pytest

from attioql.catalog.workspace import Memo

_MEMOS: list[Memo] = []
_CLASS: Any = Memo


def _keep(memo):
    _MEMOS.append(memo)


_CLASS.__init__ = _keep


@pytest.fixture(autouse=True)
def _forgotten():
    for memo in _MEMOS:
        memo.clear()
