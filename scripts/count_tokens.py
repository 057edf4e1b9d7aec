"""Count the tokens of what language models read: `python scripts/count_tokens.py --write`, or `--check`.

Needs npm: the package gpt-tokenizer is installed in a temporary folder. Writes the figures of `docs/language-models.md` and `docs/mcp.md`, and
`src/attioql/guides/token_words.json`, and fails if `attioql.guides.token_bound` counts less than the encoding for any text.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict, cast

import anyio
from programs import found, run

import attioql
from attioql.generated import write_or_check
from attioql.guides import token_bound
from attioql.mcp.reading import ServerSettings
from attioql.mcp.server import make_server
from attioql.resources import read_resource

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "language-models.md"
TOOLS_PAGE = ROOT / "docs" / "mcp.md"
WORDS = ROOT / "src" / "attioql" / "guides" / "token_words.json"
_PACKAGE = "gpt-tokenizer@4.0.0"
_BLOCK = re.compile(r"(<!-- tokens, written by scripts/count_tokens\.py -->\n).*?(<!-- end of tokens -->)", re.DOTALL)


class Answer(TypedDict):
    """What `count_tokens.mjs` prints."""

    counts: list[int]
    anywhere: list[str]
    after_blank: list[str]
    after_low_line: list[str]
    apart: list[str]
    blanks: list[str]


def counted(texts: Sequence[str], words: Sequence[str], tokenizer: Path) -> Answer:
    """Return the counts of texts, and which words are one token."""
    command = [found("node"), str(ROOT / "scripts" / "count_tokens.mjs")]
    given = json.dumps({"texts": texts, "words": words})
    environment = {**os.environ, "TOKENIZER": str(tokenizer)}
    done = subprocess.run(command, input=given, env=environment, capture_output=True, text=True, check=True)
    return cast("Answer", json.loads(done.stdout))


def installed(folder: Path) -> Path:
    """Install the tokenizer in a folder, and return the folder."""
    (folder / "package.json").write_text("{}", encoding="utf-8")
    run(folder, "npm", "install", "--silent", "--no-audit", "--no-fund", _PACKAGE)
    return folder


def figures(counts: Sequence[int], shown: Sequence[tuple[str, str]], head: str = "command") -> str:
    """Return the table of the page."""
    rows = [
        f"| `{name}` | {count} | {len(text.encode()):,} |" for (name, text), count in zip(shown, counts, strict=True)
    ]
    return "\n".join(["", f"| {head} | tokens | bytes |", "|---|--:|--:|", *rows, "", ""])


def main() -> int:
    """Count, and write or check the files."""
    shown = [(f"attioql describe {name}", attioql.describe(target)) for name, target in _targets()]
    shown += [(f"attioql schema {name} --profile strict", _strict(target)) for name, target in _targets()]
    tools = [*tool_list()]
    others = [*[text for _, text in tools], *_texts()]
    with TemporaryDirectory() as folder:
        answer = counted([*[text for _, text in shown], *others], [*_own_words()], installed(Path(folder)))
    if answer["blanks"]:
        message = f"a blank and a sign are two tokens: {answer['blanks']}"
        raise ValueError(message)
    about = "Words of one token in the encoding o200k, written by scripts/count_tokens.py; token_bound.py says what they are for."
    columns = {
        "anywhere": answer["anywhere"],
        "after_blank": answer["after_blank"],
        "after_low_line": answer["after_low_line"],
        "apart": answer["apart"],
    }
    words = (
        json.dumps({"about": about, **{name: " ".join(column) for name, column in columns.items()}}, indent=1) + "\n"
    )
    table = figures(answer["counts"][: len(shown)], shown)
    of_tools = figures(answer["counts"][len(shown) : len(shown) + len(tools)], tools, "what a client sends a model")
    pages = {PAGE: _with_table(PAGE, table), TOOLS_PAGE: _with_table(TOOLS_PAGE, of_tools)}
    status = write_or_check("python scripts/count_tokens.py", {**pages, WORDS: words})
    texts = [*[text for _, text in shown], *others]
    return status or _beyond(texts, answer["counts"])


def _with_table(page: Path, table: str) -> str:
    return _BLOCK.sub(lambda found: f"{found[1]}{table}{found[2]}", page.read_text(encoding="utf-8"))


def tool_list() -> Iterator[tuple[str, str]]:
    """Yield the whole list of tools of the MCP server, as clients get it, and each tool alone."""
    server = make_server(ServerSettings(attioql.Workspace.standard()))
    tools = [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in anyio.run(server.list_tools)]
    yield "tools/list", json.dumps(tools, ensure_ascii=False)
    for tool in tools:
        yield tool["name"], json.dumps(tool, ensure_ascii=False)


def _beyond(texts: Sequence[str], counts: Sequence[int]) -> int:
    """Print the texts whose bound is too low, and return 1 if there are any."""
    wrong = [
        (text, count, token_bound.most_tokens(text))
        for text, count in zip(texts, counts, strict=True)
        if token_bound.most_tokens(text) < count
    ]
    for text, count, bound in wrong[:10]:
        sys.stderr.write(f"{count} tokens and not {bound} at most: {text[:200]!r}\n")
    sys.stdout.write(f"{len(texts):,} texts, {len(wrong)} beyond their bound\n")
    return 1 if wrong else 0


def _targets() -> Iterator[tuple[str, attioql.Target]]:
    yield from attioql.Workspace.standard().items()


def _strict(target: attioql.Target) -> str:
    """Return the strict schema of a target as a request has it."""
    return json.dumps(attioql.json_schema(target, profile="strict"), separators=(",", ":"))


def _own_words() -> list[str]:
    """Return the words of the catalogue, which descriptions have."""
    texts = [read_resource("schemas", name) for name in ("attribute-types.json", "standard-objects.json")]
    texts += [attioql.describe(target) for _, target in _targets()]
    return sorted({word for text in texts for word in re.findall("[a-z]{2,}", text)})


def _texts() -> Iterator[str]:
    """Yield texts that the bound is tested on: descriptions within budgets, invented names, and characters of all kinds."""
    for _, target in _targets():
        for budget in range(150, 700, 50):
            yield attioql.describe(target, budget=budget)
    chance = random.Random(20)  # noqa: S311 - nothing secret
    alphabets = (
        "abcdefghijklmnopqrstuvwxyz",
        "abcdefghijklmnopqrstuvwxyz__",
        "qjxzvkwbq_ '",
        "aAbBqQzZ'sS_.-",
        "0123456789abcdef-",
        "<>=!(){}[]|/,.;:'\"`_ \n",
        "éßñüøабвгд中文字漢語🎉🧭\u200b\u202e\u0301 a_",
        "".join(map(chr, range(32, 127))),
    )
    for alphabet in alphabets:
        for length in (1, 2, 3, 5, 8, 13, 30, 80):
            for _ in range(60):
                yield "".join([chance.choice(alphabet) for _ in range(length)])
    words = _own_words()
    for _ in range(1_500):
        signs = chance.choices(
            (" ", "_", ".", "__", "_ ", ", ", "'", '"', "(", ": ", "\n", " .", "|", "/", "'s "), k=12
        )
        yield "".join([part for sign in signs for part in (chance.choice(words), sign)])


if __name__ == "__main__":
    sys.exit(main())
