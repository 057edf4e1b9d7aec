"""The rules, one module each; the docstring of a module is the page of its rule. A rule is added by its module alone."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from attioql.linter.rule import Rule

_MODULES = sorted(
    (import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)), key=lambda each: each.RULE.code
)

RULES: Mapping[str, Rule] = MappingProxyType({module.RULE.name: module.RULE for module in _MODULES})
"""Every rule by its name, in the order of the codes."""

PAGES: Mapping[str, str] = MappingProxyType({module.RULE.name: module.__doc__ or "" for module in _MODULES})
"""The page of every rule by its name, as Markdown without a heading."""
