# /// script
# requires-python = ">=3.10"
# dependencies = ["fastapi>=0.115", "httpx>=0.28", "uvicorn>=0.30"]  # and AttioQL, which is not on PyPI: see README.md
# ///
"""Search people by query text that a browser sends: run `python fastapi_search.py` and open the address that it prints.

Text from strangers is bounded by `Limits.untrusted()`; a wrong one is answered 422 with the diagnostics, which the page draws. PORT
chooses the port, ATTIO_TOKEN is your key, and ATTIO_URL another server, such as attio_server.py. Who may ask, how often, and about
which attributes is for you to decide.
"""

import os
from datetime import datetime, timezone
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel

import attioql

PEOPLE = attioql.Workspace.standard()["people"]
LIMITS = attioql.Limits.untrusted()
PAGE = Path(__file__).parent / "fastapi_search.html"

app = FastAPI()
attio = httpx.Client(
    base_url=os.environ.get("ATTIO_URL", "https://api.attio.com"),
    headers={"Authorization": f"Bearer {os.environ['ATTIO_TOKEN']}"},
)


class Search(BaseModel):
    """What the page sends."""

    text: str


class Found(BaseModel):
    """What it is answered: the people, the filter as it was understood, and warnings."""

    people: list[str]
    understood: str
    warnings: list[str]


@app.get("/")
def page() -> FileResponse:
    """Return the page."""
    return FileResponse(PAGE)


@app.post("/search")
def search(asked: Search) -> Found:
    """Return the people that match; `wrong_filter` answers where the text is no filter."""
    now = datetime.now(timezone.utc)  # for `last 30d`
    wanted = attioql.compile(asked.text, PEOPLE, now=now, limits=LIMITS)
    answer = attio.post("/v2/objects/people/records/query", content=f'{{"filter": {wanted.dumps()}, "limit": 25}}')
    if answer.is_error:
        raise HTTPException(502, "Attio does not answer")
    names = [person["values"]["name"] for person in answer.json()["data"]]
    return Found(
        people=[name[0]["full_name"] for name in names if name],
        understood=wanted.text(),
        warnings=[diagnostic.message for diagnostic in wanted.diagnostics],
    )


@app.exception_handler(attioql.FilterError)
def wrong_filter(_request: Request, error: attioql.FilterError) -> JSONResponse:
    """Answer 422 with the diagnostics, in the form of schemas/diagnostics.schema.json."""
    return JSONResponse({"diagnostics": [diagnostic.to_dict() for diagnostic in error.diagnostics]}, 422)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", "8002")))
