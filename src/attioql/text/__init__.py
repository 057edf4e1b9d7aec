"""Positions in text: the lowest room. Nothing here knows a language, a filter or a diagnostic."""
