"""How a page of the checkout becomes one of the site."""

import pytest
from website.staging import OUTSIDE_DOCS, Stage, with_plain_fences


@pytest.fixture
def stage(tmp_path):
    checkout = tmp_path / "checkout"
    for name in (
        *OUTSIDE_DOCS,
        "docs/one.md",
        "docs/rules/README.md",
        "docs/rules/two.md",
        "schemas/data.json",
        "examples/.hidden",
    ):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("# A page\n", encoding="utf-8")
    return Stage(checkout, tmp_path / "pages", {"list.md#name": "list/name.md"})


@pytest.mark.parametrize(
    ("home", "written", "link"),
    [
        ("docs/one.md", "[a](rules/README.md)", "[a](rules/index.md)"),
        ("docs/one.md", "[a](rules/two.md#b)", "[a](rules/two.md#b)"),
        ("docs/one.md", "[a](../README.md#set-up)", "[a](index.md#set-up)"),
        ("docs/one.md", "[a](../schemas/data.json)", "[a](files/schemas/data.json)"),
        ("docs/one.md", "[a](../examples/.hidden)", "[a](files/examples/hidden)"),
        ("docs/one.md", "[`a`](../schemas)", "`a`"),
        ("docs/one.md", "[a](#here)", "[a](#here)"),
        ("docs/one.md", "[a](list.md#name)", "[a](list/name.md)"),
        ("docs/list.md", "[a](#name)", "[a](list/name.md)"),
        ("docs/one.md", "[a](https://docs.attio.com/x)", "[a](https://docs.attio.com/x)"),
        ("docs/rules/two.md", "[a](../one.md)", "[a](../one.md)"),
        ("docs/one.md", "```text\n[a](rules/README.md)\n```", "```text\n[a](rules/README.md)\n```"),
    ],
)
def test_a_link_leads_to_the_same_page_on_the_site(stage, home, written, link):
    name = home.removeprefix("docs/")
    stage.add(name, f"# A\n\n{written}\n", home)
    assert (stage.folder / name).read_text(encoding="utf-8") == f"# A\n\n{link}\n"


@pytest.mark.parametrize(
    ("info", "shown"),
    [
        ("attioql target=deals", 'attioql title="deals"'),
        ("attioql target=deals ok", 'attioql title="deals · correct"'),
        ("json file=a/b.json target=deals", 'json title="a/b.json · deals"'),
        ("attioql target=deals now=2024-05-31", 'attioql title="deals"'),
        ("findings", 'text title="findings"'),
        ("fixed safe", 'attioql title="after the fix"'),
        ("python", "python"),
        ("", ""),
    ],
)
def test_a_code_block_keeps_its_language_and_gets_a_title(info, shown):
    assert with_plain_fences(f"a\n\n```{info}\nx\n```\n") == f"a\n\n```{shown}\nx\n```\n"


def test_the_page_of_a_rule_leads_to_the_list_of_rules(stage):
    stage.gather()
    assert (stage.folder / "rules" / "two.md").read_text(encoding="utf-8") == "# A page\n\n[All rules](index.md)\n"
    assert (stage.folder / "rules" / "index.md").read_text(encoding="utf-8") == "# A page\n"
