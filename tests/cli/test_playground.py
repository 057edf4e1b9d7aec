"""`attioql playground`: the files of the page on the loopback interface, and nothing else."""

import re
import socket
import subprocess
import sys
import threading
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner

from attioql.cli import page_server, playground
from attioql.cli.app import app


@pytest.fixture
def folder(tmp_path):
    page = tmp_path / "page"
    page.mkdir()
    (page / "index.html").write_text("<title>AttioQL playground</title>", encoding="utf-8")
    (page / "pyodide.asm.wasm").write_bytes(b"\0asm")
    (page / "inside").mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return page


@pytest.fixture
def get(folder):
    server = page_server.server_of(folder, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def ask(path, method="GET"):
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request(method, path)
        answer = connection.getresponse()
        found = answer.status, answer.headers, answer.read().decode()
        connection.close()
        return found

    yield ask
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_page_and_its_files_are_served(get):
    status, headers, text = get("/playground/")
    assert (status, headers["Content-Type"]) == (200, "text/html")
    assert "AttioQL playground" in text
    assert get("/playground/index.html?query=x")[0] == 200
    assert get("/playground/pyodide.asm.wasm")[1]["Content-Type"] == "application/wasm"
    assert get("/playground/absent.js")[0] == 404


def test_other_paths_lead_to_the_page(get):
    for path in ("/", "/index.html", "/diagnostics/no-such-name.html"):
        status, headers, _ = get(path)
        assert (status, headers["Location"]) == (302, "/playground/")


def test_the_pages_of_diagnostics_and_rules_are_text(get):
    status, headers, text = get("/diagnostics/unknown-attribute.html")
    assert (status, headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert "unknown-attribute" in text
    assert get("/rules/contradiction.html")[0] == 200
    assert get("/diagnostics/unknown-attribute.html", "HEAD")[2] == ""


@pytest.mark.parametrize(
    "path", ["/playground/../secret.txt", "/playground/%2e%2e/secret.txt", "/playground/..%2fsecret.txt"]
)
def test_nothing_outside_the_folder_is_served(get, path):
    assert "secret" not in get(path)[2]


def test_no_folder_is_listed(get):
    assert get("/playground/inside/")[0] == 404


def test_only_this_machine_reaches_the_server(folder):
    server = page_server.server_of(folder, 0)
    try:
        assert server.socket.getsockname()[0] == "127.0.0.1"
    finally:
        server.server_close()


def test_a_page_that_is_not_built_says_what_to_run(monkeypatch, tmp_path):
    monkeypatch.setattr(playground, "_CHECKOUT", tmp_path)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["playground"])
    assert done.exit_code == 2
    said = " ".join(done.output.split())
    assert "run python scripts/build_playground.py in a checkout of AttioQL, then attioql playground there" in said
    script = tmp_path / "scripts" / "build_playground.py"
    script.parent.mkdir()
    script.touch()
    done = CliRunner().invoke(app, ["playground"])
    assert (done.exit_code, f"run python {script}" in done.output.replace("\n", "")) == (2, True)


def test_the_built_page_of_a_checkout_around_the_current_folder_is_found(monkeypatch, tmp_path):
    checkout = tmp_path / "checkout"
    page = checkout / "build" / "playground" / "page"
    for file in (page / "index.html", checkout / "scripts" / "build_playground.py", checkout / "docs" / "a.md"):
        file.parent.mkdir(parents=True)
        file.touch()
    monkeypatch.setattr(playground, "_CHECKOUT", tmp_path / "site-packages")
    for folder in (checkout, checkout / "docs"):
        monkeypatch.chdir(folder)
        assert playground.page_folder() == page


def test_the_page_of_the_extra_comes_first(monkeypatch, tmp_path, folder):
    package = tmp_path / "attioql_playground"
    folder.rename(package.with_name("moved"))
    package.mkdir()
    (package / "__init__.py").touch()
    package.with_name("moved").rename(package / "page")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert playground.page_folder() == package / "page"


def test_a_port_that_is_taken_is_an_error_of_the_system(monkeypatch, folder):
    monkeypatch.setattr(playground, "page_folder", lambda: folder)
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match=r"[Aa]ddress already in use"):
        CliRunner().invoke(app, ["playground", "--port", str(taken.getsockname()[1])], catch_exceptions=False)


def test_the_command_prints_where_the_page_is(folder):
    code = (
        "from attioql.cli import playground\n"
        "from attioql.cli.app import run\n"
        "from pathlib import Path\n"
        f"playground.page_folder = lambda: Path({str(folder)!r})\n"
        "run()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, "playground"], stdout=subprocess.PIPE, text=True) as started:
        try:
            address = re.search(r"http://127\.0\.0\.1:(\d+)/playground/", started.stdout.readline())
            connection = HTTPConnection("127.0.0.1", int(address[1]), timeout=10)
            connection.request("GET", "/playground/")
            assert connection.getresponse().status == 200
            connection.close()
        finally:
            started.terminate()
            started.stdout.close()
    assert Path(folder).is_dir()
