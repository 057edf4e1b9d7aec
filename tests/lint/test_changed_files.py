"""What fixes and new suppressions make of whole files, to the letter: diffs of the corpus of code, and of the cases of the rules.

`ATTIOQL_GOLDEN=write python -m pytest -n 0 tests/lint/test_changed_files.py` writes the files of `changed_files` anew;
read the difference.
"""

import os
from dataclasses import replace
from difflib import unified_diff
from functools import partial
from pathlib import Path

import pytest
from code_corpus import FOLDER, SETTINGS, plain
from lint_corpus import NOW
from prose import cases_of

from attioql.diagnostics.model import Applicability
from attioql.documents.read import read_document
from attioql.linter.baseline import add_suppressions
from attioql.linter.entries import Settings, lint_document
from attioql.linter.fixing import fix_text
from attioql.linter.fixing_together import fix_together
from attioql.linter.rules import PAGES
from attioql.linter.selection import select
from attioql.text.source import Source

RESULTS = Path(__file__).with_name("changed_files")
OF_EACH_RULE = 3
SET = """{"target": "deals", "filters": {
  "one": {"query": "not not value > 5 and value > 3"},
  "two": {"query": "nam = 'x'"},
  "three": {"filter": {"$and": [{"value": {"$gt": 5}}, {"value": {"$gt": 5}}]}}}}
"""
WRITTEN = {
    "several.filters.json": SET,
    "several.filters.yaml": "target: deals\nfilters:\n  one:\n    query: not not value > 5\n  two:\n    filter:\n      nam: x\n",
    "same.attioql": "# target: deals\nvalue > 5 and value > 5 # one\nand not not name = 'x' and nam = 1 or nme = 2 and nma = 3\n",
    "marks.attioql": """# target: companies
name = "a#b" and name = "a#b" or not not domains = "a#b"
""",
    "comments.attioql": """# target: companies
not not name = "a#b" # first
and ( # second
  domains = "a" # third
  or domains = "a") and not ( # fourth
  not description = "x")
""",
    "parameters.attioql": "# target: people\nemail_addresses.email_domain = :d and job_title in :t and not not name.first_name = :n\n",
    "quotes.attioql": "# target: deals\nname == 'x' && nam = \"y\" || not not not (name = 'x' and value > 5)\n",
}


def _code():
    for path in sorted((FOLDER / "corpus").iterdir()):
        yield path.name.removesuffix(".txt"), plain(path.read_text(encoding="utf-8")), SETTINGS


def _sets():
    for name, text in WRITTEN.items():
        yield name, text, SETTINGS
        yield f"all rules of {name}", text, replace(SETTINGS, selection=select(["all"]), now=NOW)


def _rules():
    everything = select(["all"])
    for rule, page in PAGES.items():
        cases = [case for case in cases_of(rule, page) if "workspace" not in case.options]
        for number, case in enumerate(cases[:OF_EACH_RULE]):
            settings = Settings(SETTINGS.workspace, case.options["target"], everything, NOW)
            yield f"{rule}-{number}.{case.form}", f"{case.text}\n", settings


KINDS = {"code": _code, "rules": _rules, "sets": _sets}
"""Names and texts of files, with what they are linted with."""


def _lines(name, text, settings):
    file = name.removeprefix("all rules of ")

    def problems(changed):
        return lint_document(read_document(Source(changed, file)), settings).problems

    document = read_document(Source(text, file))
    yield f"=== {name}"
    for trust in (Applicability.SAFE, Applicability.UNSAFE):
        fixed = fix_text(text, problems, trust)
        yield f"{trust.name.lower()}: {fixed.applied} applied, {_named(fixed.left)}"
        yield from _changed(text, fixed.text)
        together = fix_together(text, problems, trust)
        yield f"together: {_named(together.applied)}"
        yield from _changed(fixed.text, together.text)
    made = add_suppressions(document, partial(lint_document, settings=settings), "later")
    yield f"suppressions: {made.ignored} ignored, {_named(made.left)}"
    yield from _changed(text, made.text)


def _named(found):
    return f"{len(found)}: {' '.join(getattr(each, 'name', '') or each.message for each in found)}"


def _changed(before, after):
    for line in list(unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0))[2:]:
        if not line.startswith("@@"):
            yield f"  {line!r}"


@pytest.mark.parametrize("kind", KINDS)
def test_files_are_changed_as_they_were(kind):
    path = RESULTS / f"{kind}.txt"
    written = "".join(f"{line}\n" for file in KINDS[kind]() for line in _lines(*file))
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8", newline="")
    assert written.split("\n") == path.read_text(encoding="utf-8").split("\n")
