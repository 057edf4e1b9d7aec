"""What language models read: the guide of a target, which says how to write filters for it."""

from attioql.lazy import on_first_use

on_first_use(__name__)
