"""What hostile input costs, counted: twice the input takes at most 2.3 times the instructions, and what multiplies out is refused."""

import importlib.util
import json
import re
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

import attioql
from attioql.catalog.comparison import compare
from attioql.diagnostics import suggest
from attioql.diagnostics.model import Applicability, Edit, Fix
from attioql.documents.messages import in_set
from attioql.documents.read import read_document
from attioql.impact.effects import Impact
from attioql.limits import LIMITS
from attioql.text.source import Source, Span
from attioql.values import dates

_COUNTS = Path(__file__).parents[2] / "benchmarks" / "counts.py"
MOST_TIMES = 2.3
PEOPLE = attioql.Workspace.standard()["people"]


@pytest.fixture(scope="module")
def count():
    spec = importlib.util.spec_from_file_location("counts", _COUNTS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(_COUNTS.parent))
        spec.loader.exec_module(module)
    return module.count


def _each(form, joint):
    return lambda n: joint.join(form.format(index) for index in range(n))


def _checks(text_of):
    return lambda n: partial(attioql.check, text_of(n), PEOPLE)


def _fixes(text_of):
    """Apply all fixes of a text, and see that nothing is left."""

    def make(n):
        text = text_of(n)

        def work():
            assert not attioql.fix(text, PEOPLE, applicability=Applicability.UNSAFE).remaining

        return work

    return make


def _reads(name, text_of):
    return lambda n: partial(read_document, Source(text_of(n), name))


def _block(n):
    return "name { " + _each('first_name contains "x{}"', " and ")(n) + " }"


def _nested_block(n):
    return "name { " + 'first_name contains "x" and (' * n + 'last_name = "y"' + ")" * n + " }"


def _unknown_keys(n):
    return json.dumps({"filters": {"a": {"query": "name = 'x'"} | {f"key{index}": 1 for index in range(n)}}})


def _python_line(n):
    return "import attioql; " + "; ".join(f"attioql.compile('name = \"é{index}\"', people)" for index in range(n))


def _yaml_block(n):
    return "filters:\n  a:\n    query: |\n" + _each('      not not name contains "x{}"', " and\n")(n) + "\n"


def _yaml_plain(n):
    return "filters:\n  a:\n    query: " + _each("not not name contains 'x{}'", " and\n      ")(n) + "\n"


def _edits_of_all(text_of):
    """Ask a YAML scalar for the edits of each condition in it, as findings do."""

    def make(n):
        [entry] = read_document(Source(text_of(n), "a.yaml")).entries
        starts = [found.start() for found in re.finditer("not not", entry.source.text)]
        return lambda: [entry.where.edits([Edit(Span(start, start + 8), "")]) for start in starts]

    return make


def _reports(n):
    line = "; ".join(f"attioql.compile('nope{index} = 1')" for index in range(n))
    source = Source(line, "a.py")
    starts = [found.start() for found in re.finditer("nope", line)]
    fault = in_set("unreadable-file", source, Span(0, 4), None, reason="x")
    fixes = (Fix("x", Applicability.SAFE, (Edit(Span(0, 4), "name"),)),)
    faults = [replace(fault, span=Span(start, start + 4), fixes=fixes) for start in starts]
    return partial(attioql.render, faults, format="human")


