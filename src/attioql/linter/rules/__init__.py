"""The rules, one module each; the docstring of a module is the page of its rule. This table is all of them, by code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attioql.linter.rule import Rule
from attioql.linter.rules import (
    absolute_date,
    always_true,
    contradiction,
    country_code_case,
    deprecated_attribute,
    domain_spelling,
    double_negation,
    duplicate_condition,
    email_domain_contains,
    empty_filter,
    exact_instant,
    impossible_interaction,
    lost_day,
    mixed_connectives,
    negated_path,
    negation_matches_empty,
    offset_without_sorts,
    or_instead_of_in,
    padded_string,
    phone_without_prefix,
    plan_gated,
    redundant_condition,
    single_member_in,
    subsumed_branch,
    too_many_conditions,
    uncorrelated_conditions,
)

_MODULES = (
    contradiction,
    always_true,
    redundant_condition,
    duplicate_condition,
    subsumed_branch,
    uncorrelated_conditions,
    negation_matches_empty,
    impossible_interaction,
    exact_instant,
    lost_day,
    absolute_date,
    mixed_connectives,
    single_member_in,
    double_negation,
    or_instead_of_in,
    email_domain_contains,
    domain_spelling,
    phone_without_prefix,
    padded_string,
    country_code_case,
    plan_gated,
    deprecated_attribute,
    negated_path,
    empty_filter,
    too_many_conditions,
    offset_without_sorts,
)

RULES: Mapping[str, Rule] = MappingProxyType({module.RULE.name: module.RULE for module in _MODULES})
"""Every rule by its name."""

PAGES: Mapping[str, str] = MappingProxyType({module.RULE.name: module.__doc__ or "" for module in _MODULES})
"""The page of every rule by its name, as Markdown without a heading."""
