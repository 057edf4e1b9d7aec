"""The corpus: sources in all shapes that code asks Attio in, with what is reported drawn in place, and sources without a finding."""

import re

import pytest
from code_corpus import FOLDER, SETTINGS, document_of, drawn, is_written, plain

from attioql import render
from attioql.documents import notebooks, python_files, script_files
from attioql.documents.code_calls import may_hold
from attioql.linter.entries import lint_document

CORPUS = sorted(path for path in (FOLDER / "corpus").iterdir())
INNOCENT = sorted(path for path in (FOLDER / "innocent").iterdir())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_is_reported_is_drawn_in_the_source(path):
    written = path.read_text(encoding="utf-8")
    found = drawn(plain(written), path.name)
    if is_written():
        path.write_text(found, encoding="utf-8", newline="")
    else:
        assert found == written


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_no_source_is_passed_over(path):
    document = document_of(plain(path.read_text(encoding="utf-8")), path.name)
    assert document.entries or document.unread


WORDS = ("/query", "filter", "json", "body", "attioql")
"""The words without which no file of code is read, and what becomes of a source that has one of them alone, or none."""


@pytest.mark.parametrize("word", [*WORDS, "none of them"])
@pytest.mark.parametrize("path", [*CORPUS, *INNOCENT], ids=lambda path: path.name)
def test_a_file_that_is_not_read_has_no_filter(monkeypatch, path, word):
    text = plain(path.read_text(encoding="utf-8"))
    for other in {*WORDS} - {word}:
        text = re.sub(re.escape(other), other[0] + "_" * (len(other) - 1), text, flags=re.IGNORECASE)
    read = found_in(text, path.name)
    for module in (script_files, python_files, notebooks):
        monkeypatch.setattr(module, "may_hold", lambda _: True)
    searched = found_in(text, path.name)
    assert read == searched
    assert may_hold(text) or not any(searched)


def found_in(text, name):
    document = document_of(text, name)
    return [(each.place, each.source.text) for each in document.entries], document.unread, document.problems


AROUND = {
    "alone": ("", ""),
    "in a file about Attio": ("// api.attio.com, records.query, filter\n", "\nconst filter = {};\n"),
    "behind wide characters": ('const über = "日本😀";\r\n', ""),
    "twice": ("", "\n\n"),
}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("path", INNOCENT, ids=lambda path: path.name)
def test_nothing_is_reported_of_an_innocent_source(path, around):
    before, after = AROUND[around]
    if path.name.endswith(".py.txt"):
        before, after = before.replace("//", "#").replace("const ", "").replace(";", ""), ""
    text = path.read_text(encoding="utf-8")
    text = before + text + (after + text if around == "twice" and "import" not in text else after)
    assert lint_document(document_of(text, path.name), SETTINGS).problems == ()


def test_there_are_many_sources_of_both_kinds():
    assert len(CORPUS) >= 80
    assert len(INNOCENT) >= 200


def test_the_corpus_has_both_languages_and_many_mistakes():
    names = {
        name
        for path in CORPUS
        for name in re.findall(r"\^ ([a-z-]+)(?:,|$)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(names) >= 25


def test_the_page_about_linting_shows_what_is_reported():
    page = (FOLDER.parents[1] / "docs" / "lint.md").read_text(encoding="utf-8")
    [(name, code, shown)] = re.findall(
        r"```ts file=(\S+)\n(.*?)```\n\n```console [^\n]*\n\$ [^\n]*\n(.*?\n)", page, re.DOTALL
    )
    assert render(lint_document(document_of(code, name), SETTINGS).problems, format="concise") == shown
