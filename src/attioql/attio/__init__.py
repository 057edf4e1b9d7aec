"""The model to Attio's filter JSON and back."""

from attioql.lazy import on_first_use

on_first_use(__name__)
