"""What is valid and still doubtful in a filter: rules, the tree they look at, and the fixes they offer. No files here."""

from attioql.lazy import on_first_use

on_first_use(__name__, "lint", "pages", "rules", "selection")
