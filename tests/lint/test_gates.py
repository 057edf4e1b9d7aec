"""A gate only saves work: over a large corpus, every rule without its gates finds what it finds with them."""

from collections import Counter

import pytest
from lint_corpus import STANDARD, corpus

from attioql.attio.body import is_body
from attioql.checker.clocks import clock_of
from attioql.checker.parameters import Parameters
from attioql.filters.one_value import is_plainly_possible
from attioql.json_text import strict_json
from attioql.linter import conclusions, survey
from attioql.linter.lint import check_parsed, parse_text, prepare_json
from attioql.linter.rule import OPEN
from attioql.linter.rules import RULES
from attioql.linter.runner import looks_of, run
from attioql.text.source import Source
from attioql.values.clock import Clock

GATED = looks_of(RULES.values())
UNGATED = looks_of([rule.ungated() for rule in RULES.values()])
FILTERS = 400


def _subject(given):
    """Return what rules look at; `None` for a filter with errors."""
    source = Source(given.source) if isinstance(given.source, str) else None
    clock = clock_of(given.arguments.get("now"), given.arguments.get("tz", "UTC"), source or Source(""))
    assert isinstance(clock, Clock)
    if source is not None and not given.source.lstrip().startswith("{"):
        return check_parsed(parse_text(source, given.target, Parameters(None), clock)).subject
    value = given.source if source is None else strict_json.read_json(source)
    return prepare_json(value, source, given.target, clock).subject


@pytest.fixture(scope="module")
def subjects():
    return [subject for subject in map(_subject, corpus(FILTERS)) if subject is not None]


def _found(subject, looks):
    """Return the findings of each rule, in order, with nothing that rules share worked out before."""
    found = {}
    for rule, finding in run(subject._replace(cache={}), looks):
        found.setdefault(rule.name, []).append(finding)
    return found


def test_the_corpus_has_findings_of_every_rule(subjects):
    counts = Counter(name for subject in subjects for name, found in _found(subject, GATED).items() for _ in found)
    assert {name for name, count in counts.items() if count >= 5} == set(RULES)
    assert {subject.form for subject in subjects} == {"text", "json"}
    assert any(is_body(subject.body, STANDARD["deals"]) for subject in subjects if subject.body is not None)


def test_every_rule_finds_the_same_without_its_gates(subjects):
    for subject in subjects:
        assert _found(subject, UNGATED) == _found(subject, GATED), subject.source


def test_rules_find_the_same_if_every_condition_may_be_decided_by_itself(subjects, monkeypatch):
    expected = [_found(subject, GATED) for subject in subjects]
    monkeypatch.setattr(survey, "may_be_decided", lambda _: True)
    assert [_found(subject, GATED) for subject in subjects] == expected


def test_rules_find_the_same_if_no_pair_is_plainly_possible(subjects, monkeypatch):
    expected = [_found(subject, GATED) for subject in subjects]
    seen = Counter()

    def doubtful(*pair):
        seen[is_plainly_possible(*pair)] += 1
        return False

    monkeypatch.setattr(conclusions, "is_plainly_possible", doubtful)
    assert [_found(subject, GATED) for subject in subjects] == expected
    assert min(seen[True], seen[False]) > 100


def test_most_rules_have_gates_which_can_be_dropped():
    gated = [rule for rule in RULES.values() if any(look.gate != OPEN for look in rule.looks)]
    assert len(gated) > 20
    assert all(look.gate == OPEN for rule in gated for look in rule.ungated().looks)
