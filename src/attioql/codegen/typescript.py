"""A TypeScript file with the types of the filter JSON of a workspace. Nothing of it is left at run time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from attioql.catalog.attributes import Attribute
from attioql.catalog.workspace import Workspace
from attioql.codegen.identifiers import Names, pascal_case, typescript_comment, typescript_literal
from attioql.codegen.property_names import filterable
from attioql.codegen.typescript_types import TypeScriptTypes
from attioql.filters.model import PATH_KEYS

_WIDTH = 100
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_HEAD = "/** The filters of an Attio workspace, as types. Written by `attioql codegen typescript`: do not edit. */"
_SHARED = """\
/** At least one of the keys of an object. */
type Some<Keys> = Keys & { [Key in keyof Keys]: Required<Pick<Keys, Key>> }[keyof Keys];

/** Keys of one object or of the other, not of both. */
type OneOf<One, Other> =
  | (Some<One> & { [Key in keyof Other]?: never })
  | (Some<Other> & { [Key in keyof One]?: never });

/** A key that stands only beside another. */
type Needs<Keys, Key extends keyof Keys, Beside extends keyof Keys> =
  | { [Absent in Key]?: never }
  | Required<Pick<Keys, Beside>>;

type StepFrom<From extends keyof Steps> = Steps[From][keyof Steps[From]];
type Step = { [From in keyof Steps]: StepFrom<From> }[keyof Steps];
type StepTo<To> = {
  [From in keyof Steps]: To extends keyof Steps[From] ? Steps[From][To] : never;
}[keyof Steps];

/** The steps before the end of a path through no reference, or through one. */
type Near<From extends keyof Steps, To> =
  | (From extends To ? readonly [] : never)
  | (To extends keyof Steps[From] ? readonly [Steps[From][To]] : never);

type NearPath<From extends keyof Steps, To, End> = [Near<From, To>] extends [never]
  ? never
  : End extends [infer Pair, infer Constraints]
    ? { path: readonly [...Near<From, To>, Pair]; constraints: Constraints }
    : never;

/** A path through several references: its first step and its last two are checked, and not the constraints. */
interface FarPath<From extends keyof Steps, To extends keyof Ends> {
  path: readonly [StepFrom<From>, ...Step[], StepTo<To>, Ends[To][0]];
  constraints: object;
}

/** The paths from a target to the attributes of any object. */
type Path<From extends keyof Steps> = {
  [To in keyof Ends]: NearPath<From, To, Ends[To]> | FarPath<From, To>;
}[keyof Ends];"""


def typescript_file(workspace: Workspace) -> str:
    """Return the file: the same text for the same workspace, on every Python."""
    return _File(workspace).text()


class _File:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._shared = TypeScriptTypes()
        self._names = Names([])
        self._types = {name: self._names.new(pascal_case(name), "Target") for name in workspace}
        self._options: dict[tuple[str, str], str] = {}

    def text(self) -> str:
        """Return the text of the file."""
        targets = [block for name in self._workspace for block in self._target(name)]
        blocks = [self._filters(), *targets, *self._shared.used(), self._steps(), self._ends(), _SHARED]
        return "\n\n".join([_HEAD, *blocks]) + "\n"

    def _filters(self) -> str:
        rows = [f"  {_key(name)}: {made}Filter;" for name, made in self._types.items()]
        return _interface("/** The filters by the names of their targets. */", "export interface Filters", rows)

    def _target(self, name: str) -> Iterator[str]:
        """Yield the types of options, the filter and the conditions of a target."""
        target, made = self._workspace[name], self._types[name]
        conditions = []
        for attribute in filterable(target):
            if attribute.options:
                alias = self._names.new(f"{made}{pascal_case(attribute.slug)}", made)
                self._options[name, attribute.slug] = alias
                yield _union(f"export type {alias} =", self._shared.listed_members(attribute), "", ";")
            if attribute.slug not in PATH_KEYS:
                conditions.append(f"  {_key(attribute.slug)}?: {self._type_of(name, attribute, 'Condition')};")
        yield (
            f"/** A filter of the {target.kind} {typescript_comment(target.plural)}. */\n"
            f"export type {made}Filter = {made}Conditions | Path<{typescript_literal(name)}>;"
        )
        groups = [f"  $and?: readonly {made}Filter[];", f"  $or?: readonly {made}Filter[];", f"  $not?: {made}Filter;"]
        never = [f"  {key}?: never;" for key in sorted(PATH_KEYS, reverse=True)]
        yield _interface("", f"export interface {made}Conditions", [*groups, *never, *conditions])

    def _type_of(self, name: str, attribute: Attribute, part: str) -> str:
        argument = self._options.get((name, attribute.slug))
        if argument is None:
            argument = " | ".join(self._shared.listed_members(attribute))
        return self._shared.conditions_of(attribute).applied(part, argument)

    def _steps(self) -> str:
        rows: list[str] = []
        for name, target in self._workspace.items():
            leading: dict[str, list[str]] = defaultdict(list)
            for attribute in filterable(target):
                for reached in attribute.objects if attribute.type.compared_as == "record" else ():
                    if reached in self._workspace:
                        leading[reached].append(attribute.slug)
            rows.append(f"  {_key(name)}: {{")
            for reached, slugs in leading.items():
                rows += _pair(f"    {_key(reached)}: ", target.slug, slugs, ";")
            rows.append("  };")
        about = "/** The steps of paths: the references of each target, by the objects that they lead to. */"
        return _interface(about, "interface Steps", rows)

    def _ends(self) -> str:
        rows = []
        for name, target in self._workspace.items():
            alike: dict[str, list[str]] = defaultdict(list)
            for attribute in filterable(target):
                alike[self._type_of(name, attribute, "Constraints")].append(attribute.slug)
            rows.append(f"  {_key(name)}:{'' if alike else ' never;'}")
            for number, (constraints, slugs) in enumerate(alike.items(), 1):
                end = ";" if number == len(alike) else ""
                rows += _pair("    | [", target.slug, slugs, f", {constraints}]{end}")
        about = "/** The ends of paths: the attributes of each target that are compared alike, and what they are compared with. */"
        return _interface(about, "interface Ends", rows)


def _key(name: str) -> str:
    return name if _PLAIN_KEY.match(name) else typescript_literal(name)


def _interface(about: str, head: str, rows: Iterable[str]) -> str:
    return "\n".join([*([about] if about else []), f"{head} {{", *rows, "}"])


def _pair(start: str, owner: str, slugs: Iterable[str], end: str) -> list[str]:
    """Return the lines of a pair of a path, whose attribute is one of some."""
    literals = [*map(typescript_literal, slugs)]
    line = f"{start}readonly [{typescript_literal(owner)}, {' | '.join(literals)}]{end}"
    if len(line) <= _WIDTH:
        return [line]
    margin = " " * (len(start) - len(start.lstrip()))
    return [
        f"{start}readonly [",
        f"{margin}    {typescript_literal(owner)},",
        *(f"{margin}    | {each}" for each in literals),
        f"{margin}  ]{end}",
    ]


def _union(start: str, members: Iterable[str], margin: str, end: str) -> str:
    members = [*members]
    line = f"{start} {' | '.join(members)}{end}"
    return line if len(line) <= _WIDTH else "\n".join([start, *(f"{margin}  | {each}" for each in members)]) + end
