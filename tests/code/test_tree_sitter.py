"""What the reader of scripts asks of tree-sitter: that it is there, that it is not too old, and that it can be interrupted."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
import tree_sitter
import tree_sitter_javascript
from code_corpus import SETTINGS, document_of

import attioql
from attioql.documents import script_syntax
from attioql.linter.entries import lint_document

SCRIPT = "attio.records.query({ filter: {} })"
EXTRA = Path(__file__).parents[2] / "pyproject.toml"


class Interrupted(bytes):
    """Code that somebody interrupts while it is read."""

    def __getitem__(self, place):
        raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def grammars():
    script_syntax.forget_grammars()
    yield
    script_syntax.forget_grammars()


def versioned(version):
    module = ModuleType("tree_sitter")
    if version is not None:
        vars(module)["__version__"] = version
    return module


def test_one_module_imports_tree_sitter():
    package = Path(attioql.__file__).parent
    named = [path.name for path in package.rglob("*.py") if "tree_sitter" in path.read_text(encoding="utf-8")]
    assert named == ["script_syntax.py"]


@pytest.mark.parametrize("module", [None, *map(versioned, (None, "", "0.25.2", "0.26.0", "0.26.0rc1", "0.9"))])
def test_what_is_not_installed_or_too_old_is_said(monkeypatch, module):
    monkeypatch.setitem(sys.modules, "tree_sitter", module)
    problems = lint_document(document_of(SCRIPT, "a.ts"), SETTINGS).problems
    assert [each.name for each in problems] == ["unreadable-file"]
    assert "pip install --upgrade tree-sitter " in problems[0].message
    assert not script_syntax.has_grammars()


def test_the_extra_asks_for_the_oldest_that_can_be_used():
    oldest = ".".join(map(str, script_syntax.OLDEST))
    assert f'"tree-sitter>={oldest},<1"' in EXTRA.read_text(encoding="utf-8")


def test_an_interrupt_is_passed_on():
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_javascript.language()))
    with pytest.raises(KeyboardInterrupt):
        script_syntax._parsed(Interrupted(b"a + b;" * 1_000), parser)
