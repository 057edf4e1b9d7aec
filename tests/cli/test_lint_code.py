"""`attioql lint` on code: folders, the summary, `--show-files`, fixes, and files that cannot be read."""

import json
import sys

import jsonschema
import pytest
from click.testing import CliRunner

from attioql.cli.app import app
from attioql.documents import script_syntax
from attioql.resources import read_resource

URL = "https://api.attio.com/v2/objects/people/records/query"
SCRIPT = f"""\
const a = await fetch("{URL}", {{ body: JSON.stringify({{ filter: {{ nam: "Ada" }} }}) }});
const b = await fetch("{URL}", {{ body: JSON.stringify({{ filter: {{ name: who }} }}) }});
const c = await fetch("{URL}", {{ body: JSON.stringify({{ filter: build() }}) }});
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, ["lint", *map(str, arguments)])


def written(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("name", ["a.filters.yaml", "a.filters.yml", "named.yaml"])
def test_a_yaml_filter_that_is_no_object_says_what_it_takes(here, name):
    written(here / name, "target: deals\nfilters:\n  big: value > 5000\n")
    named, folder = run(name), run(".")
    assert "`big` takes an object with `query` or `filter`" in named.stdout
    assert ("`big` takes an object" in folder.stdout) is (".filters." in name)


def test_code_in_a_folder_is_linted_where_it_holds_filters(here):
    written(here / "src" / "a.ts", SCRIPT)
    written(here / "src" / "b.ts", "export const attio = 1;\n")
    written(here / "src" / "c.d.ts", "export type Attio = 1;\n")
    written(here / "node_modules" / "d.js", SCRIPT)
    done = run(".", "--format", "concise")
    assert (
        done.stdout
        == "src/a.ts:1:115: error[unknown-attribute AQ201] people has no attribute `nam`; did you mean `name`?\n"
    )
    assert done.stderr.startswith(
        "\n1 error found in 2 filters in 1 file; 2 filters checked, 1 in part (dynamic values), 1 not (built at run time); "
    )
    assert done.exit_code == 1


def test_what_is_dynamic_is_no_finding(here):
    written(here / "a.ts", SCRIPT.split("\n", 1)[1])
    done = run(".")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        "no problems found in 1 filter in 1 file; 1 filter checked, 1 in part (dynamic values), 1 not (built at run time)\n"
    )


def test_files_are_listed_with_the_reasons(here):
    written(here / "a.ts", SCRIPT)
    written(here / "b.attioql", "# target: people\nname = 'x'")
    done = run(".", "--show-files", "--format", "concise")
    assert done.stdout.splitlines()[1:] == [
        "",
        "a.ts: 2 filters checked, 1 in part (dynamic values), 1 not (built at run time)",
        "  a.ts:2:121: in part: `who` is a variable",
        "  a.ts:3:113: not checked: `build()` is a call",
        "b.attioql: 1 filter checked",
    ]


def test_files_are_listed_as_data(here):
    written(here / "a.ts", SCRIPT)
    report = json.loads(run(".", "--show-files", "--format", "json").stdout)
    jsonschema.validate(report, json.loads(read_resource("schemas", "diagnostics.schema.json")))
    assert report["files"] == [
        {
            "file": "a.ts",
            "read": True,
            "checked": 2,
            "in_part": [{"line": 2, "column": 121, "why": "`who` is a variable"}],
            "not_checked": [{"line": 3, "column": 113, "why": "`build()` is a call"}],
        }
    ]
    assert "files" not in json.loads(run(".", "--format", "json").stdout)


def test_several_processes_say_the_same(here):
    for number in range(70):
        written(here / f"{number}.ts", SCRIPT)
    one, two = run(".", "--show-files"), run(".", "--show-files", "--jobs", "2")
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_fixes_keep_the_rest_of_a_file(here, end):
    before = f"\ufeff// ü😀{end}{SCRIPT}".replace("\n", end).replace("\r\r", "\r")
    path = written(here / "a.ts", before)
    run(".", "--fix", "--unsafe-fixes")
    assert path.read_bytes().decode() == before.replace("nam:", "name:")


@pytest.mark.parametrize("name", ["a.rb", "a.vue", "a.go", "b.d/c.rs"])
def test_a_kind_of_file_that_nothing_reads_is_refused(here, name):
    written(here / name, SCRIPT)
    done = run(name, "--format", "concise")
    assert done.stdout.startswith(f"{name}: error[unreadable-file AQ841] ")
    assert ".ts" in done.stdout
    assert ("move the code that queries Attio" in " ".join(done.stdout.split())) is name.endswith(".vue")
    assert run(".").stderr == "no files of filters found\n"


def test_without_the_extra_a_file_is_refused_by_name_and_counted_in_a_folder(here, monkeypatch):
    written(here / "a.ts", SCRIPT)
    written(here / "b.ts", "export const x = 1;\n")
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    script_syntax.forget_grammars()
    named, folder = run("a.ts", "--format", "concise"), run(".", "--show-files")
    script_syntax.forget_grammars()
    needed = (
        "JavaScript and TypeScript need the extra `code`: "
        "pip install --upgrade tree-sitter tree-sitter-javascript tree-sitter-typescript"
    )
    assert needed in named.stdout
    assert named.exit_code == 1
    assert folder.stdout == f"a.ts: not read: {needed}\n"
    assert f"1 file not read: {needed}" in " ".join(folder.stderr.split())
    assert folder.exit_code == 0


def test_the_target_of_a_pattern_counts_where_the_code_computes_its_own(here):
    written(here / "a.ts", "attio.records.query({ object, filter: { nam: 'x' } });")
    assert run(".").exit_code == 0
    written(here / "attioql.toml", '[lint.targets]\n"*.ts" = "people"')
    assert "unknown-attribute" in run(".").stdout
