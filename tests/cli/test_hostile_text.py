"""Text that strangers write, in names of files, records, workspaces and filters, on its way to a terminal and to CI."""

import json
import os
import re
import sys
import unicodedata

import jsonschema
import pytest
from click.testing import CliRunner

from attioql.cli.app import app
from attioql.resources import read_resource

HOSTILE = {
    "escape": "\x1b[31m",
    "c1": "\x9b31m",
    "override": "\u202etxet",
    "isolate": "\u2066x\u2069",
    "mark": "\u200f",
    "bell": "a\x07\x7f",
    "carriage return": "a\r::error::x",
    "line separator": "a\u2028::error::x",
    "command": "::error file=x::hidden",
    "blank before a command": "  ::error::x",
    "old command": "##[error]x",
    "azure": "##vso[task.setvariable variable=x]y",
    "teamcity": "##teamcity[buildStop comment='x']",
    "line feed": "a\n::error::x",
}
"""Characters that a terminal obeys, and lines that CI runners take for commands."""
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKS = {"\u061c", "\u200e", "\u200f", "\u2028", "\u2029"}
FOR_PEOPLE = ("human", "concise", "github")


def _is_obeyed(character):
    control = unicodedata.category(character) in {"Cc", "Cs"} and character != "\n"
    return control or unicodedata.bidirectional(character) in BIDI or character in MARKS


def require_harmless(text, *, github=False):
    assert not [character for character in text if _is_obeyed(character)], text
    for line in text.splitlines():
        if not (github and line.startswith(("::error ", "::warning ", "::notice "))):
            assert not line.lstrip().startswith("::"), line
            assert "##[" not in line, line
            assert "##vso[" not in line, line
            assert "##teamcity[" not in line, line


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments, report_format=None, given=None):
        chosen = () if report_format is None else ("--format", report_format)
        done = CliRunner().invoke(app, [*arguments, *chosen], input=given)
        assert done.exit_code in {0, 1, 2}, done.output
        return done

    return run


def _workspace(path, text):
    attributes = {
        "n": {"title": text, "type": "number"},
        "s": {"title": "S", "type": "select", "options": [{"title": text}]},
        "t": {"title": text, "type": "text"},
    }
    data = {"objects": {"things": {"singular": text, "plural": text, "attributes": attributes}}}
    path.write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_records_and_titles_are_printed_without_what_a_terminal_obeys(run, tmp_path, text):
    _workspace(tmp_path / "w.json", text)
    records = [
        {"id": {"record_id": text}, "values": {"n": [{"value": 1}]}},
        {"id": {"record_id": text}, "values": {"n": [{"attribute_type": text, "value": 1}]}},
        {"id": {"record_id": text}, "values": {"n": [text]}},
        {text: 1},
    ]
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    (tmp_path / "r.jsonl").write_text(f"{lines}{text}\n", encoding="utf-8")
    for arguments in (
        ("match", "things", "n = 1", "r.jsonl", "--explain"),
        ("match", "things", "n = 1", f"{text}.jsonl", "--count"),
        ("match", "things", f"t = {json.dumps(text)}", "r.jsonl", "--explain"),
        ("attributes", "things"),
    ):
        done = run(*arguments, "--workspace", "w.json")
        require_harmless(done.stdout)
        require_harmless(done.stderr)


