"""The linter: rules, the tree they look at, and the fixes they offer. It reads and writes no files."""

from attioql.lazy import on_first_use

on_first_use(__name__)
