"""Parses arguments of commands: targets, texts, parameters, the current time. Every mistake in them is a usage error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, time, timezone
from typing import cast
from zoneinfo import ZoneInfo

import click

from attioql.catalog.workspace import Target
from attioql.checker.parameter_values import ParameterValue
from attioql.cli.files import STANDARD_INPUT, FileContent, read
from attioql.cli.workspaces import current_workspace
from attioql.diagnostics.model import Diagnostic
from attioql.json_text.nesting import decode
from attioql.json_text.strict_json import DECODER
from attioql.text.source import Source
from attioql.values.iso import parse_date, parse_timestamp


def target(name: str) -> Target:
    """Return the object, list or activity of the workspace with a slug or ID."""
    if click.get_current_context().resilient_parsing:
        raise click.BadParameter(name)  # a shell completes what follows, whatever the workspace is
    try:
        return current_workspace()[name]
    except KeyError as error:
        raise click.BadParameter(str(error.args[0])) from None


def timestamp(text: str) -> datetime:
    """Return the moment of a timestamp in ISO 8601, in UTC where no offset is given; of a date, its start without a time zone."""
    if (day := parse_date(text)) is not None:
        return datetime.combine(day, time())
    try:
        written = parse_timestamp(text)
    except OverflowError:
        written = None
    if written is None:
        message = f"{text!r} is neither a timestamp such as 2024-05-31T09:30:00Z nor a date such as 2024-05-31"
        raise click.BadParameter(message)
    whole, _, fraction = written.rstrip("Z").partition(".")
    moment = datetime.fromisoformat(whole).replace(tzinfo=timezone.utc)
    return moment.replace(microsecond=int(fraction[:6].ljust(6, "0")))


def in_zone(context: click.Context, _option: click.Parameter, moment: datetime | None) -> datetime | None:
    """Return a moment in the zone of `--tz` if it has none."""
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=ZoneInfo(context.params.get("tz", "UTC")))


def zone(name: str) -> str:
    """Return the IANA name of a time zone that exists."""
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        message = f"there is no time zone {name!r}; they have names such as Europe/Berlin"
        raise click.BadParameter(message) from None
    return name


def read_expression(expression: str | None, file: str | None) -> Source:
    """Return the text of an argument, of a file, or of standard input for `-`."""
    if (expression is None) == (file is None):
        message = "give the filter either as an argument (or - for standard input) or with --file"
        raise click.UsageError(message)
    if expression is not None and expression != STANDARD_INPUT:
        return Source(expression)
    return read_file(file or STANDARD_INPUT)


def read_file(path: str) -> Source:
    """Return the text of a file, or of standard input for `-`."""
    return load_file(path).source


def load_file(path: str) -> FileContent:
    """Return the text and the bytes of a file, or of standard input for `-`. Raises `click.UsageError`."""
    name = "<stdin>" if path == STANDARD_INPUT else path
    loaded = read(path, name)
    if isinstance(loaded, Diagnostic):
        message = f"{name}: {loaded.message}"
        raise click.UsageError(message)
    return loaded


@contextmanager
def usage_errors(name: str) -> Iterator[None]:
    """Raise `click.UsageError` with the name of a file or folder for an `OSError`."""
    try:
        yield
    except OSError as error:
        message = f"{name}: {error.strerror or error}"
        raise click.UsageError(message) from None


def read_parameters(given: tuple[str, ...]) -> Mapping[str, ParameterValue]:
    """Return the parameters of `NAME=TEXT` and `NAME:=JSON`."""
    parameters: dict[str, ParameterValue] = {}
    for argument in given:
        name, sign, value = argument.partition("=")
        as_json = name.endswith(":")
        name = name.removesuffix(":")
        if not sign or not name.isidentifier() or not name.isascii():
            message = f"--param {argument!r}: write NAME=TEXT, or NAME:=JSON for a number, true, false or a list"
            raise click.UsageError(message)
        if name in parameters:
            message = f"--param {name}: given twice"
            raise click.UsageError(message)
        parameters[name] = _json_value(name, value) if as_json else value
    return parameters


def _json_value(name: str, text: str) -> ParameterValue:
    try:
        value = decode(DECODER, text)
    except ValueError:
        message = f"--param {name}: {text!r} is not JSON; write {name}={text} to bind it as text"
        raise click.UsageError(message) from None
    return cast("ParameterValue", value)


def current_time() -> datetime:
    """Return the time of the real clock, which only the command line reads."""
    return datetime.now(timezone.utc)
