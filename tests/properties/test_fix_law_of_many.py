"""The law of fixes in a text with more mistakes than are reported: each fix holds in its condition alone, which is checked to its end."""

import pytest
from fix_law import applied, errors_left

import attioql

PEOPLE = attioql.Workspace.standard()["people"]
WRONG = (
    'name => "x"',
    'created_at => "2024-01-01"',
    'created_at => "2024-13-01"',
    'email_addresses =~ "a"',
    'name before "x"',
    'created_at after "2024-01-01"',
    'company.nam = "x"',
    'name : "x"',
    'created_at betwen "2024-01-01" and "2024-02-01"',
    'name is either "a" or "b"',
    "name is Lead or Won or Lost",
    "job_title is Lead or Closed Won",
    'not name => "x"',
    '(name => "x" or nam = "y")',
    'twitter_follower_count >= "3"',
    'name = "x" or = "y"',
    'name = "x" or "y"',
)


@pytest.mark.parametrize("count", [100, 130])
@pytest.mark.parametrize("first", range(len(WRONG)))
def test_a_fix_among_many_mistakes_holds_in_its_condition(first, count):
    conditions = [(WRONG[first], WRONG[(first + 5) % len(WRONG)])[number % 3 == 2] for number in range(count)]
    assert not broken_alone(conditions)


def test_each_of_a_hundred_unknown_operators_has_its_fix():
    found = attioql.check(" and ".join(['created_at => "2024-01-01"'] * 100), PEOPLE)
    assert [len(each.fixes) for each in found] == [1] * 100


def broken_alone(conditions):
    starts, at = [], 0
    for each in conditions:
        starts.append(at)
        at += len(each) + len(" and ")
    alone = {each: attioql.check(each, PEOPLE) for each in set(conditions)}
    wrong = set()
    for problem in attioql.check(" and ".join(conditions), PEOPLE):
        for fix in problem.fixes:
            if fix.applicability.name == "DISPLAY" or not fix.edits:
                continue
            edits = sorted(fix.edits)
            start, condition = next(
                (start, each)
                for start, each in zip(starts, conditions, strict=True)
                if edits[-1].span.end <= start + len(each)
            )
            if edits[0].span.start < start:
                continue
            here = fix._replace(edits=tuple(each._replace(span=moved(each.span, -start)) for each in edits))
            after = attioql.check(applied(condition, here.edits), PEOPLE)
            again = [
                each
                for each in alone[condition]
                if (each.name, each.span) == (problem.name, moved(problem.span, -start))
            ]
            left = [errors_left(each, alone[condition], here, after) for each in again]
            if left and all(left):
                wrong.add((condition, fix.message, str(left[0][0])))
    return wrong


def moved(span, by):
    return span._replace(start=span.start + by, end=span.end + by)
