"""Positions in text: the lowest room. Nothing here knows a language, a filter or a diagnostic."""

from attioql.lazy import on_first_use

on_first_use(__name__)
