"""A workspace of one's own on the command line: where it comes from, making one, and every command with it."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from attioql.cli.app import app
from attioql.cli.workspace import _summary

ANSWERS = Path(__file__).resolve().parents[1] / "workspace" / "answers"
BOATS = {"objects": {"boats": {"attributes": {"name": {"type": "text"}}}}}
SHIPS = {"objects": {"ships": {"attributes": {"name": {"type": "text"}}}}}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in a folder of its own that holds a built workspace and two small ones."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ATTIOQL_WORKSPACE", raising=False)
    shutil.copytree(ANSWERS, "answers")
    Path("boats.json").write_text(json.dumps(BOATS), encoding="utf-8")
    Path("ships.json").write_text(json.dumps(SHIPS), encoding="utf-8")
    return lambda *arguments, **options: CliRunner().invoke(app, list(arguments), **options)


@pytest.fixture
def built(run):
    assert run("workspace", "build", "answers", "-o", "workspace.json").exit_code == 0
    Path("attioql.toml").write_text('workspace = "workspace.json"\n', encoding="utf-8")
    return run


def test_build_writes_a_workspace_and_says_what_is_in_it(run):
    done = run("workspace", "build", "answers", "-o", "workspace.json")
    assert (done.exit_code, done.stdout) == (0, "")
    summary = "5 objects, 3 lists, 104 attributes, the options of 8 of 12 selects and statuses, 5 members"
    assert done.stderr.endswith(f"workspace.json: {summary}\n")
    assert done.stderr.count("unknown-attribute-type") == 2
    printed = run("workspace", "build", "answers").stdout
    assert json.loads(printed) == json.loads(Path("workspace.json").read_text(encoding="utf-8"))


def test_build_into_the_folder_it_reads_does_not_read_it_again(run):
    for _ in range(2):
        done = run("workspace", "build", "answers", "-o", "answers/workspace.json")
        assert done.exit_code == 0
        assert "unexpected-file" not in done.stderr


def test_build_with_an_error_leaves_what_was_there(run):
    Path("workspace.json").write_text("as it was", encoding="utf-8")
    Path("answers/lists.json").write_text('{"data": [', encoding="utf-8")
    done = run("workspace", "build", "answers", "-o", "workspace.json", "--format", "json")
    assert done.exit_code == 1
    assert "not-json" in [each["name"] for each in json.loads(done.stderr)["diagnostics"]]
    assert Path("workspace.json").read_text(encoding="utf-8") == "as it was"
    assert sorted(path.name for path in Path().iterdir()) == ["answers", "boats.json", "ships.json", "workspace.json"]


def test_build_without_a_folder_or_where_nothing_can_be_written(run):
    assert run("workspace", "build", "none").exit_code == 2
    assert run("workspace", "build", "boats.json").exit_code == 2
    done = run("workspace", "build", "answers", "-o", "none/workspace.json")
    assert done.exit_code == 2
    assert "none/workspace.json: No such file" in done.stderr


def test_the_option_comes_before_the_variable_and_that_before_the_configuration(run):
    Path("attioql.toml").write_text('workspace = "ships.json"\n', encoding="utf-8")
    boats, ships = ("compile", "boats", 'name = "x"'), ("compile", "ships", 'name = "x"')
    assert run(*ships).exit_code == 0
    assert run(*boats, env={"ATTIOQL_WORKSPACE": "boats.json"}).exit_code == 0
    assert run(*ships, env={"ATTIOQL_WORKSPACE": "boats.json"}).exit_code == 2
    assert run(*ships, "--workspace", "ships.json", env={"ATTIOQL_WORKSPACE": "boats.json"}).exit_code == 0
    assert run(*ships, env={"ATTIOQL_WORKSPACE": ""}).exit_code == 0
    Path("attioql.toml").unlink()
    assert run(*ships).exit_code == 2
    assert run("compile", "people", 'name = "x"').exit_code == 0


def test_the_configuration_is_the_nearest_upwards_and_its_path_is_relative_to_it(run, monkeypatch):
    Path("pyproject.toml").write_text('[tool.attioql]\nworkspace = "boats.json"\n', encoding="utf-8")
    Path("deep/er").mkdir(parents=True)
    monkeypatch.chdir("deep/er")
    assert run("compile", "boats", 'name = "x"').exit_code == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [("{", "not-json"), ('{"objects": {"a": 5}}', "invalid-workspace"), ('{"data": []}', "invalid-workspace")],
)
def test_a_workspace_with_a_fault_is_told_with_its_place(run, text, says):
    Path("bad.json").write_text(text, encoding="utf-8")
    done = run("check", "boats", 'name = "x"', "--workspace", "bad.json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr
    assert "bad.json:1:" in done.stderr
    assert run("check", "boats", 'name = "x"', "--workspace", "none.json").exit_code == 2
    folder = run("check", "boats", 'name = "x"', "--workspace", "answers")
    assert folder.exit_code == 2
    assert "attioql workspace build answers" in folder.stderr


def test_every_command_takes_the_workspace(built):
    answer = built("compile", "boats", 'stage = Lead and broker = "tom@acme.com"')
    assert "a152858d-dccc-530c-80b6-0bb9d6f8a7dd" in answer.stdout
    assert built("compile", "lists/people", "met_on = 2024-01-01").exit_code == 0
    assert "unknown-option" in built("check", "boats", "stage = lead").stdout
    assert "unknown-option" in built("check", "boats", "--json", "-", input='{"stage": "lead"}').stdout
    assert built("decompile", "boats", "-", input='{"stage": "Lead"}').stdout == 'stage = "Lead"\n'
    assert "Sailing, Motor, Dinghy" in built("attributes", "boats").stdout
    assert "one, archived" in built("attributes", "boats").stdout
    assert "Offer made" in built("schema", "boats", "--depth", "0").stdout
    record = {"values": {"stage": [{"status": {"title": "Lead", "id": {"status_id": "x"}}, "active_until": None}]}}
    matched = built("match", "boats", "stage = Lead", "--count", input=json.dumps(record))
    assert matched.stdout == "1\n"
    Path("big.attioql").write_text("# target: boats\nstage = Led\n", encoding="utf-8")
    linted = built("lint", "big.attioql")
    assert linted.exit_code == 1
    assert "unknown-option" in linted.stdout
    assert built("lint", "big.attioql", "--target", "lists/people").exit_code == 1


def test_lint_takes_the_workspace_of_the_configuration_that_is_named(run):
    Path("other.toml").write_text('workspace = "boats.json"\n', encoding="utf-8")
    Path("a.attioql").write_text('name = "x"\n', encoding="utf-8")
    assert run("lint", "a.attioql", "--config", "other.toml", "--target", "boats").exit_code == 0
    assert run("lint", "a.attioql", "--target", "boats").exit_code == 2


def test_a_note_is_reported_and_leaves_the_exit_status(built):
    done = built("compile", "boats", 'keel = "Fin"')
    assert done.exit_code == 0
    assert "note[options-unknown AQ421]" in done.stderr
    checked = built("check", "boats", 'keel = "Fin"')
    assert checked.exit_code == 0
    assert checked.stdout.endswith("1 note\n")


@pytest.fixture
def changed(built):
    """The built workspace, a later one in which `flag` has another slug and two statuses swap titles, and some filters."""
    data = json.loads(Path("workspace.json").read_text(encoding="utf-8"))
    attributes = data["objects"]["boats"]["attributes"]
    attributes["flag_state"] = attributes.pop("flag")
    lead, viewing = attributes["stage"]["options"][:2]
    lead["title"], viewing["title"] = viewing["title"], lead["title"]
    Path("later.json").write_text(json.dumps(data), encoding="utf-8")
    Path("filters").mkdir()
    Path("filters/a.attioql").write_text("# target: boats\nflag = 'NL'\n", encoding="utf-8")
    Path("filters/b.attioql").write_text("# target: boats\nstage = Lead\n", encoding="utf-8")
    Path("filters/c.attioql").write_text("# target: people\njob_title = 'x'\n", encoding="utf-8")
    Path("filters/plain.json").write_text('{"flag": "NL"}', encoding="utf-8")
    return built


def test_diff_lists_what_changed(changed):
    done = changed("workspace", "diff", "workspace.json", "later.json")
    assert done.exit_code == 1
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[0] == ["kind", "what", "where", "how"]
    assert rows[1][:3] == ["renamed", "attribute", "boats.flag"]
    assert len(rows) == 4
    told = json.loads(changed("workspace", "diff", "workspace.json", "later.json", "--format", "json").stdout)
    assert told["changes"][1] == {
        "kind": "renamed",
        "what": "option",
        "path": "boats.stage = Lead",
        "message": "its title is `Viewing` now",
    }
    same = changed("workspace", "diff", "workspace.json", "workspace.json")
    assert (same.exit_code, same.stdout) == (0, "nothing differs\n")
    assert changed("workspace", "diff", "workspace.json", "none.json").exit_code == 2


def test_check_filters_says_which_break_and_which_change_their_meaning(changed):
    done = changed("workspace", "check-filters", "workspace.json", "later.json", "filters")
    assert done.exit_code == 1
    assert done.stdout == (
        "filters/a.attioql: breaks\n"
        "  `boats.flag`: its slug is `flag_state` now\n"
        "  filters/a.attioql:2:1: error[unknown-attribute AQ201] boats has no attribute `flag`\n"
        "\n"
        "filters/b.attioql: changes meaning\n"
        "  `boats.stage = Lead`: its title is `Viewing` now\n"
        "\n"
        "3 filters: 1 breaks, 1 changes meaning, 1 is as it was\n"
    )


def test_check_filters_counts_several_of_a_kind_in_the_plural(changed):
    for name, text in {"d": "flag = 'BE'", "e": "stage = Lead", "f": "nam = 'x'", "g": "nam = 'y'"}.items():
        Path(f"filters/{name}.attioql").write_text(f"# target: boats\n{text}\n", encoding="utf-8")
    done = changed("workspace", "check-filters", "workspace.json", "later.json", "filters")
    assert done.stdout.splitlines()[-1] == (
        "7 filters: 2 break, 2 change meaning, 2 were faulty before, 1 is as it was"
    )


def test_check_filters_on_json_a_target_and_files_that_are_not_there(changed):
    command = ("workspace", "check-filters", "workspace.json", "later.json")
    done = changed(*command, "filters/plain.json", "--target", "boats", "--format", "json")
    [row] = json.loads(done.stdout)["filters"]
    assert (row["file"], row["verdict"]) == ("filters/plain.json", "breaks")
    assert row["diagnostics"][0]["pointer"] == "/flag"
    assert "faulty" in changed(*command, "filters/plain.json").stdout
    assert changed(*command, "-", "--target", "boats", input="name = 'x'").stdout == "1 filter: 1 is as it was\n"
    missing = changed(*command, "none.attioql", "--target", "boats")
    assert (missing.exit_code, missing.stdout) == (2, "no filters\n")
    assert "none.attioql" in missing.stderr
    Path("latin.attioql").write_bytes(b'name = "\xe9"')
    others = changed(*command, "none.attioql", "latin.attioql", "filters/plain.json", "--target", "boats")
    assert others.exit_code == 2
    assert others.stdout.endswith("1 filter: 1 breaks\n")
    assert others.stderr.count("unreadable-file") == 2
    same = changed("workspace", "check-filters", "later.json", "later.json", "filters/b.attioql")
    assert (same.exit_code, same.stdout) == (0, "1 filter: 1 is as it was\n")


def test_check_filters_on_a_python_file_names_the_lines(changed):
    code = 'import attioql\nboats = w["boats"]\n'
    code += "".join(f"attioql.compile({text!r}, boats)\n" for text in ("flag = 'NL'", "stage = Lead", "name = 'x'"))
    Path("a.py").write_text(code, encoding="utf-8")
    done = changed("workspace", "check-filters", "workspace.json", "later.json", "a.py")
    lines = [line for line in done.stdout.splitlines() if line.startswith("a.py")]
    assert lines == ["a.py (line 3): breaks", "a.py (line 4): changes meaning"]
    assert "a.py:3:18: error[unknown-attribute AQ201]" in done.stdout


CODE = {
    "a.py": """import attioql
