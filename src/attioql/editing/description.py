"""A filter in plain English: a sentence for each condition, and a nested list for each group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from attioql.catalog.workspace import Attribute, Target, Workspace
from attioql.editing.units import Unit, units_of
from attioql.filters.model import And, AttributePath, Condition, Node, Test
from attioql.filters.wholes import ActorReference, Whole, whole_values
from attioql.operators import OperatorRow, operator_of, row_of
from attioql.syntax.printer import spell_string
from attioql.text.width import shown
from attioql.values.exact import number_text
from attioql.values.model import Precision, Scalar

_INDENT = "  "


class _Listed(NamedTuple):
    """A heading, and the parts that are listed under it."""

    heading: str
    parts: tuple[_DescribedPart, ...]


class _SentenceParts(NamedTuple):
    """What a sentence says of `subject`: that a value passes the operator with one of `values`, or that none does.

    `is_single` says that the subject has one value at most.
    """

    subject: str
    row: OperatorRow
    values: tuple[str, ...]
    negated: bool = False
    is_single: bool = True
    precision: Precision = ""

    @property
    def sentence(self) -> str:
        """The claim in words."""
        says, denies = self._verbs()
        values = ", ".join(self.values)
        if self.row.takes == "nothing":
            return f"{self.subject} {denies if self.negated else says}."
        if not self.negated:
            which = "" if self.is_single else "at least one value of "
            return f"{which}{self.subject} {says} {values}."
        if not self.is_single:
            return f"no value of {self.subject} {says} {values}."
        return f"{self.subject} {denies} {values}, or has no value."

    def _verbs(self) -> tuple[str, str]:
        row = row_of(operator_of(self.row.role, lists=True)) if len(self.values) > 1 else self.row
        says, denies = [
            (each.says_of_time if self.precision else "") or each.says
            for each in (row, row_of(row.opposite) if row.opposite else row)
        ]
        return says, row.denies or denies


_DescribedPart: TypeAlias = _Listed | _SentenceParts


def description_of(root: Node, target: Target) -> str:
    """Describe a canonical filter."""
    records = shown(target.plural if target.parent is None else f"Entries of {target.plural}")
    if isinstance(root, And) and not root.members:
        return f"{records}, without conditions."
    units = units_of(root)
    members: list[list[_DescribedPart]] = [[] for _ in units]
    for number in range(len(units) - 1, 0, -1):
        part = _described(units[number], reversed(members[number]), target)
        members[units[number].parent].append(part)
    whole = _described(units[0], reversed(members[0]), target)
    first, *others = _lines(whole)
    return "\n".join([f"{records} where {first}", *others])


def _described(unit: Unit, members: Iterable[_DescribedPart], target: Target) -> _DescribedPart:
    match unit.kind:
        case "group":
            return _group(members, is_and=isinstance(unit.node, And))
        case "block":
            return _block(unit, target)
    return _claim(unit, target)


def _group(members: Iterable[_DescribedPart], *, is_and: bool) -> _DescribedPart:
    joined: dict[object, _DescribedPart] = {}
    for number, member in enumerate(members):
        # `a or b` is one of a and b, and `not a and not b` is none of them
        if isinstance(member, _SentenceParts) and member.row.is_equality and member.negated is is_and:
            key = member._replace(values=())
            before = joined.get(key)
            values = before.values if isinstance(before, _SentenceParts) else ()
            joined[key] = member._replace(values=values + member.values)
        else:
            joined[number] = member
    parts = tuple(joined.values())
    heading = "all of these hold:" if is_and else "at least one of these holds:"
    return parts[0] if len(parts) == 1 else _Listed(heading, parts)


def _block(block: Unit, target: Target) -> _Listed:
    condition = block.condition
    which = "no value" if block.negated else "at least one value"
    claims = [_tested(_words_of(test).capitalize(), test, condition, target.workspace) for test in condition.tests]
    return _Listed(f"{which} of {_title(condition.path, target)} has all of these:", tuple(claims))


def _claim(unit: Unit, target: Target) -> _SentenceParts:
    condition = unit.condition
    place, title = condition.path, _title(condition.path, target)
    wholes = whole_values(condition)
    if wholes is None:
        test = condition.tests[0]
        implicit = test.operator.property == place.attribute.type.implicit
        subject = title if implicit else f"{title} ({_words_of(test)})"
        claim = _tested(subject, test, condition, target.workspace)
    else:
        equality = row_of(operator_of("equal"))
        claim = _SentenceParts(title, equality, tuple([_reference(each, target.workspace) for each in wholes]))
    return claim._replace(negated=unit.negated, is_single=place.single)


def _tested(subject: str, test: Test, condition: Condition, workspace: Workspace) -> _SentenceParts:
    row = test.operator.row
    kind = condition.path.attribute.type.properties[test.operator.property].kind
    spell = _member if kind.names == "member" else _value
    spelled = tuple([spell(each, workspace, kind.precision) for each in test.operands])
    return _SentenceParts(subject, row_of(row.lists or row.name), spelled, precision=kind.precision)


def _words_of(test: Test) -> str:
    return test.operator.property.replace("_", " ")


def _title(path: AttributePath, target: Target) -> str:
    """Return the titles along a path, each with its object where the reference before it leads to several."""
    if not path.steps:
        return _name(path.attribute)
    titles = []
    owner, reference = target, None
    for slug, name in path.steps:
        if reference is not None:
            owner = target.workspace[slug]
            titles[-1] += f" ({shown(owner.plural)})" if len(reference.objects) > 1 else ""
        reference = owner.attributes[name]
        titles.append(_name(reference))
    return " › ".join(titles)


def _name(attribute: Attribute) -> str:
    return shown(attribute.title or attribute.slug)


def _value(value: Scalar, _workspace: Workspace, precision: Precision) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return number_text(value)
    if precision:
        return value.replace("T", " ").replace("Z", " UTC")
    return shown(spell_string(value))


def _member(value: Scalar, workspace: Workspace, _precision: Precision) -> str:
    found = workspace.find_members(str(value))
    named = found[0].name or found[0].email_address if found else ""
    return f"{shown(named)} ({value})" if named else str(value)


def _reference(value: Whole, workspace: Workspace) -> str:
    if not isinstance(value, ActorReference):
        return f"the record {value.id} of {value.object}"
    what = f"the {value.type.replace('-', ' ')}"
    return what if value.id is None else f"{what} {_member(value.id, workspace, '')}"


def _subject_of(part: _DescribedPart) -> str | tuple[()]:
    """Return what a line must not be capitalised in: a title; of other lines, nothing."""
    return part.subject if isinstance(part, _SentenceParts) else ()


def _lines(part: _DescribedPart) -> Iterator[str]:
    """Yield the lines of a description; the first one goes on after the words before it."""
    if isinstance(part, _SentenceParts):
        yield part.sentence
        return
    yield part.heading
    for inner in part.parts:
        first, *others = _lines(inner)
        yield f"- {first if first.startswith(_subject_of(inner)) else first[0].upper() + first[1:]}"
        yield from (f"{_INDENT}{line}" for line in others)
