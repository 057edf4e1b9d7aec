"""Lines of Python code, laid out as formatters do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attioql.codegen.identifiers import python_literal, python_text

CONDITION = "FilterExpression"
"""What a method returns that makes a condition."""

_WIDTH = 88


def class_line(name: str, bases: Sequence[str]) -> Iterator[str]:
    """Yield the line of a class with its bases, or several where one is too long."""
    line, inner = f"class {name}({', '.join(bases)}):", f"    {', '.join(bases)}"
    if len(line) <= _WIDTH:
        yield line
    elif len(inner) <= _WIDTH:
        yield from (f"class {name}(", inner, "):")
    else:
        yield from (f"class {name}(", *(f"    {base}," for base in bases), "):")


def method(name: str, parameters: Sequence[str], returned: str = CONDITION) -> Iterator[str]:
    """Yield the lines of a method of a protocol."""
    listed = ", ".join(["self", *parameters])
    line, inner = f"    def {name}({listed}) -> {returned}: ...", f"        {listed}"
    if len(line) <= _WIDTH:
        yield line
    elif len(inner) <= _WIDTH:
        yield from (f"    def {name}(", inner, f"    ) -> {returned}: ...")
    else:
        each = (f"        {parameter}," for parameter in ("self", *parameters))
        yield from (f"    def {name}(", *each, f"    ) -> {returned}: ...")


def overloaded(name: str, options: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of a method with one parameter, whose type decides what is returned; none where there is no option."""
    if options:
        yield ""
    for parameter, returned in options:
        if len(options) > 1:
            yield "    @overload"
        yield from method(name, [parameter], returned)


def literal_alias(name: str, texts: Iterable[str]) -> str:
    """Return a name for the type of some texts."""
    literals = [*map(python_literal, texts)]
    line = f"{name}: TypeAlias = Literal[{', '.join(literals)}]"
    if len(line) <= _WIDTH or len(literals) == 1:
        return line
    return "\n".join([f"{name}: TypeAlias = Literal[", *(f"    {each}," for each in literals), "]"])


def literal_type(texts: Iterable[str] | None) -> str:
    """Return the type of some texts; `str` where any text is meant, and `NoReturn` for none."""
    if texts is None:
        return "str"
    literals = ", ".join(map(python_literal, texts))
    return f"Literal[{literals}]" if literals else "NoReturn"


def docstring(text: str) -> str:
    """Return a text as a docstring on one line, in a class or a function."""
    return f'    """{python_text(text)}"""'


def imports(names: Iterable[str], modules: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines that import names: from other packages, and then from this one."""
    by_module: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_module[modules[name]].append(name)
    own = [module for module in by_module if module.startswith("attioql")]
    for group in (sorted(by_module.keys() - own), sorted(own)):
        for module in group:
            yield from _import(module, by_module[module])
        yield ""


def _import(module: str, names: Iterable[str]) -> Iterator[str]:
    ordered = sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    line = f"from {module} import {', '.join(ordered)}"
    if len(line) <= _WIDTH:
        yield line
    else:
        yield from (f"from {module} import (", *(f"    {name}," for name in ordered), ")")
