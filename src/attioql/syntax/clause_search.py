"""Finds clauses of a query in a filter that has a mistake. This module waits, so that a text without one does not load recovery."""

from attioql.syntax.recovery.ending_rules import find_clause

__all__ = ["find_clause"]
