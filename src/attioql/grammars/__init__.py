"""Grammars of the query text that one target accepts, for constrained decoding: rules of the catalogue, written in two dialects."""

from attioql.lazy import on_first_use

on_first_use(__name__)
