"""Recovery: how the parser reads on past a mistake. An engine, rules as rows, and operator aliases and sentences as data."""

from attioql.syntax.recovery.engine import Recovery

__all__ = ["Recovery"]
