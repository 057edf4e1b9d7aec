"""The pages of the rules, and the documents made of them.

`python -m attioql.linter.pages --write` writes `docs/rules` of a checkout, `--check` (run by the tests) compares it. A
document is the docstring of the rule's module, and after it the cases of `tests/lint/rules`, where there are some. What the
checker doubts and has cases there has a document as well, made of its page.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from attioql.diagnostics.codes import CODES as DIAGNOSTICS
from attioql.diagnostics.codes import RULES as CODES
from attioql.diagnostics.codes import name_in, row_of
from attioql.diagnostics.pages import pages
from attioql.generated import write_or_check
from attioql.linter.rules import PAGES, RULES

_CHECKOUT = Path(__file__).resolve().parents[3]
_DOCUMENTS = _CHECKOUT / "docs" / "rules"
_CASES = _CHECKOUT / "tests" / "lint" / "rules"


def page(name_or_code: str) -> str | None:
    """Return the page of a rule as Markdown with its heading, by its name or code in any case; `None` if there is none."""
    name = name_in(CODES, name_or_code)
    text = PAGES.get(name)
    return None if text is None else f"## {name}\n\n{text.strip()}"


def documents() -> dict[str, str]:
    """Return the text of every document by its file name: one for each rule, for each doubt with cases, and the table of all."""
    doubts = [name for name in DIAGNOSTICS if (_CASES / f"{name}.md").is_file()]
    texts = {**{name: pages()[name].partition("\n")[2] for name in doubts}, **PAGES}
    found = {f"{name}.md": _document(name, text.strip()) for name, text in texts.items()}
    rows = [(name, row_of(name)) for name in texts]
    lines = [f"| [{name}]({name}.md) | {row.code} | {row.severity} | {row.summary} |" for name, row in rows]
    table = "\n".join(["| name | code | severity | what it says |", "| --- | --- | --- | --- |", *lines])
    found["README.md"] = f"# Rules\n\n{_MADE}\n\n{table}\n"
    return found


_MADE = "<!-- Made from src/attioql/linter/rules and tests/lint/rules by `python -m attioql.linter.pages --write`. -->"


def _document(name: str, text: str) -> str:
    row = row_of(name)
    asked = " The rule runs where it is asked for by name." if name in RULES and RULES[name].opt_in else ""
    head = f"# {name}\n\n{_MADE}\n\n`{row.code}`, {row.severity}: {row.summary}.{asked}\n\n{text}\n"
    cases = _CASES / f"{name}.md"
    if not cases.is_file():
        return head
    return f"{head}\n## Cases\n\n{cases.read_text(encoding='utf-8').strip()}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the documents, or say whether those in the checkout are up to date."""
    wanted = {_DOCUMENTS / name: text for name, text in documents().items()}
    return write_or_check("python -m attioql.linter.pages", wanted, arguments, _DOCUMENTS.glob("*.md"))


if __name__ == "__main__":
    sys.exit(main())