def _effects(change_of, text_of):
    """Find the effects of a change of the workspace on a filter."""

    def make(n):
        old, new = (attioql.Workspace.from_dict(change_of(n, by)) for by in (0, 1))
        document = read_document(Source(text_of(n), "a.attioql"))

        def work():
            [effect] = Impact(compare(old, new), None).of_document(document, "boats")
            assert (effect.verdict, len(effect.reasons)) == ("changes meaning", n // 2)

        return work

    return make


def _boats(**attributes):
    return {"objects": {"boats": {"singular": "Boat", "plural": "Boats", "attributes": attributes}}}


def _options(n, by):
    return _boats(rig={"type": "select", "options": [{"id": f"i{i}", "title": f"T{(i + by) % n}"} for i in range(n)]})


def _members(n, by):
    rows = [{"id": f"50cf242c-7fa3-4cad-87d0-{i:012x}", "email_address": f"t{(i + by) % n}@a.com"} for i in range(n)]
    return {**_boats(by={"type": "actor-reference"}), "members": rows}


def _attributes(n, by):
    return _boats(**{f"a{(i + by) % n}": {"type": "text", "id": f"i{i}"} for i in range(n)})


def _half(form):
    return lambda n: _each(form, " or ")(n // 2)


GROWING = {
    "edits of a YAML block scalar": (100, _edits_of_all(_yaml_block)),
    "the report of one long line": (100, _reports),
    "conditions in a block": (100, _checks(_block)),
    "groups of one connective within one another in a block": (100, _checks(_nested_block)),
    "unknown names": (200, _checks(_each('nope{} = "x"', " and "))),
    "errors in a block": (200, _checks(lambda n: "name { " + _each('nope{} = "x"', " and ")(n) + " }")),
    "strings in curly quotes, fixed": (150, _fixes(_each("job_title = \u201cx{}\u201d", " and "))),
    "operators of another language, fixed": (150, _fixes(_each("job_title like 'x{}'", " and "))),
    "brackets too many, fixed": (150, _fixes(_each("job_title = 'x{}')", " and "))),
    "commas that are missing, fixed": (150, _fixes(lambda n: "job_title in (" + _each("'x{}'", " ")(n) + ")")),
    "misspelt names, fixed": (150, _fixes(_each("job_titel = 'x{}'", " and "))),
    "misspelt names in JSON, fixed": (
        150,
        _fixes(lambda n: '{"$and": [' + _each('{{"job_titel": "x{}"}}', ",")(n) + "]}"),
    ),
    "operators of another language in JSON, fixed": (
        150,
        _fixes(lambda n: '{"$and": [' + _each('{{"job_title": {{"$ne": "x{}"}}}}', ",")(n) + "]}"),
    ),
    "unknown keys of a set": (100, _reads("a.json", _unknown_keys)),
    "calls on one line of Python": (100, _reads("a.py", _python_line)),
    "options of which a filter names half": (200, _effects(_options, _half('rig = "T{}"'))),
    "members of which a filter names half": (200, _effects(_members, _half('by = "t{}@a.com"'))),
    "attributes of which a filter names half": (200, _effects(_attributes, _half('a{} = "x"'))),
}


@pytest.mark.parametrize("name", GROWING)
def test_twice_the_input_takes_little_more_than_twice_the_work(name, count):
    size, work_on = GROWING[name]
    assert count(work_on(4 * size)) < MOST_TIMES**2 * count(work_on(size))


def test_near_misses_are_searched_for_no_more_names_than_are_reported(monkeypatch):
    searched = []
    distance = suggest.edit_distance

    def seen(left, right, limit):
        searched.append(left)
        return distance(left, right, limit)

    monkeypatch.setattr(suggest, "edit_distance", seen)
    assert len(attioql.check(_each('nope{} = "x"', " and ")(5_000), PEOPLE)) == LIMITS.diagnostics
    assert len(set(searched)) <= LIMITS.diagnostics + 1


def _product(number, size):
    names = ("first_name", "last_name", "full_name")
    groups = (_each(name + f' = "{number} {{}}"', " or ")(size) for name in names)
    return "name { " + " and ".join(f"({group})" for group in groups) + " }"


def test_the_value_blocks_of_a_filter_have_one_limit_together():
    tests = 3 * 10**3
    fitting = LIMITS.block_tests // tests
    blocks = [_product(number, 10) for number in range(fitting + 5)]
    assert not attioql.check(" or ".join(blocks[:fitting]), PEOPLE)
    [problem] = attioql.check(" or ".join(blocks), PEOPLE)
    assert problem.name == "block-too-large"


def test_a_block_without_alternatives_counts_for_nothing():
    text = " or ".join([_block(500)] * (LIMITS.block_tests // 500 + 1))
    assert not attioql.check(text, PEOPLE)


def _records(people):
    company = {
        "values": {"team": [{"target_object": "people", "target_record_id": f"p{index}"} for index in range(people)]}
    }
    person = {
        "values": {
            "company": [{"target_object": "companies", "target_record_id": "c"}],
            "job_title": [{"value": "chief"}],
        }
    }
    return person, company


def test_a_path_that_goes_back_and_forth_fetches_a_record_once_a_step():
    person, company = _records(people=30)
    fetched = []

    def related(owner, identity):
        fetched.append((owner, identity))
        return company if owner == "companies" else person

    steps = 4
    found = attioql.compile("company.team." * steps + 'job_title = "clerk"', PEOPLE)
    assert not found.matches(person, related=related)
    assert len(fetched) == steps * (1 + 30)
    assert attioql.compile("company.team." * steps + 'job_title = "chief"', PEOPLE).matches(person, related=related)


def test_only_texts_as_long_as_a_date_are_kept():
    dates._exists.cache_clear()
    held = attioql.Workspace.standard()["deals"]
    record = {"values": {"created_at": [{"value": "2024-01-01T00:00:00.000000000Z"}]}}
    found = attioql.compile("created_at > 2024-01-01", held)
    for length in range(1_000):
        record["values"]["created_at"][0]["value"] = "x" * length
        with pytest.raises(attioql.RecordError):
            found.matches(record)
    for length in range(1_000):
        with pytest.raises(ValueError, match="a date"):
            dates.DATE.held_key(None, None)("x" * length)
    assert dates._exists.cache_info().currsize <= 1
    assert dates.DATE.held_key(None, None)("2024-02-29") == date(2024, 2, 29).isoformat()


def test_a_yaml_scalar_is_written_anew_for_as_many_fixes_as_the_budget_allows():
    [entry] = read_document(Source(_yaml_plain(2_000), "a.yaml")).entries
    starts = [found.start() for found in re.finditer("not not", entry.source.text)]
    offered = [entry.where.edits([Edit(Span(start, start + 8), "")]) for start in starts]
    written = sum(len(edit.replacement) for edits in offered for edit in edits)
    assert offered[0]
    assert written <= LIMITS.yaml_fix_characters + len(entry.source.text)


class _Read(str):
    """A text that counts the characters of the parts that are taken of it."""

    __slots__ = ("taken",)

    def __getitem__(self, part):
        found = super().__getitem__(part)
        self.taken = getattr(self, "taken", 0) + len(found)
        return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_an_editor_gets_the_places_in_one_long_line_without_reading_it_anew_for_each(encoding):
    pytest.importorskip("pygls", reason="the extra `lsp` is not installed")
    from attioql.lsp.editor_positions import Positions
    from attioql.lsp.structure import semantic_tokens

    line = _each("name = '🙂{}'", " and ")(2_000)
    source = Source(line, "a.attioql")
    positions = Positions(Source(_Read(line), "a.attioql"), encoding)
    assert len(semantic_tokens(source, positions).data) == 5 * 4 * 2_000 - 5
    assert getattr(positions.source.text, "taken", 0) <= 2 * len(line)
