"""What the library makes of filter JSON holds for the records that the JSON itself holds for, as `raw_json` decides it."""

import json
from decimal import Decimal

from hypothesis import event, given
from hypothesis import strategies as st
from raw_json import holds

import attioql
from attioql.attio.reader import read_filter
from attioql.filters.canonical import canonical
from attioql.linter.fixing import fix_text
from attioql.testing import attributes_of, filter_trees, universes

WORKSPACE = attioql.Workspace.standard()
SLUGS = ("people", "companies", "deals")
USED = {
    "people": ("name", "job_title", "company", "email_addresses", "last_interaction", "created_at"),
    "companies": ("name", "domains", "twitter_follower_count", "categories", "team"),
    "deals": ("stage", "value", "owner", "associated_people"),
}
CONDITIONS = {
    slug: st.one_of(
        filter_trees(WORKSPACE[slug], max_conditions=1, attributes=used, paths=False),
        filter_trees(WORKSPACE[slug], max_conditions=1, attributes=used),
    )
    for slug, used in USED.items()
}


@st.composite
def _objects(draw, condition, levels=2):
    """Filter objects with any number of keys in any order: attributes, groups and negations beside one another."""
    return _beside_one_another([_drawn(draw, condition, levels) for _ in range(draw(st.integers(1, 4)))])


def _drawn(draw, condition, levels):
    kind = draw(st.sampled_from(["", "", "$not", "$and", "$or", "$or"])) if levels else ""
    if not kind:
        return draw(condition)
    inner = _objects(condition, levels - 1)
    return {kind: draw(inner) if kind == "$not" else draw(st.lists(inner, min_size=1, max_size=3))}


def _beside_one_another(objects):
    """Put the keys of several filter objects into one. A path takes an object of its own, and stands in a group then."""
    paths = [each for each in objects if "path" in each]
    together = {}
    for each in objects:
        for key, inner in {"$and": [*paths]}.items() if each in paths else each.items():
            together.setdefault(key, inner)
    return paths[0] if len(objects) == 1 and paths else together


OBJECTS = {slug: _objects(CONDITIONS[slug]) for slug in SLUGS}


def _slugs(written, target):
    """Name the attributes that a filter object asks for, for each object."""
    used = {}
    waiting = [written]
    while waiting:
        one = waiting.pop()
        single = [{key: inner} for key, inner in one.items()] if "path" not in one else [one]
        for part in single:
            for owner, slugs in attributes_of(part, target).items():
                if not {"$and", "$or", "$not"} & part.keys():
                    used.setdefault(owner, {}).update(dict.fromkeys(slugs))
            waiting += [*part.get("$and", ()), *part.get("$or", ()), *([part["$not"]] if "$not" in part else ())]
    return {owner: tuple(slugs) for owner, slugs in used.items()}


@st.composite
def cases(draw):
    """A target, a filter object for it, and a record with what it refers to."""
    slug = draw(st.sampled_from(SLUGS))
    target = WORKSPACE[slug]
    written = draw(OBJECTS[slug])
    return slug, written, draw(universes(target, attributes=_slugs(written, target)))


def verdict(found, universe):
    return found.matches(universe.record, related=universe.related)


@given(cases())
def test_every_way_to_read_filter_json_agrees_with_the_json_itself(case):
    slug, written, universe = case
    target = WORKSPACE[slug]
    expected = holds(written, universe.record, universe.related)
    event(f"holds: {expected}")
    careful = read_filter(written, target)
    assert careful.faults == [] or all(not fault.is_error for fault in careful.faults)
    loaded = attioql.load(written, target)
    ways = {
        "load": loaded,
        "load of text": attioql.load(json.dumps(written), target),
        "careful": attioql.Filter(canonical(careful.root)),
        "text": attioql.compile(loaded.text(), target),
        "decompile": attioql.compile(attioql.decompile(written, target), target),
        "shorthand": attioql.load(loaded.json("shorthand"), target),
    }
    assert {name: verdict(found, universe) for name, found in ways.items()} == dict.fromkeys(ways, expected)
    for style in ("canonical", "shorthand"):
        assert holds(json.loads(loaded.dumps(style)), universe.record, universe.related) is expected


@given(cases())
def test_every_safe_fix_of_filter_json_agrees_with_the_json_itself(case):
    slug, written, universe = case
    target = WORKSPACE[slug]
    expected = holds(written, universe.record, universe.related)
    text = json.dumps(written, ensure_ascii=False)

    def lint(one):
        return attioql.lint(one, target, select=["all"])

    texts = [fix_text(text, lint, attioql.Applicability.SAFE).text]
    fixes = [fix for problem in lint(text) for fix in problem.fixes if fix.edits]
    texts += [_applied(text, fix.edits) for fix in fixes if fix.applicability is attioql.Applicability.SAFE]
    for fixed in texts:
        assert holds(json.loads(fixed, parse_float=Decimal), universe.record, universe.related) is expected


def _applied(text, edits):
    for edit in sorted(edits, key=lambda each: each.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text
