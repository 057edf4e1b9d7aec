"""Filters that somebody got wrong: words of query text and of filter JSON dropped, doubled, swapped and put in from elsewhere."""

import json
import re

from hypothesis import strategies as st

import attioql
from attioql.catalog.types import load_types
from attioql.testing import filter_trees

WORKSPACE = attioql.Workspace.standard()
SLUGS = ("people", "companies", "deals")
TREES = {slug: filter_trees(WORKSPACE[slug], max_conditions=3) for slug in SLUGS}
TYPES = load_types()
WORD = re.compile(r"\"(?:[^\"\\]|\\.)*\"|[\w.$@-]+|[^\w\s]|\s+")
NAMES = [
    *{name for slug in SLUGS for name in [*WORKSPACE[slug].attributes, *WORKSPACE[slug].misnamed]},
    *{name for kind in TYPES.types.values() for name in [*kind.properties, *kind.elsewhere]},
    *(
        "nam",
        "domain_s",
        "company.name",
        "owner.email",
        "filters",
        "id",
        "title",
        "length-m",
        "employees",
        "updated_at",
    ),
]
OPERATORS = [*TYPES.operators, *TYPES.mistaken, *TYPES.mistaken_groups, "$and", "$or", "$not", "eq", "contains", "and"]
VALUES = [
    '"x"',
    "5",
    "true",
    "null",
    "[]",
    '["a", "b"]',
    '["a"]',
    "{}",
    '"2024-01-01"',
    '"2024-01-01T10:00:00+02:00"',
    '"50cf242c-7fa3-4cad-87d0-75b1af71c57b"',
    '"tom@acme.com"',
    '"acme.com"',
    "1700000000",
    '{"value": "x"}',
    '{"title": "Lead"}',
    '{"$eq": "x"}',
    '{"target_object": "workspace_members", "target_record_id": "50cf242c-7fa3-4cad-87d0-75b1af71c57b"}',
]
IN_JSON = [*(json.dumps(name) for name in [*NAMES, *OPERATORS]), *VALUES]
IN_TEXT = [
    *NAMES,
    *VALUES[:3],
    *VALUES[8:13],
    *(
        "=",
        "==",
        "!=",
        ">",
        "<=",
        "=>",
        "contains",
        "starts with",
        "like",
        "is null",
        "is empty",
        "exists",
        "not",
        "in",
    ),
    *("and", "or", "&&", "||", "(", ")", "{", "}", "[", "]", ",", ".", ":", ";", "now", "today", "last 30 days"),
    *(
        "during",
        "between",
        "2024-05",
        "2024-05-01",
        "30d",
        "Lead",
        "member",
        'member("tom")',
        "yes",
        "'x'",
        "“x”",
        "$1",
    ),
]


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """A target and a filter for it, as text or JSON, that somebody got wrong in one to three places."""
    slug = draw(st.sampled_from(SLUGS))
    tree = draw(TREES[slug])
    in_json = draw(st.booleans())
    text = json.dumps(tree, ensure_ascii=False) if in_json else attioql.load(tree, WORKSPACE[slug]).text()
    words = WORD.findall(text)
    pool = IN_JSON if in_json else IN_TEXT
    for _ in range(draw(st.integers(1, 3))):
        places = [
            index for index, word in enumerate(words) if not word.isspace() and (not in_json or word[0] not in "{}:,")
        ]
        if not places:
            break
        at = draw(st.sampled_from(places))
        kind = draw(st.sampled_from(["replace", "replace", "insert", "drop"] if not in_json else ["replace"]))
        if kind == "drop":
            words[at] = ""
        elif kind == "insert":
            words[at] = f"{draw(st.sampled_from(pool))} {words[at]}"
        else:
            words[at] = draw(st.sampled_from(pool))
        words = [word for word in words if word]
    return slug, "".join(words)
