"""The pages of the rules and the prose tests: every filter in them has the findings and the fixes that they say."""

from pathlib import Path

import pytest
from prose import cases_of, fixed, found_in, told

from attioql.diagnostics.codes import CODES, rule_rows
from attioql.diagnostics.model import Applicability
from attioql.linter import rule_pages
from attioql.linter.fixing import fix_text
from attioql.linter.rules import PAGES, RULES

FOLDER = Path(__file__).parent / "rules"
TEXTS = [*PAGES.items(), *((path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md")))]
CASES = [pytest.param(case, id=f"{name}-{case.line}") for name, text in TEXTS for case in cases_of(name, text)]


@pytest.mark.parametrize("case", CASES)
def test_a_filter_has_the_findings_that_its_page_says(case):
    assert [told(each) for each in found_in(case, case.text)] == case.findings.splitlines()


@pytest.mark.parametrize("case", CASES)
def test_a_filter_is_fixed_as_its_page_says(case):
    assert {level: fixed(case, level) for level in case.fixed} == case.fixed


@pytest.mark.parametrize("case", CASES)
def test_all_fixes_of_all_rules_come_to_an_end_in_a_filter_that_is_right(case):
    everything = case._replace(options={**case.options, "all": ""})
    left = fix_text(case.text, lambda text: found_in(everything, text), Applicability.UNSAFE).left
    assert not [each for each in left if each.severity.value == "error"]
    assert not [fix for each in left for fix in each.fixes if fix.edits and fix.applicability >= Applicability.UNSAFE]


def test_the_table_has_every_module_and_every_row():
    modules = {path.stem for path in Path(rule_pages.__file__).parent.joinpath("rules").glob("*.py")} - {"__init__"}
    assert {name.replace("-", "_") for name in RULES} == modules
    assert [rule.code for rule in RULES.values()] == sorted(rule.code for rule in RULES.values())
    assert list(rule_rows()) == list(RULES)
    assert not CODES.keys() & RULES.keys()


@pytest.mark.parametrize("name", RULES)
def test_every_page_shows_a_finding_and_what_to_write_instead(name):
    cases = cases_of(name, PAGES[name])
    assert any(case.findings for case in cases)
    assert any(not case.findings or case.fixed for case in cases)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_a_prose_test(name):
    assert len(cases_of(name, (FOLDER / f"{name}.md").read_text(encoding="utf-8"))) >= 3


def test_the_documents_are_up_to_date():
    assert rule_pages.main(["--check"]) == 0
