"""Answers of the API that were saved as files: which file is which listing.

```
objects.json  lists.json  activities.json  workspace_members.json
objects/SLUG/attributes.json  objects/SLUG/options/ATTRIBUTE.json  objects/SLUG/statuses/ATTRIBUTE.json
lists/SLUG/…  activities/SLUG/…
```

A listing of several pages is several files: `objects.json` and `objects.2.json`, or `objects.1.json` and so on.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from attioql.catalog.listings import Answer, Listing, workspace_data
from attioql.catalog.target_kinds import SECTIONS
from attioql.catalog.workspace_file import CheckedData, read_text
from attioql.diagnostics.build import in_text
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import shown
from attioql.diagnostics.templates import sentence
from attioql.json_text.strict_json import read_json
from attioql.limits import LIMITS
from attioql.text.source import Source

_NAME = re.compile(r"(?P<stem>.+?)(?:\.(?P<page>[0-9]{1,6}))?(?:\.json)?")
_TOP = {*SECTIONS, "workspace_members"}


class _ListingPage(NamedTuple):
    """A page of a listing: the listing, the number of the page, and the name of the file."""

    listing: Listing
    number: int
    name: str


def build_workspace(folder: Path, ignored: Path | None = None) -> CheckedData:
    """Return the workspace data in the answers in a folder, and their diagnostics.

    The file `ignored` is not read. Raises `OSError` if there is no such folder.
    """
    if not folder.is_dir():
        raise NotADirectoryError(20, "there is no such folder", str(folder))
    passed_over = None if ignored is None else ignored.resolve()
    names = [
        path.relative_to(folder).as_posix() for path in sorted(_json_files(folder)) if path.resolve() != passed_over
    ]
    return _built(names, folder, lambda name: _answers_in(folder / name), "objects.json")


def workspace_of_answers(given: Mapping[str, object]) -> CheckedData:
    """Return the workspace data in parsed answers, by the names of their files without `.json`, and their diagnostics.

    A list of answers is a listing of several pages. Raises `TypeError` for anything but a mapping with text keys.
    """
    if not isinstance(given, Mapping) or not all(isinstance(name, str) for name in given):  # type: ignore[redundant-expr]  # callers are not typed
        message = f"listings must be a mapping of names to answers, such as {{'objects': …}}, not {shown(given)}"
        raise TypeError(message)

    def answers_of(name: str) -> list[Answer]:
        value, source = given[name], Source("", name)
        return [Answer(answer, source) for answer in (value if isinstance(value, (list, tuple)) else [value])]

    return _built(sorted(given), None, answers_of, "objects")


def _built(
    names: Sequence[str], folder: Path | None, answers_of: Callable[[str], list[Answer] | Diagnostic], needed: str
) -> CheckedData:
    pages, problems = _pages(names, folder or Path())
    answers: dict[Listing, list[Answer]] = {}
    for page in pages:
        found = answers_of(page.name)
        if isinstance(found, Diagnostic):
            problems.append(found)
        else:
            answers.setdefault(page.listing, []).extend(found)
    if not any(page.listing == ("objects",) for page in pages):
        source = None if folder is None else Source("", str(folder))
        problems.append(in_text(sentence("invalid-listing.objects", name=needed), source, None, pointer=""))
    data, more = workspace_data(answers)
    return data, (*problems, *more)


def _json_files(folder: Path) -> Iterator[Path]:
    """Yield the JSON files in a folder and below it, without hidden ones and without following links to folders."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.endswith(".json") and not name.startswith("."):
                yield Path(place) / name


def _answers_in(path: Path) -> list[Answer] | Diagnostic:
    try:
        source = read_text(path)
    except OSError as error:
        said = sentence("invalid-listing.unreadable", reason=error.strerror or str(error))
        return in_text(said, Source("", str(path)), None, pointer="")
    if isinstance(source, Diagnostic):
        return source
    value = read_json(source)
    return value if isinstance(value, Diagnostic) else [Answer(value, source)]


def _pages(names: Sequence[str], folder: Path) -> tuple[list[_ListingPage], list[Diagnostic]]:
    """Return the pages by their file names, in the order of the listings, and a warning for each other file."""
    found = [(name, _page(name)) for name in names]
    pages = sorted([page for _, page in found if page is not None])
    problems = [
        in_text(sentence("unexpected-file"), Source("", str(folder / str.__str__(name))), None, pointer="")
        for name, page in found
        if page is None
    ]
    return pages, problems[: LIMITS.diagnostics]


def _page(name: str) -> _ListingPage | None:
    *folders, file = name.split("/")
    matched = _NAME.fullmatch(file)
    if matched is None:
        return None
    listing = (*folders, matched["stem"])
    return _ListingPage(listing, int(matched["page"] or 0), name) if _is_listing(listing) else None


def _is_listing(listing: Listing) -> bool:
    match listing:
        case (name,):
            return name in _TOP
        case (section, _, "attributes") | (section, _, "options" | "statuses", _):
            return section in SECTIONS
    return False
