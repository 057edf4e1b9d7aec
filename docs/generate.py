"""Writes pages from the catalogue and from the limits: `python docs/generate.py --write`, or `--check` (run by CI)."""

import ast
import json
import re
import sys
from itertools import pairwise
from pathlib import Path

from attioql.attio.foreign_shapes import Meaning, load_grammars
from attioql.catalog.types import AttributeType, Property, load_types
from attioql.catalog.workspace import Attribute, Workspace
from attioql.checker.messages.presence import presence_condition
from attioql.checker.messages.wording import takes
from attioql.filters.model import AttributePath
from attioql.generated import write_or_check
from attioql.limits import LIMITS
from attioql.operators import Spelling, Takes, load_operators

PAGE = Path(__file__).parent / "attio.md"
FOREIGN = PAGE.with_name("foreign-grammars.md")
LANGUAGE = PAGE.with_name("language.md")
README = PAGE.parents[1] / "README.md"
EXPRESSIONS = PAGE.with_name("expressions.md")
LIMITS_PAGE = PAGE.with_name("limits.md")
LIMITS_SOURCE = PAGE.parents[1] / "src" / "attioql" / "limits.py"
_SECTION = re.compile(r"    # (.+)")
_BLOCK = re.compile(r"(<!-- \w+, written by docs/generate\.py -->\n).*?(<!-- end of \w+ -->)", re.DOTALL)


