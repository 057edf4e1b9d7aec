"""A whole domain is looked for anywhere in an e-mail address or a domain, so that others match as well.

`contains "acme.com"` also matches `jane@notacme.com` and `jane@acme.com.example`.

```attioql target=people
email_addresses contains "acme.com"
```

```findings
1:26 email-domain-contains: this also matches `notacme.com`
```

The domain of an address is a property of its own, and so is the registered domain, which is the same for all subdomains.

```attioql target=people
email_addresses contains "@acme.com"
```

```findings
1:26 email-domain-contains: this also matches `@acme.com.example`
```

```fixed unsafe
email_addresses.email_domain = "acme.com"
```

Parts of a name that are no whole domain are looked for as before.

```attioql target=people
email_addresses contains "john.doe"
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attioql.diagnostics.model import Applicability
from attioql.filters.model import Condition, Not
from attioql.linter.rule import Change, Finding, Replacement, Rule
from attioql.linter.tree import Subject, Value, Visit
from attioql.linter.values import value_finding, value_of

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,})\Z", re.IGNORECASE)
_USUAL_ENDINGS = frozenset({"com", "org", "net", "edu", "gov", "info", "biz", "dev", "app", "cloud", "tech", "xyz"})
_SHARED_ENDINGS = frozenset({"ac", "co", "com", "edu", "gov", "gob", "net", "or", "org"})


def _look(visit: Visit, _: Subject) -> Iterator[Finding]:
    value = value_of(visit)
    domain = _whole_domain(value)
    if domain is None:
        return
    kind = value.at.attribute.type
    several = domain.count(".") > 1 and value.property.value.shape == "domain"
    name = value.property.name if several else value.property.whole_domain
    wider = kind.properties[name].whole_domain
    notes = (f"compare `{name}`" + (f", or `{wider}` for subdomains too" if wider != name and not several else ""),)
    yield value_finding(visit, _said(value, domain), notes, tuple(_changes(visit, value, name, domain)))


def _whole_domain(value: Value) -> str | None:
    """Return the domain that is looked for, in lower case; `None` where the text may be something else."""
    text = value.text.removeprefix("@")
    match = _DOMAIN.match(text)
    if match is None:
        return None
    domain = text.lower()
    first, _, rest = domain.partition(".")
    if "." not in rest and first in _SHARED_ENDINGS:
        return None
    usual = len(match[1]) == 2 or match[1].lower() in _USUAL_ENDINGS
    return domain if usual or text != value.text else None


def _said(value: Value, domain: str) -> str:
    if not value.text.startswith("@"):
        return f"this also matches `not{domain}`"
    if value.operator == "$contains":
        return f"this also matches `@{domain}.example`"
    return "the domain of an address is a property of its own"


def _changes(visit: Visit, value: Value, name: str, domain: str) -> Iterator[Change]:
    meaning = visit.part.meaning
    condition = meaning.operand if isinstance(meaning, Not) else meaning
    if not isinstance(condition, Condition) or condition.others:
        return
    operator = value.at.attribute.type.properties[name].operators["$eq"]
    exact = condition._replace(operator=operator, value=domain)
    message = f"compare `{name}`: other domains that have this one in them no longer match"
    replacement = Replacement(visit.part, Not(exact) if isinstance(meaning, Not) else exact, visit.parent)
    yield Change(message, Applicability.UNSAFE, (replacement,))


RULE = Rule(
    "email-domain-contains", frozenset({"email", "domain"}), _look, operators=frozenset({"$contains", "$ends_with"})
)
