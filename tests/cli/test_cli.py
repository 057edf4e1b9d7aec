"""The command line: what it prints where, its exit status, and streams that are not as one hopes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import attioql
from attioql.cli.app import app
from attioql.cli.inputs import timestamp
from attioql.diagnostics.codes import CODES

QUERY = "last_calendar_interaction.interacted_at >= 2023-11-01"
ANSWER = {"last_calendar_interaction": {"interacted_at": {"$gte": "2023-11-01"}}}


def run(*arguments, **options):
    return CliRunner().invoke(app, list(arguments), **options)


def process(*arguments, **options):
    command = [sys.executable, "-m", "attioql", *arguments]
    return subprocess.run(command, capture_output=True, check=False, **options)


def test_compile_prints_json_and_nothing_else():
    done = run("compile", "companies", QUERY)
    assert done.exit_code == 0
    assert json.loads(done.stdout) == ANSWER
    assert done.stderr == ""


def test_compile_reads_standard_input_and_files(tmp_path):
    path = tmp_path / "recent.attioql"
    path.write_text(QUERY, encoding="utf-8")
    assert json.loads(run("compile", "companies", "-", input=QUERY).stdout) == ANSWER
    assert json.loads(run("compile", "companies", "--file", str(path)).stdout) == ANSWER
    assert json.loads(run("compile", "companies", "--file", "-", input=QUERY).stdout) == ANSWER


def test_compile_styles_bodies_and_indents():
    assert json.loads(run("compile", "companies", 'name = "x"', "--style", "shorthand").stdout) == {"name": "x"}
    body = run("compile", "companies", 'name = "x"', "--body", "--indent", "2").stdout
    assert json.loads(body) == {"filter": {"name": {"$eq": "x"}}}
    assert body.splitlines()[1] == '  "filter": {'


def test_parameters_are_text_unless_said_to_be_json():
    done = run(
        "compile",
        "deals",
        "name = :n and value > :v and stage in :s",
        "-p",
        "n=5",
        "-p",
        "v:=5.50",
        "-p",
        's:=["a", "b"]',
    )
    members = json.loads(done.stdout)["$and"]
    assert {"name": {"$eq": "5"}} in members
    assert {"value": {"$gt": 5.5}} in members
    assert run("compile", "deals", "name = :n", "-p", "n=a=b").stdout == '{"name": {"$eq": "a=b"}}\n'


def test_the_clock_and_the_zone_are_options():
    arguments = ["compile", "deals", "created_at during today", "--now", "2024-05-15T23:30:00Z", "--tz", "Asia/Tokyo"]
    assert json.loads(run(*arguments).stdout) == {
        "created_at": {"$gte": "2024-05-15T15:00:00Z", "$lt": "2024-05-16T15:00:00Z"}
    }
    assert run("compile", "deals", "created_at during today").exit_code == 0


def test_a_date_as_now_is_the_start_of_the_day_in_the_zone():
    for options in [
        ("--tz", "America/New_York", "--now", "2024-05-15"),
        ("--now", "2024-05-15", "--tz", "America/New_York"),
    ]:
        done = run("compile", "deals", "created_at >= now", *options)
        assert json.loads(done.stdout) == {"created_at": {"$gte": "2024-05-15T04:00:00Z"}}
    done = run("compile", "deals", "created_at during today", "--now", "2024-05-15")
    assert json.loads(done.stdout) == {"created_at": {"$gte": "2024-05-15T00:00:00Z", "$lt": "2024-05-16T00:00:00Z"}}
    assert "neither a timestamp" in run("compile", "deals", "created_at >= now", "--now", "2024-02-30").stderr


def test_a_filter_at_fault_is_reported_on_standard_error():
    done = run("compile", "companies", "nam = 5")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "unknown-attribute" in done.stderr
    done = run("compile", "companies", "nam = 5", "--format", "json")
    assert json.loads(done.stderr)["diagnostics"][0]["name"] == "unknown-attribute"


def test_warnings_do_not_stop_a_compile():
    done = run("compile", "deals", "owner = system()")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"owner": {"referenced_actor_type": {"$eq": "system"}}}
    assert "warning[undocumented-form" in done.stderr


@pytest.mark.parametrize("text", ['{"job_title": "x"}', ' \n{"filter": {"job_title": {"$eq": "x"}}, "limit": 5}'])
def test_filter_json_is_read_wherever_query_text_is(text, tmp_path):
    path = tmp_path / "filter.txt"
    path.write_text(text, encoding="utf-8")
    assert run("check", "people", text).stdout == "no problems found\n"
    assert run("check", "people", "--file", str(path)).exit_code == 0
    assert run("check", "people", "-", input=text).exit_code == 0
    assert json.loads(run("compile", "people", text).stdout) == {"job_title": {"$eq": "x"}}
    record = '{"values": {"job_title": [{"value": "x"}]}}'
    assert run("match", "people", text, input=record).stdout == f"{record}\n"


def test_an_error_in_filter_json_has_its_pointer():
    done = run("check", "people", '{"nam": "x"}', "--format", "json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["diagnostics"][0]["pointer"] == "/nam"
    assert run("match", "people", '{"nam": "x"}', input="{}").exit_code == 1


@pytest.mark.parametrize("command", ["check", "compile", "match"])
def test_filter_json_takes_no_parameters(command):
    done = run(command, "people", '{"job_title": "x"}', "-p", "a=1")
    assert done.exit_code == 2
    assert "filter JSON has none" in done.stderr


def test_check_reports_on_standard_output():
    done = run("check", "deals", 'stage contains "x"')
    assert done.exit_code == 1
    assert "operator-not-supported" in done.stdout
    assert done.stdout.endswith("1 error\n")
    fine = run("check", "deals", 'stage = "x"')
    assert (fine.exit_code, fine.stdout) == (0, "no problems found\n")
    assert json.loads(run("check", "deals", 'stage = "x"', "--format", "json").stdout) == {"diagnostics": []}
    assert run("check", "deals", "nam = 1", "--format", "concise").stdout.startswith("<filter>:1:1: error[")


def test_check_reads_json_and_bodies(tmp_path):
    path = tmp_path / "body.json"
    path.write_text('{"filter": {"name": "x"}, "sorts": [{"attribute": "nam", "direction": "asc"}]}', encoding="utf-8")
    done = run("check", "companies", "--json", str(path), "--format", "concise")
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{path}:1:51: error[unknown-attribute AQ201]")
    assert run("check", "companies", "--json", "-", input='{"name": "x"}').exit_code == 0
    assert run("check", "companies", "--json", "-", 'name = "x"').exit_code == 2


def test_rows():
    written = run("rows", "people", 'name != "Ada" and created_at during last month', "--now", "2024-05-31T00:00:00Z")
    assert json.loads(written.stdout) == {
        "any_of": [
            {
                "all_of": [
                    {
                        "path": "created_at",
                        "op": "during",
                        "values": ["2024-04-01T00:00:00Z", "2024-05-01T00:00:00Z"],
                        "negated": False,
                    },
                    {"path": "name", "op": "=", "values": ["Ada"], "negated": True},
                ]
            }
        ]
    }
    text = 'created_at >= 2024-04-01T00:00:00Z and created_at < 2024-05-01T00:00:00Z and name != "Ada"\n'
    assert run("rows", "people", "-", "--from-rows", input=written.stdout).stdout == text
    assert run("rows", "people", '{"name": "Ada"}', "--indent", "2").stdout.startswith('{\n  "any_of"')


def test_rows_of_another_form_and_wrong_rows_are_errors():
    done = run("rows", "companies", 'name = "a" and (name contains "b" or name contains "c")')
    assert done.exit_code == 1
    assert "error[no-rows AQ632]" in done.stderr
    done = run(
        "rows", "people", "--from-rows", '{"any_of": [{"all_of": [{"path": "nmae", "op": "=", "values": ["x"]}]}]}'
    )
    assert done.exit_code == 1
    assert "did you mean `name`?" in done.stderr
    assert "/any_of/0/all_of/0/path" in done.stderr
    relative = '{"any_of": [{"all_of": [{"path": "created_at", "op": ">", "values": ["today"]}]}]}'
    done = run("rows", "people", "--from-rows", relative, "--now", "2024-05-31T12:00:00Z", "--tz", "Europe/Berlin")
    assert done.stdout == "created_at > 2024-05-30T22:00:00Z\n"
    assert run("rows", "people", "--from-rows", relative, "-p", "a=1").exit_code == 2


WHOLE = 'name = "x" order by created_at desc limit 5'
BODY = {
    "filter": {"name": {"$eq": "x"}},
    "sorts": [{"attribute": "created_at", "direction": "desc"}],
    "limit": 5,
}


@pytest.mark.parametrize("given", [WHOLE, json.dumps(BODY)])
def test_compile_prints_the_request_body_of_a_whole_query(given):
    assert json.loads(run("compile", "--query", "companies", given).stdout) == BODY
    assert json.loads(run("compile", "--query", "--body", "companies", given).stdout) == BODY
    shorthand = run("compile", "--query", "companies", given, "--style", "shorthand").stdout
    assert json.loads(shorthand) == {**BODY, "filter": {"name": "x"}}


def test_decompile_prints_a_whole_query_or_says_what_it_leaves_out():
    done = run("decompile", "--query", "companies", "-", input=json.dumps(BODY))
    assert (done.stdout, done.stderr) == (f"{WHOLE}\n", "")
    alone = run("decompile", "companies", "-", input=json.dumps(BODY))
    assert alone.stdout == 'name = "x"\n'
    assert "filter-alone" in alone.stderr


def test_check_takes_whole_queries(tmp_path):
    assert run("check", "--query", "companies", WHOLE).exit_code == 0
    assert "clause-of-query" in run("check", "companies", WHOLE).stdout
    path = tmp_path / "body.json"
    path.write_text('{"limt": 5}', encoding="utf-8")
    done = run("check", "--query", "companies", "--json", str(path))
    assert (done.exit_code, "unknown-body-key" in done.stdout) == (1, True)
    assert "no problems" in run("check", "companies", "--json", "-", input=json.dumps(BODY)).stdout


def test_fmt_and_complete_take_whole_queries():
    assert run("fmt", "-", input="name='x' ORDER BY created_at  DESC\nLIMIT 5").stdout == f"{WHOLE}\n"
    items = json.loads(run("complete", "--query", "companies", 'name = "x" ord').stdout)["items"]
    assert [item["label"] for item in items] == ["order by"]


def test_decompile():
    done = run("decompile", "people", "-", input='{"name": "Ada", "$not": {"job_title": {"$contains": "x"}}}')
    assert (done.exit_code, done.stdout) == (0, 'name = "Ada" and job_title not contains "x"\n')
    assert run("decompile", "people", "-", input="{").exit_code == 1


def test_fmt(tmp_path):
    path = tmp_path / "a.attioql"
    path.write_text("A=1 AND b==2 # why\n", encoding="utf-8")
    assert run("fmt", "--check", str(path)).exit_code == 1
    diff = run("fmt", "--diff", str(path))
    assert (diff.exit_code, "+A = 1" in diff.stdout) == (1, True)
    assert path.read_text(encoding="utf-8") == "A=1 AND b==2 # why\n"
    assert run("fmt", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8") == "A = 1\nand b = 2  # why\n" or "# why" in path.read_text(
        encoding="utf-8"
    )
    assert run("fmt", "--check", str(path)).exit_code == 0
    assert run("fmt", "-", input="a=1").stdout == "a = 1\n"
    path.write_text("a =", encoding="utf-8")
    assert run("fmt", str(path)).exit_code == 1
    assert path.read_text(encoding="utf-8") == "a ="


def test_fmt_keeps_a_byte_order_mark(tmp_path):
    path = tmp_path / "marked.attioql"
    path.write_bytes(b"\xef\xbb\xbfname=1\n")
    assert run("fmt", str(path)).exit_code == 0
    assert path.read_bytes() == b"\xef\xbb\xbfname = 1\n"


def test_fmt_leaves_a_file_alone_that_was_changed_after_it_was_read(tmp_path, monkeypatch):
    path = tmp_path / "changed.attioql"
    path.write_text("name=1\n", encoding="utf-8")

    def format_later(source, **options):
        path.write_text("name=2\n", encoding="utf-8")
        return attioql.format(source, **options)

    monkeypatch.setattr("attioql.cli.fmt.format_text", format_later)
    done = run("fmt", str(path))
    assert done.exit_code == 2
    assert "another program changed this file during the run" in done.stderr
    assert path.read_text(encoding="utf-8") == "name=2\n"


def test_fmt_formats_the_other_files_after_one_that_cannot_be_read_or_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("latin.attioql").write_bytes(b'name = "\xe9"')
    for name in ("first", "locked", "last"):
        Path(f"{name}.attioql").write_text("name=1\n", encoding="utf-8")
    Path("locked.attioql").chmod(0o444)
    unread = ("none.attioql", "folder", "latin.attioql")
    files = ("first.attioql", *unread, "locked.attioql", "last.attioql")
    checked = run("fmt", "--check", *files)
    assert checked.exit_code == 2
    assert checked.stdout.splitlines() == [f"would reformat {name}.attioql" for name in ("first", "locked", "last")]
    done = run("fmt", *files, "--format", "concise")
    assert done.exit_code == 2
    errors = [line for line in done.stderr.splitlines() if "unreadable-file" in line]
    assert [line.partition(":")[0] for line in errors] == [*unread, "locked.attioql"]
    assert "read-only" in errors[-1]
    contents = [Path(f"{name}.attioql").read_text(encoding="utf-8") for name in ("first", "locked", "last")]
    assert contents == ["name = 1\n", "name=1\n", "name = 1\n"]


def test_fmt_exits_with_2_for_an_unreadable_file_and_one_with_errors():
    done = run("fmt", "none.attioql", "-", input="name =")
    assert done.exit_code == 2
    assert "unreadable-file" in done.stderr
    assert "<stdin>" in done.stderr


def test_grammar(tmp_path):
    assert run("grammar", "users").stdout == attioql.grammar(attioql.Workspace.standard()["users"])
    path = tmp_path / "users.gbnf"
    done = run("grammar", "users", "--dialect", "gbnf", "--depth", "0", "-o", str(path))
    assert (done.exit_code, done.stdout) == (0, "")
    assert path.read_text(encoding="utf-8") == attioql.grammar(attioql.Workspace.standard()["users"], "gbnf", 0)
    assert run("grammar", "users", "-o", str(tmp_path)).exit_code == 2
    assert "no object" in run("grammar", "boats").stderr


def test_schema_types_attributes_and_explain():
    assert json.loads(run("schema", "users", "--depth", "0").stdout)["title"]
    assert "active_from" in run("types", "select").stdout
    assert len(run("types").stdout.splitlines()) == 40
    assert "primary_email_address" in run("attributes", "users").stdout
    assert all(name in run("explain").stdout for name in CODES)
    assert run("explain", "AQ301").stdout == run("explain", "operator-not-supported").stdout


def test_depths_end_where_those_of_the_functions_do():
    """The functions refuse what is beyond, and say up to which depth they go."""
    users = attioql.Workspace.standard()["users"]
    for command, function in (("schema", attioql.json_schema), ("grammar", attioql.grammar)):
        with pytest.raises(ValueError, match=r"depth must not be negative or above \d+") as refused:
            function(users, depth=10**6)
        deepest = int(re.findall(r"above (\d+)", str(refused.value))[0])
        assert run(command, "users", "--depth", str(deepest)).exit_code == 0
        assert f"0<=x<={deepest}" in run(command, "users", "--depth", str(deepest + 1)).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("compile", "company", QUERY),
        ("compile", "companies"),
        ("compile", "companies", QUERY, "--file", "x"),
        ("compile", "companies", "--file", "does-not-exist"),
        ("compile", "companies", QUERY, "--now", "yesterday"),
        ("compile", "companies", QUERY, "--tz", "Mars/Olympus"),
        ("compile", "companies", QUERY, "-p", "novalue"),
        ("compile", "companies", QUERY, "-p", "n:=[1"),
        ("compile", "companies", QUERY, "-p", "n=1", "-p", "n=2"),
        ("compile", "companies", QUERY, "--style", "pretty"),
        ("explain", "operator-not-suported"),
        ("types", "selct"),
        ("attributes", "persons"),
        ("fmt",),
        ("nonsense",),
    ],
)
def test_wrong_usage_is_exit_status_2(arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


MISSING, FOLDER, LATIN = "none.attioql", "folder", "latin.attioql"
EVERY_KIND = (MISSING, FOLDER, LATIN)
UNREADABLE_BY = {
    ("attributes", "deals", "--workspace"): EVERY_KIND,
    ("check", "deals", "--file"): EVERY_KIND,
    ("check", "deals", "--json"): EVERY_KIND,
    ("codegen", "python", "--workspace"): EVERY_KIND,
    ("compile", "deals", "--file"): EVERY_KIND,
    ("complete", "deals", "--file"): EVERY_KIND,
    ("decompile", "deals"): EVERY_KIND,
    ("diff", "deals", "value > 0", "--file"): EVERY_KIND,
    ("fix", "deals", "--file"): EVERY_KIND,
    ("fix", "deals", "--write", "--file"): EVERY_KIND,
    ("fmt",): EVERY_KIND,
    ("fmt", "--check"): EVERY_KIND,
    ("lint", "--config"): EVERY_KIND,
    ("match", "deals", "value > 0"): (MISSING, FOLDER),  # a line that is not UTF-8 is not a record
    ("match", "deals", "value > 0", "-", "--related"): (f"companies={MISSING}", f"companies={FOLDER}"),
    ("rows", "deals", "--file"): EVERY_KIND,
    ("workspace", "build"): (MISSING, LATIN),  # it reads a folder
    ("workspace", "check-filters", "workspace.json", "workspace.json"): (MISSING, LATIN),  # it reads folders
    ("workspace", "check-filters", "workspace.json"): EVERY_KIND,
    ("workspace", "diff", "workspace.json"): EVERY_KIND,
}
"""The files that a command cannot read. `lint` reports them as findings."""


@pytest.mark.parametrize(
    ("command", "file"), [(command, file) for command, files in UNREADABLE_BY.items() for file in files]
)
def test_a_file_that_cannot_be_read_is_exit_status_2(tmp_path, monkeypatch, command, file):
    monkeypatch.chdir(tmp_path)
    Path(FOLDER).mkdir()
    Path(LATIN).write_bytes(b'name = "\xe9"')
    Path("workspace.json").write_text('{"objects": {}}', encoding="utf-8")
    more = ("-",) if command == ("workspace", "check-filters", "workspace.json") else ()
    done = run(*command, file, *more, input="")
    assert (done.exit_code, file.rpartition("=")[2] in done.stderr) == (2, True), done.output


def test_match_names_a_missing_file_after_many_errors_and_matches_the_others(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("bad.jsonl").write_text("no\n" * 2000, encoding="utf-8")
    Path("good.jsonl").write_text(json.dumps({"values": {"value": [{"currency_value": 1}]}}), encoding="utf-8")
    done = run("match", "deals", "value > 0", "bad.jsonl", MISSING, "good.jsonl", "--count")
    assert (done.exit_code, done.stdout) == (2, "1\n")
    assert f"{MISSING}: " in done.stderr
    assert "more like these" in done.stderr
    assert run("match", "deals", "value > 0", "bad.jsonl").exit_code == 1


def test_text_is_utf_8_whatever_the_locale():
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = process("compile", "deals", "-", input='stage = "Won 🎉"'.encode(), env=environment)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8")) == {"stage": {"status": {"$eq": "Won 🎉"}}}


def test_a_closed_pipe_is_no_traceback():
    command = f"{sys.executable} -m attioql types | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("type")
    assert done.stderr == ""


def test_colour_is_for_terminals(monkeypatch):
    plain = process("check", "companies", "nam = 1")
    assert b"\x1b[" not in plain.stdout
    forced = {**os.environ, "FORCE_COLOR": "1"}
    forced.pop("NO_COLOR", None)
    assert b"\x1b[" in process("check", "companies", "nam = 1", env=forced).stdout
    assert b"\x1b[" not in process("check", "companies", "nam = 1", env={**forced, "NO_COLOR": "1"}).stdout
    monkeypatch.undo()


def test_without_click_one_line_says_what_to_install():
    code = "import sys; sys.modules['click'] = None; from attioql.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "attioql: the command needs click, part of the extra `cli`: pip install click rich\n"


def _record(identity, name=None, followers=None):
    values = {"name": [] if name is None else [{"value": name}]}
    values["twitter_follower_count"] = [] if followers is None else [{"value": followers}]
    return {"id": {"record_id": identity}, "values": values}


RECORDS = [_record("a", "Acme Ltd"), _record("b", "Foo", 7), _record("c")]
FORMS = {
    "lines": "".join(json.dumps(record) + "\n" for record in RECORDS),
    "a line without an end": "\n".join(json.dumps(record) for record in RECORDS),
    "an answer on one line": json.dumps({"data": RECORDS}),
    "an answer on many lines": json.dumps({"next": None, "data": RECORDS}, indent=2),
    "two answers": json.dumps({"data": RECORDS[:1]}) + "\n" + json.dumps({"data": RECORDS[1:]}) + "\n",
    "two answers on many lines": json.dumps({"data": RECORDS[:1]}, indent=1)
    + json.dumps({"data": RECORDS[1:]}, indent=1),
    "an array": json.dumps(RECORDS),
    "a byte order mark": "\ufeff" + json.dumps(RECORDS[0]) + "\n" + json.dumps(RECORDS[1]),
    "a byte order mark and an array": "\ufeff" + json.dumps(RECORDS),
}


@pytest.mark.parametrize("form", FORMS)
def test_match_reads_records_in_every_form(form, tmp_path):
    path = tmp_path / "records.json"
    path.write_text(FORMS[form], encoding="utf-8")
    expression = 'name contains "LTD" or twitter_follower_count > 5'
    for done in (
        run("match", "companies", expression, str(path)),
        run("match", "companies", expression, input=FORMS[form]),
    ):
        assert done.exit_code == 0, done.stderr
        assert [json.loads(line) for line in done.stdout.splitlines()] == RECORDS[:2]
    assert run("match", "companies", "--count", expression, str(path)).stdout == "2\n"


def test_match_reads_an_answer_longer_than_it_looks_ahead():
    many = [_record(str(number), "Acme Ltd" if number % 10 == 0 else "Foo") for number in range(5_000)]
    for text in (json.dumps({"data": many}), json.dumps(many), "\n".join(json.dumps(record) for record in many)):
        assert run("match", "companies", "--count", 'name contains "ltd"', input=text).stdout == "500\n"


def test_match_explains_every_record():
    done = run(
        "match", "companies", "--explain", 'name contains "ltd" and twitter_follower_count != 5', input=FORMS["lines"]
    )
    assert done.stdout.splitlines() == [
        'a: matches: name contains "ltd" is true; twitter_follower_count != 5 is true',
        'b: does not match: name contains "ltd" is false',
        'c: does not match: name contains "ltd" is false',
    ]
    assert run("match", "companies", "--explain", "", input=FORMS["lines"]).stdout.startswith(
        "a: matches: the filter is empty"
    )


@pytest.mark.parametrize("record", ['{"a": 1}', ' {"a": 1}', '[{"a": 1}]', "{}", '{"a": "' + "x" * 5_000 + '"}'])
def test_a_record_in_place_of_a_file_is_told_where_to_go(record):
    done = run("match", "people", 'name = "x"', record)
    said = "records are read from a file, or from standard input as `-`, not from an argument"
    where = record if len(record) <= 40 else f"{record[:37]}…"
    assert (done.stderr, done.exit_code) == (f"{where}: {said}\n", 2)


def test_match_reports_what_is_no_record_and_goes_on(tmp_path):
    lines = [
        "nonsense",
        "[]",
        '{"values": {}}',
        '{"values": {"name": [{"value": 5}]}}',
        json.dumps(RECORDS[0]),
        '{"values": ',
    ]
    done = run("match", "companies", 'name contains "ltd"', "-", str(tmp_path / "none"), input="\n".join(lines))
    assert (done.exit_code, done.stdout) == (2, json.dumps(RECORDS[0]) + "\n")
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [
        "<stdin>:1",
        "<stdin>:2",
        "<stdin>:3",
        "<stdin>:4",
        "<stdin>:6",
        str(tmp_path / "none"),
    ]


@pytest.mark.parametrize(
    "text", ['{\n"data": 5}', '{\n"x": []}', "{\n", '{"data": [\n{"values": {}}, {]}', '{"data": [' + "[" * 70_000]
)
def test_match_reports_documents_that_are_none(text):
    done = run("match", "companies", 'name = "x"', input=text)
    assert done.exit_code == 1
    assert done.stderr.startswith("<stdin>")


def test_match_tells_the_first_hundred_faults():
    done = run("match", "companies", 'name = "x"', input="nonsense\n" * 105)
    assert done.stderr.splitlines()[-1] == "and 5 more like these"
    assert len(done.stderr.splitlines()) == 101


def test_match_follows_paths_with_related_records(tmp_path):
    path = tmp_path / "companies.jsonl"
    path.write_text(FORMS["lines"], encoding="utf-8")
    person = {"values": {"company": [{"target_object": "companies", "target_record_id": "a"}]}}
    expression = 'company.name = "Acme Ltd"'
    done = run("match", "people", "--count", "--related", f"companies={path}", expression, input=json.dumps(person))
    assert (done.exit_code, done.stdout) == (0, "1\n")
    assert run("match", "people", expression, input=json.dumps(person)).exit_code == 2
    assert run("match", "people", "--related", "companies", expression, input="").exit_code == 2
    assert run("match", "people", "--count", "--explain", expression, input="").exit_code == 2


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('{"values": {}}', ":1: a related record needs its `id` with a `record_id`"),
        ('{"id": ', ":1: not JSON at column 7: a value is expected here"),
        ('[{"id": {"record_id": "a"}}, 5]', "[2]: a related record needs its `id` with a `record_id`"),
    ],
)
def test_match_reports_related_records_that_cannot_be_read(tmp_path, text, error):
    path = tmp_path / "companies.json"
    path.write_text(text, encoding="utf-8")
    done = run("match", "people", "--related", f"companies={path}", 'company.name = "x"', input="")
    assert (done.exit_code, done.stderr) == (1, f"{path}{error}\n")


def test_match_reports_where_each_record_is_that_cannot_be_read(tmp_path):
    path = tmp_path / "none"
    done = run("match", "companies", 'name = "x"', "-", str(path), input='{"values": {"name": 5}}\n')
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        "<stdin>:1: /values/name: the values of an attribute are an array, empty when there is none; this is a number",
        f"{path}: No such file or directory",
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('{\n"x": []}', "there are no records: neither JSON Lines nor an answer with `data`"),
        ('[{"values": {}} 5]', "not JSON: ']' is expected, not '5'"),
    ],
)
def test_match_says_why_a_document_cannot_be_read(text, error):
    done = run("match", "companies", 'name = "x"', input=text)
    assert done.stderr.splitlines()[-1].split(": ", 1)[1] == error


def test_match_reports_a_filter_at_fault():
    done = run("match", "companies", "nam = 5", input=FORMS["lines"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "unknown-attribute" in done.stderr


def test_complete_prints_items_as_json():
    result = run("complete", "people", "name.fi")
    answer = json.loads(result.stdout)
    assert answer["span"] == {"start": 5, "end": 7}
    assert [(item["insert_text"], item["kind"]) for item in answer["items"]] == [("first_name", "property")]


def test_complete_takes_an_offset_and_filter_json():
    result = run("complete", "people", '{"name": {"fi": "x"}}', "--offset", "13")
    assert [item["insert_text"] for item in json.loads(result.stdout)["items"]] == ['"first_name"']


def test_complete_refuses_an_offset_outside_the_filter():
    result = run("complete", "people", "name", "--offset", "5")
    assert result.exit_code == 2
    assert "--offset must be from 0 to 4, the length of the filter" in result.stderr


@pytest.mark.parametrize(
    "number", ["0.1234567890123456789", "9007199254740993.5", "123456789012345678901234567890", "1e-300"]
)
@pytest.mark.parametrize("form", ["{}\n", "[{}]", '{{"data": [{}]}}', '{{\n"data": [{}]}}'])
def test_match_reads_the_numbers_of_records_exactly(tmp_path, number, form):
    path = tmp_path / "records"
    record = f'{{"values": {{"value": [{{"currency_value": 1}}], "n": [{{"value": {number}}}]}}}}'
    path.write_text(form.format(record), encoding="utf-8")
    workspace = tmp_path / "w.json"
    attributes = {"n": {"title": "N", "type": "number"}}
    workspace.write_text(json.dumps({"objects": {"things": {"attributes": attributes}}}), encoding="utf-8")

    def counted(query):
        return run("match", "things", query, str(path), "--count", "--workspace", str(workspace)).stdout

    assert counted(f"n = {number}") == "1\n"
    assert counted(f"n > {number} or n < {number}") == "0\n"
    printed = run("match", "things", f"n = {number}", str(path), "--workspace", str(workspace)).stdout
    assert number.replace("e-300", "") in printed


@pytest.mark.parametrize(
    "arguments", [("explain", "double-negation"), ("lint", "--target", "deals", "--format", "sarif", "a.json")]
)
def test_pages_of_rules_do_not_depend_on_docstrings(tmp_path, arguments):
    (tmp_path / "a.json").write_text('{"$not": {"$not": {"name": "x"}}}', encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    def printed(*options):
        command = [sys.executable, *options, "-m", "attioql", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        return done.stdout, done.stderr

    stripped = printed("-OO")
    assert "A negation inside another negation cancels it out." in stripped[0]
    assert stripped == printed()


@pytest.mark.parametrize(
    ("fraction", "microsecond"), [("", 0), (".5", 500_000), (".000001", 1), (".0000019", 1), (".123456789", 123_456)]
)
def test_the_digits_after_a_point_are_parts_of_a_second(fraction, microsecond):
    assert timestamp(f"2024-05-31T09:30:07{fraction}Z").isoformat(timespec="microseconds") == (
        f"2024-05-31T09:30:07.{microsecond:06}+00:00"
    )


@pytest.mark.parametrize(
    ("option", "advice"),
    [
        ("--tarjet", "'--target' goes after the command."),
        ("--workspace", "'--workspace' goes after the command."),
        ("--versoin", "Did you mean '--version'?"),
        ("--zzzzzzzz", "No such option '--zzzzzzzz'."),
    ],
)
def test_an_unknown_option_before_the_command_names_the_one_that_is_meant(option, advice):
    done = CliRunner().invoke(app, [option, "people", "lint"])
    assert done.exit_code == 2
    assert done.stderr.rstrip().endswith(advice)
