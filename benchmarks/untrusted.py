"""What the worst input costs with `Limits.untrusted()`: `python benchmarks/untrusted.py`; the table is in `docs/untrusted.md`.

Shapes are those of `attack_growth.py` and our own, cut to the limit on characters and to all limits, and the seeds of the fuzzers with
mutations. Every function that reads a filter reads each. A time is the least of a few; a peak is what one call takes beside what the
library holds. `--search SECONDS` tries random shapes, and prints the slowest.
"""

import argparse
import random
import sys
import time
import tracemalloc
from pathlib import Path

import attack_growth
import attioql
from attioql.json_text.strict_json import is_json_text
from attioql.limiting import entry

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "fuzz"))

import fuzz_promises
import mutate

UNTRUSTED = attioql.Limits.untrusted()
MOST = UNTRUSTED.characters
MOST_MS, MOST_MB = 100, 50
MOST_MS_OF_FIX = 2000
"""`fix` checks its filter once for each pass, and once for each fix that brings an error."""
TARGETS = tuple(attack_growth.STANDARD.values())
PEOPLE, DEALS = attack_growth.PEOPLE, attack_growth.DEALS
AGAIN = 3


class Recorder:
    """Stands in for the library where a shape of `attack_growth` calls it, and keeps what the call reads."""

    def __init__(self):
        self.inputs = []

    def __getattr__(self, name):
        """Return a function that keeps its first argument."""
        return lambda given, *_, **__: self.inputs.append(given) or self


def recorded(shape, n):
    """Return what a shape of so many parts has the library read; nothing for those about files and records."""
    make = attack_growth.SHAPES[shape][1]
    if make.__qualname__.startswith(attack_growth.linted.__name__):
        return None
    recorder = Recorder()
    with_library, attack_growth.attioql = attack_growth.attioql, recorder
    try:
        work = make(n)
        if not recorder.inputs:
            work()
    except (AttributeError, TypeError, IndexError, StopIteration):
        pass
    finally:
        attack_growth.attioql = with_library
    return next((given for given in recorder.inputs if isinstance(given, (str, dict))), None)


def excess(given, limits):
    """Return what is beyond limits in a text or a value, without reading it."""
    if isinstance(given, str) and not is_json_text(given):
        return entry.excess_of_text(attioql.Source(given), limits)
    return entry.excess_of_json(given, PEOPLE, limits)


def is_short(given):
    """Tell whether a filter has no more characters than the limit."""
    return not excess(given, attioql.Limits(characters=MOST))


def fits(given):
    """Tell whether a filter is within all limits."""
    return not excess(given, UNTRUSTED)


def cut(make, test):
    """Return what is made of the largest number that passes a test."""
    low, high = 0, MOST
    while low < high:
        middle = (low + high + 1) // 2
        given = make(middle)
        low, high = (middle, high) if given is not None and test(given) else (low, middle - 1)
    return make(low) if low else None


def each(form, joint=" and "):
    """Repeat a form with other numbers."""
    return lambda n: joint.join([form.format(index) for index in range(n)])


def members(form):
    """Put a form with other numbers into an array of filter JSON."""
    return lambda n: '{"$or": [' + ", ".join([form.format(index) for index in range(n)]) + "]}"


