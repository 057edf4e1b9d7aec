"""Writes the methods of fields from the table of operators: `python -m attioql.expressions.method_file --write`, or `--check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from attioql.generated import write_or_check
from attioql.operators import Spelling, Takes, load_operators

_FILE = Path(__file__).with_name("comparisons.py")
_HEAD = '''"""The operators as methods of a field. Generated from the table of operators by `attioql.expressions.method_file`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from attioql.expressions.expression import FilterExpression
from attioql.expressions.python_operands import FieldPeriod, FieldValue


class Comparisons:  # noqa: PLW1641 - a field has no hash
    """One method for each operator of query text. What it takes is checked by type here, and by the target in `attioql.build`."""

    __slots__ = ()

    @abstractmethod
    def _condition(self, spelling: str, *given: object) -> FilterExpression:
        """Return the condition that an operator and its operands make."""
'''
_OVERRIDES = ("__eq__", "__ne__")


class _Shape(NamedTuple):
    """The parameters of a method, its arguments, and how the condition is written."""

    parameters: str
    arguments: str
    written: str


_SHAPES: dict[Takes, _Shape] = {
    "value": _Shape(", value: FieldValue", ", value", " value"),
    "list": _Shape(", *values: FieldValue | Sequence[FieldValue]", ", *values", " (value, …)"),
    "range": _Shape(", low: FieldValue, high: FieldValue", ", low, high", " low and high"),
    "period": _Shape(", period: FieldPeriod", ", period", " period"),
    "nothing": _Shape("", "", ""),
}


def method_file() -> str:
    """Return the module of methods."""
    return _HEAD + "".join(map(_method, load_operators().spellings.values()))


def _method(spelling: Spelling) -> str:
    parameters, arguments, written = _SHAPES[spelling.takes]
    reason = "  # type: ignore[override]  # makes a condition" if spelling.method in _OVERRIDES else ""
    return (
        f"\n    def {spelling.method}(self{parameters}) -> FilterExpression:{reason}\n"
        f'        """Return the condition `field {spelling.text}{written}`."""\n'
        f'        return self._condition("{spelling.text}"{arguments})\n'
    )


if __name__ == "__main__":
    sys.exit(write_or_check("python -m attioql.expressions.method_file", {_FILE: method_file()}))
