"""Streams of the command line within this process: their encoding, closed and full ones, and what a progress bar is told."""

import gc
import io
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from attioql.cli import app, files, jobs, match, output, replacing

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of POSIX")
RECORD = '{"values": {"job_title": []}}\n'


def _wrapped(given=b""):
    return io.TextIOWrapper(io.BytesIO(given), encoding="ascii")


def _written(stream):
    stream.flush()
    return stream.buffer.getvalue().decode()


def _run(monkeypatch, *arguments, **streams):
    """Run the command on streams of these names; return its exit status."""
    monkeypatch.setattr(sys, "argv", ["a/path", *arguments])
    for name, stream in streams.items():
        monkeypatch.setattr(sys, name, stream)
    with pytest.raises(SystemExit) as ended:
        app.run()
    return ended.value.code


def test_streams_are_utf_8_and_take_what_is_none(monkeypatch):
    streams = {"stdin": _wrapped('stage = "é\udcff"'.encode(errors="surrogateescape")), "stdout": _wrapped()}
    streams["stderr"] = _wrapped()
    assert _run(monkeypatch, "compile", "deals", 'stage = "é"', **streams) == 0
    assert _written(streams["stdout"]) == '{"stage": {"status": {"$eq": "é"}}}\n'
    assert [stream.errors for stream in streams.values()] == ["surrogateescape", "surrogateescape", "backslashreplace"]
    assert sys.stdin.read() == 'stage = "é\udcff"'


def test_messages_name_the_command(monkeypatch):
    streams = {"stdin": _wrapped(), "stdout": _wrapped(), "stderr": _wrapped()}
    assert _run(monkeypatch, "check", "é", "\udcff", **streams) == 2
    said = _written(streams["stderr"])
    assert said.startswith("Usage: attioql check [OPTIONS] TARGET [EXPR]\nTry 'attioql check --help' for help.\n")
    assert "'é'" in said


def test_a_stream_of_another_kind_is_left_as_it_is(monkeypatch):
    stream = io.StringIO()
    assert _run(monkeypatch, "check", "deals", 'name = "é"', stdout=stream, stderr=io.StringIO()) == 0
    assert stream.getvalue() == "no problems found\n"


@POSIX
def test_output_that_nobody_reads_ends_the_command(monkeypatch):
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        errors = io.StringIO()
        assert _run(monkeypatch, "types", stdout=stream, stderr=errors) == 1
        assert errors.getvalue() == ""
        stream.write("this goes nowhere, and is no error")


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_that_is_full_is_an_error_of_the_system(monkeypatch):
    with Path("/dev/full").open("w", encoding="utf-8") as stream:
        errors = io.StringIO()
        assert _run(monkeypatch, "types", stdout=stream, stderr=errors) == 2
        assert errors.getvalue() == "attioql: No space left on device\n"


def test_an_error_without_a_reason_is_told_as_it_is(monkeypatch):
    class Broken(io.StringIO):
        def flush(self):
            raise OSError("no luck")

        def fileno(self):
            return spare

    with open(os.devnull, "wb") as opened:  # noqa: PTH123 - for its number
        spare, errors = opened.fileno(), io.StringIO()
        assert _run(monkeypatch, "check", "deals", 'name = "x"', stdout=Broken(), stderr=errors) == 2
        assert errors.getvalue() == "attioql: no luck\n"


@POSIX
def test_streams_that_are_closed_refuse_to_be_read_and_written(monkeypatch):
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    app._replace_closed_streams()
    opened = (sys.stdin, sys.stdout, sys.stderr)
    assert [stream.encoding for stream in opened] == ["utf-8"] * 3
    with pytest.raises(OSError, match="Bad file descriptor"):
        sys.stdin.read()
    sys.stdout.write("x")
    with pytest.raises(OSError, match="Bad file descriptor"):
        sys.stdout.flush()
    sys.stderr.write("x")
    sys.stderr.flush()
    for stream in opened:
        with suppress(OSError):
            stream.close()


def test_streams_that_are_open_stay():
    before = sys.stdin, sys.stdout, sys.stderr
    app._replace_closed_streams()
    assert (sys.stdin, sys.stdout, sys.stderr) == before


@pytest.fixture
def told(monkeypatch):
    """What progress bars are told: their columns, total and whether they are shown, and then each step."""
    said = []

    @contextmanager
    def progress(columns, total, *, shown=True):
        said.append((columns, total, shown))
        yield said.append

    monkeypatch.setattr(match, "progress", progress)
    monkeypatch.setattr(jobs, "progress", progress)
    return said


def _invoked(*arguments, **options):
    return CliRunner().invoke(app.app, list(arguments), **options)


def test_the_bar_of_match_counts_the_bytes_of_files(told, tmp_path):
    names = [str(tmp_path / name) for name in ("a.jsonl", "b.jsonl")]
    for name in names:
        Path(name).write_text(RECORD, encoding="utf-8")
    shown = match._COLUMNS
    for given, total in (
        (names, 2 * len(RECORD)),
        ([*names, "-"], None),
        ([str(tmp_path)], None),
        ([names[0], str(tmp_path / "missing")], None),
        ([], None),
    ):
        told.clear()
        _invoked("match", "people", 'not job_title = "x"', *given, input=RECORD)
        assert told[0] == (shown, total, True)
        assert sum(told[1:]) == len(RECORD) * sum(name in {*names, "-"} for name in given or ["-"])


