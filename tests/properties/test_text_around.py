"""Filters in longer texts, as models and people paste them: what is read, and what is not because it has several readings.

A filter in each wrapper is the filter without it, judged by its JSON; the wrappers are written here by hand.
"""

import json
import shlex
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutated_filters import WORKSPACE

import attioql
from attioql.limits import LIMITS
from attioql.testing import filters

AROUND = {
    "fence": "```\n{}\n```",
    "fence with a language": "```sql\n{}\n```\n",
    "tildes": "~~~\n{}\n~~~",
    "fence never closed": "```\n{}",
    "fence in an answer": "Here is the filter you asked for:\n\n```json\n{}\n```\n\nLet me know if you need anything else.",
    "answer": "Here is the filter:\n\n{}\n\nHope this helps!",
    "answer on one line": "Here is the filter: {}",
    "answer behind": "{}\n\nThis finds the records that you asked for.",
    "label": "filter: {}",
    "assignment": "filter = {}",
    "tag": "<filter>{}</filter>",
    "bullet": "- {}",
    "bold": "**{}**",
    "reasoning": "<think>\nMaybe not this one: name = 'y'? No, wrong.\n</think>\n\n{}",
    "reasoning and a fence": "<thinking>Hm.</thinking>\nSure!\n```json\n{}\n```",
    "one word before": "Sure! {}",
    "a sentence before": "Here you go. {}",
    "a tag and words": "<answer>{}</answer> That is all.",
    "tags in tags": "<pre><code>{}</code></pre>",
    "label above": "Filter:\n\n{}",
    "only the end of a fence": "{}\n```",
    "fence on one line with a language": "```json {} ```",
    "zero width before and behind": "\ufeff{}\u200b",
    "fence twice": "```\n{0}\n```\n\nAgain:\n\n```\n{0}\n```",
}
OF_QUERY_TEXT = {
    "inline code": "`{}`",
    "inline code in a sentence": "Use `{}` for that.",
}
OF_JSON = {
    "statement": "const filter = {};",
    "constant": "const f = {};",
    "typed constant in a fence": "```ts\nexport const f: Filter = {};\n```",
    "return": "return {};",
    "comment of one letter": "# c\n{}",
    "comment in front": "/* c */ {}",
    "end of a statement": "{};",
    "comments": "// the filter\n{} /* of the model */ // ends here",
    "comment in a fence": "```jsonc\n{} // ends here\n```",
}
FULL_WIDTH = str.maketrans("=()<>!,", "\uff1d\uff08\uff09\uff1c\uff1e\uff01\uff0c")
DISPLAY = attioql.Applicability.DISPLAY
TARGETS = st.sampled_from(["people", "companies", "deals"])


@st.composite
def written(draw):
    """A target, a filter, and the filter as query text of one line."""
    slug = draw(TARGETS)
    target = WORKSPACE[slug]
    text = attioql.format(draw(filters(target, max_conditions=4)).text(), width=400).replace("\n", " ").strip()
    return slug, attioql.compile(text, target), text


def fixed(text, target):
    result = attioql.fix(text, target)
    assert [each.message for each in result.remaining if each.severity is attioql.Severity.ERROR] == []
    assert result.applied
    return read(result.text, target)


def read(text, target):
    return (attioql.load if text.lstrip().startswith("{") else attioql.compile)(text, target).json()


@pytest.mark.parametrize("name", [*AROUND, *OF_QUERY_TEXT])
@settings(max_examples=25)
@given(written())
def test_query_text_in_a_wrapper_is_the_filter_without_it(name, case):
    slug, found, text = case
    target = WORKSPACE[slug]
    if text and (name not in OF_QUERY_TEXT or "`" not in text):
        around = (AROUND | OF_QUERY_TEXT)[name].replace("{0}", "{}").replace("{}", text)
        if name == "fence on one line with a language" and "`" in text:
            return
        assert fixed(around, target) == found.json()


