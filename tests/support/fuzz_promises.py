"""What the library promises of any input of each kind: bad input never crashes, and what is accepted stays the same filter.

Each function takes bytes; an exception that it lets out is a fault. `fuzz.py` and `mutate.py` make the bytes.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from unittest import mock

from golden_files import FOLDER, read_cases

import attioql
from attioql.catalog.comparison import changes, compare
from attioql.catalog.listing_files import workspace_of_answers
from attioql.catalog.workspace_file import parse_workspace
from attioql.diagnostics.model import Applicability
from attioql.documents.read import decode, read_document
from attioql.json_text.strict_json import read_json
from attioql.linter.entries import Settings, lint_document
from attioql.linter.fixing import fix_text
from attioql.project import configuration as configuring

TESTS = Path(__file__).resolve().parents[1]
ANSWERS = TESTS / "workspace" / "answers"
PEOPLE = attioql.Workspace.standard()["people"]
NOW = datetime(2024, 5, 15, tzinfo=timezone.utc)


def parser(data: bytes) -> None:
    """Read anything as query text; what compiles is spelled, formatted and read again, and stays the same filter."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        found = attioql.compile(text, PEOPLE, now=NOW)
        laid_out = attioql.format(text)
    except attioql.FilterError as error:
        _shown(error)
        return
    assert not any(each.severity is attioql.Severity.ERROR for each in attioql.check(text, PEOPLE, now=NOW))
    assert attioql.compile(laid_out, PEOPLE, now=NOW) == found
    assert attioql.compile(found.text(), PEOPLE) == found
    assert attioql.load(found.dumps(), PEOPLE) == found
    found.is_contradiction()


def json_reader(data: bytes) -> None:
    """Read anything as filter JSON; what loads is written and read again, and stays the same filter."""
    try:
        found = attioql.load(data, PEOPLE)
    except attioql.FilterError as error:
        _shown(error)
        return
    assert attioql.load(found.dumps("shorthand"), PEOPLE) == found
    assert attioql.compile(found.text(), PEOPLE) == found


