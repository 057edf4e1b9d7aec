"""Fixes to a fixpoint: what is left when there are very many, and rules that undo each other."""

from datetime import datetime, timezone

import pytest

import attioql
from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix
from attioql.linter.fixing import MOST_PASSES, CircularFixesError, fix_text
from attioql.text.source import Span


def finding(span, replacement):
    fix = Fix("write it another way", Applicability.SAFE, (Edit(span, replacement),))
    return Diagnostic("double-negation", "this can be written another way", span, fixes=(fix,))


def shorten(text):
    """Find the first `a`, one at a time."""
    return [finding(Span(0, 1), "")] if text else []


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("created_at>=2024-05-01", "created_at during this month"),
        ("created_at=2024-05-31T00:00Z", "created_at during 2024-05-31"),
    ],
)
def test_a_word_in_place_of_a_sign_is_apart_from_the_name(text, fixed):
    people, now = attioql.Workspace.standard()["people"], datetime(2024, 5, 31, 12, tzinfo=timezone.utc)
    [found] = attioql.lint(text, people, now=now, select=["all"])
    assert apply_edits(text, found.fixes[0].edits) == fixed


def test_what_is_left_after_very_many_passes_is_for_another_run():
    first = fix_text("a" * (MOST_PASSES + 5), shorten, Applicability.SAFE)
    assert (first.text, first.applied, len(first.left)) == ("aaaaa", MOST_PASSES, 1)
    again = fix_text(first.text, shorten, Applicability.SAFE)
    assert (again.text, again.applied, again.left) == ("", 5, ())


def test_rules_that_undo_each_other_are_a_fault_of_ours():
    def to_and_fro(text):
        return [finding(Span(0, 1), "b" if text == "a" else "a")]

    with pytest.raises(CircularFixesError, match="double-negation"):
        fix_text("a", to_and_fro, Applicability.SAFE)


def test_a_fix_that_hides_errors_because_nothing_can_be_read_any_more_is_not_made():
    def lint(text):
        if text == "broken":
            return [Diagnostic("not-python", "this is not Python", Span(0, 1))]
        others = [Diagnostic("unknown-attribute", f"there is no `{name}`", Span(0, 1)) for name in "bc"]
        return [*others, finding(Span(0, len(text)), "broken")]

    fixed = fix_text("a", lint, Applicability.SAFE)
    assert (fixed.text, fixed.applied, len(fixed.left)) == ("a", 0, 3)


@pytest.mark.parametrize(
    ("second", "expected"),
    [(Span(1, 2), "xb "), (Span(0, 1), "xb "), (Span(1, 1), "xb "), (Span(0, 0), "xb "), (Span(2, 3), "xby")],
)
def test_of_fixes_that_overlap_or_touch_the_first_is_applied_alone(second, expected):
    def lint(text):
        return [finding(Span(0, 1), "x"), finding(second, "y")] if text == "ab " else []

    assert fix_text("ab ", lint, Applicability.SAFE).text == expected


def test_a_fix_before_those_that_are_taken_is_applied():
    def lint(text):
        return [finding(Span(4, 5), "x"), finding(Span(0, 1), "y"), finding(Span(2, 3), "z")] if text == "abcde" else []

    assert fix_text("abcde", lint, Applicability.SAFE).text == "ybzdx"


def laid_out(unit, line_end, *lines):
    return line_end.join(line.replace("  ", unit) for line in lines)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("unit", ["  ", "    ", "\t"])
def test_a_fix_of_json_on_several_lines_is_laid_out_like_it(unit, line_end):
    people = attioql.Workspace.standard()["people"]
    before = laid_out(
        unit,
        line_end,
        "{",
        '  "$or": [',
        "    {",
        '      "email_addresses": {',
        '        "email_domain": {',
        '          "$contains": "@acme.com"',
        "        }",
        "      }",
        "    },",
        '    {"email_addresses": {"email_domain": {"$contains": "@acme.org"}}}',
        "  ]",
        "}",
    )
    text = before
    while fixes := [
        fix for found in attioql.lint(text, people, select=["email-domain-contains"]) for fix in found.fixes
    ]:
        text = apply_edits(text, fixes[0].edits)
    assert text == laid_out(
        unit,
        line_end,
        "{",
        '  "$or": [',
        "    {",
        '      "email_addresses": {',
        '        "email_root_domain": {',
        '          "$eq": "acme.com"',
        "        }",
        "      }",
        "    },",
        '    {"email_addresses": {"email_root_domain": {"$eq": "acme.org"}}}',
        "  ]",
        "}",
    )


VALUES = ('"a.com"', '"x"', '"US"', '"50cf242c-7fa3-4cad-87d0-75b1af71c57b"', "people", "5", "true")


def _blocks():
    """Yield value blocks with a list of one value beside another comparison that compile: for each type of attribute, both ways round."""
    workspace = attioql.Workspace.standard()
    types = {each.type.slug: (target, each) for target in workspace.values() for each in target.attributes.values()}
    for target, attribute in types.values():
        names = [name for name, prop in attribute.type.properties.items() if prop.operators]
        tests = {
            (name, sign): _first_that_compiles(attribute.slug, name, sign, target) for name in names for sign in SIGNS
        }
        lists = [test for (_, sign), test in tests.items() if sign == "in ({})" and test]
        for pair in ((one, other) for one in lists for other in tests.values() if other):
            for first, second in (pair, pair[::-1]):
                text = f"{attribute.slug} {{ {first} and {second} }}"
                if _compiles(text, target):
                    yield target, text


SIGNS = ("= {}", "contains {}", "in ({})", "starts with {}", "is not empty")


def _first_that_compiles(slug, name, sign, target):
    written = [f"{name} {sign.format(value)}" for value in VALUES]
    return next((test for test in written if _compiles(f"{slug} {{ {test} }}", target)), None)


def _compiles(text, target):
    return not any(problem.severity.value == "error" for problem in attioql.check(text, target))


def test_a_list_of_one_value_in_a_block_becomes_an_equality_only_where_there_is_room():
    seen = fixed = 0
    for target, text in _blocks():
        seen += 1
        for finding in attioql.lint(text, target, select=["single-member-in"]):
            for fix in finding.fixes:
                changed = apply_edits(text, fix.edits)
                assert _compiles(changed, target), (text, changed)
                assert attioql.compile(changed, target).equivalent(attioql.compile(text, target)) is True, (
                    text,
                    changed,
                )
                fixed += 1
    assert seen > 20
    assert fixed > 20