@pytest.mark.parametrize("name", [*AROUND, *OF_JSON])
@settings(max_examples=25)
@given(case=written(), indent=st.sampled_from([None, 2]))
def test_filter_json_in_a_wrapper_is_the_filter_without_it(name, case, indent):
    slug, found, _ = case
    target = WORKSPACE[slug]
    text = json.dumps(found.json(), indent=indent)
    if found.json() and not (indent and name in {"bullet", "bold", "fence on one line with a language"}):
        around = (AROUND | OF_JSON)[name].replace("{0}", "{}").replace("{}", text)
        assert fixed(around, target) == found.json()


@given(case=written(), option=st.sampled_from(["-d", "--data", "--data-raw", "--json"]), glued=st.booleans())
def test_filter_json_in_a_command_of_curl_is_the_filter(case, option, glued):
    slug, found, _ = case
    if found.json():
        body = json.dumps({"filter": found.json(), "limit": 5})
        data = [f"{option}={body}"] if glued and option.startswith("--") else [option, body]
        url = f"https://api.attio.com/v2/objects/{slug}/records/query"
        command = shlex.join(["curl", "-X", "POST", url, "-H", "Content-Type: application/json", *data])
        assert fixed(command.replace(" -H", " \\\n  -H"), WORKSPACE[slug]) == found.json()


@pytest.mark.parametrize(
    "text", ["curl x -d 'a' -d '{\"name\": \"x\"}'", 'curl x -d \'{"name": "x"}', "curl x", "curl = 'x'", "curl"]
)
def test_no_other_command_is_read(text, standard):
    [said, *_] = attioql.check(text, standard["people"])
    assert said.name in {"unexpected-token", "unexpected-end", "unknown-attribute", "unterminated-string"}


@given(written())
def test_a_string_of_a_filter_is_the_filter(case):
    slug, found, text = case
    target = WORKSPACE[slug]
    if text:
        assert fixed(json.dumps(text), target) == found.json()
        assert fixed(json.dumps(found.dumps()), target) == found.json()
        if "{" not in text:
            assert fixed(json.dumps({"filter": text}), target) == found.json()


@given(written())
def test_curly_quotes_are_read_as_plain_ones(case):
    slug, found, _ = case
    target = WORKSPACE[slug]
    text = json.dumps(found.json())
    if found.json() and "\\" not in text and "'" not in text:
        curly = "".join(part if index % 2 == 0 else f"\u201c{part}\u201d" for index, part in enumerate(text.split('"')))
        assert fixed(curly, target) == found.json()
        assert fixed(f"Here is the filter: {curly}", target) == found.json()


@given(written())
def test_check_compile_and_load_stay_strict(case):
    slug, _, text = case
    target = WORKSPACE[slug]
    if text:
        around = AROUND["fence in an answer"].replace("{}", text)
        [said] = attioql.check(around, target)
        assert said.name == "text-around-filter"
        for strict in (attioql.compile, attioql.load):
            with pytest.raises(attioql.FilterError):
                strict(around, target)
        [fix] = said.fixes
        assert fix.applicability is attioql.Applicability.SAFE
        assert attioql.apply_fixes(around, [said]) == text


@given(written())
def test_a_full_stop_behind_query_text_is_none_of_it(case):
    slug, found, text = case
    if text and text[-1] in "\"')}":
        assert fixed(f"{text}.", WORKSPACE[slug]) == found.json()


@pytest.mark.parametrize(
    "text", ["name = Ltd.", 'name = "x"...', 'name = "x".foo', 'name = "x" and name.', 'name = "x" or .']
)
def test_a_full_stop_that_may_be_part_of_the_filter_stays(text, standard):
    fixed = attioql.fix(text, standard["companies"])
    assert fixed.remaining or "." in fixed.text
    assert not any(each.name == "invalid-character" for each in attioql.check(text, standard["companies"]))


