"""A safe fix keeps the verdict on every record: each one of the linter, in text and in JSON, alone and with all the others."""

import json

from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.diagnostics.model import Applicability
from attioql.linter.fixing import fix_text
from attioql.testing import attributes_of, filter_trees, universes

WORKSPACE = attioql.Workspace.standard()
USED = {
    "companies": ("name", "domains", "twitter_follower_count", "foundation_date", "categories"),
    "deals": ("stage", "value", "owner", "associated_company"),
    "people": ("email_addresses", "name", "last_interaction", "company", "primary_location"),
}
TREES = {
    slug: filter_trees(WORKSPACE[slug], max_conditions=8, paths=False, attributes=used) for slug, used in USED.items()
}


@st.composite
def written_filters(draw):
    """A slug, filter JSON as text or query text with needless parentheses and all, its meaning, and a record."""
    slug = draw(st.sampled_from(sorted(USED)))
    tree = draw(TREES[slug])
    universe = draw(universes(WORKSPACE[slug], attributes=attributes_of(tree, WORKSPACE[slug])))
    text = json.dumps(tree, ensure_ascii=False) if draw(st.booleans()) else spelled(tree, WORKSPACE[slug])
    return slug, text, universe


def spelled(tree, target):
    """Write filter JSON as query text, group by group, so that nothing is tidied on the way."""
    match tree:
        case {"$not": inner}:
            return f"not ({spelled(inner, target)})"
        case {"$and": members}:
            return " and ".join(f"({spelled(member, target)})" for member in members)
        case {"$or": members}:
            return " or ".join(f"({spelled(member, target)})" for member in members)
    return attioql.load(tree, target).text()


def verdict(text, target, universe):
    read = attioql.load if text.startswith("{") else attioql.compile
    return read(text, target).matches(universe.record, related=universe.related)


def applied(text, edits):
    for edit in sorted(edits, key=lambda each: each.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@given(written_filters())
def test_safe_fixes_keep_the_verdict(written):
    slug, text, universe = written
    target = WORKSPACE[slug]
    expected = verdict(text, target, universe)

    def lint(written):
        return attioql.lint(written, target, select=["all"])

    for problem in lint(text):
        for fix in problem.fixes:
            if fix.applicability is Applicability.SAFE and fix.edits:
                assert verdict(applied(text, fix.edits), target, universe) is expected, (problem.name, fix)
    assert verdict(fix_text(text, lint, Applicability.SAFE).text, target, universe) is expected
