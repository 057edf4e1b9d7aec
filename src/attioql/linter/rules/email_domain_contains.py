"""A condition searches an e-mail address or a domain for a whole domain, so it also matches other domains.

`contains "acme.com"` also matches `jane@notacme.com` and `jane@acme.com.example`.

```attioql target=people
email_addresses contains "acme.com"
```

```findings
1:26 email-domain-contains: this also matches `notacme.com`
```

Compare the property that has the domain of an address, or the registered domain, which is the same for all
subdomains.

```attioql target=people
email_addresses contains "@acme.com"
```

```findings
1:26 email-domain-contains: this also matches `@acme.com.example`
```

```fixed unsafe
email_addresses.email_domain = "acme.com"
```

The rule does not report a part of a domain that is not a whole domain.

```attioql target=people
email_addresses contains "john.doe"
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attioql.filters.model import Condition, Not
from attioql.linter.rule import Finding, FixDraft, Gate, Replace, Rule, on_values, unsafe, value_finding
from attioql.linter.tree import Subject
from attioql.linter.written_values import WrittenValue
from attioql.operators import operator_of, operators_of, row_of

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,})\Z", re.IGNORECASE)
_USUAL_ENDINGS = frozenset({"com", "org", "net", "edu", "gov", "info", "biz", "dev", "app", "cloud", "tech", "xyz"})
_SHARED_ENDINGS = frozenset({"ac", "co", "com", "edu", "gov", "gob", "net", "or", "org"})
_KINDS = frozenset({"email", "domain"})
_OPERATORS = operators_of("part", "end")


@on_values(Gate(kinds=_KINDS, operators=_OPERATORS))
def _domain_inside(value: WrittenValue, _: Subject) -> Iterator[Finding]:
    domain = _whole_domain(value) if value.kind in _KINDS and value.operator in _OPERATORS else None
    if domain is None:
        return
    several = domain.count(".") > 1 and value.kind == "domain"
    name = value.prop.name if several else value.prop.whole_domain
    wider = value.path.attribute.type.properties[name].whole_domain
    note = f"compare `{name}`" + (f", or `{wider}` for subdomains too" if wider != name and not several else "")
    yield value_finding(value, _matched_too(value, domain), *_fixes(value, name, domain), notes=(note,))


def _whole_domain(value: WrittenValue) -> str | None:
    """Return the domain that is looked for, in lower case; `None` where the text may be something else."""
    text = value.text.removeprefix("@")
    match = _DOMAIN.match(text)
    if match is None:
        return None
    domain = text.lower()
    if domain.rpartition(".")[0] in _SHARED_ENDINGS:
        return None
    usual = len(match[1]) == 2 or match[1].lower() in _USUAL_ENDINGS
    return domain if usual or text != value.text else None


def _matched_too(value: WrittenValue, domain: str) -> str:
    if not value.text.startswith("@"):
        return f"this also matches `not{domain}`"
    if row_of(value.operator).role == "part":
        return f"this also matches `@{domain}.example`"
    return "the domain of an address is a property of its own"


def _fixes(value: WrittenValue, name: str, domain: str) -> Iterator[FixDraft]:
    part = value.visit.part
    condition = part.meaning.operand if isinstance(part.meaning, Not) else part.meaning
    if isinstance(condition, Condition) and not condition.others:
        operator = value.path.attribute.type.properties[name].operators[operator_of("equal")]
        exact = condition._replace(operator=operator, value=domain)
        instead = Not(exact) if isinstance(part.meaning, Not) else exact
        yield unsafe(f"compare `{name}`{_no_longer_matched(value)}", Replace(part, instead, value.visit.parent))


def _no_longer_matched(value: WrittenValue) -> str:
    if row_of(value.operator).role == "part":
        return ": other domains that have this one in them no longer match"
    return "" if value.text.startswith("@") else ": other domains that end with this one no longer match"


RULE = Rule(
    "email-domain-contains",
    "AQ816",
    "warning",
    "a condition searches an address for a whole domain",
    (_domain_inside,),
)
