"""What a filter may be at most where the caller says so: the limits, and a count of what is written before it is read."""

from attioql.lazy import on_first_use

on_first_use(__name__)
