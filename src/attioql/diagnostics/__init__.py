"""What is wrong with a filter, as data: the model, the table of codes, near misses. No prose about Attio lives here."""

from attioql.lazy import on_first_use

on_first_use(__name__)