attioql.compile("flag = 'NL'", w["boats"])
attioql.compile("flag = 'NL'", anything)
""",
    "b.ts": """await fetch("https://api.attio.com/v2/objects/boats/records/query", {method: "POST", body: JSON.stringify({filter: {stage: "Lead"}})})
await fetch("https://api.attio.com/v2/objects/boats/records/query", {method: "POST", body: JSON.stringify({filter: given})})
""",
    "c.py": "import json\n",
}


@pytest.fixture
def code(changed):
    Path("code").mkdir()
    for name, text in CODE.items():
        Path("code", name).write_text(text, encoding="utf-8")
    return lambda new, *more: changed("workspace", "check-filters", "workspace.json", new, "code", *more)


def test_check_filters_reads_the_code_in_a_folder(code):
    done = code("later.json")
    assert done.exit_code == 1
    lines = [line for line in done.stdout.splitlines() if line and not line.startswith(" ")]
    assert lines == [
        "code/a.py (line 2): breaks",
        "code/b.ts (line 1): changes meaning",
        "4 filters: 1 breaks, 1 changes meaning, 2 are not compared",
    ]
    same = code("workspace.json")
    assert (same.exit_code, same.stdout) == (0, "4 filters: 2 are not compared, 2 are as they were\n")


def test_check_filters_says_why_a_filter_in_code_is_not_compared(code):
    rows = json.loads(code("workspace.json", "--format", "json").stdout)["filters"]
    why = {(row["file"], row["name"]): row["reasons"] for row in rows if row["verdict"] == "not compared"}
    assert why == {
        ("code/a.py", "line 3"): [
            "its object or list is computed, `anything`; name it in a comment, `# attioql: people`"
        ],
        ("code/b.ts", "line 2"): ["`given` is a variable"],
    }


def test_check_filters_counts_the_scripts_of_a_folder_that_need_a_package(code, monkeypatch):
    monkeypatch.setattr("attioql.cli.workspace.has_grammars", lambda: False)
    done = code("workspace.json")
    assert (done.exit_code, done.stdout) == (0, "2 filters: 1 is not compared, 1 is as it was\n")
    assert done.stderr.startswith("1 file not read: ")
    assert "tree-sitter" in done.stderr


def test_one_of_a_kind_is_counted_in_the_singular():
    status = {"type": "status"}
    rows = {"objects": {"a": {"attributes": {"s": status}}}, "lists": {}, "members": [{}]}
    summary = "1 object, 0 lists, 1 attribute, the options of 0 of 1 select or status, 1 member"
    assert _summary(rows) == summary
