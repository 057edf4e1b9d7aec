"""The waist: the one model of a filter that every way in produces and every way out reads, and its canonical form.

Nothing here knows query text or JSON.
"""

from attioql.lazy import on_first_use

on_first_use(__name__)
