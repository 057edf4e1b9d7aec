# /// script
# requires-python = ">=3.10"
# dependencies = []  # only AttioQL, which is not on PyPI: see README.md
# ///
"""A form with a row for each condition: run `python form_rows.py` and open the address that it prints.

It works without JavaScript, and the address of a filter is a link to it. PORT chooses the port. `app` is a WSGI application; in
Flask or Django, `rows_of` and `page` go into a view.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timezone
from html import escape
from itertools import zip_longest
from pathlib import Path
from urllib.parse import parse_qs
from wsgiref.simple_server import make_server

import attioql

DEALS = attioql.Workspace.load(Path(__file__).parent / "workspace.json")["deals"]
PATHS = {
    name if prop == attribute.type.implicit else f"{name}.{prop}": taken.spellings
    for name, attribute in DEALS.attributes.items()
    for prop, taken in attribute.type.properties.items()
    if taken.spellings
}
OPERATORS = {op: None for taken in PATHS.values() for op in taken if op != "!=" and not op.startswith("not ")}
LISTS = {"in", "between"}
SAVED = attioql.compile('stage in ("Lead", "In Progress") and value < 5000', DEALS)

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Deals</title>
<style>body {{ font: 1rem system-ui; margin: 2rem }} .error {{ color: #b00020 }} pre {{ background: #eee; padding: 1em }}</style>
<h1>Deals for which all of this holds</h1>
<form>
{rows}
<p>Write semicolons between several values. <button>Search</button> adds an empty row.</p>
</form>
{result}
"""


def rows_of(query: str) -> attioql.FilterRows:
    """Return the rows of a submitted form; those without a path are left out."""
    form = parse_qs(query, keep_blank_values=True)
    fields = (form.get(name, []) for name in ("path", "negated", "op", "values"))
    all_of: list[attioql.FilterRow] = [
        {"path": path, "op": op, "values": values_of(op, text), "negated": negated == "not"}
        for path, negated, op, text in zip_longest(*fields, fillvalue="")
        if path
    ]
    return {"any_of": [{"all_of": all_of}]}


def values_of(op: str, text: str) -> list[attioql.RowValue]:
    """Return the values that a person wrote: as many as the operator takes."""
    if op in {"is empty", "is not empty"}:
        return []
    return [part.strip() for part in text.split(";")] if op in LISTS else [text]


def page(rows: attioql.FilterRows) -> str:
    """Return the form with these rows and an empty one, and below it their filter; mistakes stand at their rows."""
    mistakes: Sequence[attioql.Diagnostic] = ()
    result = ""
    try:
        now = datetime.now(timezone.utc)  # for `during` `last 30d`
        found = attioql.from_rows(rows, DEALS, now=now, limits=attioql.Limits.untrusted())
    except attioql.FilterError as error:
        mistakes = error.diagnostics
        result = error_html([mistake.message for mistake in mistakes if "/all_of/" not in (mistake.pointer or "")])
    else:
        result = f"<pre>{escape(found.text())}</pre>\n<pre>{escape(found.dumps(indent=2))}</pre>"
    [group] = rows["any_of"]
    empty: attioql.FilterRow = {"path": "", "op": "=", "values": [], "negated": False}
    lines = [row_html(row, at(mistakes, number)) for number, row in enumerate([*group["all_of"], empty])]
    return PAGE.format(rows="\n".join(lines), result=result)


def at(mistakes: Sequence[attioql.Diagnostic], number: int) -> list[str]:
    """Return the messages about a row: the JSON Pointer of a diagnostic says which one it is about."""
    start = f"/any_of/0/all_of/{number}/"
    return [mistake.message for mistake in mistakes if f"{mistake.pointer}/".startswith(start)]


def row_html(row: attioql.FilterRow, messages: Sequence[str]) -> str:
    """Return the fields of a row, and its mistakes below them."""
    values = escape("; ".join(map(str, row["values"])))
    return (
        f"<p>{select('path', ['', *PATHS], row['path'])} {select('negated', ['', 'not'], 'not' * row['negated'])}"
        f' {select("op", OPERATORS, row["op"])} <input name="values" aria-label="values" value="{values}">'
        f"{error_html(messages)}</p>"
    )


def error_html(messages: Sequence[str]) -> str:
    """Return messages, each in a line of its own."""
    return "".join(f'<br><span class="error">{escape(message)}</span>' for message in messages)


def select(name: str, choices: Iterable[str], chosen: str) -> str:
    """Return a field with choices."""
    all_choices = dict.fromkeys([*choices, chosen])  # a link may hold a path that the list does not offer
    options = (f"<option{' selected' if choice == chosen else ''}>{escape(choice)}" for choice in all_choices)
    return f'<select name="{name}" aria-label="{name}">{"".join(options)}</select>'


def app(environ: dict[str, str], start_response: Callable[..., object]) -> list[bytes]:
    """Answer with the page of the rows that were submitted, at first with those of a saved filter."""
    query = environ["QUERY_STRING"]
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [page(rows_of(query) if query else SAVED.rows()).encode()]


if __name__ == "__main__":
    with make_server("127.0.0.1", int(os.environ.get("PORT", "8001")), app) as server:
        print(f"Serving http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()
