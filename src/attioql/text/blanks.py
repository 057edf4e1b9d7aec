"""Spaces and tabs."""

from __future__ import annotations


def behind_blanks(text: str, at: int) -> int:
    """Return the offset behind the spaces and tabs at an offset."""
    while text.startswith((" ", "\t"), at):
        at += 1
    return at
