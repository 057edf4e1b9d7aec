"""Generated files: what differs is named, written, and gone where it is wanted no more."""

import pytest

from attioql.generated import write_or_check


def test_files_are_held_to_what_is_wanted_and_written(tmp_path, capsys):
    folder = tmp_path / "pages"
    same, new, gone = folder / "same.md", folder / "new.md", folder / "gone.md"
    wanted = {same: "same\n", new: "é\n"}
    assert write_or_check("make pages", {same: "same\n"}, ["--write"]) == 0
    gone.write_text("old", encoding="utf-8")
    kept = same.stat().st_mtime_ns
    assert write_or_check("make pages", wanted, ["--check"], folder.glob("*.md")) == 1
    told = [f"{path} is not up to date: run make pages --write" for path in (gone, new)]
    assert capsys.readouterr().err.splitlines() == told
    assert write_or_check("make pages", wanted, ["--write"], folder.glob("*.md")) == 0
    assert write_or_check("make pages", wanted, ["--check"], folder.glob("*.md")) == 0
    assert {path: path.read_text(encoding="utf-8") for path in folder.iterdir()} == wanted
    assert same.stat().st_mtime_ns == kept


def test_one_of_the_two_is_asked_for(capsys):
    with pytest.raises(SystemExit):
        write_or_check("make pages", {}, [])
    assert "--write --check is required" in capsys.readouterr().err
