"""The model on a record: whether it matches, and which condition decides. Reads no text, no JSON text and no file."""

from attioql.lazy import on_first_use

on_first_use(__name__)
