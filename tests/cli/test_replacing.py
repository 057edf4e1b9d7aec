"""What a file keeps when `lint --fix`, `fmt` or `workspace build` writes it."""

import errno
import json
import os
import stat
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner

from attioql.cli import replacing
from attioql.cli.app import app
from attioql.cli.replacing import ChangedFileError, replace_text

ROUGH, NEAT = "not not name='a'", 'name = "a"\n'
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no owners, modes and links of this kind")
AS_ROOT = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root may give files to others")


@pytest.fixture(params=["fmt", "lint", "build"])
def write(request, tmp_path):
    """A function that has a command write a file, and returns how it went; what it writes differs from what was there."""
    answers = tmp_path / "answers"
    answers.mkdir()
    (answers / "objects.json").write_text(json.dumps({"data": []}), encoding="utf-8")
    commands = {
        "fmt": ("fmt",),
        "lint": ("lint", "--fix", "--target", "companies", "--format", "concise"),
        "build": ("workspace", "build", str(answers), "-o"),
    }
    (tmp_path / "files").mkdir()

    def run(path):
        before = path.read_bytes()
        done = CliRunner().invoke(app, [*commands[request.param], str(path)])
        done.changed = path.read_bytes() != before  # type: ignore[attr-defined]  # what the tests ask about
        return done

    return run


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "files" / "a.attioql"
    path.parent.mkdir(exist_ok=True)
    path.write_text(ROUGH, encoding="utf-8")
    return path


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755, 0o2640])
def test_the_mode_stays(write, file, mode):
    file.chmod(mode)
    assert write(file).changed
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@AS_ROOT
def test_the_owner_and_the_group_stay(write, file):
    os.chown(file, 1234, 4321)
    file.chmod(0o640)
    assert write(file).changed
    status = file.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (1234, 4321, 0o640)


@POSIX
def test_an_owner_that_cannot_be_given_is_kept_by_writing_in_place(write, file, monkeypatch):
    inode = file.stat().st_ino
    monkeypatch.setattr(replacing, "_is_made_alike", lambda *_: False)
    assert write(file).changed
    assert file.stat().st_ino == inode
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_mode_that_cannot_be_given_is_kept_by_writing_in_place(write, file, monkeypatch):
    before = file.stat()

    def refuse(*_, **__):
        raise PermissionError(1, "no luck")

    monkeypatch.setattr(type(file), "chmod", refuse)
    assert write(file).changed
    assert file.stat().st_ino == before.st_ino
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@POSIX
def test_hard_links_stay(write, file, tmp_path):
    other = tmp_path / "other"
    other.hardlink_to(file)
    assert write(file).changed
    assert other.read_bytes() == file.read_bytes()
    assert other.samefile(file)


@POSIX
def test_a_symbolic_link_stays_and_the_file_it_names_is_written(write, file, tmp_path):
    link = tmp_path / "link.attioql"
    link.symlink_to(file)
    assert write(link).changed
    assert link.is_symlink()


@POSIX
def test_a_read_only_file_is_an_error_and_stays(write, file):
    file.chmod(0o444)
    done = write(file)
    assert not done.changed
    assert done.exit_code in {1, 2}
    assert "read-only" in done.output


@POSIX
@pytest.mark.parametrize("option", ["--fix", "--add-suppressions"])
def test_what_is_found_in_a_read_only_file_is_reported_beside_the_error(option, file):
    file.chmod(0o444)
    done = CliRunner().invoke(app, ["lint", option, "--target", "companies", "--format", "concise", str(file)])
    assert done.exit_code == 1
    assert "this file cannot be written: it is read-only" in done.stdout
    assert "double-negation" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="Python has extended attributes on Linux alone")
def test_extended_attributes_stay(write, file):
    try:
        os.setxattr(file, "user.note", b"x")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    assert write(file).changed
    assert os.getxattr(file, "user.note") == b"x"


@POSIX
def test_a_device_is_written_to_and_not_replaced(tmp_path):
    (tmp_path / "objects.json").write_text(json.dumps({"data": []}), encoding="utf-8")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        done = CliRunner().invoke(app, ["workspace", "build", str(tmp_path), "-o", str(pipe)])
        assert done.exit_code == 0, done.output
        assert json.loads(os.read(reader, 1 << 16))["objects"] == {}
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@POSIX
@pytest.mark.parametrize(
    "command",
    [
        ("fmt",),
        ("lint", "--fix", "--target", "companies", "--format", "concise"),
        ("fix", "companies", "--write", "--lint", "--file"),
    ],
)
def test_a_pipe_that_was_read_is_not_written(tmp_path, command):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=[ROUGH])
    writer.start()
    shell = [sys.executable, "-m", "attioql", *command, str(pipe)]
    done = subprocess.run(shell, capture_output=True, text=True, check=False, timeout=60)
    writer.join()
    assert done.returncode in {1, 2}
    assert "it is a pipe, and cannot be written back" in done.stdout + done.stderr


