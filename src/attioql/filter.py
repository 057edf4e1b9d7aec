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
    """A condition of a filter as query text, and whether it holds for a record."""

    text: str
    holds: bool


class Explanation(NamedTuple):
    """Whether a record matches, and the conditions that decide it. If one condition decides it, there is only that one."""

    matches: bool
    reasons: tuple[Reason, ...]


class Filter(Compiled):
    """A filter that Attio accepts, in canonical form. `compile`, `load` and other functions return one.

    Two filters are equal, and have the same hash, if their targets have the same kind and slug and their canonical JSON is the
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
        """The object, list or activity of the filter."""
        return self._target

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The warnings of the filter, and notes about what could not be checked."""
        return self._diagnostics

    def json(self, style: Style = "canonical", *, decimals: Decimals = "keep") -> dict[str, JsonFilter]:
        """Return the filter JSON for Attio's API, as a new value each time.

        A number is an `int`, or a `float` if that prints the same digits. A few numbers have more digits than a float. They stay
        `Decimal`, and `json.dumps` raises an error for them instead of rounding; the method `dumps` writes them exactly. With
        `decimals="float"` they become the nearest float. With `decimals="error"` they raise `ValueError`.
        """
        return to_json(self._root, _checked_style(style), _checked_decimals(decimals))

    def dumps(self, style: Style = "canonical", indent: int | None = None) -> str:
        """Return the filter JSON as text, the same bytes on every run, platform and version of Python.

        `indent` is the number of spaces of one level. Without it, the text is one line.
        """
        if indent is None and style == "canonical":
            return self._text
        _checked_style(style)
        return as_text(to_json(self._root, style), checked_indent(indent))

    def text(self) -> str:
        """Return the filter as query text that compiles to it, canonically spelled and on one line. `attioql.format` breaks a long line."""
        return printer.print_expression(decompile.decompile(self._root))

    def describe(self) -> str:
        """Return the meaning of the filter in plain English, for a person who must confirm it.

        There is a sentence for each condition, and groups are nested lists. Attributes and members have their titles and names from the
        workspace. Timestamps are in UTC. The text is neither HTML nor Markdown: escape it like any other text.
        """
        return description.description_of(self._root, self._target)

    def matches(self, record: records.Record, *, related: records.Related | None = None) -> bool:
        """Tell whether a record, as Attio's API returns it, matches. `docs/semantics.md` defines what this means.

        `record` has `values`; an entry of a list has `entry_values`. `related` finds the records that a path leads to. It is a function of
        an object's slug and a record ID, or a mapping: `{("companies", "…"): record}` or `{"companies": {"…": record}}`.

        Raises:
            RecordError: The record is not in the format of the API, or `related` does not have a record.
            RelatedNeededError: The filter follows a path, and `related` is not given.
        """
        if related is not None:
            return predicates.compile_predicate(self._root, related)(record)
        if self._predicate is None:
            self._predicate = predicates.compile_predicate(self._root, None)
        return self._predicate(record)

    def predicate(self, *, related: records.Related | None = None) -> records.Predicate:
        """Return `matches` as a function of the record, compiled once. Use it to test many records.

        The function raises as `matches` does.

        Raises:
            RelatedNeededError: The filter follows a path, and `related` is not given.
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
        """Tell whether no record can match. `None` means that it is not known: see `docs/semantics.md`."""
        return analysis.is_contradiction(self._root)

    def implies(self, other: Filter) -> bool | None:
        """Tell whether every record that matches this filter also matches the other. `None` means that it is not known.

        Raises `ValueError` if the filters have different targets.
        """
        _require_filter(other)
        _require_same_target(self, other)
        return True if self == other else analysis.implies(self._root, other._root)

    def equivalent(self, other: Filter) -> bool | None:
        """Tell whether this filter and the other match the same records. `None` means that it is not known.

        Raises `ValueError` if the filters have different targets.
        """
        _require_filter(other)
        _require_same_target(self, other)
        return True if self == other else analysis.equivalent(self._root, other._root)

    def example(self) -> shown_by.Witness | None:
        """Return a made-up record that matches, with the records that its paths lead to. It is the same one each time.

        The record has the format of the API, and has the attributes that the filter names. `filter.matches(found.record,
        related=found.related)` is true. The result is `None` if no record matches, or if none is known. If `is_contradiction` is `False`,
        there is always a record.
        """
        return search.witness_of(self._root, self._target, holds=True)

    def counterexample(self) -> shown_by.Witness | None:
        """Return a made-up record that does not match, as `example` does. `None` if every record matches, or no other record is known."""
        return search.witness_of(self._root, self._target, holds=False)

    def difference(self, other: Filter) -> shown_by.Difference:
        """Compare this filter, the first, with another: which filter implies the other, and records that show the difference.

        There is a record for each implication that is `False`. Raises `ValueError` if the filters have different targets.
        """
        _require_filter(other)
        _require_same_target(self, other)
        return search.difference_of(self._root, other._root, (self._target, other._target))

    def __and__(self, other: Filter) -> Filter:
        """Return the filter of the records that match both filters. Raises as `all_of` does."""
        if not isinstance(other, Filter):
            raise _not_joined("&", other)
        return joined(And, (self, other))

    def __or__(self, other: Filter) -> Filter:
        """Return the filter of the records that match one or both filters. Raises as `any_of` does."""
        if not isinstance(other, Filter):
            raise _not_joined("|", other)
        return joined(Or, (self, other))

    def __invert__(self) -> Filter:
        """Return the filter of the records that do not match. Raises `ValueError` for the empty filter, which matches every record."""
        return Filter(combining.complement(self._root), self._target, self._diagnostics)

    def __bool__(self) -> NoReturn:
        """Raise `TypeError`, because Python's `and`, `or` and `not` would drop a filter."""
        raise TypeError(_TRUTH)

    if not TYPE_CHECKING:  # a type checker reports these without a signature

        def __rand__(self, other: object) -> NoReturn:
            raise _not_joined("&", other)

        def __ror__(self, other: object) -> NoReturn:
            raise _not_joined("|", other)

    def __eq__(self, other: object) -> bool:
        """Tell whether the targets have the same kind and slug, and the canonical forms are the same."""
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
        """Return the query text, the JSON and the warnings as HTML for notebooks. All text is escaped, and long text is cut."""
        return filter_html.filter_html(self._root, self._target.name, self._diagnostics)

    def __reduce__(self) -> tuple[type[Filter], tuple[Node, Target, tuple[Diagnostic, ...]]]:
        """Pickle the model, the target and the warnings."""
        return (Filter, (self._root, self._target, self._diagnostics))

    def conditions(self) -> Iterator[views.FilterCondition]:
        """Yield the conditions in canonical order, including those inside value blocks.

        Conditions are separate where possible: `value between 1 and 5` is `value >= 1` and `value <= 5`, and `name in ("a", "b")` is
        `name = "a"` or `name = "b"`. Equal filters have equal keys. A key stays the same while other conditions change, unless the same
        condition is in several groups.
        """
        return views.conditions_of(self._root)

    def tree(self) -> views.FilterPart:
        """Return the conditions in their groups, for `match`: `AllOf`, `AnyOf` and `ValueBlock` around `FilterCondition`."""
        return views.tree_of(self._root)

    def rows(self) -> FilterRows:
        """Return the filter as groups of rows, which `attioql.from_rows` reads. `or` joins the groups, and `and` joins the rows of a group.

        Raises:
            FilterError: Rows cannot express the filter. It has the reason, and the place in `text()`.
        """
        return row_writer.rows_of(self._root, self._target)

    def without(self, *keys: str) -> Filter:
        """Return the filter without the conditions or value blocks with these keys.

        If no condition is left, the result is the empty filter, which matches every record.

        Raises:
            KeyError: The filter does not have this key.
            TypeError: A key is not text, such as a condition.
        """
        return self._edited(keys, None)

    def replace(self, key: str, other: Filter) -> Filter:
        """Return the filter with another filter in place of the condition or value block with this key.

        Raises:
            KeyError: The filter does not have this key.
            ValueError: The other filter has another target, or it cannot replace a condition in a value block.
            TypeError: The key is not text.
            FilterError: A limit is exceeded.
        """
        _require_filter(other)
        _require_same_target(self, other)
        return self._edited((key,), other._root_on(self._target))

    def and_also(self, *others: Filter) -> Filter:
        """Return the filter of the records that match this filter and all others. Raises as `all_of` does."""
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
