"""The filter that `compile` and `load` return: written, spelled, held against records and against other filters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, NoReturn, get_args

from attioql.attio import decompile, filter_html
from attioql.attio import load as reading
from attioql.attio.writer import JsonFilter, Style, as_text, to_json, to_text
from attioql.catalog.workspace import Target
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.diagnostics.phrases import shown
from attioql.editing import combining, description, edits, row_writer, views
from attioql.editing.row_types import FilterRows
from attioql.errors import FilterError
from attioql.evaluate import explain as explanations
from attioql.evaluate import predicate as predicates
from attioql.evaluate import records
from attioql.filters import analysis
from attioql.filters.canonical import canonical
from attioql.filters.model import And, Node, Or
from attioql.limits import LIMITS
from attioql.preconditions import Compiled, different_targets, first_step
from attioql.syntax import printer
from attioql.values.exact import Decimals
from attioql.witnesses import model as shown_by
from attioql.witnesses import search

_TRUTH = (
    "a filter has no truth value: join filters with `&`, `|` and `~` instead of `and`, `or` and `not`; "
    "write `f is not None` to tell whether there is one, and `f.matches(record)` to test a record"
)


class Reason(NamedTuple):
    """A condition of a filter, as query text, and whether it holds for a record."""

    text: str
    holds: bool


class Explanation(NamedTuple):
    """Whether a record matches, and the conditions that decide it: one that is enough, or all where it takes all."""

    matches: bool
    reasons: tuple[Reason, ...]


class Filter(Compiled):
    """A filter that Attio accepts, in its canonical form.

    Two filters are equal, and hash alike, when their targets have the same kind and slug and their canonical JSON is the
    same. Filters are immutable and picklable.
    """

    __slots__ = ("_diagnostics", "_is_canonical", "_node", "_predicate", "_target", "_written")

    _diagnostics: tuple[Diagnostic, ...]
    _is_canonical: bool
    _node: Node
    _predicate: records.Predicate | None
    _target: Target
    _written: str | None

    def __init__(
        self,
        root: Node,
        target: Target,
        diagnostics: tuple[Diagnostic, ...] = (),
        *,
        is_canonical: bool = True,
    ) -> None:
        """Wrap a model. Use `compile`: this is for the library's own rooms.

        One that is not canonical yet becomes so when it is first asked for; it must not be nested too deeply for that.
        """
        self._node = root
        self._target = target
        self._is_canonical = is_canonical
        self._diagnostics = diagnostics
        self._written = None
        self._predicate = None

    @property
    def _root(self) -> Node:
        """The canonical model. Two threads that ask at once make the same one, and canonical stays canonical."""
        if not self._is_canonical:
            self._node = canonical(self._node)
            self._is_canonical = True
        return self._node

    @property
    def _text(self) -> str:
        if self._written is None:
            self._written = to_text(self._root)
        return self._written

    @property
    def target(self) -> Target:
        """The object, list or activity that the filter is about."""
        return self._target

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The warnings of the filter."""
        return self._diagnostics

    def json(self, style: Style = "canonical", *, decimals: Decimals = "keep") -> dict[str, JsonFilter]:
        """Return the filter as Attio's API takes it, as a new value each time.

        A number is an `int`, or a `float` where that prints the same digits. The rare others stay `Decimal`, which
        `json.dumps` refuses rather than rounds (`dumps` here writes them exactly); with `decimals="float"` they become the
        nearest float, and with `decimals="error"` they raise `ValueError`.
        """
        return to_json(self._root, _checked_style(style), _checked_decimals(decimals))

    def dumps(self, style: Style = "canonical", indent: int | None = None) -> str:
        """Return the filter as JSON text, the same bytes on every run, platform and version of Python.

        `indent` is a number of spaces; without it the text is one line.
        """
        if indent is None and style == "canonical":
            return self._text
        _checked_style(style)
        return as_text(to_json(self._root, style), checked_indent(indent))

    def text(self) -> str:
        """Return the filter as query text, in its canonical spelling; it compiles to this filter again.

        It is one line; `attioql.format` lays out a long one.
        """
        return printer.print_expression(decompile.decompile(self._root))

    def describe(self) -> str:
        """Return what the filter means in plain English: a sentence for each condition, groups as nested lists.

        For people who are to confirm a filter. Attributes and members go by their titles and names in the workspace;
        timestamps are in UTC. It is text, not Markdown: escape it where it is shown as something else.
        """
        return description.description_of(self._root, self._target)

    def matches(self, record: records.Record, *, related: records.Related | None = None) -> bool:
        """Tell whether a record, as Attio's API returns it, matches; what that means is in `docs/semantics.md`.

        `record` has `values` (or is a list entry with `entry_values`). `related` finds the records that a path leads
        to: a function of an object's slug and a record ID, or a mapping by both, `{("companies", "…"): record}` or
        `{"companies": {"…": record}}`. Raises `RecordError` for a record in another shape, or one that `related` does
        not have; `RelatedNeededError` when the filter follows a path and `related` is not given.
        """
        if related is not None:
            return predicates.compile_predicate(self._root, related)(record)
        if self._predicate is None:
            self._predicate = predicates.compile_predicate(self._root, None)
        return self._predicate(record)

    def predicate(self, *, related: records.Related | None = None) -> records.Predicate:
        """Return `matches` as a function of the record alone, compiled once: the way to go through many records.

        Raises `RelatedNeededError` when the filter follows a path and `related` is not given; the function raises as
        `matches` does.
        """
        return predicates.compile_predicate(self._root, related)

    def explain(self, record: records.Record, *, related: records.Related | None = None) -> Explanation:
        """Tell whether a record matches, and which conditions decide that. Raises as `matches` does."""
        return self.explainer(related=related)(record)

    def explainer(self, *, related: records.Related | None = None) -> Callable[[records.Record], Explanation]:
        """Return `explain` as a function of the record alone, compiled once. Raises as `predicate` does."""
        explainer = explanations.Explainer(self._root, related)

        def explain(record: records.Record) -> Explanation:
            verdict, reasons = explainer.decide(record)
            return Explanation(verdict, tuple(Reason(_spelled(literal), holds) for literal, holds in reasons))

        return explain

    def is_contradiction(self) -> bool | None:
        """Tell whether no record can match. `None` when that is not known: see the limits in `docs/semantics.md`."""
        return analysis.is_contradiction(self._root)

    def implies(self, other: Filter) -> bool | None:
        """Tell whether every record that matches this filter matches the other one; `None` when that is not known.

        Raises `ValueError` when the filters are about different targets.
        """
        _require_filter(other)
        _require_same_target(self, other)
        return True if self == other else analysis.implies(self._root, other._root)

    def equivalent(self, other: Filter) -> bool | None:
        """Tell whether this filter and the other match the same records; `None` when that is not known.

        Raises `ValueError` when the filters are about different targets.
        """
        _require_filter(other)
        _require_same_target(self, other)
        return True if self == other else analysis.equivalent(self._root, other._root)

    def example(self) -> shown_by.Witness | None:
        """Return a record that matches, with the records that its paths lead to; the same one each time.

        `None` if no record matches, or if none is known: never where `is_contradiction` is `False`. The record is as the API
        returns it and lists what the filter names; `filter.matches(found.record, related=found.related)` is true.
        """
        return search.witness_of(self._root, self._target, holds=True)

    def counterexample(self) -> shown_by.Witness | None:
        """Return a record that does not match, as `example` does; `None` if every record matches, or none is known that does not."""
        return search.witness_of(self._root, self._target, holds=False)

    def difference(self, other: Filter) -> shown_by.Difference:
        """Return how this filter, the first, and the other differ: which implies the other, if any, and records that show it.

        There is a record wherever `implies` is `False`. Raises `ValueError` when the filters are about different targets.
        """
        _require_filter(other)
        _require_same_target(self, other)
        return search.difference_of(self._root, other._root, (self._target, other._target))

    def __and__(self, other: Filter) -> Filter:
        """Return the filter of the records that match both. Raises as `all_of`."""
        if not isinstance(other, Filter):
            raise _not_joined("&", other)
        return joined(And, (self, other))

    def __or__(self, other: Filter) -> Filter:
        """Return the filter of the records that match one or both. Raises as `any_of`."""
        if not isinstance(other, Filter):
            raise _not_joined("|", other)
        return joined(Or, (self, other))

    def __invert__(self) -> Filter:
        """Return the filter of the records that do not match. Raises `ValueError` for the empty filter, which matches all."""
        return Filter(combining.complement(self._root), self._target, self._diagnostics)

    def __bool__(self) -> NoReturn:
        """Raise `TypeError`: Python's `and`, `or` and `not` would drop a filter without a word."""
        raise TypeError(_TRUTH)

    if not TYPE_CHECKING:  # a type checker reports these without a signature

        def __rand__(self, other: object) -> NoReturn:
            raise _not_joined("&", other)

        def __ror__(self, other: object) -> NoReturn:
            raise _not_joined("|", other)

    def __eq__(self, other: object) -> bool:
        """Tell whether another filter has the same kind of target, of the same slug, and the same canonical form."""
        if not isinstance(other, Filter):
            return NotImplemented
        return self._target.key == other._target.key and self._text == other._text

    def __hash__(self) -> int:
        """Hash the kind and slug of the target, and the canonical form."""
        return hash((self._target.key, self._text))

    def __repr__(self) -> str:
        """Show the target and the canonical form."""
        return f"<Filter on {self._target.name}: {self._text}>"

    def __str__(self) -> str:
        """Return the filter as query text, as `text` does."""
        return self.text()

    def _repr_html_(self) -> str:
        """Return the query text, the JSON and the warnings as HTML, for notebooks: bounded, and all text escaped."""
        return filter_html.filter_html(self._root, self._target.name, self._diagnostics)

    def __reduce__(self) -> tuple[type[Filter], tuple[Node, Target, tuple[Diagnostic, ...]]]:
        """Pickle the model, the target and the warnings."""
        return (Filter, (self._root, self._target, self._diagnostics))

    def conditions(self) -> Iterator[views.FilterCondition]:
        """Yield the conditions in canonical order, those inside value blocks too.

        Each stands alone: `value between 1 and 5` is `value >= 1` and `value <= 5`, and `name in ("a", "b")` is `name = "a"` or
        `name = "b"`. Equal filters have equal keys, and a key stays the same while other conditions are edited, unless one condition
        stands in several groups.
        """
        return views.conditions_of(self._root)

    def tree(self) -> views.FilterPart:
        """Return the conditions in their groups: `AllOf`, `AnyOf` and `ValueBlock` around `FilterCondition`, for `match`."""
        return views.tree_of(self._root)

    def rows(self) -> FilterRows:
        """Return the filter as groups of rows, which `attioql.from_rows` reads: the groups are joined by `or`, their rows by `and`.

        Raises `FilterError` for a filter of another form, with the reason and the place in `text()`.
        """
        return row_writer.rows_of(self._root, self._target)

    def without(self, *keys: str) -> Filter:
        """Return the filter without the conditions or value blocks with these keys. Without any condition it matches every record.

        Raises `KeyError` for a key that the filter does not have; `TypeError` for what is no key, such as a condition.
        """
        return self._edited(keys, None)

    def replace(self, key: str, other: Filter) -> Filter:
        """Return the filter with another one in place of the condition or value block with a key.

        Raises `KeyError` for a key that the filter does not have; `ValueError` for a filter of another target, and where a condition
        in a value block would become one that cannot stand in it; `TypeError` for a key that is no str; `FilterError` where the result is
        beyond a limit.
        """
        _require_filter(other)
        _require_same_target(self, other)
        return self._edited((key,), other._root_on(self._target))

    def and_also(self, *others: Filter) -> Filter:
        """Return the filter of the records that match this filter and all others. Raises as `all_of`."""
        for other in others:
            _require_filter(other)
        return joined(And, (self, *others))

    def _edited(self, keys: Collection[str], instead: Node | None) -> Filter:
        root, problems = edits.edited(self._root, keys, instead, self._target)
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise FilterError(problems)
        return Filter(root, self._target, problems)

    def _root_on(self, target: Target) -> Node:
        """Return the model for a target of the same name, which another workspace may describe otherwise."""
        if target is self._target:
            return self._root
        root, problems, *_ = reading.read_value(self.json(), target)
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise FilterError(problems)
        return root


