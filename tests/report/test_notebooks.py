"""What notebooks and `print` show: HTML that is escaped, bounded and readable on any background, and texts that help."""

import copy
import json
import pickle
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql

WORKSPACE = attioql.Workspace.standard()
PEOPLE = WORKSPACE["people"]
ELEMENTS = {
    "caption": {"style"},
    "code": set(),
    "details": {"open"},
    "div": set(),
    "p": set(),
    "pre": {"dir", "style", "tabindex", "role", "aria-label"},
    "span": {"aria-hidden", "style"},
    "strong": {"style"},
    "summary": set(),
    "table": set(),
    "tbody": set(),
    "td": {"style"},
    "th": {"scope", "style"},
    "thead": set(),
    "tr": set(),
}
HOSTILE = "<script>alert(1)</script>\"' onload='x' & &lt; \u202egnirts\u202c \x00\x1b[31m \x85 \ud800 ]]> --> ::error::"
OBEYED = {chr(code) for code in (*range(32), 127, *range(128, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""Characters that a page or a terminal may obey, written anew; a line feed is one of them, except between lines."""


class Page(HTMLParser):
    """What a browser makes of HTML: its elements, its text, and the text that is read aloud."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.open = []
        self.text = ""
        self.read_aloud = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert {name for name, _ in attrs} <= ELEMENTS[tag]
        self.found.append((tag, dict(attrs)))
        self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        self.text += data
        if not any("aria-hidden" in attributes for _, attributes in self.open):
            self.read_aloud += data

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    def elements(self, tag):
        return [attributes for found, attributes in self.found if found == tag]


def page_of(value):
    html = value._repr_html_()
    html.encode()
    assert not (OBEYED - {"\n"}) & set(html)
    page = Page(html)
    for _, attributes in page.found:
        assert set(re.findall(r"[a-z-]+(?=:)", attributes.get("style", ""))) <= {
            "color",
            "font-family",
            "overflow-wrap",
            "overflow-x",
            "text-align",
            "white-space",
        }
        assert re.search(r"color: (?!var\(.*, inherit\)+$)", attributes.get("style", "")) is None
    return page


def workspace(count=1, **fields):
    attributes = {f"a{number}": {"title": "A", "type": "text"} for number in range(count - 1)}
    attributes["value"] = {"title": "Value", "type": "text"} | fields
    row = {"singular": "Thing", "plural": "Things", "attributes": attributes}
    return attioql.Workspace({"objects": {"things": row}})


def hostile():
    kind = {"title": HOSTILE, "type": "select", "options": [{"title": HOSTILE}]}
    row = {"singular": HOSTILE, "plural": HOSTILE, "attributes": {HOSTILE: kind}}
    return attioql.Workspace({"objects": {HOSTILE: row}})


def test_a_filter_shows_its_text_its_json_and_its_warnings():
    found = attioql.compile('first_interaction.interaction_type = "letter" and name contains "<b>"', PEOPLE)
    page = page_of(found)
    assert "Filter on people" in page.text
    assert 'name contains "<b>"' in page.text
    assert found.dumps(indent=2) in page.text
    assert "1 warning" in page.text
    assert "unlisted-value AQ406" in page.text
    assert [attributes for attributes in page.elements("details") if "open" in attributes] == [{"open": None}]


def test_an_empty_filter_says_that_it_matches_everything():
    assert "It matches every record." in page_of(attioql.compile("", PEOPLE)).text


def test_a_diagnostic_is_the_human_report():
    [problem] = attioql.check("nam = 1", PEOPLE)
    page = page_of(problem)
    assert page.text + "\n" == attioql.render([problem], columns=100)
    assert all("monospace" in attributes["style"] for attributes in page.elements("pre"))
    assert "^" not in page.read_aloud
    assert "|" not in page.read_aloud
    assert "people has no attribute `nam`; did you mean `name`?" in page.read_aloud
    assert "<filter>:1:1" in page.read_aloud
    assert "+ name" in page.read_aloud


@pytest.mark.parametrize("pointer", ["", "/nam"])
def test_a_diagnostic_without_a_text_shows_its_pointer(pointer):
    problem = attioql.Diagnostic("not-json", "no", pointer=pointer)
    assert (pointer or "the whole value") in page_of(problem).text


def test_an_error_is_the_report_of_its_first_diagnostics():
    with pytest.raises(attioql.FilterError) as caught:
        attioql.compile(" and ".join(["nam = 1"] * 30), PEOPLE)
    page = page_of(caught.value)
    assert page.text.count("error[") == 10
    assert "… and 20 more: 20 errors" in page.text
    with pytest.raises(attioql.WorkspaceError) as wrong:
        attioql.Workspace.from_dict({HOSTILE: HOSTILE})
    assert page_of(wrong.value).text


def test_a_target_is_a_table_of_its_attributes():
    page = page_of(WORKSPACE["deals"])
    assert "Deals: object `deals`, 9 attributes" in page.text
    assert "stageStagestatusone" in page.text
    assert len(page.elements("tr")) == 10
    scopes = [attributes["scope"] for attributes in page.elements("th")]
    assert (scopes.count("col"), scopes.count("row"), len(page.elements("caption"))) == (5, 9, 1)


def test_a_workspace_is_a_table_of_its_targets():
    page = page_of(WORKSPACE)
    assert "Workspace: 5 targets" in page.text
    assert all(name in page.text for name in WORKSPACE)
    assert len(page.elements("tr")) == 6


def test_a_list_counts_the_attribute_that_it_has_from_the_start():
    lists = {
        "pipeline": {"name": "Pipeline", "parents": ["things"], "attributes": {"a": {"title": "A", "type": "text"}}}
    }
    rows = attioql.Workspace({**workspace()._data, "lists": lists, "members": []})
    assert str(rows).splitlines()[0] == "Workspace: 2 targets, 0 members"
    assert str(rows).splitlines()[-1].split() == ["pipeline", "Pipeline", "list", str(len(rows["pipeline"].attributes))]


def test_what_a_stranger_wrote_is_shown_and_never_obeyed():
    space = hostile()
    target = space[HOSTILE]
    problem = attioql.Diagnostic(
        "unknown-attribute",
        HOSTILE,
        attioql.Span(0, 8),
        labels=(attioql.Label(attioql.Span(9, 12), HOSTILE),),
        notes=(HOSTILE,),
        fixes=(attioql.Fix(HOSTILE, attioql.Applicability.SAFE, (attioql.Edit(attioql.Span(0, 3), HOSTILE),)),),
        source=attioql.Source(f"{HOSTILE}\n{HOSTILE}", HOSTILE),
    )
    filter_ = attioql.load({"value": {"value": {"$eq": HOSTILE.replace("\ud800", "")}}}, workspace()["things"])
    named = attioql.compile("", target)
    for value in (space, target, problem, attioql.FilterError((problem, problem)), filter_):
        assert "<script>alert(1)" in page_of(value).text
        assert not OBEYED & set("".join(str(value).splitlines()) if value is not filter_ else "")
    assert "<script>" in page_of(named).text


@given(st.text(), st.text(), st.integers(0, 30), st.integers(0, 30))
def test_any_text_is_escaped(text, name, start, length):
    span = attioql.Span(min(start, len(text)), min(start + length, len(text)))
    problem = attioql.Diagnostic("unknown-attribute", text, span, notes=(name,), source=attioql.Source(text, name))
    page_of(problem)
    page_of(workspace(title=name, options=[{"title": text}])["things"])
    str(problem).encode()


MANY = 3_000


def many():
    return workspace(MANY, title="Value")["things"]


@pytest.mark.parametrize(
    ("made", "left_out"),
    [
        (lambda: attioql.compile(" or ".join(f"a{n} = 'x'" for n in range(MANY - 1)), many()), "… and 2,899 more conditions"),
        (lambda: attioql.compile("value = 'y' and not (" + " or ".join(f"(a{n} = 'x' and a{n + 1} != 'x')" for n in range(MANY - 2)) + ")", many()), "… and 5,897 more conditions"),
        (lambda: attioql.compile(f'value = "{"x" * 500_000}"', workspace()["things"]), "more characters"),
        (many, "… and 2,900 more attributes"),
        (lambda: attioql.Workspace({"objects": {f"o{n}": workspace()._data["objects"]["things"] for n in range(MANY)}}), "… and 2,900 more targets"),
        (lambda: workspace(type="select", title="x" * 9_000, options=[{"title": f"{n} {'y' * 9_000}"} for n in range(MANY)])["things"], "and 2,995 more"),
        (lambda: attioql.FilterError(attioql.check("~" * 500_000, PEOPLE) * MANY), "more: "),
        (lambda: attioql.check(f'nam = "{"<" * 500_000}"', PEOPLE)[0], "…"),
    ],
)  # fmt: skip
def test_what_is_huge_is_cut_and_says_so(made, left_out):
    value = made()
    assert left_out in page_of(value).text
    assert len(value._repr_html_()) < 150_000
    if not isinstance(value, attioql.Filter):
        assert len(str(value)) < 50_000


@pytest.mark.parametrize("text", ["", 'name = "x"', 'name contains "a\\nb" and not created_at > 2024-01-01'])
def test_the_text_of_a_filter_compiles_to_it(text):
    found = attioql.compile(text, PEOPLE)
    assert attioql.compile(str(found), PEOPLE) == found
    assert f"{found}" == found.text()
    assert repr(found) == f"<Filter on people: {found.dumps()}>"


def test_the_text_of_a_target_is_a_table():
    lines = str(WORKSPACE["deals"]).splitlines()
    assert lines[0] == "Deals: object `deals`, 9 attributes"
    assert lines[1].split("  ")[0] == "attribute"
    assert [line.split()[0] for line in lines[2:]] == list(WORKSPACE["deals"].attributes)
    assert repr(WORKSPACE["deals"]) == "<Target deals>"


def test_the_text_of_a_workspace_is_a_table():
    lines = str(WORKSPACE).splitlines()
    assert lines[0] == "Workspace: 5 targets"
    assert lines[2].split() == ["companies", "Companies", "object", str(len(WORKSPACE["companies"].attributes))]
    assert repr(WORKSPACE) == "<Workspace: companies, people, deals, users, workspaces>"


@pytest.mark.parametrize(
    "made", [WORKSPACE, PEOPLE, attioql.compile("name = 'x'", PEOPLE), *attioql.check("nam = 1", PEOPLE)]
)
def test_what_was_shown_can_still_be_pickled_copied_and_compared(made):
    shown = made._repr_html_(), str(made)
    for again in (pickle.loads(pickle.dumps(made)), copy.deepcopy(made)):
        assert again == made
        assert (again._repr_html_(), str(again)) == shown


def test_nobody_pays_for_html_who_asks_for_none():
    code = (
        "import json, sys, attioql; attioql.compile('name = 1', attioql.Workspace.standard()['people'], ) if 0 else 0"
    )
    code += "; attioql.Workspace.standard()['people']; attioql.Filter; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    unwanted = {"html", "attioql.text.markup", "attioql.diagnostics.diagnostic_html", "attioql.catalog.overview"}
    assert not unwanted & set(loaded)
    assert "attioql.filter" in loaded
