"""Makes the Python modules of the page, and the script that builds it, importable."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "playground" / "python"), str(ROOT / "scripts")]
