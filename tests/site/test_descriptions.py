"""The description of a page: the comment that has it, or the sentences that the page begins with."""

import pytest
from website.descriptions import LONGEST, SHORTEST, described_text, taken, write
from website.diagnostic_pages import pages

FIRST = "A first sentence that is long enough to describe what a page is for."


@pytest.mark.parametrize(
    ("page", "description"),
    [
        (f"# A\n\n{FIRST} A second.\n\nA third.\n\n## B\n\nA fourth.\n", f"{FIRST} A second. A third."),
        (f"# A\n\n[All rules](b.md)\n\n{FIRST}\n\n```text\nCode. It is no sentence.\n```\n", FIRST),
        ("# A\n\nA [link](b.md), `code` and *emphasis*\nin two lines.\n", "A link, code and emphasis in two lines."),
        (f"# A\n\n{FIRST} An example:\n\n- An item.\n", FIRST),
        (f"# A\n\n{FIRST} {'b' * 100}.\n", FIRST),
        (f"# A\n\n<!-- description: Written\n`by` hand. -->\n\n{FIRST}\n", "Written by hand."),
        ("# A\n\n## B\n\nText.\n", ""),
    ],
)
def test_the_description_of_a_page(page, description):
    assert described_text(page)[0] == description


def test_the_page_has_its_description_as_front_matter_and_no_comment(tmp_path):
    written = '# A\n\n<!-- description: It says "a" for readers who want to know what an a is. -->\n\nText.\n'
    (tmp_path / "a.md").write_text(written, encoding="utf-8")
    write(tmp_path)
    assert taken((tmp_path / "a.md").read_text(encoding="utf-8")) == (
        'It says "a" for readers who want to know what an a is.',
        "# A\n\nText.\n",
    )


@pytest.mark.parametrize("text", ["Short.", f"{'long ' * 40}."])
def test_a_description_that_is_too_short_or_too_long_is_an_error(tmp_path, text):
    (tmp_path / "a.md").write_text(f"# A\n\n{text}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^a.md: the description has \d+ characters, not 50 to 160"):
        write(tmp_path)


@pytest.mark.parametrize(("name", "text"), [pytest.param(name, text, id=name) for name, text in pages()])
def test_the_description_of_a_diagnostic_has_a_length_that_fits(name, text):
    """The summary of a code is a part of it: one that is too long would stop the build of the site alone."""
    description, _ = described_text(text)
    assert SHORTEST <= len(description) <= LONGEST, (name, description)
