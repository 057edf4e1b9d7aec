"""How deeply JSON may be nested: the same on every Python, and however many calls are around."""

import json
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.documents.read import read_document
from attioql.json_text.nesting import (
    MOST_LEVELS,
    TooDeepJsonError,
    _Decoding,
    _depth_at_most,
    decode,
    decode_at,
    require_shallow,
)
from attioql.json_text.strict_json import DECODER

TARGET = attioql.Workspace.standard()["companies"]
PLAIN = json.JSONDecoder()


def _under_calls(calls, work):
    """Do some work with so many calls around it."""
    return work() if calls == 0 else _under_calls(calls - 1, work)


def _nots(levels):
    return '{"$not":' * levels + '{"name": "x"}' + "}" * levels


def _summary(problems):
    return [(problem.name, problem.message, problem.span, problem.pointer) for problem in problems]


LIMIT_OF_FILTERS = ("nesting-too-deep", "the filter is nested more than 1,000 levels deep")


@pytest.mark.parametrize("calls", [0, sys.getrecursionlimit() - 300])
@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (200, []),
        (600, []),
        (990, []),
        (1_000, []),
        (1_001, [(*LIMIT_OF_FILTERS, "/$not" * 1_001)]),
        (1_999, [(*LIMIT_OF_FILTERS, "/$not" * 1_001)]),
        (2_000, [("nesting-too-deep", "the JSON is nested more than 2,000 levels deep", "")]),
        (9_000, [("nesting-too-deep", "the JSON is nested more than 2,000 levels deep", "")]),
        (100_000, [("nesting-too-deep", "the JSON is nested more than 2,000 levels deep", "")]),
    ],
)
def test_one_limit_whatever_is_around(levels, expected, calls):
    text = _nots(levels)
    for problems in _under_calls(calls, lambda: [attioql.check(text, TARGET), attioql.lint(text, TARGET, select=())]):
        assert [(problem.name, problem.message, problem.pointer) for problem in problems] == expected


def test_the_limit_is_reported_at_the_bracket_that_is_one_too_many():
    [problem] = attioql.check(_nots(5_000), TARGET)
    assert problem.span == attioql.Span(8 * MOST_LEVELS, 8 * MOST_LEVELS + 1)


@pytest.mark.parametrize("levels", [3_000, 100_000])
@pytest.mark.parametrize(
    "form", ["%s", " %s ", "%s}", '{"filter": %s}', "{'filter': %s}", "Here it is:\n```json\n%s\n```"]
)
def test_a_text_that_is_too_deep_reaches_no_reader_that_recurses(form, levels, monkeypatch):
    def fail(_, text, at=0):
        if len(text) - at >= levels:
            pytest.fail("the standard library reads it")
        return read(PLAIN, text, at)

    read = json.JSONDecoder.raw_decode
    text = form.replace("%s", _nots(levels))
    expected = [problem.name for problem in attioql.check(text, TARGET)]
    monkeypatch.setattr(json.JSONDecoder, "raw_decode", fail)
    assert [problem.name for problem in attioql.check(text, TARGET)] == expected
    with pytest.raises(attioql.FilterError) as caught:
        attioql.load(text, TARGET)
    assert [problem.name for problem in caught.value.diagnostics] == ["nesting-too-deep"]


