"""A Python module with the fields of a workspace as classes, for type checkers and editors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from keyword import iskeyword, kwlist

from attioql.catalog.attributes import Attribute
from attioql.catalog.types import load_types
from attioql.catalog.workspace import Target, Workspace
from attioql.codegen.identifiers import Names, pascal_case, python_literal, snake_case
from attioql.codegen.property_names import filterable, is_listed
from attioql.codegen.python_classes import BUILT_IN, MODULES, PythonClasses
from attioql.codegen.python_layout import class_line, docstring, imports, literal_alias, literal_type, overloaded
from attioql.codegen.python_types import FieldClass
from attioql.operators import load_operators

_HEAD = '"""The fields of an Attio workspace, as types. Written by `attioql codegen python`: do not edit."""'
_VARIABLE = "T_contra"
_WORD = re.compile(r"\w+")
_MOST_NAMED = 3
_METHODS = frozenset({"is_true", "to", "where"})
"""The methods of a field that are no operators."""


def python_module(workspace: Workspace) -> str:
    """Return the module: the same text for the same workspace, on every Python."""
    return _Module(workspace).text()


class _Module:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._shared = PythonClasses()
        for target in workspace.values():
            for attribute in filterable(target):
                self._shared.field_of(attribute)
        self._names = Names([*MODULES, *BUILT_IN, *kwlist, _VARIABLE, *self._shared.names])
        self._classes = {name: self._names.new(pascal_case(name), "Target") for name in workspace}
        self._references: dict[tuple[str, ...], tuple[str, FieldClass]] = {}
        self._hidden = {"str", *_METHODS, *_methods_of_operators(), *_properties_of_references()}

    def text(self) -> str:
        """Return the text of the module."""
        targets = [block for name in self._workspace for block in self._target(name)]
        references = [self._reference(objects, *made) for objects, made in self._references.items()]
        body = "\n\n\n".join([*targets, *self._shared.used_classes(), *references])
        used = set(_WORD.findall(body))
        variables = [f'{_VARIABLE} = TypeVar("{_VARIABLE}", contravariant=True)', ""] if _VARIABLE in used else []
        used |= {"TypeVar"} if variables else set()
        head = [
            _HEAD,
            "",
            "from __future__ import annotations",
            "",
            *imports(filter(used.__contains__, MODULES), MODULES),
        ]
        return "\n".join([*head, *variables, "", body, ""])

    def _target(self, name: str) -> Iterator[str]:
        """Yield the types of options, the class and the function of a target."""
        target, made = self._workspace[name], self._classes[name]
        annotations = {}
        for attribute in filterable(target):
            annotation, texts = self._annotation(attribute)
            if texts:
                alias = self._names.new(f"{made}{pascal_case(attribute.slug)}", made)
                yield literal_alias(alias, texts)
                annotation = f"{annotation}[{alias}]"
            annotations[attribute.slug] = annotation
        yield "\n".join(self._class(made, target, annotations))
        function = self._names.new(snake_case(name), "target_")
        yield (
            f"def {function}(workspace: Workspace) -> {made}:\n{docstring(f'Return the fields of `{name}`.')}\n"
            f"    return cast({made}, fields(workspace[{python_literal(name)}]))"
        )

    def _class(self, made: str, target: Target, annotations: Mapping[str, str]) -> Iterator[str]:
        yield f"class {made}(Protocol):"
        yield docstring(f"The fields of the {target.kind} {target.plural}.")
        plain = {slug: annotation for slug, annotation in annotations.items() if self._is_plain(slug)}
        if plain:
            yield ""
        yield from (f"    {slug}: {annotation}" for slug, annotation in plain.items())
        in_brackets: dict[str, list[str]] = defaultdict(list)
        for slug in (each for each in annotations if each not in plain):
            in_brackets[annotations[slug]].append(slug)
        yield from overloaded(
            "__getitem__", [(f"slug: {literal_type(slugs)}", returned) for returned, slugs in in_brackets.items()]
        )

    def _is_plain(self, slug: str) -> bool:
        """Tell whether every Python can write a slug behind a dot, and no class of a field has the name for something else."""
        return (
            slug.isascii()
            and slug.isidentifier()
            and not iskeyword(slug)
            and not slug.startswith("_")
            and not "A" <= slug[0] <= "Z"
            and slug not in self._hidden
        )

    def _annotation(self, attribute: Attribute) -> tuple[str, tuple[str, ...] | None]:
        """Return the class of an attribute, and the texts that are its parameter if there are some."""
        if attribute.type.compared_as == "record":
            return self._reference_to(attribute), None
        field = self._shared.field_of(attribute)
        for prop in attribute.type.properties.values():
            if is_listed(prop.kind) and prop.kind.python_type is not None:
                texts = prop.kind.python_type(prop.value, attribute, True).texts
                return (field.name, texts) if texts else (f"{field.name}[{literal_type(texts)}]", None)
        return field.name, None

    def _reference_to(self, attribute: Attribute) -> str:
        objects = attribute.objects
        if objects not in self._references:
            names = [self._classes.get(each, pascal_case(each)) for each in objects]
            wanted = "Or".join(names if len(names) <= _MOST_NAMED else [names[0], "Others"])
            name = self._names.new(f"{wanted}Reference", "Record")
            self._references[objects] = name, self._shared.field_of(attribute)
        return self._references[objects][0]

    def _reference(self, objects: tuple[str, ...], name: str, field: FieldClass) -> str:
        """Return the class of references to some objects: where it is one, it has the attributes of its records."""
        reached = {each: self._classes[each] for each in objects if each in self._workspace}
        attributes = [*reached.values()] if len(reached) == 1 else []
        bases = [f"{field.name}[{literal_type(objects)}]", *attributes, "Protocol"]
        about = f"A reference to {' or '.join(objects)}." if objects else "A reference to no object."
        leading = [(f"object: {literal_type([each])}", made) for each, made in reached.items()]
        return "\n".join([*class_line(name, bases), docstring(about), *overloaded("to", leading)])


def _methods_of_operators() -> Iterator[str]:
    return (spelling.method for spelling in load_operators().spellings.values())


def _properties_of_references() -> Iterator[str]:
    return (name for kind in load_types().types.values() if kind.compared_as == "record" for name in kind.properties)
