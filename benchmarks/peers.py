"""This library and its peers side by side: one filter, spelled in the language of each, from text to output.

Each library runs in a process of its own; rounds go from process to process, and the least counts. Peers come with
`pip install -e '.[bench]'`; those that are missing are left out by name. Not a test.
"""

import argparse
import json
import platform
from datetime import datetime, timezone
from pathlib import Path

from race import measure
from race.contestants import CONTESTANTS, US
from race.report import tables

PARTS = ("times", "cold", "growth", "nesting")


def main(arguments=None):
    """Measure what is asked for, print it, and keep it as JSON where that is asked for."""
    options = _options(arguments)
    versions = measure.installed([US, *(name for name in options.only or CONTESTANTS if name != US)])
    names = list(versions)
    data = {
        "date": datetime.now(timezone.utc).isoformat(timespec="minutes"),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": platform.machine(),
        "versions": versions,
    }
    if "times" in options.parts:
        data["times"] = measure.times(names, options.rounds, options.seconds)
    if "cold" in options.parts:
        data["cold"] = measure.cold(names, options.rounds)
    if "growth" in options.parts:
        data["growth"] = measure.growth(names, options.limit)
    if "nesting" in options.parts:
        data["nesting"] = measure.nesting(names, options.limit)
    print(f"{data['date']}, {data['python']}, {', '.join(f'{name} {version}' for name, version in versions.items())}\n")
    print("\n".join(tables(data)))
    if options.json:
        options.json.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _options(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=CONTESTANTS, metavar="NAME", help=f"of {', '.join(CONTESTANTS)}")
    parser.add_argument(
        "--parts", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=f"of {', '.join(PARTS)}"
    )
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=0.05, help="for one library in one round")
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a process is ended")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to keep the measurements")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