@pytest.mark.parametrize("levels", [300, 995, 1_900])
@pytest.mark.parametrize(
    "around",
    [
        '{"name": %s}',
        '{"name": {"$eq": %s}}',
        '{"name": {"$in": [%s]}}',
        '{"nothing": %s}',
        '{"path": [["companies", %s]], "constraints": {}}',
        '{"path": [["companies", "name"]], "constraints": {"value": %s}}',
        '{"filter": {"name": %s}, "sorts": [%s]}',
        '{"filter": %s, "limit": %s}',
        '{"$and": %s}',
        '{"$or": [%s, 5]}',
        '{"$nor": %s}',
        '{"domains": {"domain": %s}}',
        '{"primary_location": {"country_code": {"$eq": %s}}}',
        '{"twitter_follower_count": %s}',
        "%s",
    ],
)
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}"), ('{"$eq":', "}"), ('[{"$and":', "}]")])
def test_a_deep_value_has_the_same_diagnostics_under_many_calls(around, levels, opening, closing):
    levels = min(levels, (MOST_LEVELS - 4) // (opening.count("{") + opening.count("[")))
    text = around.replace("%s", opening * levels + "1" + closing * levels)
    found = _summary(attioql.check(text, TARGET))
    assert found
    assert found == _summary(_under_calls(sys.getrecursionlimit() - 300, lambda: attioql.check(text, TARGET)))


@pytest.mark.parametrize("levels", [900, 1_500])
def test_a_filter_set_with_a_deep_filter_is_read_as_a_set(levels):
    text = json.dumps({"target": "companies", "filters": {"a": {"filter": 0}, "b": {"filter": {"name": "x"}}}})
    text = text.replace("0", _nots(levels))
    entries = read_document(attioql.Source(text, "set.json")).entries
    assert [entry.name for entry in entries] == ["a", "b"]


def _outcome(work):
    try:
        return work()
    except json.JSONDecodeError as error:
        return error.msg, error.pos
    except ValueError as error:
        return type(error)


TOKENS = st.sampled_from(
    [*"{}[],: \n-1", '"a"', '"b', '"\\u0041"', "1.5", "true", "nul", "null", "NaN", '"a":', '{"a":']
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
)


@given(st.lists(TOKENS, max_size=10).map("".join) | VALUES.map(json.dumps), st.sampled_from([DECODER, PLAIN]))
def test_the_decoder_of_our_own_decides_as_the_standard_library_does(text, decoder):
    expected = _outcome(lambda: decoder.raw_decode(text))
    if "railing comma" not in str(expected):  # what newer Pythons say of it, at another place
        assert _outcome(lambda: _Decoding(decoder, text, MOST_LEVELS).value(0)) == expected


@given(VALUES, st.integers(0, 30), st.sampled_from([None, 1]))
def test_whole_texts_are_decoded_under_many_calls(value, cut, indent):
    text = f" {json.dumps([value] * 3, indent=indent)} "
    text = text[: len(text) - cut] + "]" * (cut % 3)
    expected = _outcome(lambda: PLAIN.decode(text))
    assert _outcome(lambda: decode(PLAIN, text)) == expected


@pytest.mark.parametrize("rest", ["", " ", "x", "{}"])
def test_deep_texts_are_decoded_whole(rest):
    text = " " + "[" * MOST_LEVELS + "1" + "]" * MOST_LEVELS + rest
    if rest.strip():
        with pytest.raises(json.JSONDecodeError, match="Extra data"):
            decode(PLAIN, text)
        return
    value: Any = decode(PLAIN, text)
    for _ in range(MOST_LEVELS):
        [value] = value
    assert value == 1


def _levels(text):
    """Count levels the plain way."""
    level = most = 0
    inside = escaped = False
    for character in text:
        if inside:
            inside, escaped = escaped or character != '"', not escaped and character == "\\"
        elif character == '"':
            inside = True
        else:
            level += (character in "{[") - (character in "}]")
            most = max(most, level)
    return most


@given(st.text('{}[]"\\a,', max_size=40))
def test_levels_are_counted_outside_of_strings(text):
    levels = _levels(text)
    require_shallow(text, levels)
    if levels:
        with pytest.raises(TooDeepJsonError) as caught:
            require_shallow(text, levels - 1)
        assert _levels(text[: caught.value.at]) == levels - 1
        assert _levels(text[: caught.value.at + 1]) == levels


@given(VALUES.map(json.dumps) | st.text('{}[]"a,ü', max_size=40), st.integers(0, 40))
def test_levels_are_never_counted_as_fewer_than_they_are(text, more):
    text = "[" * more + text + "]" * more
    assert _depth_at_most(text) >= _levels(text)


@pytest.mark.parametrize("levels", [5, 1_500, 3_000, 50_000])
@pytest.mark.parametrize("after", ["", "}", "]" * 50_000 + "[" * 5_000])
def test_a_value_inside_a_text_has_the_same_limit(levels, after):
    text = "[" + "[" * levels + after
    outcome = _outcome(lambda: decode_at(PLAIN, text, 1))
    assert (outcome is TooDeepJsonError) is (levels > MOST_LEVELS)