@POSIX
def test_a_new_file_has_the_mode_that_the_user_asks_for(tmp_path):
    before = os.umask(0o027)
    try:
        replace_text(tmp_path / "new", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


@pytest.mark.parametrize("text", ["y", "yy" * 5000, ""])
def test_a_failure_in_the_midst_of_writing_in_place_puts_the_old_content_back(tmp_path, monkeypatch, text):
    path = tmp_path / "a"
    path.write_text("x" * 1000, encoding="utf-8")
    monkeypatch.setattr(replacing, "_replacement", lambda *_: None)
    calls = []

    def full(_):
        calls.append(1)
        if len(calls) == 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_text(path, text)
    assert path.read_text(encoding="utf-8") == "x" * 1000


@pytest.mark.parametrize("links", [1, 2])
def test_a_file_that_was_changed_is_not_written_either_way(tmp_path, links):
    path = tmp_path / "a"
    path.write_bytes(b"x")
    if links == 2:
        (tmp_path / "b").hardlink_to(path)
    with pytest.raises(ChangedFileError):
        replace_text(path, "y", b"z")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize(
    "command",
    [
        ("fmt",),
        ("lint", "--fix", "--target", "companies", "--format", "concise"),
        ("fix", "companies", "--write", "--lint", "--file"),
    ],
    ids=lambda each: each[0],
)
def test_a_file_that_was_removed_is_not_made_again(file, monkeypatch, command):
    def late(path, *more):
        path.unlink()
        replace_text(path, *more)

    for module in ("fix", "files"):
        monkeypatch.setattr(f"attioql.cli.{module}.replace_text", late)
    done = CliRunner().invoke(app, [*command, str(file)])
    assert done.exit_code in {1, 2}
    assert not file.exists()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_break", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    "command", [("workspace", "build", "answers", "-o"), ("grammar", "people", "-o"), ("codegen", "python", "-o")]
)
def test_a_file_that_is_made_anew_keeps_the_byte_order_mark_and_line_breaks(
    tmp_path, monkeypatch, mark, line_break, command
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "objects.json").write_text(json.dumps({"data": []}), encoding="utf-8")
    path = tmp_path / "made"
    path.write_bytes(mark + b"x" + line_break)
    assert CliRunner().invoke(app, [*command, "made"]).exit_code == 0
    written = path.read_bytes()
    assert written.startswith(mark)
    assert written.count(b"\n") == written.count(line_break) > 1


@POSIX
def test_types_are_written_to_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        workspace = tmp_path / "w.json"
        workspace.write_text('{"objects": {}}', encoding="utf-8")
        done = CliRunner().invoke(app, ["codegen", "python", "-o", str(pipe), "--workspace", str(workspace)])
        assert done.exit_code == 0, done.output
        assert b"import annotations" in os.read(reader, 1 << 16)
    finally:
        os.close(reader)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_fmt_and_lint_keep_the_byte_order_mark_and_line_breaks(tmp_path, mark, line_break):
    path = tmp_path / "a.attioql"
    text = line_break.join(["# target: companies", "not not name =  'a'  # x", "and description =  'b'", ""])
    for command in (("lint", "--fix"), ("fmt",)):
        path.write_bytes(mark + text.encode())
        assert CliRunner().invoke(app, [*command, str(path)]).exit_code == 0
        written = path.read_bytes()
        assert written != mark + text.encode()
        assert written.startswith(mark)
        assert written.count(b"\n") == written.count(line_break.encode())


@POSIX
def test_errors_have_the_numbers_of_the_system(tmp_path):
    pipe, kept = tmp_path / "pipe", tmp_path / "kept"
    os.mkfifo(pipe)
    kept.write_text("x", encoding="utf-8")
    kept.chmod(0o444)
    new = tmp_path / "no" / "x"
    for path, before, number in ((pipe, b"x", errno.ESPIPE), (kept, b"x", errno.EACCES), (new, None, errno.ENOENT)):
        with pytest.raises(OSError) as raised:  # noqa: PT011 - the number is compared
            replace_text(path, "y", before)
        assert raised.value.errno == number


def test_nothing_stands_beside_a_file_that_cannot_be_replaced_or_was_changed(file, monkeypatch):
    def fail(*_):
        raise OSError(5, "no luck")

    with pytest.raises(ChangedFileError):
        replace_text(file, NEAT, b"something else")
    monkeypatch.setattr(type(file), "replace", fail)
    with pytest.raises(OSError, match="no luck"):
        replace_text(file, NEAT)
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    assert file.read_text(encoding="utf-8") == ROUGH
