"""Answer query requests as Attio's API does, on this machine, so that the examples run without an account.

`python attio_server.py` prints its address; PORT chooses the port. It has the records of attio_data.json and the attributes of
workspace.json, and answers wrong filters with the errors that were recorded from the API. It checks sorts and does not apply them.
"""

# Needs attioql alone.

import json
import os
import re
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import attioql

HERE = Path(__file__).parent
WORKSPACE = attioql.Workspace.load(HERE / "workspace.json")
DATA = json.loads((HERE / "attio_data.json").read_text(encoding="utf-8"))
ROUTE = re.compile(r"/v2/(?:(objects)/([\w-]+)/records|(lists)/([\w-]+)/entries)/query")
SOME_ID = "00000000-0000-4000-8000-000000000000"
CREATED = {
    "active_from": "2024-01-01T00:00:00.000000000Z",
    "active_until": None,
    "created_by_actor": {"type": "system", "id": None},
}
ERROR = {"status_code": 400, "type": "invalid_request_error"}


def record(kind: str, slug: str, record_id: str, values: Mapping[str, list[Mapping[str, object]]]) -> dict[str, Any]:
    """Return a record, or the entry of a list, with all that the API writes around its values."""
    full = {
        name: [{**CREATED, **value, "attribute_type": attribute.type.slug} for value in values.get(name, [])]
        for name, attribute in WORKSPACE[f"{kind}/{slug}"].attributes.items()
        if name not in {"record_id", "created_at", "created_by"}  # these stand beside the values
    }
    if kind == "lists":
        identity = {"workspace_id": SOME_ID, "list_id": SOME_ID, "entry_id": record_id}
        [parent] = full.pop("parent_record")
        beside = {"parent_object": parent["target_object"], "parent_record_id": parent["target_record_id"]}
        return {"id": identity, **beside, "created_at": CREATED["active_from"], "entry_values": full}
    identity = {"workspace_id": SOME_ID, "object_id": SOME_ID, "record_id": record_id}
    url = f"https://app.attio.com/example/{slug}/{record_id}"
    return {"id": identity, "created_at": CREATED["active_from"], "web_url": url, "values": full}


RECORDS = {
    (kind, slug): {identity: record(kind, slug, identity, values) for identity, values in rows.items()}
    for kind, targets in DATA.items()
    for slug, rows in targets.items()
}


def number(text: str) -> float | int:
    """Return a number as JavaScript reads it, for which 2.0 is 2: SDKs that take a limit for a float send it so."""
    value = float(text)
    return int(value) if value.is_integer() else value


def answer(kind: str, slug: str, text: bytes) -> tuple[int, dict[str, Any]]:
    """Return the status and the answer to a query of an object or a list."""
    if (kind, slug) not in RECORDS:
        message = f'Could not find {kind[:-1]} with slug "{slug}".'
        return 404, {**ERROR, "status_code": 404, "code": "not_found", "message": message}
    try:
        body = json.loads(text or b"{}", parse_float=number)
    except ValueError:
        return 400, {**ERROR, "code": "invalid_json", "message": "The body is not JSON."}
    try:
        wanted = attioql.load(body, WORKSPACE[f"{kind}/{slug}"])
    except attioql.FilterError as error:
        return 400, refusal(error.diagnostics[0])
    matches = wanted.predicate(related=lambda of, identity: RECORDS["objects", of].get(identity))
    found = [row for row in RECORDS[kind, slug].values() if matches(row)][body.get("offset", 0) :]
    return 200, {"data": found[: body.get("limit", 500)]}


def refusal(diagnostic: attioql.Diagnostic) -> dict[str, Any]:
    """Return the API's answer to a mistake; a diagnostic quotes it where it was recorded."""
    quoted = [note.partition("Attio answers 400: ")[2] for note in diagnostic.notes if "Attio answers 400: " in note]
    [message, *_] = [*quoted, "Error in filter."]
    if not message.startswith("Unknown attribute slug"):
        return {**ERROR, "code": "filter_error", "message": message}
    path = (diagnostic.pointer or "").removeprefix("/filter").split("/")[1:]
    return {**ERROR, "code": "unknown_filter_attribute_slug", "message": message, "path": path}


class Handler(BaseHTTPRequestHandler):
    """Read a request, and write a line about it."""

    def do_POST(self) -> None:
        """Answer a query."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        route = ROUTE.fullmatch(self.path)
        if not self.headers.get("Authorization", "").startswith("Bearer "):
            status, content = 401, {"status_code": 401, "type": "auth_error", "code": "unauthorized", "message": ""}
        elif route is None:
            status, content = 404, {**ERROR, "status_code": 404, "code": "not_found", "message": self.path}
        else:
            kind, slug = filter(None, route.groups())
            status, content = answer(kind, slug, body)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, _format: str, *arguments: object) -> None:
        """Print the request and the status of its answer."""
        print(*arguments[:2], flush=True)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Handler)
    print(f"Serving http://127.0.0.1:{server.server_port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
