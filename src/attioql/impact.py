"""Finds the filters that a change of the workspace breaks, or gives another meaning.

A filter is compiled in the earlier and in the later workspace. The later result is written in the names of the earlier workspace,
matched by ID, and the two are compared: a filter that names a renamed attribute by its ID is the same, and one whose slug means
another attribute now is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias, cast

from attioql.attio.load import read_value
from attioql.catalog.comparison import (
    AttributePair,
    TargetPair,
    WorkspaceComparison,
    attribute_changes,
    member_changes,
    option_changes,
)
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.checker import check_text
from attioql.checker.clocks import clock_of
from attioql.checker.parameter_values import ParameterValue
from attioql.checker.parameters import Parameters
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.documents import messages
from attioql.documents.model import Document, Entry
from attioql.filters.canonical import canonical
from attioql.filters.model import And, Condition, Node, Not, Or, Test, conditions

EffectVerdict: TypeAlias = Literal["breaks", "changes meaning", "doubtful", "faulty", "same"]
_Side: TypeAlias = Literal["old", "new"]
_Problems: TypeAlias = tuple[Diagnostic, ...]
_Shared: TypeAlias = frozenset[tuple[str, str]]


class Effect(NamedTuple):
    """The effect of the change on one filter: the verdict, the reasons, and the diagnostics in the later workspace.

    A filter *breaks* if it has errors there and had none, is *doubtful* if it has new warnings or notes, and *faulty* if it had
    errors before, so that it cannot be compared.
    """

    name: str
    verdict: EffectVerdict
    reasons: tuple[str, ...] = ()
    problems: _Problems = ()


class Impact:
    """The effects of a change of the workspace. `now` and `tz` are those of a compile."""

    def __init__(self, comparison: WorkspaceComparison, now: datetime | None, tz: str = "UTC") -> None:
        """Match the attributes of the two."""
        self._now, self._tz = now, tz
        self._comparison = comparison
        self._members = [change for change in member_changes(comparison) if change.kind != "added"]
        self._targets = {pair.old.name: pair for pair in comparison.targets}
        self._slugs = comparison.object_slugs
        self._earlier = {new: old for old, new in self._slugs.items()}
        pairs = [(pair, known) for pair in comparison.targets for known in pair.attributes]
        self._known: dict[_Side, dict[tuple[str, str], AttributePair]] = {
            "old": {(pair.old.name, known.old.slug): known for pair, known in pairs},
            "new": {(pair.new.name, known.new.slug): known for pair, known in pairs},
        }

    def of_document(self, document: Document, target: str | None) -> Iterator[Effect]:
        """Yield the effects on the filters of a file; `target` is for filters that do not name one."""
        if document.problems:
            yield Effect("", "faulty", (), document.problems)
        for entry in document.entries:
            effect = self._of_entry(entry, document, target)
            problems = tuple(_in_file(problem, entry, document) for problem in effect.problems)
            yield effect._replace(name=_name(entry, document), problems=problems)

    def _of_entry(self, entry: Entry, document: Document, target: str | None) -> Effect:
        slug = entry.about(self._comparison.old, target)
        if slug is None:
            pointer = entry.pointer or None
            advice = "say so in a comment before it, such as `# target: companies`, or with `--target`"
            missing = messages.missing_target(entry.name, document.source, entry.place, pointer, advice)
            return Effect("", "faulty", (), (missing,))
        old = self._comparison.old.get(slug)
        if old is None:
            return Effect("", "faulty", (f"the earlier workspace has no object, list or activity `{slug}`",))
        root, problems = self._read(entry, old)
        if _errors(problems):
            return Effect("", "faulty", (), problems)
        pair = self._targets.get(old.name)
        if pair is None:
            return Effect("", "breaks", (f"the {old.kind} `{old.name}` is gone",))
        later, later_problems = self._read(entry, pair.new)
        fresh = _fresh(later_problems, problems)
        reasons = tuple(dict.fromkeys(self._reasons(root, pair)))
        if pair.old.slug != pair.new.slug or _errors(fresh):
            return Effect("", "breaks", reasons, _errors(fresh))
        if self._sense(root, pair.old, "old") != self._sense(later, pair.new, "new"):
            return Effect("", "changes meaning", reasons or ("the same text compiles to another filter",), fresh)
        return Effect("", "doubtful", reasons, fresh) if fresh else Effect("", "same")

    def _read(self, entry: Entry, target: Target) -> tuple[Node, _Problems]:
        if entry.form == "json":
            wanted: Literal["check", "body"] = "body" if entry.is_body else "check"
            root, problems, is_canonical, _ = read_value(entry.value, target, entry.source, wanted=wanted)
            return (root if is_canonical else canonical(root)), problems
        clock = clock_of(self._now, self._tz if entry.tz is None else entry.tz.text, entry.source)
        if isinstance(clock, Diagnostic):
            return And(()), (clock,)
        parameters = Parameters(cast("Mapping[str, ParameterValue]", entry.params))
        return check_text(entry.source, target, parameters, clock)

    def _reasons(self, root: Node, pair: TargetPair) -> Iterator[str]:
        """Yield the changes of the attributes, options and members that a filter names."""
        if pair.old.slug != pair.new.slug:
            yield f"`{pair.old.name}` is called `{pair.new.name}` now"
        for condition in conditions(root):
            for owner, attribute in _walked(condition, pair.old):
                yield from self._about_attribute(owner, attribute)
            owner, attribute = _walked(condition, pair.old)[-1]
            known = self._known["old"].get((owner, attribute.slug))
            if known is not None:
                yield from self._about_options(condition, known)
            yield from self._about_members(condition)

    def _about_attribute(self, owner: str, attribute: Attribute) -> Iterator[str]:
        target = self._targets.get(owner)
        if target is None:
            yield f"the object `{owner}` is gone"
            return
        if target.old.slug != target.new.slug:
            yield f"`{owner}` is called `{target.new.name}` now"
        known = self._known["old"].get((owner, attribute.slug))
        if known is None:
            another = "; another attribute has its slug now" if attribute.slug in target.new.attributes else ""
            yield f"`{owner}.{attribute.slug}` is gone{another}"
            return
        for change in attribute_changes(known, self._slugs):
            if change.matters:
                yield f"`{change.path}`: {change.message}"

    def _about_options(self, condition: Condition, known: AttributePair) -> Iterator[str]:
        named = [known.old.option(str(test.value)) for test in _option_tests(condition)]
        paths = {known.path_to(option) for option in named if option is not None}
        for change in option_changes(known):
            if change.kind != "added" and change.path in paths:
                yield f"`{change.path}`: {change.message}"

    def _about_members(self, condition: Condition) -> Iterator[str]:
        values = {test.value for test in condition.tests}
        for change in self._members:
            if change.identity in values:
                yield f"`{change.path}`: {change.message}"

    def _sense(self, root: Node, target: Target, side: _Side) -> str:
        """Write a filter in the names of the earlier workspace, with the members of groups in a fixed order."""
        shared = _shared(root, target)
        results: list[str] = []
        waiting: list[Node | tuple[str, int]] = [root]
        while waiting:
            match waiting.pop():
                case Condition() as condition:
                    results.append(self._condition(condition, target, side, shared))
                case Not(operand):
                    waiting += (("not", 1), operand)
                case And(members) | Or(members) as group:
                    waiting.append((type(group).__name__, len(members)))
                    waiting.extend(members)
                case (name, count):
                    parts = sorted(results[len(results) - count :])
                    del results[len(results) - count :]
                    results.append(f"{name}({' '.join(parts)})")
        return results[0]

    def _condition(self, condition: Condition, target: Target, side: _Side, shared: _Shared) -> str:
        walked = _walked(condition, target)
        path = "/".join([self._attribute(owner, attribute, side, shared) for owner, attribute in walked])
        known = self._known[side].get((walked[-1][0], walked[-1][1].slug))
        tests = sorted(
            f"{test.operator.property}{test.operator.name}{self._value(test, known, side)}" for test in condition.tests
        )
        return f"{path}[{walked[-1][1].type.slug}]{{{' '.join(tests)}}}"

    def _attribute(self, owner: str, attribute: Attribute, side: _Side, shared: _Shared) -> str:
        """Name an attribute, and say whether it has many values where that matters: `_shared` says where."""
        known = self._known[side].get((owner, attribute.slug))
        name = f"{side}:{owner}.{attribute.slug}" if known is None else known.path
        return f"{name}{'*' if attribute.many and (owner, attribute.slug) in shared else ''}"

    def _value(self, test: Test, known: AttributePair | None, side: _Side) -> str:
        """Write a value; options and objects are what they were earlier."""
        value = test.value
        if known is None or not isinstance(value, str):
            return repr(value)
        kind = (known.old if side == "old" else known.new).type.properties[test.operator.property].kind
        if kind.names == "object" and side == "new":
            return repr(self._earlier.get(value, f"new:{value}"))
        if kind.names != "option" or known.options is None:
            return repr(value)
        if side == "old":
            option = known.old.option(value)
        else:
            named = known.new.option(value)
            option = next((old for old, new in known.options.both if new == named), None)
        return repr(f"{side}:{value}" if option is None else f"option:{option.id or option.title}")


class _Steps(NamedTuple):
    """The attributes that the conditions of a part lead over, each with the name of its target, and those of conditions that must hold."""

    all: _Shared
    held: _Shared


def _shared(root: Node, target: Target) -> _Shared:
    """Return the attributes of which one value or several make a difference.

    Those are the attributes of conditions that must hold together with others: one value has to pass all of them, several need not.
    """
    shared: set[tuple[str, str]] = set()
    results: list[_Steps] = []
    waiting: list[tuple[Node, bool] | tuple[int, bool]] = [(root, True)]
    while waiting:
        match waiting.pop():
            case Condition() as condition, holds:
                steps = frozenset([(owner, attribute.slug) for owner, attribute in _walked(condition, target)])
                results.append(_Steps(steps, steps if holds else frozenset()))
            case Not(operand), holds:
                waiting.append((operand, not holds))
            case (And(members) | Or(members)) as group, holds:
                waiting.append((len(members), isinstance(group, And) is holds))
                waiting += [(member, holds) for member in members]
            case int() as count, is_together:
                parts = results[len(results) - count :]
                del results[len(results) - count :]
                counts = Counter(step for part in parts for step in part.all)
                held = frozenset[tuple[str, str]]().union(*[part.held for part in parts])
                shared.update(step for step, number in counts.items() if is_together and number > 1 and step in held)
                results.append(_Steps(frozenset(counts), held))
    return frozenset(shared)


def _walked(condition: Condition, target: Target) -> list[tuple[str, Attribute]]:
    """Return the attributes on the path of a condition, each with the name of its target."""
    place = condition.path
    if not place.steps:
        return [(target.name, place.attribute)]
    owners = [target, *[target.workspace[owner] for owner, _ in place.steps[1:]]]
    return [(owner.name, owner.attributes[slug]) for owner, (_, slug) in zip(owners, place.steps, strict=True)]


def _option_tests(condition: Condition) -> list[Test]:
    properties = condition.path.attribute.type.properties
    return [test for test in condition.tests if properties[test.operator.property].kind.names == "option"]


def _errors(problems: _Problems) -> _Problems:
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def _fresh(later: _Problems, earlier: _Problems) -> _Problems:
    """Return the diagnostics that the earlier workspace did not give."""
    known = {(problem.name, problem.message) for problem in earlier}
    return tuple(problem for problem in later if (problem.name, problem.message) not in known)


def _name(entry: Entry, document: Document) -> str:
    """Return the name of a filter; the line of one without a name that has others beside it."""
    if entry.name or len(document.entries) == 1:
        return entry.name
    return f"line {document.source.position(entry.place.start).line}"


def _in_file(problem: Diagnostic, entry: Entry, document: Document) -> Diagnostic:
    if entry.where is None or problem.source is None or problem.source is document.source:
        return problem
    return messages.moved(problem, entry.where, document.source, entry.pointer)
