"""A large corpus of filters for the linter: pages and prose tests of the rules, conformance rows, and generated filters.

The same filters come on every run. Each is linted as query text, as JSON text and as parsed JSON.
"""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NamedTuple

from conformance_workspaces import workspace_of
from prose import WORKSPACES, cases_of

import attioql
from attioql.catalog.workspace import Target
from attioql.linter.rules import PAGES

TESTS = Path(__file__).parents[1]
NOW = datetime(2024, 5, 31, 12, tzinfo=timezone.utc)
STANDARD = attioql.Workspace.standard()
IDS = ["50cf242c-7fa3-4cad-87d0-75b1af71c57b", "50cf242c-7fa3-4cad-87d0-75b1af71c57c"]
TEXTS = [
    "",
    " ",
    "Acme",
    " Acme",
    "acme\u00a0",
    "x",
    "acme.com",
    "ACME.com",
    "https://acme.com/x",
    "www.acme.com",
    "@acme.com",
    "ann@acme.com",
    "acme.co.uk",
    "+49 30 123",
    "0049301",
    "+4930",
    "de",
    "US",
    "\u200b",
]
DAYS = ["2024-05-31", "2024-05-01", "2024-01-01", "2024-04-30T00:00:00Z", "2024-06-01T00:00Z", "2024-05-31T08:15:00Z"]
MOMENTS = [*DAYS, "today", "yesterday", "now", "now - 2d", "today + 1d"]
NUMBERS = ["0", "1", "5", "5.0", "10", "-3"]
MATCHES = ["=", "!=", "contains", "not contains", "starts with", "not starts with", "ends with", "not ends with"]
ORDERS = ["=", "!=", "<", "<=", ">", ">="]
PATHS = {
    "companies": {
        "text": ["name", "description", "domains", "domains.root_domain", "team.job_title", "team.company.name"],
        "number": ["twitter_follower_count", "foundation_date"],
        "moment": ["created_at", "last_interaction.interacted_at", "team.created_at"],
        "option": ["categories", "employee_range"],
        "rest": ["team is empty", "domains is empty", "name is not empty", "linkedin is empty", f'team = "{IDS[0]}"'],
        "block": [
            'domains { domain contains "a" and root_domain = "A.com" }',
            'primary_location { country_code in ("us", "DE") and (locality = "x" or locality = "y" and region = "z") }',
            "last_interaction { interacted_at >= 2024-01-01 and interacted_at <= 2024-05-31 }",
        ],
    },
    "people": {
        "text": [
            "name.first_name",
            "job_title",
            "email_addresses",
            "email_addresses.email_domain",
            "email_addresses.email_root_domain",
            "phone_numbers",
            "primary_location.country_code",
            "company.name",
            "company.domains",
            "name",
        ],
        "number": ["twitter_follower_count"],
        "moment": ["created_at", "first_interaction.interacted_at", "company.created_at"],
        "option": [],
        "rest": [
            "company is empty",
            "name is empty",
            "email_addresses is not empty",
            f'created_by = member("{IDS[0]}")',
            f"company = {IDS[0]}",
            "last_calendar_interaction.interaction_type = email",
            'first_email_interaction.interaction_type in ("email", "meeting")',
        ],
        "block": [
            'email_addresses { email_domain = "ACME.com" and email_local_specifier starts with "j" }',
            'name { first_name in ("Ann", "Ann") and last_name in ("Lee") }',
            'phone_numbers { country_code = "de" and original_phone_number contains "030 1" }',
            "last_interaction { interacted_at between 2024-05-01 and today }",
        ],
    },
    "deals": {
        "text": ["name", "associated_company.name", "associated_people.job_title"],
        "number": ["value", "associated_company.twitter_follower_count"],
        "moment": ["created_at"],
        "option": ["stage"],
        "rest": ["owner is empty", f'owner = member("{IDS[0]}")', f'not created_by = member("{IDS[1]}")'],
        "block": [f'owner {{ referenced_actor_id = "{IDS[0]}" and referenced_actor_type = "workspace-member" }}'],
    },
}


class Given(NamedTuple):
    """A filter to lint: query text, JSON text or parsed JSON, what it is about, and the arguments it is linted with."""

    source: object
    target: Target
    arguments: dict[str, Any]


def corpus(number: int, seed: int = 17) -> Iterator[Given]:
    """Yield the whole corpus, with so many generated filters in it."""
    yield from written()
    yield from generated(number, seed)


def written() -> Iterator[Given]:
    """Yield the filters of pages, prose tests and conformance tables that have no error."""
    for given in [*prose(), *_conformance()]:
        yield given
        yield from _as_json(given)


def generated(number: int, seed: int = 17) -> Iterator[Given]:
    """Yield so many generated filters, each as query text and as JSON, and some trees of JSON that no text leads to."""
    chance = random.Random(seed)  # noqa: S311 - the same filters on every run
    for _ in range(number):
        slug = chance.choice(sorted(PATHS))
        given = Given(_group(chance, slug, chance.choice((1, 2, 2, 3, 4))), STANDARD[slug], {"now": NOW})
        yield given
        for other in _as_json(given):
            yield other
            if not isinstance(other.source, str):
                yield other._replace(source=json.dumps(_twisted(chance, other.source), indent=chance.choice((None, 1))))


