"""What the workspace tests share: the saved answers in `answers`, and the workspace they make."""

from pathlib import Path

import pytest

import attioql
from attioql.catalog.listing_files import build_workspace

ANSWERS = Path(__file__).parent / "answers"


@pytest.fixture(scope="session")
def answers():
    return ANSWERS


@pytest.fixture(scope="session")
def data():
    return build_workspace(ANSWERS)[0]


@pytest.fixture(scope="session")
def harbour(data):
    return attioql.Workspace.from_dict(data)