@pytest.mark.parametrize("report_format", FOR_PEOPLE)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_reports_are_printed_without_what_a_terminal_obeys(run, tmp_path, text, report_format):
    _workspace(tmp_path / "w.json", text)
    (tmp_path / "r.jsonl").write_text("{}\n", encoding="utf-8")
    literal = json.dumps(text, ensure_ascii=False)
    name = f"{text.replace('/', '')}.attioql"
    query = f"t = {literal} and `{text}` = 1 {text}\n# {text}\nand s = {literal}"
    (tmp_path / name).write_text(query, encoding="utf-8", newline="")
    (tmp_path / "a.filter.json").write_text(json.dumps({text: text, "t": {text: [text]}}), encoding="utf-8")
    (tmp_path / "a.filters.json").write_text(
        json.dumps({text: {"target": text, "filter": {text: 1}, text: text}}), encoding="utf-8"
    )
    (tmp_path / "a.yaml").write_text(
        f"filters:\n  a:\n    target: {literal}\n    filter: {literal}\n", encoding="utf-8"
    )
    for arguments in (
        ("check", "things", query),
        ("check", "things", "--json", "a.filter.json"),
        ("check", "things", "--file", name),
        ("check", "things", "t = :x", "-p", f"{text}=1"),
        ("check", "things", "t = :x", "-p", f"x:={text}"),
        ("check", text, "t = :x"),
        ("check", "things", "--file", f"{text}.none"),
        ("compile", "things", query),
        ("decompile", "things", "a.filter.json"),
        ("match", "things", query, "r.jsonl"),
        ("lint", "--target", "things", "."),
        ("lint", "--target", "things", name),
        ("lint", "--target", "things", f"{text}.none"),
        ("lint", "--target", "things", "--statistics", "."),
        ("lint", "--target", "things", "--show-files", "."),
        ("lint", "--target", "things", "--select", text, "."),
        ("lint", "--target", "things", "--fix", "--unsafe-fixes", "."),
    ):
        done = run(*arguments, "--workspace", "w.json", report_format=report_format)
        require_harmless(done.stdout, github=report_format == "github")
        require_harmless(done.stderr, github=report_format == "github")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_other_output_is_printed_without_what_a_terminal_obeys(run, tmp_path, text):
    _workspace(tmp_path / "w.json", text)
    _workspace(tmp_path / "v.json", f"{text}{text}")
    name = f"{text.replace('/', '')}.attioql"
    (tmp_path / name).write_text("t  =  'x'", encoding="utf-8")
    for arguments in (
        ("fmt", "--check", name),
        ("fmt", name),
        ("fmt", f"{text}.none"),
        ("workspace", "diff", "w.json", "v.json"),
        ("workspace", "diff", "w.json", f"{text}.json"),
        ("workspace", "check-filters", "w.json", "v.json", ".", "--target", "things"),
        ("workspace", "check-filters", "w.json", "v.json", name, "--target", text),
        ("workspace", "build", text),
        ("explain", text),
        ("types", text),
        ("schema", text),
        ("grammar", text),
        (text,),
        ("lint", f"--{text}"),
        ("lint", "--config", text),
        ("attributes", "things", "--workspace", text),
    ):
        done = run(*arguments)
        require_harmless(done.stdout)
        require_harmless(done.stderr)


def test_a_concise_line_begins_with_a_path_that_no_runner_takes_for_a_command(run, tmp_path):
    name = "::error file=x::hidden.attioql"
    (tmp_path / name).write_text("nam = 1", encoding="utf-8")
    done = run("lint", "--target", "companies", name, report_format="concise")
    assert done.stdout.startswith(f"./{name}:1:1: error[unknown-attribute")


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are Unicode on other systems")
@pytest.mark.parametrize("report_format", ["human", "concise", "json", "sarif", "github", "junit"])
def test_a_file_name_that_is_not_utf_8_is_reported_in_every_format(run, tmp_path, report_format):
    name = os.fsdecode(b"a\xff.attioql")
    (tmp_path / name).write_text("nam = 1", encoding="utf-8")
    for path in (name, str(tmp_path / name)):
        done = run("lint", "--target", "companies", path, report_format=report_format)
        assert done.exit_code == 1
        done.stdout.encode("utf-8")
        if report_format == "json":
            assert json.loads(done.stdout)["diagnostics"][0]["file"] == path
        if report_format == "sarif":
            log = json.loads(done.stdout)
            jsonschema.validate(json.loads(done.stdout)["runs"][0]["results"], {"type": "array", "minItems": 1})
            location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
            assert location["artifactLocation"]["uri"].endswith("a%FF.attioql")


def test_what_a_report_of_any_name_is_made_of_can_be_written_as_utf_8(run):
    for report_format in ("json", "sarif", "junit", "human", "concise", "github"):
        done = run(
            "lint",
            "-",
            "--stdin-filename",
            "\ud800\udcff",
            "--target",
            "companies",
            given="nam",
            report_format=report_format,
        )
        done.stdout.encode("utf-8")


