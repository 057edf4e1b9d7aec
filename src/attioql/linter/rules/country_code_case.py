"""A country code is in lower case, and Attio stores codes in upper case.

The codes are those of ISO 3166-1. Equality is case-sensitive, so the condition matches nothing.

```attioql target=companies
primary_location.country_code = "us"
```

```findings
1:33 country-code-case: country codes are in upper case, so `us` equals none
```

```fixed unsafe
primary_location.country_code = "US"
```

The rule does not report `starts with`, which ignores case.

```attioql target=companies
primary_location.country_code starts with "u"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.linter.rule import Finding, Gate, Respell, Rule, on_values, unsafe, value_finding
from attioql.linter.tree import Subject
from attioql.linter.written_values import EQUALITIES, WrittenValue
from attioql.values.countries import is_country_code


def _has_lower_case(text: str) -> bool:
    return text != text.upper() and is_country_code(text)


@on_values(Gate(kinds=frozenset({"country"}), operators=EQUALITIES, suspect=_has_lower_case))
def _lower_case(value: WrittenValue, _: Subject) -> Iterator[Finding]:
    if value.kind == "country" and value.operator in EQUALITIES and _has_lower_case(value.text):
        code = value.text.upper()
        message = f"country codes are in upper case, so `{value.text}` equals none"
        fix = unsafe(f"write `{code}`, which also matches the records this filter misses", Respell(value, code))
        yield value_finding(value, message, fix)


RULE = Rule("country-code-case", "AQ820", "warning", "a country code is in lower case", (_lower_case,))
