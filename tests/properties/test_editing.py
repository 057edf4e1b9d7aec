"""Filters combined, shown condition by condition, and edited: the laws, judged by filter JSON itself and by brute force on records."""

import json
import os
import pickle
import subprocess
import sys
from datetime import date, datetime, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from raw_json import holds

import attioql
from attioql.limits import LIMITS
from attioql.testing import attributes_of, filter_trees, universes

WORKSPACE = attioql.Workspace.standard()
USED = {
    "people": ("name", "job_title", "company", "email_addresses", "last_interaction", "created_at"),
    "companies": ("name", "domains", "twitter_follower_count", "categories", "team"),
    "deals": ("stage", "value", "owner", "associated_people"),
}
COMPANIES, PEOPLE = WORKSPACE["companies"], WORKSPACE["people"]


def _trees(slug, most=4):
    return filter_trees(WORKSPACE[slug], attributes=USED[slug], max_conditions=most)


@st.composite
def pairs(draw):
    """Two filters of one target, as filter JSON."""
    slug = draw(st.sampled_from([*USED]))
    return slug, draw(_trees(slug)), draw(_trees(slug))


@st.composite
def filters(draw, most=5):
    slug = draw(st.sampled_from([*USED]))
    return attioql.load(draw(_trees(slug, most)), WORKSPACE[slug])


def texts_of(found):
    return [each.text for each in found.conditions()]


def keys_of(found):
    return [each.key for each in found.conditions()]


def people(text):
    return attioql.compile(text, PEOPLE)


def companies(text):
    return attioql.compile(text, COMPANIES)


@pytest.mark.parametrize("negated", [False, True])
def test_a_condition_that_only_a_list_can_say_has_the_operator_of_lists(negated):
    found = people(f"last_interaction.interacted_at {'not in' if negated else 'in'} (2024-01-02)")
    [condition] = found.conditions()
    assert (condition.operator, condition.value, condition.negated) == ("in", (date(2024, 1, 2),), negated)
    rebuilt = attioql.build(attioql.fields(PEOPLE).last_interaction.interacted_at.in_([date(2024, 1, 2)]))
    assert (~rebuilt if negated else rebuilt) == found
    [row] = found.rows()["any_of"][0]["all_of"]
    assert row["op"] == condition.operator
    assert row["values"] == [day.isoformat() for day in condition.value]


@given(pairs(), st.data())
def test_filters_combined_match_what_the_two_match_together(pair, data):
    slug, one, other = pair
    target = WORKSPACE[slug]
    left, right = attioql.load(one, target), attioql.load(other, target)
    together: dict[str, attioql.JsonValue] = {"$and": [one, other]}
    record, related = data.draw(universes(target, attributes=attributes_of(together, target)))
    matches = holds(one, record, related), holds(other, record, related)
    assert (left & right).matches(record, related=related) is all(matches)
    assert (left | right).matches(record, related=related) is any(matches)
    assert (~left).matches(record, related=related) is not matches[0]


@given(pairs())
def test_combined_filters_are_canonical_and_their_text_compiles_to_them(pair):
    slug, one, other = pair
    target = WORKSPACE[slug]
    left, right = attioql.load(one, target), attioql.load(other, target)
    for found, written in (
        (left & right, {"$and": [one, other]}),
        (left | right, {"$or": [one, other]}),
        (~left, {"$not": one}),
        (attioql.all_of([left, right, left]), {"$and": [other, one]}),
        (attioql.any_of(iter((right, left))), {"$or": [other, one]}),
    ):
        assert found.dumps() == attioql.load(written, target).dumps()
        assert attioql.compile(found.text(), target) == found
    assert ~~left == left
    assert attioql.all_of([left]) == attioql.any_of([left]) == left


@given(filters())
def test_the_empty_filter_adds_nothing_to_and_and_leaves_nothing_of_or(found):
    empty = attioql.compile("", found.target)
    assert found & empty == empty & found == found
    assert found | empty == empty | found == empty


@given(filters(), st.randoms(use_true_random=False))
def test_equal_filters_have_equal_keys_and_each_condition_has_its_own(found, random):
    keys = keys_of(found)
    assert len(set(keys)) == len(keys)
    again = attioql.compile(found.text(), found.target)
    members = [again, found & found, pickle.loads(pickle.dumps(found))]
    random.shuffle(members)
    assert all(keys_of(each) == keys for each in members)