@pytest.mark.parametrize(
    ("at_terminal", "count", "shown"), [(False, (), True), (True, (), False), (True, ("--count",), True)]
)
def test_the_bar_of_match_is_not_drawn_between_records_at_a_terminal(told, monkeypatch, at_terminal, count, shown):
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: at_terminal, raising=False)
    _invoked("match", "people", 'not job_title = "x"', *count, input=RECORD)
    assert told[0][2] is shown


def test_the_bar_of_lint_counts_many_files(told, tmp_path, monkeypatch):
    for name in ("a.attioql", "b.attioql", "c.json"):
        (tmp_path / name).write_text("# target: deals\nvalue > 5", encoding="utf-8")
    for many, shown in ((3, True), (4, False)):
        told.clear()
        monkeypatch.setattr(jobs, "_MANY_FILES", many)
        _invoked("lint", str(tmp_path))
        assert told == [(jobs._COLUMNS, 3, shown), 1, 1, 1]


def test_garbage_is_collected_seldom_while_files_are_linted(monkeypatch):
    before = gc.get_threshold(), gc.get_freeze_count()
    during = []

    def look(*_):
        during.append((gc.get_threshold()[0], gc.get_freeze_count()))
        return []

    monkeypatch.setattr(jobs, "_outcomes", look)
    assert jobs.run_all([], None, 1) == []
    [(threshold, frozen)] = during
    assert threshold == jobs._OBJECTS_BETWEEN_COLLECTIONS
    assert frozen > before[1]
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before[0], 0)


@pytest.mark.parametrize(("given", "number", "processes"), [(2, 3, 2), (3, 2, 2), (1, 3, None), (3, 1, None)])
def test_files_are_shared_out_among_processes(monkeypatch, given, number, processes):
    made: list[Any] = []

    class Pool:
        def __init__(self, most, initializer, initargs):
            made.append(most)
            initializer(*initargs)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            made.append("ended")

        def map(self, work, parts):
            return map(work, parts)

    monkeypatch.setattr(jobs, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(jobs, "_collect_seldom", lambda: None)
    monkeypatch.setattr(jobs, "_FILES_AT_A_TIME", 2)
    monkeypatch.setattr(jobs, "lint_files", lambda part, options: [(list(part), options)])
    shared: Any = jobs._outcomes
    parts = list(shared(list(range(number)), "options", given))
    if processes is None:
        assert (parts, made) == ([(list(range(number)), "options")], [])
    else:
        assert parts == [(part, "options") for part in ([0, 1], [2]) if max(part) < number]
        assert made == [processes, "ended"]


def test_a_bar_is_drawn_at_a_terminal_alone(monkeypatch):
    drawn = []

    class Bar:
        def __init__(self, *columns, console, transient):
            drawn.extend([columns, console, transient])

        def __enter__(self):
            return self

        def __exit__(self, *_):
            drawn.append("ended")

        def add_task(self, text, total):
            drawn.append((text, total))
            return "task"

        def advance(self, task, count):
            drawn.append((task, count))

    class Module:
        Progress = Bar
        BarColumn = lambda: "a bar"  # noqa: E731 - stands for a class

    monkeypatch.setattr(output, "import_module", lambda _: Module)
    monkeypatch.setattr(output, "_console", lambda stream: stream)
    stream = io.StringIO()
    for at_terminal, shown in ((False, True), (True, False), (True, True)):
        monkeypatch.setattr(stream, "isatty", lambda is_one=at_terminal: is_one)
        monkeypatch.setattr(sys, "stderr", stream)
        assert drawn == []
        with output.progress(["BarColumn"], 5, shown=shown) as advance:
            advance(3)
    assert drawn == [("a bar",), stream, True, ("", 5), ("task", 3), "ended"]


def test_a_file_is_read_in_growing_pieces_and_not_past_the_limit(monkeypatch):
    asked = []

    class Stream(io.BytesIO):
        def read(self, size=-1, /):
            asked.append(size)
            return super().read(size)

    monkeypatch.setattr(files, "_AT_FIRST", 10)
    for limit, length, sizes in ((100, 1000, [10, 20, 40, 31]), (100, 35, [10, 20, 40, 66]), (30, 5, [10, 20])):
        asked.clear()
        monkeypatch.setattr(files, "LARGEST_FILE", limit)
        content = bytes(range(250)) * 4
        assert files._read_from(Stream(content[:length])) == content[: min(limit + 1, length)]
        assert asked == sizes


def test_a_replacement_is_made_beside_its_file(tmp_path, monkeypatch):
    path = tmp_path / "a.attioql"
    path.write_text("x", encoding="utf-8")
    made = []
    replaced = type(path).replace

    def replace(beside, to):
        made.append(beside)
        return replaced(beside, to)

    monkeypatch.setattr(type(path), "replace", replace)
    replacing.replace_text(path, "y", b"x")
    [beside] = made
    assert (beside.parent, beside.name.startswith(".a.attioql.")) == (tmp_path, True)
    assert path.read_text(encoding="utf-8") == "y"
