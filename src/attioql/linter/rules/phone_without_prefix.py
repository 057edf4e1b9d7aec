"""A phone number is not in the form that Attio stores: `+`, the country prefix, and digits without separators.

Attio compares with the normalised number, such as `+15558675309`. Other forms match nothing.

```attioql target=people
phone_numbers = "+49 (0)30 123456"
```

```findings
1:17 phone-without-prefix: Attio stores phone numbers as `+` and digits, here `+4930123456`
```

```fixed unsafe
phone_numbers = "+4930123456"
```

If a number has no country prefix, there is no fix.

```attioql target=people
phone_numbers starts with "030"
```

```findings
1:27 phone-without-prefix: phone numbers begin with `+` and the prefix of a country, and this does not
```

The rule does not report a part of a number, which needs no prefix.

```attioql target=people
phone_numbers ends with "123456"
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attioql.linter.rule import Finding, Gate, Respell, Rule, on_values, unsafe, value_finding
from attioql.linter.tree import Subject
from attioql.linter.written_values import EQUALITIES, WrittenValue
from attioql.operators import operator_of

_KEPT = re.compile(r"\+[0-9]+\Z")
_DIGITS = re.compile(r"\+?[0-9]+\Z")
_SEPARATORS = re.compile(r"\A(?:tel|phone):|\(0\)|[\s()./\u2010-\u2015-]", re.IGNORECASE)


def _may_be_otherwise(text: str) -> bool:
    return _KEPT.match(text) is None


@on_values(Gate(kinds=frozenset({"phone"}), suspect=_may_be_otherwise))
def _not_as_kept(value: WrittenValue, _: Subject) -> Iterator[Finding]:
    digits = _SEPARATORS.sub("", value.text)
    if value.kind != "phone" or not _DIGITS.match(digits):
        return
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if value.operator in {*EQUALITIES, operator_of("start")} and not digits.startswith("+"):
        yield value_finding(value, "phone numbers begin with `+` and the prefix of a country, and this does not")
    elif digits != value.text and len(digits) > 1:
        fix = unsafe(f"write `{digits}`, which also matches the records this filter misses", Respell(value, digits))
        yield value_finding(value, f"Attio stores phone numbers as `+` and digits, here `{digits}`", fix)


RULE = Rule(
    "phone-without-prefix",
    "AQ818",
    "warning",
    "a phone number differs from the form that Attio stores",
    (_not_as_kept,),
)
