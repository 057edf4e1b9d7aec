"""Records a second that one filter of six conditions decides: this library, cel-python and rule-engine, in one run.

The records and the filter are the same for all; rounds alternate, and the least of them counts. A peer that is not
installed is left out by name. `python benchmarks/match_peers.py [--records N] [--rounds N]`
"""

import argparse
import importlib
import random
import time

import attioql

FILTER = (
    'name contains "ltd" and twitter_follower_count >= 100 and created_at >= 2020-01-01T00:00Z'
    ' and not domains.root_domain = "apple.com" and (employee_range = "11-50" or foundation_date < 2015-01-01)'
)
CEL = (
    'values.name.exists(v, v.value.matches("(?i)ltd")) && values.twitter_follower_count.exists(v, v.value >= 100)'
    ' && values.created_at.exists(v, v.value >= "2020-01-01T00:00:00.000000000Z")'
    ' && !values.domains.exists(v, v.root_domain == "apple.com")'
    ' && (values.employee_range.exists(v, v.option.title == "11-50")'
    ' || values.foundation_date.exists(v, v.value < "2015-01-01"))'
)
RULE = (
    '$any([v["value"] =~~ "(?i)ltd" for v in values["name"]])'
    ' and $any([v["value"] >= 100 for v in values["twitter_follower_count"]])'
    ' and $any([v["value"] >= "2020-01-01T00:00:00.000000000Z" for v in values["created_at"]])'
    ' and not $any([v["root_domain"] == "apple.com" for v in values["domains"]])'
    ' and ($any([v["option"]["title"] == "11-50" for v in values["employee_range"]])'
    ' or $any([v["value"] < "2015-01-01" for v in values["foundation_date"]]))'
)


def _value(**content):
    return {
        "active_from": "2023-01-01T00:00:00.000000000Z",
        "active_until": None,
        "created_by_actor": {"type": "system", "id": None},
        **content,
    }


def records(number):
    chance = random.Random(1)  # noqa: S311 - the same records every time, no secret
    return [_record(chance) for _ in range(number)]


def _record(chance):
    day = f"{chance.randint(1, 9):02}-{chance.randint(10, 28)}"
    return {
        "id": {"record_id": "50cf242c-7fa3-4cad-87d0-75b1af71c57b"},
        "values": {
            "name": [_value(value=chance.choice(["Acme Ltd", "Foo Ltd", "Bar Inc"]))],
            "twitter_follower_count": [_value(value=chance.randint(0, 1000))],
            "created_at": [
                _value(value=f"20{chance.randint(18, 24)}-{day}T13:22:49.{chance.randint(0, 10**9 - 1):09}Z")
            ],
            "domains": [_value(domain="www.acme.com", root_domain=chance.choice(["acme.com", "apple.com", "foo.io"]))],
            "employee_range": [_value(option={"id": {"option_id": "x"}, "title": chance.choice(["1-10", "11-50"])})],
            "foundation_date": [_value(value=f"20{chance.randint(10, 24)}-{day}")],
        },
    }


def ours(_):
    return attioql.compile(FILTER, attioql.Workspace.standard()["companies"]).predicate()


def cel(celpy):
    environment = celpy.Environment()
    program = environment.program(environment.compile(CEL))
    return lambda record: bool(program.evaluate({"values": celpy.json_to_cel(record["values"])}))


def rule(rule_engine):
    return rule_engine.Rule(RULE).matches


PEERS = (("attioql", "attioql", ours), ("cel-python", "celpy", cel), ("rule-engine", "rule_engine", rule))


def _decider(name, module, make):
    try:
        return make(importlib.import_module(module))
    except ImportError:
        print(f"{name}: not installed, left out")
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    found = records(options.records)
    deciders, best, shares = {}, {}, {}
    for name, module, make in PEERS:
        decide = _decider(name, module, make)
        if decide is not None:
            deciders[name] = decide
    for _ in range(options.rounds):
        for name, decide in deciders.items():
            some = found if name == "attioql" else found[: options.records // 40]
            start = time.process_time()
            matching = [decide(record) for record in some]
            seconds = (time.process_time() - start) / len(some)
            best[name] = min(seconds, best.get(name, seconds))
            shares[name] = matching[: options.records // 40]
    if any(share != shares["attioql"] for share in shares.values()):
        message = "the libraries disagree about the records"
        raise SystemExit(message)
    for name, seconds in best.items():
        print(f"{name:12} {1 / seconds:12,.0f} records a second   {seconds / best['attioql']:8.1f} times our time")


if __name__ == "__main__":
    main()
