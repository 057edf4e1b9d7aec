"""`attioql lint`: which files it looks at, what it prints where, its exit status, and files that are not as one hopes."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

import attioql
from attioql.cli import files
from attioql.cli.app import app
from attioql.cli.files import GivenFile
from attioql.cli.inputs import current_time
from attioql.cli.lint_file import Options, lint_files
from attioql.cli.replacing import ChangedFileError, replace_text
from attioql.limits import LIMITS
from attioql.linter import fixing
from attioql.linter.entries import FILTERS_AT_A_TIME
from attioql.linter.selection import select
from attioql.project.file_settings import FileSettings

DOUBTFUL = '# target: companies\nnot not name = "A"  # why\n'
MENDED = '# target: companies\nname = "A"  # why\n'
FINE = '# target: companies\nname = "A"\n'
SET = """{
  "target": "deals",
  "filters": {
    "large": {"query": "name = \\"\\u00e9\\" and not not value > 5", "description": "worth a call"},
    "small": {"filter": {"$not": {"$not": {"value": {"$lt": 5}}}},   "ignore": []}
  }
}
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, **options):
    return CliRunner().invoke(app, ["lint", *arguments], **options)


def written(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


UNSAFE = "1 can be fixed with --fix --unsafe-fixes, which changes what a filter means"


@pytest.mark.parametrize(
    ("options", "passes", "said"),
    [
        ((), 100, f"\n2 warnings found in 1 filter in 1 file; 1 can be fixed with --fix; {UNSAFE}\n"),
        (("--fix",), 100, f"\n1 warning found in 1 filter in 1 file; 1 fix made; {UNSAFE}\n"),
        (("--diff",), 100, f"\n1 warning found in 1 filter in 1 file; 1 fix would be made; {UNSAFE}\n"),
        (("--fix", "--unsafe-fixes"), 100, "no problems found in 1 filter in 1 file; 2 fixes made\n"),
        (
            ("--fix", "--unsafe-fixes"),
            0,
            "\n2 warnings found in 1 filter in 1 file; 1 can be fixed with --fix\n",
        ),
    ],
)
def test_the_summary_says_what_was_fixed_and_what_can_be(here, monkeypatch, options, passes, said):
    monkeypatch.setattr(fixing, "MOST_PASSES", passes)
    written(here / "a.attioql", "# target: deals\nnot not value > 5 and created_at <= 2024-05-31\n")
    assert run("--format", "concise", *options).stderr == said


def test_after_fixes_the_summary_does_not_offer_what_another_pass_would_fix(here, monkeypatch):
    monkeypatch.setattr(fixing, "MOST_PASSES", 1)
    written(here / "a.attioql", "# target: deals\nvalue > 5 and value > 5 and not not value > 5\n")
    assert run("--format", "concise", "--fix").stderr == "\n1 warning found in 1 filter in 1 file; 2 fixes made\n"


def test_a_diff_says_that_a_file_has_no_line_break_at_its_end(here):
    written(here / "a.attioql", DOUBTFUL.rstrip("\n"))
    assert run("--diff", "a.attioql").stdout.splitlines()[3:] == [
        " # target: companies",
        '-not not name = "A"  # why',
        "\\ No newline at end of file",
        '+name = "A"  # why',
        "\\ No newline at end of file",
    ]


def test_a_file_has_as_many_bytes_as_the_limit_says(here, monkeypatch):
    file = written(here / "a.attioql", DOUBTFUL)
    for limit, code in ((len(DOUBTFUL), "AQ814"), (len(DOUBTFUL) - 1, "AQ841")):
        monkeypatch.setattr(files, "LARGEST_FILE", limit)
        assert f" {code}]" in run("--format", "concise", str(file)).stdout


def test_files_are_looked_at_in_order_and_summed_up(here):
    written(here / "b.attioql", DOUBTFUL)
    written(here / "a.attioql", FINE)
    done = run("--format", "concise")
    assert done.exit_code == 1
    assert done.stdout == "b.attioql:2:1: warning[double-negation AQ814] these two negations cancel each other out\n"
    assert done.stderr == "\n1 warning found in 2 filters in 2 files; 1 can be fixed with --fix\n"
    fine = run("a.attioql")
    assert (fine.exit_code, fine.stdout, fine.stderr) == (0, "", "no problems found in 1 filter in 1 file\n")


def test_folders_are_looked_through_for_what_looks_like_filters(here):
    written(here / "f" / "a.attioql", "value > 1")
    written(here / "f" / "set.json", SET)
    written(here / "f" / "package.json", '{"name": "x"}')
    written(here / "f" / "one.filter.json", '{"value": 5}')
    written(here / "f" / "saved" / "old.json", '{"value": 5}')
    written(here / "f" / ".hidden" / "a.attioql", "")
    written(here / "f" / "node_modules" / "a.attioql", "")
    written(here / "f" / "out" / "a.attioql", "")
    written(
        here / "attioql.toml",
        '[lint]\nexclude = ["f/out"]\n[lint.targets]\n"f/saved/*" = "deals"\n"a.attioql" = "deals"',
    )
    found = json.loads(run("f", "--format", "json").stdout)["diagnostics"]
    assert [(each["file"], each["name"]) for each in found] == [
        ("f/one.filter.json", "missing-target"),
        ("f/set.json", "double-negation"),
        ("f/set.json", "double-negation"),
    ]
    assert run("f", "--target", "deals", "--ignore", "double-negation").exit_code == 0
    named = run("f/package.json", "--format", "concise")
    assert "missing-target" in named.stdout
    assert run("f/set.json", "f", "f/../f/set.json", "--format", "concise").stdout.count("set.json") == 2


def test_a_folder_without_filters_is_no_fault(here):
    done = run(str(here))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "no files of filters found\n")


