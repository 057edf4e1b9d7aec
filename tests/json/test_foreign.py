"""Filters in other grammars: named, translated where all of it has a translation, and refused with one diagnostic."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.attio.foreign_shapes import load_grammars
from attioql.testing import filter_trees

DATA = Path(__file__).parent / "data"
ROWS = json.loads((DATA / "foreign.json").read_text(encoding="utf-8"))
HARBOUR = Path(__file__).parents[1] / "golden" / "harbour.json"
WORKSPACES = (attioql.Workspace.standard(), attioql.Workspace.load(HARBOUR))
TARGETS = [workspace[name] for workspace in WORKSPACES for name in workspace]


def target_of(name):
    return next(workspace[name] for workspace in WORKSPACES if name in workspace)


def refused(text, target):
    with pytest.raises(attioql.FilterError) as caught:
        attioql.load(text, target)
    [problem] = caught.value.diagnostics
    return problem


def applied(text, fix):
    for edit in sorted(fix.edits, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case"])
def test_foreign(row):
    target = target_of(row["target"])
    text = json.dumps(row["json"])
    problem = refused(text, target)
    assert (problem.name, problem.pointer) == (row["name"], row.get("pointer", ""))
    assert row.get("is", "") in problem.message
    for reason in row.get("because", ()):
        assert any(reason in note for note in problem.notes)
    fixed = [json.loads(applied(text, fix)) for fix in problem.fixes]
    assert fixed == ([row["becomes"]] if row["becomes"] is not None else [])
    for filter_json in fixed:
        attioql.load(filter_json, target)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case"])
def test_foreign_in_a_body_and_in_python(row):
    target = target_of(row["target"])
    if "filters" not in row["json"]:
        body = {"filter": row["json"], "limit": 20}
        problem = refused(json.dumps(body), target)
        assert problem.pointer == f"/filter{row.get('pointer', '')}"
        for fix in problem.fixes:
            assert json.loads(applied(json.dumps(body), fix)) == {"filter": row["becomes"], "limit": 20}
    problem = refused(row["json"], target)
    assert (problem.name, len(problem.fixes)) == (row["name"], row["becomes"] is not None)


@pytest.mark.parametrize("grammar", load_grammars().grammars, ids=lambda grammar: grammar.name)
def test_the_example_of_a_grammar_is_of_that_grammar(grammar):
    problem = refused(json.dumps(grammar.example), WORKSPACES[0]["companies"])
    assert problem.name == grammar.diagnostic
    assert problem.message in {f"this is {noun}, not filter JSON" for noun in (grammar.condition, grammar.filter)}
    assert grammar.belongs in problem.notes


LEAF: dict[str, object] = {"attribute": "stage", "op": "eq", "value": "Lead"}


def nested(levels, key, *, beside=()):
    tree = LEAF
    for _ in range(levels):
        tree = {key: [tree, *beside]}
    return tree


def alternating(levels):
    tree = LEAF
    for _ in range(levels):
        tree = {"op": "and", "filters": [{"$and": [{"name": "x"}, tree]}]}
    return tree


def around_itself(tree):
    tree["filters"] = [tree, LEAF]
    return tree


@pytest.mark.parametrize(
    "tree",
    [
        nested(20_000, "and"),
        nested(20_000, "$and", beside=[LEAF]),
        nested(20_000, "not"),
        nested(20_000, "filters", beside=[{"name": "x"}]),
        alternating(3_000),
        around_itself({"op": "and"}),
        around_itself({"conjunction": "or"}),
    ],
    ids=["and", "$and", "not", "filters", "by turns", "a cycle", "a cycle of or"],
)
def test_deep_and_endless_trees_end(tree):
    problem = refused(tree, WORKSPACES[0]["deals"])
    assert problem.fixes == ()


def test_a_member_that_is_shared_is_recognised_wherever_it_stands():
    problem = refused({"$and": [{"$and": [LEAF, LEAF]}, LEAF]}, WORKSPACES[0]["deals"])
    assert (problem.name, problem.pointer, len(problem.fixes)) == ("view-filter", "", 1)


def test_slugs_that_are_keys_of_other_grammars_are_attributes():
    keys = [*load_grammars().keys["subject"], "operator", "value", "filters", "and", "conditions", "type"]
    attributes = {key: {"title": key, "type": "text"} for key in keys}
    target = attioql.Workspace.from_dict({"objects": {"things": {"attributes": attributes}}})["things"]
    for key in keys:
        assert attioql.load({key: "x"}, target) == attioql.load({key: {"$eq": "x"}}, target)
    assert attioql.load({"attribute": "field", "operator": "eq", "value": "x"}, target).json()["$and"]


GRAMMARS = load_grammars()
KEYS_OF_ROLES = [
    "attribute",
    "field",
    "op",
    "operator",
    "condition",
    "value",
    "values",
    "highValue",
    "negate",
    "slug",
    "type",
    "filters",
]
KEYS_OF_ROLES += [
    "rules",
    "filterGroups",
    "$and",
    "$or",
    "$not",
    "$nor",
    "and",
    "or",
    "not",
    "none",
    "conjunction",
    "path",
    "limit",
]
SUBJECTS = [
    "stage",
    "name",
    "value",
    "owner",
    "associated_company",
    "company.name",
    "created_at",
    "record_id",
    "parent_object_id",
    "nope",
]
SUBJECTS += [
    "associated_people",
    "associated_people.last_interaction",
    "associated_company.primary_location",
    "Deal stage",
    "",
    "é\ud800",
]
OPERANDS = [
    None,
    True,
    False,
    0,
    5,
    1.5,
    "",
    "x",
    "5",
    "true",
    "Lead",
    "acme.com",
    "a@b.co",
    "US",
    "%x%",
    "2024-02-29",
    "email",
]
OPERANDS += ["50cf242c-7fa3-4cad-87d0-75b1af71c500", "2024-02-29T01:00:00+02:00", "9999-12-31", "and", "or", "none"]
SCALARS = st.sampled_from([*SUBJECTS, *OPERANDS, *GRAMMARS.operators])
LEAVES = st.builds(
    lambda keys, subject, operator, value: dict(zip(keys, (subject, operator, value), strict=True)),
    st.sampled_from(
        [("attribute", "op", "value"), ("field", "operator", "value"), ("propertyName", "operator", "values")]
    ),
    st.sampled_from(SUBJECTS) | st.lists(st.sampled_from(SUBJECTS), max_size=3),
    st.sampled_from(sorted(GRAMMARS.operators)),
    st.sampled_from(OPERANDS) | st.lists(st.sampled_from(OPERANDS), max_size=3),
)
ROWS_OF_DEALS = st.sampled_from([row["json"] for row in ROWS if row["target"] == "deals"])
TREES = st.recursive(
    SCALARS | LEAVES | ROWS_OF_DEALS | ROWS_OF_DEALS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS_OF_ROLES), inner, max_size=4)
        | st.builds(
            lambda key, members: {key: members}, st.sampled_from(KEYS_OF_ROLES), st.lists(inner, min_size=1, max_size=3)
        )
    ),
    max_leaves=12,
)


@given(LEAVES | TREES | st.lists(ROWS_OF_DEALS, min_size=1).map(lambda members: {"or": members}))
def test_a_fix_of_anything_foreign_leads_to_no_error(tree):
    target = WORKSPACES[0]["deals"]
    text = json.dumps(tree)
    try:
        attioql.load(text, target)
    except attioql.FilterError as error:
        before = error.diagnostics
    else:
        return
    for problem in before:
        for fix in problem.fixes if problem.name in {"view-filter", "foreign-condition"} else ():
            left = problems_of(applied(text, fix), target)
            assert len(left) < len(before)
            assert {each.name for each in left} <= {each.name for each in before}


def problems_of(text, target):
    try:
        attioql.load(text, target)
    except attioql.FilterError as error:
        return error.diagnostics
    return ()


def test_a_body_with_a_view_is_not_given_a_filter_beside_it():
    body = {"filter_view_id": "50cf242c-7fa3-4cad-87d0-75b1af71c500", "filters": [LEAF]}
    assert refused(json.dumps(body), WORKSPACES[0]["deals"]).fixes == ()


# A writer of each grammar, which shares nothing with what reads them.

WORDS = {
    "view": {"$eq": "eq", "$in": "in", "$contains": "contains", "$starts_with": "starts_with", "$ends_with": "ends_with",
             "$gt": "gt", "$gte": "gte", "$lt": "lt", "$lte": "lte", "$not_empty": "is_not_empty"},
    "webhook": {"$eq": "equals", "$in": "is_any_of", "$contains": "contains", "$starts_with": "begins_with", "$ends_with": "ends_with",
                "$gt": "greater_than", "$gte": "at_least", "$lt": "less_than", "$lte": "at_most", "$not_empty": "exists"},
    "tool": {"$eq": "is", "$in": "one of", "$contains": "includes", "$starts_with": "startsWith", "$ends_with": "endsWith",
             "$gt": "after", "$gte": "greaterThanOrEqual", "$lt": "before", "$lte": "on or before", "$not_empty": "isNotEmpty"},
    "hubspot": {"$eq": "EQ", "$in": "IN", "$contains": "CONTAINS_TOKEN", "$starts_with": "STARTS_WITH", "$ends_with": "ENDS_WITH",
                "$gt": "GT", "$gte": "GTE", "$lt": "LT", "$lte": "LTE", "$not_empty": "HAS_PROPERTY"},
    "table": {"$eq": "=", "$in": "$in", "$contains": "ILIKE", "$starts_with": "prefix", "$ends_with": "suffix",
              "$gt": ">", "$gte": ">=", "$lt": "<", "$lte": "<=", "$not_empty": "is_set"},
}  # fmt: skip
NEGATIVE = {
    "view": {"$eq": "ne", "$in": "not_in", "$contains": "not_contains", "$not_empty": "is_empty"},
    "webhook": {"$eq": "not_equals", "$in": "is_none_of"},
    "tool": {"$eq": "isNot", "$in": "none of", "$contains": "does not contain", "$not_empty": "isEmpty"},
    "hubspot": {"$eq": "NEQ", "$in": "NOT_IN", "$contains": "NOT_CONTAINS_TOKEN", "$not_empty": "NOT_HAS_PROPERTY"},
    "table": {"$eq": "<>", "$in": "$nin", "$not_empty": "null"},
}
KEYS = {
    "view": ("attribute", "op", "value"),
    "webhook": ("field", "operator", "value"),
    "tool": ("attribute", "condition", "value"),
    "hubspot": ("propertyName", "operator", "value"),
    "table": ("column", "comparison", "value"),
}


def condition_in(grammar, subject, operator, value, *, negated=False):
    words = (NEGATIVE if negated else WORDS)[grammar]
    names = KEYS[grammar]
    written = {names[0]: {"slug": subject} if grammar == "tool" and isinstance(subject, str) else subject}
    written[names[1]] = words[operator]
    if grammar == "hubspot" and operator == "$in":
        return {**written, "values": value}
    if words[operator] == "ILIKE":
        value = f"%{value}%"
    return written if operator == "$not_empty" else {**written, names[2]: value}


def group_in(grammar, connective, members):
    word = connective.removeprefix("$")
    match grammar:
        case "view":
            return {word: members[0] if word == "not" else members}
        case "webhook":
            return {connective: members[0] if word == "not" else members}
        case "tool":
            return {"conjunction": {"not": "none"}.get(word, word), "filters": members}
        case "hubspot" if word == "or":
            return {"filterGroups": [{"filters": [member]} for member in members]}
        case "hubspot":
            return {"operator": word.upper(), "conditions": members}
    return members if word == "and" else {"type": word, "rules": members}


def writable(tree, target, grammar):
    """Keep of every condition what one foreign condition can ask, as filter JSON; and write it in the grammar."""
    kind, inner = next(iter(tree.items()))
    if kind == "$not":
        kept, written = writable(inner, target, grammar)
        if len(written) == 0:
            return {}, {}
        turned = negative_of(kept, target, grammar)
        return {"$not": kept}, turned or group_in(grammar, "$not", [written])
    if kind in {"$and", "$or"}:
        pairs = [writable(member, target, grammar) for member in inner]
        pairs = [pair for pair in pairs if len(pair[1])]
        if not pairs:
            return {}, {}
        return {kind: [kept for kept, _ in pairs]}, group_in(grammar, kind, [written for _, written in pairs])
    kept = first_test(tree, target, grammar)
    return (kept, written_condition(kept, target, grammar)) if kept else ({}, {})


def end_of(condition, target):
    """The attribute that a condition is about, and its constraints."""
    if "path" not in condition:
        [(slug, constraints)] = condition.items()
        return target.attributes[slug], constraints
    [_, (owner, slug)] = condition["path"]
    return target.workspace[owner].attributes[slug], condition["constraints"]


def first_test(condition, target, grammar):
    attribute, constraints = end_of(condition, target)
    name, tests = next(iter(constraints.items()))
    operator, value = next(iter(tests.items()))
    if grammar == "table" and operator == "$contains" and (not value or set(value) & set("%_")):
        return None
    kept = {name: {operator: value}}
    if name == "target_record_id" and len(attribute.objects) == 1:
        kept["target_object"] = {"$eq": attribute.objects[0]}
    if name == "referenced_actor_id":
        kept["referenced_actor_type"] = {"$eq": "workspace-member"}
    return {"path": condition["path"], "constraints": kept} if "path" in condition else {attribute.slug: kept}


def subject_and_test(condition, target):
    attribute, constraints = end_of(condition, target)
    name, tests = next(iter(constraints.items()))
    [(operator, value)] = tests.items()
    ends = [] if name == attribute.type.implicit or len(constraints) > 1 else [name]
    if "path" in condition:
        [(_, first), (owner, last)] = condition["path"]
        return [first, {"object": owner, "attribute": last}, *ends], operator, value
    return ".".join([attribute.slug, *ends]), operator, value


def written_condition(condition, target, grammar):
    return condition_in(grammar, *subject_and_test(condition, target))


def negative_of(kept, target, grammar):
    if not kept or next(iter(kept)) in {"$and", "$or", "$not"}:
        return None
    subject, operator, value = subject_and_test(kept, target)
    known = operator in NEGATIVE[grammar]
    return condition_in(grammar, subject, operator, value, negated=True) if known else None


@given(st.data())
def test_a_right_filter_in_another_grammar_comes_back(data):
    target = data.draw(st.sampled_from(TARGETS))
    grammar = data.draw(st.sampled_from(sorted(KEYS)))
    kept, written = writable(data.draw(filter_trees(target)), target, grammar)
    if not kept:
        return
    text = json.dumps(written)
    problem = refused(text, target)
    [fix] = problem.fixes
    assert attioql.load(applied(text, fix), target) == attioql.load(kept, target)
