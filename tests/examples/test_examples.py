"""The examples as people run them: copied into a folder of their own, with the wheel and the requirements that they name, in an
environment without the checkout, and with attio_server.py in place of the network."""

import json
import os
import re
import runpy
import shutil
import sys
import urllib.error
import urllib.request
from contextlib import redirect_stdout
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from unittest.mock import ANY
from urllib.parse import urlencode

import pytest
from installed import ROOT, Environment, install, run, serving, without_network

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

EXAMPLES = ROOT / "examples"
SCRIPT = re.compile(r"^# /// script$\s(?P<content>(^#(| .*)$\s)+)^# ///$", re.MULTILINE)  # the pattern of PEP 723
SUPPORT = {"attio_server.py", "attio_data.json", "workspace.json", "README.md"}
QUERY = "POST /v2/objects/{}/records/query HTTP/1.1 {}"


def requirements_of(example):
    """Return the requirements that an example names in its head."""
    text = (EXAMPLES / example).read_text(encoding="utf-8")
    if example.endswith(".ipynb"):
        text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    [head] = SCRIPT.finditer(text)
    lines = [line.removeprefix("#").removeprefix(" ") for line in head["content"].splitlines()]
    return tomllib.loads("\n".join(lines))["dependencies"]


@pytest.fixture
def prepare(built, tmp_path):
    """Copy the examples, and return their folder and an environment that can run one of them."""

    def prepared(*requirements):
        folder = tmp_path / "examples"
        shutil.copytree(EXAMPLES, folder, ignore=shutil.ignore_patterns("__pycache__"))
        environment = without_network(install(tmp_path / "venv", built.wheel, *requirements))
        code = "import attioql, sys; print(attioql.__file__, *sys.path, sep='\\n')"
        clean = run(environment.command("python"), "-c", code, cwd=folder, env=environment.variables)
        assert clean.stdout.startswith(str(environment.folder)), clean.stderr
        assert str(ROOT) not in clean.stdout
        return folder, environment

    return prepared


def run_example(folder, environment, name, server):
    variables = {**environment.variables, "ATTIO_URL": server.address, "ATTIO_TOKEN": "a-token"}
    return run(environment.command("python"), name, cwd=folder, env=variables)


@pytest.mark.package
def test_httpx_sends_no_wrong_filter(prepare):
    folder, environment = prepare(*requirements_of("preflight_httpx.py"))
    with serving(environment, folder / "attio_server.py") as server:
        done = run_example(folder, environment, "preflight_httpx.py", server)
    assert done.stdout.startswith("Ada Lovelace\nGrace Hopper\nNot sent:\nerror[invented-operator AQ605]"), done.stderr
    assert '\n1 + {"filter":{"job_title":{"$contains":"head of"}}}\n' in done.stdout
    assert server.lines() == [QUERY.format("people", 200)]


@pytest.mark.package
def test_wrong_filters_are_mended_by_the_mcp_server(prepare):
    folder, environment = prepare(*requirements_of("mended_filters/measure.py"))
    done = run(environment.command("python"), "mended_filters/measure.py", cwd=folder, env=environment.variables)
    share = re.search(r"(\d+) of 60 +mended in one step: (\d+)%", done.stdout)
    assert share, done.stderr
    assert int(share[2]) >= 90


@pytest.mark.package
def test_the_package_attio_sends_no_wrong_filter(prepare):
    folder, environment = prepare(*requirements_of("preflight_attio.py"))
    with serving(environment, folder / "attio_server.py") as server:
        done = run_example(folder, environment, "preflight_attio.py", server)
        unchecked = (
            "import attio, sys; sdk = attio.SDK(oauth2='x', server_url=sys.argv[1]);"
            "sdk.records.post_v2_objects_object_records_query(object='people', filter_={'email': 'x'})"
        )
        surprise = run(environment.command("python"), "-c", unchecked, server.address, cwd=folder)
    assert done.stdout.startswith("Ada Lovelace\nCharles Babbage\nNot sent:\nerror[invented-operator AQ605]"), (
        done.stderr
    )
    assert "\nNot sent:\nerror[unknown-attribute AQ201]: people has no attribute `email`" in done.stdout
    assert "ResponseValidationError" in surprise.stderr  # what the head of the example says about the package
    assert server.lines() == [QUERY.format("people", 200), QUERY.format("people", 400)]


