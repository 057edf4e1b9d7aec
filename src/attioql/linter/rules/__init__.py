"""The rules, one module each; the docstring of a module is the page of its rule. This table is all of them, by code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attioql.linter.rule import Rule
from attioql.linter.rules import (
    contradiction,
    double_negation,
    mixed_connectives,
    negated_path,
    or_instead_of_in,
    single_member_in,
    too_many_conditions,
)

_MODULES = (
    contradiction,
    mixed_connectives,
    single_member_in,
    double_negation,
    or_instead_of_in,
    negated_path,
    too_many_conditions,
)

RULES: Mapping[str, Rule] = MappingProxyType({module.RULE.name: module.RULE for module in _MODULES})
"""Every rule by its name."""

PAGES: Mapping[str, str] = MappingProxyType({module.RULE.name: module.__doc__ or "" for module in _MODULES})
"""The page of every rule by its name, as Markdown without a heading."""
