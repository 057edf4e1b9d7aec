"""The package as a user gets it: the wheel that is built from the sdist, in clean environments outside the checkout."""

import json
import os
import re
import sys
import tarfile
import zipfile

import pytest
from installed import ROOT, install, run

pytestmark = pytest.mark.package
QUERY = "last_calendar_interaction.interacted_at >= 2023-11-01"
ANSWER = {"last_calendar_interaction": {"interacted_at": {"$gte": "2023-11-01"}}}


def test_the_wheel_holds_the_data(built):
    names = set(zipfile.ZipFile(built.wheel).namelist())
    for name in (
        "grammar/attioql.lark",
        "schemas/aliases.json",
        "schemas/attribute-types.json",
        "schemas/foreign-grammars.json",
        "schemas/standard-objects.json",
        "schemas/diagnostics.schema.json",
        "schemas/filter.schema.json",
        "schemas/rows.schema.json",
        "syntax/fused_tables.json",
        "syntax/step_tables.json",
        "syntax/recovery/sentences.json",
        "diagnostics/pages.md",
        "py.typed",
    ):
        assert f"attioql/{name}" in names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"attioql"}
    assert not any("/tests/" in name or "node_modules" in name or name.endswith(".pyc") for name in names)


def test_the_wheel_of_the_checkout_holds_what_that_of_the_sdist_holds(built, tmp_path):
    done = run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    [direct] = tmp_path.glob("*.whl")
    assert _contents(direct) == _contents(built.wheel)


def _contents(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_sdist_holds_the_tests(built):
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "grammar/attioql.lark",
        "schemas/attribute-types.json",
        "schemas/foreign-grammars.json",
        "tests/conftest.py",
        "README.md",
        "LICENSE",
    } <= names
    assert [name for name in names if re.search(r"(^|/)(node_modules|build|dist|__pycache__|\.venv)(/|$)", name)] == []


def test_the_tests_of_the_sdist_run(built):
    environment = {**os.environ, "PYTHONPATH": str(built.source / "src")}
    python = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    done = run(*python, "--collect-only", cwd=built.source, env=environment)
    assert done.returncode == 0, done.stdout[-2000:]
    chosen = ("tests/docs/test_contributing.py", "tests/unit", "tests/schema")
    done = run(*python, "-n", "2", *chosen, cwd=built.source, env=environment)
    assert done.returncode == 0, done.stdout[-2000:]


def test_the_library_alone_compiles(built, tmp_path):
    environment = install(tmp_path / "venv", built.wheel)
    code = (
        "import attioql, sys; w = attioql.Workspace.standard()['companies'];"
        f"print(attioql.compile({QUERY!r}, w).dumps()); assert 'lark' not in sys.modules;"
        "assert attioql.check('name ~ 1', w)"
    )
    done = run(environment.command("python"), "-I", "-c", code, cwd=tmp_path)
    assert json.loads(done.stdout) == ANSWER, done.stderr
    done = run(environment.command("python"), "-I", "-c", "import attioql.pydantic", cwd=tmp_path)
    assert "ImportError: attioql.pydantic needs pydantic 2.7 or newer" in done.stderr
    done = run(environment.command("attioql"), "compile", "companies", QUERY, cwd=tmp_path)
    assert done.returncode == 2
    assert "pip install click rich" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_line_compiles_checks_and_explains(built, tmp_path):
    attioql = install(tmp_path / "venv", f"attioql[cli] @ {built.wheel.as_uri()}").command("attioql")
    done = run(attioql, "compile", "companies", QUERY, cwd=tmp_path)
    assert json.loads(done.stdout) == ANSWER
    assert run(attioql, "check", "companies", "nam = 1", cwd=tmp_path).returncode == 1
    assert "AQ201" in run(attioql, "explain", "unknown-attribute", cwd=tmp_path).stdout
    assert run(attioql, "schema", "users", cwd=tmp_path).returncode == 0


