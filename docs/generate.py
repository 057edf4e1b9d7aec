"""Writes `docs/attio.md` and `docs/foreign-grammars.md` from the catalogue: `python docs/generate.py --write`, or `--check` (run by CI)."""

import json
import sys
from pathlib import Path

from attioql.attio.foreign_shapes import Meaning, load_grammars
from attioql.catalog.types import AttributeType, Property, load_types
from attioql.catalog.workspace import Attribute, Workspace
from attioql.check.messages.presence import presence_condition
from attioql.check.messages.wording import takes
from attioql.filters.model import Place
from attioql.generated import write_or_check

PAGE = Path(__file__).parent / "attio.md"
FOREIGN = PAGE.with_name("foreign-grammars.md")


def page() -> str:
    """Return the page: operators by type and property, then the attributes of the standard objects."""
    lines = [
        "# What Attio accepts",
        "",
        "Generated from `schemas/attribute-types.json` and `schemas/standard-objects.json` by `docs/generate.py`. Each row",
        "of those files names its source: a page of Attio's documentation, or an answer of the API that was recorded. What is",
        "only inferred says so.",
        "",
        "## Attribute types",
    ]
    for kind in load_types().types.values():
        lines += ["", *_type(kind)]
    lines += [
        "",
        "## Standard objects",
        "",
        "Each also has what every record has; `many` marks several values at once.",
    ]
    for target in Workspace.standard().values():
        lines += [
            "",
            f"### {target.plural} (`{target.slug}`)",
            "",
            "| attribute | type | | source |",
            "|---|---|---|---|",
        ]
        for attribute in target.attributes.values():
            refers = f" → {', '.join(attribute.objects)}" if attribute.objects else ""
            many = "many" if attribute.many else ""
            lines.append(
                f"| `{attribute.slug}` | {attribute.type.slug}{refers} | {many} | {_source(attribute.source)} |"
            )
    return "\n".join(lines) + "\n"


def foreign_page() -> str:
    """Return the page about filters in other grammars: the text beside this file, grammars, and operators."""
    grammars = load_grammars()
    lines = [PAGE.with_name("foreign-grammars.txt").read_text(encoding="utf-8")]
    for grammar in grammars.grammars:
        lines += [
            f"### {grammar.filter[0].upper()}{grammar.filter[1:]}",
            "",
            f"{grammar.belongs[0].upper()}{grammar.belongs[1:]}. ",
        ]
        lines[-1] += (
            f"The diagnostic is [{grammar.diagnostic}](diagnostics.md#{grammar.diagnostic}). Source: {_source(grammar.source)}."
        )
        lines += ["", "```json", json.dumps(grammar.example, ensure_ascii=False), "```", ""]
        if grammar.own_fields:
            lines += [f"Only events have {', '.join(f'`{field}`' for field in grammar.own_fields)}.", ""]
    lines += [
        "## Operators",
        "",
        "Case, `$`, `_`, `-` and blanks make no difference: `notEquals` is `not_equals` is `$not equals`.",
        "",
        "| in filter JSON | in other grammars |",
        "|---|---|",
    ]
    spelled: dict[str, list[str]] = {}
    for name, meaning in grammars.operators.items():
        spelled.setdefault(_meant(meaning), []).append(f"`{name}`".replace("|", "\\|"))
    lines += [f"| {meant} | {', '.join(names)} |" for meant, names in spelled.items()]
    return "\n".join(lines) + "\n"


def _meant(meaning: Meaning) -> str:
    """Write what a foreign operator comes to."""
    if not meaning.means:
        return "no counterpart"
    meant = "`$gte` and `$lte` of one value" if meaning.means == "between" else f"`{meaning.means}`"
    meant += f" with `{meaning.wildcard}` for any text" if meaning.wildcard else ""
    meant += f" of each, under `{meaning.each}`" if meaning.each else ""
    meant += f" of {json.dumps(meaning.value)}" if isinstance(meaning.value, bool) else ""
    return f"`$not` around {meant}" if meaning.negated else meant


def _type(kind: AttributeType) -> list[str]:
    lines = [f"### {kind.title} (`{kind.slug}`)", ""]
    if kind.implicit is None and kind.compared_as != "value":
        lines += [f"As a whole it is compared with another {kind.compared_as}.", ""]
    elif kind.implicit is None:
        lines += ["It is compared by its properties only.", ""]
    lines += ["| property | in query text | in filter JSON | takes | source |", "|---|---|---|---|---|"]
    for name, prop in kind.properties.items():
        marked = f"`{name}`" + (" (implicit)" if name == kind.implicit else "")
        words = ", ".join(f"`{word}`" for word in prop.spellings) or "none"
        operators = ", ".join(f"`{operator}`" for operator in prop.operators) or "none"
        lines.append(
            f"| {marked} | {words} | {operators} | {takes(prop) if prop.operators else ''} | {_source(prop.source)} |"
        )
    lines += ["", _presence(kind)]
    for name, prop in kind.properties.items():
        lines += _by_attribute(name, prop)
        lines += _choices(name, prop)
    for name, other in kind.elsewhere.items():
        lines += ["", f"`{name}` is no property of a filter: {other.why}."]
    return lines


def _presence(kind: AttributeType) -> str:
    """Return what finds the records with a value, in query text, for an attribute called `a`."""
    attribute = Attribute("a", "A", kind, objects=("companies",))
    target = Workspace.standard()["companies"]
    found = presence_condition(Place(attribute, (), "a", "", mergeable=True, single=True), target, "text")
    if found is None:
        return "Whether an attribute `a` has a value cannot be asked."
    means, condition = found
    return f"{means.capitalize()} match `{condition}`."


def _choices(name: str, prop: Property) -> list[str]:
    """Return the values of an open set that are not documented, and where each was seen."""
    if not prop.value.choice_sources:
        return []
    lines = ["", f"Values of `{name}` beyond the documented ones:", "", "| value | source |", "|---|---|"]
    return lines + [f"| `{choice}` | {_source(source)} |" for choice, source in prop.value.choice_sources.items()]


def _by_attribute(name: str, prop: Property) -> list[str]:
    """Return what is known of the property for single attributes."""
    if not prop.value.by_attribute:
        return []
    lines = [
        "",
        f"Some attributes have one kind of value in `{name}`:",
        "",
        "| attribute | value | source |",
        "|---|---|---|",
    ]
    for slug, choices in prop.value.by_attribute.items():
        lines += [f"| `{slug}` | `{choice}` | {_source(source)} |" for choice, source in choices.items()]
    return lines


def _source(source: str) -> str:
    return f"[page]({source})" if source.startswith("https:") else source


def main() -> int:
    """Write the pages, or say whether they are up to date."""
    return write_or_check("python docs/generate.py", {PAGE: page(), FOREIGN: foreign_page()})


if __name__ == "__main__":
    sys.exit(main())