def test_json_keeps_what_it_was_given(run, tmp_path):
    (tmp_path / "a.attioql").write_text('name = "\u202e" and nam = 1', encoding="utf-8")
    found = json.loads(run("lint", "--target", "companies", "a.attioql", report_format="json").stdout)
    jsonschema.validate(found, json.loads(read_resource("schemas", "diagnostics.schema.json")))


@pytest.mark.parametrize(
    "name", [name for name in HOSTILE if "command" not in name and name not in {"azure", "teamcity", "carriage return"}]
)
def test_json_and_texts_at_a_terminal_have_nothing_that_it_obeys(run, tmp_path, monkeypatch, name):
    text = HOSTILE[name]
    if "\n" in text or "\x1b" in text:
        text = text.replace("\n", "").replace("\x1b", "\x9b")
    _workspace(tmp_path / "w.json", text)
    (tmp_path / "a.attioql").write_text(f"# target: things\nnot not t = '{text}'\n", encoding="utf-8")
    (tmp_path / "r.json").write_text(
        json.dumps([{"values": {"t": [{"value": text}]}}], ensure_ascii=False), encoding="utf-8"
    )
    (tmp_path / "f.json").write_text(json.dumps({"t": text}, ensure_ascii=False), encoding="utf-8")
    given = ("things", f"t = '{text}'")
    as_json = [
        ("compile", *given),
        ("compile", *given, "--indent", "2"),
        ("rows", *given),
        ("schema", "things"),
        ("complete", "things", "s = ", "--offset", "4"),
        ("match", *given, "r.json"),
        ("check", "things", f"x = '{text}'", "--format", "json"),
    ]
    others = [
        ("decompile", "things", "f.json"),
        ("lint", "--diff", "a.attioql"),
        ("fix", *given),
        ("fix", "things", json.dumps({"t": text}, ensure_ascii=False)),
    ]
    for arguments in (*as_json, *others):
        command = (arguments[0], "--workspace", "w.json", *arguments[1:])
        plain = run(*command).stdout
        with monkeypatch.context() as patched:
            patched.setenv("NO_COLOR", "1")
            patched.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
            shown = run(*command).stdout
        require_harmless(shown, github=True)
        assert shown, arguments
        if arguments in as_json and arguments[0] != "match":
            assert json.loads(shown) == json.loads(plain)


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in {"command", "blank before a command"}])
@pytest.mark.parametrize(
    "command", [("lint", "--fix"), ("fmt",), ("fix", "things", "--lint", "--file")], ids=lambda each: each[0]
)
def test_the_name_of_a_file_in_a_diff_is_quoted_if_anybody_obeys_it(run, tmp_path, command, name):
    _workspace(tmp_path / "w.json", "T")
    file = f"{HOSTILE[name]}.attioql"
    (tmp_path / file).write_text("# target: things\nnot not t =  'x'\n", encoding="utf-8")
    workspace = () if command[0] == "fmt" else ("--workspace", "w.json")
    done = run(command[0], *workspace, "--diff", *command[1:], file)
    first, second, *_ = done.stdout.split("\n")
    assert (first[:5], second[:5]) == ('--- "', '+++ "')
    require_harmless(done.stdout)
    octal = re.sub(r"\\([0-7]{3})", lambda digits: chr(int(digits[1], 8)), first[5:-1])
    assert octal.encode("latin-1").decode() == file


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are Unicode on other systems")
def test_the_name_of_a_file_in_a_diff_is_its_bytes(run, tmp_path):
    name = os.fsdecode(b'a\xff ".attioql')
    (tmp_path / name).write_text("name  = 'x'", encoding="utf-8")
    assert run("fmt", "--diff", name).stdout.startswith('--- "a\\377 \\042.attioql"\n')
    (tmp_path / "é.attioql").write_text("name  = 'x'", encoding="utf-8")
    assert run("fmt", "--diff", "é.attioql").stdout.startswith("--- é.attioql\n")


def test_line_ends_of_two_characters_are_line_ends_at_a_terminal(run, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    assert "\ufffd" not in run("fmt", "-", given="name  = 'x'\r\nand domains = 'y'\r\n").stdout
    assert json.loads(run("fix", "companies", "-", given='{\r\n"name": "x"}\r\n').stdout) == {"name": "x"}