@given(filters())
def test_the_tree_holds_the_conditions_in_their_order_and_says_what_the_filter_says(found):
    def part(node):
        match node:
            case attioql.AllOf(members):
                return {"$and": [part(member) for member in members]} if members else {}
            case attioql.AnyOf(members):
                return {"$or": [part(member) for member in members]}
            case attioql.ValueBlock() | attioql.FilterCondition():
                return attioql.compile(node.text, found.target).json()

    def leaves(node):
        match node:
            case attioql.FilterCondition():
                return [node]
            case attioql.ValueBlock(_, conditions, negated, _, key):
                assert all(each.block == key and each.negated is negated for each in conditions)
                return [*conditions]
        return [leaf for member in node.members for leaf in leaves(member)]

    tree = found.tree()
    assert attioql.load(part(tree), found.target) == found
    assert leaves(tree) == [*found.conditions()]
    assert pickle.loads(pickle.dumps(tree)) == tree
    assert hash(tree) == hash(found.tree())


@given(filters(), st.data())
def test_a_condition_keeps_its_key_while_another_one_is_taken_out(found, data):
    texts = texts_of(found)
    assume(len(set(texts)) == len(texts))
    taken = data.draw(st.sampled_from([*found.conditions()]))
    assume(
        taken.block is None or taken.attribute.type.compared_as == "value"
    )  # the rest of it may name an actor or a record
    left = found.without(taken.key)
    kept = {each.text: each.key for each in found.conditions() if each != taken}
    assert {each.text: each.key for each in left.conditions()} == kept


@given(pairs())
def test_taking_out_what_was_added_gives_the_original(pair):
    slug, one, other = pair
    found, added = (attioql.load(tree, WORKSPACE[slug]) for tree in (one, other))
    texts = [*texts_of(found), *texts_of(added)]
    assume(len({*texts}) == len(texts))
    grown = found.and_also(added)
    new = [each.key for each in grown.conditions() if each.key not in keys_of(found)]
    assert grown.without(*new) == found
    assert sorted(new) == sorted(keys_of(added))


@given(filters(), st.data())
def test_a_condition_replaced_and_replaced_back_gives_the_original(found, data):
    texts = texts_of(found)
    assume(len(set(texts)) == len(texts))
    taken = data.draw(st.sampled_from([each for each in found.conditions() if each.block is None] or [None]))
    assume(taken is not None)
    other = attioql.compile('record_id = "00000000-0000-4000-8000-000000000000"', found.target)
    changed = found.replace(taken.key, other)
    [new] = [each.key for each in changed.conditions() if each.key not in keys_of(found)]
    assert changed.replace(new, attioql.compile(taken.text, found.target)) == found


@given(filters(), st.data())
def test_without_takes_the_part_out_of_the_json_and_nothing_else(found, data):
    """The oracle takes members out of lists of JSON and looks at no model."""
    tree = found.tree()
    direct = [each for each in getattr(tree, "members", ()) if isinstance(each, attioql.FilterCondition)]
    assume(direct)
    taken = data.draw(st.sampled_from(direct))
    kind = "$and" if isinstance(tree, attioql.AllOf) else "$or"
    rest = [each for each in tree.members if each != taken]
    wanted = {kind: [_json(each, found.target) for each in rest]}
    assert found.without(taken.key) == attioql.load(wanted, found.target)


def _json(part, target):
    match part:
        case attioql.AllOf(members):
            return {"$and": [_json(member, target) for member in members]}
        case attioql.AnyOf(members):
            return {"$or": [_json(member, target) for member in members]}
    return attioql.compile(part.text, target).json()


def test_a_condition_has_its_parts_as_python_values():
    found = attioql.compile(
        'name.first_name != "Ada" and created_at >= 2024-01-01T00:00:00.5Z and last_interaction.owner_member_id is empty '
        'and last_interaction.interacted_at < 2024-05-31 and company.name contains "Ltd"',
        PEOPLE,
    )
    parts = {(each.path, each.property, each.operator, each.value, each.negated) for each in found.conditions()}
    assert parts == {
        ("name", "first_name", "=", "Ada", True),
        ("created_at", "value", ">=", datetime(2024, 1, 1, 0, 0, 0, 500_000, tzinfo=timezone.utc), False),
        ("last_interaction", "owner_member_id", "is not empty", None, True),
        ("last_interaction", "interacted_at", "<", date(2024, 5, 31), False),
        ("company.name", "value", "contains", "Ltd", False),
    }
    assert {each.attribute.slug for each in found.conditions()} == {
        "name", "created_at", "last_interaction",
    }  # fmt: skip


