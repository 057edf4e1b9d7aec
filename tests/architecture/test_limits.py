"""Limits have one home, and what the documents say about them is what the code does."""

import ast
from pathlib import Path
from typing import Any

import pytest

import attioql
from attioql.diagnostics.codes import CODES
from attioql.diagnostics.pages import pages
from attioql.limits import LIMITS, LibraryLimits

PACKAGE = Path(attioql.__file__).parent
DOCS = PACKAGE.parents[1] / "docs"
HOME = "limits.py"

NO_LIMITS = {
    "the size of a cache": {
        "attio/decoders.py": {"_MOST_PATHS", 1_000},
        "attio/unknowns.py": {1_000},
        "project/file_settings.py": {64},
        "compiler.py": {1_024, 1_000_000},
        "linter/runner.py": {"_MOST_SELECTIONS"},
        "lsp/published_diagnostics.py": {256},
        "values/dates.py": {4_096, 16_384},
    },
    "how much work is done at a time": {
        "cli/files.py": {"_AT_FIRST"},
        "cli/jobs.py": {"_FILES_AT_A_TIME", "_MANY_FILES", "_OBJECTS_BETWEEN_COLLECTIONS", 200, 100_000},
        "cli/json_stream.py": {"_CHUNK", 1_024},
        "cli/lint_file.py": {"_BYTES_AT_A_TIME"},
        "cli/record_files.py": {"_PEEK", 64, 1_024},
        "linter/entries.py": {"FILTERS_AT_A_TIME", 128},
        "documents/script_syntax.py": {"_PART", "_STEPS_A_PART", "_STEPS_AT_A_TIME", 100, 400, 1_024, 4_096},
        "syntax/driver.py": {"_TOKENS_AT_A_TIME"},
    },
    "where a fast path ends and the general one begins, with the same result": {
        "attio/reader.py": {"GROUPS_OF_A_LEVEL"},
        "checker/checker.py": {"_GROUPS_OF_A_CONDITION"},
        "json_text/nesting.py": {"_PAIRS_REMOVED"},
        "json_text/positions.py": {"_DEEP", 500},
        "syntax/token_patterns.py": {"_MOST_STRINGS", 64},
        "values/exact.py": {"MOST_INTEGER_DIGITS", 600},
        "values/numbers.py": {"_LARGEST_FAST"},
    },
    "how much is shown": {
        "attio/body.py": {128},
        "attio/foreign.py": {"_LONGEST_SHOWN", "_MOST_SHOWN", 80},
        "attio/json_values.py": {256, "_LONGEST_UNQUOTED"},
        "attio/filter_html.py": {"MOST_CONDITIONS", "MOST_CHARACTERS", 100, 10_000},
        "catalog/overview.py": {"MOST_ROWS", "_MOST_TITLES", "_LONGEST_CELL", 60, 100},
        "catalog/workspace.py": {"_MOST_SHOWN"},
        "cli/app.py": {100},
        "cli/attributes.py": {"_MOST_TITLES"},
        "cli/failures.py": {"_LONGEST_COMMAND", 500},
        "cli/shell_completion.py": {"_LONGEST_HELP", 60},
        "documents/python_code.py": {"_LONGEST_SHOWN", 200},
        "documents/script_literals.py": {"_LONGEST_NAME", "_LONGEST_SHOWN", 200, 400},
        "guides/quoting.py": {"LONGEST", 80},
        "guides/target_guide.py": {"_MOST_OPTIONS", "_MOST_OBJECTS"},
        "diagnostics/bounded.py": {"MOST_DIAGNOSTICS", "MOST_CHARACTERS", "MOST_LINES", 10_000},
        "diagnostics/text_offers.py": {90},
        "diagnostics/phrases.py": {"MOST_NAMES_LISTED"},
        "linter/part_text.py": {"LONGEST", 60},
        "mcp/tool_arguments.py": {"_MOST_NAMED"},
        "rendering.py": {"NARROWEST"},
        "syntax/outline.py": {"_LONGEST", 80},
    },
    "how it is laid out": {
        "cli/fmt.py": {88},
        "codegen/python.py": {"_MOST_NAMED"},
        "codegen/python_layout.py": {"_WIDTH", 88},
        "codegen/typescript.py": {"_WIDTH", 100},
        "cli/output.py": {"_TERMINAL_COLUMNS", 80},
        "diagnostics/drawing.py": {"DEFAULT_COLUMNS", "_MOST_LINES_OF_A_FIX", "_LEAST_ROOM", 100},
        "report/columns.py": {"_NARROWEST"},
        "text/width.py": {"TAB"},
        "lsp/editor_settings.py": {"_NARROWEST"},
        "syntax/layout.py": {"_DEEPEST_INDENT", 60},
        "syntax/spelling.py": {"DEFAULT_WIDTH", 88},
        "values/exact.py": {"MOST_PLAIN_DIGITS", "_MOST_LEADING_ZEROS"},
    },
    "what a rule of the linter, a strategy or a guide prefers": {
        "editing/row_schema.py": {"_FEW", "_MOST_NUMBERS"},
        "guides/attribute_search.py": {"_FEWEST_LETTERS", "_FEWEST_OF_A_SLIP", "_MOST_COMPARED"},
        "guides/example_filters.py": {"MOST", 100, 500},
        "guides/fitting.py": {"_FEWEST"},
        "guides/folding.py": {"_FEWEST"},
        "linter/rules/absolute_date.py": {"_RECENT", 366},
        "linter/rules/or_instead_of_in.py": {"FEWEST"},
        "linter/rules/too_many_conditions.py": {"MOST_CONDITIONS", 100},
        "testing/filters.py": {"_DEEPEST"},
    },
    "a calendar, a character set, a format of floats, the ports of a machine, the shape of our own data": {
        "cli/playground.py": {65_535},
        "catalog/workspace_file.py": {"_LEVELS_OF_SHAPE"},
        "checker/messages/wording.py": {9_999},
        "checker/moments.py": {9_999},
        "cli/failures.py": {"INTERNAL_ERROR"},
        "codegen/identifiers.py": {"_LAST_OF_FOUR_DIGITS", 0xFFFF},
        "cli/json_stream.py": {"_LONGEST_WORD"},
        "documents/mapping.py": {0x10FFFF},
        "editing/units.py": {"_KEY_BYTES"},
        "linter/rules/padded_string.py": {0x3001},
        "syntax/printer.py": {92},
        "syntax/token_patterns.py": {"NAME_GROUP"},
        "limiting/entry.py": {"_MOST_BYTES_OF_A_CHARACTER"},
        "values/dates.py": {"_DIGITS_OF_MICROSECONDS", "_SECOND", 60, 3_600, 86_400},
        "checker/zones.py": {2_000},
        "values/exact.py": {1_024, 971, "_EXACT_LENGTH"},
    },
}


