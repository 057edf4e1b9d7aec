"""The kinds of value: one record for each, the only place that knows it. `kinds` has them all by name."""

from attioql.lazy import on_first_use

on_first_use(__name__)