def page() -> str:
    """Return the page: operators by type and property, then the attributes of the standard objects."""
    lines = [
        "# What Attio accepts",
        "",
        "This page lists what Attio accepts in a filter: first the properties and operators of each attribute type, then the",
        "attributes of the standard objects. Use it to look up what you can ask of an attribute. `attioql types` and",
        "`attioql attributes TARGET` print the same in a terminal; the second command also knows your own",
        "[workspace](workspace.md).",
        "",
        "Each row names its source: a page of Attio's documentation, or a recorded answer of the API. If something is only",
        "inferred, the row says so.",
        "",
        "`docs/generate.py` writes this page from `schemas/attribute-types.json` and `schemas/standard-objects.json`.",
        "",
        "## Attribute types",
        "",
        "A condition names a property after the attribute: `email_addresses.email_domain`. If it names none, it is about the",
        "implicit property. [The language](language.md) describes the operators, and what each value looks like.",
    ]
    for kind in load_types().types.values():
        lines += ["", *_type(kind)]
    lines += [
        "",
        "## Standard objects",
        "",
        "Attributes with `many` can have several values at once.",
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
    """Return the page about filters in other grammars: the text next to this file, grammars, and operators."""
    grammars = load_grammars()
    lines = [PAGE.with_name("foreign-grammars.txt").read_text(encoding="utf-8")]
    for grammar in grammars.grammars:
        lines += [
            f"### {grammar.filter[0].upper()}{grammar.filter[1:]}",
            "",
            f"{grammar.belongs[0].upper()}{grammar.belongs[1:]}. ",
        ]
        lines[-1] += (
            f"Diagnostic: [{grammar.diagnostic}](diagnostics.md#{grammar.diagnostic}). Source: {_source(grammar.source)}."
        )
        lines += ["", "```json", json.dumps(grammar.example, ensure_ascii=False), "```", ""]
        if grammar.own_fields:
            lines += [f"Only events have these fields: {', '.join(f'`{field}`' for field in grammar.own_fields)}.", ""]
    lines += [
        "## Operators",
        "",
        "Upper and lower case, `$`, `_`, `-` and blanks make no difference: `notEquals`, `not_equals` and `$not equals` are one",
        "operator.",
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
    """Return what a foreign operator means in filter JSON."""
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
        lines += [f"A condition without a property compares it with another {kind.compared_as}.", ""]
    elif kind.implicit is None:
        lines += ["A condition must name a property.", ""]
    lines += ["| property | in query text | in filter JSON | takes | source |", "|---|---|---|---|---|"]
    for name, prop in kind.properties.items():
        marked = f"`{name}`" + (" (implicit)" if name == kind.implicit else "")
        words = ", ".join(f"`{word}`" for word in prop.spellings) or "none"
        operators = ", ".join(f"`{operator}`" for operator in prop.operators) or "none"
        lines.append(
            f"| {marked} | {words} | {operators} | {takes(prop) if prop.operators else ''} | {_source(prop.source)} |"
        )
    lines += ["", _presence(kind), "", _sorting(kind)]
    for name, prop in kind.properties.items():
        lines += _by_attribute(name, prop)
        lines += _choices(name, prop)
    return lines + _other_names(kind)


def _other_names(kind: AttributeType) -> list[str]:
    """Return the names that are not properties, as people write them, with what to write."""
    if not kind.elsewhere:
        return []
    lines = ["", "These names are not properties in a filter:", "", "| name | write | because |", "|---|---|---|"]
    for name, other in kind.elsewhere.items():
        lines.append(f"| `{name}` | {f'`{other.use}`' if other.use else 'nothing'} | {other.why} |")
    return lines


def _sorting(kind: AttributeType) -> str:
    """Return what the `field` of a sort may name."""
    if kind.sort is None or not kind.sort.fields:
        return "A query cannot sort by this type."
    fields = ", ".join(f"`{name}`" for name in kind.sort.fields)
    needed = " A sort without `field` most likely fails." if kind.sort.needs_field else ""
    return f"`field` of a sort: {fields}.{needed}"


def _presence(kind: AttributeType) -> str:
    """Return what finds the records with a value, in query text, for an attribute called `a`."""
    attribute = Attribute("a", "A", kind, objects=("companies",))
    target = Workspace.standard()["companies"]
    found = presence_condition(AttributePath(attribute, (), "a", "", mergeable=True, single=True), target, "text")
    if found is None:
        return "No filter can ask whether an attribute has a value."
    means, condition = found
    return f"For an attribute `a`, this finds {means}: `{condition}`."


def _choices(name: str, prop: Property) -> list[str]:
    """Return the values of an open set that are not documented, and where each was seen."""
    if not prop.value.choice_sources:
        return []
    lines = ["", f"Values of `{name}` that Attio does not document:", "", "| value | source |", "|---|---|"]
    return lines + [f"| `{choice}` | {_source(source)} |" for choice, source in prop.value.choice_sources.items()]


def _by_attribute(name: str, prop: Property) -> list[str]:
    """Return what is known of the property for single attributes."""
    if not prop.value.by_attribute:
        return []
    lines = [
        "",
        f"Some attributes have only these values of `{name}`:",
        "",
        "| attribute | value | source |",
        "|---|---|---|",
    ]
    for slug, choices in prop.value.by_attribute.items():
        lines += [f"| `{slug}` | `{choice}` | {_source(source)} |" for choice, source in choices.items()]
    return lines


def limits_page() -> str:
    """Return the page of all limits: a table for each section of `limits.py`, from the fields and their docstrings."""
    text = LIMITS_SOURCE.read_text(encoding="utf-8")
    sections = {
        number: found[1] for number, line in enumerate(text.splitlines(), 1) if (found := _SECTION.fullmatch(line))
    }
    body = next(node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)).body
    lines = [
        "# Limits",
        "",
        "This page lists every limit of AttioQL, for people who send it large filters or files, and for people who review it. Most",
        "filters are far below all limits. There are two kinds:",
        "",
        "- A limit on an input. Beyond it there is a diagnostic, never a crash.",
        "- A limit on the work for one input. Beyond it there are fewer fixes, findings or answers.",
        "",
        "You cannot change these limits. To set lower ones for the filters of other people, use [`attioql.Limits`](untrusted.md). A *code",
        "point* is one character of Unicode.",
        "",
        "`docs/generate.py` writes this page from `src/attioql/limits.py`.",
    ]
    for field, says in pairwise(body):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        if not isinstance(says, ast.Expr) or not isinstance(says.value, ast.Constant):
            continue
        section = sections.get(field.lineno - 1)
        lines += ["", f"## {section}", "", "| limit | at most | of what |", "|---|--:|---|"] if section else []
        lines.append(f"| `{field.target.id}` | {getattr(LIMITS, field.target.id):,} | {ast.literal_eval(says.value)} |")
    return "\n".join(lines) + "\n"


def _language_limits() -> str:
    rows = {
        "the text": f"{LIMITS.text_characters:,} characters, {LIMITS.text_backslashes:,} of them backslashes",
        "brackets and negations open at once": f"{LIMITS.open_brackets:,}",
        "conditions joined by one `and` or `or`": f"{LIMITS.group_operands:,}",
        "values in one list": f"{LIMITS.list_values:,}",
        "combinations that the alternatives of a block make": f"{LIMITS.block_alternatives:,}",
        "steps of a path": (
            f"{LIMITS.path_steps} (more than {LIMITS.path_steps_of_clients} are a warning: "
            "a client library says that Attio takes no more)"
        ),
        "`and` within `or` within `and` …": f"{LIMITS.groups} levels",
        "objects and arrays within one another, in filter JSON": (
            f"{LIMITS.filter_levels:,} levels in a filter, {LIMITS.json_levels:,} in a text, "
            "on every Python and under any recursion limit"
        ),
        "mistakes reported": f"{LIMITS.diagnostics} of each phase",
    }
    table = "\n".join(f"| {what} | {most} |" for what, most in rows.items())
    return f"\n| what | at most |\n|---|---|\n{table}\n\nAll limits are in [limits.md](limits.md).\n\n"


def _readme_limits() -> str:
    return (
        f"A text may have {LIMITS.text_characters:,} characters, {LIMITS.open_brackets:,} brackets open at once, "
        f"{LIMITS.group_operands:,} conditions in one group\nand {LIMITS.list_values:,} values in a list; groups of `and` and "
        f"`or` may alternate {LIMITS.groups} levels deep. Beyond a limit there\nis an error, never a crash: "
        "[docs/limits.md](docs/limits.md).\n"
    )


def _methods() -> str:
    """Return the table of operators: in Python, and in query text."""
    rows = [
        f"| `{_call(spelling)}` | `a {spelling.text}{_OPERANDS[spelling.takes]}` |"
        for spelling in load_operators().spellings.values()
    ]
    return "\n".join(["", "| in Python | in query text |", "|---|---|", *rows, "", ""])


def _call(spelling: Spelling) -> str:
    if spelling.method.startswith("__"):
        return f"q.a {'==' if spelling.text == '=' else spelling.text} v"
    return f"q.a.{spelling.method}({_ARGUMENTS[spelling.takes]})"


_OPERANDS: dict[Takes, str] = {
    "value": " v",
    "list": " (v, w)",
    "range": " v and w",
    "period": " last 30d",
    "nothing": "",
}
_ARGUMENTS: dict[Takes, str] = {"value": "v", "list": "v, w", "range": "v, w", "period": '"last 30d"', "nothing": ""}


def _with_block(page: Path, block: str) -> str:
    """Return a page with what is generated between its two comments."""
    text, count = _BLOCK.subn(lambda found: found[1] + block + found[2], page.read_text(encoding="utf-8"))
    assert count == 1, page
    return text


def _source(source: str) -> str:
    return f"[page]({source})" if source.startswith("https:") else source


def main() -> int:
    """Write the pages, or say whether they are up to date."""
    wanted = {
        PAGE: page(),
        FOREIGN: foreign_page(),
        EXPRESSIONS: _with_block(EXPRESSIONS, _methods()),
        LIMITS_PAGE: limits_page(),
        LANGUAGE: _with_block(LANGUAGE, _language_limits()),
        README: _with_block(README, _readme_limits()),
    }
    return write_or_check("python docs/generate.py", wanted)


if __name__ == "__main__":
    sys.exit(main())
