"""Generated Python in front of the type checkers that people use: what each of them refuses, line by line."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from conformance_programs import as_python
from type_checkers import CHECKERS, expected

PROGRAMS = Path(__file__).parent / "programs"

pytestmark = [
    pytest.mark.generated,
    pytest.mark.skipif(find_spec("ty") is None, reason="the extra `dev` has the type checkers, `test` has not"),
]


@pytest.mark.parametrize("checker", CHECKERS)
def test_the_lines_that_say_so_are_refused_and_no_others(tmp_path, checker):
    for path in PROGRAMS.glob("*.py"):
        shutil.copy(path, tmp_path)
    assert CHECKERS[checker](tmp_path) == expected(PROGRAMS / "refused.py", checker)


@pytest.mark.parametrize("checker", CHECKERS)
def test_rows_of_the_conformance_table_are_refused_as_the_table_says(tmp_path, checker):
    rows = as_python(tmp_path)
    refused = CHECKERS[checker](tmp_path)
    assert {name for name, _ in refused} == {"program.py"}
    assert {rows[line] for _, line in refused} == {row for row in rows.values() if row.is_wrong}
    assert len(rows) > 2_000