def _as_json(given: Given) -> Iterator[Given]:
    """Yield a filter without errors as JSON text in each style, and as parsed JSON."""
    if isinstance(given.source, str) and not given.source.lstrip().startswith("{"):
        compiled = _compiled(given)
        if compiled is not None:
            yield given._replace(source=compiled.dumps())
            yield given._replace(source=json.dumps(json.loads(compiled.dumps("shorthand")), indent=2))
            yield given._replace(source=json.loads(compiled.dumps()))


def _compiled(given: Given) -> attioql.Filter | None:
    try:
        return attioql.compile(str(given.source), given.target, **given.arguments)
    except attioql.FilterError:
        return None


def prose() -> Iterator[Given]:
    """Yield the filters of pages and prose tests."""
    pages = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted((TESTS / "lint" / "rules").glob("*.md"))]
    for name, text in [*PAGES.items(), *pages]:
        for case in cases_of(name, text):
            own = case.options.get("workspace")
            workspace = STANDARD if own is None else attioql.Workspace.load(WORKSPACES / f"{own}.json")
            now = case.options.get("now")
            arguments = {} if now is None else {"now": datetime.fromisoformat(now)}
            yield Given(case.text, workspace[case.options["target"]], arguments)


def _conformance() -> Iterator[Given]:
    folder = TESTS / "conformance"
    for name in ("operators", "values", "language", "documented"):
        for table in json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["tables"]:
            workspace = workspace_of(table.get("workspace", "workspace.json"))
            for row in table.get("rows", ()):
                if "filter" in row and "params" not in {**table, **row}:
                    zone = {"tz": row["tz"]} if "tz" in row else {}
                    target = workspace[row.get("target", table.get("target"))]
                    yield Given(row["text"], target, {"now": NOW, **zone})


def _group(chance: random.Random, slug: str, size: int, levels: int = 0) -> str:
    members = [_member(chance, slug, levels) for _ in range(size)]
    if size > 1 and chance.random() < 0.2:
        members.append(chance.choice(members))
    joined = chance.choice((" and ", " and ", " or ")).join(members)
    return f"{joined} {chance.choice(('and', 'or'))} {_condition(chance, slug)}" if chance.random() < 0.1 else joined


def _member(chance: random.Random, slug: str, levels: int) -> str:
    draw = chance.random()
    if draw < 0.12 and levels < 3:
        return f"({_group(chance, slug, chance.choice((2, 2, 3)), levels + 1)})"
    if draw < 0.25 and levels < 3:
        return f"not {_member(chance, slug, levels + 1)}"
    return _condition(chance, slug)


def _condition(chance: random.Random, slug: str) -> str:
    paths = PATHS[slug]
    kinds = ["text", "text", "text", "number", "number", "moment", "moment", "rest", "block", "option"]
    kind = chance.choice([each for each in kinds if paths[each]])
    path = chance.choice(paths[kind])
    if kind == "text":
        return f"{path} {_on_texts(chance, TEXTS)}"
    if kind == "option":
        return f"{path} {_on_texts(chance, ['Lead', 'In Progress', 'SaaS', ' Lead', '1-10'])}"
    if kind == "moment" or path == "foundation_date":
        return f"{path} {_on_order(chance, MOMENTS if kind == 'moment' else DAYS[:3])}"
    return f"{path} {_on_order(chance, NUMBERS)}" if kind == "number" else path


def _on_texts(chance: random.Random, texts: list[str]) -> str:
    if chance.random() < 0.2:
        some = ", ".join(f'"{text}"' for text in chance.choices(texts, k=chance.choice((1, 2, 3))))
        return f"{chance.choice(('in', 'not in'))} ({some})"
    return f'{chance.choice(MATCHES)} "{chance.choice(texts)}"'


def _on_order(chance: random.Random, values: list[str]) -> str:
    draw = chance.random()
    if draw < 0.15:
        return f"{chance.choice(('between', 'not between'))} {chance.choice(values)} and {chance.choice(values)}"
    if draw < 0.25:
        return f"in ({', '.join(chance.choices(values, k=chance.choice((1, 2, 3))))})"
    return f"{chance.choice(ORDERS)} {chance.choice(values)}"


def _twisted(chance: random.Random, value: Any) -> Any:
    """Write JSON in a way that means nearly the same and no canonical form has: wrapped, doubled, emptied or joined."""
    draw = chance.random()
    if not isinstance(value, dict) or draw < 0.2:
        return value
    if draw < 0.35:
        return {"$not": {"$not": value}}
    if draw < 0.5:
        return {"$and": [value, _twisted(chance, value)]}
    if draw < 0.6:
        return {"$or": [{}, value]}
    if draw < 0.7:
        return {"$not": value, "$and": [value]}
    if draw < 0.8:
        return {"filter": value, "limit": 500, "offset": chance.choice((0, 500))}
    changed = {
        key: [_twisted(chance, each) for each in inner] if key in {"$and", "$or"} else inner
        for key, inner in value.items()
    }
    return {**changed, "$or": [value]} if draw < 0.9 and "$or" not in changed else changed
