"""The sentences about what stands between, before and around conditions, and about paths that break off."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.diagnostics.build import problem, replace
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix, Label
from attioql.diagnostics.phrases import here_it_is
from attioql.syntax.slips.excerpts import spaced_around, text_at, with_blanks_before
from attioql.text.fences import Fence
from attioql.text.source import Source, Span

_SAFE, _UNSAFE = Applicability.SAFE, Applicability.UNSAFE
_QUOTES = "\"'"


def json_for_text(source: Source, span: Span) -> Diagnostic:
    """Return the error for filter JSON in the place of query text."""
    message = 'this looks like filter JSON; query text goes here, such as `name = "Acme"`'
    note = "`load` and `check` read filter JSON, and `decompile` writes it as query text"
    return problem("foreign-clause", message, source, span, notes=(note,))


def foreign_comment(source: Source, span: Span, whole: str) -> Diagnostic:
    """Return the error for a comment of another language."""
    message = f"comments begin with `#`, not with `{text_at(source, span)}`"
    fixes = () if whole.startswith("/*") else (replace("write `#`", span, "#", _UNSAFE),)
    return problem("invalid-character", message, source, span, fixes=fixes)


def leading_clause(source: Source, span: Span, *, whole: bool) -> Diagnostic:
    """Return the error for `where`, `select …` and the like before the condition."""
    shown = text_at(source, span)
    message = f"a filter is the condition alone, without `{shown if len(shown) < 40 else shown.split()[0]}`"
    cut = Span(span.start, span.end + (source.text[span.end : span.end + 1] == " "))
    return problem(
        "foreign-clause", message, source, span, fixes=(replace("remove it", cut, "", _SAFE if whole else _UNSAFE),)
    )


def fenced(source: Source, fence: Fence) -> Diagnostic:
    """Return the error for a filter that was copied with the fences of its code block."""
    content = source.text[fence.content.start : fence.content.end]
    edits = (Edit(Span(0, fence.content.start), ""), Edit(Span(fence.content.end, len(source.text)), ""))
    is_json = content.lstrip().startswith(("{", "["))
    fixes = (Fix("take the content of the block", Applicability.DISPLAY if is_json else _UNSAFE, edits),)
    notes = ("its content is filter JSON, which `load` and `check` read",) if is_json else ()
    message = "this is a fenced code block; a filter is its content alone"
    return problem(
        "foreign-clause", message, source, fence.opening, notes=notes, fixes=fixes if content.strip() else ()
    )


def test_before_path(source: Source, span: Span, word: str, here: str) -> Diagnostic:
    """Return the error for a test for a value that stands before its path."""
    message = here_it_is(f"`{word}` is no operator, and a test follows its attribute", here)
    note = "Attio tests only some types of attribute for a value"
    return problem(
        "unknown-operator", message, source, span, notes=(note,), fixes=(replace(f"write `{here}`", span, here),)
    )


def trailing_clause(source: Source, span: Span, clause: Span) -> Diagnostic:
    """Return the error for `order by`, `limit` and the like after the condition."""
    note = "in a request, `sorts`, `limit` and `offset` stand beside the filter, not inside it"
    message = f"`{text_at(source, span)}` starts a clause of another language; a filter is the condition alone"
    fix = replace("remove the clause", with_blanks_before(source, clause), "", _UNSAFE)
    return problem("foreign-clause", message, source, span, notes=(note,), fixes=(fix,))


def subquery(source: Source, span: Span) -> Diagnostic:
    """Return the error for a subquery."""
    note = "an attribute of another record is reached by a path, such as `company.name`"
    return problem("foreign-clause", "there are no subqueries; a list holds values", source, span, notes=(note,))


def value_for_condition(source: Source, span: Span, left: str, connective: str) -> Diagnostic:
    """Return the error for a value without attribute and operator after a connective."""
    shown = text_at(source, span)
    message = f"`{connective}` joins conditions, but {shown if shown[0] in _QUOTES else f'`{shown}`'} is only a value"
    fix = replace(f"write `{left} {shown}`", Span(span.start, span.start), f"{left} ", _UNSAFE)
    return problem("unexpected-token", message, source, span, fixes=(fix,))


def two_periods(source: Source, span: Span, operator: Span) -> Diagnostic:
    """Return the error for two periods after `during`."""
    label = Label(operator, "takes one period")
    fix = replace("write `between`", operator, "between", _UNSAFE)
    message = "`during` takes one period; two ends go with `between`"
    return problem("unexpected-token", message, source, span, (label,), fixes=(fix,))


def quoted_path(source: Source, span: Span, name: str) -> Diagnostic:
    """Return the error for an attribute in quotes."""
    message = f"a condition begins with a name, and names have no quotes: `{name}`"
    return problem(
        "unexpected-token", message, source, span, fixes=(replace("remove the quotes", span, name, _UNSAFE),)
    )


def turned_around(source: Source, span: Span, value: str, operator: str, name: str | None) -> Diagnostic:
    """Return the error for a value before its operator."""
    fixes: tuple[Fix, ...] = ()
    turned = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "==": "=", "!=": "!=", "<>": "!="}.get(operator)
    if name is not None and turned is not None:
        here = f"{name} {turned} {value}"
        fixes = (replace(f"write `{here}`", span, here, _UNSAFE),)
    message = "the attribute comes first, then the operator and the value"
    return problem("unexpected-token", message, source, Span(span.start, span.start + len(value)), fixes=fixes)


def operator_without_path(source: Source, span: Span, path: str | None, *, join: bool) -> Diagnostic:
    """Return the error for an operator without an attribute."""
    message = f"this `{text_at(source, span)}` has no attribute before it"
    if path is None:
        return problem("unexpected-token", message, source, span)
    before = f"and {path} " if join else f"{path} "
    fix = replace(f"write `{before}{text_at(source, span)}`", Span(span.start, span.start), before, _UNSAFE)
    return problem("unexpected-token", message, source, span, fixes=(fix,))


def single_mark(source: Source, span: Span, word: str, left: str) -> Diagnostic:
    """Return the error for `&` or `|` between conditions."""
    shown = text_at(source, span)
    here = spaced_around(source, span, word) + (f" {left.rstrip()}" if left else "")
    fix = replace(f"write `{here.strip()}`", span, here, _UNSAFE)
    return problem(
        "invalid-character", f"conditions are joined with `{word}`, not with `{shown}`", source, span, fixes=(fix,)
    )


def mark_for_and(source: Source, span: Span) -> Diagnostic:
    """Return the error for a comma or semicolon between conditions."""
    message = f"two conditions need `and` or `or` between them, not `{text_at(source, span)}`"
    fix = replace("join them with `and`", span, " and")
    return problem("missing-connective", message, source, span, fixes=(fix,))


def stray_comma(source: Source, span: Span) -> Diagnostic:
    """Return the error for a comma outside a list."""
    return problem("unexpected-token", "commas separate only the values of a list", source, span)


def several_values(source: Source, path: Span, operator: Span, span: Span, values: Sequence[str]) -> Diagnostic:
    """Return the error for several values after an operator that takes one."""
    written = text_at(source, operator).strip()
    operator = Span(operator.end - len(written), operator.end)
    here = {"=": "in", "==": "in", "!=": "not in", "<>": "not in"}.get(written)
    if here:
        fix = replace(f"write `{here} (…)`", Span(operator.start, span.end), f"{here} ({', '.join(values)})", _UNSAFE)
    else:
        each = " or ".join(f"{text_at(source, Span(path.start, operator.end))} {value}" for value in values)
        fix = replace("repeat the condition", Span(path.start, span.end), f"({each})")
    message = f"`{written}` takes one value, not {len(values)}"
    return problem("list-needs-in", message, source, operator, (Label(span, "the values"),), fixes=(fix,))


def unknown_connective(source: Source, span: Span, here: str | None) -> Diagnostic:
    """Return the error for another word than `and` or `or` between conditions."""
    message = f"conditions are joined by `and` or `or`, not by `{text_at(source, span)}`"
    fixes = (replace(f"write `{here}`", span, here, _UNSAFE),) if here else ()
    return problem("unexpected-token", message, source, span, fixes=fixes)


def between_needs_and(source: Source, span: Span) -> Diagnostic:
    """Return the error for another word than `and` between the two ends of `between`."""
    fix = replace("write `and`", span, spaced_around(source, span, "and"), _UNSAFE)
    message = f"the two values of `between` are joined by `and`, not by `{text_at(source, span)}`"
    return problem("unexpected-token", message, source, span, fixes=(fix,))


def wrong_group(source: Source, span: Span, closing: int | None, here: str) -> Diagnostic:
    """Return the error for brackets of the wrong kind around conditions."""
    what = "conditions are grouped" if here == "()" else "the tests of one value stand"
    message = f"{what} in `{here[0]}…{here[1]}`, not in `{text_at(source, span)}`"
    fixes: tuple[Fix, ...] = ()
    if closing is not None:
        edits = (Edit(span, here[0]), Edit(Span(closing, closing + 1), here[1]))
        fixes = (Fix(f"write `{here[0]}…{here[1]}`", _UNSAFE, edits),)
    return problem("unexpected-token", message, source, span, fixes=fixes)


def function_of_attribute(source: Source, span: Span, name: str, here: str | None) -> Diagnostic:
    """Return the error for a function around an attribute."""
    message = f"there is no function `{name}`; an attribute is compared as it is"
    fixes = (replace(f"write `{here}`", span, here, _UNSAFE),) if here else ()
    return problem("unknown-function", message, source, Span(span.start, span.start + len(name)), fixes=fixes)


def path_breaks_off(source: Source, dot: Span, *, whole: bool) -> Diagnostic:
    """Return the error for a path that ends with a dot."""
    fixes = (replace("remove the dot", dot, "", _UNSAFE),) if whole else ()
    return problem("unexpected-token", "a name is missing after this dot", source, dot, fixes=fixes)


def name_needs_backticks(source: Source, span: Span) -> Diagnostic:
    """Return the error for a name with letters outside ASCII and without backticks."""
    shown = text_at(source, span)
    message = f"the name `{shown}` needs backticks: it has letters other than a to z"
    return problem(
        "invalid-character", message, source, span, fixes=(replace("put it in backticks", span, f"`{shown}`", _UNSAFE),)
    )