def test_actors_and_records_are_one_value():
    uuid = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"
    found = attioql.compile(
        f'owner = member("{uuid}") or owner = system() or associated_people in ("{uuid}")', WORKSPACE["deals"]
    )
    assert {(each.property, each.operator, each.value) for each in found.conditions()} == {
        (None, "=", attioql.ActorReference("workspace-member", uuid)),
        (None, "=", attioql.ActorReference("system", None)),
        (None, "=", attioql.RecordReference("people", uuid)),
    }


def test_a_timestamp_finer_than_a_microsecond_stays_text():
    [only] = attioql.compile("created_at > 2024-01-01T00:00:00.123456789Z", PEOPLE).conditions()
    assert only.value == "2024-01-01T00:00:00.123456789Z"


def test_ranges_and_lists_are_shown_as_the_conditions_that_they_are_made_of():
    found = companies('twitter_follower_count between 1 and 5 and name in ("a", "b")')
    texts = ["twitter_follower_count >= 1", "twitter_follower_count <= 5", 'name = "a"', 'name = "b"']
    assert sorted(texts_of(found)) == sorted(texts)
    match found.tree():
        case attioql.AllOf(members):
            [either] = [each for each in members if isinstance(each, attioql.AnyOf)]
            assert [each.text for each in either.members if isinstance(each, attioql.FilterCondition)] == texts[2:]
        case other:
            pytest.fail(repr(other))


def test_a_value_block_is_one_part_and_its_conditions_know_it():
    found = people('not email_addresses { email_domain = "a.com" and email_local_specifier starts with "j" }')
    match found.tree():
        case attioql.ValueBlock("email_addresses", (domain, local), True, text, key):
            assert text == found.text()
            assert {domain.block, local.block} == {key}
            assert {domain.property, local.property} == {"email_domain", "email_local_specifier"}
        case other:
            pytest.fail(repr(other))
    assert found.without(key) == people("")
    assert found.without(domain.key if domain.property == "email_domain" else local.key).text() == (
        'email_addresses.email_local_specifier not starts with "j"'
    )


def test_a_condition_in_a_value_block_is_replaced_by_one_that_fits():
    found = people('email_addresses { email_domain = "a.com" and email_local_specifier starts with "j" }')
    domain = next(each for each in found.conditions() if each.property == "email_domain")
    other = people('email_addresses.email_domain = "b.com"')
    assert found.replace(domain.key, other).text() == found.text().replace("a.com", "b.com")
    for misfit in (
        'name = "x"',
        'email_addresses.email_domain != "b.com"',
        'email_addresses.email_local_specifier starts with "k"',
        "",
    ):
        with pytest.raises(ValueError, match="cannot be in the value block on `email_addresses`"):
            found.replace(domain.key, people(misfit))
    assert found.replace(domain.block, people('name contains "x"')).text() == 'name contains "x"'


def test_one_condition_in_two_groups_has_two_keys_and_one_is_taken_out():
    found = companies('(name contains "a" or name contains "b") and (name contains "a" or name contains "c")')
    keys = {}
    for each in found.conditions():
        keys.setdefault(each.text, []).append(each.key)
    assert {text: len(found) for text, found in keys.items()} == {
        'name contains "a"': 2, 'name contains "b"': 1, 'name contains "c"': 1,
    }  # fmt: skip
    left = {found.without(key).text() for key in keys['name contains "a"']}
    assert left == {
        'name contains "b" and (name contains "a" or name contains "c")',
        'name contains "c" and (name contains "a" or name contains "b")',
    }


def test_without_the_only_condition_a_filter_matches_every_record():
    found = people('name contains "a"')
    [key] = keys_of(found)
    assert found.without(key) == people("")
    assert people("").tree() == attioql.AllOf(())
    assert [*people("").conditions()] == []
    assert found.without() == found


def test_a_key_that_is_not_there_raises_with_those_that_are():
    found = people('name contains "a"')
    [key] = keys_of(found)
    with pytest.raises(KeyError, match=f"no condition with the key 'x'; its keys are `{key}`"):
        found.without("x")
    for wrong, advice in ((next(found.conditions()), "condition.key"), ([key], "without"), (5, "condition.key")):
        with pytest.raises(TypeError, match=f"a key is text, not .*{advice}"):
            found.without(wrong)
        with pytest.raises(TypeError, match="a key is text"):
            found.replace(wrong, found)
    with pytest.raises(KeyError, match="it has no conditions"):
        people("").replace("x", found)