def records(data: bytes) -> None:
    """Hold a filter against any JSON; there is a verdict, or a `RecordError` that names a place."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return
    for found in FILTERS:
        _decided(found, record)


def _decided(found: attioql.Filter, record: Any) -> None:
    try:
        assert isinstance(found.matches(record, related=RELATED), bool)
    except attioql.RecordError as error:
        assert error.pointer is not None


def workspace(data: bytes) -> None:
    """Read anything as a workspace file and as answers of the API; what is read makes a workspace that is usable."""
    source = attioql.Source(data.decode("utf-8", "surrogateescape"), "workspace.json")
    read, problems = parse_workspace(source)
    _read_workspace(read, problems)
    value = read_json(source)
    if isinstance(value, dict):
        read, problems = workspace_of_answers(value)
        _read_workspace(read, problems)


def _read_workspace(data: Any, problems: Sequence[attioql.Diagnostic]) -> None:
    for problem in problems:
        assert str(problem)
        json.dumps(problem.to_dict())
    if any(problem.severity is attioql.Severity.ERROR for problem in problems):
        return
    made = attioql.Workspace.from_dict(data)
    assert not list(changes(compare(made, made)))
    for target in list(made.values())[-1:]:
        attioql.check(
            'stage = Lead and name = "x" and owner = member("tom@acme.com") and parent_record.name = "x"', target
        )
        attioql.check(dict.fromkeys(target.attributes, "x"), target)
        attioql.json_schema(target, depth=1)
        with suppress(ValueError):
            attioql.grammar(target)


FILTERS = [
    attioql.compile(text, PEOPLE)
    for text in (
        'name.first_name starts with "a" or email_addresses.email_domain = "b"',
        "twitter_follower_count > 5 and created_at < 2024-01-01",
        'last_interaction.owner_member_id is empty and company.name = "x"',
        'primary_location { country_code = "US" and locality starts with "B" } or not phone_numbers.country_code = "DE"',
        'first_email_interaction.interacted_at >= 2024-01-01T12:00:00Z and not job_title ends with "r"',
        'description contains "a" or avatar_url ends with "b" or record_id != 11111111-2222-4333-8444-555555555555',
        'strongest_connection_strength = "Good" or strongest_connection_user = system()',
    )
]
FOUND = [witness for found in FILTERS for witness in (found.example(), found.counterexample()) if witness is not None]
WITNESSES: list[Any] = [witness.record for witness in FOUND]
RELATED = {key: record for witness in FOUND for key, record in witness.related.items()}


def _shown(error: attioql.FilterError) -> None:
    for diagnostic in error.diagnostics:
        assert str(diagnostic)
        json.dumps(diagnostic.to_dict())


def yaml(data: bytes) -> None:
    """Lint and fix anything as a YAML file of filters."""
    _linted(data, "a.filters.yaml")


def python(data: bytes) -> None:
    """Lint and fix anything as a Python file that calls the library."""
    _linted(data, "a.py")


def _linted(data: bytes, name: str) -> None:
    source = decode(data, name)
    if isinstance(source, attioql.Diagnostic):
        assert str(source)
        return

    def problems_of(text: str) -> tuple[attioql.Diagnostic, ...]:
        return lint_document(read_document(attioql.Source(text, name)), SETTINGS).problems

    attioql.render(problems_of(source.text)[:5])
    assert isinstance(fix_text(source.text, problems_of, Applicability.SAFE).text, str)


def configuration(data: bytes) -> None:
    """Read anything as a configuration file: it is one, or a usage error says why not."""
    for name in (configuring.OWN_NAME, configuring.PROJECT_NAME):
        with mock.patch.object(Path, "read_bytes", return_value=data):
            try:
                configuring.read_configuration(Path(name))
            except configuring.ConfigurationError as error:
                assert str(error)


SETTINGS = Settings(attioql.Workspace.standard(), "people", now=NOW)

KINDS = {
    "parser": parser,
    "json": json_reader,
    "records": records,
    "workspace": workspace,
    "yaml": yaml,
    "python": python,
    "configuration": configuration,
}

SPIKES = (
    "", " ", "\n", "\r", "\t", "\0", "\x1b[31m", "\u202e", "\ud800", "\ufeff", "\U0001f600", "é", "'", '"', "`", "\\", "\\u", "(", ")", "[", "]",
    "{", "}", ",", ":", ".", "#", "&", "|", "!", "=", "<>", "-", "+", "*", "%", "null", "true", "1e999", "-0", "9" * 30, "0.1", "2024-02-30", "now",
    "not", "and", "or", "in", "$and", "$not", "$in", "&a", "*a", "---", "|2", ">-", "!!x", "\\ud83d\\ude00", "f'", 'r"', "'" * 3, "# attioql: ignore[all]",
)  # fmt: skip
"""Odd pieces that are put into texts of any kind."""

LITERALS = {
    "workspace": (
        '{"objects": {"a": {"singular": "A", "plural": "As", "attributes": {"s": {"title": "S", "type": "select", "options": [{"title": "L"}, {"title": "L"}]}}}}}',
        '{"objects": {"a": {"id": "q", "singular": "A", "plural": "As", "attributes": {}}}, "lists": {"a": {"id": "q", "name": "l", "parents": ["a"], "attributes": {}}}}',
        '{"objects": {"path": {"singular": "A", "plural": "As", "attributes": {"path": {"id": "p", "title": "P", "type": "text"}, "stage": {"title": "S", "type": "status"}}}}}',
    ),
    "yaml": (
        "filters:\n  a:\n    target: people\n    query: name contains 'x'  # why\n  b:\n    filter: {name: {$eq: x}}\n",
        "filters:\n  a:\n    query: |\n      not not name = 'x'\n      and job_title = 'y'\n    ignore:\n      - double-negation  # why\n",
        "filters:\n  a:\n    query: \"name = '\\ud83d\\ude00\\n'\"\n    ignore: [double-negation, always-true]\n",
        "filters: &a\n  a: *a\n",
        "filters:\n- name: a\n  filter:\n    $and:\n    - name: x\n    - {job_title: {$in: [a, b]}}\n",
    ),
    "python": (
        "import attioql\nx = attioql.compile('not not name = \"x\"', people)  # why\n",
        "from attioql import compile as c\nQUERY = 'name contains \"a\"'\nc(f'{QUERY}', people)\n",
        "import attioql\nattioql.compile(\n    'name = \"x\" '\n    'and not not job_title = \"y\"',  # attioql: ignore[all]\n    people)\n",
        "import attioql\nattioql.load({'name': {'$eq': 'x'}}, people)\n\ndef f():\n    return attioql.check(r'name = \"\\n\"', people)\n",
    ),
    "configuration": (
        'workspace = "w.json"\ntarget = "people"\n[lint]\nselect = ["all"]\nignore = ["lost-day"]\n[lint.targets]\n"a/*" = "deals"\n',
        '[tool.attioql.lint]\nextend-select = ["absolute-date"]\nper-file-ignores = {"*.json" = ["all"]}\nseverity = {"lost-day" = "error"}\n',
    ),
}


def seeds(kind: str) -> Iterator[str]:
    """Yield what the corpus begins with."""
    rows = json.loads((TESTS / "conformance" / "documented.json").read_text(encoding="utf-8"))
    waiting = [rows]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += item.values()
            key = {"parser": "text", "json": "documented"}.get(kind)
            if key in item:
                yield item[key] if isinstance(item[key], str) else json.dumps(item[key])
        elif isinstance(item, list):
            waiting += item
    if kind == "records":
        cases = json.loads((TESTS / "evaluate" / "semantics.json").read_text(encoding="utf-8"))["cases"]
        yield from (json.dumps({"values": row.get("values", {})}) for row in cases)
        yield from (json.dumps(record) for record in (*WITNESSES, {"values": _all_values()}))
    if kind == "workspace":
        files = (TESTS / "golden" / f"{name}.json" for name in ("own", "harbour", "workspace"))
        yield from (json.dumps(json.loads(path.read_text(encoding="utf-8"))) for path in files)
        yield json.dumps(_few_answers())
    if kind == "yaml":
        cases = [case for path in sorted(FOLDER.glob("*.md")) for case in read_cases(path)]
        yield from (case.text for case in cases if "reads" in case.options and "filters:" in case.text)
    yield from LITERALS.get(kind, ())


def _all_values() -> dict[str, Any]:
    """Return the values of all witnesses, so that one record has what every filter asks for."""
    return {slug: value for record in WITNESSES for slug, value in record["values"].items() if value}


def _few_answers() -> dict[str, Any]:
    """Return answers of the API that tell of one object and one list, each with its first attributes."""
    names = ("objects", "lists", "workspace_members", "objects/boats/attributes", "objects/boats/options/kind")
    answers = {name: json.loads((ANSWERS / f"{name}.json").read_text(encoding="utf-8")) for name in names}
    return {name: {**answer, "data": answer["data"][:3]} for name, answer in answers.items()}
