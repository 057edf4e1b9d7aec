"""JSON text to values and back to places in the text. Knows nothing of filters or workspaces."""

from attioql.lazy import on_first_use

on_first_use(__name__)