def test_what_cannot_be_read_is_reported_and_the_rest_goes_on(here):
    written(here / "a.attioql", DOUBTFUL)
    (here / "b.attioql").write_bytes(b"# target: deals\nname = '\xff'")
    written(here / "c.json", '{"a": ')
    done = run("missing.attioql", "b.attioql", "c.json", "a.attioql", "--format", "concise")
    assert done.exit_code == 1
    assert [line.split(": ", 1)[0] for line in done.stdout.splitlines()] == [
        "missing.attioql",
        "b.attioql:2:9",
        "c.json:1:6",
        "a.attioql:2:1",
    ]
    assert "this file cannot be read: No such file or directory" in done.stdout
    assert "this is not UTF-8: the byte at offset 24 belongs to no character" in done.stdout


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(here):
    path = written(here / "a.attioql", FINE)
    path.chmod(0)
    assert "unreadable-file" in run("a.attioql").stdout


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="the superuser may read everything")
def test_a_folder_that_may_not_be_listed(here):
    folder = here / "shut"
    written(folder / "a.attioql", FINE)
    folder.chmod(0)
    try:
        done = run(".", "--format", "concise")
    finally:
        folder.chmod(0o755)
    assert "shut: error[unreadable-file AQ841]" in done.stdout


def test_a_folder_that_cannot_be_listed_is_reported_and_the_rest_goes_on(here, monkeypatch):
    written(here / "b.attioql", DOUBTFUL)
    written(here / "shut" / "a.attioql", FINE)
    walk = os.walk

    def walked(path, onerror):
        folder, _, files = next(walk(path))
        yield folder, ["shut"], files
        onerror(PermissionError(13, "Permission denied", "./shut"))

    monkeypatch.setattr(os, "walk", walked)
    done = run(".", "--format", "concise")
    assert [line.split(": ", 1)[0] for line in done.stdout.splitlines()] == ["b.attioql:2:1", "shut"]
    assert done.exit_code == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_in_a_folder_is_passed_over(here):
    os.mkfifo(here / "a.attioql")
    written(here / "b.attioql", FINE)
    assert "no problems found in 1 filter in 1 file" in run(".").stderr


def test_fixes_are_made_in_text_and_json_and_the_rest_stays(here):
    text, filters = written(here / "a.attioql", DOUBTFUL), written(here / "set.json", SET)
    text.chmod(0o640)
    done = run("--fix")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "no problems found in 3 filters in 2 files; 3 fixes made\n"
    assert text.read_text(encoding="utf-8") == MENDED
    assert text.stat().st_mode & 0o777 == 0o640
    expected = SET.replace("not not value", "value").replace(
        '{"$not": {"$not": {"value": {"$lt": 5}}}}', '{"value": {"$lt": 5}}'
    )
    assert filters.read_text(encoding="utf-8") == expected


PYTHON = """# target: companies
import attioql

attioql.compile("not not name = 'A'")  # why
"""


