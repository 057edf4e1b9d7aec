"""Whole workspaces, to the letter: what is read of files and answers, what is reported of them, what they show, and how two of them differ.

`ATTIOQL_GOLDEN=write python -m pytest -n 0 tests/golden` writes `workspaces` anew.
"""

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import attioql
from attioql.catalog.comparison import changes, compare
from attioql.catalog.listing_files import build_workspace, workspace_of_answers
from attioql.catalog.workspace import nearest_object
from attioql.catalog.workspace_file import copy_workspace, parse_workspace
from attioql.text.source import Source

FOLDER = Path(__file__).with_name("workspaces")
ANSWERS = Path(__file__).parents[1] / "workspace" / "answers"
NAMES = ("objects/boats", "lists/boats", "activities/boats", "Boat", "boots", "ships", "o-1", "a/b", "", "a`b")
"""Names that are looked up in each workspace."""


def _given(name):
    """Yield the cases of a file: the name of each, and its text."""
    for part in (FOLDER / f"{name}.given.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        case, _, text = part.partition("\n")
        yield case, text


def _of_problems(problems, root=""):
    for each in problems:
        source = "" if each.source is None else f" {each.source.name.removeprefix(root)}"
        yield f"  {each.name}{source} {each.pointer} {each.span and tuple(each.span)} {each.message}"
        yield from (f"    note: {note}" for note in each.notes)
        yield from (
            f"    fix: {fix.message} {[(tuple(edit.span), edit.replacement) for edit in fix.edits]}"
            for fix in each.fixes
        )


def _of_data(data):
    yield f"  data: {json.dumps(data, ensure_ascii=False)}"


def _of_workspace(workspace):
    yield f"  {workspace!r}"
    yield from (f"  | {line}" for line in str(workspace).splitlines())
    yield f"  {workspace._repr_html_()}"
    for name in NAMES:
        try:
            found = f"{workspace[name].kind} {workspace[name].name}"
        except KeyError as error:
            found = str(error)
        yield f"  {name!r} {name in workspace}: {found}; near {workspace.nearest_to(name)}, {nearest_object(name, workspace, workspace)}, {workspace.slug_of(name)}"
    for target in workspace.values():
        yield from _of_target(target)


def _of_target(target):
    yield f"  {target!r} {target.kind} {target.name!r} {target.singular!r} {target.plural!r} id={target.id!r} parent={target.parent!r} {target.source}"
    yield from (f"  | {line}" for line in str(target).splitlines())
    yield f"  {target._repr_html_()}"
    yield f"  misnamed: {json.dumps(dict(target.misnamed))}"
    yield f"  ids: {json.dumps({name: each.slug for name, each in target.ids.items()})}"
    names = ("name", "n", "stage", "nothing", *target.ids)
    yield f"  parents with: {[target.parent_with(name) for name in names]}; found {[str(target.find(name)) for name in names]}"
    for each in target.attributes.values():
        known = {key: getattr(each, key) for key in each.__dataclass_fields__ if key != "type"}
        shown = {key: value for key, value in known.items() if value not in (False, "", (), {}, None)}
        yield f"    {each.type.slug}, {each.type.known}: {shown}, {each.is_actor}, {each.knows_all_options}, {[each.lacks_option(name) for name in ('', 'x', 'A', '50cf242c-7fa3-4cad-87d0-75b1af71c57b')]}"


def _of_members(workspace):
    if workspace.members is None:
        return
    for member in workspace.members:
        found = [
            workspace.find_members(name)
            for name in (member.id, member.name.upper(), member.email_address, member.first_name)
        ]
        yield f"  {tuple(member)} {member.name!r} {[[each.id for each in members or ()] for members in found]}"


def _of_files():
    for case, text in _given("files"):
        yield f"=== {case}"
        data, problems = parse_workspace(Source(text, case))
        yield from _of_problems(problems)
        try:
            _, copied = copy_workspace(json.loads(text))
        except ValueError:
            continue
        yield from sorted(_of_problems(copied))
        if data:
            workspace = attioql.Workspace.from_dict(data)
            yield from _of_workspace(workspace)
            yield from _of_members(workspace)


def _of_answers():
    yield "=== saved"
    data, problems = build_workspace(ANSWERS)
    yield from _of_data(data)
    yield from _of_problems(problems, str(ANSWERS))
    workspace = attioql.Workspace.from_dict(data)
    yield from _of_workspace(workspace)
    yield from _of_members(workspace)
    for case, text in _given("answers"):
        yield f"=== {case}"
        given = json.loads(text)
        data, problems = workspace_of_answers(given)
        yield from _of_data(data)
        yield from _of_problems(problems)
        yield from _of_folder(given)


def _of_folder(given):
    """Yield what is reported of the same answers in files, a page in each."""
    with TemporaryDirectory() as folder:
        for name, answer in given.items():
            pages = answer if isinstance(answer, list) else [answer]
            for number, page in enumerate(pages if name else ()):
                path = Path(folder, f"{name}.{number + 1}.json" if number else f"{name}.json")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps(page, indent=1), encoding="utf-8")
        yield "  in files"
        yield from _of_problems(build_workspace(Path(folder))[1], folder)


def _of_standard():
    yield from _of_workspace(attioql.Workspace.standard())


def _of_comparisons():
    cases = [(case, attioql.Workspace.from_dict(json.loads(text))) for case, text in _given("compared")]
    first = cases[0][1]
    for case, workspace in cases:
        for title, pair in ((f"to {case}", (first, workspace)), (f"from {case}", (workspace, first))):
            yield f"=== {title}"
            found = compare(*pair)
            yield f"  {found.object_slugs}"
            yield from (f"  {tuple(each)}" for each in changes(found))


KINDS = {
    "answers": _of_answers,
    "compared": _of_comparisons,
    "files": _of_files,
    "standard": _of_standard,
}


def _printable(line):
    return "".join([each if each.isprintable() else ascii(each)[1:-1] for each in line])


@pytest.mark.parametrize("kind", KINDS)
def test_workspaces_are_as_before(kind):
    text = "".join([f"{_printable(line)}\n" for line in KINDS[kind]()])
    file = FOLDER / f"{kind}.txt"
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text.splitlines() == file.read_text(encoding="utf-8").splitlines()
