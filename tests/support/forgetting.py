"""What a target remembers is forgotten before each test: so a test that is run for a mutant meets no work of another test."""

import pytest

from attioql.catalog.workspace import Memo

_MEMOS = []


def _keep(memo):
    _MEMOS.append(memo)


Memo.__init__ = _keep


@pytest.fixture(autouse=True)
def _forgotten():
    for memo in _MEMOS:
        memo.clear()
