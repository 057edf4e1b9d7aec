"""`attioql diff`: what it prints for people and as JSON, its exit status, and filters with mistakes."""

import json

import pytest
from click.testing import CliRunner

import attioql
from attioql.cli.app import app

NARROW, WIDE = 'name = "Acme"', 'name contains "acme"'
COMPANIES = attioql.Workspace.standard()["companies"]


def run(*arguments, **options):
    return CliRunner().invoke(app, ["diff", *arguments], **options)


def test_equivalent_filters_exit_with_0():
    done = run("companies", "foundation_date > 2024-01-01", '{"foundation_date": {"$gte": "2024-01-02"}}')
    assert (done.exit_code, done.output) == (0, "Both filters match the same records.\n")


def test_filters_that_differ_exit_with_1_and_show_a_record():
    done = run("companies", NARROW, WIDE)
    assert done.exit_code == 1
    assert done.output == (
        "The first filter implies the second, which matches more records.\n"
        "\n"
        "Only the second filter matches:\n"
        "  id: 00000001-0000-4000-8000-000000000001\n"
        '  name: "acme"\n'
    )


def test_the_result_as_json_has_records_that_match_takes():
    done = run("companies", "--format", "json", 'team.name = "Ada"', WIDE)
    result = json.loads(done.stdout)
    assert (done.exit_code, result["relation"], result["equivalent"]) == (1, "neither", False)
    for name, matching, other in (
        ("only_first", 'team.name = "Ada"', WIDE),
        ("only_second", WIDE, 'team.name = "Ada"'),
    ):
        shown = result[name]
        assert attioql.compile(matching, COMPANIES).matches(shown["record"], related=shown["related"])
        assert not attioql.compile(other, COMPANIES).matches(shown["record"], related=shown["related"])


def test_numbers_are_exact_in_json():
    done = run("companies", "--format", "json", "twitter_follower_count > 0.1234567890123456789", "not name = 'x'")
    assert json.loads(done.stdout)["only_first"] is not None


def test_what_is_not_known_exits_with_2():
    option = "50cf242c-7fa3-4cad-87d0-75b1af71c57"
    done = run("deals", f'stage = "{option}a" and stage = "{option}b"', "value > 1 and value < 1")
    assert done.exit_code == 2
    assert done.output == "The second filter implies the first; whether the first implies the second is not known.\n"


@pytest.mark.parametrize("output_format", ["human", "json"])
def test_a_filter_with_errors_exits_with_2_and_is_reported(output_format):
    done = run("companies", "--format", output_format, NARROW, "nmae = 5")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "unknown-attribute" in done.stderr
    if output_format == "json":
        assert json.loads(done.stderr)["diagnostics"]


def test_a_filter_is_read_from_standard_input():
    assert run("companies", "-", WIDE, input=NARROW).exit_code == 1
    assert run("companies", WIDE, "-", input=WIDE).exit_code == 0
    done = run("companies", "-", "-", input=WIDE)
    assert done.exit_code == 2
    assert "only one of the filters can come from standard input" in done.stderr


def test_moments_take_now_and_the_time_zone():
    options = ["--now", "2026-11-29T10:00:00Z", "--tz", "Europe/Berlin"]
    done = run("people", "created_at >= today", "created_at >= 2026-11-28T23:00:00Z", *options)
    assert done.exit_code == 0


def test_limits_apply_to_each_filter():
    assert run("companies", NARROW, WIDE, "--limit-conditions", "1").exit_code == 1
    done = run("companies", NARROW, f"{WIDE} and name = 'x'", "--limit-conditions", "1")
    assert done.exit_code == 2
    assert "filter-too-large" in done.stderr


def test_a_workspace_of_ones_own_is_taken(tmp_path):
    file = tmp_path / "boats.json"
    file.write_text(json.dumps({"objects": {"boats": {"attributes": {"length": {"type": "number"}}}}}), "utf-8")
    done = run("boats", "length > 5", "length > 6", "--workspace", str(file))
    assert done.exit_code == 1
    assert "length: 6" in done.output


def test_errors_of_both_filters_are_reported_and_say_whose_they_are():
    done = run("companies", "--format", "json", "nmae = 5", '{"name": {"$gt": 3}}')
    assert (done.exit_code, done.stdout) == (2, "")
    found = [(each["file"], each["name"]) for each in json.loads(done.stderr)["diagnostics"]]
    assert found == [("<A>", "unknown-attribute"), ("<B>", "operator-not-supported")]
    human = run("companies", NARROW, "nmae = 5").stderr
    assert "<B>:1:1" in human
    assert "<A>" not in human


def test_filters_are_read_from_files(tmp_path):
    one, two = tmp_path / "one.aql", tmp_path / "two.json"
    one.write_text(NARROW, "utf-8")
    two.write_text('{"name": {"$contains": "acme"}}', "utf-8")
    for arguments in (["--file", str(one), "-f", str(two)], ["-f", str(one), WIDE], ["-f", str(one), "-"]):
        done = run("companies", *arguments, input=WIDE)
        assert (done.exit_code, done.output.split("\n")[0]) == (
            1,
            "The first filter implies the second, which matches more records.",
        )
    one.write_text("nmae = 5", "utf-8")
    done = run("companies", "-f", str(one), "nmae = 6")
    assert f"{one}:1:1" in done.stderr
    assert "<B>:1:1" in done.stderr


@pytest.mark.parametrize("arguments", [[], [NARROW], [NARROW, WIDE, WIDE], ["-f", "none.aql", NARROW, WIDE]])
def test_there_are_two_filters(arguments):
    done = run("companies", *arguments)
    assert done.exit_code == 2
    assert "give two filters" in done.stderr


def test_a_file_that_is_not_there_is_an_error():
    done = run("companies", "-f", "none.aql", NARROW)
    assert done.exit_code == 2
    assert "none.aql" in done.stderr


def test_parameters_are_bound_in_each_filter_that_has_them():
    assert run("companies", "name = :x", "name = :x", "-p", "x=Acme").exit_code == 0
    assert run("companies", "name = :x", '{"name": "Acme"}', "-p", "x=Acme").exit_code == 0
    both = run("companies", "name = :x", "twitter_follower_count > :n", "-p", "x=a", "-p", "n:=5")
    assert both.exit_code == 1
    assert "twitter_follower_count: 6" in both.output


@pytest.mark.parametrize("filters", [(NARROW, WIDE), (NARROW, '{"name": ":x"}')])
def test_a_parameter_that_no_filter_has_is_an_error(filters):
    done = run("companies", *filters, "--param", "x=a")
    assert done.exit_code == 2
    assert "no filter has the parameter :x" in done.stderr


def test_a_parameter_that_one_filter_lacks_is_missing():
    done = run("companies", "name = :x", "name = :y", "--param", "x=a")
    assert done.exit_code == 2
    assert "missing-parameter" in done.stderr
    assert "<B>:1:8" in done.stderr
