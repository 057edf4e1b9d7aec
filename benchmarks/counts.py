"""How many bytecode instructions the library runs for fixed work: a measure of speed that no other process can disturb.

`python benchmarks/counts.py` counts and holds the counts against `counts.json`, which has them by version of Python. It fails
when one is half as much again as it was, and when ten times the conditions take more than twelve times the instructions.
`--write` keeps the counts of the running Python as the new measure. What C code does within one instruction is not seen.
"""

import argparse
import gc
import inspect
import json
import os
import sys
from pathlib import Path

import attioql
from match_peers import FILTER, records
from race.filters import ATTIOQL

KEPT = Path(__file__).with_name("counts.json")
LIMIT = 1.5
GROWTH_LIMIT = 12
COMPANIES = attioql.Workspace.standard()["companies"]


def count(work):
    """Return the number of bytecode instructions that a function runs, once what it remembers is there.

    The garbage collector waits: what others have it call would be counted as well.
    """
    work()
    counted = 0

    def opcode(_frame, event, _argument):
        nonlocal counted
        counted += event == "opcode"
        return opcode

    def call(frame, _event, _argument):
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return opcode

    collecting = gc.isenabled()
    gc.disable()
    inspect.currentframe().f_trace_opcodes = (
        True  # Python 3.12 counts only where a frame asked for it before the tracing
    )
    sys.settrace(call)
    try:
        work()
    finally:
        sys.settrace(None)
        if collecting:
            gc.enable()
    return counted


def works():
    """Return the work to count by name. Names that end in a number grow by ten from one to the next."""
    texts = {size: ATTIOQL.named(f"flat:{size}") for size in (100, 1000)}
    nine = attioql.compile(ATTIOQL.named("9"), COMPANIES)
    filters = {size: attioql.compile(text, COMPANIES) for size, text in texts.items()}
    matches = attioql.compile(FILTER, COMPANIES).predicate()
    found = records(50)
    work = {
        "compile 9": lambda: attioql.compile(ATTIOQL.named("9"), COMPANIES).dumps(),
        "load text 9": lambda: attioql.load(nine.dumps(), COMPANIES),
        "load value 9": lambda: attioql.load(nine.json(), COMPANIES),
        "match 50 records": lambda: [matches(record) for record in found],
        "lint a long text": lambda: attioql.lint(texts[1000], COMPANIES),
        "lint a long value": lambda: attioql.lint(filters[1000].json(), COMPANIES),
        "faults 9": lambda: attioql.check(ATTIOQL.named("9").replace("name", "nam"), COMPANIES),
    }
    for size, text in texts.items():
        made = filters[size]
        written, value = made.dumps(), made.json()
        work |= {
            f"compile, {size}": lambda text=text: attioql.compile(text, COMPANIES).dumps(),
            f"load text, {size}": lambda written=written: attioql.load(written, COMPANIES),
            f"load value, {size}": lambda value=value: attioql.load(value, COMPANIES),
            f"back to text, {size}": lambda made=made: made.text(),
            f"format, {size}": lambda text=text: attioql.format(text),
        }
    return work


def faults(counts, kept):
    """Yield what is wrong: counts that have grown against the ones kept, and counts that grow faster than the filter."""
    for name, number in counts.items():
        before = kept.get(name)
        if before is None:
            yield f"{name}: no count is kept; run with --write"
        elif number > before * LIMIT:
            yield f"{name}: {number:,} instructions, {number / before:.2f} times the {before:,} that are kept"
        ten_times = counts.get(f"{name}0", 0)
        if ten_times > number * GROWTH_LIMIT:
            yield f"{name}0: {ten_times / number:.1f} times the instructions of a tenth of the conditions"


def main():
    """Count, print, and check or keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="keep the counts of this version of Python")
    options = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})  # noqa: S606 - itself
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    everything = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    count(works)
    counts = {name: count(work) for name, work in works().items()}
    if options.write:
        everything[version] = counts
        KEPT.write_text(json.dumps(dict(sorted(everything.items())), indent=1) + "\n", encoding="utf-8")
        return 0
    kept = everything.get(version, {})
    for name, number in counts.items():
        print(f"{name:18} {number:10,}   {number / kept[name] if name in kept else 0:.2f}")
    found = list(faults(counts, kept))
    print("\n".join(found), file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