def test_python_files_in_folders_are_looked_at_where_they_hold_filters(here):
    code = written(here / "src" / "filters.py", PYTHON)
    written(here / "src" / "other.py", "import this\n")
    written(here / "src" / "broken.py", "import this(\n")
    written(here / "src" / "excluded.py", PYTHON)
    written(here / "attioql.toml", '[lint]\nexclude = ["excluded.py"]')
    assert run("src", "src/filters.py", "--format", "concise").stdout == (
        "src/filters.py:4:18: warning[double-negation AQ814] these two negations cancel each other out\n"
    )
    done = run("--fix")
    assert (done.exit_code, done.stderr) == (0, "no problems found in 1 filter in 1 file; 1 fix made\n")
    assert code.read_text(encoding="utf-8") == PYTHON.replace("not not ", "")


def test_a_file_that_is_no_python_is_reported_and_the_rest_goes_on(here):
    broken = written(here / "a.py", PYTHON + "x = (\n")
    fine = written(here / "b.py", PYTHON)
    (here / "c.py").write_bytes(b"# -*- coding: latin-1 -*-\nx = '\xe9'\n")
    done = run("a.py", "b.py", "c.py", "--fix", "--format", "concise")
    assert [line.partition(" AQ")[0] for line in done.stdout.splitlines()] == [
        "a.py:5:1: error[not-python",
        "c.py:2:6: error[unreadable-file",
    ]
    assert broken.read_text(encoding="utf-8") == PYTHON + "x = (\n"
    assert fine.read_text(encoding="utf-8") == PYTHON.replace("not not ", "")


def test_a_diff_changes_nothing(here):
    path = written(here / "a.attioql", DOUBTFUL)
    done = run("--diff")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[-3:] == [" # target: companies", '-not not name = "A"  # why', '+name = "A"  # why']
    assert path.read_text(encoding="utf-8") == DOUBTFUL
    assert run("--diff", "--exit-zero").exit_code == 0


def test_lines_of_a_diff_end_where_those_of_the_file_do(here):
    written(here / "a.attioql", '# target: companies\nnot not name = "a\u2028b\x85c"\r\nand description = "x"\n')
    lines = run("--diff").stdout_bytes.decode().split("\n")
    assert lines[2:] == [
        "@@ -1,3 +1,3 @@",
        " # target: companies",
        '-not not name = "a\u2028b\x85c"\r',
        '+name = "a\u2028b\x85c"\r',
        ' and description = "x"',
        "",
    ]


def test_line_ends_and_byte_order_marks_stay(here):
    path = here / "a.attioql"
    path.write_bytes(b"\xef\xbb\xbf" + DOUBTFUL.replace("\n", "\r\n").encode())
    assert run("--fix").exit_code == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()


def test_standard_input_has_a_name_and_is_mended_to_standard_output(here):
    written(here / "attioql.toml", '[lint.targets]\n"saved/*" = "companies"')
    done = run(
        "-", "--stdin-filename", "saved/x.json", "--format", "concise", input='{"$not": {"$not": {"name": "A"}}}'
    )
    assert done.stdout.startswith("saved/x.json:1:2: warning[double-negation")
    fixed = run("-", "--fix", "--format", "concise", input=DOUBTFUL)
    assert (fixed.stdout, fixed.exit_code) == (MENDED, 0)
    assert run("-", "--fix", input=FINE).stdout == FINE


def test_one_pass_makes_all_fixes_and_a_hundred_findings_are_told(here, monkeypatch):
    lines = [f'not not name = "{number}"' for number in range(150)]
    path = written(here / "a.attioql", "# target: companies\n" + "\nor ".join(lines))
    assert len(run("--format", "concise", "--select", "double-negation").stdout.splitlines()) == 100
    monkeypatch.setattr(fixing, "MOST_PASSES", 1)
    done = run("--fix", "--format", "concise", "--select", "double-negation")
    assert "150 fixes made" in done.stderr
    assert path.read_text(encoding="utf-8").count("not") == 0


def test_a_fix_past_the_findings_that_are_told_is_made(here):
    without_fixes = "".join(f"value > {n + 10} and value < {n} or\n" for n in range(LIMITS.diagnostics))
    path = written(here / "long.attioql", f'# target: deals\n{without_fixes}not not name = "x"\n')
    done = run("--fix", "--select", "contradiction,double-negation")
    assert "1 fix made" in done.stderr
    assert path.read_text(encoding="utf-8") == f'# target: deals\n{without_fixes}name = "x"\n'