OWN = {
    "wrong escapes in one string": lambda n: 'name = "' + "\\q" * n + '"',
    "wrong escapes in many strings": each('name = "\\q\\w{}"'),
    "misspelled names": each('nam = "x{}"'),
    "misspelled names on paths": each('company.naem = "x{}"'),
    "misspelled names in a block": lambda n: "name { " + each('frst_name = "x{}"')(n) + " }",
    "operators of other languages": each('name => "x{}"'),
    "names and operators wrong": each('job_titel contians "x{}"'),
    "values wrong": each('created_at = "x{}"'),
    "dates wrong": each("created_at > 2024-13-{}"),
    "typographic quotes": each("name = “x{}”"),
    "calls": each("lower(name) = 'x{}'"),
    "lists for one value": each('company.name contains ("a{}", "b")', " or "),
    "brackets between": each("name & {}", " ) and ( "),
    "periods spelled wrong": each("created_at isnt empty {} days ago", " || "),
    "right, and all different": each("name contains 'x{}'", " or "),
    "right, with paths": each("company.team.company.name contains 'x{}'", " or "),
    "right, and/or in turns": lambda n: "name = 'a' and (name = 'b' or (" * n + "name = 'c'" + "))" * n,
    "right, lists": lambda n: "name in (" + each('"{}"', ",")(n) + ")",
    "right, moments": each("created_at > now - {}d", " or "),
    "right, contradictory": each("(job_title contains 'a{0}' or job_title contains 'b{0}')"),
    "right, negated": each("not (name contains 'x{}' or job_title contains 'y')", " or "),
    "right, ranges": each("created_at between 2024-01-01 and 2024-01-02 or created_at != 2024-02-0{}", " and "),
    "blocks of lists": lambda n: "email_addresses { email_domain in (" + each('"{}"', ",")(n) + ") and email_local_specifier in ("
    + each('"{}"', ",")(n) + ") }",
    "blocks of alternatives": each("email_addresses{{(" + " or ".join(f'email_domain contains "{letter}{{0:02}}"' for letter in "abcd")
    + ") and (" + " or ".join(f'email_local_specifier starts with "{letter}{{0:02}}"' for letter in "abcd") + ")}}", " or "),
    "JSON, misspelled names": members('{{"nam": "x{}"}}'),
    "JSON, wrong values": members('{{"created_at": "x{}"}}'),
    "JSON, wrong operators": members('{{"name": {{"$equals": "x{}"}}}}'),
    "JSON, operators without a dollar": members('{{"job_title": {{"contains": "x{}"}}}}'),
    "JSON, dotted keys": members('{{"company.naem": "x{}"}}'),
    "JSON, conditions of other tools": members('{{"field": "job_title", "operator": "equals", "value": "x{}"}}'),
    "JSON, keys of one object": lambda n: "{" + ", ".join(f'"nam{index}": "x"' for index in range(n)) + "}",
    "JSON, paths": members('{{"path": [["people", "compny"], ["companies", "nam"]], "constraints": {{"value": "x{}"}}}}'),
    "JSON, sorts": lambda n: '{"filter": {}, "sorts": [' + ", ".join(['{"attribute": "nam"}'] * n) + "]}",
    "JSON, keys of a body": lambda n: '{"filter": {}, "limit": -1, ' + ", ".join(f'"offst{i}": 1' for i in range(n)) + "}",
    "JSON, broken": lambda n: '{"name": ' * n,
    "JSON, commas missing": lambda n: '{"$or": [' + '{"name": "x"} ' * n + "]}",
    "JSON, single quotes": lambda n: "{'$or': [" + "{'name': 'x'}, " * n + "]}",
    "JSON, one key twice": lambda n: "{" + ", ".join(['"name": "x"'] * n) + "}",
    "JSON, deep arrays": lambda n: '{"name": ' + "[" * n + "]" * n + "}",
    "JSON, right": members('{{"name": {{"$contains": "x{}"}}}}'),
}  # fmt: skip


def inputs():
    """Yield inputs with a name: each shape cut to the characters, and to all limits."""
    shapes = {name: (lambda n, name=name: recorded(name, n)) for name in attack_growth.SHAPES} | OWN
    for name, make in shapes.items():
        for test in (is_short, fits):
            given = cut(make, test)
            if given is not None:
                yield name, given
    yield "a value that contains itself", cyclic()
    yield "one shared object", attack_growth.shared(60)
    yield "a long text", "x" * 5_000_000
    yield "long JSON", b'{"name": "' + b"x" * 5_000_000 + b'"}'


def cyclic():
    """Return a filter that is a part of itself."""
    value = {}
    value["$or"] = [value, value]
    return value


def corpus(count, chance):
    """Yield seeds of the fuzzers, doubled up to the limit, and mutations of them."""
    for kind in ("parser", "json"):
        seeds = [*fuzz_promises.seeds(kind)]
        pieces = [mutate.PIECE.findall(seed) or [""] for seed in seeds]
        joint = " and " if kind == "parser" else ", "
        for seed in seeds:
            yield f"a seed of {kind}, again and again", ((seed + joint) * MOST)[:MOST]
        for _ in range(count):
            more = [mutate.mutated(pieces, chance).decode("utf-8", "surrogateescape") for _ in range(40)]
            yield f"mutations of {kind}", joint.join(more)[:MOST]


