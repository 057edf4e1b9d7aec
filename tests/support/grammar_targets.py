"""The targets whose grammars are tested: the standard objects, and those of a workspace where every name and title is odd."""

from __future__ import annotations

from datetime import datetime, timezone
from functools import lru_cache
from typing import Any

import attioql

NOW = datetime(2026, 11, 29, 12, 30, tzinfo=timezone.utc)
TITLES = (
    'say "hi"',
    "it's",
    "both ' and \"",
    "back\\slash",
    "\\",
    '\\"',
    '"',
    "'",
    "two\nlines",
    "tab\tand\rreturn",
    "🎉 Won",
    "e\u0301t\u00e9 \u2028 \u0085",
    "\x00\x07\x1f\x7f",
    "/slash/ [a-z]{2} (x|y)? # // %",
    "$eq",
    ")",
    " ",
    "Lead",
    "Lead 2",
)
"""Titles of options with everything that a grammar has to escape."""

_NAMES = (
    "lead-score",
    "not",
    "order",
    "limit",
    "now",
    "true",
    "a.b",
    "with blank",
    'say "hi" it\'s',
    "\\",
    "/x/",
    "🎉",
    "päth",
)
_ID = "50cf242c-7fa3-4cad-87d0-75b1af71c5"


def _options(*titles: str, archived: bool = False) -> list[dict[str, object]]:
    return [{"title": title, "archived": archived} for title in titles]


def _odd_workspace() -> dict[str, Any]:
    attributes: dict[str, dict[str, object]] = {name: {"type": "text"} for name in _NAMES}
    attributes |= {
        "path": {"type": "number"},
        "constraints": {"type": "checkbox"},
        "stage": {"type": "status", "options": [*_options(*TITLES), *_options("gone", archived=True)]},
        "tags": {"type": "select", "many": True, "options": _options(*TITLES)},
        "one": {"type": "select", "options": _options("the only one")},
        "none": {"type": "select", "options": []},
        "all-gone": {"type": "select", "options": _options("gone", archived=True)},
        "unknown": {"type": "select"},
        "old": {"type": "text", "archived": True},
        "new type": {"type": "hologram"},
        "score": {"type": "rating", "many": True},
        "flags": {"type": "checkbox", "many": True},
        "born": {"type": "date", "many": True},
        "seen": {"type": "timestamp", "many": True},
        "cost": {"type": "currency", "many": True},
        "mail": {"type": "email-address"},
        "site": {"type": "domain"},
        "place": {"type": "location", "many": True},
        "phone": {"type": "phone-number", "many": True},
        "person": {"type": "personal-name"},
        "last": {"type": "interaction"},
        "owner": {"type": "actor-reference", "many": True},
        "anything": {"type": "record-reference", "many": True},
        "self": {"type": "record-reference", "objects": ["odd things"]},
        "two": {"type": "record-reference", "objects": ["odd things", "now"]},
        "nothing": {"type": "record-reference", "objects": []},
    }
    members = [
        {"id": f"{_ID}7b", "email_address": "tom@acme.com", "first_name": "Tom", "last_name": 'O"Neil'},
        {"id": f"{_ID}7c", "email_address": "both@acme.com"},
        {"id": f"{_ID}7d", "email_address": "both@acme.com"},
        {"id": f"{_ID}7e"},
    ]
    odd = {"attributes": attributes}
    plain = {"attributes": {"target_object": {"type": "text"}, "name": {"type": "text"}, "odd": {"type": "checkbox"}}}
    lists = {"odd list": {"parents": ["odd things", "now"], "attributes": {"stage": attributes["stage"]}}}
    return {"objects": {"odd things": odd, "now": plain, "with`out": plain}, "lists": lists, "members": members}


@lru_cache
def grammar_targets() -> dict[str, attioql.Target]:
    """Return all targets by name: the standard ones, and the odd ones."""
    data = _odd_workspace()
    del data["objects"]["with`out"]
    odd = attioql.Workspace.from_dict(data)
    return {**attioql.Workspace.standard(), **odd}
