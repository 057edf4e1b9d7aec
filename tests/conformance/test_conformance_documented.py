"""The example filters of Attio's guide and attribute pages, told from query text: the tables of `documented.json`."""

from __future__ import annotations

import pytest

ROWS = {
    "test_example": ("documented.json", "examples"),
    "test_row": ("documented.json",),
}
INTERACTION = "https://docs.attio.com/docs/attribute-types/attribute-types-interaction"


def unordered(value):
    """Return JSON with the keys of every object sorted; the order of arrays stays."""
    if isinstance(value, dict):
        return {key: unordered(value[key]) for key in sorted(value)}
    return [unordered(item) for item in value] if isinstance(value, list) else value


def with_ids(value, placeholders):
    """Return the page's JSON with IDs in place of its placeholders."""
    if isinstance(value, dict):
        return {key: with_ids(member, placeholders) for key, member in value.items()}
    if isinstance(value, list):
        return [with_ids(item, placeholders) for item in value]
    return placeholders.get(value, value) if isinstance(value, str) else value


def test_example(row, conformance):
    compiled = conformance.compiled(row)
    exact = conformance.exact
    documented = exact(unordered(with_ids(row["documented"], row.get("placeholders", {}))))
    canonical, shorthand = compiled.json(), compiled.json("shorthand")
    assert exact(canonical) == exact(row["canonical"])
    if "shorthand" in row:
        assert exact(shorthand) == exact(row["shorthand"])
    styles = [exact(unordered(canonical)), exact(unordered(shorthand))]
    assert ("reason" in row) == (documented not in styles)
    assert compiled.diagnostics == ()


def test_row(row, conformance):
    conformance.assert_row(row)


def test_the_three_interaction_examples_come_out_as_the_page_has_them(conformance):
    rows = [row for row in conformance.rows_of("documented.json", "examples") if row["page"] == INTERACTION]
    assert len(rows) == 3
    for row in rows:
        assert conformance.exact(conformance.compiled(row).json("shorthand")) == conformance.exact(row["documented"])


@pytest.mark.parametrize("statement", ["three properties", "owner_member_id:", "interacted_at:", "interaction_type:"])
def test_every_statement_of_the_interaction_page_has_rows(statement, conformance):
    rows = [row for row in conformance.rows_of("documented.json") if row["table"] == "interaction"]
    told = [row for row in rows if row["about"].startswith(statement)]
    assert any("filter" in row for row in told)
    assert any("refused" in row for row in told)
