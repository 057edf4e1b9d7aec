"""Filters combined, shown condition by condition, edited, and as rows of a form: models to models, within the limits."""

from attioql.lazy import on_first_use

on_first_use(__name__)
