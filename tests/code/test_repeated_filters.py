"""Filters that code sends from many calls are linted once, which changes no report."""

import pytest
from code_corpus import FOLDER, SETTINGS, document_of, plain

from attioql.documents.read import read_document
from attioql.linter import entries
from attioql.linter.entries import lint_document
from attioql.linter.lint import prepare_json
from attioql.text.source import Source

CORPUS = sorted((FOLDER / "corpus").iterdir())
BIG = 'const BIG = { $or: [{ nam: "x" }, { job_title: { $contains: "chef" } }] };\n'
CALL = 'fetch("https://api.attio.com/v2/objects/%s/records/query", { body: JSON.stringify({ filter: %s }) });\n'


def counted(monkeypatch):
    count = []

    def counting(*given, **named):
        count.append(1)
        return prepare_json(*given, **named)

    monkeypatch.setattr(entries, "prepare_json", counting)
    return count


def lint(text, name="a.ts"):
    return lint_document(read_document(Source(text, name)), SETTINGS).problems


@pytest.mark.parametrize(
    ("calls", "times"),
    [
        (CALL % ("people", "BIG") * 300, 1),
        ((CALL % ("people", "BIG") + CALL % ("companies", "BIG")) * 150, 2),
        ((CALL % ("people", "{ ...BIG, name: a }") + CALL % ("people", "{ ...BIG, name: b }")) * 150, 2),
    ],
)
def test_a_constant_is_checked_once_for_each_target(monkeypatch, calls, times):
    count = counted(monkeypatch)
    lint(BIG + calls)
    assert len(count) == times


def test_the_findings_of_equal_filters_stand_at_each_of_them():
    text = CALL % ("people", '{ nam: "x" }') * 3
    starts = [at for at in range(len(text)) if text.startswith("nam:", at)]
    found = lint(text)
    assert [each.span.start for each in found if each.span is not None] == starts
    assert [each.fixes[0].edits[0].span.start for each in found] == starts


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_linting_each_filter_anew_reports_the_same(monkeypatch, path):
    text = plain(path.read_text(encoding="utf-8"))
    once = lint_document(document_of(text, path.name), SETTINGS)
    monkeypatch.setattr(entries, "_sameness", lambda *_: None)
    assert lint_document(document_of(text, path.name), SETTINGS) == once
