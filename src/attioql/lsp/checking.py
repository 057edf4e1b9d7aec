"""Lints an open file as `attioql lint` would lint it in its folder."""

from __future__ import annotations

from typing import NamedTuple

from attioql.diagnostics.model import Diagnostic
from attioql.documents.model import Document
from attioql.documents.read import is_code, is_read, read_document
from attioql.linter.entries import Settings, lint_document
from attioql.lsp.projects import Project
from attioql.project.file_settings import has_filters, is_among, may_hold_filters
from attioql.text.source import Source


class Opened(NamedTuple):
    """A file of filters: its document, and what it is linted with."""

    document: Document
    settings: Settings


def opened(source: Source, name: str, project: Project) -> Opened | None:
    """Return the document of a file; `None` for one that holds no filters. `name` is the one that patterns match."""
    lint = project.configuration.lint
    files = project.file_settings()
    if not is_read(source) or is_among(name, lint.exclude, files.folder):
        return None
    target = files.target_of(name)
    is_named = is_among(name, lint.include, files.folder)
    if not is_named and not may_hold_filters(source, target):
        return None
    document = read_document(source)
    if is_code(source.name) and not is_named and not has_filters(document):
        return None
    return Opened(document, files.of_file(name, target))


def problems_of(file: Opened | None) -> tuple[Diagnostic, ...]:
    """Return the errors, warnings and findings of a file."""
    return () if file is None else lint_document(*file).problems
