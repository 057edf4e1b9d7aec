"""Coverage-guided fuzzing with atheris: bad input never crashes, and what is accepted keeps its promises.

`python tests/fuzz/fuzz.py parser|json|records|workspace [libFuzzer options, such as -max_total_time=60]`. Needs the extra `fuzz`.
The corpus begins with the texts of `tests/conformance`, in a folder of its own that is thrown away.
"""

import json
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["attioql"]):
    import attioql
    from attioql.catalog.comparison import changes, compare
    from attioql.catalog.listing_files import workspace_of_answers
    from attioql.catalog.workspace_file import parse_workspace
    from attioql.json_text.strict_json import read_json

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "support"))

from golden_files import FOLDER, read_cases  # noqa: E402 - beside the other support of tests

PEOPLE = attioql.Workspace.standard()["people"]
NOW = datetime(2024, 5, 15, tzinfo=timezone.utc)
LONGEST = 4_096


def parser(data):
    """Read anything as query text; what compiles is spelled, formatted and read again, and stays the same filter."""
    text = data.decode("utf-8", "surrogateescape")
    attioql.check(text, PEOPLE, now=NOW)
    try:
        found = attioql.compile(text, PEOPLE, now=NOW)
        laid_out = attioql.format(text)
    except attioql.FilterError as error:
        _shown(error)
        return
    assert attioql.compile(laid_out, PEOPLE, now=NOW) == found
    assert attioql.compile(found.text(), PEOPLE) == found
    assert attioql.load(found.dumps(), PEOPLE) == found
    found.is_contradiction()


def json_reader(data):
    """Read anything as filter JSON; what loads is written and read again, and stays the same filter."""
    try:
        found = attioql.load(data, PEOPLE)
    except attioql.FilterError as error:
        _shown(error)
        return
    assert attioql.load(found.dumps("shorthand"), PEOPLE) == found
    assert attioql.compile(found.text(), PEOPLE) == found


def records(data):
    """Hold a filter against any JSON; there is a verdict, or a `RecordError` that names a place."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return
    for found in FILTERS:
        _decided(found, record)


def _decided(found, record):
    try:
        assert isinstance(found.matches(record, related={}), bool)
    except attioql.RecordError as error:
        assert error.pointer is not None


def workspace(data):
    """Read anything as a workspace file and as answers of the API; what is read makes a workspace that is usable."""
    source = attioql.Source(data.decode("utf-8", "surrogateescape"), "workspace.json")
    read, problems = parse_workspace(source)
    _read_workspace(read, problems)
    value = read_json(source)
    if isinstance(value, dict):
        read, problems = workspace_of_answers(value)
        _read_workspace(read, problems)


def _read_workspace(data, problems):
    for problem in problems:
        assert str(problem)
        json.dumps(problem.to_dict())
    if any(problem.severity is attioql.Severity.ERROR for problem in problems):
        return
    made = attioql.Workspace.from_dict(data)
    assert not list(changes(compare(made, made)))
    for target in list(made.values())[:3]:
        attioql.check(
            'stage = Lead and name = "x" and owner = member("tom@acme.com") and parent_record.name = "x"', target
        )
        attioql.check(dict.fromkeys(target.attributes, "x"), target)
        attioql.json_schema(target, depth=1)


FILTERS = [
    attioql.compile(text, PEOPLE)
    for text in (
        'name.first_name starts with "a" or email_addresses.email_domain = "b"',
        "twitter_follower_count > 5 and created_at < 2024-01-01",
        'last_interaction.owner_member_id is empty and company.name = "x"',
        'strongest_connection_strength = "Good" or strongest_connection_user = system()',
    )
]


def _shown(error):
    for diagnostic in error.diagnostics:
        assert str(diagnostic)
        json.dumps(diagnostic.to_dict())


def _seeds(target):
    """Yield what the corpus begins with."""
    rows = json.loads((TESTS / "conformance" / "documented.json").read_text(encoding="utf-8"))
    waiting = [rows]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += item.values()
            key = {"parser": "text", "json": "documented"}.get(target)
            if key in item:
                yield item[key] if isinstance(item[key], str) else json.dumps(item[key])
        elif isinstance(item, list):
            waiting += item
    if target == "records":
        cases = json.loads((TESTS / "evaluate" / "semantics.json").read_text(encoding="utf-8"))["cases"]
        yield from (json.dumps({"values": row.get("values", {})}) for row in cases)
    if target == "workspace":
        cases = [case for path in sorted(FOLDER.glob("*.md")) for case in read_cases(path)]
        yield from (case.text for case in cases if "reads" in case.options)
        yield json.dumps(json.loads((TESTS / "golden" / "own.json").read_text(encoding="utf-8")))


TARGETS = {"parser": parser, "json": json_reader, "records": records, "workspace": workspace}


def main():
    target, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(_seeds(target)):
            (Path(corpus) / str(number)).write_text(seed, encoding="utf-8")
        atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", *options, corpus], TARGETS[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
