"""Query text to its canonical model, with its diagnostics."""

from __future__ import annotations

from typing import NamedTuple

from attioql.catalog.workspace import Target
from attioql.checker import from_nodes, messages
from attioql.checker.diagnostic_list import MOST_DIAGNOSTICS, DiagnosticList, EnoughError
from attioql.checker.from_text import read_fast
from attioql.checker.model_warnings import may_have_warnings, warnings_of
from attioql.checker.parameters import Parameters
from attioql.diagnostics.model import Diagnostic, text_order
from attioql.filters.canonical import DEEPEST, TooDeepError, canonical
from attioql.filters.model import EVERYTHING, Node
from attioql.syntax import nodes
from attioql.syntax.parser import SyntaxTree
from attioql.text.source import Source, Span
from attioql.values.clock import Clock

_GROUPS_IN_BRACKETS = 2
_GROUPS_OF_A_CONDITION = 3
"""Groups that one condition may become: alternatives, each of several parts, which are negated together."""


class Checked(NamedTuple):
    """The canonical model of a text, and its diagnostics. With an error among them, the model is incomplete."""

    root: Node
    problems: tuple[Diagnostic, ...]


class Examined(NamedTuple):
    """The model of a text as it was written, and its diagnostics. With an error among them, it is incomplete."""

    written: Node
    problems: tuple[Diagnostic, ...]


def check_text(
    source: Source, target: Target, parameters: Parameters, clock: Clock, most: int = MOST_DIAGNOSTICS
) -> Checked:
    """Read a text, check it against a target and return its canonical model; diagnostics are in the order of the text.

    There are warnings only without an error. Reading stops after so many errors.
    """
    fast = read_fast(source, target, parameters, clock, most)
    if isinstance(fast, SyntaxTree):
        return _check_nodes([fast], target, parameters, clock, most)
    problems: list[Diagnostic] = []
    root = _canonical(fast.written, source, problems)
    if root is not None and (fast.may_warn or parameters.given):
        _conclude(root, problems, source, target, parameters)
    return _new(Checked, (EVERYTHING if root is None else root, tuple(problems)))


def _check_nodes(trees: list[SyntaxTree], target: Target, parameters: Parameters, clock: Clock, most: int) -> Checked:
    """Check the nodes of a text. The one tree is taken out of its list: a long filter is never held twice."""
    root, unreadable, source = trees.pop()
    waiting = [root]
    del root
    problems: list[Diagnostic] = []
    written, is_watched = _read(waiting, source, target, parameters, clock, problems, most)
    made = None if written is None else _canonical(written, source, problems)
    if made is not None:
        _conclude(None if unreadable or not is_watched else made, problems, source, target, parameters)
    if unreadable:
        problems = sorted((*unreadable, *problems), key=text_order)
    return _new(Checked, (EVERYTHING if made is None else made, tuple(problems)))


def examine(
    waiting: list[nodes.Expression],
    source: Source,
    target: Target,
    parameters: Parameters,
    clock: Clock,
    *,
    readable: bool = True,
    most: int = MOST_DIAGNOSTICS,
) -> Examined:
    """Check an expression as `check_text` does, and return the model as it was written.

    The expression is the one item of `waiting`, and is taken out of it. Nothing is said to be doubtful where something is
    wrong, nor where the text was not `readable` from end to end. The canonical form is made only where it may be nested too
    deeply, or where something may be doubtful.
    """
    problems: list[Diagnostic] = []
    written, is_watched = _read(waiting, source, target, parameters, clock, problems, most)
    if written is None:
        return _new(Examined, (EVERYTHING, tuple(problems)))
    root: Node | None = None
    if _may_be_deep(source.text) or (is_watched and may_have_warnings(written, source, target)):
        root = _canonical(written, source, problems)
        if root is None:
            return _new(Examined, (written, tuple(problems)))
    _conclude(root if readable else None, problems, source, target, parameters)
    return _new(Examined, (written, tuple(problems)))


def _read(
    waiting: list[nodes.Expression],
    source: Source,
    target: Target,
    parameters: Parameters,
    clock: Clock,
    problems: list[Diagnostic],
    most: int,
) -> tuple[Node | None, bool]:
    """Return the model of the expression that waits, and whether there may be something to warn about.

    There is no model where there are as many faults as are reported.
    """
    reader = from_nodes.Reader(source, target, parameters, clock, DiagnosticList(problems, most).add)
    written: Node | None = None
    try:
        written = reader.read(waiting)
    except EnoughError:
        is_watched = False
    else:
        is_watched = reader.is_watched
    # a run of values without quotes is looked at as a whole, before the conditions in it
    problems.sort(key=text_order)
    return written, is_watched


def _canonical(written: Node, source: Source, problems: list[Diagnostic]) -> Node | None:
    """Return the canonical form of a model; `None` where it is nested too deeply, which is said."""
    try:
        return canonical(written)
    except TooDeepError:
        problems.append(messages.diagnose("nesting-too-deep.groups", source, Span(0, 0), limit=DEEPEST))
        return None


def _conclude(
    root: Node | None, problems: list[Diagnostic], source: Source, target: Target, parameters: Parameters
) -> None:
    """Add the last diagnostics: without an error, the warnings about the model."""
    if root is not None and not problems:
        problems += warnings_of(root, source, target)
    unused = parameters.unused(source)[:MOST_DIAGNOSTICS]
    problems += [messages.diagnose("unused-parameter", source, None, name=name) for name in unused]


_new = tuple.__new__  # makes a named tuple without a call of Python code


def _may_be_deep(text: str) -> bool:
    """Tell whether the canonical form may be nested too deeply: a pair of brackets holds an `or` of `and` at most."""
    brackets = text.count("(") + text.count("{")
    return _GROUPS_IN_BRACKETS * (brackets + 1) + _GROUPS_OF_A_CONDITION > DEEPEST
