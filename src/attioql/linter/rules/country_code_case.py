"""A country code in lower case equals none that Attio keeps.

Country codes are those of ISO 3166-1, in upper case, and equality heeds case.

```attioql target=companies
primary_location.country_code = "us"
```

```findings
1:33 country-code-case: country codes are in upper case, so `us` equals none
```

```fixed unsafe
primary_location.country_code = "US"
```

`starts with` ignores case.

```attioql target=companies
primary_location.country_code starts with "u"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.linter.rule import Finding, Rule
from attioql.linter.tree import Subject, Visit
from attioql.linter.values import EQUALITIES, rewritten, value_finding, value_of


def _look(visit: Visit, _: Subject) -> Iterator[Finding]:
    value = value_of(visit)
    code = value.text.upper()
    change = rewritten(value, code, f"write `{code}`: then the country's records match, which now do not")
    message = f"country codes are in upper case, so `{value.text}` equals none"
    yield value_finding(visit, message, (), (change,))


def _has_lower_case(text: str) -> bool:
    return text != text.upper()


RULE = Rule("country-code-case", frozenset({"country"}), _look, operators=EQUALITIES, suspect=_has_lower_case)