SEVERAL = [
    '```\nname = "x"\n```\n\n```\nname = "y"\n```',
    '```\nname = "x"\n```\nor\n~~~json\n{"name": "y"}\n~~~\n',
    '```\nname = "x"\n```\n\nA shorter one: `name = "y"`',
    'This is a filter:\n\nname = "x"\n\n```\nname = "y"\n```',
    'You can write this:\n\nname = "x"\n\nor\n\nHere is another one: name = "y"\n\nand then\n\nname = "z"',
    'One of these two:\n- name = "x"\n- name = "y"',
    '```\nname = "x"\n```\nor maybe `name = "y"`',
]


def _assert_left_as_it_is(text, target, level, said):
    """Check that `fix` changes nothing of a text, and reports the same of it."""
    fixed = attioql.fix(text, target, applicability=level)
    assert (fixed.text, fixed.applied, fixed.remaining) == (text, (), (said,))


@pytest.mark.parametrize("text", SEVERAL)
@pytest.mark.parametrize("level", [attioql.Applicability.SAFE, attioql.Applicability.UNSAFE])
def test_of_several_filters_none_is_taken(text, level, standard):
    [said] = attioql.check(text, standard["companies"])
    assert said.name == "text-around-filter"
    assert "which one" in said.message
    assert {fix.applicability for fix in said.fixes} == {attioql.Applicability.DISPLAY}
    _assert_left_as_it_is(text, standard["companies"], level, said)


@pytest.mark.parametrize(
    "text",
    [
        'None of these:\n\nname = "x"\n',
        'Everyone except those with:\n```\nname = "x"\n```',
        'Never send this filter:\n```\nname = "x"\n```',
        '# never send this\n{"name": "x"}',
        'const notWanted = {"name": "x"};',
        'Not this one. name = "x"',
        'Do not send <filter>name = "x"</filter> again!',
        'I cannot do that. The closest would have been\n\n```\nname = "x"\n```\n\nwhich is wrong.',
        'Don\u2019t write this:\n```json\n{"name": "x"}\n```',
    ],
)
@pytest.mark.parametrize("level", [attioql.Applicability.SAFE, attioql.Applicability.UNSAFE])
def test_from_a_text_that_may_say_the_opposite_nothing_is_taken(text, level, standard):
    [said] = attioql.check(text, standard["companies"])
    assert said.name == "text-around-filter"
    assert {fix.applicability for fix in said.fixes} == {attioql.Applicability.DISPLAY}
    _assert_left_as_it_is(text, standard["companies"], level, said)


@pytest.mark.parametrize(
    "text",
    [
        'name = "x"\nor name like "y"\nThis finds two of them.',
        'Here is the filter:\nname = "x"\nand description ~~ "y"',
        'name = "x" means that value > 5 = true',
        'name = "x";',
        'You can write name = "x"\n\nor this one: name = "y"',
        'name = "x"\ndescription = "y"',
        'primary_location {"name": "x"}',
        'name contains {"name": "x"}',
        "Yes\n\nand no",
        "There is no filter here: sorry",
        '{"name": "x"}\n\nSame as `description = "y"`',
        '{"name": "x"}\n{"name": "y"}',
        "done! name = 'x'",
        'data = {"name": "x"}',
    ],
)
def test_what_may_be_part_of_the_filter_is_not_left_out(text, standard):
    """A condition that cannot be read must not be taken for an explanation of the others."""
    assert "text-around-filter" not in {said.name for said in attioql.check(text, standard["companies"])}
    fixed = attioql.fix(text, standard["companies"])
    assert fixed.remaining or fixed.text == text or 'name = "x"' not in fixed.text or ";" in text


def test_a_mistake_in_the_filter_is_fixed_once_it_is_taken_out(standard):
    text = 'Sure!\n\n```json\n{"name": {"$ne": "x"}, /* not */ "descripton": "y"}\n```'
    fixed = attioql.fix(text, standard["companies"], applicability=attioql.Applicability.UNSAFE)
    assert json.loads(fixed.text) == {"$not": {"name": {"$eq": "x"}}, "description": "y"}
    assert fixed.applied[0].message == "take the content of the block"


