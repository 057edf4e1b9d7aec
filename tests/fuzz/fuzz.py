"""Coverage-guided fuzzing with atheris: bad input never crashes, and what is accepted keeps its promises.

`python tests/fuzz/fuzz.py parser|json|records|workspace|yaml|python|configuration [libFuzzer options, such as -max_total_time=60]`.
Needs the extra `fuzz`. The corpus begins with the seeds of `tests/support/fuzz_promises.py`, in a folder of its own that is thrown away.
"""

import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

with atheris.instrument_imports(include=["attioql"]):
    import fuzz_promises

LONGEST = 4_096


def main():
    kind, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(fuzz_promises.seeds(kind)):
            (Path(corpus) / str(number)).write_text(seed, encoding="utf-8")
        atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", *options, corpus], fuzz_promises.KINDS[kind])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
