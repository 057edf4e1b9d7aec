"""A value is a URL, an e-mail address or a domain in upper case, instead of a bare domain.

Attio stores domains without scheme and path, and in lower case. Equality is exact, so the condition matches
nothing.

```attioql target=companies
domains = "https://www.Acme.com/about"
```

```findings
1:11 domain-spelling: Attio stores domains bare and in lower case; this has a scheme, `www.`, a path, upper case
```

```fixed unsafe
domains = "acme.com"
```

`contains`, `starts with` and `ends with` ignore case and test a part of the domain. A domain never has a scheme, a
path or an `@`.

```attioql target=people
email_addresses.email_domain contains "@acme"
```

```findings
1:39 domain-spelling: Attio stores domains bare and in lower case; this has an `@`
```

```fixed unsafe
email_addresses.email_domain contains "acme"
```

Write only the domain.

```attioql target=companies
domains = "acme.com"
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from attioql.linter.rule import Finding, Gate, Respell, Rule, on_values, unsafe, value_finding
from attioql.linter.tree import Subject
from attioql.linter.written_values import EQUALITIES, WrittenValue

_BARE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\Z")
_URL = re.compile(
    r"(?P<scheme>(?:[a-z][a-z0-9+.-]*:)?//|mailto:)?(?P<user>[^@/?#]*@)?(?P<host>[^:/?#]*)(?P<port>:[0-9]*)?(?P<path>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NAMES = {"scheme": "a scheme", "user": "an `@`", "port": "a port", "path": "a path"}


class _Domain(NamedTuple):
    """What is left of a text as a bare domain, and what has been taken away."""

    text: str
    removed: list[str]


def _may_be_more(text: str) -> bool:
    return _BARE.match(text) is None or text.startswith("www.")


@on_values(Gate(kinds=frozenset({"domain"}), suspect=_may_be_more))
def _not_bare(value: WrittenValue, _: Subject) -> Iterator[Finding]:
    domain = _domain(value.text, exact=value.operator in EQUALITIES) if value.kind == "domain" else None
    if domain is not None and domain.removed:
        message = f"Attio stores domains bare and in lower case; this has {', '.join(domain.removed)}"
        advice = f"write `{domain.text}`, which also matches the records this filter misses"
        fixes = [unsafe(advice, Respell(value, domain.text))] if domain.text else []
        yield value_finding(value, message, *fixes)


def _domain(text: str, *, exact: bool) -> _Domain | None:
    """Return the domain that a text has in it; `None` where there is white space, which is another rule's."""
    match = _URL.fullmatch(text)
    if match is None or any(character.isspace() for character in text):
        return None
    removed = [words for name, words in _NAMES.items() if match[name]]
    host = match["host"]
    if not exact:
        return _Domain(host, removed)
    bare = host.lower().strip(".")
    if bare.startswith("www."):
        bare = bare.removeprefix("www.")
        removed.insert(1 if "a scheme" in removed else 0, "`www.`")
    if host.strip(".") != host:
        removed.append("a dot at its end" if host.endswith(".") else "a dot at its beginning")
    if host.lower() != host:
        removed.append("upper case")
    return _Domain(bare, removed)


RULE = Rule("domain-spelling", "AQ817", "warning", "a domain is written as a URL, or in upper case", (_not_bare,))
