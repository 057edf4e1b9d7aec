"""Hypothesis profiles, chosen by HYPOTHESIS_PROFILE: `ci` has the same examples in every run, `day` those of the seed that is
given (`--hypothesis-seed`), and `long` very many; `mutation` is for runs by the thousand."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import attioql

sys.path.insert(0, str(Path(__file__).parent / "support"))

_SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
_FRESH: dict[str, Any] = {
    "deadline": None,
    "derandomize": False,
    "suppress_health_check": _SLOW,
}  # Hypothesis derandomizes where CI is set
settings.register_profile("dev", max_examples=60, **_FRESH)
settings.register_profile("day", max_examples=100, database=None, print_blob=True, **_FRESH)
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True, suppress_health_check=_SLOW)
settings.register_profile("long", max_examples=5_000, **_FRESH)
settings.register_profile(
    "mutation", deadline=None, max_examples=25, derandomize=True, database=None, suppress_health_check=_SLOW
)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "dev")
settings.load_profile(PROFILE)

if PROFILE == "mutation":
    from forgetting import _forgotten  # noqa: F401 - a fixture


@pytest.fixture(scope="session")
def standard():
    return attioql.Workspace.standard()


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The sdist and the wheel of this checkout."""
    from installed import build

    return build(tmp_path_factory.mktemp("dist"))
