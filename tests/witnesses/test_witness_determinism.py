"""Witnesses and differences are the same bytes in every process, whatever the seed of Python's hashes."""

import os
import subprocess
import sys

UUID = "50cf242c-7fa3-4cad-87d0-75b1af71c57"
FILTERS = {
    "companies": [
        'name contains "a" and name contains "b" and not name contains "ab"',
        'domains = "a" or domains = "b" or categories = "x" or categories != "y"',
        'name in ("x", "y", "z") and not name in ("x", "q")',
        'domains contains "k" and domains contains "m" and domains in ("km", "mk", "kkmm")',
        'team.name = "a" and team.job_title = "b" and team.company.domains in ("c", "d")',
        f'team in ("{UUID}a", "{UUID}b") and team.record_id contains "7f" and not team.record_id = "{UUID}a"',
        'record_id contains "a7" and record_id contains "8b" and record_id contains "9c" and not record_id contains "0"',
        " and ".join(f'(description contains "a{n}" or name contains "b{n}" or team.name = "c{n}")' for n in range(30)),
        " and ".join(f'(name = "a{n}" or not name = "b{n}")' for n in range(2_000)),
        f'categories = "x" and categories = "{UUID}a" and not categories = "{UUID}b"',
        "twitter_follower_count between 1 and 9 and not twitter_follower_count in (1, 2, 3)",
        "created_at >= 2024-01-01 and last_interaction.interaction_type is not empty",
    ],
    "people": [
        'name { (first_name = "a" or last_name = "b") and full_name contains "c" }',
        'primary_location.country_code starts with "D" and not primary_location.country_code in ("DE", "DK")',
        f'company = "{UUID}a" and company.name = "x" and not associated_users.primary_email_address contains "@"',
        "created_by = system() or not created_by.referenced_actor_type = app",
    ],
}
SCRIPT = f"""
import json
import attioql

standard = attioql.Workspace.standard()
for name, texts in {FILTERS!r}.items():
    filters = [attioql.compile(text, standard[name]) for text in texts]
    for number, one in enumerate(filters):
        for witness in (one.example(), one.counterexample()):
            print(witness and json.dumps(witness.to_dict()))
            print(witness)
        print(json.dumps(one.difference(filters[number - 1]).to_dict()))
"""


def printed(seed):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
        timeout=120,
    )
    return done.stdout


def test_the_bytes_do_not_depend_on_hashes():
    first = printed("0")
    assert first.count(b"\n") > 5 * sum(map(len, FILTERS.values()))
    for seed in ("1", "2", "4711"):
        assert printed(seed) == first