def post(address, value):
    """Send JSON, and return the status and the parsed answer."""
    request = urllib.request.Request(address, json.dumps(value).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@pytest.mark.package
def test_an_endpoint_answers_a_wrong_filter_with_its_diagnostics(prepare):
    folder, environment = prepare(*requirements_of("fastapi_search.py"))
    with serving(environment, folder / "attio_server.py") as attio:
        variables = {"ATTIO_URL": attio.address, "ATTIO_TOKEN": "a-token"}
        with serving(environment, folder / "fastapi_search.py", **variables) as server:
            search = f"{server.address}/search"
            assert 'fetch("/search"' in get(server.address)
            assert post(search, {"text": 'job_title contains "head of" and created_at during last 100y'}) == (
                200,
                {
                    "people": ["Ada Lovelace", "Grace Hopper"],
                    "understood": ANY,
                    "warnings": [],
                },
            )
            status, wrong = post(search, {"text": 'name = "Ada"\n or emial_addresses = "x"'})
            [diagnostic] = wrong["diagnostics"]
            assert (status, diagnostic["name"]) == (422, "unknown-attribute")
            assert diagnostic["location"]["start"] == {"offset": 17, "line": 2, "column": 5}
            for text, name in (
                ("name = " + '"x" or name = ' * 1000 + '"x"', "text-too-long"),
                ("\ud800", "lone-surrogate"),
            ):
                status, wrong = post(search, {"text": text})
                assert (status, wrong["diagnostics"][0]["name"]) == (422, name)
            assert post(search, {"text": 5})[0] == 422
    assert attio.lines() == [QUERY.format("people", 200)]


class Form(HTMLParser):
    """A form as a browser has it: the names and values of its fields in order, and the mistakes that stand in it."""

    def __init__(self, page):
        super().__init__()
        self.fields, self.errors, self.shown, self._tag = [], [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._tag = "error" if given.get("class") == "error" else tag
        if tag in {"select", "input"}:
            self.fields.append((given["name"], given.get("value", "")))
        self._chosen = tag == "option" and "selected" in given

    def handle_data(self, data):
        if self._tag == "option" and self._chosen:
            self.fields[-1] = (self.fields[-1][0], data)
        elif self._tag in {"error", "pre"}:
            {"error": self.errors, "pre": self.shown}[self._tag].append(data)
        self._tag = ""


def get(address):
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def ask(server, target, filter_json):
    """Send a filter to the server as the API takes it, and return the names of the records in the answer."""
    request = urllib.request.Request(f"{server.address}/v2/objects/{target}/records/query", method="POST")
    request.data = json.dumps({"filter": filter_json}).encode()
    request.add_header("Authorization", "Bearer a-token")
    with urllib.request.urlopen(request, timeout=10) as answer:
        return [record["values"]["name"][0]["value"] for record in json.load(answer)["data"]]


@pytest.mark.package
def test_a_form_shows_mistakes_at_their_rows_and_gives_a_filter(prepare):
    folder, environment = prepare(*requirements_of("form_rows.py"))
    with (
        serving(environment, folder / "form_rows.py") as form,
        serving(environment, folder / "attio_server.py") as server,
    ):
        saved = Form(get(form.address))
        assert ask(server, "deals", json.loads(saved.shown[1])) == ["Difference engine", "Punched cards"]
        again = Form(get(f"{form.address}/?{urlencode(saved.fields)}"))
        assert (again.fields, again.shown) == (saved.fields, saved.shown)
        negated = [("negated", "not") if field == ("negated", "") else field for field in saved.fields]
        assert ask(server, "deals", json.loads(Form(get(f"{form.address}/?{urlencode(negated)}")).shown[1])) == [
            "A compiler"
        ]
        stages = saved.fields.index(("values", "In Progress; Lead"))
        saved.fields[stages] = ("values", "In Progress; Led")
        page = get(f"{form.address}/?{urlencode(saved.fields)}")
        assert Form(page).errors == ["`stage` has no status `Led`; did you mean `Lead`?"]
        assert page.index("In Progress; Led") < page.index("has no status")
        assert Form(get(f"{form.address}/?{urlencode(saved.fields * 60)}")).errors == [ANY]  # beyond a limit
        saved.fields[stages] = ("values", "<script>")
        assert "<script>" not in get(f"{form.address}/?{urlencode(saved.fields)}")


EXECUTE = """
import copy

import nbformat
from nbclient import NotebookClient

notebook = nbformat.read("notebook.ipynb", 4)
metadata = copy.deepcopy(notebook.metadata)
NotebookClient(notebook, record_timing=False, coalesce_streams=True).execute()
notebook.metadata = metadata
nbformat.write(notebook, "notebook.ipynb")
"""


@pytest.mark.package
def test_the_notebook_has_the_outputs_of_a_run(prepare, tmp_path):
    folder, environment = prepare(*requirements_of("notebook.ipynb"))
    with serving(environment, folder / "attio_server.py") as server:
        variables = {"ATTIO_URL": server.address, "ATTIO_TOKEN": "a-token", "HOME": str(tmp_path)}
        variables = {**environment.variables, **variables}
        done = run(environment.command("python"), "-c", EXECUTE, cwd=folder, env=variables)
    assert done.returncode == 0, done.stderr
    assert server.lines() == 2 * [QUERY.format("deals", 200)]
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        shutil.copy(folder / "notebook.ipynb", EXAMPLES)
    assert outputs(folder) == outputs(EXAMPLES)


def outputs(folder):
    """Return what the cells of the notebook print and show, and nothing of the versions of Python and Jupyter."""
    cells = json.loads((folder / "notebook.ipynb").read_text(encoding="utf-8"))["cells"]
    return [("".join(cell["source"]), cell["outputs"]) for cell in cells if cell["cell_type"] == "code"]


def test_the_notebook_shows_what_its_code_prints(tmp_path, monkeypatch):
    """The quick form of the test above, without Jupyter: a changed message is seen wherever the suite runs."""
    folder = shutil.copytree(EXAMPLES, tmp_path / "examples")
    names = {}
    monkeypatch.chdir(folder)
    with serving(Environment(Path(sys.prefix), os.environ), folder / "attio_server.py") as server:
        monkeypatch.setenv("ATTIO_URL", server.address)
        monkeypatch.setenv("ATTIO_TOKEN", "a-token")
        for source, shown in outputs(folder):
            with redirect_stdout(StringIO()) as printed:
                exec(source, names)  # noqa: S102 - the code of the notebook
            assert printed.getvalue() == "".join("".join(output["text"]) for output in shown)


@pytest.fixture
def repository(built, tmp_path):
    """Make the sample repository, whose hooks come from a repository with the built source."""
    source, sample = tmp_path / "attioql", tmp_path / "sample"
    shutil.copytree(built.source, source)
    shutil.copytree(EXAMPLES / "pre-commit", sample)
    for folder in (source, sample):
        for command in (
            ("init", "--quiet"),
            ("add", "--all"),
            ("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "A"),
        ):
            done = run("git", *command, cwd=folder)
            assert done.returncode == 0, done.stderr
    configuration = sample / ".pre-commit-config.yaml"
    text = configuration.read_text(encoding="utf-8")
    for written, meant in (
        ("https://example.com/your/copy/of/attioql", str(source)),
        ("FULL_COMMIT_HASH", run("git", "rev-parse", "HEAD", cwd=source).stdout.strip()),
    ):
        assert written in text
        text = text.replace(written, meant)
    configuration.write_text(text, encoding="utf-8")
    return sample


@pytest.mark.package
def test_pre_commit_finds_a_wrong_filter_until_it_is_right(repository, tmp_path):
    environment = install(tmp_path / "venv", "-r", repository / "requirements.txt")
    variables = {**environment.variables, "PRE_COMMIT_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}

    def check():
        return run(environment.command("pre-commit"), "run", "--all-files", cwd=repository, env=variables)

    done = check()
    assert (done.returncode, done.stdout.count("Passed")) == (0, 2), done.stdout + done.stderr
    saved, report = repository / "filters" / "open-deals.attioql", repository / "report.py"
    for path, right, wrong, message in (
        (saved, "value >=", "vale >=", "deals has no attribute `vale`; did you mean `value`?"),
        (report, "job_title contains", "job_title = 5 or title contains", "people has no attribute `title`"),
    ):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(right, wrong), encoding="utf-8")
        done = check()
        assert (done.returncode, done.stdout.count("Passed")) == (1, 1), done.stdout
        assert message in done.stdout
        path.write_text(text, encoding="utf-8")
    text = saved.read_text(encoding="utf-8")
    saved.write_text(text.replace(" and ", " AND not not "), encoding="utf-8")
    assert check().returncode == 1
    assert saved.read_text(encoding="utf-8") == text
    assert check().returncode == 0


def test_the_linter_finds_nothing_in_the_examples():
    paths = ["pre-commit", "pre-commit/report.py", *(path.name for path in EXAMPLES.glob("*.py"))]
    done = run(sys.executable, "-m", "attioql", "lint", *paths, cwd=EXAMPLES)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_the_page_lists_every_example_and_where_it_comes_from():
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    there = {path.name for path in EXAMPLES.iterdir() if path.name != "__pycache__"}
    assert set(re.findall(r"^\| \[`?([\w.-]+)/?`?\]", page, re.MULTILINE)) == there - {"README.md"}


def test_scripts_are_short_and_name_their_requirements():
    scripts = [path for path in EXAMPLES.glob("*.py") if path.name not in SUPPORT]
    assert scripts
    for path in scripts:
        assert all(re.match(r"[\w-]+(\[\w+\])?>=", requirement) for requirement in requirements_of(path.name))
        assert sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line) <= 100


RECORDED = [
    (
        {"$or": [{"job_title": "x"}, {"email": "x"}]},
        {
            "code": "unknown_filter_attribute_slug",
            "message": "Unknown attribute slug: email.",
            "path": ["$or", "1", "email"],
        },
    ),
    ({"company": {"$eq": "x"}}, {"code": "filter_error", "message": "Filter cannot omit field"}),
    ({"job_title": {"$equals": "x"}}, {"code": "filter_error", "message": "Invalid operator: $equals"}),
    (
        {"job_title": {"$not_empty": True}},
        {
            "code": "filter_error",
            "message": 'Invalid operator "$not_empty" for field "value", must be one of '
            '("$contains", "$ends_with", "$eq", "$in", "$starts_with")',
        },
    ),
    ({"job_title": 5}, {"code": "filter_error", "message": "Error in filter."}),
]


@pytest.fixture(scope="module")
def answer():
    return runpy.run_path(str(EXAMPLES / "attio_server.py"))["answer"]


@pytest.mark.parametrize(("wrong", "error"), RECORDED, ids=str)
def test_the_server_answers_a_wrong_filter_as_the_api_did(answer, wrong, error):
    body = json.dumps({"filter": wrong, "limit": 5}).encode()
    assert answer("objects", "people", body) == (400, {"status_code": 400, "type": "invalid_request_error", **error})


def test_the_server_pages_with_numbers_as_javascript_reads_them(answer):
    _, everybody = answer("objects", "people", b"")
    assert answer("objects", "people", b'{"limit": 1.0, "offset": 1}') == (200, {"data": everybody["data"][1:2]})


def test_the_server_has_lists_whose_entries_lead_to_their_parents(answer):
    path = {"path": [["partners", "parent_record"], ["companies", "name"]], "constraints": {"$starts_with": "Engines"}}
    status, found = answer("lists", "partners", json.dumps({"filter": path}).encode())
    assert (status, [entry["entry_values"]["tier"][0]["option"] for entry in found["data"]]) == (200, ["Gold"])


@pytest.mark.parametrize(("kind", "slug"), [("objects", "boats"), ("lists", "people"), ("objects", "partners")])
def test_the_server_has_no_other_objects_and_lists(answer, kind, slug):
    status, error = answer(kind, slug, b"{}")
    assert (status, error["code"]) == (404, "not_found")