def _is_number(node):
    if isinstance(node, ast.BinOp):
        return _is_number(node.left) and _is_number(node.right)
    if isinstance(node, ast.UnaryOp):
        return _is_number(node.operand)
    return isinstance(node, ast.Constant) and type(node.value) in {int, float}


def _named(tree):
    """The names of modules and classes that are bound to a number above two."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None and _is_number(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            number = eval(ast.unparse(node.value))  # noqa: S307 - an expression of literals
            yield from (target.id for target in targets if isinstance(target, ast.Name) and abs(number) > 2)


def _large(tree):
    """Numbers of 60 and more, wherever they stand."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and node.value >= 60:
            yield node.value


def _found():
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        tree: Any = ast.parse(path.read_text(encoding="utf-8"))
        yield from ((name, what) for what in (*_named(tree), *_large(tree)) if name != HOME)


def _allowed():
    excused: dict[str, dict[str, Any]] = NO_LIMITS
    return [(path, what) for modules in excused.values() for path, found in modules.items() for what in found]


def test_every_number_that_could_be_a_limit_is_in_limits_or_says_what_else_it_is():
    assert set(_found()) - set(_allowed()) == set()


def test_no_exception_is_listed_twice_or_in_vain():
    assert len(_allowed()) == len(set(_allowed()))
    assert set(_allowed()) - set(_found()) == set()


def _fields_with_docstrings():
    (body,) = (
        node.body
        for node in ast.parse((PACKAGE / HOME).read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )
    for field, says in zip(body, [*body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign):
            yield ast.unparse(field.target), ast.literal_eval(says.value) if isinstance(says, ast.Expr) else ""


def test_every_limit_is_a_positive_number_whose_docstring_begins_with_its_unit():
    described = dict(_fields_with_docstrings())
    assert list(described) == [*LibraryLimits.__annotations__]
    for name, says in described.items():
        assert says[:1].isupper(), name
        assert says.endswith("."), name
        assert type(getattr(LIMITS, name)) is int, name
        assert getattr(LIMITS, name) > 0, name


@pytest.mark.parametrize("name", sorted(LibraryLimits.__annotations__))
def test_every_limit_is_used_and_documented(name):
    assert any(f"LIMITS.{name}" in path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert f"| `{name}` | {getattr(LIMITS, name):,} |" in (DOCS / "limits.md").read_text(encoding="utf-8")


def test_limits_cannot_be_changed():
    with pytest.raises(AttributeError):
        LIMITS.diagnostics = 1  # type: ignore[misc]  # that is what the test is about


def test_pages_of_diagnostics_take_numbers_from_limits():
    assert not any("{{" in page for page in pages().values())
    assert f"more than {LIMITS.list_values:,} values" in pages()["too-many-values"]
    assert str(LIMITS.diagnostics) in CODES["too-many-problems"].summary


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("lint.md", f"up to {LIMITS.lint_passes} passes"),
        ("lint.md", f"At most {LIMITS.diagnostics} findings"),
        ("language.md", f"at most {LIMITS.block_alternatives:,}\ncombinations"),
    ],
)
def test_prose_says_what_the_limits_are(page, sentence):
    assert sentence in (DOCS / page).read_text(encoding="utf-8")
