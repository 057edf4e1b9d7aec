"""`attioql lsp --check`: whether the server can start, which an extension asks before it starts it."""

import sys

from click.testing import CliRunner

from attioql.cli.app import app
from attioql.documents import script_syntax


def test_a_check_says_that_the_server_can_start():
    done = CliRunner().invoke(app, ["lsp", "--check"])
    assert done.exit_code == 0
    assert "can start the language server" in done.output
    assert len(done.output.splitlines()) == 1


def test_a_check_without_the_extra_code_names_the_languages_that_are_not_available(monkeypatch):
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    script_syntax.forget_grammars()
    done = CliRunner().invoke(app, ["lsp", "--check"])
    script_syntax.forget_grammars()
    assert done.exit_code == 0
    started, missing = done.output.splitlines()
    assert "can start the language server" in started
    assert missing.startswith("JavaScript and TypeScript are not available")
    assert "the extra `code`" in missing


def test_a_check_fails_as_the_start_does_without_the_extra(monkeypatch):
    monkeypatch.delitem(sys.modules, "attioql.lsp.language_server", raising=False)
    monkeypatch.setitem(sys.modules, "pygls", None)
    for name in [each for each in sys.modules if each.startswith(("pygls.", "attioql.lsp."))]:
        monkeypatch.delitem(sys.modules, name)
    for arguments in (["lsp", "--check"], ["lsp"]):
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 2
        assert "pip install 'pygls>=2.1,<3' lsprotocol" in done.output
