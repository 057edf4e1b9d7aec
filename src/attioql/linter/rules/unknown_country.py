"""No country has this country code, so the condition matches nothing.

The codes are those of ISO 3166-1 alpha-2. The code of the United Kingdom is `GB`.

```attioql target=companies
primary_location.country_code = "UK"
```

```findings
1:33 unknown-country: no country has the code `UK`, which is an abbreviation of the United Kingdom; did you mean `GB`?
```

```fixed unsafe
primary_location.country_code = "GB"
```

The rule does not report `starts with`, which takes the first letter of a code.

```attioql target=companies
primary_location.country_code starts with "U"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.linter.rule import Finding, Gate, Respell, Rule, on_values, unsafe, value_finding
from attioql.linter.tree import Subject
from attioql.linter.written_values import EQUALITIES, WrittenValue
from attioql.values.countries import country_codes, is_country_code


def _is_unknown(text: str) -> bool:
    return not is_country_code(text)


@on_values(Gate(kinds=frozenset({"country"}), operators=EQUALITIES, suspect=_is_unknown))
def _unknown(value: WrittenValue, _: Subject) -> Iterator[Finding]:
    if value.kind != "country" or value.operator not in EQUALITIES or is_country_code(value.text):
        return
    message = f"no country has the code `{value.text}`"
    meant = country_codes().mistaken.get(value.text.upper())
    if meant is None:
        yield value_finding(value, message)
        return
    fix = unsafe(f"write `{meant.code}`, which matches other records", Respell(value, meant.code))
    yield value_finding(value, f"{message}, which is {meant.what}; did you mean `{meant.code}`?", fix)


RULE = Rule("unknown-country", "AQ828", "warning", "no country has this country code", (_unknown,))
