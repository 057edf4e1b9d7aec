"""Puts the benchmarks on the path, as they are when they are run."""

import sys
from pathlib import Path

import attioql

sys.path.insert(0, str(Path(attioql.__file__).parents[2] / "benchmarks"))
