"""A filter has very many conditions, so it is hard to read and may cost more than Attio allows.

Attio gives every query a score that grows with its filter. It rejects a query whose score is too high, and it
limits the sum of the scores in ten seconds. It documents neither how the score is computed nor its limit
(docs.attio.com, rate limiting). The rule reports more than 100 conditions, which no known saved filter has.

Most long filters are really one list:

```attioql target=deals
value=0 or value=1 or value=2 or value=3 or value=4 or value=5 or value=6 or value=7 or value=8 or value=9 or
value=10 or value=11 or value=12 or value=13 or value=14 or value=15 or value=16 or value=17 or value=18 or
value=19 or value=20 or value=21 or value=22 or value=23 or value=24 or value=25 or value=26 or value=27 or
value=28 or value=29 or value=30 or value=31 or value=32 or value=33 or value=34 or value=35 or value=36 or
value=37 or value=38 or value=39 or value=40 or value=41 or value=42 or value=43 or value=44 or value=45 or
value=46 or value=47 or value=48 or value=49 or value=50 or value=51 or value=52 or value=53 or value=54 or
value=55 or value=56 or value=57 or value=58 or value=59 or value=60 or value=61 or value=62 or value=63 or
value=64 or value=65 or value=66 or value=67 or value=68 or value=69 or value=70 or value=71 or value=72 or
value=73 or value=74 or value=75 or value=76 or value=77 or value=78 or value=79 or value=80 or value=81 or
value=82 or value=83 or value=84 or value=85 or value=86 or value=87 or value=88 or value=89 or value=90 or
value=91 or value=92 or value=93 or value=94 or value=95 or value=96 or value=97 or value=98 or value=99 or
value=100
```

```findings
1:1 too-many-conditions: this filter has 101 conditions; more than 100 are hard to read, and Attio may reject them
```

Write the list as one condition. Or mark the records in Attio with an attribute or a list, and filter by it.

```attioql target=deals
value in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53,
54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80,
81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.linter.rule import Finding, Gate, Rule, on_filters
from attioql.linter.survey import Survey, survey_of
from attioql.linter.tree import Subject

MOST_CONDITIONS = 100
"""How many conditions a filter may have. An assumption: Attio documents that long filters cost more, and no number."""


def _is_long(survey: Survey) -> bool:
    return survey.conditions > MOST_CONDITIONS


@on_filters(Gate(needs=_is_long))
def _long(subject: Subject) -> Iterator[Finding]:
    survey = survey_of(subject)
    if _is_long(survey):
        count, most = f"{survey.conditions:,}", MOST_CONDITIONS
        message = f"this filter has {count} conditions; more than {most} are hard to read, and Attio may reject them"
        note = "Attio gives each query a score for its complexity, and has a limit for it"
        yield Finding(subject.root, message, (note,))


RULE = Rule("too-many-conditions", "AQ825", "warning", "the filter has very many conditions", (_long,))