def test_long_texts_are_searched_for_fences_alone(standard):
    filler = "word " * (LIMITS.enclosed_characters // 5)
    target = standard["companies"]
    assert attioql.fix(f"{filler}\n```\nname = 'x'\n```", target).text == "name = 'x'"
    assert attioql.fix(f"{filler}\n\nHere is the filter: name = 'x'", target).applied == ()


@pytest.mark.parametrize("unit", ["{", "```\n", "`", "- ", "a: ", "{a:", '"', "<a>", "\n\nname = 1"])
def test_work_on_a_text_of_marks_is_bounded(unit, standard):
    attioql.check(unit * 20_000, standard["companies"], limits=attioql.Limits(characters=None))


LISTS = [
    '- name = "x"\n- description contains "y"',
    '1. name = "x"\n2. description contains "y"',
    'Conditions:\n* name = "x"\n* description contains "y"\n',
    '- **name = "x"**\n\n- **description contains "y"**',
]


@pytest.mark.parametrize("text", LISTS)
@pytest.mark.parametrize("level", [attioql.Applicability.SAFE, attioql.Applicability.UNSAFE])
def test_a_list_of_conditions_has_two_readings_and_is_joined_by_a_person(text, level, standard):
    target = standard["companies"]
    [said] = attioql.check(text, target)
    assert said.message == "this is a list of 2 conditions, and nothing says how they are joined"
    joined = [
        attioql.compile(attioql.apply_fixes(text, [replace(said, fixes=(fix,))], applicability=DISPLAY), target)
        for fix in said.fixes
    ]
    assert joined == [attioql.compile(f'name = "x" {word} description contains "y"', target) for word in ("and", "or")]
    _assert_left_as_it_is(text, target, level, said)


def test_each_condition_of_a_list_stays_whole_when_they_are_joined(standard):
    text = '- name = "a" or name = "b"\n- domains = "c" and domains = "d"\n- not description contains "y"'
    [said] = attioql.check(text, standard["companies"])
    written = [attioql.apply_fixes(text, [replace(said, fixes=(fix,))], applicability=DISPLAY) for fix in said.fixes]
    parts = ('(name = "a" or name = "b")', '(domains = "c" and domains = "d")', 'not description contains "y"')
    assert [" ".join(each.split()) for each in written] == [f" {word} ".join(parts) for word in ("and", "or")]


@given(written())
def test_full_width_signs_and_zero_width_characters_outside_strings_mean_what_they_look_like(case):
    slug, found, text = case
    target = WORKSPACE[slug]
    if (
        text
        and not set("'`\\\"") & set("".join(text.split('"')[1::2]))
        and len(text) < LIMITS.recovery_string_characters
    ):
        outside = [part.translate(FULL_WIDTH) for part in text.split('"')[::2]]
        inside = text.split('"')[1::2]
        wide = "".join(a + b for a, b in zip(outside, [f'"{each}"' for each in inside] + [""], strict=True))
        if wide != text:
            assert fixed(wide, target) == found.json()
        assert fixed(f"\u200b{text}\u2060", target) == found.json()


@given(case=written(), level=st.sampled_from([1, 2, 3]), indent=st.sampled_from([None, 1]))
def test_brackets_at_the_end_of_json_are_closed_or_removed_on_request(case, level, indent):
    slug, found, _ = case
    target = WORKSPACE[slug]
    text = json.dumps(found.json(), indent=indent)
    cut = text.rstrip("]} \n")
    missing = "".join(text[len(cut) :].split())
    for broken in {text + "}" * level, cut + missing[: max(len(missing) - level, 0)]} - {text}:
        if found.json():
            assert attioql.fix(broken, target).text == broken
            assert (
                read(attioql.fix(broken, target, applicability=attioql.Applicability.UNSAFE).text, target)
                == found.json()
            )


def test_json_that_is_cut_off_inside_is_left_as_it_is(standard):
    for text in ('{"name": "x", ', '{"name": ', '{"name": "x', '{"$and": [{"name": "x"}, '):
        fixed = attioql.fix(text, standard["companies"], applicability=attioql.Applicability.UNSAFE)
        assert (fixed.text, fixed.applied) == (text, ())