def test_what_is_suppressed_is_told_of_the_text_that_was_mended(here):
    written(
        here / "a.attioql",
        "# target: companies\nnot not name = 'a'\nand not not name = 'b'  # attioql: ignore[double-negation]\n",
    )
    done = run("--fix", "--format", "sarif", "--select", "double-negation")
    [result] = json.loads(done.stdout)["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (result["suppressions"], region["startLine"], region["charOffset"]) == ([{"kind": "inSource"}], 3, 35)


def test_a_file_that_changes_under_way_is_left_alone(here, monkeypatch):
    path = written(here / "a.attioql", DOUBTFUL)
    written(here / "b.attioql", DOUBTFUL)

    def slow(where, text, before):
        if where.name == "a.attioql":
            where.write_text("somebody else was here", encoding="utf-8")
        replace_text(where, text, before)

    monkeypatch.setattr(files, "replace_text", slow)
    done = run("--fix", "--format", "concise")
    assert done.exit_code == 1
    assert "a.attioql: error[changed-file AQ842]" in done.stdout
    assert path.read_text(encoding="utf-8") == "somebody else was here"
    assert (here / "b.attioql").read_text(encoding="utf-8") == MENDED
    assert sorted(each.name for each in here.iterdir()) == ["a.attioql", "b.attioql"]


def test_a_replacement_that_fails_leaves_nothing_behind(here):
    path = written(here / "a", "x")
    with pytest.raises(ChangedFileError):
        replace_text(path, "y", b"z")
    assert [each.name for each in here.iterdir()] == ["a"]
    assert path.read_text(encoding="utf-8") == "x"


def test_selection_on_the_command_line_and_in_the_configuration(here):
    written(here / "a.attioql", "# target: deals\nnot not value > 5 and owner = system() and value < 3\n")

    def names(*more):
        found = json.loads(run("--format", "json", *more).stdout)["diagnostics"]
        return sorted({each["name"] for each in found})

    everything = names()
    assert {"contradiction", "double-negation", "undocumented-form"} <= set(everything)
    assert names("--select", "AQ801") == ["contradiction"]
    assert names("--select", "contradiction", "--extend-select", "aq814,undocumented-form") == [
        "contradiction",
        "double-negation",
        "undocumented-form",
    ]
    assert "undocumented-form" not in names("--ignore", "undocumented-form")
    assert names("--ignore", "all") == []
    written(here / "attioql.toml", '[lint]\nselect = ["contradiction"]\n[lint.severity]\nAQ801 = "note"')
    assert names() == ["contradiction"]
    assert run().exit_code == 0
    written(here / "attioql.toml", '[lint.per-file-ignores]\n"a.*" = ["all"]')
    assert names() == []
    written(here / "other.toml", '[lint.severity]\ncontradiction = "error"')
    assert "error[contradiction AQ801]" in run("--config", "other.toml").stdout


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--select", "contradicton"], "there is no rule `contradicton`; did you mean `contradiction`?"),
        (["--ignore", "unknown-attribute"], "`unknown-attribute` is an error, which cannot be selected or ignored"),
        (["--target", "deal"], "did you mean 'deals'?"),
        (["--config", "nothing.toml"], "nothing.toml: No such file"),
    ],
)
def test_a_mistake_in_the_options_is_a_usage_error(arguments, says):
    done = run(*arguments)
    assert done.exit_code == 2
    assert says in done.stderr


def test_a_mistake_in_the_configuration_is_a_usage_error(here):
    for text in ("[lint]\nselect = ['x']", "[lint.severity]\nx = 'error'", "[lint.per-file-ignores]\n'*' = ['x']"):
        written(here / "attioql.toml", text)
        done = run()
        assert (done.exit_code, "there is no rule `x`" in done.stderr) == (2, True)


def test_a_rule_that_the_configuration_makes_up_is_told_of_with_the_file(here):
    path = written(here / "attioql.toml", '[lint]\nignore = ["contradicton"]\n')
    done = run()
    assert done.exit_code == 2
    assert f"{path}: lint: there is no rule `contradicton`; did you mean `contradiction`?" in done.stderr.replace(
        "\n", " "
    )
    written(here / "pyproject.toml", "tool = 5")
    path.unlink()
    assert run("--config", "pyproject.toml").exit_code == 0


