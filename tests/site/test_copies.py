"""The Markdown copies of the pages, and the list of them for language models."""

import pytest
from website.copies import write

CONFIG = {
    "site_name": "A site",
    "site_description": "What it is about.",
    "nav": [{"Home": "index.md"}, {"Recipes": ["recipes/index.md", {"One": "recipes/one.md"}, {"Two": "two.md"}]}],
}


@pytest.fixture
def site(tmp_path):
    pages = {
        "index.md": '---\ndescription: "What \\"it\\" is."\n---\n\n# A site\n\n<div class="sides" markdown>\n\nThe [first](recipes/one.md) sentence. The second.\n\n</div>\n',
        "recipes/index.md": "# Recipes\n\n- A list comes first.\n\nA sentence\nin two lines.\n",
        "recipes/one.md": '# One\n\n<div class="railroad"><svg></svg></div>\n\n```ebnf\na = b ;\n```\n',
        "two.md": "# Two { #second }\n\n```python\na = 1\n```\n\n`b` is a sentence.\n",
        "made.md": "# Made\n\n::: attioql\n",
    }
    for name, text in pages.items():
        described = text if text.startswith("---") else f'---\ndescription: "About {name}."\n---\n\n{text}'
        (tmp_path / "pages" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pages" / name).write_text(described, encoding="utf-8")
    write(tmp_path / "pages", tmp_path / "html", {"made.md": "# Made\n\nA signature.\n"}, CONFIG)
    return tmp_path / "html"


def test_llms_txt_lists_the_pages_with_their_descriptions(site):
    assert (site / "llms.txt").read_text(encoding="utf-8") == (
        '# A site\n\n> What it is about.\n\n## Start\n\n- [Home](index.md): What "it" is.\n\n'
        "## Recipes\n\n- [Overview](recipes/index.md): About recipes/index.md.\n- [One](recipes/one.md): About recipes/one.md.\n"
        "- [Two](two.md): About two.md.\n"
    )


def test_a_copy_has_neither_tags_nor_diagrams_nor_names_of_anchors(site):
    assert (site / "two.md").read_text(encoding="utf-8").startswith("# Two\n")
    assert (site / "index.md").read_text(encoding="utf-8") == (
        "# A site\n\nThe [first](recipes/one.md) sentence. The second.\n\n"
    )
    assert (site / "recipes" / "one.md").read_text(encoding="utf-8") == "# One\n\n```ebnf\na = b ;\n```\n"


def test_a_page_that_the_build_fills_has_its_own_copy(site):
    assert (site / "made.md").read_text(encoding="utf-8") == "# Made\n\nA signature.\n"
