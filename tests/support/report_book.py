"""Every report of the command line over one folder of files, as one text: `python tests/support/report_book.py [--every N] [--jobs N]`.

The same text must come from every Python, hash seed and number of processes: `tests/cli/test_stable_reports.py` and `.ci/run`
compare what several of them print. The files are the cases of the goldens and of the rules, and broken files of every kind.

Two things follow the Python that runs: what is valid Python, and which letters it knows in a name that lacks backticks. And
tomli, which reads TOML for Python 3.10, takes TOML 1.1. None of these is here.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from golden_files import read_cases
from prose import cases_of

from attioql.cli.app import app
from attioql.diagnostics.codes import CODES, rule_rows
from attioql.linter.rules import PAGES
from attioql.report.formats import FORMATS

TESTS = Path(__file__).parents[1]
NOW = ("--now", "2024-05-31T12:00:00Z")
LONGEST = 20_000
TARGETS = ("companies", "deals", "people", "users", "workspaces")
COMMANDS_OF_TEXT = ("check", "compile", "rows", "complete")

BROKEN = {
    "py": [
        "import attioql\nattioql.compile('name = ', people)\nx = (1,\n",
        "import attioql\nx = 'é\n",
        "import attioql\ndef f(:\n  pass\n",
        "import attioql\nif True:\nattioql.compile('x', people)\n",
        "import attioql\n  x = 1\n",
        "import attioql\nx = = 1\n",
        "import attioql\nprint 'a'\n",
        "import attioql\nx = 1 +\n",
        "import attioql\nx = [1, 2\ny = 3\n",
        "import attioql\nx = (1]\n",
        "import attioql\nx = 'a' 'b\n",
        "import attioql\n'''never closed\n",
        "import attioql\nx = f'{'\n",
        "import attioql\nx = f'{a b}'\n",
        "import attioql\nx = 0777\n",
        "import attioql\nx = 1_\n",
        "import attioql\nx = 0x\n",
        "import attioql\nx = 1a\n",
        "import attioql\nx = $y\n",
        "import attioql\nx = y?\n",
        "import attioql\nx = ‘a’\n",
        "import attioql\nx\u00a0= 1\n",
        "import attioql\n\\x = 1\n",
        "import attioql\nx = '\\N{no such character}'\n",
        "import attioql\nx = b'é'\n",
        "import attioql\nclass\n",
        "import attioql\nfor x in y\n  pass\n",
        "import attioql\nif x = 1: pass\n",
        "import attioql\nf(a=1, 2)\n",
        "import attioql\nf(**a, *b)\n",
        "import attioql\n1 = x\n",
        "import attioql\nf() = x\n",
        "import attioql\ndef f(a, a): pass\n",
        "import attioql\nreturn 1\n",
        "import attioql\nlambda: (yield)\nx = yield = 1\n",
        "import attioql\nNone = 1\n",
        "import attioql\ndel f()\n",
        "import attioql\ntry:\n  x\n",
        "import attioql\nelse:\n  x\n",
        "import attioql\nif x:\n\ty\n        z\n",
        "import attioql\nwith open(x) as 1: pass\n",
        "import attioql\nimport a.b as c.d\n",
        "import attioql\nfrom x import *, y\n",
        "import attioql\nx = {1: 2, 3}\n",
        "import attioql\nx = {**a for a in b}\n",
        "import attioql\n@\ndef f(): pass\n",
        "import attioql\nx = not\n",
        "import attioql\na b\n",
        "import attioql\nx = 'a' if b\n",
        "import attioql\nx\0 = 1\n",
        "import attioql\nx = " + "9" * 5_000 + "\n",
        "# attioql: companies\nx = {'twitter_follower_count': 0x" + "9" * 5_000 + "}\n",
        "import attioql\nasync x = 1\n",
        "import attioql\nmatch x:\n  case 1 2: pass\n",
        "import attioql\nx := 1\n",
        "import attioql\n" + "(" * 150 + "\n",
        "import attioql\nx = '\\ud800'\nattioql.compile('nme = 1', people)\n",
        "import attioql\nattioql.compile('nme = 1', people) # attioql: ignore[x]\n",
    ],
    "json": [
        "", "{", "[", '{"a"', '{"a":', '{"a": 1', '{"a": 1,', '{"a": 1,}', "[1,]", "[1 2]", '{"a" 1}', "{a: 1}", "{'a': 1}", '{"a": NaN}', '{"a": -}',
        '{"a": 01}', '{"a": 1.}', '{"a": .5}', '{"a": 1e}', '{"a": "b}', '{"a": "\\x"}', '{"a": "\\u12"}', '{"a": "\tb"}', '{"a": tru}', '{"a": None}',
        '{"a": 1} {', '{"a": 1}\n// c\n', "// c\n{}", '{"a": 1, "a": 2}', '{"name": ' + "9" * 5_000 + "}", '{"name": 1e400}', "{" + '"$not": {' * 300,
        '{"filter": {"name": "x"', '{"filters": {"a": {"query": "nme = 1"}, "b": 5, "c": {"filter": {"nme": "x"}}}}', '\ufeff{"nme": 1}', "nul", "\0",
        '{"name": "\\ud800"}', '{"filters": {"a": {"query": "not not name = \\"x\\"", "ignore": ["nope", "double-negation"]}}}',
    ],
    "yaml": [
        "filters:\n  a:\n    query: 'x\n", "filters: [\n", "filters: {a: b\n", "filters:\n\ta: b\n", "filters:\n  a: b\n c: d\n", "filters: *x\n", "filters: &a [*b]\n",
        "filters: !!x y\n", "filters:\n  a: |1x\n   b\n", 'filters:\n  a: "\\q"\n', "filters:\n  a: b: c\n", "filters:\n  - a\n  b\n", "filters: %a\n", "filters: @a\n",
        "filters: `a\n", "%YAML 3.0\n---\nfilters: a\n", "%TAG x\n---\nfilters: a\n", "filters: a\n---\nfilters: b\n", "filters: a\n...\nx\n", 'filters: "a\n', "filters: a\0b\n",
        "filters: \x07\n", "? [a]\n: b\nfilters: 1\n", "filters:\n  a: 1\n  a: 2\n", "filters:\n  a:\n    query: nme = 1\n    nme: 2\n", "filters:\n  a: &a\n    query: not not name = 'x'\n  b: *a\n",
        "filters:\n  a:\n    filter:\n      nme: x\n      $and: {}\n", "filters: <<\n", "filters: 2024-02-30\n", "filters: !!binary ä\n", "filters: !!int x\n", "filters:\n  ? \n", "--- >\n filters", "filters: !<\n",
        "filters: !<a b>\n", "filters: &\n", "filters: *\n", "filters: [a, b}\n", "filters: {a, b]\n", "filters:\n  a: >x\n", "filters: '\\'\n", 'filters: "\\x1"\n', 'filters: "\\ud800"\n',
        'filters: "\\\\UFFFFFFFF \\U00110000"\n', 'filters: "\\UFFFFFFFF"\n', "%YAML " + "9" * 5_000 + "\n---\nfilters: a\n", "%YAML " + "9" * 5_000 + ".1\n---\nfilters: a\n",
    ],
    "toml": [
        "x", "x =", "x = 1 y = 2", "[", "[a", "[[a]", "x = 'a", 'x = "a', 'x = "\\q"', "x = [1", "x = {a = 1", "x = 01", "x = " + "9" * 5_000, "x = 1.", "x = 2024-02-30", "x = tru", "x = 1\nx = 2",
        "[a]\n[a]", "a.b = 1\na = 2", "= 1", "x = '''a", "x = \x01", 'x = "\\ud800"', "x = 1__0", "x = 0x", "lint = 1", "lnt = {}", "[lint]\nselect = 1", "[lint]\nselct = []",
        "[lint]\nselect = ['nope']", "[lint.severity]\ncontradiction = 'bad'", "target = ''", "x" * 50 + " = ", "\n\n  x = é", "[lint]\n" + "x = " + "[" * 500,
    ],
    "attioql": [
        'name = "\U0001fae8\U0001f6dc" and nme = "\U0001fac3 \u0898 \u1e4d0"',
        'nme = "\U0001faea" and \U0001fae8 = 1',
        'name = "日本語" and valeu = "ｗｉｄｅ é \u0301 \u200b"',
        "nme = '\U0002ebf0' or name = 'a\u202eb'",
        "name \u0133 'x'",
        "nam\u00e9 = 'x'",
        "\ufeffnme = 'x'",
        "name = 'a\rb' and nme = 1",
        "",
        "# attioql: ignore[nope]\nname = 'x'",
    ],
}  # fmt: skip
RECORDS = [
    '{"values": {"name": [{"first_name": "Ada", "last_name": "L", "full_name": "Ada L"}], "job_title": [{"value": "\U0001fae8 chief"}]}}',
    '{"values": {"created_at": [{"value": "2024-05-31"}], "job_title": [{"value": 5}]}}',
    '{"values": {"twitter_follower_count": [{"value": 0.1234567890123456789}]}}',
    '{"values": {"twitter_follower_count": [{"value": NaN}]}}',
    '{"values": {"job_title": "chief"}}', '{"values": []}', "[]", "5", '"x"', "{}", '{"a": 1,}', "[1,]", "{'a': 1}", '{"a"', '{"a": tru}', '{"a": "\t"}', '{"a": "\\x"}', "nul", "]", "{" * 2_000,
    '{"a": ' + "9" * 5_000 + "}",
]  # fmt: skip
STREAMS = [
    '[{"values": {}}, {"a": 1,}]',
    '[{"values": {}},]',
    "[1 2]",
    '{"data": [{"values": {}}',
    '{"data": [{"values": {}},]}',
    '{"data": 1}',
    "[",
    '[{"a" 1}]',
    "[tru]",
    '["\\x"]',
    "[01]",
    '{"a" 1}',
    "{1: 2}",
    "[-]",
]
TEXTS = [
    'name.first_name = "Ada" and created_at > 2024-01-01',
    'job_title contains "chief" or twitter_follower_count > 3',
    'nme = "x" and (job_title == 5 or created_at > now - 3 fortnights',
    '{"name": {"first_name": {"$eq": "Ada"}}, "$or": [{"job_title": "x"}]}',
    '{"nme": {"$gt": "x"}, "job_title": {"$like": "%x%"}}',
    "select * from people where name like '%x%'",
    "\U0001fae8 \u1e4d0 日本 = 1",
]
CHANGED = {
    "old.json": ("sales.json", {}),
    "new.json": ("sales.json", {"name": {"type": "number"}, "extra": {"type": "text"}, "other": {"type": "rating"}}),
}


def write_files(every: int) -> None:
    """Write the files of the working folder: every so many of them."""
    for target in TARGETS:
        Path(target).mkdir()
    written = [*_golden_files(), *_rule_files(), *_broken_files()]
    for name, text in written[::every]:
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    for name, (workspace, attributes) in CHANGED.items():
        data = json.loads((TESTS / "lint" / "workspaces" / workspace).read_text(encoding="utf-8"))
        data["objects"]["deals"]["attributes"] |= attributes
        Path(name).write_text(json.dumps(data), encoding="utf-8")
    Path("records.jsonl").write_text("\n".join(RECORDS), encoding="utf-8")
    for number, text in enumerate(STREAMS):
        Path(f"stream-{number}.json").write_text(text, encoding="utf-8")
    for number, text in enumerate(BROKEN["toml"]):
        Path(f"configuration-{number}.toml").write_text(text, encoding="utf-8")
        Path(f"workspace-{number}.json").write_text(BROKEN["json"][number], encoding="utf-8", errors="surrogatepass")
    targets = "".join(f'"{target}/*" = "{target}"\n' for target in TARGETS)
    exclude = 'include = ["*.py"]\nexclude = ["*.jsonl", "stream-*", "workspace-*", "old.json", "new.json"]\nselect = ["all"]\n'
    Path("attioql.toml").write_text(f"[lint]\n{exclude}[lint.targets]\n{targets}", encoding="utf-8")


def _golden_files() -> Iterator[tuple[str, str]]:
    for path in sorted((TESTS / "golden" / "cases").glob("*.md")):
        for number, case in enumerate(read_cases(path)):
            name, options = f"{path.stem}-{number}", case.options
            if options.get("workspace", "standard") != "standard" or "repeat" in options or len(case.text) > LONGEST:
                continue
            if "file" in options:
                yield f"people/{name}-{Path(options['file']).name}", case.text
            elif "reads" not in options and options["target"] in TARGETS:
                suffix = "json" if case.text.lstrip()[:1] in {"{", "["} else "attioql"
                yield f"{options['target']}/{name}.{suffix}", case.text


def _rule_files() -> Iterator[tuple[str, str]]:
    for rule in sorted(PAGES):
        text = (TESTS / "lint" / "rules" / f"{rule}.md").read_text(encoding="utf-8")
        for number, case in enumerate(cases_of(rule, text)):
            if "workspace" not in case.options:
                yield f"{case.options['target']}/{rule}-{number}.{case.form}", case.text


def _broken_files() -> Iterator[tuple[str, str]]:
    for suffix, texts in BROKEN.items():
        if suffix != "toml":
            yield from ((f"people/broken-{number}.{suffix}", text) for number, text in enumerate(texts))


def commands() -> Iterator[Sequence[str]]:
    """Yield the commands; those that lint also take the number of processes."""
    yield from (["lint", *NOW, f"--format={name}"] for name in FORMATS)
    yield ["lint", *NOW, "--statistics"]
    yield ["lint", *NOW, "--diff", "--unsafe-fixes"]
    yield ["workspace", "diff", "old.json", "new.json"]
    for name in ("human", "json"):
        yield ["workspace", "diff", "--format", name, "old.json", "new.json"]
        yield ["workspace", "check-filters", *NOW, "--target=deals", "--format", name, "old.json", "new.json", "deals"]
    for text in TEXTS:
        yield from ([command, *(NOW if command != "complete" else ()), "people", text] for command in COMMANDS_OF_TEXT)
        for name in FORMATS:
            yield ["check", *NOW, "people", text, f"--format={name}"]
        yield ["match", *NOW, "people", text, "records.jsonl"]
        yield ["match", *NOW, "people", text, "records.jsonl", "--explain"]
    yield from (["match", *NOW, "people", TEXTS[0], f"stream-{number}.json"] for number in range(len(STREAMS)))
    for number in range(len(BROKEN["toml"])):
        yield [
            "lint",
            *NOW,
            f"--config=configuration-{number}.toml",
            "people/broken-0.attioql",
            "people/broken-9.attioql",
        ]
        yield ["check", "people", TEXTS[0], f"--workspace=workspace-{number}.json"]
    yield ["explain"]
    yield from (["explain", name] for name in (*CODES, *rule_rows(), "contradicton"))
    yield from (
        [*command] for command in (["types"], ["attributes", "people"], ["schema", "people"], ["grammar", "people"])
    )


def book(jobs: int) -> Iterator[str]:
    """Yield each command with what it prints."""
    runner = CliRunner()
    for command in commands():
        done = runner.invoke(app, [*command, *([f"--jobs={jobs}"] if command[0] == "lint" else [])])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        yield f"$ {' '.join(command)}\n{done.output}exit status {done.exit_code}\n"


def main() -> None:
    """Print the book."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="one of so many files")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    os.environ.pop("ATTIOQL_WORKSPACE", None)
    os.environ["COLUMNS"] = "100"
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        write_files(options.every)
        for part in book(options.jobs):
            sys.stdout.buffer.write(part.encode("utf-8", "surrogatepass"))
        os.chdir(TESTS)


if __name__ == "__main__":
    main()
