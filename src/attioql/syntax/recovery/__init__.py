"""Recovery: how the parser reads on past a mistake. An engine, rules as rows, and operator aliases and sentences as data."""

from attioql.syntax.recovery.engine import Recovery
from attioql.syntax.recovery.ending_rules import find_clause

__all__ = ["Recovery", "find_clause"]
