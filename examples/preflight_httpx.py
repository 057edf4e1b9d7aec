# /// script
# requires-python = ">=3.10"
# dependencies = ["httpx>=0.28"]  # and AttioQL, which is not on PyPI: see README.md
# ///
"""Check the filter of every query request before httpx sends it: a wrong one costs no request, and its report says what to write.

`preflight` goes into a client that you have. ATTIO_TOKEN is your key; ATTIO_URL is another server, such as attio_server.py.
"""

import os
import re

import httpx

import attioql

# `Workspace.load("workspace.json")` knows the attributes and options of your own.
WORKSPACE = attioql.Workspace.standard()
QUERY = re.compile(r".*/v2/(objects|lists)/([^/]+)/(?:records|entries)/query")


def preflight(request: httpx.Request) -> None:
    """Raise `attioql.FilterError` for a request whose filter Attio would reject, and print the warnings of the others."""
    query = QUERY.fullmatch(request.url.path)
    target = "/".join(query.groups()) if query else ""
    if target in WORKSPACE:
        checked = attioql.load(attioql.Source(request.read().decode(), "request body"), WORKSPACE[target])
        print(attioql.render(checked.diagnostics), end="")


def show_people(client: httpx.Client, wanted: object) -> None:
    """Print the names of the people that match filter JSON, or why it was not sent."""
    try:
        answer = client.post("/v2/objects/people/records/query", json={"filter": wanted})
    except attioql.FilterError as error:
        print(f"Not sent:\n{error}")
        return
    for person in answer.raise_for_status().json()["data"]:
        print(person["values"]["name"][0]["full_name"])


def main() -> None:
    """Send a filter that is right, and one that is not."""
    client = httpx.Client(
        base_url=os.environ.get("ATTIO_URL", "https://api.attio.com"),
        headers={"Authorization": f"Bearer {os.environ['ATTIO_TOKEN']}"},
        event_hooks={"request": [preflight]},
    )
    with client:
        show_people(client, {"job_title": {"$contains": "head of"}})
        show_people(client, {"job_title": {"$includes": "head of"}})


if __name__ == "__main__":
    main()
