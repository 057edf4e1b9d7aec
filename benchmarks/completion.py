"""Times completion on an object of 500 attributes: `python benchmarks/completion.py`. The least of many rounds, in milliseconds."""

from __future__ import annotations

import time

import attioql

ROUNDS = 50
KINDS = (
    "text",
    "number",
    "currency",
    "date",
    "timestamp",
    "select",
    "location",
    "interaction",
    "personal-name",
    "checkbox",
)


def target() -> attioql.Target:
    """Return an object of 500 attributes of ten types."""
    options = [{"title": f"Option {number}"} for number in range(100)]
    rows = {
        f"attribute_{number}": {
            "title": f"Attribute {number}",
            "type": kind,
            **({"options": options} if kind == "select" else {}),
        }
        for number in range(500)
        for kind in (KINDS[number % len(KINDS)],)
    }
    data = {"objects": {"things": {"singular": "Thing", "plural": "Things", "attributes": rows}}}
    return attioql.Workspace.from_dict(data)["things"]


def cases() -> dict[str, str]:
    """Return texts with `|` for the cursor."""
    long = " and ".join([f'attribute_{number * 10} = "x"' for number in range(50)] * 4)
    return {
        "an empty text": "|",
        "a name begun": "attribute_49|",
        "an operator": "attribute_1 |",
        "an option": "attribute_5 = |",
        "after 200 conditions": f"{long} and |",
        "after 200 conditions, one broken": f"{long} and attribute_0 = = and |",
        "in the middle of 200 conditions": long[: len(long) // 2] + "|" + long[len(long) // 2 :],
    }


def main() -> None:
    """Print the time of each case."""
    things = target()
    for name, text in cases().items():
        before, after = text.split("|")
        best = min(_once(before + after, len(before), things) for _ in range(ROUNDS))
        print(f"{best * 1000:8.2f} ms  {name}")


def _once(text: str, offset: int, things: attioql.Target) -> float:
    start = time.perf_counter()
    attioql.complete(text, offset, things)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