def test_a_model_of_pydantic_validates_and_describes_a_filter(built, tmp_path):
    python = install(tmp_path / "venv", f"attioql[pydantic] @ {built.wheel.as_uri()}").command("python")
    code = (
        "import attioql, json; from attioql.pydantic import Where; from pydantic import TypeAdapter; from typing import Annotated;"
        "companies = attioql.Workspace.standard()['companies'];"
        "late = TypeAdapter(Annotated[attioql.Filter, Where(lambda info: companies)]);"
        "assert late.json_schema()['anyOf'];"
        f"print(late.dump_json(late.validate_python({QUERY!r})).decode())"
    )
    done = run(python, "-I", "-c", code, cwd=tmp_path)
    assert json.loads(done.stdout) == ANSWER, done.stderr


def test_the_mcp_server_answers_the_official_client_in_both_modes(built, tmp_path):
    environment = install(tmp_path / "venv", f"attioql[mcp] @ {built.wheel.as_uri()}")
    code = (
        "import anyio, json, sys; from mcp import Client, StdioServerParameters, stdio_client\n"
        "async def ask(mode):\n"
        "    server = stdio_client(StdioServerParameters(command=sys.argv[1], args=['mcp']))\n"
        "    async with Client(server, mode=mode) as client:\n"
        f"        answer = await client.call_tool('compile_filter', {{'query': {QUERY!r}, 'target': 'companies'}})\n"
        "        print(json.dumps(answer.structured_content['filter']))\n"
        "for mode in ('legacy', 'auto'): anyio.run(ask, mode)"
    )
    command = (environment.command("python"), "-I", "-c", code, environment.command("attioql"))
    done = run(*command, cwd=tmp_path, env=environment.variables)
    assert [json.loads(line) for line in done.stdout.splitlines()] == [ANSWER, ANSWER], done.stderr


def test_the_command_mcp_without_its_extra_says_what_to_install(built, tmp_path):
    attioql = install(tmp_path / "venv", f"attioql[cli] @ {built.wheel.as_uri()}").command("attioql")
    done = run(attioql, "mcp", cwd=tmp_path)
    assert done.returncode == 2
    assert "pip install 'mcp>=2.3,<3'" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_language_server_answers_from_an_installed_wheel(built, tmp_path):
    environment = install(tmp_path / "venv", f"attioql[lsp] @ {built.wheel.as_uri()}")
    code = (
        "import asyncio, json, sys; from lsprotocol import types; from pygls.lsp.client import LanguageClient\n"
        "async def ask():\n"
        "    client, published = LanguageClient('test', '1'), asyncio.Queue()\n"
        "    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: published.put_nowait(params))\n"
        "    await client.start_io(sys.argv[1], 'lsp')\n"
        "    await client.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities()))\n"
        "    item = types.TextDocumentItem('file:///a.attioql', 'attioql', 1, '# target: companies\\nnam = 1 and domai')\n"
        "    client.text_document_did_open(types.DidOpenTextDocumentParams(item))\n"
        "    params = types.CompletionParams(types.TextDocumentIdentifier(item.uri), types.Position(1, 17))\n"
        "    found = await client.text_document_completion_async(params)\n"
        "    problems = (await published.get()).diagnostics\n"
        "    print(json.dumps([[each.code for each in problems], [each.label for each in found.items]]))\n"
        "    await client.shutdown_async(None)\n"
        "    client.exit(None)\n"
        "    await client._server.wait()\n"
        "asyncio.run(asyncio.wait_for(ask(), 60))"
    )
    command = (environment.command("python"), "-I", "-c", code, environment.command("attioql"))
    done = run(*command, cwd=tmp_path, env=environment.variables)
    assert done.returncode == 0, done.stderr
    problems, labels = json.loads(done.stdout)
    assert problems[0] == "unknown-attribute"
    assert "domains" in labels


def test_the_command_lsp_without_its_extra_says_what_to_install(built, tmp_path):
    attioql = install(tmp_path / "venv", f"attioql[cli] @ {built.wheel.as_uri()}").command("attioql")
    for arguments in (["lsp"], ["lsp", "--check"]):
        done = run(attioql, *arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert "pip install 'pygls>=2.1,<3' lsprotocol" in done.stderr
        assert "Traceback" not in done.stderr
