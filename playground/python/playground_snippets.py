"""A filter as code to copy: Python, TypeScript and curl."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from textwrap import indent

import attioql
from attioql.catalog.target_kinds import KINDS

_HOST = "https://api.attio.com/v2"


def snippets(found: attioql.Filter, text: str, *, is_standard: bool) -> Mapping[str, str]:
    """Return the code by the name of its language. `text` is the filter as query text."""
    return {
        "Python": _python(found.target, text, is_standard=is_standard),
        "TypeScript": _typescript(found),
        "curl": _curl(found),
    }


def _python(target: attioql.Target, text: str, *, is_standard: bool) -> str:
    workspace = "attioql.Workspace.standard()" if is_standard else 'attioql.Workspace.load("workspace.json")'
    return (
        "import attioql\n\n"
        f"target = {workspace}[{target.name!r}]\n"
        f"found = attioql.compile({text!r}, target)\n"
        "print(found.json())\n"
    )


def _typescript(found: attioql.Filter) -> str:
    body = indent(found.dumps(indent=2), "  ").lstrip()
    return (
        f"const filter = {body.replace(chr(10) + '  ', chr(10))};\n\n"
        f"const response = await fetch({json.dumps(_url(found.target))}, {{\n"
        '  method: "POST",\n'
        "  headers: {\n"
        "    Authorization: `Bearer ${process.env.ATTIO_TOKEN}`,\n"
        '    "Content-Type": "application/json",\n'
        "  },\n"
        "  body: JSON.stringify({ filter }),\n"
        "});\n"
    )


def _curl(found: attioql.Filter) -> str:
    body = shlex.quote(f'{{"filter":{found.dumps()}}}')
    return (
        f"curl --request POST {shlex.quote(_url(found.target))} \\\n"
        '  --header "Authorization: Bearer $ATTIO_TOKEN" \\\n'
        "  --header 'Content-Type: application/json' \\\n"
        f"  --data {body}\n"
    )


def _url(target: attioql.Target) -> str:
    kind = KINDS[target.kind]
    return f"{_HOST}/{kind.section}/{target.slug}/{'entries' if kind.has_parents else 'records'}/query"