def test_statistics(here):
    written(here / "a.attioql", DOUBTFUL)
    written(here / "b.attioql", DOUBTFUL)
    assert run("--statistics").stdout.splitlines()[1].split()[:3] == ["2", "double-negation", "AQ814"]
    assert json.loads(run("--statistics", "--format", "json").stdout)["statistics"][0].keys() == {
        "count",
        "name",
        "code",
        "severity",
        "summary",
    }


def test_several_processes_find_the_same_in_the_same_order(here):
    for number in range(70):
        written(here / f"{number:02}.attioql", DOUBTFUL)
    command = [sys.executable, "-m", "attioql", "lint", "--format", "concise"]
    one, several = (
        subprocess.run([*command, *more], capture_output=True, text=True, check=False) for more in ([], ["--jobs", "2"])
    )
    assert one.stdout == several.stdout
    assert len(one.stdout.splitlines()) == 70
    assert (one.returncode, one.stderr) == (several.returncode, several.stderr)


def test_what_is_told_does_not_hang_on_how_many_files_are_linted_at_a_time(here):
    """Alone, each file gives what it gives among many: good ones, doubtful ones, large ones, sets, unreadable ones and no filters."""
    large = "# target: companies\n" + " or ".join(['name = "A"'] * 20_000)
    kinds = (
        (".attioql", FINE),
        (".attioql", DOUBTFUL),
        (".json", SET),
        (".json", '{"name": "x"}'),
        (".attioql", "# target: companies\nname =\n"),
        (".attioql", "# target: nowhere\nname = 1\n"),
    )
    for number in range(FILTERS_AT_A_TIME * 2 + 40):
        end, text = kinds[number % len(kinds)]
        written(here / f"{number:03}{end}", text)
    written(here / "007.attioql", large)
    (here / "100.attioql").write_bytes(b"\xff")
    given = [GivenFile(path.name, named=False) for path in sorted(here.iterdir())]
    options = Options(FileSettings(attioql.Workspace.standard(), select(None), here, current_time()))
    told = list(lint_files(given, options))
    alone = [next(lint_files([each], options)) for each in given]
    assert sum(outcome is None for outcome in told) > FILTERS_AT_A_TIME / len(kinds)
    assert [outcome.name for outcome in told if outcome] == [
        each.path for each, outcome in zip(given, told, strict=True) if outcome
    ]
    assert told == alone


def test_a_set_of_many_filters_tells_of_each_what_is_told_of_it_alone(here):
    texts = [
        'name = "A"',
        'not not name = "A"',
        "name =",
        "value > 5 and value < 3",
        "now",
        'not name != "B" # attioql: ignore[AQ814]',
    ]
    many = [texts[number % len(texts)] for number in range(FILTERS_AT_A_TIME * 2 + 7)]
    document = {"target": "deals", "filters": {f"f{number}": {"query": text} for number, text in enumerate(many)}}
    written(here / "set.json", json.dumps(document))
    options = Options(FileSettings(attioql.Workspace.standard(), select(None), here, current_time()))
    told = {}
    for problem in next(lint_files([GivenFile("set.json", named=True)], options)).problems:
        told.setdefault(problem.pointer, []).append((problem.name, problem.message))
    expected = {}
    for number, text in enumerate(many):
        for problem in attioql.lint(text, attioql.Workspace.standard()["deals"], now=options.files.now):
            expected.setdefault(f"/filters/f{number}/query", []).append((problem.name, problem.message))
    assert told == expected


def test_unsafe_fixes_without_fix_are_not_made_and_the_last_line_says_how_they_are(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"$or": {"name": "x", "description": "y"}}')
    done = run("--target", "companies", "--unsafe-fixes", str(path))
    assert "1 can be fixed with --fix --unsafe-fixes, which changes what a filter means" in done.stderr
    assert "$or" in path.read_text()
    assert "[" not in path.read_text()


def test_a_file_that_cannot_be_read_is_not_said_to_have_filters(tmp_path):
    path = tmp_path / "bad.json"
    path.write_text('{"name": }')
    done = run("--target", "companies", str(path))
    assert "1 error found in 1 file" in done.stderr
    assert "0 filters" not in done.stderr
