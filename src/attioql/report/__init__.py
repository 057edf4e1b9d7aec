"""Diagnostics for people and for programs: human, concise and JSON reports of the same data."""
