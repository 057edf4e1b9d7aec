"""The counts of instructions: a doubling is a fault, and so is cost that outgrows the filter; less is none."""

import gc
import json
from pathlib import Path

import counts

KEPT = {"load, 100": 1_000, "load, 1000": 10_000}


def test_the_same_and_less_are_no_faults():
    assert not [*counts.faults(KEPT, KEPT)]
    assert not [*counts.faults({"load, 100": 100, "load, 1000": 1_000}, KEPT)]


def test_a_doubling_is_a_fault():
    found = [*counts.faults({"load, 100": 2_000, "load, 1000": 20_000}, KEPT)]
    assert found == [
        "load, 100: 2,000 instructions, 2.00 times the 1,000 that are kept",
        "load, 1000: 20,000 instructions, 2.00 times the 10,000 that are kept",
    ]


def test_cost_that_outgrows_the_filter_is_a_fault():
    found = [*counts.faults({"load, 100": 1_000, "load, 1000": 14_000}, KEPT)]
    assert found == ["load, 1000: 14.0 times the instructions of a tenth of the conditions"]


def test_work_without_a_kept_count_is_a_fault():
    assert [*counts.faults({"new": 1}, {})] == ["new: no count is kept; run with --write"]


def test_a_count_is_the_same_every_time():
    def work():
        return sum(number for number in range(100))

    first = counts.count(work)
    assert first == counts.count(work) > 300


def test_what_the_garbage_collector_calls_is_not_counted():
    def collected(_phase, _details):
        return sum(number for number in range(1_000))

    def work():
        return [[] for _ in range(5_000)]

    first = counts.count(work)
    gc.callbacks.append(collected)
    try:
        assert counts.count(work) == first
    finally:
        gc.callbacks.remove(collected)
    assert gc.isenabled()


def test_every_version_has_a_count_of_all_work():
    kept = json.loads(Path(counts.__file__).with_name("counts.json").read_text(encoding="utf-8"))
    assert set(kept) == {"3.10", "3.11", "3.12", "3.13"}
    assert {frozenset(names) for names in kept.values()} == {frozenset(counts.works())}
