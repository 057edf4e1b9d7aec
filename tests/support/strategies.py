"""Strategies: filters as small trees of conditions, the texts that say them, and records of a small universe.

A tree is ("leaf", text), ("not", tree), ("and", trees) or ("or", trees); `spell` writes it as query text.
"""

from typing import Any

from hypothesis import strategies as st

import attioql

TARGET = attioql.Workspace.standard()["companies"]
PEOPLE = attioql.Workspace.standard()["people"]
UUIDS = [f"50cf242c-7fa3-4cad-87d0-75b1af71c5{number:02x}" for number in range(4)]

texts = st.sampled_from(
    ["", "a", "b", "Ltd", "x y", 'q"uote', "o'clock", "back\\slash", "Ünï", "🎉", "tab\there", "#no"]
)
numbers = st.sampled_from(["0", "1", "-1", "2.5", "1e3", "0.000001", "12345678901234567890", "1_000"])
dates = st.sampled_from(["2023-11-01", "2024-02-29", "1999-12-31"])
timestamps = st.sampled_from(["2023-11-01T10:00Z", "2023-11-01T10:00:00.123456789Z", "2024-01-01T00:00:00+02:00"])
uuids = st.sampled_from(UUIDS)


def quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


strings = texts.map(quote)
ranges = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
matches = st.sampled_from(["=", "!=", "contains", "not contains", "starts with", "not starts with", "ends with"])


def _lists(values, word="in"):
    lists = st.lists(values, min_size=1, max_size=3)
    return lists.map(lambda items: f"{word} ({', '.join(items)})")


leaves = st.one_of(
    st.tuples(st.sampled_from(["name", "description"]), matches, strings).map(" ".join),
    st.tuples(st.sampled_from(["name", "categories", "employee_range"]), _lists(strings)).map(" ".join),
    st.tuples(st.just("name"), _lists(strings, "not in")).map(" ".join),
    st.tuples(st.just("twitter_follower_count"), ranges, numbers).map(" ".join),
    st.tuples(numbers, numbers).map(lambda pair: f"twitter_follower_count between {pair[0]} and {pair[1]}"),
    st.tuples(st.just("foundation_date"), ranges, dates).map(" ".join),
    dates.map(lambda day: f"foundation_date during {day[:7]}"),
    st.tuples(st.just("created_at"), st.sampled_from(["<", ">=", "="]), timestamps).map(" ".join),
    st.tuples(st.just("last_interaction.interacted_at"), st.sampled_from(["<", ">="]), dates).map(" ".join),
    st.tuples(st.just("last_interaction.owner_member_id ="), uuids.map(quote)).map(" ".join),
    st.sampled_from(
        ["last_interaction.interaction_type = email", "last_email_interaction.owner_member_id is not empty"]
    ),
    st.tuples(st.sampled_from(["domains", "domains.root_domain"]), matches, strings).map(" ".join),
    st.sampled_from(["domains is empty", "domains is not empty"]),
    st.tuples(strings, strings).map(
        lambda pair: f"domains {{ domain contains {pair[0]} and root_domain = {pair[1]} }}"
    ),
    st.tuples(st.sampled_from(["team", "associated_deals"]), st.sampled_from(["=", "!="]), uuids.map(quote)).map(
        " ".join
    ),
    st.tuples(st.just("team"), _lists(uuids.map(quote))).map(" ".join),
    st.tuples(
        st.sampled_from(["created_by", "strongest_connection_user"]), uuids.map(lambda u: f'= member("{u}")')
    ).map(" ".join),
    st.tuples(st.sampled_from(["team.name.first_name", "team.job_title"]), matches, strings).map(" ".join),
    st.tuples(st.just("primary_location.country_code ="), st.sampled_from(['"US"', '"DE"'])).map(" ".join),
    st.tuples(st.just("funding_raised_usd"), ranges, st.sampled_from(["1", "0.5", "2.1234", "-3"])).map(" ".join),
).map(lambda text: ("leaf", text))

trees = st.recursive(
    leaves,
    lambda children: st.one_of(
        children.map(lambda child: ("not", child)),
        st.lists(children, min_size=2, max_size=4).map(lambda members: ("and", members)),
        st.lists(children, min_size=2, max_size=4).map(lambda members: ("or", members)),
    ),
    max_leaves=10,
)


def spell(tree: tuple[str, Any]) -> str:
    kind, inner = tree
    if kind == "leaf":
        return str(inner)
    if kind == "not":
        return f"not ({spell(inner)})"
    return f" {kind} ".join(f"({spell(member)})" for member in inner)


def compiled(tree) -> attioql.Filter:
    return attioql.compile(spell(tree), TARGET)
