"""The types that all attributes of generated TypeScript share: operators by kind of value, and the conditions of each attribute type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from attioql.catalog.attributes import Attribute
from attioql.catalog.types import AttributeType, Property
from attioql.codegen.identifiers import pascal_case, typescript_literal
from attioql.codegen.property_names import is_listed, name_of, of_no_workspace, properties_of_all_types
from attioql.diagnostics.codes import CODES
from attioql.values.model import CodeType

_BUILT_IN = frozenset({"boolean", "number", "string"})
ALIASES: Mapping[str, tuple[str, str]] = {
    "IsoDate": ("A date, such as `2024-05-31`.", "`${number}-${number}-${number}`"),
    "IsoTimestamp": ("A date and time in UTC, such as `2024-05-31T09:30:00Z`.", "`${IsoDate}T${string}`"),
    "NumericText": ("A number as text, such as `12.50`.", "`${number}`"),
    "OptionId": ("The ID of an option or a status.", "`${string}-${string}-${string}-${string}-${string}`"),
    "Uuid": ("A UUID. Any text is one to TypeScript.", "string"),
}
"""The types of values that TypeScript has no name for, each with what it is."""

_NEEDED = {"IsoTimestamp": "IsoDate"}
_OF_DATES = """\
declare global {
  interface Date {
    toISOString(): IsoTimestamp;
  }
}"""
_OPEN = "string & {}"
"""Any text, beside texts that an editor offers."""

PARAMETER = "Value"


class Conditions(NamedTuple):
    """The types of an attribute type: what its properties are compared with, and the lines that say so."""

    name: str
    is_listed: bool
    lines: tuple[str, ...]

    def applied(self, part: str, argument: str) -> str:
        """Return one of the types of an attribute: a `Condition`, or the `Constraints` of a path."""
        return f"{self.name}{part}{f'<{argument}>' if self.is_listed else ''}"


class TypeScriptTypes:
    """The types of the catalogue of attribute types, made where a workspace uses them."""

    def __init__(self) -> None:
        """Gather the operators of each kind of value."""
        self._known: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._operators: dict[tuple[str, tuple[tuple[str, str], ...]], str] = {}
        self._used: dict[str, tuple[str, ...]] = {}
        self._conditions: dict[str, Conditions] = {}
        self.aliases: set[str] = set()
        for _, prop in properties_of_all_types():
            self._known[prop.kind.name].append(tuple(prop.operators))
        for kind, prop in properties_of_all_types():
            self._operators_of(prop, of_no_workspace(kind))
        self._used.clear()
        self.aliases.clear()

    def conditions_of(self, attribute: Attribute) -> Conditions:
        """Return the types of an attribute, which are used from now on."""
        kind = attribute.type
        found = self._conditions.get(kind.slug)
        if found is None:
            found = self._conditions[kind.slug] = self._conditions_of(kind)
        return found

    def listed_members(self, attribute: Attribute) -> list[str]:
        """Return the types of the values that an attribute lists: its texts, and what else stands for one."""
        for prop in attribute.type.properties.values():
            if is_listed(prop.kind) and prop.kind.typescript_type is not None:
                taken = prop.kind.typescript_type(prop.value, attribute)
                return [prop.kind.json_type] if taken.texts is None else self._members(taken)
        return []

    def used(self) -> Iterator[str]:
        """Yield the types that a workspace uses: of values, of operators and of attribute types."""
        for name, (about, meaning) in ALIASES.items():
            if name in self.aliases or any(_NEEDED.get(each) == name for each in self.aliases):
                yield f"/** {about} */\nexport type {name} = {meaning};"
        if "IsoTimestamp" in self.aliases:
            yield _OF_DATES
        for _, lines in sorted(self._used.items()):
            yield "\n".join(lines)
        for conditions in self._conditions.values():
            yield "\n".join(conditions.lines)

    def _conditions_of(self, kind: AttributeType) -> Conditions:
        neutral = of_no_workspace(kind)
        properties = {name: prop for name, prop in kind.properties.items() if prop.operators}
        listed = any(is_listed(prop.kind) for prop in properties.values())
        name, parameter = pascal_case(kind.slug), f"<{PARAMETER}>" if listed else ""
        members = {slug: self._member(prop, neutral) for slug, prop in properties.items()}
        implicit = kind.properties.get(kind.implicit or "")
        operators = "" if implicit is None else self._operators_of(implicit, neutral)
        if listed:
            types, constraints = _written_out(name, members, operators, implicit)
        else:
            types = [
                f"export interface {name}Properties {{",
                *(f"  {slug}?: {each};" for slug, each in members.items()),
                "}",
            ]
            constraints = f"OneOf<{operators}, {name}Properties>" if operators else f"Some<{name}Properties>"
        for slug, prop in properties.items():
            if prop.alone is not None and CODES[prop.alone.diagnostic].severity == "error":
                needs = f"{typescript_literal(slug)}, {typescript_literal(prop.alone.without)}"
                constraints = f"{constraints} & Needs<{name}Properties, {needs}>"
        takes_bare = implicit is not None and implicit.equality is not None
        bare = f"{self._parameter_or_type(implicit, neutral)} | " if implicit is not None and takes_bare else ""
        lines = (
            f"/** An attribute of the type {kind.title.lower()}, by its properties. */",
            *types,
            f"export type {name}Constraints{parameter} = {constraints};",
            f"export type {name}Condition{parameter} = {bare}{name}Constraints{parameter};",
        )
        return Conditions(name, listed, lines)

    def _member(self, prop: Property, attribute: Attribute) -> str:
        """Return the type of what follows a property: a value for equality, or operators."""
        operators = self._operators_of(prop, attribute)
        operators = operators if len(prop.operators) == 1 else f"Some<{operators}>"
        return operators if prop.equality is None else f"{self._parameter_or_type(prop, attribute)} | {operators}"

    def _operators_of(self, prop: Property, attribute: Attribute) -> str:
        """Return the type of the operators of a property, which is used from now on."""
        taken = self._parameter_or_type(prop, attribute)
        members = {"value": taken, "list": f"readonly {_in_parentheses(taken)}[]", "nothing": "true"}
        operators = tuple([(name, members[operator.row.takes]) for name, operator in prop.operators.items()])
        key = (prop.kind.name, operators)
        name = self._operators.get(key)
        if name is None:
            name = f"{name_of(prop.kind, [*prop.operators], self._known[prop.kind.name])}Operators"
            if name in self._operators.values():
                name = f"{pascal_case(attribute.type.slug)}{name}"
            self._operators[key] = name
        parameter = f"<{PARAMETER}>" if is_listed(prop.kind) else ""
        self._used[name] = (
            f"/** Compares with {prop.kind.words}. */",
            f"export interface {name}{parameter} {{",
            *(f"  {operator}{'?' if len(operators) > 1 else ''}: {member};" for operator, member in operators),
            "}",
        )
        return f"{name}{parameter}"

    def _parameter_or_type(self, prop: Property, attribute: Attribute) -> str:
        return PARAMETER if is_listed(prop.kind) else self._type(prop, attribute)

    def _type(self, prop: Property, attribute: Attribute) -> str:
        made = prop.kind.typescript_type
        if made is None:
            return prop.kind.json_type
        return " | ".join(self._members(made(prop.value, attribute)))

    def _members(self, taken: CodeType) -> list[str]:
        for name in taken.names:
            if name in ALIASES:
                self.aliases.add(name)
            elif name not in _BUILT_IN and name != _OPEN:
                message = f"TypeScript code has no definition of the type {name}"
                raise LookupError(message)
        return [*map(typescript_literal, taken.texts or ()), *map(_in_parentheses, taken.names)] or ["never"]


def _written_out(
    name: str, members: Mapping[str, str], operators: str, implicit: Property | None
) -> tuple[list[str], str]:
    """Return an interface for each key that is there, and their union: a helper type for each of many attributes costs a compiler much."""
    lines, union = [], []
    alone = [] if implicit is None else [f"  {operator}?: never;" for operator in implicit.operators]
    if alone:
        union.append(f"{name}ByOperator<{PARAMETER}>")
        never = [f"  {slug}?: never;" for slug in members]
        lines += [f"export interface {union[-1]} extends {operators} {{", *never, "}"]
    for there in members:
        union.append(f"{name}By{pascal_case(there)}<{PARAMETER}>")
        keys = [f"  {slug}{'' if slug == there else '?'}: {each};" for slug, each in members.items()]
        lines += [f"export interface {union[-1]} {{", *alone, *keys, "}"]
    return lines, " | ".join(union)


def _in_parentheses(written: str) -> str:
    return f"({written})" if " " in written else written
