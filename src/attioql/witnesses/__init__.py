"""Records that match a filter, or do not: made of what the logic finds, with values that people recognise."""

from attioql.lazy import on_first_use

on_first_use(__name__)
