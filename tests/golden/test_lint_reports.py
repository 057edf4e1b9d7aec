"""Whole reports of the linter, to the letter: message, notes, labels, and fixes with their edits.

`lint_reports.txt` has the report of every page and prose test, of cases that are written here, and of some generated filters.
`ATTIOQL_GOLDEN=write python -m pytest -n 0 tests/golden` writes it anew.
"""

import json
import os
from pathlib import Path

from lint_corpus import NOW, STANDARD, Given, generated, prose

import attioql

FILE = Path(__file__).with_name("lint_reports.txt")
LONG = 'description contains "a text that is much too long to be spelled in a message, as it has a hundred characters and more"'
SHORT = "(twitter_follower_count > 5 or twitter_follower_count < 3)"
WRITTEN = {
    "companies": [
        f"{LONG} and not {LONG}",
        f"not ({LONG} and not {LONG})",
        f"{LONG} or not {LONG}",
        f"not ({LONG} or not {LONG})",
        f"{LONG} and {LONG}",
        f"{SHORT} and twitter_follower_count = 4",
        f"not ({SHORT} and twitter_follower_count = 4)",
        f"name = 'x' or ({SHORT} and twitter_follower_count = 4)",
        f"{SHORT} and (twitter_follower_count = 4 or name = 'x')",
        "not twitter_follower_count > 5 or not twitter_follower_count < 3 or (twitter_follower_count > 5 and name = 'x')",
        "(twitter_follower_count > 5 and twitter_follower_count < 9) or not twitter_follower_count > 5 or twitter_follower_count >= 9",
        "twitter_follower_count > 5 and twitter_follower_count < 7 and twitter_follower_count in (1, 9)",
        "twitter_follower_count > 5 or twitter_follower_count <= 5 or twitter_follower_count > 6",
        "created_at > 2024-01-01 or created_at <= 2024-01-01",
        "created_at >= 2024-01-01 or created_at < 2024-01-01",
        "team.twitter_follower_count > 5 and team.twitter_follower_count >= 7",
        "team.twitter_follower_count > 5 and team.twitter_follower_count < 7",
        "team.twitter_follower_count > 5 and team.job_title = 'x' and team.name.first_name = 'y'",
        'domains starts with "a" and domains ends with "b"',
        'domains starts with "a" and domains starts with "ab"',
        'domains starts with "a" and (domains ends with "b" and name = "x")',
        "created_at = 2024-05-31T00:00:00Z or created_at = 2024-05-31T10:20:00Z or created_at = 2024-05-31T10:20:30Z",
        "created_at in (2024-05-31T00:00:00Z, now) or created_at = 2024-05-31T10:20:30.5Z",
        "created_at <= 9999-12-31 and created_at > 9999-12-31",
        "created_at > 2024-06-01T00:00:00Z and created_at <= 2024-06-02T00:00:00Z",
        "created_at not between 2024-06-01 and 2024-06-02 or created_at between 2024-06-01 and 2024-06-02",
        "team.created_at between 2024-06-01 and 2024-06-02",
        "created_at <= 2024-06-01 or created_at > 2024-06-01",
        "((name = 'x' or name != 'x') and (domains = 'a.b' or domains != 'a.b')) or domains is empty or domains is empty",
        "((name = 'x' and name != 'x') or (domains = 'a.b' and domains != 'a.b')) and domains is empty and domains is empty",
        "(twitter_follower_count > 5 and twitter_follower_count < 3 or name = 'x') and twitter_follower_count = 4",
        "(twitter_follower_count = 5 or twitter_follower_count = 6 or name = 'x') and twitter_follower_count = 4",
        "name = 'x' and created_at between 2024-06-01 and 2024-06-02 and domains = 'a.b'",
        "(domains = 'a.b' or twitter_follower_count > 5) and twitter_follower_count > 7",
        "(domains = 'a.b' and twitter_follower_count > 7) or twitter_follower_count > 5",
        "(name = 'x' and domains = 'a.b') or not (name = 'x' or domains = 'a.b')",
        "(name = 'x' or domains = 'a.b') and not (name = 'x' and domains = 'a.b')",
        "not not not name = 'x' and !!(name = 'y')",
        "description = 'a`b' or not description = 'a`b' or domains = 'x.y'",
        "(name = 'x' and domains = 'a.b') or not name = 'x' or not domains = 'a.b'",
        "not name = 'x' or not domains = 'a.b' or (domains = 'a.b' and name = 'x')",
        "name in ('x', 'y', 'x') and not name in ('z')",
        "name = 'x' or name = 'y' or name = 'z' or domains = 'a.com' or domains = 'b.com' or domains = 'a.com'",
    ],
}


def _given():
    for slug, texts in WRITTEN.items():
        for text in texts:
            yield Given(text, STANDARD[slug], {"now": NOW})
            yield Given(attioql.compile(text, STANDARD[slug], now=NOW).dumps(), STANDARD[slug], {"now": NOW})
    for given in prose():
        yield given
    for given in generated(25, seed=5):
        if isinstance(given.source, str):
            yield given


def _lines(given):
    yield f"=== {given.target.name}: {' '.join(str(given.source).split())[:150]}"
    for found in attioql.lint(given.source, given.target, select=["all"], **given.arguments):
        yield f"{_place(found, found.span)} {found.pointer or ''} {found.severity.value} {found.code} {found.message}"
        yield from (f"  note: {note}" for note in found.notes)
        yield from (f"  label: {_place(found, label.span)} {label.message}" for label in found.labels)
        for fix in found.fixes:
            yield f"  fix: {fix.applicability.name.lower()}: {fix.message}"
            yield from (f"    {_place(found, edit.span)} {edit.replacement!r}" for edit in fix.edits)
    if given.source.startswith(("{", "[")):
        yield from _lines_of_parsed(given)


def _lines_of_parsed(given):
    """Yield the fixes of the same filter parsed; its messages must be those of its text."""
    found_in_text = attioql.lint(given.source, given.target, select=["all"], **given.arguments)
    parsed = attioql.lint(json.loads(given.source), given.target, select=["all"], **given.arguments)
    assert [*map(_said, parsed)] == [*map(_said, found_in_text)]
    for found in parsed:
        yield f"parsed: {found.pointer} {found.name}"
        for fix in found.fixes:
            yield from (f"    {edit.op} {edit.pointer} {edit.value}" for edit in fix.json_edits)


def _said(found):
    fixes = [(fix.message, fix.applicability) for fix in found.fixes]
    return found.code, found.severity, found.message, found.pointer, found.notes, fixes


def _place(found, span):
    start, end = found.source.position(span.start), found.source.position(span.end)
    return f"{start.line}:{start.column}-{end.line}:{end.column}"


def test_reports_are_as_they_were():
    text = "".join([f"{line}\n" for given in _given() for line in _lines(given)])
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        FILE.write_text(text, encoding="utf-8")
    assert text.splitlines() == FILE.read_text(encoding="utf-8").splitlines()


def test_a_selection_of_rules_is_not_taken_for_another_one_on_the_same_target():
    def names(*chosen):
        return {found.name for found in attioql.lint("not team.job_title = 'x '", STANDARD["companies"], select=chosen)}

    assert names("plan-gated") == set()
    assert names("padded-string") == {"padded-string"}
    assert names("negated-path") == {"negated-path"}
    assert names("padded-string", "negated-path") == {"padded-string", "negated-path"}
