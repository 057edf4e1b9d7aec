"""The pages of the diagnostics: one for each code, with examples that yield what they say."""

from __future__ import annotations

import json
import re

import pytest

from attioql.diagnostics import pages
from attioql.diagnostics.codes import CODES

ABOUT_FILES = {"unreadable-file", "changed-file"}  # what no text can show
FENCE = re.compile(r"^```(?:attioql|json|yaml|python|ts) (.*)\n((?:.*\n)*?)```$", re.MULTILINE)
EXAMPLES = [(name, *found.groups()) for name, text in pages.pages().items() for found in FENCE.finditer(text + "\n")]


def options_of(attributes):
    found = dict(part.split("=", 1) for part in attributes.split() if "=" in part)
    if "params" in found:
        found["params"] = json.loads(found["params"])
    return found


def test_every_code_has_a_page_and_every_page_a_code():
    assert sorted(pages.pages()) == sorted(CODES)


@pytest.mark.parametrize("name", sorted(CODES.keys() - ABOUT_FILES))
def test_every_page_shows_what_is_wrong_and_what_to_write(name):
    marks = ["ok" in attributes.split() for page, attributes, _ in EXAMPLES if page == name]
    assert False in marks
    assert True in marks


@pytest.mark.parametrize(
    ("name", "attributes", "text"), EXAMPLES, ids=[f"{name}-{index}" for index, (name, *_) in enumerate(EXAMPLES)]
)
def test_the_examples_yield_what_they_say(name, attributes, text, golden):
    options = options_of(attributes)
    repeat = int(options["repeat"]) if "repeat" in options else None
    found = [problem.name for problem in golden.checked(golden.repeated(text.rstrip("\n"), repeat), options)]
    if "ok" not in attributes.split():
        assert found[-1] == name
        assert set(found) == {name} or name == "too-many-problems"
        return
    assert name not in found
    assert not [each for each in found if CODES[each].severity == "error"]


def test_a_page_is_found_by_name_and_by_code_in_any_case():
    expected = pages.pages()["unknown-attribute"]
    assert expected.startswith("## unknown-attribute\n")
    assert {pages.page(word) for word in ("unknown-attribute", "AQ201", "aq201", "Unknown-Attribute")} == {expected}
    assert pages.page("no-such-thing") is None


def test_the_document_is_up_to_date():
    assert pages.main(["--check"]) == 0


def test_the_document_has_a_row_and_a_section_for_each_code():
    text = pages.document()
    for name, row in CODES.items():
        assert f"| [{name}](#{name}) | {row.code} | {row.severity} |" in text
        assert f"\n## {name}\n\n`{row.code}`" in text


def test_a_stale_document_is_noticed(tmp_path, monkeypatch, capsys):
    stale = tmp_path / "diagnostics.md"
    monkeypatch.setattr(pages, "_DOCUMENT", stale)
    assert pages.main(["--check"]) == 1
    assert pages.main(["--write"]) == 0
    assert pages.main(["--check"]) == 0
    stale.write_text(stale.read_text(encoding="utf-8") + "more", encoding="utf-8")
    assert pages.main(["--check"]) == 1
    assert "--write" in capsys.readouterr().err
