"""The description of each page, in one or two sentences: its `<meta name="description">`, and its line in `llms.txt`.

The comment `<!-- description: … -->` of a page has it. A page without the comment takes the sentences it begins with.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

SHORTEST, LONGEST = 50, 160
"""Characters of a description: a search engine shows no more."""

_WRITTEN = re.compile(r"<!-- description: (.+?) -->\n*", re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\ndescription: (.+)\n---\n\n")
_FENCED = re.compile(r"^(```+).*?^\1$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TITLE = re.compile(r"^# .+$", re.MULTILINE)
_WAY_BACK = re.compile(r"\[All \w+\]\([^)]*\)")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s")


def write(pages: Path) -> None:
    """Give each page of a folder its description as front matter. Raises `ValueError` if one is too short or too long."""
    described = {path: described_text(path.read_text(encoding="utf-8")) for path in sorted(pages.rglob("*.md"))}
    wrong = [
        f"{path.relative_to(pages)}: the description has {len(found)} characters, not {SHORTEST} to {LONGEST}: {found!r}"
        for path, (found, _) in described.items()
        if not SHORTEST <= len(found) <= LONGEST
    ]
    if wrong:
        raise ValueError("\n".join([*wrong, "Write a comment `<!-- description: … -->` below the title."]))
    for path, (found, text) in described.items():
        path.write_text(f"---\ndescription: {json.dumps(found)}\n---\n\n{text}", encoding="utf-8")


def described_text(text: str) -> tuple[str, str]:
    """Return the description of a page, and the page without the comment that has it."""
    written = _WRITTEN.search(text)
    if written is None:
        return _opening(text), text
    return _plain(" ".join(written[1].split())), _WRITTEN.sub("", text, count=1)


def taken(text: str) -> tuple[str, str]:
    """Return the description in the front matter of a page, and the page without the front matter."""
    found = _FRONT_MATTER.match(text)
    return (json.loads(found[1]), text[found.end() :]) if found else ("", text)


def _opening(text: str) -> str:
    """Return as many of the first sentences as fit, without marks and links."""
    description = ""
    for sentence in _sentences(text):
        longer = f"{description} {sentence}".strip()
        if len(longer) > LONGEST and description:
            break
        description = longer
    return description


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences between the title and the first heading. One that ends in a colon needs what comes after it."""
    title = _TITLE.search(text)
    head = _FENCED.sub("", text[title.end() :] if title else text).split("\n#")[0]
    for paragraph in head.split("\n\n"):
        words = " ".join(paragraph.split())
        if words and (words[0].isalpha() or words[0] in "`[*") and not _WAY_BACK.fullmatch(words):
            yield from (sentence for sentence in _SENTENCE_END.split(_plain(words)) if not sentence.endswith(":"))


def _plain(text: str) -> str:
    """Return text without links and the marks of code and emphasis."""
    return re.sub(r"[`*]", "", _LINK.sub(r"\1", text))