def test_edits_carry_the_warnings_of_what_is_left():
    archived = attioql.Workspace({"objects": {"boats": {"attributes": {
        "kind": {"type": "select", "options": [{"title": "Sloop", "archived": True}, {"title": "Yawl"}]},
        "name": {"type": "text"},
    }}}})["boats"]  # fmt: skip
    old = attioql.compile('kind = "Sloop"', archived)
    named = attioql.compile('name contains "a"', archived)
    both = named.and_also(old)
    assert [each.name for each in both.diagnostics] == ["archived-option"]
    [key] = keys_of(old)
    assert both.without(key).diagnostics == ()
    kept = both.without(*keys_of(named))
    assert [each.name for each in kept.diagnostics] == ["archived-option"]
    assert kept.diagnostics[0].source.text == kept.text()
    assert [each.name for each in (old | old).diagnostics] == ["archived-option"]
    assert (~old).diagnostics == old.diagnostics


def test_filters_of_two_targets_are_not_combined():
    deals = attioql.compile("", WORKSPACE["deals"])
    for combine in (
        lambda: deals & people(""),
        lambda: deals | people(""),
        lambda: attioql.all_of([deals, people("")]),
        lambda: deals.and_also(people("")),
        lambda: people('name contains "a"').replace(keys_of(people('name contains "a"'))[0], deals),
    ):
        with pytest.raises(ValueError, match="the filters are about different targets: the object"):
            combine()


def test_what_another_workspace_says_of_a_target_is_checked_again():
    mine, others = (
        attioql.Workspace({"objects": {"boats": {"attributes": {slug: {"type": "text"}}}}})["boats"]
        for slug in ("name", "title")
    )
    with pytest.raises(attioql.FilterError, match="unknown-attribute"):
        attioql.compile('name = "a"', mine) & attioql.compile('title = "a"', others)


@pytest.mark.parametrize("given", [None, "name", 1, [1], [None], people("")])
def test_what_is_no_list_of_filters_raises(given):
    for function in (attioql.all_of, attioql.any_of):
        with pytest.raises(TypeError, match=f"{function.__name__} takes"):
            function(given)


def test_no_filters_have_no_target():
    for function in (attioql.all_of, attioql.any_of):
        with pytest.raises(ValueError, match=f"{function.__name__} needs at least one filter"):
            function([])


def test_other_values_are_not_combined_with_filters():
    found = people("")
    for combine in (lambda: found & 1, lambda: found | "x", lambda: True & found, lambda: None | found):
        with pytest.raises(TypeError, match=r"`[&|]` joins filters, not"):
            combine()
    with pytest.raises(TypeError, match="combined with another Filter"):
        found.and_also("name = 'a'")


def test_the_complement_of_the_empty_filter_cannot_be_written():
    with pytest.raises(ValueError, match="a filter that matches none cannot be written"):
        ~people("")


def test_combined_filters_keep_to_the_limits_of_one(monkeypatch):
    deep = companies('name contains "0"')
    for number in range(1, LIMITS.groups + 1):
        other = companies(f'name contains "{number}"')
        deep = deep & other if number % 2 else deep | other
    with pytest.raises(attioql.FilterError, match="nesting-too-deep"):
        deep & companies('name contains "x"')
    assert attioql.compile(deep.text(), COMPANIES) == deep
    match deep.tree():
        case attioql.AllOf() | attioql.AnyOf() as tree:
            assert repr(tree).count("FilterCondition(") == LIMITS.groups + 1
            assert tree == pickle.loads(pickle.dumps(tree))
    monkeypatch.setattr(type(LIMITS), "filter_parts", 10)
    few = [companies(f'name contains "{number}"') for number in range(10)]
    assert len(texts_of(attioql.all_of(few))) == 10
    with pytest.raises(attioql.FilterError, match="filter-too-large"):
        attioql.all_of([*few, few[0]])


def test_keys_are_the_same_in_every_process():
    text = '(name contains "a" or name = "b") and (name contains "a" or name = "c") and domains { domain = "x" and root_domain = "y" }'
    code = f"import attioql; print([c.key for c in attioql.compile({text!r}, attioql.Workspace.standard()['companies']).conditions()])"
    for seed in ("0", "1", "77"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert json.loads(run.stdout.replace("'", '"')) == keys_of(companies(text))
    assert keys_of(companies('name contains "a"')) == ["a26fd1bd36e4759ea6df"]
