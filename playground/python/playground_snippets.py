"""A query as code to copy: Python, TypeScript and curl."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from textwrap import indent

from playground_reading import Context, Input

import attioql
from attioql.catalog.target_kinds import KINDS

_HOST = "https://api.attio.com/v2"


def snippets(asked: Input, query: attioql.Query, context: Context, *, is_standard: bool) -> Mapping[str, str]:
    """Return the code by the name of its language."""
    return {
        "Python": _python(asked, query, context, is_standard=is_standard),
        "TypeScript": _typescript(query),
        "curl": _curl(query),
    }


def _python(asked: Input, query: attioql.Query, context: Context, *, is_standard: bool) -> str:
    """Return a program with the query text as it was written, with the values of its parameters, and a clock if it needs one."""
    workspace = "attioql.Workspace.standard()" if is_standard else 'attioql.Workspace.load("workspace.json")'
    text = asked.text if asked.side == "query" else query.text()
    settings = _settings(text, query, context)
    imports = "from datetime import datetime, timezone\n\n" if "now" in settings else ""
    lines = [_literal(text), "target", *[f"{name}={value}" for name, value in settings.items()]]
    call = indent("".join([f"{line},\n" for line in lines]), "    ")
    return (
        f"{imports}import attioql\n\n"
        f"target = {workspace}[{query.target.name!r}]\n"
        f"query = attioql.compile_query(\n{call})\n"
        "print(query.dumps())\n"
    )


def _literal(text: str) -> str:
    """Return a text as a literal of Python, with a line of code for each of its lines."""
    return "\n".join([repr(line) for line in text.splitlines(keepends=True)]) or repr(text)


def _settings(text: str, query: attioql.Query, context: Context) -> dict[str, str]:
    """Return the arguments without which a text does not compile to the query, as code."""
    found = {"params": repr(dict(context.params))} if context.params else {}
    if not _is_compiled_to(query, text, context._replace(zone="UTC"), has_now=False):
        if not _is_compiled_to(query, text, context, has_now=False):
            found["now"] = "datetime.now(timezone.utc)"
        if not _is_compiled_to(query, text, context._replace(zone="UTC"), has_now=True):
            found["tz"] = repr(context.zone)
    return found


def _is_compiled_to(query: attioql.Query, text: str, context: Context, *, has_now: bool) -> bool:
    target, now, zone, params = context
    try:
        return attioql.compile_query(text, target, params=params, now=now if has_now else None, tz=zone) == query
    except attioql.FilterError:
        return False


def _typescript(query: attioql.Query) -> str:
    return (
        f"const body = {query.dumps(indent=2)};\n\n"
        f"const response = await fetch({json.dumps(_url(query.target))}, {{\n"
        '  method: "POST",\n'
        "  headers: {\n"
        "    Authorization: `Bearer ${process.env.ATTIO_TOKEN}`,\n"
        '    "Content-Type": "application/json",\n'
        "  },\n"
        "  body: JSON.stringify(body),\n"
        "});\n"
    )


def _curl(query: attioql.Query) -> str:
    return (
        f"curl --request POST {shlex.quote(_url(query.target))} \\\n"
        '  --header "Authorization: Bearer $ATTIO_TOKEN" \\\n'
        "  --header 'Content-Type: application/json' \\\n"
        f"  --data {shlex.quote(query.dumps())}\n"
    )


def _url(target: attioql.Target) -> str:
    kind = KINDS[target.kind]
    return f"{_HOST}/{kind.section}/{target.slug}/{'entries' if kind.has_parents else 'records'}/query"
