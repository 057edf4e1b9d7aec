"""Finds the filters that a change of the workspace breaks, or gives another meaning."""