def joined(kind: type[And | Or], filters: Sequence[Filter]) -> Filter:
    """Return filters joined by `and` or `or`, of which there is one at least. Raises `ValueError` for those of several targets."""
    first = filters[0]
    for each in filters:
        _require_same_target(first, each)
    root = combining.combined(kind, [each._root_on(first.target) for each in filters])  # noqa: SLF001 - of the class above
    return Filter(root, first.target, combining.joined_warnings([each.diagnostics for each in filters]))


def _require_same_target(one: Filter, other: Filter) -> None:
    if one.target.key != other.target.key:
        raise different_targets(one.target, other.target, "filters")


def _spelled(literal: Node) -> str:
    return printer.print_expression(decompile.decompile(literal))


def _checked_style(style: Style) -> Style:
    if style not in ("canonical", "shorthand"):
        message = f"style must be 'canonical' or 'shorthand', not {shown(style)}"
        raise TypeError(message)
    return style


def _checked_decimals(decimals: Decimals) -> Decimals:
    if decimals not in get_args(Decimals):
        message = f"decimals must be 'keep', 'float' or 'error', not {shown(decimals)}"
        raise TypeError(message)
    return decimals


def _require_filter(other: object) -> None:
    if not isinstance(other, Filter):
        message = f"a filter is compared and combined with another Filter, not with {shown(other)}{first_step(other)}"
        raise TypeError(message)


def _not_joined(sign: str, other: object) -> TypeError:
    return TypeError(f"`{sign}` joins filters, not {shown(other)}{first_step(other)}")


_WIDEST_INDENT = LIMITS.json_indent


def checked_indent(indent: object) -> int | None:
    """Return the spaces of a level of indentation, or `None` for one line. Raises `TypeError` for anything else."""
    if indent is None or (isinstance(indent, int) and not isinstance(indent, bool) and 0 <= indent <= _WIDEST_INDENT):
        return indent
    message = f"indent must be a number of spaces up to {_WIDEST_INDENT:,} or None, not {shown(indent)}"
    raise TypeError(message)
