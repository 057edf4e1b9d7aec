"""The pages of the rules, the documents made of them, and the list of all rules.

`python -m attioql.linter.rule_pages --write` writes `docs/rules` of a checkout, the list and the pages, `--check` (run by the tests) compares
them. A document is the docstring of the rule's module, and after it the cases of `tests/lint/rules`, where there are some. A warning of
the checker that has cases there has a document as well, made of its page.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from attioql.diagnostics.codes import CODES, RULE_LIST, Code, name_in, rule_rows
from attioql.diagnostics.pages import pages
from attioql.generated import write_or_check
from attioql.linter.rules import PAGES, RULES
from attioql.resources import generated_path, read

_PAGE_LIST = "linter/rule_pages.json"
_CHECKOUT = Path(__file__).resolve().parents[3]
_DOCUMENTS = _CHECKOUT / "docs" / "rules"
_CASES = _CHECKOUT / "tests" / "lint" / "rules"


def rows() -> dict[str, Code]:
    """Return the code, the severity and the summary of every rule, by its name."""
    return {name: Code(rule.code, rule.severity, rule.summary, marks=rule.marks) for name, rule in RULES.items()}


def page(name_or_code: str) -> str | None:
    """Return the page of a rule as Markdown with its heading, by its name or code in any case; `None` if there is none."""
    name = name_in(rule_rows(), name_or_code)
    text = _pages().get(name)
    return None if text is None else f"## {name}\n\n{text}"


@cache
def _pages() -> Mapping[str, str]:
    """Return the pages as they were generated: `python -OO` strips the docstrings that they are made of."""
    return dict(json.loads(read(generated_path(_PAGE_LIST))))


def documents() -> dict[str, str]:
    """Return the text of every document by its file name: one for each rule and each warning with cases, and the table of all."""
    warnings = [name for name in CODES if (_CASES / f"{name}.md").is_file()]
    texts = {**{name: pages()[name].partition("\n")[2] for name in warnings}, **PAGES}
    known = {**CODES, **rows()}
    found = {f"{name}.md": _document(name, known[name], text.strip()) for name, text in texts.items()}
    lines = [
        f"| [{name}]({name}.md) | {known[name].code} | {known[name].severity} | {known[name].summary} |"
        for name in texts
    ]
    table = "\n".join(["| name | code | severity | what it says |", "| --- | --- | --- | --- |", *lines])
    found["README.md"] = f"# Rules\n\n{_MADE}\n\n{_ABOUT}\n\n{table}\n"
    return found


_ABOUT = """\
<!-- description: Every lint rule with its code and severity. Rules find filters that Attio accepts but that probably do not do what you want. -->

A lint rule reports filters that Attio accepts but that probably do not do what you want: they match nothing or everything, or other records than
they seem to, or they are longer than they need to be. `attioql lint` runs the rules. [Lint saved filters](../lint.md#choose-the-rules) says how to
select and ignore them.

Each page says what the rule finds and why, and shows filters with their findings and fixes. `attioql explain NAME` prints the first part of it."""


_MADE = (
    "<!-- Made from src/attioql/linter/rules and tests/lint/rules by `python -m attioql.linter.rule_pages --write`. -->"
)


def _document(name: str, row: Code, text: str) -> str:
    asked = " The rule runs only if it is selected by name." if name in RULES and RULES[name].opt_in else ""
    head = f"# {name}\n\n{_MADE}\n\n`{row.code}`, {row.severity}: {row.summary}.{asked}\n\n{text}\n"
    cases = _CASES / f"{name}.md"
    if not cases.is_file():
        return head
    return f"{head}\n## More examples\n\n{cases.read_text(encoding='utf-8').strip()}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the documents, or say whether those in the checkout are up to date."""
    listed = {name: row if row.marks else row[:3] for name, row in rows().items()}
    listing = json.dumps(listed, indent=1, ensure_ascii=False) + "\n"
    texts = {name: text.strip() for name, text in PAGES.items()}
    wanted = {_DOCUMENTS / name: text for name, text in documents().items()} | {
        Path(generated_path(RULE_LIST)): listing,
        Path(generated_path(_PAGE_LIST)): json.dumps(texts, indent=1, ensure_ascii=False) + "\n",
    }
    return write_or_check("python -m attioql.linter.rule_pages", wanted, arguments, _DOCUMENTS.glob("*.md"))


if __name__ == "__main__":
    sys.exit(main())