def calls(given, target):
    """Return each way in that takes an input, by name."""
    limits = {"limits": UNTRUSTED}
    work = {
        "check": lambda: attioql.render(attioql.check(given, target, **limits), format="human"),
        "lint": lambda: attioql.lint(given, target, **limits),
        "fix": lambda: attioql.fix(given, target, applicability=attioql.Applicability.UNSAFE, **limits),
    }
    if isinstance(given, str) and not given.lstrip().startswith(("{", "[")):
        at = min(len(given), MOST)
        work["compile"] = lambda: used(attioql.compile(given, target, now=fuzz_promises.NOW, **limits))
        work["format"] = lambda: attioql.format(given, **limits)
        work["complete"] = lambda: attioql.complete(given, at, target, **limits)
        work["hover"] = lambda: attioql.hover(given, at // 2, target, **limits)
    else:
        work["load"] = lambda: used(attioql.load(given, target, **limits))
        work["from_rows"] = lambda: attioql.from_rows(given, target, **limits)
        if isinstance(given, str):
            at = min(len(given), MOST)
            work["complete_json"] = lambda: attioql.complete_json(given, at, target, **limits)
            work["hover"] = lambda: attioql.hover(given, at // 2, target, **limits)
    return work


def used(found):
    """Use a filter in the ways of a service."""
    return found.dumps(), found.text(), [*found.conditions()]


def answered(work):
    """Answer an input: a result, or the report of what is wrong."""
    try:
        work()
    except attioql.FilterError as error:
        str(error)


def cost(work):
    """Return the least time in milliseconds, and the peak in megabytes: of what takes no time, neither is looked at twice."""
    spent = timed(work)
    if spent < MOST_MS / 10:
        return spent, 0.0
    spent = min(spent, *[timed(work) for _ in range(AGAIN)])
    tracemalloc.start()
    answered(work)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return spent, peak / 1e6


def timed(work):
    """Return the milliseconds of the processor that an answer takes."""
    start = time.process_time()
    answered(work)
    return (time.process_time() - start) * 1e3


def measured(found):
    """Return the worst time and peak of each function and each name."""
    worst = {}
    for name, given in found:
        for function, work in calls(given, DEALS if "option" in name else PEOPLE).items():
            spent, peak = cost(work)
            before = worst.get((function, name), (0.0, 0.0))
            worst[function, name] = (max(before[0], spent), max(before[1], peak))
    return worst


FRAGMENTS = (
    ("name", "nam", "naem.frst_name", "job_titel", "created_at", "company.nme", "email_adresses.domain", "`na me`", "first name", "name.",
     "lower(name)", "name { first_nam", "company.team.company.naem", "owner", "people.name", "x{}"),
    ("=", "==", "=>", "<>", "=~", "like", "contians", "contains", "in", "not in", "is", "between", "during", "is null", "startswith",
     "ilike", "in (", "&", "not", "isnt empty"),
    ('"x{}"', "x{}", "{}", "2024-13-{}", "“x{}”", '("a{}", "b")', "[1 2 {}]", "null", "now - {}", "last {} days", "member('x{}')", '"a\\d{}"',
     "1,5{}", "lower('x{}')", "{} days ago", "01.02.20{}", ":p{}", "(", "{{", "5 and", "- 1"),
)  # fmt: skip
JOINTS = (" and ", " or ", " || ", " ; ", ", ", " ", "\n", " & ", " and not ", " ) and ( ", " and (", "} and ")


def random_shape(chance):
    """Return a random shape of pieces that are wrong in one way or another, and its name."""
    forms = [" ".join(map(chance.choice, FRAGMENTS)) for _ in range(chance.choice((1, 1, 2, 3)))]
    joint = chance.choice(JOINTS)
    text, index = "", 0
    most = chance.choice((MOST, MOST, MOST // 2, MOST // 4, MOST // 8, MOST // 20))
    while len(text) < most:
        text += (joint if text else "") + forms[index % len(forms)].replace("{}", str(index))
        index += 1
    return f"{joint.join(forms)!r}, {most:,}", text[:most]


def search(seconds, chance):
    """Return the costs of random shapes."""
    end = time.monotonic() + seconds
    found = {}
    while time.monotonic() < end:
        found |= measured([random_shape(chance)])
    return found


def table(worst):
    """Yield the lines of the worst inputs of each function."""
    yield "| function | worst ms | with | worst MB | with |"
    yield "|---|--:|---|--:|---|"
    for function in dict.fromkeys([function for function, _ in worst]):
        costs = {name: cost for (each, name), cost in worst.items() if each == function}
        slowest = max(costs, key=lambda name: costs[name][0])
        largest = max(costs, key=lambda name: costs[name][1])
        yield f"| `{function}` | {costs[slowest][0]:.0f} | {slowest} | {costs[largest][1]:.1f} | {largest} |"


def main():
    """Print the table, and fail where an input costs too much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutations", type=int, default=200)
    parser.add_argument("--search", type=float, default=0, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--slowest", type=int, default=0, help="print so many of the slowest inputs")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - no secret
    worst = (
        search(options.search, chance) if options.search else measured([*inputs(), *corpus(options.mutations, chance)])
    )
    for line in table(worst):
        print(line)
    slowest = sorted(worst.items(), key=lambda each: -each[1][0])
    for (function, name), (spent, peak) in slowest[: options.slowest]:
        print(f"{spent:7.1f} ms {peak:6.1f} MB  {function}: {name}")
    return int(any(spent > most_ms(function) or peak > MOST_MB for (function, _), (spent, peak) in worst.items()))


def most_ms(function):
    """Return the milliseconds that a function may take."""
    return MOST_MS_OF_FIX if function == "fix" else MOST_MS


if __name__ == "__main__":
    sys.exit(main())
