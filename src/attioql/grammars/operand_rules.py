"""What stands to the right of a path: the operators of a property, or of an attribute as a whole, each with its values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attioql.catalog.asked import Asked
from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Workspace
from attioql.checker import moments
from attioql.checker.references import ACTORS
from attioql.grammars import model
from attioql.grammars.builder import Builder
from attioql.grammars.model import Pattern, Ref, Repeated, Text
from attioql.limits import LIMITS
from attioql.operators import Role, Spelling, is_equality, is_negated, load_operators
from attioql.syntax.printer import spell_string
from attioql.syntax.spelling import DAY_WORDS, VALUE_WORDS, quoted_name
from attioql.values import source_patterns
from attioql.values.model import SourceForms

_DAYS = tuple(sorted(DAY_WORDS - {"now"}))
_YEARS = "y"
_SURROGATE = re.compile("[\ud800-\udfff]")


class OperandRules:
    """Adds the rules of operators and values to a grammar, all of them as lexemes where they are part of one."""

    def __init__(self, builder: Builder, workspace: Workspace, *, lexemes: bool = False) -> None:
        """Keep the grammar, and the workspace that names are looked up in."""
        self._builder = builder
        self._workspace = workspace
        self._lexemes = lexemes

    def of_property(self, attribute: Attribute, prop: Property) -> Ref | None:
        """Return the operators of a property with their values; `None` if no value of it can be written."""
        return self._tail(attribute, prop, prop.spellings, LIMITS.grammar_list_values)

    def in_block(self, attribute: Attribute, prop: Property, most: int) -> Ref | None:
        """Return the same for a property in a value block, which has no negation; lists have so many values."""
        return self._tail(attribute, prop, _affirmed(prop), most)

    def of_role(self, attribute: Attribute, prop: Property, role: Role) -> model.Sequence | None:
        """Return the operators of a property that have a role, with their values; `None` if it has none."""
        rows = load_operators().rows
        spellings = load_operators().spellings
        chosen = [
            text
            for text in _affirmed(prop)
            if len(spellings[text].operators) == 1 and rows[spellings[text].operators[0]].role == role
        ]
        operand = self._operand(attribute, prop, spellings[chosen[0]]) if chosen else None
        return None if operand is None else self._alternative("value", operand, chosen, 0)

    def of_whole(self, attribute: Attribute) -> Ref | None:
        """Return the operators of an actor or a record as a whole; `None` if no value can be written."""
        value = {"actor": self._actor, "record": self._record}[attribute.type.compared_as](attribute)
        if value is None:
            return None
        operators = load_operators()
        equalities = [
            each
            for each in operators.spellings.values()
            if all(operators.rows[name].is_equality for name in each.operators)
        ]
        return self._joined([(each, value) for each in equalities], LIMITS.grammar_list_values)

    def _tail(self, attribute: Attribute, prop: Property, spellings: Iterable[str], most: int) -> Ref | None:
        table = load_operators().spellings
        operands = [(table[text], self._operand(attribute, prop, table[text])) for text in spellings]
        known = [(each, operand) for each, operand in operands if operand is not None or each.takes == "nothing"]
        return self._joined(known, most) if known else None

    def _joined(self, operands: Sequence[tuple[Spelling, Ref | None]], most: int) -> Ref:
        """Return a rule of operators with their operands: those that take the same stand together."""
        groups: dict[tuple[str, Ref | None], list[str]] = {}
        for spelling, operand in operands:
            if spelling.takes != "list" or most > 1:
                groups.setdefault((spelling.takes, operand), []).append(spelling.text)
        alternatives = [self._alternative(takes, operand, texts, most) for (takes, operand), texts in groups.items()]
        return self._builder.add("tail", alternatives, lexeme=self._lexemes)

    def _alternative(self, takes: str, operand: Ref | None, texts: list[str], most: int) -> model.Sequence:
        opening = {"list": " (", "nothing": ""}.get(takes, " ")
        operators = self._builder.add("operator", [(Text(f" {text}{opening}"),) for text in texts], lexeme=True)
        if operand is None:
            return (operators,)
        match takes:
            case "list":
                values = (operand, Repeated((Text(", "), operand), most - 1), Text(")"))
                return (operators, self._builder.add("list", [values], lexeme=self._lexemes))
            case "range":
                return (operators, operand, Text(" and "), operand)
        return (operators, operand)

    def _operand(self, attribute: Attribute, prop: Property, spelling: Spelling) -> Ref | None:
        match spelling.takes:
            case "nothing":
                return None
            case "period":
                return self._period(prop)
        equals = spelling.takes == "value" and is_equality(spelling.text)
        asked = Asked(attribute, prop, spelling.operators[0], self._workspace, is_equality=equals)
        return self._value(prop, prop.kind.source(asked), equals=equals)

    def _value(self, prop: Property, forms: SourceForms, *, equals: bool) -> Ref | None:
        literals = [*_literals(forms)]
        if prop.kind.names == "member":
            literals += self._call("member", self._members())
        if not literals:
            return None
        literal = self._builder.add("value", literals, lexeme=True)
        if not prop.kind.precision:
            return literal
        times = [(literal,), *self._moments(prop, equals=equals)]
        return self._builder.add("time", times, lexeme=self._lexemes)

    def _moments(self, prop: Property, *, equals: bool) -> Iterator[model.Sequence]:
        """Yield the moments of a property: of an instant that is compared by `=`, no whole days."""
        days = self._builder.add("day", [(Text(day),) for day in _DAYS], lexeme=True)
        if prop.kind.precision == "day":
            yield (days, Repeated((self._shift(moments.DAYS_OR_LONGER),), 1))
            return
        shifted = Repeated((self._shift(moments.UNIT_NAMES),), 1)
        yield (Text("now"), shifted)
        yield (days, self._shift(moments.PARTS_OF_DAYS)) if equals else (days, shifted)

    def _shift(self, units: Iterable[str]) -> Ref:
        return self._builder.add("shift", [(Pattern(f" [+-] {_durations(units)}"),)], lexeme=True)

    def _period(self, prop: Property) -> Ref:
        units = moments.DAYS_OR_LONGER if prop.kind.precision == "day" else moments.UNIT_NAMES
        patterns = (
            source_patterns.DAY,
            source_patterns.MONTH,
            source_patterns.YEAR,
            "|".join(_DAYS),
            f"(this|last|next) ({'|'.join(moments.CALENDAR_UNITS)})",
            f"(last|next) {_durations(units)}",
        )
        return self._builder.add("period", [(Pattern(each),) for each in patterns], lexeme=True)

    def _actor(self, _attribute: Attribute) -> Ref:
        calls: list[model.Sequence] = []
        for function in ACTORS:
            match function:
                case "member":
                    calls += self._call(function, self._members())
                case "system":
                    calls.append((Text(f"{function}()"),))
                case _:
                    calls += self._call(function, SourceForms(pattern=source_patterns.QUOTED_UUID))
        return self._builder.add("actor", calls, lexeme=True)

    def _record(self, attribute: Attribute) -> Ref | None:
        if not attribute.objects:
            return None
        if len(attribute.objects) == 1:
            return self._builder.add("record", _literals(SourceForms(pattern=source_patterns.ANY_UUID)), lexeme=True)
        calls = [
            call
            for slug in attribute.objects
            for call in self._call("record", SourceForms(pattern=source_patterns.QUOTED_UUID), f"{_object(slug)}, ")
        ]
        return self._builder.add("record", calls, lexeme=True)

    def _call(self, function: str, argument: SourceForms, before: str = "") -> Iterator[model.Sequence]:
        """Yield a call with an argument behind some text, unless the argument has no forms."""
        literals = [*_literals(argument)]
        if literals:
            yield (Text(f"{function}({before}"), self._builder.add("argument", literals, lexeme=True), Text(")"))

    def _members(self) -> SourceForms:
        """Return the e-mail addresses and IDs of the members that one member alone goes by; any ID if they are not known."""
        members = self._workspace.members
        if members is None:
            return SourceForms(pattern=source_patterns.QUOTED_UUID)
        names = [name for each in members for name in (each.email_address, each.id) if name]
        return SourceForms(
            tuple(dict.fromkeys([name for name in names if len(self._workspace.find_members(name)) == 1]))
        )


def _affirmed(prop: Property) -> tuple[str, ...]:
    return tuple([text for text in prop.spellings if not is_negated(text)])


def _literals(forms: SourceForms) -> Iterator[model.Sequence]:
    for text in forms.texts:
        if not _SURROGATE.search(text):
            yield (Text(spell_string(text)),)
    if forms.pattern:
        yield (Pattern(forms.pattern),)


def _object(slug: str) -> str:
    return slug if quoted_name(slug) == slug and slug not in VALUE_WORDS else spell_string(slug)


def _durations(units: Iterable[str]) -> str:
    """Return the pattern of durations that lead from no moment out of the calendar: of four digits, years of three."""
    names = [unit for unit in moments.UNIT_NAMES if unit in units]
    short = [f"[1-9][0-9]{{0,3}}({'|'.join([unit for unit in names if unit != _YEARS])})"]
    return f"({'|'.join([*short, *[f'[1-9][0-9]{{0,2}}{_YEARS}' for unit in names if unit == _YEARS]])})"
