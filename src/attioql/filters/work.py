"""Counts what the logic tries, so that it stops within bounds."""

from __future__ import annotations

from attioql.limits import LIMITS

MOST_STEPS = LIMITS.logic_steps


class Work:
    """Steps that are left."""

    __slots__ = ("left",)

    def __init__(self, most: int) -> None:
        """Allow so many steps."""
        self.left = most

    def spend(self, steps: int) -> None:
        """Count steps. Raises `TooMuchWorkError` once there are more than are allowed."""
        self.left -= steps
        if self.left < 0:
            raise TooMuchWorkError


class TooMuchWorkError(Exception):
    """An answer takes more steps than are allowed."""
