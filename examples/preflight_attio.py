# /// script
# requires-python = ">=3.10"
# dependencies = ["attio>=0.26,<0.27"]  # and AttioQL, which is not on PyPI: see README.md
# ///
"""Query Attio with the package `attio` (PyPI) and filters in query text or JSON, which are checked before anything is sent.

The package takes any dict for a filter. To most wrong ones it answers with an error of its own about the API's answer, since it
knows one code of error and the API has several. ATTIO_TOKEN is your key; ATTIO_URL is another server, such as attio_server.py.
"""

import os
from collections.abc import Iterator, Mapping

from attio import SDK
from attio.models import PostV2ObjectsObjectRecordsQueryData as Record

import attioql

# `Workspace.load("workspace.json")` knows the attributes and options of your own.
WORKSPACE = attioql.Workspace.standard()
PAGE = 500


def query(
    sdk: SDK,
    target: str,
    wanted: str | Mapping[str, object],
    params: Mapping[str, attioql.ParameterValue] | None = None,
) -> Iterator[Record]:
    """Yield the records that match query text, with parameters, or filter JSON. Raises `attioql.FilterError`."""
    if isinstance(wanted, str):
        checked = attioql.compile(wanted, WORKSPACE[target], params=params)
    else:
        checked = attioql.load(wanted, WORKSPACE[target])
    print(attioql.render(checked.diagnostics), end="")  # the warnings
    filter_json = checked.json(decimals="error")  # the SDK would send a decimal as text
    offset = 0
    while True:
        page = sdk.records.post_v2_objects_object_records_query(
            object=target, filter_=filter_json, limit=PAGE, offset=offset
        )
        yield from page.data
        offset += PAGE
        if len(page.data) < PAGE:
            return


def show(people: Iterator[Record]) -> None:
    """Print the names of people, or why they were not asked for."""
    try:
        for person in people:
            print(person.values["name"][0].full_name)
    except attioql.FilterError as error:
        print(f"Not sent:\n{error}")


def main() -> None:
    """Ask for people by the name of their company, by an operator that Attio lacks, and by an attribute that people lack."""
    with SDK(oauth2=os.environ["ATTIO_TOKEN"], server_url=os.environ.get("ATTIO_URL")) as sdk:
        show(query(sdk, "people", "company.name starts with :company", {"company": "Engines"}))
        show(query(sdk, "people", {"job_title": {"$regex": "^Head"}}))
        show(query(sdk, "people", {"email": "ada@engines.example"}))


if __name__ == "__main__":
    main()
