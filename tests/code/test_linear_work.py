"""Reading code is linear: twice the comments, calls or operands take about twice the steps. Steps are lines of the reader that run."""

import json
import sys

import pytest

from attioql.documents.code_literals import CodeScalar, CodeUnknown, joined_text
from attioql.documents.read import read_document
from attioql.limits import LIMITS
from attioql.text.source import Source, Span

CALL = 'client.post("/v2/objects/people/records/query", {filter: {nam: "x"}});'
SHAPES = {
    "comments above one literal": lambda n: "// attioql: people\n" * n + 'const x = {nam: "x"};\n',
    "comments with a call each": lambda n: f"// why\n{CALL}\n" * n,
    "targets with a literal each": lambda n: 'const x = {nam: "x"}; // attioql: people\n' * n,
    "calls on one line behind comments": lambda n: "// why\n" * n + "// attioql: people\n" + CALL * n,
    "values of a choice": lambda n: CALL.replace("{filter", "a ? {filter: {nam: 1}} : " * n + "{filter"),
    "choices in a filter": lambda n: CALL.replace('"x"', f"[{', '.join(['a ? 1 : 2'] * n)}]"),
    "arguments with a choice": lambda n: CALL.replace(");", ", a ? {x: 1} : {x: 2}" * n + ");"),
    "operands": lambda n: CALL.replace('"x"', " + ".join(['"a"'] * n)),
}


PYTHON_CALL = 'requests.post("/v2/objects/people/records/query", json={"filter": F})\n'
PYTHON_SHAPES = {
    "values of one name": lambda n: 'F = {"nam": "x"}\n' * n + PYTHON_CALL,
    "values of one name in one another": lambda n: 'F = {**F, "nam": "x"}\n' * n + PYTHON_CALL,
    "changes of one name": lambda n: "F = {}\n" + 'F["nam"] = "x"\n' * n + PYTHON_CALL,
    "calls with one name": lambda n: 'F = {"nam": "x"}\n' + PYTHON_CALL * n,
    "classes with one name": lambda n: 'class C:\n    F = {"nam": "x"}\n' * n + PYTHON_CALL.replace("F}", "C.F}"),
}


def steps_of(text, name="a.ts"):
    count = 0

    def line(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return line

    def called(frame, _event, _argument):
        return line if "documents" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        read_document(Source(text, name))
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_takes_steps_in_proportion(shape):
    small, large = (steps_of(SHAPES[shape](n)) for n in (100, 400))
    assert large < 5 * small + 1000


@pytest.mark.parametrize("shape", PYTHON_SHAPES)
def test_reading_python_takes_steps_in_proportion(shape):
    small, large = (steps_of(PYTHON_SHAPES[shape](n), "a.py") for n in (100, 400))
    assert large < 5 * small + 1000


@pytest.mark.parametrize(
    ("name", "bind", "call"),
    [
        ("a.ts", "const {0} = {1};\n", 'client.post("/v2/objects/people/records/query", {{filter: {0}}});'),
        (
            "a.py",
            "{0} = {1}\n",
            'requests.post("https://api.attio.com/v2/objects/people/records/query", json={{"filter": {0}}})',
        ),
    ],
)
def test_names_that_double_are_followed_so_far(name, bind, call):
    text = bind.format("f0", '{"nam": "x"}')
    for number in range(1, 40):
        text += bind.format(f"f{number}", f'{{"$and": [f{number - 1}, f{number - 1}]}}')
    document = read_document(Source(text + call.format("f39"), name))
    assert sum(len(entry.source.text) for entry in document.entries) < 400_000
    assert document.entries[0].holes


def test_the_choices_in_a_filter_are_read_so_far():
    parts = [f'{{name: a{number} ? "x" : {{$like: "{number}"}}}}' for number in range(100)]
    document = read_document(Source(CALL.replace('{nam: "x"}', f"{{$or: [{', '.join(parts)}]}}"), "a.ts"))
    assert len(document.entries) == LIMITS.code_branches + 1
    assert [entry.again for entry in document.entries] == [False, *[True] * LIMITS.code_branches]
    assert len(document.entries[0].holes) == 100


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["a", "b", "c"], "abc"),
        ([None, None, "a"], "\0a"),
        (["a", None, None], "a\0\0"),
        ([None, "a", None], "\0a\0"),
        (["", None], "\0"),
        ([None, None], None),
        ([None, ""], "\0"),
    ],
)
def test_joined_texts_are_those_of_pairs_from_the_left(texts, joined):
    here = Span(0, 0)
    parts = [CodeUnknown(here, "") if each is None else CodeScalar(here, json.dumps(each), each) for each in texts]
    assert joined_text(parts) == joined == joined_in_pairs(texts)


def joined_in_pairs(texts):
    whole = texts[0]
    for each in texts[1:]:
        whole = (
            None
            if whole is None and each is None
            else (whole if whole is not None else "\0") + (each if each is not None else "\0")
        )
    return whole


def test_text_that_format_makes_ever_longer_is_not_known():
    lines = ['A0 = "x"', *(f"A{n} = '{'{0}' * 100}'.format(A{n - 1})" for n in range(1, 7))]
    lines += [f"B{n} = '{'%(a)s' * 100}' % {{'a': A{n}}}" for n in range(7)]
    text = "\n".join([*lines, "import requests", *(PYTHON_CALL.replace("/people/", f"/{{{n}6}}/") for n in "AB")])
    read = read_document(Source(text.replace('"/v2', 'f"/v2'), "a.py"))
    assert [entry.target for entry in read.entries] == [None, None]


def test_a_number_of_many_digits_in_braces_is_a_number():
    text = (
        'requests.post("/v2/objects/{'
        + "0" * 5000
        + '}/records/query".format("people"), json={"filter": {"nam": "x"}})'
    )
    [entry] = read_document(Source(f"import requests\n{text}\n", "a.py")).entries
    assert entry.target is not None
    assert entry.target.text == "people"
