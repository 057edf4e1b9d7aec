"""What the library does with texts of strangers, by kind of text: each work is made of a text, so that its cost can be measured alone."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import code_corpus
import fuzz_promises
from fuzz_promises import ANSWERS, FILTERS, NOW, PEOPLE, RELATED, SETTINGS
from golden_files import FOLDER, Case, read_cases
from lsprotocol import types

import attioql
from attioql.catalog.comparison import changes, compare
from attioql.catalog.listing_files import workspace_of_answers
from attioql.catalog.workspace_file import parse_workspace
from attioql.cli.record_files import read_records
from attioql.diagnostics.model import Applicability
from attioql.documents.read import holds_set, read_document
from attioql.documents.unfinished import finished_texts
from attioql.impact.effects import Impact
from attioql.json_text.strict_json import read_json
from attioql.linter.entries import lint_document, partly_checked_in, unchecked_in
from attioql.linter.fixing import fix_text
from attioql.lsp import assisting, changing, structure
from attioql.lsp.checking import Opened
from attioql.lsp.editor_positions import Positions
from attioql.mcp import answers
from attioql.mcp.reading import LEVELS, FilterReader
from attioql.project import configuration as configuring
from attioql.project.file_settings import may_hold_filters

Work = Callable[[], object]
Maker = Callable[[str], Work]
UNTRUSTED = attioql.Limits.untrusted()
READER = FilterReader(PEOPLE, "UTC", NOW, UNTRUSTED)
UNSAFE = Applicability.UNSAFE
COMPARISON = compare(SETTINGS.workspace, SETTINGS.workspace)
FORMATS = ("human", "concise", "json", "sarif", "github", "junit")


def _refusing(work: Work) -> Work:
    """Take errors that are ours for an answer, which is read."""

    def done() -> object:
        try:
            return work()
        except (ValueError, KeyError) as error:
            return str(error)

    return done


def _of_text(function: Callable[..., object], *arguments: Any, **named: Any) -> Maker:
    return lambda text: _refusing(partial(function, text, *arguments, **named))


def _of_value(function: Callable[..., object], *arguments: Any, **named: Any) -> Maker:
    """Hand over a parsed value; a text that is no JSON is handed over as one text of it."""

    def make(text: str) -> Work:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            value = [text]
        return _refusing(partial(function, value, *arguments, **named))

    return make


def _at(function: Callable[..., object], part: float, *arguments: Any, **named: Any) -> Maker:
    return lambda text: _refusing(partial(function, text, int(len(text) * part), *arguments, **named))


def _reported(text: str) -> Work:
    problems = attioql.lint(text, PEOPLE, now=NOW)
    return lambda: "".join(attioql.render(problems, format=each, columns=80) for each in FORMATS)


def _as_html(text: str) -> Work:
    problems = attioql.lint(text, PEOPLE, now=NOW)
    return lambda: "".join(each._repr_html_() + str(each) + json.dumps(each.to_dict()) for each in problems)


def _written(found: attioql.Filter) -> list[str]:
    return [
        found.dumps(),
        found.dumps("shorthand", 2),
        found.text(),
        found.describe(),
        repr(found),
        found._repr_html_(),
    ]


def _taken_apart(found: attioql.Filter) -> list[str]:
    keys = [condition.key for condition in found.conditions()]
    parts = [str(found.tree()), found.without(*keys[::2]).text(), found.replace(keys[-1], found).text() if keys else ""]
    with suppress(attioql.FilterError):
        parts.append(json.dumps(found.rows()))
    return [*parts, (found & found).text(), (~found).text()]


def _decided(found: attioql.Filter) -> list[str]:
    first = next(iter(found.conditions()), None)
    other = found if first is None else found.without(first.key)
    verdicts = [found.is_contradiction(), found.implies(other), other.implies(found), found.equivalent(other)]
    return [*map(str, verdicts), str(found.example()), str(found.counterexample()), str(found.difference(other))]


def _matched(found: attioql.Filter) -> list[str]:
    return [str(found.explain(record, related=RELATED)) for record in fuzz_promises.WITNESSES[:6]]


def _compiled(use: Callable[[attioql.Filter], object], read: Callable[..., attioql.Filter]) -> Maker:
    """Read a filter before the work; one that is none costs nothing."""

    def make(text: str) -> Work:
        try:
            found = read(text, PEOPLE)
        except attioql.FilterError:
            return list
        return _refusing(partial(use, found))

    return make


def _sent_to_model(text: str) -> object:
    problems = READER.check(text)
    found = [READER.mended(text, level) for level in LEVELS.values()]
    made = [each for each in found if isinstance(each, answers.ReadFilter)]
    return answers.problem_lines(problems), [(answers.compiled(each), answers.explained(each)) for each in made[:1]]


def _with_parameters(value: Any) -> object:
    texts = ("name in :a and job_title contains :a", "name = :a", "twitter_follower_count > :a", "created_at >= :a")
    return [attioql.check(text, PEOPLE, params={"a": value}, now=NOW) for text in texts]


def _linted(name: str) -> dict[str, Maker]:
    def problems_of(text: str) -> tuple[attioql.Diagnostic, ...]:
        return lint_document(read_document(attioql.Source(text, name)), SETTINGS).problems

    def report(text: str) -> Work:
        problems = problems_of(text)
        return lambda: "".join(attioql.render(problems, format=each) for each in FORMATS)

    def opened(text: str) -> list[object]:
        source = attioql.Source(text, name)
        may_hold_filters(source, None)
        document = read_document(source)
        return [holds_set(source), unchecked_in(document, SETTINGS), partly_checked_in(document, SETTINGS)]

    def changed(text: str) -> list[object]:
        return list(Impact(COMPARISON, NOW).of_document(read_document(attioql.Source(text, name)), "people"))

    return {
        "lint": _of_text(problems_of),
        "fix": _of_text(lambda text: fix_text(text, problems_of, UNSAFE).text),
        "report": report,
        "open": _of_text(opened),
        "impact": _of_text(changed),
        "edit": lambda text: partial(_edited, attioql.Source(text, name)),
    }


def _no_change(_edits: object) -> types.WorkspaceEdit:
    return types.WorkspaceEdit()


def _edited(source: attioql.Source) -> object:
    """Answer an editor's requests about a file."""
    positions = Positions(source, types.PositionEncodingKind.Utf16)
    file = Opened(read_document(source), SETTINGS)
    problems = lint_document(*file).problems
    found: list[object] = [structure.symbols(file.document, positions)]
    for at in (len(source.text) // 2, len(source.text)):
        span = attioql.Span(at, at)
        found += changing.actions_at(file, problems[:20], span, positions, "file:///a", _no_change)
        found += assisting.completions_at(file, at, positions, markdown=True)
        found += [changing.parameter_at(file.document, at), assisting.hover_at(file, at, positions, markdown=True)]
        found += [len(each.text) for each in finished_texts(source, at)]
    changing.fix_all(file, positions, _no_change)
    if source.name.endswith(".attioql"):
        found += [
            changing.formatted(source, 88, positions),
            structure.semantic_tokens(source, positions),
            structure.folds(source),
        ]
    return found


def _workspace_used(data: Any) -> object:
    made = attioql.Workspace.from_dict(data)
    found: list[object] = [str(made), made._repr_html_(), list(changes(compare(made, made)))]
    found += list(changes(compare(SETTINGS.workspace, made)))
    for target in list(made.values())[:3]:
        found += [str(target), target._repr_html_(), attioql.json_schema(target, depth=1)]
        for function in (attioql.grammar, attioql.describe, partial(attioql.json_schema, profile="strict")):
            with suppress(ValueError):
                found.append(function(target))
        found.append(attioql.check(dict.fromkeys(list(target.attributes)[:50], "x"), target))
        found.append(attioql.check('stage = Lead and name = "x" or nme is empty and owner = member("t@a.com")', target))
        found.append(attioql.complete("na", 2, target))
        found += [attioql.describe(target, search="boat length"), attioql.describe(target, budget=900)]
    return [*found, attioql.generate_types(made, "python"), attioql.generate_types(made, "typescript")]


def _workspace_answers(value: Any) -> object:
    if not isinstance(value, dict):
        return None
    listing = json.loads((ANSWERS / "objects.json").read_text(encoding="utf-8"))
    return workspace_of_answers({"objects": listing, **value}), attioql.Workspace.from_listings(value)


def _configured(name: str) -> Maker:
    def make(text: str) -> Work:
        def work() -> object:
            with mock.patch.object(Path, "read_bytes", return_value=text.encode("utf-8", "surrogatepass")):
                return configuring.read_configuration(Path(name))

        return _refusing(work)

    return make


def _held(value: Any) -> object:
    answers_: list[object] = []
    for found in FILTERS:
        with suppress(attioql.RecordError):
            answers_ += [found.matches(value, related=RELATED), str(found.explain(value, related=RELATED))]
    return answers_


def _streamed(text: str) -> Work:
    path = Path(tempfile.gettempdir()) / "growth_records.json"

    def work() -> object:
        return sum(1 for _ in read_records(str(path)))

    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return work


def _notebook(text: str) -> str:
    """Put Python into a cell of a notebook; what is a notebook stays one."""
    if text.startswith("{"):
        return text
    cell = {"cell_type": "code", "source": text.splitlines(keepends=True), "metadata": {}, "outputs": []}
    return json.dumps({"cells": [cell, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def _of_notebook(make: Maker) -> Maker:
    return lambda text: make(_notebook(text))


_TEXT: dict[str, Maker] = {
    "check": _of_text(attioql.check, PEOPLE, now=NOW),
    "lint": _of_text(attioql.lint, PEOPLE, now=NOW, select=["all"]),
    "fix": _of_text(attioql.fix, PEOPLE, applicability=UNSAFE, now=NOW, lint=True),
    "check within limits": _of_text(attioql.check, PEOPLE, now=NOW, limits=UNTRUSTED),
    "check a query": _of_text(attioql.check_query, PEOPLE, now=NOW),
    "hover": _at(attioql.hover, 0.5, PEOPLE),
    "complete, middle": _at(attioql.complete, 0.5, PEOPLE, now=NOW),
    "complete, end": _at(attioql.complete, 1, PEOPLE, now=NOW),
    "report": _reported,
    "show": _as_html,
    "model": _of_text(_sent_to_model),
}
_QUERY_TEXT: dict[str, Maker] = {
    "compile": _of_text(attioql.compile, PEOPLE, now=NOW),
    "compile a query": _of_text(lambda text: attioql.compile_query(text, PEOPLE, now=NOW).dumps()),
    "format": _of_text(attioql.format),
    "complete a query": _at(attioql.complete_query, 1, PEOPLE, now=NOW),
}
_JSON_TEXT: dict[str, Maker] = {
    "load": _of_text(attioql.load, PEOPLE),
    "load a value": _of_value(attioql.load, PEOPLE),
    "lint a value": _of_value(attioql.lint, PEOPLE),
    "fix a value": _of_value(attioql.fix, PEOPLE, applicability=UNSAFE, lint=True),
    "load a query": _of_text(lambda text: attioql.load_query(text, PEOPLE).text()),
    "check a value within limits": _of_value(attioql.check, PEOPLE, limits=UNTRUSTED),
    "complete_json": _at(attioql.complete_json, 1, PEOPLE),
    "parameters": _of_value(_with_parameters),
}


def _uses(read: Callable[..., attioql.Filter]) -> dict[str, Maker]:
    uses = {"write": _written, "take apart": _taken_apart, "decide": _decided, "match": _matched}
    return {name: _compiled(use, read) for name, use in uses.items()}


WORKS: dict[str, dict[str, Maker]] = {
    "text": {**_TEXT, **_QUERY_TEXT},
    "json": {**_TEXT, **_JSON_TEXT},
    "filters": {**_uses(partial(attioql.compile, now=NOW)), "format": _of_text(attioql.format)},
    "json filters": _uses(attioql.load),
    "rows": {
        "text": _of_text(attioql.from_rows, PEOPLE, now=NOW),
        "value": _of_value(attioql.from_rows, PEOPLE, now=NOW),
    },
    "records": {"match": _of_value(_held), "stream": _streamed},
    "workspace": {
        "parse": _of_text(lambda text: parse_workspace(attioql.Source(text, "w.json"))),
        "use": _of_value(_workspace_used),
        "answers": _of_text(lambda text: _workspace_answers(read_json(attioql.Source(text, "w.json")))),
    },
    "configuration": {name: _configured(name) for name in (configuring.OWN_NAME, configuring.PROJECT_NAME)},
    "attioql file": _linted("a.attioql"),
    "json file": _linted("a.json"),
    "jsonc file": _linted("a.jsonc"),
    "yaml file": _linted("a.filters.yaml"),
    "python file": _linted("a.py"),
    "typescript file": _linted("a.ts"),
    "javascript file": _linted("a.jsx"),
    "notebook": {name: _of_notebook(make) for name, make in _linted("a.ipynb").items()},
}
_SEEDS_OF = {"text": "parser", "json": "json", "yaml file": "yaml", "python file": "python"}
_SUFFIXES = {
    "attioql file": (".attioql",), "json file": (".json",), "jsonc file": (".jsonc", ".json"), "yaml file": (".yaml", ".yml"),
    "python file": (".py.txt",), "notebook": (".py.txt", ".ipynb"), "typescript file": (".ts", ".tsx", ".mts"), "javascript file": (".js", ".jsx"),
}  # fmt: skip


_ARRAYS = ('{"$and": [%s]}', '{"$or": [%s]}', '{"$not": {"$or": [%s]}}')
_CONFIGURATIONS = (
    '[lint]\nselect = ["lost-day", "contradiction"]\nextend-select = ["absolute-date"]\nexclude = ["old/*", "a*b*c"]\ninclude = ["*.txt"]\n',
    '[lint]\n[lint.targets]\n"a/*" = "deals"\n"b/*" = "people"\n[lint.per-file-ignores]\n"*.json" = ["all"]\n"c*" = ["lost-day"]\n',
    '[project]\nname = "x"\n[tool.ruff]\nselect = ["A"]\n[[tool.x.y]]\na.b.c = 1\n[tool.attioql]\ntarget = people\n',
    'workspace = w.json\ntarget = \'people\'\n[lint]\nseverity = {lost-day = error, \'x\' = "warning"}\ntext = """a\nb\n"""\n',
)


def seeds(kind: str) -> Iterator[str]:
    """Yield texts of a kind: the seeds of the fuzzers, the golden cases, and the corpus of code."""
    yield from fuzz_promises.seeds(_SEEDS_OF.get(kind, kind))
    for path in sorted(FOLDER.glob("*.md")):
        yield from [case.text for case in read_cases(path) if _is_of(kind, case)]
    for path in sorted((code_corpus.FOLDER / "corpus").iterdir()):
        if path.name.endswith(_SUFFIXES.get(kind, "?")):
            yield code_corpus.plain(path.read_text(encoding="utf-8"))
    match kind:
        case "filters":
            yield from _valid(partial(attioql.compile, now=NOW), "parser")
        case "json filters":
            yield from [form % text for text in _valid(attioql.load, "json") for form in _ARRAYS]
        case "configuration":
            yield from _CONFIGURATIONS
        case "notebook":
            yield from map(_notebook, seeds("python file"))
        case "attioql file":
            yield from seeds("text")
        case "json file" | "jsonc file":
            yield from seeds("json")


def _is_of(kind: str, case: Case) -> bool:
    reads, name = str(case.options.get("reads", "")), str(case.options.get("file", ""))
    if name:
        return name.endswith(_SUFFIXES.get(kind, "?"))
    if reads:
        return reads == kind
    return kind == ("json" if case.text.lstrip().startswith(("{", "[")) else "text")


def _valid(read: Callable[..., attioql.Filter], kind: str) -> Iterator[str]:
    for text in fuzz_promises.seeds(kind):
        with suppress(attioql.FilterError):
            read(text, PEOPLE)
            yield text
