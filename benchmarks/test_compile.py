"""How long a compile takes, from text to JSON text. Not a test: `pytest benchmarks --benchmark-only`."""

import json
from datetime import datetime, timezone

import pytest

import attioql

COMPANIES = attioql.Workspace.standard()["companies"]
SIX = (
    'name contains "Ltd" and twitter_follower_count >= 500 and not domains.root_domain = "apple.com" and '
    "created_at < 2024-01-01 and last_email_interaction.interaction_type = email and description starts with 'a'"
)
FOUR = 'name contains "Ltd{0}" and twitter_follower_count >= {0} and not domains = "apple{0}.com" and created_at < 2024-01-0{1}'
TEXTS = {
    "one": "last_calendar_interaction.interacted_at >= 2023-11-01",
    "six": SIX,
    "200": " and ".join(FOUR.format(number, number % 9 + 1) for number in range(50)),
}


@pytest.mark.parametrize("size", TEXTS)
def test_compile(benchmark, size):
    benchmark(lambda: attioql.compile(TEXTS[size], COMPANIES).dumps())


def test_compile_again(benchmark):
    compiler = attioql.Compiler(COMPANIES)
    now = datetime.now(timezone.utc)
    benchmark(lambda: compiler.compile(SIX, now=now))


@pytest.mark.parametrize("size", TEXTS)
def test_load(benchmark, size):
    text = attioql.compile(TEXTS[size], COMPANIES).dumps()
    benchmark(lambda: attioql.load(text, COMPANIES))


@pytest.mark.parametrize("size", TEXTS)
def test_standard_library_json_as_a_yardstick(benchmark, size):
    text = attioql.compile(TEXTS[size], COMPANIES).dumps()
    benchmark(lambda: json.dumps(json.loads(text)))
