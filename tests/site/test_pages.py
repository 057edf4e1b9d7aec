"""The pages of the site: where they come from, where their links lead, and the navigation."""

import re
import runpy
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from website.descriptions import LONGEST, SHORTEST, taken
from website.navigation import complete

from attioql.diagnostics.codes import CODES

ROOT = Path(__file__).resolve().parents[2]
CONFIG = YAML(typ="safe").load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    pytest.importorskip("railroad", reason="railroad-diagrams is in the extra `site`")
    folder = tmp_path_factory.mktemp("pages")
    write = runpy.run_path(str(ROOT / "scripts" / "build_site.py"))["write_pages"]
    write(folder)
    return folder


def _listed(nav):
    for entry in nav:
        for inside in [entry] if isinstance(entry, str) else entry.values():
            if isinstance(inside, str):
                yield inside
            else:
                yield from _listed(inside)


def test_the_navigation_lists_every_page_but_those_of_single_diagnostics(pages):
    names = {path.relative_to(pages).as_posix() for path in pages.rglob("*.md")}
    single = {name for name in names if name.startswith(("diagnostics/", "rules/"))} - {"rules/index.md"}
    assert sorted(_listed(CONFIG["nav"])) == sorted(names - single)
    assert {f"diagnostics/{name}.md" for name in CODES} <= single


def test_every_link_of_a_page_leads_to_a_file(pages):
    for path in pages.rglob("*.md"):
        text = re.sub(r"^(```+).*?^\1", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for link in re.findall(r"\]\(([^)#\s]+)", text):
            assert link.startswith("https:") or (path.parent / link).exists(), (path, link)


def test_a_code_block_has_no_words_for_tests(pages):
    for path in pages.rglob("*.md"):
        for info in re.findall(r"^```+(\w.*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert re.fullmatch(r'\w+(?: title="[^"]+")?', info), (path, info)


def test_the_theme_asks_no_other_host():
    assert CONFIG["theme"]["font"] is False
    assert not {"repo_url", "site_url", "extra_javascript"} & set(CONFIG)
    assert "analytics" not in CONFIG["extra"]


def test_the_list_of_diagnostics_says_nothing_about_words_for_tests(pages):
    head = (pages / "diagnostics.md").read_text(encoding="utf-8").split("\n| name")[0]
    assert "The title of an example is the object that it is about" in head
    assert "`repeat=N`" not in head


def test_the_whole_navigation_lists_every_page(pages):
    nav = complete(CONFIG["nav"], pages)
    assert sorted(_listed(nav)) == sorted(path.relative_to(pages).as_posix() for path in pages.rglob("*.md"))


def test_the_pages_of_diagnostics_are_below_their_list_in_the_order_of_its_table(pages):
    names = [name for name in _listed(complete(CONFIG["nav"], pages)) if name.startswith("diagnostics")]
    assert names == ["diagnostics.md", *(f"diagnostics/{name}.md" for name in CODES)]


def test_every_page_has_a_description_of_its_own(pages):
    found = {
        path.relative_to(pages).as_posix(): taken(path.read_text(encoding="utf-8"))[0] for path in pages.rglob("*.md")
    }
    assert [name for name, text in found.items() if not SHORTEST <= len(text) <= LONGEST] == []
    assert [name for name, text in found.items() if list(found.values()).count(text) > 1] == []
